#include "paint/text.hpp"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

namespace guichet::paint {
namespace {

/// The letters of a face at an exact size: ImGui keeps them by whole sizes and a density, whose product is what it rasterises.
struct Letters {
    ImFontBaked* baked = nullptr;
    float scale = 1;
    float ascent = 0;

    Letters(Face face, float size) {
        if (face.font == nullptr || !(size >= 1.0F) || size > 512.0F) return;
        auto const whole = std::max(1.0F, std::round(size));
        scale = size / whole;
        baked = face.font->GetFontBaked(whole, scale);
        if (baked != nullptr) ascent = std::round(baked->Ascent);
    }
};

/// The next letter, invalid bytes being read as U+FFFD, so that any text comes to an end.
ImWchar take(std::string_view& text) {
    unsigned int code = 0;
    auto const length =
        static_cast<unsigned char>(text.front()) < 0x80 ? 1 : ImTextCharFromUtf8(&code, text.data(), text.data() + text.size());
    if (length <= 1) code = static_cast<unsigned char>(text.front()) < 0x80 ? static_cast<unsigned char>(text.front()) : 0xFFFDU;
    text.remove_prefix(std::min(text.size(), static_cast<std::size_t>(std::max(1, length))));
    // What has no picture takes no room: soft hyphen, joiners, marks of direction.
    if (code == 0xAD || (code >= 0x200B && code <= 0x200F) || code == 0x2060 || code == 0xFEFF || code < 32) return 0;
    return static_cast<ImWchar>(code > 0xFFFF ? 0xFFFD : code);
}

float advance(Letters const& letters, ImWchar code) { return code == 0 ? 0.0F : letters.baked->GetCharAdvance(code) * letters.scale; }

}  // namespace

float text_width(Face face, float size, std::string_view text) {
    Letters const letters(face, size);
    if (letters.baked == nullptr) return 0;
    float width = 0;
    while (!text.empty()) width += advance(letters, take(text));
    return width;
}

void draw_text(ImDrawList& list, Face face, float size, float x, float const baseline, std::uint32_t const colour,
               std::string_view const text, Span const clip, Span const clip_vertical) {
    Letters const letters(face, size);
    if (letters.baked == nullptr || (colour & IM_COL32_A_MASK) == 0) return;
    // First every letter is brought into the atlas: a new one may make it grow, and that must not happen between reserving and writing.
    int count = 0;
    for (auto rest = text; !rest.empty();) {
        auto const code = take(rest);
        if (code == 0) continue;
        auto const* glyph = letters.baked->FindGlyph(code);
        if (glyph != nullptr && glyph->Visible) ++count;
    }
    if (count == 0) return;
    // A text beyond all screens is cut, not refused.
    count = std::min(count, 20000);
    list.PrimReserve(6 * count, 4 * count);
    int written = 0;
    for (auto rest = text; !rest.empty() && written < count;) {
        auto const code = take(rest);
        if (code == 0) continue;
        auto const* glyph = letters.baked->FindGlyph(code);
        if (glyph == nullptr) continue;
        float left = x + glyph->X0 * letters.scale;
        float right = x + glyph->X1 * letters.scale;
        x += glyph->AdvanceX * letters.scale;
        if (!glyph->Visible || right <= clip.from || left >= clip.to) continue;
        float top = std::round(baseline + (glyph->Y0 - letters.ascent) * letters.scale);
        float bottom = std::round(baseline + (glyph->Y1 - letters.ascent) * letters.scale);
        if (bottom <= clip_vertical.from || top >= clip_vertical.to) continue;
        float u0 = glyph->U0;
        float u1 = glyph->U1;
        float v0 = glyph->V0;
        float v1 = glyph->V1;
        auto const cut = [](float& low, float& high, float& from, float& to, Span limits) {
            auto const slope = (to - from) / (high - low);
            if (low < limits.from) {
                from += (limits.from - low) * slope;
                low = limits.from;
            }
            if (high > limits.to) {
                to -= (high - limits.to) * slope;
                high = limits.to;
            }
        };
        cut(left, right, u0, u1, clip);
        cut(top, bottom, v0, v1, clip_vertical);
        list.PrimRectUV({left, top}, {right, bottom}, {u0, v0}, {u1, v1}, colour);
        ++written;
    }
    list.PrimUnreserve(6 * (count - written), 4 * (count - written));
}

LineBreak break_line(Face face, float size, std::string_view text, float width) {
    Letters const letters(face, size);
    if (letters.baked == nullptr || text.empty()) return {text.size(), text.size()};
    float reached = 0;
    std::size_t fitting = 0;  // after the last letter that fits
    std::size_t possible = 0;  // after the last space or hyphen
    for (auto rest = text; !rest.empty();) {
        auto const at = text.size() - rest.size();
        if (rest.front() == '\n') return {at, at + 1};
        auto const code = take(rest);
        auto const after = text.size() - rest.size();
        reached += advance(letters, code);
        // Spaces hang over the end of a line rather than beginning the next one.
        auto const space = code == ' ' || code == '\t';
        if (reached > width && !space && fitting > 0) {
            auto const end = possible > 0 ? possible : fitting;
            return {end, end};
        }
        fitting = after;
        if (space || code == '-' || code == 0x2010 || code == 0x2013) possible = after;
    }
    return {text.size(), text.size()};
}

}  // namespace guichet::paint
