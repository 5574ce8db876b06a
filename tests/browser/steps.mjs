// What a person does in the page, in their own words: found by role and accessible name only.
import assert from "node:assert/strict";
import { action, employer, organisationSiret, pdfFile, trainee } from "./fixture.mjs";
import { button, field } from "./harness.mjs";

/// A control's own group, where two have the same label (the employer's SIRET and the organisation's).
export const main = (page) => page.getByRole("main");

/// Waits until the step's heading is the one asked for.
export async function onStep(page, title) {
  await main(page).getByRole("heading", { level: 1, name: title }).waitFor();
}

export async function next(page) {
  await button(page, "SUIVANT").click();
}

/// From home to the first step of a new « Action de formation ».
export async function startRequest(page) {
  await page.getByRole("link", { name: "Créer une demande" }).or(button(page, "Créer une demande")).first().click();
  // Several portals have requests of nearly the same name: the heading above says which is whose.
  await page.getByRole("group", { name: /^OPCO Mobilités/ }).getByRole("button", { name: /^Action de formation/ }).click();
  await onStep(page, /L'Employeur/);
}

/// Types into a field as a person does: click, type, leave.
export async function fill(page, name, text) {
  const control = field(page, name).first();
  await control.click();
  await control.fill(text);
  await control.blur();
}

export async function fillEmployer(page) {
  for (const [name, text] of Object.entries(employer)) await fill(page, name, text);
}

/// « Sélectionner ou créer un organisme de formation », by complete SIRET, from the receiver's directory.
export async function pickOrganisation(page) {
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  const dialog = page.getByRole("dialog", { name: "Sélectionner un organisme de formation" });
  await dialog.waitFor();
  await dialog.getByRole("textbox", { name: "SIRET (complet)" }).fill(organisationSiret);
  await dialog.getByRole("button", { name: "CHERCHER" }).click();
  await dialog.getByRole("button", { name: /^Sélectionner/ }).click();
  await dialog.waitFor({ state: "detached" });
}

export async function fillAction(page) {
  for (const [name, text] of Object.entries(action)) await fill(page, name, text);
}

/// Chooses in a select or among radios, by the label of the choice.
export async function choose(page, name, choice) {
  const select = page.getByRole("combobox", { name, exact: true });
  if (await select.count()) return void (await select.selectOption({ label: choice }));
  await page.getByRole("radiogroup", { name }).or(page.getByRole("group", { name })).first()
    .getByRole("radio", { name: choice, exact: true }).check();
}

export async function addTrainee(page, changes = {}) {
  await button(page, "AJOUTER").click();
  for (const [name, text] of Object.entries({ ...trainee, ...changes })) await fill(page, name, text);
  await choose(page, "Sexe", "Masculin");
  await choose(page, "CSP", "Employé");
  await choose(page, "Niveau de formation initial", "Niveau 4 : baccalauréat");
  await button(page, "Enregistrer et revenir à la liste").click();
  await page.getByRole("table").waitFor();
}

export async function addProgramme(page) {
  await page.getByLabel("Programme de l'action").setInputFiles(pdfFile());
  await page.getByText("programme.pdf").first().waitFor();
}

export async function fillSynthesis(page) {
  await fill(page, "Fait à", "Illzach");
  await page.getByRole("checkbox", { name: /J'atteste sur l'honneur/ }).check();
}

/// From the stagiaires, which are there, to the end of the last step.
export async function fillTheRest(page) {
  await next(page);
  await onStep(page, /pi[eè]ces jointes/);
  await addProgramme(page);
  await next(page);
  await onStep(page, /Synthèse/);
  await fillSynthesis(page);
}

/// Every step of a complete, acceptable request, up to the check-answers page.
export async function fillAll(page) {
  await startRequest(page);
  await fillEmployer(page);
  await next(page);
  await onStep(page, /La Formation/);
  await pickOrganisation(page);
  await fillAction(page);
  await next(page);
  await onStep(page, /stagiaire/);
  await addTrainee(page);
  await fillTheRest(page);
}

export function assertQuiet(complaints) {
  assert.deepEqual(complaints, [], "the page complained in its console");
}
