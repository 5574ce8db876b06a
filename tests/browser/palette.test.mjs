// The pairs of colours that assets/theme.json vouches for (tests/node/palette.test.mjs) are all that the screens use: every text of
// every screen in plain HTML, in each palette, stands on a ground that the theme names for it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { contrast } from "./contrast.mjs";
import { button, closeBrowser, openPage, putDossiers, ready, root, startReceiver } from "./harness.mjs";
import { main, onStep, startRequest } from "./steps.mjs";

const { palettes, pairs } = JSON.parse(await readFile(path.join(root, "assets/theme.json"), "utf8"));
const media = {
  light: { colorScheme: "light", contrast: "no-preference" }, dark: { colorScheme: "dark", contrast: "no-preference" },
  contrast_light: { colorScheme: "light", contrast: "more" }, contrast_dark: { colorScheme: "dark", contrast: "more" },
};

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// Each text's colour on the first opaque ground behind it, with an example.
const textsOnGrounds = (page) => page.evaluate(() => {
  const hex = (colour) => {
    const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return a === 0 ? undefined : `#${[r, g, b].map((one) => Math.round(one).toString(16).padStart(2, "0")).join("")}`;
  };
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const found = hex(getComputedStyle(one).backgroundColor);
      if (found) return found;
    }
    return undefined;
  };
  const found = {};
  const walker = document.createTreeWalker(document.getElementById("guichet"), NodeFilter.SHOW_TEXT);
  const note = (element, text) => {
    if (!element.checkVisibility() || element.matches(":disabled") || element.closest(".visually-hidden, .r-skip-link, #papier")) return;
    found[`${hex(getComputedStyle(element).color)} ${ground(element)}`] ??= `${element.className}: ${text.slice(0, 40)}`;
  };
  while (walker.nextNode()) if (walker.currentNode.data.trim()) note(walker.currentNode.parentElement, walker.currentNode.data);
  for (const control of document.querySelectorAll("#guichet :is(input:not([type=checkbox], [type=radio], [type=file]), textarea, select)")) note(control, control.id);
  return found;
});

test("every text stands on a ground that the theme vouches for, in each palette", async () => {
  const { page, context } = await openPage(`${receiver.url}?html=1`);
  const seen = new Set();
  const look = async (where) => {
    for (const [name, wanted] of Object.entries(media)) {
      await page.emulateMedia(wanted);
      const listed = new Set(pairs.text.map(([front, back]) => `${palettes[name][front]} ${palettes[name][back]}`));
      for (const [pair, example] of Object.entries(await textsOnGrounds(page))) {
        const [front, back] = pair.split(" ");
        assert.ok(listed.has(pair), `${where}, ${name}: ${pair} (${contrast(front, back).toFixed(2)} to 1) is no pair of the theme: ${example}`);
        seen.add(`${name} ${pair}`);
      }
    }
  };
  await look("home, empty");
  await startRequest(page);
  await button(page, "SUIVANT").click();
  await page.getByRole("alert").first().waitFor();
  await look("refused");
  await page.goto(`${receiver.url}?html=1#/`);
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  await putDossiers(page, [dossier]);
  await page.reload();
  await ready(page);
  await look("home");
  for (const place of ["employeur", "formation", "stagiaires", "stagiaires/stagiaires/r1", "pieces", "synthese", "verification"]) {
    await page.evaluate((hash) => { location.hash = hash; }, `#/dossiers/${dossier.id}/${place}`);
    await page.waitForFunction((end) => location.hash.endsWith(end) && document.querySelector("main h1"), place);
    await page.waitForTimeout(150);
    await look(place);
  }
  await page.evaluate((hash) => { location.hash = hash; }, `#/dossiers/${dossier.id}/formation`);
  await onStep(page, /La Formation/);
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  await page.getByRole("dialog").waitFor();
  await look("dialog");
  for (const [route, heading] of [["#/accessibilite", "Accessibilité"], ["#/a-propos", "À propos"], ["#/nouvelle", "Créer une demande"]]) {
    await page.goto(`${receiver.url}?html=1${route}`);
    await main(page).getByRole("heading", { level: 1, name: heading }).waitFor();
    await look(route);
  }
  // What a person comes to after the sending, and the portals.
  const id = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  const receipt = { numero: "AF-2026-000001", date: "2026-11-21T10:00:00Z", empreinte: "0".repeat(64), connecteur: "recepteur" };
  await putDossiers(page, [
    { ...dossier, id: id(2), nom: "Bilan", statut: "accorde", recu: receipt }, { ...dossier, id: id(3), nom: "Anglais", statut: "refuse", recu: receipt },
    { ...dossier, id: id(4), nom: "Soudure", statut: "a_completer", recu: receipt },
  ]);
  await page.reload();
  for (const [route, heading] of [
    [`#/dossiers/${id(2)}/recu`, "Demande transmise"], [`#/dossiers/${id(3)}/recu`, "Demande transmise"], [`#/dossiers/${id(2)}/employeur`, "L'Employeur"],
    ["#/demandes", "Toutes mes demandes"], ["#/envois", "File d’envoi"], ["#/portails", "Portails"], ["#/portails/m-gestion", "Bienvenue sur M-Gestion"],
    ["#/portails/m-gestion/demandes", "Mes demandes"], ["#/portails/mes-services/demander", "Demander un financement"],
    ["#/portails/plateforme-cfa/aide", "Aide et contact"], ["#/nulle-part", "Page introuvable"],
  ]) {
    await page.goto(`${receiver.url}?html=1${route}`);
    await main(page).getByRole("heading", { level: 1, name: heading }).waitFor();
    await look(route);
  }
  // The outbox with a request that waits: the network is away when it is sent.
  await page.goto(`${receiver.url}?html=1#/dossiers/${dossier.id}/verification`);
  await onStep(page, /Vérifi/);
  await context.setOffline(true);
  await button(page, "Envoyer la demande").click();
  await main(page).getByText(/hors connexion/).first().waitFor();
  await look("sending, without the network");
  await page.evaluate(() => { location.hash = "#/envois"; });
  await main(page).getByRole("button", { name: /^Retirer de la file/ }).waitFor();
  await look("the outbox");
  assert.ok(seen.size > 40, `only ${seen.size} pairs were seen`);
  await context.close();
});
