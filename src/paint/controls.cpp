// Controls: the twin of shell/controls.css.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "paint/look.hpp"

namespace guichet::paint {
namespace {

struct FieldLook {
    Colour edge;
    Colour inside;
    float border;
};

FieldLook field_look(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const thin = brush.line(theme::border);
    if (subject.is(state::disabled)) return {c.line, c.field_disabled, thin};
    FieldLook look{subject.hovered() ? c.line_control_hover : c.line_control, c.field, thin};
    if (subject.is(state::readonly)) {
        look.inside = c.field_readonly;
        look.edge = c.line_control;
    }
    if (subject.is(state::invalid)) {
        look.edge = c.danger;
        look.border = thin + std::max(1.0F, std::round(brush.length(theme::border)));
    }
    return look;
}

std::string_view shown_value(Node const& node) {
    if (node.role != Role::select) return node.value;
    for (auto const& option : node.children) {
        if (option.value == node.value) return option.text;
    }
    return {};
}

/// One bullet a letter, as the browser shows a password; enough of them to fill any field.
std::string bullets(std::string_view text) {
    std::string dots;
    for (auto const byte : text.substr(0, 512)) {
        if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) dots += "\u2022";
    }
    return dots;
}

void paint_value(Brush const& brush, Subject const& subject, Colour ink) {
    auto const& item = subject.item;
    auto text = shown_value(subject.node);
    std::string hidden;
    if (subject.is(state::secret) || subject.is(state::masked)) text = hidden = bullets(text);
    if (text.empty()) return;
    auto const face = brush.face(item.weight);
    auto const size = brush.length(item.font_size);
    Span const clip{brush.x(item.box.x + item.padding_left), brush.x(item.box.x + item.box.width - item.padding_right)};
    auto const baseline = std::round(brush.y(item.box.y + item.baseline));
    auto const left = brush.x(item.box.x + item.padding_left) - brush.length(item.scroll_left);
    // The field shows its beginning: what is far beyond its end need not be measured.
    draw_text(*brush.list, face, size, left, baseline, ink, text.substr(0, 4096), clip, {subject.rect.top, subject.rect.bottom});
}

void paint_field(Brush const& brush, Subject const& subject) {
    auto const look = field_look(brush, subject);
    brush.bordered(subject.rect, theme::radius_control, look.border, look.edge, look.inside);
    if (subject.node.role != Role::text_area) paint_value(brush, subject, value_ink(subject, *brush.colours));
    auto const& rect = subject.rect;
    if (subject.node.role == Role::select || subject.node.role == Role::combobox) {
        auto const from_right = brush.length(theme::chevron_inset + theme::chevron_width / 2) + brush.line(theme::border);
        brush.chevron(rect.right - from_right, (rect.top + rect.bottom) / 2, brush.colours->line_control_hover);
    }
    if (subject.node.role == Role::text_area && !subject.is(state::disabled)) {
        // The corner by which it can be made larger.
        for (float const reach : {theme::grip, 2 * theme::grip}) {
            auto const far = brush.length(reach + theme::grip_inset);
            auto const near = brush.length(theme::grip_inset);
            brush.list->AddLine({rect.right - far, rect.bottom - near}, {rect.right - near, rect.bottom - far}, brush.colours->line_control,
                                brush.length(theme::border));
        }
    }
}

void paint_button(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const look = subject.node.look;
    auto const& rect = subject.rect;
    auto const radius = theme::radius_control;
    if (subject.context.in(place::toast)) return;
    if (subject.is(state::disabled)) return brush.fill(rect, radius, c.field_disabled);
    auto const three = [&](Colour rest, Colour hover, Colour press) {
        return subject.pressed() ? press : subject.hovered() ? hover : rest;
    };
    switch (look) {
    case Look::primary: return brush.fill(rect, radius, three(c.accent, c.accent_hover, c.accent_pressed));
    case Look::danger: return brush.fill(rect, radius, three(c.danger, c.danger_hover, c.danger_pressed));
    case Look::plain:
    case Look::secondary:
        return brush.bordered(rect, radius, brush.line(theme::border), three(c.line_control, c.accent, c.accent),
                              three(c.surface, c.accent_soft, c.accent_soft_hover));
    default: return brush.fill(rect, radius, three(0, c.accent_soft, c.accent_soft_hover));
    }
}

/// The square or circle that the eye sees in the 44 px that the finger has.
Rect mark_of(Subject const& subject) {
    auto const side = std::round(std::min(subject.rect.width(), subject.rect.height()) * 24 / 44);
    auto const left = std::round((subject.rect.left + subject.rect.right - side) / 2);
    auto const top = std::round((subject.rect.top + subject.rect.bottom - side) / 2);
    return {left, top, left + side, top + side};
}

void paint_choice(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const mark = mark_of(subject);
    auto const round = subject.node.role == Role::radio;
    auto const radius = round ? mark.width() : theme::radius_small;
    auto const checked = subject.is(state::checked);
    auto edge = subject.hovered() ? c.line_control_hover : c.line_control;
    auto inside = c.field;
    auto border = brush.line(theme::border_choice);
    if (checked) {
        edge = c.accent;
        if (round)
            border = brush.line(theme::border_strong);
        else
            inside = c.accent;
    }
    if (subject.is(state::invalid)) {
        edge = c.danger;
        border = brush.line(theme::border_strong);
    }
    if (subject.is(state::disabled)) {
        edge = checked && !round ? c.ink_disabled : c.line;
        inside = checked && !round ? c.ink_disabled : c.field_disabled;
    }
    brush.bordered(mark, radius, border, edge, inside);
    if (!checked) return;
    if (round)
        brush.disc((mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2, mark.width() / 4,
                   subject.is(state::disabled) ? c.ink_disabled : c.accent);
    else
        draw_icon(brush, theme::icon_check, mark.left + mark.width() / 8, mark.top + mark.width() / 8, mark.width() * 0.75F, c.on_accent);
}

void paint_file_field(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const& rect = subject.rect;
    auto const eager = subject.hovered() || subject.dragged_over();
    auto const edge = subject.is(state::invalid) ? c.danger : eager ? c.accent : c.line_control;
    auto const border = brush.line(subject.dragged_over() ? theme::border_strong : theme::border_choice);
    brush.fill(rect, theme::radius_card, eager ? c.accent_soft : c.surface);
    brush.dashed(rect, theme::radius_card, border, edge);
    auto const size = brush.length(subject.item.font_size);
    auto const face = brush.face(400);
    auto const icon = std::round(size * 1.5F);
    auto const gap = size / 2;
    std::string_view text = subject.node.text;
    if (subject.node.look != Look::zone) {
        auto const top = std::round((rect.top + rect.bottom - icon) / 2);
        draw_icon(brush, theme::icon_upload, rect.left + size, top, icon, c.accent);
        draw_text(*brush.list, face, size, std::round(rect.left + size + icon + gap),
                  std::round((rect.top + rect.bottom) / 2 + 0.364F * size), c.accent, text, {rect.left, rect.right});
        return;
    }
    // An icon over the invitation, both in the middle; long invitations wrap.
    auto const room = rect.width() - 2 * size;
    auto const pitch = size * 1.5F;
    std::string_view lines[4];
    std::size_t count = 0;
    for (auto rest = text; !rest.empty() && count < 4 && room > size;) {
        auto const line = break_line(face, size, rest, room);
        lines[count++] = rest.substr(0, line.end);
        rest.remove_prefix(std::max<std::size_t>(1, line.next));
    }
    auto const height = icon + (count > 0 ? gap + static_cast<float>(count) * pitch : 0.0F);
    auto top = std::round((rect.top + rect.bottom - height) / 2);
    draw_icon(brush, theme::icon_upload, std::round((rect.left + rect.right - icon) / 2), top, icon, c.accent);
    top += icon + gap;
    for (std::size_t i = 0; i < count; ++i, top += pitch) {
        auto line = lines[i];
        while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
        auto const left = std::round((rect.left + rect.right - text_width(face, size, line)) / 2);
        draw_text(*brush.list, face, size, left, std::round(top + pitch / 2 + 0.364F * size), c.ink_muted, line, {rect.left, rect.right},
                  {rect.top, rect.bottom});
    }
}

void paint_progress(Brush const& brush, Subject const& subject) {
    auto const& rect = subject.rect;
    auto const radius = rect.height() / 2;
    brush.fill(rect, radius, brush.colours->neutral_soft);
    auto const part = std::strtof(subject.node.value.c_str(), nullptr);
    if (!(part > 0)) return;
    auto const right = rect.left + std::round(rect.width() * std::min(part, 1.0F));
    brush.fill({rect.left, rect.top, std::max(right, rect.left + std::min(rect.height(), rect.width())), rect.bottom}, radius,
               brush.colours->accent);
}

}  // namespace

Colour value_ink(Subject const& subject, theme::Colours const& c) { return subject.is(state::disabled) ? c.ink_disabled : c.ink; }

void paint_control(Brush const& brush, Subject const& subject) {
    switch (subject.node.role) {
    case Role::text_field:
    case Role::text_area:
    case Role::select:
    case Role::combobox: return paint_field(brush, subject);
    case Role::checkbox:
    case Role::radio: return paint_choice(brush, subject);
    case Role::file_field: return paint_file_field(brush, subject);
    case Role::progress: return paint_progress(brush, subject);
    default:
        if (looks_like_button(subject.node)) paint_button(brush, subject);
    }
}

void paint_focus(Brush const& brush, Subject const& subject) {
    auto const& c = *brush.colours;
    auto const role = subject.node.role;
    if (!subject.focus_visible() || role == Role::heading || role == Role::main || role == Role::dialog) return;
    if (role == Role::checkbox) return brush.focus_ring(mark_of(subject), theme::radius_small, c.focus);
    if (role == Role::radio) return brush.focus_ring(mark_of(subject), mark_of(subject).width(), c.focus);
    auto radius = theme::radius_small;
    if (looks_like_button(subject.node) || is_field(role) || role == Role::grid_cell) radius = theme::radius_control;
    if (role == Role::file_field || role == Role::error_summary || subject.node.look == Look::tile || subject.node.look == Look::card)
        radius = theme::radius_card;
    brush.focus_ring(subject.rect, radius, subject.context.in(place::toast) ? c.toast_link : c.focus);
}

}  // namespace guichet::paint
