// What people expect of any page of the web: back and forward, addresses that lead somewhere, a title that says where one is, a
// question before leaving only when something would be lost, references that can be copied.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, closeBrowser, field, openPage, ready, startReceiver } from "./harness.mjs";
import { addTrainee, fill, fillAll, main, next, onStep, startRequest } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// The focus is on the screen's heading, and the heading in the window.
async function atHeading(page, what) {
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  const { top, bottom, height } = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return { top: box.top, bottom: box.bottom, height: innerHeight };
  });
  assert.ok(top >= 0 && bottom <= height, `${what}: the heading stands at ${top}–${bottom} of ${height}`);
}
/// The title says where one is.
async function titled(page, wanted, where) {
  for (let tries = 0; tries < 50 && !wanted.test(await page.title()); ++tries) await page.waitForTimeout(100);
  assert.match(await page.title(), wanted, where);
}
const step = (page, name) => page.getByRole("navigation").getByRole("link", { name }).first().click();

test("back and forward go through screens and steps as they were visited, to each one's heading", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await startRequest(page);
  await fill(page, "Adresse", "24 AVE DE HOLLANDE");
  await step(page, /La Formation/);
  await onStep(page, /La Formation/);
  await button(page, "SUIVANT").scrollIntoViewIfNeeded();
  await step(page, /stagiaire/);
  await onStep(page, /stagiaire/);
  await atHeading(page, "on the way");
  await page.goBack();
  await onStep(page, /La Formation/);
  await atHeading(page, "back from the stagiaires");
  await page.goBack();
  await onStep(page, /L'Employeur/);
  await atHeading(page, "back from the training");
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await page.goBack();
  await onStep(page, "Créer une demande");
  await page.goBack();
  await onStep(page, "Mes demandes");
  await page.goForward();
  await page.goForward();
  await onStep(page, /L'Employeur/);
  await page.goForward();
  await onStep(page, /La Formation/);
  await atHeading(page, "forward");
  // Out of the page and back into it.
  await page.goto(`${receiver.url}#/accessibilite`);
  await onStep(page, "Accessibilité");
  await page.goto("about:blank");
  await page.goBack();
  await onStep(page, "Accessibilité");
  await page.goBack();
  await onStep(page, /La Formation/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("back with a dialog open closes it and goes back; a refused step can be left the same way", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await step(page, /La Formation/);
  await onStep(page, /La Formation/);
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  await page.getByRole("dialog").waitFor();
  await page.goBack();
  await onStep(page, /L'Employeur/);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await atHeading(page, "behind the dialog");
  await next(page);
  await page.waitForFunction(() => document.title.startsWith("Erreur"));
  await page.goForward();
  await onStep(page, /La Formation/);
  assert.doesNotMatch(await page.title(), /Erreur/);
  await context.close();
});

test("addresses lead to their step, row and page, in a new tab too; those that lead nowhere say so; titles tell each", async () => {
  const { page, context } = await openPage(receiver.url);
  assert.equal(await page.title(), "Mes demandes – Guichet");
  await startRequest(page);
  assert.match(await page.title(), /^L'Employeur – Action de formation – Guichet$/);
  const id = /dossiers\/([^/]+)\//.exec(page.url())[1];
  await step(page, /stagiaire/);
  await onStep(page, /stagiaire/);
  await button(page, "AJOUTER").click();
  await page.waitForFunction(() => /stagiaires\/stagiaires\//.test(location.hash));
  const row = new URL(page.url()).hash;
  await page.waitForFunction(() => /^Stagiaire 1 – /.test(document.title));
  await fill(page, "Nom", "Lefèvre");
  assert.doesNotMatch(await page.title(), /Lefèvre/, "names of persons stay out of the browser's history");
  await page.waitForTimeout(400);
  const places = [
    ["formation", /La Formation/, /^La Formation – /], ["stagiaires", /stagiaire/i, /^Les?\(?s?\)? stagiaire\S* – Action/i],
    ["synthese", /Synthèse/, /Synthèse – /], ["verification", /Vérification/, /^Erreur\s: Vérification – /],
    ["envoi", /Envoi/, /^Envoi – /], ["nulle-part", /L'Employeur/, /^L'Employeur – /],
  ];
  for (const [place, heading, title] of places) {
    await page.evaluate((hash) => { location.hash = hash; }, `#/dossiers/${id}/${place}`);
    await onStep(page, heading);
    await titled(page, title, place);
  }
  await page.close();
  for (const [hash, heading, title] of [
    [row, /^Stagiaire 1/, /^Stagiaire 1 – /], [`#/dossiers/${id}/synthese`, /Synthèse/, /Synthèse – /],
    ["#/dossiers/absent/employeur", "Demande introuvable", /^Demande introuvable – Guichet$/],
    ["#/nulle/part", "Page introuvable", /^Page introuvable – Guichet$/],
    ["#/accessibilite", "Accessibilité", /^Accessibilité – Guichet$/], ["#/nouvelle", "Créer une demande", /^Créer une demande – Guichet$/],
  ]) {
    const { page: fresh } = await openPage(`${receiver.url}${hash}`, { context });
    await onStep(fresh, heading);
    await titled(fresh, title, hash);
    assert.equal(await main(fresh).getByRole("heading", { level: 1 }).count(), 1);
    await fresh.close();
  }
  await context.close();
});

test("leaving asks only while something is not saved", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await fill(page, "Adresse", "24 AVE DE HOLLANDE");
  const asked = [];
  page.on("dialog", (dialog) => { asked.push(dialog.type()); void dialog.accept(); });
  const leaves = () => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
  await page.waitForTimeout(600);
  assert.equal(await leaves(), false, "all is saved");
  // The disk is full from here on.
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await field(page, "Adresse").click();
  await page.keyboard.type(" BIS");
  await main(page).getByText(/plus de place sur cet appareil|ne peuvent pas être enregistrées/).first().waitFor();
  assert.equal(await leaves(), true, "what was typed last is not saved");
  await page.reload();
  assert.deepEqual(asked, ["beforeunload"], "the browser itself asked");
  await ready(page);
  await page.reload();
  assert.deepEqual(asked, ["beforeunload"], "and does not when nothing was typed since");
  await context.close();
});

test("who reloads or leaves in the middle of a word finds it again", async () => {
  const { page, context } = await openPage(receiver.url);
  page.on("dialog", (dialog) => void dialog.accept());
  await startRequest(page);
  for (const word of ["24 AVE DE HOLLANDE", "25 AVE DE HOLLANDE", "26 AVE DE HOLLANDE"]) {
    await field(page, "Adresse").fill(word);
    await page.reload();
    await onStep(page, /L'Employeur/);
    assert.equal(await field(page, "Adresse").inputValue(), word);
  }
  await context.close();
});

test("the number is copied, and that is said and shown; where the browser refuses, that is said instead", async () => {
  const { page, context } = await openPage(receiver.url);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(receiver.url).origin });
  await fillAll(page);
  await button(page, "VALIDER").click();
  await button(page, "Envoyer la demande").click();
  await onStep(page, /Demande (envoyée|transmise)/);
  const number = /AF-\d{4}-\d{6}/.exec(await main(page).innerText())[0];
  await button(page, "Copier la référence").click();
  await page.waitForFunction(() => document.getElementById("polite").textContent.startsWith("Référence copiée."));
  await page.getByRole("region", { name: "Message" }).getByText("Référence copiée.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), number);
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError")); });
  await button(page, "Copier la référence").click();
  await page.waitForFunction(() => /ne permet pas la copie/.test(document.getElementById("assertive").textContent));
  await page.getByRole("region", { name: "Message" }).getByText(/ne permet pas la copie/).waitFor();
  await context.close();
});
