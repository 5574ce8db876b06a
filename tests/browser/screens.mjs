// Every screen and state of the page, one after another, each reached as a person reaches it or from what the device keeps.
//
//   await walkForm(proxy, visit)      home, the five steps (empty, with errors, filled), rows, files, dialogs, toasts
//   await walkDossiers(proxy, visit)  what is kept: check, sending and its troubles, receipt, locked, drafts, plain pages, two tabs
//   await walkLife({ proxy, receiver }, visit)   after the sending: outbox, given back, granted, paid, what follows; what is erased
//   await walkContract(proxy, visit)  an apprenticeship contract: what fills in what, searched lists, tables that are computed
//   await walkGallery(url, visit)     every widget in every state, of the tests' build
//
// `visit(page, name)` is called at each; it may change viewport and colours, and gives them back as they were.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { employer, organisationSiret, pdfFile, trainee } from "./fixture.mjs";
import { button, command, openPage, putDossiers, root } from "./harness.mjs";
import { addProgramme, choose, fill, main, next, onStep, startRequest } from "./steps.mjs";

const complete = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
const id = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

const dialogOf = (page) => page.getByRole("dialog");
const closed = (page) => dialogOf(page).waitFor({ state: "detached" });

async function open(page, opener) {
  await button(page, opener).click();
  await dialogOf(page).waitFor();
}

async function leave(page) {
  await page.keyboard.press("Escape");
  await closed(page);
}

/// The step with everything missing, and back to what is asked next.
async function refused(page) {
  await next(page);
  await page.locator("#erreurs").waitFor();
}

async function searchStates(page, proxy, visit) {
  await open(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
  const dialog = dialogOf(page);
  const siret = dialog.getByRole("textbox", { name: "SIRET (complet)" });
  const look = dialog.getByRole("button", { name: "CHERCHER" });
  await visit(page, "dialog of the organisation");
  await siret.fill("83426702300029");
  await look.click();
  await dialog.getByText(/^Erreur/).first().waitFor();
  await visit(page, "dialog of the organisation: a SIRET that is none");
  proxy.set({ match: "/api/annuaire", status: 503 });
  await siret.fill(organisationSiret);
  await look.click();
  await dialog.getByText(/indisponible/).first().waitFor();
  await visit(page, "dialog of the organisation: the directory is down");
  proxy.clear();
  proxy.set({ match: "/api/annuaire", status: 200, body: { results: [], total_results: 0 } });
  await look.click();
  await dialog.getByText(/Aucun établissement/).first().waitFor();
  await visit(page, "dialog of the organisation: nothing found");
  proxy.clear();
  proxy.set({ match: "/api/annuaire", delayMs: 9_000 });
  await look.click();
  await dialog.getByText(/Recherche en cours/).first().waitFor();
  await visit(page, "dialog of the organisation: searching");
  proxy.clear();
  // On a slow machine the search may have given up by itself.
  await dialog.getByRole("button", { name: "Annuler la recherche" }).click({ timeout: 1_000 }).catch(() => {});
  await look.click();
  await dialog.getByRole("button", { name: /^Sélectionner/ }).waitFor();
  await visit(page, "dialog of the organisation: found");
  await dialog.getByRole("button", { name: /^Sélectionner/ }).click();
  await closed(page);
}

async function templateStates(page, visit) {
  const opener = "SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION";
  await open(page, opener);
  await visit(page, "dialog of templates: none");
  const dialog = dialogOf(page);
  await dialog.getByRole("textbox", { name: "Nom du modèle" }).fill(" ");
  await dialog.getByRole("button", { name: "Enregistrer comme modèle" }).click();
  await dialog.getByText(/^Erreur/).first().waitFor();
  await visit(page, "dialog of templates: a name is missing");
  await dialog.getByRole("textbox", { name: "Nom du modèle" }).fill("Contrôle technique");
  await dialog.getByRole("button", { name: "Enregistrer comme modèle" }).click();
  await closed(page);
  await open(page, opener);
  await visit(page, "dialog of templates: one");
  await dialog.getByRole("button", { name: "Supprimer Contrôle technique" }).click();
  await dialog.getByRole("button", { name: "Annuler" }).waitFor();
  await visit(page, "dialog of templates: one removed, to be undone");
  await leave(page);
}

async function rowStates(page, visit) {
  await button(page, "AJOUTER").click();
  await main(page).getByRole("heading", { level: 1, name: /Stagiaire 1/ }).waitFor();
  await visit(page, "a row, empty");
  await open(page, "SÉLECTIONNER OU CRÉER LE STAGIAIRE");
  await dialogOf(page).getByRole("textbox").waitFor();
  await visit(page, "dialog of people");
  await dialogOf(page).getByRole("textbox").fill("personne de ce nom");
  await dialogOf(page).getByText("Personne de ce nom.").first().waitFor();
  await visit(page, "dialog of people: nobody");
  await leave(page);
  await fill(page, "Date de naissance", "31/02/1985");
  await fill(page, "Nom", trainee.Nom);
  await fill(page, "Prénom", trainee.Prénom);
  await choose(page, "Sexe", "Masculin");
  await main(page).getByText(/^Erreur/).first().waitFor();
  await visit(page, "a row with an error");
  await button(page, "Enregistrer et revenir à la liste").click();
  await page.getByRole("table").waitFor();
  await visit(page, "the list with a row that is not complete");
  await page.getByRole("link", { name: /^Modifier Stagiaire 1/ }).click();
  await main(page).getByText(/^Erreur/).first().waitFor();
  await visit(page, "a row with errors everywhere");
  await page.getByRole("link", { name: "Retour à la liste" }).click();
  await page.getByRole("button", { name: /^Supprimer Stagiaire 1/ }).click();
  await page.getByRole("button", { name: "Annuler" }).waitFor();
  await visit(page, "a row removed, to be undone");
  await page.getByRole("button", { name: "Annuler" }).click();
  await page.getByRole("table").waitFor();
}

async function fileStates(page, visit) {
  const zone = page.getByLabel("Programme de l'action", { exact: true });
  const note = path.join(path.dirname(pdfFile()), "notes.pdf");
  await writeFile(note, "ceci n’est pas un PDF");
  await zone.setInputFiles(note);
  await main(page).getByText(/type accepté/).first().waitFor();
  await visit(page, "a file refused");
  await zone.setInputFiles(pdfFile());
  await page.getByText("programme.pdf").first().waitFor();
  await visit(page, "a file taken");
  await page.getByRole("button", { name: "Supprimer programme.pdf" }).click();
  await page.getByRole("button", { name: "Annuler" }).waitFor();
  await visit(page, "a file removed, to be undone");
  await page.getByRole("button", { name: "Annuler" }).click();
}

const onward = (page) => button(page, "Continuer sans corriger").click();

export async function walkForm(proxy, visit) {
  const { page, context } = await openPage(proxy.url);
  await visit(page, "home, empty");
  // Somebody whom this device knows, from another dossier.
  await putDossiers(page, [{ ...complete, id: id(1) }]);
  await page.reload();
  await main(page).getByRole("heading", { level: 2 }).first().waitFor();
  await visit(page, "home with a draft");
  await page.getByRole("link", { name: "Créer une demande" }).click();
  await page.getByRole("button", { name: /^Action de formation/ }).waitFor();
  await visit(page, "choice of a procedure");
  const filter = page.getByRole("textbox", { name: "Rechercher une demande" });
  if (await filter.count()) {
    await filter.fill("rien de tel");
    await main(page).getByText(/Aucune demande ne correspond/).waitFor();
    await visit(page, "choice of a procedure: none left");
  }
  await page.goto(proxy.url);
  await main(page).getByRole("heading", { level: 1, name: "Mes demandes" }).waitFor();
  await startRequest(page);
  await visit(page, "the employer, empty");
  await refused(page);
  await visit(page, "the employer, with errors");
  await fill(page, "Code postal", "01000");
  await page.getByRole("combobox", { name: "Choisissez la commune" }).waitFor();
  await visit(page, "the employer, towns of a postal code");
  await onward(page);
  await onStep(page, /La Formation/);
  await visit(page, "the training, empty");
  await main(page).getByRole("button", { name: /Choisir une date.*Date de début/ }).click();
  await dialogOf(page).waitFor();
  await visit(page, "calendar");
  await leave(page);
  await templateStates(page, visit);
  await searchStates(page, proxy, visit);
  await fill(page, "Date de début", "3/4/27");
  await refused(page);
  await visit(page, "the training, with errors and a date to confirm");
  await onward(page);
  await onStep(page, /stagiaire/);
  await visit(page, "the people, none");
  await refused(page);
  await visit(page, "the people, with the error");
  await rowStates(page, visit);
  await next(page);
  await onward(page);
  await onStep(page, /pi[eè]ces jointes/);
  await visit(page, "the files, none");
  await refused(page);
  await visit(page, "the files, with errors");
  await fileStates(page, visit);
  await next(page);
  await onStep(page, /Synthèse/);
  await visit(page, "the end, empty");
  await button(page, "VALIDER").click();
  await onStep(page, /Vérifi/);
  await visit(page, "check of the answers, with errors");
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: /Synthèse/ }).click();
  await onStep(page, /Synthèse/);
  await visit(page, "the end, with errors");
  await context.close();
}

/// The state of a sending, with what the backend answers for it.
const sendings = [
  ["under way", { delayMs: 15_000, drop: "request" }, /Envoi de la demande/, /^(Annuler|Abandonner) l’envoi$/],
  ["to be tried again", { status: 500 }, /Nouvel essai/, /^(Annuler|Abandonner) l’envoi$/],
  ["failed", { status: 403 }, /n’est pas partie/, "Abandonner l’envoi"],
  ["to be copied", { status: 409 }, /autre contenu/, "Revenir au dossier"],
  ["asking for a code", { status: 401 }, /Code d’accès/, "Abandonner l’envoi"],
];

const refusal = {
  erreur: { code: "inacceptable", message: "La demande a des erreurs." },
  constats: [{ path: "formation.intitule", rule: "serveur", severity: "block", message: "Cet intitulé est refusé.", source: { title: "Le service", excerpt: "" } }],
};

async function sendStates(page, proxy, visit) {
  const there = `#/dossiers/${id(1)}`;
  for (const [name, fault, sentence, back] of sendings) {
    await page.goto(`${proxy.url}${there}/verification`);
    await onStep(page, /Vérifi/);
    proxy.set({ match: "/api/dossiers", ...fault });
    await button(page, "Envoyer la demande").click();
    await main(page).getByText(sentence).first().waitFor();
    await visit(page, `sending ${name}`);
    await main(page).getByRole("button", { name: back }).click();
    await main(page).getByRole("button", { name: back }).waitFor({ state: "detached" });
    proxy.clear();
  }
  await visit(page, "the panel of sending");
  proxy.set({ match: "/api/dossiers", status: 422, body: refusal });
  await button(page, "Envoyer la demande").click();
  await main(page).getByText("Cet intitulé est refusé.").first().waitFor();
  await visit(page, "sending refused");
  proxy.clear();
  proxy.set({ match: "/pieces/", status: 413 });
  await button(page, "Envoyer la demande").click();
  await main(page).getByText(/pièce reste/).first().waitFor();
  await visit(page, "sending, with files that remain");
  proxy.clear();
  await button(page, "Plus tard").click();
  await onStep(page, /Demande transmise/);
  await visit(page, "receipt, with files that remain");
}

async function homeStates(page, visit) {
  await main(page).getByRole("heading", { level: 2 }).first().waitFor();
  await visit(page, "home with drafts of every kind");
  await page.getByRole("button", { name: "Renommer Contrôleur technique" }).first().click();
  await dialogOf(page).waitFor();
  await visit(page, "dialog of a name");
  await leave(page);
  await page.getByRole("button", { name: "Dupliquer Contrôleur technique" }).first().click();
  await page.getByRole("button", { name: "Fermer le message" }).waitFor();
  await visit(page, "a draft duplicated");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Exporter Contrôleur technique (copie)" }).click();
  const file = await (await download).path();
  await page.getByLabel("Importer un dossier").setInputFiles({ name: "copie.guichet", mimeType: "application/octet-stream", buffer: await readFile(file) });
  await dialogOf(page).or(main(page).getByText(/^Erreur/)).first().waitFor();
  await visit(page, "dialog of a dossier that is there, or its refusal");
  if (await dialogOf(page).count()) await leave(page);
  await page.getByLabel("Importer un dossier").setInputFiles({ name: "photo.guichet", mimeType: "application/octet-stream", buffer: Buffer.from("non") });
  await main(page).getByText(/^Erreur/).first().waitFor();
  await visit(page, "home with an import refused");
  await page.getByRole("button", { name: "Supprimer Contrôleur technique (copie)" }).click();
  await button(page, "Annuler").waitFor();
  await visit(page, "a draft deleted, to be undone");
}

/// The bytes of the file that the dossiers name.
const keepFile = (page) => page.evaluate((sha256) => new Promise(async (resolve, reject) => {
  const request = ((await navigator.storageBuckets?.open("guichet"))?.indexedDB ?? indexedDB).open("guichet");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const transaction = database.transaction("files", "readwrite");
    transaction.objectStore("files").put(new Blob(["%PDF-1.4"]), sha256);
    transaction.oncomplete = () => { database.close(); resolve(); };
  };
}), complete.pieces[0].sha256);

export async function walkDossiers(proxy, visit) {
  const { page, context } = await openPage(proxy.url);
  const sent = {
    ...complete, id: id(2), nom: "Bilan", statut: "transmis",
    recu: { numero: "AF-2026-000001", date: "2026-11-21T10:00:00Z", empreinte: "0".repeat(64), connecteur: "recepteur" },
  };
  await putDossiers(page, [{ ...complete, id: id(1) }, sent, { ...complete, id: id(3), procedure: { id: "autre.demande", version: "1" } }, { id: id(4), guichet: 99 }]);
  await page.reload();
  await keepFile(page); // after the start, which drops files that no dossier names
  const at = async (hash, title) => {
    await page.goto(`${proxy.url}${hash}`);
    await main(page).getByRole("heading", { level: 1, name: title }).waitFor();
  };
  await at(`#/dossiers/${id(1)}/verification`, /Vérifi/);
  await visit(page, "check of the answers");
  await at(`#/dossiers/${id(1)}/synthese`, /Synthèse/);
  await visit(page, "the end, filled in");
  await at(`#/dossiers/${id(1)}/formation`, /La Formation/);
  await visit(page, "the training, filled in");
  await at(`#/dossiers/${id(1)}/stagiaires`, /stagiaire/);
  await visit(page, "the people, two");

  const second = await openPage(`${proxy.url}#/dossiers/${id(1)}/stagiaires`, { context });
  await second.page.getByRole("button", { name: "Le reprendre ici" }).waitFor();
  await visit(second.page, "open in another tab");
  await second.page.close();

  await sendStates(page, proxy, visit);
  await at(`#/dossiers/${id(2)}/recu`, /Demande transmise/);
  await visit(page, "receipt");
  await at(`#/dossiers/${id(2)}/employeur`, /Employeur/);
  await visit(page, "locked");
  for (const [hash, title, name] of [
    ["#/demandes", "Toutes mes demandes", "all requests"], ["#/envois", "File d’envoi", "the outbox"], ["#/demandes/archivees", "Toutes mes demandes", "all requests: none in that group"],
    ["#/portails", "Portails", "the portals"], ["#/portails/m-gestion", "Bienvenue sur M-Gestion", "a portal's dashboard"],
    ["#/portails/m-gestion/demandes", "Mes demandes", "a portal's requests"], ["#/portails/m-gestion/remboursements", "Mes règlements", "a portal's reimbursements: none"],
    ["#/portails/mes-services/demander", "Demander un financement", "what a portal offers"], ["#/portails/m-gestion/entreprises", "Mes entreprises", "a portal's establishments"],
    ["#/portails/m-gestion/salaries", "Mes salariés", "a portal's people"], ["#/portails/plateforme-cfa/aide", "Aide et contact", "a portal's help"],
    ["#/a-propos", "À propos", "about"], ["#/accessibilite", /accessibilité/i, "accessibility"],
    ["#/nulle-part", "Page introuvable", "an address that leads nowhere"], [`#/dossiers/${id(9)}`, "Demande introuvable", "no such dossier"],
    [`#/dossiers/${id(4)}`, "Brouillon illisible", "a draft that cannot be read"],
    [`#/dossiers/${id(3)}`, "Procédure absente", "a draft without its procedure"],
  ]) {
    await at(hash, title);
    await visit(page, name);
  }
  await at("#/demandes", "Toutes mes demandes");
  await button(page, /^Tout sélectionner/).click();
  await main(page).getByText(/demandes sélectionnées/).waitFor();
  await visit(page, "all requests, picked");
  await at("#/", "Mes demandes");
  await homeStates(page, visit);
  await context.close();
}

const toStep = async (page, name, heading = name) => {
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name }).click();
  await onStep(page, heading);
};

/// Of its own: the receiver may have the others already.
const life = id(20);

/// Sends what is ready, by way of the outbox, and gives its number.
async function sendLate(page, proxy, visit) {
  proxy.set({ match: "/api/dossiers", status: 500 });
  await button(page, "Envoyer la demande").click();
  await main(page).getByText(/Nouvel essai/).first().waitFor();
  await page.goto(`${proxy.url}#/envois`);
  await main(page).getByRole("button", { name: /^Retirer de la file/ }).waitFor();
  await visit(page, "the outbox, with a request to be tried again");
  proxy.clear();
  proxy.set({ match: "/api/dossiers", status: 403 });
  await main(page).getByRole("button", { name: /^Réessayer/ }).click();
  await main(page).getByText("Envoi arrêté").first().waitFor();
  await visit(page, "the outbox, with a request that is refused");
  proxy.clear();
  await main(page).getByRole("button", { name: /^Réessayer/ }).click();
  await main(page).getByText("Rien n’attend d’être envoyé.").waitFor();
  await page.goto(`${proxy.url}#/dossiers/${life}/recu`);
  await main(page).getByRole("heading", { name: "Suivi de la demande" }).waitFor();
  return /AF-\d{4}-\d{6}/.exec(await main(page).innerText())[0];
}

/// What an instructor does, told to the page when it looks.
const instruct = (receiver, ...words) => execFileSync(command, ["instruire", "--data", receiver.data, ...words], { encoding: "utf8" });

async function followed(page, proxy, status) {
  await page.goto(`${proxy.url}#/`);
  await main(page).getByText(status, { exact: true }).first().waitFor();
}

/// From the setting of a passphrase to the page that asks for it; ends on « À propos », unlocked.
async function protectionStates(page, proxy, visit) {
  const phrase = "le garage ouvre à huit heures";
  const secret = (name) => main(page).getByLabel(name, { exact: true });
  await page.goto(`${proxy.url}#/a-propos`);
  await main(page).getByText("Protéger vos données par une phrase secrète").click();
  await button(page, "Protéger mes données").click();
  await main(page).getByText(/ne remplit pas encore/).waitFor();
  await visit(page, "a passphrase that does not meet the conditions");
  await secret("Nouvelle phrase secrète").fill(phrase);
  await secret("La même, encore une fois").fill(phrase);
  await button(page, "Protéger mes données").click();
  await main(page).getByText("Une phrase secrète protège vos données sur cet appareil.").waitFor();
  await main(page).getByText("Changer de phrase secrète, ou ne plus").click();
  await button(page, "Ne plus protéger mes données").waitFor();
  await visit(page, "about, with a passphrase to change");
  await page.goto(`${proxy.url}#/`);
  await page.reload();
  await main(page).getByRole("heading", { name: "Vos demandes sont verrouillées" }).waitFor();
  await visit(page, "locked by a passphrase");
  await secret("Phrase secrète").fill("une autre");
  await page.keyboard.press("Enter");
  await main(page).getByText(/ce n’est pas la phrase secrète/).waitFor();
  await visit(page, "locked, another passphrase given");
  await secret("Phrase secrète").fill(phrase);
  await page.keyboard.press("Enter");
  await main(page).getByRole("heading", { level: 1, name: "Mes demandes" }).waitFor();
  await page.goto(`${proxy.url}#/a-propos`);
  await main(page).getByRole("heading", { level: 1, name: "À propos" }).waitFor();
}

export async function walkLife({ proxy, receiver }, visit) {
  const { page, context } = await openPage(proxy.url);
  await putDossiers(page, [{ ...complete, id: life, pieces: [] }]);
  await page.goto("about:blank");
  await page.goto(`${proxy.url}#/dossiers/${life}/pieces`);
  await onStep(page, /pi[eè]ces jointes/);
  await addProgramme(page);
  await page.getByRole("link", { name: "Vérification" }).click();
  const number = await sendLate(page, proxy, visit);
  await visit(page, "receipt and what has become of it");

  instruct(receiver, number, "a_completer", "--auteur", "Mme Roux", "--commentaire", "Deux points à revoir.",
    "--remarque", "formation.intitule=L'intitulé n'est pas celui du devis.", "--piece", "p2=non_conforme:Illisible.");
  await followed(page, proxy, "À compléter");
  await visit(page, "home with a request that was given back");
  await page.goto(`${proxy.url}#/dossiers/${life}/verification`);
  const summary = page.getByRole("group", { name: "L’organisme demande de compléter la demande" });
  await summary.waitFor();
  await visit(page, "check of the answers, with the organisation's remarks");
  await summary.getByRole("link", { name: /intitulé n'est pas celui du devis/ }).click();
  await onStep(page, /La Formation/);
  await visit(page, "the training, with a remark at its field");
  await fill(page, "Intitulé de la formation", "Contrôle technique, module 2");
  await page.goto(`${proxy.url}#/dossiers/${life}/verification`);
  await main(page).getByRole("heading", { name: "Ce qui a changé depuis l’envoi" }).waitFor();
  await main(page).getByText("1 différence avec ce qui avait été envoyé.").waitFor();
  await visit(page, "check of the answers, with what differs from what was sent");
  await page.goto(`${proxy.url}#/dossiers/${life}/pieces`);
  await onStep(page, /pi[eè]ces jointes/);
  await visit(page, "the files, with a remark at one");

  instruct(receiver, number, "en_instruction");
  instruct(receiver, number, "accorde", "--auteur", "Mme Roux", "--echeance", "1=payee:450,00", "--echeance", "2=refusee:250,00:Le certificat manque.",
    "--echeance", "3=a_facturer:250,00:Après la formation.");
  await followed(page, proxy, "Accordé");
  await page.goto(`${proxy.url}#/dossiers/${life}/recu`);
  await main(page).getByRole("table", { name: "Échéances et leur état" }).waitFor();
  await visit(page, "granted, with its instalments, what follows and what was said when");
  await page.goto(`${proxy.url}#/demandes`);
  await main(page).getByRole("row").filter({ hasText: number }).waitFor();
  await visit(page, "all requests, one granted");
  await page.getByRole("textbox", { name: "Rechercher dans mes demandes" }).fill("refusé");
  await main(page).getByText("Aucune demande ne répond à cette recherche.").waitFor();
  await visit(page, "all requests: none found");
  await page.goto(`${proxy.url}#/portails/m-gestion/demandes`);
  await page.getByText("Recherche avancée", { exact: true }).click();
  await page.getByRole("textbox", { name: "Début à partir du" }).fill("demain");
  await button(page, "Rechercher").click();
  await page.getByText(/cette date ne se lit pas/).waitFor();
  await visit(page, "a portal's requests, a search with an error");
  await page.goto(`${proxy.url}#/dossiers/${life}/recu`);
  await button(page, "Générer une facture").click();
  await onStep(page, /Le dossier/);
  await visit(page, "an invoice, with what is known");
  await page.goto(`${proxy.url}#/portails/m-gestion/remboursements`);
  await main(page).getByRole("table").first().waitFor();
  await visit(page, "a portal's reimbursements");

  await protectionStates(page, proxy, visit);
  await main(page).getByText("Effacer vos données de cet appareil").click();
  await button(page, "Effacer mes données").waitFor();
  await visit(page, "about, with what would be erased");
  await button(page, "Effacer mes données").click();
  await main(page).getByText("Rien de vous n’est gardé sur cet appareil.").waitFor();
  await visit(page, "about, when all is erased");
  await context.close();
}

export async function walkContract(proxy, visit) {
  const contract = "opco-mobilites.contrat-apprentissage";
  const { page, context } = await openPage(proxy.url);
  const { pieces, ...example } = JSON.parse(await readFile(path.join(root, "tests/procedures", contract, "recevable-mineur.json"), "utf8"));
  await putDossiers(page, [{ ...example, id: id(1), pieces: [] }]);
  await page.goto("about:blank");
  await page.goto(`${proxy.url}#/nouvelle`);
  await page.locator(`[id="procedure-${contract}"]`).click();
  await onStep(page, /L'Employeur/);
  await page.locator("[id='chercher-employeur.siret']").click();
  const dialog = dialogOf(page);
  await dialog.getByRole("textbox", { name: /^SIRET/ }).first().fill(employer.SIRET);
  await dialog.getByRole("button", { name: "CHERCHER" }).click();
  await dialog.getByRole("button", { name: /^Sélectionner/ }).click();
  await closed(page);
  await main(page).getByText(/^Rempli d’après l’annuaire/).first().waitFor();
  await visit(page, "a contract's employer, filled in from the directory");
  const activity = page.getByRole("combobox", { name: /NAF/ });
  await activity.fill("contrôle technique");
  await page.getByRole("listbox").getByRole("option").first().waitFor();
  await visit(page, "a list that is searched");
  await activity.fill("rien de tel ici");
  await page.getByRole("listbox").getByRole("option").first().waitFor({ state: "detached" });
  await visit(page, "a list that is searched: nothing found");
  await page.keyboard.press("Escape");
  await activity.fill("7120A");
  await activity.blur();
  await toStep(page, /L'apprenti/);
  await fill(page, "NIR de l'apprenti(e)", "1 10 10 99 351 012");
  await main(page).getByText(/^Proposé d’après/).first().waitFor();
  await visit(page, "a contract's apprentice, with what their number suggests");
  await toStep(page, /^.*Le contrat/, /Le contrat/);
  await main(page).getByText(/Ce tableau se remplit dès que/).first().waitFor();
  await visit(page, "a contract, its table not computed yet");

  await page.goto(`${proxy.url}#/dossiers/${id(1)}/contrat`);
  await onStep(page, /Le contrat/);
  await main(page).getByRole("table", { name: "Minima légaux" }).waitFor();
  await visit(page, "a contract, with the legal minima and the periods");
  await button(page, "Reprendre ces périodes").click();
  await main(page).getByRole("link", { name: /^Modifier/ }).first().click();
  await main(page).getByText(/Repris de/).first().waitFor();
  await visit(page, "a period, with where it comes from");
  await page.goto(`${proxy.url}#/dossiers/${id(1)}/formation`);
  await onStep(page, /La formation/);
  await page.locator("[id='chercher-organisme_formation.siret']").click();
  await dialog.getByRole("textbox", { name: "SIRET (complet) ou UAI" }).fill("0831774C");
  await dialog.getByRole("button", { name: "CHERCHER" }).click();
  await dialog.getByRole("button", { name: /^Sélectionner/ }).waitFor();
  await visit(page, "dialog of the CFA, found by its UAI");
  await dialog.getByRole("button", { name: /^Sélectionner/ }).click();
  await closed(page);
  await main(page).getByText(/^Rempli d’après l’annuaire/).first().waitFor();
  await main(page).getByRole("table", { name: /^Échéancier/ }).waitFor();
  await visit(page, "a contract's training, with the CFA from the directory and the instalments");
  await page.goto(`${proxy.url}#/dossiers/${id(1)}/verification`);
  await onStep(page, /Vérifi/);
  await visit(page, "check of a contract");
  await context.close();
}

/// Each section of the gallery by itself, then what stands above the page. `page` has the tests' build.
export async function walkGallery(url, visit) {
  const { page, context } = await openPage(`${url}#/galerie`);
  const sections = await page.locator("#galerie-sommaire").getByRole("link").evaluateAll((links) => links.map((one) => one.getAttribute("href")));
  for (const section of sections) {
    await page.goto(`${url}${section}`);
    await page.locator(section.endsWith("/dialogue") ? "#dialogue" : section.endsWith("/message") ? "#message" : `#galerie-${section.split("/").at(-1)}`).waitFor();
    await visit(page, `the gallery: ${section.split("/").at(-1)}`);
  }
  await context.close();
}
