// A node tree as text that people can read and compare: one line a node that means something, with its role,
// its name or text, its states and its value. Boxes that only place others are left out.
#pragma once

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

#include "view/driver.hpp"

namespace guichet::testing {

inline std::string_view role_name(Role role) {
    static constexpr std::array<std::string_view, 60> names{
        "box",
        "header",
        "main",
        "navigation",
        "footer",
        "section",
        "form",
        "group",
        "legend",
        "heading",
        "paragraph",
        "text",
        "label",
        "hint",
        "error",
        "list",
        "ordered_list",
        "list_item",
        "link",
        "button",
        "text_field",
        "text_area",
        "select",
        "option",
        "checkbox",
        "radio",
        "file_field",
        "combobox",
        "listbox",
        "listbox_option",
        "table",
        "table_head",
        "table_body",
        "row",
        "column_header",
        "row_header",
        "cell",
        "caption",
        "definition_list",
        "definition_group",
        "term",
        "definition",
        "disclosure",
        "disclosure_summary",
        "dialog",
        "alert",
        "status",
        "error_summary",
        "progress",
        "separator",
        "icon",
        "skip_link",
        "radio_group",
        "ordered_steps",
        "grid",
        "grid_cell",
        "tab_list",
        "tab",
        "tab_panel",
        "chart",
    };
    return names[static_cast<std::size_t>(role)];
}

inline std::string states_text(std::uint32_t states) {
    static constexpr std::array<std::string_view, 19> names{
        "required", "invalid",     "disabled",  "readonly", "checked",         "selected",   "current", "expanded", "collapsed", "open",
        "busy",     "spell_check", "focusable", "multiple", "visually_hidden", "new_window", "secret",  "masked",   "tab_stop",
    };
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (((states >> i) & 1U) == 0) continue;
        text += text.empty() ? " [" : " ";
        text += names[i];
    }
    return text.empty() ? text : text + "]";
}

inline void write_tree(Node const& root, Node const& node, std::size_t depth, std::string& out) {
    bool const silent = node.role == Role::icon || (node.role == Role::box && node.text.empty());
    // What a label, a mark or an option says stands with its control.
    bool const told_elsewhere = node.role == Role::label || node.look == Look::required_mark || (node.role == Role::legend) ||
                                (node.role == Role::option && (node.states & state::selected) == 0);
    if (told_elsewhere) return;
    std::size_t below = depth;
    if (!silent) {
        out.append(depth * 2, ' ');
        out += role_name(node.role);
        if (node.level != 0) out += std::to_string(node.level);
        bool const control = !node.name.empty() || !node.labelled_by.empty() || node.role == Role::text_field ||
                             node.role == Role::text_area || node.role == Role::combobox || node.role == Role::select ||
                             node.role == Role::checkbox || node.role == Role::radio || node.role == Role::file_field ||
                             node.role == Role::group;
        std::string const name = control ? name_of(root, node) : node.text;
        if (!name.empty()) out += " \"" + name + "\"";
        if (control && !node.text.empty() && node.text != name) out += " (" + node.text + ")";
        out += states_text(node.states);
        if (!node.value.empty()) out += " = " + node.value;
        if (node.role == Role::link) out += " -> " + node.refers_to;
        out += '\n';
        ++below;
    }
    for (auto const& child : node.children) write_tree(root, child, below, out);
}

/// What the screen's main part, its dialog and its messages say.
inline std::string screen_text(Tab const& tab) {
    std::string out = "titre: " + tab.ports.title + "\nadresse: " + tab.address() + "\nfocus: " + tab.ports.focused + "\n";
    for (auto const& child : tab.root().children) {
        bool const every_page = child.role == Role::header || child.role == Role::footer || child.role == Role::skip_link;
        if (!every_page) write_tree(tab.root(), child, 0, out);
    }
    // Identifiers differ from run to run of a person's life, not of a test's: they would only be noise.
    for (std::string_view const prefix : {"#/dossiers/", "modele/"}) {
        for (auto at = out.find(prefix); at != std::string::npos; at = out.find(prefix, at + 1)) {
            if (out.size() >= at + prefix.size() + 36 && out[at + prefix.size() + 8] == '-') out.replace(at + prefix.size(), 36, "ID");
        }
    }
    return out;
}

/// Compares with tests/view/goldens/NAME.txt; GUICHET_UPDATE_GOLDENS=1 writes it instead.
inline void check_golden(Tab const& tab, std::string const& name) {
    std::string const path = "tests/view/goldens/" + name + ".txt";
    std::string const now = screen_text(tab);
    if (std::getenv("GUICHET_UPDATE_GOLDENS") != nullptr) {
        std::ofstream{path, std::ios::binary} << now;
        return;
    }
    CHECK_MESSAGE(read_file(path) == now, "the screen differs from ", path, ":\n", now);
}

}  // namespace guichet::testing
