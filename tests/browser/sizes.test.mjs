// From 320 px to 4K, at every zoom and density, with larger text or wider spacing, on a phone that is turned and under its keyboard:
// one page, with nothing lost, nothing cut, nothing too small for a finger, and a picture that is whole and sharp.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { openDossier } from "./complete.mjs";
import { settled } from "./exposed.mjs";
import { layoutFaults } from "./layout.mjs";
import { closeBrowser, field, launchProfile, openPage, ready, startReceiver } from "./harness.mjs";
import { fill, startRequest } from "./steps.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

/// The canvas covers what of the page is in the window, and all controls there are in its last frame.
const picture = (page) => page.evaluate(() => {
  const canvas = document.getElementById("canvas");
  const { top, bottom, left, right } = canvas.getBoundingClientRect();
  const painted = new Set(window.__guichet.paintedControls().map((one) => one.element));
  const missing = [...document.querySelectorAll("#guichet :is(a[href], button, input, select, textarea, summary):not(.r-skip-link)")].filter((one) => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility() && box.width > 2 && box.top >= 0 && box.bottom <= innerHeight && !painted.has(one);
  });
  const page = document.getElementById("guichet").getBoundingClientRect();
  return {
    painted: window.__guichet.isPainted(),
    covers: top <= Math.max(0, page.top) + 1 && bottom >= Math.min(innerHeight, page.bottom) - 1 && left <= 0 && right >= document.documentElement.clientWidth - 1,
    span: [top, bottom, innerHeight],
    missing: missing.map((one) => one.id),
    sharpness: canvas.width / (right - left),
    pixels: canvas.width * canvas.height,
    drawn: [canvas.getContext("webgl2").drawingBufferWidth / canvas.width, canvas.getContext("webgl2").drawingBufferHeight / canvas.height],
  };
});

// CSS pixels are the screen's divided by zoom; density is the screen's times zoom.
for (const [what, width, height, density, sharp] of [
  ["zoom 50 %", 2560, 1600, 0.5, 0.5], ["zoom 400 %", 320, 200, 4, 4], ["a phone of density 3", 390, 844, 3, 3], ["4K, density 1", 3840, 2160, 1, 1],
  ["4K at 150 %", 2560, 1440, 1.5, 1.5], ["5K", 2560, 1440, 2, 2], ["4K, density 3", 3840, 2160, 3, 1.2],
]) {
  test(`the picture is whole in the window: ${what}`, async () => {
    const { page, context } = await openPage(receiver.url, { viewport: { width, height }, deviceScaleFactor: density });
    await openDossier(page, "formation");
    for (const part of [0, 0.5, 1]) {
      await page.evaluate((at) => scrollTo({ top: at * (document.documentElement.scrollHeight - innerHeight), behavior: "instant" }), part);
      await settled(page);
      const seen = await picture(page);
      assert.ok(seen.painted && seen.covers, `${what}, at ${part}: ${JSON.stringify(seen)}`);
      assert.deepEqual(seen.missing, [], `${what}, at ${part}`);
      assert.deepEqual(await page.evaluate(layoutFaults), [], what);
      assert.ok(seen.sharpness >= sharp * 0.999, `${what}: ${seen.sharpness} pixels of the picture to a CSS pixel`);
      assert.ok(seen.pixels <= 24_100_000, `${what}: ${seen.pixels} pixels`);
      assert.deepEqual(seen.drawn, [1, 1], "graphics gave less than was asked for");
    }
    await context.close();
  });
}

/// How many of the pixels of two pictures differ; 1 when their sizes do.
const differing = (page, pictures) => page.evaluate(async (given) => {
  const [one, two] = await Promise.all(given.map(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "image/png" }));
    const drawn = new OffscreenCanvas(image.width, image.height).getContext("2d");
    drawn.drawImage(image, 0, 0);
    return drawn.getImageData(0, 0, image.width, image.height);
  }));
  if (one.data.length !== two.data.length) return 1;
  let count = 0;
  for (let at = 0; at < one.data.length; at += 4) if (Math.abs(one.data[at] - two.data[at]) > 32) ++count;
  return count / (one.width * one.height);
}, pictures.map((picture) => picture.toString("base64")));

test("a window moved to another screen is painted as sharp as one opened there", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "guichet-screens-"));
  const context = await launchProfile(folder, {
    viewport: null,
    args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--screen-info={1280x900}{1280x900 devicePixelRatio=2}"],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(receiver.url);
  await ready(page);
  await openDossier(page, "formation");
  const session = await context.newCDPSession(page);
  const { windowId } = await session.send("Browser.getWindowForTarget");
  const shot = async () => {
    await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
    await settled(page);
    return page.screenshot();
  };
  for (const [left, density] of [[1400, 2], [20, 1]]) {
    await session.send("Browser.setWindowBounds", { windowId, bounds: { left, top: 20, width: 1000, height: 700 } });
    await page.waitForFunction((wanted) => devicePixelRatio === wanted, density);
    const moved = await shot();
    const { sharpness, covers, missing } = await picture(page);
    assert.ok(Math.abs(sharpness - density) < 0.01 && covers, `${density}: ${sharpness}`);
    assert.deepEqual(missing, []);
    await page.reload();
    await page.locator("#etape").waitFor();
    await settled(page);
    const part = await differing(page, [moved, await shot()]);
    assert.ok(part < 0.0005, `density ${density}: ${part} of the pixels differ`);
  }
  await context.close();
  await rm(folder, { recursive: true, force: true });
});

test("enlarged by two fingers, the picture is made sharper, and as it was when they are done", async () => {
  const { page, context } = await openPage(receiver.url, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
  await openDossier(page, "formation");
  const session = await context.newCDPSession(page);
  for (const [scale, least, most] of [[1, 2, 2], [2, 4, 4], [4, 4.8, 8], [1, 2, 2]]) {
    await session.send("Emulation.setPageScaleFactor", { pageScaleFactor: scale });
    await page.waitForFunction((wanted) => Math.abs(visualViewport.scale - wanted) < 0.01, scale);
    await settled(page);
    const { sharpness, missing, pixels } = await picture(page);
    assert.ok(sharpness >= least - 0.01 && sharpness <= most + 0.01, `${scale}: ${sharpness}`);
    assert.deepEqual(missing, []);
    assert.ok(pixels < 13_000_000, `${pixels} pixels`);
  }
  await context.close();
});

for (const size of [24, 12]) {
  test(`a person's own text size of ${size} px moves all there is, and loses nothing`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "guichet-size-"));
    await mkdir(path.join(folder, "Default"));
    await writeFile(path.join(folder, "Default/Preferences"), JSON.stringify({ webkit: { webprefs: { default_font_size: size } } }));
    const context = await launchProfile(folder);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(receiver.url);
    await ready(page);
    await openDossier(page, "formation");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), `${size}px`);
    const sizeOf = (selector) => page.evaluate((one) => parseFloat(getComputedStyle(document.querySelector(one)).fontSize), selector);
    assert.equal(await sizeOf("[id='formation.intitule']"), Math.max(16, size));
    for (const [selector, rem] of [["#suivant", 1], ["label", 1], [".r-hint", 0.875], ["h1", 2]]) assert.equal(await sizeOf(selector), rem * size, selector);
    const control = await page.locator("#suivant").boundingBox();
    assert.ok(control.height >= 2.75 * size, "buttons grow with their text");
    const session = await context.newCDPSession(page);
    for (const width of [320, 640, 1280]) {
      await session.send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false });
      await settled(page);
      assert.deepEqual(await page.evaluate(layoutFaults), [], `${width} px`);
      const seen = await picture(page);
      assert.ok(seen.painted && seen.covers, JSON.stringify(seen));
      assert.deepEqual(seen.missing, []);
    }
    await context.close();
    await rm(folder, { recursive: true, force: true });
  });
}

/// WCAG 1.4.12, as the bookmarklets set it.
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

test("a person's own spacing or font is shown by the page itself, in plain HTML, with nothing lost; taken back, the picture returns", async () => {
  const { page, context } = await openPage(receiver.url);
  await openDossier(page, "formation");
  const isPainted = (wanted) => page.waitForFunction((now) => window.__guichet.isPainted() === now, wanted);
  await page.locator("[id='formation.intitule']").click();
  await page.keyboard.type("é");
  for (const style of [spacing, "* { font-family: serif !important; }"]) {
    await isPainted(true);
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, style);
    await isPainted(false);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector("h1")).color), "rgba(0, 0, 0, 0)");
    assert.equal(await page.evaluate(() => document.activeElement.id), "formation.intitule", "the focus stays");
    const session = await context.newCDPSession(page);
    for (const width of [320, 1280]) {
      await session.send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false });
      assert.deepEqual(await page.evaluate(layoutFaults), [], `${width} px`);
    }
    await session.send("Emulation.clearDeviceMetricsOverride");
    await page.evaluate(() => { document.adoptedStyleSheets = []; });
  }
  await isPainted(true);
  await settled(page);
  assert.deepEqual((await picture(page)).missing, []);
  await context.close();
});

const inView = (page, id) => page.evaluate((name) => {
  const one = document.getElementById(name);
  const { offsetTop, height } = visualViewport;
  return [one, document.querySelector(`label[for="${CSS.escape(name)}"]`), document.getElementById(`${name}-error`)].filter(Boolean).map((part) => {
    const box = part.getBoundingClientRect();
    return box.top >= offsetTop && box.bottom <= offsetTop + height ? "seen" : `${part.localName}: ${box.top} to ${box.bottom} of ${height}`;
  });
}, id);

test("a phone that is turned keeps what is being written, its place and its picture", async () => {
  const { page, context } = await openPage(receiver.url, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
  await startRequest(page);
  await field(page, "Commune").tap();
  await page.keyboard.type("Bœrsch");
  for (const [width, height] of [[844, 390], [390, 844]]) {
    await page.setViewportSize({ width, height });
    await settled(page);
    assert.deepEqual(await page.evaluate(() => [document.activeElement.id, document.activeElement.value]), ["employeur.commune", "Bœrsch"]);
    assert.deepEqual([...new Set(await inView(page, "employeur.commune"))], ["seen"], `${width} × ${height}`);
    const seen = await picture(page);
    assert.ok(seen.covers, JSON.stringify(seen));
    // The field in focus is the browser's own.
    assert.deepEqual(seen.missing.filter((id) => id !== "employeur.commune"), []);
    assert.deepEqual(await page.evaluate(layoutFaults), []);
  }
  await page.keyboard.type(" (67)");
  assert.equal(await field(page, "Commune").inputValue(), "Bœrsch (67)");
  await context.close();
});

test("the touch keyboard never hides the field in use, nor its label, nor what is told of it", async () => {
  const { page, context } = await openPage(receiver.url, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
  await startRequest(page);
  await fill(page, "SIRET", "123");
  await fill(page, "E-Mail", "contact");
  for (const [name, id] of [["SIRET", "employeur.siret"], ["E-Mail", "employeur.email"], ["Téléphone", "employeur.telephone"]]) {
    const control = field(page, name);
    // At the foot of the window, where the keyboard will be.
    await control.evaluate((one) => one.scrollIntoView({ block: "end", behavior: "instant" }));
    await control.tap();
    await page.setViewportSize({ width: 390, height: 844 - 340 });
    await page.waitForFunction((wanted) => {
      const box = document.getElementById(wanted).getBoundingClientRect();
      return box.top >= 0 && box.bottom <= visualViewport.height;
    }, id);
    assert.deepEqual([...new Set(await inView(page, id))], ["seen"], name);
    // With the keyboard there, the next field is brought up too.
    await page.keyboard.press("Tab");
    await settled(page);
    assert.deepEqual([...new Set(await inView(page, await page.evaluate(() => document.activeElement.id)))], ["seen"], `after ${name}`);
    await page.setViewportSize({ width: 390, height: 844 });
  }
  await context.close();
});
