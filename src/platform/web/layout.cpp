#include "platform/web/layout.hpp"

#include <emscripten.h>

namespace guichet {

LayoutTables& layout_tables() {
    static LayoutTables tables;
    return tables;
}

namespace {

/// Room for `count` records, all zero. Capacity stays, so that a view of it made before a reading is still good after.
template <typename Record>
Record* clear(std::vector<Record>& records, std::uint32_t count) {
    records.assign(count, Record{});
    return records.data();
}

}  // namespace
}  // namespace guichet

extern "C" {

EMSCRIPTEN_KEEPALIVE void* guichet_boxes(std::uint32_t handles) { return guichet::clear(guichet::layout_tables().boxes, handles); }

EMSCRIPTEN_KEEPALIVE void* guichet_lines(std::uint32_t count) { return guichet::clear(guichet::layout_tables().lines, count); }

EMSCRIPTEN_KEEPALIVE void* guichet_surfaces(std::uint32_t count) { return guichet::clear(guichet::layout_tables().surfaces, count); }
}
