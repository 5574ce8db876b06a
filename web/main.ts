// Entry of the page: fetches module and fonts side by side, makes the application, and lets it run.

import { armCrash, bootDone, crash, fetchCounted, refuse } from "./boot";
import { debug } from "./debug";
import { listenTo } from "./events";
import { request } from "./frames";
import { makeHost } from "./host";
import { instantiateFirst } from "./instance";
import { message, type Module, send, setModule } from "./module";
import { followPainted, isPlain, mayPaint, setGraphics } from "./painted";
import { followPrinting } from "./paper";
import { followHistory, route } from "./ports/history";
import { followPage } from "./ports/page";
import { isLocked, openStore } from "./ports/store";
import { cause } from "./protocol";
import { forgetStyles } from "./styles";
import { followTouches } from "./touches";
import { keepForOffline, takeNewBuild } from "./update";
import { followViewport } from "./viewport";

const root = document.getElementById("guichet") as HTMLElement;
const canvas = document.getElementById("canvas") as HTMLCanvasElement;

const fonts = ["fonts/inter-400.ttf", "fonts/inter-600.ttf"];

let fontFiles: Promise<Uint8Array[]> | undefined;
/** For the painter; the browser reads the same files for itself. */
const fetchFonts = (): Promise<Uint8Array[]> =>
  (fontFiles ??= Promise.all(fonts.map(async (font) => new Uint8Array(await (await fetchCounted(font)).arrayBuffer()))));

const makeModule = async (): Promise<Module> => {
  const { default: create } = (await import("./guichet.js" as string)) as { default: (settings: object) => Promise<Module> };
  return new Promise((resolve, reject) => {
    create({
      canvas,
      guichet: makeHost(root, canvas),
      onAbort: crash,
      instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
        instantiateFirst(imports).then(done, reject);
        return {};
      },
    }).then(resolve, reject);
  });
};

const makeGraphics = async (module: Module): Promise<boolean> => {
  (await fetchFonts()).forEach((bytes, which) => {
    const place = module._guichet_font(which, bytes.length);
    module.HEAPU8.set(bytes, place);
  });
  return module._guichet_start(1) === 1;
};

const followGraphics = (module: Module): Promise<void> => {
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault(); // or it never comes back
    setGraphics(false);
  });
  canvas.addEventListener("webglcontextrestored", () => {
    module._guichet_restore();
    setGraphics(true);
  });
  return followPainted(() => makeGraphics(module), () => {
    forgetStyles();
    request(cause.layout);
  });
};

const start = async (): Promise<void> => {
  armCrash();
  if (await takeNewBuild()) return;
  const [module, canStore] = await Promise.all([
    makeModule(), openStore(),
    // Plain HTML shows itself in another font until these have come.
    ...(mayPaint() ? [fetchFonts().catch(() => undefined), document.fonts.load("400 16px Inter"), document.fonts.load("600 16px Inter")] : []),
  ]);
  setModule(module);
  listenTo(root);
  followTouches(root);
  followHistory();
  followPage();
  followViewport(root);
  followPrinting();
  await followGraphics(module);

  const started = message("started").text(route()).number(Number(canStore)).number(Number(isPlain())).number(Number(isLocked()));
  for (const word of crypto.getRandomValues(new Uint32Array(4))) started.number(word);
  send(started);
  request(cause.model);
  requestAnimationFrame(bootDone);
  setTimeout(() => void keepForOffline(), 2000);
};

Object.defineProperty(window, "__guichet", { value: debug });

if (typeof WebAssembly === "object") start().catch(refuse);
else refuse();
