// Who may do what under --comptes, on every route that the OpenAPI document names: a route without its line in the table below fails.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { asked, BAKERY, bearerOf, GARAGE, password, SALON, send, signUp, someone, startWithAccounts } from "./accounts-support.mjs";
import { call, document, uncovered } from "./contract.mjs";
import { command, environmentOf, instruct, makePayload, pdf, pieceOf, post, read, startReceiver, temporaryFolder } from "./receiver-support.mjs";

const json = (value, headers = {}) => ({ body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } });
const content = pdf();
const [LIST, POST, ONE, PUT_PIECE, GET_PIECE, EVENTS] = ["get /api/dossiers", "post /api/dossiers", "get /api/dossiers/{id}",
  "put /api/dossiers/{id}/pieces/{piece}", "get /api/dossiers/{id}/pieces/{piece}", "get /api/evenements"];
const [MEMBERS, JOIN, GRANT, REMOVE] = ["get /api/organisations/{siret}/habilitations", "post /api/organisations/{siret}/habilitations",
  "put /api/organisations/{siret}/habilitations/{courriel}", "delete /api/organisations/{siret}/habilitations/{courriel}"];

/// What each route asks for: nothing, an open session, or a right for the organisation.
const ROUTES = {
  "get /api/sante": "ouvert", "head /api/sante": "ouvert", "get /api/openapi.json": "ouvert", "head /api/openapi.json": "ouvert",
  "get /api/annuaire/search": "ouvert", "head /api/annuaire/search": "ouvert",
  [LIST]: "lecture", "head /api/dossiers": "lecture", [ONE]: "lecture", "head /api/dossiers/{id}": "lecture",
  [GET_PIECE]: "lecture", "head /api/dossiers/{id}/pieces/{piece}": "lecture", [EVENTS]: "lecture", "head /api/evenements": "lecture",
  [POST]: "envoi", [PUT_PIECE]: "envoi",
  "post /api/comptes": "ouvert", "post /api/comptes/confirmation": "ouvert", "post /api/comptes/oubli": "ouvert",
  "post /api/comptes/reinitialisation": "ouvert", "post /api/session": "ouvert",
  "get /api/session": "session", "delete /api/session": "session",
  "put /api/comptes/moi/mot-de-passe": "session", "put /api/comptes/moi/courriel": "session", [JOIN]: "session",
  [MEMBERS]: "administration", [GRANT]: "administration", [REMOVE]: "administration",
};
const operations = Object.entries(document.paths).flatMap(([place, methods]) => Object.keys(methods).filter((name) => name !== "parameters").map((method) => `${method} ${place}`));

describe("rights", () => {
  let receiver;
  let administrator;
  let member;
  let stranger;
  let sent;
  const grant = async (droits, siret = GARAGE, courriel = member.courriel) =>
    assert.equal((await call(receiver, GRANT, { siret, courriel, ...json({ droits }, administrator.bearer) })).status, 204);
  /// A request to that operation that would succeed, or fail for its content alone.
  const request = (operation, headers) => {
    const options = { id: sent.dossier, piece: "p1", siret: GARAGE, courriel: someone(), headers };
    if (operation === POST) return { ...options, ...json(sent, headers) };
    if (operation === PUT_PIECE) return { ...options, body: content, headers: { "content-type": "application/pdf", ...headers } };
    if (/^(post|put) /.test(operation)) return { ...options, ...json({}, headers) };
    if (operation.includes("search")) return { ...options, query: "?q=exemple" };
    return options;
  };
  before(async () => {
    receiver = await startWithAccounts();
    administrator = await signUp(receiver, GARAGE);
    member = await signUp(receiver, GARAGE);
    stranger = await signUp(receiver, SALON);
    sent = makePayload({ pieces: [pieceOf(content)] });
    assert.equal((await call(receiver, POST, json(sent, administrator.bearer))).status, 201);
    assert.equal((await call(receiver, PUT_PIECE, request(PUT_PIECE, administrator.bearer))).status, 201);
  });
  after(() => receiver.stop());

  test("each route of the document has its line here, and the other way round", () => {
    assert.deepEqual(Object.keys(ROUTES).sort(), operations.sort());
  });

  test("signed out: 401 wherever something is asked for, and nowhere else", async () => {
    for (const operation of operations) {
      const { status } = await call(receiver, operation, request(operation, {}));
      if (ROUTES[operation] === "ouvert") assert.ok(status !== 401 && status !== 403, `${operation} ${status}`);
      else assert.equal(status, 401, operation);
    }
  });

  test("what is no JSON object is refused to who may", async () => {
    for (const operation of [JOIN, GRANT]) {
      const options = { siret: GARAGE, courriel: member.courriel };
      assert.equal((await call(receiver, operation, { ...options, body: "[", headers: { "content-type": "application/json", ...administrator.bearer } })).status, 400);
      assert.equal((await call(receiver, operation, { ...options, body: "x", headers: { "content-type": "text/plain", ...administrator.bearer } })).status, 415);
    }
  });

  test("each right opens its own routes and no other", async () => {
    for (const held of [[], ["lecture"], ["saisie"], ["envoi"], ["administration"], ["lecture", "saisie", "envoi"]]) {
      await grant(held);
      for (const operation of operations) {
        const wanted = ROUTES[operation];
        if (wanted === "ouvert" || operation === "delete /api/session") continue;
        const { status, body } = await call(receiver, operation, request(operation, member.bearer));
        const what = `${operation} with ${held.join(", ") || "nothing"}: ${status}`;
        if (wanted === "session" || held.includes(wanted)) assert.ok(status !== 401 && status !== 403, what);
        else assert.equal(status, 403, what);
        if (status === 403 && !operation.startsWith("head ")) assert.match(body.erreur.message, /Votre compte n’a pas le droit « \w+ »/);
      }
    }
    await grant([]);
  });

  test("a dossier of another organisation is not known, whatever one may do in one’s own", async () => {
    const { bearer } = stranger;
    for (const [operation, wanted] of [[ONE, 404], ["head /api/dossiers/{id}", 404], [GET_PIECE, 404], ["head /api/dossiers/{id}/pieces/{piece}", 404], [PUT_PIECE, 404], [POST, 409]]) {
      const mine = await call(receiver, operation, request(operation, bearer));
      assert.equal(mine.status, wanted, operation);
      if (wanted !== 404 || operation.startsWith("head ")) continue;
      const nobody = await call(receiver, operation, { ...request(operation, bearer), id: randomUUID() });
      assert.deepEqual([nobody.status, nobody.body], [404, mine.body], operation);
    }
    const other = await call(receiver, POST, request(POST, bearer));
    assert.equal(other.body.erreur.code, "identifiant-pris");
    assert.ok(!JSON.stringify(other.body).includes("AF-"), "no receipt of another's");
    assert.equal((await call(receiver, LIST, { headers: bearer })).body.total, 0);
    assert.equal((await call(receiver, LIST, { query: "?statut=transmis", headers: bearer })).body.total, 0);
    assert.deepEqual((await call(receiver, EVENTS, { headers: bearer })).body.evenements, []);
    for (const operation of [MEMBERS, GRANT, REMOVE]) assert.equal((await call(receiver, operation, request(operation, bearer))).status, 403, operation);
    assert.equal((await call(receiver, LIST, { headers: { ...bearer, "guichet-organisation": GARAGE } })).status, 403);
    assert.equal((await call(receiver, EVENTS, { headers: { ...bearer, "guichet-organisation": "rien" } })).status, 403);
  });

  test("lists and events are those of the caller; a cursor passes over what is others’", async () => {
    const own = makePayload();
    assert.equal((await call(receiver, POST, json(own, stranger.bearer))).status, 201);
    const list = (await call(receiver, LIST, { headers: stranger.bearer })).body;
    assert.deepEqual([list.total, list.dossiers.map(({ id }) => id)], [1, [own.dossier]]);
    const garage = (await call(receiver, LIST, { headers: administrator.bearer })).body;
    assert.ok(garage.total >= 1 && garage.dossiers.every(({ id }) => id !== own.dossier));
    const before = (await call(receiver, EVENTS, { query: "?limite=500", headers: stranger.bearer })).body;
    assert.deepEqual(before.evenements.map(({ dossier }) => dossier), [own.dossier]);
    assert.equal((await call(receiver, POST, json(makePayload(), administrator.bearer))).status, 201);
    const after = (await call(receiver, EVENTS, { query: `?apres=${before.curseur}`, headers: stranger.bearer })).body;
    assert.deepEqual([after.evenements, after.reste], [[], false]);
    assert.ok(after.curseur > before.curseur);
    const waiting = call(receiver, EVENTS, { query: `?apres=${after.curseur}&attendre=20`, headers: stranger.bearer });
    const moved = await instruct(receiver, list.dossiers[0].recu.numero, "en_instruction");
    assert.equal(moved.code, 0);
    assert.deepEqual((await waiting).body.evenements.map(({ statut }) => statut), ["en_instruction"]);
  });

  test("who acts for several says for which; the dossier is that one’s", async () => {
    const both = await signUp(receiver, BAKERY);
    assert.deepEqual((await call(receiver, JOIN, { siret: GARAGE, ...json({}, both.bearer) })).body, { siret: GARAGE, droits: [], en_attente: true });
    assert.equal((await call(receiver, JOIN, { siret: "83135297600012", ...json({}, both.bearer) })).status, 422);
    // For the garage not yet, so for the bakery without a word.
    const first = makePayload();
    assert.equal((await call(receiver, POST, json(first, both.bearer))).status, 201);
    assert.equal((await call(receiver, ONE, { id: sent.dossier, headers: both.bearer })).status, 404, "waiting is not belonging");
    await grant(["envoi", "lecture"], GARAGE, both.courriel);
    const second = makePayload();
    const unsaid = await call(receiver, POST, json(second, both.bearer));
    assert.deepEqual([unsaid.status, unsaid.body.erreur.code], [400, "organisation-a-choisir"]);
    assert.equal((await call(receiver, POST, json(second, { ...both.bearer, "guichet-organisation": SALON }))).status, 403);
    assert.equal((await call(receiver, POST, json(second, { ...both.bearer, "guichet-organisation": GARAGE }))).status, 201);
    assert.equal((await call(receiver, POST, json(second, { ...both.bearer, "guichet-organisation": BAKERY }))).status, 409);
    const seen = async (organisation) => (await call(receiver, LIST, { query: "?per_page=100", headers: { ...both.bearer, ...(organisation ? { "guichet-organisation": organisation } : {}) } })).body.dossiers.map(({ id }) => id);
    assert.deepEqual(await seen(BAKERY), [first.dossier]);
    assert.ok((await seen(GARAGE)).includes(second.dossier) && !(await seen(GARAGE)).includes(first.dossier));
    assert.equal((await seen()).length, (await seen(GARAGE)).length + 1);
    assert.equal((await call(receiver, ONE, { id: first.dossier, headers: { ...both.bearer, "guichet-organisation": GARAGE } })).status, 404);
    // A right for one of them is no right for the other.
    await grant(["lecture"], GARAGE, both.courriel);
    assert.equal((await call(receiver, PUT_PIECE, { ...request(PUT_PIECE, both.bearer), id: second.dossier })).status, 403);
    await grant(["envoi"], GARAGE, both.courriel);
    assert.equal((await call(receiver, GET_PIECE, { id: second.dossier, piece: "p1", headers: both.bearer })).status, 403);
    assert.ok(!(await seen()).includes(second.dossier));
  });

  test("the first of an organisation administers it, others wait; the last administrator stays", async () => {
    const list = (await call(receiver, MEMBERS, { siret: GARAGE, headers: administrator.bearer })).body.habilitations;
    const of = (courriel) => list.find((one) => one.courriel === courriel);
    assert.deepEqual(of(administrator.courriel).droits, ["lecture", "saisie", "envoi", "administration"]);
    assert.deepEqual(of(member.courriel), { courriel: member.courriel, prenom: "Élise", nom: "Bœuf", droits: [], en_attente: true });
    const put = (courriel, droits, headers = administrator.bearer) => call(receiver, GRANT, { siret: GARAGE, courriel, ...json({ droits }, headers) });
    const remove = (courriel) => call(receiver, REMOVE, { siret: GARAGE, courriel, headers: administrator.bearer });
    assert.equal((await put(administrator.courriel, ["lecture"])).status, 409);
    assert.equal((await remove(administrator.courriel)).status, 409);
    assert.equal((await put(stranger.courriel, ["lecture"])).status, 404, "who has not asked is not known, account or not");
    assert.equal((await put(someone(), ["lecture"])).status, 404);
    assert.equal((await remove(someone())).status, 404);
    for (const bad of ["lecture", ["tout"], [3], undefined]) assert.equal((await put(member.courriel, bad)).status, 422, JSON.stringify(bad));
    await grant(["administration"]);
    assert.equal((await call(receiver, MEMBERS, { siret: GARAGE, headers: member.bearer })).status, 200);
    assert.equal((await put(member.courriel, [])).status, 204);
    assert.equal((await call(receiver, MEMBERS, { siret: GARAGE, headers: member.bearer })).status, 403, "at once, in the session that is open");
    assert.equal((await remove(member.courriel)).status, 204);
    assert.equal((await remove(member.courriel)).status, 404);
    assert.deepEqual((await asked(receiver, "GET", "session", undefined, member.bearer)).body.organisations, []);
    assert.equal((await call(receiver, JOIN, { siret: GARAGE, ...json({}, member.bearer) })).body.en_attente, true);
    // An address may come percent-encoded or not, in any case.
    assert.equal((await send(receiver, "PUT", `organisations/${GARAGE}/habilitations/${member.courriel.toUpperCase()}`, { droits: ["lecture"] }, administrator.bearer)).status, 204);
  });

  test("an address that cannot be one is nobody’s, and hinders nobody after it", async () => {
    for (const name of ["%FF", "%00", "%", "%C3", "%20", "a%00b", "@"]) {
      const place = `organisations/${GARAGE}/habilitations/${name}`;
      for (const [method, body] of [["PUT", { droits: ["lecture"] }], ["DELETE", undefined]]) {
        const seen = await asked(receiver, method, place, body, administrator.bearer);
        assert.deepEqual([seen.status, seen.body.erreur.code], [404, "habilitation-inconnue"], `${method} ${name}`);
      }
    }
    assert.equal((await call(receiver, JOIN, { siret: GARAGE, ...json({}, member.bearer) })).status, 201, "the writer is there");
  });

  test("asking to act for organisations is slowed down, by account", async () => {
    const { bearer } = await signUp(receiver, GARAGE);
    let last = { status: 201 };
    let free = 0;
    for (; last.status === 201 && free < 40; free += 1) last = await call(receiver, JOIN, { siret: SALON, ...json({}, bearer) });
    // On a slow machine the first waits are over before the next request.
    assert.ok(last.status === 429 && free >= 31, `${last.status} after ${free}`);
    assert.equal(last.body.erreur.code, "trop-d-essais");
    assert.equal((await call(receiver, JOIN, { siret: SALON, ...json({}, member.bearer) })).status, 201, "of another account: not yet");
  });

  test("by cookie, dossiers are sent from our own pages alone", async () => {
    const { headers } = await asked(receiver, "POST", "session", { courriel: administrator.courriel, mot_de_passe: password });
    const cookie = headers.get("set-cookie").split(";")[0];
    const payload = makePayload({ pieces: [pieceOf(content)] });
    for (const operation of [POST, PUT_PIECE, JOIN, GRANT, REMOVE]) {
      const refused = await call(receiver, operation, { ...request(operation, { cookie, origin: "https://ailleurs.example" }) });
      assert.deepEqual([refused.status, refused.body.erreur.code], [403, "origine-refusee"], operation);
    }
    assert.equal((await call(receiver, POST, json(payload, { cookie, origin: new URL(receiver.url).origin }))).status, 201);
    assert.equal((await call(receiver, LIST, { headers: { cookie } })).status, 200);
  });

  test("every answer that is documented for rights was given", () => {
    const isRight = (operation, status) => ["401", "403"].includes(status) || JSON.stringify(operation.operationId).match(/abilitation|Droits/);
    assert.deepEqual(uncovered((operation, status) => operation.security?.length !== 0 && isRight(operation, status)
      && !/Session|Compte|MotDePasse|Courriel/.test(operation.operationId)), []);
  });
});

test("dossiers of a demonstration are those of their organisations", async () => {
  const data = temporaryFolder();
  execFileSync(command, ["demo", "--data", data], { env: environmentOf(data), stdio: "ignore" });
  const receiver = await startWithAccounts({ data });
  for (const [siret, total] of [[GARAGE, 16], [SALON, 8], ["99910005000015", 16]]) {
    const { bearer } = await signUp(receiver, siret);
    assert.equal((await asked(receiver, "GET", "dossiers", undefined, bearer)).body.total, total);
  }
  await receiver.stop();
});

test("what was received without accounts belongs to nobody, and what is sent with them stays its organisation’s", async () => {
  const data = temporaryFolder();
  const open = await startReceiver({ data, keep: true });
  const [former, later] = [makePayload(), makePayload()];
  assert.equal((await read(post(open, former))).status, 201);
  await open.stop();
  const closed = await startWithAccounts({ data, keep: true });
  const { courriel, bearer } = await signUp(closed, GARAGE);
  assert.equal((await asked(closed, "GET", "dossiers", undefined, bearer)).body.total, 0);
  assert.equal((await asked(closed, "GET", `dossiers/${former.dossier}`, undefined, bearer)).status, 404);
  assert.equal((await asked(closed, "POST", "dossiers", former, bearer)).status, 409);
  assert.equal((await asked(closed, "POST", "dossiers", later, bearer)).status, 201);
  await closed.stop();
  const again = await startReceiver({ data, keep: true });
  assert.equal((await read(fetch(again.at("api/dossiers")))).body.total, 2, "without accounts all is as it was");
  assert.equal((await read(post(again, later))).status, 200);
  await again.stop();
  const last = await startWithAccounts({ data });
  assert.equal((await asked(last, "GET", "dossiers", undefined, await bearerOf(last, courriel))).body.total, 1);
  await last.stop();
});
