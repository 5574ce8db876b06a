// The service worker: registered once the page runs, so that it delays nothing. A new build that was fetched during the last
// visit takes over here, before anything is open; one that comes meanwhile is offered, and waits for as long as it is not taken.

import { announce } from "./ports/announce";

const file = "service-worker.js";

/** True when the page is about to be loaded again with the new build. */
export const takeNewBuild = async (): Promise<boolean> => {
  if (!("serviceWorker" in navigator)) return false;
  try {
    const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
    if (!waiting || !navigator.serviceWorker.controller) return false;
    // Other tabs may have a dossier open: they keep their build, and so does this one.
    if ((await heldClaims()) > 0) return false;
    return await take(waiting);
  } catch {
    return false;
  }
};

const take = (waiting: ServiceWorker): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 2000);
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      clearTimeout(timer);
      resolve(true);
      location.reload();
    }, { once: true });
    waiting.postMessage("activate");
  });

/** Drafts that other tabs hold (ports/claims.ts). */
const heldClaims = async (): Promise<number> => {
  const locks = await navigator.locks?.query();
  return locks?.held?.filter(({ name }) => name?.startsWith("guichet:")).length ?? 0;
};

const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const offer = ({ waiting }: ServiceWorkerRegistration): void => {
  const box = element("update");
  // Without a controller nothing older runs here.
  if (!waiting || !navigator.serviceWorker.controller || !box.hidden) return;
  box.hidden = false;
  announce(box.firstElementChild?.textContent ?? "", false);
  element("update-now").onclick = () => void take(waiting);
  element("update-later").onclick = () => {
    box.hidden = true;
  };
};

const hour = 3_600_000;

export const keepForOffline = async (): Promise<void> => {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(file);
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", () => offer(registration));
    });
    offer(registration);
    // A page that stays open for days asks when somebody comes back to it.
    let asked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - asked < hour) return;
      asked = Date.now();
      registration.update().catch(() => undefined);
    });
    (await navigator.serviceWorker.ready).active?.postMessage("fill");
  } catch {
    // Without it the page works on the network alone.
  }
};
