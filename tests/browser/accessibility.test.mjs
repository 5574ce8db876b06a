// Every screen and state: axe-core without a violation (WCAG 2.2 AA, best practice, RGAA 4), in light and dark, wide and narrow,
// painted and plain; and every control that is painted stands in the browser's accessibility tree with its role and its name,
// and nothing else does.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { compareWithTree, settled } from "./exposed.mjs";
import { startFaultProxy } from "./fault-proxy.mjs";
import { closeBrowser, openPage, startReceiver } from "./harness.mjs";
import { walkDossiers, walkForm } from "./screens.mjs";
import { main } from "./steps.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4"];
const wide = { width: 1280, height: 800 };
const narrow = { width: 320, height: 640 };

let receiver;
let proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => { await closeBrowser(); await proxy.stop(); await receiver.stop(); });

/// The rules that were applied, so that a test which asks for none is seen.
const applied = new Set();

/// The violations, in words. axe is brought in over the debugging protocol: the page's policy forbids it otherwise.
async function violations(page, runOnly = { type: "tag", values: tags }) {
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
const judge = (faults) => async (page, where) => {
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

for (const [what, walk] of [
  ["home, the five steps, rows, files, dialogs and toasts", walkForm],
  ["check of the answers, sending, receipt, drafts, plain pages, two tabs", walkDossiers],
]) {
  test(what, async () => {
    const faults = [];
    await walk(proxy, judge(faults));
    assert.deepEqual(faults, []);
  });
}

test("as plain HTML from the start, the screens have no violation and say the same", async () => {
  const { page, context } = await openPage(`${proxy.url}?html=1`);
  for (const hash of ["#/", "#/nouvelle", "#/a-propos", "#/accessibilite", "#/nulle-part"]) {
    await page.goto(`${proxy.url}?html=1${hash}`);
    await main(page).getByRole("heading", { level: 1 }).waitFor();
    assert.deepEqual(await violations(page), [], hash);
  }
  await context.close();
});

test("the page as it starts, refuses and stops has no violation", async () => {
  const { page, context } = await openPage(proxy.url);
  const only = (id) => page.evaluate((shown) => {
    for (const one of ["guichet", "refused", "crashed"]) document.getElementById(one).hidden = one !== shown;
    document.documentElement.classList.remove("painted");
  }, id);
  for (const id of ["refused", "crashed"]) {
    await only(id);
    assert.deepEqual(await violations(page), [], id);
  }
  // Held before its script runs.
  const held = await context.newPage();
  await held.route("**/main.js", () => {});
  await held.goto(proxy.url, { waitUntil: "commit" });
  await held.getByText("Chargement").first().waitFor();
  // A page of a second, with its name and its progress; a heading there would be taken for that of the first screen.
  assert.deepEqual((await violations(held)).filter((one) => !one.startsWith("page-has-heading-one")), [], "loading");
  await context.close();
});

test("all of it was looked at, and controls exposed ÷ controls painted is 100 %", (t) => {
  for (const rule of ["aria-allowed-attr", "color-contrast", "target-size", "heading-order", "label", "page-has-heading-one", "region"]) {
    assert.ok(applied.has(rule), `${rule} was never applied`);
  }
  assert.ok(total.screens >= 60, `${total.screens} screens`);
  assert.ok(total.painted >= 1500, `${total.painted} controls`);
  assert.equal(total.exposed / total.painted, 1);
  t.diagnostic(`${total.screens} screens and states; ${total.exposed} controls exposed of ${total.painted} painted`);
});
