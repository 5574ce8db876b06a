// What the four portals' own guides show (docs/portails.md, « Screens of the seeds »): each in its words, at its place, and working.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { closeBrowser, field, openPage, putDossiers, root, startReceiver } from "./harness.mjs";
import { assertQuiet, choose, fill, main, onStep } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

let made = 0;
/// An example as it stands after a while; of a service that this site does not follow, so that nothing comes between.
async function known(id, changes = {}, file = "recevable.json") {
  const dossier = JSON.parse(await readFile(path.join(root, "tests/procedures", id, file), "utf8"));
  const own = `a0000000-0000-4000-8000-${String(made += 1).padStart(12, "0")}`;
  return { ...dossier, id: own, ...changes };
}
const received = (numero) => ({ numero, date: "2026-11-20T10:00:00Z", empreinte: "0".repeat(64), connecteur: "ailleurs" });

async function openWith(dossiers, hash) {
  const opened = await openPage(receiver.url);
  await putDossiers(opened.page, dossiers);
  await opened.page.goto(`${receiver.url}${hash}`);
  await opened.page.reload();
  return opened;
}
const goTo = (page, hash) => page.goto(`${receiver.url}${hash}`);
const heading = (page, name) => main(page).getByRole("heading", { level: 1, name, exact: true }).waitFor();
const plain = (texts) => texts.map((one) => one.replaceAll(/\s+/g, " ").trim());
const menuOf = async (page, portal) => plain(await page.getByRole("navigation", { name: portal, exact: true }).getByRole("link").allTextContents());
const offered = async (page) => {
  await main(page).getByRole("list", { name: "Demandes proposées" }).waitFor();
  return plain(await main(page).getByRole("list", { name: "Demandes proposées" }).getByRole("heading", { level: 2 }).allTextContents());
};
const tabs = async (page) => {
  await main(page).getByRole("tab").first().waitFor();
  return plain(await main(page).getByRole("tab").allTextContents());
};
const wayOf = async (page) => {
  await main(page).getByRole("list", { name: "Avancement de la demande" }).waitFor();
  return plain(await main(page).getByRole("list", { name: "Avancement de la demande" }).getByRole("listitem").allTextContents()).map((one) => one.replace(/ – \d\d\/.*$/, ""));
};
/// What the instructor said, in the history.
const said = (page, text) => page.getByRole("region", { name: "Suivi de la demande" }).getByRole("listitem").filter({ hasText: text }).waitFor();

test("CONNECT': its tabs, its six requests, its columns, its steps and statuses, the pieces for instruction, its support", async () => {
  const id = "opco-ep-connect.action-individuelle";
  const sent = await known(id, {
    nom: "", cree: "2026-11-16T08:27:00Z", statut: "en_cours", recu: received("AI-2026-000001"),
    historique: [{ statut: "transmis", le: "2026-11-20T10:00:00Z" }, { statut: "en_cours", le: "2026-11-21T10:00:00Z", auteur: "M. Petit", commentaire: "Dossier pris en charge." }],
    remarques: [{ piece: "p1", etat: "conforme" }, { piece: "p2", etat: "receptionnee" }],
  });
  const older = await known(id, { nom: "", cree: "2026-11-12T12:09:00Z" });
  const { page, context, complaints } = await openWith([sent, older], "#/portails/connect");
  await heading(page, "Bienvenue sur CONNECT'");
  assert.deepEqual(await menuOf(page, "CONNECT'"), ["Accueil", "Mes entreprises", "Mes salariés", "Mes demandes", "Aide - mode d'emploi"]);
  await main(page).getByRole("link", { name: "Saisir une nouvelle demande" }).click();
  assert.deepEqual(await offered(page), ["Action individuelle", "Contrat d'apprentissage", "Contrat de professionnalisation", "Pro A",
    "Autres Financements / Non Eligibles", "Compte Personnel de Formation (CPF)"]);

  await page.getByRole("navigation", { name: "CONNECT'" }).getByRole("link", { name: "Mes demandes" }).click();
  await heading(page, "Mes demandes");
  assert.deepEqual(plain(await main(page).getByRole("columnheader").allTextContents()), ["Sélection", "Numéro Dossier", "Statut de la demande adhérent", "Date de création", "Nom Demandeur"]);
  await page.getByRole("combobox", { name: "Trier par" }).selectOption({ label: "Date de création" });
  await main(page).getByRole("status").filter({ hasText: /^2\séléments – Trié par Date de création$/ }).waitFor();
  const cells = async () => plain(await main(page).getByRole("row").getByRole("cell").allTextContents());
  // The latest first, as the guide's arrow says; each cell says its column to who reads it alone.
  assert.deepEqual((await cells()).filter((one) => /\d\d\/\d\d\/\d{4}$/.test(one)).map((one) => one.slice(-10)), ["16/11/2026", "12/11/2026"]);
  assert.ok((await cells()).every((one) => !one.startsWith("Nom Demandeur") || /SALON LÉA COIFFURE$/.test(one)));

  await main(page).getByRole("link", { name: /^AI-2026-000001/ }).click();
  await main(page).getByRole("heading", { level: 1, name: "Demande transmise" }).waitFor();
  assert.deepEqual(await wayOf(page), ["En préparation", "Envoyé", "En cours de traitement", "Validé – à venir", "Facturation en cours – à venir", "Clôturé – à venir"]);
  await said(page, /En cours de traitement \(M\. Petit\)\s– Dossier pris en charge\./);
  await said(page, /^devis aXept\.pdf\s: Conforme$/);
  await said(page, /^programme coloration\.pdf\s: Réceptionnée$/);
  assert.deepEqual(plain(await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link").allTextContents()),
    ["Création du dossier", "Saisir un demandeur", "Saisir un module", "Saisir un stagiaire", "Ajout des pièces à gérer", "Envoyer ma demande de prise en charge", "Vérification"]);

  await goTo(page, "#/portails/connect/aide");
  await heading(page, "Aide - mode d'emploi");
  const support = main(page).getByRole("link", { name: "support-connect@opcoep.fr" });
  assert.equal(await support.getAttribute("href"), "mailto:support-connect@opcoep.fr");
  assertQuiet(complaints);
  await context.close();
});

test("Mes services en ligne: the company, the ring by status, the news, what is financed, what is reimbursed, the help", async () => {
  const id = "opco-ep-services.contrat-apprentissage";
  const action = "opco-ep-services.action-individuelle";
  const paid = await known(id, {
    nom: "Contrat en cours", modifie: "2026-11-20T09:30:00Z", statut: "pris_en_charge", recu: received("CA-2026-000009"),
    echeances: [{ rang: 1, libelle: "1re échéance", montant: 214000, ouverture: "2026-10-01", etat: "payee", date: "2026-11-24T08:00:00Z" },
      { rang: 2, libelle: "2e échéance", montant: 50050, ouverture: "2027-03-01", etat: "refusee", message: "Le certificat manque." },
      { rang: 3, libelle: "3e échéance", montant: 10000, ouverture: "2027-06-01", etat: "" }],
  });
  const first = await known(action, { nom: "Coloration" });
  first.reponses.demandeur.effectif = 6;
  const { page, context, complaints } = await openWith(
    [first, paid, await known(action, { nom: "Soldée en mai", modifie: "2026-05-20T09:30:00Z", statut: "solde", recu: received("AI-2026-000002") })], "#/portails/mes-services");
  await heading(page, "Mes services en ligne");
  assert.deepEqual(await menuOf(page, "Mes services en ligne"), ["Accueil", "Mon entreprise", "Demander un financement", "Mes financements", "Mes remboursements", "Besoin d'aide ?"]);
  const company = main(page).getByRole("region", { name: /^SALON / });
  await company.getByRole("definition").filter({ hasText: "Coiffure et professions connexes" }).waitFor();
  await company.getByRole("definition").filter({ hasText: "Moins de 11 salariés" }).waitFor();
  assert.deepEqual(plain(await company.getByRole("term").allTextContents()).slice(0, 3), ["SIRET", "Convention collective", "Classe d’entreprise"]);
  await main(page).getByRole("heading", { level: 2, name: "Les dernières actualités de l'Opco EP" }).waitFor();
  await main(page).getByText("La promotion par l'alternance ne s'ouvre plus depuis 2026 : la période de reconversion la remplace.").waitFor();
  // The ring: what it shows is told, and each of its labels leads to that tab.
  for (const [label, row] of [["Brouillon", "Coloration"], ["En cours", "Contrat en cours"], ["Archivé", "Soldée en mai"]]) {
    await goTo(page, "#/portails/mes-services");
    await main(page).getByRole("img", { name: "Mes financements\u00a0: Brouillon 1, En cours 1, Archivé 1" }).waitFor();
    await main(page).getByRole("link", { name: label, exact: true }).click();
    await main(page).getByRole("tab", { name: `${label} (1)`, selected: true }).waitFor();
    await main(page).getByRole("rowheader").getByRole("link", { name: row }).waitFor();
    assert.equal(await main(page).getByRole("rowheader").count(), 1);
  }
  assert.deepEqual(await tabs(page), ["Brouillon (1)", "En cours (1)", "Archivé (1)", "Tous (3)"]);

  await page.getByRole("navigation", { name: "Mes services en ligne" }).getByRole("link", { name: "Demander un financement" }).click();
  assert.deepEqual((await offered(page)).slice(0, 4), ["Action individuelle", "Contrat d'apprentissage", "Contrat de professionnalisation", "Promotion par l'alternance"]);
  await main(page).getByRole("button", { name: /^Faire la demande\s: Contrat de professionnalisation$/ }).click();
  await page.waitForFunction(() => location.hash.startsWith("#/dossiers/"));
  await page.getByRole("navigation", { name: "Étapes de la demande" }).waitFor();

  await goTo(page, "#/portails/mes-services/remboursements");
  await heading(page, "Mes remboursements");
  // Those of the contract's own échéancier that the service has not spoken of are to come.
  const [toCome, ...others] = await tabs(page);
  const left = Number(/^À venir \((\d+)\)$/.exec(toCome)[1]);
  assert.ok(left >= 1);
  assert.deepEqual(others, ["Payé (1)", "Refusé (1)", `Tous (${left + 2})`]);
  const rows = main(page).getByRole("table", { name: /^Échéances des dossiers/ }).getByRole("row");
  await main(page).getByRole("tab", { name: "Refusé (1)" }).click();
  await main(page).getByRole("status").filter({ hasText: /^1\séchéance\s: 500,50\s€$/ }).waitFor();
  assert.match(plain([await rows.nth(1).textContent()])[0], /2e échéance.*CA-2026-000009.*500,50 €.*Refusée.*Le certificat manque\./);
  await main(page).getByRole("tab", { name: "Payé (1)" }).click();
  await rows.nth(1).filter({ hasText: /Payée.*Le 24\/11\/2026/ }).waitFor();

  await page.getByRole("navigation", { name: "Mes services en ligne" }).getByRole("link", { name: "Besoin d'aide ?" }).click();
  await heading(page, "Besoin d'aide ?");
  assert.deepEqual(plain(await main(page).getByRole("heading", { level: 2 }).allTextContents()), ["Comment ça marche ?", "La foire aux questions", "Contacter l’assistance"]);
  assert.ok((await main(page).getByRole("heading", { level: 3 }).count()) > 1, "questions stand by theme");
  await main(page).getByText("Téléphone\u00a0: 09 70 83 88 37").waitFor();
  await main(page).getByText(/du lundi au vendredi de 5h à 23h/).waitFor();
  assertQuiet(complaints);
  await context.close();
});

test("La Plateforme CFA: the actions, reimbursements by what became of them, the refusal's reason, the number for the assistance, the glossary", async () => {
  const id = "opco-sante.demande-remboursement";
  const asked = await known(id, { statut: "en_instruction", recu: received("REMB-2026-000004") });
  const refused = await known(id, {
    nom: "Solde", statut: "refusee", recu: received("REMB-2026-000003"),
    historique: [{ statut: "transmis", le: "2026-11-20T10:00:00Z" }, { statut: "refusee", le: "2026-11-21T10:00:00Z", auteur: "Mme Roux", commentaire: "Le certificat de réalisation manque." }],
  });
  const paid = await known(id, { nom: "2e acompte", statut: "payee", recu: received("REMB-2026-000002") });
  const { page, context, complaints } = await openWith([asked, refused, paid], "#/portails/plateforme-cfa");
  await heading(page, "La Plateforme CFA");
  assert.deepEqual(await menuOf(page, "La Plateforme CFA"), ["Accueil", "Sélectionner une action", "Mes remboursements", "Mes fiches", "Mon organisme", "Aide et contact"]);
  await main(page).getByRole("link", { name: "Sélectionner une action à réaliser" }).click();
  assert.deepEqual(await offered(page), ["Demande de remboursement", "Fiche de renseignement de l'organisme", "Ajouter un OF déléguant", "Modifier la fiche contact de votre organisme"]);

  await page.getByRole("navigation", { name: "La Plateforme CFA" }).getByRole("link", { name: "Mes remboursements" }).click();
  await heading(page, "Mes remboursements");
  assert.deepEqual(await tabs(page), ["En préparation (0)", "À venir (1)", "Payé (1)", "Refusé (1)", "Tous (3)"]);
  await field(page, "Rechercher dans cette liste").fill("remb-2026-000004 diallo");
  await main(page).getByRole("status").filter({ hasText: /^1\sélément$/ }).waitFor();
  await main(page).getByRole("rowheader").getByRole("link", { name: "1er acompte" }).waitFor();
  await field(page, "Rechercher dans cette liste").fill("");
  await main(page).getByRole("tab", { name: "Refusé (1)" }).click();
  await main(page).getByRole("rowheader").getByRole("link", { name: "Solde" }).click();
  await main(page).getByRole("heading", { level: 1, name: "Demande transmise" }).waitFor();
  await said(page, /Refusée \(Mme Roux\)\s– Le certificat de réalisation manque\./);
  await main(page).getByRole("button", { name: "Imprimer le récapitulatif" }).waitFor();

  await goTo(page, "#/portails/plateforme-cfa/aide");
  await heading(page, "Aide et contact");
  const mail = main(page).getByRole("list", { name: "Écrire au sujet d’un dossier" }).getByRole("link", { name: "Écrire au sujet du dossier REMB-2026-000004" });
  assert.equal(await mail.getAttribute("href"), "mailto:centrerelationclient@opco-sante.fr?subject=Dossier%20REMB-2026-000004");
  await main(page).getByText("Téléphone\u00a0: 04 13 68 00 15").waitFor();
  await field(page, "Rechercher une question").fill("états des dossiers");
  await main(page).getByRole("status").filter({ hasText: /^1\squestion$/ }).waitFor();
  await main(page).getByText("Que veulent dire les états des dossiers ?").click();
  const glossary = await main(page).getByText(/^Reçu\s: saisi par l'adhérent/).textContent();
  for (const state of ["Reçu", "En instruction", "En attente", "En cours", "Annulé ou supprimé"]) assert.ok(glossary.includes(`${state} : `), state);
  assertQuiet(complaints);
  await context.close();
});

test("M-Gestion: the menu, the welcome, the news, the guide and the version; invoices by what became of them", async (t) => {
  const invoice = await known("opco-mobilites.facture", {
    nom: "Facture du module 2", statut: "refusee", recu: received("FA-2026-000001"),
    historique: [{ statut: "transmis", le: "2026-11-20T10:00:00Z" }, { statut: "refusee", le: "2026-11-21T10:00:00Z", auteur: "Mme Roux", commentaire: "Le montant dépasse l’accord." }],
  });
  const draft = await known("opco-mobilites.contrat-apprentissage", {});
  const { page, context, complaints } = await openWith([invoice, draft], "#/portails/m-gestion");
  await heading(page, "Bienvenue sur M-Gestion");
  await t.test("the class of a company that is known by a contract", async () => {
    await main(page).getByRole("region", { name: "ACTIF AUTO CONTROLE" }).getByRole("term").filter({ hasText: "Classe d’entreprise" }).waitFor();
  });
  assert.deepEqual(await menuOf(page, "M-Gestion"), ["Mon tableau de bord", "Mes demandes", "Mes règlements", "Mes entreprises", "Mes salariés", "Besoin d'aide ?"]);
  await main(page).getByText("M-Gestion, votre compte en ligne pour le financement et le suivi de vos formations.").waitFor();
  await main(page).getByRole("heading", { level: 2, name: "Nouveautés !" }).waitFor();
  for (const news of ["Compléter et éditer vos contrats d'apprentissage", "Déposer un avenant au contrat directement", "Générer une facture directement dans le dossier"]) {
    await main(page).getByRole("listitem").filter({ hasText: news }).waitFor();
  }
  await main(page).getByText("Version 1.7.0").waitFor();
  await main(page).getByRole("heading", { level: 2, name: "Consultez le guide utilisateur" }).waitFor();
  await main(page).getByRole("link", { name: "Ouvrir le guide" }).click();
  await heading(page, "Besoin d'aide ?");
  await page.getByRole("navigation", { name: "M-Gestion" }).getByRole("link", { name: "Mon tableau de bord" }).click();
  await main(page).getByRole("link", { name: "Créer une demande" }).click();
  for (const name of ["Contrat d'apprentissage", "Contrat de pro", "Action de formation"]) assert.ok((await offered(page)).includes(name), name);

  // « Mes demandes », and of one kind only.
  await page.getByRole("navigation", { name: "M-Gestion" }).getByRole("link", { name: "Mes demandes" }).click();
  await heading(page, "Mes demandes");
  await main(page).getByText("Recherche avancée", { exact: true }).click();
  await page.getByRole("combobox", { name: "Dispositif" }).selectOption({ label: "Action de formation" });
  await main(page).getByRole("button", { name: "Rechercher", exact: true }).click();
  await main(page).getByRole("status").filter({ hasText: /^Aucun élément – Recherche avancée$/ }).waitFor();
  await page.getByRole("combobox", { name: "Dispositif" }).selectOption({ label: "Contrat d'apprentissage" });
  await main(page).getByRole("button", { name: "Rechercher", exact: true }).click();
  await main(page).getByRole("status").filter({ hasText: /^1\sélément – Recherche avancée$/ }).waitFor();

  await page.getByRole("navigation", { name: "M-Gestion" }).getByRole("link", { name: "Mes règlements" }).click();
  await heading(page, "Mes règlements");
  assert.deepEqual(await tabs(page), ["À envoyer (0)", "À venir (0)", "Payé (0)", "Refusé (1)", "Tous (1)"]);
  await main(page).getByRole("rowheader").getByRole("link", { name: "Facture du module 2" }).click();
  await said(page, /Refusée \(Mme Roux\)\s– Le montant dépasse l’accord\./);
  assertQuiet(complaints);
  await context.close();
});

test("La Plateforme CFA, « Pas de compte »: an organisme that the OPCO knows is asked for its interlocutor alone", async () => {
  const { page, context, complaints } = await openWith([], "#/portails/plateforme-cfa/demander");
  await main(page).getByRole("button", { name: /^Commencer\s: Fiche de renseignement de l'organisme$/ }).click();
  await page.getByRole("navigation", { name: "Étapes de la demande" }).waitFor();
  await fill(page, "Votre SIRET", "421 100 645 00967");
  for (const [recensed, group, other] of [["Oui", "Organisme déjà recensé", "Adresse"], ["Non", "Adresse", "Organisme déjà recensé"]]) {
    await choose(page, "Votre organisme est déjà recensé par l'OPCO", recensed);
    await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: "Données Organisme de formation (OF)" }).click();
    await onStep(page, /Données Organisme/);
    await main(page).getByRole("group", { name: group, exact: true }).waitFor();
    assert.equal(await main(page).getByRole("group", { name: other, exact: true }).count(), 0);
    await main(page).getByRole("group", { name: "Interlocuteur" }).getByRole("textbox", { name: "Email" }).waitFor();
    await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: "Pas de compte" }).click();
    await onStep(page, /Pas de compte/);
  }
  assertQuiet(complaints);
  await context.close();
});
