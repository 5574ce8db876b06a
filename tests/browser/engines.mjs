// The engines that the tests run in, and what each one's driver cannot do. GUICHET_ENGINE chooses one.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { firefox } from "playwright-core";

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

// A test of what a driver cannot do is skipped with this reason. docs/engines.md tells what stands in its place.
const limits = {
  chromium: {},
  firefox: {
    "composition": "no composition by driver: WebDriver BiDi has none",
    "clipboard rights": "Firefox's driver grants no clipboard rights",
  },
  webkit: {
    "composition": "no composition by driver: WebDriver has none",
    "clipboard rights": "WebKitGTK's driver grants no clipboard rights",
    "catching requests": "classic WebDriver catches no requests",
    "downloads": "classic WebDriver tells of no downloads",
    "fractional density": "WebKitGTK on X11 has whole densities only",
  },
};
/// For a test's options: `{ skip: lacks("downloads") }`.
export const lacks = (what) => limits[engine][what] ?? false;

/// A screen that nobody looks at: both engines want an X server for WebGL, which Mesa then computes on the processor.
async function startScreen() {
  const screen = spawn(programs[engine].screen, ["-displayfd", "3", "-screen", "0", "5200x3200x24", "-nolisten", "tcp"], {
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
export async function launchEngine() {
  const screen = await startScreen();
  const stand = fileURLToPath(new URL("../support/webkit/browser.mjs", import.meta.url));
  const launched = await firefox.launch({
    channel: "moz-firefox", headless: true,
    executablePath: engine === "firefox" ? programs.firefox.browser : path.resolve(stand),
    env: { ...process.env, DISPLAY: screen.display, LIBGL_ALWAYS_SOFTWARE: "1" },
  });
  if (engine === "firefox") withoutEmulatedMedia(launched);
  launched.on("disconnected", () => screen.stop());
  return launched;
}

/// Playwright asks for the light colour scheme in each new context, which this Firefox cannot emulate and has anyway.
function withoutEmulatedMedia(launched) {
  const session = launched._connection.toImpl(launched)._browserSession;
  const send = session.send.bind(session);
  session.send = (method, params) => method === "emulation.setMediaFeaturesOverride"
    && [undefined, null, "light"].includes(params.features["prefers-color-scheme"]) ? Promise.resolve({}) : send(method, params);
}
