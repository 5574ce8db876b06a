// An employee of three garages: one person, three establishments, one device. The company filled in once leads to the next request; who
// waits for what is told; each request is sent once, and stands in the receiver under its own SIRET.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dayFromNow } from "./fixture.mjs";
import { button, closeBrowser, field, openPage, startReceiver } from "./harness.mjs";
import { assertQuiet, fill, fillAll, main, onStep } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// As they stand in the sample directory (assets/directory/etablissements.json), the first as the person types it.
const garages = [
  { name: "ACTIF AUTO CONTROLE", siret: "83135297600011", place: "68110 ILLZACH", request: "Illzach, contrôleurs" },
  { name: "GARAGE DU CANAL EXEMPLE", siret: "99910001900010", place: "68100 MULHOUSE", request: "Canal, contrôleurs" },
  { name: "TRANSPORTS ET ATELIERS EXEMPLE", siret: "99910003500016", place: "69007 LYON", request: "Ateliers, contrôleurs" },
];
const spaced = (siret) => siret.replace(/(\d{3})(\d{3})(\d{3})(\d{5})/, "$1 $2 $3 $4");
const home = (page) => page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: "Mes demandes" });
const cards = (page) => main(page).getByRole("list", { name: "Demandes de cet appareil" }).getByRole("listitem");
const portal = (page, name) => page.getByRole("navigation", { name: "M-Gestion" }).getByRole("link", { name, exact: true });

async function toStep(page, title) {
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: title }).click();
  await onStep(page, new RegExp(title));
}

async function rename(page, from, to) {
  await button(page, `Renommer ${from}`).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(to);
  await dialog.getByRole("textbox").press("Enter");
  await main(page).getByRole("heading", { level: 2, name: to, exact: true }).waitFor();
}

/// From the copy of another garage's request to this garage's: only its SIRET is given, the directory knows the rest.
async function takeOver(page, from, garage) {
  await home(page).click();
  await button(page, `Dupliquer ${from}`).click();
  await rename(page, `${from} (copie)`, garage.request);
  await main(page).getByRole("link", { name: `Ouvrir ${garage.request}` }).click();
  await toStep(page, "L'Employeur");
  assert.equal(await field(page, "E-Mail").inputValue(), "contact@actif-auto.example", "what was filled in once is there");
  await button(page, "Rechercher mon entreprise par SIRET").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^SIRET/ }).first().fill(garage.siret);
  await dialog.getByRole("button", { name: "CHERCHER" }).click();
  await dialog.getByRole("button", { name: /^Sélectionner/ }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal((await field(page, "SIRET").inputValue()).replaceAll(/\s/g, ""), garage.siret);
  assert.equal(await field(page, "Nom et prénom ou dénomination").inputValue(), garage.name);
  // What was attested was of the other garage's request.
  await toStep(page, "Synthèse");
  await page.getByRole("checkbox", { name: /J'atteste sur l'honneur/ }).check();
}

const open = async (page, garage) => {
  await home(page).click();
  await main(page).getByRole("link", { name: `Ouvrir ${garage.request}` }).click();
};

test("an employee of three garages: one company leads to the next, each request goes under its own SIRET", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await fillAll(page);
  await home(page).click();
  await cards(page).first().waitFor();
  await rename(page, "Contrôleur technique : maintien de la qualification – œuvre à l’été", garages[0].request);
  await takeOver(page, garages[0].request, garages[1]);
  await takeOver(page, garages[0].request, garages[2]);
  // The third is not finished, and the second begins sooner than the others.
  await toStep(page, "La Formation");
  await fill(page, "Intitulé de la formation", "");
  await open(page, garages[1]);
  await toStep(page, "La Formation");
  await fill(page, "Date de début", dayFromNow(9));

  // Who waits for what, the most urgent first.
  await page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: "Portails" }).click();
  await main(page).getByRole("link", { name: "Ouvrir M-Gestion" }).click();
  await main(page).getByRole("heading", { level: 1, name: "Bienvenue sur M-Gestion" }).waitFor();
  const tasks = main(page).getByRole("list", { name: "À faire maintenant" }).getByRole("listitem");
  await tasks.nth(2).waitFor();
  const waits = (await tasks.allInnerTexts()).map((one) => one.replaceAll(/\s+/g, " "));
  assert.equal(waits.length, 3);
  for (const garage of garages) assert.ok(waits.some((one) => one.includes(`${garage.request} – ${garage.name}`)), `${garage.name}: ${waits}`);
  assert.match(waits[0], new RegExp(`${garages[1].request}.*À envoyer.*au plus tard le ${dayFromNow(9)} \\(dans 9 jours\\)`));
  const unfinished = waits.find((one) => one.includes(garages[2].request));
  assert.match(unfinished, /À compléter.*1 point.*au plus tard le \d\d\/\d\d\/\d{4} \(dans 40 jours\)/);
  assert.match(waits.find((one) => one.includes(garages[0].request)), /À envoyer.*\(dans 40 jours\)/);

  // « Mes entreprises »: the three, and one found.
  await main(page).getByRole("link", { name: "Voir les 3 établissements" }).click();
  await main(page).getByRole("heading", { level: 1, name: "Mes entreprises" }).waitFor();
  const companies = main(page).getByRole("list", { name: "Établissements" }).getByRole("listitem");
  assert.equal(await companies.count(), 3);
  for (const { name, siret, place } of garages) {
    const card = companies.filter({ has: page.getByRole("heading", { name, exact: true }) });
    const text = (await card.textContent()).replaceAll(/\s+/g, " ");
    assert.ok(text.includes(spaced(siret)), `${name}: ${text}`);
    assert.match(text, /1 dossier/);
    assert.ok(text.includes(place), `${name}: ${text}`);
  }
  await field(page, "Rechercher une entreprise").fill("canal");
  await main(page).getByRole("status").filter({ hasText: /^1\sétablissement$/ }).waitFor();
  assert.deepEqual(await companies.getByRole("heading").allTextContents(), [garages[1].name]);

  // The list of requests finds by establishment: by its name, and by its SIRET as people write it.
  await portal(page, "Mes demandes").click();
  const rows = main(page).getByRole("table", { name: /Dossiers de M-Gestion/ }).getByRole("row");
  await rows.nth(3).waitFor();
  for (const [words, garage] of [["ateliers exemple", garages[2]], [spaced(garages[1].siret), garages[1]]]) {
    await field(page, "Rechercher dans cette liste").fill(words);
    await rows.nth(1).filter({ hasText: garage.request }).waitFor();
    await main(page).getByRole("status").filter({ hasText: /^1\sélément$/ }).waitFor();
    assert.equal(await rows.count(), 2, words);
  }

  // What is missing is given; all three are sent.
  await open(page, garages[2]);
  await toStep(page, "La Formation");
  await fill(page, "Intitulé de la formation", "Contrôle technique des poids lourds");
  const numbers = [];
  for (const garage of garages) {
    await open(page, garage);
    await toStep(page, "Vérification");
    await main(page).getByText(garage.name).first().waitFor();
    await button(page, "Envoyer la demande").click();
    await main(page).getByRole("heading", { level: 1, name: "Demande transmise" }).waitFor();
    numbers.push(/AF-\d{4}-\d{6}/.exec(await main(page).innerText())[0]);
  }
  assert.equal(new Set(numbers).size, 3);
  const { dossiers, total } = await (await fetch(new URL("api/dossiers", receiver.url))).json();
  assert.equal(total, 3);
  for (const [at, garage] of garages.entries()) {
    const { id } = dossiers.find(({ recu }) => recu.numero === numbers[at]);
    const { payload, pieces } = await (await fetch(new URL(`api/dossiers/${id}`, receiver.url))).json();
    assert.equal(payload.employeur.siret, garage.siret);
    assert.equal(payload.employeur.denomination, garage.name);
    assert.deepEqual(pieces.map(({ zone, recue }) => [zone, recue]), [["programme", true]], "the copy's piece has come too");
  }

  // On the dashboard nothing waits, and each stands in the list under its number.
  await page.goto(`${receiver.url}#/portails/m-gestion`);
  await main(page).getByText("Rien n’attend de vous.").waitFor();
  await main(page).getByRole("link", { name: "En cours", exact: true }).click();
  await main(page).getByRole("tab", { name: "En cours (3)", selected: true }).waitFor();
  for (const [at, garage] of garages.entries()) {
    await rows.filter({ hasText: numbers[at] }).getByRole("link", { name: garage.request }).waitFor();
  }
  assertQuiet(complaints);
  await context.close();
});
