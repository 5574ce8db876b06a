// Files that a person chose: they stay the browser's, under a token, until kept under their digest. They are read in
// slices: no file is ever whole in the module's memory, nor in this page's.

import type { Entry } from "../entries";
import { has } from "../entries";
import { message, send, wasm } from "../module";
import { keep, stored, trouble } from "./store";

const chosen = new Map<string, File>();
let next = 0;

export const chooseFiles = (entry: Entry, list: Iterable<File> | ArrayLike<File>): void => {
  const files = Array.from(list).slice(0, has(entry, "multiple") ? undefined : 1);
  if (files.length === 0 || has(entry, "disabled")) return;
  const told = message("files_chosen").number(entry.handle).number(files.length);
  for (const file of files) {
    const token = `f${++next}`;
    chosen.set(token, file);
    told.text(token).text(file.name.normalize()).text(file.type).number(file.size);
  }
  send(told);
};

export const readSlice = (id: number, token: string, offset: number, length: number): void => {
  const file = chosen.get(token);
  const answer = (ok: boolean, text: string): void => send(message("slice_read").number(id).number(Number(ok)).text(text));
  if (!file) answer(false, "");
  else file.slice(offset, offset + length).text().then((text) => answer(true, text), () => answer(false, ""));
};

const sliceSize = 256 * 1024;

/** SHA-256 by the module, fed slice by slice. */
const digest = async (blob: Blob): Promise<string> => {
  const hash = wasm()._guichet_hash_start();
  try {
    for (let at = 0; at < blob.size; at += sliceSize) {
      const bytes = new Uint8Array(await blob.slice(at, at + sliceSize).arrayBuffer());
      const place = wasm()._guichet_hash_room(hash, bytes.length);
      wasm().HEAPU8.set(bytes, place);
      wasm()._guichet_hash_feed(hash, bytes.length);
    }
  } catch (error) {
    wasm()._guichet_hash_finish(hash);
    throw error;
  }
  const place = wasm()._guichet_hash_finish(hash);
  return String.fromCharCode(...wasm().HEAPU8.subarray(place, place + 64));
};

export const keepFile = (id: number, token: string, offset: number, length: number): void => {
  const refuse = (why: string): void => send(message("file_refused").number(id).text(why));
  const file = chosen.get(token);
  if (!file || offset + length > file.size) {
    refuse("unreadable");
    return;
  }
  void (async () => {
    let sha256: string;
    let head: Uint8Array;
    // A copy of the part: the file on disk may change or go. The browser holds it, on disk when large.
    const part = file.slice(offset, offset + length, file.type);
    try {
      sha256 = await digest(part);
      head = new Uint8Array(await part.slice(0, 16).arrayBuffer());
    } catch {
      refuse("unreadable");
      return;
    }
    try {
      await keep(sha256, part);
    } catch (error) {
      refuse(trouble(error));
      return;
    }
    send(message("file_kept").number(id).text(sha256).number(part.size).bytes(head));
  })();
};

/** A link that lives for as long as the browser needs to follow it. */
const follow = (blob: Blob, set: (link: HTMLAnchorElement) => void): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  set(link);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

export const save = (blob: Blob, name: string): void =>
  follow(blob, (link) => {
    link.download = name;
  });

export const download = (name: string, mediaType: string, text: string, digests: string[]): void => {
  void Promise.all(digests.map(stored)).then((blobs) => {
    // Of a file that is not here, as many zeros as the text says that it has: those that follow stay where they are looked for.
    const missing = (digest: string): Uint8Array<ArrayBuffer> =>
      new Uint8Array(Number(new RegExp(`"taille":(\\d+),"sha256":"${digest}"`).exec(text)?.[1] ?? 0));
    save(new Blob([text, ...blobs.map((blob, at) => blob ?? missing(digests[at] ?? ""))], { type: mediaType }), name);
  });
};

/** Only what a browser shows without running anything opens in a tab; the rest is saved. */
const shown = /^(application\/pdf|image\/(png|jpeg|gif|webp)|text\/plain)$/;

export const openFile = (sha256: string, name: string, mediaType: string): void => {
  void stored(sha256).then((blob) => {
    if (!blob) return;
    const typed = new Blob([blob], { type: mediaType });
    if (!shown.test(mediaType)) {
      save(typed, name);
      return;
    }
    follow(typed, (link) => {
      link.target = "_blank";
      link.rel = "noopener";
    });
  });
};
