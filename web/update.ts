// The service worker: registered once the page runs, so that it delays nothing. A new build that was fetched during the last
// visit takes over here, before anything is open.

const file = "service-worker.js";

/** True when the page is about to be loaded again with the new build. */
export const takeNewBuild = async (): Promise<boolean> => {
  if (!("serviceWorker" in navigator)) return false;
  try {
    const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
    if (!waiting || !navigator.serviceWorker.controller) return false;
    // Other tabs may have a dossier open: they keep their build, and so does this one.
    if ((await heldClaims()) > 0) return false;
    return await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), 2000);
      navigator.serviceWorker.addEventListener("controllerchange", () => {
        clearTimeout(timer);
        resolve(true);
        location.reload();
      }, { once: true });
      waiting.postMessage("activate");
    });
  } catch {
    return false;
  }
};

/** Drafts that other tabs hold (ports/claims.ts). */
const heldClaims = async (): Promise<number> => {
  const locks = await navigator.locks?.query();
  return locks?.held?.filter(({ name }) => name?.startsWith("guichet:")).length ?? 0;
};

export const keepForOffline = (): void => {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(file).catch(() => undefined);
};
