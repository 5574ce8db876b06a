// The whole journey without a mouse: Tab, typing, Space, Enter and the arrows, nothing else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { action, employer, organisationSiret, pdfFile, trainee } from "./fixture.mjs";
import { closeBrowser, openPage, startReceiver } from "./harness.mjs";
import { assertQuiet, main, onStep } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// Name of the element in focus, as its label or text gives it.
const focusName = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (element === document.body) return ""; // nowhere
  const text = element.getAttribute("aria-label")
    ?? element.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ")
    ?? (element.labels?.length ? [...element.labels].map((label) => label.textContent).join(" ") : element.textContent);
  return text.replace(/\s+/g, " ").trim();
});

/// Tabs on until the control of that name has the focus; fails after a whole round of the page.
async function tabTo(page, name) {
  const wanted = name instanceof RegExp ? name : new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}( ?\\*)?$`);
  const seen = [];
  for (let press = 0; press < 150; ++press) {
    await page.keyboard.press("Tab");
    const now = await focusName(page);
    if (wanted.test(now)) return;
    seen.push(now.slice(0, 30));
  }
  assert.fail(`Tab never reached ${wanted}; it went: ${[...new Set(seen)].join(" · ")}`);
}
async function typeInto(page, name, text) {
  await tabTo(page, name);
  await page.keyboard.type(text);
}
async function press(page, name) {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}
/// A select takes typed letters; a radio group takes arrows.
async function pick(page, name, choice) {
  for (let tries = 0; tries < 150; ++tries) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const element = document.activeElement;
      const group = element.closest("fieldset, [role=radiogroup]");
      const label = element.labels?.[0]?.textContent ?? "";
      const named = group?.querySelector("legend")?.textContent
        ?? document.getElementById(group?.getAttribute("aria-labelledby") ?? "")?.textContent ?? group?.getAttribute("aria-label") ?? "";
      return { tag: element.tagName, type: element.type, label, named };
    });
    if (here.tag === "SELECT" && here.label.startsWith(name)) return void (await page.keyboard.type(choice));
    if (here.type === "radio" && here.named.startsWith(name)) {
      await page.keyboard.press("Space");
      for (let step = 0; step < 12; ++step) {
        if ((await focusName(page)).startsWith(choice)) return;
        await page.keyboard.press("ArrowDown");
      }
    }
  }
  assert.fail(`no choice called ${name}`);
}

test("a whole request is prepared, checked and sent with the keyboard alone", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await page.mouse.move(0, 0);
  page.on("filechooser", () => {}); // caught from now on: asked for at the last moment, it can come too late
  await press(page, "Créer une demande");
  await onStep(page, "Créer une demande");
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
  await main(page).getByText(/Action de formation/).first().waitFor();
  await press(page, /Action de formation/);
  await onStep(page, /L'Employeur/);
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the focus is on the new step's heading");
  for (const [name, text] of Object.entries(employer)) await typeInto(page, name, text);
  await press(page, "SUIVANT");
  await onStep(page, /La Formation/);
  await press(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
  await page.getByRole("dialog").waitFor();
  await page.waitForFunction(() => document.activeElement.closest("dialog"));
  if (!/SIRET \(complet\)/.test(await focusName(page))) await tabTo(page, /SIRET \(complet\)/);
  await page.keyboard.type(organisationSiret);
  await press(page, "CHERCHER");
  await page.getByRole("dialog").getByRole("button", { name: /^Sélectionner/ }).waitFor();
  await press(page, /^Sélectionner/);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  for (const [name, text] of Object.entries(action)) await typeInto(page, name, text);
  await press(page, "SUIVANT");
  await onStep(page, /stagiaire/);
  await press(page, "AJOUTER");
  await page.waitForFunction(() => location.hash.includes("/stagiaires/"));
  await page.waitForTimeout(200);
  await typeInto(page, "Date de naissance", trainee["Date de naissance"]);
  await typeInto(page, "Nom", trainee.Nom);
  await typeInto(page, "Prénom", trainee["Prénom"]);
  await pick(page, "Sexe", "Masculin");
  await pick(page, "CSP", "Employé");
  await pick(page, "Niveau de formation initial", "Niveau 4");
  await press(page, "Enregistrer et revenir à la liste");
  await page.getByRole("table").waitFor();
  await press(page, "SUIVANT");
  await onStep(page, /pi[eè]ces jointes/);
  await tabTo(page, /Programme de l'action/);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles(pdfFile());
  await page.getByText("programme.pdf").first().waitFor();
  await press(page, "SUIVANT");
  await onStep(page, /Synthèse/);
  await typeInto(page, "Fait à", "Illzach");
  await tabTo(page, /J'atteste sur l'honneur/);
  await page.keyboard.press("Space");
  await press(page, "VALIDER");
  await onStep(page, /Vérifi/);
  await press(page, "Envoyer la demande");
  await onStep(page, /Demande (envoyée|transmise)/);
  assert.match(await main(page).innerText(), /AF-\d{4}-\d{6}/);
  assertQuiet(complaints);
  await context.close();
});
