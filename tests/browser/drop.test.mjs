// Files dropped on a zone are taken as if they had been chosen; held over it, that is seen; dropped beside it, nothing happens, and above
// all the browser does not open them in the place of the page. Dragged by the browser's own input, as from the desktop.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { settled } from "./exposed.mjs";
import { pdfFile } from "./fixture.mjs";
import { closeBrowser, openPage, root, startReceiver, stored } from "./harness.mjs";
import { main, onStep, startRequest } from "./steps.mjs";

const { palettes } = JSON.parse(await readFile(path.join(root, "assets/theme.json"), "utf8"));
let receiver;
before(async () => { receiver = await startReceiver(); });
after(async () => { await closeBrowser(); await receiver.stop(); });

const isPlain = Boolean(process.env.GUICHET_PLAIN);

/// A hand that holds these files, and moves.
async function hand(page, files) {
  const cdp = await page.context().newCDPSession(page);
  const send = (type, [x, y]) => cdp.send("Input.dispatchDragEvent", { type, x, y, data: { items: [], files, dragOperationsMask: 1 } });
  return {
    enter: async (at) => { await send("dragEnter", at); await send("dragOver", at); await settled(page); },
    over: async (at) => { await send("dragOver", at); await send("dragOver", at); await settled(page); },
    drop: (at) => send("drop", at),
    leave: (at) => send("dragCancel", at),
  };
}

/// What the screen shows there, as #rrggbb.
async function colourAt(page, [x, y]) {
  const shot = await page.screenshot({ clip: { x, y, width: 2, height: 2 } });
  return page.evaluate(async (base64) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "image/png" }));
    const context = new OffscreenCanvas(2, 2).getContext("2d");
    context.drawImage(image, 0, 0);
    return `#${[...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
  }, shot.toString("base64"));
}

test("files dropped on a zone are taken, each by its name; held over it, the zone shows it; beside it they change nothing", async () => {
  const { page, context, complaints } = await openPage(receiver.url);
  await startRequest(page);
  await page.getByRole("navigation").getByRole("link", { name: /pi[eè]ces jointes/ }).first().click();
  await onStep(page, /pi[eè]ces jointes/);
  const zone = page.getByLabel("Programme de l'action", { exact: true });
  await zone.scrollIntoViewIfNeeded();
  // What the page lets the browser show at the pointer.
  await page.evaluate(() => { addEventListener("dragover", (event) => { window.effect = event.dataTransfer.dropEffect; }); });
  const box = await zone.boundingBox();
  const inside = [box.x + box.width / 2, box.y + 14];
  const corner = [box.x + 12, box.y + box.height / 2];
  const beside = [box.x + box.width / 2, box.y - 60];
  const light = palettes.light;
  await page.mouse.move(2, 2);
  await settled(page);
  assert.equal(await colourAt(page, corner), light.surface, "before");

  const note = path.join(path.dirname(pdfFile()), "notes.txt");
  await writeFile(note, "du texte");
  const held = await hand(page, [pdfFile("programme.pdf"), pdfFile("annexe.pdf", "une autre"), note]);
  await held.enter(inside);
  assert.equal(await page.evaluate(() => window.effect), "copy");
  if (!isPlain) assert.equal(await colourAt(page, corner), light.accent_soft, "held over the zone");
  await held.over(beside);
  assert.equal(await page.evaluate(() => window.effect), "none");
  assert.equal(await colourAt(page, corner), light.surface, "held beside it");
  await held.over(inside);
  await held.drop(inside);
  const files = main(page).getByRole("list", { name: /Programme de l'action\s: fichiers déposés/ });
  await files.getByText("programme.pdf").waitFor();
  await files.getByText("annexe.pdf").waitFor();
  await main(page).getByText(/notes\.txt/).first().waitFor();
  await main(page).getByText(/type accepté/).first().waitFor();
  assert.equal(await files.getByText("notes.txt").count(), 0, "what is not accepted is told, and not taken");
  await settled(page);
  const there = await zone.boundingBox();
  assert.equal(await colourAt(page, [there.x + 12, there.y + there.height / 2]), light.surface, "after");

  // Beside every zone, on the page's own ground.
  const address = page.url();
  const other = await hand(page, [pdfFile("perdu.pdf", "perdu")]);
  await other.enter([5, 300]);
  await other.drop([5, 300]);
  await settled(page);
  assert.equal(page.url(), address);
  assert.equal(await page.getByText("perdu.pdf").count(), 0);
  await files.getByText("programme.pdf").waitFor();
  // What was dropped is kept as what is chosen.
  await stored(page, "annexe.pdf");
  await page.reload();
  await onStep(page, /pi[eè]ces jointes/);
  await files.getByText("annexe.pdf").waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
