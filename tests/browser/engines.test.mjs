// What a page may find different from one engine to the next: keys and clipboard, storage, service worker, graphics, the
// accessibility tree. Runs in Chromium here, and in Firefox and WebKitGTK by engine.mjs.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { engine, exposed, launchEngine, typeLetters } from "./engines.mjs";
import { button, closeBrowser, field, openPage, startReceiver, kept } from "./harness.mjs";
import { assertQuiet, fillAll, main, onStep, startRequest } from "./steps.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"] },
  }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
}

test("French letters typed with keys, cut, undone, copied and pasted with keys, are what the dossier keeps", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await startRequest(page);
  const place = field(page, "Commune");
  await place.click();
  await typeLetters(page, "Forêt d’Œuvre « été » 12 € ÀÇÉÈÎÔÜ");
  assert.equal(await place.inputValue(), "Forêt d’Œuvre « été » 12 € ÀÇÉÈÎÔÜ");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+x");
  assert.equal(await place.inputValue(), "");
  // Bare WebKitGTK has no key for undoing, its applications bring it.
  if (engine === "webkit") await page.evaluate(() => document.execCommand("undo"));
  else await page.keyboard.press("Control+z");
  assert.equal(await place.inputValue(), "Forêt d’Œuvre « été » 12 € ÀÇÉÈÎÔÜ", "undone");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  const street = field(page, "Adresse");
  await street.click();
  await page.keyboard.press("Control+v");
  assert.equal(await street.inputValue(), "Forêt d’Œuvre « été » 12 € ÀÇÉÈÎÔÜ");
  await field(page, "Effectif total salariés").click();
  await main(page).getByText("Enregistré sur cet appareil").waitFor();
  await page.waitForTimeout(500); // 250 ms after the last key, and the disk's time
  await page.reload();
  await onStep(page, /L'Employeur/);
  assert.equal(await field(page, "Adresse").inputValue(), "Forêt d’Œuvre « été » 12 € ÀÇÉÈÎÔÜ");
  assert.equal(await field(page, "Commune").inputValue(), "Forêt d’Œuvre « été » 12 € ÀÇÉÈÎÔÜ");
  assertQuiet(complaints);
  await context.close();
});

test("the engine's own accessibility tree has the step by role and name, and axe finds nothing in it, its errors and its dialog", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  for (const [role, name] of [["heading", "L'Employeur"], ["textbox", "Adresse"], ["textbox", "Commune"], ["button", "SUIVANT"], ["link", "Mes demandes"]]) {
    assert.ok(await exposed(page, role, name) >= 1, `no ${role} « ${name} » in the engine's tree`);
  }
  assert.equal(await exposed(page, "textbox", "Une rubrique qui n’existe pas"), 0);
  assert.deepEqual(await violations(page), [], "first step");
  await button(page, "SUIVANT").click();
  await main(page).getByRole("heading", { name: /à corriger/ }).waitFor();
  assert.deepEqual(await violations(page), [], "refused");
  await page.getByRole("navigation").getByRole("link", { name: /La Formation/ }).or(page.getByRole("navigation").getByRole("button", { name: /La Formation/ })).first().click();
  await onStep(page, /La Formation/);
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  await page.getByRole("dialog").waitFor();
  assert.deepEqual(await violations(page), [], "dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await context.close();
});

test("a list without an answer shows what it asks for in focus as well, and choosing that takes the answer back", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await page.evaluate(() => { location.hash = location.hash.replace("employeur", "stagiaires"); });
  await onStep(page, /stagiaire/);
  await button(page, "AJOUTER").click();
  const list = page.getByRole("combobox", { name: "CSP" });
  await list.focus();
  const shown = () => list.evaluate((select) => select.selectedOptions[0]?.textContent);
  assert.equal(await shown(), "Choisissez…");
  await list.selectOption({ label: "Employé" });
  assert.equal(await shown(), "Employé");
  await list.selectOption({ label: "Choisissez…" });
  await page.waitForTimeout(300);
  assert.equal(await shown(), "Choisissez…");
  assert.equal(await list.inputValue(), "");
  await context.close();
});

test("without WebGL 2 the page is a plain form, which sends a whole request", async () => {
  const without = await launchEngine({ graphics: false });
  const { page, context, complaints } = await openPage(receiver.url, { context: await without.newContext({ viewport: { width: 1280, height: 800 } }) });
  assert.equal(await page.evaluate(() => document.createElement("canvas").getContext("webgl2")), null);
  assert.ok(!(await page.evaluate(() => document.documentElement.classList.contains("painted"))));
  await fillAll(page);
  await button(page, "VALIDER").click();
  await button(page, "Envoyer la demande").click();
  await onStep(page, /Demande (envoyée|transmise)/);
  assert.match(await main(page).innerText(), /AF-\d{4}-\d{6}/);
  assertQuiet(complaints.filter((one) => !/WebGL/.test(one)));
  await context.close();
  await without.close();
});

test("the second visit needs no server, and finds the draft", async () => {
  const own = await startReceiver();
  const { page, context } = await openPage(own.url);
  await startRequest(page);
  await field(page, "Adresse").click();
  await page.keyboard.type("24 AVE DE HOLLANDE");
  await page.waitForTimeout(500);
  const address = page.url();
  await kept(page);
  await own.kill();
  await assert.rejects(fetch(own.url));
  const again = await context.newPage();
  await page.close(); // a draft is written by one tab
  await again.waitForTimeout(2000); // WebKit lets a service worker go with its last page, and a visit in that moment hangs
  await again.goto(address);
  await onStep(again, /L'Employeur/);
  assert.equal(await field(again, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await context.close();
  await own.stop();
});
