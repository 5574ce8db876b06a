// Plain HTML when chosen, when colours are forced, when there are no graphics or they are lost; light and dark, contrast and
// motion as the person's system says, followed at once. Nothing typed is lost on the way from one to the other.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, closeBrowser, field, frames, launchWith, openPage, ready, root, startReceiver } from "./harness.mjs";
import { addTrainee, fill, main, onStep, startRequest } from "./steps.mjs";

const theme = JSON.parse(await readFile(path.join(root, "assets/theme.json"), "utf8"));
let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

const isPainted = (page) => page.evaluate(() => window.__guichet.isPainted() && document.documentElement.classList.contains("painted"));
const painted = (page) => page.waitForFunction(() => window.__guichet.isPainted());
const plain = (page) => page.waitForFunction(() => !window.__guichet.isPainted());
const choice = (page) => page.getByRole("checkbox", { name: "Affichage simplifié (sans dessin)" });

/// What the screen shows at that place, as #rrggbb.
async function colourAt(page, x, y) {
  // There is none while the browser makes itself a new GPU process.
  const shot = await page.screenshot({ clip: { x, y, width: 2, height: 2 } }).catch(() => undefined);
  if (!shot) return "";
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(2, 2).getContext("2d");
    context.drawImage(image, 0, 0);
    return `#${[...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
  }, shot.toString("base64"));
}

/// Waits until it shows that, or says what it shows.
async function shows(page, [x, y], wanted, what) {
  let seen = "";
  for (let tries = 0; tries < 40 && seen !== wanted; ++tries) {
    seen = await colourAt(page, x, y);
    if (seen !== wanted) await page.waitForTimeout(50);
  }
  assert.equal(seen, wanted, what);
}

test("plain HTML is chosen with the keyboard on any page, takes effect at once, is remembered, and is given up the same way", async () => {
  const { page, context } = await openPage(receiver.url);
  await painted(page);
  await startRequest(page);
  await fill(page, "Adresse", "24 AVE DE HOLLANDE");
  await choice(page).focus();
  await page.keyboard.press("Space");
  await plain(page);
  assert.ok(await choice(page).isChecked());
  assert.equal(await page.evaluate(() => document.activeElement.id), "affichage-simple", "the focus stays");
  assert.equal(await page.locator("#canvas").isVisible(), false);
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  assert.equal(await field(page, "Adresse").evaluate((one) => getComputedStyle(one).opacity), "1");
  const before = await frames(page);
  await fill(page, "Adresse", "25 AVE DE HOLLANDE");
  assert.equal(await frames(page), before, "nothing is painted any more");

  // Neither context nor fonts for the painter at the next visit.
  await page.addInitScript(() => {
    window.contexts = [];
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (...asked) {
      window.contexts.push(asked[0]);
      return real.apply(this, asked);
    };
  });
  await page.reload();
  await onStep(page, /L'Employeur/);
  assert.equal(await isPainted(page), false);
  assert.ok(await choice(page).isChecked());
  assert.deepEqual(await page.evaluate(() => window.contexts), []);
  assert.deepEqual(await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name, initiatorType }) =>
    name.endsWith(".ttf") && initiatorType === "fetch").map(({ name }) => name)), []);

  await choice(page).focus();
  await page.keyboard.press("Space");
  await painted(page);
  await page.waitForFunction(() => window.__guichet.frames() > 0);
  assert.deepEqual(await page.evaluate(() => [...new Set(window.contexts)].includes("webgl2")), true);
  assert.equal(await field(page, "Adresse").inputValue(), "25 AVE DE HOLLANDE");
  await page.reload();
  await onStep(page, /L'Employeur/);
  await painted(page);
  await context.close();
});

test("in plain HTML nothing is cut off, at 1280 and at 320 px, and every control has 44 px and its own look", async () => {
  for (const viewport of [{ width: 1280, height: 800 }, { width: 320, height: 640 }]) {
    const { page, context } = await openPage(`${receiver.url}?html=1`, { viewport });
    await startRequest(page);
    for (const name of [/L'Employeur/, /La Formation/, /stagiaire/, /pi[eè]ces jointes/, /Synthèse/]) {
      await page.getByRole("navigation").getByRole("link", { name }).first().click();
      await onStep(page, name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${name} scrolls sideways by ${wide} px at ${viewport.width}`);
      const low = await main(page).evaluate((one) => [...one.querySelectorAll("input:not([type=file]), select, button, textarea")]
        .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 44).map((control) => control.id));
      assert.deepEqual(low, [], `${name} at ${viewport.width}`);
      const bare = await main(page).evaluate((one) => [...one.querySelectorAll("input[type=text], select, textarea")]
        .filter((control) => !/Inter/.test(getComputedStyle(control).fontFamily) || getComputedStyle(control).borderTopWidth !== "1px"
          || getComputedStyle(control).opacity !== "1").map((control) => control.id));
      assert.deepEqual(bare, [], `${name} at ${viewport.width}`);
    }
    await context.close();
  }
});

test("dark, contrast and forced colours are followed while somebody types, in the picture and in plain HTML", async () => {
  const { page, context } = await openPage(receiver.url);
  await painted(page);
  await startRequest(page);
  await field(page, "Adresse").click();
  await page.keyboard.type("24 AVE");
  await page.evaluate(() => scrollTo(0, 0));
  const header = [640, 10];
  const ground = [5, 500];
  const palettes = [
    [{ colorScheme: "light", contrast: "no-preference" }, "light"], [{ colorScheme: "dark" }, "dark"],
    [{ contrast: "more" }, "contrast_dark"], [{ colorScheme: "light" }, "contrast_light"], [{ contrast: "no-preference" }, "light"],
  ];
  for (const [media, palette] of palettes) {
    await page.emulateMedia(media);
    await shows(page, header, theme.palettes[palette].surface, `the header in ${palette}`);
    await shows(page, ground, theme.palettes[palette].page, `the page in ${palette}`);
    assert.ok(await isPainted(page), palette);
    // The field in focus is the browser's own, in the same colours.
    const shown = await page.evaluate(() => getComputedStyle(document.activeElement).backgroundColor);
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(theme.palettes[palette].field.slice(at, at + 2), 16));
    assert.equal(shown, `rgb(${r}, ${g}, ${b})`, `the field in ${palette}`);
  }
  await page.emulateMedia({ forcedColors: "active" });
  await plain(page);
  await page.keyboard.type(" DE HOLL");
  await page.emulateMedia({ forcedColors: "none" });
  await painted(page);
  await page.keyboard.type("ANDE");
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await shows(page, header, theme.palettes.light.surface, "the header is painted again");

  await choice(page).check();
  await plain(page);
  await page.evaluate(() => scrollTo(0, 0));
  for (const [media, palette] of palettes) {
    await page.emulateMedia(media);
    await shows(page, header, theme.palettes[palette].surface, `the header of plain HTML in ${palette}`);
    await shows(page, ground, theme.palettes[palette].page, `plain HTML in ${palette}`);
  }
  await context.close();
});

test("begun in forced colours the page makes no graphics, and makes them when the colours are its own again", async () => {
  const { page, context } = await openPage(receiver.url, { forcedColors: "active" });
  assert.equal(await isPainted(page), false);
  assert.equal(await page.locator("#canvas").isVisible(), false);
  const heading = main(page).getByRole("heading", { level: 1 });
  assert.notEqual(await heading.evaluate((one) => getComputedStyle(one).color), "rgba(0, 0, 0, 0)");
  await startRequest(page);
  await page.emulateMedia({ forcedColors: "none" });
  await painted(page);
  await page.waitForFunction(() => window.__guichet.frames() > 0);
  await context.close();
});

const moves = (page) => page.evaluate(() => [document.getAnimations().length, getComputedStyle(document.documentElement).scrollBehavior,
  [...document.querySelectorAll("*")].filter((one) => {
    const { transitionDuration, animationName } = getComputedStyle(one);
    return animationName !== "none" || /[1-9]/.test(transitionDuration);
  }).map((one) => one.id || one.className).slice(0, 3)]);

for (const [when, options] of [["from the start", { reducedMotion: "reduce" }], ["asked for in the middle of a visit", {}]]) {
  test(`with reduced motion, ${when}, nothing moves by itself`, async () => {
    const { page, context } = await openPage(receiver.url, options);
    if (options.reducedMotion) assert.deepEqual(await moves(page), [0, "auto", []]);
    await startRequest(page);
    await field(page, "Adresse").click();
    await page.keyboard.type("24 AVE");
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.keyboard.type(" DE HOLLANDE");
    assert.deepEqual(await moves(page), [0, "auto", []]);
    await button(page, "SUIVANT").hover();
    await button(page, "SUIVANT").click();
    await page.getByRole("alert").first().waitFor();
    assert.deepEqual(await moves(page), [0, "auto", []]);
    assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
    await context.close();
  });
}

for (const [what, args] of [
  ["3D is forbidden (--disable-3d-apis)", ["--disable-3d-apis"]],
  ["there is no GPU and no software in its place", ["--disable-gpu", "--disable-software-rasterizer"]],
]) {
  test(`plain HTML, whole and usable, when ${what}`, async () => {
    const own = await launchWith(args);
    const context = await own.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 800 } });
    const { page, complaints } = await openPage(receiver.url, { context });
    assert.equal(await page.evaluate(() => document.createElement("canvas").getContext("webgl2")), null, "this browser paints after all");
    assert.equal(await isPainted(page), false);
    await startRequest(page);
    await fill(page, "Adresse", "24 AVE DE HOLLANDE");
    await page.getByRole("navigation").getByRole("link", { name: /stagiaire/ }).first().click();
    await onStep(page, /stagiaire/);
    await addTrainee(page);
    await page.getByRole("cell", { name: /Lefèvre/ }).or(page.getByText(/Lefèvre/)).first().waitFor();
    assert.deepEqual(complaints.filter((one) => one.startsWith("script")), []);
    await own.close();
  });
}

test("a context that is lost and does not come back leaves plain HTML, and every word typed", async () => {
  const { page, context } = await openPage(receiver.url);
  await painted(page);
  await startRequest(page);
  await fill(page, "Commune", "ILLZACH");
  await field(page, "Adresse").click();
  await page.keyboard.type("24 AVE");
  await page.evaluate(() => document.getElementById("canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext());
  await plain(page);
  await page.keyboard.type(" DE HOLLANDE");
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  assert.equal(await field(page, "Commune").evaluate((one) => getComputedStyle(one).opacity), "1", "its neighbours are seen");
  const heading = main(page).getByRole("heading", { level: 1 });
  assert.notEqual(await heading.evaluate((one) => getComputedStyle(one).color), "rgba(0, 0, 0, 0)");
  await page.getByRole("navigation").getByRole("link", { name: /La Formation/ }).first().click();
  await onStep(page, /La Formation/);
  await page.goBack();
  await onStep(page, /L'Employeur/);
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await context.close();
});

test("the GPU's process dies while somebody types: nothing is lost, and the page is seen", async () => {
  const { page, context } = await openPage(receiver.url);
  await painted(page);
  await startRequest(page);
  await field(page, "Adresse").click();
  await page.keyboard.type("24 AVE");
  const lost = page.evaluate(() => new Promise((resolve) => {
    document.getElementById("canvas").addEventListener("webglcontextlost", () => resolve(true), { once: true });
    setTimeout(() => resolve(false), 10_000);
  }));
  const session = await context.browser().newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess").catch(() => undefined);
  assert.ok(await lost, "the context was not lost");
  await page.keyboard.type(" DE HOLLANDE");
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  // Back in the picture, or plain: in either case the header is there.
  await shows(page, [640, 10], theme.palettes.light.surface, "the header");
  const seen = await page.waitForFunction(() => window.__guichet.isPainted()
    ? window.__guichet.paintedControls().length > 5 : getComputedStyle(document.querySelector("h1")).color !== "rgba(0, 0, 0, 0)");
  assert.ok(seen);
  await page.reload();
  await ready(page);
  assert.equal(await field(page, "Adresse").inputValue(), "24 AVE DE HOLLANDE");
  await context.close();
});
