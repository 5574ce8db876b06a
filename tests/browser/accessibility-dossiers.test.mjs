// Every screen and state of dossiers that are there: check, each state of sending, receipt, locked, drafts, two tabs, plain pages.
// Judged as in accessibility.test.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startFaultProxy } from "./fault-proxy.mjs";
import { closeBrowser, startReceiver } from "./harness.mjs";
import { judge, testThatAllWasLookedAt } from "./judged.mjs";
import { walkDossiers } from "./screens.mjs";

let receiver;
let proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => { await closeBrowser(); await proxy.stop(); await receiver.stop(); });

test("check of the answers, sending, receipt, drafts, plain pages, two tabs", async () => {
  const faults = [];
  await walkDossiers(proxy, judge(faults));
  assert.deepEqual(faults, []);
});

testThatAllWasLookedAt(["aria-allowed-attr", "color-contrast", "target-size", "heading-order", "label", "page-has-heading-one", "region"], 25, 600);
