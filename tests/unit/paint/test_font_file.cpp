#include <cstdint>
#include <random>

#include <doctest/doctest.h>

#include "paint/font_file.hpp"
#include "paint/painter.hpp"
#include "unit/paint/support.hpp"

using namespace guichet;

namespace {

int signed16(std::vector<std::byte> const& bytes, std::size_t at) {
    return static_cast<std::int16_t>(std::to_integer<int>(bytes[at]) << 8 | std::to_integer<int>(bytes[at + 1]));
}

std::size_t table(std::vector<std::byte> const& bytes, std::size_t place) {
    auto const at = 12 + 16 * place + 8;
    return static_cast<std::size_t>(signed16(bytes, at)) << 16U | static_cast<std::uint16_t>(signed16(bytes, at + 2));
}

constexpr std::size_t hhea = 3;

}  // namespace

TEST_CASE("our copy's ascender and descender sum to the em, in the proportion of the original") {
    auto const font = test::box_font();
    auto const copy = sized_by_em(font);
    REQUIRE(copy);
    auto const at = table(*copy, hhea);
    CHECK(signed16(*copy, at + 4) - signed16(*copy, at + 6) == 1000);
    CHECK(signed16(*copy, at + 4) == 793);
    // Nothing else is touched.
    auto differing = 0;
    for (std::size_t i = 0; i < font.size(); ++i) differing += font[i] != (*copy)[i] ? 1 : 0;
    CHECK(differing <= 4);
}

TEST_CASE("a file cut short anywhere is refused with a sentence, never read beyond") {
    auto const font = test::box_font();
    for (std::size_t length = 0; length < font.size(); ++length) {
        // A heap copy of exactly that length, so that the sanitizer sees a byte too many.
        std::vector<std::byte> const cut(font.begin(), font.begin() + static_cast<std::ptrdiff_t>(length));
        auto const copy = sized_by_em(cut);
        if (copy) {
            // Only the padding after the last table may be missing.
            CHECK(length + 4 > font.size());
            continue;
        }
        CHECK(copy.error().code == "police");
        CHECK(!copy.error().message.empty());
    }
}

TEST_CASE("a painter without sound fonts says so, starts no renderer and paints nothing") {
    std::vector<std::byte> const nonsense(100, std::byte{0x41});
    Painter painter(nonsense, {}, nullptr);
    REQUIRE(painter.trouble());
    CHECK(!painter.start_renderer());
    auto const button = test::make(Role::button, Look::primary, "Suivant");
    test::Stage stage;
    painter.paint(stage.add(button).scene(), 1200, 800);
    CHECK(painter.painted().empty());
    CHECK(painter.vertex_count() == 0);
}

TEST_CASE("a damaged font is refused or drawn, without harm") {
    auto const font = test::box_font();
    std::mt19937 random(20261121);
    auto const text = test::make(Role::paragraph, Look::plain, "Éloïse KELLER, 24 avenue de Hollande");
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        auto damaged = font;
        auto const changes = 1 + random() % 3;
        for (unsigned i = 0; i < changes; ++i) damaged[random() % damaged.size()] = static_cast<std::byte>(random());
        auto const copy = sized_by_em(damaged);
        if (!copy) {
            ++refused;
            continue;
        }
        if (round % 8 != 0) continue;
        Painter painter(damaged, font, nullptr);
        test::Stage stage;
        painter.paint(stage.add(text).scene(), 1200, 400);
    }
    CHECK(refused > 100);
}
