// Tables into which the page writes what it read of the layout (web/boxes.ts). Words of 32 bits, CSS pixels, places from the
// corner of the surface that the node stands on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace guichet {

struct BoxRecord {
    float x, y, width, height;
    float font_size, baseline, padding_left, padding_right, scroll_left, weight;
    std::uint32_t first_line, line_count;
    std::uint32_t seen;     ///< 0: not read this time, since it is not displayed or lies outside what canvases cover
    std::uint32_t surface;
};
static_assert(sizeof(BoxRecord) == 14 * 4);

/// Offsets in UTF-16 units of the node's text.
struct LineRecord {
    std::uint32_t begin, end;
    float x, y, width, height;
};
static_assert(sizeof(LineRecord) == 6 * 4);

/// The part of a surface that its canvas covers. The first is the page, whose canvas is the one with the context.
struct SurfaceRecord {
    float root;  ///< handle; 0: the page
    float x, y, width, height;
    float pixel_width, pixel_height;
    float density;
    float palette;
};
static_assert(sizeof(SurfaceRecord) == 9 * 4);

struct LayoutTables {
    std::vector<BoxRecord> boxes;  ///< by handle
    std::vector<LineRecord> lines;
    std::vector<SurfaceRecord> surfaces;
};

/// The one set of tables of this page.
[[nodiscard]] LayoutTables& layout_tables();

}  // namespace guichet
