// Accounts over real HTTP: asked for, confirmed, signed in and out, throttled, forgotten. What crosses no border is in
// receiver-rights.test.mjs, what outlives a kill in receiver-accounts-kept.test.mjs. Every answer is held to the OpenAPI document.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { application, bearerOf, codeIn, codeTo, GARAGE, messagesTo, minutesAgo, password, SALON, signUp, someone, sql, startWithAccounts } from "./accounts-support.mjs";
import { call, uncovered } from "./contract.mjs";

const json = (value, headers = {}) => ({ body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } });
const [REGISTER, CONFIRM, FORGOTTEN, RESET, PASSWORD, EMAIL, SIGN_IN, WHO, SIGN_OUT] = ["post /api/comptes", "post /api/comptes/confirmation",
  "post /api/comptes/oubli", "post /api/comptes/reinitialisation", "put /api/comptes/moi/mot-de-passe", "put /api/comptes/moi/courriel",
  "post /api/session", "get /api/session", "delete /api/session"];
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
async function timed(work) {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

describe("accounts", () => {
  let receiver;
  before(async () => { receiver = await startWithAccounts(); });
  after(() => receiver.stop());

  test("an account is asked for, confirmed once, and signed in to", async () => {
    const courriel = someone();
    const first = await call(receiver, REGISTER, json(application(` ${courriel.toUpperCase()} `, "831 352 976 00011")));
    assert.equal(first.status, 202);
    assert.equal((await call(receiver, SIGN_IN, json({ courriel, mot_de_passe: password }))).status, 401, "not before it is confirmed");
    const jeton = codeTo(receiver, courriel);
    const said = messagesTo(receiver, courriel)[0].replaceAll(/\s+/g, " ");
    assert.match(said, /demandé pour cette adresse le \d\d\/\d\d\/\d{4} à \d\d:\d\d, heure de Paris, pour agir au nom de l’organisation de SIRET 83135297600011\./);
    const [, day, month, year, hour, minute] = /le (\d\d)\/(\d\d)\/(\d{4}) à (\d\d):(\d\d)/.exec(said);
    const paris = (instant) => new Date(instant).toLocaleString("sv-SE", { timeZone: "Europe/Paris" }).slice(0, 16);
    assert.ok([paris(Date.now()), paris(Date.now() - 60_000)].includes(`${year}-${month}-${day} ${hour}:${minute}`), said);
    assert.equal((await call(receiver, CONFIRM, json({ jeton }))).body.etat, "confirme");
    const used = await call(receiver, CONFIRM, json({ jeton }));
    assert.deepEqual([used.status, used.body.erreur.code], [422, "code-perime"]);
    const { body, headers } = await call(receiver, SIGN_IN, json({ courriel, mot_de_passe: password }));
    assert.deepEqual(body, { compte: { courriel, prenom: "Élise", nom: "Bœuf" }, organisations: [{ siret: GARAGE, droits: ["lecture", "saisie", "envoi", "administration"] }] });
    assert.match(headers.get("set-cookie"), /^guichet_session=[0-9a-f]{64}; Path=\/api; HttpOnly; SameSite=Strict; Max-Age=43200$/);
  });

  test("away from this machine the cookie goes over TLS alone", async () => {
    const { courriel } = await signUp(receiver, GARAGE);
    const socket = await import("node:net").then(({ connect }) => connect(receiver.port, "127.0.0.1"));
    const body = JSON.stringify({ courriel, mot_de_passe: password });
    socket.end(`POST /api/session HTTP/1.1\r\nHost: guichet.example\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    const text = (await socket.toArray()).join("");
    assert.match(text, /^HTTP\/1\.1 200 .*Set-Cookie: guichet_session=[^\r]*; Secure\r\n/s);
  });

  test("every criterion that is not met is named, and nothing is sent", async () => {
    const courriel = "marie.lefevre@exemple.fr";
    const refused = async (change) => {
      const { status, body } = await call(receiver, REGISTER, json(application(courriel, GARAGE, change)));
      assert.equal(status, 422);
      return body.constats.map((one) => `${one.path} ${one.rule}: ${one.message}`).join("\n");
    };
    assert.match(await refused({ mot_de_passe: "court" }), /^mot_de_passe mot-de-passe: Le mot de passe a au moins 12 caractères\.$/);
    assert.match(await refused({ mot_de_passe: "éà".repeat(40) }), /tient en 128 octets/);
    assert.match(await refused({ mot_de_passe: "avec Marie.Lefèvre 1" }), /ne contient pas le début de l’adresse/);
    assert.match(await refused({ mot_de_passe: "aaaaaaaaaaaaaaaa" }), /un seul caractère répété/);
    assert.match(await refused({ mot_de_passe: "abc\u0000defghijklmn" }), /caractère invisible/);
    assert.equal((await refused({ mot_de_passe: "marie.lefevre".repeat(11) })).split("\n").length, 2);
    assert.match(await refused({ siret: "83135297600012" }), /^siret lisible: /);
    assert.match(await refused({ prenom: " ", nom: "x".repeat(101) }), /^prenom obligatoire: .*\nnom longueur: /);
    for (const bad of ["", "sans arobase", "a@b\r\nBcc: c@d.fr", "a@b.fr, c@d.fr", "a@"]) assert.match(await refused({ courriel: bad }), /^courriel lisible: /, bad);
    assert.match(await refused({ siret: undefined, prenom: 3 }), /prenom obligatoire.*siret lisible/s);
    assert.equal(messagesTo(receiver, courriel).length, 0);
  });

  test("what is no JSON object of a few kilobytes is refused as elsewhere", async () => {
    const { bearer } = await signUp(receiver, GARAGE);
    for (const operation of [REGISTER, CONFIRM, FORGOTTEN, RESET, PASSWORD, EMAIL, SIGN_IN]) {
      for (const body of ["{", "[]", "3", ""]) {
        const { status } = await call(receiver, operation, { body, headers: { "content-type": "application/json", ...bearer } });
        assert.ok(status === 400 || (body === "" && status === 411), `${operation} ${body} ${status}`);
      }
      assert.equal((await call(receiver, operation, { body: "courriel=a", headers: { "content-type": "application/x-www-form-urlencoded", ...bearer } })).status, 415);
      assert.equal((await call(receiver, operation, json({ courriel: "x".repeat(20_000) }, bearer))).status, 413);
      assert.equal((await call(receiver, operation, json({}, bearer))).status, 422);
    }
  });

  test("the message is one that a relay can send, for its owner alone, and never half there", async () => {
    const courriel = someone();
    await call(receiver, REGISTER, json(application(courriel, GARAGE)));
    const [message] = messagesTo(receiver, courriel);
    const [head, text] = [message.slice(0, message.indexOf("\r\n\r\n")), message.slice(message.indexOf("\r\n\r\n") + 4)];
    for (const line of head.split("\r\n")) assert.match(line, /^[A-Za-z-]+: [\x20-\x7e]+$/);
    for (const name of ["From", "Date", "Message-ID", "MIME-Version"]) assert.ok(head.includes(`${name}: `), name);
    assert.match(head, /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/m);
    assert.ok(!/[^\r]\n/.test(text) && text.includes("24 heures"));
    const folder = path.join(receiver.data, "courriels");
    assert.ok(readdirSync(folder).every((name) => name.endsWith(".eml")));
    assert.equal(statSync(path.join(folder, readdirSync(folder)[0])).mode & 0o077, 0);
  });

  test("nobody learns whether an address has an account", async () => {
    const { courriel } = await signUp(receiver, GARAGE);
    const stranger = someone();
    const answers = async (operation, known, unknown) => {
      const seen = [];
      for (const value of [known, unknown]) {
        const { status, body, headers } = await call(receiver, operation, json(value, { "x-forwarded-for": "192.0.2.77" }));
        seen.push(JSON.stringify([status, body, [...headers].filter(([name]) => name !== "date").sort()]));
      }
      assert.equal(seen[0], seen[1], operation);
    };
    await answers(REGISTER, application(courriel, GARAGE), application(stranger, GARAGE));
    await answers(FORGOTTEN, { courriel }, { courriel: someone() });
    await answers(SIGN_IN, { courriel, mot_de_passe: "ce n’est pas lui" }, { courriel: someone(), mot_de_passe: "ce n’est pas lui" });
    assert.match(messagesTo(receiver, courriel).at(-1), /Votre mot de passe/);
    assert.match(messagesTo(receiver, courriel).at(-2), /en a déjà un/);
    assert.equal(codeIn(messagesTo(receiver, courriel).at(-2)), undefined);
    // The time neither: asking costs a fixed while, and a hash is made for nobody too.
    for (const value of [courriel, someone()]) assert.ok(await timed(() => call(receiver, FORGOTTEN, json({ courriel: value }))) >= 395);
    const times = { known: [], unknown: [] };
    for (let i = 0; i < 9; i += 1) {
      const from = { "x-forwarded-for": `192.0.2.${i}` };
      const one = await signInAs(i);
      times.known.push(await timed(() => call(receiver, SIGN_IN, json({ courriel: one, mot_de_passe: "ce n’est pas lui" }, from))));
      times.unknown.push(await timed(() => call(receiver, SIGN_IN, json({ courriel: someone(), mot_de_passe: "ce n’est pas lui" }, from))));
    }
    const ratio = median(times.unknown) / median(times.known);
    assert.ok(ratio > 0.5 && ratio < 2, `a stranger is refused in ${ratio.toFixed(2)} times the time of an account`);
  });

  /// An account that is there, a different one for each i of three (five wrong attempts each are free).
  const known = [];
  async function signInAs(i) {
    known[i % 3] ??= (await signUp(receiver, GARAGE)).courriel;
    return known[i % 3];
  }

  test("a password that is forgotten: a code, once, for an hour; all sessions end", async () => {
    const { courriel, bearer } = await signUp(receiver, GARAGE);
    const ask = async () => {
      assert.equal((await call(receiver, FORGOTTEN, json({ courriel }))).status, 202);
      return codeTo(receiver, courriel);
    };
    const former = await ask();
    const jeton = await ask();
    const with_ = (code, mot_de_passe = "Un autre mot de passe") => call(receiver, RESET, json({ jeton: code, mot_de_passe }));
    assert.equal((await with_(former)).body.erreur.code, "code-perime", "the last one alone is good");
    assert.equal((await call(receiver, CONFIRM, json({ jeton }))).status, 422, "it confirms nothing");
    assert.match((await with_(jeton, "trop court")).body.constats[0].message, /12 caractères/);
    assert.equal((await with_(jeton)).body.etat, "reinitialise");
    assert.equal((await with_(jeton)).status, 422);
    assert.equal((await call(receiver, WHO, { headers: bearer })).status, 401);
    assert.equal((await call(receiver, SIGN_IN, json({ courriel, mot_de_passe: password }))).status, 401);
    assert.equal((await call(receiver, SIGN_IN, json({ courriel, mot_de_passe: "Un autre mot de passe" }))).status, 200);
    const late = await ask();
    sql(receiver, `UPDATE jetons SET expire_le = '${minutesAgo(1)}'`);
    assert.equal((await with_(late)).status, 422);
    assert.equal((await with_("0".repeat(64))).status, 422);
  });

  test("a registration that is not confirmed within a day, or whose address has been taken, is worth nothing", async () => {
    const [late, twice] = [someone(), someone()];
    await call(receiver, REGISTER, json(application(late, GARAGE)));
    sql(receiver, `UPDATE inscriptions SET expire_le = '${minutesAgo(1)}' WHERE courriel = '${late}'`);
    assert.equal((await call(receiver, CONFIRM, json({ jeton: codeTo(receiver, late) }))).status, 422);
    await call(receiver, REGISTER, json(application(twice, GARAGE)));
    await call(receiver, REGISTER, json(application(twice, SALON)));
    const [first, second] = messagesTo(receiver, twice).map(codeIn);
    assert.equal((await call(receiver, CONFIRM, json({ jeton: first }))).status, 200);
    assert.equal((await call(receiver, CONFIRM, json({ jeton: second }))).status, 422);
    assert.equal(sql(receiver, `SELECT count(*) FROM inscriptions WHERE courriel IN ('${late}', '${twice}')`), "0");
  });

  test("a session ends when it is closed, after half an hour of silence, after twelve hours", async () => {
    const { courriel, bearer } = await signUp(receiver, GARAGE);
    const status = async (headers) => (await call(receiver, WHO, { headers })).status;
    const table = "UPDATE sessions SET";
    const other = await bearerOf(receiver, courriel);
    assert.deepEqual([await status(bearer), await status(other), await status({}), await status({ authorization: "Bearer abc" })], [200, 200, 401, 401]);
    assert.equal((await call(receiver, SIGN_OUT, { headers: bearer })).status, 204);
    assert.equal((await call(receiver, SIGN_OUT, { headers: bearer })).status, 401);
    assert.deepEqual([await status(bearer), await status(other)], [401, 200]);
    const mine = `WHERE compte = (SELECT id FROM comptes WHERE courriel = '${courriel}')`;
    sql(receiver, `${table} vue_le = '${minutesAgo(29)}' ${mine}`);
    assert.equal(await status(other), 200, "29 minutes of silence");
    sql(receiver, `${table} ouverte_le = '${minutesAgo(719)}' ${mine}`);
    assert.equal(await status(other), 200, "seen a moment ago, though opened long ago");
    sql(receiver, `${table} vue_le = '${minutesAgo(31)}' ${mine}`);
    assert.equal(await status(other), 401, "31 minutes of silence");
    assert.equal(sql(receiver, `SELECT count(*) FROM sessions ${mine}`), "0");
    const third = await bearerOf(receiver, courriel);
    sql(receiver, `${table} ouverte_le = '${minutesAgo(721)}' ${mine}`);
    assert.equal(await status(third), 401, "more than twelve hours");
  });

  test("another password, another address", async () => {
    const { courriel, bearer } = await signUp(receiver, GARAGE);
    const other = await bearerOf(receiver, courriel);
    const change = (ancien, nouveau, headers = bearer) => call(receiver, PASSWORD, json({ ancien, nouveau }, headers));
    assert.equal((await change("faux faux faux", "Un nouveau mot de passe")).status, 401);
    assert.equal((await change(password, "court")).body.constats[0].path, "nouveau");
    assert.equal((await change(password, "Un nouveau mot de passe", {})).status, 401);
    assert.equal((await change(password, "Un nouveau mot de passe")).status, 200);
    assert.deepEqual([(await call(receiver, WHO, { headers: bearer })).status, (await call(receiver, WHO, { headers: other })).status], [200, 401]);

    const [next, taken] = [someone(), (await signUp(receiver, SALON)).courriel];
    const move = (value, mot_de_passe = "Un nouveau mot de passe", headers = bearer) => call(receiver, EMAIL, json({ courriel: value, mot_de_passe }, headers));
    assert.equal((await move(next, "faux faux faux")).status, 401);
    assert.equal((await move(next, undefined, {})).status, 401);
    assert.equal((await move("pas une adresse")).status, 422);
    const [free, known] = [await move(next), await move(taken)];
    assert.deepEqual([free.status, free.body], [known.status, known.body]);
    assert.equal((await call(receiver, WHO, { headers: bearer })).body.compte.courriel, courriel, "not before it is confirmed");
    assert.match(messagesTo(receiver, courriel).at(-1), /Votre adresse va changer/);
    const jeton = codeTo(receiver, next);
    assert.equal((await call(receiver, CONFIRM, json({ jeton }))).status, 200);
    assert.equal((await call(receiver, CONFIRM, json({ jeton }))).status, 422);
    assert.equal((await call(receiver, WHO, { headers: bearer })).body.compte.courriel, next);
    assert.equal((await call(receiver, SIGN_IN, json({ courriel: next, mot_de_passe: "Un nouveau mot de passe" }))).status, 200);
  });

  test("a new password or a new address makes the codes that wait for others worthless", async () => {
    const { courriel, bearer } = await signUp(receiver, GARAGE);
    const move = async (mot_de_passe) => {
      const next = someone();
      assert.equal((await call(receiver, EMAIL, json({ courriel: next, mot_de_passe }, bearer))).status, 202);
      return codeTo(receiver, next);
    };
    const isStale = async (operation, value) => {
      const { status, body } = await call(receiver, operation, json(value));
      assert.deepEqual([status, body.erreur.code], [422, "code-perime"]);
    };
    const first = await move(password);
    assert.equal((await call(receiver, PASSWORD, json({ ancien: password, nouveau: "Un nouveau mot de passe" }, bearer))).status, 200);
    await isStale(CONFIRM, { jeton: first });
    // Who reads the former address's messages has asked for a code, and the address changes before it is used.
    assert.equal((await call(receiver, FORGOTTEN, json({ courriel }))).status, 202);
    const forgotten = codeTo(receiver, courriel);
    const second = await move("Un nouveau mot de passe");
    assert.equal((await call(receiver, CONFIRM, json({ jeton: second }))).status, 200);
    await isStale(RESET, { jeton: forgotten, mot_de_passe: "Encore un autre mot de passe" });
    const moved = (await call(receiver, WHO, { headers: bearer })).body.compte.courriel;
    const third = await move("Un nouveau mot de passe");
    assert.equal((await call(receiver, FORGOTTEN, json({ courriel: moved }))).status, 202);
    assert.equal((await call(receiver, RESET, json({ jeton: codeTo(receiver, moved), mot_de_passe: "Encore un autre mot de passe" }))).status, 200);
    await isStale(CONFIRM, { jeton: third });
  });

  test("by cookie, what changes something comes from our own pages alone", async () => {
    const { courriel } = await signUp(receiver, GARAGE);
    const { headers } = await call(receiver, SIGN_IN, json({ courriel, mot_de_passe: password }));
    const cookie = `autre=1; ${headers.get("set-cookie").split(";")[0]}`;
    const own = new URL(receiver.url).origin;
    assert.equal((await call(receiver, WHO, { headers: { cookie } })).status, 200);
    const pages = [[{}, 403], [{ origin: "https://ailleurs.example" }, 403], [{ origin: "null" }, 403], [{ origin: own.replace(/\d+$/, "1") }, 403],
      [{ origin: own, "sec-fetch-site": "cross-site" }, 403], [{ "sec-fetch-site": "same-site" }, 403], [{ origin: own }, 401], [{ "sec-fetch-site": "same-origin" }, 401]];
    for (const [from, wanted] of pages) {
      // With the wrong password: 401 says that the door was reached.
      const { status, body } = await call(receiver, PASSWORD, json({ ancien: "faux faux faux", nouveau: password }, { cookie, ...from }));
      assert.equal(status === 429 ? 401 : status, wanted, JSON.stringify(from));
      if (wanted === 403) assert.equal(body.erreur.code, "origine-refusee");
    }
    for (const [operation, value] of [[EMAIL, { courriel: someone(), mot_de_passe: password }], [SIGN_OUT, undefined]]) {
      assert.equal((await call(receiver, operation, value ? json(value, { cookie }) : { headers: { cookie } })).status, 403, operation);
    }
    for (const operation of [REGISTER, CONFIRM, FORGOTTEN, RESET, SIGN_IN]) {
      assert.equal((await call(receiver, operation, json({}, { origin: "https://ailleurs.example" }))).status, 403, `${operation} from elsewhere`);
    }
    const out = await call(receiver, SIGN_OUT, { headers: { cookie, origin: own } });
    assert.equal(out.status, 204);
    assert.match(out.headers.get("set-cookie"), /^guichet_session=; .*Max-Age=0/);
    assert.equal((await call(receiver, WHO, { headers: { cookie } })).status, 401);
  });

  test("nothing of a person, a password or a token is in the log or, but as a digest, in the database", async () => {
    const { courriel, bearer } = await signUp(receiver, GARAGE);
    const token = bearer.authorization.split(" ")[1];
    await call(receiver, "delete /api/organisations/{siret}/habilitations/{courriel}", { siret: GARAGE, courriel, headers: bearer });
    for (const secret of [courriel, token, password, "exemple.fr"]) assert.ok(!receiver.errors().includes(secret), secret);
    const tables = ["comptes", "inscriptions", "jetons", "sessions"].map((name) => sql(receiver, `SELECT * FROM ${name}`)).join("\n");
    assert.ok(!tables.includes(token) && !tables.includes(password));
    assert.match(sql(receiver, "SELECT mot_de_passe FROM comptes LIMIT 1"), /^\$y\$/);
    const codes = readdirSync(path.join(receiver.data, "courriels")).map((name) => codeIn(readFileSync(path.join(receiver.data, "courriels", name), "utf8"))).filter(Boolean);
    assert.ok(codes.length > 10 && codes.every((code) => !tables.includes(code)));
  });
});

describe("too many attempts", () => {
  let receiver;
  before(async () => { receiver = await startWithAccounts(); });
  after(() => receiver.stop());
  const from = (address) => ({ "x-forwarded-for": `203.0.113.9, ${address}` });
  const wrong = (courriel, address) => call(receiver, SIGN_IN, json({ courriel, mot_de_passe: "ce n’est pas lui" }, from(address)));

  test("of an account: five are free, then each doubles the wait, and the right password waits too", async () => {
    const { courriel, bearer } = await signUp(receiver, GARAGE);
    for (let i = 0; i < 5; i += 1) assert.equal((await wrong(courriel, `198.51.100.${i}`)).status, 401);
    const first = await call(receiver, SIGN_IN, json({ courriel, mot_de_passe: password }, from("198.51.100.50")));
    assert.deepEqual([first.status, first.headers.get("retry-after")], [429, "1"]);
    await new Promise((resolve) => setTimeout(resolve, 1050));
    assert.equal((await wrong(courriel, "198.51.100.51")).status, 401);
    const second = await wrong(courriel, "198.51.100.52");
    assert.deepEqual([second.status, second.headers.get("retry-after")], [429, "2"]);
    assert.equal((await call(receiver, PASSWORD, json({ ancien: password, nouveau: "Un nouveau mot de passe" }, bearer))).status, 429);
    assert.equal((await call(receiver, EMAIL, json({ courriel: someone(), mot_de_passe: password }, bearer))).status, 429);
    assert.equal((await call(receiver, WHO, { headers: bearer })).status, 200, "who is signed in stays so");
    await new Promise((resolve) => setTimeout(resolve, 2050));
    assert.equal((await call(receiver, SIGN_IN, json({ courriel, mot_de_passe: password }))).status, 200);
    assert.equal((await wrong(courriel, "198.51.100.53")).status, 401, "a success forgives what was before it");
  });

  test("of an account that there is not: just so", async () => {
    const courriel = someone();
    const seen = [];
    for (let i = 0; i < 6; i += 1) seen.push((await wrong(courriel, `198.51.100.${100 + i}`)).status);
    assert.deepEqual(seen, [401, 401, 401, 401, 401, 429]);
  });

  test("twenty at once are no way around it", async () => {
    const { courriel } = await signUp(receiver, GARAGE);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => wrong(courriel, `198.51.101.${i}`)));
    assert.equal(answers.filter(({ status }) => status === 401).length, 5);
  });

  test("of an address, whatever the account; what a client writes before its proxy does not count", async () => {
    const answers = await Promise.all(Array.from({ length: 34 }, () => wrong(someone(), "198.51.102.1")));
    assert.equal(answers.filter(({ status }) => status === 401).length, 30);
    assert.equal((await wrong(someone(), "198.51.102.2")).status, 401);
  });

  test("of registrations and messages", async () => {
    const answers = await Promise.all(Array.from({ length: 33 }, () => call(receiver, REGISTER, json(application(someone(), GARAGE), from("198.51.103.1")))));
    assert.equal(answers.filter(({ status }) => status === 202).length, 30);
    // On a slow machine the first second is over by now: then this one passes, and the next waits for two.
    const codes = [];
    for (let i = 0; i < 4; i += 1) codes.push((await call(receiver, FORGOTTEN, json({ courriel: someone() }, from("198.51.103.1")))).status);
    assert.ok(codes.includes(429), codes.join(" "));
    const { courriel } = await signUp(receiver, SALON);
    for (let i = 0; i < 9; i += 1) assert.equal((await call(receiver, FORGOTTEN, json({ courriel }, from(`198.51.104.${i}`)))).status, 202);
    const sent = messagesTo(receiver, courriel).length;
    assert.ok(sent < 9, `nobody's box is filled: ${sent} messages`);
  });
});

test("every answer that is documented for accounts was given here or for rights", () => {
  const missing = uncovered((operation, status) => operation.tags.includes("comptes") && !(status === "403" && operation.security?.length > 0));
  assert.deepEqual(missing.filter((one) => !one.includes("/api/organisations/")), []);
});
