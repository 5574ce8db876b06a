// Fills a whole request from a dossier's file, as a person would: step by step, each control found by its role and its label, and
// answered in the words of a French form (« 01/09/2026 », « 1 234,56 »), whatever the procedure.
//
//   const example = await readExample("opco-mobilites.contrat-apprentissage", "recevable.json");
//   await fillRequest(page, example)         // from the home page to « Vérifiez… »
//   await send(page)                         // to the receipt, whose number it gives
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pdfFile } from "./fixture.mjs";
import { button, command, root, site } from "./harness.mjs";
import { main, next, onStep } from "./steps.mjs";

/// The procedure as the page gets it, and the dossier.
export async function readExample(id, file) {
  const index = JSON.parse(await readFile(path.join(site, "procedures/index.json"), "utf8"));
  const entry = index.procedures.find((one) => one.id === id);
  assert.ok(entry, `${id} is not offered by the page`);
  const text = await readFile(path.join(site, "procedures", entry.fichier), "utf8");
  const procedure = JSON.parse(entry.ligne ? text.split("\n")[entry.ligne - 1].replace(/,$/, "") : text);
  const dossier = JSON.parse(await readFile(path.join(root, "tests/procedures", id, file), "utf8"));
  // A new dossier has some answers from the start; the file may be silent of those.
  for (const item of procedure.steps.flatMap((step) => step.sections.flatMap(({ items }) => items))) {
    if (item.field && item.initial !== undefined && at(dossier.reponses, item.field) === undefined) put(dossier.reponses, item.field, item.initial);
  }
  const source = path.join(await mkdtemp(path.join(tmpdir(), "guichet-example-")), "dossier.json");
  await writeFile(source, JSON.stringify(dossier));
  return { procedure, entry, source, dossier };
}

/// What is sent of that file, by the command.
export const payloadOf = (source, today) =>
  JSON.parse(execFileSync(command, ["payload", "--today", today, source], { encoding: "utf8", cwd: root }));

const two = (digits) => String(digits).padStart(2, "0");
const hundredths = (value) => `${Math.trunc(value / 100)},${two(value % 100)}`;

/// How a person writes that answer.
function written(field, value) {
  switch (field.kind) {
    case "date": return value.split("-").reverse().join("/");
    case "year_month": return value.split("-").reverse().join("/");
    case "money": case "hours": case "percentage": return hundredths(value);
    default: return String(value);
  }
}

const choiceLabel = (procedure, field, code) => {
  const list = procedure.nomenclatures.find((one) => one.id === field.nomenclature);
  const choice = list.choices.find((one) => (Array.isArray(one) ? one[0] : one.code) === code);
  assert.ok(choice, `${field.field}: ${code} is not in ${field.nomenclature}`);
  return Array.isArray(choice) ? choice[1] : choice.label;
};

/// What the control with that id is, or nothing when it is not on the screen.
const shape = (control) => control.evaluate((element) => {
  const role = element.getAttribute("role");
  if (role === "combobox") return "searched";
  if (element.tagName === "SELECT") return "select";
  if (element.tagName === "INPUT" && element.type === "checkbox") return "checkbox";
  if (element.tagName === "INPUT" || element.tagName === "TEXTAREA") return "text";
  return "boxes";
});

const roles = { searched: "combobox", select: "combobox", checkbox: "checkbox", text: "textbox" };

async function answer(page, procedure, control, field, value) {
  const what = await shape(control);
  const role = roles[what];
  if (role) {
    const named = page.getByRole(role, { name: field.label, exact: true }).and(control);
    assert.equal(await named.count(), 1, `${field.field}: a ${role} called « ${field.label} »`);
  }
  if (what === "checkbox") return control.setChecked(value === true);
  if (what === "select") return void (await control.selectOption({ label: choiceLabel(procedure, field, value) }));
  if (what === "boxes") {
    if (typeof value === "boolean") return control.getByRole("radio", { name: value ? "Oui" : "Non", exact: true }).check();
    for (const code of Array.isArray(value) ? value : [value]) {
      const box = choiceLabel(procedure, field, code);
      await control.getByRole("radio", { name: box, exact: true }).or(control.getByRole("checkbox", { name: box, exact: true })).check();
    }
    return;
  }
  await control.fill(what === "searched" && field.kind === "choice" ? choiceLabel(procedure, field, value) : written(field, value));
  await control.press("Tab");
}

const at = (answers, dotted) => dotted.split(".").reduce((inner, name) => inner?.[name], answers);
function put(answers, dotted, value) {
  const names = dotted.split(".");
  const last = names.pop();
  names.reduce((inner, name) => (inner[name] ??= {}), answers)[last] = value;
}
const byId = (page, id) => page.locator(`[id="${id}"]`);

/// The page has shown what the last answer changes.
const shown = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))));

async function answerIfThere(page, procedure, field, value, control) {
  await shown(page);
  if (await control.count() === 0) return false;
  await answer(page, procedure, control, field, value);
  return true;
}

/// Answers what is asked; once more through what was not asked yet, since a later answer may ask for it. Gives what never was.
async function answerAll(items, answerOne) {
  let left = items;
  for (let before = Infinity; left.length && left.length < before;) {
    before = left.length;
    const missing = [];
    for (const item of left) if (!(await answerOne(item))) missing.push(item);
    left = missing;
  }
  return left.map(({ field }) => field);
}

async function fillRows(page, procedure, group, rows, notes) {
  for (const row of rows) {
    await byId(page, `${group.group}-ajouter`).click();
    await button(page, "Enregistrer et revenir à la liste").waitFor();
    const asked = group.items.filter((field) => row[field.field] !== undefined && field.computed === undefined);
    notes.push(...await answerAll(asked, (field) => answerIfThere(page, procedure, field, row[field.field],
      page.locator(`[id^="${group.group}."][id$=".${field.field}"]`))));
    await button(page, "Enregistrer et revenir à la liste").click();
    await byId(page, `${group.group}-ajouter`).or(page.getByRole("table")).first().waitFor();
  }
}

/// « Sélectionner… » by SIRET in the directory: the fields that it fills need no hand.
export async function lookUp(page, path, siret) {
  await byId(page, `chercher-${path}`).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^SIRET/ }).first().fill(siret);
  await dialog.getByRole("button", { name: "CHERCHER" }).click();
  await dialog.getByRole("button", { name: /^Sélectionner/ }).click();
  await dialog.waitFor({ state: "detached" });
}

async function fillStep(page, { procedure, dossier }, step, { lookups = {} }) {
  const notes = [];
  const items = step.sections.flatMap((section) => section.items);
  for (const { field } of items) if (field && lookups[field] !== undefined) await lookUp(page, field, lookups[field]);
  const asked = items.filter((item) => item.field && item.computed === undefined && at(dossier.reponses, item.field) !== undefined);
  notes.push(...await answerAll(asked, (item) =>
    answerIfThere(page, procedure, item, at(dossier.reponses, item.field), byId(page, item.field))));
  for (const item of items) {
    if (item.group && dossier.reponses[item.group]) {
      await fillRows(page, procedure, item, dossier.reponses[item.group], notes);
    } else if (item.attachment) {
      for (const piece of (dossier.pieces ?? []).filter(({ zone }) => zone === item.attachment)) {
        await page.getByLabel(item.label, { exact: true }).first().setInputFiles(pdfFile(piece.nom.replace(/\.\w+$/, ".pdf")));
        await page.getByText(piece.nom.replace(/\.\w+$/, ".pdf")).first().waitFor();
      }
    }
  }
  return notes;
}

/// From home to « Vérifiez… ». Gives the paths of the file that no control on the screen asked for.
export async function fillRequest(page, example, options = {}) {
  const { procedure, entry } = example;
  await page.getByRole("link", { name: "Créer une demande" }).or(button(page, "Créer une demande")).first().click();
  await byId(page, `procedure-${entry.id}`).click();
  const notes = [];
  for (const [number, step] of procedure.steps.entries()) {
    await onStep(page, new RegExp(step.title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/['’]/g, "['’]")));
    notes.push(...await fillStep(page, example, step, options));
    if (number + 1 < procedure.steps.length) await next(page);
  }
  await button(page, "VALIDER").click();
  await onStep(page, /Vérifi/);
  return notes;
}

export async function send(page) {
  await button(page, "Envoyer la demande").click();
  await onStep(page, /Demande (envoyée|transmise)/);
  return /[A-Z]+-\d{4}-\d{6}/.exec(await main(page).innerText())?.[0];
}
