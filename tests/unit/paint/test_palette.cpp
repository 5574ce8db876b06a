// Contrast of the theme (WCAG 2.2, 1.4.3 and 1.4.11): axe cannot judge what is painted, so every pair is judged here.
#include <cmath>
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "paint/theme_tokens.hpp"

using namespace guichet;

namespace {

double luminance(std::uint32_t colour) {
    auto const channel = [&](unsigned shift) {
        auto const value = static_cast<double>(colour >> shift & 0xFFU) / 255;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(0) + 0.7152 * channel(8) + 0.0722 * channel(16);
}

double contrast(std::uint32_t one, std::uint32_t other) {
    auto const a = luminance(one) + 0.05;
    auto const b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}

}  // namespace

TEST_CASE("contrast is measured as WCAG says") {
    CHECK(contrast(0xFF000000U, 0xFFFFFFFFU) == doctest::Approx(21));
    CHECK(contrast(0xFF777777U, 0xFFFFFFFFU) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("every pair of the theme is legible in every palette") {
    char const* const names[] = {"light", "dark", "contrast_light", "contrast_dark"};
    for (std::size_t palette = 0; palette < theme::palettes.size(); ++palette) {
        for (auto const& pair : theme::pairs) {
            auto const& colours = theme::palettes[palette];
            CAPTURE(names[palette]);
            CAPTURE(std::string(pair.name));
            CHECK(contrast(colours.*pair.front, colours.*pair.back) >= pair.ratio);
        }
    }
}

TEST_CASE("high contrast asks for more: text at 7 to 1") {
    for (std::size_t const palette : {2U, 3U}) {
        auto const& c = theme::palettes[palette];
        for (auto const ink : {c.ink, c.ink_muted, c.accent, c.danger}) {
            CHECK(contrast(ink, c.page) >= 7);
            CHECK(contrast(ink, c.surface) >= 7);
        }
        CHECK(contrast(c.line_control, c.page) >= 7);
    }
}
