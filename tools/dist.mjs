// Assembles the static site: dist/, made anew under another name and put in place at the end.
//
//   node tools/dist.mjs [--web build/web] [--out dist]
//
// Procedures are assembled by build/native/procedure_tool (GUICHET_BUILD names another folder).
//
// Layout, all addresses relative so that the site works under any path:
//   index.html and the other files of shell/ · style.css (theme, then shell/*.css) · main.js (web/main.ts) ·
//   service-worker.js (web/service-worker.ts) · guichet.js, guichet.wasm · fonts/ · data/communes.txt, naf.txt, idcc.txt ·
//   procedures/ (assembled from their parts), … (folders of assets/) · config.json · notices.txt, notices.json · beside each text: .br, .gz
//
// In the service worker, `__GUICHET_VERSION__` is a digest of all other files and `__GUICHET_FILES__` the names of those that the
// page uses, each with the beginning of its digest.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, transform } from 'esbuild';
import { sortable } from './selectors.mjs';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return resolve(project, at < 0 ? fallback : process.argv[at + 1]);
};
const web = option('web', 'build/web');
const out = option('out', 'dist');
// Two builds at once must not write into one another's folder.
const made = `${out}.${process.pid}.partial`;
const cache = join(project, 'build/assets');

process.on('exit', () => rmSync(made, { recursive: true, force: true }));
mkdirSync(made, { recursive: true });
mkdirSync(cache, { recursive: true });

await module();
await styles();
shell();
fonts();
communes();
nomenclatures();
await assets();
notices();
await scripts();
sizes();
// Last: it names all others.
await serviceWorker();
await compress();
const old = `${out}.${process.pid}.old.partial`;
rmSync(old, { recursive: true, force: true });
if (existsSync(out)) renameSync(out, old);
renameSync(made, out);
rmSync(old, { recursive: true, force: true });
console.log(`${relative(project, out)}/: ${list(out).filter((file) => !/\.(br|gz)$/.test(file)).length} files`);

// ---- parts ----------------------------------------------------------------------------------------------------

async function module() {
  if (!existsSync(join(web, 'guichet.wasm'))) {
    console.warn('dist: no guichet.wasm yet (src/main/web*.cpp); the site is made without it');
    return;
  }
  // Emscripten minifies its glue only with Closure; esbuild does most of that.
  const glue = await transform(readFileSync(join(web, 'guichet.js'), 'utf8'), { minify: true, format: 'esm', target: 'es2022' });
  write('guichet.js', glue.code);
  // Only what people get is parted: the tests' page has all in one (src/app/later.hpp).
  if (readFileSync(join(web, 'CMakeCache.txt'), 'utf8').includes('CMAKE_BUILD_TYPE:STRING=MinSizeRel')) {
    execFileSync(process.execPath, [join(project, 'tools/split.mjs'), web, made], { stdio: 'inherit' });
  } else {
    write('guichet.wasm', readFileSync(join(web, 'guichet.wasm')));
  }
}

async function styles() {
  const theme = join(cache, 'theme.css');
  if (!existsSync(join(project, 'tools/theme.mjs'))) return;
  execFileSync(process.execPath, [join(project, 'tools/theme.mjs'), '--json', join(project, 'assets/theme.json'), '--css', theme]);
  const sheets = readdirSync(join(project, 'shell')).filter((name) => name.endsWith('.css')).sort();
  const text = [theme, ...sheets.map((name) => join(project, 'shell', name))].map((file) => readFileSync(file, 'utf8')).join('\n');
  const { code } = await transform(text, { loader: 'css', minify: true, target: 'es2022' });
  write('style.css', sortable(code));
}

function shell() {
  for (const file of list(join(project, 'shell'))) {
    const name = relative(join(project, 'shell'), file);
    if (extname(name) === '.css') continue;
    write(name, extname(name) === '.json' || extname(name) === '.webmanifest' ? smallJson(file) : readFileSync(file));
  }
}

function fonts() {
  const folder = made;
  once('fonts', ['tools/fonts.py'], (target) => execFileSync('python3', [join(project, 'tools/fonts.py'), target], { stdio: 'inherit' }));
  cpSync(join(cache, 'fonts'), join(folder, 'fonts'), { recursive: true, filter: (from) => basename(from) !== '.key' });
}

function communes() {
  once('data', ['tools/communes.mjs', 'package-lock.json'], (target) =>
    execFileSync(process.execPath, [join(project, 'tools/communes.mjs'), join(target, 'communes.txt')], { stdio: 'inherit' }));
  cpSync(join(cache, 'data'), join(made, 'data'), { recursive: true, filter: (from) => basename(from) !== '.key' });
}

function nomenclatures() {
  once('nomenclatures', ['tools/nomenclatures.mjs', 'assets/procedures/communs/nomenclatures-idcc.json', 'assets/procedures/communs/nomenclatures-idcc-libelles.json', 'package-lock.json'], (target) =>
    execFileSync(process.execPath, [join(project, 'tools/nomenclatures.mjs'), target], { stdio: 'inherit' }));
  cpSync(join(cache, 'nomenclatures'), join(made, 'data'), { recursive: true, filter: (from) => basename(from) !== '.key' });
}

// Folders of assets/ keep their names; loose files of it are inputs of the build.
async function assets() {
  const root = join(project, 'assets');
  for (const file of list(root)) {
    const name = relative(root, file);
    if (name === basename(name) || name.startsWith('procedures/')) continue;
    write(name, extname(name) === '.json' ? smallJson(file) : readFileSync(file));
  }
  procedures(join(root, 'procedures'));
}

// Each procedure whole (docs/procedures.md, « Parties communes »), without its comments and without what only the command uses (its other
// shapes); and the index, what the page offers before it has fetched one: their names. A file in a folder of assets/procedures is all it
// takes. Procedures that share most of their text stand in one file, a line each, since together they take hardly more than one alone.
function procedures(folder) {
  const files = list(folder).filter((file) => file.endsWith('.json') && 'guichet_procedure' in readJson(file)).sort();
  const families = files.map((file) => family(folder, file));
  const lines = new Map();
  const whole = assembled(folder, files).map((line, at) => {
    const procedure = JSON.parse(line, (name, value) => (['//', '$schema', 'shapes'].includes(name) ? undefined : value));
    const shared = families[at] !== undefined && families.filter((one) => one === families[at]).length > 1;
    const file = shared ? families[at] : relative(folder, files[at]);
    lines.set(file, [...lines.get(file) ?? [], JSON.stringify(procedure)]);
    const { id, title, organisme, portal, description } = procedure;
    return { fichier: file, ...(shared && { ligne: lines.get(file).length + 1 }), id, titre: title, organisme, portail: portal, description };
  });
  for (const [file, each] of lines) write(`procedures/${file}`, each.length > 1 ? `[\n${each.join(',\n')}\n]\n` : `${each[0]}\n`);
  write('procedures/index.json', JSON.stringify({ procedures: whole }));
}

// The largest part that the file takes in; undefined for one that stands alone.
function family(folder, file) {
  const parts = new Set(readFileSync(file, 'utf8').match(/communs\/[a-z0-9-]+\.json(?=#)/g) ?? []);
  const size = (part) => statSync(join(folder, part)).size;
  return [...parts].sort((a, b) => size(b) - size(a))[0];
}

// One line of JSON a file.
function assembled(folder, files) {
  if (!files.length) return [];
  const tool = join(project, process.env.GUICHET_BUILD ?? 'build/native', 'procedure_tool');
  if (!existsSync(tool)) throw new Error(`${relative(project, tool)} assembles the procedures: build native first`);
  const lines = execFileSync(tool, ['assemble', '--procedures', folder, ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return lines.trimEnd().split('\n');
}

function notices() {
  execFileSync(process.execPath, [join(project, 'tools/notices.mjs'), '--out', made], { stdio: 'inherit' });
}

async function scripts() {
  await bundle('main', {});
  await bundle('protection', {});
}

// The bar of index.html counts bytes as they are after decompression, which no header tells.
function sizes() {
  const page = join(made, 'index.html');
  if (!existsSync(page)) return;
  const total = list(made).filter((file) => /\.(wasm|ttf)$/.test(file) && !file.endsWith('-later.wasm')).reduce((sum, file) => sum + statSync(file).size, 0);
  writeFileSync(page, readFileSync(page, 'utf8').replace(/(<progress [^>]*max=")\d+"/, `$1${total}"`));
}

async function serviceWorker() {
  // For other programs, and for people who write procedures.
  const notOfThePage = /^(openapi|schemas|directory)\/|^notices\.json$/;
  const digest = createHash('sha256');
  const files = {};
  for (const file of list(made)) {
    const name = relative(made, file);
    const bytes = readFileSync(file);
    digest.update(name).update(bytes);
    if (!notOfThePage.test(name)) files[name] = createHash('sha256').update(bytes).digest().subarray(0, 6).toString('base64');
  }
  await bundle('service-worker', {
    __GUICHET_VERSION__: JSON.stringify(digest.digest('hex').slice(0, 16)),
    __GUICHET_FILES__: JSON.stringify(files),
  });
}

async function bundle(name, define) {
  const entry = join(project, 'web', `${name}.ts`);
  if (!existsSync(entry)) {
    console.warn(`dist: no web/${name}.ts yet`);
    return;
  }
  await build({
    entryPoints: [entry], outfile: join(made, `${name}.js`), bundle: true, minify: true, format: 'esm', target: 'es2022',
    external: ['./guichet.js', './protection.js'], define, legalComments: 'none', logLevel: 'warning', charset: 'utf8',
  });
}

async function compress() {
  const brotli = promisify(brotliCompress);
  const gz = promisify(gzip);
  for (const file of list(made)) {
    // Pictures and archives are compressed already.
    if (!/\.(html|js|css|wasm|json|webmanifest|svg|txt|ttf|xml|md)$/.test(file)) continue;
    const bytes = readFileSync(file);
    if (bytes.length < 200) continue;
    const [small, larger] = await Promise.all([
      brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
      gz(bytes, { level: 9 }),
    ]);
    writeFileSync(`${file}.br`, small);
    writeFileSync(`${file}.gz`, larger);
  }
}

// ---- helpers --------------------------------------------------------------------------------------------------

// Makes build/assets/NAME again only when one of its inputs has changed.
function once(name, inputs, make) {
  const target = join(cache, name);
  const key = createHash('sha256');
  for (const input of inputs) key.update(readFileSync(join(project, input)));
  const wanted = key.digest('hex');
  const stamp = join(target, '.key');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  make(target);
  writeFileSync(stamp, wanted);
}

function smallJson(file) {
  return `${JSON.stringify(readJson(file))}\n`;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${relative(project, file)}: ${error.message}`);
  }
}

function write(name, content) {
  const file = join(made, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function list(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? list(path) : [path];
  });
}
