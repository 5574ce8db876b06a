// A month without a network: requests are prepared and « sent » off line, the browser is closed, a month passes, the receiver starts again
// and decides on an older request meanwhile. What was sent is still there, its days are told anew, and once the network is back it goes by
// itself, the oldest first, each once.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, command, field, kept, launchProfile, putDossiers, ready, records, startReceiver, stored } from "./harness.mjs";
import { fillAll, main, onStep } from "./steps.mjs";

let folder;
before(async () => { folder = await mkdtemp(path.join(tmpdir(), "guichet-month-")); });
after(async () => { await closeBrowser(); await rm(folder, { recursive: true, force: true }); });

const day = 86_400_000;
const first = new Date(new Date().setHours(10, 0, 0, 0));
const month = 30;
const dateAfter = (days) => new Date(first.getTime() + days * day);
const iso = (days) => dateAfter(days).toLocaleDateString("sv", { timeZone: "Europe/Paris" });
const french = (days) => iso(days).split("-").reverse().join("/");
const id = (n) => `90000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/// All of the one that is filled in, which the last of them is: what each is called, and when its training begins, in days from the first.
const requests = {
  older: { id: id(1), nom: "Envoyée avant la coupure", begins: 80 },
  second: { id: id(2), nom: "Mise en file le 2e jour", begins: 80 },
  third: { id: id(3), nom: "Mise en file le 3e jour", begins: 80 },
  fourth: { id: id(4), nom: "Mise en file le 4e jour", begins: 80 },
  begun: { id: id(5), nom: "Débutée pendant la coupure", begins: 20 },
  forgotten: { id: id(6), nom: "Jamais envoyée", begins: 10 },
  coming: { nom: "Encore à temps", begins: 45 },
};
const card = (page, { nom }) => main(page).getByRole("list", { name: "Demandes de cet appareil" }).getByRole("listitem").filter({ has: page.getByRole("heading", { name: nom, exact: true }) });

async function open(folderOfProfile, url, days, options = {}) {
  const context = await launchProfile(folderOfProfile, options);
  context.setDefaultTimeout(15_000);
  await context.clock.setFixedTime(dateAfter(days));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  await ready(page);
  return { context, page };
}

/// Goes to the request's last page by its card, as a person does, and sends it.
async function send(page, request) {
  await page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: "Mes demandes" }).click();
  await card(page, request).getByRole("link", { name: /^Ouvrir/ }).click();
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: "Vérification" }).click();
  await onStep(page, /Vérification/);
  await button(page, "Envoyer la demande").click();
}

test("a month off line and back: nothing is lost, days are told anew, and all goes by itself, the oldest first, each once", async (t) => {
  const data = path.join(folder, "data");
  const profile = path.join(folder, "profile");
  let receiver = await startReceiver({ data, extra: ["--today", iso(0)] });
  const { url } = receiver;
  let { context, page } = await open(profile, url, 0);
  t.after(async () => {
    await context.close();
    await receiver.stop();
  });
  await fillAll(page);
  await stored(page, '"attestation":true');
  const model = JSON.parse(Object.entries(await records(page)).find(([key]) => key.startsWith("dossier/"))[1]);
  requests.coming.id = model.id;
  await putDossiers(page, Object.values(requests).map(({ id: own, nom, begins }) => {
    const dossier = { ...structuredClone(model), id: own, nom, place: "" };
    Object.assign(dossier.reponses.formation, { date_debut: iso(begins), date_fin: iso(begins + 4) });
    return dossier;
  }));
  await page.reload();
  await ready(page);
  await send(page, requests.older);
  await main(page).getByRole("heading", { level: 1, name: "Demande transmise" }).waitFor();
  const older = await page.getByRole("region", { name: "Demande transmise" }).getByRole("definition").first().textContent();
  await kept(page);

  // The network goes. One a day, not in the order in which they were prepared.
  await context.setOffline(true);
  for (const [days, request] of [[2, requests.third], [3, requests.second], [4, requests.begun], [5, requests.fourth]]) {
    await context.clock.setFixedTime(dateAfter(days));
    await send(page, request);
    await main(page).getByText(/hors connexion/).first().waitFor();
  }
  await context.close();

  // Meanwhile the receiver stops, decides, and is there again.
  await receiver.stop();
  execFileSync(command, ["instruire", "--data", data, older, "en_instruction"]);
  execFileSync(command, ["instruire", "--data", data, older, "accorde", "--auteur", "Mme Roux"]);
  receiver = await startReceiver({ data, extra: ["--today", iso(month), "--port", new URL(url).port] });
  assert.equal(receiver.url, url);

  // A month later, still off line: all is there, and what is due is told as of today.
  ({ context, page } = await open(profile, url, month, { offline: true }));
  for (const request of [requests.third, requests.second, requests.begun, requests.fourth]) {
    await card(page, request).getByText("En attente d’envoi").waitFor();
  }
  await page.goto(`${url}#/portails/m-gestion`);
  const tasks = main(page).getByRole("list", { name: "À faire maintenant" }).getByRole("listitem");
  await tasks.first().waitFor();
  const said = (await tasks.allTextContents()).map((one) => one.replaceAll(/\s+/g, " "));
  assert.match(said[0], new RegExp(`^${requests.forgotten.nom}.*à envoyer au plus tard le ${french(10)} \\(dépassé de 20 jours\\)`));
  assert.match(said.at(-1), new RegExp(`^${requests.coming.nom}.*à envoyer au plus tard le ${french(45)} \\(dans 15 jours\\)`));
  assert.equal(said.filter((one) => /En attente d’envoi.*Voir la file d’envoi/.test(one)).length, 4);
  await main(page).getByRole("link", { name: "Voir la file d’envoi" }).click();
  const queue = main(page).getByRole("list", { name: "Envois en attente" }).getByRole("listitem");
  await queue.nth(3).waitFor();
  const order = [[2, requests.third], [3, requests.second], [4, requests.begun], [5, requests.fourth]];
  for (const [at, [days, { nom }]] of order.entries()) {
    assert.match((await queue.nth(at).textContent()).replaceAll(/\s+/g, " "), new RegExp(`^${nom}.*Envoi demandé le ${french(days)}`));
  }
  const api = async (what) => (await fetch(new URL(`api/dossiers${what}`, url))).json();
  assert.equal((await api("")).total, 1, "nothing has gone yet");

  // The network is back: nobody has to do anything.
  await context.setOffline(false);
  await queue.nth(1).waitFor({ state: "detached" });
  await queue.filter({ hasText: requests.begun.nom }).waitFor();
  const { dossiers, total } = await api("");
  assert.equal(total, 4);
  const arrived = dossiers.sort((a, b) => a.recu.numero.localeCompare(b.recu.numero)).map((one) => one.id);
  assert.deepEqual(arrived, [requests.older, requests.third, requests.second, requests.fourth].map((one) => one.id), "the oldest first");
  const store = await records(page);
  for (const one of [requests.third, requests.second, requests.fourth]) {
    const there = await api(`/${one.id}`);
    assert.deepEqual([there.version, there.historique.length], [1, 1], `${one.nom}: once`);
    assert.ok(there.pieces.length === 1 && there.pieces.every(({ recue }) => recue), `${one.nom}: with its piece`);
    assert.equal(JSON.parse(store[`dossier/${one.id}`]).recu.numero, there.recu.numero, `${one.nom}: its receipt`);
  }

  // What can no longer be taken is told with its reason, and is still the person's.
  await queue.getByText("Refusée\u00a0: à corriger").waitFor();
  await t.test("what was decided meanwhile comes by itself, too", async () => {
    const decided = () => records(page).then((all) => JSON.parse(all[`dossier/${requests.older.id}`]).statut === "accorde");
    const until = performance.now() + 3_000;
    while (performance.now() < until && !(await decided()));
    assert.ok(await decided(), "not before the person goes elsewhere");
  });
  await queue.getByRole("link", { name: `Ouvrir\u00a0: ${requests.begun.nom}` }).click();
  const refused = page.getByRole("group", { name: "Le destinataire a refusé la demande" });
  await refused.getByRole("link", { name: `La formation a débuté le ${french(20)} : la demande se dépose avant le début.` }).click();
  await onStep(page, /La Formation/);
  assert.equal(await field(page, "Date de début").inputValue(), french(20));

  // Each has its receipt, and the older one what was decided.
  await page.getByRole("navigation", { name: "Menu principal" }).getByRole("link", { name: "Mes demandes" }).click();
  await card(page, requests.older).getByText("Accordé", { exact: true }).waitFor();
  for (const [at, request] of [requests.third, requests.second, requests.fourth].entries()) {
    await card(page, request).getByText("Transmis", { exact: true }).waitFor();
    await card(page, request).getByText(dossiers[1 + at].recu.numero).waitFor();
  }
  await card(page, requests.third).getByRole("link", { name: /^Ouvrir/ }).click();
  await main(page).getByRole("heading", { level: 1, name: "Demande transmise" }).waitFor();
  assert.equal(await page.getByRole("region", { name: "Demande transmise" }).getByRole("definition").first().textContent(), dossiers[1].recu.numero);
});
