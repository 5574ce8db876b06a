// The examples of each procedure (tests/procedures) in the page: it shows the findings that `guichet check` tells, sentence for sentence,
// on the day that examples are judged on.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { examples, today } from "../support/examples.mjs";
import { browser, closeBrowser, command, openPage, putDossiers, startReceiver } from "./harness.mjs";
import { assertSame, verification } from "./shown.mjs";

const run = promisify(execFile);
const { list, troubles } = examples();

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

async function judged() {
  const folder = await mkdtemp(path.join(tmpdir(), "guichet-examples-"));
  const files = list.map(({ dossier }) => path.join(folder, `${dossier.id}.json`));
  await Promise.all(list.map(({ dossier }, at) => writeFile(files[at], JSON.stringify(dossier))));
  const said = await run(command, ["check", "--json", "--today", today, ...files], { maxBuffer: 1 << 28 }).catch((error) => error);
  await rm(folder, { recursive: true, force: true });
  return new Map(said.stdout.trim().split("\n").map((line) => JSON.parse(line)).map((one) => [one.dossier, one]));
}

test(`the page and the command tell the same findings of ${list.length} examples`, async () => {
  assert.deepEqual(troubles, []);
  assert.ok(list.length > 0, "there are no examples");
  const reports = await judged();
  const context = await (await browser()).newContext({ viewport: { width: 800, height: 600 }, locale: "fr-FR", timezoneId: "Europe/Paris" });
  await context.clock.setFixedTime(`${today}T10:00:00+01:00`);
  const { page } = await openPage(receiver.url, { context });
  await putDossiers(page, list.map(({ dossier }) => dossier));
  await page.reload();
  for (const { name, dossier } of list) {
    const report = reports.get(dossier.id);
    assert.ok(report?.constats, `${name} was not judged`);
    const shown = await verification(page, dossier.id);
    assert.ok(shown, `the page did not open ${name}`);
    assertSame(shown, report.constats, name);
  }
  await context.close();
});
