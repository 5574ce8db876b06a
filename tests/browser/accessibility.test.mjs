// Every screen: axe-core without a violation, and every control that is painted stands in the mirror with
// its role and its name. In plain HTML, the same.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { button, closeBrowser, openPage, startReceiver } from "./harness.mjs";
import { fillAll, main, onStep, startRequest } from "./steps.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// The violations, in words. axe is brought in over the debugging protocol: the page's policy forbids it otherwise.
async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  }));
  return found.violations.map((one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")})`);
}

/// Controls painted in the last frame against those that the accessibility tree can name.
async function counted(page) {
  return page.evaluate(() => {
    const painted = window.__guichet.painted();
    const unnamed = [];
    for (const id of painted) {
      const element = document.getElementById(id);
      if (!element) unnamed.push(`${id}: painted, not in the mirror`);
    }
    const controls = [...document.querySelectorAll("#guichet input, #guichet select, #guichet textarea, #guichet button, #guichet a, #guichet summary")]
      .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, .r-skip-link"));
    const nameless = controls.filter((one) => !(one.getAttribute("aria-label") || one.getAttribute("aria-labelledby")
      || one.labels?.length || one.textContent.trim())).map((one) => one.outerHTML);
    return { painted: painted.length, controls: controls.length, unnamed, nameless };
  });
}

async function judge(page, where, expectPainted) {
  assert.deepEqual(await violations(page), [], where);
  const count = await counted(page);
  assert.deepEqual(count.unnamed, [], where);
  assert.deepEqual(count.nameless, [], where);
  if (expectPainted) assert.ok(count.painted > 0, `${where}: nothing was painted`);
}

for (const [mode, suffix] of [["painted", ""], ["plain HTML", "?html=1"]]) {
  test(`${mode}: no violation on any screen of the journey`, async () => {
    const { page, context } = await openPage(`${receiver.url}${suffix}`);
    const painted = mode === "painted";
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains("painted")), painted);
    await judge(page, "home, empty", painted);
    await startRequest(page);
    await judge(page, "first step, untouched", painted);
    await button(page, "SUIVANT").click();
    await page.waitForTimeout(100);
    await judge(page, "after going on with everything missing", painted);
    for (const name of [/La Formation/, /stagiaire/, /pieces jointes/, /Synthèse/]) {
      await page.getByRole("navigation").getByRole("link", { name }).or(page.getByRole("navigation").getByRole("button", { name })).first().click();
      await onStep(page, name);
      await judge(page, String(name), painted);
    }
    await page.getByRole("navigation").getByRole("link", { name: /La Formation/ }).or(page.getByRole("navigation").getByRole("button", { name: /La Formation/ })).first().click();
    await onStep(page, /La Formation/);
    await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
    await page.getByRole("dialog").waitFor();
    await judge(page, "dialog", painted);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await context.close();
  });

  test(`${mode}: no violation from the complete dossier to the receipt`, async () => {
    const { page, context } = await openPage(`${receiver.url}${suffix}`);
    const painted = mode === "painted";
    await fillAll(page);
    await button(page, "VALIDER").click();
    await onStep(page, /Vérifi/);
    await judge(page, "check answers", painted);
    await button(page, "Envoyer la demande").click();
    await onStep(page, /Demande (envoyée|transmise)/);
    await judge(page, "receipt", painted);
    for (const route of ["#/", "#/a-propos", "#/accessibilite", "#/nulle-part"]) {
      await page.goto(`${receiver.url}${suffix}${route}`);
      await main(page).getByRole("heading", { level: 1 }).waitFor();
      await judge(page, route, painted);
    }
    await context.close();
  });
}
