// The calendar of a date field and the field that searches a long list, by keyboard, by mouse and on a small screen.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, command, field, frames, openPage, ready, site, startReceiver } from "./harness.mjs";
import { assertQuiet, fill, onStep, startRequest } from "./steps.mjs";

const folder = await mkdtemp(path.join(tmpdir(), "guichet-widgets-"));
const choices = 1000;
let receiver;
/// plain-more.test.mjs: the same, with no picture to ask for.
const isPlain = Boolean(process.env.GUICHET_PLAIN);

/// The site with one procedure more, whose list nobody reads to its end.
async function siteWithLongList() {
  const made = path.join(folder, "dist");
  // The compressed copies of what is changed here would be served in its place.
  await cp(site, made, { recursive: true, filter: (source) => !/index\.json\.(br|gz)$/.test(source) });
  const list = Array.from({ length: choices - 2 }, (_, n) => [String(1000 + n), `Convention collective nationale numéro ${n} des métiers de la réparation`]);
  const procedure = {
    guichet_procedure: 1, id: "essai.liste", version: "1", title: "Longue liste", organisme: "Essai", description: "Pour l'essai.",
    nomenclatures: [{ id: "conventions", version: "1", choices: [...list, ["bois", "Cœur de la scierie"], ["metal", "Métallurgie"]] }],
    steps: [{ id: "liste", title: "Liste", sections: [{ id: "liste", items: [
      { field: "liste.convention", kind: "choice", nomenclature: "conventions", label: "Convention", hint: "Son code ou son nom.", required: true },
      { field: "liste.nom", kind: "text", label: "Nom" },
      { field: "liste.ville", kind: "text", label: "Ville" },
    ] }] }],
    statuses: [
      { id: "brouillon", label: "Brouillon", lock: "editable", next: ["transmis"] },
      { id: "transmis", label: "Transmis", lock: "locked", next: [] },
    ],
  };
  const file = path.join(made, "procedures/liste.json");
  await writeFile(file, JSON.stringify(procedure));
  execFileSync(command, ["lint", file], { stdio: ["ignore", "ignore", "inherit"] });
  const index = path.join(made, "procedures/index.json");
  const known = JSON.parse(await readFile(index, "utf8"));
  known.procedures.push({ fichier: "liste.json", id: procedure.id, titre: procedure.title, organisme: procedure.organisme });
  await writeFile(index, JSON.stringify(known));
  return made;
}

before(async () => { receiver = await startReceiver({ site: await siteWithLongList() }); });
after(async () => {
  await closeBrowser();
  await receiver.stop();
  await rm(folder, { recursive: true, force: true });
});

const calendar = (page, label) => page.getByRole("dialog", { name: `Choisir une date : ${label}` });
const opener = (page, label) => button(page, `Choisir une date : ${label}`);
const focusIs = (page, name) => page.waitForFunction((wanted) => document.activeElement.getAttribute("aria-label")?.replace(/\s/g, " ") === wanted, name);
const combobox = (page) => page.getByRole("combobox", { name: "Convention" });
const options = (page) => page.getByRole("listbox", { name: "Convention" }).getByRole("option");
const inHand = (page) => page.evaluate(() => {
  const id = document.activeElement.getAttribute("aria-activedescendant");
  return id && document.getElementById(id)?.textContent;
});
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/// What axe-core finds wrong with the page as it stands, in words.
const violations = async (page) => {
  await page.evaluate(axeSource);
  return page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).slice(0, 3).join(" | ")})`));
};
const shot = async (page, name) => {
  if (process.env.GUICHET_SHOTS) await page.screenshot({ path: path.join(process.env.GUICHET_SHOTS, `${name}.png`) });
};

async function atDates(options) {
  const opened = await openPage(receiver.url, options);
  await startRequest(opened.page);
  await opened.page.getByRole("link", { name: "La Formation" }).click();
  await onStep(opened.page, /La Formation/);
  return opened;
}

async function atList(options) {
  const opened = await openPage(`${receiver.url}#/nouvelle`, options);
  await opened.page.getByRole("button", { name: /Longue liste/ }).click();
  await onStep(opened.page, /Liste/);
  return opened;
}

test("a date is chosen with the keyboard alone, and the focus comes back to the button", async () => {
  const { page, context, complaints } = await atDates();
  await fill(page, "Date de début", "27/01/2031");
  await opener(page, "Date de début").focus();
  await page.keyboard.press("Enter");
  await focusIs(page, "lundi 27 janvier 2031");
  const grid = calendar(page, "Date de début").getByRole("grid", { name: "janvier 2031" });
  assert.deepEqual(await grid.getByRole("columnheader").evaluateAll((heads) => heads.map((one) => one.getAttribute("aria-label"))),
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"], "the week begins on Monday");
  assert.equal(await grid.locator("[aria-selected=true]").getAttribute("aria-label"), "lundi 27 janvier 2031");
  for (const [key, day] of [
    ["ArrowRight", "mardi 28 janvier 2031"], ["ArrowDown", "mardi 4 février 2031"], ["Home", "lundi 3 février 2031"],
    ["End", "dimanche 9 février 2031"], ["PageDown", "dimanche 9 mars 2031"], ["Shift+PageDown", "mardi 9 mars 2032"],
    ["Shift+PageUp", "dimanche 9 mars 2031"], ["ArrowUp", "dimanche 2 mars 2031"], ["ArrowLeft", "samedi 1er mars 2031"],
  ]) {
    await page.keyboard.press(key);
    await focusIs(page, day);
  }
  assert.equal(await calendar(page, "Date de début").locator("td[tabindex='0']").count(), 1, "one day takes part in Tab");
  await page.keyboard.press("Space");
  await calendar(page, "Date de début").waitFor({ state: "detached" });
  await focusIs(page, "Choisir une date : Date de début");
  assert.equal(await field(page, "Date de début").inputValue(), "01/03/2031");

  await page.keyboard.press("Enter");
  await focusIs(page, "samedi 1er mars 2031");
  // The dialog holds the focus, and Escape gives it back with nothing changed.
  for (let press = 0; press < 12; ++press) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog")), "Tab stays inside");
  }
  await page.keyboard.press("Escape");
  await focusIs(page, "Choisir une date : Date de début");
  assert.equal(await field(page, "Date de début").inputValue(), "01/03/2031");
  assertQuiet(complaints);
  await context.close();
});

test("by mouse: months are turned, refused days say why and do nothing, a day is painted and chosen", async () => {
  const { page, context, complaints } = await atDates();
  await fill(page, "Date de début", "14/01/2031");
  await fill(page, "Date de fin", "20/01/2031");
  await opener(page, "Date de fin").click();
  const dialog = calendar(page, "Date de fin");
  const refused = dialog.getByRole("gridcell", { name: /^lundi 13 janvier 2031, indisponible : La date de fin/ });
  assert.equal(await refused.getAttribute("aria-disabled"), "true");
  await refused.click({ force: true }); // a person may try
  await dialog.getByText("La date de fin (13/01/2031) est antérieure").waitFor();
  await shot(page, "calendar-1280");
  await dialog.getByRole("button", { name: "Mois suivant" }).click();
  await dialog.getByRole("grid", { name: "février 2031" }).waitFor();
  await dialog.getByRole("button", { name: "Année suivante" }).click();
  await dialog.getByRole("grid", { name: "février 2032" }).waitFor();
  await dialog.getByRole("gridcell", { name: "dimanche 29 février 2032" }).waitFor();
  if (!isPlain) await page.waitForFunction(() => window.__guichet.paintedControls().some(({ role, id }) => role === "grid_cell" && id === "jour-2032-02-29"));
  assert.deepEqual(await violations(page), [], "an open calendar");
  const still = await frames(page);
  await page.waitForTimeout(300);
  assert.equal(await frames(page), still, "an open calendar paints nothing while nothing happens");
  await dialog.getByRole("gridcell", { name: "dimanche 29 février 2032" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await field(page, "Date de fin").inputValue(), "29/02/2032");
  assertQuiet(complaints);
  await context.close();
});

test("at 320 px the calendar fits with targets of 44 px", async () => {
  const { page, context } = await atDates({ viewport: { width: 320, height: 640 }, hasTouch: true });
  await opener(page, "Date de début").click();
  const dialog = calendar(page, "Date de début");
  await dialog.waitFor();
  const day = dialog.locator("td[aria-current=date]");
  await day.waitFor();
  await shot(page, "calendar-320");
  const { sizes, sideways } = await dialog.evaluate((element) => ({
    sizes: [...element.querySelectorAll("td:not(:empty), button")].map((one) => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
    sideways: element.scrollWidth > element.clientWidth || element.getBoundingClientRect().right > innerWidth,
  }));
  assert.ok(Math.min(...sizes) >= 44, `the smallest target is ${Math.min(...sizes)} px`);
  assert.equal(sideways, false);
  await context.close();
});

test("a long list is searched and chosen in with the keyboard", async () => {
  const { page, context, complaints } = await atList();
  await combobox(page).focus();
  assert.equal(await combobox(page).getAttribute("aria-expanded"), "false");
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.querySelector("#polite").textContent))
      .observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.keyboard.type("coeur");
  await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
  assert.deepEqual(await options(page).allTextContents(), ["Cœur de la scierie"]);
  const bold = options(page).locator("span").getByText("Cœur", { exact: true });
  await bold.waitFor();
  assert.equal(await bold.evaluate((part) => getComputedStyle(part).fontWeight), "600");
  await page.waitForFunction(() => window.said.some((text) => /(^|\. )1\srésultat\./.test(text)));
  await page.keyboard.press("Escape");
  await options(page).first().waitFor({ state: "detached" });
  assert.equal(await combobox(page).inputValue(), "coeur");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("numero 129");
  await options(page).nth(9).waitFor();
  for (const [key, name] of [["ArrowDown", /^1129 –/], ["ArrowDown", /^1290 –/], ["End", /^1299 –/], ["ArrowDown", /^1129 –/], ["ArrowUp", /^1299 –/], ["Home", /^1129 –/]]) {
    await page.keyboard.press(key);
    await page.waitForFunction((source) => {
      const id = document.activeElement.getAttribute("aria-activedescendant");
      return new RegExp(source).test(document.getElementById(id)?.textContent ?? "");
    }, name.source);
    assert.equal(await options(page).and(page.locator("[aria-selected=true]")).count(), 1);
  }
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector("[role=option][aria-selected=true]")?.textContent.startsWith("1299"));
  assert.ok(await page.evaluate(() => {
    const list = document.querySelector("[role=listbox]").getBoundingClientRect();
    const option = document.querySelector("[role=option][aria-selected=true]").getBoundingClientRect();
    return option.top >= list.top && option.bottom <= list.bottom;
  }), "the option in hand is in sight");
  await shot(page, "combobox-1280");
  await page.keyboard.press("Enter");
  await options(page).first().waitFor({ state: "detached" });
  assert.equal(await combobox(page).inputValue(), "Convention collective nationale numéro 299 des métiers de la réparation");
  await page.keyboard.press("Alt+ArrowDown");
  await options(page).nth(50).waitFor();
  assert.match(await options(page).nth(50).textContent(), /^… et 950\s+autres\s: précisez$/);
  await page.keyboard.press("Tab");
  await options(page).first().waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "liste.nom", "Tab goes on to the next field");
  assert.equal(await inHand(page), null);
  assertQuiet(complaints);
  await context.close();
});

test("by mouse: a click opens the list over its neighbours, painted, and a click chooses", async () => {
  const { page, context, complaints } = await atList();
  await combobox(page).click();
  await options(page).first().waitFor();
  await page.keyboard.type("metal");
  await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
  if (!isPlain) {
    await page.waitForFunction(() => window.__guichet.paintedControls().some(({ role }) => role === "listbox_option"));
    const canvas = await page.evaluate(() => document.querySelector("[role=listbox] canvas").width);
    assert.ok(canvas > 100, "the list has a picture of its own");
  }
  assert.deepEqual(await violations(page), [], "an open list");
  await options(page).getByText("lurgie").click();
  await page.waitForFunction(() => document.activeElement.value === "Métallurgie");
  assert.equal(await page.evaluate(() => document.activeElement.id), "liste.convention", "the focus stays in the field");
  await page.mouse.click(5, 5);
  if (!isPlain) await page.waitForFunction(() => window.__guichet.painted().some(({ id }) => id === "liste.convention"));
  assertQuiet(complaints);
  await context.close();
});

test("without a canvas the list is seen over the fields below it", async () => {
  const { page, context } = await atList({ forcedColors: "active" });
  await combobox(page).click();
  await options(page).nth(3).waitFor();
  const seen = await page.evaluate(() => {
    const { left, top } = document.querySelectorAll("[role=option]")[3].getBoundingClientRect();
    return document.elementFromPoint(left + 20, top + 20)?.closest("[role=option]") !== null;
  });
  assert.ok(seen);
  await shot(page, "combobox-plain");
  await context.close();
});

test("what is not in the list is kept to the letter, told, and there again after a reload", async () => {
  const { page, context } = await atList();
  await combobox(page).click();
  await combobox(page).fill("zinguerie ancienne");
  await options(page).getByText("Aucun résultat").waitFor();
  await page.keyboard.press("Tab");
  await page.getByText(/«\szinguerie ancienne\s» n’y est pas/).first().waitFor();
  assert.equal(await combobox(page).getAttribute("aria-invalid"), "true");
  await page.getByText("Enregistré sur cet appareil").first().waitFor();
  await page.waitForTimeout(400); // the timer that saves
  await page.reload();
  await ready(page);
  assert.equal(await combobox(page).inputValue(), "zinguerie ancienne");
  await context.close();
});

test(`a key in a list of ${choices} choices costs at most 5 ms`, { skip: isPlain && "a bench, made once, with the picture" }, async (t) => {
  const { page, context } = await atList();
  await combobox(page).click();
  await options(page).first().waitFor();
  const costs = await page.evaluate(async () => {
    const control = document.activeElement;
    const painted = () => window.__guichet.figures().frames;
    const ask = window.requestAnimationFrame.bind(window);
    let work = 0;
    window.requestAnimationFrame = (task) => ask((time) => {
      const begun = performance.now();
      task(time);
      work += performance.now() - begun;
    });
    const found = [];
    for (const letter of [..."convention n"]) {
      work = 0;
      const before = painted();
      const begun = performance.now();
      control.value += letter;
      control.dispatchEvent(new InputEvent("input", { bubbles: true }));
      const event = performance.now() - begun;
      // A space changes nothing that is painted.
      for (let wait = 0; painted() === before && wait < 25; ++wait) await new Promise((done) => { setTimeout(done, 20); });
      const { mirrorMs, layoutMs, paintMs } = window.__guichet.figures();
      found.push({ event, frame: work, mirrorMs, layoutMs, paintMs });
    }
    return found;
  });
  if (process.env.GUICHET_SHOTS) t.diagnostic(JSON.stringify(costs));
  // A machine that is busy with something else takes its time too: the quicker keys tell what a key costs.
  const of = (name) => costs.map((one) => one[name]).toSorted((a, b) => a - b)[costs.length >> 2];
  t.diagnostic(["event", "frame", "mirrorMs", "layoutMs", "paintMs"].map((name) => `${name} ${of(name).toFixed(2)}`).join(", "));
  assert.ok(of("event") <= 5, `the key itself: ${of("event")} ms`);
  await context.close();
});
