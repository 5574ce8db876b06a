// The page where it cannot run, or stops: without scripts, without WebAssembly, without its module, and after a trap. Each is told in a
// sentence that says what to do, and no draft is lost.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startFaultProxy } from "./fault-proxy.mjs";
import { browser, button, closeBrowser, field, openPage, showMemory, startReceiver, stored } from "./harness.mjs";
import { fill, onStep, startRequest } from "./steps.mjs";

let receiver;
let proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => { await closeBrowser(); await proxy.stop(); await receiver.stop(); });

/// What is seen of the page, as text. One main landmark with words in it, and nothing else.
const shown = (page) => page.evaluate(() => [...document.querySelectorAll("main")].filter((one) => one.checkVisibility()).map((one) => one.innerText.trim()));

/// A tab that is not waited for: the application may never come.
async function openTab(options = {}, prepare = "") {
  const context = await (await browser()).newContext({ locale: "fr-FR", serviceWorkers: "block", ...options });
  const page = await context.newPage();
  if (prepare) await page.addInitScript(prepare);
  await page.goto(proxy.url);
  return { page, context };
}

test("without JavaScript a sentence says what is needed", async () => {
  const { page, context } = await openTab({ javaScriptEnabled: false });
  const text = await page.locator("#boot").innerText(); // as it is laid out: what is not shown is not in it
  assert.match(text, /Guichet a besoin de JavaScript\. Activez-le dans les réglages du navigateur, puis rechargez la page\./);
  assert.doesNotMatch(text, /Chargement/, "nothing is loading");
  await context.close();
});

test("without WebAssembly the page refuses in a sentence", async () => {
  const { page, context } = await openTab({}, "delete globalThis.WebAssembly;");
  await page.locator("#refused").getByRole("alert").waitFor();
  const [text, ...others] = await shown(page);
  assert.match(text, /n’accepte pas WebAssembly/);
  assert.match(text, /Mettez le navigateur à jour/);
  assert.deepEqual(others, [], "nothing else is there");
  await context.close();
});

for (const [what, fault] of [["is missing", { status: 404, body: "Not found" }], ["does not come", { drop: "request" }], ["is cut short", { truncate: 20_000 }]]) {
  test(`the module ${what}: the page refuses in a sentence, and the next visit has the draft`, async () => {
    const { page, context } = await openPage(proxy.url, { serviceWorkers: "block" });
    // What the browser itself has kept of the first visit would be taken instead.
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    await startRequest(page);
    await fill(page, "Adresse", "24 AVE DE HOLLANDE");
    await stored(page, "24 AVE DE HOLLANDE");
    proxy.set({ match: "/guichet.wasm", ...fault });
    await page.reload();
    await page.locator("#refused").getByRole("alert").waitFor();
    const [text, ...others] = await shown(page);
    assert.match(text, /un fichier de l’application manque/);
    assert.match(text, /Vos brouillons sont conservés/);
    assert.deepEqual(others, [], "nothing else is there");
    proxy.clear();
    await page.reload();
    await onStep(page, /L'Employeur/);
    assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
    await context.close();
  });
}

test("the module traps: the page says so, gives the drafts as a file, and finds them again when it is loaded anew", async () => {
  const context = await (await browser()).newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", acceptDownloads: true });
  await showMemory(context);
  const { page } = await openPage(proxy.url, { context });
  await startRequest(page);
  await fill(page, "Adresse", "24 AVE DE HOLLANDE");
  await stored(page, "24 AVE DE HOLLANDE");
  // Every address in it now leads nowhere: whatever it does next is out of bounds.
  await page.evaluate(() => new Uint8Array(window.memory.buffer).fill(0xff));
  await page.keyboard.press("Tab");
  await page.locator("#crashed").getByRole("alert").waitFor();
  const [text, ...others] = await shown(page);
  assert.match(text, /Rien n’est perdu : vos brouillons sont enregistrés dans ce navigateur\./);
  assert.deepEqual(others, [], "nothing else is there");
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Télécharger mes brouillons").click()]);
  assert.equal(download.suggestedFilename(), "guichet-brouillons.json");
  const drafts = Object.entries(JSON.parse(await readFile(await download.path(), "utf8"))).filter(([key]) => key.startsWith("dossier/"));
  assert.equal(drafts.length, 1);
  const dossier = typeof drafts[0][1] === "string" ? JSON.parse(drafts[0][1]) : drafts[0][1];
  assert.equal(dossier.reponses.employeur.adresse, "24 AVE DE HOLLANDE");
  await button(page, "Recharger la page").click();
  await onStep(page, /L'Employeur/);
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await context.close();
});
