// Figures of the page in Chromium against tests/bench/page-budget.json: the first mirror and layout of a step of 60 fields,
// beside what the same elements cost as plain HTML, the shell's first words, a key and a condition in it, and one stagiaire more after 200: the page on which to fill it in, then the list with it; a home page of 1,000 dossiers.
// Medians of several; the budgets are those of the promise, whatever the machine, and the run prints what it saw.
//
//   ./emsdk-env.sh run tools/build.sh dist && ./emsdk-env.sh run node tests/bench/page.mjs [--json]
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { button, closeBrowser, command, openPage, putDossiers, root, site, startReceiver } from "../browser/harness.mjs";
import { onStep } from "../browser/steps.mjs";
import { sampled, watch } from "./peers/page-watch.mjs";

const budget = JSON.parse(await readFile(path.join(root, "tests/bench/page-budget.json"), "utf8"));
const folder = await mkdtemp(path.join(tmpdir(), "guichet-bench-"));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const conditional = "Champ numéro 3";

/// The site with one more procedure: a single step of 60 fields, five of which wait for one answer.
async function siteWithSixtyFields() {
  const made = path.join(folder, "dist");
  // The compressed copies of what is changed here would be served in its place.
  await cp(site, made, { recursive: true, filter: (source) => !/index\.json\.(br|gz)$/.test(source) });
  const kinds = ["text", "integer", "date", "yes_no", "money", "phone"];
  const items = Array.from({ length: 60 }, (_, n) => ({
    field: `mesure.f${n}`, kind: kinds[n % kinds.length], label: `Champ numéro ${n}`, hint: "Une aide d'une ligne sous le nom.",
    required: n % 2 === 0 && kinds[n % kinds.length] !== "yes_no",
    ...(n % 12 === 11 ? { visible: { "!": { var: "mesure.f3" } } } : {}),
    ...(n === 3 ? { initial: false } : {}),
  }));
  const procedure = {
    guichet_procedure: 1, id: "mesure.soixante", version: "1", title: "Soixante champs", organisme: "Mesure",
    description: "Pour mesurer.", steps: [{ id: "mesure", title: "Mesure", sections: [{ id: "mesure", items }] }],
    statuses: [
      { id: "brouillon", label: "Brouillon", lock: "editable", next: ["transmis"] },
      { id: "transmis", label: "Transmis", lock: "locked", next: [] },
    ],
  };
  const file = path.join(made, "procedures/soixante.json");
  await writeFile(file, JSON.stringify(procedure));
  execFileSync(command, ["lint", file], { stdio: ["ignore", "ignore", "inherit"] });
  const index = path.join(made, "procedures/index.json");
  const list = JSON.parse(await readFile(index, "utf8"));
  list.procedures.push({ fichier: "soixante.json", id: procedure.id, titre: procedure.title, organisme: procedure.organisme });
  await writeFile(index, JSON.stringify(list));
  return made;
}

/// The tests' complete dossier, with 200 stagiaires of different names.
async function dossierWithStagiaires(count) {
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  const { nir, ...model } = dossier.reponses.stagiaires[0];
  dossier.reponses.stagiaires = Array.from({ length: count }, (_, n) => ({ ...model, id: `r${n + 1}`, nom: `${model.nom} ${n + 1}` }));
  dossier.reponses.employeur.effectif = 10 * count;
  const file = path.join(folder, "dossier.json");
  await writeFile(file, JSON.stringify(dossier));
  return file;
}

/// The first words of the shell in a window that has never seen the page.
async function firstWords(url, results) {
  const times = [];
  for (let run = 0; run < 5; ++run) {
    const { page, context } = await openPage(url);
    times.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    await context.close();
  }
  results.first_words_ms = median(times);
}

/// What the same elements cost the same browser as a text that it parses and lays out once, in a window as fresh as ours was.
async function plainHtml(url, html) {
  const { page, context } = await openPage(`${url}#/nouvelle`);
  await page.waitForTimeout(300);
  const cost = await page.evaluate((text) => {
    const root = document.getElementById("guichet");
    const start = performance.now();
    root.innerHTML = text;
    root.getBoundingClientRect();
    return performance.now() - start;
  }, html);
  await context.close();
  return cost;
}

async function sixtyFields(url, results) {
  const firsts = [];
  const plain = [];
  const firstRuns = [];
  const typed = [];
  const pauses = [];
  const conditionFrames = [];
  for (let run = 0; run < 5; ++run) {
    const { page, context } = await openPage(`${url}#/nouvelle`);
    const choice = page.getByRole("button", { name: /Soixante champs/ }).or(page.getByRole("link", { name: /Soixante champs/ }));
    await choice.first().waitFor();
    await watch(page);
    await choice.first().click();
    await onStep(page, /Mesure/);
    await page.waitForTimeout(300);
    // Of several patches of a change of page, the one that makes it is the dearest.
    const samples = await sampled(page);
    firsts.push(Math.max(...samples.map((one) => one.mirror + one.layout)));
    const html = await page.evaluate(() => document.getElementById("guichet").innerHTML);
    firstRuns.push({ samples });
    await page.getByRole("textbox", { name: "Champ numéro 0" }).click();
    await page.waitForTimeout(300);
    // One after another, as people type; then after a pause, when the page has something to say about saving. The timer that
    // saves is an event of its own, which the pause keeps out of the frames that are counted.
    for (const [letters, pause, into] of [["abcdefghijkl", 0, typed], ["mnopqr", 500, pauses]]) {
      for (const letter of letters) {
        await page.waitForTimeout(pause);
        await sampled(page);
        await page.keyboard.press(letter);
        await page.waitForTimeout(60);
        into.push({ samples: await sampled(page) });
      }
    }
    await page.mouse.move(2, 2);
    await page.waitForTimeout(500);
    const box = page.getByRole("checkbox", { name: conditional }).or(page.getByRole("group", { name: conditional }).getByRole("radio")).first();
    await box.scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
    await sampled(page);
    // By script: a pointer that comes near is an event of its own.
    await box.evaluate((one) => one.click());
    await page.waitForTimeout(100);
    conditionFrames.push((await sampled(page)).reduce((sum, one) => sum + one.frames, 0));
    await context.close();
    // Afterwards: a page behind another paints nothing.
    plain.push(await plainHtml(url, html));
  }
  results.first_mirror_and_layout_ms = median(firsts);
  results.first_parts = parts(firstRuns);
  results.plain_html_ms = median(plain);
  results.first_to_plain_html = results.first_mirror_and_layout_ms / results.plain_html_ms;
  const cost = ({ samples }) => samples.reduce((sum, one) => sum + one.mirror + one.layout, 0);
  results.key_mirror_and_layout_ms = median(typed.map(cost));
  results.key_parts = parts(typed);
  results.key_after_pause_mirror_and_layout_ms = median(pauses.map(cost));
  results.key_after_pause_parts = parts(pauses);
  results.key_frames = Math.max(...pauses.map(({ samples }) => samples.reduce((sum, one) => sum + one.frames, 0)));
  results.condition_frames = median(conditionFrames);
}

async function stagiaires(url, results) {
  const count = 200;
  const { page, context } = await openPage(url);
  await page.getByLabel("Importer un dossier").setInputFiles(await dossierWithStagiaires(count));
  const opener = await page.getByRole("link", { name: /^Ouvrir / }).getAttribute("href");
  await page.evaluate((hash) => { location.hash = hash; }, `${opener}/stagiaires`);
  await onStep(page, /stagiaire/);
  await page.getByRole("table").waitFor();
  await page.locator("#guichet tbody tr").nth(count - 1).waitFor({ state: "attached" });
  assert.equal(await page.locator("#guichet tbody tr").count(), count);
  await page.waitForTimeout(500);
  await watch(page);
  const toPage = [];
  const toList = [];
  for (let run = 1; run <= 7; ++run) {
    toPage.push(await timed(page, button(page, "AJOUTER"), "Enregistrer et revenir à la liste", 0));
    await page.waitForTimeout(400);
    toList.push(await timed(page, button(page, "Enregistrer et revenir à la liste"), "AJOUTER", count + run));
    await page.waitForTimeout(400);
  }
  results.add_to_200_page_ms = median(toPage.map((one) => one.took));
  results.add_to_200_list_ms = median(toList.map((one) => one.took));
  results.add_to_200_page_parts = parts(toPage);
  results.add_to_200_list_parts = parts(toList);
  await context.close();
}

/// The first reading of boxes of a home page with 1,000 dossiers.
async function home(url, results) {
  const { page, context } = await openPage(url);
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  const many = Array.from({ length: 1000 }, (_, n) => ({ ...dossier, id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}` }));
  await putDossiers(page, many);
  const times = [];
  for (let run = 0; run < 3; ++run) {
    await page.reload();
    await page.getByRole("link", { name: /^Ouvrir / }).nth(many.length - 1).waitFor({ state: "attached" });
    await page.waitForTimeout(500);
    times.push((await page.evaluate(() => window.__guichet.figures())).layoutMs);
  }
  results.home_of_1000_layout_ms = median(times);
  await context.close();
}

/// From the click to the end of the frame that painted what it leads to: a button of that text, and so many rows.
async function timed(page, from, wanted, rows) {
  await sampled(page);
  const took = await from.evaluate((pressed, [text, count]) => {
    const start = performance.now();
    const before = window.__guichet.frames();
    pressed.click();
    return new Promise((resolve) => {
      const look = () => {
        const there = document.querySelectorAll("#guichet tbody tr").length === count
          && [...document.querySelectorAll("#guichet button")].some((one) => one.textContent === text);
        if (there && window.__guichet.frames() > before) resolve(performance.now() - start);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }, [wanted, rows]);
  await page.waitForTimeout(300);
  return { took, samples: await sampled(page) };
}

/// Where the time went, as the page itself counts it: medians of the dearest patch, reading of boxes and painting; and of
/// the dearest whole frame, in which the view is made, the focus moved and the browser's own layout forced besides.
function parts(runs) {
  const of = (name) => median(runs.map(({ samples }) => Math.max(0, ...samples.map((one) => one[name])))).toFixed(2);
  const frames = median(runs.map(({ samples }) => samples.reduce((sum, one) => sum + one.frames, 0)));
  return `mirror ${of("mirror")} ms, layout ${of("layout")} ms, paint ${of("paint")} ms; whole frame ${of("whole")} ms; ${frames} frame(s)`;
}

const results = {};
const receiver = await startReceiver({ site: await siteWithSixtyFields() });
try {
  await firstWords(receiver.url, results);
  await sixtyFields(receiver.url, results);
  await stagiaires(receiver.url, results);
  await home(receiver.url, results);
} finally {
  await closeBrowser();
  await receiver.stop();
  await rm(folder, { recursive: true, force: true });
}

const broken = [];
for (const [name, limit] of Object.entries(budget)) {
  if (results[name] === undefined) throw new Error(`page-budget.json names « ${name} », which is not measured`);
  if (!(results[name] <= limit)) broken.push(name);
}
process.exitCode = broken.length ? 1 : 0;
if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ results, budget, broken }));
} else {
  for (const [name, value] of Object.entries(results)) {
    const limit = budget[name] === undefined ? "" : `  ≤ ${budget[name]}${broken.includes(name) ? " !" : ""}`;
    console.log(`${name.padEnd(38)} ${(typeof value === "number" ? value.toFixed(2) : value).padStart(8)}${limit}`);
  }
  console.log(broken.length ? `budget broken: ${broken.join(", ")}` : "every budget holds");
}
