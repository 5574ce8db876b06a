// Whether the page is painted. When it is not — no WebGL2, forced colours, chosen, asked for by ?html=1, graphics lost — the
// controls are simply seen: the same page as plain HTML, with nothing missing. What painting needs is fetched and made when it
// is first wanted.

const forced = matchMedia("(forced-colors: active)");
const askedForHtml = new URLSearchParams(location.search).get("html") === "1";

/** Known before anything is fetched, so it cannot wait for the store of ports/store.ts. */
const choice = "guichet-sans-dessin";
const chosen = (): boolean => {
  try {
    return localStorage.getItem(choice) === "1";
  } catch {
    return false;
  }
};

let plain = chosen();
/** Not tried yet: undefined. */
let hasGraphics: boolean | undefined;
let ownText = false;
let painted = false;

export const isPainted = (): boolean => painted;

/** Chosen at this visit or an earlier one. */
export const isPlain = (): boolean => plain;

/** Worth fetching what painting needs, and making a graphics context. */
export const mayPaint = (): boolean =>
  !askedForHtml && !plain && !forced.matches && typeof WebGL2RenderingContext !== "undefined";

let changed = (): void => undefined;
let begin = async (): Promise<boolean> => false;

const settle = (): void => {
  if (hasGraphics === undefined && mayPaint()) void makeGraphics();
  const now = hasGraphics === true && mayPaint() && !ownText;
  if (now === painted) return;
  painted = now;
  document.documentElement.classList.toggle("painted", painted);
  if (painted) changed();
};

export const setGraphics = (has: boolean): void => {
  hasGraphics = has;
  settle();
};

const makeGraphics = async (): Promise<void> => {
  hasGraphics = false;
  setGraphics(await begin().catch(() => false));
};

/** As if nothing had ever been chosen. Of ours only: other pages may share the address. */
export const forgetPlain = (): void => {
  try {
    localStorage.removeItem(choice);
  } catch {
    // Nothing was kept, then.
  }
};

export const setPlain = (now: boolean): void => {
  plain = now;
  try {
    localStorage.setItem(choice, now ? "1" : "0");
  } catch {
    // For this visit only, then.
  }
  settle();
};

/** A style sheet of the person's own spaces letters or words, or changes the font: the picture could not follow it. */
export const noteOwnText = (): void => {
  const { fontFamily, letterSpacing, wordSpacing } = getComputedStyle(document.body);
  ownText = /[1-9]/.test(letterSpacing + wordSpacing) || !/^"?Inter/.test(fontFamily);
  settle();
};

/** `make` is called once, when painting is first wanted; `again` whenever a picture is due after there was none. */
export const followPainted = async (make: () => Promise<boolean>, again: () => void): Promise<void> => {
  begin = make;
  changed = again;
  forced.addEventListener("change", settle);
  if (mayPaint()) await makeGraphics();
};
