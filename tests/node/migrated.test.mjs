// A dossier of an older version of its procedure: `guichet check` and `guichet show` say what has changed, in words and as JSON.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";

const command = process.env.GUICHET_COMMAND ?? "build/native/guichet";
const folder = mkdtempSync(path.join(tmpdir(), "guichet-migrated-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const report = "Le titre s'appelle désormais intitulé.";
writeFileSync(path.join(folder, "essai.json"), JSON.stringify({
  guichet_procedure: 1, id: "essai.migration", version: "2", title: "Essai", organisme: "Essai",
  steps: [{ id: "un", title: "Un", sections: [{ id: "un", items: [{ field: "formation.intitule", kind: "text", label: "Intitulé", required: true }] }] }],
  statuses: [
    { id: "brouillon", label: "Brouillon", lock: "editable", next: ["transmis"] }, { id: "transmis", label: "Transmis", lock: "locked", next: [] },
  ],
  migrations: [{ from: "1", rename: { "formation.titre": "formation.intitule" }, report }],
}));

const dossier = (version, answers) => {
  const file = path.join(folder, `dossier-${version}.json`);
  writeFileSync(file, JSON.stringify({
    guichet: 1, id: "00000000-0000-4000-8000-000000000001", procedure: { id: "essai.migration", version }, nom: "", statut: "brouillon",
    cree: "2026-11-21T10:00:00Z", modifie: "2026-11-21T10:00:00Z", reponses: answers, pieces: [],
  }));
  return file;
};
const guichet = (...words) => execFileSync(command, [...words, "--procedures", folder], { encoding: "utf8" });

test("what a migration changed is reported, and only where there was one", () => {
  const old = dossier("1", { formation: { titre: "Permis" } });
  const said = JSON.parse(guichet("check", "--json", old));
  assert.equal(said.acceptable, true);
  assert.ok(said.migration.includes(report), said.migration);
  assert.ok(guichet("check", old).includes(report));
  const shown = guichet("show", old);
  assert.ok(shown.includes(report) && shown.includes("Permis"), shown);
  assert.equal(JSON.parse(guichet("check", "--json", dossier("2", { formation: { intitule: "Permis" } }))).migration, undefined);
});
