// The journey and the keyboard's journey once more, as somebody who has chosen plain HTML: the same tests, and no picture.
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { closeBrowser, openPage, startReceiver } from "./harness.mjs";

process.env.GUICHET_PLAIN = "1";

test("plain HTML it is", async () => {
  const receiver = await startReceiver();
  const { page, context } = await openPage(receiver.url);
  assert.equal(await page.evaluate(() => window.__guichet.isPainted()), false);
  assert.equal(await page.evaluate(() => window.__guichet.frames()), 0);
  await context.close();
  await receiver.stop();
});

await import("./journey.test.mjs");
await import("./keyboard.test.mjs");
after(closeBrowser);
