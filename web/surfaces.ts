// Where pictures stand. The main canvas lies under the page and scrolls with it: taller than the window, and moved only
// when the window nears its edge, so that scrolling shows no lag. What stands above the page or scrolls by itself
// (dialogs, toasts, lists of suggestions) has a canvas of its own, into which its picture is copied.
//
// A canvas stands in a sheet: a box that covers the content and clips, so that a canvas larger than what it shows makes
// nothing scroll. It can then be larger than it needs and keep its size: making it anew is the dearest thing that a frame can do.
// The main one has its full size from the first frame on, behind the loading screen; the others grow in steps.

import type { Entry } from "./entries";

export interface Surface {
  /** The node whose picture it is; none: the page. */
  root: Entry | undefined;
  canvas: HTMLCanvasElement;
  /** Where its content begins, in the window. */
  left: number;
  top: number;
  /** The part that the canvas covers, in CSS pixels from the content's corner. */
  x: number;
  y: number;
  width: number;
  height: number;
  pixelWidth: number;
  pixelHeight: number;
  /** What was visible of it when the place was chosen. */
  contentHeight: number;
}

/** Device pixels by which a canvas grows. */
const step = 512;

/** Of one canvas. More costs memory (4 bytes each, twice) and paint time, and shows nothing. */
const maximumPixels = 8_000_000;
/** Of the part of the main canvas that fills the window: as sharp as a 5K screen can show, softer beyond. */
const maximumSeen = 16_000_000;
/** Device pixels of a side: what graphics can be trusted to give. */
const maximumSide = 8192;

/** How far two fingers have enlarged the page, in steps: the picture follows without being made anew at each of their moves. */
const enlarged = (): number => 2 ** Math.max(0, Math.ceil(Math.log2(visualViewport?.scale ?? 1) - 0.2));

/** Device pixels of the picture to a CSS pixel: the screen's, but no more than the window's picture may have. */
export const pictureDensity = (): number => {
  const filled = (pixels: number): number => Math.sqrt(pixels / (innerWidth * innerHeight));
  const sharp = Math.min(devicePixelRatio, filled(maximumSeen));
  const wanted = Math.min(sharp * enlarged(), Math.max(sharp, filled(maximumPixels)));
  return Math.min(wanted, maximumSide / Math.max(innerWidth, innerHeight));
};
/** CSS pixels above and below what is visible. */
const overscan = 1000;

const blank = (root: Entry | undefined, canvas: HTMLCanvasElement): Surface => ({
  root, canvas, left: 0, top: 0, x: 0, y: 0, width: 0, height: 0, pixelWidth: 0, pixelHeight: 0, contentHeight: 0,
});

/** Chooses the size and the part to cover; keeps the last one while what is visible stays well inside it. */
const choose = (surface: Surface, width: number, height: number, seenTop: number, seenHeight: number, density: number, limit: number): void => {
  const whole = surface.root === undefined;
  const pixelWidth = Math.max(1, Math.floor(width * density));
  // What scrolls by itself is small, and made anew at each key where it is a list of suggestions.
  const beyond = whole ? overscan : Math.min(overscan, seenHeight);
  const most = Math.max(1, Math.floor(Math.min(limit / pixelWidth, (seenHeight + 2 * beyond) * density, maximumSide)));
  const needed = whole ? most : Math.min(most, Math.ceil((height * density) / step) * step);
  // Kept while it is not far too large; the main one also while a phone's address bar comes and goes.
  const least = whole ? Math.min(most, (seenHeight + overscan) * density) : needed;
  const largest = whole ? limit / pixelWidth : Math.min(most, 3 * needed);
  const { pixelWidth: lastWidth, pixelHeight: lastHeight } = surface;
  const keep = lastWidth === pixelWidth && lastHeight >= least && lastHeight <= largest;
  const pixelHeight = keep ? lastHeight : needed;
  const viewHeight = pixelHeight / density;
  const spare = Math.max(0, (viewHeight - seenHeight) / 2);
  if (lastWidth !== pixelWidth || lastHeight !== pixelHeight || !coversWell(surface, seenTop, seenHeight)) {
    const furthest = Math.max(0, height - viewHeight);
    surface.y = Math.round(Math.min(Math.max(0, seenTop - spare), furthest) * density) / density;
  }
  surface.width = pixelWidth / density;
  surface.height = viewHeight;
  surface.contentHeight = height;
  surface.pixelWidth = pixelWidth;
  surface.pixelHeight = pixelHeight;
};

const coversWell = (surface: Surface, seenTop: number, seenHeight: number): boolean => {
  const margin = Math.max(0, (surface.height - seenHeight) / 5);
  const above = surface.y <= 0 || seenTop - surface.y >= margin;
  const bottom = surface.y + surface.height;
  const below = bottom >= surface.contentHeight - 1 || bottom - (seenTop + seenHeight) >= margin;
  return above && below;
};

const fit = ({ canvas, y, width, height, pixelWidth, pixelHeight }: Surface): void => {
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
  const { style } = canvas;
  const place = `translateY(${y}px)`;
  if (style.width !== `${width}px`) style.width = `${width}px`;
  if (style.height !== `${height}px`) style.height = `${height}px`;
  if (style.transform !== place) style.transform = place;
};

let main: Surface | undefined;
const others = new Map<Entry, Surface>();

export const placeMain = (root: HTMLElement, canvas: HTMLCanvasElement, density: number): Surface => {
  main ??= blank(undefined, canvas);
  const box = root.getBoundingClientRect();
  main.left = box.left;
  main.top = box.top;
  const limit = Math.max(maximumPixels, 1.5 * innerWidth * innerHeight * density ** 2);
  choose(main, box.width, box.height, -box.top, innerHeight, density, limit);
  fit(main);
  return main;
};

/** After a scroll of the page: whether the canvas has to move. */
export const mainLeft = (root: HTMLElement): boolean =>
  main !== undefined && !coversWell(main, -root.getBoundingClientRect().top, innerHeight);

/** After a scroll of an inner surface. */
export const surfaceLeft = (entry: Entry): boolean => {
  const surface = others.get(entry);
  return surface !== undefined && !coversWell(surface, entry.element.scrollTop, entry.element.clientHeight);
};

export const isSurface = (entry: Entry): boolean => others.has(entry);

const canvasFor = (entry: Entry): HTMLCanvasElement => {
  const canvas = document.createElement("canvas");
  canvas.className = "surface";
  canvas.style.maxWidth = "none";
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  sheet.setAttribute("aria-hidden", "true");
  sheet.append(canvas);
  const { style } = entry.element;
  if (getComputedStyle(entry.element).position === "static") style.position = "relative";
  style.isolation = "isolate"; // or the canvas would lie under the page
  entry.element.prepend(sheet);
  return canvas;
};

/** Places the canvas of a node that is a surface; undefined when nothing of it can be seen. */
export const placeOther = (entry: Entry, paddingBottom: number, density: number, within: Surface): Surface | undefined => {
  const { element } = entry;
  let surface = others.get(entry);
  const box = element.getBoundingClientRect();
  let bottom = 0;
  for (const child of element.children) {
    if (child !== surface?.canvas.parentElement) bottom = Math.max(bottom, child.getBoundingClientRect().bottom);
  }
  if (box.width === 0 || box.height === 0 || bottom === 0) {
    remove(entry);
    return undefined;
  }
  surface ??= blank(entry, canvasFor(entry));
  others.set(entry, surface);
  surface.left = box.left + element.clientLeft - element.scrollLeft;
  surface.top = box.top + element.clientTop - element.scrollTop;
  const height = Math.max(element.clientHeight, bottom + paddingBottom - surface.top);
  const sheet = surface.canvas.parentElement;
  // Or a window made narrower would leave it as wide as it was.
  if (sheet && sheet.offsetWidth > element.clientWidth) sheet.style.width = "0";
  const width = Math.max(element.clientWidth, element.scrollWidth);
  // The picture is made in the main canvas first: it has to fit in there.
  const limit = Math.min(maximumPixels / 2, within.pixelHeight * Math.floor(width * density));
  if (sheet) Object.assign(sheet.style, { width: `${width}px`, height: `${height}px` });
  choose(surface, width, height, element.scrollTop, element.clientHeight, density, limit);
  fit(surface);
  return surface;
};

const remove = (entry: Entry): void => {
  others.get(entry)?.canvas.parentElement?.remove();
  others.delete(entry);
};

/** Keeps the canvases of these only. */
export const keepOnly = (kept: ReadonlySet<Entry>): void => {
  for (const entry of [...others.keys()]) {
    if (!kept.has(entry)) remove(entry);
  }
};

/** Copies the picture just made; it stands in the lower left corner of the main canvas, as GL has it. */
export const copyFrom = (canvas: HTMLCanvasElement, { canvas: target, pixelWidth, pixelHeight }: Surface): void => {
  const context = target.getContext("2d");
  if (!context) return;
  context.globalCompositeOperation = "copy";
  context.drawImage(canvas, 0, canvas.height - pixelHeight, pixelWidth, pixelHeight, 0, 0, pixelWidth, pixelHeight);
};
