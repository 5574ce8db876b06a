// Every screen and state of filling a request, and the page before it can run: axe-core without a violation, in light and dark, wide
// and narrow, painted and plain; every control that is painted stands in the browser's accessibility tree with its role and its name,
// and nothing else does. What comes after is in accessibility-dossiers.test.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startFaultProxy } from "./fault-proxy.mjs";
import { closeBrowser, openPage, startReceiver } from "./harness.mjs";
import { judge, testThatAllWasLookedAt, violations } from "./judged.mjs";
import { walkForm } from "./screens.mjs";
import { main } from "./steps.mjs";

let receiver;
let proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
});
after(async () => { await closeBrowser(); await proxy.stop(); await receiver.stop(); });

test("home, the five steps, rows, files, dialogs and toasts", async () => {
  const faults = [];
  await walkForm(proxy, judge(faults));
  assert.deepEqual(faults, []);
});

test("as plain HTML from the start, the screens have no violation and say the same", async () => {
  const { page, context } = await openPage(`${proxy.url}?html=1`);
  for (const hash of ["#/", "#/nouvelle", "#/a-propos", "#/accessibilite", "#/nulle-part"]) {
    await page.goto(`${proxy.url}?html=1${hash}`);
    await main(page).getByRole("heading", { level: 1 }).waitFor();
    assert.deepEqual(await violations(page), [], hash);
  }
  await context.close();
});

test("the page as it starts, refuses and stops has no violation", async () => {
  const { page, context } = await openPage(proxy.url, { serviceWorkers: "block" }); // or the held script would come from what is kept
  await page.evaluate(() => { document.getElementById("update").hidden = false; });
  assert.deepEqual(await violations(page), [], "a new version");
  await page.evaluate(() => { document.getElementById("update").hidden = true; });
  const only = (id) => page.evaluate((shown) => {
    for (const one of ["guichet", "refused", "crashed"]) document.getElementById(one).hidden = one !== shown;
    document.documentElement.classList.remove("painted");
  }, id);
  for (const id of ["refused", "crashed"]) {
    await only(id);
    assert.deepEqual(await violations(page), [], id);
  }
  // Held before its script runs.
  const held = await context.newPage();
  await held.route("**/main.js", () => {});
  await held.goto(proxy.url, { waitUntil: "commit" });
  await held.getByText("Chargement").first().waitFor();
  // A page of a second, with its name and its progress; a heading there would be taken for that of the first screen.
  assert.deepEqual((await violations(held)).filter((one) => !one.startsWith("page-has-heading-one")), [], "loading");
  await context.close();
});

testThatAllWasLookedAt(["aria-allowed-attr", "color-contrast", "target-size", "heading-order", "label", "page-has-heading-one", "region"], 35, 1200);
