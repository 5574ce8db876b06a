// What has the focus is seen: a ring all around it on every kind of control, wherever it stands, and never under anything.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDossier } from "./complete.mjs";
import { settled } from "./exposed.mjs";
import { closeBrowser, openPage, startReceiver } from "./harness.mjs";

let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

const focusIs = (page, id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);

/// Pixels of the clip that differ by a contrast of 3 at least between two pictures.
const changed = (page, pictures) => page.evaluate(async (given) => {
  const [one, other] = await Promise.all(given.map(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "image/png" }));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  }));
  const part = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = (data, at) => 0.2126 * part(data[at]) + 0.7152 * part(data[at + 1]) + 0.0722 * part(data[at + 2]);
  let count = 0;
  for (let at = 0; at < one.length; at += 4) {
    const [a, b] = [light(one, at), light(other, at)];
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= 3) ++count;
  }
  return count;
}, pictures.map((picture) => picture.toString("base64")));

/// Every control of the page or of the dialog in front: with the focus, a ring of 2 px at least all around it, 3 to 1 on what was there.
async function assertRings(page, where) {
  await page.keyboard.press("Tab"); // from now on the focus is the keyboard's
  const ids = await page.evaluate(() => [...(document.querySelector("dialog:modal") ?? document.getElementById("guichet"))
    .querySelectorAll(":is(a[href], button, input, select, textarea, summary):not(.r-skip-link)")]
    .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)
    .map((one, place) => (one.id ||= `ring-${place}`)));
  for (const id of ids) {
    await page.evaluate((name) => document.getElementById(name).focus(), id);
    await settled(page);
    const { box, visible, typed } = await page.evaluate((name) => {
      const one = document.getElementById(name);
      const { x, y, width, height } = one.getBoundingClientRect();
      return { box: { x, y, width, height }, visible: one.matches(":focus-visible"), typed: one.matches(":is(input:not([type=checkbox], [type=radio], [type=file]), textarea, select)") };
    }, id);
    assert.ok(visible, `${where}: ${id} does not take the focus`);
    const { width, height } = page.viewportSize();
    const clip = { x: Math.max(0, box.x - 8), y: Math.max(0, box.y - 8) };
    clip.width = Math.min(width, box.x + box.width + 8) - clip.x;
    clip.height = Math.min(height, box.y + box.height + 8) - clip.y;
    const focused = await page.screenshot({ clip, caret: "hide" });
    await page.evaluate(() => document.activeElement.blur());
    await settled(page);
    const left = await page.screenshot({ clip });
    const count = await changed(page, [focused, left]);
    // Check boxes and radios: around the mark, of 24 px in 44.
    const around = typed || box.width !== 44 || box.height !== 44 ? 2 * (Math.min(box.width, clip.width) + Math.min(box.height, clip.height)) : 96;
    assert.ok(count >= 2 * around * 0.9, `${where}: ${id}: ${count} pixels changed for a ring around ${Math.round(around)}`);
  }
  return ids.length;
}

for (const [mode, options] of [["painted", {}], ["painted, dark", { colorScheme: "dark" }], ["painted, 320 px", { viewport: { width: 320, height: 640 } }], ["plain HTML, 320 px", { viewport: { width: 320, height: 640 } }]]) {
  test(`what has the focus has a ring all around it (${mode})`, async () => {
    const { page, context } = await openPage(mode.startsWith("plain") ? `${receiver.url}?html=1` : receiver.url, options);
    await openDossier(page, "formation");
    let count = await assertRings(page, "the training");
    if (mode === "painted") {
      await page.evaluate(() => document.querySelector("[id^='chercher-']").click());
      await focusIs(page, "recherche-siret");
      count += await assertRings(page, "the dialog");
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !document.querySelector("dialog"));
      for (const [hash, ready] of [["#/", "[id^='renommer-']"], ["/stagiaires", "table, [role=table]"], ["/pieces", "[type=file]"]]) {
        await page.evaluate((to) => { location.hash = to.startsWith("#") ? to : `#/dossiers/00000000-0000-4000-8000-000000000000${to}`; }, hash);
        await page.locator(ready).first().waitFor();
        await settled(page);
        count += await assertRings(page, hash);
      }
    }
    assert.ok(count >= 25, `${count} controls`);
    await context.close();
  });
}

test("what has the focus is never under the message at the foot of the window", async () => {
  const { page, context } = await openPage(receiver.url, { viewport: { width: 640, height: 420 } });
  await openDossier(page, "stagiaires");
  await page.getByRole("button", { name: /^Supprimer .*Lefèvre/ }).click();
  await page.locator("#message").waitFor();
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  let stops = 0;
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let presses = 0; presses < 40; ++presses) {
      await page.keyboard.press(key);
      const hidden = await page.evaluate(() => {
        const one = document.activeElement;
        if (one === document.body || one.closest("#message, .r-skip-link")) return "";
        const box = one.getBoundingClientRect();
        const message = document.getElementById("message").getBoundingClientRect();
        const apart = box.bottom <= message.top || box.top >= message.bottom || box.right <= message.left || box.left >= message.right;
        return apart && box.top >= 0 && box.bottom <= innerHeight ? "seen" : `${one.id} ${one.textContent} ${box.top} to ${box.bottom}, the message from ${message.top}`;
      });
      if (hidden === "seen") ++stops;
      else assert.equal(hidden, "", key);
    }
  }
  assert.ok(stops > 15, `${stops} stops`);
  await context.close();
});
