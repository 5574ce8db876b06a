// A refusal: the person is told wherever they look, reads why, cannot change what was judged, and makes a new request of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { button, closeBrowser, command, field, openPage, startReceiver } from "./harness.mjs";
import { assertQuiet, fill, fillAll, main, onStep } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

const instruct = (...words) => execFileSync(command, ["instruire", "--data", receiver.data, ...words], { encoding: "utf8" });
const home = (page) => page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: "Mes demandes" }).click();
const why = "La formation a déjà été financée en 2025.";
const title = "Contrôleur technique : maintien de la qualification – œuvre à l’été";

async function send(page) {
  await button(page, "Envoyer la demande").click();
  await main(page).getByRole("heading", { level: 1, name: "Demande transmise" }).waitFor();
  return page.getByRole("region", { name: "Demande transmise" }).getByRole("definition").first().textContent();
}
const stands = async (number) => {
  const { dossiers } = await (await fetch(new URL("api/dossiers", receiver.url))).json();
  return (await fetch(new URL(`api/dossiers/${dossiers.find(({ recu }) => recu.numero === number).id}`, receiver.url))).json();
};

test("a request that is refused says so and why, is locked, and leads to a new one under a new number", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await fillAll(page);
  await button(page, "VALIDER").click();
  const number = await send(page);
  instruct(number, "en_instruction");
  instruct(number, "refuse", "--auteur", "Mme Roux", "--commentaire", why);

  // The list of this device, the portal's dashboard, and its list.
  await home(page);
  await main(page).getByText("Refusé", { exact: true }).waitFor();
  await page.goto(`${receiver.url}#/portails/m-gestion`);
  const task = main(page).getByRole("list", { name: "À faire maintenant" }).getByRole("listitem");
  await task.filter({ hasText: "Refusé" }).waitFor();
  assert.equal(await task.count(), 1);
  assert.match(await task.innerText(), /Ouvrez-la pour en lire le motif\./);
  await main(page).getByRole("link", { name: "Archivé", exact: true }).click();
  await main(page).getByRole("tab", { name: "Archivé (1)", selected: true }).waitFor();
  const row = main(page).getByRole("row").filter({ hasText: number });
  await row.getByText("Refusé", { exact: true }).waitFor();

  // The dossier tells why.
  await page.goBack();
  await task.getByRole("link").click();
  const follow = page.getByRole("region", { name: "Suivi de la demande" });
  await follow.getByText("Refusé", { exact: true }).waitFor();
  assert.match((await follow.getByRole("list").last().getByRole("listitem").first().textContent()).replaceAll(/\s+/g, " "), new RegExp(`Refusé \\(Mme Roux\\) – ${why}`));
  // Its way stops where it was: what would have followed is not done.
  assert.deepEqual((await follow.getByRole("list", { name: "Avancement de la demande" }).getByRole("listitem").allTextContents())
    .map((one) => one.replaceAll(/\s+/g, " ").replace(/ – (à venir|.*)$/, (_, when) => (when === "à venir" ? " – à venir" : ""))), ["Brouillon", "Transmis", "En instruction", "Accordé – à venir", "Soldé – à venir"]);
  await follow.getByText(/^Générer une facture\s: possible quand la demande est «\sAccordé\s»\.$/).waitFor();

  // It can be read, not changed.
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: "La Formation" }).click();
  await onStep(page, /La Formation/);
  await main(page).getByText(/Cette demande a le statut «\sRefusé\s»\s: elle se consulte et ne se modifie plus\./).waitFor();
  await main(page).getByRole("definition").filter({ hasText: /^1\s234,56\s€$/ }).waitFor();
  assert.equal(await main(page).getByRole("textbox").count(), 0, "nothing can be typed");
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: "Vérification" }).click();
  await onStep(page, /Vérification/);
  assert.equal(await button(page, "Envoyer la demande").count(), 0);

  // A new request of it: all that was typed, nothing of what was judged.
  await home(page);
  await button(page, `Dupliquer ${title}`).click();
  await main(page).getByRole("link", { name: `Ouvrir ${title} (copie)` }).click();
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: "La Formation" }).click();
  await onStep(page, /La Formation/);
  await fill(page, "Intitulé de la formation", "Contrôle des véhicules électriques");
  assert.equal((await field(page, "Durée en heure(s)").inputValue()).replaceAll(/\s/g, ""), "35");
  // But not what was attested of another request.
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: "Synthèse" }).click();
  await onStep(page, /Synthèse/);
  const attested = page.getByRole("checkbox", { name: /J'atteste sur l'honneur/ });
  assert.ok(!await attested.isChecked());
  await attested.check();
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: "Vérification" }).click();
  await main(page).getByText("Votre demande est complète").waitFor();
  const second = await send(page);
  assert.notEqual(second, number);
  assert.ok(!(await main(page).innerText()).includes(why), "the refusal is the other's");

  const [refused, sent] = [await stands(number), await stands(second)];
  assert.deepEqual([refused.statut, refused.version, sent.statut, sent.version], ["refuse", 1, "transmis", 1]);
  assert.equal(sent.payload.formation.intitule, "Contrôle des véhicules électriques");
  assert.equal(refused.payload.formation.intitule, title);
  assert.deepEqual(sent.pieces.map(({ zone, recue }) => [zone, recue]), [["programme", true]]);
  await page.goto(`${receiver.url}#/portails/m-gestion/demandes`);
  for (const name of ["Brouillon (0)", "En cours (1)", "Archivé (1)"]) await main(page).getByRole("tab", { name }).waitFor();
  assertQuiet(complaints);
  await context.close();
});
