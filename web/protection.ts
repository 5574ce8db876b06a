// A passphrase that protects what is kept here (vault.ts): set, changed, given up; asked for at each visit, and again once nobody has
// done anything for a while. Fetched when first wanted: a bundle of its own, which has the store from who calls it.

import type { Inner } from "./ports/store";
import { type Header, make, rewrap, unlock, type Vault } from "./vault";

/** guichet::ProtectionAsk */
const asks = ["unlock", "protect", "change", "give_up", "lock"] as const;

const idleAfter = 15 * 60_000;
/** Milliseconds that other tabs have to write what they have in hand and to let go. */
const patience = 5_000;

/** What is in memory goes with the page; unless it could not be stored. */
const lockHere = async (store: Inner): Promise<void> => {
  store.hide();
  await store.settled();
  await new Promise((resolve) => setTimeout(resolve));
  if (!store.isUnsaved()) store.beginAnew();
};

const lockAll = (store: Inner): Promise<void> => {
  store.sendAway();
  return lockHere(store);
};

let lastAct = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const noteAct = (): void => {
  lastAct = Date.now();
};

/** This page alone: somebody may be at work in another. */
const watchIdle = (store: Inner): void => {
  const first = lastAct === 0;
  noteAct();
  clearTimeout(timer);
  const look = (): void => {
    if (!store.isSealed()) return;
    const left = lastAct + idleAfter - Date.now();
    // A clock that was set back is no reason to stay open.
    if (left > 0 && left <= idleAfter) timer = setTimeout(look, left);
    else void lockHere(store).then(() => (timer = setTimeout(look, 60_000)));
  };
  timer = setTimeout(look, idleAfter);
  if (!first) return;
  for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchstart"]) addEventListener(kind, noteAct, { capture: true, passive: true });
  // Timers sleep with the machine.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && store.isSealed() && Date.now() - lastAct >= idleAfter) void lockHere(store);
  });
};

/**
 * Carries everything to the other place, each record and file as `convert` gives it, then the header where there is one; then nothing is left
 * of the former place. Rejects with a TimeoutError when another tab does not let go.
 */
const move = (
  store: Inner, to: Parameters<Inner["open"]>[0], convert: (key: string, content: unknown, isFile: boolean) => Promise<unknown>,
  header: Header | undefined, vault: Vault | undefined,
): Promise<void> => {
  store.setMoving(true);
  const carry = async (): Promise<void> => {
    const from = store.place();
    const source = store.database();
    if (!source || from === to) throw new DOMException("no store", "InvalidStateError");
    const of = <Result>(within: IDBDatabase, name: "records" | "files", mode: IDBTransactionMode, act: (kept: IDBObjectStore) => IDBRequest<Result>): Promise<Result> => {
      store.use(within);
      return store.transact(name, mode, (kept) => {
        const request = act(kept);
        return () => request.result;
      });
    };
    // Of a connection that is closed this fails, before anything goes.
    const keys = {
      records: await of(source, "records", "readonly", (kept) => kept.getAllKeys()),
      files: await of(source, "files", "readonly", (kept) => kept.getAllKeys()),
    };
    await store.drop(to);
    const target = await store.open(to);
    try {
      for (const name of ["records", "files"] as const) {
        for (const key of keys[name]) {
          if (key === store.headerKey) continue;
          const content = await convert(String(key), await of<unknown>(source, name, "readonly", (kept) => kept.get(key)), name === "files");
          await of(target, name, "readwrite", (kept) => kept.put(content, key));
        }
      }
      // From here on it is the other place that counts.
      store.use(target);
      if (header) await store.putHeader(header);
      else await of(source, "records", "readwrite", (kept) => kept.delete(store.headerKey));
    } catch (error) {
      target.close();
      await store.drop(to).catch(() => undefined);
      throw error;
    }
    source.close();
    target.close();
    store.setVault(vault);
    // Tried again now, and at each start, by openPlace().
    await store.drop(from).catch(() => undefined);
  };
  return store.inTurn(async () => {
    store.sendAway();
    store.leave();
    try {
      await navigator.locks.request("guichet-lieu", { signal: AbortSignal.timeout(patience) }, carry);
    } finally {
      try {
        await store.stay();
        store.database()?.close();
        // In force is what stands there now.
        store.use(await store.openPlace());
      } finally {
        store.setMoving(false);
      }
    }
  });
};

const headerOf = async (store: Inner): Promise<Header> => {
  const header = await store.header();
  if (!header) throw new DOMException("no header", "InvalidStateError");
  return header;
};

const bytesOf = async (content: unknown): Promise<BufferSource> =>
  content instanceof Blob ? content.arrayBuffer() : content instanceof ArrayBuffer ? content : new TextEncoder().encode(String(content));

const protect = async (store: Inner, secret: string): Promise<void> => {
  const [header, vault] = await make(secret);
  await move(store, store.places.sealed, async (key, content) => vault.seal(key, await bytesOf(content)), header, vault);
  // What the browser had promised of the former place, it has not of this one.
  store.persist();
  watchIdle(store);
};

const giveUp = async (store: Inner, secret: string): Promise<void> => {
  const vault = await unlock(await headerOf(store), secret);
  await move(store, store.places.plain, async (key, content, isFile) => {
    const bytes = await vault.open(key, content as ArrayBuffer).catch(() => {
      // Not the passphrase, which has opened the header.
      throw new DOMException(key, "DataError");
    });
    return isFile ? bytes : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }, undefined, undefined);
  store.persist();
};

/** Rejects with an OperationError when it is another passphrase. */
export const work = async (store: Inner, what: number, secret: string, fresh: string): Promise<void> => {
  switch (asks[what]) {
    case "unlock":
      store.setVault(await unlock(await headerOf(store), secret));
      return watchIdle(store);
    case "protect": return protect(store, secret);
    case "change": return store.putHeader(await rewrap(await headerOf(store), secret, fresh));
    case "give_up": return giveUp(store, secret);
    default: return lockAll(store);
  }
};
