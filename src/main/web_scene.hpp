// From the tree and the boxes that the page read to the painter's scenes: one of the page, one of each surface above it.
#pragma once

#include <cstdint>
#include <vector>

#include "paint/painter.hpp"
#include "platform/web/layout.hpp"
#include "view/patch.hpp"

namespace guichet {

/// Reused from frame to frame.
struct WebScene {
    std::vector<PaintItem> items;
    std::vector<TextLine> lines;
    Scene scene;
};

/// Fills `out` with what stands on that surface. `touches` is by handle.
void make_scene(std::vector<Placed> const& order, LayoutTables const& tables, std::vector<std::uint8_t> const& touches,
                std::uint32_t surface, WebScene& out);

}  // namespace guichet
