// Frames on demand: causes are gathered, one animation frame serves them all, and none is asked for without a cause.

import { figures } from "./figures";
import { isPainted } from "./painted";
import { flush, occupied, running, wasm } from "./module";
import { cause } from "./protocol";

let causes = 0;
let asked = false;

const make = (now: number, paints: boolean): void => {
  if (!running() || now === 0) return;
  ++figures.ticks;
  occupied(() => wasm()._guichet_frame(now, Number(paints)));
  flush();
};

const tick = (): void => {
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
 * Right after the picture, before the next one: of what a page leaves out in its first, nothing can be found meanwhile. It is laid out and
 * painted with the next.
 */
export const requestRest = (): void => {
  setTimeout(() => {
    const before = figures.mirrorMs;
    make(cause.model, false);
    figures.mirrorMs += before; // one change of page
    request(cause.layout);
  });
};
