// Whether the page is painted. When it is not — no WebGL2, forced colours, asked for by ?html=1, graphics lost — the
// controls are simply seen: the same page as plain HTML, with nothing missing.

const forced = matchMedia("(forced-colors: active)");
const askedForHtml = new URLSearchParams(location.search).get("html") === "1";

let hasGraphics = false;
let painted = false;

export const isPainted = (): boolean => painted;

/** Worth making a graphics context at all. */
export const mayPaint = (): boolean => !askedForHtml && typeof WebGL2RenderingContext !== "undefined";

let changed = (): void => undefined;

const settle = (): void => {
  const now = hasGraphics && !forced.matches;
  if (now === painted) return;
  painted = now;
  document.documentElement.classList.toggle("painted", painted);
  document.documentElement.classList.toggle("no-canvas", !painted);
  if (painted) changed();
};

export const setGraphics = (has: boolean): void => {
  hasGraphics = has;
  settle();
};

/** `again` is called whenever a picture is due after there was none. */
export const followPainted = (again: () => void): void => {
  changed = again;
  forced.addEventListener("change", settle);
};
