// Which element each role is, and how attributes and states become HTML and ARIA. Real elements wherever HTML
// has one; text is set as text, never as markup.

import { type Entry, field, has, isText } from "./entries";
import { gaps, icons, layouts, looks, role, roles, type RoleName, state, states, widths } from "./protocol";

const tags: Partial<Record<RoleName, string>> = {
  header: "header", main: "main", navigation: "nav", footer: "footer", section: "section", form: "form", group: "fieldset",
  legend: "legend", paragraph: "p", text: "span", label: "label", hint: "p", error: "p", list: "ul", ordered_list: "ol",
  list_item: "li", link: "a", button: "button", text_field: "input", text_area: "textarea", select: "select",
  option: "option", checkbox: "input", radio: "input", file_field: "input", combobox: "input", listbox: "ul",
  listbox_option: "li", table: "table", table_head: "thead", table_body: "tbody", row: "tr", column_header: "th",
  row_header: "th", cell: "td", caption: "caption", definition_list: "dl", definition_group: "div", term: "dt",
  definition: "dd", disclosure: "details", disclosure_summary: "summary", dialog: "dialog", progress: "progress",
  separator: "hr", icon: "span", skip_link: "a", ordered_steps: "ol", grid: "table", grid_cell: "td", tab: "button",
};

/** Attributes that a role always has. */
const fixed: Partial<Record<RoleName, Record<string, string>>> = {
  button: { type: "button" },
  // Names and codes, until a field says that it is prose.
  text_field: { type: "text", autocomplete: "off", spellcheck: "false", autocorrect: "off", autocapitalize: "words" },
  text_area: { autocomplete: "off" },
  option: { value: "" }, // or one without a value would be worth its words
  checkbox: { type: "checkbox" },
  radio: { type: "radio" },
  file_field: { type: "file" },
  combobox: { type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", autocorrect: "off", "aria-autocomplete": "list" },
  // What scrolls would take part in Tab otherwise.
  listbox: { role: "listbox", tabindex: "-1" },
  listbox_option: { role: "option" },
  // Laid out by boxes of our own (shell/tables.css), elements of a table lose what they mean.
  table: { role: "table" },
  table_head: { role: "rowgroup" },
  table_body: { role: "rowgroup" },
  row: { role: "row" },
  cell: { role: "cell" },
  column_header: { scope: "col", role: "columnheader" },
  row_header: { scope: "row", role: "rowheader" },
  alert: { role: "alert" },
  // Of a progress that goes on, what changed; not all of it again.
  status: { role: "status", "aria-atomic": "false" },
  // It takes the focus, and how many there are is announced: as an alert it would be read out whole at each correction.
  error_summary: { role: "group", tabindex: "-1" },
  dialog: { "aria-modal": "true" },
  icon: { "aria-hidden": "true" },
  radio_group: { role: "radiogroup" },
  // Lists without bullets lose their role in Safari.
  list: { role: "list" },
  ordered_steps: { role: "list" },
  form: { novalidate: "" },
  grid: { role: "grid" },
  grid_cell: { role: "gridcell" },
  tab_list: { role: "tablist" },
  tab: { type: "button", role: "tab" },
  tab_panel: { role: "tabpanel", tabindex: "0" },
  chart: { role: "img" },
};

const made = new Map<number, HTMLElement>();

export const makeElement = (number: number, level: number): HTMLElement => {
  const key = number * 8 + level;
  let model = made.get(key);
  if (!model) {
    const name = roles[number] ?? "box";
    const tag = name === "heading" ? `h${Math.min(Math.max(level, 1), 6)}` : (tags[name] ?? "div");
    model = document.createElement(tag);
    for (const [attribute, value] of Object.entries(fixed[name] ?? {})) model.setAttribute(attribute, value);
    made.set(key, model);
  }
  return model.cloneNode(false) as HTMLElement;
};

const dashed = (name: string | undefined): string => (name ?? "").replaceAll("_", "-");

const classNames = new Map<string, string>();

/** r-role l-look y-layout g-gap w-width, then i-icon s-span is-state where there are any. */
export const setClass = (entry: Entry): void => {
  const key = [entry.role, entry.look, entry.layout, entry.gap, entry.width, entry.icon, entry.span, entry.states].join();
  let names = classNames.get(key);
  if (names === undefined) {
    names = `r-${dashed(roles[entry.role])} l-${dashed(looks[entry.look])} y-${dashed(layouts[entry.layout])}`
      + ` g-${gaps[entry.gap]} w-${widths[entry.width]}`;
    if (entry.icon || entry.role === role.icon) names += ` i-${dashed(icons[entry.icon])}`;
    if (entry.span) names += ` s-${entry.span}`;
    states.forEach((name, place) => {
      if ((entry.states >> place) & 1) names += ` is-${dashed(name)}`;
    });
    if (has(entry, "visually_hidden")) names += " visually-hidden";
    classNames.set(key, names);
  }
  entry.element.className = names;
  // Said as « required » at the control.
  if (looks[entry.look] === "required_mark") entry.element.ariaHidden = "true";
};

export const setOrRemove = (element: Element, attribute: string, value: string | false): void => {
  if (value === false || value === "") element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
};

const formControls = new Set<number>([
  role.button, role.text_field, role.text_area, role.select, role.option, role.checkbox, role.radio, role.file_field,
  role.combobox, role.group,
]);
const canBeRequired = new Set<number>([role.text_field, role.text_area, role.select, role.checkbox, role.combobox, role.radio_group]);
const canBeInvalid = new Set<number>([...canBeRequired, role.file_field]);

/** Writes the states that differ from `before`. */
export const setStates = (entry: Entry, before: number): void => {
  const changed = before ^ entry.states;
  if (!changed && entry.role !== role.listbox_option && entry.role !== role.tab) return;
  const { element } = entry;
  const each = (name: keyof typeof state, write: (on: boolean) => void): void => {
    if (changed & state[name]) write(has(entry, name));
  };
  const flag = (attribute: string) => (on: boolean) => setOrRemove(element, attribute, on && "true");

  each("required", (on) => {
    if (canBeRequired.has(entry.role)) flag("aria-required")(on);
    else if (entry.role === role.file_field) field(entry).required = on;
  });
  each("invalid", (on) => {
    if (canBeInvalid.has(entry.role)) flag("aria-invalid")(on);
  });
  each("disabled", (on) => {
    if (formControls.has(entry.role)) field(entry).disabled = on;
    else flag("aria-disabled")(on);
  });
  each("readonly", (on) => {
    if (isText(entry)) field(entry).readOnly = on;
  });
  each("checked", (on) => {
    field(entry).checked = on;
  });
  if (entry.role === role.listbox_option || entry.role === role.tab) {
    element.setAttribute("aria-selected", String(has(entry, "selected")));
    if (entry.role === role.tab) element.tabIndex = has(entry, "selected") ? 0 : -1;
  }
  // Days that are not chosen are not worth a word.
  if (entry.role === role.grid_cell) each("selected", flag("aria-selected"));
  each("current", (on) => setOrRemove(element, "aria-current", on && currentKind(entry)));
  if (changed & (state.expanded | state.collapsed)) {
    setOrRemove(element, "aria-expanded", has(entry, "expanded") ? "true" : has(entry, "collapsed") && "false");
  }
  each("open", (on) => {
    if (entry.role === role.disclosure) (element as HTMLDetailsElement).open = on;
  });
  each("busy", flag("aria-busy"));
  if (changed & (state.focusable | state.tab_stop)) {
    setOrRemove(element, "tabindex", has(entry, "tab_stop") ? "0" : has(entry, "focusable") && "-1");
  }
  each("multiple", (on) => {
    field(entry).multiple = on;
  });
  each("new_window", (on) => {
    setOrRemove(element, "target", on && "_blank");
    setOrRemove(element, "rel", on && "noopener noreferrer");
  });
  each("secret", (on) => {
    (element as HTMLInputElement).type = on ? "password" : "text";
  });
  each("spell_check", (on) => {
    element.spellcheck = on;
    setOrRemove(element, "autocorrect", !on && "off");
    setOrRemove(element, "autocapitalize", !on && "words");
  });
};

const currentKind = (entry: Entry): string => {
  if (looks[entry.look] === "step" || entry.element.closest(".r-ordered-steps")) return "step";
  return entry.role === role.link ? "page" : entry.role === role.grid_cell ? "date" : "true";
};

/** An attribute that is a string, but text and value. */
export const setString = (entry: Entry, name: string, value: string): void => {
  const { element } = entry;
  switch (name) {
    case "id": element.id = value; break;
    case "name": setOrRemove(element, "aria-label", value); break;
    case "described_by": setOrRemove(element, "aria-describedby", value); break;
    case "labelled_by": setOrRemove(element, "aria-labelledby", value); break;
    case "active": setOrRemove(element, "aria-activedescendant", value); break;
    case "group_name": entry.groupName = value; setOrRemove(element, "name", value); break;
    case "autocomplete": setOrRemove(element, "autocomplete", value || "off"); break;
    case "input_mode":
      setOrRemove(element, "inputmode", value);
      // Only a code, an address or a search asks for a keyboard of its own.
      if (value) element.autocapitalize = "off";
      break;
    case "enter_key_hint": setOrRemove(element, "enterkeyhint", value); break;
    case "accept": setOrRemove(element, "accept", value); break;
    case "capture_keys": entry.captureKeys = value ? value.split(" ") : []; break;
    case "refers_to":
      entry.refersTo = value;
      if (entry.role === role.label) setOrRemove(element, "for", value);
      else if (entry.role === role.combobox || entry.role === role.tab) setOrRemove(element, "aria-controls", value);
      else if (element instanceof HTMLAnchorElement) setOrRemove(element, "href", value);
      break;
  }
};
