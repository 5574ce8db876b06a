// Hover, press, focus, a file held over: how a control is touched. It concerns only the picture, so it goes
// to the painter and is never a message of the application.

import { type Entry, entryOf, leaving, nearest } from "./entries";
import { request } from "./frames";
import { running, wasm } from "./module";
import { cause, role, touch } from "./protocol";
import { chooseFiles } from "./ports/files";

const touchable = new Set<number>([
  role.link, role.button, role.text_field, role.text_area, role.select, role.checkbox, role.radio, role.file_field,
  role.combobox, role.listbox_option, role.grid_cell, role.tab, role.disclosure_summary, role.skip_link,
]);

const bits = new Map<Entry, number>();

// Its handle may be another node's tomorrow.
leaving.push((entry) => {
  if (bits.delete(entry) && running()) wasm()._guichet_touch(entry.handle, 0);
});

const set = (entry: Entry | undefined, bit: number, on: boolean): void => {
  if (!entry || entry.gone) return;
  const before = bits.get(entry) ?? 0;
  const after = on ? before | bit : before & ~bit;
  if (after === before) return;
  if (after) bits.set(entry, after);
  else bits.delete(entry);
  if (running()) wasm()._guichet_touch(entry.handle, after);
  // A text area that is left shows where its lines stand.
  request(entry.role === role.text_area ? cause.layout : cause.paint);
};

/** Moves a bit from one entry to another. */
const mover = (bit: number): ((entry: Entry | undefined) => void) => {
  let last: Entry | undefined;
  return (entry) => {
    if (entry === last && (!entry || (bits.get(entry) ?? 0) & bit)) return;
    set(last, bit, false);
    set(entry, bit, true);
    last = entry;
  };
};

const hover = mover(touch.hovered);
const press = mover(touch.pressed);
const hold = mover(touch.dragged_over);

const touched = (target: EventTarget | null): Entry | undefined => {
  const label = (target as Element | null)?.closest?.("label");
  return entryOf((label as HTMLLabelElement | null)?.control ?? null) ?? nearest(target, (entry) => touchable.has(entry.role));
};

const focus = (target: EventTarget | null, on: boolean): void => {
  const entry = entryOf(target);
  set(entry, touch.focused, on);
  set(entry, touch.focus_visible, on && (target as Element).matches(":focus-visible"));
};

const fileFieldAt = (target: EventTarget | null): Entry | undefined =>
  nearest(target, (entry) => entry.role === role.file_field);

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

export const followTouches = (root: HTMLElement): void => {
  root.addEventListener("pointerover", (event) => hover(event.pointerType === "touch" ? undefined : touched(event.target)));
  root.addEventListener("pointerleave", () => hover(undefined));
  root.addEventListener("pointerdown", (event) => press(touched(event.target)));
  for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, () => press(undefined));
  root.addEventListener("keydown", ({ key, target }) => {
    const entry = entryOf(target);
    if (key === " " && entry?.role === role.button) press(entry);
    // Typing after a click makes the ring due.
    if (entry) focus(target, document.activeElement === target);
  });
  root.addEventListener("keyup", () => press(undefined));
  root.addEventListener("focusin", (event) => focus(event.target, true));
  root.addEventListener("focusout", (event) => {
    if (document.activeElement !== event.target) focus(event.target, false);
  });

  // A file dropped beside a field must not replace the page.
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const entry = fileFieldAt(event.target);
    if (event.dataTransfer) event.dataTransfer.dropEffect = entry ? "copy" : "none";
    hold(entry);
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) hold(undefined);
  });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    hold(undefined);
    const entry = fileFieldAt(event.target);
    if (entry && event.dataTransfer) chooseFiles(entry, event.dataTransfer.files);
  });
};
