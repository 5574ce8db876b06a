// The one object that the module calls (web/library.js): patches in, boxes out, canvases, clock, requests.

import { Reader } from "./bytes";
import { readLayout } from "./boxes";
import { figures } from "./figures";
import { settleFocus } from "./focus";
import { request, requestRest } from "./frames";
import { applyPatch } from "./mirror";
import { flush } from "./module";
import { cause } from "./protocol";
import { ask } from "./ports/ask";
import { advance, lineBaseline } from "./styles";
import { noteSize } from "./viewport";
import { copyFrom, type Surface } from "./surfaces";

export interface Host {
  patch(operations: Uint8Array, text: Uint8Array): number;
  settle(): void;
  layout(): number;
  surfaceDone(index: number): void;
  painted(milliseconds: number, handles: Uint32Array): void;
  baseline(fontSize: number, weight: number): number;
  advance(size: number, weight: number, letter: number): number;
  ask(bytes: Uint8Array): void;
  requestFrame(): void;
  requestRest(): void;
  localDay(): number;
  localMinute(): number;
}

/** Days since 1970-01-01 in the person's own zone. */
const localDay = (): number => {
  const now = new Date();
  return Math.round(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000);
};

export const makeHost = (root: HTMLElement, canvas: HTMLCanvasElement): Host => {
  let surfaces: Surface[] = [];
  return {
    patch(operations, text) {
      const begun = performance.now();
      const changed = applyPatch(root, operations, text);
      ++figures.patches;
      figures.mirrorMs = performance.now() - begun;
      return changed;
    },
    settle() {
      // Finding what takes the focus makes the browser lay the new nodes out.
      const begun = performance.now();
      settleFocus();
      figures.mirrorMs += performance.now() - begun;
      flush();
    },
    layout() {
      const begun = performance.now();
      surfaces = readLayout(root, canvas, () => request(cause.layout));
      ++figures.layouts;
      figures.layoutMs = performance.now() - begun;
      noteSize(root);
      return surfaces.length;
    },
    surfaceDone(index) {
      const surface = surfaces[index];
      if (surface?.root && !surface.root.gone) copyFrom(canvas, surface);
    },
    painted(milliseconds, handles) {
      ++figures.frames;
      figures.paintMs = milliseconds;
      figures.painted = [...handles];
    },
    baseline: lineBaseline,
    advance,
    ask(bytes) {
      ask(new Reader(bytes.slice()));
    },
    requestFrame: () => request(cause.model),
    requestRest,
    localDay,
    localMinute: () => new Date().getHours() * 60 + new Date().getMinutes(),
  };
};
