// The README's pictures of the page, docs/images: node tools/screenshots.mjs, in the environment and after a build. Look at each before it
// is committed.
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { settled } from "../tests/browser/exposed.mjs";
import { closeBrowser, field, openPage, putDossiers, root, startReceiver } from "../tests/browser/harness.mjs";
import { fill, onStep } from "../tests/browser/steps.mjs";

const folder = path.join(root, "docs/images");
const now = "2026-11-21T18:43:00+01:00";

const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
const { nir, ...model } = dossier.reponses.stagiaires[0];
const people = [["Lefèvre", "Jérôme", "1985-05-06", "M"], ["Cœur", "Élodie", "1994-02-28", "F"], ["Grangé", "Anaïs", "2001-11-17", "F"]];
dossier.reponses.stagiaires = people.map(([nom, prenom, date_naissance, sexe], at) => ({ ...model, id: `r${at + 1}`, nom, prenom, date_naissance, sexe }));

const receiver = await startReceiver();
const { page, context } = await openPage(receiver.url, { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 });
await context.clock.setFixedTime(now);
await putDossiers(page, [dossier]);
await mkdir(folder, { recursive: true });

/// As if one came to that address anew.
async function at(place, heading) {
  await page.goto("about:blank");
  await page.goto(`${receiver.url}#/dossiers/${dossier.id}/${place}`);
  await onStep(page, heading);
  await page.evaluate(() => document.activeElement.blur());
  await page.mouse.move(2, 2);
}

async function take(name) {
  await page.evaluate(() => document.fonts.ready);
  await settled(page);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

await at("verification", /Vérification/);
await take("verification");
await at("stagiaires", /stagiaire/);
await page.getByRole("table").waitFor();
await take("stagiaires");
await at("formation", /La Formation/);
await fill(page, "Date de début", "31/12/2026");
await fill(page, "Date de fin", "29/12/2026");
await page.getByText(/La date de fin \(29\/12\/2026\) est/).first().waitFor();
await field(page, "Intitulé de la formation").evaluate((one) => scrollTo({ top: scrollY + one.getBoundingClientRect().top - 40, behavior: "instant" }));
await page.mouse.move(2, 2);
await take("formation");

await closeBrowser();
await receiver.stop();
