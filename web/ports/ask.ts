// Requests of the application (src/platform/ports.hpp), each to its port. Answers go back as messages (module.ts).

import { focusLater } from "../focus";
import { fetchLater } from "../instance";
import { request as requestFrame } from "../frames";
import type { Reader } from "../bytes";
import { message, send } from "../module";
import { setPlain } from "../painted";
import { type AskName, asks, cause } from "../protocol";
import { announce } from "./announce";
import { claim, release } from "./claims";
import { download, keepFile, openFile, readSlice } from "./files";
import { go } from "./history";
import { abort, http, type Request, sendFile } from "./http";
import { answer, eraseAll, load, openStore, persist, protection, prune, put, remove } from "./store";
import { setUnsaved } from "./page";

const timers = new Map<number, number>();

/** Browsers keep the clipboard from pages that are not served securely. */
const copy = async (text: string): Promise<void> => navigator.clipboard.writeText(text);

/** In the order in which src/platform/web/web_ports.cpp writes them. */
const handlers: Record<AskName, (reader: Reader) => void> = {
  http: (r) => http(r.number(), request(r)),
  send_file: (r) => sendFile(r.number(), request(r), r.text()),
  abort: (r) => abort(r.number()),
  store_put: (r) => put(r.number(), r.text(), r.text()),
  store_remove: (r) => remove(r.number(), r.text()),
  store_load: (r) => load(r.number(), r.text()),
  persist,
  read_slice: (r) => readSlice(r.number(), r.text(), r.number(), r.number()),
  keep_file: (r) => keepFile(r.number(), r.text(), r.number(), r.number()),
  prune_files: (r) => prune(r.texts()),
  download: (r) => download(r.text(), r.text(), r.text(), r.texts()),
  open_file: (r) => openFile(r.text(), r.text(), r.text()),
  go: (r) => go(r.text(), r.number() === 1),
  set_title: (r) => {
    document.title = r.text();
  },
  focus: (r) => {
    focusLater(r.text());
    requestFrame(cause.model);
  },
  announce: (r) => announce(r.text(), r.number() === 1),
  copy_text: (r) => answer(r.number(), copy(r.text())),
  // Not with C++ on the stack: printing stops the page, and fires events of its own.
  print: () => void setTimeout(print),
  set_timer: (r) => {
    const id = r.number();
    timers.set(id, window.setTimeout(() => {
      timers.delete(id);
      send(message("timer_rang").number(id));
    }, r.number()));
  },
  clear_timer: (r) => {
    const id = r.number();
    clearTimeout(timers.get(id));
    timers.delete(id);
  },
  claim: (r) => claim(r.number(), r.text(), r.number() === 1),
  release: (r) => release(r.text()),
  set_unsaved: (r) => setUnsaved(r.number() === 1),
  set_plain: (r) => setPlain(r.number() === 1),
  fetch_later: (r) => answer(r.number(), fetchLater()),
  protection: (r) => protection(r.number(), r.number(), r.text(), r.text()),
  erase_all: (r) => {
    const id = r.number();
    eraseAll().catch((error: unknown) => {
      void openStore();
      answer(id, Promise.reject(error as Error));
    });
  },
};

const request = (r: Reader): Request => ({
  method: r.text(),
  url: r.text(),
  headers: Array.from({ length: r.number() }, () => [r.text(), r.text()]),
  body: r.text(),
  timeout: r.number(),
});

export const ask = (reader: Reader): void => {
  const name = asks[reader.number()];
  if (name) handlers[name](reader);
};
