// What changes the layout from outside the tree: size, density, fonts, scrolling, preferences.

import { entryOf, isText } from "./entries";
import { bringIntoSight, inSight } from "./focus";
import { request } from "./frames";
import { isPainted, noteOwnText } from "./painted";
import { cause, role } from "./protocol";
import { forgetStyles } from "./styles";
import { mainLeft, pictureDensity, surfaceLeft } from "./surfaces";

const again = (): void => {
  forgetStyles();
  request(cause.layout);
};

/** A change of screen fires no resize: the query asks for the density of now, and is asked anew each time. */
const followDensity = (): void => {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
    again();
    followDensity();
  }, { once: true });
};

let seen = { width: 0, height: 0 };

/** The size that the last reading knew: what a patch did to it needs no second one. */
export const noteSize = (root: HTMLElement): void => {
  const { width, height } = root.getBoundingClientRect();
  seen = { width, height };
};

/**
 * A touch keyboard comes over the window: what is being written stays in the rest of it, with its label and its error. Two fingers
 * enlarge a part of it: that is painted as sharp.
 */
const followSeen = (): void => {
  const view = visualViewport;
  let height = view?.height ?? 0;
  let scale = view?.scale;
  let density = pictureDensity();
  view?.addEventListener("resize", () => {
    const seen = inSight();
    const { activeElement } = document;
    const entry = entryOf(activeElement);
    // Two fingers that enlarge the page know what they want to see.
    if (activeElement && entry && isText(entry) && seen.height < height && view.scale === scale) {
      bringIntoSight(activeElement.closest("[id$='-champ']") ?? activeElement, seen);
      bringIntoSight(activeElement, seen);
    }
    if (pictureDensity() !== density) again();
    density = pictureDensity();
    ({ height, scale } = view);
  });
};

export const followViewport = (root: HTMLElement): void => {
  followSeen();
  new ResizeObserver(() => {
    noteOwnText();
    if (!isPainted()) return;
    const { width, height } = root.getBoundingClientRect();
    if (width !== seen.width) again();
    else if (height !== seen.height) request(cause.layout);
  }).observe(root);
  addEventListener("resize", again);
  followDensity();
  document.fonts.addEventListener("loadingdone", again);
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    matchMedia(query).addEventListener("change", again);
  }
  addEventListener("scroll", () => {
    if (isPainted() && mainLeft(root)) request(cause.layout);
  }, { passive: true });
  root.addEventListener("scroll", (event) => {
    const entry = entryOf(event.target);
    if (!entry || !isPainted()) return;
    // A text area's own text moves in its picture; so does a long value in a field that is left.
    if (entry.role === role.text_area || entry.role === role.text_field) request(cause.layout);
    else if (surfaceLeft(entry)) request(cause.layout);
  }, { capture: true, passive: true });
};
