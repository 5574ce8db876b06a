// What a person was promised stands in what `guichet show` tells of a dossier: a computation that no procedure asks for, or asks for
// with other answers than its own, would pass the tests of the computation. Examples: tests/procedures.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { applyRefusal, examplesFolder, procedures, today } from "../support/examples.mjs";

const command = process.env.GUICHET_COMMAND ?? "build/native/guichet";
const folder = mkdtempSync(path.join(tmpdir(), "guichet-promised-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/// What the command shows of an example, with changes as in refus.json: {of(label): text, rows(label): [{column: text}]}.
let count = 0;
function show(example, changes = {}, options = []) {
  const dossier = applyRefusal(JSON.parse(readFileSync(path.join(examplesFolder, example), "utf8")), { nom: example, ...changes });
  const file = path.join(folder, `${count += 1}.json`);
  writeFileSync(file, JSON.stringify(dossier));
  const said = spawnSync(command, ["show", "--today", today, ...options, file], { encoding: "utf8", maxBuffer: 1 << 26 });
  // 1: something of it blocks, which is not asked here.
  assert.ok(said.status === 0 || said.status === 1, `${example}: ${said.stderr}`);
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

/// Cents of a text such as "8 109,59 €".
const cents = (text) => Number(text.replace(/[^\d,-]/g, "").replace(",", ""));
const sum = (rows) => rows.reduce((total, { Montant }) => total + cents(Montant), 0);
/// Of an échéancier: the instalments alone, without frais annexes and what else is paid beside the NPEC.
const instalments = (rows) => rows.filter(({ Échéance }) => /acompte|Solde/.test(Échéance));

const apprenticeships = ["opco-mobilites", "opco-ep-connect", "opco-ep-services"].map((portal) => `${portal}.contrat-apprentissage`);
const professional = ["opco-mobilites", "opco-ep-connect", "opco-ep-services"].map((portal) => `${portal}.contrat-professionnalisation`);

/// [born, first day, last day, [[order, from, to, rate]…], pay at the start], as published: a bracket changes on the 1st of the month that
/// follows the birthday, one on the 1st of a month too.
const pay = {
  A: ["2009-03-15", "2026-09-01", "2028-08-31", [["1.1", "01/09/2026", "31/03/2027", "27 %"], ["1.2", "01/04/2027", "31/08/2027", "43 %"], ["2.1", "01/09/2027", "31/08/2028", "51 %"]], "504,10 €"],
  B: ["2005-11-20", "2026-09-01", "2028-08-31", [["1.1", "01/09/2026", "30/11/2026", "43 %"], ["1.2", "01/12/2026", "31/08/2027", "53 %"], ["2.1", "01/09/2027", "31/08/2028", "61 %"]], "802,82 €"],
  C: ["2000-06-05", "2026-09-07", "2027-08-31", [["1.1", "07/09/2026", "31/08/2027", "100 %"]], "1 867,02 €"],
  D: ["2008-08-10", "2025-08-25", "2027-07-31", [["1.1", "25/08/2025", "24/08/2026", "27 %"], ["2.1", "25/08/2026", "31/08/2026", "39 %"], ["2.2", "01/09/2026", "31/07/2027", "51 %"]], "486,49 €"],
  E: ["2010-10-01", "2026-09-01", "2029-08-31",
    [["1.1", "01/09/2026", "31/08/2027", "27 %"], ["2.1", "01/09/2027", "31/08/2028", "39 %"], ["3.1", "01/09/2028", "31/10/2028", "55 %"], ["3.2", "01/11/2028", "31/08/2029", "67 %"]], "504,10 €"],
};

test("an apprentice's pay: the published cases, at each portal, and the salary that is proposed is that of the first period", () => {
  for (const id of apprenticeships) {
    for (const [name, [born, from, to, periods, first]] of Object.entries(pay)) {
      const set = { "apprenti.date_naissance": born, "contrat.date_conclusion": from, "contrat.date_debut_contrat": from, "contrat.date_fin_contrat": to };
      const shown = show(`${id}/recevable.json`, { set });
      const rows = shown.rows("Minima légaux");
      assert.deepEqual(rows.map((row) => [row.Période, row.Du, row.Au, row.Minimum]), periods, `${id}, ${name}`);
      assert.equal(rows[0]["Par mois"], first, `${id}, ${name}`);
      assert.equal(shown.of("Pourcentage minimum à l'embauche"), periods[0][3], `${id}, ${name}`);
      assert.equal(shown.of("Salaire minimum à l'embauche"), first, `${id}, ${name}`);
    }
  }
});

test("a minor apprentice's contract shows 27, 39, 51 and 67 %, its 15 points more, and the salary of the job from 21 on", () => {
  const example = "opco-mobilites.contrat-apprentissage/recevable-mineur.json";
  const rates = (set = {}) => show(example, { set }).rows("Minima légaux").map((row) => `${row.Minimum} ${row.De} ${row["Par mois"]}`);
  assert.deepEqual(rates(), ["27 % SMIC 504,10 €", "39 % SMIC 728,14 €", "51 % SMIC 952,19 €", "67 % SMIC 1 250,91 €"]);
  assert.equal(rates({ "contrat.majoration_15": true })[0], "42 % SMIC 784,15 €");
  assert.equal(rates({ "apprenti.date_naissance": "2004-10-01", "contrat.smc": 2_000_00 })[0], "53 % SMC 1 060,00 €");
  // Mayotte has a SMIC of its own.
  assert.equal(rates({ "employeur.adresse.code_postal": "97600" })[0], "27 % SMIC 391,49 €");
});

test("a branch's minima, written into their table by who runs the site, count where they are more than the law", () => {
  const copy = path.join(folder, "procedures");
  cpSync("assets/procedures", copy, { recursive: true });
  const file = path.join(copy, "communs/minima-branche.json");
  const part = JSON.parse(readFileSync(file, "utf8"));
  const [model] = part.tables[0].lines;
  assert.equal(model[0], "0000", "nobody's code");
  const example = "opco-mobilites.contrat-apprentissage/recevable-mineur.json";
  const minima = (lines) => {
    part.tables[0].lines = [model, ...lines];
    writeFileSync(file, JSON.stringify(part));
    const shown = show(example, {}, ["--procedures", copy]);
    const rows = shown.rows("Minima légaux");
    assert.equal(shown.of("Pourcentage minimum à l'embauche"), rows[0].Minimum);
    return rows;
  };
  const law = ["27 %", "39 %", "51 %", "67 %"];
  assert.deepEqual(minima([]).map(({ Minimum }) => Minimum), law);
  const idcc = JSON.parse(readFileSync(path.join(examplesFolder, example), "utf8")).reponses.employeur.code_idcc;
  const rows = minima([[idcc, "30 45 55 100 35 55 65 100 60 70 80 100"]]);
  assert.deepEqual(rows.map(({ Minimum }) => Minimum), ["30 %", "39 %", "55 %", "70 %"]);
  assert.match(rows[0].Pourquoi, /minimum de la branche$/);
  assert.doesNotMatch(rows[1].Pourquoi, /branche/);
  assert.deepEqual(minima([["0001", "30 45 55 100 35 55 65 100 60 70 80 100"]]).map(({ Minimum }) => Minimum), law);
  // A line that is not twelve percents counts for nothing.
  assert.deepEqual(minima([[idcc, "30 45"]]).map(({ Minimum }) => Minimum), law);
});

test("a licence professionnelle in one year is paid as a second year, whatever the day of the birthday; in two years, as any other", () => {
  const example = "opco-mobilites.contrat-apprentissage/recevable-licence.json";
  const minimum = (set) => {
    const shown = show(example, { set });
    const [first] = shown.rows("Minima légaux");
    assert.equal(shown.of("Pourcentage minimum à l'embauche"), first.Minimum);
    assert.equal(shown.of("Salaire minimum à l'embauche"), first["Par mois"]);
    return first.Minimum;
  };
  assert.equal(minimum({}), "61 %");
  for (const [born, rate] of [["2005-11-10", "61 %"], ["2005-11-23", "61 %"], ["2005-11-24", "51 %"], ["2005-12-01", "51 %"], ["2009-01-05", "39 %"], ["2000-11-23", "100 %"]]) {
    assert.equal(minimum({ "apprenti.date_naissance": born }), rate, born);
  }
  assert.equal(minimum({ "contrat.date_fin_contrat": "2028-11-22" }), "53 %");
  assert.equal(minimum({ "formation.type_diplome": "63" }), "53 %");
});

test("an échéancier sums to what is due, to the cent: one year, 370 days, a leap year, level 6, a remote course", () => {
  const rows = (set) => instalments(show("opco-mobilites.contrat-apprentissage/recevable.json", { set: { "convention.npec": 8_000_00, ...set } }).rows("Échéancier prévisionnel des versements au CFA"));
  const amounts = (set) => rows(set).map(({ Montant }) => Montant);
  const year = { "contrat.date_conclusion": "2026-08-25", "contrat.date_debut_contrat": "2026-09-01", "contrat.date_fin_contrat": "2027-08-31" };
  assert.deepEqual(amounts(year), ["3 200,00 €", "2 400,00 €", "1 600,00 €", "800,00 €"]);
  assert.equal(sum(rows({ ...year, "contrat.date_fin_contrat": "2027-09-05" })), 8_109_59);
  const leap = { ...year, "contrat.date_fin_contrat": "2028-08-31" };
  assert.equal(sum(rows(leap)), 8_000_00 + 8_021_92);
  assert.equal(sum(rows({ ...leap, "convention.jours_reels": true })), 16_000_00);
  assert.deepEqual(amounts({ ...year, "formation.type_diplome": "62" }), ["2 450,00 €", "2 400,00 €", "1 600,00 €", "800,00 €"]);
  const remote = { ...year, "formation.duree_formation": 1000, "formation.nombre_heures_en_distanciel": 800 };
  assert.equal(sum(rows(remote)), 6_400_00);
  assert.equal(sum(rows({ ...remote, "formation.exempt_distance": true })), 8_000_00);
  // The examples' own: 7 000 € a year, of 365 and 283 days.
  for (const name of ["recevable", "recevable-rqth"]) {
    assert.equal(sum(instalments(show(`opco-mobilites.contrat-apprentissage/${name}.json`).rows("Échéancier prévisionnel des versements au CFA"))), 12_427_40, name);
  }
});

test("what a CFA is paid beside the instalments: each year of a disabled apprentice, nights, meals and equipment, in their limits", () => {
  const other = (example, set) => Object.fromEntries(show(`opco-mobilites.contrat-apprentissage/${example}.json`, { set }).rows("Échéancier prévisionnel des versements au CFA")
    .filter(({ Échéance }) => !/acompte|Solde/.test(Échéance)).toReversed().map(({ Échéance, Montant }) => [Échéance, Montant]));
  assert.equal(other("recevable-rqth")["Majoration handicap"], "4 000,00 €");
  assert.equal(other("recevable")["Majoration handicap"], undefined);
  // Each year its own amount, the second of 283 days of 365.
  const years = (set) => show("opco-mobilites.contrat-apprentissage/recevable-rqth.json", { set }).rows("Échéancier prévisionnel des versements au CFA")
    .filter(({ Échéance }) => Échéance === "Majoration handicap").map(({ Montant }) => cents(Montant));
  assert.deepEqual(years({ "convention.montant_rqth_annee1": 4_000_00, "convention.montant_rqth_annee2": 2_000_00 }), [4_000_00, Math.round((2_000_00 * 283) / 365)]);
  assert.deepEqual(years({ "convention.montant_rqth_annee1": 4_000_00, "convention.montant_rqth_annee2": 0 }), [4_000_00]);
  assert.deepEqual(other("recevable-signe"), { "Premier équipement": "500,00 €", "Hébergement": "540,00 €", "Restauration": "900,00 €" });
});

test("a contrat de professionnalisation: 55 or 65, 70 or 80, then 100 % of the SMIC or 85 % of the job's salary", () => {
  for (const id of professional) {
    for (const [born, diploma, rate, amount] of [["2007-07-09", "60", "55 %", "1 026,87 €"], ["2007-07-09", "41", "65 %", "1 213,57 €"], ["2003-07-09", "60", "70 %", "1 306,92 €"],
      ["2003-07-09", "31", "80 %", "1 493,62 €"], ["1998-07-09", "60", "100 %", "1 867,02 €"]]) {
      const shown = show(`${id}/recevable.json`, { set: { "salarie.date_naissance": born, "salarie.diplome": diploma, "contrat.date_debut": "2026-11-23", "contrat.date_fin": "2027-05-22" } });
      const rows = shown.rows("Minima légaux pendant le contrat");
      assert.equal(rows[0].Minimum, rate, `${id}, ${born}, ${diploma}`);
      assert.equal(rows[0]["Pour 35 heures"], amount, `${id}, ${born}, ${diploma}`);
      assert.equal(shown.of("Salaire minimum à l'embauche"), amount, `${id}, ${born}, ${diploma}`);
    }
  }
  const high = show("opco-mobilites.contrat-professionnalisation/recevable.json", { set: { "salarie.date_naissance": "1998-07-09", "contrat.salaire_minimum_conventionnel": 2_300_00 } });
  const [first] = high.rows("Minima légaux pendant le contrat");
  assert.deepEqual([first.Minimum, first.De, first["Pour 35 heures"]], ["85 %", "SMC", "1 955,00 €"]);
});

test("an employer keeps a contrat de professionnalisation five years, until the end of 2031 when the Union paid for it", () => {
  for (const [conclusion, until] of [["2020-06-30", "30/06/2025"], ["2020-07-01", "31/12/2031"], ["2022-12-31", "31/12/2031"], ["2023-01-01", "01/01/2028"], ["2026-11-16", "16/11/2031"]]) {
    const shown = show("opco-mobilites.contrat-professionnalisation/recevable.json", { set: { "contrat.date_conclusion": conclusion } });
    assert.equal(shown.of("CERFA signé à garder par l'employeur jusqu'au"), until, conclusion);
  }
});

test("a reimbursement's échéancier counts what was told of the contract: remote training, days before it, leap years, a shorter course, a disability", () => {
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
  assert.deepEqual(of({ "contrat.majoration_rqth": 3_000_00 }).filter(({ Échéance }) => Échéance === "Majoration handicap").map(({ Montant }) => Montant), ["3 000,00 €", "3 000,00 €"]);
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
