// Counters for tests and budgets, read through window.__guichet (debug.ts). Counting costs nothing worth a switch.

export const figures = {
  /** Animation frames taken. */
  ticks: 0,
  /** Of those, the ones that painted. */
  frames: 0,
  /** Patches applied that changed something, and readings of the layout. */
  patches: 0,
  layouts: 0,
  /** Of the last frame that did it, in milliseconds; moving the focus counts with the patch. */
  mirrorMs: 0,
  layoutMs: 0,
  paintMs: 0,
  /** Handles of the nodes that the last frame painted. */
  painted: [] as number[],
};
