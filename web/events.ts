// What people do to the controls, told to C++: one set of listeners on the root, however many nodes.
// Values are told as NFC, since some keyboards and every macOS file name give decomposed letters.

import { type Entry, entryOf, field, has, isText, nearest } from "./entries";
import { focusNode } from "./focus";
import { hasten, request } from "./frames";
import { setComposing } from "./mirror";
import { message, send } from "./module";
import { cause, type EventName, listen, role } from "./protocol";
import { chooseFiles } from "./ports/files";

const wants = (entry: Entry, event: EventName): boolean => ((entry.listens >> listen[event]) & 1) === 1;

export const tellEvent = (entry: Entry, event: EventName, text = ""): void => {
  send(message("node_event").number(entry.handle).number(listen[event]).text(text));
};

const tell = (entry: Entry | undefined, event: EventName, text = ""): void => {
  if (entry && !entry.gone && wants(entry, event)) tellEvent(entry, event, text);
};

const textOf = (entry: Entry): string => field(entry).value.normalize();

const onInput = (event: Event): void => {
  const entry = entryOf(event.target);
  if (!entry || entry.gone || !isText(entry)) return;
  entry.pending = undefined;
  tell(entry, "input", textOf(entry));
  if (entry.role === role.text_area) request(cause.layout); // where its lines stand
};

const commit = (entry: Entry): void => {
  const text = textOf(entry);
  if (text === entry.committed) return;
  entry.committed = text;
  tell(entry, "change", text);
};

const onChange = (event: Event): void => {
  const entry = entryOf(event.target);
  if (!entry || entry.gone) return;
  const control = field(entry);
  switch (entry.role) {
    case role.checkbox: tell(entry, "change", String(control.checked)); break;
    case role.radio: tell(entry, "change", control.value); break;
    case role.select: tell(entry, "change", control.value); break;
    case role.file_field:
      chooseFiles(entry, control.files ?? []);
      control.value = ""; // so that the same file can be chosen again
      break;
    default:
      if (isText(entry)) commit(entry);
      // The focus is on its way elsewhere.
      request(cause.paint);
      return;
  }
  request(cause.paint);
  hasten();
};

const onClick = (event: MouseEvent): void => {
  const target = event.target as Element;
  const dialog = entryOf(target);
  if (dialog?.role === role.dialog && pressedOn === target && outside(target, event)) {
    tell(dialog, "cancel");
    return;
  }
  const entry = nearest(target, (candidate) => wants(candidate, "click") || candidate.element instanceof HTMLAnchorElement);
  // A day that cannot be chosen says why.
  if (!entry || (has(entry, "disabled") && entry.role !== role.grid_cell)) {
    if (entry?.element instanceof HTMLAnchorElement) event.preventDefault();
    return;
  }
  // Another tab, another window, a download: the browser's own affair.
  if (entry.element instanceof HTMLAnchorElement) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (wants(entry, "click")) event.preventDefault();
    else if (entry.refersTo.startsWith("#") && !entry.refersTo.startsWith("#/")) {
      event.preventDefault();
      focusNode(entry.refersTo.slice(1));
      return;
    }
  }
  tell(entry, "click");
  hasten();
};

let pressedOn: EventTarget | null = null;

const outside = (element: Element, { clientX, clientY }: MouseEvent): boolean => {
  const box = element.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
};

const onFocusIn = (event: FocusEvent): void => tell(entryOf(event.target), "focus");

const onFocusOut = (event: FocusEvent): void => {
  // The window lost the focus, the field did not.
  if (document.activeElement === event.target) return;
  tell(entryOf(event.target), "blur");
};

const goesOn = new Set<number>([role.text_field, role.combobox, role.checkbox, role.radio]);

const coarse = matchMedia("(pointer: coarse)");

/** What the « next » key of a touch keyboard leads to; it is Enter elsewhere, which sends the form. */
const following = (control: HTMLInputElement): HTMLElement | undefined => {
  if (!coarse.matches || control.enterKeyHint !== "next") return undefined;
  const controls = [...(control.form?.elements ?? [])].filter((one) => one.matches("input, select, textarea")) as HTMLElement[];
  return controls[controls.indexOf(control) + 1];
};

/** The panel follows the focus, as the ARIA practices say of tabs that cost nothing to show. */
const moveTab = (event: KeyboardEvent): void => {
  const tab = event.target as HTMLElement;
  const tabs = [...(tab.parentElement?.children ?? [])] as HTMLElement[];
  const at = tabs.indexOf(tab);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = tabs.at(to % tabs.length);
  next?.focus();
  next?.click();
};

const onKeyDown = (event: KeyboardEvent): void => {
  // Key code 229: the key belongs to an input method.
  if (event.isComposing || event.keyCode === 229) return;
  const entry = entryOf(event.target);
  if (!entry || event.ctrlKey || event.metaKey) return;
  const { key } = event;
  const chord = `${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${key === " " ? "Space" : key}`;
  const listener = nearest(event.target, ({ captureKeys }) => captureKeys.includes(chord));
  if (listener) {
    event.preventDefault();
    tell(listener, "key", chord);
  } else if (event.altKey) return;
  else if (entry.role === role.tab) moveTab(event);
  else if (event.key === "Enter" && goesOn.has(entry.role)) {
    // What a form with a submit button does: the value first, then the form.
    event.preventDefault();
    if (isText(entry)) commit(entry);
    const next = following(field(entry));
    if (next) next.focus();
    else tell(nearest(event.target, (candidate) => wants(candidate, "submit")), "submit");
  }
};

const onToggle = (event: Event): void => {
  const entry = entryOf(event.target);
  if (entry?.role !== role.disclosure) return;
  const { open } = entry.element as HTMLDetailsElement;
  request(cause.layout);
  if (open !== has(entry, "open")) tell(entry, "toggle", String(open));
};

/** Escape asks; only the model closes. */
const onCancel = (event: Event): void => {
  const entry = entryOf(event.target);
  if (entry?.role !== role.dialog) return;
  event.preventDefault();
  tell(entry, "cancel");
};

/** A browser may close a dialog in spite of us (Escape twice). */
const onClose = (event: Event): void => {
  const entry = entryOf(event.target);
  if (entry?.role === role.dialog && !entry.gone && entry.element.isConnected) tell(entry, "cancel");
};

export const listenTo = (root: HTMLElement): void => {
  root.addEventListener("input", onInput);
  root.addEventListener("change", onChange);
  root.addEventListener("click", onClick);
  root.addEventListener("focusin", onFocusIn);
  root.addEventListener("focusout", onFocusOut);
  root.addEventListener("keydown", onKeyDown);
  root.addEventListener("submit", (event) => event.preventDefault());
  // These do not bubble.
  root.addEventListener("toggle", onToggle, true);
  root.addEventListener("cancel", onCancel, true);
  root.addEventListener("close", onClose, true);
  root.addEventListener("compositionstart", (event) => setComposing(entryOf(event.target)));
  root.addEventListener("compositionend", () => setComposing(undefined));
  root.addEventListener("pointerdown", (event) => {
    pressedOn = event.target;
  });
  // Pressing an option, or its list's scroll bar, may not take the focus from the combobox.
  root.addEventListener("mousedown", (event) => {
    if (nearest(event.target, (entry) => entry.role === role.listbox)) event.preventDefault();
  });
};
