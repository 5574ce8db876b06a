// « Effacer mes données »: afterwards no byte of what a person entered is left of what this site had stored, in any tab.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, launchProfile, openPage, ready, startReceiver } from "./harness.mjs";
import { filesWith } from "./on-disk.mjs";
import { fill, main, onStep, startRequest } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

const street = "24 AVENUE DES PAPILLONS-BLEUS";
const secret = "CONTENU-DU-PROGRAMME-SECRET";

async function openErasing(page) {
  await page.getByRole("contentinfo").getByRole("link", { name: "À propos" }).click();
  await main(page).getByRole("heading", { name: "À propos", level: 1 }).waitFor();
  await main(page).getByText("Effacer vos données de cet appareil").click();
  await button(page, "Effacer mes données").waitFor();
}

test("« Effacer mes données » leaves no byte of them on the disk, and an empty page", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), "guichet-profile-"));
  const context = await launchProfile(profile);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(receiver.url);
    await ready(page);
    await startRequest(page);
    const address = page.url();
    await fill(page, "Adresse", street);
    await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: /pièces/ }).click();
    await onStep(page, /pi[eè]ces jointes/);
    const piece = path.join(profile, "..", `${path.basename(profile)}.pdf`);
    await writeFile(piece, `%PDF-1.4\n${`${secret}\n`.repeat(20_000)}%%EOF\n`);
    await page.getByLabel("Programme de l'action", { exact: true }).setInputFiles(piece);
    await page.getByText(path.basename(piece)).first().waitFor();
    await page.waitForTimeout(500);
    assert.notDeepEqual(await filesWith(profile, street), [], "the address has not been stored: there is nothing to erase");
    await page.evaluate(() => { localStorage.setItem("guichet-sans-dessin", "0"); localStorage.setItem("une-autre-page", "à elle"); });
    assert.notDeepEqual(await filesWith(profile, secret), [], "the piece has not been stored: there is nothing to erase");

    await openErasing(page);
    await main(page).getByText("1 demande n’a pas été envoyée").waitFor();
    await button(page, "Effacer mes données").click();
    await main(page).getByText("Rien de vous n’est gardé sur cet appareil.").waitFor();
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ["une-autre-page"]);
    await page.goto(address);
    await page.reload();
    await main(page).getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await page.getByText(street).count(), 0);
    await page.goto(receiver.url);
    await page.reload();
    await ready(page);
    assert.equal(await main(page).getByRole("link", { name: /^Ouvrir / }).count(), 0);
    await context.close();
    assert.deepEqual(await filesWith(profile, street), []);
    assert.deepEqual(await filesWith(profile, secret), []);
    await rm(piece, { force: true });
  } finally {
    await context.close().catch(() => undefined);
    await rm(profile, { recursive: true, force: true });
  }
});

test("a dossier open in another tab goes too, and does not come back", async () => {
  const { page: first, context } = await openPage(receiver.url);
  await startRequest(first);
  await fill(first, "Adresse", street);
  await first.waitForTimeout(500);
  const second = await context.newPage();
  await second.goto(receiver.url);
  await ready(second);
  await openErasing(second);
  // Not saved yet when its time comes.
  await fill(first, "Commune", "ILLZACH");
  await button(second, "Effacer mes données").click();
  await main(second).getByText("Rien de vous n’est gardé sur cet appareil.").waitFor();
  await first.getByText(/n’est pas sur cet appareil|introuvable/).first().waitFor();
  await first.goto(`${receiver.url}#/`);
  await first.reload();
  await ready(first);
  assert.equal(await main(first).getByRole("link", { name: /^Ouvrir / }).count(), 0);
  await context.close();
});
