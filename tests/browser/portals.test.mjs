// The four portals in a browser: chosen, used from the dashboard to a filtered list, with the keyboard where it matters, and off line.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, kept, openPage, putDossiers, root, startReceiver } from "./harness.mjs";
import { main, onStep } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

const complete = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
const id = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const heading = (page, name) => main(page).getByRole("heading", { level: 1, name }).waitFor();
const menu = (page, portal) => page.getByRole("navigation", { name: portal });

/// A page on which these dossiers are kept, at that address.
async function openWith(dossiers, hash) {
  const opened = await openPage(receiver.url);
  await putDossiers(opened.page, dossiers);
  await opened.page.goto(`${receiver.url}${hash}`);
  await opened.page.reload();
  return opened;
}

function variant(number, title, more = {}) {
  const dossier = { ...structuredClone(complete), id: id(number), nom: title, ...more };
  dossier.reponses.formation.intitule = title;
  return dossier;
}

test("from the list of portals to a request of one, which its dashboard and its list then show", async () => {
  const { page, context } = await openPage(receiver.url);
  await page.getByRole("link", { name: "Portails", exact: true }).click();
  await heading(page, "Portails");
  await page.getByRole("link", { name: "Ouvrir CONNECT'" }).click();
  await heading(page, "Bienvenue sur CONNECT'");
  await page.getByRole("link", { name: "Saisir une nouvelle demande" }).click();
  await page.getByRole("button", { name: /^Commencer\s: Action individuelle$/ }).click();
  await page.waitForFunction(() => location.hash.startsWith("#/dossiers/"));
  await page.waitForTimeout(600);
  await page.goto(`${receiver.url}#/portails/connect`);
  await main(page).getByText("À compléter").waitFor();
  await main(page).getByRole("link", { name: "En préparation" }).click();
  await heading(page, "Mes demandes");
  assert.equal(new URL(page.url()).hash, "#/portails/connect/demandes/en-preparation");
  assert.equal(await page.locator("#liste-portail tbody tr").count(), 1);
  assert.deepEqual(await page.locator("#liste-portail thead th").allTextContents(),
    ["Sélection", "Numéro Dossier", "Statut de la demande adhérent", "Date de création", "Nom Demandeur"]);
  assert.equal(await menu(page, "CONNECT'").getByRole("link", { name: "Mes demandes" }).getAttribute("aria-current"), "page");
  await context.close();
});

test("advanced search answers to Enter, says what it cannot read at the field, and is undone by « Réinitialiser les critères »", async () => {
  const { page, context } = await openWith([variant(1, "Permis poids lourd"), variant(2, "Anglais")], "#/portails/m-gestion/demandes");
  const rows = page.locator("#liste-portail tbody tr");
  await rows.nth(1).waitFor();
  await page.getByText("Recherche avancée", { exact: true }).click();
  const title = page.getByRole("textbox", { name: "Intitulé" });
  await title.fill("anglais");
  assert.equal(await rows.count(), 2);
  await title.press("Enter");
  await page.getByText("1 élément – Recherche avancée").waitFor();
  assert.equal(await rows.count(), 1);
  const from = page.getByRole("textbox", { name: "Début à partir du" });
  await from.fill("demain");
  await button(page, "Rechercher").click();
  await page.getByText(/cette date ne se lit pas/).waitFor();
  assert.equal(await from.getAttribute("aria-invalid"), "true");
  await page.waitForFunction(() => document.activeElement?.id === "critere-du");
  await button(page, "Réinitialiser les critères").click();
  await page.getByText("2 éléments", { exact: true }).waitFor();
  assert.equal(await title.inputValue(), "");
  // The tabs by arrows, as everywhere.
  await page.getByRole("tab", { name: /^Tous/ }).focus();
  await page.keyboard.press("Home");
  await page.getByText("2 éléments – Filtré par Brouillon", { exact: true }).waitFor();
  assert.equal(new URL(page.url()).hash, "#/portails/m-gestion/demandes/brouillons");
  await context.close();
});

test("what is granted waits for its invoice; the assistance of another portal is not written to about it, and its glossary opens", async () => {
  const sent = variant(3, "Bilan", {
    procedure: complete.procedure, statut: "accorde",
    recu: { numero: "AF-2026-000009", date: "2026-11-20T10:00:00Z", empreinte: "0".repeat(64), connecteur: "guichet" },
  });
  const { page, context } = await openWith([sent], "#/portails/m-gestion");
  await main(page).getByText("À facturer").waitFor();
  await page.goto(`${receiver.url}#/portails/plateforme-cfa/aide`);
  await heading(page, "Aide et contact");
  await main(page).getByRole("link", { name: "centrerelationclient@opco-sante.fr" }).waitFor();
  assert.equal(await main(page).getByRole("link", { name: /au sujet du dossier/ }).count(), 0, "a dossier of another portal");
  const question = main(page).getByText("Que veulent dire les états des dossiers ?");
  await question.click();
  await main(page).getByText(/En attente.: incomplet/).waitFor();
  await context.close();
});

test("a portal opens without a network, once the page has been kept", async () => {
  const { page, context } = await openWith([variant(1, "Permis poids lourd")], "#/portails/m-gestion");
  await main(page).getByText("Permis poids lourd").waitFor();
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await heading(page, "Bienvenue sur M-Gestion");
  await main(page).getByText("Permis poids lourd").waitFor();
  await context.setOffline(false);
  await context.close();
});
