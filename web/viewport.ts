// What changes the layout from outside the tree: size, density, fonts, scrolling, preferences.

import { entryOf } from "./entries";
import { request } from "./frames";
import { isPainted } from "./painted";
import { cause, role } from "./protocol";
import { forgetStyles } from "./styles";
import { mainLeft, surfaceLeft } from "./surfaces";

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

export const followViewport = (root: HTMLElement): void => {
  new ResizeObserver(() => {
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
