// A page on one host and what config.json names on another: the directory, the connector with its pieces, and what happened since. The
// browser lets requests go there, and nowhere else.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, openPage, site, startReceiver } from "./harness.mjs";
import { assertQuiet, fillAll, onStep } from "./steps.mjs";

let folder;
let host;
let backend;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "guichet-elsewhere-"));
  const made = path.join(folder, "site");
  // The compressed copies of what is edited would be served in its place.
  await cp(site, made, { recursive: true, filter: (source) => !/config\.json\.(br|gz)$/.test(source) });
  host = await startReceiver({ site: made });
  backend = await startReceiver({ extra: ["--origin", new URL(host.url).origin] });
  const file = path.join(made, "config.json");
  const config = JSON.parse(await readFile(file, "utf8"));
  config.connectors[0].url = new URL("api/dossiers", backend.url).href;
  config.directory.url = new URL("api/annuaire/search", backend.url).href;
  await writeFile(file, JSON.stringify(config));
});
after(async () => { await closeBrowser(); await host.stop(); await backend.stop(); await rm(folder, { recursive: true, force: true }); });

const received = async (receiver) => (await (await fetch(new URL("api/dossiers", receiver.url))).json()).total;

test("a directory and a connector on another host, named in config.json: found, sent, received with its pieces", async () => {
  const { page, context, complaints } = await openPage(host.url);
  await fillAll(page);
  await button(page, "VALIDER").click();
  await onStep(page, /Vérifi/);
  await button(page, "Envoyer la demande").click();
  await onStep(page, /Demande (envoyée|transmise)/);
  assert.equal(await received(backend), 1);
  assert.equal(await received(host), 0);
  const { dossiers } = await (await fetch(new URL("api/dossiers", backend.url))).json();
  const stored = await (await fetch(new URL(`api/dossiers/${dossiers[0].id}`, backend.url))).json();
  assert.ok(stored.pieces.length > 0);
  for (const piece of stored.pieces) assert.ok(piece.recue, piece.nom);
  assertQuiet(complaints);
  await context.close();
});

test("the browser refuses every other host", async () => {
  const { page, context } = await openPage(host.url);
  const refused = (address) => page.evaluate((url) => new Promise((resolve) => {
    addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => resolve([blockedURI, effectiveDirective]), { once: true });
    fetch(url).then(() => resolve("let through"), () => setTimeout(() => resolve("no policy"), 500));
  }), address);
  for (const address of ["https://ailleurs.example/x", "http://127.0.0.1:9/x"]) {
    assert.deepEqual(await refused(address), [address, "connect-src"]);
  }
  await context.close();
});

test("a site whose configuration cannot be read sends nowhere else", async () => {
  const broken = path.join(folder, "broken");
  await cp(path.join(folder, "site"), broken, { recursive: true });
  await writeFile(path.join(broken, "config.json"), "{ ceci n’est pas du JSON");
  const receiver = await startReceiver({ site: broken });
  const { page, context } = await openPage(receiver.url);
  const policy = await page.evaluate(() => [...document.head.querySelectorAll("meta[http-equiv]")].at(-1).content);
  assert.equal(policy, "connect-src 'self'");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await context.close();
  await receiver.stop();
});
