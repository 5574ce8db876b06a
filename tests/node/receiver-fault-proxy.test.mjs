// The proxy that the browser tests misbehave with does what they count on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startFaultProxy } from "../browser/fault-proxy.mjs";
import { makePayload, pdf, post, putPiece, read, startReceiver } from "./receiver-support.mjs";

let receiver;
let proxy;
const through = { at: (place) => new URL(place, proxy.url) };
const total = async () => (await read(fetch(receiver.at("api/dossiers")))).body.total;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => {
  await proxy.stop();
  await receiver.stop();
});

test("without a fault it changes nothing, and lists what came", async () => {
  const payload = makePayload();
  assert.equal((await read(post(through, payload))).status, 201);
  assert.equal((await read(putPiece(through, payload.dossier, "p1", pdf()))).status, 201);
  const piece = await fetch(through.at(`api/dossiers/${payload.dossier}/pieces/p1`));
  assert.equal(await piece.text(), pdf().toString());
  assert.match(piece.headers.get("content-disposition"), /^attachment/);
  const [posted, put] = proxy.requests;
  assert.deepEqual(JSON.parse(posted.body), payload);
  assert.deepEqual([posted.method, posted.path, posted.status, put.status], ["POST", "/api/dossiers", 201, 201]);
  assert.equal((await fetch(through.at("api/dossiers"), { method: "HEAD" })).status, 200);
});

test("each fault is the one asked for, for as many requests as asked for", async () => {
  for (const status of [401, 409, 422, 429, 500, 503]) {
    proxy.set({ match: "/api/dossiers", method: "POST", status, once: true });
    const before = await total();
    const refused = await read(post(through, makePayload()));
    assert.equal(refused.status, status);
    assert.match(refused.body.erreur.message, /\.$/);
    assert.equal(refused.headers.get("retry-after"), status === 429 || status === 503 ? "1" : null);
    assert.equal(await total(), before);
    assert.equal((await read(post(through, makePayload()))).status, 201);
  }
  proxy.set({ match: /sante$/, status: 500, times: 2, body: "panne", headers: { "content-type": "text/plain" } });
  assert.deepEqual([await (await fetch(through.at("api/sante"))).text(), (await fetch(through.at("api/sante"))).status], ["panne", 500]);
  assert.equal((await fetch(through.at("api/sante"))).status, 200);
});

test("a request is lost on its way there, or its answer on the way back", async () => {
  const payload = makePayload();
  const before = await total();
  proxy.set({ drop: "request", once: true });
  await assert.rejects(post(through, payload));
  assert.equal(await total(), before);
  proxy.set({ drop: "answer", once: true });
  await assert.rejects(post(through, payload));
  assert.equal(await total(), before + 1);
  assert.equal((await read(post(through, payload))).status, 200);
});

test("slow, cut short, down and up again", async () => {
  proxy.set({ delayMs: 300, once: true });
  const since = Date.now();
  await fetch(through.at("api/sante"));
  assert.ok(Date.now() - since >= 300);
  proxy.set({ truncate: 10, once: true });
  await assert.rejects(async () => (await fetch(through.at("api/sante"))).json());
  await proxy.down();
  await assert.rejects(fetch(through.at("api/sante")));
  await proxy.up();
  assert.equal((await fetch(through.at("api/sante"))).status, 200);
  proxy.set({ status: 500 });
  proxy.clear();
  assert.equal((await fetch(through.at("api/sante"))).status, 200);
});
