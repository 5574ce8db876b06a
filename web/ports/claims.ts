// One tab holds a draft. The Web Locks of the browser where there are any (they need a secure context); tabs asking each
// other otherwise.

import { message, send } from "../module";

const held = new Map<string, () => void>();

const claimed = (id: number, key: string, granted: boolean): void =>
  send(message("claimed").number(id).text(key).number(Number(granted)));

const lost = (key: string): void => {
  held.delete(key);
  send(message("claim_lost").text(key));
};

/**
 * Just after a reload the lock may still be that of the page which is going: it is waited for, a moment. Elsewhere who holds it is
 * another tab, and is told at once.
 */
const patience = (): LockOptions =>
  performance.now() < 5_000 && performance.getEntriesByType("navigation").some((one) => (one as PerformanceNavigationTiming).type === "reload")
    ? { signal: AbortSignal.timeout(400) }
    : { ifAvailable: true };

const claimByLock = (id: number, key: string, options: LockOptions): void => {
  let told = false;
  const tell = (granted: boolean): void => {
    told = true;
    claimed(id, key, granted);
  };
  navigator.locks
    .request(`guichet:${key}`, options, (lock) => {
      tell(lock !== null);
      return lock && new Promise<void>((resolve) => held.set(key, resolve));
    })
    // Rejected when nobody gave it in time: a busy browser may have been slow to say that it is free, so it is asked once more, and then
    // believed. Or when another tab steals it; `held` knows whether it was ours.
    .catch(() => {
      if (told) {
        if (held.has(key)) lost(key);
      } else if (options.signal) claimByLock(id, key, { ifAvailable: true });
      else tell(false);
    });
};

interface Word {
  what: "who" | "mine" | "take";
  key: string;
  from: string;
}

const self = crypto.getRandomValues(new Uint32Array(2)).join("-");
let channel: BroadcastChannel | undefined;
const asking = new Map<string, () => void>();

const say = (what: Word["what"], key: string): void => channel?.postMessage({ what, key, from: self } satisfies Word);

const hear = ({ data }: MessageEvent<Word>): void => {
  const { what, key, from } = data;
  if (from === self) return;
  if (what === "who" && held.has(key)) say("mine", key);
  else if (what === "mine") asking.get(key)?.();
  else if (what === "take" && held.has(key)) lost(key);
};

const claimByAsking = (id: number, key: string, takeOver: boolean): void => {
  if (!channel) {
    channel = new BroadcastChannel("guichet");
    channel.onmessage = hear;
  }
  const grant = (): void => {
    asking.delete(key);
    held.set(key, () => undefined);
    claimed(id, key, true);
  };
  if (takeOver) {
    say("take", key);
    grant();
    return;
  }
  const timer = setTimeout(grant, 200);
  asking.set(key, () => {
    clearTimeout(timer);
    asking.delete(key);
    claimed(id, key, false);
  });
  say("who", key);
};

export const claim = (id: number, key: string, takeOver: boolean): void => {
  if (held.has(key)) claimed(id, key, true);
  else if ("locks" in navigator) claimByLock(id, key, takeOver ? { steal: true } : patience());
  else claimByAsking(id, key, takeOver);
};

export const release = (key: string): void => {
  const free = held.get(key);
  held.delete(key);
  free?.();
};
