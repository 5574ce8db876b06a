// Keeps the site for later visits and for none of the network: one cache a build, filled whole or not at all. A page in use keeps
// the files it began with; the next visit takes the new ones (web/update.ts). A kept file that is gone, or is not what the build
// made, is fetched again. Requests to a server — directory, sending — are never touched.

/** Made by the build (tools/dist.mjs): a digest of all other files, and the beginnings of those of each file that the page uses. */
declare const __GUICHET_VERSION__: string;
declare const __GUICHET_FILES__: Record<string, string>;

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
const worker = self as unknown as {
  addEventListener(kind: "install" | "activate", hear: (event: Extendable) => void): void;
  addEventListener(kind: "fetch", hear: (event: FetchEvent) => void): void;
  addEventListener(kind: "message", hear: (event: Extendable & MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  registration: { scope: string };
};

const cacheName = `guichet-${__GUICHET_VERSION__}`;
const scope = worker.registration.scope;
const digests = new Map(Object.entries(__GUICHET_FILES__));

/** Large or rarely read: fetched when somebody needs them, or once the page has been running for a while. */
const later = /^data\/|^notices\./;
/** Edited by whoever runs the site, without a build: asked of the network first. */
const edited = new Set(["config.json", "portals.json"]);

worker.addEventListener("install", (event) => {
  const all = [...digests.keys()].filter((name) => !later.test(name)).map((name) => new Request(scope + name, { cache: "no-cache" }));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(all)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((keys) =>
    Promise.all(keys.filter((key) => key.startsWith("guichet-") && key !== cacheName).map((key) => caches.delete(key)))));
});

worker.addEventListener("message", (event) => {
  if (event.data === "activate") void worker.skipWaiting();
  else event.waitUntil(Promise.all([...digests.keys()].filter((name) => later.test(name)).map(fromCache)).catch(() => undefined));
});

/** What the build made; not what a full disk or a crash made of it. */
const isSound = async (name: string, response: Response): Promise<boolean> => {
  if (edited.has(name)) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  return btoa(String.fromCharCode(...digest.subarray(0, 6))) === digests.get(name);
};

const fromCache = async (name: string): Promise<Response> => {
  const cache = await caches.open(cacheName);
  const known = await cache.match(scope + name);
  if (known && (await isSound(name, known))) return known;
  const response = await fetch(scope + name, { cache: "no-cache" }).catch((error: unknown) => {
    // Changed since the build, perhaps on purpose: better than nothing.
    if (known) return known;
    throw error;
  });
  // Of another build, it may serve now but is not kept among the files of this one.
  if (response !== known && response.ok && (await isSound(name, response))) await cache.put(scope + name, response.clone());
  return response;
};

const networkFirst = async (name: string): Promise<Response> => {
  try {
    const response = await fetch(scope + name, { signal: AbortSignal.timeout(3000) });
    if (response.ok) {
      await (await caches.open(cacheName)).put(scope + name, response.clone());
      return response;
    }
  } catch {
    // The copy of the last time will do.
  }
  return fromCache(name);
};

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const [url = ""] = request.url.split(/[?#]/);
  if (request.method !== "GET" || !url.startsWith(scope)) return;
  const name = url.slice(scope.length) || "index.html";
  if (!digests.has(name)) return;
  event.respondWith(edited.has(name) ? networkFirst(name) : fromCache(name));
});
