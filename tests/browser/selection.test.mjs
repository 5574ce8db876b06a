// Several requests at once, with the keyboard: picked in the list, carried away as one file, deleted, put back, and taken in elsewhere;
// the command judges the same file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, command, openPage, putDossiers, records, root, startReceiver } from "./harness.mjs";

let receiver;
let folder;
before(async () => {
  receiver = await startReceiver();
  folder = await mkdtemp(path.join(tmpdir(), "guichet-selection-"));
});
after(async () => { await closeBrowser(); await receiver.stop(); await rm(folder, { recursive: true, force: true }); });

const dossiers = async (page) => Object.keys(await records(page)).filter((key) => key.startsWith("dossier/"));
const box = (page, name) => page.getByRole("checkbox", { name: `Sélectionner ${name}` });

/// A list of that many requests with names in the order of the list.
async function list(page, names) {
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  await putDossiers(page, names.map((nom, n) => ({
    ...dossier, id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`, nom, pieces: [],
    modifie: `2026-11-21T12:00:${String(59 - n).padStart(2, "0")}Z`,
  })));
  await page.goto(`${receiver.url}#/demandes`);
  await page.reload();
  await box(page, names.at(-1)).waitFor({ state: "attached" });
}

test("picked by the keyboard, exported as one file, deleted, put back; and the file is taken in on another machine", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await list(page, ["Un", "Deux", "Trois"]);
  await box(page, "Un").focus();
  await page.keyboard.press("Space");
  // From one row to the next: the request itself, then its box.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.getByText("2 demandes sélectionnées").waitFor();
  assert.ok(await box(page, "Deux").isChecked());
  assert.ok(!await box(page, "Trois").isChecked());

  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Exporter en un fichier").click()]);
  assert.match(download.suggestedFilename(), /^guichet-2-dossiers-\d{4}-\d\d-\d\d\.guichet$/);
  const file = path.join(folder, "deux.guichet");
  await download.saveAs(file);

  const before = await records(page);
  await button(page, "Supprimer 2 brouillons").press("Enter");
  await page.getByText("2 demandes supprimées", { exact: true }).first().waitFor();
  await page.waitForFunction(() => document.activeElement.id === "titre");
  assert.equal((await dossiers(page)).length, 1);
  await button(page, "Annuler").press("Enter");
  await box(page, "Un").waitFor({ state: "attached" });
  await page.waitForTimeout(300);
  assert.deepEqual(await records(page), before, "as they were, to the letter");

  const other = await openPage(receiver.url);
  await other.page.getByLabel("Importer un dossier").setInputFiles(file);
  await other.page.getByText(/^2 dossiers importés/).first().waitFor();
  const answers = (text) => { const { id, nom, reponses } = JSON.parse(text); return { id, nom, reponses }; };
  for (const key of await dossiers(other.page)) assert.deepEqual(answers((await records(other.page))[key]), answers(before[key]));
  assert.equal((await dossiers(other.page)).length, 2);

  // One line a dossier; the command refuses the pieces that these lack, as the page does.
  let told;
  try {
    told = execFileSync(command, ["check", "--json", "--procedures", path.join(root, "assets/procedures"), file], { encoding: "utf8" });
  } catch (error) {
    assert.equal(error.status, 1);
    told = error.stdout;
  }
  const lines = told.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map((line) => line.dossier), ["00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000001"]);
  assert.deepEqual(complaints, []);
  await other.context.close();
  await context.close();
});

test("what is picked stays picked while the list is searched and its tabs change, and says what stands outside of it", async () => {
  const { page, context } = await openPage(receiver.url);
  await list(page, ["Un", "Deux", "Trois"]);
  await box(page, "Un").check();
  await page.getByRole("textbox", { name: "Rechercher dans mes demandes" }).fill("trois");
  await box(page, "Un").waitFor({ state: "detached" });
  await page.getByText("1 demande sélectionnée, dont 1 hors de cette liste").waitFor();
  await page.getByRole("textbox", { name: "Rechercher dans mes demandes" }).fill("");
  await page.getByRole("tab", { name: /^Brouillons/ }).click();
  assert.ok(await box(page, "Un").isChecked());
  await button(page, "Tout sélectionner (3)").click();
  await page.getByText("3 demandes sélectionnées", { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Ne rien sélectionner");
  await context.close();
});
