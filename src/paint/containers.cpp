// Containers: the twin of shell/containers.css and overlays.css.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "paint/look.hpp"

namespace guichet::paint {
namespace {

/// Marks are placed in rem; what a container inherits is the size of body text, which is one.
float rem(Brush const& brush, Subject const& subject) { return brush.length(subject.item.font_size); }

void paint_card(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const raised =
        subject.node.look == Look::tile && (subject.node.role == Role::link || subject.node.role == Role::button) && subject.hovered();
    if (raised)
        brush.shadow(subject.rect, theme::radius_card, theme::shadow_raised_down, theme::shadow_raised_blur, c.shadow);
    else
        brush.shadow(subject.rect, theme::radius_card, theme::shadow_card_down, theme::shadow_card_blur, c.shadow);
    brush.bordered(subject.rect, theme::radius_card, brush.line(theme::border), raised ? c.accent : c.line, c.surface);
}

void paint_callout(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    struct Tone {
        Colour soft;
        Colour mark;
        std::uint32_t icon;
    };
    auto const tone = [&]() -> Tone {
        switch (subject.node.look) {
        case Look::success: return {c.success_soft, c.success, theme::icon_success};
        case Look::warning: return {c.warning_soft, c.warning, theme::icon_warning};
        case Look::fault: return {c.danger_soft, c.danger, theme::icon_alert};
        default: return {c.info_soft, c.info, theme::icon_info};
        }
    }();
    brush.fill(subject.rect, theme::radius_card, tone.soft);
    auto const unit = rem(brush, subject);
    draw_icon(brush, tone.icon, subject.rect.left + unit, subject.rect.top + unit, 1.5F * unit, tone.mark);
}

void paint_badge(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const soft = [&] {
        switch (subject.node.look) {
        case Look::badge_info: return c.info_soft;
        case Look::badge_success: return c.success_soft;
        case Look::badge_warning: return c.warning_soft;
        case Look::badge_fault: return c.danger_soft;
        default: return c.neutral_soft;
        }
    }();
    brush.fill(subject.rect, theme::radius_dialog, soft);
}

void paint_brand(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    // The link's own text is 1.125 rem.
    auto const unit = rem(brush, subject) / 1.125F;
    auto const side = std::round(2 * unit);
    auto const top = std::round((subject.rect.top + subject.rect.bottom - side) / 2);
    Rect const mark{subject.rect.left, top, subject.rect.left + side, top + side};
    brush.fill(mark, theme::radius_card, c.accent);
    draw_icon(brush, theme::icon_brand, mark.left + side / 8, mark.top + side / 8, side * 0.75F, c.on_accent);
}

void paint_list_item(Brush const& brush, Subject const& subject) {
    auto const* list = subject.context.parent;
    if (list == nullptr || list->look != Look::plain) return;
    auto const unit = rem(brush, subject);
    auto const& c = *brush.colours;
    if (list->role == Role::list && list->layout == Layout::none && subject.node.look == Look::plain) {
        // An item that holds boxes is a row of its own, a file for example; any other has a bullet.
        if (std::ranges::any_of(subject.node.children, [](Node const& child) { return child.role == Role::box; })) {
            brush.bordered(subject.rect, theme::radius_card, brush.line(theme::border), c.line, c.surface);
        } else if (!subject.context.in(place::header | place::footer | place::navigation | place::error_summary)) {
            brush.disc(subject.rect.left + 0.4375F * unit, subject.rect.top + 0.75F * unit, 0.1875F * unit, c.ink_muted);
        }
    }
    if (list->role == Role::ordered_list) {
        auto const number = static_cast<std::size_t>(&subject.node - list->children.data()) + 1;
        auto const text = std::to_string(number) + ".";
        auto const face = brush.face(400);
        auto const baseline = std::round(subject.rect.top + 0.75F * unit + 0.364F * unit);
        draw_text(*brush.list, face, unit, std::round(subject.rect.left - 0.3F * unit - text_width(face, unit, text)), baseline,
                  subject.context.ink, text);
    }
}

void paint_listbox_option(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    if (subject.is(state::selected))
        brush.fill(subject.rect, theme::radius_small, c.accent_soft);
    else if (subject.hovered())
        brush.fill(subject.rect, theme::radius_small, c.sunken);
}

/// A day of a calendar: the one chosen is filled, today has an outline.
void paint_day(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    if (subject.is(state::selected))
        brush.fill(subject.rect, theme::radius_control, c.accent);
    else if (subject.hovered() && !subject.is(state::disabled))
        brush.fill(subject.rect, theme::radius_control, c.accent_soft);
    if (subject.is(state::current)) brush.outline(subject.rect, theme::radius_control, brush.line(theme::border), c.accent);
}

void paint_tab(Brush const& brush, Subject const& subject) {
    auto const& rect = subject.rect;
    auto const bar = brush.line(theme::ring);
    if (subject.is(state::selected)) brush.fill({rect.left, rect.bottom - bar, rect.right, rect.bottom}, 0, brush.colours->accent);
}

/// A ring of parts, clockwise from the top; what parts them shows where one ends without its colour. The twin of `.r-chart`.
void paint_chart(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    Colour const colours[] = {c.accent, c.warning, c.success, c.info, c.danger, c.ink_muted};
    constexpr float turn = 2 * std::numbers::pi_v<float>;
    constexpr float gap = 0.008F;
    auto const& rect = subject.rect;
    auto const radius = std::min(rect.width(), rect.height()) / 2;
    char const* rest = subject.node.value.c_str();
    float from = 0;
    for (auto const colour : colours) {
        char* end = nullptr;
        float const part = std::strtof(rest, &end) / 1000;
        if (end == rest || !(part >= 0) || part > 1) return;
        rest = end;
        if (part <= gap) {
            from += part;
            continue;
        }
        brush.list->PathArcTo({(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2}, radius * 0.8F, (from - 0.25F) * turn,
                              (from + part - gap - 0.25F) * turn, 48);
        brush.list->PathStroke(colour, ImDrawFlags_None, radius * 0.4F);
        from += part;
    }
}

/// The red line beside a field in fault: its error is among its children.
void paint_fault_line(Brush const& brush, Subject const& subject) {
    auto const role = subject.node.role;
    if (role != Role::box && role != Role::group && role != Role::radio_group) return;
    if (std::ranges::none_of(subject.node.children, [](Node const& child) { return child.role == Role::error; })) return;
    auto const left = std::round(subject.rect.left - brush.length(theme::fault_line_offset));
    brush.fill({left, subject.rect.top, left + brush.line(theme::fault_line), subject.rect.bottom}, theme::radius_small,
               brush.colours->danger);
}

void paint_by_role(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const& rect = subject.rect;
    auto const thin = brush.line(theme::border);
    switch (subject.node.role) {
    case Role::header:
        brush.fill(rect, 0, c.surface);
        brush.fill({rect.left, rect.bottom - thin, rect.right, rect.bottom}, 0, c.line);
        break;
    case Role::footer:
    case Role::separator: brush.fill({rect.left, rect.top, rect.right, rect.top + thin}, 0, c.line); break;
    case Role::error_summary: brush.bordered(rect, theme::radius_card, brush.line(theme::border_strong), c.danger, c.surface); break;
    case Role::error:
        draw_icon(brush, theme::icon_alert, rect.left, std::round(rect.top + rem(brush, subject) / 7), rem(brush, subject) * 8 / 7,
                  c.danger);
        break;
    case Role::listbox_option: paint_listbox_option(brush, subject); break;
    case Role::grid_cell: paint_day(brush, subject); break;
    case Role::tab_list: brush.fill({rect.left, rect.bottom - thin, rect.right, rect.bottom}, 0, c.line); break;
    case Role::tab: paint_tab(brush, subject); break;
    case Role::chart: paint_chart(brush, subject); break;
    case Role::list_item: paint_list_item(brush, subject); break;
    case Role::disclosure_summary: {
        auto const open = subject.context.parent != nullptr && (subject.context.parent->states & (state::open | state::expanded)) != 0;
        auto const side = 1.25F * rem(brush, subject);
        draw_icon(brush, theme::icon_chevron_down, rect.left, std::round((rect.top + rect.bottom - side) / 2), side, ink_of(subject, c),
                  open ? Turn::none : Turn::quarter_left);
        break;
    }
    case Role::icon: {
        auto const icon = static_cast<std::uint32_t>(subject.node.icon);
        auto const side = std::min(rect.width(), rect.height());
        if (icon != 0) draw_icon(brush, icon - 1, rect.left, rect.top, side, ink_of(subject, c));
        break;
    }
    case Role::link:
        if (subject.context.in(place::header) && subject.is(state::current)) {
            brush.fill({rect.left, rect.bottom - brush.line(theme::border_strong), rect.right, rect.bottom}, 0, c.accent);
        }
        break;
    default: break;
    }
}

}  // namespace

void paint_container(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const role = subject.node.role;
    auto const look = subject.node.look;
    auto const inline_role = role == Role::text || role == Role::icon;
    if (subject.context.parent != nullptr && subject.context.parent->role == Role::disclosure && role != Role::disclosure_summary) {
        brush.fill({subject.rect.left, subject.rect.top, subject.rect.left + brush.line(theme::border_strong), subject.rect.bottom}, 0,
                   c.line);
    }
    if (is_callout(subject.node))
        paint_callout(brush, subject);
    else if (is_badge(look)) {
        if (!subject.context.in(place::steps)) paint_badge(brush, subject);
    } else if (!inline_role) {
        switch (look) {
        case Look::card:
        case Look::tile: paint_card(brush, subject); break;
        case Look::skeleton: brush.fill(subject.rect, theme::radius_small, c.neutral_soft); break;
        case Look::panel:
            if (role != Role::definition_list || subject.rect.height() > 0) brush.fill(subject.rect, theme::radius_card, c.sunken);
            break;
        case Look::zone:
            if (role != Role::file_field) brush.dashed(subject.rect, theme::radius_card, brush.line(theme::border_choice), c.line);
            break;
        case Look::toast:
            brush.shadow(subject.rect, theme::radius_card, theme::shadow_toast_down, theme::shadow_toast_blur, c.shadow);
            brush.fill(subject.rect, theme::radius_card, c.toast);
            break;
        default: break;
        }
    }
    if (look == Look::brand && (role == Role::link || role == Role::text)) paint_brand(brush, subject);
    paint_by_role(brush, subject);
    paint_fault_line(brush, subject);
}

void paint_rules(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const& rect = subject.rect;
    auto const thin = brush.line(theme::border);
    auto const under = [&](Colour colour) { brush.fill({rect.left, rect.bottom - thin, rect.right, rect.bottom}, 0, colour); };
    switch (subject.node.role) {
    case Role::column_header:
        if (subject.context.grandparent == nullptr || subject.context.grandparent->role != Role::grid) under(c.line_control);
        return;
    case Role::cell:
    case Role::row_header:
        if (!subject.context.in(place::stacked_row) && subject.node.columns_span != above_whole_row) under(c.line);
        return;
    case Role::row:
        if ((context_inside(subject, 0).places & place::stacked_row) != 0)
            brush.bordered(rect, theme::radius_card, thin, c.line, c.surface);
        return;
    case Role::definition_group: {
        if (subject.context.in(place::quiet_list) || subject.context.parent == nullptr) return;
        auto const& list = *subject.context.parent;
        auto const* card = subject.context.grandparent;
        auto const in_card = card != nullptr && card->look == Look::card && !card->children.empty();
        auto const first = !list.children.empty() && &list.children.front() == &subject.node;
        auto const last = !list.children.empty() && &list.children.back() == &subject.node;
        // A card has its own edge where its list begins or ends.
        auto const begins_card = in_card && card->children.size() == 1;
        auto const ends_card = last && in_card && &card->children.back() == &list;
        if (first && !begins_card) brush.fill({rect.left, rect.top, rect.right, rect.top + thin}, 0, c.line);
        if (!ends_card) under(c.line);
        return;
    }
    default: return;
    }
}

}  // namespace guichet::paint
