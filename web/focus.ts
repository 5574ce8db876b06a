// Moving the focus where the application wants it: after the next picture of the tree, once what it names is there.

import { entryOf } from "./entries";
import { role } from "./protocol";

let wanted: string | undefined;
let patience = 0;

const focusable = "input:not(:disabled),select:not(:disabled),textarea:not(:disabled),button:not(:disabled),a[href],summary,[tabindex]";

/** The element itself, the checked radio of a group, or the first thing in it that can take the focus. */
const receiver = (element: HTMLElement): HTMLElement => {
  if (element.matches(focusable)) return element;
  const group = entryOf(element);
  if (group?.role === role.radio_group || group?.role === role.group || group?.role === role.list) {
    const inner = element.querySelector<HTMLElement>("input:checked") ?? element.querySelector<HTMLElement>(focusable);
    if (inner) return inner;
  }
  element.tabIndex = -1;
  return element;
};

export const focusNode = (id: string): boolean => {
  const element = document.getElementById(id);
  if (!element) return false;
  const target = receiver(element);
  if (document.activeElement !== target) target.focus({ preventScroll: true });
  const box = target.getBoundingClientRect();
  const seen = target.closest("dialog")?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
  if (box.top < seen.top || box.bottom > seen.bottom) {
    // Instant whatever the preference: a smooth jump is motion, and keeps a person waiting.
    target.scrollIntoView({ block: box.height > seen.height ? "start" : "center", behavior: "instant" });
  }
  return true;
};

export const focusLater = (id: string): void => {
  wanted = id;
  patience = 3;
};

/** After a patch: gives the focus if what is wanted is there by now. */
export const settleFocus = (): void => {
  if (wanted === undefined) return;
  if (focusNode(wanted) || --patience === 0) wanted = undefined;
};
