// Our column in the bench of form libraries: the same generated form, beside plain HTML, JSON Forms, RJSF, SurveyJS and Form.io,
// in one Chromium run. The bench itself is a folder of its own (its README says what each figure means); here our page is built
// with what it asks of a page (exports.cpp, page.ts), put beside the others, and the bench is run.
//
//   ./emsdk-env.sh run node tests/bench/form/run.mjs --bench FOLDER [--peers guichet,plain,rjsf] [--n 60,300,1000] [--runs 7] …
//
// What stands after the folder is handed to the bench. Everything made stands in build/form-bench/.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { dossierOf, procedureOf } from "./procedure.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const at = process.argv.indexOf("--bench");
if (at < 0 || !existsSync(path.join(process.argv[at + 1] ?? "", "bench.mjs"))) {
  console.error("run.mjs: --bench must name the folder of the bench of form libraries (bench.mjs, form.mjs, adapters/)");
  process.exit(2);
}
const bench = path.resolve(process.argv[at + 1]);
const words = process.argv.slice(2).filter((_, n) => n + 2 !== at && n + 2 !== at + 1);
const sizes = (words[words.indexOf("--n") + 1 || words.length] ?? "60,300,1000").split(",").map(Number);
const made = path.join(root, "build/form-bench");
const run = (program, args, cwd = root) => execFileSync(program, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });

const work = path.join(made, "bench");
mkdirSync(work, { recursive: true });
cpSync(bench, work, { recursive: true, filter: (from) => !/\/(node_modules|dist|shots)$/.test(from) });
if (!existsSync(path.join(work, "node_modules"))) run("npm", ["ci", "--no-fund", "--no-audit"], work);
const { makeForm, values } = await import(pathToFileURL(path.join(work, "form.mjs")));

run("tools/build.sh", ["dist"]);
run("cmake", ["--build", "--preset", "web", "--target", "guichet_form_bench"]);
const site = path.join(made, "site");
rmSync(site, { recursive: true, force: true });
for (const n of sizes) {
  const folder = path.join(site, `n${n}`);
  cpSync(path.join(root, "dist"), folder, { recursive: true, filter: (from) => !/\.(br|gz)$|\/(data|directory|schemas)$/.test(from) });
  // The bench asks its questions as text to evaluate, which the page's own policy forbids.
  const page = path.join(folder, "index.html");
  const text = readFileSync(page, "utf8");
  const open = text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/i, "");
  assert.notEqual(open, text, "the page's policy was not found");
  writeFileSync(page, open);
  for (const file of ["guichet.js", "guichet.wasm"]) cpSync(path.join(root, "build/web/form-bench", file), path.join(folder, file));
  await build({
    entryPoints: [path.join(root, "tests/bench/form/page.ts")], outfile: path.join(folder, "main.js"), bundle: true, minify: true,
    format: "esm", target: "es2022", external: ["./guichet.js"], legalComments: "none", logLevel: "warning", charset: "utf8",
  });
  const form = makeForm(n);
  const procedure = procedureOf(form);
  rmSync(path.join(folder, "procedures"), { recursive: true });
  mkdirSync(path.join(folder, "procedures"));
  const file = path.join(folder, "procedures/bench.json");
  writeFileSync(file, JSON.stringify(procedure));
  run("build/native/guichet", ["lint", file]);
  writeFileSync(path.join(folder, "procedures/index.json"), JSON.stringify({
    procedures: [{ file: "bench.json", id: procedure.id, title: procedure.title, organisme: procedure.organisme }],
  }));
  writeFileSync(path.join(folder, `bench-${n}.json`), JSON.stringify({
    empty: dossierOf(form, {}), valid: dossierOf(form, values(form, "valid")), broken: dossierOf(form, values(form, "broken")),
  }));
}
const adapter = path.join(work, "adapters/guichet");
mkdirSync(adapter, { recursive: true });
writeFileSync(path.join(adapter, "site.json"), JSON.stringify({ root: path.relative(adapter, site), page: "n:n/index.html?n=:n#/nouvelle" }));
assert.ok(readFileSync(path.join(site, `n${sizes[0]}`, "main.js"), "utf8").includes("__bench"));
run("node", ["bench.mjs", ...words], work);
