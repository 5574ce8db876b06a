// A TrueType file before it is trusted: every offset that the rasteriser will follow is followed here first, within bounds,
// since the rasteriser checks none. Then our copy is given line metrics that sum to the em.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/result.hpp"

namespace guichet {

/// A copy of the file whose hhea table says ascender − descender = unitsPerEm, in the proportion of the original. ImGui calls
/// "size" that sum, CSS the em: with it, 16 means 16. The browser must keep the original, whose metrics give accents their room.
/// Trouble « police » when the file is not a complete, sound TrueType font with outlines in `glyf`.
[[nodiscard]] Result<std::vector<std::byte>> sized_by_em(std::span<std::byte const> file);

}  // namespace guichet
