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

const claimByLock = (id: number, key: string, takeOver: boolean): void => {
  navigator.locks
    .request(`guichet:${key}`, takeOver ? { steal: true } : { ifAvailable: true }, (lock) => {
      claimed(id, key, lock !== null);
      return lock && new Promise<void>((resolve) => held.set(key, resolve));
    })
    // Rejected when another tab steals it; `held` knows whether it was ours.
    .catch(() => {
      if (held.has(key)) lost(key);
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
  else if ("locks" in navigator) claimByLock(id, key, takeOver);
  else claimByAsking(id, key, takeOver);
};

export const release = (key: string): void => {
  const free = held.get(key);
  held.delete(key);
  free?.();
};
