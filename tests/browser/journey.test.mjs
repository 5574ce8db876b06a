// From an empty home to a row in a real database, as the seed's company, by role and accessible name.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { employer } from "./fixture.mjs";
import { button, closeBrowser, field, openPage, startReceiver } from "./harness.mjs";
import { assertQuiet, fillAll, main, onStep } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

for (const viewport of [{ width: 1280, height: 800 }, { width: 320, height: 640 }]) {
  test(`a whole request is prepared, checked and sent at ${viewport.width} px`, async () => {
    const { page, context, complaints } = await openPage(receiver.url, { viewport });
    await fillAll(page);
    await button(page, "VALIDER").click();
    await onStep(page, /Vérifi/);
    await main(page).getByText("ACTIF AUTO CONTROLE").first().waitFor();
    await button(page, "Envoyer la demande").click();
    await onStep(page, /Demande (envoyée|transmise)/);
    const number = /AF-\d{4}-\d{6}/.exec(await main(page).innerText())?.[0];
    assert.ok(number, "the receipt shows the number");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `the page scrolls sideways by ${wide} px`);

    const list = await (await fetch(new URL("api/dossiers", receiver.url))).json();
    const row = list.dossiers.find((one) => one.recu.numero === number);
    assert.ok(row, "the receiver lists the dossier");
    const one = await (await fetch(new URL(`api/dossiers/${row.id}`, receiver.url))).json();
    assert.equal(one.payload.employeur.siret, "83135297600011");
    assert.equal(one.payload.organisme.siret, "83426702300028");
    assert.ok(one.pieces.length === 1 && one.pieces.every((piece) => piece.recue === true), "each piece has arrived");

    const database = path.join(receiver.data, "guichet.sqlite3");
    assert.ok(existsSync(database), "the database is a file");
    const stored = execFileSync("sqlite3", ["-readonly", database, "select count(*) from dossiers"], { encoding: "utf8" });
    assert.ok(Number(stored) >= 1, "the row stands in the real database");
    assertQuiet(complaints);
    await context.close();
  });
}

test("after sending, the dossier is locked and its receipt is there on the next visit", async () => {
  const { page, context } = await openPage(receiver.url);
  await fillAll(page);
  await button(page, "VALIDER").click();
  await button(page, "Envoyer la demande").click();
  await onStep(page, /Demande (envoyée|transmise)/);
  const hash = new URL(page.url()).hash;
  await page.reload();
  await onStep(page, /Demande (envoyée|transmise)/);
  assert.equal(new URL(page.url()).hash, hash);
  await page.goto(page.url().replace(/\/recu$/, "/employeur"));
  await onStep(page, /L'Employeur/);
  const name = field(page, "Nom et prénom ou dénomination");
  assert.ok((await name.count()) === 0 || !(await name.isEditable()), "a sent dossier is not edited");
  await main(page).getByText(employer["Nom et prénom ou dénomination"]).or(name).first().waitFor();
  await context.close();
});

test("an address that changes while the page is still loading is followed", async () => {
  const { page, context } = await openPage(receiver.url);
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/guichet.wasm", async (route) => { await held; await route.continue(); });
  await page.reload({ waitUntil: "commit" });
  await page.waitForFunction(() => document.readyState === "complete");
  await page.evaluate(() => { location.hash = "#/nouvelle"; });
  await page.waitForTimeout(200);
  release();
  await onStep(page, "Créer une demande");
  await context.close();
});
