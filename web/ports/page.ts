// The page as a whole: hidden and shown, online and offline, leaving.

import { message, send } from "../module";

const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

let unsaved = false;

/** Listened to only when needed: it keeps some browsers from holding the page for « back ». */
export const setUnsaved = (now: boolean): void => {
  if (now === unsaved) return;
  unsaved = now;
  if (now) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
};

export const isUnsaved = (): boolean => unsaved;

export const followPage = (): void => {
  let hidden = document.hidden;
  // In the event itself: the page may be frozen right after it.
  const set = (now: boolean): void => {
    if (now === hidden) return;
    hidden = now;
    send(message(now ? "hidden" : "shown"));
  };
  document.addEventListener("visibilitychange", () => set(document.hidden));
  addEventListener("pagehide", () => set(true));
  addEventListener("pageshow", () => set(document.hidden));
  const online = (): void => send(message("online_changed").number(Number(navigator.onLine)));
  addEventListener("online", online);
  addEventListener("offline", online);
};
