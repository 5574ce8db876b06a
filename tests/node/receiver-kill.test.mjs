// SIGKILL at any moment, 25 times, over one database while eight clients send: whatever was acknowledged is there
// afterwards, receipts and bytes unchanged; whatever was not can be sent again and is taken once. The same while
// dossiers are moved and corrected: no step that was acknowledged is missing, and none was taken twice.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { instruct, makePayload, pdf, pieceOf, post, putPiece, root, sha256, startReceiver, temporaryFolder } from "./receiver-support.mjs";

const kills = Number(process.env.GUICHET_KILLS ?? 25);
const clients = 8;

test(`${kills} kills lose nothing that was acknowledged`, async (t) => {
  const data = temporaryFolder();
  const sent = new Map();           // id -> { payload, contents }: everything that was ever tried
  const receipts = new Map();       // id -> receipt as acknowledged
  const pieces = new Map();         // "id/piece" -> SHA-256 as acknowledged
  let cut = 0;

  // One client: dossiers and their pieces, now and then an old dossier again, until the connection breaks.
  async function client(receiver, ended) {
    while (!ended.now) {
      let entry = [...sent.values()][Math.floor(Math.random() * sent.size * 4)];
      if (!entry) {
        const contents = [pdf(randomBytes(8).toString("hex")), Buffer.concat([pdf(), randomBytes(Math.random() < 0.3 ? 1_000_000 : 2_000)])];
        entry = { contents, payload: makePayload({ pieces: contents.map((content, at) => pieceOf(content, { id: `p${at + 1}` })) }) };
        sent.set(entry.payload.dossier, entry);
      }
      await acknowledge(receiver, entry);
    }
  }

  async function acknowledge(receiver, { payload, contents }) {
    const id = payload.dossier;
    const known = receipts.get(id);
    const posted = await post(receiver, payload);
    const receipt = await posted.json();
    assert.ok(posted.status === 201 || posted.status === 200, JSON.stringify(receipt));
    if (known) {
      assert.equal(posted.status, 200);
      assert.deepEqual(receipt, known);
    }
    receipts.set(id, receipt);
    for (const [at, content] of contents.entries()) {
      const wasThere = pieces.has(`${id}/p${at + 1}`);
      const put = await putPiece(receiver, id, `p${at + 1}`, content);
      const answer = await put.json();
      assert.ok(put.status === 201 || put.status === 200, JSON.stringify(answer));
      if (wasThere) assert.equal(put.status, 200);
      pieces.set(`${id}/p${at + 1}`, answer.sha256);
    }
  }

  async function verify(receiver, ids) {
    for (const id of ids) {
      const found = await (await fetch(receiver.at(`api/dossiers/${id}`))).json();
      assert.deepEqual(found.recu, receipts.get(id), `dossier ${id}`);
      assert.deepEqual(found.payload, sent.get(id).payload);
      for (const piece of found.pieces) {
        const acknowledged = pieces.get(`${id}/${piece.id}`);
        if (!acknowledged) continue;
        assert.equal(piece.recue, true, `${id}/${piece.id}`);
        const content = await fetch(receiver.at(`api/dossiers/${id}/pieces/${piece.id}`));
        assert.equal(sha256(Buffer.from(await content.arrayBuffer())), acknowledged);
      }
    }
  }

  for (let round = 0; round < kills; round += 1) {
    const before = new Set(receipts.keys());
    const receiver = await startReceiver({ data, extra: ["--quiet"] });
    assert.deepEqual(readdirSync(path.join(data, "entrantes")), []);
    const ended = { now: false };
    const broken = (error) => {
      if (error instanceof assert.AssertionError) throw error;
      cut += 1;
    };
    const all = Promise.all(Array.from({ length: clients }, () => client(receiver, ended).catch(broken)));
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 400));
    ended.now = true;
    await receiver.kill();
    await all;

    const again = await startReceiver({ data, extra: ["--quiet"] });
    await verify(again, [...receipts.keys()].filter((id) => !before.has(id)));
    await again.kill();
  }

  const last = await startReceiver({ data, extra: ["--quiet"] });
  await verify(last, receipts.keys());
  const acknowledged = `${receipts.size} dossiers and ${pieces.size} pieces`;
  // What was cut off is sent again: taken once, whether or not the first try had reached the disk.
  for (const entry of sent.values()) await acknowledge(last, entry);
  const numbers = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const list = await (await fetch(last.at(`api/dossiers?per_page=100&page=${page}`))).json();
    pages = list.total_pages;
    numbers.push(...list.dossiers.map((one) => one.recu.numero));
    assert.ok(list.dossiers.every((one) => one.pieces.recues === one.pieces.annoncees));
  }
  assert.equal(numbers.length, sent.size);
  const ranks = numbers.map((number) => Number(number.slice(-6))).sort((a, b) => a - b);
  assert.deepEqual(ranks, ranks.map((_, at) => at + 1), "numbers have neither gap nor double");
  t.diagnostic(`${kills} kills, ${cut} clients cut off, ${acknowledged} acknowledged, all there`);
  await last.stop();
  rmSync(data, { recursive: true, force: true });
});

const rounds = Math.ceil(kills / 3);
test(`${rounds} kills in the midst of lives lose no step that was acknowledged, and repeat none`, async (t) => {
  const data = temporaryFolder();
  const procedures = temporaryFolder();  // one alone: the command is quicker to start
  const whole = execFileSync(path.join(root, process.env.GUICHET_BUILD ?? "build/native", "procedure_tool"), ["assemble", path.join(root, "assets/procedures/opco-mobilites/action-formation.json")]);
  writeFileSync(path.join(procedures, "a.json"), whole);
  const extra = ["--quiet", "--procedures", procedures];
  // Of each dossier: its steps as acknowledged, and the one under way, of which nobody knows.
  const lives = Array.from({ length: 4 }, () => ({ payload: makePayload(), steps: [], tried: null, receipt: null }));
  let [acknowledged, cut] = [0, 0];

  async function step(receiver, life) {
    const status = life.steps.at(-1);
    const id = life.payload.dossier;
    if (status === "transmis") {
      life.tried = "a_completer";
      const { code, errors } = await instruct(receiver, "--procedures", procedures, id, "a_completer", "--remarque", "formation.intitule=Lequel ?");
      if (code === null) throw new Error("killed");
      assert.equal(code, 0, errors);
    } else {
      life.tried = "transmis";
      life.payload.formation.intitule = `Version ${life.steps.length}`;
      // A command takes a hundred times as long as a post: else hardly a post would be cut.
      if (Math.random() < 0.05) setTimeout(() => receiver.process.kill("SIGKILL"), Math.random() * 8);
      const answer = await post(receiver, life.payload);
      const receipt = await answer.json();
      assert.equal(answer.status, 201, JSON.stringify(receipt));
      life.receipt = receipt;
    }
    life.steps.push(life.tried);
    life.tried = null;
    acknowledged += 1;
  }

  async function verify(receiver, life) {
    const response = await fetch(receiver.at(`api/dossiers/${life.payload.dossier}`));
    if (response.status === 404) return assert.deepEqual(life.steps, []);
    const found = await response.json();
    const steps = found.historique.map((one) => one.statut);
    const possible = [life.steps, ...(life.tried ? [[...life.steps, life.tried]] : [])];
    assert.ok(possible.some((one) => one.join() === steps.join()), `${steps} instead of ${life.steps} and perhaps ${life.tried}`);
    assert.equal(found.statut, steps.at(-1));
    assert.equal(found.version, steps.filter((one) => one === "transmis").length);
    assert.equal(found.remarques.length, found.statut === "a_completer" ? 1 : 0);
    if (life.receipt?.version === found.version) assert.deepEqual(found.recu, life.receipt);
    // Sent again, what had arrived is known, and what had not is sent now.
    const wasTaken = steps.length > life.steps.length;
    if (life.tried === "transmis" && wasTaken) {
      const again = await post(receiver, life.payload);
      assert.equal(again.status, 200);
      life.receipt = await again.json();
    }
    life.steps = steps;
    life.tried = null;
    return undefined;
  }

  for (let round = 0; round < rounds; round += 1) {
    const receiver = await startReceiver({ data, extra });
    const ended = { now: false };
    const all = Promise.all(lives.map(async (life) => {
      try {
        while (!ended.now) await step(receiver, life);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        cut += 1;
      }
    }));
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 500));
    ended.now = true;
    await receiver.kill();
    await all;
    const again = await startReceiver({ data, extra });
    for (const life of lives) await verify(again, life);
    const feed = await (await fetch(again.at("api/evenements?limite=500"))).json();
    assert.deepEqual(feed.evenements.map((one) => one.numero), feed.evenements.map((_, at) => at + 1));
    assert.equal(feed.reste || feed.evenements.length === lives.reduce((sum, life) => sum + life.steps.length, 0), true);
    await again.kill();
  }
  assert.ok(acknowledged > rounds, `${acknowledged} steps`);
  t.diagnostic(`${rounds} kills, ${cut} clients cut off, ${acknowledged} steps acknowledged, all there`);
  for (const folder of [data, procedures]) rmSync(folder, { recursive: true, force: true });
});
