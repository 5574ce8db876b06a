// A passphrase for what is kept on the device, in a real profile: afterwards no byte of it is left that can be read, in any file of the
// browser; with it everything is there, without it nothing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
const phrase = "le garage ouvre à huit heures";

const passphrase = (page, name) => main(page).getByLabel(name, { exact: true });

async function openProtection(page, summary = "Protéger vos données par une phrase secrète") {
  await page.getByRole("contentinfo").getByRole("link", { name: "À propos" }).click();
  await main(page).getByRole("heading", { name: "À propos", level: 1 }).waitFor();
  await main(page).getByText(summary).click();
}

async function protect(page, words = phrase) {
  await openProtection(page);
  await passphrase(page, "Nouvelle phrase secrète").fill(words);
  await passphrase(page, "La même, encore une fois").fill(words);
  await button(page, "Protéger mes données").click();
  await main(page).getByText("Une phrase secrète protège vos données sur cet appareil.").waitFor();
}

async function unlock(page, words = phrase) {
  await passphrase(page, "Phrase secrète").fill(words);
  await page.keyboard.press("Enter");
}

const locked = (page) => main(page).getByRole("heading", { name: "Vos demandes sont verrouillées", level: 1 }).waitFor();

/// A request with an address and a piece.
async function prepare(page, folder) {
  await startRequest(page);
  await fill(page, "Adresse", street);
  const address = page.url();
  await page.getByRole("navigation", { name: "Étapes de la demande" }).getByRole("link", { name: /pièces/ }).click();
  await onStep(page, /pi[eè]ces jointes/);
  const piece = path.join(folder, "programme.pdf");
  await writeFile(piece, `%PDF-1.4\n${`${secret}\n`.repeat(20_000)}%%EOF\n`);
  await page.getByLabel("Programme de l'action", { exact: true }).setInputFiles(piece);
  await page.getByText("programme.pdf").first().waitFor();
  await page.waitForTimeout(500);
  return address;
}

test("protected, not a byte of a request or a piece can be read on the disk; after a visit, the passphrase opens both", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), "guichet-profile-"));
  const folder = await mkdtemp(path.join(tmpdir(), "guichet-piece-"));
  let context = await launchProfile(profile);
  try {
    let page = context.pages()[0] ?? (await context.newPage());
    await page.goto(receiver.url);
    await ready(page);
    const address = await prepare(page, folder);
    assert.notDeepEqual(await filesWith(profile, street), [], "the address has not been stored: there is nothing to protect");
    assert.notDeepEqual(await filesWith(profile, secret), [], "the piece has not been stored: there is nothing to protect");
    await protect(page);
    // What is typed from now on, too.
    await page.goto(address);
    await onStep(page, /L'Employeur/);
    await fill(page, "Adresse", `${street} BIS`);
    await page.waitForTimeout(600);
    await context.close();
    assert.deepEqual(await filesWith(profile, street), []);
    assert.deepEqual(await filesWith(profile, secret), []);
    assert.deepEqual(await filesWith(profile, phrase), []);

    context = await launchProfile(profile);
    page = context.pages()[0] ?? (await context.newPage());
    await page.goto(address);
    await locked(page);
    assert.equal(await page.getByText(street).count(), 0);
    await unlock(page, "une tout autre phrase");
    await main(page).getByText("Erreur : ce n’est pas la phrase secrète de cet appareil.").waitFor();
    await page.waitForFunction(() => document.activeElement.id === "phrase");
    await unlock(page);
    await onStep(page, /L'Employeur/);
    assert.equal(await page.getByRole("textbox", { name: "Adresse", exact: true }).inputValue(), `${street} BIS`);
    // The piece goes out as it came in.
    await page.goto(`${receiver.url}#/`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^Exporter/ }).first().click()]);
    const bundle = path.join(folder, "emporte.guichet");
    await download.saveAs(bundle);
    assert.ok((await readFile(bundle)).includes(secret));
    assert.ok((await readFile(bundle)).includes(await readFile(path.join(folder, "programme.pdf"))));

    // Given up, all is as before; nothing of the sealed place stays.
    await openProtection(page, "Changer de phrase secrète, ou ne plus protéger vos données");
    await passphrase(page, "Phrase secrète actuelle").fill(phrase);
    await button(page, "Ne plus protéger mes données").click();
    await main(page).getByText("Protéger vos données par une phrase secrète").waitFor();
    assert.deepEqual(await page.evaluate(() => navigator.storageBuckets.keys()), ["guichet"]);
    await page.goto(address);
    await page.reload();
    await onStep(page, /L'Employeur/);
    assert.equal(await page.getByRole("textbox", { name: "Adresse", exact: true }).inputValue(), `${street} BIS`);
  } finally {
    await context.close().catch(() => undefined);
    await rm(profile, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
});

test("another tab keeps what it has in hand, and asks for the passphrase; changed there, the former opens no more", async () => {
  const { page, context } = await openPage(receiver.url);
  const other = await context.newPage();
  await other.goto(receiver.url);
  await ready(other);
  await startRequest(other);
  await fill(other, "Adresse", street);
  await other.getByRole("textbox", { name: "Adresse", exact: true }).press("End");
  // Sent away at once, before the timer that saves: what was typed goes with the rest.
  await page.evaluate(() => { window.away = new BroadcastChannel("guichet-oubli"); });
  await other.keyboard.type(" TER");
  await page.evaluate(() => window.away.postMessage("ailleurs"));
  await other.waitForEvent("load");
  await onStep(other, /L'Employeur/);
  assert.equal(await other.getByRole("textbox", { name: "Adresse", exact: true }).inputValue(), `${street} TER`);
  await ready(page);
  await protect(page);
  await locked(other);
  await unlock(other);
  await onStep(other, /L'Employeur/);
  assert.equal(await other.getByRole("textbox", { name: "Adresse", exact: true }).inputValue(), `${street} TER`);

  const fresh = "la porte du fond est bleue";
  await page.bringToFront();
  await passphrase(page, "Phrase secrète actuelle").waitFor({ state: "attached" });
  await main(page).getByText("Changer de phrase secrète, ou ne plus").click();
  await passphrase(page, "Phrase secrète actuelle").fill(phrase);
  await passphrase(page, "Nouvelle phrase secrète").fill(fresh);
  await passphrase(page, "La même, encore une fois").fill(fresh);
  await button(page, "Changer de phrase secrète").click();
  await page.getByText("Votre phrase secrète est changée.").first().waitFor();
  await button(page, "Verrouiller maintenant").click();
  await main(page).getByText("est verrouillé par une phrase secrète").waitFor();
  // All tabs at once.
  await locked(other);
  await other.bringToFront();
  await unlock(other);
  await main(other).getByText("Erreur : ce n’est pas la phrase secrète de cet appareil.").waitFor();
  await unlock(other, fresh);
  await onStep(other, /L'Employeur/);
  await context.close();
});

test("after a quarter of an hour without a touch the page locks itself, and loses nothing", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  const address = page.url();
  await protect(page);
  await page.goto(address);
  await onStep(page, /L'Employeur/);
  await page.clock.install();
  await page.reload();
  await locked(page);
  await unlock(page);
  await onStep(page, /L'Employeur/);
  await page.getByRole("textbox", { name: "Adresse", exact: true }).click();
  await page.keyboard.type(street);
  await page.clock.fastForward(14 * 60_000);
  await page.keyboard.type(" BIS");
  await page.clock.fastForward(14 * 60_000);
  assert.equal(await page.getByRole("heading", { name: "Vos demandes sont verrouillées" }).count(), 0);
  await page.clock.fastForward(2 * 60_000);
  await locked(page);
  await unlock(page);
  await onStep(page, /L'Employeur/);
  assert.equal(await page.getByRole("textbox", { name: "Adresse", exact: true }).inputValue(), `${street} BIS`);
  await context.close();
});

test("killed while it moves, everything is where it was, or where it goes: never half", async () => {
  for (const wait of [0, 20, 60, 150, 400, 900]) {
    const profile = await mkdtemp(path.join(tmpdir(), "guichet-profile-"));
    const folder = await mkdtemp(path.join(tmpdir(), "guichet-piece-"));
    let context = await launchProfile(profile);
    try {
      let page = context.pages()[0] ?? (await context.newPage());
      await page.goto(receiver.url);
      await ready(page);
      const address = await prepare(page, folder);
      await openProtection(page);
      await passphrase(page, "Nouvelle phrase secrète").fill(phrase);
      await passphrase(page, "La même, encore une fois").fill(phrase);
      await button(page, "Protéger mes données").click();
      await page.waitForTimeout(wait);
      execFileSync("pkill", ["-KILL", "-f", "--", `--user-data-dir=${profile}`]);
      await context.close().catch(() => undefined);

      context = await launchProfile(profile);
      page = context.pages()[0] ?? (await context.newPage());
      await page.goto(address);
      const heading = main(page).getByRole("heading", { level: 1 });
      await heading.filter({ hasText: /L'Employeur|verrouillées|pi[eè]ces/ }).waitFor();
      if (/verrouillées/.test(await heading.innerText())) await unlock(page);
      await onStep(page, /L'Employeur/);
      assert.equal(await page.getByRole("textbox", { name: "Adresse", exact: true }).inputValue(), street, `after ${wait} ms`);
      const left = await page.evaluate(() => navigator.storageBuckets.keys());
      assert.equal(left.length, 1, `one place is left after ${wait} ms: ${left}`);
      await page.goto(`${receiver.url}#/`);
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^Exporter/ }).first().click()]);
      await download.saveAs(path.join(folder, "emporte.guichet"));
      assert.ok((await readFile(path.join(folder, "emporte.guichet"))).includes(await readFile(path.join(folder, "programme.pdf"))));
    } finally {
      await context.close().catch(() => undefined);
      await rm(profile, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    }
  }
});
