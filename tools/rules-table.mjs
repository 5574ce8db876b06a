// docs/regles-sources.md: each rule of each procedure, its severity, its source, and an example or a test that shows it.
//
//   node tools/rules-table.mjs            writes the file
//   node tools/rules-table.mjs --check    fails when the file is not what would be written, or when nothing shows a rule
//
// Rules that several procedures share (same name, severity, sentence and source) are one row. What shows a rule: a refusal of
// tests/procedures/*/refus.json, or an accepted example in which `guichet check` tells it, or a test that names it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examples, procedures, today } from '../tests/support/examples.mjs';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(project, process.env.GUICHET_BUILD ?? 'build/native');
const target = join(project, 'docs/regles-sources.md');

const assembled = procedures().map(({ file }) => ({
  file: relative(project, file), ...JSON.parse(execFileSync(join(built, 'procedure_tool'), ['assemble', file], { encoding: 'utf8', maxBuffer: 1 << 26 })),
}));
const { list } = examples();
const told = findings();
const tests = testTexts();

const severities = { block: 'bloque', warn: 'avertit', info: 'informe' };
const rows = new Map();
for (const procedure of assembled) {
  for (const rule of procedure.rules ?? []) {
    const source = typeof rule.source === 'string' ? procedure.sources?.[rule.source] : rule.source;
    const key = JSON.stringify([rule.id, rule.severity, rule.message, source?.title]);
    if (!rows.has(key)) rows.set(key, { rule, source, procedures: [] });
    rows.get(key).procedures.push(procedure);
  }
}

const all = [...rows.values()];
const shared = all.filter((row) => row.procedures.length > 1);
const sections = [
  ['Règles de plusieurs démarches', shared],
  ...assembled.map((procedure) => [`${procedure.organisme} : ${procedure.title} (\`${procedure.id}\`)`, all.filter((row) => row.procedures.length === 1 && row.procedures[0] === procedure)]),
].filter(([, some]) => some.length);
const shownRows = all.map((row) => [row, shows(row)]);
const without = shownRows.filter(([, by]) => !by).map(([row]) => row);

const text = `# Les règles, leurs sources, et ce qui les montre

Ce document est fait par \`node tools/rules-table.mjs\` à partir des démarches assemblées : ne le modifiez pas à la main.
${all.length} règles, dont ${all.filter(({ rule }) => rule.severity === 'block').length} bloquent, dans ${assembled.length} démarches. Les exemples sont
dans \`tests/procedures\` : un refus porte le nom entre guillemets dans \`refus.json\`.
${sections.map(([title, some]) => `
## ${title}

| règle | gravité | ce qu'elle dit | source |${some === shared ? ' démarches |' : ''} montrée par |
|---|---|---|---|${some === shared ? '---|' : ''}---|
${some.map((row) => `| \`${row.rule.id}\` | ${severities[row.rule.severity]} | ${cell(row.rule.message)} | ${cell(row.source?.title ?? '')} |${some === shared ? ` ${row.procedures.map(({ id }) => `\`${id}\``).join(', ')} |` : ''} ${cell(shows(row) ?? '—')} |`).join('\n')}
`).join('')}`;

for (const { rule, procedures: [first] } of without) console.error(`rules-table: nothing shows ${rule.severity} ${rule.id} (${first.id})`);
if (process.argv.includes('--check')) {
  if (without.length) process.exitCode = 1;
  const committed = readFileSync(target, 'utf8');
  if (committed !== text) {
    console.error('rules-table: docs/regles-sources.md is not up to date: node tools/rules-table.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}
console.log(`rules-table: ${all.length} rules of ${assembled.length} procedures, ${without.length} without an example or a test`);

function cell(value) {
  return String(value).replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
}

function shows({ rule, procedures: of }) {
  const ids = new Set(of.map(({ id }) => id));
  const refused = list.find((one) => one.refusal?.regle === rule.id && ids.has(one.procedure));
  if (refused) return `\`${refused.procedure}\` « ${refused.refusal.nom} »`;
  const heard = list.find((one) => ids.has(one.procedure) && told.get(one.dossier.id)?.has(rule.id));
  if (heard) return `\`${heard.procedure}/${heard.file}\`${heard.refusal ? ` « ${heard.refusal.nom} »` : ''}`;
  const named = tests.find(({ content }) => content.includes(`"${rule.id}"`));
  return named ? `\`${named.name}\`` : null;
}

/// The rules that the command tells of each example.
function findings() {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-rules-'));
  const files = list.map(({ dossier }) => {
    const file = join(folder, `${dossier.id}.json`);
    writeFileSync(file, JSON.stringify(dossier));
    return file;
  });
  let said = '';
  try {
    if (files.length) said = execFileSync(join(built, 'guichet'), ['check', '--json', '--today', today, ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  } catch (error) {
    said = error.stdout; // something blocks: so it should
  }
  rmSync(folder, { recursive: true, force: true });
  return new Map(said.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter((one) => one.constats)
    .map((one) => [one.dossier, new Set(one.constats.map(({ rule }) => rule))]));
}

function testTexts() {
  const folder = join(project, 'tests');
  return readdirSync(folder, { recursive: true }).filter((name) => /_test\.cpp$|\.test\.mjs$/.test(name)).sort()
    .map((name) => ({ name: `tests/${name}`, content: readFileSync(join(folder, name), 'utf8') }));
}
