// What a screen reader is told without being asked: each event is spoken once, where it can be heard (a live region behind a
// dialog is silent), errors stand at their fields, progress has its figure, and the focus is never lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startFaultProxy } from "./fault-proxy.mjs";
import { organisationSiret, pdfFile } from "./fixture.mjs";
import { button, closeBrowser, field, openPage, putDossiers, root, startReceiver } from "./harness.mjs";
import { addProgramme, addTrainee, fill, fillAll, main, next, onStep, startRequest } from "./steps.mjs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

let receiver;
let proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => { await closeBrowser(); await proxy.stop(); await receiver.stop(); });

const complete = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));

/// From now on, what the live regions say, and every alert that comes; what is said where nobody hears it is told with « (muet) ».
const listen = (page) => page.evaluate(() => {
  window.__said = [];
  const say = (region, text) => {
    const modal = document.querySelector("dialog:modal");
    if (text.trim()) window.__said.push((modal && !modal.contains(region) ? "(muet) " : "") + text.replace(/[\u00a0\u202f]/g, " ").trim());
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const element = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
      const region = element?.closest?.(".live, [role=status]");
      // Of a region that is not atomic, what changed is said.
      if (region) say(region, region.ariaAtomic === "false" ? element.textContent : region.textContent);
      for (const node of addedNodes) {
        for (const alert of node.querySelectorAll?.("[role=alert]:not(.live)") ?? []) say(alert, alert.innerText);
        if (node.matches?.("[role=alert]:not(.live)")) say(node, node.innerText);
      }
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
});
const said = (page) => page.evaluate(() => window.__said);
/// Waits until that was said; it was said once, and aloud. What comes within 150 ms is said in one breath, so a sentence may
/// have another before or after it.
async function hears(page, sentence) {
  const pattern = new RegExp(sentence.source.replace(/^\^/, "(?:^|[.:] )").replace(/\$$/, "(?:$| )"));
  await page.waitForFunction((source) => window.__said.some((one) => new RegExp(source).test(one)), pattern.source).catch(async () => {
    assert.fail(`never said: ${pattern}; said: ${JSON.stringify(await said(page))}`);
  });
  const all = (await said(page)).filter((one) => pattern.test(one));
  assert.equal(all.length, 1, `said ${all.length} times: ${JSON.stringify(all)}`);
  assert.ok(!all[0].startsWith("(muet)"), `said where nobody hears it: ${all[0]}`);
  await page.evaluate((source) => { window.__said = window.__said.filter((one) => !new RegExp(source).test(one)); }, pattern.source);
}

/// The node of a control in the browser's accessibility tree.
async function told(page, id) {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send("Runtime.evaluate", { expression: `document.getElementById(${JSON.stringify(id)})` });
  const { nodes } = await session.send("Accessibility.getPartialAXTree", { objectId: result.objectId, fetchRelatives: false });
  await session.detach();
  const [node] = nodes;
  return {
    role: node.role.value, name: node.name?.value ?? "", description: (node.description?.value ?? "").replace(/\s/g, " "), value: node.value?.value,
    ...Object.fromEntries((node.properties ?? []).map((one) => [one.name, one.value.value])),
  };
}

const focused = (page) => page.evaluate(() => document.activeElement.id);

test("each event of the form is spoken, once", async () => {
  const { page, context } = await openPage(proxy.url);
  await listen(page);
  await startRequest(page);
  await next(page);
  await hears(page, /^2 points à corriger\.$/);
  await fill(page, "Adresse", "24 avenue de Hollande");
  await hears(page, /^Enregistré sur cet appareil\.$/);
  await fill(page, "Code postal", "01000");
  await hears(page, /^2 communes pour le code postal 01000 : choisissez\.$/);
  await fill(page, "Code postal", "99999");
  await hears(page, /^Aucune commune ne porte ce code postal\.$/);
  await button(page, "Continuer sans corriger").click();
  await onStep(page, /La Formation/);
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "SIRET (complet)" }).fill(organisationSiret);
  await dialog.getByRole("button", { name: "CHERCHER" }).focus();
  proxy.set({ match: "/api/annuaire", delayMs: 600 });
  await page.keyboard.press("Enter");
  await hears(page, /^Recherche en cours\.$/);
  await hears(page, /^Établissement trouvé : /);
  assert.equal(await focused(page), "chercher", "who searched is where they searched");
  proxy.clear();
  proxy.set({ match: "/api/annuaire", status: 503 });
  await page.keyboard.press("Enter");
  await hears(page, /^(Recherche en cours\. )?Le service est indisponible : /);
  proxy.clear();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: /stagiaire/ }).click();
  await onStep(page, /stagiaire/);
  await addTrainee(page);
  await hears(page, /^Enregistrement : Stagiaire \d+\.$/);
  await page.getByRole("button", { name: /^Supprimer Stagiaire 1/ }).click();
  await hears(page, /^Suppression : Stagiaire \d+\. Vous pouvez annuler\.$/);
  await button(page, "Annuler").click();
  await hears(page, /^Suppression annulée : Stagiaire \d+\.$/);
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: /pièces/ }).click();
  await onStep(page, /pi[eè]ces jointes/);
  await addProgramme(page);
  await hears(page, /^Fichier déposé : programme\.pdf\.$/);
  const note = path.join(path.dirname(pdfFile()), "notes.pdf");
  await writeFile(note, "ceci n’est pas un PDF");
  await page.getByLabel("Programme de l'action", { exact: true }).setInputFiles(note);
  await hears(page, /notes\.pdf : ce fichier n’est pas d’un type accepté/);
  await context.close();
});

test("the number of people found is spoken as it changes, in the dialog", async () => {
  const { page, context } = await openPage(proxy.url);
  await putDossiers(page, [complete]);
  await page.reload();
  await startRequest(page);
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: /stagiaire/ }).click();
  await onStep(page, /stagiaire/);
  await button(page, "AJOUTER").click();
  await button(page, "SÉLECTIONNER OU CRÉER LE STAGIAIRE").click();
  await listen(page);
  const filter = page.getByRole("dialog").getByRole("textbox");
  await filter.fill("bœuf");
  await hears(page, /^1 résultat\.$/);
  await filter.fill("bœufs");
  await hears(page, /^Aucun résultat\.$/);
  await context.close();
});

test("an error is told at its field, with required, invalid and the hint; and no more once it is mended", async () => {
  const { page, context } = await openPage(proxy.url);
  await startRequest(page);
  assert.equal(await page.getAttribute("html", "lang"), "fr");
  const before = await told(page, "employeur.siret");
  assert.equal(before.name, "SIRET");
  assert.equal(before.required, true);
  assert.equal(before.invalid, "false");
  assert.match(before.description, /14 chiffres/);
  await listen(page);
  await next(page);
  await page.locator("#erreurs").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "erreurs");
  const summary = await told(page, "erreurs");
  assert.deepEqual([summary.role, summary.name.replace(/\s/g, " ")], ["group", "2 points à corriger"]);
  const after = await told(page, "employeur.siret");
  assert.equal(after.invalid, "true");
  assert.match(after.description, /14 chiffres.*Erreur : Indiquez le SIRET/s);
  await hears(page, /^2 points à corriger\.$/);
  await fill(page, "SIRET", "831 352 976 00011");
  await page.waitForFunction(() => /1\spoint/.test(document.getElementById("erreurs").innerText));
  assert.equal((await told(page, "employeur.siret")).invalid, "false");
  await page.waitForTimeout(400);
  assert.deepEqual((await said(page)).filter((one) => /point/.test(one)), [], "the summary is not read out again at each correction");
  await context.close();
});

test("a dialog keeps the focus and gives it back; what loses its control leaves the focus at a heading", async () => {
  const { page, context } = await openPage(proxy.url);
  await startRequest(page);
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: /La Formation/ }).click();
  await onStep(page, /La Formation/);
  const opener = button(page, "SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION");
  await opener.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.waitForFunction(() => document.activeElement.closest("dialog"));
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let press = 0; press < 12; ++press) {
      await page.keyboard.press(key);
      const outside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement.closest("dialog"));
      assert.ok(!outside, `${key} led out of the dialog`);
    }
  }
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.match(await page.evaluate(() => document.activeElement.textContent), /MODÈLE DE FORMATION/);

  // The message that is closed takes its button along.
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("textbox").fill("Contrôle");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Fermer le message" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Fermer le message" }).waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
  await context.close();
});

test("sending says how far it is, and a failure is one alert that leaves the focus in the page", async () => {
  const { page, context } = await openPage(proxy.url);
  await fillAll(page);
  await button(page, "VALIDER").click();
  await onStep(page, /Vérifi/);
  await listen(page);
  proxy.set({ match: "/api/dossiers", delayMs: 6_000, status: 403 });
  await button(page, "Envoyer la demande").click();
  await hears(page, /^Envoi en cours\.$/);
  await page.getByRole("progressbar", { name: "Avancement de l’envoi" }).waitFor();
  await button(page, "Annuler l’envoi").focus();
  await hears(page, /^La demande n’est pas partie\./);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the button in focus went with the sending");
  proxy.clear();
  proxy.set({ match: "/pieces/", delayMs: 4_000 });
  await button(page, "Réessayer").click();
  await main(page).getByText("Envoi de la pièce 1 sur 1 : programme.pdf").waitFor();
  await page.waitForFunction(() => document.querySelector("progress")?.hasAttribute("value"));
  const bar = await told(page, "envoi-avancement");
  assert.deepEqual([bar.role, bar.name, bar.valuemax], ["progressbar", "Avancement de l’envoi", 1]);
  assert.ok(bar.value > 0 && bar.value <= 1, `${bar.value}`);
  assert.equal(await page.getAttribute("#envoi-avancement", "aria-valuetext"), `${Math.round(bar.value * 100)} %`);
  proxy.clear();
  await onStep(page, /Demande transmise/);
  await hears(page, /^Demande transmise sous le numéro AF-/);
  await context.close();
});

test("old news does not stay at the end of the page", async () => {
  const { page, context } = await openPage(proxy.url);
  await listen(page);
  await startRequest(page);
  await fill(page, "Adresse", "24 avenue de Hollande");
  await hears(page, /^Enregistré sur cet appareil\.$/);
  await page.waitForFunction(() => [...document.querySelectorAll(".live")].every((one) => one.textContent === ""), undefined, { timeout: 12_000 });
  assert.equal(await field(page, "SIRET").count(), 1);
  await context.close();
});
