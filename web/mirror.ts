// The mirror: applies patches (src/view/patch.hpp) to the page. It writes no value into a control that holds it
// already, and none at all while a person is composing a character there.

import { add, detach, drop, entries, type Entry, field, isText } from "./entries";
import { makeElement, setClass, setOrRemove, setStates, setString } from "./elements";
import { keepFocus } from "./focus";
import { placeRegions } from "./ports/announce";
import { attributes, firstString, operation, role, state } from "./protocol";

/** What a patch did: bits. */
export const changed = { paint: 1, layout: 2 } as const;

const bit = Object.fromEntries(attributes.map((name, place) => [name, 1 << place])) as Record<(typeof attributes)[number], number>;
const shape = bit.look | bit.layout | bit.gap | bit.width | bit.icon | bit.states | bit.columns_span | bit.rows | bit.text;
const classes = bit.look | bit.layout | bit.gap | bit.width | bit.icon | bit.states | bit.columns_span;

// A byte order mark counts in the lengths, so it may not be swallowed.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
let operations = new Uint8Array();
let at = 0;
let text = "";
let textAt = 0;

const number = (): number => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = operations[at++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
  }
};

const string = (): string => {
  const length = number();
  textAt += length;
  return text.slice(textAt - length, textAt);
};

let result = 0;
/** Entries whose value, dialog or option in hand has to wait until what it names is there. */
const late = new Set<Entry>();
let composing: Entry | undefined;

export const setComposing = (entry: Entry | undefined): void => {
  const ended = composing;
  composing = entry;
  if (!entry && ended && !ended.gone && ended.pending !== undefined) writeText(ended, ended.pending);
};

const writeText = (entry: Entry, value: string): void => {
  entry.pending = undefined;
  const control = field(entry);
  if (control.value.normalize() === value) return;
  if (entry === composing) {
    entry.pending = value;
    return;
  }
  // Where the caret was, as far as the new text goes.
  const caret = document.activeElement === control ? control.selectionStart : null;
  control.value = value;
  if (caret !== null) control.setSelectionRange(Math.min(caret, value.length), Math.min(caret, value.length));
  result |= changed.paint;
};

const setValue = (entry: Entry, value: string): void => {
  entry.value = value;
  entry.committed = value;
  if (isText(entry)) {
    writeText(entry, value);
    // Where its text stands has changed with it.
    if (entry.role === role.text_area) result |= changed.layout;
    return;
  }
  result |= changed.paint;
  if (entry.role === role.select) late.add(entry);
  else if (entry.role === role.progress) {
    if (value === "") entry.element.removeAttribute("value");
    else (entry.element as HTMLProgressElement).value = Number(value);
    setOrRemove(entry.element, "aria-valuetext", value && `${Math.round(Number(value) * 100)} %`);
  } else if (entry.role === role.chart) {
    let from = 0;
    const parts = value.split(" ").map((part, place) => {
      const begin = from;
      from += Number(part) / 1000;
      return `var(--part-${place}) ${begin}turn ${from - 0.008}turn, #0000 0 ${from}turn`;
    });
    entry.element.style.backgroundImage = `conic-gradient(${parts})`;
  } else if (entry.role === role.option || entry.role === role.radio) field(entry).value = value;
};

const setText = (entry: Entry, value: string): void => {
  if (entry.text) {
    if (value === "") {
      entry.text.remove();
      entry.text = undefined;
    } else entry.text.data = value;
  } else if (value !== "" && entry.role !== role.file_field) {
    entry.text = document.createTextNode(value);
    entry.element.prepend(entry.text);
  }
  if (entry.role === role.option) {
    const select = entry.element.closest("select") as (HTMLSelectElement & { guichet?: Entry }) | null;
    if (select?.guichet) late.add(select.guichet);
  }
};

const readAttributes = (entry: Entry, fresh: boolean): void => {
  const mask = number();
  const before = entry.states;
  for (let place = 0; place < firstString; ++place) {
    if (!((mask >> place) & 1)) continue;
    const value = number();
    switch (attributes[place]) {
      case "look": entry.look = value; break;
      case "layout": entry.layout = value; break;
      case "gap": entry.gap = value; break;
      case "width": entry.width = value; break;
      case "icon": entry.icon = value; break;
      case "states": entry.states = value; break;
      case "columns_span": entry.span = value; break;
      case "rows": field(entry).rows = value || 2; break;
      case "max_length":
        if (value) field(entry).maxLength = value;
        else entry.element.removeAttribute("maxlength");
        break;
      case "listens": entry.listens = value; break;
    }
  }
  let value: string | undefined;
  for (let place = firstString; place < attributes.length; ++place) {
    if (!((mask >> place) & 1)) continue;
    const name = attributes[place] ?? "";
    if (name === "text") setText(entry, string());
    else if (name === "value") value = string();
    else {
      setString(entry, name, string());
      if (name === "active") late.add(entry);
    }
  }
  if (fresh || mask & classes) setClass(entry);
  if (mask & bit.states || fresh) setStates(entry, before);
  if (value !== undefined) setValue(entry, value);

  const onlyChecked = (mask & shape) === bit.states && (before ^ entry.states) === state.checked;
  if (mask & shape) result |= onlyChecked ? changed.paint : changed.layout;
};

const apply = (root: HTMLElement): void => {
  while (at < operations.length) {
    switch (number()) {
      case operation.create: {
        const handle = number();
        const parent = entries[number()];
        const entryRole = number();
        const level = number();
        const entry = add(handle, entryRole, level, makeElement(entryRole, level));
        parent?.element.append(entry.element);
        readAttributes(entry, true);
        if (entryRole === role.dialog) late.add(entry);
        break;
      }
      case operation.update: {
        const entry = entries[number()];
        if (entry) readAttributes(entry, false);
        break;
      }
      case operation.insert: {
        const entry = entries[number()];
        const parent = entries[number()];
        const before = entries[number()];
        if (entry) (parent?.element ?? root).insertBefore(entry.element, before?.element ?? null);
        if (parent?.role === role.select) late.add(parent);
        result |= changed.layout;
        break;
      }
      case operation.remove: {
        const entry = entries[number()];
        if (!entry) break;
        // Closing first gives the focus back to where it was before the dialog.
        for (const dialog of [entry.element, ...entry.element.getElementsByTagName("dialog")]) {
          if (dialog instanceof HTMLDialogElement && dialog.open) {
            dialog.close();
            placeRegions();
          }
        }
        keepFocus(entry.element);
        const select = entry.element.parentElement?.closest("select") as (HTMLSelectElement & { guichet?: Entry }) | null;
        drop(entry);
        if (select?.guichet) late.add(select.guichet);
        result |= changed.layout;
        break;
      }
      case operation.detach: {
        const entry = entries[number()];
        if (!entry) break;
        keepFocus(entry.element);
        detach(entry);
        result |= changed.layout;
        break;
      }
      default: throw new Error("a patch that the mirror cannot read");
    }
  }
  for (const entry of late) {
    if (entry.gone) continue;
    if (entry.role === role.select) {
      const control = field(entry);
      if (control.value !== entry.value) control.value = entry.value;
    } else if (entry.element instanceof HTMLDialogElement && entry.element.isConnected && !entry.element.open) {
      entry.element.showModal();
      placeRegions();
    } else document.getElementById(entry.element.getAttribute("aria-activedescendant") ?? "")?.scrollIntoView({ block: "nearest" });
  }
  late.clear();
};

/** Applies one patch; answers what it changed. */
export const applyPatch = (root: HTMLElement, operationBytes: Uint8Array, textBytes: Uint8Array): number => {
  // Copied: events that applying fires may grow the module's memory, and detach the views.
  operations = operationBytes.slice();
  text = decoder.decode(textBytes);
  at = 0;
  textAt = 0;
  result = 0;
  apply(root);
  return result;
};
