// Frames: none without a cause, one for an event; the picture survives a lost context, follows density, and
// stands where the controls stand.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { settled } from "./exposed.mjs";
import { button, closeBrowser, field, frames, openPage, putDossiers, root, startReceiver } from "./harness.mjs";
import { fill, main, onStep, startRequest } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

test("0 frames in 10 idle seconds, with a field in focus too", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await field(page, "Adresse").click();
  await page.keyboard.type("24 AVE");
  await page.waitForTimeout(1500);
  const before = await frames(page);
  assert.ok(before > 0, "nothing was ever painted");
  await page.waitForTimeout(10_000);
  assert.equal(await frames(page), before);
  await context.close();
});

test("hovering a button is one frame, and a key in a field at most one", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await page.mouse.move(2, 2);
  await page.waitForTimeout(600);
  let before = await frames(page);
  await button(page, "SUIVANT").hover();
  await page.waitForTimeout(300);
  assert.ok((await frames(page)) - before <= 2, "hover"); // scrolling it into view may re-anchor the canvas once
  await field(page, "Adresse").click();
  await page.keyboard.type("2");
  await page.waitForTimeout(600);
  before = await frames(page);
  await page.keyboard.type("4");
  await page.waitForTimeout(150);
  assert.ok((await frames(page)) - before <= 1, "a key");
  await context.close();
});

test("a lost WebGL context in the middle of typing loses nothing, and the picture comes back", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await field(page, "Adresse").click();
  await page.keyboard.type("24 AVE");
  await page.evaluate(() => {
    const gl = document.getElementById("canvas").getContext("webgl2");
    window.loser = gl.getExtension("WEBGL_lose_context");
    window.loser.loseContext();
  });
  await page.waitForTimeout(200);
  await page.keyboard.type(" DE HOLLANDE");
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  const before = await frames(page);
  await page.evaluate(() => window.loser.restoreContext());
  await page.waitForTimeout(500);
  assert.ok((await frames(page)) > before, "no frame after the context came back");
  assert.ok(await page.evaluate(() => document.documentElement.classList.contains("painted")));
  await context.close();
});

/// Where the dark ink of a picture begins and ends: left, right, top, bottom.
const ink = (page, picture) => page.evaluate(async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context2d = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context2d.drawImage(image, 0, 0);
  const { data, width: w, height: h } = context2d.getImageData(0, 0, image.width, image.height);
  let left = w, right = -1, top = h, bottom = -1;
  for (let y = 0; y < h; ++y) {
    for (let x = 0; x < w; ++x) {
      const at = 4 * (y * w + x);
      if (data[at] + data[at + 1] + data[at + 2] < 360) {
        left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
      }
    }
  }
  return [left, right, top, bottom];
}, picture.toString("base64"));

const withoutCaret = (page) => page.evaluate(() => { // a sheet of the page's own making, which its policy allows
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("input { caret-color: transparent !important; }");
  document.adoptedStyleSheets = [sheet];
});

/// The picture of the value, as it is painted, against the browser's own, which is seen when the field is in focus.
async function assertSameInk(page, control, density, where) {
  const box = await control.boundingBox();
  const clip = { x: box.x + 4, y: box.y + 4, width: Math.min(box.width - 8, 200), height: box.height - 8 };
  const painted = await ink(page, await page.screenshot({ clip }));
  await control.evaluate((one) => one.focus({ preventScroll: true }));
  await page.evaluate(() => document.activeElement.setSelectionRange(0, 0));
  await settled(page);
  const shown = await ink(page, await page.screenshot({ clip }));
  assert.ok(painted[1] > 0, `no ink was painted ${where}`);
  for (let side = 0; side < 4; ++side) {
    assert.ok(Math.abs(painted[side] - shown[side]) <= Math.ceil(density), `ink ${painted} against ${shown} ${where}`);
  }
}

for (const [width, height, density] of [[1280, 800, 1], [1280, 800, 1.25], [1280, 800, 1.5], [390, 844, 2], [390, 844, 3], [320, 640, 1]]) {
  test(`the painted value stands where the focused field shows it (${width} px, density ${density})`, async () => {
    const { page, context } = await openPage(receiver.url, { viewport: { width, height }, deviceScaleFactor: density });
    await startRequest(page);
    await fill(page, "Adresse", "HHHHHHHHHH");
    await page.mouse.move(2, 2);
    const control = field(page, "Adresse");
    await control.scrollIntoViewIfNeeded();
    await withoutCaret(page);
    await settled(page);
    await assertSameInk(page, control, density, "");
    await context.close();
  });
}

test("a long page scrolls with its picture: the painted value stays on its control, wherever the page is", async () => {
  const { page, context } = await openPage(receiver.url, { viewport: { width: 1280, height: 500 } });
  await startRequest(page);
  const control = field(page, "Commune");
  await fill(page, "Commune", "HHHHHHHHHH");
  await withoutCaret(page);
  await page.mouse.move(2, 2);
  const seen = [];
  for (const [part, where] of [[0.8, "near the bottom of the window"], [0.5, "in its middle"], [0.2, "near its top"], [0.6, "scrolled back"]]) {
    await page.evaluate(() => document.activeElement.blur());
    await control.evaluate((one, share) => {
      const { top, height } = one.getBoundingClientRect();
      scrollTo({ top: scrollY + top + height / 2 - share * innerHeight, behavior: "instant" });
    }, part);
    await settled(page);
    seen.push(await page.evaluate(() => Math.round(scrollY)));
    await assertSameInk(page, control, 1, where);
  }
  assert.equal(new Set(seen).size, 4, `the page was scrolled to ${seen}`);
  // To the end and back: the picture is made anew for where nothing was painted yet, and again stands on the controls.
  for (const share of [1, 0]) {
    await page.evaluate((at) => { document.activeElement.blur(); scrollTo({ top: at * document.documentElement.scrollHeight, behavior: "instant" }); }, share);
    await settled(page);
  }
  await control.evaluate((one) => one.scrollIntoView({ block: "center", behavior: "instant" }));
  await settled(page);
  await assertSameInk(page, control, 1, "after the whole page was seen");
  await context.close();
});

test("a dialog is painted above the page", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await page.getByRole("navigation").getByRole("link", { name: /La Formation/ }).or(page.getByRole("navigation").getByRole("button", { name: /La Formation/ })).first().click();
  await onStep(page, /La Formation/);
  await button(page, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION").click();
  await page.getByRole("dialog").waitFor();
  await page.waitForTimeout(300);
  const dialog = page.getByRole("dialog");
  const heading = await dialog.getByRole("heading").first().boundingBox();
  const picture = await page.screenshot({ clip: heading });
  const dark = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context2d = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context2d.drawImage(image, 0, 0);
    const { data } = context2d.getImageData(0, 0, image.width, image.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) count += data[at] + data[at + 1] + data[at + 2] < 300 ? 1 : 0;
    return count;
  }, picture.toString("base64"));
  assert.ok(dark > 50, "the dialog's title is not painted");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await main(page).getByRole("heading", { level: 1 }).waitFor();
  await context.close();
});

test("of 200 stagiaires, those in the window are painted whole, wherever it stands and after a visit to one of them", async () => {
  const { page, context } = await openPage(receiver.url);
  const dossier = JSON.parse(await readFile(path.join(root, "tests/browser/dossier-complet.json"), "utf8"));
  const { nir, ...model } = dossier.reponses.stagiaires[0];
  dossier.reponses.stagiaires = Array.from({ length: 200 }, (_, n) => ({ ...model, id: `r${n + 1}`, nom: `Nom${n + 1}` }));
  await putDossiers(page, [dossier]);
  await page.reload();
  const list = `#/dossiers/${dossier.id}/stagiaires`;
  await page.evaluate((hash) => { location.hash = hash; }, list);
  await onStep(page, /stagiaire/);
  await page.getByRole("table").waitFor();
  // What stands in the window and is a control must be among what the last frame painted.
  const unpainted = () => page.evaluate(() => {
    const painted = new Set(window.__guichet.paintedControls().map((one) => one.element));
    const seen = [...document.querySelectorAll("#guichet tbody :is(a, button)")].filter((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    return { seen: seen.length, missing: seen.filter((one) => !painted.has(one)).map((one) => one.id) };
  });
  const check = async (where) => {
    await page.waitForTimeout(300);
    const { seen, missing } = await unpainted();
    assert.ok(seen >= 15, `${where}: only ${seen} controls of rows in the window`);
    assert.deepEqual(missing, [], where);
  };
  await check("at the beginning");
  for (const part of [1, 0.5, 0.1]) {
    await page.evaluate((at) => scrollTo(0, at * (document.documentElement.scrollHeight - innerHeight) - (at === 1 ? 300 : 0)), part);
    await check(`at ${part} of the page`);
  }
  await page.getByRole("button", { name: /^Modifier .*Nom30\b/ }).or(page.getByRole("link", { name: /^Modifier .*Nom30\b/ })).first().click();
  await page.waitForFunction(() => location.hash.includes("/r30"));
  await page.waitForTimeout(300);
  await button(page, "Enregistrer et revenir à la liste").click();
  await page.getByRole("table").waitFor();
  await page.evaluate(() => scrollTo(0, 2500));
  await check("after a visit to one");
  await context.close();
});
