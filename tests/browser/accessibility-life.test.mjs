// Every screen and state of what comes after the sending, of a contract, and of the gallery, where each widget stands in every state.
// Judged as in accessibility.test.mjs.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { startFaultProxy } from "./fault-proxy.mjs";
import { closeBrowser, root, startReceiver } from "./harness.mjs";
import { judge, testThatAllWasLookedAt } from "./judged.mjs";
import { walkContract, walkGallery, walkLife } from "./screens.mjs";

let receiver;
let proxy;
let gallery;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
  gallery = await startReceiver({ site: process.env.GUICHET_DEBUG_SITE ?? path.join(root, "build/dist-debug") });
});
after(async () => { await closeBrowser(); await proxy.stop(); await receiver.stop(); await gallery.stop(); });

test("outbox, given back, granted, paid, what follows, what is erased", async () => {
  const faults = [];
  await walkLife({ proxy, receiver }, judge(faults));
  assert.deepEqual(faults, []);
});

test("an apprenticeship contract: what fills in what, searched lists, tables that are computed", async () => {
  const faults = [];
  await walkContract(proxy, judge(faults));
  assert.deepEqual(faults, []);
});

test("the gallery: every widget in every state", async () => {
  const faults = [];
  await walkGallery(gallery.url, judge(faults));
  assert.deepEqual(faults, []);
});

testThatAllWasLookedAt(["aria-allowed-attr", "color-contrast", "target-size", "heading-order", "label", "page-has-heading-one", "region"], 35, 800);
