// Our page beside the form pages of the public design systems, picture by picture, for the eye: the same labels, hints, errors and
// choices in GOV.UK Frontend, in the DSFR and in ours, at 1280 and 390 px. What was seen and mended is told in docs/look.md.
//
//   ./emsdk-env.sh build && ./emsdk-env.sh run node tools/beside/beside.mjs       (pictures in build/beside/)
//
// Their packages come from npm into build/beside, pinned by the lock file of this folder, and stay there: their brands are not ours,
// and no check or build of the page needs them.
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { browser, closeBrowser, openPage, putDossiers, root, startReceiver } from "../../tests/browser/harness.mjs";
import { dsfrPage, govukPage } from "./pages.mjs";

const here = path.join(root, "tools/beside");
const out = path.join(root, "build/beside");
mkdirSync(out, { recursive: true });
for (const name of ["package.json", "package-lock.json"]) cpSync(path.join(here, name), path.join(out, name));
cpSync(path.join(root, ".npmrc"), path.join(out, ".npmrc"));
if (!existsSync(path.join(out, "node_modules/govuk-frontend"))) {
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: out, stdio: "inherit" });
}
writeFileSync(path.join(out, "govuk.html"), govukPage());
writeFileSync(path.join(out, "dsfr.html"), dsfrPage());

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".woff": "font/woff", ".svg": "image/svg+xml", ".png": "image/png" };
const server = createServer((request, response) => {
  const file = path.join(out, path.normalize(decodeURIComponent(new URL(request.url, "http://a/").pathname)));
  if (!file.startsWith(out) || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
}).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const local = `http://127.0.0.1:${server.address().port}/`;

/// A request in which the title is missing and the last day comes before the first.
function dossier() {
  const made = JSON.parse(readFileSync(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  Object.assign(made.reponses.formation, { intitule: "", date_debut: "2027-09-06", date_fin: "2027-09-03" });
  return made;
}

async function ours(receiver, viewport, file) {
  const { page, context } = await openPage(receiver.url, { viewport, deviceScaleFactor: 1 });
  const made = dossier();
  await putDossiers(page, [made]);
  await page.reload();
  await page.evaluate((hash) => { location.hash = hash; }, `#/dossiers/${made.id}/formation`);
  await page.getByRole("button", { name: "SUIVANT" }).click();
  await page.getByRole("heading", { name: /points? à corriger/ }).waitFor();
  await page.mouse.move(2, 2);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: viewport.width, height });
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(600);
  await page.screenshot({ path: file });
  await context.close();
}

async function theirs(name, viewport, file) {
  const page = await (await browser()).newPage({ viewport, locale: "fr-FR" });
  await page.goto(`${local}${name}.html`);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
}

const receiver = await startReceiver();
for (const [width, height] of [[1280, 800], [390, 844]]) {
  const names = ["ours", "govuk", "dsfr"];
  const file = (name) => path.join(out, `${name}-${width}.png`);
  await ours(receiver, { width, height }, file("ours"));
  for (const name of names.slice(1)) await theirs(name, { width, height }, file(name));
  const page = await (await browser()).newPage({ viewport: { width: width * 3 + 40, height: 900 } });
  writeFileSync(path.join(out, "beside.html"), `<body style="margin:0;display:flex;gap:20px;align-items:start;background:#888">${
    names.map((name) => `<img src="${name}-${width}.png">`).join("")}`);
  await page.goto(`${local}beside.html`);
  await page.screenshot({ path: path.join(out, `beside-${width}.png`), fullPage: true });
  await page.close();
}
await closeBrowser();
await receiver.stop();
server.close();
console.log("build/beside/beside-1280.png and beside-390.png: ours, GOV.UK Frontend, DSFR");
