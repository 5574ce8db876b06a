// One verdict: for 1,000 mutated dossiers the page shows the findings that `guichet check` tells, sentence for sentence.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { closeBrowser, command, openPage, putDossiers, root, startReceiver } from "./harness.mjs";
import { assertSame, verification } from "./shown.mjs";

const run = promisify(execFile);
const count = Number(process.env.GUICHET_PARITY ?? 1000);

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// A small deterministic generator (mulberry32): the same dossiers on each run.
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const base = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));

/// What goes wrong in life: nothing there, another kind, an unlikely date, a huge number, a stray text, rows gone or doubled.
function mutate(random, number) {
  const dossier = structuredClone(base);
  dossier.id = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  const places = [];
  const visit = (object) => {
    for (const key of Object.keys(object)) {
      const value = object[key];
      if (key === "id") continue;
      if (value !== null && typeof value === "object") visit(value);
      else places.push([object, key]);
    }
  };
  visit(dossier.reponses);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const odd = ["", "x", "Forêt « œ »", "2020-01-01", "2031-12-31", "2026-02-31", 0, -1, 1, 99999999999, 3500, true, false, null, "83135297600011",
    "83426702300028", "12345678901234", "1850578006084", "2690549588157", "bilan", "vae", "9999", "1090", "0016", "F", "M", [], {}, ["cdi"]];
  for (let changes = Math.floor(random() * 5); changes >= 0; --changes) {
    const [object, key] = pick(places);
    if (random() < 0.3) delete object[key];
    else object[key] = pick(odd);
  }
  const rows = dossier.reponses.stagiaires;
  if (Array.isArray(rows)) {
    if (random() < 0.15) rows.length = 0;
    else if (random() < 0.3) rows.push({ ...structuredClone(pick(rows)), id: `r${10 + rows.length}` });
  }
  if (random() < 0.2) dossier.pieces = [];
  if (random() < 0.1 && dossier.pieces.length) dossier.pieces[0].type = "text/plain";
  if (random() < 0.2) dossier.saisies = { ...dossier.saisies, [pick(["formation.date_debut", "employeur.siret", "formation.cout"])]: pick(["3/4/27", "abc", "1.234"]) };
  return dossier;
}

test(`the page and the command tell the same findings of ${count} mutated dossiers`, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "guichet-parity-"));
  await mkdir(folder, { recursive: true });
  const random = generator(20261121);
  const dossiers = Array.from({ length: count }, (_, number) => mutate(random, number));
  const files = dossiers.map((one) => path.join(folder, `${one.id}.json`));
  await Promise.all(dossiers.map((one, at) => writeFile(files[at], JSON.stringify(one))));

  const told = new Map();
  for (let at = 0; at < files.length; at += 100) {
    const said = await run(command, ["check", "--json", ...files.slice(at, at + 100)], { maxBuffer: 1 << 28 })
      .catch((error) => error); // exit code 1: something blocks
    for (const line of said.stdout.trim().split("\n")) {
      const one = JSON.parse(line);
      told.set(one.dossier, one.constats);
    }
  }
  assert.equal(told.size, count);

  const { page, context } = await openPage(receiver.url, { viewport: { width: 800, height: 600 } });
  await putDossiers(page, dossiers);
  await page.reload();
  let blocked = 0;
  for (const one of dossiers) {
    const shown = await verification(page, one.id);
    assert.ok(shown, `the page did not open ${one.id}`);
    const expected = told.get(one.id);
    assertSame(shown, expected, JSON.stringify(one));
    blocked += expected.some((finding) => finding.severity === "block") ? 1 : 0;
  }
  assert.ok(blocked > count / 4 && blocked < count, `${blocked} of ${count} block: the mutations test too little`);
  await context.close();
  await rm(folder, { recursive: true, force: true });
});
