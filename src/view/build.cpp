#include "view/build.hpp"

#include "app/places.hpp"

namespace guichet {

Node heading(std::uint8_t level, std::string text, std::string id) {
    Node made = textual(Role::heading, std::move(text));
    made.level = level;
    made.id = std::move(id);
    return made;
}

Node main_heading(std::string text) {
    Node made = heading(1, std::move(text), std::string{heading_id});
    set(made, state::focusable);
    return made;
}

Node button(std::string text, Look look, ActionIndex on_click, std::string id, Icon which) {
    Node made = node(Role::button, look);
    made.on_click = on_click;
    made.id = std::move(id);
    if (which == Icon::none) {
        made.text = std::move(text);
    } else {
        add(made, icon(which), span(std::move(text)));
    }
    return made;
}

Node link(std::string text, std::string href, Look look) {
    Node made = textual(Role::link, std::move(text), look);
    made.refers_to = std::move(href);
    return made;
}

Node named(Node made, std::string name) {
    made.name = std::move(name);
    return made;
}

Node text_field(std::string id, std::string value, ActionIndex on_input) {
    Node made = node(Role::text_field);
    made.id = std::move(id);
    made.value = std::move(value);
    made.on_input = on_input;
    return made;
}

Node label(std::string text, std::string control) {
    Node made = textual(Role::label, std::move(text));
    made.id = control + "-label";
    made.refers_to = std::move(control);
    return made;
}

Node definition(std::string term, std::string value) {
    return with(node(Role::definition_group), textual(Role::term, std::move(term)), textual(Role::definition, std::move(value)));
}

Node disclosure(Maker& maker, std::string key, std::string summary, Node content) {
    Node made = node(Role::disclosure);
    set(made, state::open, maker.model.opened.contains(key));
    made.id = key;
    made.on_toggle = maker.on(msg::Toggled{std::move(key), {}});
    add(made, textual(Role::disclosure_summary, std::move(summary)), std::move(content));
    return made;
}

Node callout(Role role, Look look, std::string text) { return textual(role, std::move(text), look); }

}  // namespace guichet
