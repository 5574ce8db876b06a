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
  bringIntoSight(target, target.closest("dialog")?.getBoundingClientRect() ?? inSight());
  return true;
};

/** The part of the window that a touch keyboard leaves. */
export const inSight = (): DOMRect => {
  const { offsetTop, width, height } = visualViewport ?? { offsetTop: 0, width: innerWidth, height: innerHeight };
  return new DOMRect(0, offsetTop, width, height);
};

export const bringIntoSight = (element: Element, seen: DOMRect): void => {
  const box = element.getBoundingClientRect();
  if (box.top < seen.top || box.bottom > seen.bottom) {
    // Instant whatever the preference: a smooth jump is motion, and keeps a person waiting.
    element.scrollIntoView({ block: box.height > seen.height ? "start" : "center", behavior: "instant" });
  }
};

export const focusLater = (id: string): void => {
  wanted = id;
  patience = 3;
};

/** What had the focus goes, and nothing else is wanted: one is left at the heading of where one is, never at the top of nothing. */
export const keepFocus = (going: Element): void => {
  if (wanted !== undefined || !going.contains(document.activeElement)) return;
  const heading = document.querySelector("dialog:modal h2") ?? document.querySelector("#guichet h1");
  if (heading && !going.contains(heading)) focusLater(heading.id);
};

/** After a patch: gives the focus if what is wanted is there by now. */
export const settleFocus = (): void => {
  if (wanted === undefined) return;
  if (focusNode(wanted) || --patience === 0) wanted = undefined;
};
