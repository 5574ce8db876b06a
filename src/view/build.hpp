// The small words that screens are written with: one function a node, children moved, never copied.
// Private to the room.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/message.hpp"
#include "app/model.hpp"
#include "view/node.hpp"

namespace guichet {

/// What a screen is made from and into: the model, and the table of what each action means.
struct Maker {
    Model const& model;
    std::vector<Message>& actions;

    template <class M>
    [[nodiscard]] ActionIndex on(M message) {
        actions.emplace_back(std::move(message));
        return static_cast<ActionIndex>(actions.size() - 1);
    }
};

/// Appends children; room for all of them is made once.
template <class... Nodes>
void add(Node& parent, Nodes&&... nodes) {
    parent.children.reserve(parent.children.size() + sizeof...(nodes));
    (parent.children.emplace_back(std::forward<Nodes>(nodes)), ...);
}

[[nodiscard]] inline Node node(Role role, Look look = Look::plain) {
    Node made;
    made.role = role;
    made.look = look;
    return made;
}

[[nodiscard]] inline Node textual(Role role, std::string text, Look look = Look::plain) {
    Node made = node(role, look);
    made.text = std::move(text);
    return made;
}

template <class... Nodes>
[[nodiscard]] Node with(Node parent, Nodes&&... nodes) {
    add(parent, std::forward<Nodes>(nodes)...);
    return parent;
}

[[nodiscard]] inline Node box(Layout layout, Gap gap = Gap::none, Look look = Look::plain) {
    Node made = node(Role::box, look);
    made.layout = layout;
    made.gap = gap;
    return made;
}
[[nodiscard]] inline Node stack(Gap gap = Gap::m, Look look = Look::plain) { return box(Layout::stack, gap, look); }
[[nodiscard]] inline Node line(Gap gap = Gap::s) { return box(Layout::line, gap); }

[[nodiscard]] inline Node span(std::string text, Look look = Look::plain) { return textual(Role::text, std::move(text), look); }
[[nodiscard]] inline Node paragraph(std::string text, Look look = Look::plain) { return textual(Role::paragraph, std::move(text), look); }
[[nodiscard]] inline Node icon(Icon which, Look look = Look::plain) {
    Node made = node(Role::icon, look);
    made.icon = which;
    return made;
}

[[nodiscard]] Node heading(std::uint8_t level, std::string text, std::string id = {});
/// The screen's own: takes the focus when the screen changes.
[[nodiscard]] Node main_heading(std::string text);
[[nodiscard]] Node button(std::string text, Look look, ActionIndex on_click, std::string id = {}, Icon which = Icon::none);
[[nodiscard]] Node link(std::string text, std::string href, Look look = Look::plain);
/// Says more to assistive technology than the visible text: « Modifier » -> « Modifier Intitulé de la formation ».
[[nodiscard]] Node named(Node made, std::string name);
/// Label over a text field, each with its id.
[[nodiscard]] Node text_field(std::string id, std::string value, ActionIndex on_input);
[[nodiscard]] Node label(std::string text, std::string control);
/// One line of a definition list. Without a link when `link` has no text.
[[nodiscard]] Node definition(std::string term, std::string value);
/// A disclosure whose openness the model keeps under `key`.
[[nodiscard]] Node disclosure(Maker& maker, std::string key, std::string summary, Node content);
/// Bars where something will stand, still, since nothing of ours moves by itself. What is loading is said in words beside it.
[[nodiscard]] Node skeleton(std::size_t lines);
/// A ring of parts, and beside it what each is, in words and numbers.
struct Part {
    std::string label;
    std::uint64_t count = 0;
    std::string href{};  ///< where its words lead; may be empty
};
[[nodiscard]] Node donut(std::string name, std::vector<Part> const& parts);
/// A message to the person: alert (told at once), status (told politely) or plain box.
[[nodiscard]] Node callout(Role role, Look look, std::string text);

inline void set(Node& made, std::uint32_t state, bool on = true) { made.states = on ? made.states | state : made.states & ~state; }

}  // namespace guichet
