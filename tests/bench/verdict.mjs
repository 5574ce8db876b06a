// What the verdict promises against others, on one « Action de formation » with 50 stagiaires, in one run: Guichet natively
// and as WebAssembly (all rules), against Ajv, SurveyJS and Form.io (shape only), and opening the file of a dossier against
// JSON.parse and Ajv. Then an apprenticeship contract (« contract_… »), the example of tests/procedures, against Ajv.
// Budgets: tests/bench/verdict-budget.json; a broken one ends the run with 1.
//
//   ./emsdk-env.sh run tools/build.sh dist && ./emsdk-env.sh run node tests/bench/verdict.mjs [--json] [--rounds 4]
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ajv } from "./peers/ajv.mjs";
import { microsecondsOf } from "./peers/clock.mjs";
import { formio } from "./peers/formio.mjs";
import { dataOf, shapeOf } from "./peers/shape.mjs";
import { surveyjs } from "./peers/surveyjs.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const native = path.join(root, "build/native/bench_verdict");
const wasm = path.join(root, "build/web/bench_verdict.cjs");
const procedureFile = path.join(root, "assets/procedures/opco-mobilites/action-formation.json");
const asJson = process.argv.includes("--json");
const roundsAt = process.argv.indexOf("--rounds");
const rounds = roundsAt < 0 ? 4 : Number(process.argv[roundsAt + 1]);

for (const program of [native, wasm]) {
  if (!existsSync(program)) {
    console.error(`bench: ${path.relative(root, program)} is not built (./emsdk-env.sh run tools/build.sh dist)`);
    process.exit(2);
  }
}
const budget = JSON.parse(readFileSync(path.join(root, "tests/bench/verdict-budget.json"), "utf8"));
const run = (program, ...words) => execFileSync(program, words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });

const procedure = JSON.parse(readFileSync(procedureFile, "utf8"));
const schema = JSON.parse(run(path.join(root, "build/native/guichet"), "schema", procedure.id));
const { fichier, payload } = JSON.parse(run(native, "--dossier"));
const file = JSON.stringify(fichier);
const shape = shapeOf(procedure, schema);

// The contract: the module reads assembled procedures only.
const contractId = "opco-mobilites.contrat-apprentissage";
const contractFile = path.join(root, "build/bench/contrat-apprentissage.json");
mkdirSync(path.dirname(contractFile), { recursive: true });
writeFileSync(contractFile, run(path.join(root, "build/native/procedure_tool"), "assemble", "assets/procedures/opco-mobilites/contrat-apprentissage.json"));
const contractWords = ["--of", contractFile, `tests/procedures/${contractId}/recevable.json`];
const contractAjv = ajv(JSON.parse(run(path.join(root, "build/native/guichet"), "schema", contractId)));
const contract = JSON.parse(run(native, ...contractWords, "--dossier")).payload;
assert.equal(contractAjv.accepts(contract), true, "Ajv refuses the contract");
assert.equal(contractAjv.accepts({ ...contract, employeur: { ...contract.employeur, denomination: undefined } }), false, "Ajv accepts a contract without employer");

/// A peer that finds nothing wrong because it looks at nothing would be a slow way to measure a loop: each must accept the
/// dossier, and refuse it without a required answer, at its first level and in a row of the middle and of the end.
function checked(make, whole, spoil) {
  const peer = make(whole());
  assert.equal(peer.accepts(whole()), true, `${peer.name} refuses the valid dossier`);
  for (const one of ["employeur", 25, 49, "pattern"]) {
    const spoilt = whole();
    spoil(spoilt, one);
    assert.equal(make(spoilt).accepts(spoilt), false, `${peer.name} accepts a dossier spoilt at ${one}`);
  }
  return peer;
}

const spoilPayload = (spoilt, where) => {
  if (where === "employeur") delete spoilt.employeur.denomination;
  else if (where === "pattern") spoilt.stagiaires[7].code_postal = "681";
  else delete spoilt.stagiaires[where].nom;
};
const spoilData = (spoilt, where) => {
  if (where === "employeur") delete spoilt.employeur_denomination;
  else if (where === "pattern") spoilt.stagiaires[7].code_postal = "681";
  else delete spoilt.stagiaires[where].nom;
};

const shapeOnly = checked(() => ajv(schema), () => structuredClone(payload), spoilPayload);
const survey = checked((data) => surveyjs(shape, data), () => dataOf(shape, payload), spoilData);
const form = checked((data) => formio(shape, data), () => dataOf(shape, payload), spoilData);

// In turns, so that a busy minute of the machine falls on all of them.
const best = {};
const keep = (name, microseconds) => (best[name] = Math.min(best[name] ?? Infinity, microseconds));
const ours = { native: {}, wasm: {} };
const keepOurs = (where, figures) => {
  assert.equal(figures.file_bytes, Buffer.byteLength(file), "the bench opens another file than the one measured here");
  for (const name of ["verdict_us", "open_us", "edit_mean_us", "edit_worst_us"]) {
    ours[where][name] = Math.min(ours[where][name] ?? Infinity, figures[name]);
  }
};
const keepContract = (where, figures) => {
  for (const name of ["verdict_us", "open_us", "edit_mean_us", "edit_worst_us"]) {
    ours[where][`contract_${name}`] = Math.min(ours[where][`contract_${name}`] ?? Infinity, figures[name]);
  }
};
for (let round = 0; round < rounds; ++round) {
  keepOurs("native", JSON.parse(run(native, "--json")));
  keep("ajv", microsecondsOf(() => shapeOnly.accepts(payload)));
  keep("parse_and_ajv", microsecondsOf(() => (JSON.parse(file), shapeOnly.accepts(payload))));
  keepOurs("wasm", JSON.parse(run(process.execPath, wasm, "--json")));
  keepContract("native", JSON.parse(run(native, ...contractWords, "--json")));
  keep("contract_ajv", microsecondsOf(() => contractAjv.accepts(contract)));
  keepContract("wasm", JSON.parse(run(process.execPath, wasm, ...contractWords, "--json")));
  keep("surveyjs", microsecondsOf(survey.accepts));
  keep("formio", microsecondsOf(form.accepts));
}

const figures = {};
for (const [where, mine] of Object.entries(ours)) {
  figures[where] = {
    verdict_against_ajv: best.ajv / mine.verdict_us,
    verdict_against_surveyjs: best.surveyjs / mine.verdict_us,
    verdict_against_formio: best.formio / mine.verdict_us,
    open_against_parse_and_ajv: best.parse_and_ajv / mine.open_us,
    edit_worst_us: mine.edit_worst_us,
    contract_verdict_against_ajv: best.contract_ajv / mine.contract_verdict_us,
    contract_edit_worst_us: mine.contract_edit_worst_us,
  };
}
const broken = [];
for (const [where, seen] of Object.entries(figures)) {
  for (const [name, limit] of Object.entries(budget)) {
    if (seen[name] === undefined) throw new Error(`verdict-budget.json names « ${name} », which is not measured`);
    if (seen[name] < (limit.at_least ?? -Infinity) || seen[name] > (limit.at_most ?? Infinity)) broken.push(`${where} ${name}`);
  }
}
process.exitCode = broken.length ? 1 : 0;

if (asJson) {
  console.log(JSON.stringify({ file_bytes: Buffer.byteLength(file), rounds, guichet_us: ours, others_us: best, figures, budget, broken }));
} else {
  print();
}

function print() {
  const time = (microseconds) => (microseconds >= 1000 ? `${(microseconds / 1000).toFixed(2)} ms` : `${microseconds.toFixed(2)} µs`);
  const row = (cells) => console.log(cells.map((cell, at) => (at ? cell.padStart(14) : cell.padEnd(34))).join(""));
  console.log(`« ${procedure.title} », ${payload.stagiaires.length} stagiaires, file of ${Buffer.byteLength(file)} bytes; best of ${rounds} rounds`);
  row(["", "native", "WebAssembly"]);
  const pair = (label, name) => row([label, time(ours.native[name]), time(ours.wasm[name])]);
  pair("whole verdict, all rules", "verdict_us");
  pair("after an edit, mean", "edit_mean_us");
  pair("opening the file", "open_us");
  row(["", "Ajv", "SurveyJS", "Form.io"]);
  row(["validation, shape only", time(best.ajv), time(best.surveyjs), time(best.formio)]);
  row(["JSON.parse and Ajv", time(best.parse_and_ajv)]);
  row(["the contract", "native", "WebAssembly", "Ajv"]);
  row(["whole verdict, all rules", time(ours.native.contract_verdict_us), time(ours.wasm.contract_verdict_us), time(best.contract_ajv)]);
  row(["after an edit, mean", time(ours.native.contract_edit_mean_us), time(ours.wasm.contract_edit_mean_us)]);
  row(["opening the file", time(ours.native.contract_open_us), time(ours.wasm.contract_open_us)]);
  row(["", "native", "WebAssembly", "budget"]);
  for (const [name, limit] of Object.entries(budget)) {
    const cell = (where) => {
      const value = figures[where][name];
      return `${name.endsWith("_us") ? time(value) : `× ${value.toFixed(2)}`}${broken.includes(`${where} ${name}`) ? " !" : "  "}`;
    };
    row([name, cell("native"), cell("wasm"), limit.at_most === undefined ? `≥ ${limit.at_least}` : `≤ ${limit.at_most}`]);
  }
  console.log(broken.length ? `budget broken: ${broken.join(", ")}` : "every budget holds");
}
