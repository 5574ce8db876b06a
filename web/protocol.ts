// Numbers shared with C++: the enumerators of src/view/node.hpp, src/view/patch.hpp and
// src/platform/web/wire.hpp. Places in a list are the numbers. tests/node/protocol.test.mjs compares both sides.

export const roles = [
  "box", "header", "main", "navigation", "footer", "section", "form", "group", "legend", "heading", "paragraph", "text",
  "label", "hint", "error", "list", "ordered_list", "list_item", "link", "button", "text_field", "text_area", "select",
  "option", "checkbox", "radio", "file_field", "combobox", "listbox", "listbox_option", "table", "table_head", "table_body",
  "row", "column_header", "row_header", "cell", "caption", "definition_list", "definition_group", "term", "definition",
  "disclosure", "disclosure_summary", "dialog", "alert", "status", "error_summary", "progress", "separator", "icon",
  "skip_link", "radio_group", "ordered_steps", "grid", "grid_cell", "tab_list", "tab", "tab_panel", "chart",
] as const;
export type RoleName = (typeof roles)[number];

export const looks = [
  "plain", "primary", "secondary", "quiet", "danger", "title", "subtitle", "lead", "caption", "strong", "muted", "number",
  "card", "panel", "info", "success", "warning", "fault", "badge", "badge_info", "badge_success", "badge_warning",
  "badge_fault", "step", "toast", "brand", "zone", "value", "page", "dialog_small", "tile", "required_mark",
  "calendar", "skeleton",
] as const;

export const layouts = [
  "none", "stack", "line", "line_end", "line_between", "columns2", "columns3", "tiles", "sidebar", "centered",
  "control_line", "overlay", "anchor",
] as const;

export const gaps = ["none", "xs", "s", "m", "l", "xl"] as const;
export const widths = ["full", "w2", "w4", "w6", "w10", "w14", "w20", "w30"] as const;

export const icons = [
  "none", "check", "cross", "warning", "info", "plus", "trash", "pencil", "copy", "file", "upload", "download",
  "arrow_left", "arrow_right", "chevron_down", "calendar", "search", "external", "clock", "lock", "circle", "dot", "person",
  "building", "book",
] as const;

/** Names of the bits of Node::states, lowest first. */
export const states = [
  "required", "invalid", "disabled", "readonly", "checked", "selected", "current", "expanded", "collapsed", "open", "busy",
  "spell_check", "focusable", "multiple", "visually_hidden", "new_window", "secret", "masked", "tab_stop",
] as const;
export type StateName = (typeof states)[number];

/** guichet::patch::Operation */
export const operations = ["create", "update", "insert", "remove", "detach"] as const; // from 1

/** guichet::patch::Attribute: bits of a mask and their order. */
export const attributes = [
  "look", "layout", "gap", "width", "icon", "states", "columns_span", "rows", "max_length", "listens", "id", "text", "value",
  "name", "described_by", "labelled_by", "refers_to", "active", "group_name", "autocomplete", "input_mode",
  "enter_key_hint", "accept", "capture_keys",
] as const;
export const firstString = attributes.indexOf("id");

/** guichet::patch::Listens: the events that a node wants told; also the kinds of events told. */
export const listens = ["click", "input", "change", "blur", "focus", "files", "toggle", "cancel", "key", "submit"] as const;
export type EventName = (typeof listens)[number];

/** guichet::wire::Ask: what C++ asks of the page, first byte of a request. */
export const asks = [
  "http", "send_file", "abort", "store_put", "store_remove", "store_load", "persist", "read_slice", "keep_file",
  "prune_files", "download", "open_file", "go", "set_title", "focus", "announce", "copy_text", "print", "set_timer",
  "clear_timer", "claim", "release", "set_unsaved", "set_plain", "fetch_later", "erase_all", "protection",
] as const;
export type AskName = (typeof asks)[number];

/** guichet::wire::Tell: what the page tells C++, first byte of a message. */
export const tells = [
  "node_event", "files_chosen", "started", "route_changed", "hidden", "shown", "http_answered", "http_failed",
  "send_progress", "stored", "loaded", "slice_read", "file_kept", "file_refused", "timer_rang", "claimed", "claim_lost",
  "online_changed",
] as const;
export type TellName = (typeof tells)[number];

/** guichet::wire::Cause: why a frame is wanted, as bits. */
export const cause = { model: 1, layout: 2, paint: 4, rest: 8 } as const;

/** guichet::touch (src/paint/painter.hpp). */
export const touch = { hovered: 1, pressed: 2, focused: 4, focus_visible: 8, dragged_over: 16 } as const;

const numbered = <Name extends string>(names: readonly Name[], first = 0): Record<Name, number> =>
  Object.fromEntries(names.map((name, place) => [name, place + first])) as Record<Name, number>;

export const role = numbered(roles);
export const tell = numbered(tells);
export const listen = numbered(listens);
export const operation = numbered(operations, 1);
/** Bits of Node::states by name. */
export const state = Object.fromEntries(states.map((name, place) => [name, 1 << place])) as Record<StateName, number>;
