// The tree that the view makes of the model: each Node becomes exactly one real HTML element, which
// CSS lays out and people operate, and one picture, which the painter draws at that element's box.
// A node names intent (role, look, layout, gap), never a rectangle.
//
// Numbers of the enumerators are part of the protocol with web/protocol.ts: append, never reorder;
// tests/node/protocol.test.mjs compares the two.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guichet {

/// Which element a node is. The HTML element stands behind each.
enum class Role : std::uint8_t {
    box = 0,           // div
    header,            // header
    main,              // main
    navigation,        // nav (name = aria-label)
    footer,            // footer
    section,           // section
    form,              // form novalidate
    group,             // fieldset
    legend,            // legend
    heading,           // h1…h6, by level
    paragraph,         // p
    text,              // span
    label,             // label, `refers_to` = id of its control
    hint,              // p
    error,             // p, « Erreur : … »
    list,              // ul
    ordered_list,      // ol
    list_item,         // li
    link,              // a href
    button,            // button type=button
    text_field,        // input type=text (type by input_type)
    text_area,         // textarea
    select,            // select; children are option
    option,            // option; value = code, text = label
    checkbox,          // input type=checkbox
    radio,             // input type=radio; `group_name`
    file_field,        // input type=file, takes drops too; `text` is painted in the zone
    combobox,          // input role=combobox; `controls` = id of its listbox
    listbox,           // ul role=listbox
    listbox_option,    // li role=option
    table,
    table_head,
    table_body,
    row,
    column_header,
    row_header,
    cell,
    caption,
    definition_list,
    definition_group,
    term,
    definition,  // dl, div, dt, dd
    disclosure,        // details
    disclosure_summary,// summary
    dialog,            // dialog, shown modally; Escape and the backdrop give on_cancel
    alert,             // div role=alert
    status,            // div role=status
    error_summary,     // div role=alert tabindex=-1
    progress,          // progress; value/maximum in `value` ("0.4") — painted as a bar
    separator,         // hr
    icon,              // span aria-hidden, drawn by the painter: `icon`
    skip_link,         // a, visible on focus
    radio_group,       // div role=radiogroup
    ordered_steps,     // ol of the stepper
    grid,              // table role=grid: a calendar's month; `capture_keys` hold for all in it
    grid_cell,         // td role=gridcell
    tab_list,          // div role=tablist; the page itself moves by arrows, and clicks what it comes to
    tab,               // button role=tab, state selected; `refers_to` = id of its panel
    tab_panel,         // div role=tabpanel tabindex=0
    chart,             // div role=img: a ring of parts; `value` = at most six thousandths ("400 350 250")
};

/// How it looks: a variation on the role's own look. What a combination means is the theme's matter.
enum class Look : std::uint8_t {
    plain = 0,
    primary,
    secondary,
    quiet,
    danger,
    title,
    subtitle,
    lead,
    caption,
    strong,
    muted,
    number,
    card,
    panel,
    info,
    success,
    warning,
    fault,
    badge,
    badge_info,
    badge_success,
    badge_warning,
    badge_fault,
    step,
    toast,
    brand,
    zone,
    value,
    page,
    dialog_small,
    tile,
    required_mark,
    calendar,  // dialog of a month
    skeleton,  // what is loading, in its place
};

/// How its children stand. CSS realises it; at 320 px all of them become one column.
enum class Layout : std::uint8_t {
    none = 0,   // inline or the role's own
    stack,      // one under the other
    line,       // side by side, wrapping, baseline aligned
    line_end,   // same, pushed to the end
    line_between,
    columns2,   // two columns of equal width where there is room
    columns3,
    tiles,      // as many columns of at least 16 rem as fit
    sidebar,    // a narrow column and a wide one
    centered,   // the page's measure, centred
    control_line, // check box or radio before its label
    overlay,    // toasts: fixed at the bottom
    anchor,     // what hangs from it (a list of suggestions) stands under it
};

enum class Gap : std::uint8_t { none = 0, xs, s, m, l, xl };  // 0 4 8 16 24 40 px

/// Width of a control in characters of content; full takes the row.
enum class Width : std::uint8_t { full = 0, w2, w4, w6, w10, w14, w20, w30 };

enum class Icon : std::uint8_t {
    none = 0,
    check,
    cross,
    warning,
    info,
    plus,
    trash,
    pencil,
    copy,
    file,
    upload,
    download,
    arrow_left,
    arrow_right,
    chevron_down,
    calendar,
    search,
    external,
    clock,
    lock,
    circle,
    dot,
    person,
    building,
    book,
};

/// States, as bits.
namespace state {
inline constexpr std::uint32_t required = 1U << 0U;
inline constexpr std::uint32_t invalid = 1U << 1U;
inline constexpr std::uint32_t disabled = 1U << 2U;
inline constexpr std::uint32_t readonly = 1U << 3U;
inline constexpr std::uint32_t checked = 1U << 4U;
inline constexpr std::uint32_t selected = 1U << 5U;
inline constexpr std::uint32_t current = 1U << 6U;    // aria-current (step on steps, page on links)
inline constexpr std::uint32_t expanded = 1U << 7U;   // aria-expanded=true
inline constexpr std::uint32_t collapsed = 1U << 8U;  // aria-expanded=false
inline constexpr std::uint32_t open = 1U << 9U;       // details
inline constexpr std::uint32_t busy = 1U << 10U;
inline constexpr std::uint32_t spell_check = 1U << 11U;
inline constexpr std::uint32_t focusable = 1U << 12U; // tabindex=-1: headings, summaries
inline constexpr std::uint32_t multiple = 1U << 13U;  // file field
inline constexpr std::uint32_t visually_hidden = 1U << 14U;  // in the tree for assistive technology, not painted
inline constexpr std::uint32_t new_window = 1U << 15U;
inline constexpr std::uint32_t secret = 1U << 16U;  // text field: input type=password; bullets are painted
inline constexpr std::uint32_t masked = 1U << 17U;  // text field: bullets are painted while it has not the focus (NIR)
inline constexpr std::uint32_t tab_stop = 1U << 18U;  // tabindex=0: the one of its group that Tab comes to
}  // namespace state

/// A cell that stands under the others of its row, over their width; and one of those, which leaves the line to it.
inline constexpr std::uint8_t whole_row = 3;
inline constexpr std::uint8_t above_whole_row = 1;

/// Index into the view's table of messages; 0: nothing happens.
using ActionIndex = std::uint32_t;

struct Node {
    Role role = Role::box;
    Look look = Look::plain;
    Layout layout = Layout::none;
    Gap gap = Gap::none;
    Width width = Width::full;
    Icon icon = Icon::none;
    std::uint8_t level = 0;             ///< heading 1–6
    std::uint32_t states = 0;           ///< state:: bits
    std::string id;                     ///< unique and stable: it is the DOM id ("formation.date_debut", "stagiaires.r3.nom")
    std::string text;                   ///< own text; never markup. A node has text or children, not both
    std::string value;                  ///< what stands in the control
    std::string name;                   ///< aria-label, where no visible text names it
    std::string described_by;           ///< ids, space separated
    std::string labelled_by;            ///< ids, space separated
    std::string refers_to;              ///< label: id of the control; link: href ("#/…"); combobox: id of the listbox;
                                        ///< combobox's active option id stands in `active`
    std::string active;                 ///< aria-activedescendant
    std::string group_name;             ///< radio: name shared by the group
    std::string autocomplete;           ///< autofill token
    std::string input_mode;             ///< "numeric", "decimal", "tel", "email", "search"
    std::string enter_key_hint;         ///< "next", "done", "search"
    std::string accept;                 ///< file field
    std::string capture_keys;  ///< key names given to on_key and withheld from the browser: "ArrowDown Shift+PageUp Alt+ArrowDown Space"
    std::uint32_t max_length = 0;
    std::uint8_t rows = 0;  ///< text_area
    std::uint8_t columns_span = 0;      ///< of a grid; cells of a table: whole_row, above_whole_row
    ActionIndex on_click = 0;
    ActionIndex on_input = 0;  ///< each change of text; text = whole value
    ActionIndex on_change = 0;  ///< commit: blur or Enter after a change, choice made; text = value / "true" / "false"
    ActionIndex on_blur = 0;
    ActionIndex on_focus = 0;
    ActionIndex on_files = 0;
    ActionIndex on_toggle = 0;  ///< details; text = "true" / "false"
    ActionIndex on_cancel = 0;  ///< dialog closed by Escape
    ActionIndex on_key = 0;  ///< text = key name
    ActionIndex on_submit = 0;  ///< form: Enter in a text field
    std::vector<Node> children;
};

}  // namespace guichet
