// Nothing typed is lost: the browser killed by SIGKILL while someone types, a reload, two tabs on one draft.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pdfFile } from "./fixture.mjs";
import { browser, button, closeBrowser, field, launchProfile, openPage, ready, showMemory, startReceiver, stored } from "./harness.mjs";
import { fill, main, onStep, startRequest } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// SIGKILL to every process that uses the profile: the whole browser, at once, without a farewell.
function killBrowser(profile) {
  // It fails where nothing was killed: then there would be nothing to test.
  execFileSync("pkill", ["-KILL", "-f", "--", `--user-data-dir=${profile}`]);
}

test("killed by SIGKILL 20 times while typing, at most 250 ms of typing is lost and the draft opens where it was, at the same field", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), "guichet-profile-"));
  let context = await launchProfile(profile);
  let page = context.pages()[0] ?? (await context.newPage());
  await page.goto(receiver.url);
  await ready(page);
  await startRequest(page);
  const address = page.url();
  const text = "Entretien et réparation œuvre à l’été ".repeat(40);
  let written = "";
  for (let round = 0; round < 20; ++round) {
    const name = field(page, "Nom et prénom ou dénomination");
    await name.click();
    await name.press("Control+a");
    // Without a space at its end: spaces around an answer are no part of it.
    const typed = `${round} ${text.slice(0, 20 + round)}`.trimEnd();
    // The last characters come so late that they are at risk; those before have had 250 ms.
    await name.pressSequentially(typed, { delay: 2 });
    await page.waitForTimeout(300);
    written = typed;
    void name.pressSequentially("zzzz", { delay: 15 }).catch(() => undefined);
    await page.waitForTimeout(10 + 13 * round);
    killBrowser(profile);
    await context.close().catch(() => undefined);
    context = await launchProfile(profile);
    page = context.pages()[0] ?? (await context.newPage());
    // By its address, and as somebody does who begins at the home page, who is then back at the field.
    if (round % 2) await page.goto(address);
    else {
      await page.goto(receiver.url);
      await main(page).getByRole("link", { name: /^Ouvrir/ }).first().click();
    }
    await onStep(page, /L'Employeur/);
    if (round % 2 === 0) await page.waitForFunction(() => document.activeElement?.id === "employeur.denomination");
    const kept = await field(page, "Nom et prénom ou dénomination").inputValue();
    assert.ok(kept.startsWith(written), `round ${round}: "${kept}" does not begin with "${written}"`);
    assert.match(kept.slice(written.length), /^z*$/);
  }
  await context.close();
  await rm(profile, { recursive: true, force: true });
});

test("a reload comes back to the same field", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await fill(page, "Adresse", "24 AVE DE HOLLANDE");
  await field(page, "Effectif total salariés").click();
  await page.waitForTimeout(400);
  await page.goto(receiver.url);
  await ready(page);
  await main(page).getByRole("link", { name: /Ouvrir|Reprendre/ }).or(main(page).getByRole("button", { name: /Ouvrir|Reprendre/ })).first().click();
  await onStep(page, /L'Employeur/);
  await page.waitForFunction(() => document.activeElement?.id === "employeur.effectif");
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await context.close();
});

test("of two tabs on one draft only one writes, and the other can take over without losing a word", async () => {
  const { page: first, context } = await openPage(receiver.url);
  await startRequest(first);
  await fill(first, "Adresse", "1 RUE DU PREMIER");
  await first.waitForTimeout(400);
  const { page: second } = await openPage(first.url(), { context });
  await main(second).getByText(/ouvert dans un autre onglet/).waitFor();
  assert.ok(!(await field(second, "Adresse").count()) || !(await field(second, "Adresse").isEditable()));
  await button(second, "Le reprendre ici").click();
  await second.waitForFunction(() => !document.getElementById("employeur.adresse")?.readOnly);
  assert.equal(await field(second, "Adresse").inputValue(), "1 RUE DU PREMIER");
  await main(first).getByText(/repris dans un autre onglet/).waitFor();
  await fill(second, "Adresse", "2 RUE DU SECOND");
  await second.waitForTimeout(400);
  await button(first, "Le reprendre ici").click();
  await first.waitForFunction(() => document.getElementById("employeur.adresse")?.value === "2 RUE DU SECOND");
  await context.close();
});

test("a dossier is carried to another machine as one file, pieces included", async () => {
  const { page, context } = await openPage(receiver.url);
  const { addProgramme } = await import("./steps.mjs");
  await startRequest(page);
  await fill(page, "Adresse", "24 AVE DE HOLLANDE");
  await page.getByRole("link", { name: /pi[eè]ces jointes/ }).or(page.getByRole("button", { name: /pi[eè]ces jointes/ })).first().click();
  await onStep(page, /pi[eè]ces jointes/);
  await addProgramme(page);
  await page.waitForTimeout(400);
  await page.goto(receiver.url);
  await ready(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"), main(page).getByRole("button", { name: /^Exporter/ }).first().click(),
  ]);
  const file = path.join(await mkdtemp(path.join(tmpdir(), "guichet-export-")), "dossier.guichet");
  await download.saveAs(file);

  const other = await openPage(receiver.url);
  await other.page.getByLabel("Importer un dossier").setInputFiles(file);
  await other.page.getByRole("link", { name: /Ouvrir|Reprendre/ }).or(other.page.getByRole("button", { name: /Ouvrir|Reprendre/ })).first().click();
  await main(other.page).getByRole("heading", { level: 1 }).waitFor();
  await other.page.getByRole("link", { name: /pi[eè]ces jointes/ }).or(other.page.getByRole("button", { name: /pi[eè]ces jointes/ })).first().click();
  await other.page.getByText("programme.pdf").first().waitFor();
  await context.close();
  await other.context.close();
});

test("a piece of 20 MB, kept, exported and imported, never stands in the module's memory", async () => {
  const context = await (await browser()).newContext({ locale: "fr-FR", acceptDownloads: true });
  await showMemory(context);
  const size = (page) => page.evaluate(() => window.memory.buffer.byteLength);
  const { page } = await openPage(receiver.url, { context });
  await startRequest(page);
  await page.getByRole("navigation").getByRole("link", { name: /pi[eè]ces jointes/ }).first().click();
  await onStep(page, /pi[eè]ces jointes/);
  const folder = await mkdtemp(path.join(tmpdir(), "guichet-large-"));
  const piece = pdfFile("grand.pdf", "20 Mo de programme ".repeat(1_045_000).slice(0, 19_900_000));
  const before = await size(page);
  const grown = async (what, tab = page, from = before) => {
    const more = (await size(tab)) - from;
    assert.ok(more <= 1_048_576, `${what}: ${more} bytes more`);
  };
  await page.getByLabel("Programme de l'action", { exact: true }).setInputFiles(piece);
  await page.getByText("grand.pdf").first().waitFor();
  await stored(page, "grand.pdf");
  await grown("kept");
  await page.goto(receiver.url);
  await ready(page);
  const afresh = await size(page);
  const [download] = await Promise.all([page.waitForEvent("download"), main(page).getByRole("button", { name: /^Exporter/ }).first().click()]);
  const file = path.join(folder, "grand.guichet");
  await download.saveAs(file);
  assert.ok((await stat(file)).size > 19_000_000, "the piece is in the file");
  await grown("exported", page, afresh);

  const elsewhere = await (await browser()).newContext({ locale: "fr-FR" });
  await showMemory(elsewhere);
  const { page: other } = await openPage(receiver.url, { context: elsewhere });
  const without = await size(other);
  await other.getByLabel("Importer un dossier").setInputFiles(file);
  await stored(other, "grand.pdf");
  await main(other).getByRole("link", { name: /^Ouvrir/ }).first().waitFor();
  await grown("imported", other, without);
  await context.close();
  await elsewhere.close();
  await rm(folder, { recursive: true, force: true });
});
