// What changes while a request is on its way: a body may take a quarter of an hour, and what it may do is decided when it is there.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { asked, bearerOf, codeTo, GARAGE, messagesTo, SALON, signUp, someone, sql, startWithAccounts } from "./accounts-support.mjs";
import { callRaw } from "./contract.mjs";
import { makePayload, pdf, pieceOf } from "./receiver-support.mjs";

const content = pdf();
const [next, other] = ["Un nouveau mot de passe", "Encore un autre mot de passe"];

describe("while the body is on its way", () => {
  let receiver;
  let administrator;
  let member;
  before(async () => { receiver = await startWithAccounts(); });
  after(() => receiver.stop());

  const grant = async (droits) =>
    assert.equal((await asked(receiver, "PUT", `organisations/${GARAGE}/habilitations/${member.courriel}`, { droits }, administrator.bearer)).status, 204);
  const reset = async () => {
    assert.equal((await asked(receiver, "POST", "comptes/oubli", { courriel: member.courriel })).status, 202);
    assert.equal((await asked(receiver, "POST", "comptes/reinitialisation", { jeton: codeTo(receiver, member.courriel), mot_de_passe: next })).status, 200);
  };
  const signOut = async () => assert.equal((await asked(receiver, "DELETE", "session", undefined, member.bearer)).status, 204);
  const withdraw = () => grant(["lecture"]);

  /// The head and half of the body, then what comes between, then the rest. `value`: JSON, or the bytes of a piece.
  async function midway(operation, place, value, between) {
    const body = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
    const head = `${operation.split(" ")[0].toUpperCase()} /api/${place} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: ${member.bearer.authorization}\r\n`
      + `Content-Type: application/${Buffer.isBuffer(value) ? "pdf" : "json"}\r\nContent-Length: ${body.length}\r\n\r\n`;
    const half = Math.floor(body.length / 2);
    const answer = await callRaw(receiver, operation, [head, body.subarray(0, half), 300, between, body.subarray(half)], { ms: 10_000 });
    return { status: answer.status, body: JSON.parse(answer.body.toString("utf8")) };
  }

  beforeEach(async () => {
    administrator ??= await signUp(receiver, GARAGE);
    member = await signUp(receiver, GARAGE);
    await grant(["lecture", "envoi", "administration"]);
  });

  test("with nothing between them, two halves are as good as one", async () => {
    const sent = makePayload({ pieces: [pieceOf(content)] });
    const nothing = () => {};
    assert.equal((await midway("post /api/dossiers", "dossiers", sent, nothing)).status, 201);
    assert.equal((await midway("put /api/dossiers/{id}/pieces/{piece}", `dossiers/${sent.dossier}/pieces/p1`, content, nothing)).status, 201);
    assert.equal((await midway("put /api/comptes/moi/mot-de-passe", "comptes/moi/mot-de-passe", { ancien: "Quatre chevaux bais", nouveau: next }, nothing)).status, 200);
    await bearerOf(receiver, member.courriel, {}, next);
  });

  test("a reset: the former password changes neither the password nor the address", async () => {
    const body = { ancien: "Quatre chevaux bais", nouveau: other };
    assert.equal((await midway("put /api/comptes/moi/mot-de-passe", "comptes/moi/mot-de-passe", body, reset)).status, 401);
    member.bearer = await bearerOf(receiver, member.courriel, {}, next);
    const courriel = someone();
    const again = async () => sql(receiver, `DELETE FROM sessions WHERE compte = (SELECT id FROM comptes WHERE courriel = '${member.courriel}')`);
    assert.equal((await midway("put /api/comptes/moi/courriel", "comptes/moi/courriel", { courriel, mot_de_passe: next }, again)).status, 401);
    assert.equal(messagesTo(receiver, courriel).length, 0);
  });

  test("a session that has ended asks for nothing, and gives no rights", async () => {
    assert.equal((await midway("post /api/organisations/{siret}/habilitations", `organisations/${SALON}/habilitations`, { a: 1 }, signOut)).status, 401);
    member.bearer = await bearerOf(receiver, member.courriel);
    const place = `organisations/${GARAGE}/habilitations/${member.courriel}`;
    assert.equal((await midway("put /api/organisations/{siret}/habilitations/{courriel}", place, { droits: ["saisie"] }, signOut)).status, 401);
    const { body } = await asked(receiver, "GET", `organisations/${GARAGE}/habilitations`, undefined, administrator.bearer);
    assert.deepEqual(body.habilitations.find(({ courriel }) => courriel === member.courriel).droits, ["lecture", "envoi", "administration"]);
  });

  test("a right that was withdrawn gives no other its rights, nor takes them away", async () => {
    const place = `organisations/${GARAGE}/habilitations/${administrator.courriel}`;
    const { status, body } = await midway("put /api/organisations/{siret}/habilitations/{courriel}", place, { droits: [] }, withdraw);
    assert.deepEqual([status, body.erreur.code], [403, "droit-manquant"]);
    await grant(["lecture"]);
  });

  test("dossiers and pieces: 401 when the session ended, 403 when the right was withdrawn, and nothing is kept", async () => {
    const sent = makePayload({ pieces: [pieceOf(content)] });
    assert.equal((await midway("post /api/dossiers", "dossiers", sent, signOut)).status, 401);
    member.bearer = await bearerOf(receiver, member.courriel);
    assert.equal((await midway("post /api/dossiers", "dossiers", sent, withdraw)).status, 403);
    assert.equal((await asked(receiver, "GET", `dossiers/${sent.dossier}`, undefined, administrator.bearer)).status, 404);
    await grant(["envoi"]);
    assert.equal((await asked(receiver, "POST", "dossiers", sent, member.bearer)).status, 201);
    const place = `dossiers/${sent.dossier}/pieces/p1`;
    const putPiece = (between) => midway("put /api/dossiers/{id}/pieces/{piece}", place, content, between);
    assert.equal((await putPiece(reset)).status, 401);
    member.bearer = await bearerOf(receiver, member.courriel, {}, next);
    assert.equal((await putPiece(withdraw)).status, 403);
    const { body } = await asked(receiver, "GET", `dossiers/${sent.dossier}`, undefined, administrator.bearer);
    assert.equal(body.pieces[0].recue, false);
  });
});
