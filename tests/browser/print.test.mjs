// On paper a dossier is its récapitulatif, from whichever of its screens it is printed: the file that the browser makes is read
// back with poppler.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, field, openPage, putDossiers, ready, root, startReceiver } from "./harness.mjs";
import { fillAll, main, onStep, startRequest } from "./steps.mjs";

let receiver;
let folder;
before(async () => {
  receiver = await startReceiver();
  folder = await mkdtemp(path.join(tmpdir(), "guichet-paper-"));
});
after(async () => { await closeBrowser(); await receiver.stop(); await rm(folder, { recursive: true, force: true }); });

const poppler = (program, ...args) => execFileSync(program, args, { encoding: "utf8" });
/// Spaces of all kinds and line ends are one.
const flat = (text) => text.normalize("NFC").replaceAll(/\s+/g, " ").replaceAll(" / ", "/");

/// What the browser would save as PDF, read back.
async function paper(page, name) {
  const file = path.join(folder, `${name}.pdf`);
  await writeFile(file, await page.pdf({ format: "A4", preferCSSPageSize: true, tagged: true, outline: true }));
  const information = poppler("pdfinfo", file);
  const pages = Number(/Pages:\s+(\d+)/.exec(information)[1]);
  return {
    information, pages,
    text: flat(poppler("pdftotext", "-layout", file, "-")),
    texts: Array.from({ length: pages }, (_, n) => flat(poppler("pdftotext", "-layout", "-f", String(n + 1), "-l", String(n + 1), file, "-"))),
    structure: poppler("pdfinfo", "-struct-text", file),
    raw: (await readFile(file)).toString("latin1"),
  };
}

/// That the words stand in the text, in that order.
function inOrder(text, words, what) {
  let at = 0;
  for (const word of words.map(flat)) {
    const found = text.indexOf(word, at);
    assert.ok(found >= 0, `${what}: « ${word} » is missing, or out of order, after: ${text.slice(Math.max(0, at - 80), at + 200)}`);
    at = found + word.length;
  }
}

function wellMade({ information, structure, texts, pages, raw, text }, foot) {
  assert.match(information, /Tagged:\s+yes/);
  assert.match(raw, /StructTreeRoot/);
  assert.match(raw, /\/Lang\s*\(fr/);
  assert.match(raw, /\/Outlines/);
  assert.match(structure, /^\s*H1/m);
  assert.match(structure, /^\s*H2/m);
  texts.forEach((one, n) => {
    assert.ok(one.includes(`${n + 1}/${pages}`), `page ${n + 1} of ${pages} has no number: ${one.slice(-120)}`);
    assert.ok(one.includes(foot), `page ${n + 1} does not say whose it is (${foot}): ${one.slice(-160)}`);
  });
  for (const control of ["Imprimer", "Modifier", "SUIVANT", "PRÉCÉDENT", "VALIDER", "Envoyer la demande", "Aller au contenu", "Mes demandes",
    "Affichage simplifié", "Copier la référence", "Comment c’est"]) {
    assert.ok(!text.includes(control), `« ${control} » is on the paper`);
  }
}

test("a dossier that was sent: every answer in the order of the form, its number at the foot of each page, tagged", async () => {
  const { page, context } = await openPage(receiver.url);
  await fillAll(page);
  await button(page, "VALIDER").click();
  await onStep(page, /Vérifi/);
  // Of the screen: every term and its answer, as the person has read them again.
  const answers = await main(page).evaluate((one) => [...one.querySelectorAll("section[id^='recap-']")].flatMap((step) =>
    [step.querySelector("h2").textContent, ...[...step.querySelectorAll("dt, dt + dd")].map((part) =>
      part.querySelector("li")?.textContent ?? part.textContent)]));
  assert.ok(answers.length > 60, `${answers.length} terms and answers`);
  await button(page, "Envoyer la demande").click();
  await onStep(page, /Demande (envoyée|transmise)/);
  const number = /AF-\d{4}-\d{6}/.exec(await main(page).innerText())[0];
  const made = await paper(page, "recu");
  wellMade(made, number);
  assert.match(made.information, new RegExp(`Title:.*Récapitulatif ${number}`));
  // Line by line: a long answer and its label stand beside one another.
  const words = flat(poppler("pdftotext", path.join(folder, "recu.pdf"), "-"));
  for (const one of answers) {
    for (const word of flat(one).split(" ")) assert.ok(words.includes(word), `« ${one} » is not on the paper`);
  }
  inOrder(words, ["Récapitulatif", number, "L'Employeur", "ACTIF AUTO CONTROLE", "La Formation", "AXEPT", "stagiaire", "Lefèvre",
    "programme.pdf", "Synthèse", "Illzach"], "the order of the form");
  assert.ok(made.text.includes("1 234,56"), "figures are written as on the screen");
  await context.close();
});

test("from any screen of a draft, the same paper; the field in focus keeps its text, its focus and its undo", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  const { nir, ...model } = dossier.reponses.stagiaires[0];
  dossier.reponses.stagiaires = Array.from({ length: 12 }, (_, n) => ({ ...model, id: `r${n + 1}`, nom: `Nom${n + 1}` }));
  await putDossiers(page, [dossier]);
  const seen = [];
  for (const place of ["employeur", "stagiaires/stagiaires/r3", "verification"]) {
    await page.goto(`${receiver.url}#/dossiers/${dossier.id}/${place}`);
    await page.reload();
    await page.waitForFunction(() => /Action de formation/.test(document.title));
    const made = await paper(page, place.replaceAll("/", "-"));
    wellMade(made, `brouillon ${dossier.id}`);
    assert.ok(made.pages > 2, `${made.pages} pages`);
    for (const n of [1, 11, 12]) assert.ok(new RegExp(`NOM${n}\\b`, "i").test(made.text), `stagiaire ${n} from ${place}`);
    seen.push(made.text);
  }
  assert.equal(new Set(seen).size, 1, "the same from everywhere");

  await page.goto(`${receiver.url}#/dossiers/${dossier.id}/employeur`);
  await onStep(page, /L'Employeur/);
  const address = field(page, "Adresse");
  await address.click();
  await page.keyboard.press("End");
  const before = await address.inputValue();
  await page.keyboard.type(" BIS");
  await address.evaluate((one) => { window.kept = one; });
  await paper(page, "encore");
  assert.ok(await page.evaluate(() => document.activeElement === window.kept && window.kept.selectionStart === window.kept.value.length));
  assert.equal(await page.title(), await page.evaluate(() => document.title));
  assert.doesNotMatch(await page.title(), /Récapitulatif/);
  assert.equal(await page.locator("#papier > *").count(), 0, "nothing of it stays in the page");
  await page.keyboard.press("Control+z");
  assert.equal(await address.inputValue(), before);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("printed with a dialog open it is as well made, and the dialog is there afterwards", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  const id = /dossiers\/([^/]+)\//.exec(page.url())[1];
  await page.getByRole("navigation").getByRole("link", { name: /La Formation/ }).first().click();
  await onStep(page, /La Formation/);
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  const siret = page.getByRole("dialog").getByRole("textbox", { name: "SIRET (complet)" });
  await siret.fill("834 267");
  wellMade(await paper(page, "dialogue"), `brouillon ${id}`);
  assert.equal(await siret.inputValue(), "834 267");
  await page.waitForFunction(() => document.activeElement.closest("dialog"));
  await context.close();
});

test("an incomplete dossier says so on paper; a page that is no dossier's prints as it stands", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  const made = await paper(page, "incomplet");
  assert.match(made.text, /Cette demande n’est pas complète : \d+ points à corriger/);
  assert.match(made.text, /Action de formation/);
  await page.goto(`${receiver.url}#/accessibilite`);
  await onStep(page, "Accessibilité");
  const other = await paper(page, "accessibilite");
  assert.match(other.text, /Accessibilité/);
  assert.match(other.text, /1\/\d/);
  assert.doesNotMatch(other.text, /Affichage simplifié \(sans/);
  await context.close();
});

test("a contract: each row of what is computed is on the paper", async () => {
  const { page, context } = await openPage(receiver.url);
  const dossier = JSON.parse(await readFile(path.join(root, "tests/procedures/opco-ep-services.contrat-apprentissage/recevable.json"), "utf8"));
  await putDossiers(page, [dossier]);
  await page.goto(`${receiver.url}#/dossiers/${dossier.id}/verification`);
  await page.reload();
  await onStep(page, /Vérifi/);
  const rows = page.locator("[id^='recap-'] table tbody tr");
  await rows.first().waitFor({ state: "attached" });
  const cells = await rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td, th")].map((cell) => cell.lastChild.textContent)));
  assert.ok(cells.length >= 3, `${cells.length} rows`);
  await paper(page, "contrat");
  // As it is read, since on paper cells of several lines stand beside one another.
  const text = flat(poppler("pdftotext", path.join(folder, "contrat.pdf"), "-"));
  for (const row of cells) for (const cell of row) assert.ok(text.includes(flat(cell).trim()), `« ${cell} » of ${row.join(" | ")} is not on the paper`);
  await context.close();
});

test("requests picked in a list are printed together, each from a page of its own; then the list is the list again", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await page.addInitScript(() => { window.printed = 0; window.print = () => { ++window.printed; }; });
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  const other = JSON.parse(await readFile(path.join(root, "tests/procedures/opco-ep-services.contrat-apprentissage/recevable.json"), "utf8"));
  const id = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  await putDossiers(page, [{ ...dossier, id: id(31), nom: "Sécurité" }, { ...other, id: id(32), nom: "Apprentie" }, { ...dossier, id: id(33), nom: "Reste" }]);
  await page.goto(`${receiver.url}#/demandes`);
  await page.reload();
  for (const name of ["Sécurité", "Apprentie"]) await page.getByRole("checkbox", { name: `Sélectionner ${name}` }).check();
  await page.getByText("2 demandes sélectionnées").waitFor();
  const list = await paper(page, "liste");
  assert.match(list.text, /Toutes mes demandes/);
  assert.doesNotMatch(list.text, /Récapitulatif/);
  await button(page, "Imprimer les récapitulatifs").click();
  await page.waitForFunction(() => window.printed === 1);
  const made = await paper(page, "ensemble");
  wellMade(made, "Récapitulatifs");
  const first = made.texts.map((text) => /Récapitulatif : /.test(text));
  assert.equal(first.filter(Boolean).length, 2, "two requests begin a page");
  inOrder(made.text, ["Récapitulatif", "Récapitulatif"], "one after the other");
  for (const number of [31, 32]) assert.ok(made.text.includes(`brouillon ${id(number)}`));
  assert.ok(!made.text.includes("Toutes mes demandes"));
  assert.match((await paper(page, "liste-encore")).text, /Toutes mes demandes/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("« Imprimer le récapitulatif » prints", async () => {
  const { page, context } = await openPage(receiver.url);
  await page.addInitScript(() => { window.printed = 0; window.print = () => { ++window.printed; }; });
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  await putDossiers(page, [dossier]);
  await page.goto(`${receiver.url}#/dossiers/${dossier.id}/verification`);
  await page.reload();
  await onStep(page, /Vérifi/);
  await button(page, "Imprimer le récapitulatif").click();
  await page.waitForFunction(() => window.printed === 1);
  await context.close();
});
