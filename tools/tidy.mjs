// clang-tidy over our own sources, two at a time; what was clean before and reads the same now is not read again.
//
//   node tools/tidy.mjs [BUILD_FOLDER] [NAME_PART…]
//
// Sources that only the web compiles are read with the commands of the web build beside, if there is one.
// The key of a result is the preprocessed source with its command and the checks, so it holds across clones.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const build = process.argv[2] ?? join(project, 'build/native');
const wanted = process.argv.slice(3);
const cache = join(process.env.GUICHET_CACHE ?? join(homedir(), '.cache/guichet'), 'tidy');
mkdirSync(cache, { recursive: true });

const run = (command, args, options = {}) => new Promise((resolve) => {
  execFile(command, args, { maxBuffer: 1 << 28, ...options }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
});

const checks = readFileSync(join(project, '.clang-tidy'), 'utf8') + (await run('clang-tidy', ['--version'])).stdout;
const commands = (folder) => JSON.parse(readFileSync(join(folder, 'compile_commands.json'), 'utf8'));
const web = join(dirname(resolve(build)), 'web');
const hasWeb = existsSync(join(web, 'compile_commands.json'));
// A source may be compiled for several targets; one reading is enough, and of the first build that knows it.
const units = new Map();
for (const unit of [...commands(build), ...(hasWeb ? commands(web) : [])]) {
  const isWanted = unit.file.startsWith(join(project, 'src/'))
    && (wanted.length === 0 || wanted.some((part) => unit.file.includes(part)));
  if (isWanted && !units.has(unit.file)) units.set(unit.file, unit);
}
const queue = [...units.values()];

/// What em++ puts before the flags it is given, to make a clang that compiles for the web.
const webFlags = await (async () => {
  if (!hasWeb) return [];
  const { stderr } = await run('em++', ['-###', '-c', fileURLToPath(import.meta.url)]);
  const words = stderr.split('\n')[0].trim().split(' ').map((word) => word.replaceAll('"', ''));
  const end = words.indexOf('-###');
  if (end < 1) throw new Error(`em++ -### says nothing that can be used: ${stderr}`);
  return words.slice(1, end);
})();

let read = 0;
let bad = 0;
async function worker() {
  for (let unit = queue.shift(); unit; unit = queue.shift()) {
    // A quote in a definition stands in the command as the shell wants it.
    const words = unit.command.replaceAll('\\"', '"').split(' ').filter(Boolean);
    const compiler = words.findIndex((word) => /(clang|em)\+\+[^/]*$/.test(word));
    const flags = words.slice(compiler + 1).filter((word) => word !== '-c' && word !== unit.file);
    const output = flags.indexOf('-o');
    if (output >= 0) flags.splice(output, 2);
    const isWeb = /em\+\+$/.test(words[compiler]);
    if (isWeb) flags.unshift(...webFlags);
    const here = { cwd: unit.directory };
    const { stdout, code } = await run(isWeb ? 'clang++' : words[compiler], [...flags, '-E', '-P', unit.file], here);
    const key = createHash('sha256').update(checks).update(flags.join(' ').replaceAll(project, '')).update(readFileSync(unit.file))
      .update(stdout.replaceAll(project, '')).digest('hex');
    const stamp = join(cache, key);
    if (code === 0 && existsSync(stamp)) continue;
    read += 1;
    const result = await run('clang-tidy', ['--quiet', '--warnings-as-errors=*', unit.file, '--', ...flags], here);
    if (result.code === 0) {
      writeFileSync(stamp, relative(project, unit.file));
    } else {
      bad += 1;
      console.log(result.stdout.replaceAll(`${project}/`, '') || result.stderr);
    }
  }
}
const count = queue.length;
await Promise.all([worker(), worker()]);
if (!hasWeb) console.log('clang-tidy: no build/web, so what only the web compiles was not read');
console.log(`clang-tidy: ${count} sources, ${read} read now, ${bad} with findings`);
process.exit(bad ? 1 : 0);
