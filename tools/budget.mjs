// Prints what a first visit weighs, against tests/budget.json; with --check, fails over a limit or without a site.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const site = process.env.GUICHET_SITE ?? join(project, 'dist');
const check = process.argv.includes('--check');
if (!existsSync(join(site, 'guichet.wasm'))) {
  console.error('budget: there is no built site; run ./emsdk-env.sh build');
  process.exit(1);
}

const files = list(site).map((path) => relative(site, path)).filter((name) => !/\.(br|gz)$/.test(name)).map((name) => {
  const path = join(site, name);
  // Too small to be worth compressing, or compressed by its own format.
  return { name, bytes: statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size, raw: statSync(path).size };
});
let over = 0;
for (const { name, files: pattern, limit, each } of JSON.parse(readFileSync(join(project, 'tests/budget.json'), 'utf8')).groups) {
  const group = files.filter((file) => new RegExp(pattern).test(file.name)).sort((a, b) => b.bytes - a.bytes);
  const total = each ? Math.max(0, ...group.map(({ bytes }) => bytes)) : group.reduce((sum, { bytes }) => sum + bytes, 0);
  const fits = total <= limit && group.length > 0;
  if (!fits) over += 1;
  console.log(`${fits ? 'ok  ' : 'OVER'} ${String(total).padStart(7)} of ${limit}  ${name}`);
  for (const { name: file, bytes, raw } of group) console.log(`       ${String(bytes).padStart(7)}  ${file} (${raw} unpacked)`);
}
process.exit(check && over ? 1 : 0);

function list(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? list(path) : [path];
  });
}
