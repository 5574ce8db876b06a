// What a person was promised stands in what `guichet show` tells of a dossier: a computation that no procedure asks for, or asks for
// with other answers than its own, would pass the tests of the computation. Examples: tests/procedures.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { applyRefusal, examplesFolder, procedures, today } from "../support/examples.mjs";

const command = process.env.GUICHET_COMMAND ?? "build/native/guichet";
const folder = mkdtempSync(path.join(tmpdir(), "guichet-promised-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/// What the command shows of an example, with changes as in refus.json: {of(label): text, rows(label): [{column: text}]}.
let count = 0;
function show(example, changes = {}) {
  const dossier = applyRefusal(JSON.parse(readFileSync(path.join(examplesFolder, example), "utf8")), { nom: example, ...changes });
  const file = path.join(folder, `${count += 1}.json`);
  writeFileSync(file, JSON.stringify(dossier));
  const said = spawnSync(command, ["show", "--today", today, file], { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(said.status, 0, `${example}: ${said.stderr}`);
  const lines = said.stdout.replace(/[\u00a0\u202f]/g, " ").split("\n");
  return {
    of(label) {
      const found = lines.map((line) => line.trim()).filter((line) => line.startsWith(`${label} :`));
      assert.equal(found.length, 1, `${example}: ${found.length} « ${label} »`);
      return found[0].slice(label.length + 2).trim().replace(/ \(calculé\)$/, "");
    },
    rows(label) {
      const at = lines.findIndex((line) => line.trim() === label);
      assert.ok(at >= 0, `${example}: no « ${label} »`);
      const end = lines.findIndex((line, index) => index > at && !line.startsWith("    "));
      return lines.slice(at + 1, end).map((line) => Object.fromEntries(line.trim().split(" ; ").map((cell) => cell.split(" : ", 2))));
    },
  };
}

test("an employer keeps a contrat de professionnalisation five years, until the end of 2031 when the Union paid for it", () => {
  for (const [conclusion, until] of [["2020-06-30", "30/06/2025"], ["2020-07-01", "31/12/2031"], ["2022-12-31", "31/12/2031"], ["2023-01-01", "01/01/2028"], ["2026-11-16", "16/11/2031"]]) {
    const shown = show("opco-mobilites.contrat-professionnalisation/recevable.json", { set: { "contrat.date_conclusion": conclusion } });
    assert.equal(shown.of("CERFA signé à garder par l'employeur jusqu'au"), until, conclusion);
  }
});

/// Cents of a text such as "8 109,59 €".
const cents = (text) => Number(text.replace(/[^\d,-]/g, "").replace(",", ""));
const sum = (rows) => rows.reduce((total, { Montant }) => total + cents(Montant), 0);
/// Of an échéancier: the instalments alone, without frais annexes and what else is paid beside the NPEC.
const instalments = (rows) => rows.filter(({ Échéance }) => /acompte|Solde/.test(Échéance));

test("a reimbursement's échéancier counts what was told of the contract: remote training, days before it, leap years, a shorter course", () => {
  const example = "opco-sante.demande-remboursement/recevable-distance.json";
  const of = (set) => show(example, { set }).rows("Échéancier du contrat");
  const before = (rows) => rows.find(({ Échéance }) => Échéance === "Formation avant le contrat")?.Montant;
  assert.equal(sum(instalments(of({}))), 16_000_00);
  assert.equal(sum(instalments(of({ "contrat.jours_reels": false }))), 8_000_00 + 8_021_92);
  assert.equal(sum(instalments(of({ "contrat.exempt_distance": false }))), 12_800_00);
  assert.equal(before(of({ "contrat.npec": 8_765_00 })), "1 488,85 €");
  assert.equal(before(show(example, { unset: ["contrat.entree_cfa"] }).rows("Échéancier du contrat")), undefined);
  const short = { "contrat.date_conclusion": "2024-09-02", "contrat.date_debut": "2024-09-02", "contrat.date_fin": "2025-05-31", "contrat.heures_distance": 0 };
  const [whole, reduced] = [false, true].map((answer) => sum(instalments(of({ ...short, "contrat.duree_reduite": answer }))));
  assert.equal(reduced, Math.min(8_000_00, Math.round(whole * 1.1)));
  assert.ok(whole > 0 && whole < reduced);
});

test("who knows the UAI of a CFA finds it by that, wherever a procedure asks for a UAI", () => {
  const tool = path.join(path.dirname(command), "procedure_tool");
  let asked = 0;
  for (const { id, file } of procedures()) {
    const whole = JSON.parse(execFileSync(tool, ["assemble", file], { encoding: "utf8", maxBuffer: 1 << 26 }));
    const items = whole.steps.flatMap(({ sections }) => sections.flatMap((section) => section.items))
      .flatMap((item) => (item.group ? item.items.map((one) => ({ ...one, field: `${item.group}.${one.field}` })) : [item]));
    const searched = new Set(items.filter(({ lookup }) => lookup?.directory === "training_organisation").map(({ lookup }) => lookup.targets.uai));
    for (const { field, kind } of items) {
      if (kind !== "uai") continue;
      asked += 1;
      assert.ok(searched.has(field), `${id}: ${field}`);
    }
  }
  assert.ok(asked >= 10, `${asked} fields`);
});
