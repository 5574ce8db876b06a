// Shapes of the theme on a draw list: snapped to device pixels as the browser snaps boxes, so that a painted field and the real one
// that replaces it in focus coincide.
//
// CSS pixels come in (Box, and every `css` argument), device pixels stay inside (Rect).
#pragma once

#include <cstdint>

#include <imgui.h>

#include "paint/painter.hpp"
#include "paint/text.hpp"
#include "paint/theme_tokens.hpp"

namespace guichet::paint {

using Colour = std::uint32_t;

/// Device pixels.
struct Rect {
    float left;
    float top;
    float right;
    float bottom;

    [[nodiscard]] float width() const { return right - left; }
    [[nodiscard]] float height() const { return bottom - top; }
    [[nodiscard]] Rect inset(float by) const { return {left + by, top + by, right - by, bottom - by}; }
};

struct Brush {
    ImDrawList* list = nullptr;
    theme::Colours const* colours = nullptr;
    Face regular;
    Face semibold;
    float density = 1;
    float origin_x = 0;  ///< of the view, CSS px
    float origin_y = 0;

    [[nodiscard]] float x(float css) const { return (css - origin_x) * density; }
    [[nodiscard]] float y(float css) const { return (css - origin_y) * density; }
    [[nodiscard]] float length(float css) const { return css * density; }
    /// Width of a border or line: whole device pixels, at least one, as browsers do.
    [[nodiscard]] float line(float css) const;
    /// A box with its edges on device pixels.
    [[nodiscard]] Rect snap(Box const& box) const;
    [[nodiscard]] Face face(std::uint16_t weight) const { return weight >= 550 ? semibold : regular; }

    /// `radius` in CSS px; it is held to half of the shorter side.
    void fill(Rect const& rect, float radius, Colour colour) const;
    /// A filled rectangle with a border inside its edge. `border` in device px.
    void bordered(Rect const& rect, float radius, float border, Colour edge, Colour inside) const;
    /// Only the border.
    void outline(Rect const& rect, float radius, float border, Colour colour) const;
    void dashed(Rect const& rect, float radius, float border, Colour colour) const;
    void focus_ring(Rect const& rect, float radius, Colour colour) const;
    void shadow(Rect const& rect, float radius, float down, float blur, Colour colour) const;
    void disc(float centre_x, float centre_y, float radius_px, Colour colour) const;
    /// Two strokes pointing down, as a select has at its end. Centre in device px.
    void chevron(float centre_x, float centre_y, Colour colour) const;
};

/// `icon` in theme::icon_ranges, drawn in a square of `size` device px, optionally turned a quarter to the left.
enum class Turn : std::uint8_t { none, quarter_left };
void draw_icon(Brush const& brush, std::uint32_t icon, float left, float top, float size, Colour colour, Turn turn = Turn::none);

/// A colour at a part of its opacity.
[[nodiscard]] Colour faded(Colour colour, float part);

}  // namespace guichet::paint
