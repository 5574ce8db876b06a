// One entry per node of the tree: its element, and what the mirror, the events and the layout reader keep of it.

import { role, state } from "./protocol";

export interface Entry {
  readonly handle: number;
  readonly role: number;
  readonly level: number;
  readonly element: HTMLElement;
  look: number;
  layout: number;
  gap: number;
  width: number;
  icon: number;
  span: number;
  states: number;
  listens: number;
  /** The model's value; what the control holds may be newer. */
  value: string;
  /** The text of the last change told, so that Enter and the blur after it tell it once. */
  committed: string;
  /** A value that came while the person was composing. */
  pending: string | undefined;
  groupName: string;
  refersTo: string;
  captureKeys: string[];
  text: Text | undefined;
  /** No longer in the page: its late events are nobody's. */
  gone: boolean;
  /** What the layout reader remembers (boxes.ts, lines.ts). */
  style: unknown;
  lines: unknown;
}

interface Mirrored extends Element {
  guichet?: Entry;
}

/** By handle. */
export const entries: (Entry | undefined)[] = [];

export const entryOf = (node: EventTarget | null): Entry | undefined => (node as Mirrored | null)?.guichet;

/** The entry of the element or of the nearest ancestor that has one. */
export const nearest = (target: EventTarget | null, wanted: (entry: Entry) => boolean = () => true): Entry | undefined => {
  for (let node = target as Element | null; node; node = node.parentElement) {
    const entry = entryOf(node);
    if (entry && wanted(entry)) return entry;
  }
  return undefined;
};

export const add = (handle: number, entryRole: number, level: number, element: HTMLElement): Entry => {
  const entry: Entry = {
    handle, role: entryRole, level, element,
    look: 0, layout: 0, gap: 0, width: 0, icon: 0, span: 0, states: 0, listens: 0,
    value: "", committed: "", pending: undefined, groupName: "", refersTo: "", captureKeys: [],
    text: undefined, gone: false, style: undefined, lines: undefined,
  };
  (element as Mirrored).guichet = entry;
  entries[handle] = entry;
  return entry;
};

/** Called for each entry that leaves the page. */
export const leaving: ((entry: Entry) => void)[] = [];

const forget = (entry: Entry): void => {
  for (const tell of leaving) tell(entry);
  entry.gone = true;
  if (entries[entry.handle] === entry) entries[entry.handle] = undefined;
};

/** The entry and all those under it. */
const whole = ({ element }: Entry): Entry[] =>
  [element, ...element.getElementsByTagName("*")].flatMap((one) => entryOf(one) ?? []);

/** Takes the element and all under it out of the page. */
export const drop = (entry: Entry): void => {
  // Forgotten first: taking out the element in focus may fire events.
  for (const one of whole(entry)) forget(one);
  entry.element.remove();
};

/** Takes them out too, but to come back. */
export const detach = (entry: Entry): void => {
  for (const one of whole(entry)) for (const tell of leaving) tell(one);
  entry.element.remove();
};

export const has = (entry: Entry, bit: keyof typeof state): boolean => (entry.states & state[bit]) !== 0;

export const isText = (entry: Entry): boolean =>
  entry.role === role.text_field || entry.role === role.text_area || entry.role === role.combobox;

export type Field = HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement;
export const field = (entry: Entry): Field => entry.element as unknown as Field;
