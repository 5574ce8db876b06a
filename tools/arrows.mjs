// The arrows between the rooms of src/, and the other promises about our own files that reading them can check.
// Prints each offending line and fails; one test a promise, so that a failure names it.
//
//   node --test tools/arrows.mjs
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));

// What each room may include, itself apart. `view_nodes` are the types of the tree: view/node*.hpp.
const rooms = {
  core: [],
  procedure: ['core'],
  dossier: ['core', 'procedure'],
  app: ['core', 'procedure', 'dossier'],
  view: ['core', 'procedure', 'dossier', 'app'],
  paint: ['core', 'view_nodes', 'generated'],
  platform: ['core', 'view_nodes'],
  receiver: ['core', 'procedure', 'dossier'],
  main: ['core', 'procedure', 'dossier', 'app', 'view', 'paint', 'platform', 'receiver', 'generated'],
};
const pureRooms = ['core', 'procedure', 'dossier', 'app', 'view'];
// Where the shipped module is made of. Headers that cost it more than they give: streams and locales weigh 100 KB and more.
const shippedRooms = [...pureRooms, 'paint', 'platform'];

const isImgui = (name) => /(^|\/)(imgui|imstb|imgui_)[^/]*$|^imgui/.test(name) && !name.startsWith('paint/');
const isOutside = (name) => /^(SDL|GLES|GL\/|EGL|emscripten)|(^|\/)SDL[^/]*\.h$/.test(name);

const sources = list(join(project, 'src')).filter((file) => /\.(cpp|hpp|h|c|inl)$/.test(file)).map((file) => {
  const path = relative(project, file);
  const text = readFileSync(file, 'utf8');
  const [, room, second] = path.split('/');
  const lines = withoutComments(text).split('\n');
  const includes = lines.flatMap((line, index) => {
    const found = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(line);
    return found ? [{ name: found[2], quoted: found[1] === '"', line: index + 1 }] : [];
  });
  return { path, room, place: second, lines, includes };
});

test('a room includes only what its arrow allows', () => {
  const faults = [];
  for (const { path, room, includes } of sources) {
    if (!rooms[room]) { faults.push(`${path}: src/${room} is no room of the architecture`); continue; }
    for (const { name, quoted, line } of includes) {
      const target = name.split('/')[0];
      const where = `${path}:${line}: #include "${name}"`;
      if (name.startsWith('.') || name.includes('../')) faults.push(`${where}: relative path around the arrows`);
      else if (target === room || !(target in rooms) && target !== 'generated') {
        if (quoted && !name.includes('/') && !isImgui(name) && !isOutside(name)) faults.push(`${where}: name the room: "${room}/${name}"`);
      } else if (rooms[room].includes(target)) continue;
      else if (target === 'view' && rooms[room].includes('view_nodes') && /^view\/node(_types[^/]*)?\.hpp$/.test(name)) continue;
      else faults.push(`${where}: ${room} may include ${rooms[room].join(', ') || 'nothing of ours'}`);
    }
  }
  none(faults);
});

test('the two platforms do not know each other', () => {
  none(offending(({ path, place }) => {
    if (!path.startsWith('src/platform/')) return null;
    return ({ name }) => (place !== 'web' && name.startsWith('platform/web/')) || (place !== 'headless' && name.startsWith('platform/headless/'));
  }));
});

test('Dear ImGui only in paint', () => {
  none(offending(({ room }) => room !== 'paint' && (({ name }) => isImgui(name))));
});

test('SDL, GL and Emscripten only in platform/web and main', () => {
  none(offending(({ room, path }) => room !== 'main' && !path.startsWith('src/platform/web/') && (({ name }) => isOutside(name))));
});

test('no clock, randomness or input and output in core … view', () => {
  none(offending(({ room }) => pureRooms.includes(room)
    && (({ name }) => /^(chrono|ctime|time\.h|random|thread|mutex|future|filesystem|fstream|sys\/.*|unistd\.h)$/.test(name))));
  none(lines((source) => pureRooms.includes(source.room),
    /std::chrono::\w*clock|\b(s?rand|time|clock|getenv|fopen|printf|system)\s*\(|std::(rand|random_device|getenv|cout|cerr|cin)\b/,
    // Words of ours that end like those: a member or a name of a namespace of ours.
    /[\w.>:](?<!std::)(time|clock|system|rand)\s*\(/));
});

test('no streams, locales or regular expressions in what is shipped', () => {
  none(offending(({ room, path }) => shippedRooms.includes(room) && !path.startsWith('src/platform/headless/')
    && (({ name }) => /^(iostream|fstream|sstream|ostream|istream|iomanip|locale|regex)$/.test(name))));
});

test('cpp-httplib, SQLite and libpq only in the receiver', () => {
  none(offending(({ room }) => room !== 'receiver' && (({ name }) => /^(httplib\.h|sqlite3\.h|libpq-fe\.h)$/.test(name))));
});

test('no #ifdef of a platform outside platform and main', () => {
  none(lines(({ room }) => !['platform', 'main'].includes(room),
    /^\s*#\s*(if|ifdef|ifndef|elif).*(__EMSCRIPTEN__|_WIN32|__linux__|__APPLE__|__wasm)/));
});

test('each header begins with what it is, then #pragma once', () => {
  const faults = sources.filter(({ path }) => path.endsWith('.hpp')).flatMap(({ path, lines: body }) => {
    const whole = readFileSync(join(project, path), 'utf8');
    if (!whole.startsWith('//')) return [`${path}: no comment at the top that says what, why and the invariants`];
    return body.some((line) => line.trim() === '#pragma once') ? [] : [`${path}: no #pragma once`];
  });
  none(faults);
});

test('no committed file names a registry’s host or a path of this machine', () => {
  // Joined here, so that this file does not name what it forbids.
  const hosts = [['deb', 'debian', 'org'], ['security', 'debian', 'org'], ['snapshot', 'debian', 'org'], ['registry', 'npmjs', 'org'],
    ['registry', 'yarnpkg', 'com'], ['pypi', 'org'], ['files', 'pythonhosted', 'org'], ['crates', 'io'], ['proxy', 'golang', 'org']];
  const places = ['work', 'root'].map((name) => `/${name}/`);
  const wanted = new RegExp([...hosts.map((parts) => parts.join('\\.')), ...places.map((place) => `(?<![\\w.~$}/-])${place}`)].join('|'));
  const faults = [];
  for (const file of committed()) {
    if (/\.(png|jpg|webp|ttf|br|gz|wasm|zip|pdf|db)$/.test(file) || file.includes('/corpus/')) continue;
    readFileSync(join(project, file), 'utf8').split('\n').forEach((line, index) => {
      const found = wanted.exec(line);
      if (found) faults.push(`${file}:${index + 1}: ${found[0]}`);
    });
  }
  none(faults);
});

// ---- helpers --------------------------------------------------------------------------------------------------

function list(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? list(path) : [path];
  });
}

function committed() {
  // In an archive without git there is nothing to ask, and nothing to protect.
  if (!existsSync(join(project, '.git'))) return [];
  return execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], { cwd: project, encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0').filter((file) => file && existsSync(join(project, file)));
}

// Keeps the line numbers: what is removed leaves its line breaks. Strings stay, an #include is one.
function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"/g,
    (found) => (found.startsWith('"') ? found : found.replace(/[^\n]/g, '')));
}

// Includes that the test for that file, if it has one, finds at fault.
function offending(choose) {
  return sources.flatMap((source) => {
    const atFault = choose(source);
    return atFault ? source.includes.filter(atFault).map(({ name, line }) => `${source.path}:${line}: #include of ${name}`) : [];
  });
}

function lines(chosen, pattern, innocent) {
  return sources.filter(chosen).flatMap(({ path, lines: body }) => body.flatMap((line, index) => {
    const bare = line.replace(/"(?:\\.|[^"\\])*"/g, '""');
    if (!pattern.test(bare)) return [];
    if (innocent?.test(bare) && !pattern.test(bare.replace(new RegExp(innocent, 'g'), ''))) return [];
    return [`${path}:${index + 1}: ${line.trim()}`];
  }));
}

function none(faults) {
  assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
}
