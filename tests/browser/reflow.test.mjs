// Every screen and state of the page from 320 px on, at any zoom, by finger or not: one column where there is no room for two, nothing
// beside the window, nothing cut, Tab in reading order, targets of 44 px.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { awake, settled } from "./exposed.mjs";
import { startFaultProxy } from "./fault-proxy.mjs";
import { closeBrowser, root, startReceiver } from "./harness.mjs";
import { layoutFaults } from "./layout.mjs";
import { walkContract, walkDossiers, walkForm, walkGallery, walkLife } from "./screens.mjs";

let receiver, proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => {
  await closeBrowser();
  await proxy.stop();
  await receiver.stop();
});

/// By finger: 400 % of a screen of 1280 × 1024, which is narrower and lower than any phone; a phone that lies, a tablet, a large screen.
const sizes = [[320, 256], [640, 320], [820, 1180], [1920, 1080]];

async function assertFits(page, name) {
  const session = await page.context().newCDPSession(page);
  for (const [width, height] of sizes) {
    await session.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await session.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    // What still sleeps has the room that the style sheet guesses, not its own.
    await settled(page);
    await awake(page);
    assert.deepEqual(await page.evaluate(layoutFaults), [], `${name}, ${width} × ${height}`);
  }
  await session.send("Emulation.clearDeviceMetricsOverride");
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: false });
  await session.detach();
}

test("every screen and state of the form fits from 320 px on, in reading order, with targets of 44 px", async () => {
  let count = 0;
  await walkForm(proxy, async (page, name) => { await assertFits(page, name); ++count; });
  assert.ok(count > 25, `only ${count} states`);
});

test("so does what is kept, sent or read", async () => {
  let count = 0;
  await walkDossiers(proxy, async (page, name) => { await assertFits(page, name); ++count; });
  assert.ok(count > 15, `only ${count} states`);
});

test("so does what comes after the sending, and a contract with its tables", async () => {
  let count = 0;
  const visit = async (page, name) => { await assertFits(page, name); ++count; };
  await walkLife({ proxy, receiver }, visit);
  await walkContract(proxy, visit);
  assert.ok(count > 22, `only ${count} states`);
});

test("so does every widget in every state, in the gallery of the tests' build", async () => {
  const gallery = await startReceiver({ site: process.env.GUICHET_DEBUG_SITE ?? path.join(root, "build/dist-debug") });
  let count = 0;
  await walkGallery(gallery.url, async (page, name) => { await assertFits(page, name); ++count; });
  assert.ok(count > 12, `only ${count} sections`);
  await gallery.stop();
});
