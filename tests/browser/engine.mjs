// The browser tests in another engine: node tests/browser/engine.mjs firefox|webkit [FILE…]
//
// Without files, the promises below, which must hold in every engine. With files, all that is in them: a test that the
// engine's driver itself refuses (no CDP, no requests to catch, no media to emulate) is told by the driver's own words and
// counted apart, since it says nothing about the page. docs/engines.md tells what stands in its place.
import path from "node:path";
import { run } from "node:test";
import { fileURLToPath } from "node:url";

const [name, ...wanted] = process.argv.slice(2);
process.env.GUICHET_ENGINE = name;
const { missing } = await import("./engines.mjs");

const promises = {
  journey: [/^a whole request is prepared, checked and sent at 1280 px/, /^a whole request is prepared, checked and sent at 320 px/],
  frames: [/^0 frames in 10 idle seconds/, /^a lost WebGL context/, /^the painted value stands .*1280 px, density 1\)/,
    /^the painted value stands .*390 px, density 2\)/, /^a long page scrolls/, /^a dialog is painted/],
  keyboard: [/^a whole request is prepared, checked and sent with the keyboard alone/, /^Tab goes once through every control/],
  engines: [/./],
  habits: [/^back with a dialog open/, /^addresses lead/, /^who reloads/],
  announced: [/^the number of people found/],
  durability: [/^a reload comes back/, /^of two tabs/],
  trouble: [/^an answer lost/, /^422/],
  widgets: [/^a long list is searched/, /^what is not in the list/],
  start: [/^without WebAssembly/],
};
/// Promises that are not asked of an engine, each with its reason (docs/engines.md).
const exceptions = {
  firefox: [
    [promises.widgets, "the browser's own content process ends in these tests, why is not known"],
  ],
  webkit: [
    [[promises.habits[1], promises.durability[1]], "the driver has one window a context"],
    [[promises.habits[2], promises.durability[0]], "what is written as the page goes does not reach this engine's store"],
    [promises.start, "the driver runs nothing before the page's own scripts"],
  ],
}[name] ?? [];
const exception = (pattern) => exceptions.find(([patterns]) => patterns.includes(pattern))?.[1];
const refusals = /CDP session is only available|unsupported operation|unknown command/;

const absent = missing();
if (absent.length) {
  console.log(`${name}: ${absent.join(", ")} is not installed, nothing was tested`);
  process.exit(process.env.GUICHET_SANDBOX ? 1 : 0); // the sealed environment has it, a person's own machine may not
}

const counts = { passed: 0, failed: 0, refused: 0, skipped: 0 };

async function runFile(file, patterns = [/./]) {
  const met = new Set();
  const tests = run({
    files: [fileURLToPath(new URL(`${file}.test.mjs`, import.meta.url))], concurrency: 1, timeout: 280_000, testNamePatterns: patterns,
  });
  tests.on("test:stderr", ({ message }) => process.stderr.write(message));
  for await (const { type, data } of tests) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const asked = patterns.filter((pattern) => pattern.test(data.name));
    if (!asked.length) continue;
    asked.forEach((pattern) => met.add(pattern));
    if (type === "test:pass") {
      counts[data.skip === undefined ? "passed" : "skipped"] += 1;
      console.log(data.skip === undefined ? `  ok ${data.name} (${Math.round(data.details.duration_ms / 100) / 10} s)` : `  –  ${data.name} (${data.skip})`);
      continue;
    }
    const error = data.details.error.cause ?? data.details.error;
    const said = String(error.message ?? error);
    const refused = refusals.test(said);
    counts[refused ? "refused" : "failed"] += 1;
    console.log(refused ? `  –  ${data.name} (the driver: ${said.split("\n").slice(0, 2).join(" ").slice(0, 120)})`
      : `FAIL ${data.name}\n${String(error.stack ?? error).replace(/^/gm, "       ")}`);
  }
  for (const pattern of patterns) {
    if (met.has(pattern)) continue;
    counts.failed += 1;
    console.log(`FAIL no test of ${file} is called ${pattern}`);
  }
}

if (wanted.length) for (const file of wanted) await runFile(path.basename(file, ".test.mjs"));
else {
  for (const [file, patterns] of Object.entries(promises)) {
    for (const pattern of patterns.filter(exception)) {
      counts.skipped += 1;
      console.log(`  –  ${file}: ${pattern.source.replace("^", "")}… (${exception(pattern)})`);
    }
    const asked = patterns.filter((pattern) => !exception(pattern));
    if (asked.length) await runFile(file, asked);
  }
}

console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.refused} refused by the driver, ${counts.skipped} skipped`);
process.exitCode = counts.failed || !counts.passed ? 1 : 0;
