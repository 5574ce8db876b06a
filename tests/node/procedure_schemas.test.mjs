// The schemas of procedures under Ajv in strict mode (JSON Schema 2020-12): the schema of the format accepts every
// procedure of the project, each payload schema compiles, accepts a payload of the right shape and refuses others.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const tool = path.join(root, process.env.GUICHET_BUILD ?? 'build/native', 'procedure_tool');
const skip = !existsSync(tool) && 'procedure_tool is not built';
const ajv = () => new Ajv2020.default({ strict: true, allowUnionTypes: true, allErrors: true });

// Beside procedures stand parts of several (communs/) and examples (tests/procedures/ID/): they are no procedures.
function filesUnder(folder) {
  return readdirSync(path.join(root, folder), { recursive: true }).filter((name) => name.endsWith('.json') && path.basename(name) !== 'index.json').map((name) => path.join(root, folder, name))
    .filter((file) => JSON.parse(readFileSync(file, 'utf8')).guichet_procedure !== undefined);
}

const procedures = [...filesUnder('assets/procedures'), ...filesUnder('tests/procedures')];
const formation = path.join(root, 'assets/procedures/opco-mobilites/action-formation.json');
const run = (verb, ...files) =>
  execFileSync(tool, [verb, '--procedures', path.join(root, 'assets/procedures'), ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
const schemaOf = (file) => JSON.parse(run('schema', file));

// Whole, the shared parts in their places (docs/procedures.md, « Parties communes »).
const assembled = (file) => JSON.parse(run('assemble', file));

test('the schema and the reference page know every kind of field', () => {
  const rows = readFileSync(path.join(root, 'src/procedure/kinds.cpp'), 'utf8').matchAll(/KindRow\{Kind::\w+, "(\w+)"/g);
  const kinds = [...rows].map(([, name]) => name);
  assert.ok(kinds.length > 20);
  const schema = JSON.parse(readFileSync(path.join(root, 'assets/schemas/procedure.schema.json'), 'utf8'));
  assert.deepEqual(schema.$defs.kind.enum.toSorted(), kinds.toSorted());
  const page = readFileSync(path.join(root, 'docs/procedures.md'), 'utf8');
  for (const kind of kinds) assert.match(page, new RegExp(`^\\|[^|]*\`${kind}\`[^|]*\\|`, 'm'), `docs/procedures.md tells nothing of ${kind}`);
});

test('every procedure of the project has the shape of the format', { skip }, () => {
  const validate = ajv().compile(JSON.parse(readFileSync(path.join(root, 'assets/schemas/procedure.schema.json'), 'utf8')));
  for (const file of procedures) assert.ok(validate(assembled(file)), `${file}: ${JSON.stringify(validate.errors, null, 1)}`);
  // As they are written too, with parts by reference: an editor holds them to this schema.
  for (const file of procedures) assert.ok(validate(JSON.parse(readFileSync(file, 'utf8'))), `${file}: ${JSON.stringify(validate.errors, null, 1)}`);
  const broken = JSON.parse(readFileSync(path.join(root, 'assets/procedures/opco-mobilites/facture.json'), 'utf8'));
  broken.sources.use = ['communs/entites.json'];
  assert.ok(!validate(broken), 'a part without its place');
});

test('every procedure of the project loads without a problem or a warning', { skip }, () => {
  const lines = run('lint', ...procedures).trim().split('\n').map((line) => JSON.parse(line));
  for (const line of lines) {
    assert.deepEqual(line.problems, [], line.file);
    assert.ok(line.loads, line.file);
  }
});

test('payload schemas compile in strict mode', { skip }, () => {
  for (const file of procedures) ajv().compile(schemaOf(file));
});

const payload = () => ({
  guichet: 1, procedure: { id: 'opco-mobilites.action-formation', version: '2026.1' }, dossier: '3f2b8a52-0d7c-4a43-9f0e-0a3b1c2d4e5f', type: 'AF',
  employeur: { denomination: 'ACTIF AUTO CONTROLE', siret: '83135297600011', adresse: '24 AVE DE HOLLANDE', code_postal: '68110', commune: 'ILLZACH', naf: '7120A', effectif: 3, idcc: '1090' },
  formation: { interne: false, intitule: 'Contrôle technique : mise à niveau', nature: 'action', dispositif: 'AF', date_debut: '2027-09-01', date_fin: '2027-09-03', certifiante: false, duree: 2100, cout: 125050 },
  organisme: { raison_sociale: 'aXept', siret: '83426702300028' },
  stagiaires: [{ nir: '185057800608491', date_naissance: '1985-05-23', nom: 'DUPONT', prenom: 'Jean', sexe: 'M', csp: 'ouvrier_qualifie', niveau: '3', rqth: false }],
  calcul: { nombre_stagiaires: 1, heures_stagiaires: 2100, cout_par_stagiaire: 125050, cout_horaire: 5955 },
  synthese: { fait_a: 'Illzach', subrogation: true, versements_volontaires: true, attestation: true },
  pieces: [{ id: 'p1', zone: 'programme', nom: 'programme.pdf', type: 'application/pdf', taille: 12345, sha256: '0'.repeat(64) }],
});

test('a payload of the right shape is accepted, and each way to spoil it is refused', { skip }, () => {
  const validate = ajv().compile(schemaOf(formation));
  assert.ok(validate(payload()), JSON.stringify(validate.errors, null, 1));
  const spoilers = {
    'another member': (data) => { data.autre = 1; },
    'another member in a row': (data) => { data.stagiaires[0].autre = 1; },
    'no employer': (data) => { delete data.employeur; },
    'no stagiaire': (data) => { data.stagiaires = []; },
    'a date in French': (data) => { data.formation.date_debut = '01/09/2027'; },
    'money with a fraction': (data) => { data.formation.cout = 12.5; },
    'money as text': (data) => { data.formation.cout = '125050'; },
    'an attestation that was not given': (data) => { data.synthese.attestation = false; },
    'a code of no list': (data) => { data.stagiaires[0].csp = 'patron'; },
    'a SIRET with spaces': (data) => { data.employeur.siret = '831 352 976 00011'; },
    'a NIR of 14 digits': (data) => { data.stagiaires[0].nir = '18505780060849'; },
    'an empty text': (data) => { data.employeur.denomination = ''; },
    'a text too long': (data) => { data.employeur.denomination = 'x'.repeat(81); },
    'another version': (data) => { data.procedure.version = '2025.1'; },
    'a piece of another type': (data) => { data.pieces[0].type = 'text/html'; },
    'a piece without digest': (data) => { delete data.pieces[0].sha256; },
    'no pieces member': (data) => { delete data.pieces; },
  };
  for (const [name, spoil] of Object.entries(spoilers)) {
    const data = payload();
    spoil(data);
    assert.equal(validate(data), false, name);
  }
});
