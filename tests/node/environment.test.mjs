// emsdk-env.sh: what it says of a person's own tools, and that a tree is whole or is not there, however its making ends. The script is the real
// one; the maker of trees, which wants a network and minutes, is played by a few lines of shell.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const script = path.join(root, 'emsdk-env.sh');
const folder = mkdtempSync(path.join(tmpdir(), 'guichet-environment-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/// A folder of programs: this machine's, but for those that are given here (a script), or missing (null).
function programs(name, changed) {
  const place = path.join(folder, name);
  mkdirSync(place);
  for (const each of readdirSync('/usr/bin')) if (!(each in changed)) symlinkSync(path.join('/usr/bin', each), path.join(place, each));
  for (const [each, text] of Object.entries(changed)) if (text !== null) writeFileSync(path.join(place, each), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  return place;
}

const own = (place, more = {}) => {
  const { GUICHET_SANDBOX, ...environment } = process.env;
  return { ...environment, PATH: place, ...more };
};

const host = (place, more) => spawnSync(script, ['run', 'echo', 'here'], { env: own(place, { GUICHET_ENV: 'host', ...more }), encoding: 'utf8' });

test('a person’s own tools: what is missing or too old is said in one line', () => {
  const { status, stdout, stderr } = host(programs('old', { 'em++': null, cmake: 'echo cmake version 3.1.0', 'wasm-split': null }));
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.equal(stderr.trim().split('\n').length, 1, stderr);
  assert.match(stderr, /^guichet: GUICHET_ENV=host: /);
  for (const part of ['em++ ≥ 3.1.69 is missing', 'cmake is 3.1.0, needs ≥ 3.31', 'wasm-split is missing']) assert.ok(stderr.includes(part), stderr);
});

test('a person’s own tools: sources that are not those we build are named, with their hash', () => {
  const place = programs('sources', {});
  const { status, stderr } = host(place, { GUICHET_SDL2_SOURCE: folder, GUICHET_IMGUI_SOURCE: undefined });
  assert.equal(status, 1);
  assert.match(stderr, /GUICHET_SDL2_SOURCE must name libsdl2_\S+ unpacked, of sha256 [0-9a-f]{64}/);
  assert.match(stderr, /GUICHET_IMGUI_SOURCE must name imgui_\S+ unpacked, of sha256 [0-9a-f]{64}/);
});

test('a person’s own tools, all of them there, run the command', { skip: !process.env.GUICHET_SANDBOX && 'not the sealed environment' }, () => {
  const { status, stdout, stderr } = host(programs('whole', {}));
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.equal(stdout, 'here\n');
});

/// The maker of trees: counts how often it is asked, says when it has begun, and waits for a word where one is asked for.
const maker = `echo made >>"$GUICHET_CACHE/asked"
for last; do :; done
mkdir -p "$last/etc" "$last/usr/share/emscripten/test"
echo half >"$last/half"
while [[ -e $GUICHET_CACHE/wait ]]; do sleep 0.05; done
rm "$last/half"`;
const makers = () => ({ mmdebstrap: maker, bwrap: '[[ $* == *" true" ]]', newuidmap: 'true', unshare: 'exit 1' });

function cacheOf(name) {
  const cache = path.join(folder, name);
  mkdirSync(cache);
  return cache;
}
const trees = (cache) => readdirSync(cache).filter((name) => name.startsWith('env-'));
const asked = (cache) => readFileSync(path.join(cache, 'asked'), 'utf8').trim().split('\n').length;
const begin = (place, cache) => {
  const child = spawn(script, ['run', 'true'], { env: own(place, { GUICHET_CACHE: cache }), stdio: 'ignore', detached: true });
  return { child, ended: new Promise((resolve) => child.on('exit', resolve)) };
};
const until = async (condition) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};
const isRoot = execFileSync('id', ['-u'], { encoding: 'utf8' }).trim() === '0';
const keyring = ['gpg', 'pgp'].some((ending) => existsSync(`/usr/share/keyrings/debian-archive-keyring.${ending}`));
const skip = (!isRoot && 'needs root, as in the sealed environment') || (!keyring && 'this machine has no keyring of Debian');

test('a set-up that is killed leaves nothing that is used, and the next one makes it whole', { skip, timeout: 60_000 }, async () => {
  const place = programs('killed', makers());
  const cache = cacheOf('cache-killed');
  writeFileSync(path.join(cache, 'wait'), '');
  const { child, ended } = begin(place, cache);
  await until(() => trees(cache).some((name) => existsSync(path.join(cache, name, 'half'))));
  process.kill(-child.pid, 'SIGKILL');
  await ended;
  assert.deepEqual(trees(cache).map((name) => name.endsWith('.partial')), [true]);
  rmSync(path.join(cache, 'wait'));
  await begin(place, cache).ended;
  const [tree, ...others] = trees(cache);
  assert.equal(others.length, 0);
  assert.ok(!tree.endsWith('.partial'));
  assert.ok(!existsSync(path.join(cache, tree, 'half')), 'made anew');
  assert.equal(asked(cache), 2);
});

test('two callers at once make the environment once', { skip, timeout: 60_000 }, async () => {
  const place = programs('twice', makers());
  const cache = cacheOf('cache-twice');
  writeFileSync(path.join(cache, 'wait'), '');
  const first = begin(place, cache);
  await until(() => existsSync(path.join(cache, 'asked')));
  const second = begin(place, cache);
  await new Promise((resolve) => setTimeout(resolve, 500));
  rmSync(path.join(cache, 'wait'));
  await Promise.all([first.ended, second.ended]);
  assert.equal(asked(cache), 1);
  assert.equal(trees(cache).length, 1);
});
