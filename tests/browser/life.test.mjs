// After the sending: the request is given back by an instructor, corrected at the field that the remark names, sent again as a second
// version, and granted; the list of all requests follows. Real page, real receiver, the instructor's command beside it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { pdfFile } from "./fixture.mjs";
import { button, closeBrowser, command, field, openPage, startReceiver } from "./harness.mjs";
import { assertQuiet, fillAll, main, onStep } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// The receipt's first line.
const numberOf = (page) => page.getByRole("region", { name: "Demande transmise" }).getByRole("definition").first().textContent();
/// The history as the page tells it, the latest first, without its instants.
async function historyOf(page) {
  const follow = page.getByRole("region", { name: "Suivi de la demande" });
  await follow.getByRole("heading", { name: "Historique" }).waitFor();
  return (await follow.getByRole("list").last().getByRole("listitem").allTextContents())
    .map((one) => one.replaceAll(/\s+/g, " ").replace(/^\d\d\/\d\d\/\d{4} à \d\d:\d\d : /, ""));
}

const instruct = (...words) => execFileSync(command, ["instruire", "--data", receiver.data, ...words], { encoding: "utf8" });

test("a request is given back, corrected, sent again and granted; and what is listed of it", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await fillAll(page);
  await button(page, "VALIDER").click();
  await button(page, "Envoyer la demande").click();
  await main(page).getByRole("heading", { name: "Demande transmise" }).waitFor();
  await main(page).getByRole("heading", { name: "Suivi de la demande" }).waitFor();
  const number = /AF-\d{4}-\d{6}/.exec(await main(page).innerText())[0];

  instruct(number, "a_completer", "--auteur", "Mme Roux", "--commentaire", "Un point à revoir.",
    "--remarque", "formation.intitule=L'intitulé n'est pas celui du devis.", "--piece", "p1=conforme");
  await page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: "Mes demandes" }).click();
  await main(page).getByText("À compléter", { exact: true }).waitFor();
  await main(page).getByText(/1\sremarque de l’organisme/).waitFor();

  await main(page).getByRole("link", { name: /^Ouvrir/ }).click();
  await page.getByRole("link", { name: "Vérification" }).click();
  const summary = page.getByRole("group", { name: "L’organisme demande de compléter la demande" });
  await summary.getByRole("link", { name: /intitulé n'est pas celui du devis/ }).click();
  await onStep(page, /La Formation/);
  const title = field(page, "Intitulé de la formation");
  assert.equal(await title.evaluate((element) => element === document.activeElement), true, "the remark leads to its field");
  await title.fill("Contrôle technique, module 2");
  await title.blur();
  await main(page).getByText("L'intitulé n'est pas celui du devis.").first().waitFor({ state: "detached" });

  await page.getByRole("link", { name: "Vérification" }).click();
  await button(page, "Envoyer la demande").click();
  await main(page).getByRole("heading", { name: "Demande transmise" }).waitFor();
  assert.equal(await numberOf(page), number, "a correction keeps the number");
  const { dossiers } = await (await fetch(new URL("api/dossiers", receiver.url))).json();
  assert.equal(dossiers.length, 1, "a correction is the same dossier");
  const kept = await (await fetch(new URL(`api/dossiers/${dossiers[0].id}`, receiver.url))).json();
  assert.equal(kept.version, 2);
  assert.equal(kept.recu.numero, number);
  assert.deepEqual(kept.remarques, [], "the remark is lifted");
  assert.equal(kept.statut, "transmis");
  assert.equal(kept.payload.formation.intitule, "Contrôle technique, module 2");
  assert.ok(kept.pieces.every((piece) => piece.recue), "the piece that had come is not sent again, and is there");

  instruct(number, "en_instruction");
  instruct(number, "accorde", "--auteur", "Mme Roux");
  await page.goto(`${receiver.url}#/demandes`);
  await main(page).getByRole("heading", { name: "Toutes mes demandes" }).waitFor();
  const row = main(page).getByRole("row").filter({ hasText: number });
  await row.getByText("Accordé", { exact: true }).waitFor();
  await main(page).getByRole("tab", { name: "En cours (1)" }).click();
  await row.waitFor();
  await field(page, "Rechercher dans mes demandes").fill("accorde module");
  await row.waitFor();
  await field(page, "Rechercher dans mes demandes").fill("refusé");
  await main(page).getByText("Aucune demande ne répond à cette recherche.").waitFor();
  await field(page, "Rechercher dans mes demandes").fill("");
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Exporter la liste (CSV)").click()]);
  const csv = await readFile(await download.path(), "utf8");
  assert.ok(csv.startsWith("\uFEFF\"Numéro\";"), "a spreadsheet knows its encoding");
  assert.ok(csv.includes(`"${number}"`) && csv.includes("Accordé"));

  await row.getByRole("link", { name: "Contrôle technique, module 2" }).click();
  await main(page).getByRole("heading", { name: "Suivi de la demande" }).waitFor();
  await main(page).getByText(/Accordé \(Mme Roux\)/).waitFor();
  assert.deepEqual(await historyOf(page), ["Accordé (Mme Roux)", "En instruction (Service instructeur)", "Transmis (Demandeur)", "À compléter (Mme Roux) – Un point à revoir.", "Transmis (Demandeur)"]);
  assert.equal(await button(page, "SUIVANT").count(), 0);

  // What is paid, and what waits for an invoice: begun from here, with what is known.
  instruct(number, "accorde", "--echeance", "1=payee:450,00", "--echeance", "2=a_facturer:250,00:Après la formation.");
  await page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: "Mes demandes" }).click();
  await main(page).getByRole("heading", { level: 1, name: "Mes demandes" }).waitFor();
  await main(page).getByRole("link", { name: /^Ouvrir/ }).click();
  const instalments = main(page).getByRole("table", { name: "Échéances et leur état" });
  await instalments.getByRole("row").filter({ hasText: "Payée" }).waitFor();
  await instalments.getByText(/Après la formation/).waitFor();
  await main(page).getByText(/Payé\s:\s450,00\s€ sur 700,00\s€\./).waitFor();
  await button(page, "Générer une facture").click();
  await onStep(page, /Le dossier/);
  assert.equal(await field(page, "Numéro de dossier OPCO Mobilités").inputValue(), number);
  assert.equal((await field(page, "SIRET").inputValue()).replaceAll(/\s/g, ""), "83426702300028");
  assert.equal(await field(page, "Raison sociale").inputValue(), "AXEPT");
  assertQuiet(complaints);
  await context.close();
});

test("a piece that does not conform is named, replaced, and stands in the second version", async (t) => {
  const { page, context, complaints } = await openPage(receiver.url);
  await fillAll(page);
  await button(page, "VALIDER").click();
  await button(page, "Envoyer la demande").click();
  await main(page).getByRole("heading", { name: "Demande transmise" }).waitFor();
  const number = await numberOf(page);

  instruct(number, "a_completer", "--auteur", "Mme Roux", "--commentaire", "Le programme ne se lit pas.", "--piece", "p1=non_conforme:Illisible, à déposer de nouveau.");
  await page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: "Mes demandes" }).click();
  await main(page).getByText(/1\sremarque de l’organisme/).waitFor();
  await main(page).getByRole("link", { name: /^Ouvrir/ }).click();
  await page.getByRole("link", { name: "Vérification" }).click();
  const summary = page.getByRole("group", { name: "L’organisme demande de compléter la demande" });
  await summary.getByRole("link", { name: "Illisible, à déposer de nouveau." }).click();
  await onStep(page, /pi[eè]ces jointes/);
  const zone = button(page, "Programme de l'action");
  await page.waitForFunction((element) => element === document.activeElement, await zone.elementHandle());
  const described = () => zone.evaluate((element) => (element.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
  await t.test("the remark stands at the piece", async () => {
    assert.match(await described(), /Illisible, à déposer de nouveau\./);
  });

  await button(page, "Supprimer programme.pdf").click();
  await page.getByLabel("Programme de l'action").first().setInputFiles(pdfFile("programme-lisible.pdf", "se lit"));
  await main(page).getByText("programme-lisible.pdf").first().waitFor();
  await page.getByRole("link", { name: "Vérification" }).click();
  await onStep(page, /Vérification/);
  await t.test("the remark goes with the piece that it was about", async () => {
    assert.equal(await summary.getByRole("link", { name: "Illisible, à déposer de nouveau." }).count(), 0);
  });

  await button(page, "Envoyer la demande").click();
  await main(page).getByRole("heading", { name: "Demande transmise" }).waitFor();
  assert.equal(await numberOf(page), number);
  await main(page).getByRole("listitem").filter({ hasText: /^programme-lisible\.pdf\s: Réceptionnée$/ }).waitFor();
  assert.deepEqual(await historyOf(page), ["Transmis (Demandeur)", "À compléter (Mme Roux) – Le programme ne se lit pas.", "Transmis (Demandeur)"]);
  const { dossiers } = await (await fetch(new URL("api/dossiers", receiver.url))).json();
  const kept = await (await fetch(new URL(`api/dossiers/${dossiers.find(({ recu }) => recu.numero === number).id}`, receiver.url))).json();
  assert.equal(kept.version, 2);
  assert.deepEqual(kept.pieces.map(({ nom, recue, etat }) => [nom, recue, etat]), [["programme-lisible.pdf", true, "receptionnee"]]);
  assertQuiet(complaints);
  await context.close();
});
