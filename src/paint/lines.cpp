// Lines of text where the browser put them, underlined where a link is.
#include <algorithm>
#include <cmath>
#include <string>

#include "paint/look.hpp"

namespace guichet::paint {
namespace {

/// Thickness of the underline in CSS px, 0 for none: the twin of `text-decoration` in the style sheets.
float underline(Subject const& subject) {
    auto const& node = subject.node;
    auto const hovered = subject.hovered();
    if (node.role == Role::button) return subject.context.in(place::toast) && hovered ? 1.0F : 0.0F;
    if (node.role == Role::disclosure_summary) return hovered ? 2.0F : 1.0F;
    if (node.role != Role::link || node.look == Look::brand || node.look == Look::tile || looks_like_button(node)) return 0;
    auto const shy = node.look == Look::quiet || subject.context.in(place::steps) ||
                     (subject.context.in(place::header) && subject.context.in(place::navigation));
    if (shy && !hovered) return 0;
    return hovered ? 2.0F : 1.0F;
}

/// Offsets into a text, made safe: in order, within it, and not inside a letter.
std::string_view text_of(std::string_view text, TextLine const& line) {
    auto const inside = [&](std::size_t at) {
        at = std::min(at, text.size());
        while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
        return at;
    };
    auto const begin = inside(line.begin);
    auto const end = std::max(begin, inside(line.end));
    return text.substr(begin, end - begin);
}

bool placed(Box const& box) { return std::isfinite(box.x) && std::isfinite(box.y) && std::abs(box.x) < 1e7F && std::abs(box.y) < 1e7F; }

float below_top(PaintItem const& item, BaselineOf baseline_of) {
    // Without a browser to ask, Inter's own ascent.
    return baseline_of != nullptr ? baseline_of(item.font_size, item.weight) : item.font_size * 0.96875F;
}

bool is_space(char letter) { return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r' || letter == '\f'; }

/// White space as the browser shows it outside text areas: runs are one space, and none stands at a line's ends. `room` is used
/// only when there is something to change, which is rare.
std::string_view collapsed(std::string_view text, std::string& room) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    bool const even = std::ranges::adjacent_find(text, [](char a, char b) { return is_space(a) && is_space(b); }) == text.end() &&
                      std::ranges::none_of(text, [](char letter) { return is_space(letter) && letter != ' '; });
    if (even) return text;
    room.clear();
    for (auto const letter : text) {
        if (!is_space(letter))
            room += letter;
        else if (room.back() != ' ')
            room += ' ';
    }
    return room;
}

}  // namespace

void paint_lines(Brush const& brush, Subject const& subject, std::span<TextLine const> lines, Colour ink, BaselineOf baseline_of) {
    auto const& item = subject.item;
    auto const size = brush.length(item.font_size);
    auto const face = brush.face(item.weight);
    if (lines.empty()) return;
    auto const to_baseline = below_top(item, baseline_of);
    auto const thickness = underline(subject);
    std::string room;
    for (auto const& line : lines) {
        auto const& box = line.box;
        if (!placed(box)) continue;
        auto const text = collapsed(text_of(subject.node.text, line), room);
        auto const baseline = std::round(brush.y(box.y + to_baseline));
        if (text.empty() || baseline < -size || baseline > brush.list->_CmdHeader.ClipRect.w + 2 * size) continue;
        auto const left = brush.x(box.x);
        draw_text(*brush.list, face, size, left, baseline, ink, text);
        if (thickness > 0) {
            auto const width = std::isfinite(box.width) && box.width > 0 ? std::round(brush.length(std::min(box.width, 1e5F)))
                                                                         : text_width(face, size, text);
            auto const top = baseline + std::round(0.25F * size);
            brush.fill({left, top, left + width, top + brush.line(thickness)}, 0, ink);
            if (subject.is(state::new_window) && &line == &lines.back())
                draw_icon(brush, theme::icon_external, left + width + 0.3F * size, baseline - 0.875F * size, size, ink);
        }
        // A day that cannot be chosen is struck through.
        if (subject.node.role == Role::grid_cell && subject.is(state::disabled)) {
            auto const top = baseline - std::round(0.32F * size);
            brush.fill({left, top, left + text_width(face, size, text), top + brush.line(theme::border)}, 0, ink);
        }
    }
}

void paint_area_lines(Brush const& brush, Subject const& subject, std::span<TextLine const> lines, BaselineOf baseline_of) {
    if (lines.empty()) return;
    auto const& item = subject.item;
    auto const size = brush.length(item.font_size);
    auto const to_baseline = below_top(item, baseline_of);
    auto const inside = subject.rect.inset(brush.line(theme::border));
    auto const ink = value_ink(subject, *brush.colours);
    for (auto const& line : lines) {
        if (!placed(line.box)) continue;
        auto const baseline = std::round(brush.y(line.box.y + to_baseline));
        if (baseline + size < inside.top || baseline - size > inside.bottom) continue;
        draw_text(*brush.list, brush.face(item.weight), size, std::round(brush.x(line.box.x)), baseline, ink,
                  text_of(subject.node.value, line), {inside.left, inside.right}, {inside.top, inside.bottom});
    }
}

}  // namespace guichet::paint
