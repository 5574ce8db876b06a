// SIGKILL at any moment, 25 times, over one database while eight clients send: whatever was acknowledged is there
// afterwards, receipts and bytes unchanged; whatever was not can be sent again and is taken once.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { makePayload, pdf, pieceOf, post, putPiece, sha256, startReceiver, temporaryFolder } from "./receiver-support.mjs";

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
