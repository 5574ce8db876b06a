// Under any path of any host that gives files: no server of ours, no header of ours. The page starts, keeps a draft, and opens again
// without the network, by a service worker whose scope is that path.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { closeBrowser, field, kept, openPage, site, stored } from "./harness.mjs";
import { fill, main, onStep, startRequest } from "./steps.mjs";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };

/// Gives the files of a folder, and nothing else.
async function serveFiles(folder) {
  const asked = [];
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    asked.push(pathname);
    const file = path.join(folder, path.normalize(pathname), pathname.endsWith("/") ? "index.html" : "");
    const bytes = await readFile(file).catch(() => undefined);
    response.writeHead(bytes ? 200 : 404, { "content-type": types[path.extname(file)] ?? "application/octet-stream" }).end(bytes);
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const stop = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, stop };
}

let folder, host;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "guichet-static-"));
  await cp(site, path.join(folder, "a/b"), { recursive: true, filter: (source) => !/\.(br|gz)$/.test(source) });
  host = await serveFiles(folder);
});
after(async () => { await closeBrowser(); await host.stop(); await rm(folder, { recursive: true, force: true }); });

test("copied to /a/b/ of a plain host, the page starts, keeps a draft, and opens again without the network", async () => {
  const address = `${host.url}a/b/`;
  const { page, context, complaints } = await openPage(address);
  await page.waitForFunction(() => window.__guichet.isPainted() && window.__guichet.frames() > 0);
  await startRequest(page);
  await fill(page, "Adresse", "24 AVE DE HOLLANDE");
  await stored(page, "24 AVE DE HOLLANDE");
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).scope), address);
  await kept(page); // what this visit did not need, too
  const outside = host.asked.filter((one) => !one.startsWith("/a/b/") && one !== "/favicon.ico");
  assert.deepEqual(outside, [], "asked for outside its path");
  assert.deepEqual(complaints, []);
  const draft = page.url();
  await page.close();
  await host.stop();
  await context.setOffline(true);

  const { page: later } = await openPage(address, { context });
  await main(later).getByRole("link", { name: /^Ouvrir/ }).first().waitFor();
  await later.goto(draft);
  await onStep(later, /L'Employeur/);
  assert.equal(await field(later, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await fill(later, "Code postal", "68110");
  await later.waitForFunction(() => /illzach/i.test(document.getElementById("employeur.commune")?.value ?? ""));
  await context.close();
});
