// The WebAssembly module as the page sees it. Views of its memory are read anew at each use: memory grows.

import { Writer } from "./bytes";
import { tell, type TellName } from "./protocol";

export interface Module {
  HEAPU8: Uint8Array;
  /** Room for a message of that many bytes; the next call of _guichet_tell takes it. */
  _guichet_message(size: number): number;
  /** Takes one message (bytes.ts, protocol.ts: tells). */
  _guichet_tell(size: number): void;
  /** How a node is touched: bits of protocol.ts: touch. */
  _guichet_touch(handle: number, bits: number): void;
  /** Makes one frame; `causes` are bits of protocol.ts: cause. */
  _guichet_frame(causes: number, painted: number): void;
  /** Fonts are in the two buffers of `_guichet_font`. 0 when there is no WebGL2. */
  _guichet_start(painted: number): number;
  /** The graphics context was lost and is back. */
  _guichet_restore(): void;
  _guichet_font(which: number, size: number): number;
  /** Room for that many surfaces, boxes by handle, and lines; see boxes.ts. */
  _guichet_surfaces(count: number): number;
  _guichet_boxes(handles: number): number;
  _guichet_lines(count: number): number;
  _guichet_hash_start(): number;
  _guichet_hash_room(hash: number, size: number): number;
  _guichet_hash_feed(hash: number, size: number): void;
  /** Address of 64 ASCII characters; the hash is gone. */
  _guichet_hash_finish(hash: number): number;
}

let current: Module | undefined;

export const setModule = (module: Module | undefined): void => {
  current = module;
};

export const wasm = (): Module => {
  if (!current) throw new Error("the module is not there");
  return current;
};

export const running = (): boolean => current !== undefined;

/** A message begins with its kind. */
export const message = (kind: TellName): Writer => new Writer().number(tell[kind]);

const waiting: Writer[] = [];
let busy = false;

export const isOccupied = (): boolean => busy;

/** Runs `work` with C++ on the stack: what happens meanwhile is told afterwards, or at flush(). */
export const occupied = <Result>(work: () => Result): Result => {
  const before = busy;
  busy = true;
  try {
    return work();
  } finally {
    busy = before;
  }
};

const deliver = (writer: Writer): void => {
  if (!current) return;
  const bytes = writer.done();
  const place = current._guichet_message(bytes.length);
  current.HEAPU8.set(bytes, place);
  occupied(() => current?._guichet_tell(bytes.length));
};

/** Tells what has waited; C++ must be at a point where it may be told. */
export const flush = (): void => {
  for (let next = waiting.shift(); next; next = waiting.shift()) deliver(next);
};

export const send = (writer: Writer): void => {
  waiting.push(writer);
  if (!busy) flush();
};
