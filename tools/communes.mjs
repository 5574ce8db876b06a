// Postal codes and their communes, compact: fetched once by the page and searched as text.
//
//   node tools/communes.mjs OUT
//
// One line a postal code, sorted: the code, a tab, then INSEE:name for each commune, separated by « | ».
//   68110<TAB>68154:Illzach
// Paris, Lyon and Marseille have no postal code of their own in the source: their arrondissements have, and name the
// arrondissement here (75101:Paris 1er Arrondissement), since that is what an INSEE code in a form means.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const out = process.argv[2];
if (!out) {
  console.error('usage: communes.mjs OUT');
  process.exit(2);
}
const communes = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json'), 'utf8'));

const lines = new Map();
for (const { type, code, nom, codesPostaux } of communes) {
  if (type !== 'commune-actuelle' && type !== 'arrondissement-municipal') continue;
  for (const postal of codesPostaux ?? []) {
    if (/[\t|:\n]/.test(nom)) throw new Error(`communes: « ${nom} » would break the format`);
    if (!lines.has(postal)) lines.set(postal, new Map());
    lines.get(postal).set(code, nom);
  }
}
// The city as a whole would stand beside its own arrondissements under the same postal code.
const cities = { 75056: '751', 69123: '6938', 13055: '132' };
for (const row of lines.values()) {
  for (const [city, prefix] of Object.entries(cities)) {
    if (row.has(city) && [...row.keys()].some((code) => code.startsWith(prefix))) row.delete(city);
  }
}

const byName = new Intl.Collator('fr').compare;
const text = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([postal, row]) =>
  `${postal}\t${[...row].sort(([, a], [, b]) => byName(a, b)).map(([code, name]) => `${code}:${name}`).join('|')}\n`).join('');
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, text);
console.log(`${out}: ${lines.size} postal codes, ${text.length} characters`);
