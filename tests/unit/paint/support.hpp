// What the painter's tests share: a typeface made here (every letter a box of half an em), a draw list without a renderer,
// and scenes built by hand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <imgui.h>

#include "paint/brush.hpp"
#include "paint/painter.hpp"

namespace guichet::test {

/// A sound TrueType file: 1000 units an em, ascender 960, descender −250, letters 500 wide. Letters from U+0021 to U+017F, and some signs.
[[nodiscard]] std::vector<std::byte> box_font();

/// A draw list and two faces of the box font, as the painter has them.
class Canvas {
public:
    Canvas();
    ~Canvas();
    Canvas(Canvas const&) = delete;
    Canvas& operator=(Canvas const&) = delete;

    void begin(float width = 4000, float height = 4000);
    [[nodiscard]] paint::Brush brush(float density = 1) const;
    [[nodiscard]] ImDrawList& list() const { return *list_; }
    /// Bounds of all vertices drawn since begin().
    [[nodiscard]] paint::Rect bounds() const;

private:
    ImGuiContext* context_;
    ImDrawList* list_;
    paint::Face face_;
    int frame_ = 0;
};

/// Items in order, one under the other, with a line for each text.
class Stage {
public:
    /// Adds the node and all that is in it.
    Stage& add(Node const& node, float width = 400, float height = 44);
    [[nodiscard]] Scene scene(float density = 1) const;

    std::vector<PaintItem> items;
    std::vector<TextLine> lines;

private:
    float next_ = 10;
};

[[nodiscard]] Node make(Role role, Look look = Look::plain, std::string text = {}, std::vector<Node> children = {});

}  // namespace guichet::test
