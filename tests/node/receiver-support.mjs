// What the tests of the receiver stand on: the real process over a real database, and dossiers that it accepts.
import { execFileSync, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startPostgres } from "./postgres.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const command = process.env.GUICHET_COMMAND ?? path.join(root, "build/native/guichet");
/// The day on which all dossiers of these tests are judged.
export const today = "2026-03-02";

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
/// GUICHET_TEST_DATABASE=postgresql: every receiver of these tests stands on a real PostgreSQL, in a base of its own for each data
/// folder; else on SQLite.
export const postgres = process.env.GUICHET_TEST_DATABASE === "postgresql" ? await startPostgres() : undefined;
const bases = new Map();
/// What tells a command where the database of that data folder is.
export function environmentOf(data) {
  if (!postgres) return { ...process.env, GUICHET_DATABASE: "" };
  if (!bases.has(data)) bases.set(data, postgres.create(path.basename(data)));
  return { ...process.env, GUICHET_DATABASE: bases.get(data) };
}

export const temporaryFolder = () => mkdtempSync(path.join(tmpdir(), "guichet-test-"));

/// Starts `guichet serve`. `wrap`: a program and its arguments to run it under (prlimit, …); `env`: more of its environment.
export async function startReceiver({ data = temporaryFolder(), extra = [], wrap = [], keep = false, env = {} } = {}) {
  const own = [command, "serve", "--port", "0", "--data", data, "--today", today, ...extra];
  const [program, ...rest] = [...wrap, ...own];
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"], cwd: root, env: { ...environmentOf(data), ...env } });
  let out = "";
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => { errors += text; });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  const url = await new Promise((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
      const found = /^Guichet est prêt : (http:\/\/\S+)$/m.exec(out);
      if (found) resolve(found[1]);
    });
    ended.then(({ code }) => reject(new Error(`guichet serve ended with ${code}: ${out}${errors}`)));
  });
  return {
    url, data, port: Number(new URL(url).port), process: child, ended, commands: new Set(),
    errors: () => errors,
    at: (place) => new URL(place, url),
    async stop() {
      child.kill("SIGTERM");
      const how = await ended;
      if (!keep) rmSync(data, { recursive: true, force: true });
      return how;
    },
    /// With the commands that run beside it.
    async kill() {
      for (const one of [child, ...this.commands]) one.kill("SIGKILL");
      return ended;
    },
  };
}

/// Runs `guichet serve` when it is expected not to start: its exit code and what it said. `data`: that of whose base; none: SQLite.
export async function failToStart(extra, { data, env = {} } = {}) {
  const around = data === undefined ? { ...process.env, GUICHET_DATABASE: "" } : environmentOf(data);
  const child = spawn(command, ["serve", ...extra], { stdio: ["ignore", "pipe", "pipe"], cwd: root, env: { ...around, ...env } });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => { said += text; });
  child.stderr.setEncoding("utf8").on("data", (text) => { said += text; });
  const code = await new Promise((resolve) => child.on("exit", resolve));
  return { code, said };
}

/// Runs `guichet instruire` beside the receiver, as an instructor would: its exit code (null: killed) and what it said.
export async function instruct(receiver, ...rest) {
  const child = spawn(command, ["instruire", "--data", receiver.data, ...rest],
    { stdio: ["ignore", "pipe", "pipe"], cwd: root, env: environmentOf(receiver.data) });
  let out = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text) => { out += text; });
  child.stderr.setEncoding("utf8").on("data", (text) => { errors += text; });
  receiver.commands.add(child);
  const code = await new Promise((resolve) => child.on("close", resolve));
  receiver.commands.delete(child);
  return { code, out, errors };
}

export const pdf = (text = "") => Buffer.from(`%PDF-1.4\n%${text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

export function pieceOf(bytes, { id = "p1", zone = "programme", nom = "Programme d’été.pdf", type = "application/pdf" } = {}) {
  return { id, zone, nom, type, taille: bytes.length, sha256: sha256(bytes) };
}

const answers = {
  employeur: {
    denomination: "ACTIF AUTO CONTROLE", siret: "83135297600011", adresse: "24 AVE DE HOLLANDE", code_postal: "68110", commune: "ILLZACH",
    naf: "7120A", effectif: 3, idcc: "1090", email: "contact@actif-auto.example",
  },
  organisme: { raison_sociale: "aXept", siret: "83426702300028" },
  formation: {
    interne: false, intitule: "Contrôleur technique : œuvre d’été", nature: "action", dispositif: "AF", date_debut: "2026-04-13",
    date_fin: "2026-04-17", certifiante: false, modalites: "presentiel", duree: 3500, cout: 123456,
  },
  stagiaires: [{ id: "r1", nom: "Lefèvre", prenom: "Jérôme", date_naissance: "1985-05-06", sexe: "M", csp: "employe", niveau: "4" }],
  synthese: { fait_a: "Illzach", subrogation: false, versements_volontaires: false, attestation: true },
};

/// What the page would send for a complete request with those pieces, as `guichet payload` says it.
function firstPayload() {
  const folder = temporaryFolder();
  try {
    const file = path.join(folder, "dossier.json");
    writeFileSync(file, JSON.stringify({
      guichet: 1, id: randomUUID(), procedure: { id: "opco-mobilites.action-formation", version: "2026.1" }, nom: "", statut: "brouillon",
      cree: "2026-03-01T08:00:00.000Z", modifie: "2026-03-01T08:00:00.000Z", reponses: answers, pieces: [pieceOf(pdf())],
    }));
    return JSON.parse(execFileSync(command, ["payload", "--today", today, file], { encoding: "utf8", cwd: root }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let base;
/// A payload that is accepted, under an id of its own. `change` may edit it.
export function makePayload({ id = randomUUID(), pieces = [pieceOf(pdf())], change } = {}) {
  base ??= firstPayload();
  const payload = structuredClone(base);
  payload.dossier = id;
  payload.pieces = pieces;
  change?.(payload);
  return payload;
}

export function post(receiver, payload, headers = {}) {
  return fetch(receiver.at("api/dossiers"), {
    method: "POST", headers: { "content-type": "application/json", ...headers },
    body: typeof payload === "string" ? payload : JSON.stringify(payload),
  });
}

export function putPiece(receiver, dossier, piece, bytes, headers = {}) {
  return fetch(receiver.at(`api/dossiers/${dossier}/pieces/${piece}`), {
    method: "PUT", headers: { "content-type": "application/octet-stream", ...headers }, body: bytes,
  });
}

/// Status and body of an answer in JSON.
export async function read(promise) {
  const response = await promise;
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

/// Bytes on a bare connection; resolves with all that came back when the server closes, or after `ms` of silence. Between them: a
/// number, to wait so many milliseconds, or a function, to do something else first.
export function raw(receiver, bytes, { ms = 3000, halfClose = false } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(receiver.port, "127.0.0.1");
    const parts = [];
    const finish = () => { socket.destroy(); resolve(Buffer.concat(parts).toString("latin1")); };
    socket.setTimeout(ms, finish);
    socket.on("data", (part) => parts.push(part));
    socket.on("error", (error) => (error.code === "ECONNRESET" || error.code === "EPIPE" ? finish() : reject(error)));
    socket.on("close", finish);
    socket.on("connect", async () => {
      for (const part of Array.isArray(bytes) ? bytes : [bytes]) {
        if (typeof part === "number") await new Promise((wait) => setTimeout(wait, part));
        else if (typeof part === "function") await Promise.resolve(part()).catch(reject);
        else if (!socket.destroyed) socket.write(part);
      }
      if (halfClose) socket.end();
    });
  });
}
