// A passphrase that protects what is kept here (vault.ts): set, changed, given up; asked for at each visit, and again once nobody has
// done anything for a while. Fetched when first wanted: a bundle of its own, which has the store from who calls it.

import type { Inner } from "./ports/store";
import { type Header, make, rewrap, unlock, type Vault } from "./vault";

/** guichet::ProtectionAsk */
const asks = ["unlock", "protect", "change", "give_up", "lock"] as const;

const idleAfter = 15 * 60_000;
/** Milliseconds that other tabs have to write what they have in hand and to let go. */
const patience = 5_000;

/** What is in memory goes with the page. */
const lock = async (store: Inner): Promise<void> => {
  store.hide();
  await store.settled();
  store.sendAway();
  store.beginAnew();
};

let watching = false;

const watchIdle = (store: Inner): void => {
  if (watching) return;
  watching = true;
  let lastAct = Date.now();
  const noteAct = (): void => {
    lastAct = Date.now();
  };
  for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchstart"]) addEventListener(kind, noteAct, { capture: true, passive: true });
  const look = (): void => {
    if (!store.isSealed()) return;
    const left = lastAct + idleAfter - Date.now();
    // A clock that was set back is no reason to stay open.
    if (left <= 0 || left > idleAfter) void lock(store);
    else setTimeout(look, left);
  };
  setTimeout(look, idleAfter);
  // Timers sleep with the machine.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - lastAct >= idleAfter) look();
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
    if (!source) throw new DOMException("no store", "InvalidStateError");
    const of = <Result>(within: IDBDatabase, name: "records" | "files", mode: IDBTransactionMode, act: (kept: IDBObjectStore) => IDBRequest<Result>): Promise<Result> => {
      store.use(within);
      return store.transact(name, mode, (kept) => {
        const request = act(kept);
        return () => request.result;
      });
    };
    await store.drop(to);
    const target = await store.open(to);
    try {
      for (const name of ["records", "files"] as const) {
        for (const key of await of(source, name, "readonly", (kept) => kept.getAllKeys())) {
          if (key === store.headerKey) continue;
          const content = await convert(String(key), await of<unknown>(source, name, "readonly", (kept) => kept.get(key)), name === "files");
          await of(target, name, "readwrite", (kept) => kept.put(content, key));
        }
      }
      store.use(target);
      if (header) await store.putHeader(header);
    } catch (error) {
      target.close();
      await store.drop(to).catch(() => undefined);
      throw error;
    }
    source.close();
    target.close();
    store.setVault(vault);
    await store.drop(from);
  };
  return store.inTurn(async () => {
    store.sendAway();
    store.leave();
    try {
      await navigator.locks.request("guichet-lieu", { signal: AbortSignal.timeout(patience) }, carry);
    } finally {
      await store.stay();
      store.database()?.close();
      // In force is what stands there now.
      store.use(await store.openPlace());
      store.setMoving(false);
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
    const bytes = await vault.open(key, content as ArrayBuffer);
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
    default: return lock(store);
  }
};
