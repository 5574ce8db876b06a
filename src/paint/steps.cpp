// The stepper: the twin of shell/steps.css.
#include <algorithm>
#include <cmath>
#include <string>

#include "paint/look.hpp"

namespace guichet::paint {
namespace {

bool has_look(Node const& step, Look look) {
    return std::ranges::any_of(step.children, [look](Node const& child) { return child.look == look; });
}

bool is_current(Node const& step) {
    return (step.states & state::current) != 0 ||
           std::ranges::any_of(step.children, [](Node const& child) { return (child.states & state::current) != 0; });
}

}  // namespace

void paint_step(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const& steps = *subject.context.parent;
    auto const number = static_cast<std::size_t>(&subject.node - steps.children.data()) + 1;
    auto const last = number == steps.children.size();
    auto const unit = brush.length(subject.item.font_size);
    auto const side = std::round(2 * unit);
    auto const& rect = subject.rect;
    Rect const circle{rect.left, rect.top, rect.left + side, rect.top + side};

    auto edge = c.line_control;
    auto inside = c.surface;
    auto ink = c.ink_muted;
    auto border = brush.line(theme::border_choice);
    if (has_look(subject.node, Look::badge_success)) {
        edge = ink = c.success;
        inside = c.success_soft;
    }
    if (has_look(subject.node, Look::badge_fault)) {
        edge = ink = c.danger;
        inside = c.danger_soft;
        border = brush.line(theme::border_strong);
    }
    if (is_current(subject.node)) {
        edge = inside = c.accent;
        ink = c.on_accent;
    }

    auto const thick = brush.line(theme::step_line);
    if (!last && subject.context.in(place::steps_across)) {
        auto const middle = std::round((circle.top + circle.bottom - thick) / 2);
        brush.fill({circle.right + 0.25F * unit, middle, rect.right - 0.25F * unit, middle + thick}, 0, c.line);
    } else if (!last) {
        auto const left = std::round((circle.left + circle.right - thick) / 2);
        brush.fill({left, std::round(rect.top + 2.25F * unit), left + thick, std::round(rect.bottom - 0.25F * unit)}, 0, c.line);
    }
    brush.bordered(circle, side, border, edge, inside);
    auto const digits = std::to_string(number);
    auto const size = 0.875F * unit;
    auto const face = brush.face(600);
    draw_text(*brush.list, face, size, std::round((circle.left + circle.right - text_width(face, size, digits)) / 2),
              std::round((circle.top + circle.bottom) / 2 + 0.364F * size), ink, digits);
}

}  // namespace guichet::paint
