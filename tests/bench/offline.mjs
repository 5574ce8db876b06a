// A second visit with the server stopped and the network off, on a processor four times slower: milliseconds from the navigation to
// the first painted screen that can be used, against tests/bench/offline-budget.json. Median of seven, each in a new tab.
//
//   ./emsdk-env.sh run tools/build.sh dist && ./emsdk-env.sh run node tests/bench/offline.mjs [--json]
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { launchProfile, openPage, root, startReceiver } from "../browser/harness.mjs";

const budget = JSON.parse(await readFile(path.join(root, "tests/bench/offline-budget.json"), "utf8"));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const slowdown = 4;

const folder = await mkdtemp(path.join(tmpdir(), "guichet-bench-"));
const receiver = await startReceiver();
const context = await launchProfile(folder);
const results = {};
try {
  const { page } = await openPage(receiver.url, { context });
  for (let tries = 0; tries < 150; ++tries) {
    if (await page.evaluate(async () => Boolean(await caches.match("notices.txt")) && Boolean(await caches.match("guichet.wasm")))) break;
    await page.waitForTimeout(200);
  }
  await page.close();
  await receiver.kill();
  await context.setOffline(true);

  const starts = [];
  const parts = [];
  for (let run = 0; run < 7; ++run) {
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await tab.addInitScript(() => {
      const look = () => {
        if (window.__guichet?.frames() > 0 && document.querySelector("main h1")) window.started = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await tab.goto(receiver.url);
    await tab.waitForFunction(() => window.started !== undefined, undefined, { timeout: 60_000 });
    const { started, response, module, css } = await tab.evaluate(() => ({
      started: window.started, response: performance.getEntriesByType("navigation")[0].responseEnd,
      module: performance.getEntriesByName(new URL("guichet.wasm", location.href).href)[0]?.responseEnd ?? 0,
      css: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    }));
    starts.push(started);
    parts.push({ response, module, css });
    await tab.close();
  }
  results.offline_start_ms = median(starts);
  results.offline_start_all = starts.map((one) => one.toFixed(0)).join(" ");
  results.page_received_ms = median(parts.map(({ response }) => response));
  results.first_words_ms = median(parts.map(({ css }) => css));
  results.module_received_ms = median(parts.map(({ module }) => module));
} finally {
  await context.close();
  await rm(folder, { recursive: true, force: true });
}

const broken = Object.entries(budget).filter(([name, limit]) => !(results[name] <= limit)).map(([name]) => name);
process.exitCode = broken.length ? 1 : 0;
if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ results, budget, broken }));
} else {
  for (const [name, value] of Object.entries(results)) {
    const limit = budget[name] === undefined ? "" : `  ≤ ${budget[name]}${broken.includes(name) ? " !" : ""}`;
    console.log(`${name.padEnd(24)} ${typeof value === "number" ? value.toFixed(0) : value}${limit}`);
  }
  console.log(broken.length ? `budget broken: ${broken.join(", ")}` : "every budget holds");
}
