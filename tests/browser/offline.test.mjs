// Without the network: the site is kept by its service worker, whole, and mends itself; a new version is offered and never forced
// over an open dossier; the page can be installed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, field, kept, launchProfile, openPage, ready, site, startReceiver } from "./harness.mjs";
import { addProgramme, addTrainee, fill, fillAction, fillEmployer, fillSynthesis, main, next, onStep, startRequest } from "./steps.mjs";

let folder;
before(async () => { folder = await mkdtemp(path.join(tmpdir(), "guichet-site-")); });
after(async () => { await closeBrowser(); await rm(folder, { recursive: true, force: true }); });

/// A copy of the site that may be changed; what is compressed beside a file would be served in its place.
async function copyOfSite(name) {
  const made = path.join(folder, name);
  await cp(site, made, { recursive: true, filter: (source) => !/\.(br|gz)$/.test(source) });
  return made;
}

const digestOf = (bytes) => createHash("sha256").update(bytes).digest();

/// As the build would make it of another index.html: its digest in the worker, and another version.
async function publish(made, mark) {
  const worker = path.join(made, "service-worker.js");
  const index = path.join(made, "index.html");
  const before = await readFile(index);
  const changed = Buffer.from(before.toString().replace("<html lang=\"fr\"", `<html lang="fr" data-edition="${mark}"`).replace(/data-edition="\w+" data-edition="\w+"/, `data-edition="${mark}"`));
  const text = await readFile(worker, "utf8");
  const short = (bytes) => digestOf(bytes).subarray(0, 6).toString("base64");
  assert.ok(text.includes(short(before)), "the worker does not know index.html by its digest");
  const version = /guichet-\$\{"([0-9a-f]{16})"\}|"guichet-([0-9a-f]{16})"|`guichet-([0-9a-f]{16})`/.exec(text)?.slice(1).find(Boolean) ?? /[0-9a-f]{16}/.exec(text)[0];
  await writeFile(index, changed);
  await writeFile(worker, text.replace(short(before), short(changed)).replaceAll(version, digestOf(mark).toString("hex").slice(0, 16)));
}

const edition = (page) => page.evaluate(() => document.documentElement.dataset.edition);

test("a second visit with the server stopped does everything but send", async () => {
  const receiver = await startReceiver();
  const { page, context } = await openPage(receiver.url);
  await kept(page);
  await page.close();
  await context.setOffline(true);
  await receiver.kill();

  const { page: later, complaints } = await openPage(receiver.url, { context });
  await later.waitForFunction(() => window.__guichet.isPainted() && window.__guichet.frames() > 0);
  await startRequest(later);
  await fillEmployer(later);
  await fill(later, "Code postal", "75011");
  await later.waitForFunction(() => document.getElementById("employeur.commune")?.value === "PARIS" || /Paris/i.test(document.getElementById("employeur.commune")?.value ?? ""));
  await next(later);
  await onStep(later, /La Formation/);
  // The directory is on the network; its dialog says so, and the fields can be typed in.
  await button(later, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  const dialog = later.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "SIRET (complet)" }).fill("83426702300028");
  await dialog.getByRole("button", { name: "CHERCHER" }).click();
  await dialog.getByText(/saisissez les informations à la main/).first().waitFor();
  await dialog.getByRole("button", { name: "FERMER" }).click();
  await fillAction(later);
  await next(later);
  await later.waitForTimeout(100);
  await later.getByRole("navigation").getByRole("link", { name: /stagiaire/ }).first().click();
  await onStep(later, /stagiaire/);
  await addTrainee(later);
  await later.getByRole("navigation").getByRole("link", { name: /pi[eè]ces jointes/ }).first().click();
  await onStep(later, /pi[eè]ces jointes/);
  await addProgramme(later);
  await next(later);
  await onStep(later, /Synthèse/);
  await fillSynthesis(later);
  await later.waitForTimeout(500);
  await later.reload();
  await onStep(later, /Synthèse/);
  assert.equal(await field(later, "Fait à").inputValue(), "Illzach");
  await button(later, "VALIDER").click();
  await later.getByRole("navigation").getByRole("link", { name: "Vérification" }).click();
  await onStep(later, /Vérification/);
  await main(later).getByText("ACTIF AUTO CONTROLE").first().waitFor();
  await main(later).getByText(/programme\.pdf/).first().waitFor();
  const [download] = await Promise.all([later.waitForEvent("download"), (async () => {
    await later.getByRole("link", { name: "Mes demandes" }).first().click();
    await main(later).getByRole("button", { name: /^Exporter/ }).first().click();
  })()]);
  assert.match(download.suggestedFilename(), /\.guichet$/);
  await later.goto(`${receiver.url}#/a-propos`);
  await later.getByText(/Dear ImGui/).first().waitFor();
  assert.deepEqual(complaints.filter((one) => one.startsWith("script")), []);
  await context.close();
});

test("what is sent without the network waits, says so, and goes by itself when the network is back", async () => {
  const receiver = await startReceiver();
  const { page, context } = await openPage(receiver.url);
  const { fillAll } = await import("./steps.mjs");
  await fillAll(page);
  await button(page, "VALIDER").click();
  await onStep(page, /Vérifi/);
  await context.setOffline(true);
  await button(page, "Envoyer la demande").click();
  await main(page).getByText(/hors connexion/).first().waitFor();
  // It goes by itself, wherever the person is by then.
  await page.goto(page.url().replace(/#.*/, "#/"));
  await main(page).getByText("En attente d’envoi").waitFor();
  await context.setOffline(false);
  await main(page).getByText("Transmis", { exact: true }).waitFor();
  await context.close();
  await receiver.stop();
});

test("a new version is offered over an open dossier, taken when it is asked for, and never by itself", async () => {
  const made = await copyOfSite("editions");
  await publish(made, "un");
  const receiver = await startReceiver({ site: made });
  const { page, context } = await openPage(receiver.url);
  assert.equal(await edition(page), "un");
  await kept(page);
  await page.reload();
  await ready(page);
  assert.equal(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)), true);
  await startRequest(page);
  await fill(page, "Adresse", "24 AVE DE HOLLANDE");

  await publish(made, "deux");
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
  const offer = page.getByRole("region", { name: "Mise à jour" });
  await offer.getByText("Une nouvelle version de Guichet est prête.").waitFor();
  await page.waitForFunction(() => /nouvelle version/.test(document.getElementById("polite").textContent));
  await page.waitForTimeout(1000);
  assert.equal(await edition(page), "un", "an open dossier keeps its version");
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await offer.getByRole("button", { name: "Plus tard" }).click();
  await offer.waitFor({ state: "hidden" });

  // Another tab does not take it over the dossier that is open here.
  const { page: other } = await openPage(receiver.url, { context });
  assert.equal(await edition(other), "un");
  await other.getByRole("region", { name: "Mise à jour" }).waitFor();
  await other.close();

  // Nor does a reload lose anything; and with nothing open elsewhere it is a new visit, which begins with the new version.
  await fill(page, "Commune", "ILLZACH");
  await page.waitForTimeout(400);
  const hash = new URL(page.url()).hash;
  await page.reload();
  await onStep(page, /L'Employeur/);
  await page.waitForFunction(() => document.documentElement.dataset.edition === "deux");
  await onStep(page, /L'Employeur/);
  assert.equal(new URL(page.url()).hash, hash);
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  assert.equal(await field(page, "Commune").inputValue(), "ILLZACH");

  // Taken from the offer.
  await kept(page);
  await publish(made, "trois");
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
  await offer.getByRole("button", { name: "L’utiliser maintenant" }).click();
  await page.waitForFunction(() => document.documentElement.dataset.edition === "trois");
  await onStep(page, /L'Employeur/);
  assert.equal(await field(page, "Commune").inputValue(), "ILLZACH");
  assert.equal(await page.evaluate(async () => (await caches.keys()).filter((key) => key.startsWith("guichet-")).length), 1, "old files are gone");
  await context.close();
  await receiver.stop();
});

test("a broken cache heals itself: entries gone, altered, cut short, or all of it", async () => {
  const receiver = await startReceiver();
  const { page, context } = await openPage(receiver.url);
  await kept(page);
  await page.reload();
  await ready(page);
  const breakages = {
    "two files gone": async () => {
      const cache = await caches.open((await caches.keys()).find((one) => one.startsWith("guichet-")));
      await cache.delete("guichet.wasm");
      await cache.delete("main.js");
    },
    "scripts that are something else": async () => {
      const cache = await caches.open((await caches.keys()).find((one) => one.startsWith("guichet-")));
      const type = { headers: { "content-type": "text/javascript" } };
      await cache.put("main.js", new Response("throw new Error('altered')", type));
      await cache.put("guichet.js", new Response("<!doctype html>", type));
    },
    "a page, a module and a style sheet cut short": async () => {
      const cache = await caches.open((await caches.keys()).find((one) => one.startsWith("guichet-")));
      for (const name of ["guichet.wasm", "style.css", "index.html"]) {
        const whole = await cache.match(name);
        const bytes = await whole.arrayBuffer();
        await cache.put(name, new Response(bytes.slice(0, bytes.byteLength >> 1), { headers: whole.headers }));
      }
    },
    "nothing left": async () => {
      const cache = await caches.open((await caches.keys()).find((one) => one.startsWith("guichet-")));
      for (const one of await cache.keys()) await cache.delete(one);
    },
    "not even the cache": async () => {
      for (const key of await caches.keys()) await caches.delete(key);
    },
  };
  for (const [what, act] of Object.entries(breakages)) {
    await page.evaluate(act);
    await page.reload();
    await ready(page);
    await page.waitForFunction(() => window.__guichet.frames() > 0);
    assert.match(await page.evaluate(() => getComputedStyle(document.body).fontFamily), /Inter/, what);
  }
  // And it is whole again: the server is not needed any more.
  await kept(page);
  await receiver.kill();
  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await context.close();
});

test("the page can be installed", async () => {
  const receiver = await startReceiver();
  const profile = path.join(folder, "profile");
  const context = await launchProfile(profile);
  const { page } = await openPage(receiver.url, { context });
  await kept(page);
  const session = await context.newCDPSession(page);
  const { errors, url } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.match(url, /manifest\.webmanifest$/);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors, []);
  const manifest = await (await fetch(new URL("manifest.webmanifest", receiver.url))).json();
  for (const name of ["name", "short_name", "start_url", "display", "lang", "background_color", "theme_color", "id", "scope"]) {
    assert.ok(manifest[name], `the manifest has no ${name}`);
  }
  assert.ok(manifest.icons.some(({ purpose }) => purpose === "maskable"));
  for (const { src, sizes } of manifest.icons) {
    const response = await fetch(new URL(src, receiver.url));
    assert.equal(response.status, 200, src);
    assert.match(response.headers.get("content-type"), /^image\//);
    assert.ok(sizes === "any" || /^\d+x\d+$/.test(sizes));
  }
  await context.close();
  await receiver.stop();
});
