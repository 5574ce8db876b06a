// Parts the page's module in two: what is in `namespace later` (src/app/later.hpp), with all that only it calls, goes to a module of
// its own, which the page fetches when first wanted (web/instance.ts). What is called from both sides stays in the first.
//
//   node tools/split.mjs FOLDER OUT     FOLDER has guichet.wasm and guichet.js.symbols; OUT gets guichet.wasm and guichet-later.wasm
//
// By binaryen's own wasm-split; which functions, is told by the graph of calls and the linker's names.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, out] = process.argv.slice(2);
const module = join(folder, 'guichet.wasm');
const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 29, stdio: ['ignore', 'pipe', 'pipe'] });

const names = new Map(readFileSync(join(folder, 'guichet.js.symbols'), 'utf8').trimEnd().split('\n')
  .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));

// Who calls whom, and who is called through the table or from outside. Binaryen calls functions without names by their number, which
// begins after those of the imports; the linker counts them all.
const text = run('wasm-dis', '--all-features', module);
const imports = text.match(/^ \(import .*\(func /gm).length;
const nameOf = (called) => (/^\d+$/.test(called) ? names.get(String(imports + Number(called))) : undefined) ?? '';
const isEntry = (called) => nameOf(called).startsWith('guichet::later::');
const calls = new Map();
const roots = new Set();
let caller;
for (const line of text.split('\n')) {
  const made = /^ \(func \$(\S+)/.exec(line);
  if (made) caller = made[1].replace(/\)+$/, '');
  const called = /\((?:return_)?call \$([^\s)]+)/.exec(line);
  if (called) (calls.get(caller) ?? calls.set(caller, new Set()).get(caller)).add(called[1]);
  if (/^ \((?:elem|start)\b/.test(line)) for (const [, name] of line.matchAll(/\$([^\s)]+)/g)) roots.add(name);
  const exported = /^ \(export ".*" \(func \$([^\s)]+)/.exec(line);
  if (exported) roots.add(exported[1]);
  for (const [, name] of line.matchAll(/\(ref\.func \$([^\s)]+)/g)) roots.add(name);
}
const reached = new Set();
const walk = [...roots].filter((name) => !isEntry(name));
for (let name = walk.pop(); name !== undefined; name = walk.pop()) {
  if (reached.has(name) || isEntry(name)) continue;
  reached.add(name);
  walk.push(...calls.get(name) ?? []);
}
const defined = [...text.matchAll(/^ \(func \$([^\s)]+)/gm)].map(([, name]) => name);
const later = defined.filter((name) => !reached.has(name));
const entries = later.filter((name) => isEntry(name));
if (entries.length === 0) throw new Error(`no function of namespace later in ${module}`);

mkdirSync(out, { recursive: true });
const list = join(out, 'later.txt');
writeFileSync(list, `${later.join('\n')}\n`);
run('wasm-split', '--all-features', module, `--split-funcs=@${list}`, '--no-placeholders', '--import-namespace=guichet', '--export-prefix=%',
  '-o1', join(out, 'guichet.wasm'), '-o2', join(out, 'guichet-later.wasm'));
rmSync(list);
console.log(`split: ${later.length} functions are fetched later (${entries.map((name) => nameOf(name).replace(/\\28.*/, '')).join(', ')})`);
