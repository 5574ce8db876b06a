// Reading the layout: one pass over what can be seen, into the module's memory. Never in a frame that changed no layout.
// What lies outside the part that a canvas covers is left out with all that is in it; a scroll that moves the
// canvas reads again.

import { type Entry, entries, entryOf, field, isText, leaving } from "./entries";
import { type Line, linesOf, linesOfArea } from "./lines";
import { wasm } from "./module";
import { layouts, role } from "./protocol";
import { type Style, styleOf, top as topStyle } from "./styles";
import { keepOnly, pictureDensity, placeMain, placeOther, type Surface } from "./surfaces";

// Records of src/platform/web/layout.hpp, in 32-bit words.
const surfaceWords = 9;
const boxWords = 14;
const lineWords = 6;

/** CSS pixels around a box in which its shadow, ring or mark may stand. */
const halo = 48;
const overlay = layouts.indexOf("overlay");

let floats: Float32Array = new Float32Array();
let integers: Uint32Array = new Uint32Array();
let lines: { line: Line; left: number; top: number }[] = [];
let waiting: { entry: Entry; style: Style; parent: Style }[] = [];
let surface: Surface;
let surfaceIndex = 0;

const write = (entry: Entry, box: DOMRect, around: DOMRect, style: Style): void => {
  const at = entry.handle * boxWords;
  const left = box.left - surface.left;
  const top = box.top - surface.top;
  const found = entry.role === role.text_area ? linesOfArea(entry, box, style) : linesOf(entry, box, around, style);
  floats[at] = left;
  floats[at + 1] = top;
  floats[at + 2] = box.width;
  floats[at + 3] = box.height;
  floats[at + 4] = style.fontSize;
  floats[at + 5] = style.baseline;
  floats[at + 6] = style.paddingLeft;
  floats[at + 7] = style.paddingRight;
  // A field that is left shows its beginning; the one in focus is not painted.
  floats[at + 8] = isText(entry) && document.activeElement !== entry.element ? field(entry).scrollLeft : 0;
  floats[at + 9] = style.weight;
  integers[at + 10] = lines.length;
  integers[at + 11] = found.length;
  integers[at + 12] = 1; // C++ has cleared it
  integers[at + 13] = surfaceIndex;
  for (const line of found) lines.push({ line, left, top });
};

/** Each of these is asleep while it is far from the window: the browser lays nothing out in it (shell/layout.css, tables.css). */
const sleepers = ".r-table-body > .r-row, .r-form [id$='-champ'], .r-list-item.l-card";
/** CSS pixels around the window in which they are woken at once, however many the canvas could show. */
const soon = 100;
/** So many are not worth another frame. */
const few = 3;
/**
 * Asleep, Chromium keeps them from screen readers, with their fields and headings. So many are woken, some at a time while nothing else
 * is to be done, and stay awake; of longer lists, what is near the window.
 */
const enough = 250;
const atOnce = 16;
/** Those that will be painted in the next frame. */
let nextFrame = new Set<Element>();
/** Those that were woken. */
const awake = new Set<HTMLElement>();

const setAwake = (sleeper: HTMLElement, now: boolean): void => {
  sleeper.style.contentVisibility = now ? "visible" : "";
  if (now) awake.add(sleeper);
  else awake.delete(sleeper);
};

// What comes back (entries.ts, detach) comes back asleep, and most of it elsewhere.
leaving.push(({ element }) => {
  if (awake.has(element)) setAwake(element, false);
});

let resting = false;

const whenIdle = (act: () => void): void => {
  // Safari has no such callback.
  if (typeof requestIdleCallback === "function") requestIdleCallback(act);
  else setTimeout(act, 200);
};

const wakeOthers = (root: HTMLElement, later: () => void): void => {
  if (resting || awake.size >= enough) return;
  resting = true;
  whenIdle(() => {
    resting = false;
    let left = Math.min(atOnce, enough - awake.size);
    for (const sleeper of root.querySelectorAll<HTMLElement>(sleepers)) {
      if (awake.has(sleeper)) continue;
      if (--left < 0) break;
      setAwake(sleeper, true);
    }
    later();
  });
};

/**
 * Wakes what will be painted, all in one pass, since each would cost the browser a pass of its own when it is read. What
 * stands beyond the window can wait for the next frames, some in each.
 */
const wake = (root: HTMLElement, hurry: boolean, later: () => void): void => {
  let asleep = false;
  const changes: [HTMLElement, boolean][] = [];
  const wait: HTMLElement[] = [];
  let left = hurry ? 0 : atOnce;
  for (const sleeper of root.querySelectorAll<HTMLElement>(sleepers)) {
    const { top, bottom } = sleeper.getBoundingClientRect();
    const painted = bottom - surface.top >= surface.y - halo && top - surface.top <= surface.y + surface.height + halo;
    const before = awake.has(sleeper);
    const now = before ? painted || awake.size <= enough : painted && ((bottom > -soon && top < innerHeight + soon) || --left >= 0);
    asleep ||= !now;
    if (painted && !now) wait.push(sleeper);
    else if (now !== before) changes.push([sleeper, now]);
  }
  const late = wait.length > few ? wait : [];
  if (late !== wait) for (const sleeper of wait) changes.push([sleeper, true]);
  for (const [sleeper, now] of changes) setAwake(sleeper, now);
  nextFrame = new Set(late);
  if (nextFrame.size) later();
  else if (asleep) wakeOthers(root, later);
};

const walk = (entry: Entry, parent: Style, around: DOMRect): void => {
  const box = entry.element.getBoundingClientRect();
  if (box.width === 0 && box.height === 0) return;
  const style = styleOf(entry, parent);
  if (surface.root !== entry && (style.scrolls || entry.role === role.dialog || entry.layout === overlay)) {
    waiting.push({ entry, style, parent });
    return;
  }
  const top = box.top - surface.top;
  if (top > surface.y + surface.height + halo || top + box.height < surface.y - halo) return;
  if (nextFrame.has(entry.element)) return;
  write(entry, box, around, style);
  if (entry.role === role.select) return;
  // What a closed disclosure hides has boxes all the same.
  const closed = entry.role === role.disclosure && !(entry.element as HTMLDetailsElement).open;
  for (let child = entry.element.firstElementChild; child; child = child.nextElementSibling) {
    const inner = entryOf(child);
    if (inner && (!closed || inner.role === role.disclosure_summary)) walk(inner, style, box);
  }
};

/** Which palette the person's settings ask for: guichet::Palette. */
const palette = (): number =>
  Number(matchMedia("(prefers-color-scheme: dark)").matches) + 2 * Number(matchMedia("(prefers-contrast: more)").matches);

/** What stands beyond the window may be left for the next frame; `later` is called then. */
export const readLayout = (root: HTMLElement, canvas: HTMLCanvasElement, later: () => void): Surface[] => {
  const density = pictureDensity();
  const module = wasm();
  const boxesAt = module._guichet_boxes(entries.length) >> 2;
  const memory = module.HEAPU8.buffer;
  floats = new Float32Array(memory, boxesAt << 2, entries.length * boxWords);
  integers = new Uint32Array(memory, boxesAt << 2, entries.length * boxWords);
  lines = [];
  waiting = [];

  surface = placeMain(root, canvas, density);
  surfaceIndex = 0;
  const surfaces = [surface];
  const main = surface;
  wake(root, nextFrame.size === 0, later);
  const rootBox = root.getBoundingClientRect();
  for (const child of root.children) {
    const entry = entryOf(child);
    if (entry) walk(entry, topStyle, rootBox);
  }
  const kept = new Set<Entry>();
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const placed = placeOther(next.entry, next.style.paddingBottom, density, main);
    if (!placed) continue;
    kept.add(next.entry);
    surface = placed;
    surfaceIndex = surfaces.push(placed) - 1;
    walk(next.entry, next.parent, rootBox);
  }
  keepOnly(kept);
  writeLines();
  writeSurfaces(surfaces, density);
  return surfaces;
};

const writeLines = (): void => {
  const module = wasm();
  const place = module._guichet_lines(lines.length);
  const memory = module.HEAPU8.buffer;
  const numbers = new Float32Array(memory, place, lines.length * lineWords);
  const offsets = new Uint32Array(memory, place, lines.length * lineWords);
  let at = 0;
  for (const { line, left, top } of lines) {
    offsets[at] = line.begin;
    offsets[at + 1] = line.end;
    numbers[at + 2] = left + line.x;
    numbers[at + 3] = top + line.y;
    numbers[at + 4] = line.width;
    numbers[at + 5] = line.height;
    at += lineWords;
  }
};

const writeSurfaces = (surfaces: Surface[], density: number): void => {
  const module = wasm();
  const place = module._guichet_surfaces(surfaces.length);
  const numbers = new Float32Array(module.HEAPU8.buffer, place, surfaces.length * surfaceWords);
  surfaces.forEach(({ root, x, y, width, height, pixelWidth, pixelHeight }, index) => {
    numbers.set([root?.handle ?? 0, x, y, width, height, pixelWidth, pixelHeight, density, palette()], index * surfaceWords);
  });
};
