// The engines that the tests run in; GUICHET_ENGINE chooses one. docs/engines.md tells what each one's driver cannot do.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, firefox } from "playwright-core";

export const engine = process.env.GUICHET_ENGINE ?? "chromium";

const programs = {
  chromium: { browser: process.env.CHROMIUM ?? "/usr/bin/chromium" },
  firefox: { browser: process.env.FIREFOX ?? "/usr/bin/firefox-esr", screen: "/usr/bin/Xvfb" },
  webkit: { driver: "/usr/bin/WebKitWebDriver", screen: "/usr/bin/Xvfb" },
};
if (!programs[engine]) throw new Error(`GUICHET_ENGINE is one of ${Object.keys(programs).join(", ")}`);

/// What is not installed of what the engine needs.
export function missing(name = engine) {
  return Object.values(programs[name]).filter((file) => {
    try { accessSync(file, constants.X_OK); return false; } catch { return true; }
  });
}

export const chromiumArguments = [
  "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

const screenSize = [7000, 4400]; // a quarter of it is what a window can have

/// A screen that nobody looks at: both engines want an X server for WebGL, which Mesa then computes on the processor.
async function startScreen() {
  const screen = spawn(programs[engine].screen, ["-displayfd", "3", "-screen", "0", `${screenSize.join("x")}x24`, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const stop = () => screen.kill();
  process.on("exit", stop);
  const number = await new Promise((resolve, reject) => {
    screen.stdio[3].once("data", (said) => resolve(String(said).trim()));
    screen.once("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  screen.stdio[3].unref?.();
  screen.unref();
  return { display: `:${number}`, stop: () => { process.off("exit", stop); stop(); } };
}

/// Playwright drives Debian's Firefox by WebDriver BiDi. WebKitGTK has classic WebDriver only: a program of ours stands
/// in the browser's place and translates (tests/support/webkit).
export async function launchEngine({ graphics = true } = {}) {
  if (engine === "chromium") return chromium.launch({
    executablePath: programs.chromium.browser, headless: true,
    args: [...chromiumArguments, ...(graphics ? [] : ["--disable-3d-apis"])],
  });
  const screen = await startScreen();
  const stand = fileURLToPath(new URL("../support/webkit/browser.mjs", import.meta.url));
  const launched = await firefox.launch({
    channel: "moz-firefox", headless: true,
    executablePath: engine === "firefox" ? programs.firefox.browser : path.resolve(stand),
    firefoxUserPrefs: { "webgl.disabled": !graphics },
    env: {
      ...process.env, DISPLAY: screen.display, LIBGL_ALWAYS_SOFTWARE: "1", GUICHET_GRAPHICS: String(Number(graphics)),
      GUICHET_POINTER: screenSize.map((length) => length / 2).join(","),
    },
  });
  if (engine === "firefox") withoutEmulatedMedia(launched);
  launched.on("disconnected", () => screen.stop());
  return launched;
}

/// What Playwright has no word for, in the protocol of both other engines.
const protocol = (page) => {
  const session = page._connection.toImpl(page).delegate._session;
  return (method, params) => session.send(method, { context: session.sessionId, ...params });
};

/// Playwright asks for the light colour scheme in each new context, which this Firefox cannot emulate and has anyway.
function withoutEmulatedMedia(launched) {
  const session = launched._connection.toImpl(launched)._browserSession;
  const send = session.send.bind(session);
  session.send = (method, params) => method === "emulation.setMediaFeaturesOverride"
    && [undefined, null, "light"].includes(params.features["prefers-color-scheme"]) ? Promise.resolve({}) : send(method, params);
}

/// Letter by letter with keys of their own, accents too, where Playwright would put the letters it has no key for into the
/// field by script.
export async function typeLetters(page, text) {
  if (engine === "chromium") return page.keyboard.type(text);
  const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
  await protocol(page)("input.performActions", { actions: [{ type: "key", id: "letters", actions }] });
}

/// How many elements the engine's own accessibility tree has under that role and name.
export async function exposed(page, role, name) {
  if (engine === "chromium") {
    const session = await page.context().newCDPSession(page);
    const { root } = await session.send("DOM.getDocument");
    const { nodes } = await session.send("Accessibility.queryAXTree", { nodeId: root.nodeId, role, accessibleName: name });
    await session.detach();
    return nodes.filter((node) => !node.ignored).length;
  }
  const { nodes } = await protocol(page)("browsingContext.locateNodes", { locator: { type: "accessibility", value: { role, name } } });
  return nodes.length;
}
