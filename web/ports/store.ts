// The browser's own store: texts by key, and kept files by digest. One connection, opened before the application starts,
// so that a write asked for while the page is being hidden is under way before it freezes.
//
// It stands in one of two places: the plain one, or, once a passphrase protects it (../protection.ts), the sealed one, whose texts and files
// nobody reads without it. What makes a place the store is that it is there, and, of the sealed one, that its header is: the last thing
// that is written into it. So a move that was cut short has not been.

import { message, send } from "../module";
import { forgetPlain } from "../painted";
import type { Header, Vault } from "../vault";
import { isUnsaved, setUnsaved } from "./page";

let database: IDBDatabase | undefined;

interface Bucket {
  indexedDB: IDBFactory;
  persist(): Promise<boolean>;
}
/** Chromium's own folders: deleting a database leaves its texts in files for weeks, deleting a bucket does not. */
const buckets = (navigator as { storageBuckets?: { keys(): Promise<string[]>; open(name: string): Promise<Bucket>; delete(name: string): Promise<void> } })
  .storageBuckets;
const places = { plain: "guichet", sealed: "guichet-scelle" } as const;
type Place = (typeof places)[keyof typeof places];
let place: Place = places.plain;
let bucket: Bucket | undefined;
let vault: Vault | undefined;
const headerKey = "scellement";

/** Rejects where the browser does not tell: to take a protected device for an empty one would be worse than to store nothing. */
const there = async (name: Place): Promise<boolean> =>
  buckets ? (await buckets.keys()).includes(name) : ((await (indexedDB.databases as IDBFactory["databases"] | undefined)?.call(indexedDB)) ?? []).some((one) => one.name === name);

const open = async (name: Place): Promise<IDBDatabase> => {
  place = name;
  bucket = await buckets?.open(name);
  return new Promise((resolve, reject) => {
    const request = (bucket?.indexedDB ?? indexedDB).open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("records");
      request.result.createObjectStore("files");
    };
    request.onblocked = () => reject(new DOMException("blocked", "InvalidStateError"));
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      // A newer page wants to change the shape; a browser may close it under disk pressure.
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = () => {
        if (moving) return;
        database = undefined;
        // Taken from under the page: what it has in hand belongs to a store that is no more.
        void openStore().then(() => place !== name && beginAnew());
      };
      resolve(request.result);
    };
  });
};

/** Asks the browser not to evict it. */
export const persist = (): void => void (bucket ?? navigator.storage)?.persist?.().catch(() => false);

/** All that is in that place goes; once nobody has it open. */
const drop = async (name: Place): Promise<void> => {
  const within = buckets ? (await there(name)) && (await buckets.open(name)).indexedDB : indexedDB;
  if (!within) return;
  await new Promise<void>((resolve, reject) => {
    const request = within.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
    // Other tabs let go when they are told; one that sleeps may not be told.
    setTimeout(() => reject(new DOMException("blocked", "InvalidStateError")), 5000);
  });
  await buckets?.delete(name);
};

let leave: (() => void) | undefined;
/** Each page stands in the store's place for as long as it lives: who moves it waits until all others are gone. */
const stay = (): Promise<void> =>
  new Promise((resolve) => {
    if (!navigator.locks) return resolve();
    navigator.locks.request("guichet-lieu", { mode: "shared" }, () => {
      resolve();
      return new Promise<void>((free) => (leave = free));
    }).catch(() => resolve());
  });

const openPlace = async (): Promise<IDBDatabase> => {
  if (await there(places.sealed)) {
    database = await open(places.sealed);
    if (await header()) {
      void drop(places.plain).catch(nothing);
      return database;
    }
    database.close();
    await drop(places.sealed).catch(nothing);
  }
  // Nothing is sealed into the plain place.
  vault = undefined;
  return open(places.plain);
};

/** False when this browser gives no store (private window, setting, disk). */
export const openStore = async (): Promise<boolean> => {
  try {
    if (!leave) await stay();
    // Once more where another tab has just cleared away what a move had left.
    database = await openPlace().catch(openPlace);
    return true;
  } catch {
    database = undefined;
    return false;
  }
};

/** A passphrase protects the store; and whether it has been given. */
export const isSealed = (): boolean => place === places.sealed;
export const isLocked = (): boolean => isSealed() && !vault;

const trouble = (error: unknown): string => {
  const name = error instanceof DOMException ? error.name : "";
  // Of AES-GCM: another passphrase, or what it protects was altered.
  if (name === "OperationError") return "secret";
  if (name === "QuotaExceededError") return "quota";
  if (name === "TimeoutError" || name === "AbortError") return "elsewhere";
  return name === "DataError" || name === "DataCloneError" ? "refused" : "blocked";
};

/** Runs `act` in one transaction; the answer comes when it is on disk. */
const transact = <Result>(store: "records" | "files", mode: IDBTransactionMode, act: (store: IDBObjectStore) => () => Result): Promise<Result> =>
  new Promise((resolve, reject) => {
    if (!database) throw new DOMException("no store", "InvalidStateError");
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const result = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(result());
    // Not onerror, which comes first and finds no reason yet.
    transaction.onabort = () => reject(transaction.error);
  });

export const answer = (id: number, work: Promise<unknown>): void => {
  const stored = (ok: boolean, why: string): void => send(message("stored").number(id).number(Number(ok)).text(why));
  work.then(() => stored(true, ""), (error: unknown) => stored(false, trouble(error)));
};

function nothing(): void {}

let turn: Promise<unknown> = Promise.resolve();
/** One after the other: what is sealed takes a moment, and a text may not pass another of its key; nor one the move of the store. */
const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
  const result = turn.then(work);
  turn = result.catch(nothing);
  return result;
};
let moving = false;
/** At once while nothing is sealed: the page may be gone in a moment. */
const orderly = <Result>(work: () => Promise<Result>): Promise<Result> => {
  // Locked, nothing may be read for what it is not, nor written for all to read.
  const act = (): Promise<Result> => (isLocked() ? Promise.reject(new DOMException("locked", "InvalidStateError")) : work());
  if (vault || moving) return inTurn(act);
  const result = act();
  turn = Promise.allSettled([turn, result]);
  return result;
};

const putRecord = (key: string, value: unknown): Promise<void> =>
  transact("records", "readwrite", (store) => {
    store.put(value, key);
    // At once, not when the answer has come: the page may be gone by then.
    store.transaction.commit();
    return nothing;
  });

export const put = (id: number, key: string, text: string): void =>
  answer(id, orderly(async () => putRecord(key, vault ? await vault.seal(key, new TextEncoder().encode(text)) : text)));

export const remove = (id: number, key: string): void =>
  answer(id, orderly(() => transact("records", "readwrite", (store) => {
    store.delete(key);
    return nothing;
  })));

/** Keys that begin so. */
const beginning = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export const records = (prefix: string): Promise<[string, string][]> =>
  orderly(async () => {
    const found = await transact<[string, unknown][]>("records", "readonly", (store) => {
      const keys = store.getAllKeys(beginning(prefix));
      const values = store.getAll(beginning(prefix));
      return () => keys.result.map((key, at) => [String(key), values.result[at]]);
    });
    const opened = vault;
    if (!opened) return found.map(([key, text]) => [key, String(text)]);
    // One that does not open is shown as one that cannot be read, and keeps nobody from the others.
    const text = (key: string, sealed: unknown): Promise<string> =>
      opened.open(key, sealed as ArrayBuffer).then((bytes) => decoder.decode(bytes), () => "");
    return Promise.all(found.filter(([key]) => key !== headerKey).map(async ([key, sealed]) => [key, await text(key, sealed)]));
  });

function header(): Promise<Header | undefined> {
  return transact("records", "readonly", (store) => {
    const request = store.get(headerKey) as IDBRequest<Header | undefined>;
    return () => request.result;
  });
}

export const load = (id: number, prefix: string): void => {
  records(prefix).then(
    (found) => {
      const answer = message("loaded").number(id).number(1).number(found.length);
      for (const [key, text] of found) answer.text(key).text(text);
      send(answer);
    },
    () => send(message("loaded").number(id).number(0).number(0)),
  );
};

const write = (sha256: string, content: Blob | ArrayBuffer): Promise<void> =>
  transact("files", "readwrite", (store) => {
    store.put(content, sha256);
    return nothing;
  });

/** In a private window WebKit stores no Blob, but its bytes. */
const keepPlain = (sha256: string, blob: Blob): Promise<void> =>
  write(sha256, blob).catch(async (error: unknown) => {
    if ((error as DOMException).name !== "UnknownError") throw error;
    await write(sha256, await blob.arrayBuffer());
  });

export const keep = (sha256: string, blob: Blob): Promise<void> =>
  orderly(async () => (vault ? write(sha256, await vault.seal(sha256, await blob.arrayBuffer())) : keepPlain(sha256, blob)));

const fileOf = async (sha256: string): Promise<Blob | undefined> => {
  const content = await transact<Blob | ArrayBuffer | undefined>("files", "readonly", (store) => {
    const request = store.get(sha256) as IDBRequest<Blob | ArrayBuffer | undefined>;
    return () => request.result;
  });
  if (!(content instanceof ArrayBuffer)) return content;
  return new Blob([vault ? await vault.open(sha256, content) : content]);
};

export const stored = (sha256: string): Promise<Blob | undefined> => orderly(() => fileOf(sha256)).catch(() => undefined);

export const prune = (kept: string[]): void => {
  orderly(() => transact("files", "readwrite", (store) => {
    const request = store.getAllKeys();
    request.onsuccess = () => {
      for (const key of request.result) if (!kept.includes(String(key))) store.delete(key);
    };
    return nothing;
  })).catch(nothing);
};

const others = new BroadcastChannel("guichet-oubli");
const moved = "ailleurs";
const beginAnew = (): void => {
  database = undefined;
  setUnsaved(false);
  location.reload();
};
others.onmessage = ({ data }) => {
  // Erased, nothing may be written any more; moved, what was just typed goes with the rest.
  if (data !== moved) return beginAnew();
  send(message("hidden"));
  // What cannot be stored stays on the screen, and in the way of the move, whose tab is told.
  void turn.then(() => setTimeout(() => isUnsaved() || beginAnew()));
};

/** The whole database, so that the browser takes what was in it off the disk too; then each tab starts with nothing. */
export const eraseAll = async (): Promise<void> => {
  database?.close();
  await drop(places.plain);
  await drop(places.sealed);
  forgetPlain();
  others.postMessage("");
  beginAnew();
};

const putHeader = (value: Header): Promise<void> => putRecord(headerKey, value);

/** What protection.ts does the whole store with; it is fetched when first wanted, and so has none of this of its own. */
export const inner = {
  places, headerKey, header, putHeader, open, drop, transact, stay, openPlace, inTurn, beginAnew,
  hide: (): void => send(message("hidden")),
  isSealed, isUnsaved, persist,
  database: (): IDBDatabase | undefined => database,
  place: (): Place => place,
  leave: (): void => leave?.(),
  use: (opened: IDBDatabase | undefined): void => {
    database = opened;
  },
  setVault: (opened: Vault | undefined): void => {
    vault = opened;
  },
  setMoving: (now: boolean): void => {
    moving = now;
  },
  /** When what was asked for is written. */
  settled: (): Promise<unknown> => turn,
  /** Other tabs write what they have in hand, and begin anew. */
  sendAway: (): void => others.postMessage(moved),
};
export type Inner = typeof inner;

/** Answered when it is done: protection.ts. */
export const protection = (id: number, what: number, secret: string, fresh: string): void =>
  answer(id, (import("./protection.js" as string) as Promise<typeof import("../protection")>).then(({ work }) => work(inner, what, secret, fresh)));

export { trouble };
