// The painter: nodes at their boxes -> Dear ImGui draw lists. It computes no layout: every box, and the
// place of every line of text, comes from the browser. It keeps no state but the fonts.
//
// Units: boxes are CSS pixels from the surface's top left corner; `density` turns them into device
// pixels, in which everything is drawn (display size = canvas pixels, framebuffer scale 1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/result.hpp"
#include "view/node.hpp"

namespace guichet {

struct Box {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
};

/// One line of a node's own text, as the browser broke it. `begin` and `end` are UTF-8 byte offsets in
/// Node::text (a text area's: in Node::value); the box is the line's content area (font ascent + descent).
struct TextLine {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Box box;
};

namespace touch {
inline constexpr std::uint8_t hovered = 1U << 0U;
inline constexpr std::uint8_t pressed = 1U << 1U;
inline constexpr std::uint8_t focused = 1U << 2U;        // has the focus: its HTML element is shown by the browser
inline constexpr std::uint8_t focus_visible = 1U << 3U;  // paint the focus ring
inline constexpr std::uint8_t dragged_over = 1U << 4U;   // a file is held over it
}  // namespace touch

/// A node with what the browser said of it.
struct PaintItem {
    Node const* node = nullptr;
    Box box;
    std::uint32_t first_line = 0;
    std::uint32_t line_count = 0;
    std::uint8_t touches = 0;
    float font_size = 16;     ///< CSS px, computed
    float baseline = 0;       ///< controls: distance from the box's top to the text baseline, CSS px; lines: unused
    float padding_left = 0;   ///< controls: where their text begins
    float padding_right = 0;
    float scroll_left = 0;    ///< controls: text scrolled sideways (long values), CSS px
    std::uint16_t weight = 400;
};

enum class Palette : std::uint8_t { light, dark, contrast_light, contrast_dark };

/// One picture: a surface's items in painting order (parents before children).
struct Scene {
    std::span<PaintItem const> items;
    std::span<TextLine const> lines;
    Box view;                 ///< the part of the surface that the canvas covers, CSS px
    float density = 1;
    Palette palette = Palette::light;
};

/// Baseline offset inside a line's content box for that font size, asked of the browser once per size.
using BaselineOf = float (*)(float font_size, std::uint16_t weight);
/// How wide the browser lays a letter out, device pixels at a size in device pixels; 0: as wide as the font says.
using AdvanceOf = float (*)(float size, std::uint16_t weight, std::uint32_t letter);

class Painter {
public:
    /// Takes the two TrueType files (regular 400, semibold 600) as fetched; hhea is patched on our copy.
    Painter(std::span<std::byte const> regular, std::span<std::byte const> semibold, BaselineOf baseline, AdvanceOf advance = nullptr);
    ~Painter();
    Painter(Painter const&) = delete;
    Painter& operator=(Painter const&) = delete;

    /// What is wrong with the font files, if anything: then start_renderer() refuses and paint() paints nothing.
    [[nodiscard]] std::optional<Trouble> const& trouble() const;

    /// Needs a current WebGL2 context. Without it, or where there is no renderer, false, and paint() only builds the draw list.
    bool start_renderer();
    /// The context was lost and restored: make the device objects anew.
    void restore_renderer();

    /// Clears the current framebuffer and draws a scene into its lower left part of that size, in device pixels. What is not painted
    /// is transparent: page, dialogs and lists of suggestions keep their background in CSS. Without a renderer it only builds the draw list.
    void paint(Scene const& scene, std::uint32_t pixel_width, std::uint32_t pixel_height);

    /// What the last paint() showed, in order: drawn, or left to the browser for being edited. For the test that compares painted
    /// and mirrored controls.
    [[nodiscard]] std::vector<Node const*> const& painted() const;
    [[nodiscard]] std::uint32_t vertex_count() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace guichet
