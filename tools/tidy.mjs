// clang-tidy over our own sources, two at a time; what was clean before and reads the same now is not read again.
//
//   node tools/tidy.mjs [BUILD_FOLDER] [NAME_PART…]
//
// The key of a result is the preprocessed source with its command and the checks, so it holds across clones.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
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
const units = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
  .filter(({ file }) => file.startsWith(join(project, 'src/')) && wanted.every((part) => file.includes(part)));
// A source may be compiled for several targets; one reading is enough.
const queue = [...new Map(units.map((unit) => [unit.file, unit])).values()];

let read = 0;
let bad = 0;
async function worker() {
  for (let unit = queue.shift(); unit; unit = queue.shift()) {
    const words = unit.command.split(' ').filter(Boolean);
    const compiler = words.findIndex((word) => /clang\+\+[^/]*$/.test(word));
    const flags = words.slice(compiler + 1);
    const output = flags.indexOf('-o');
    if (output >= 0) flags.splice(output, 2);
    const { stdout, code } = await run(words[compiler], [...flags.filter((word) => word !== '-c'), '-E', '-P'], { cwd: unit.directory });
    const key = createHash('sha256').update(checks).update(flags.join(' ').replaceAll(project, '')).update(readFileSync(unit.file))
      .update(stdout.replaceAll(project, '')).digest('hex');
    const stamp = join(cache, key);
    if (code === 0 && existsSync(stamp)) continue;
    read += 1;
    const result = await run('clang-tidy', ['-p', build, '--quiet', '--warnings-as-errors=*', unit.file]);
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
console.log(`clang-tidy: ${count} sources, ${read} read now, ${bad} with findings`);
process.exit(bad ? 1 : 0);
