// Judging one screen: axe-core (WCAG 2.2 AA, best practice, RGAA 4) and the browser's accessibility tree, in light and wide, then in
// dark and narrow, painted and plain. Used by accessibility.test.mjs and accessibility-dossiers.test.mjs.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { compareWithTree, settled } from "./exposed.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"];
const wide = { width: 1280, height: 800 };
const narrow = { width: 320, height: 1600 };

/// The rules that were applied, so that a test which asks for none is seen.
const applied = new Set();

/// The violations, in words. axe is brought in over the debugging protocol: the page's policy forbids it otherwise.
export async function violations(page, runOnly = { type: "tag", values: tags }) {
  if (!(await page.evaluate(() => typeof window.axe === "object"))) await page.evaluate(axeSource);
  const found = await page.evaluate((only) => window.axe.run(document, { resultTypes: ["violations"], runOnly: only }), runOnly);
  for (const one of found.passes) applied.add(one.id);
  return found.violations.map((one) => `${one.id}: ${one.help} (${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")})`);
}

const total = { painted: 0, exposed: 0, screens: 0 };

async function treeFaults(page) {
  const count = await compareWithTree(page);
  total.painted += count.painted;
  total.exposed += count.exposed;
  return count.painted === 0 ? ["no control at all"] : count.faults;
}

/// The same elements as plain HTML: what is painted over otherwise has colours of its own there.
const showPlain = (page, plain) => page.evaluate((on) => {
  document.documentElement.classList.toggle("painted", !on);
  document.documentElement.classList.toggle("no-canvas", on);
}, plain);
const ofLooks = { type: "rule", values: ["color-contrast", "link-in-text-block", "target-size"] };

/// Judges a screen four times; what is wrong goes into `faults`, so that one run tells all.
export const judge = (faults) => async (page, where) => {
  const note = (how, found) => faults.push(...found.map((one) => `${where}${how}: ${one}`));
  total.screens += 1;
  for (const [how, colorScheme, size] of [["", "light", wide], [", narrow, dark", "dark", narrow]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await settled(page);
    note(how, await violations(page));
    note(how, await treeFaults(page));
    await showPlain(page, true);
    note(`${how}, plain`, await violations(page, ofLooks));
    await showPlain(page, false);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(wide);
  await settled(page);
};

/// The last test of a file that judges screens.
export function testThatAllWasLookedAt(rules, screens, controls) {
  test("all of it was looked at, and controls exposed ÷ controls painted is 100 %", (t) => {
    for (const rule of rules) assert.ok(applied.has(rule), `${rule} was never applied`);
    assert.ok(total.screens >= screens, `${total.screens} screens`);
    assert.ok(total.painted >= controls, `${total.painted} controls`);
    assert.equal(total.exposed / total.painted, 1);
    t.diagnostic(`${total.screens} screens and states; ${total.exposed} controls exposed of ${total.painted} painted`);
  });
}
