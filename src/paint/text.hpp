// Text on draw lists, placed by its baseline. The letters are ImGui's (rasterised on demand at the exact size, in its atlas); the
// placing is ours, since ImGui's own call truncates positions, rounds sizes to whole pixels and lays out from a line's top.
//
// Units: device pixels. A baseline is a whole number of them; advances stay fractional, as in the browser.
#pragma once

#include <cstdint>
#include <string_view>

#include <imgui.h>

namespace guichet::paint {

/// One weight of the typeface.
struct Face {
    ImFont* font = nullptr;  ///< null: the file could not be used, and nothing is drawn
};

struct Span {
    float from;
    float to;
};

inline constexpr Span everywhere{-1e9F, 1e9F};

/// Advance of the text.
[[nodiscard]] float text_width(Face face, float size, std::string_view text);

/// Draws one line. Letters are cut at `clip`, so that a field's value stays in it without a clip rectangle (and a draw call) of its own.
void draw_text(ImDrawList& list, Face face, float size, float x, float baseline, std::uint32_t colour, std::string_view text,
               Span clip = everywhere, Span clip_vertical = everywhere);

/// Where a line of at most `width` ends, as CSS pre-wrap breaks it: after spaces and hyphens, at newlines, inside a word only
/// when it fills the line alone. `next` is where the following line begins.
struct LineBreak {
    std::size_t end;
    std::size_t next;
};
[[nodiscard]] LineBreak break_line(Face face, float size, std::string_view text, float width);

}  // namespace guichet::paint
