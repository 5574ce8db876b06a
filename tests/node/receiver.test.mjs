// The receiver's promises over real HTTP: one number for one dossier, whatever the haste; the page's verdict; the site with
// its encodings; who may call; starting, stopping, and a log that knows nobody.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import {
  failToStart, makePayload, pdf, pieceOf, post, postgres, putPiece, raw, read, startReceiver, temporaryFolder,
} from "./receiver-support.mjs";

describe("dossiers", () => {
  let receiver;
  before(async () => { receiver = await startReceiver(); });
  after(() => receiver.stop());

  test("sixteen posts of one dossier at once: one 201, one number", async () => {
    const payload = makePayload();
    const answers = await Promise.all(Array.from({ length: 16 }, () => read(post(receiver, payload))));
    assert.equal(answers.filter((answer) => answer.status === 201).length, 1);
    assert.ok(answers.every((answer) => answer.status === 201 || answer.status === 200));
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer.body))).size, 1);
  });

  test("sixteen contents under one id at once: one is taken, fifteen are conflicts", async () => {
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 16 }, (_, at) =>
      read(post(receiver, makePayload({ id, change: (payload) => { payload.formation.intitule = `Intitulé ${at}`; } })))));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, ...Array(15).fill(409)]);
    const taken = (await read(fetch(receiver.at(`api/dossiers/${id}`)))).body;
    assert.equal(taken.recu.empreinte, answers.find((answer) => answer.status === 201).body.empreinte);
  });

  test("sixteen dossiers at once: sixteen numbers in a row", async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => read(post(receiver, makePayload()))));
    const ranks = answers.map((answer) => Number(answer.body.numero.slice(-6))).sort((a, b) => a - b);
    assert.deepEqual(ranks, ranks.map((_, at) => ranks[0] + at));
  });

  test("spaces and the order of members do not make another content", async () => {
    const payload = makePayload();
    const first = await read(post(receiver, payload));
    const turned = JSON.stringify(Object.fromEntries(Object.entries(payload).reverse()), null, 3);
    const again = await read(post(receiver, turned));
    assert.equal(again.status, 200);
    assert.deepEqual(again.body, first.body);
  });

  test("pages hold each dossier once, the latest first", async () => {
    const last = await read(post(receiver, makePayload()));
    const seen = [];
    let pages = 1;
    for (let page = 1; page <= pages; page += 1) {
      const { body } = await read(fetch(receiver.at(`api/dossiers?page=${page}&per_page=7`)));
      pages = body.total_pages;
      seen.push(...body.dossiers);
      assert.equal(body.total, (await read(fetch(receiver.at("api/dossiers")))).body.total);
    }
    assert.equal(seen[0].recu.numero, last.body.numero);
    assert.equal(new Set(seen.map((one) => one.id)).size, seen.length);
    assert.deepEqual((await read(fetch(receiver.at("api/dossiers?page=1000000")))).body.dossiers, []);
    for (const bad of ["page=0", "page=-1", "page=1.5", "page=x", "page=", "per_page=0", "per_page=1000", "page=99999999999999999999", "page=%FF"]) {
      assert.equal((await read(fetch(receiver.at(`api/dossiers?${bad}`)))).status, 400, bad);
    }
  });

  test("what the payload adds, hides or miscounts is not taken", async () => {
    const cases = {
      "un.ajout": (payload) => { payload.un = { ajout: 1 }; },
      "formation.ajout": (payload) => { payload.formation.ajout = "x"; },
      "calcul.heures_stagiaires": (payload) => { payload.calcul.heures_stagiaires = 1; },
      "organisme": (payload) => { payload.formation.interne = true; },  // hidden by it, yet sent
      "type": (payload) => { payload.type = "XX"; },
    };
    for (const [where, change] of Object.entries(cases)) {
      const { status, body } = await read(post(receiver, makePayload({ change })));
      assert.equal(status, 422, where);
      assert.ok(body.constats.some((one) => one.path.startsWith(where.split(".")[0])), `${where}: ${JSON.stringify(body)}`);
    }
  });

  test("another procedure, another version, another envelope: a sentence each", async () => {
    const cases = [
      [(payload) => { payload.procedure.id = "inconnue"; }, "procedure-inconnue"],
      [(payload) => { payload.procedure.version = "1999.1"; }, "version-inconnue"],
      [(payload) => { delete payload.procedure; }, "procedure-inconnue"],
      [(payload) => { payload.guichet = 2; }, "demande-illisible"],
      [(payload) => { payload.dossier = "pas-un-uuid"; }, "identifiant-absent"],
      [(payload) => { payload.dossier = payload.dossier.toUpperCase(); }, "identifiant-absent"],
      [(payload) => { payload.pieces = {}; }, "demande-illisible"],
      [(payload) => { payload.pieces[0].id = "../../etc/passwd"; }, "demande-illisible"],
      [(payload) => { payload.pieces[0].sha256 = "x"; }, "demande-illisible"],
    ];
    for (const [change, code] of cases) {
      const { status, body } = await read(post(receiver, makePayload({ change })));
      assert.deepEqual([status, body.erreur.code], [422, code]);
      assert.match(body.erreur.message, /\.$/);
    }
    for (const text of ["", "{", "[", "nul", '{"a":1,"a":2}', '{"dossier":"\\ud800"}', "[".repeat(100_000)]) {
      assert.equal((await read(post(receiver, text))).status, 400, text.slice(0, 20));
    }
    for (const text of ["null", "[]", "3", '"x"', "{}", "\u{FEFF}{}"]) assert.equal((await read(post(receiver, text))).status, 422, text);
  });

  test("a file that is not what it says is refused; a piece is sent in any order, in parallel, again", async () => {
    const contents = Array.from({ length: 6 }, (_, at) => pdf(`pièce ${at}`));
    const wrong = Buffer.from("<html>pas un PDF</html>");
    const pieces = [...contents, wrong].map((content, at) => pieceOf(content, { id: `p${at + 1}`, zone: at === 0 ? "programme" : "autres" }));
    const payload = makePayload({ pieces });
    assert.equal((await read(post(receiver, payload))).status, 201);
    const put = (at) => read(putPiece(receiver, payload.dossier, `p${at + 1}`, [...contents, wrong][at]));
    const answers = await Promise.all([5, 3, 1, 0, 2, 4, 1, 1].map(put));
    assert.ok(answers.every((answer) => answer.body.recue), JSON.stringify(answers.map((answer) => answer.body)));
    const refused = await put(6);
    assert.deepEqual([refused.status, refused.body.erreur.code], [422, "piece-type"]);
    assert.equal((await read(putPiece(receiver, payload.dossier, "p9", contents[0]))).body.erreur.code, "piece-inconnue");
    assert.equal((await read(putPiece(receiver, randomUUID(), "p1", contents[0]))).body.erreur.code, "dossier-inconnu");
    assert.deepEqual(readdirSync(path.join(receiver.data, "entrantes")), []);
  });

  test("a piece of 20 Mo goes through without standing in memory", async () => {
    const content = Buffer.concat([pdf(), Buffer.alloc((20 << 20) - 100, 7)]);
    const payload = makePayload({ pieces: Array.from({ length: 6 }, (_, at) => pieceOf(content, { id: `p${at + 1}`, zone: at < 1 ? "programme" : "autres" })) });
    assert.equal((await read(post(receiver, payload))).status, 201);
    const memory = () => Number(/VmHWM:\s+(\d+)/.exec(execFileSync("cat", [`/proc/${receiver.process.pid}/status`], { encoding: "utf8" }))[1]);
    const before = memory();
    await Promise.all(payload.pieces.map((piece) => read(putPiece(receiver, payload.dossier, piece.id, content))));
    const back = Buffer.from(await (await fetch(receiver.at(`api/dossiers/${payload.dossier}/pieces/p3`))).arrayBuffer());
    assert.ok(back.equals(content));
    assert.ok(memory() - before < 16_000, `${memory() - before} kB more for 120 Mo`);
  });

  test("an acknowledged dossier stays acknowledged on a day when it would be refused", async () => {
    const early = await startReceiver({ keep: true });
    const payload = makePayload();
    const first = await read(post(early, payload));
    await early.stop();
    const late = await startReceiver({ data: early.data, extra: ["--today", "2026-12-31"] });
    const again = await read(post(late, payload));
    assert.deepEqual([again.status, again.body], [200, first.body]);
    assert.equal((await read(post(late, makePayload()))).status, 422);
    await late.stop();
  });
});

describe("addresses", () => {
  let receiver;
  before(async () => { receiver = await startReceiver(); });
  after(() => receiver.stop());

  test("a wrong method is told with the right ones; an unknown address is 404", async () => {
    const id = randomUUID();
    const addresses = {
      "api/sante": "GET, HEAD", "api/openapi.json": "GET, HEAD", "api/annuaire/search": "GET, HEAD", "api/evenements": "GET, HEAD", "api/dossiers": "GET, HEAD, POST",
      [`api/dossiers/${id}`]: "GET, HEAD", [`api/dossiers/${id}/pieces/p1`]: "GET, HEAD, PUT",
    };
    for (const [place, allowed] of Object.entries(addresses)) {
      for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
        if (allowed.includes(method)) continue;
        for (const body of [undefined, "{}"]) {
          const { status, headers } = await read(fetch(receiver.at(place), { method, body }));
          assert.deepEqual([status, headers.get("allow")], [405, allowed], `${method} ${place}`);
        }
      }
      const options = await fetch(receiver.at(place), { method: "OPTIONS" });
      assert.deepEqual([options.status, options.headers.get("allow")], [204, `${allowed}, OPTIONS`]);
      assert.equal(options.headers.get("access-control-allow-origin"), null);
    }
    for (const place of ["api", "api/", "api/autre", "api/dossiers/", `api/dossiers/${id}/`, `api/dossiers/${id}/pieces`, `api/dossiers/${id}/pieces/`,
      `api/dossiers/${id}/pieces/p1/x`, "api/sante/", "api/evenements/", "api/evenements/1",
      "api//dossiers"]) {
      for (const method of ["GET", "PUT"]) assert.equal((await fetch(receiver.at(place), { method })).status, 404, `${method} ${place}`);
    }
    for (const place of ["api/dossiers/x", `api/dossiers/${id.toUpperCase()}`, "api/dossiers/%00", `api/dossiers/${id}/pieces/..%2f..`, "API/dossiers",
      "api%2fdossiers"]) {
      assert.equal((await fetch(receiver.at(place))).status, 404, place);
    }
    assert.equal((await fetch(receiver.at(`api/dossiers/${id}/pieces/..%2f..`), { method: "PUT", body: "x" })).status, 404);
  });

  test("every answer forbids sniffing, framing and scripts of others", async () => {
    for (const place of ["", "api/sante", "api/dossiers", "absent", "api/absent"]) {
      const { headers } = await fetch(receiver.at(place));
      assert.equal(headers.get("x-content-type-options"), "nosniff", place);
      assert.equal(headers.get("referrer-policy"), "no-referrer");
      assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
      assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
      assert.match(headers.get("permissions-policy"), /camera=\(\)/);
      assert.match(headers.get("content-security-policy"), /^default-src 'none';.*frame-ancestors 'none'/);
      assert.ok(!Number.isNaN(Date.parse(headers.get("date"))));
    }
  });

  test("a name that is not this machine's is refused: a page elsewhere cannot rebind itself to us", async () => {
    const get = (host) => raw(receiver, `GET /api/dossiers HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    assert.match(await get("127.0.0.1:8080"), /^HTTP\/1.1 200 /);
    assert.match(await get("localhost"), /^HTTP\/1.1 200 /);
    assert.match(await get("pirate.example"), /^HTTP\/1.1 421 /);
    assert.match(await get("localhost.pirate.example:80"), /^HTTP\/1.1 421 /);
  });

  test("one foreign origin may call when it is named, and no other", async () => {
    const open = await startReceiver({ extra: ["--origin", "https://formation.example", "--token", "abc"] });
    const preflight = (origin) => fetch(open.at("api/dossiers"), {
      method: "OPTIONS", headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,idempotency-key" } });
    const good = await preflight("https://formation.example");
    assert.equal(good.status, 204);
    assert.equal(good.headers.get("access-control-allow-origin"), "https://formation.example");
    assert.match(good.headers.get("access-control-allow-methods"), /POST/);
    for (const name of ["Authorization", "Idempotency-Key", "Content-Type"]) assert.ok(good.headers.get("access-control-allow-headers").includes(name));
    const bad = await preflight("https://formation.example.pirate.example");
    assert.equal(bad.headers.get("access-control-allow-origin"), null);
    // A refusal must be readable too, else the page could not say why.
    const refused = await fetch(open.at("api/dossiers"), { headers: { origin: "https://formation.example" } });
    assert.equal(refused.status, 401);
    assert.equal(refused.headers.get("access-control-allow-origin"), "https://formation.example");
    assert.equal(refused.headers.get("vary"), "Origin");
    await open.stop();
  });
});

describe("the site", () => {
  const site = temporaryFolder();
  const script = `console.log("${"été ".repeat(500)}");`;
  let receiver;
  before(async () => {
    mkdirSync(path.join(site, "fonts"));
    writeFileSync(path.join(site, "index.html"), "<!doctype html><title>Guichet</title>");
    writeFileSync(path.join(site, "main.js"), script);
    writeFileSync(path.join(site, "main.js.br"), brotliCompressSync(script));
    writeFileSync(path.join(site, "main.js.gz"), gzipSync(script));
    writeFileSync(path.join(site, "fonts/texte.woff2"), Buffer.alloc(100_000, 1));
    receiver = await startReceiver({ extra: ["--site", site] });
  });
  after(async () => {
    await receiver.stop();
    rmSync(site, { recursive: true });
  });
  const get = (place, headers = {}, method = "GET") => new Promise((resolve, reject) => {
    http.request(receiver.at(place), { method, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part)).on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    }).on("error", reject).end();
  });

  test("each encoding is sent once, whole, and never encoded twice", async () => {
    for (const [accept, encoding, body] of [
      ["gzip, deflate, br, zstd", "br", brotliCompressSync(script)], ["gzip", "gzip", gzipSync(script)], ["br;q=0.1, gzip;q=0.9", "gzip", gzipSync(script)],
      ["identity", undefined, Buffer.from(script)], [undefined, undefined, Buffer.from(script)], ["br;q=0, gzip;q=0", undefined, Buffer.from(script)],
    ]) {
      const answer = await get("main.js", accept === undefined ? {} : { "accept-encoding": accept });
      assert.equal(answer.headers["content-encoding"], encoding, accept);
      assert.ok(answer.body.equals(body), accept);
      assert.equal(answer.headers["content-length"], String(body.length));
      assert.equal(answer.headers.vary, "Accept-Encoding");
      assert.equal(answer.headers["content-type"], "text/javascript; charset=utf-8");
      const head = await get("main.js", accept === undefined ? {} : { "accept-encoding": accept }, "HEAD");
      assert.deepEqual([head.headers["content-length"], head.headers.etag, head.body.length], [String(body.length), answer.headers.etag, 0]);
    }
    assert.equal((await get("main.js", { "accept-encoding": "identity;q=0, zstd" })).status, 406);
    assert.equal(await (await fetch(receiver.at("main.js"))).text(), script);
  });

  test("an unchanged file costs no second transfer, by encoding", async () => {
    const brotli = await get("main.js", { "accept-encoding": "br" });
    const again = await get("main.js", { "accept-encoding": "br", "if-none-match": brotli.headers.etag });
    assert.deepEqual([again.status, again.body.length, again.headers.etag], [304, 0, brotli.headers.etag]);
    assert.equal(again.headers["content-length"], undefined);
    assert.equal(again.headers.vary, "Accept-Encoding");
    assert.equal((await get("main.js", { "if-none-match": brotli.headers.etag })).status, 200);
    assert.equal((await get("main.js", { "if-none-match": "*" })).status, 304);
  });

  test("a range is answered whole: allowed, and never a wrong part", async () => {
    const part = await get("fonts/texte.woff2", { range: "bytes=0-9" });
    assert.deepEqual([part.status, part.body.length, part.headers["accept-ranges"]], [200, 100_000, undefined]);
    assert.equal((await get("fonts/texte.woff2", {}, "HEAD")).headers["accept-ranges"], undefined);
  });
});

describe("starting and stopping", () => {
  test("a port that is taken, a site that is absent, options that mean nothing: one sentence, exit 1", async () => {
    const receiver = await startReceiver();
    const data = temporaryFolder();
    const cases = [
      [["--port", String(receiver.port), "--data", data], /Le port \d+ est déjà utilisé/],
      // Over PostgreSQL the folder may be shared, but not with one over SQLite, which these are then.
      [["--port", "0", "--data", receiver.data], /est déjà utilisé par un autre guichet serve/],
      [["--port", "0", "--data", data, "--site", "/absent"], /Le dossier du site/],
      [["--port", "0", "--data", "/proc/absent"], /Le dossier de données/],
      [["--port", "0", "--data", data, "--host", "256.1.1.1"], /Impossible d’écouter/],
      [["--port", "0", "--data", data, "--token", "deux mots"], /code d’accès/],
      [["--port", "0", "--data", data, "--origin", "https://a.example/b"], /origine/],
    ];
    for (const [options, sentence] of cases) {
      const { code, said } = await failToStart(options);
      assert.equal(code, 1, options.join(" "));
      assert.match(said, sentence);
      assert.doesNotMatch(said, /est prêt/);
    }
    await receiver.stop();
    rmSync(data, { recursive: true });
  });

  test("the database of a newer Guichet is left as it is", async () => {
    const receiver = await startReceiver({ keep: true });
    await receiver.stop();
    if (postgres) postgres.psql("UPDATE guichet_schema SET version = 7", path.basename(receiver.data));
    else execFileSync("sqlite3", [path.join(receiver.data, "guichet.sqlite3"), "PRAGMA user_version=7"]);
    const { code, said } = await failToStart(["--port", "0", "--data", receiver.data], { data: receiver.data });
    assert.equal(code, 1);
    assert.match(said, /version plus récente de Guichet \(schéma 7/);
    rmSync(receiver.data, { recursive: true });
  });

  test("SIGTERM and SIGINT end it at once, idle connections or not; a dossier under way is still answered", async () => {
    for (const signal of ["SIGTERM", "SIGINT"]) {
      const receiver = await startReceiver();
      const idle = Array.from({ length: 10 }, () => net.connect(receiver.port, "127.0.0.1").on("error", () => {}));
      await Promise.all(idle.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
      const body = JSON.stringify(makePayload());
      const under_way = raw(receiver, [
        `POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
        Buffer.from(body).subarray(0, 100), 400, Buffer.from(body).subarray(100)], { ms: 5000 });
      await new Promise((resolve) => setTimeout(resolve, 200));
      const since = Date.now();
      receiver.process.kill(signal);
      assert.match(await under_way, /^HTTP\/1.1 201 /);
      assert.deepEqual(await receiver.ended, { code: 0, signal: null });
      assert.ok(Date.now() - since < 3000);
      for (const socket of idle) socket.destroy();
      rmSync(receiver.data, { recursive: true });
    }
  });

  test("what is stored is for its owner alone, and the log names nobody", async () => {
    const receiver = await startReceiver();
    const payload = makePayload();
    await post(receiver, payload);
    await putPiece(receiver, payload.dossier, "p1", pdf());
    await fetch(receiver.at(`api/dossiers/${payload.dossier}/pieces/p1?nir=185057800608491`));
    await fetch(receiver.at("Lef%C3%A8vre.html"));
    await fetch(receiver.at("api/annuaire/search?q=83135297600011"));
    await fetch(receiver.at("api/Lefevre"));
    const modes = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const place = path.join(folder, entry.name);
      return [statSync(place).mode & 0o077, ...(entry.isDirectory() ? modes(place) : [])];
    });
    assert.ok(modes(receiver.data).every((mode) => mode === 0));
    await receiver.stop();
    const log = receiver.errors();
    assert.match(log, /POST \/api\/dossiers 201 \d+\.\d ms\n/);
    assert.match(log, /PUT \/api\/dossiers\/\{id\}\/pieces\/\{piece\} 201/);
    for (const secret of [payload.dossier, "Lef", "Jérôme", "8313529760", "18505", "p1", "127.0.0.1", "Programme"]) {
      assert.ok(!log.includes(secret), `${secret} stands in the log`);
    }
  });
});
