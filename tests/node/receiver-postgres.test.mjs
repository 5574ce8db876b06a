// What is said and kept when PostgreSQL is not there, refuses, goes and comes back, or dies; and two receivers before one base.
// That all else is as on SQLite, the other tests of the receiver show: they run on both.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { startPostgres } from "./postgres.mjs";
import {
  failToStart, makePayload, pdf, pieceOf, post, putPiece, raw, read, sha256, startReceiver, temporaryFolder,
} from "./receiver-support.mjs";

let postgres;
before(async () => { postgres = await startPostgres(); });
after(() => postgres.end());

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const get = (receiver, place) => read(fetch(receiver.at(`api/${place}`)));
const newBase = () => postgres.create(`base-${randomUUID()}`);
const start = (url, options = {}) => startReceiver({ ...options, env: { GUICHET_DATABASE: url } });

/// Asks again while the answer is 503, as a client would that heeds Retry-After, but sooner.
async function insist(ask) {
  for (const until = Date.now() + 15_000; ; await pause(100)) {
    const answer = await ask();
    if (answer.status !== 503 || Date.now() > until) return answer;
  }
}

test("what keeps it from starting is one sentence, which does not repeat the address", async () => {
  const cases = [
    ["postgresql://nom:motsecret@127.0.0.1:1/base", /PostgreSQL ne répond pas/],
    [postgres.urlOf("postgres", { secret: "motsecret" }), /refuse ce nom ou ce mot de passe/],
    [postgres.urlOf("postgres", { as: "personne", secret: "motsecret" }), /refuse ce nom ou ce mot de passe/],
    [postgres.urlOf("absente"), /pas de base de ce nom.*createdb/],
    ["mysql://nom:motsecret@127.0.0.1/base", /s’écrit postgresql:\/\/nom@machine\/base/],
    ["postgresql://nom:motsecret@[::1/base", /s’écrit postgresql:/],
  ];
  const data = temporaryFolder();
  for (const [url, sentence] of cases) {
    for (const how of [{ extra: ["--database", url], env: {} }, { extra: [], env: { GUICHET_DATABASE: url } }]) {
      const { code, said } = await failToStart(["--port", "0", "--data", data, ...how.extra], { env: how.env });
      assert.equal(code, 1, url);
      assert.match(said, sentence);
      assert.equal(said.trim().split("\n").length, 1);
      assert.doesNotMatch(said, /motsecret|127\.0\.0\.1/);
    }
  }
  assert.ok(!readdirSync(data).includes("guichet.sqlite3"));
  rmSync(data, { recursive: true });
});

test("a base of another program is left alone; one that may not be written is told", async () => {
  const foreign = `autre-${randomUUID()}`;
  postgres.create(foreign);
  postgres.psql("CREATE TABLE notes (texte text)", foreign);
  const refused = await failToStart(["--port", "0", "--data", temporaryFolder(), "--database", postgres.urlOf(foreign)]);
  assert.deepEqual([refused.code, /tables d’un autre programme/.test(refused.said)], [1, true]);
  assert.equal(postgres.psql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", foreign), "1");
  const closed = `close-${randomUUID()}`;
  postgres.create(closed);
  postgres.psql(`ALTER DATABASE "${closed}" SET default_transaction_read_only = on`);
  const unwritable = await failToStart(["--port", "0", "--data", temporaryFolder(), "--database", postgres.urlOf(closed)]);
  assert.deepEqual([unwritable.code, /ne peut pas écrire dans sa base/.test(unwritable.said)], [1, true]);
});

test("a server that goes is 503 with Retry-After; when it is back, so is the receiver, by itself", async () => {
  const receiver = await start(newBase());
  const payload = makePayload();
  assert.equal((await read(post(receiver, payload))).status, 201);
  for (const signal of ["SIGINT", "SIGQUIT"]) {
    await postgres.stop(signal);
    const late = makePayload();
    for (const answer of [await read(post(receiver, late)), await read(putPiece(receiver, payload.dossier, "p1", pdf())), await get(receiver, "dossiers"),
      await get(receiver, `dossiers/${payload.dossier}`), await get(receiver, "evenements?attendre=5"), await get(receiver, "sante")]) {
      assert.equal(answer.status, 503);
      assert.match(answer.headers.get("retry-after"), /^\d+$/);
      assert.equal(answer.body.erreur.code, "base-injoignable");
      assert.match(answer.body.erreur.message, /ne répond pas.*Rien n’a été enregistré/);
    }
    await postgres.start();
    assert.equal((await insist(() => read(post(receiver, late)))).status, 201);
    assert.equal((await insist(() => get(receiver, "sante"))).status, 200);
    assert.equal((await get(receiver, `dossiers/${payload.dossier}`)).status, 200);
    assert.equal((await read(post(receiver, payload))).status, 200);
  }
  assert.equal((await read(putPiece(receiver, payload.dossier, "p1", pdf()))).status, 201);
  assert.deepEqual(await receiver.stop(), { code: 0, signal: null });
});

test("a password that is changed meanwhile is told as such, and nothing is lost", async () => {
  const name = `r${randomUUID().slice(0, 8)}`;
  const base = `base-${randomUUID()}`;
  postgres.psql(`CREATE ROLE ${name} LOGIN PASSWORD 'ancien'; `);
  postgres.psql(`CREATE DATABASE "${base}" OWNER ${name}`);
  const receiver = await start(postgres.urlOf(base, { as: name, secret: "ancien" }));
  postgres.psql(`ALTER ROLE ${name} PASSWORD 'nouveau'; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${name}'`);
  const answer = await read(post(receiver, makePayload()));
  assert.deepEqual([answer.status, answer.body.erreur.code], [503, "base-acces-refuse"]);
  assert.ok(answer.headers.get("retry-after"));
  postgres.psql(`ALTER ROLE ${name} PASSWORD 'ancien'`);
  assert.equal((await insist(() => read(post(receiver, makePayload())))).status, 201);
  await receiver.stop();
});

const rounds = Math.max(2, Math.ceil(Number(process.env.GUICHET_KILLS ?? 25) / 6));
test(`${rounds} deaths of the server, at times of the receiver too: what was acknowledged is there when it is back`, async (t) => {
  const url = newBase();
  const data = temporaryFolder();
  const sent = new Map();  // id -> payload, receipt once acknowledged, whether its piece was
  let receiver = await start(url, { data, keep: true, extra: ["--quiet"] });
  let [acknowledged, cut] = [0, 0];

  async function client(round) {
    while (!round.isOver) {
      const content = pdf(randomUUID());
      const payload = makePayload({ pieces: [pieceOf(content)] });
      const entry = { payload, content, receipt: null, isReceived: false };
      sent.set(payload.dossier, entry);
      try {
        const posted = await read(post(receiver, payload));
        if (posted.status !== 201) { assert.equal(posted.status, 503); cut += 1; await pause(50); continue; }
        entry.receipt = posted.body;
        const put = await read(putPiece(receiver, payload.dossier, "p1", content));
        if (put.status !== 201) { assert.equal(put.status, 503); cut += 1; continue; }
        entry.isReceived = true;
        acknowledged += 1;
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        cut += 1;  // the receiver was killed too
        return;
      }
    }
  }

  for (let at = 0; at < rounds; at += 1) {
    const round = { isOver: false };
    const all = Promise.all(Array.from({ length: 8 }, () => client(round)));
    await pause(200 + Math.random() * 400);
    const both = at % 2 === 1;
    const dying = postgres.killHard();
    if (both) await receiver.kill();
    await dying;
    round.isOver = true;
    await all;
    await postgres.start();
    if (both) receiver = await start(url, { data, keep: true, extra: ["--quiet"] });
    assert.equal((await insist(() => get(receiver, "sante"))).status, 200);
    for (const { payload, content, receipt, isReceived } of sent.values()) {
      if (!receipt) continue;
      const found = await insist(() => get(receiver, `dossiers/${payload.dossier}`));
      assert.deepEqual(found.body.recu, receipt);
      if (!isReceived) continue;
      const piece = await fetch(receiver.at(`api/dossiers/${payload.dossier}/pieces/p1`));
      assert.equal(sha256(Buffer.from(await piece.arrayBuffer())), sha256(content));
    }
  }
  // What nobody confirmed is sent again: taken once, whether or not the first try had been.
  for (const { payload, receipt } of sent.values()) {
    const again = await read(post(receiver, payload));
    assert.ok(again.status === 200 || (again.status === 201 && !receipt), `${again.status}`);
  }
  const { body } = await get(receiver, "dossiers?per_page=1");
  assert.equal(body.total, sent.size);
  assert.equal(Number(body.dossiers[0].recu.numero.slice(-6)), sent.size);
  const numbers = [];
  for (let page = { curseur: 0, reste: true }; page.reste;) {
    page = (await get(receiver, `evenements?apres=${page.curseur}&limite=500`)).body;
    numbers.push(...page.evenements.map((event) => event.numero));
  }
  assert.deepEqual(numbers, numbers.map((_, index) => index + 1));
  t.diagnostic(`${rounds} deaths, ${cut} answers cut off, ${acknowledged} dossiers with their piece acknowledged, all there`);
  await receiver.stop();
  rmSync(data, { recursive: true, force: true });
});

describe("two receivers before one base, with one folder of pieces", () => {
  const data = temporaryFolder();
  let pair;
  before(async () => {
    const url = newBase();
    // At once: one of them makes the tables.
    pair = await Promise.all([start(url, { data, keep: true }), start(url, { data, keep: true })]);
  });
  after(async () => {
    for (const one of pair) await one.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test("what one has taken the other knows, to the byte", async () => {
    const [one, other] = pair;
    const content = pdf("partagée");
    const payload = makePayload({ pieces: [pieceOf(content)] });
    const receipt = await read(post(one, payload));
    assert.deepEqual((await read(post(other, payload))).body, receipt.body);
    assert.equal((await read(post(other, { ...payload, formation: { ...payload.formation, intitule: "Autre" } }))).status, 409);
    assert.equal((await read(putPiece(other, payload.dossier, "p1", content))).status, 201);
    const piece = await fetch(one.at(`api/dossiers/${payload.dossier}/pieces/p1`));
    assert.ok(Buffer.from(await piece.arrayBuffer()).equals(content));
  });

  test("sixteen contents under one id, half at each: one is taken; thirty-two dossiers: as many numbers in a row", async () => {
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 16 }, (_, at) =>
      read(post(pair[at % 2], makePayload({ id, change: (payload) => { payload.formation.intitule = `Intitulé ${at}`; } })))));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, ...Array(15).fill(409)]);
    const others = await Promise.all(Array.from({ length: 32 }, (_, at) => read(post(pair[at % 2], makePayload()))));
    const ranks = others.map((answer) => Number(answer.body.numero.slice(-6))).sort((a, b) => a - b);
    assert.deepEqual(ranks, ranks.map((_, at) => ranks[0] + at));
  });

  test("who waits at one is told within a second of what the other has taken; a cursor misses nothing while both write", async () => {
    const [one, other] = pair;
    const cursor = (await get(one, "evenements?limite=500")).body.curseur;
    const waiting = get(one, `evenements?apres=${cursor}&attendre=20`).then((answer) => ({ answer, at: Date.now() }));
    await pause(300);
    const payload = makePayload();
    await post(other, payload);
    const since = Date.now();
    const told = await waiting;
    assert.ok(told.at - since < 1000, `${told.at - since} ms`);
    assert.deepEqual(told.answer.body.evenements.map((event) => event.dossier), [payload.dossier]);

    let at = told.answer.body.curseur;
    const writing = Promise.all(Array.from({ length: 60 }, (_, index) => post(pair[index % 2], makePayload())));
    const last = at + 60;
    while (at < last) {
      const { body } = await get(one, `evenements?apres=${at}&attendre=5`);
      for (const event of body.evenements) assert.equal(event.numero, ++at);
    }
    await writing;
  });

  test("a receiver that starts leaves alone what another is taking in", async () => {
    const [one] = pair;
    const content = pdf("lente");
    const payload = makePayload({ pieces: [pieceOf(content)] });
    await post(one, payload);
    const slow = raw(one, [`PUT /api/dossiers/${payload.dossier}/pieces/p1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
      `Content-Type: application/pdf\r\nContent-Length: ${content.length}\r\n\r\n`, content.subarray(0, 20), 1500, content.subarray(20)], { ms: 6000 });
    await pause(300);
    assert.equal(readdirSync(path.join(data, "entrantes")).length, 1);
    const third = await start(newBase(), { data, keep: true });
    assert.equal(readdirSync(path.join(data, "entrantes")).length, 1);
    await third.stop();
    assert.match(await slow, /^HTTP\/1\.1 201 /);
    assert.equal(readdirSync(path.join(data, "entrantes")).length, 0);
  });

  test("over SQLite that folder is another's", async () => {
    const { code, said } = await failToStart(["--port", "0", "--data", data], { env: { GUICHET_DATABASE: "" } });
    assert.deepEqual([code, /déjà utilisé/.test(said)], [1, true]);
  });
});
