// Figures of the page in Chromium against tests/bench/page-budget.json: the first mirror and layout of a step of 60 fields,
// a key in it, and one stagiaire more among 200. Median of several; ratios of shared machines do not apply here, so
// the budgets are those of the promise and the run prints what it saw.
//
//   ./emsdk-env.sh run node tests/bench/page.mjs
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { button, closeBrowser, openPage, root, site, startReceiver } from "../browser/harness.mjs";
import { startRequest, onStep } from "../browser/steps.mjs";

const budget = JSON.parse(await readFile(path.join(root, "tests/bench/page-budget.json"), "utf8"));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/// The site with one more procedure: a single step of 60 fields, five of them with a condition.
async function siteWithSixtyFields() {
  const folder = path.join(await mkdtemp(path.join(tmpdir(), "guichet-site-")), "dist");
  await cp(site, folder, { recursive: true, filter: (source) => !/index\.json\.(br|gz)$/.test(source) });
  const kinds = ["text", "integer", "date", "yes_no", "money", "phone"];
  const items = Array.from({ length: 60 }, (_, n) => ({
    field: `mesure.f${n}`, kind: kinds[n % kinds.length], label: `Champ numéro ${n}`, hint: "Une aide d'une ligne sous le nom.",
    required: n % 2 === 0 && kinds[n % kinds.length] !== "yes_no",
    ...(n % 12 === 11 ? { visible: { var: "mesure.f3" } } : {}),
  }));
  const procedure = {
    guichet_procedure: 1, id: "mesure.soixante", version: "1", title: "Soixante champs", organisme: "Mesure",
    description: "Pour mesurer.", steps: [{ id: "mesure", title: "Mesure", sections: [{ id: "mesure", items }] }],
    statuses: [{ id: "brouillon", label: "Brouillon", lock: "editable", next: [] }],
  };
  await writeFile(path.join(folder, "procedures/soixante.json"), JSON.stringify(procedure));
  const index = path.join(folder, "procedures/index.json");
  const list = JSON.parse(await readFile(index, "utf8"));
  (Array.isArray(list) ? list : list.procedures).push("soixante.json");
  await writeFile(index, JSON.stringify(list));
  return folder;
}

const results = {};
const receiver = await startReceiver({ site: await siteWithSixtyFields() });
{
  const firsts = [];
  const keys = [];
  for (let run = 0; run < 5; ++run) {
    const { page, context } = await openPage(`${receiver.url}#/nouvelle`);
    await page.getByRole("button", { name: /Soixante champs/ }).or(page.getByRole("link", { name: /Soixante champs/ })).first().click();
    await onStep(page, /Mesure/);
    await page.waitForTimeout(300);
    const first = await page.evaluate(() => window.__guichet.figures());
    firsts.push(first.mirrorMs + first.layoutMs);
    const control = page.getByRole("textbox", { name: "Champ numéro 0" });
    await control.click();
    for (const letter of "abcdefghijklmnopqrst") {
      const before = await page.evaluate(() => window.__guichet.figures());
      await page.keyboard.press(letter);
      await page.waitForTimeout(40);
      const after = await page.evaluate(() => window.__guichet.figures());
      keys.push((after.patches > before.patches ? after.mirrorMs : 0) + (after.layouts > before.layouts ? after.layoutMs : 0));
    }
    await context.close();
  }
  results.first_mirror_and_layout_ms = median(firsts);
  results.key_mirror_and_layout_ms = median(keys);
}
{
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await page.getByRole("navigation").getByRole("link", { name: /stagiaire/ }).or(page.getByRole("navigation").getByRole("button", { name: /stagiaire/ })).first().click();
  await onStep(page, /stagiaire/);
  await button(page, "AJOUTER").click();
  await button(page, "Enregistrer et revenir à la liste").click();
  await page.getByRole("table").waitFor();
  const more = () => page.evaluate(() => {
    const buttons = [...document.querySelectorAll("#guichet table button")].filter((one) => /^Dupliquer/.test(one.getAttribute("aria-label") ?? one.textContent));
    const start = performance.now();
    const frames = window.__guichet.frames();
    buttons.at(-1).click();
    return new Promise((resolve) => {
      const look = () => {
        if (window.__guichet.frames() > frames) resolve(performance.now() - start);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  });
  const times = [];
  for (let rows = 1; rows < 206; ++rows) {
    const took = await more();
    if (rows >= 199) times.push(took);
  }
  results.row_after_200_ms = median(times);
  results.row_after_200_all = times.map((one) => Math.round(one * 10) / 10).join(" ");
  await context.close();
}
await closeBrowser();
await receiver.stop();

let over = 0;
for (const [name, value] of Object.entries(results)) {
  const limit = budget[name];
  const bad = limit !== undefined && value > limit;
  over += bad ? 1 : 0;
  console.log(`${name.padEnd(32)} ${typeof value === "number" ? value.toFixed(2) : value}${limit === undefined ? "" : `  (budget ${limit})`}${bad ? "  OVER" : ""}`);
}
process.exitCode = over ? 1 : 0;
