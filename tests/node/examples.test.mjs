// The examples of each procedure through `guichet check`: what is to be accepted is, and what is not is refused for the one reason
// that it names, at the place that it names. The format of examples: tests/support/examples.mjs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import Ajv2020 from "ajv/dist/2020.js";
import { examples, procedures, today } from "../support/examples.mjs";
import { post, read, startReceiver } from "./receiver-support.mjs";

const run = promisify(execFile);
const command = process.env.GUICHET_COMMAND ?? "build/native/guichet";
const { list, troubles } = examples();
const folder = mkdtempSync(path.join(tmpdir(), "guichet-examples-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = ({ dossier }) => path.join(folder, `${dossier.id}.json`);

/// One report a dossier. The command ends with 1 when something blocks, with 2 when a file cannot be used.
const reports = new Map();
const unusable = [];
let code = 0;
before(async () => {
  for (const one of list) writeFileSync(fileOf(one), JSON.stringify(one.dossier));
  if (list.length === 0) return;
  const said = await run(command, ["check", "--json", "--today", today, ...list.map(fileOf)], { maxBuffer: 1 << 28 }).catch((error) => error);
  code = said.code ?? 0;
  for (const line of said.stdout.trim().split("\n").filter(Boolean)) {
    const one = JSON.parse(line);
    if (one.erreur) unusable.push(`${list.find((example) => fileOf(example) === one.fichier)?.name ?? one.fichier}: ${one.erreur.message}`);
    else reports.set(one.dossier, one);
  }
});

const told = (findings) => findings.filter(({ severity }) => severity === "block").map(({ path: where, rule, message }) => `${rule} à ${where} (${message})`).join("\n      ");
const none = (faults) => assert.equal(faults.length, 0, `${faults.length} :\n  ${faults.join("\n  ")}`);

test("every example can be read and judged", () => {
  none([...troubles, ...unusable]);
  assert.equal(reports.size, list.length);
  assert.equal(code, list.some(({ refusal }) => refusal) ? 1 : 0);
});

test(`${list.filter(({ refusal }) => !refusal).length} examples are accepted`, () => {
  none(list.filter(({ refusal }) => !refusal).flatMap(({ name, procedure, dossier }) => {
    const report = reports.get(dossier.id);
    if (dossier.procedure?.id !== procedure) return [`${name} is a dossier of ${dossier.procedure?.id}`];
    return report && !report.acceptable ? [`${name}:\n      ${told(report.constats)}`] : [];
  }));
});

test(`${list.filter(({ refusal }) => refusal).length} examples are refused, each for its one reason`, () => {
  none(list.filter(({ refusal }) => refusal).flatMap(({ name, refusal, dossier }) => {
    const report = reports.get(dossier.id);
    if (!report) return [];
    const blocking = report.constats.filter(({ severity }) => severity === "block");
    const named = blocking.some((finding) => finding.rule === refusal.regle && finding.path === refusal.path);
    const others = blocking.some((finding) => finding.rule !== refusal.regle);
    return named && !others && !report.acceptable ? [] : [`${name} wants ${refusal.regle} à ${refusal.path}:\n      ${told(report.constats) || "accepted"}`];
  }));
});

test("no two refusals of a procedure are the same rule at the same place with the same name", () => {
  const seen = new Set();
  none(list.filter(({ refusal }) => refusal).flatMap(({ name }) => (seen.has(name) ? [name] : (seen.add(name), []))));
});

test("every procedure has an example that is accepted and ten or more that are not, for ten different reasons or places", () => {
  none(procedures().flatMap(({ id }) => {
    const of = list.filter(({ procedure }) => procedure === id);
    const accepted = of.filter(({ refusal }) => !refusal).length;
    const reasons = new Set(of.filter(({ refusal }) => refusal).map(({ refusal }) => `${refusal.regle} ${refusal.path}`));
    return accepted >= 1 && reasons.size >= 10 ? [] : [`${id}: ${accepted} accepted, ${reasons.size} refused`];
  }));
  const known = new Set(procedures().map(({ id }) => id));
  none([...new Set(list.map(({ procedure }) => procedure))].filter((id) => !known.has(id)).map((id) => `tests/procedures/${id}: no such procedure`));
});

test("the payload of what is accepted has the shape that `guichet schema` tells, for Ajv", async () => {
  const ajv = new Map();
  const faults = [];
  for (const one of list.filter(({ refusal }) => !refusal)) {
    if (!reports.get(one.dossier.id)?.acceptable) continue;
    if (!ajv.has(one.procedure)) {
      const { stdout } = await run(command, ["schema", one.procedure], { maxBuffer: 1 << 26 });
      ajv.set(one.procedure, new Ajv2020.default({ strict: true, allErrors: true }).compile(JSON.parse(stdout)));
    }
    const validate = ajv.get(one.procedure);
    const { stdout } = await run(command, ["payload", "--today", today, fileOf(one)], { maxBuffer: 1 << 26 });
    if (!validate(JSON.parse(stdout))) faults.push(`${one.name}: ${validate.errors.map((error) => `${error.instancePath} ${error.message}`).join("; ")}`);
  }
  none(faults);
});

test("the receiver takes the payload of what is accepted, though it knows of the dossier only what was sent", async () => {
  const receiver = await startReceiver({ extra: ["--today", today] });
  const faults = [];
  for (const one of list.filter(({ refusal }) => !refusal)) {
    if (!reports.get(one.dossier.id)?.acceptable) continue;
    const { stdout } = await run(command, ["payload", "--today", today, fileOf(one)], { maxBuffer: 1 << 26 });
    const answered = await read(post(receiver, JSON.parse(stdout)));
    if (answered.status !== 201) faults.push(`${one.name}: ${answered.status} ${JSON.stringify(answered.body).slice(0, 400)}`);
  }
  await receiver.stop();
  none(faults);
});

test("each other shape of what is accepted is JSON", async () => {
  const tool = path.join(path.dirname(command), "procedure_tool");
  const shapes = new Map();
  for (const { id, file } of procedures()) {
    const { stdout } = await run(tool, ["assemble", file], { maxBuffer: 1 << 26 });
    shapes.set(id, Object.keys(JSON.parse(stdout).shapes ?? {}));
  }
  const faults = [];
  for (const one of list.filter(({ refusal }) => !refusal)) {
    for (const shape of shapes.get(one.procedure) ?? []) {
      const said = await run(command, ["payload", "--shape", shape, "--today", today, fileOf(one)], { maxBuffer: 1 << 26 }).catch((error) => error);
      try { JSON.parse(said.stdout); } catch { faults.push(`${one.name}, ${shape}: ${said.stderr}`); }
    }
  }
  none(faults);
});
