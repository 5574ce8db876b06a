// What is sent arrives exactly once, with the browser killed and the network cut at any moment: a real browser, a real receiver over its
// database, and a proxy between them. As many as GUICHET_SENDINGS (12); the order of things follows from GUICHET_SEED (1).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { startFaultProxy } from "./fault-proxy.mjs";
import { button, closeBrowser, launchProfile, putDossiers, ready, records, startReceiver } from "./harness.mjs";
import { fillAll, main, onStep } from "./steps.mjs";

const count = Number(process.env.GUICHET_SENDINGS ?? 12);
let state = BigInt(process.env.GUICHET_SEED ?? 1) * 0x9e3779b97f4a7c15n + 1n;
const below = (limit) => {
  for (const [shift, left] of [[13n, true], [7n, false], [17n, true]]) state = BigInt.asUintN(64, state ^ (left ? state << shift : state >> shift));
  return Number((state >> 11n) % BigInt(limit));
};

let receiver;
let proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => { await closeBrowser(); await proxy.stop(); await receiver.stop(); });

const faults = [
  {}, { match: "/api/dossiers", method: "POST", drop: "answer", times: 1 }, { match: "/api/dossiers", method: "POST", drop: "request", times: 1 },
  { match: "/api/dossiers", status: 500, times: 2 }, { match: "/api/dossiers", method: "POST", delayMs: 400 },
  { match: "/pieces/", drop: "answer", times: 1 }, { match: "/pieces/", drop: "request", times: 1 }, { match: "/pieces/", delayMs: 300 },
  { match: "/api/dossiers", method: "POST", truncate: 12, times: 1 },
];

test(`${count} requests sent, the browser killed by SIGKILL in the middle of each: each arrives once, whole, and its number is known`, async () => {
  const profile = await mkdtemp(path.join(tmpdir(), "guichet-profile-"));
  let context = await launchProfile(profile);
  let page = context.pages()[0] ?? (await context.newPage());
  await page.goto(proxy.url);
  await ready(page);
  await fillAll(page);
  await page.waitForTimeout(500);
  const model = JSON.parse(Object.entries(await records(page)).find(([key]) => key.startsWith("dossier/"))[1]);
  const ids = Array.from({ length: count }, (_, n) => `10000000-0000-4000-8000-${String(n).padStart(12, "0")}`);
  await putDossiers(page, ids.map((id) => ({ ...model, id, nom: `Demande ${id.slice(-3)}` })));
  let killed = 0;
  for (const id of ids) {
    // On a busy machine the first kills may come before the click.
    for (let go = 0; go < 8; ++go) {
      // As another program would: the page reads the store anew.
      await page.goto("about:blank");
      await page.goto(`${proxy.url}#/dossiers/${id}/verification`);
      await onStep(page, /Vérifi|Demande transmise/);
      // It comes with the claim to the dossier, which may come after the heading.
      await button(page, "Envoyer la demande").or(main(page).getByRole("heading", { level: 1, name: /Demande transmise/ })).first().waitFor();
      if (!(await button(page, "Envoyer la demande").count())) break;
      const fault = faults[below(faults.length)];
      if (fault.match) proxy.set(fault);
      void button(page, "Envoyer la demande").click({ timeout: 3_000 }).catch(() => undefined);
      await page.waitForTimeout(below(700));
      execFileSync("pkill", ["-KILL", "-f", "--", `--user-data-dir=${profile}`]);
      ++killed;
      await context.close().catch(() => undefined);
      proxy.clear();
      context = await launchProfile(profile);
      page = context.pages()[0] ?? (await context.newPage());
      await page.goto(`${proxy.url}#/`);
      await main(page).getByText(`Demande ${id.slice(-3)}`).first().waitFor();
      for (let turn = 0; Object.keys(await records(page)).some((key) => key.startsWith("envoi/")); ++turn) {
        assert.ok(turn < 150, `${id}: still in the outbox after half a minute`);
        await page.waitForTimeout(200);
      }
      // Killed before it was put down, it is the person's to send again.
      if (JSON.parse((await records(page))[`dossier/${id}`]).recu) break;
    }
  }
  const kept = await records(page);
  for (const id of ids) {
    const there = await (await fetch(new URL(`api/dossiers/${id}`, receiver.url))).json();
    assert.equal(JSON.parse(kept[`dossier/${id}`]).recu?.numero, there.recu.numero, id);
    assert.equal(there.version, 1, id);
    assert.deepEqual(there.pieces.map(({ etat }) => etat === "attendue"), there.pieces.map(() => false), `${id}: a piece is missing`);
    assert.ok(there.pieces.length > 0);
  }
  assert.equal((await (await fetch(new URL("api/dossiers", receiver.url))).json()).total, count);
  assert.ok(killed >= count);
  await context.close();
  await rm(profile, { recursive: true, force: true });
});
