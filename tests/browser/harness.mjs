// What the browser tests stand on: the real receiver over a real database, the real page in real
// Chromium, found by role and accessible name as a person (or a screen reader) finds it.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { chromiumArguments, engine, launchEngine } from "./engines.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const command = process.env.GUICHET_COMMAND ?? path.join(root, "build/native/guichet");
export const site = process.env.GUICHET_SITE ?? path.join(root, "dist");

/// Starts `guichet serve` on a free port over its own database. `stop()` ends it, `kill()` is SIGKILL.
export async function startReceiver({ data, extra = [], site: folderOfSite = site } = {}) {
  const folder = data ?? (await mkdtemp(path.join(tmpdir(), "guichet-data-")));
  const child = spawn(command, ["serve", "--port", "0", "--data", folder, "--site", folderOfSite, ...extra], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const url = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.on("exit", (code) => reject(new Error(`guichet serve ended with ${code}: ${said}`)));
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  return {
    url,
    data: folder,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      if (!data) await rm(folder, { recursive: true, force: true });
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

let shared;
/// One browser for all tests of a file, of the engine that GUICHET_ENGINE names; each test gets its own context.
export async function browser() {
  shared ??= engine === "chromium" ? await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: chromiumArguments,
  }) : await launchEngine();
  return shared;
}
export async function closeBrowser() {
  await shared?.close();
  shared = undefined;
}

/// A Chromium with a profile on disk, for tests that kill it, and for those of what an incognito window does not have.
export function launchProfile(folder, options = {}) {
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: chromiumArguments,
    locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 800 }, ...options,
  });
}

/// A Chromium of its own, with other switches: no graphics, say.
export function launchWith(args) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true,
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", ...args],
  });
}

/// A fresh page at the site's home; `complaints` collects script errors, console errors and CSP reports.
export async function openPage(url, { viewport = { width: 1280, height: 800 }, context: given, ...options } = {}) {
  const context = given ?? (await (await browser()).newContext({
    viewport, locale: "fr-FR", timezoneId: "Europe/Paris", acceptDownloads: true, ...options,
  }));
  context.setDefaultTimeout(15_000);
  // plain.test.mjs, plain-more.test.mjs: as somebody who has chosen plain HTML at an earlier visit.
  if (process.env.GUICHET_PLAIN) await context.addInitScript(() => {
    try {
      localStorage.setItem("guichet-sans-dessin", "1");
    } catch {
      // An empty page has no store.
    }
  });
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  await page.goto(url);
  await ready(page);
  return { context, page, complaints };
}

/// From the next page on, window.memory is the module's own memory, which the page shows to nobody.
export const showMemory = (context) => context.addInitScript(() => {
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await make.apply(WebAssembly, given);
      window.memory ??= Object.values((made.instance ?? made).exports).find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
  }
});

/// The application is there once its main landmark has a heading.
export async function ready(page) {
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
}

/// Puts dossiers into the page's own store, as if it had kept them; the page sees them when it is loaded again.
export async function putDossiers(page, dossiers) {
  await page.evaluate(async (records) => {
    const database = await new Promise(async (resolve, reject) => {
      const request = ((await navigator.storageBuckets?.open("guichet"))?.indexedDB ?? indexedDB).open("guichet");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction("records", "readwrite");
    for (const one of records) transaction.objectStore("records").put(JSON.stringify(one), `dossier/${one.id}`);
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    database.close();
  }, dossiers);
}

/// The store's records, by key.
export const records = (page) => page.evaluate(async () => {
  const database = await new Promise(async (resolve, reject) => {
    const request = ((await navigator.storageBuckets?.open("guichet"))?.indexedDB ?? indexedDB).open("guichet");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all = database.transaction("records").objectStore("records");
  const [keys, values] = await Promise.all([all.getAllKeys(), all.getAll()].map((asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); })));
  database.close();
  return Object.fromEntries(keys.map((key, at) => [key, values[at]]));
});

/// Waits until what the page keeps contains that text.
export async function stored(page, text) {
  for (let tries = 0; tries < 150; ++tries) {
    if (Object.values(await records(page)).some((one) => one.includes(text))) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`never stored: ${text}`);
}

/// A field to type in, which may have a list too (a code that a table tells in words).
export const field = (page, name) => page.getByRole("textbox", { name, exact: true }).or(page.locator("input").and(page.getByRole("combobox", { name, exact: true })));
export const button = (page, name) => page.getByRole("button", { name, exact: true });

/// The frames that the page has painted so far (window.__guichet is the page's own read-only counter).
export const frames = (page) => page.evaluate(() => window.__guichet.frames());

/// Waits until all that the page may need is kept, the large files too.
export async function kept(page) {
  const needed = ["index.html", "main.js", "guichet.wasm", "data/communes.txt", "notices.txt"];
  const missing = () => page.evaluate(async (names) => {
    if (!(await navigator.serviceWorker.getRegistration())?.active) return ["the worker"];
    const keys = (await caches.keys()).filter((one) => one.startsWith("guichet-"));
    const base = new URL(".", document.baseURI).href.length;
    const there = await Promise.all(keys.map(async (key) => (await (await caches.open(key)).keys()).map(({ url }) => url.slice(base))));
    return names.filter((name) => !there.some((one) => one.includes(name)));
  }, needed);
  for (let tries = 0; tries < 150; ++tries) {
    if ((await missing()).length === 0) return;
    await page.waitForTimeout(200);
  }
  throw new Error(`not kept within 30 s: ${await missing()}`);
}
