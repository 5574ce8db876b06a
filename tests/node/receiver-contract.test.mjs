// The OpenAPI document against the running server: every documented operation and answer is provoked, and what comes
// is validated against the document's own schemas. An answer that the document does not name fails the test.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { ajv, call, callRaw, document, uncovered } from "./contract.mjs";
import { environmentOf, instruct, makePayload, pdf, pieceOf, postgres, startReceiver } from "./receiver-support.mjs";

const json = (value, headers = {}) => ({ body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } });
const bytes = (value, headers = {}) => ({ body: value, headers: { "content-type": "application/octet-stream", ...headers } });
const [EVENTS, POST, LIST, ONE, PUT, GET] = ["get /api/evenements", "post /api/dossiers", "get /api/dossiers", "get /api/dossiers/{id}",
  "put /api/dossiers/{id}/pieces/{piece}", "get /api/dossiers/{id}/pieces/{piece}"];

/// A program that holds the database, until "ROLLBACK;" is written to it.
function holdDatabase(data) {
  const stdio = ["pipe", "pipe", "inherit"];
  if (!postgres) {
    const shell = spawn("sqlite3", [path.join(data, "guichet.sqlite3")], { stdio });
    shell.stdin.write("BEGIN IMMEDIATE; SELECT 'held';\n");
    return shell;
  }
  const shell = spawn("psql", ["--no-psqlrc", "--quiet", "--dbname", environmentOf(data).GUICHET_DATABASE], { stdio });
  shell.stdin.write("BEGIN; LOCK TABLE dossiers, pieces IN EXCLUSIVE MODE; SELECT 'held';\n");
  return shell;
}

describe("the contract", () => {
  let receiver;
  let guarded;
  before(async () => {
    receiver = await startReceiver();
    guarded = await startReceiver({ extra: ["--token", "sésame"] });
  });
  after(async () => {
    await receiver.stop();
    await guarded.stop();
  });

  test("the document is the one that is served, and its schemas compile", async () => {
    const { body } = await call(receiver, "get /api/openapi.json");
    assert.deepEqual(body, document);
    for (const name of Object.keys(document.components.schemas)) assert.ok(ajv.getSchema(`openapi.json#/components/schemas/${name}`), name);
  });

  test("a dossier is deposited, then the same again, then another under its id", async () => {
    const payload = makePayload();
    const first = await call(receiver, POST, json(payload, { "idempotency-key": payload.dossier }));
    assert.equal(first.status, 201);
    assert.equal(first.headers.get("location"), `/api/dossiers/${payload.dossier}`);
    const again = await call(receiver, POST, json(Object.fromEntries(Object.entries(payload).reverse())));
    assert.equal(again.status, 200);
    assert.deepEqual(again.body, first.body);
    const other = structuredClone(payload);
    other.formation.intitule = "Autre";
    assert.equal((await call(receiver, POST, json(other))).status, 409);
    assert.deepEqual((await call(receiver, ONE, { id: payload.dossier })).body.recu, first.body);
  });

  test("what cannot be taken is refused in the documented words", async () => {
    assert.equal((await call(receiver, POST, { ...json({}), body: "{" })).status, 400);
    assert.equal((await call(receiver, POST, json(makePayload(), { "idempotency-key": randomUUID() }))).status, 400);
    assert.equal((await call(receiver, POST, json(makePayload({ change: (payload) => { payload.formation.intitule = ""; } })))).status, 422);
    assert.equal((await call(receiver, POST, { body: "{}", headers: { "content-type": "text/plain" } })).status, 415);
    assert.equal((await call(receiver, POST, json("x".repeat(3 << 20)))).status, 413);
    const without = await callRaw(receiver, POST, `POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n`);
    assert.equal(without.status, 411);
  });

  test("findings name field, rule, severity, sentence and source", async () => {
    const late = makePayload({ change: (payload) => { payload.formation.date_debut = "2026-03-01"; payload.formation.date_fin = "2026-02-01"; } });
    const { status, body } = await call(receiver, POST, json(late));
    assert.equal(status, 422);
    assert.equal(body.erreur.code, "non-recevable");
    const finding = body.constats.find((one) => one.rule === "depot-avant-debut");
    assert.equal(finding.path, "formation.date_debut");
    assert.equal(finding.severity, "block");
    assert.ok(finding.source.titre.length > 0);
    assert.ok(body.constats.some((one) => one.rule === "fin-apres-debut"));
  });

  test("pieces are deposited and read back", async () => {
    const content = pdf("une pièce");
    const payload = makePayload({ pieces: [pieceOf(content), pieceOf(pdf("jamais envoyée"), { id: "p2" })] });
    const id = payload.dossier;
    assert.equal((await call(receiver, PUT, { id, piece: "p1", ...bytes(content) })).status, 404);
    await call(receiver, POST, json(payload));
    assert.equal((await call(receiver, GET, { id, piece: "p1" })).status, 404);
    const first = await call(receiver, PUT, { id, piece: "p1", ...bytes(content) });
    assert.equal(first.status, 201);
    assert.equal(first.body.recue, true);
    const again = await call(receiver, PUT, { id, piece: "p1", ...bytes(content, { "content-type": "application/pdf" }) });
    assert.equal(again.status, 200);
    assert.deepEqual(again.body, first.body);
    assert.equal((await call(receiver, PUT, { id, piece: "p1", ...bytes(pdf("une autre")) })).status, 409);
    assert.equal((await call(receiver, PUT, { id, piece: "p2", ...bytes(pdf("une autre")) })).status, 422);
    assert.equal((await call(receiver, PUT, { id, piece: "p2", ...bytes(content, { "content-type": "text/html" }) })).status, 415);
    assert.equal((await call(receiver, PUT, { id, piece: "p2", ...bytes(Buffer.alloc((20 << 20) + 1)) })).status, 413);
    const to = `PUT /api/dossiers/${id}/pieces/p2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/pdf\r\n`;
    assert.equal((await callRaw(receiver, PUT, `${to}Connection: close\r\n\r\n`)).status, 411);
    assert.equal((await callRaw(receiver, PUT, `${to}Content-Length: ${payload.pieces[1].taille}\r\n\r\n%PDF`, { halfClose: true })).status, 400);
    const read = await call(receiver, GET, { id, piece: "p1" });
    assert.equal(read.status, 200);
    assert.deepEqual(read.bytes, content);
    assert.match(read.headers.get("content-disposition"), /^attachment; .*filename\*=UTF-8''Programme%20d%E2%80%99%C3%A9t%C3%A9\.pdf$/);
    const whole = await call(receiver, ONE, { id });
    assert.deepEqual(whole.body.pieces.map((piece) => piece.recue), [true, false]);
    assert.deepEqual(whole.body.payload, payload);
    for (const [operation, status] of [["head /api/dossiers/{id}/pieces/{piece}", 200], ["head /api/dossiers/{id}", 200]]) {
      const headed = await call(receiver, operation, { id, piece: "p1" });
      assert.equal(headed.status, status);
    }
    assert.equal((await call(receiver, "head /api/dossiers/{id}/pieces/{piece}", { id, piece: "p2" })).status, 404);
    rmSync(path.join(receiver.data, "pieces"), { recursive: true });
    assert.equal((await call(receiver, GET, { id, piece: "p1" })).status, 500);
    // Sent again, it is there again.
    assert.equal((await call(receiver, PUT, { id, piece: "p1", ...bytes(content) })).status, 200);
    assert.equal((await call(receiver, GET, { id, piece: "p1" })).status, 200);
  });

  test("reading: list, one, health, directory", async () => {
    const list = await call(receiver, LIST, { query: "?page=1&per_page=2" });
    assert.equal(list.status, 200);
    assert.equal((await call(receiver, LIST, { query: "?page=0" })).status, 400);
    assert.equal((await call(receiver, LIST, { query: "?per_page=101" })).status, 400);
    assert.equal((await call(receiver, "head /api/dossiers")).status, 200);
    assert.equal((await call(receiver, ONE, { id: randomUUID() })).status, 404);
    assert.equal((await call(receiver, "head /api/dossiers/{id}", { id: randomUUID() })).status, 404);
    const health = await call(receiver, "get /api/sante");
    assert.ok(health.body.procedures.some((one) => one.id === "opco-mobilites.action-formation"));
    await call(receiver, "head /api/sante");
    await call(receiver, "head /api/openapi.json");
    await call(receiver, "head /api/annuaire/search", { query: "?q=83135297600011" });
    const search = await call(receiver, "get /api/annuaire/search", { query: "?q=exemple&per_page=25" });
    assert.ok(search.body.total_results >= 3);
    assert.equal((await call(receiver, "get /api/annuaire/search", { query: "?q=a" })).status, 400);
  });

  test("a life: remarks, a correction, what is new since a cursor", async () => {
    const content = pdf("à revoir");
    const payload = makePayload({ pieces: [pieceOf(content), pieceOf(pdf("manquante"), { id: "p2" })] });
    const id = payload.dossier;
    const { numero } = (await call(receiver, POST, json(payload))).body;
    await call(receiver, PUT, { id, piece: "p1", ...bytes(content) });
    const before = (await call(receiver, EVENTS, { query: "?limite=500" })).body.curseur;
    const told = await instruct(receiver, numero, "a_completer", "--commentaire", "Deux points.", "--remarque", "formation.intitule=Lequel ?",
      "--piece", "p1=non_conforme:Illisible.", "--echeance", "1=refusee:2140,00:Le certificat manque.");
    assert.deepEqual([told.code, told.errors], [0, ""]);
    const asked = (await call(receiver, ONE, { id })).body;
    assert.deepEqual([asked.statut, asked.statut_libelle, asked.verrou, asked.version], ["a_completer", "À compléter", "modifiable", 1]);
    assert.deepEqual(asked.remarques, [{ chemin: "formation.intitule", message: "Lequel ?" }, { piece: "p1", message: "Illisible." }]);
    assert.deepEqual(asked.echeances.map(({ date, ...rest }) => rest), [{ rang: 1, montant: 214000, etat: "refusee", message: "Le certificat manque." }]);
    assert.deepEqual(asked.pieces.map((one) => [one.etat, one.remarque]), [["non_conforme", "Illisible."], ["attendue", undefined]]);
    assert.equal((await call(receiver, LIST, { query: "?statut=a_completer" })).body.dossiers[0].id, id);
    payload.formation.intitule = "Celui-ci";
    const sent = await call(receiver, POST, json(payload));
    assert.deepEqual([sent.status, sent.body.numero, sent.body.version], [201, numero, 2]);
    const news = await call(receiver, EVENTS, { query: `?apres=${before}&attendre=1` });
    assert.deepEqual(news.body.evenements.map((one) => [one.statut, one.verrou, one.version]), [["a_completer", "modifiable", 1], ["transmis", "verrouille", 2]]);
    assert.deepEqual((await call(receiver, EVENTS, { query: `?apres=${news.body.curseur}` })).body, { curseur: news.body.curseur, reste: false, evenements: [] });
    for (const bad of ["apres=-1", "apres=x", "limite=0", "limite=501", "attendre=26", "attendre=-1", "apres=%FF"]) {
      assert.equal((await call(receiver, EVENTS, { query: `?${bad}` })).status, 400, bad);
    }
    assert.equal((await call(receiver, EVENTS, { query: `?apres=${news.body.curseur + 1}` })).status, 409);
    const since = Date.now();
    assert.equal((await call(receiver, "head /api/evenements", { query: `?apres=${news.body.curseur}&attendre=20` })).status, 200);
    assert.ok(Date.now() - since < 5000, "HEAD does not wait");
    assert.equal((await call(receiver, LIST, { query: "?statut=a%20b" })).status, 400);
  });

  test("without the code: 401 everywhere that holds data; with it: as without a code", async () => {
    const payload = makePayload();
    const id = payload.dossier;
    const calls = [[POST, json(payload)], [LIST, {}], [EVENTS, {}], [ONE, { id }], [PUT, { id, piece: "p1", ...bytes(pdf()) }], [GET, { id, piece: "p1" }]];
    for (const [operation, options] of calls) assert.equal((await call(guarded, operation, options)).status, 401, operation);
    for (const code of ["Bearer", "Bearer ", "Bearer faux", "Basic c8Opc2FtZQ==", "sésame"]) {
      assert.equal((await call(guarded, LIST, { headers: { authorization: code } })).status, 401, code);
    }
    // fetch writes é as one byte; curl and most libraries write UTF-8.
    assert.equal((await call(guarded, POST, json(payload, { authorization: "Bearer sésame" }))).status, 201);
    const utf8 = Buffer.from("sésame").toString("latin1");
    assert.equal((await call(guarded, LIST, { headers: { authorization: `bearer ${utf8}` } })).status, 200);
    await call(guarded, "get /api/sante");
  });

  test("a busy database: 503, and the same again is taken once it is free", async () => {
    const payload = makePayload();
    await call(receiver, POST, json(payload));
    const lock = holdDatabase(receiver.data);
    await new Promise((resolve) => lock.stdout.once("data", resolve));
    const late = makePayload();
    const piece = { id: payload.dossier, piece: "p1", ...bytes(pdf()) };
    const refused = await Promise.all([call(receiver, POST, json(late)), call(receiver, PUT, piece)]);
    assert.deepEqual(refused.map((one) => one.status), [503, 503]);
    lock.stdin.end("ROLLBACK;\n");
    await new Promise((resolve) => lock.on("exit", resolve));
    assert.equal((await call(receiver, POST, json(late))).status, 201);
    assert.equal((await call(receiver, GET, { id: payload.dossier, piece: "p1" })).status, 404);
    assert.equal((await call(receiver, PUT, piece)).status, 201);
  });

  test("a full disk: 507, nothing half-written, and what was acknowledged is still there", async () => {
    // A file may not grow above this: to a program the same as a disk that is full.
    const full = await startReceiver({ wrap: ["prlimit", "--fsize=400000"], keep: true });
    const large = Buffer.concat([pdf(), Buffer.alloc(500_000)]);
    const payload = makePayload({ pieces: [pieceOf(large)] });
    assert.equal((await call(full, POST, json(payload))).status, 201);
    const put = await call(full, PUT, { id: payload.dossier, piece: "p1", ...bytes(large) });
    assert.equal(put.status, 507);
    const accepted = [payload.dossier];
    let answer;
    // PostgreSQL's disk is not the receiver's: a trigger says what its server would.
    const base = path.basename(full.data);
    if (postgres) {
      postgres.psql(`CREATE FUNCTION plein() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM dossiers) > 20 THEN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$;
        CREATE TRIGGER plein BEFORE INSERT ON evenements FOR EACH ROW EXECUTE FUNCTION plein()`, base);
    }
    do {
      const next = makePayload();
      answer = await call(full, POST, json(next));
      if (answer.status === 201) accepted.push(next.dossier);
    } while (answer.status === 201 && accepted.length < 500);
    assert.equal(answer.status, 507);
    assert.equal((await call(full, LIST, {})).body.total, accepted.length);
    await full.stop();
    if (postgres) postgres.psql("DROP TRIGGER plein ON evenements", base);
    const roomy = await startReceiver({ data: full.data });
    assert.equal((await call(roomy, LIST, {})).body.total, accepted.length);
    assert.equal((await call(roomy, PUT, { id: payload.dossier, piece: "p1", ...bytes(large) })).status, 201);
    const next = await call(roomy, POST, json(makePayload()));
    assert.equal(next.body.numero.slice(-6), String(accepted.length + 1).padStart(6, "0"));
    await roomy.stop();
  });

  test("every answer that is documented was given", () => {
    // Those of accounts, and the rights that they ask for: receiver-accounts.test.mjs.
    assert.deepEqual(uncovered((operation, status) => !operation.tags.includes("comptes") && status !== "403"), []);
  });
});
