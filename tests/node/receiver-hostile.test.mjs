// Bytes that no honest client sends: the answer is a refusal or a closed connection, never a crash, never a second
// reading of the same bytes; and the receiver goes on serving others meanwhile and afterwards.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { after, before, test } from "node:test";
import { makePayload, pdf, pieceOf, post, putPiece, raw, read, startReceiver, temporaryFolder } from "./receiver-support.mjs";

const site = temporaryFolder();
let receiver;
before(async () => {
  mkdirSync(path.join(site, "public"));
  writeFileSync(path.join(site, "secret.txt"), "ultra-secret");
  writeFileSync(path.join(site, "public/index.html"), "<title>Accueil</title>");
  symlinkSync("../secret.txt", path.join(site, "public/lien.txt"));
  symlinkSync("..", path.join(site, "public/haut"));
  receiver = await startReceiver({ extra: ["--site", path.join(site, "public")] });
});
after(async () => {
  assert.deepEqual(await receiver.stop(), { code: 0, signal: null });
  rmSync(site, { recursive: true });
});

const statuses = (text) => [...text.matchAll(/(?:^|\r\n\r\n[^\r]*?)HTTP\/1\.1 (\d{3}) /g)].map((one) => Number(one[1]));
const alive = async () => assert.equal((await fetch(receiver.at("api/sante"))).status, 200);
const get = (target, headers = "") => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
const close = "Connection: close\r\n";

test("no target leads out of the site", async () => {
  for (const target of ["/../secret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/..%5csecret.txt", "/..\\secret.txt", "/lien.txt", "/haut/secret.txt",
    "/%252e%252e/secret.txt", "/%c0%ae%c0%ae/secret.txt", "/%u002e%u002e/secret.txt", "/index.html/../../secret.txt", "//secret.txt",
    "/index.html%00.txt", "/;/../secret.txt", "/.%2e/secret.txt", "http://localhost/../secret.txt", "file:///etc/passwd", "/etc/passwd",
    "/haut", "/public/../../secret.txt", "/../public/index.html"]) {
    const text = await raw(receiver, get(target, close));
    assert.match(text, /^HTTP\/1\.1 404 /, target);
    assert.doesNotMatch(text, /ultra-secret/, target);
  }
});

test("lines that are no HTTP get 400 or nothing, and the connection ends", async () => {
  const long = "a".repeat(20_000);
  for (const [what, bytes, wanted] of [
    ["nonsense", "bonjour\r\n\r\n", [400]], ["no version", "GET /\r\n\r\n", [400]], ["HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", [400]],
    ["HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400]], ["lower case", "get / HTTP/1.1\r\nHost: a\r\n\r\n", [400]],
    ["unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", [400]], ["TLS", Buffer.from("16030100c8010000c40303", "hex"), []],
    ["NUL in the line", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", [400, 404]], ["NUL in a header", get("/", "A: b\0c\r\n"), [400]],
    ["bytes", randomBytes(4000), [400, 414, 431]], ["header without colon", get("/", "bonjour\r\n"), [400]],
    ["header without name", get("/", ": x\r\n"), [400]], ["space before the colon", get("/", "Accept : x\r\n"), [400]],
    ["folded header", get("/", "A: b\r\n c: d\r\n"), [400]], ["control in a value", get("/", "A: \x01\r\n"), [400]],
    ["bare LF", "GET / HTTP/1.1\nHost: localhost\n\n", [400]], ["bare LF in the head", "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\nB: c\r\n\r\n", [400]],
    ["no host", "GET / HTTP/1.1\r\n\r\n", [400]], ["two hosts", get("/", "Host: b\r\n"), [400]],
    ["long target", get(`/${long}`), [414, 431]], ["long header", get("/", `A: ${long}\r\n`), [400, 431]], ["long name", get("/", `${long}: a\r\n`), [400, 431]],
    ["many headers", get("/", Array.from({ length: 500 }, (_, at) => `A${at}: b\r\n`).join("")), [400, 431]],
    ["endless head", get("/", `A: b\r\n`.repeat(20_000)), [400, 431]],
    ["upgrade", get("/", "Connection: Upgrade\r\nUpgrade: h2c\r\n" + close), [200]],
    ["TRACE", `TRACE /api/dossiers HTTP/1.1\r\nHost: localhost\r\n${close}\r\n`, [405]], ["CONNECT", `CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n${close}\r\n`, [404, 405]],
    ["bad range", get("/", `Range: bytes=a-b\r\n${close}`), [200, 416]], ["many ranges", get("/", `Range: bytes=${"0-1,".repeat(1500)}0-1\r\n${close}`), [200, 416]],
  ]) {
    const text = await raw(receiver, bytes, { ms: 1500, halfClose: typeof bytes !== "string" });
    const given = statuses(text);
    if (wanted.length === 0 || given.length === 0) assert.ok(given.every((one) => one === 400), `${what}: ${text.slice(0, 100)}`);
    else assert.ok(wanted.includes(given[0]), `${what}: ${text.slice(0, 200)}`);
    assert.ok(given.length <= 1, `${what}: ${given}`);
    if (given[0] >= 400) assert.match(text, /"erreur":\{"code":"[a-z-]+","message":"|charset=utf-8/, what);
  }
  await alive();
});

test("no body has two readings: what could be smuggled is not answered", async () => {
  const inner = get("/api/sante");
  const headed = (headers, body) => `POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
  for (const [what, bytes] of [
    ["both lengths", headed("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", `0\r\n\r\n${inner}`)],
    ["two lengths", headed(`Content-Length: 2\r\nContent-Length: ${inner.length}\r\n`, `{}${inner}`)],
    ["a list of lengths", headed("Content-Length: 2, 2\r\n", `{}${inner}`)],
    ["negative", headed("Content-Length: -1\r\n", inner)], ["plus", headed("Content-Length: +2\r\n", `{}${inner}`)],
    ["hexadecimal", headed("Content-Length: 0x2\r\n", `{}${inner}`)], ["huge", headed("Content-Length: 18446744073709551618\r\n", `{}${inner}`)],
    ["hidden length", headed("Content-Length : 2\r\n", `{}${inner}`)],
    ["hidden by LF", headed("A: b\nContent-Length: 200\r\n", inner)],
    ["obscure coding", headed("Transfer-Encoding: xchunked\r\n", `0\r\n\r\n${inner}`)],
    ["two codings", headed("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", `0\r\n\r\n${inner}`)],
    ["tab coding", headed("Transfer-Encoding:\tchunked, identity\r\n", `0\r\n\r\n${inner}`)],
    ["chunk size", headed("Transfer-Encoding: chunked\r\n", `2x\r\n{}\r\n0\r\n\r\n${inner}`)],
    ["chunk negative", headed("Transfer-Encoding: chunked\r\n", `-1\r\n{}\r\n0\r\n\r\n${inner}`)],
    ["chunk huge", headed("Transfer-Encoding: chunked\r\n", `ffffffffffffffff\r\n{}\r\n0\r\n\r\n${inner}`)],
    ["after chunks", headed("Transfer-Encoding: chunked\r\n", `2\r\n{}\r\n0\r\n\r\n${inner}`)],
    ["body of a GET", `GET /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ["body that is refused", `POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ["body to nowhere", `POST /absent HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ["body with a DELETE", `DELETE /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ["body with HEAD", `HEAD /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
  ]) {
    const text = await raw(receiver, bytes, { ms: 1500 });
    assert.doesNotMatch(text, /"etat":"ok"/, what);
    assert.ok(statuses(text).length <= 1, `${what}: ${statuses(text)}`);
  }
  await alive();
});

test("requests sent in one go are all answered, in order", async () => {
  const payload = JSON.stringify(makePayload());
  const posted = `POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`;
  const text = await raw(receiver, posted + get("/api/sante") + get("/absent") + posted + get("/", close));
  assert.deepEqual([...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map((one) => one[1]), ["201", "200", "404", "200", "200"]);
  const many = await raw(receiver, get("/api/sante").repeat(200) + get("/api/sante", close));
  assert.equal([...many.matchAll(/HTTP\/1\.1 200 /g)].length, 201);
});

test("a body cut short is taken by nobody", async () => {
  const payload = makePayload();
  const body = Buffer.from(JSON.stringify(payload));
  const head = (length) => `POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
  for (const count of [0, 1, 100, body.length - 1]) {
    const text = await raw(receiver, [head(body.length), body.subarray(0, count)], { halfClose: true });
    assert.match(text, /^HTTP\/1\.1 400 /);
    assert.match(text, /envoi-interrompu/);
  }
  assert.match(await raw(receiver, [head(body.length - 1), body], { ms: 1000 }), /^HTTP\/1\.1 400 /);
  const chunked = `POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
  assert.match(await raw(receiver, `${chunked}5\r\n{"a":`, { halfClose: true }), /^HTTP\/1\.1 400 /);
  assert.equal((await fetch(receiver.at(`api/dossiers/${payload.dossier}`))).status, 404);
  // Whole and in pieces of one byte to seven, it is taken.
  const parts = [];
  for (let at = 0; at < body.length;) {
    const size = 1 + (at % 7);
    parts.push(`${size.toString(16)}\r\n`, body.subarray(at, at + size), "\r\n");
    at += size;
  }
  const last = Buffer.concat([Buffer.from(chunked), ...parts.map((part, at) => (at % 3 === 0
    ? Buffer.from(`${Math.min(parts[at + 1].length).toString(16)}\r\n`) : Buffer.from(part))), Buffer.from("0\r\n\r\n")]);
  assert.match(await raw(receiver, last), /^HTTP\/1\.1 201 /);
});

test("a body without end stops at the limit", async () => {
  const payload = makePayload({ pieces: [pieceOf(pdf("courte"))] });
  await post(receiver, payload);
  const endless = async (target, type) => {
    const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(0x10000, 32), Buffer.from("\r\n")]);
    return raw(receiver, [`${target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`, ...Array(64).fill(chunk)], { ms: 4000 });
  };
  assert.match(await endless("POST /api/dossiers", "application/json"), /^HTTP\/1\.1 413 /);
  assert.match(await endless(`PUT /api/dossiers/${payload.dossier}/pieces/p1`, "application/pdf"), /^HTTP\/1\.1 422 /);
  assert.deepEqual(readdirSync(path.join(receiver.data, "entrantes")), []);
  for (const [length, status] of [[2 << 20, 400], [(2 << 20) + 1, 413], [1e12, 413]]) {
    const text = await raw(receiver, `POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`, { halfClose: true });
    assert.match(text, new RegExp(`^HTTP/1\\.1 ${status} `));
  }
});

test("compressed, multipart and form bodies are refused before they are read", async () => {
  for (const headers of [{ "content-encoding": "gzip" }, { "content-type": "multipart/form-data; boundary=x" },
    { "content-type": "application/x-www-form-urlencoded" }, { "content-type": "application/json5" }, { "content-type": "" }]) {
    assert.equal((await read(post(receiver, "{}", headers))).status, 415, JSON.stringify(headers));
  }
  const payload = makePayload();
  await post(receiver, payload);
  for (const headers of [{ "content-encoding": "br" }, { "content-type": "multipart/form-data; boundary=x" }, { "content-type": "text/html" }]) {
    assert.equal((await read(putPiece(receiver, payload.dossier, "p1", pdf(), headers))).status, 415, JSON.stringify(headers));
  }
  assert.equal((await read(post(receiver, makePayload(), { "content-type": "Application/JSON; charset=UTF-8" }))).status, 201);
});

test("names of pieces cannot write headers", async () => {
  const payload = makePayload({ pieces: [pieceOf(pdf(), { nom: 'a"\r\nSet-Cookie: b=c\r\n\r\n<script>.pdf' })] });
  const posted = await read(post(receiver, payload));
  if (posted.status === 201) {
    await putPiece(receiver, payload.dossier, "p1", pdf());
    const answer = await fetch(receiver.at(`api/dossiers/${payload.dossier}/pieces/p1`));
    assert.equal(answer.headers.get("set-cookie"), null);
    assert.match(answer.headers.get("content-disposition"), /^attachment; filename="[\w .-]+"; filename\*=UTF-8''[\w%.~-]+$/);
    assert.equal(await answer.text(), pdf().toString());
  } else {
    assert.equal(posted.status, 422);
  }
});

test("clients that are slow or silent hold nobody up", async () => {
  const small = await startReceiver();
  // More than there are threads: some silent, some that have begun a head, some in the middle of a body.
  const sockets = Array.from({ length: 120 }, (_, at) => {
    const socket = net.connect(small.port, "127.0.0.1").on("error", () => {});
    if (at % 3 === 1) socket.write("GET / HT");
    if (at % 6 === 5) socket.write(`POST /api/dossiers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`);
    return socket;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const since = Date.now();
  assert.equal((await read(post(small, makePayload()))).status, 201);
  assert.ok(Date.now() - since < 16_000, `${Date.now() - since} ms`);
  for (const socket of sockets) socket.destroy();
  await small.stop();
});

test("more connections than may wait are closed, and the others served", async () => {
  const sockets = Array.from({ length: 500 }, () => net.connect(receiver.port, "127.0.0.1").on("error", () => {}));
  const closed = sockets.map((socket) => new Promise((resolve) => socket.on("close", resolve)));
  await Promise.any(closed);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await alive();
});

test("a thousand random requests leave it serving", async () => {
  const words = ["GET", "POST", "PUT", " ", "/", "/api/dossiers", `/${randomUUID()}`, "/pieces/p1", " HTTP/1.1", "\r\n", "\r\n\r\n", "Host: localhost", "Content-Length: 3",
    "Transfer-Encoding: chunked", "Content-Type: application/json", "{}", "%", "%2e", "\n", ":", "0", "5\r\nabcde\r\n", "Expect: 100-continue", "Range: bytes=0-"];
  const one = () => Buffer.concat(Array.from({ length: 3 + Math.floor(Math.random() * 20) }, () => (Math.random() < 0.05
    ? randomBytes(5) : Buffer.from(words[Math.floor(Math.random() * words.length)]))));
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 50 }, () => raw(receiver, one(), { ms: 300, halfClose: true })));
  }
  await alive();
});
