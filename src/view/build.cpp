#include "view/build.hpp"

#include <array>

#include "app/places.hpp"
#include "core/numbers.hpp"

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

Node skeleton(std::size_t lines) {
    Node made = stack(Gap::m);
    for (std::size_t i = 0; i < lines; ++i) add(made, node(Role::box, Look::skeleton));
    return made;
}

Node donut(std::string name, std::vector<Part> const& parts) {
    // The painter's colours of the parts, in their order (paint/containers.cpp).
    constexpr std::array looks{Look::primary, Look::warning, Look::success, Look::info, Look::danger, Look::muted};
    std::uint64_t total = 0;
    for (auto const& part : parts) total += part.count;
    Node ring = named(node(Role::chart), std::move(name));
    Node legend = node(Role::list, Look::muted);
    legend.layout = Layout::stack;
    legend.gap = Gap::xs;
    for (std::size_t i = 0; i < parts.size() && i < looks.size(); ++i) {
        auto const& part = parts[i];
        std::uint64_t const thousandths = total == 0 ? 0 : (part.count * 1'000 + total / 2) / total;
        ring.value += (i > 0 ? " " : "") + std::to_string(thousandths);
        std::string const count = show_integer(static_cast<std::int64_t>(part.count));
        ring.name += (i > 0 ? ", " : "\u00a0: ") + part.label + " " + count;
        Node item = node(Role::list_item);
        add(item, with(line(Gap::xs), icon(Icon::dot, looks[i]), part.href.empty() ? span(part.label) : link(part.label, part.href),
                       span(count, Look::strong)));
        add(legend, std::move(item));
    }
    return with(line(Gap::l), std::move(ring), std::move(legend));
}

Node callout(Role role, Look look, std::string text) { return textual(role, std::move(text), look); }

}  // namespace guichet
