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

/// Every control that the last frame painted is a real control of the mirror, with a name; and every control that
/// the mirror shows in the window was painted.
async function counted(page) {
  return page.evaluate(() => {
    const name = (one) => one.getAttribute("aria-label")
      || (one.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join("")
      || [...(one.labels ?? [])].map((label) => label.textContent).join("") || one.textContent.trim();
    const painted = window.__guichet.paintedControls().map((one) => one.element);
    const inWindow = (one) => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    };
    const modal = document.querySelector("dialog:modal");
    const shown = [...(modal ?? document.getElementById("guichet")).querySelectorAll("input, select, textarea, button, a, summary")]
      .filter((one) => one.checkVisibility() && inWindow(one) && !one.closest(".visually-hidden, .r-skip-link"));
    return {
      painted: painted.length,
      shown: shown.length,
      missing: painted.filter((one) => !one.isConnected).map((one) => one.outerHTML),
      nameless: [...new Set([...shown, ...painted])].filter((one) => !name(one)).map((one) => one.outerHTML),
      unpainted: shown.filter((one) => !painted.includes(one)).map((one) => one.outerHTML),
    };
  });
}

async function judge(page, where, expectPainted) {
  assert.deepEqual(await violations(page), [], where);
  const count = await counted(page);
  assert.deepEqual(count.missing, [], where);
  assert.deepEqual(count.nameless, [], where);
  assert.ok(count.shown > 0, `${where}: no control at all`);
  if (expectPainted) assert.deepEqual(count.unpainted, [], `${where}: ${count.painted} painted of ${count.shown}`);
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
    for (const name of [/La Formation/, /stagiaire/, /pi[eè]ces jointes/, /Synthèse/]) {
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
