// A person at the page, without a browser: finds controls by role and accessible name in the node tree, and does
// what the page would tell of it. What is behind an open dialog cannot be reached.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "main/runtime.hpp"
#include "platform/headless/headless_ports.hpp"
#include "view/node.hpp"

namespace guichet::testing {

inline std::string read_file(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline Node const* find_id(Node const& root, std::string_view id) {
    if (root.id == id) return &root;
    for (auto const& child : root.children) {
        if (Node const* found = find_id(child, id)) return found;
    }
    return nullptr;
}

/// Text of a node and of what is in it, as a label reads it.
inline std::string text_of(Node const& node) {
    std::string text = node.text;
    for (auto const& child : node.children) {
        std::string const part = text_of(child);
        if (part.empty()) continue;
        if (!text.empty()) text += ' ';
        text += part;
    }
    return text;
}

/// Every kind of space as one plain space, as Playwright and people compare names.
inline std::string plain_spaces(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at).starts_with("\u00a0")) {
            plain += ' ';
            ++at;
        } else if (text.substr(at).starts_with("\u202f")) {
            plain += ' ';
            at += 2;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

inline Node const* label_of(Node const& root, std::string_view id) {
    if (root.role == Role::label && root.refers_to == id) return &root;
    for (auto const& child : root.children) {
        if (Node const* found = label_of(child, id)) return found;
    }
    return nullptr;
}

/// The accessible name, as a browser computes it.
inline std::string name_of(Node const& root, Node const& node) {
    if (!node.labelled_by.empty()) {
        Node const* by = find_id(root, node.labelled_by);
        return by != nullptr ? text_of(*by) : std::string{};
    }
    if (!node.name.empty()) return node.name;
    switch (node.role) {
    case Role::text_field:
    case Role::text_area:
    case Role::select:
    case Role::checkbox:
    case Role::radio:
    case Role::file_field:
    case Role::combobox: {
        Node const* label = node.id.empty() ? nullptr : label_of(root, node.id);
        return label != nullptr ? text_of(*label) : std::string{};
    }
    case Role::group:
        for (auto const& child : node.children) {
            if (child.role == Role::legend) return text_of(child);
        }
        return {};
    case Role::table:
        for (auto const& child : node.children) {
            if (child.role == Role::caption) return text_of(child);
        }
        return {};
    default: return text_of(node);
    }
}

class Tab {
public:
    explicit Tab(HeadlessDevice& device, HeadlessPorts::Server server, std::string route = "#/", bool can_store = true,
                 std::uint64_t entropy = 1)
        : ports{device},
          runtime_{ports} {
        ports.server = std::move(server);
        ports.history.push_back(route);
        tell(event::Started{std::move(route), entropy, ~entropy, can_store, false, !device.passphrase.empty()});
        settle();
    }

    HeadlessPorts ports;

    /// Takes one event, and the answers that wait, until nothing more comes.
    void tell(PlatformEvent event) {
        (void)runtime_.handle(std::move(event), ports.now);
        root_ = &runtime_.screen();
    }
    void settle() {
        while (!ports.events.empty()) {
            PlatformEvent event = std::move(ports.events.front());
            ports.events.pop_front();
            tell(std::move(event));
        }
    }
    void wait(std::int32_t milliseconds) {
        ports.advance(milliseconds);
        settle();
    }
    void visit(std::string route) {
        ports.history.push_back(route);
        tell(event::RouteChanged{std::move(route)});
        settle();
    }
    [[nodiscard]] std::string address() const { return ports.history.back(); }

    [[nodiscard]] Node const& root() const { return *root_; }
    /// What can be reached: the dialog when one is open, else the page.
    [[nodiscard]] Node const& reach() const {
        for (auto const& child : root_->children) {
            if (child.role == Role::dialog) return child;
        }
        return *root_;
    }

    [[nodiscard]] std::vector<Node const*> all(Role role, std::string_view name) const {
        std::vector<Node const*> found;
        collect(reach(), role, name, found);
        // A field to type in may have a list too.
        if (found.empty() && role == Role::text_field) collect(reach(), Role::combobox, name, found);
        return found;
    }
    [[nodiscard]] bool has(Role role, std::string_view name) const { return !all(role, name).empty(); }
    [[nodiscard]] Node const* find(Role role, std::string_view name) const {
        auto const found = all(role, name);
        CHECK_MESSAGE(!found.empty(), "nothing of role ", static_cast<int>(role), " is called ", std::string{name});
        return found.empty() ? nullptr : found.front();
    }
    [[nodiscard]] bool says(std::string_view text) const { return plain_spaces(text_of(reach())).contains(plain_spaces(text)); }
    [[nodiscard]] std::string heading() const {
        Node const* found = find_id(*root_, "titre");
        return found != nullptr ? plain_spaces(found->text) : std::string{};
    }
    /// Text described by a control: hint, error, remarks.
    [[nodiscard]] std::string description(Node const& node) const {
        std::string text;
        std::string_view rest = node.described_by;
        while (!rest.empty()) {
            auto const space = rest.find(' ');
            if (Node const* by = find_id(*root_, rest.substr(0, space))) text += text_of(*by) + " ";
            rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
        }
        return text;
    }
    [[nodiscard]] std::string value(std::string_view name, Role role = Role::text_field) const {
        Node const* found = find(role, name);
        return found != nullptr ? found->value : std::string{};
    }
    [[nodiscard]] bool was_said(std::string_view text) const {
        for (auto const& said : ports.said) {
            if (plain_spaces(said.text).contains(plain_spaces(text))) return true;
        }
        return false;
    }

    void click(std::string_view name, Role role = Role::button) {
        // The person's hand first takes the focus from where it was, and the page may change under it.
        leave();
        Node const* found = find(role, name);
        if (found == nullptr) return;
        // A link that has an action of its own is not followed besides.
        std::string const href = role == Role::link && found->on_click == 0 ? found->refers_to : std::string{};
        act(found->on_click, {});
        if (!href.empty() && href != address()) visit(href);
        settle();
    }
    void follow(std::string_view name) { click(name, Role::link); }

    /// Takes the focus, types the whole text, leaves.
    void fill(std::string_view name, std::string_view text, Role role = Role::text_field) {
        type(name, text, role);
        leave();
    }
    /// The same without leaving.
    void type(std::string_view name, std::string_view text, Role role = Role::text_field) {
        Node const* found = find(role, name);
        if (found == nullptr) return;
        std::string const id = found->id;
        enter(*found);
        if (Node const* node = find_id(*root_, id)) act(node->on_input, std::string{text});
        typed_ = text;
    }
    void leave() {
        if (focus_.empty()) return;
        std::string const id = std::exchange(focus_, {});
        if (typed_ && *typed_ != before_) {
            if (Node const* node = find_id(*root_, id)) act(node->on_change, *typed_);
        }
        typed_.reset();
        if (Node const* node = find_id(*root_, id)) act(node->on_blur, {});
        settle();
    }
    void press_enter(std::string_view form_id) {
        if (Node const* form = find_id(*root_, form_id)) act(form->on_submit, {});
        settle();
    }
    void check(std::string_view name, bool on = true) {
        leave();
        Node const* found = find(Role::checkbox, name);
        if (found == nullptr) return;
        act(found->on_change, on ? "true" : "false");
        settle();
    }
    /// Chooses by the label of the choice, in a select or among radios.
    void choose(std::string_view name, std::string_view choice) {
        leave();
        if (has(Role::select, name)) {
            Node const* select = find(Role::select, name);
            for (auto const& option : select->children) {
                if (option.text != choice) continue;
                act(select->on_change, option.value);
                return settle();
            }
            FAIL_CHECK("no option ", std::string{choice});
            return;
        }
        Node const* group = find(Role::radio_group, name);
        if (group == nullptr) return;
        std::vector<Node const*> radios;
        collect(*group, Role::radio, choice, radios);
        REQUIRE_MESSAGE(radios.size() == 1, "radio ", std::string{choice});
        act(radios.front()->on_change, radios.front()->value);
        settle();
    }
    void give_files(std::string_view name, std::vector<ChosenFile> files) {
        Node const* found = find(Role::file_field, name);
        if (found == nullptr) return;
        tell(event::FilesChosen{found->on_files, std::move(files)});
        settle();
    }
    void toggle(std::string_view id, bool open) {
        if (Node const* found = find_id(*root_, id)) act(found->on_toggle, open ? "true" : "false");
        settle();
    }
    void escape() {
        act(reach().on_cancel, {});
        settle();
    }
    void act(ActionIndex action, std::string text) {
        if (action != 0) tell(event::Acted{action, std::move(text)});
    }

    /// Two events of the same action before the page shows anything new.
    void act_twice(ActionIndex action) {
        (void)runtime_.handle(event::Acted{action, {}}, ports.now);
        tell(event::Acted{action, {}});
        settle();
    }

private:
    void enter(Node const& node) {
        if (focus_ == node.id) return;
        std::string const id = node.id;
        leave();
        focus_ = id;
        if (Node const* now = find_id(*root_, id)) {
            before_ = now->value;
            act(now->on_focus, {});
        }
    }
    void collect(Node const& node, Role role, std::string_view name, std::vector<Node const*>& found) const {
        if (node.role == role && plain_spaces(name_of(*root_, node)) == plain_spaces(name)) found.push_back(&node);
        for (auto const& child : node.children) collect(child, role, name, found);
    }

    Runtime runtime_;
    Node const* root_ = nullptr;
    std::string focus_;
    std::string before_;
    std::optional<std::string> typed_;
};

}  // namespace guichet::testing
