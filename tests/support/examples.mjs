// The examples of each procedure: dossiers that are to be accepted and dossiers that are not, each for one named reason.
//
//   tests/procedures/PROCEDURE-ID/recevable.json, recevable-*.json    dossier files as the page saves them
//   tests/procedures/PROCEDURE-ID/refus.json                          a list of refusals:
//     {"nom": "…", "regle": "rule-id", "path": "where the finding stands", …changes}
// Changes, made to recevable.json or to the file that "de" names, in this order:
//   "rows": {"stagiaires": [{…}]}      the group's rows, whole
//   "unset": ["formation.intitule", "stagiaires[0].nom"]
//   "set": {"formation.cout": 12, "stagiaires[1].csp": "x"}
//   "typed": {"formation.date_debut": "3/4/26"}    texts that could not be read
//   "pieces": [{…}]                    the pieces, whole;  "sans_pieces": ["programme"]    those of a zone taken away
//   "version": "2025.1"                the version of the procedure that the dossier was written under
// Guichet's own reasons are named too: "obligatoire", "lisible", "a-confirmer", "minimum", "maximum", "piece-obligatoire"
// (at "pieces.programme"), "code-ancien".
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const examplesFolder = path.join(root, "tests/procedures");
export const proceduresFolder = path.join(root, "assets/procedures");
/// The day on which examples are judged.
export const today = "2026-11-21";

const read = (...parts) => JSON.parse(readFileSync(path.join(...parts), "utf8"));

/// The procedures of the project: {id, file} of each. Parts, which have no number of format, are none.
export function procedures() {
  return readdirSync(proceduresFolder, { recursive: true }).filter((name) => name.endsWith(".json")).sort()
    .map((name) => path.join(proceduresFolder, name)).map((file) => ({ file, ...read(file) }))
    .filter((one) => one.guichet_procedure !== undefined).map(({ id, file }) => ({ id, file }));
}

/// "stagiaires[0].nom" or "stagiaires.0.nom": the object that holds the answer, made where it is missing, and the last name.
function place(answers, name, make) {
  const steps = name.replaceAll("[", ".").replaceAll("]", "").split(".");
  const last = steps.pop();
  let at = answers;
  for (const step of steps) {
    if (at[step] === undefined) {
      if (!make || Array.isArray(at)) return null;
      at[step] = {};
    }
    at = at[step];
  }
  return [at, last];
}

export function applyRefusal(base, refusal) {
  const dossier = structuredClone(base);
  const answers = (dossier.reponses ??= {});
  const failed = (what) => new Error(`« ${refusal.nom} » : ${what}`);
  for (const [group, rows] of Object.entries(refusal.rows ?? {})) {
    const where = place(answers, group, true);
    where[0][where[1]] = structuredClone(rows).map((row, at) => ({ id: `r${at + 1}`, ...row }));
  }
  for (const name of refusal.unset ?? []) {
    const where = place(answers, name, false);
    if (!where || where[0]?.[where[1]] === undefined) throw failed(`rien à retirer à ${name}`);
    if (Array.isArray(where[0])) where[0].splice(Number(where[1]), 1);
    else delete where[0][where[1]];
  }
  for (const [name, value] of Object.entries(refusal.set ?? {})) {
    const where = place(answers, name, true);
    if (!where) throw failed(`pas de ligne pour ${name}`);
    where[0][where[1]] = value;
  }
  if (refusal.typed) dossier.saisies = { ...dossier.saisies, ...refusal.typed };
  if (refusal.pieces) dossier.pieces = structuredClone(refusal.pieces);
  if (refusal.sans_pieces) dossier.pieces = (dossier.pieces ?? []).filter(({ zone }) => !refusal.sans_pieces.includes(zone));
  if (refusal.version) dossier.procedure = { ...dossier.procedure, version: refusal.version };
  return dossier;
}

/// All examples: {procedure, file, name, dossier, refusal?}. Each dossier gets an id of its own, which reports are found by.
/// What cannot be made (a file that cannot be read, a change without a place) is told in `troubles`.
export function examples() {
  const list = [];
  const troubles = [];
  const attempt = (what, make) => {
    try { return make(); } catch (error) { troubles.push(`${what}: ${error.message}`); return null; }
  };
  const add = (one) => {
    one.dossier.id = `00000000-0000-4000-8000-${String(list.length + 1).padStart(12, "0")}`;
    list.push(one);
  };
  for (const folder of readdirSync(examplesFolder, { withFileTypes: true }).filter((one) => one.isDirectory()).map(({ name }) => name).sort()) {
    const bases = new Map();
    for (const file of readdirSync(path.join(examplesFolder, folder)).filter((name) => /^recevable.*\.json$/.test(name)).sort()) {
      const dossier = attempt(`${folder}/${file}`, () => read(examplesFolder, folder, file));
      if (!dossier) continue;
      bases.set(file, dossier);
      add({ procedure: folder, file, name: `${folder}/${file}`, dossier: structuredClone(dossier) });
    }
    const file = path.join(examplesFolder, folder, "refus.json");
    for (const refusal of (existsSync(file) && attempt(`${folder}/refus.json`, () => read(file))) || []) {
      const name = `${folder}/refus.json « ${refusal.nom} »`;
      const base = bases.get(refusal.de ?? "recevable.json");
      const dossier = attempt(name, () => {
        if (!base) throw new Error(`${refusal.de ?? "recevable.json"} manque`);
        return applyRefusal(base, refusal);
      });
      if (dossier) add({ procedure: folder, file: "refus.json", name, dossier, refusal });
    }
  }
  return { list, troubles };
}
