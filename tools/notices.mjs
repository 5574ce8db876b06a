// Third-party notices, made from what the page's module is linked of and from the licence files of the environment.
//
//   node tools/notices.mjs --out FOLDER    writes notices.txt and notices.json
//   node tools/notices.mjs --check         fails when a linked library has no notice
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const imgui = process.env.GUICHET_IMGUI_SOURCE;
const sdl = process.env.GUICHET_SDL2_SOURCE;
const emscripten = execFileSync('em-config', ['EMSCRIPTEN_ROOT'], { encoding: 'utf8' }).trim();
const require = createRequire(import.meta.url);
const read = (...parts) => readFileSync(join(...parts), 'utf8').trim();
const between = (text, from, to) => {
  const start = text.search(from);
  const end = to ? text.slice(start).search(to) : text.length;
  if (start < 0 || end < 0) throw new Error(`notices: the licence is no longer where it was (${from})`);
  return text.slice(start, start + end).trim();
};

// `library` names the target in cmake/ (third_…); `folder` a source folder seen in the compiler's dependencies.
const components = [
  { name: 'Dear ImGui', version: () => /IMGUI_VERSION\s+"([^"]+)"/.exec(read(imgui, 'imgui.h'))[1], licence: 'MIT', library: ['imgui', 'imgui_opengl3'],
    text: () => read(imgui, 'LICENSE.txt') },
  { name: 'stb_truetype, stb_rect_pack, stb_textedit (in Dear ImGui)', version: () => '', licence: 'MIT', library: ['imgui'],
    text: () => between(read(imgui, 'imstb_truetype.h'), /ALTERNATIVE A - MIT License/, /-{20,}\s*ALTERNATIVE B/) },
  { name: 'SDL (altered: see cmake/sdl2/)', version: () => {
    const header = read(sdl, 'include/SDL_version.h');
    return ['MAJOR_VERSION', 'MINOR_VERSION', 'PATCHLEVEL'].map((part) => new RegExp(`SDL_${part}\\s+(\\d+)`).exec(header)[1]).join('.');
  }, licence: 'Zlib', library: ['sdl2'], text: () => read(sdl, 'LICENSE.txt') },
  { name: 'JSON for Modern C++', version: () => packageVersion('nlohmann-json3-dev'), licence: 'MIT', headers: /nlohmann/,
    text: () => `Copyright (c) 2013-2023 Niels Lohmann\nCopyright (c) 2009 Florian Loitsch (to_chars)\nCopyright (c) 2008-2009 Björn Hoehrmann (UTF-8 decoder)\n\n${mit()}` },
  { name: 'Emscripten runtime', version: () => read(emscripten, 'emscripten-version.txt').replaceAll('"', ''), licence: 'MIT', always: true,
    text: () => `Copyright (c) 2010-2024 Emscripten authors, see its file AUTHORS\n\n${mit()}` },
  { name: 'musl libc (in Emscripten)', version: () => '', licence: 'MIT', always: true,
    text: () => read(emscripten, 'system/lib/libc/musl/COPYRIGHT') },
  { name: 'LLVM libc++, libc++abi, compiler-rt (in Emscripten)', version: () => '', licence: 'Apache-2.0 WITH LLVM-exception', always: true,
    text: () => `${llvmException}\n\n${read('/usr/share/common-licenses/Apache-2.0')}` },
  { name: 'Inter', version: () => packageVersion('fonts-inter'), licence: 'OFL-1.1', always: true,
    text: () => debianText('fonts-inter', 'OFL-1.1') },
  { name: '@etalab/decoupage-administratif (communes: INSEE, La Poste)', version: () => JSON.parse(read(
    dirname(require.resolve('@etalab/decoupage-administratif/data/communes.json')), '../package.json')).version,
  licence: 'MIT; data under Licence Ouverte 2.0', always: true,
  text: () => read(dirname(require.resolve('@etalab/decoupage-administratif/data/communes.json')), '../LICENSE') },
  { name: '@socialgouv/codes-naf (activities: INSEE, NAF rév. 2)', version: () => JSON.parse(read(dirname(require.resolve('@socialgouv/codes-naf/index.json')), 'package.json')).version,
    licence: 'Apache-2.0; data under Licence Ouverte 2.0', always: true, text: () => read('/usr/share/common-licenses/Apache-2.0') },
  // Written into assets/procedures/communs/nomenclatures-idcc-libelles.json by hand: the packages weigh 21 MB for some titles.
  { name: '@socialgouv/kali-data, @socialgouv/cdtn-utils (conventions collectives: short titles, mergers)', version: () => '3.449.0, 4.222.0',
    licence: 'Apache-2.0', always: true, text: () => read('/usr/share/common-licenses/Apache-2.0') },
];

const llvmException = `---- LLVM Exceptions to the Apache 2.0 License ----

As an exception, if, as a result of your compiling your source code, portions of this Software are embedded into an Object
form of such source code, you may redistribute such embedded portions in such Object form without complying with the
conditions of Sections 4(a), 4(b) and 4(d) of the License.`;

function mit() { return between(read(imgui, 'LICENSE.txt'), /Permission is hereby granted/); }

function packageVersion(name) {
  try {
    return execFileSync('dpkg-query', ['-W', '-f', '${Version}', name], { encoding: 'utf8' }).replace(/[-+].*$/, '');
  } catch {
    return '';
  }
}

// A licence stanza of a machine-readable Debian copyright file.
function debianText(name, licence) {
  const file = `/usr/share/doc/${name}/copyright`;
  if (!existsSync(file)) return `See the licence ${licence}.`;
  const text = readFileSync(file, 'utf8');
  const holders = /^Files: \*\nCopyright: (.*)$/m.exec(text)?.[1] ?? '';
  const stanza = new RegExp(`^License: ${licence}\\n((?: .*\\n?)+)`, 'm').exec(text)?.[1];
  if (!stanza) throw new Error(`notices: no text of ${licence} in ${file}`);
  return `Copyright ${holders}\n\n${stanza.replace(/^ \.$/gm, '').replace(/^ /gm, '')}`.trim();
}

// Ninja knows what the page is linked of and what its sources include.
function linked() {
  const build = join(project, 'build/web');
  if (!existsSync(join(build, 'build.ninja'))) return null;
  const ninja = read(build, 'build.ninja');
  const edge = ninja.split('\nbuild ').find((part) => /^guichet\.js\b/.test(part));
  if (!edge) return null;
  const libraries = new Set([...edge.matchAll(/libthird_(\w+)\.a/g)].map(([, name]) => name));
  const includes = execFileSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { libraries, includes };
}

const facts = linked();
const used = components.filter(({ always, library, headers }) => always || !facts
  || library?.some((name) => facts.libraries.has(name)) || headers?.test(facts.includes));
const known = new Set(components.flatMap(({ library }) => library ?? []));
const unknown = facts ? [...facts.libraries].filter((name) => !known.has(name)) : [];
if (unknown.length) {
  console.error(`notices: linked without a notice: ${unknown.join(', ')}`);
  process.exit(1);
}

const entries = used.map(({ name, version, licence, text }) => ({ name, version: version(), licence, text: text() }));
for (const { name, text } of entries) if (text.length < 100) throw new Error(`notices: no licence text for ${name}`);
if (process.argv.includes('--check')) {
  console.log(`notices: ${entries.length} components, ${facts ? `linked: ${[...facts.libraries].join(', ')}` : 'no page built yet'}`);
} else {
  const out = process.argv[process.argv.indexOf('--out') + 1];
  const rule = '='.repeat(100);
  writeFileSync(join(out, 'notices.json'), `${JSON.stringify(entries.map(({ name, version, licence }) => ({ name, version, licence })))}\n`);
  writeFileSync(join(out, 'notices.txt'), `Guichet contains the work of others. Thank you.\n\n${entries.map(({ name, version, licence, text }) =>
    `${rule}\n${[name, version].filter(Boolean).join(' ')} — ${licence}\n${rule}\n\n${text}\n`).join('\n')}`);
}
