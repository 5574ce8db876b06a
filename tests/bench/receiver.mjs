// What the receiver takes in: dossiers accepted a second, each with one piece of 10 KB, from 48 clients, on a disk that is waited
// for; then SIGKILL in their midst, and every one that was acknowledged read back, piece and all. Against
// tests/bench/receiver-budget.json on SQLite; on PostgreSQL the figure is told without a budget.
//
//   ./emsdk-env.sh run node tests/bench/receiver.mjs [--json] [--seconds N]
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { makePayload, pdf, pieceOf, root, sha256, startReceiver } from "../node/receiver-support.mjs";
import { startPostgres } from "../node/postgres.mjs";

const budget = JSON.parse(readFileSync(path.join(root, "tests/bench/receiver-budget.json"), "utf8"));
const argument = process.argv.indexOf("--seconds");
const seconds = argument > 0 ? Number(process.argv[argument + 1]) : 8;
const clients = 48;
// Not in the temporary folder, which may stand in memory.
mkdirSync(path.join(root, "build"), { recursive: true });
const folder = mkdtempSync(path.join(root, "build/bench-receiver-"));

chmodSync(folder, 0o755);  // PostgreSQL's user, who is not root, goes through it

/// Whether that user can: not where a folder above is for its owner alone. Then its figure is of the temporary folder.
const isOpen = (place) => (statSync(place).mode & 1) === 1 && (place === "/" || isOpen(path.dirname(place)));

const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
function ask(receiver, method, place, type, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "content-type": type, "content-length": body.length };
    const request = http.request({ agent, host: "127.0.0.1", port: receiver.port, method, path: place, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part)).on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, body: Buffer.concat(parts) }));
    });
    request.on("error", reject).end(body);
  });
}

/// Made beforehand: what is measured is the receiver.
function makeEntry() {
  const content = Buffer.concat([pdf(), randomBytes(10_000)]);
  const payload = makePayload({ pieces: [pieceOf(content)] });
  return { id: payload.dossier, content, digest: sha256(content), body: Buffer.from(JSON.stringify(payload)), receipt: null, isReceived: false };
}

async function send(receiver, entry) {
  const posted = await ask(receiver, "POST", "/api/dossiers", "application/json", entry.body);
  if (posted.status !== 201) throw new Error(`dossier: ${posted.status} ${posted.body}`);
  entry.receipt = posted.body.toString();
  const put = await ask(receiver, "PUT", `/api/dossiers/${entry.id}/pieces/p1`, "application/octet-stream", entry.content);
  if (put.status !== 201) throw new Error(`piece: ${put.status} ${put.body}`);
  entry.isReceived = true;
}

async function countLost(receiver, entries) {
  let lost = 0;
  const left = entries.filter((entry) => entry.receipt !== null);
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let entry = left.pop(); entry; entry = left.pop()) {
      const found = await ask(receiver, "GET", `/api/dossiers/${entry.id}`);
      let good = found.status === 200 && JSON.stringify(JSON.parse(found.body).recu) === JSON.stringify(JSON.parse(entry.receipt));
      if (good && entry.isReceived) {
        const piece = await ask(receiver, "GET", `/api/dossiers/${entry.id}/pieces/p1`);
        good = piece.status === 200 && sha256(piece.body) === entry.digest;
      }
      if (!good) lost += 1;
    }
  }));
  return lost;
}

async function measure(name, env) {
  const data = path.join(folder, name);
  const start = () => startReceiver({ data, extra: ["--quiet"], keep: true, env });
  const receiver = await start();
  const entries = Array.from({ length: 1500 * seconds }, makeEntry);
  let next = 0;
  let isOver = false;
  let cut = 0;
  // The first second warms up, and the last clients are cut off in their midst.
  const since = performance.now() + 1000;
  let before = 0;
  const done = () => entries.slice(0, next).filter((entry) => entry.isReceived).length;
  setTimeout(() => { before = done(); }, 1000);
  const all = Promise.all(Array.from({ length: clients }, async () => {
    while (!isOver && next < entries.length) {
      try {
        await send(receiver, entries[next++]);
      } catch (error) {
        if (!isOver) throw error;
        cut += 1;
      }
    }
  }));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 1000 * (seconds + 1)))]);
  const rate = (done() - before) / ((performance.now() - since) / 1000);
  isOver = true;
  await receiver.kill();
  await all;
  const again = await start();
  const acknowledged = entries.filter((entry) => entry.receipt !== null).length;
  const lost = await countLost(again, entries);
  await again.stop();
  return { rate, acknowledged, lost, cut };
}

const results = {};
let postgres;
try {
  const sqlite = await measure("sqlite", { GUICHET_DATABASE: "" });
  postgres = await startPostgres(isOpen(folder) ? { above: folder } : {});
  const other = await measure("postgresql", { GUICHET_DATABASE: postgres.create("bench") });
  Object.assign(results, {
    dossiers_per_second: sqlite.rate, lost: sqlite.lost + other.lost, postgresql_dossiers_per_second: other.rate,
    acknowledged: sqlite.acknowledged + other.acknowledged, clients_cut_off: sqlite.cut + other.cut,
  });
} finally {
  await postgres?.end();
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}

const broken = Object.entries(budget).filter(([name, limit]) => !(name === "lost" ? results[name] <= limit : results[name] >= limit)).map(([name]) => name);
process.exitCode = broken.length ? 1 : 0;
if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ results, budget, broken }));
} else {
  for (const [name, value] of Object.entries(results)) {
    const limit = budget[name] === undefined ? "" : `  ${name === "lost" ? "≤" : "≥"} ${budget[name]}${broken.includes(name) ? " !" : ""}`;
    console.log(`${name.padEnd(32)} ${value.toFixed(0)}${limit}`);
  }
  console.log(broken.length ? `budget broken: ${broken.join(", ")}` : "every budget holds");
}
