// The browser's own store: texts by key, and kept files by digest. One connection, opened before the application starts,
// so that a write asked for while the page is being hidden is under way before it freezes.

import { message, send } from "../module";
import { forgetPlain } from "../painted";
import { setUnsaved } from "./page";

let database: IDBDatabase | undefined;

interface Bucket {
  indexedDB: IDBFactory;
  persist(): Promise<boolean>;
}
/** Chromium's own folders: deleting a database leaves its texts in files for weeks, deleting a bucket does not. */
const buckets = (navigator as { storageBuckets?: { open(name: string): Promise<Bucket>; delete(name: string): Promise<void> } }).storageBuckets;
const name = "guichet";
let bucket: Bucket | undefined;

const open = async (): Promise<IDBDatabase> => {
  bucket = await buckets?.open(name);
  return new Promise((resolve, reject) => {
    const request = (bucket?.indexedDB ?? indexedDB).open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("records");
      request.result.createObjectStore("files");
    };
    request.onblocked = () => reject(new DOMException("blocked", "InvalidStateError"));
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
};

/** Asks the browser not to evict it. */
export const persist = (): void => void (bucket ?? navigator.storage)?.persist?.().catch(() => false);

/** False when this browser gives no store (private window, setting, disk). */
export const openStore = async (): Promise<boolean> => {
  try {
    database = await open();
    // A newer page wants to change the shape; a browser may close it under disk pressure.
    database.onversionchange = () => database?.close();
    database.onclose = () => {
      database = undefined;
      void openStore();
    };
    return true;
  } catch {
    database = undefined;
    return false;
  }
};

const trouble = (error: unknown): string => {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "quota";
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

const nothing = (): void => undefined;

export const put = (id: number, key: string, text: string): void =>
  answer(id, transact("records", "readwrite", (store) => {
    store.put(text, key);
    // At once, not when the answer has come: the page may be gone by then.
    store.transaction.commit();
    return nothing;
  }));

export const remove = (id: number, key: string): void =>
  answer(id, transact("records", "readwrite", (store) => {
    store.delete(key);
    return nothing;
  }));

/** Keys that begin so. */
const beginning = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

export const records = (prefix: string): Promise<[string, string][]> =>
  transact("records", "readonly", (store) => {
    const keys = store.getAllKeys(beginning(prefix));
    const values = store.getAll(beginning(prefix));
    return () => keys.result.map((key, place) => [String(key), String(values.result[place])]);
  });

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
export const keep = (sha256: string, blob: Blob): Promise<void> =>
  write(sha256, blob).catch(async (error: unknown) => {
    if ((error as DOMException).name !== "UnknownError") throw error;
    await write(sha256, await blob.arrayBuffer());
  });

export const stored = (sha256: string): Promise<Blob | undefined> =>
  transact("files", "readonly", (store) => {
    const request = store.get(sha256);
    return () => {
      const content = request.result as Blob | ArrayBuffer | undefined;
      return content instanceof ArrayBuffer ? new Blob([content]) : content;
    };
  }).catch(() => undefined);

export const prune = (kept: string[]): void => {
  transact("files", "readwrite", (store) => {
    const request = store.getAllKeys();
    request.onsuccess = () => {
      for (const key of request.result) if (!kept.includes(String(key))) store.delete(key);
    };
    return nothing;
  }).catch(nothing);
};

const others = new BroadcastChannel("guichet-oubli");
const beginAnew = (): void => {
  database = undefined;
  setUnsaved(false);
  location.reload();
};
others.onmessage = beginAnew;

/** The whole database, so that the browser takes what was in it off the disk too; then each tab starts with nothing. */
export const eraseAll = async (): Promise<void> => {
  database?.close();
  await new Promise<void>((resolve, reject) => {
    const request = (bucket?.indexedDB ?? indexedDB).deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
    // Other tabs let go when they are told; one that sleeps may not be told.
    setTimeout(() => reject(new DOMException("blocked", "InvalidStateError")), 5000);
  });
  await buckets?.delete(name);
  forgetPlain();
  others.postMessage("");
  beginAnew();
};

export { trouble };
