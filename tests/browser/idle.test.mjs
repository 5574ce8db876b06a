// Idle is idle: on every screen no frame, no timer and no animation is due while nothing happens, and a hidden tab does nothing.
// What the page asks of the browser is counted by wrapping it before the page's own scripts run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startFaultProxy } from "./fault-proxy.mjs";
import { browser, closeBrowser, field, frames, openPage, startReceiver } from "./harness.mjs";
import { walkContract, walkDossiers, walkForm, walkLife } from "./screens.mjs";
import { startRequest } from "./steps.mjs";

/// Runs in the page, first: window.__due holds what waits to be called or answered, window.__called what was called. What the
/// database and the network still owe is due as a timer is: the picture follows their answer.
function watchTimers() {
  const due = new Map();
  const called = [];
  const frame = window.requestAnimationFrame.bind(window);
  window.__pictures = () => new Promise((resolve) => { frame(() => frame(resolve)); });
  window.__due = due;
  window.__called = called;
  const watch = (set, clear) => {
    const [begin, end] = [window[set], window[clear]];
    let number = 0;
    window[set] = (act, ...rest) => {
      const key = `${set} ${++number}`;
      const once = set !== "setInterval";
      const id = begin.call(window, (...given) => {
        if (once) due.delete(key);
        called.push(key);
        act(...given);
      }, ...rest);
      due.set(key, { id, set, delay: rest[0], from: new Error().stack });
      return id;
    };
    window[clear] = (id) => {
      for (const [key, one] of due) if (one.set === set && one.id === id) due.delete(key);
      end.call(window, id);
    };
  };
  watch("setTimeout", "clearTimeout");
  watch("setInterval", "clearInterval");
  watch("requestAnimationFrame", "cancelAnimationFrame");
  watch("requestIdleCallback", "cancelIdleCallback");

  let asked = 0;
  const begin = (what) => {
    const key = `${what} ${++asked}`;
    due.set(key, { set: what, from: new Error().stack });
    return () => { due.delete(key); };
  };
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function opened(...given) {
    const made = transaction.apply(this, given);
    const end = begin("transaction");
    for (const event of ["complete", "abort"]) made.addEventListener(event, end);
    return made;
  };
  for (const [holder, ...names] of [[window, "fetch"], [Response.prototype, "arrayBuffer", "json", "text"], [WebAssembly, "compile", "instantiate"]])
    for (const name of names) {
      const ask = holder[name];
      holder[name] = function asking(...given) {
        const answer = ask.apply(this, given);
        const end = begin(name);
        answer.then(end, end);
        return answer;
      };
    }
}

let receiver, proxy;
before(async () => {
  receiver = await startReceiver();
  proxy = await startFaultProxy({ target: receiver.url });
  const shared = await browser();
  const make = shared.newContext.bind(shared);
  shared.newContext = async (options) => {
    const context = await make(options);
    await context.addInitScript(watchTimers);
    return context;
  };
});
after(async () => {
  await closeBrowser();
  await proxy.stop();
  await receiver.stop();
});

/// Timers with a cause, each rung once: the page is kept for offline 2 s after its start, what was announced is taken away after 7 s,
/// the address of a download after a minute, and a page that a passphrase protects locks itself after a quarter of an hour.
const caused = [2_000, 7_000, 60_000, 900_000];

/// What is due, but for these delays.
const due = (page, known = caused) => page.evaluate((delays) => [
  ...[...window.__due.values()].filter((one) => !delays.includes(one.delay)).map((one) => `${one.set} ${one.delay} ${one.from}`),
  ...document.getAnimations().map((one) => `animation of ${one.effect?.target?.outerHTML.slice(0, 80)}`),
], known);

/// Two pictures of the browser's own go by first: what it tells with the next picture, as that the page was scrolled, is told by then.
async function nothingDue(page, where, known = caused) {
  await page.evaluate(() => window.__pictures());
  const end = Date.now() + 10_000;
  let left = await due(page, known);
  while (left.length && Date.now() < end) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    await page.evaluate(() => window.__pictures());
    left = await due(page, known);
  }
  assert.deepEqual(left, [], where);
}

/// Nothing is due, and nothing comes. The pointer goes to a corner first: where a control comes under a pointer that rests, the
/// browser tells of it some 100 ms later, and it is painted as hovered. What the browser tells late, on a machine that is busy, may
/// bring one picture more: the page then comes to rest after it.
async function assertRest(page, where) {
  await page.mouse.move(0, 0);
  let seen;
  for (let tries = 0; tries < 3; ++tries) {
    await nothingDue(page, where);
    const [painted, called] = [await frames(page), await page.evaluate(() => window.__called.length)];
    await new Promise((resolve) => { setTimeout(resolve, 250); });
    const more = await page.evaluate((known) => window.__called.slice(known), called);
    seen = [...await due(page), ...more.filter((one) => !one.startsWith("setTimeout")), ...Array(await frames(page) - painted).fill("frame")];
    if (!seen.length) return;
  }
  assert.deepEqual(seen, [], where);
}

/// These wait for something: an answer with its time limit, another try.
const waits = /under way|tried again|searching/;

test("nothing is due on any screen or state of the form", async () => {
  let count = 0;
  await walkForm(proxy, async (page, name) => {
    if (waits.test(name)) return;
    await assertRest(page, name);
    ++count;
  });
  assert.ok(count > 25, `only ${count} states`);
});

test("nothing is due on any screen or state of what is kept, sent or read", async () => {
  let count = 0;
  await walkDossiers(proxy, async (page, name) => {
    if (waits.test(name)) return;
    await assertRest(page, name);
    ++count;
  });
  assert.ok(count > 15, `only ${count} states`);
});

test("nothing is due on any screen or state of what comes after the sending, or of a contract", async () => {
  let count = 0;
  const visit = async (page, name) => {
    if (waits.test(name)) return;
    await assertRest(page, name);
    ++count;
  };
  await walkLife({ proxy, receiver }, visit);
  await walkContract(proxy, visit);
  assert.ok(count > 20, `only ${count} states`);
});

test("in 10 idle seconds with a field in focus and something written: no frame, no timer, nothing called", async () => {
  const { page, context } = await openPage(receiver.url);
  await startRequest(page);
  await field(page, "Adresse").click();
  await page.keyboard.type("24 AVE");
  await nothingDue(page, "after typing", []);
  const before = [await frames(page), await page.evaluate(() => window.__guichet.ticks()), await page.evaluate(() => window.__called.length)];
  await page.waitForTimeout(10_000);
  assert.deepEqual([await frames(page), await page.evaluate(() => window.__guichet.ticks()), await page.evaluate(() => window.__called.length)], before);
  assert.deepEqual(await due(page, []), []);
  await context.close();
});

/// A tab that playwright does not hold in the foreground: its own emulation of the focus would keep it visible.
async function plainTab(url) {
  const root = await (await browser()).newBrowserCDPSession();
  const { targetId } = await root.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await root.send("Target.attachToTarget", { targetId, flatten: false });
  const waiting = new Map();
  root.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    waiting.get(id)?.(result ?? error);
  });
  const send = (method, params = {}) => new Promise((resolve) => {
    const id = waiting.size + 1;
    waiting.set(id, resolve);
    void root.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
  });
  const evaluate = async (act, ...given) => {
    const { result, exceptionDetails } = await send("Runtime.evaluate", {
      expression: `(${act})(...${JSON.stringify(given)})`, awaitPromise: true, returnByValue: true, userGesture: true,
    });
    assert.equal(exceptionDetails, undefined);
    return result.value;
  };
  const until = async (act, ...given) => {
    for (let tries = 0; tries < 200; ++tries) {
      if (await evaluate(act, ...given)) return;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    assert.fail(`never: ${act}`);
  };
  await send("Page.enable");
  await send("Page.addScriptToEvaluateOnNewDocument", { source: `(${watchTimers})()` });
  await send("Page.navigate", { url });
  await until(() => document.querySelector("main h1") !== null);
  return {
    send, evaluate, until,
    show: () => root.send("Target.activateTarget", { targetId }),
    async hide() {
      const { targetId: other } = await root.send("Target.createTarget", { url: "about:blank" });
      await until(() => document.visibilityState === "hidden");
      return () => root.send("Target.closeTarget", { targetId: other });
    },
    close: () => root.send("Target.closeTarget", { targetId }),
  };
}

test("a tab that is hidden writes what was typed at once and then does nothing; shown again, it goes on", async () => {
  const tab = await plainTab(receiver.url);
  await tab.until(() => document.getElementById("creer") !== null);
  await tab.evaluate(() => { document.getElementById("creer").click(); });
  await tab.until(() => document.getElementById("procedure-opco-mobilites.action-formation") !== null);
  await tab.evaluate(() => { document.getElementById("procedure-opco-mobilites.action-formation").click(); });
  await tab.until(() => document.getElementById("employeur.adresse") !== null);
  await tab.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 2_500); }));
  await tab.evaluate(() => { document.getElementById("employeur.adresse").focus(); });
  for (const text of "24 avenue") await tab.send("Input.insertText", { text });
  const leave = await tab.hide();
  const stored = () => new Promise(async (resolve) => {
    const request = ((await navigator.storageBuckets?.open("guichet"))?.indexedDB ?? indexedDB).open("guichet");
    request.onsuccess = () => {
      const all = request.result.transaction("records").objectStore("records").getAll();
      all.onsuccess = () => { request.result.close(); resolve(all.result.some((one) => one.includes("24 avenue"))); };
    };
  });
  await tab.until(stored);
  // The sentence « enregistré à » waits for the picture: an animation frame is asked for, and comes when the tab is shown.
  await tab.until(() => [...window.__due.values()].every((one) => one.set === "requestAnimationFrame" || one.delay >= 2_000));
  const state = () => ({ frames: window.__guichet.frames(), ticks: window.__guichet.ticks(), called: window.__called.length });
  const before = await tab.evaluate(state);
  // Something comes while it is hidden: the value is taken, the picture is not.
  await tab.evaluate(() => {
    const town = document.getElementById("employeur.commune");
    town.value = "Illzach";
    town.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await new Promise((resolve) => { setTimeout(resolve, 3_000); });
  const after = await tab.evaluate(state);
  assert.equal(after.frames, before.frames, "a hidden tab painted");
  assert.equal(after.ticks, before.ticks, "a hidden tab took an animation frame");
  assert.ok(after.called - before.called <= 1, "more than the one save of what came");
  await leave();
  await tab.show();
  await tab.until((known) => window.__guichet.frames() > known, after.frames);
  await tab.close();
});
