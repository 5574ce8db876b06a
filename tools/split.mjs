// Parts the page's module in two: what is in `namespace later` (src/app/later.hpp), with all that only it calls, goes to a module of
// its own, which the page fetches when first wanted (web/instance.ts). What is called from both sides stays in the first.
//
//   node tools/split.mjs FOLDER OUT     FOLDER has guichet.wasm and guichet.js.symbols; OUT gets guichet.wasm and guichet-later.wasm
//
// By binaryen's own wasm-split; which functions, is told by the graph of calls and the linker's names. wasm-split leaves all data in the
// first: the texts that only the others speak of are taken out of it here, and come with them.
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
const moved = moveTexts();
console.log(`split: ${moved} bytes of text and ${later.length} functions are fetched later (${entries.map((name) => nameOf(name).replace(/\\28.*/, '')).join(', ')})`);

// ---- texts ----------------------------------------------------------------------------------------------------

/// Addresses that code or data may mean: any constant counts, and any word of data.
function addresses(from, to) {
  const first = new Set();
  const others = new Set();
  const kept = new Set(later);
  let target = first;
  const note = (number) => {
    if (number >= from && number < to) target.add(number);
  };
  for (const line of text.split('\n')) {
    const made = /^ \(func \$(\S+)/.exec(line);
    if (made) target = kept.has(made[1].replace(/\)+$/, '')) ? others : first;
    else if (line.startsWith(' (')) target = first;
    if (line.startsWith(' (data')) continue;
    for (const [, number] of line.matchAll(/i32\.const (-?\d+)/g)) note(Number(number));
    // Nothing is ever stored into a text.
    for (const [, number] of line.matchAll(/load\S* offset=(\d+)/g)) note(Number(number));
    for (const [, number] of line.matchAll(/i64\.const (-?\d+)/g)) {
      const bits = BigInt.asUintN(64, BigInt(number));
      note(Number(bits & 0xffffffffn));
      note(Number(bits >> 32n));
    }
  }
  return { first, others };
}

function unsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function unsignedBytes(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return bytes;
}

function signedBytes(value) {
  const bytes = [];
  for (;;) {
    const byte = value & 0x7f;
    value >>= 7;
    if ((value === 0 && !(byte & 0x40)) || (value === -1 && byte & 0x40)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

/// Sections as [number, where it begins, where its content begins, where it ends].
function sectionsOf(bytes) {
  const sections = [];
  for (let at = 8; at < bytes.length;) {
    const [size, content] = unsigned(bytes, at + 1);
    sections.push([bytes[at], at, content, content + size]);
    at = content + size;
  }
  return sections;
}

/// Moves each text between two zeros that only later functions mean; answers how many bytes.
function moveTexts() {
  const firstFile = join(out, 'guichet.wasm');
  const laterFile = join(out, 'guichet-later.wasm');
  const bytes = readFileSync(firstFile);
  const segments = [];
  const data = sectionsOf(bytes).find(([number]) => number === 11);
  let [count, at] = unsigned(bytes, data[2]);
  for (; count > 0; --count) {
    // Active, memory 0, « i32.const ADDRESS end »: what the linker writes.
    if (bytes[at] !== 0 || bytes[at + 1] !== 0x41) throw new Error('a data segment that tools/split.mjs cannot read');
    let address;
    let size;
    [address, at] = unsigned(bytes, at + 2);
    [size, at] = unsigned(bytes, at + 1);
    segments.push({ address, at, size });
    at += size;
  }
  const from = Math.min(...segments.map(({ address }) => address));
  const to = Math.max(...segments.map(({ address, size }) => address + size));
  const { first, others } = addresses(from, to);
  for (const { at: place, size, address } of segments) {
    for (let word = (4 - (address & 3)) & 3; word + 4 <= size; word += 4) first.add(bytes.readUInt32LE(place + word));
  }
  const taken = [];
  for (const { address, at: place, size } of segments) {
    for (let begin = 0; begin < size; ++begin) {
      if (bytes[place + begin] === 0) continue;
      let end = begin;
      let isText = true;
      let wanted = false;
      let free = true;
      for (; end < size && bytes[place + end] !== 0; ++end) {
        isText &&= bytes[place + end] >= 0x20 || bytes[place + end] === 0x0a;
        wanted ||= others.has(address + end);
        free &&= !first.has(address + end);
      }
      if (isText && wanted && free && end - begin >= 8 && end < size) taken.push([address + begin, Buffer.from(bytes.subarray(place + begin, place + end)), place + begin]);
      begin = end;
    }
  }
  const content = [...unsignedBytes(taken.length)];
  for (const [address, words, place] of taken) {
    content.push(0, 0x41, ...signedBytes(address), 0x0b, ...unsignedBytes(words.length), ...words);
    bytes.fill(0, place, place + words.length);
  }
  writeFileSync(firstFile, bytes);
  const rest = readFileSync(laterFile);
  const sections = sectionsOf(rest);
  if (sections.some(([number]) => number === 11 || number === 12)) throw new Error('the later part has data of its own');
  const [, , , after] = sections.find(([number]) => number === 10);
  writeFileSync(laterFile, Buffer.concat([rest.subarray(0, after), Buffer.from([11, ...unsignedBytes(content.length), ...content]), rest.subarray(after)]));
  run('wasm-dis', '--all-features', laterFile, '-o', join(out, 'later.txt'));
  rmSync(join(out, 'later.txt'));
  return taken.reduce((sum, [, words]) => sum + words.length, 0);
}
