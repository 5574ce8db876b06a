// A page with a dossier that is ready to be sent, at one of its steps.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { settled } from "./exposed.mjs";
import { putDossiers, root } from "./harness.mjs";

export async function openDossier(page, step) {
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  await putDossiers(page, [dossier]);
  await page.reload();
  await page.evaluate((hash) => { location.hash = hash; }, `#/dossiers/${dossier.id}/${step}`);
  await page.locator("#etape").waitFor();
  await settled(page);
}
