#include "paint/brush.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace guichet::paint {

Colour faded(Colour colour, float part) {
    auto const alpha = static_cast<float>(colour >> 24U) * std::clamp(part, 0.0F, 1.0F);
    return (colour & 0x00FFFFFFU) | static_cast<Colour>(std::lround(alpha)) << 24U;
}

float Brush::line(float css) const { return std::max(1.0F, std::floor(css * density + 0.001F)); }

Rect Brush::snap(Box const& box) const {
    return {std::round(x(box.x)), std::round(y(box.y)), std::round(x(box.x + box.width)), std::round(y(box.y + box.height))};
}

void Brush::fill(Rect const& rect, float radius, Colour colour) const {
    if (rect.width() <= 0 || rect.height() <= 0 || (colour & IM_COL32_A_MASK) == 0) return;
    auto const round = std::min(length(radius), std::min(rect.width(), rect.height()) / 2);
    list->AddRectFilled({rect.left, rect.top}, {rect.right, rect.bottom}, colour, std::max(0.0F, round));
}

void Brush::bordered(Rect const& rect, float radius, float border, Colour edge, Colour inside) const {
    fill(rect, radius, edge);
    fill(rect.inset(border), std::max(0.0F, radius - border / density), inside);
}

void Brush::outline(Rect const& rect, float radius, float border, Colour colour) const {
    if (rect.width() <= border || rect.height() <= border) return;
    auto const half = border / 2;
    auto const round = std::clamp(length(radius) - half, 0.0F, std::min(rect.width(), rect.height()) / 2 - half);
    list->PathRect({rect.left + half, rect.top + half}, {rect.right - half, rect.bottom - half}, round);
    list->PathStroke(colour, ImDrawFlags_Closed, border);
}

void Brush::dashed(Rect const& rect, float radius, float border, Colour colour) const {
    if (rect.width() <= 2 * border || rect.height() <= 2 * border) return;
    auto const half = border / 2;
    auto const round = std::min(length(radius), std::min(rect.width(), rect.height()) / 2);
    // Dashes are evened out so that each side begins and ends with one; corners are drawn whole.
    auto const side = [&](float from, float to, bool across, float at) {
        auto const extent = to - from;
        auto const pairs = std::max(1.0F, std::round(extent / length(theme::dash)));
        if (extent <= 0 || pairs > 4000) return;
        auto const pitch = extent / pairs;
        for (float i = 0; i < pairs; ++i) {
            auto const begin = std::round(from + (i + 0.2F) * pitch);
            auto const end = std::round(from + (i + 0.8F) * pitch);
            if (across)
                list->AddRectFilled({begin, at}, {end, at + border}, colour);
            else
                list->AddRectFilled({at, begin}, {at + border, end}, colour);
        }
    };
    side(rect.left + round, rect.right - round, true, rect.top);
    side(rect.left + round, rect.right - round, true, rect.bottom - border);
    side(rect.top + round, rect.bottom - round, false, rect.left);
    side(rect.top + round, rect.bottom - round, false, rect.right - border);
    auto const quarter = std::numbers::pi_v<float> / 2;
    auto const corner = [&](float cx, float cy, float from) {
        list->PathArcTo({cx, cy}, std::max(0.5F, round - half), from + 0.2F, from + quarter - 0.2F);
        list->PathStroke(colour, ImDrawFlags_None, border);
    };
    if (round <= border) return;
    corner(rect.left + round, rect.top + round, 2 * quarter);
    corner(rect.right - round, rect.top + round, 3 * quarter);
    corner(rect.right - round, rect.bottom - round, 0);
    corner(rect.left + round, rect.bottom - round, quarter);
}

void Brush::focus_ring(Rect const& rect, float radius, Colour colour) const {
    auto const ring = line(theme::ring);
    auto const offset = line(theme::ring_offset);
    outline(rect.inset(-ring - offset), radius + (ring + offset) / density, ring, colour);
}

void Brush::shadow(Rect const& rect, float radius, float down, float blur, Colour colour) const {
    if ((colour & IM_COL32_A_MASK) == 0) return;
    // A blur is the sum of ever larger and fainter sheets; enough of them that no edge shows.
    int const sheets = std::clamp(static_cast<int>(blur), 2, 8);
    auto const moved = Rect{rect.left, rect.top + length(down), rect.right, rect.bottom + length(down)};
    for (int i = 0; i < sheets; ++i) {
        auto const spread = (static_cast<float>(i) + 0.5F) / static_cast<float>(sheets) - 0.5F;
        fill(moved.inset(-spread * length(blur)), std::max(0.0F, radius + spread * blur), faded(colour, 1.0F / static_cast<float>(sheets)));
    }
}

void Brush::disc(float centre_x, float centre_y, float radius_px, Colour colour) const {
    if (radius_px > 0) list->AddCircleFilled({centre_x, centre_y}, radius_px, colour);
}

void Brush::chevron(float centre_x, float centre_y, Colour colour) const {
    auto const wide = length(theme::chevron_width) / 2;
    auto const high = length(theme::chevron_height) / 2;
    ImVec2 const points[] = {{centre_x - wide, centre_y - high}, {centre_x, centre_y + high}, {centre_x + wide, centre_y - high}};
    list->AddPolyline(points, 3, colour, ImDrawFlags_None, length(theme::icon_stroke));
}

void draw_icon(Brush const& brush, std::uint32_t icon, float left, float top, float size, Colour colour, Turn turn) {
    if (icon >= theme::icon_ranges.size() || !(size > 0) || size > 4096) return;
    auto const& range = theme::icon_ranges[icon];
    auto const scale = size / 24.0F;
    auto const thickness = theme::icon_stroke * scale;
    auto const place = [&](float grid_x, float grid_y) {
        if (turn == Turn::quarter_left) return ImVec2{left + grid_y * scale, top + (24.0F - grid_x) * scale};
        return ImVec2{left + grid_x * scale, top + grid_y * scale};
    };
    auto& list = *brush.list;
    bool closed = false;
    for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
        auto const& step = theme::icon_steps[i];
        switch (step.kind) {
        case 'M':
        case 'L': list.PathLineTo(place(step.x, step.y)); break;
        case 'C': list.PathBezierCubicCurveTo(place(step.a, step.b), place(step.c, step.d), place(step.x, step.y), 6); break;
        case 'Z': closed = true; break;
        case 'F':
            list.PathFillConvex(colour);
            closed = false;
            break;
        default: {
                // A closed outline may not come back to its first point twice.
            if (closed && list._Path.Size > 2) {
                auto const& first = list._Path.front();
                auto const& last = list._Path.back();
                if (std::abs(first.x - last.x) + std::abs(first.y - last.y) < 0.01F) list._Path.pop_back();
            }
            auto const ends = !closed && list._Path.Size > 1;
            auto const first = list._Path.Size > 0 ? list._Path.front() : ImVec2{};
            auto const last = list._Path.Size > 0 ? list._Path.back() : ImVec2{};
            list.PathStroke(colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness);
            // Round ends, which ImGui's strokes have not. Only now: discs take over the path that is being made.
            if (ends) {
                list.AddCircleFilled(first, thickness / 2, colour, 8);
                list.AddCircleFilled(last, thickness / 2, colour, 8);
            }
            closed = false;
        }
        }
    }
}

}  // namespace guichet::paint
