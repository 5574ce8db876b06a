// The large lists that a form is searched in, compact: fetched only when a field of their kind is first searched.
//
//   node tools/nomenclatures.mjs FOLDER      writes FOLDER/naf.txt and FOLDER/idcc.txt
//
// UTF-8, one line a code, each ended by \n, sorted by code (bytes), columns separated by a tab; an empty column stays, so that
// columns keep their places. The first line is no code: it begins with #, has no tab, and tells which version the file holds:
//   #naf;NAF rév. 2;2008-01-01;2026-12-31        name, version, first and last day it holds (empty: not known)
//   7120A<TAB>Contrôle technique automobile      code as stored (no dot), label
//   #idcc;2026-11;;
//   1090<TAB>Services de l'automobile (…)<TAB>OPCO Mobilités<TAB>
//   1710<TAB>Agences de voyages et de tourisme, personnels<TAB>OPCO Mobilités<TAB>3245
//            code, label, OPCO (empty: not known; several joined by « | »: the person chooses), the code that has replaced it
// No label holds a tab, a line end or « | ».
//
// NAF 2025 takes the place of rév. 2 on 1 January 2027: it will be another entry of `lists`, in a file of its own (naf-2025.txt), whose
// first line tells from when; rév. 2 stays for older dossiers. Both lists are of the same 5 characters, with other meanings.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const out = process.argv[2];
if (!out) {
  console.error('usage: nomenclatures.mjs FOLDER');
  process.exit(2);
}
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

const lists = [
  { file: 'naf.txt', name: 'naf', version: 'NAF rév. 2', from: '2008-01-01', until: '2026-12-31', count: 732, lines: naf },
  { file: 'idcc.txt', name: 'idcc', version: idccTable('idcc-libelle').version, from: '', until: '', count: 800, lines: idcc },
];

mkdirSync(out, { recursive: true });
for (const { file, name, version, from, until, count, lines } of lists) {
  const rows = lines();
  if (rows.length < count) throw new Error(`${file}: ${rows.length} codes of at least ${count}: the source has changed`);
  rows.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [at, row] of rows.entries()) {
    if (!/^[0-9A-Z]{4,5}$/.test(row[0]) || rows[at - 1]?.[0] === row[0]) throw new Error(`${file}: the code « ${row[0]} »`);
    if (!row[1] || row.some((column) => /[\t\r\n]/.test(column)) || row[1].includes('|')) throw new Error(`${file}: « ${row.join(' ')} » would break the format`);
  }
  const text = `#${[name, version, from, until].join(';')}\n${rows.map((row) => `${row.join('\t')}\n`).join('')}`;
  writeFileSync(join(out, file), text);
  const small = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  console.log(`${join(out, file)}: ${rows.length} codes, ${Buffer.byteLength(text)} bytes, ${small} in brotli`);
}

// The sub-classes alone: an enterprise has one of these, never a division or a group.
function naf() {
  return require('@socialgouv/codes-naf/index.json').filter(({ id }) => /^\d\d\.\d\d[A-Z]$/.test(id))
    .map(({ id, label }) => [id.replace('.', ''), label.trim()]);
}

function idcc() {
  const opco = new Map(idccTable('idcc-opco').lines);
  const replaced = new Map(idccTable('idcc-remplace').lines);
  const label = new Map(idccTable('idcc-libelle').lines);
  for (const code of opco.keys()) if (!label.has(code)) throw new Error(`idcc.txt: ${code} has an OPCO and no label`);
  // An old payslip shows an old code: it is found too, and leads to the one that counts.
  for (const [old, now] of replaced) {
    if (!label.has(old)) label.set(old, `Convention fusionnée avec la ${now}${label.has(now) ? ` (${label.get(now)})` : ''}`);
  }
  return [...label].map(([code, text]) => [code, text, opco.get(code) ?? '', replaced.get(code) ?? '']);
}

function idccTable(id) {
  return ['nomenclatures-idcc.json', 'nomenclatures-idcc-libelles.json']
    .flatMap((name) => JSON.parse(readFileSync(join(project, 'assets/procedures/communs', name), 'utf8')).tables).find((table) => table.id === id);
}
