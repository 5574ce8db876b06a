// What holds of every screen, whatever the model: what a browser and assistive technology rely on.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "view/driver.hpp"

namespace guichet::testing {

struct TreeFaults {
    std::vector<std::string> faults;
    std::size_t headings_1 = 0;
};

inline bool is_control(Role role) {
    switch (role) {
    case Role::button:
    case Role::link:
    case Role::text_field:
    case Role::text_area:
    case Role::select:
    case Role::checkbox:
    case Role::radio:
    case Role::file_field:
    case Role::combobox:
    case Role::radio_group:
    case Role::group:
    case Role::dialog:
    case Role::navigation:
    case Role::progress:
    case Role::disclosure_summary:
    case Role::grid:
    case Role::tab:
    case Role::tab_panel:
    case Role::chart:
    case Role::listbox: return true;
    default: return false;
    }
}

/// A button without an action does nothing: the person would wonder.
inline bool lacks_action(Node const& node) {
    switch (node.role) {
    case Role::button:
    case Role::tab: return node.on_click == 0;
    case Role::combobox: return node.on_input == 0 || node.on_key == 0;
    case Role::listbox_option:
    case Role::grid_cell: return node.on_click == 0 && !node.text.empty() && (node.states & state::disabled) == 0;
    case Role::text_field:
    case Role::text_area: return node.on_input == 0;
    case Role::select:
    case Role::checkbox:
    case Role::radio: return node.on_change == 0;
    case Role::file_field: return node.on_files == 0;
    case Role::dialog: return node.on_cancel == 0;
    case Role::disclosure: return node.on_toggle == 0;
    case Role::link: return node.refers_to.empty();
    default: return false;
    }
}

/// Every id and every label, gathered once: screens have thousands of nodes.
struct TreeIndex {
    std::map<std::string_view, Node const*> ids;
    std::set<std::string_view> labelled;
};

inline void index_tree(Node const& node, TreeIndex& index, TreeFaults& faults) {
    if (!node.id.empty() && !index.ids.emplace(node.id, &node).second) faults.faults.push_back("an id twice: " + node.id);
    if (node.role == Role::label && !text_of(node).empty()) index.labelled.insert(node.refers_to);
    for (auto const& child : node.children) index_tree(child, index, faults);
}

inline bool is_named(TreeIndex const& index, Node const& node) {
    if (!node.labelled_by.empty()) {
        auto const by = index.ids.find(node.labelled_by);
        return by != index.ids.end() && !text_of(*by->second).empty();
    }
    if (!node.name.empty() || index.labelled.contains(node.id)) return true;
    switch (node.role) {
    case Role::text_field:
    case Role::text_area:
    case Role::select:
    case Role::checkbox:
    case Role::radio:
    case Role::file_field:
    case Role::combobox:
    case Role::radio_group:
    case Role::dialog:
    case Role::navigation:
    case Role::chart:
    case Role::listbox:
    case Role::grid:
    case Role::progress: return false;
    default: return !text_of(node).empty();
    }
}

inline void visit_tree(TreeIndex const& index, Node const& node, std::size_t action_count, TreeFaults& faults) {
    auto const fault = [&](std::string what) {
        faults.faults.push_back(std::move(what) + " (id \"" + node.id + "\", text \"" + node.text + "\")");
    };
    if (node.id.contains(' ')) fault("a space in an id");
    if (!node.text.empty() && !node.children.empty()) fault("text and children");
    if (is_control(node.role) && !is_named(index, node)) fault("a control without a name");
    if (lacks_action(node)) fault("a control that does nothing");
    if (node.role == Role::heading && (node.level < 1 || node.level > 6)) fault("a heading without its level");
    if (node.role == Role::heading && node.level == 1) ++faults.headings_1;
    if (node.role == Role::label && !index.ids.contains(node.refers_to)) fault("a label of nothing");
    for (std::string const* ids : {&node.described_by, &node.labelled_by}) {
        std::string_view rest = *ids;
        while (!rest.empty()) {
            auto const space = rest.find(' ');
            if (!index.ids.contains(rest.substr(0, space))) fault("refers to the missing " + std::string{rest.substr(0, space)});
            rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
        }
    }
    if (node.role == Role::link && !node.refers_to.starts_with('#')) fault("a link that leaves the page");
    for (ActionIndex const action : {node.on_click, node.on_input, node.on_change, node.on_blur, node.on_focus, node.on_files,
                                     node.on_toggle, node.on_cancel, node.on_key, node.on_submit}) {
        if (action >= action_count) fault("an action out of the table");
    }
    for (auto const& child : node.children) visit_tree(index, child, action_count, faults);
}

/// Empty when all holds.
inline std::vector<std::string> tree_faults(Node const& root, std::size_t action_count = SIZE_MAX) {
    TreeFaults faults;
    TreeIndex index;
    index_tree(root, index, faults);
    visit_tree(index, root, action_count, faults);
    // What prints has one of its own, and stands alone on paper.
    if (Node const* paper = find_id(root, "papier"); paper != nullptr && !paper->children.empty()) --faults.headings_1;
    if (faults.headings_1 != 1) faults.faults.push_back(std::to_string(faults.headings_1) + " main headings");
    std::size_t dialogs = 0;
    for (auto const& child : root.children) dialogs += child.role == Role::dialog ? 1U : 0U;
    if (dialogs > 1) faults.faults.emplace_back("two dialogs");
    return std::move(faults.faults);
}

inline void check_tree(Tab const& tab) {
    for (auto const& fault : tree_faults(tab.root())) FAIL_CHECK(fault);
}

}  // namespace guichet::testing
