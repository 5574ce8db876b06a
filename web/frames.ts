// Frames on demand: causes are gathered, one animation frame serves them all, and none is asked for without a cause.

import { figures } from "./figures";
import { isPainted } from "./painted";
import { flush, occupied, running, wasm } from "./module";

let causes = 0;
let asked = false;

const make = (): void => {
  if (!running() || causes === 0) return;
  const now = causes;
  causes = 0;
  ++figures.ticks;
  occupied(() => wasm()._guichet_frame(now, Number(isPainted())));
  flush();
};

const tick = (): void => {
  asked = false;
  make();
};

/** Right after the picture, whenever the next one comes: of what a page leaves out in its first, nothing can be found meanwhile. */
export const requestRest = (cause: number): void => {
  causes |= cause;
  setTimeout(make);
};

export const request = (cause: number): void => {
  causes |= cause;
  if (asked) return;
  asked = true;
  requestAnimationFrame(tick);
};
