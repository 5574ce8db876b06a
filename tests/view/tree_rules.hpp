// What holds of every screen, whatever the model: what a browser and assistive technology rely on.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "view/driver.hpp"

namespace guichet::testing {

struct TreeFaults {
    std::vector<std::string> faults;
    std::set<std::string> ids;
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
        case Role::disclosure_summary: return true;
        default: return false;
    }
}

/// A button without an action does nothing: the person would wonder.
inline bool lacks_action(Node const& node) {
    switch (node.role) {
        case Role::button: return node.on_click == 0;
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

inline void visit_tree(Node const& root, Node const& node, std::size_t action_count, TreeFaults& faults) {
    auto const fault = [&](std::string what) {
        faults.faults.push_back(std::move(what) + " (id \"" + node.id + "\", text \"" + node.text + "\")");
    };
    if (!node.id.empty() && !faults.ids.insert(node.id).second) fault("an id twice");
    if (node.id.contains(' ')) fault("a space in an id");
    if (!node.text.empty() && !node.children.empty()) fault("text and children");
    if (is_control(node.role) && name_of(root, node).empty()) fault("a control without a name");
    if (lacks_action(node)) fault("a control that does nothing");
    if (node.role == Role::heading && (node.level < 1 || node.level > 6)) fault("a heading without its level");
    if (node.role == Role::heading && node.level == 1) ++faults.headings_1;
    if (node.role == Role::label && find_id(root, node.refers_to) == nullptr) fault("a label of nothing");
    for (std::string const* ids : {&node.described_by, &node.labelled_by}) {
        std::string_view rest = *ids;
        while (!rest.empty()) {
            auto const space = rest.find(' ');
            if (find_id(root, rest.substr(0, space)) == nullptr) fault("refers to the missing " + std::string{rest.substr(0, space)});
            rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
        }
    }
    if (node.role == Role::link && !node.refers_to.starts_with('#')) fault("a link that leaves the page");
    for (ActionIndex const action : {node.on_click, node.on_input, node.on_change, node.on_blur, node.on_focus, node.on_files,
                                     node.on_toggle, node.on_cancel, node.on_key, node.on_submit}) {
        if (action >= action_count) fault("an action out of the table");
    }
    for (auto const& child : node.children) visit_tree(root, child, action_count, faults);
}

/// Empty when all holds.
inline std::vector<std::string> tree_faults(Node const& root, std::size_t action_count = SIZE_MAX) {
    TreeFaults faults;
    visit_tree(root, root, action_count, faults);
    if (faults.headings_1 != 1) faults.faults.push_back(std::to_string(faults.headings_1) + " main headings");
    std::size_t dialogs = 0;
    for (auto const& child : root.children) dialogs += child.role == Role::dialog ? 1 : 0;
    if (dialogs > 1) faults.faults.emplace_back("two dialogs");
    return std::move(faults.faults);
}

inline void check_tree(Tab const& tab) {
    for (auto const& fault : tree_faults(tab.root())) FAIL_CHECK(fault);
}

}  // namespace guichet::testing
