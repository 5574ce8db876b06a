// A session of classic WebDriver with WebKitGTK's own driver: one MiniBrowser, its own profile, its own environment.
import { spawn } from "node:child_process";
import { mkdtemp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const elementKey = "element-6066-11e4-a52e-4f735466cecf";

/// The kind of error of a command that nobody is left to answer.
export const driverEnded = "driver ended";

/// The driver's answer, or nothing when none came in that many milliseconds.
const atMost = (time, answer) => Promise.race([answer, new Promise((resolve) => setTimeout(resolve, time).unref())]);

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function miniBrowser() {
  for (const folder of ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/libexec"]) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (!name.startsWith("webkit2gtk-")) continue;
      const found = path.join(folder, name, "MiniBrowser");
      if ((await readdir(path.dirname(found))).includes("MiniBrowser")) return found;
    }
  }
  throw new Error("WebKitGTK's MiniBrowser is not installed");
}

/// The window has no bar of its own (it is full screen, on a screen without a window manager, at whatever size it is
/// given), and its widgets no least width, so that 320 px are 320 px.
async function profile() {
  const folder = await mkdtemp(path.join(tmpdir(), "guichet-webkit-"));
  await mkdir(path.join(folder, "gtk-3.0"));
  await writeFile(path.join(folder, "gtk-3.0/gtk.css"), "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; font-size: 1px; }");
  return folder;
}

export async function openSession({ timezone, density = 1 }) {
  const [port, binary, folder] = await Promise.all([freePort(), miniBrowser(), profile()]);
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, XDG_DOWNLOAD_DIR: folder,
      GDK_BACKEND: "x11", GDK_SCALE: String(Math.round(density)), GSETTINGS_BACKEND: "memory", NO_AT_BRIDGE: "1",
      ...(timezone && { TZ: timezone }),
      // Bubblewrap inside a sandbox of bubblewrap has no right to make another one.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    },
  });
  let base = `http://127.0.0.1:${port}`;
  async function ask(method, route, body) {
    const response = await fetch(base + route, { method, ...(method === "POST" && { body: JSON.stringify(body ?? {}) }) }).catch((error) => {
      throw driver.exitCode === null && driver.signalCode === null ? error : Object.assign(new Error("WebKitWebDriver has ended"), { kind: driverEnded });
    });
    const { value } = await response.json();
    if (response.ok) return value;
    throw Object.assign(new Error(value.message), { kind: value.error });
  }
  for (let tries = 0; ; ++tries) {
    try { await ask("GET", "/status"); break; }
    catch (error) {
      if (tries === 200 || driver.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  const { sessionId, capabilities } = await ask("POST", "/session", { capabilities: { alwaysMatch: {
    unhandledPromptBehavior: "ignore", timeouts: { script: 120_000, pageLoad: 60_000 },
    "webkitgtk:browserOptions": { binary, args: [
      "--automation", "--full-screen", ...(process.env.GUICHET_GRAPHICS === "0" ? ["--enable-webgl=false"] : []),
    ] },
  } } });
  base += `/session/${sessionId}`;

  // Commands go to the window that was switched to last, so that switching and asking must not be torn apart.
  let current, turn = Promise.resolve();
  const asking = new Set();
  function inWindow(window, method, route, body) {
    const asked = turn.then(async () => {
      if (window !== current) await ask("POST", "/window", { handle: window });
      current = window;
      const answer = ask(method, route, body);
      const settled = answer.catch(() => undefined).then(() => asking.delete(settled));
      asking.add(settled);
      return { answer };
    });
    turn = asked.catch(() => undefined);
    return asked.then(({ answer }) => answer);
  }

  return {
    capabilities,
    inWindow,
    async openWindow() {
      if (current === undefined) return (current = await ask("GET", "/window"));
      return (await ask("POST", "/window/new", { type: "tab" })).handle;
    },
    script: (window, script, ...args) => inWindow(window, "POST", "/execute/sync", { script, args }),
    element: (reference) => reference[elementKey],
    /// Nothing else is asked meanwhile: the driver answers a window's closing only once, and sometimes never, and goes on all
    /// the same; with a script under way in another window it ends.
    closeWindow(window) {
      const closed = turn.then(async () => {
        await atMost(5000, Promise.all(asking));
        if (window !== current) await ask("POST", "/window", { handle: window });
        current = "";
        await atMost(5000, ask("DELETE", "/window"));
      });
      turn = closed.catch(() => undefined);
      return closed;
    },
    async close() {
      await atMost(5000, ask("DELETE", "").catch(() => undefined));
      driver.kill();
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}
