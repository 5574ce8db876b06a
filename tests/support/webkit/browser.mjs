#!/usr/bin/env node
// WebKitGTK for Playwright. Debian's WebKit is driven by classic WebDriver only, and Playwright speaks WebDriver BiDi:
// this program translates the part of BiDi that Playwright uses. It is started in the place of a browser.
// What classic WebDriver cannot do (catch requests, go offline, download, emulate media) is answered as an error.
import { randomUUID } from "node:crypto";
import { driverEnded, openSession } from "./classic.mjs";
import { remoteEnd } from "./remote-end.mjs";
import { listen } from "./websocket.mjs";

const remoteName = 'globalThis[Symbol.for("guichet.remote-end")]';
const quoted = (text) => JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
const bare = (url) => url.split("#")[0];

let client;
const emit = (method, params) => client.send(JSON.stringify({ type: "event", method, params }));

class Unsupported extends Error {}

// ---- contexts of users (a browser each) and their windows

const users = new Map(); // id → { size, density, timezone, session }
const tabs = new Map(); // context → { user, window, realm, url }

function forUsers(params, change) {
  for (const id of params.userContexts ?? []) change(users.get(id));
  for (const id of params.contexts ?? []) change(users.get(tabs.get(id).user));
}

async function resize(tab) {
  const { size, density = 1, session } = users.get(tab.user);
  if (!size) return;
  // Without a window manager the keyboard is the window's that the pointer is in, and the pointer rests in the middle of the
  // screen: there goes the window's first pixel.
  const [x, y] = process.env.GUICHET_POINTER.split(",").map((at) => Math.floor(Number(at) / Math.round(density)) - 1);
  await session.inWindow(tab.window, "POST", "/window/rect", { x, y, width: size.width, height: size.height });
}

function tabOf(context) {
  const tab = tabs.get(context);
  if (!tab) throw Object.assign(new Error(`no window ${context}`), { kind: "no such frame" });
  return tab;
}
const sessionOf = (tab) => users.get(tab.user).session;

const timestamp = () => Date.now();

/// The window shows another document: it gets our half of the calls, and Playwright is told.
async function arrived(tab, navigation = randomUUID()) {
  const url = await sessionOf(tab).script(tab.window, `${remoteName} ??= (${remoteEnd})(); return location.href;`);
  const at = { context: tab.context, navigation, url, timestamp: timestamp() };
  if (tab.realm) {
    emit("browsingContext.navigationStarted", at);
    for (const realm of [tab.realm, `${tab.realm} utility`]) emit("script.realmDestroyed", { realm });
  }
  tab.url = url;
  tab.realm = randomUUID();
  emit("browsingContext.navigationCommitted", at);
  emit("script.realmCreated", { realm: tab.realm, origin: new URL(url).origin, type: "window", context: tab.context });
  emit("browsingContext.domContentLoaded", at);
  emit("browsingContext.load", at);
}

/// Scripts and travels keep out of each other's way: a document that is left while it answers a call is never left.
function travel(tab, route, body, navigation) {
  const settled = Promise.race([Promise.allSettled(tab.calls), new Promise((resolve) => setTimeout(resolve, 1000))]);
  const done = settled.then(() => sessionOf(tab).inWindow(tab.window, "POST", route, body)).then(() => arrived(tab, navigation));
  tab.travelling = done.catch(() => undefined).finally(() => { tab.travelling = undefined; });
  return done;
}

/// One at a time, however many calls have found the document gone.
function arrivedByItself(tab) {
  tab.arriving ??= (async () => {
    for (;;) {
      const state = await sessionOf(tab).script(tab.window, "return document.readyState").catch((error) => {
        if (error.kind === driverEnded) throw error;
        return "loading";
      });
      if (state === "complete") break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await arrived(tab);
  })().finally(() => { tab.arriving = undefined; });
  return tab.arriving;
}

function hear(tab, { url, fileDialog, complaints }) {
  for (const { type, text } of complaints) {
    emit("log.entryAdded", {
      type, method: "error", level: "error", text, timestamp: timestamp(), args: [{ type: "string", value: text }],
      source: { realm: tab.realm, context: tab.context },
    });
  }
  if (url !== tab.url) {
    tab.url = url;
    emit("browsingContext.fragmentNavigated", { context: tab.context, navigation: null, url, timestamp: timestamp() });
  }
  if (fileDialog) emit("input.fileDialogOpened", { context: tab.context, ...fileDialog });
}

async function news(tab) {
  const told = await sessionOf(tab).script(tab.window, `return ${remoteName}?.news() ?? null`);
  if (told) hear(tab, told);
  else await arrivedByItself(tab);
}

// ---- scripts

/// Texts that the page will evaluate later, in its own time, when it cannot ask again: what is waited for.
function awaited(local, found = new Set()) {
  if (local?.type === "array") for (const one of local.value) awaited(one, found);
  if (local?.type === "object") {
    const entries = new Map(local.value.map(([key, value]) => [typeof key === "string" ? key : key.value, value]));
    if (entries.get("k")?.value === "expression") found.add(entries.get("v").value);
    for (const one of entries.values()) awaited(one, found);
  }
  return found;
}

const expression = (text) => text.replace(/;\s*$/, "");

async function compile(tab, text) {
  const script = (body) => `${remoteName}?.compiled.set(${quoted(text)}, () => ${body});`;
  const set = (body) => sessionOf(tab).script(tab.window, script(body));
  await set(`(${expression(text)}\n)`).catch(() => set(`{ ${text}\n}`));
}

async function call(params, declaration, args) {
  const tab = tabOf(params.target.context);
  await tab.travelling;
  for (const text of awaited({ type: "array", value: args })) await compile(tab, text);
  const gone = tab.disowned?.splice(0) ?? [];
  const own = params.resultOwnership === "root";
  const depth = params.serializationOptions?.maxObjectDepth ?? null;
  const ask = () => {
    const asked = sessionOf(tab).script(tab.window, script, args, gone, own, depth);
    tab.calls.add(asked);
    return asked.finally(() => tab.calls.delete(asked));
  };
  const script = `
    const remote = ${remoteName};
    if (!remote) return null;
    remote.disown(arguments[1]);
    return remote.call(() => (${expression(declaration)}\n), arguments[0], arguments[2], arguments[3])
      .then((answer) => ({ ...answer, ...remote.news() }));`;

  let answer;
  try {
    answer = await ask();
    for (let last; answer?.uncompiled && answer.uncompiled !== last; answer = await ask()) {
      await compile(tab, last = answer.uncompiled);
    }
  } catch (error) {
    if (!tabs.has(tab.context)) throw Object.assign(error, { kind: "no such frame" });
    await tab.travelling;
    await news(tab);
    throw error;
  }
  if (!answer) {
    await arrivedByItself(tab);
    throw new Error("the document is gone");
  }
  hear(tab, answer);
  const realm = params.target.sandbox ? `${tab.realm} utility` : tab.realm;
  if (answer.result?.type === "window") answer.result.value = { context: tab.context };
  if (answer.result) return { type: "success", realm, result: answer.result };
  return { type: "exception", realm, exceptionDetails: { text: answer.exception ?? "a text cannot be compiled" } };
}

// ---- keys and pointers

const isUp = (action) => action.type === "keyUp" || action.type === "pointerUp";

/// The driver takes one interaction at a time, Playwright sends some in one breath.
function act(tab, actions) {
  const user = users.get(tab.user);
  return (user.acting = (user.acting ?? Promise.resolve()).catch(() => undefined).then(() => interact(tab, actions)));
}

async function interact(tab, actions) {
  for (const source of actions) {
    for (const one of source.actions) {
      if ("x" in one) { one.x = Math.round(one.x); one.y = Math.round(one.y); }
    }
  }
  await sessionOf(tab).inWindow(tab.window, "POST", "/actions", { actions });
  if (actions.some((source) => source.actions.some(isUp))) await news(tab);
}

// ---- pictures

/// A part of the window's picture, cut out by the page's own canvas.
const cutOut = `const [picture, x, y, width, height] = arguments;
  const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: "image/png" })).then(async (image) => {
    const scale = image.width / innerWidth;
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    canvas.getContext("2d").drawImage(image, -Math.round(x * scale), -Math.round(y * scale));
    const cut = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    return btoa(Array.from(cut, (byte) => String.fromCharCode(byte)).join(""));
  });`;

async function picture(tab, { origin, clip, format }) {
  if (format.type !== "image/png") throw new Unsupported("pictures are PNG");
  const session = sessionOf(tab);
  const data = await session.inWindow(tab.window, "GET", "/screenshot");
  if (!clip) return { data };
  const scroll = origin === "document" ? await session.script(tab.window, "return [scrollX, scrollY]") : [0, 0];
  return { data: await session.script(tab.window, cutOut, data, clip.x - scroll[0], clip.y - scroll[1], clip.width, clip.height) };
}

// ---- the commands

const nothing = () => ({});
const commands = {
  "session.new": () => ({ sessionId: randomUUID(), capabilities: {
    browserName: "WebKitGTK", browserVersion: "", userAgent: "", platformName: "linux", acceptInsecureCerts: false, setWindowRect: true,
  } }),
  "session.subscribe": nothing,
  "session.end": nothing,
  "network.addDataCollector": nothing,
  "network.addIntercept": ({ phases }) => {
    if (phases.includes("beforeRequestSent")) throw new Unsupported("requests cannot be caught");
    return { intercept: randomUUID() };
  },
  "network.setCacheBehavior": nothing,
  "browser.setDownloadBehavior": nothing,
  "browser.createUserContext": () => {
    const userContext = randomUUID();
    users.set(userContext, {});
    return { userContext };
  },
  "browser.removeUserContext": async ({ userContext }) => {
    await users.get(userContext).session?.close();
    users.delete(userContext);
    for (const [context, tab] of tabs) if (tab.user === userContext) forget(context, tab);
    return {};
  },
  "browser.close": async () => {
    await Promise.all([...users.values()].map((user) => user.session?.close()));
    setImmediate(() => process.exit(0));
    return {};
  },

  // A language cannot be chosen: WebKitGTK takes the process's, and the environment has C.UTF-8 alone.
  "emulation.setLocaleOverride": nothing,
  "emulation.setTimezoneOverride": (params) => { forUsers(params, (user) => { user.timezone = params.timezone; }); return {}; },
  "emulation.setScreenOrientationOverride": nothing,
  "emulation.setScreenSettingsOverride": nothing,
  "emulation.setMediaFeaturesOverride": ({ features }) => {
    const wish = features["prefers-color-scheme"];
    if (wish && wish !== "light") throw new Unsupported("media cannot be emulated");
    return {};
  },

  "browsingContext.create": async ({ userContext }) => {
    const user = users.get(userContext);
    user.session ??= await openSession(user);
    const window = await user.session.openWindow();
    const tab = { context: `${userContext} ${window}`, user: userContext, window, url: "about:blank", calls: new Set() };
    tabs.set(tab.context, tab);
    await resize(tab);
    emit("browsingContext.contextCreated", {
      context: tab.context, userContext, url: tab.url, parent: null, children: null, originalOpener: null, clientWindow: window,
    });
    await arrived(tab);
    return { context: tab.context };
  },
  "browsingContext.close": async ({ context }) => {
    const tab = tabOf(context);
    await sessionOf(tab).closeWindow(tab.window);
    forget(context, tab);
    return {};
  },
  "browsingContext.activate": nothing,
  "browsingContext.setViewport": async (params) => {
    const change = (user) => { user.size = params.viewport; user.density = params.devicePixelRatio ?? user.density; };
    if (!params.context) { forUsers(params, change); return {}; }
    const tab = tabOf(params.context);
    change(users.get(tab.user));
    await resize(tab);
    return {};
  },
  "browsingContext.navigate": async ({ context, url }) => {
    const tab = tabOf(context);
    const session = sessionOf(tab);
    const navigation = randomUUID();
    if (url.includes("#") && bare(url) === bare(tab.url)) {
      await session.script(tab.window, "location.href = arguments[0]", url);
      tab.url = url;
      emit("browsingContext.fragmentNavigated", { context, navigation, url, timestamp: timestamp() });
    } else {
      await travel(tab, "/url", { url }, navigation);
    }
    return { navigation, url };
  },
  "browsingContext.reload": async ({ context }) => {
    const tab = tabOf(context);
    await travel(tab, "/refresh");
    return {};
  },
  "browsingContext.traverseHistory": async ({ context, delta }) => {
    const tab = tabOf(context);
    await sessionOf(tab).inWindow(tab.window, "POST", delta < 0 ? "/back" : "/forward");
    await news(tab);
    return {};
  },
  "browsingContext.captureScreenshot": (params) => picture(tabOf(params.context), params),

  /// By the engine's own accessibility tree.
  "browsingContext.locateNodes": async ({ context, locator: { type, value } }) => {
    if (type !== "accessibility") throw new Unsupported(`nodes are not located by ${type}`);
    const tab = tabOf(context);
    const session = sessionOf(tab);
    const ask = (element, what) => session.inWindow(tab.window, "GET", `/element/${session.element(element)}/computed${what}`);
    const nodes = [];
    const candidates = "return [...document.querySelectorAll('a, button, input, select, textarea, summary, h1, h2, h3, h4, fieldset, dialog, main, nav, [role]')].filter((one) => one.checkVisibility())";
    for (const element of await session.script(tab.window, candidates)) {
      if (await ask(element, "role") === value.role && await ask(element, "label") === value.name) nodes.push({ type: "node", sharedId: session.element(element) });
    }
    return { nodes };
  },

  "script.evaluate": (params) => call(params, `() => (${expression(params.expression)}\n)`, []),
  "script.callFunction": (params) => call(params, params.functionDeclaration, params.arguments ?? []),
  "script.disown": ({ target, handles }) => {
    const tab = tabOf(target.context);
    (tab.disowned ??= []).push(...handles); // goes with the next call
    return {};
  },

  "input.performActions": async ({ context, actions }) => { await act(tabOf(context), actions); return {}; },
  "input.setFiles": async ({ context, element, files }) => {
    const tab = tabOf(context);
    const session = sessionOf(tab);
    const input = await session.script(tab.window, `return ${remoteName}.node(arguments[0])`, element);
    await session.inWindow(tab.window, "POST", `/element/${session.element(input)}/value`, { text: files.join("\n") });
    return {};
  },
};

function forget(context, tab) {
  tabs.delete(context);
  emit("browsingContext.contextDestroyed", {
    context, userContext: tab.user, url: tab.url, parent: null, children: null, originalOpener: null,
  });
}

const port = await listen((connected) => {
  client = connected;
  client.onClose = () => commands["browser.close"]();
  client.onText = async (text) => {
    const { id, method, params } = JSON.parse(text);
    try {
      if (!commands[method]) throw new Unsupported(`${method} is not translated to classic WebDriver`);
      const result = await commands[method](params);
      client.send(JSON.stringify({ type: "success", id, result }));
    } catch (error) {
      const kind = error instanceof Unsupported ? "unsupported operation" : error.kind ?? "unknown error";
      client.send(JSON.stringify({ type: "error", id, error: kind, message: error.message }));
    }
  };
});
process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`);
