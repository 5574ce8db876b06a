// The server down, slow, answering 500, 401, 409, 422: each gets a sentence that says what to do, and
// nothing typed is lost. The receiver and its database are real; a proxy in front of it makes the trouble.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { startFaultProxy } from "./fault-proxy.mjs";
import { button, closeBrowser, openPage, putDossiers, root, startReceiver } from "./harness.mjs";
import { fillAll, main, onStep } from "./steps.mjs";

let receiver;
let proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => { await closeBrowser(); await proxy.stop(); await receiver.stop(); });

/// A complete dossier, at the moment of sending.
async function readyToSend() {
  const opened = await openPage(proxy.url);
  await fillAll(opened.page);
  await button(opened.page, "VALIDER").click();
  await onStep(opened.page, /Vérifi/);
  return opened;
}
const sent = (page) => onStep(page, /Demande (envoyée|transmise)/);

test("a server that fails twice and then answers gets one dossier, without a second click", async () => {
  const { page, context } = await readyToSend();
  const before = (await (await fetch(new URL("api/dossiers", receiver.url))).json()).total;
  proxy.set({ match: "/api/dossiers", status: 500, times: 2 });
  await button(page, "Envoyer la demande").click();
  await sent(page);
  proxy.clear();
  const later = (await (await fetch(new URL("api/dossiers", receiver.url))).json()).total;
  assert.equal(later, before + 1);
  await context.close();
});

test("an answer lost on the way is no second dossier: the same id gives the same receipt", async () => {
  const { page, context } = await readyToSend();
  const before = (await (await fetch(new URL("api/dossiers", receiver.url))).json()).total;
  proxy.set({ match: "/api/dossiers", drop: "answer", times: 1 });
  await button(page, "Envoyer la demande").click();
  await sent(page);
  proxy.clear();
  assert.equal((await (await fetch(new URL("api/dossiers", receiver.url))).json()).total, before + 1);
  await context.close();
});

for (const [what, fault, sentence] of [
  ["down", { drop: "request" }, /joindre le service/],
  ["failing", { status: 500 }, /rencontre un problème/],
]) {
  test(`a server that is ${what} is told in a sentence; the request waits, and goes by itself after a reload`, async () => {
    const { page, context } = await readyToSend();
    const before = (await (await fetch(new URL("api/dossiers", receiver.url))).json()).total;
    proxy.set({ match: "/api/dossiers", ...fault });
    await button(page, "Envoyer la demande").click();
    await main(page).getByRole("status").filter({ hasText: sentence }).first().waitFor({ timeout: 60_000 });
    await main(page).getByText("Vous pouvez fermer cette page").waitFor();
    proxy.clear();
    await page.reload();
    // By itself: when, depends on how long it has waited and on who has just let the outbox go.
    await main(page).getByRole("heading", { level: 1, name: /Demande (envoyée|transmise)/ }).waitFor({ timeout: 60_000 });
    assert.equal((await (await fetch(new URL("api/dossiers", receiver.url))).json()).total, before + 1);
    await context.close();
  });
}

test("a server that is slow shows that it is being asked, and gets one dossier", async () => {
  const { page, context } = await readyToSend();
  const before = (await (await fetch(new URL("api/dossiers", receiver.url))).json()).total;
  proxy.set({ match: "/api/dossiers", method: "POST", delayMs: 5000 });
  await button(page, "Envoyer la demande").click();
  await main(page).getByRole("progressbar").waitFor();
  await page.waitForTimeout(2000);
  assert.equal(await main(page).getByRole("alert").count(), 0, "slow is no trouble yet");
  await sent(page);
  proxy.clear();
  assert.equal((await (await fetch(new URL("api/dossiers", receiver.url))).json()).total, before + 1);
  await context.close();
});

test("a server that never answers is given up after twenty seconds, in a sentence; the request waits, goes by itself, and is one", async () => {
  const { page, context } = await readyToSend();
  const before = (await (await fetch(new URL("api/dossiers", receiver.url))).json()).total;
  const asked = proxy.requests.length;
  // The first is received, after the page has given it up: what comes next is the same request.
  proxy.set({ match: "/api/dossiers", method: "POST", delayMs: 25_000, times: 1 });
  await button(page, "Envoyer la demande").click();
  await main(page).getByRole("status").filter({ hasText: /trop de temps à répondre/ }).first().waitFor({ timeout: 30_000 });
  await main(page).getByText("Vous pouvez fermer cette page").waitFor();
  await main(page).getByRole("heading", { level: 1, name: /Demande (envoyée|transmise)/ }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(6000);
  const posts = proxy.requests.slice(asked).filter(({ method }) => method === "POST");
  assert.ok(posts.length >= 2);
  assert.equal(new Set(posts.map(({ headers }) => headers["idempotency-key"])).size, 1);
  assert.equal((await (await fetch(new URL("api/dossiers", receiver.url))).json()).total, before + 1);
  proxy.clear();
  await context.close();
});

for (const [what, fault, sentence] of [
  ["refusing a second content", { status: 409, body: { erreur: { code: "conflit", message: "Déjà reçu." }, constats: [] } }, /déjà/i],
]) {
  test(`a server that is ${what} is told in a sentence; the dossier stays, and can be sent later`, async () => {
    const { page, context } = await readyToSend();
    proxy.set({ match: "/api/dossiers", ...fault });
    await button(page, "Envoyer la demande").click();
    await main(page).getByRole("alert").filter({ hasText: sentence }).first().waitFor({ timeout: 60_000 });
    proxy.clear();
    await page.reload();
    await main(page).getByRole("heading", { level: 1 }).waitFor();
    await page.goto(page.url().replace(/\/(envoi|recu)$/, "/verification"));
    await onStep(page, /Vérifi/);
    await main(page).getByText("ACTIF AUTO CONTROLE").first().waitFor();
    await button(page, "Envoyer la demande").click();
    await sent(page);
    await context.close();
  });
}

test("422: what the server found stands at the fields it names", async () => {
  const { page, context } = await readyToSend();
  proxy.set({
    match: "/api/dossiers", status: 422,
    body: {
      erreur: { code: "inacceptable", message: "La demande a des erreurs." },
      constats: [{ path: "formation.intitule", rule: "serveur", severity: "block", message: "Cet intitulé est refusé.",
        source: { title: "Le service", excerpt: "" } }],
    },
  });
  await button(page, "Envoyer la demande").click();
  await page.getByText("Cet intitulé est refusé.").first().waitFor();
  proxy.clear();
  await page.getByRole("link", { name: /Cet intitulé est refusé/ }).first().click();
  await page.waitForFunction(() => document.activeElement?.id === "formation.intitule");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true");
  await context.close();
});

test("401: the page asks for the code, goes on with it, and has lost nothing", async () => {
  const guarded = await startReceiver({ extra: ["--token", "sésame-2026"] });
  const { page, context } = await openPage(guarded.url);
  await fillAll(page);
  await button(page, "VALIDER").click();
  await button(page, "Envoyer la demande").click();
  await page.getByLabel(/Code d.accès/).fill("sésame-2026");
  await page.keyboard.press("Enter");
  await sent(page);
  await context.close();
  await guarded.stop();
});

test("a directory that does not answer leaves the manual way open", async () => {
  const { page, context } = await openPage(proxy.url);
  const { startRequest, next, fill } = await import("./steps.mjs");
  await startRequest(page);
  await page.getByRole("link", { name: /La Formation/ }).or(page.getByRole("button", { name: /La Formation/ })).first().click();
  await onStep(page, /La Formation/);
  proxy.set({ match: "/api/annuaire", status: 503 });
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "SIRET (complet)" }).fill("83426702300028");
  await dialog.getByRole("button", { name: "CHERCHER" }).click();
  await dialog.getByText(/saisi/).first().waitFor();
  proxy.clear();
  await dialog.getByRole("button", { name: "FERMER" }).click();
  await fill(page, "Raison sociale", "aXept");
  await context.close();
});

test("what a dialog is made of does not come: a sentence says so, and the next click tries again", async () => {
  proxy.set({ match: "/guichet-later.wasm", drop: "request" });
  const { page, context } = await openPage(proxy.url);
  const complete = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  await putDossiers(page, [{ ...complete, id: "00000000-0000-4000-8000-000000000001" }]);
  await page.reload();
  const rename = page.getByRole("button", { name: /^Renommer/ });
  await rename.click();
  await page.getByText("Cette partie de la page n’a pas pu être chargée").first().waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
  proxy.clear();
  await rename.click();
  await page.getByRole("dialog").getByLabel("Nom de la demande").fill("Révision");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Révision" }).waitFor();
  await context.close();
});
