// window.__guichet: counters that tests and budgets read. Nothing can be changed through it.

import { entries } from "./entries";
import { figures } from "./figures";
import { isPainted } from "./painted";
import { role, roles } from "./protocol";

const controls = new Set<number>([
  role.link, role.button, role.text_field, role.text_area, role.select, role.checkbox, role.radio, role.file_field,
  role.combobox, role.listbox_option, role.grid_cell, role.tab, role.disclosure_summary,
]);

const last = (wanted: (number: number) => boolean): { id: string; role: string; element: Element }[] =>
  figures.painted.flatMap((handle) => {
    const entry = entries[handle];
    return entry && wanted(entry.role) ? [{ id: entry.element.id, role: roles[entry.role] ?? "", element: entry.element }] : [];
  });

export const debug = Object.freeze({
  /** Frames painted so far; 0 more while nothing happens. */
  frames: (): number => figures.frames,
  /** Animation frames taken, painted or not. */
  ticks: (): number => figures.ticks,
  isPainted,
  /** What the last frame painted, in painting order. */
  painted: () => last(() => true),
  paintedControls: () => last((number) => controls.has(number)),
  /** Milliseconds of the last patch, layout reading and painting, and how many there were. */
  figures: (): Readonly<typeof figures> => ({ ...figures }),
});
