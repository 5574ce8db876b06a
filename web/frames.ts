// Frames on demand: causes are gathered, one animation frame serves them all, and none is asked for without a cause.

import { figures } from "./figures";
import { isPainted } from "./painted";
import { flush, isOccupied, occupied, running, wasm } from "./module";
import { cause } from "./protocol";

let causes = 0;
let asked = false;

const make = (now: number, paints: boolean): void => {
  if (!running() || now === 0) return;
  occupied(() => wasm()._guichet_frame(now, Number(paints)));
  flush();
};

const tick = (): void => {
  ++figures.ticks;
  asked = false;
  const now = causes;
  causes = 0;
  make(now, isPainted());
};

export const request = (why: number): void => {
  causes |= why;
  if (asked) return;
  asked = true;
  requestAnimationFrame(tick);
};

/**
 * Right after what a person did, puts what it led to into the page: until the next picture, the browser has often nothing else to do.
 * Only where no movement of the focus is under way.
 */
export const hasten = (): void => {
  if (!(causes & cause.model) || isOccupied()) return;
  causes = (causes & ~cause.model) | cause.paint;
  make(cause.model, false);
};

/**
 * Right after the picture, before the next one: of what a page leaves out in its first, nothing can be found meanwhile. It is laid out and
 * painted with the next.
 */
export const requestRest = (): void => {
  const first = figures.mirrorMs;
  const rest = (): void => void setTimeout(() => {
    make(cause.rest, false);
    figures.mirrorMs += first; // one change of page
    request(cause.layout);
  });
  if (asked) requestAnimationFrame(rest);
  else rest();
};
