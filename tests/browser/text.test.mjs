// Text as French people type it: composed, pasted, undone; and the keyboard, which stays the browser's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, closeBrowser, field, openPage, startReceiver } from "./harness.mjs";
import { fill, main, onStep, next, startRequest } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

test("a dead key composes: ^ then e gives ê, in the field and in the dossier", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  const name = field(page, "Nom et prénom ou dénomination");
  await name.click();
  const keyboard = await context.newCDPSession(page);
  await keyboard.send("Input.insertText", { text: "For" });
  await keyboard.send("Input.imeSetComposition", { text: "^", selectionStart: 1, selectionEnd: 1 });
  await keyboard.send("Input.imeSetComposition", { text: "ê", selectionStart: 1, selectionEnd: 1 });
  await keyboard.send("Input.insertText", { text: "ê" });
  await keyboard.send("Input.insertText", { text: "t" });
  assert.equal(await name.inputValue(), "Forêt");
  await page.waitForTimeout(400);
  await page.reload();
  await onStep(page, /L'Employeur/);
  assert.equal(await field(page, "Nom et prénom ou dénomination").inputValue(), "Forêt");
  await context.close();
});

test("decomposed text that is pasted is stored composed, and undo brings back what was there", async () => {
  const { page, context } = await openPage(receiver.url, { permissions: ["clipboard-read", "clipboard-write"] });
  await startRequest(page);
  const place = field(page, "Commune");
  await place.click();
  await page.keyboard.type("Illzach");
  await page.evaluate(() => navigator.clipboard.writeText("Cha\u0302teau-d\u2019Œx « été » 12\u00a0€"));
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  assert.equal((await place.inputValue()).normalize("NFC"), "Château-d’Œx « été » 12\u00a0€");
  await page.keyboard.press("Control+z");
  assert.equal(await place.inputValue(), "Illzach");
  await context.close();
});

test("what cannot be read is kept to the letter, told under the field, and asked about where it has one likely meaning", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await fill(page, "SIRET", "831 352 976 00012");
  const wrong = field(page, "SIRET");
  assert.equal(await wrong.inputValue(), "831 352 976 00012");
  await page.waitForFunction((control) => control.getAttribute("aria-invalid") === "true", await wrong.elementHandle());
  const told = await wrong.evaluate((control) => control.getAttribute("aria-describedby").split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
  assert.match(told, /SIRET/);
  await next(page);
  const forward = button(page, /Continuer/);
  if (await forward.count()) await forward.click();
  await page.getByRole("link", { name: /La Formation/ }).or(page.getByRole("button", { name: /La Formation/ })).first().click();
  await onStep(page, /La Formation/);
  await fill(page, "Date de début", "3/4/27");
  await main(page).getByText(/03\/04\/2027/).first().waitFor();
  await main(page).getByRole("button", { name: /03\/04\/2027/ }).click();
  await page.waitForFunction(() => document.getElementById("formation.date_debut").value === "03/04/2027");
  await context.close();
});

test("Tab leaves the page at both ends and the browser keeps its keys", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await page.evaluate(() => {
    window.stolen = [];
    addEventListener("keydown", (event) => { if (event.defaultPrevented) window.stolen.push(event.key); });
  });
  await field(page, "Nom et prénom ou dénomination").click();
  for (const key of ["F12", "Control+l", "Control+p", "Control+f", "Control+0", "PageDown", "Backspace", "Tab"]) {
    await page.evaluate((name) => {
      const parts = name.split("+");
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {
        key: parts.at(-1), ctrlKey: parts.length > 1, bubbles: true, cancelable: true,
      }));
    }, key);
  }
  assert.deepEqual(await page.evaluate(() => window.stolen), []);
  let left = false;
  await page.evaluate(() => document.activeElement.blur());
  for (let press = 0; press < 120 && !left; ++press) {
    await page.keyboard.press("Tab");
    left = press > 3 && (await page.evaluate(() => document.activeElement === document.body || !document.hasFocus()));
  }
  assert.ok(left, "Tab never left the page");
  await context.close();
});
