// Keeps the site for later visits and for none of the network: one cache a build, filled whole or not at all. A page in use keeps
// the files it began with; the next visit takes the new ones (web/update.ts). Requests to a server — directory, sending — are
// never touched.

/** Made by the build (tools/dist.mjs): a digest of all other files, and their names. */
declare const __GUICHET_VERSION__: string;
declare const __GUICHET_FILES__: { name: string; bytes: number }[];

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
  addEventListener(kind: "message", hear: (event: MessageEvent) => void): void;
  skipWaiting(): Promise<void>;
  registration: { scope: string };
};

const cacheName = `guichet-${__GUICHET_VERSION__}`;
const scope = worker.registration.scope;
const names = new Set(__GUICHET_FILES__.map(({ name }) => name));

/** Not fetched before somebody needs them; kept from then on. */
const onDemand = /^(data|schemas|directory)\/|^notices\./;
/** Edited by whoever runs the site, without a build: asked of the network first. */
const edited = new Set(["config.json"]);

worker.addEventListener("install", (event) => {
  const all = [...names].filter((name) => !onDemand.test(name)).map((name) => new Request(scope + name, { cache: "no-cache" }));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(all)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((keys) =>
    Promise.all(keys.filter((key) => key.startsWith("guichet-") && key !== cacheName).map((key) => caches.delete(key)))));
});

worker.addEventListener("message", ({ data }) => {
  if (data === "activate") void worker.skipWaiting();
});

const fromCache = async (name: string): Promise<Response> => {
  const cache = await caches.open(cacheName);
  const known = await cache.match(scope + name);
  if (known) return known;
  const response = await fetch(scope + name);
  if (response.ok) await cache.put(scope + name, response.clone());
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
  if (!names.has(name)) return;
  event.respondWith(edited.has(name) ? networkFirst(name) : fromCache(name));
});
