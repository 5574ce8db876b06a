#include <doctest/doctest.h>

#include "paint/text.hpp"
#include "unit/paint/support.hpp"

using namespace guichet;
using namespace guichet::paint;

TEST_CASE("16 means 16: letters of half an em advance 8 px, at any size, whole or not") {
    test::Canvas canvas;
    canvas.begin();
    auto const face = canvas.brush().regular;
    CHECK(text_width(face, 16, "abcd") == doctest::Approx(32));
    CHECK(text_width(face, 17.5F, "abcd") == doctest::Approx(35));
    CHECK(text_width(face, 20, "é œ") == doctest::Approx(25));
    CHECK(text_width(face, 16, "") == 0);
}

TEST_CASE("letters stand on the baseline, on whole pixels") {
    test::Canvas canvas;
    for (float const size : {16.0F, 17.5F, 21.0F, 33.3F}) {
        canvas.begin();
        draw_text(canvas.list(), canvas.brush().regular, size, 100, 200, 0xFF000000U, "H");
        CHECK(canvas.bounds().bottom == 200);
        CHECK(canvas.bounds().top == doctest::Approx(200 - 0.7F * size).epsilon(0.01));
    }
}

TEST_CASE("text never leaves its clip") {
    test::Canvas canvas;
    for (float x = -300; x < 300; x += 7.3F) {
        canvas.begin();
        draw_text(canvas.list(), canvas.brush().regular, 18, x, 100, 0xFF000000U, "une valeur bien plus longue que son champ", {40, 120},
                  {92, 99});
        if (canvas.list().VtxBuffer.Size == 0) continue;
        auto const bounds = canvas.bounds();
        CHECK(bounds.left >= 40);
        CHECK(bounds.right <= 120);
        CHECK(bounds.top >= 92);
        CHECK(bounds.bottom <= 99);
    }
}

TEST_CASE("invalid bytes, invisible marks and letters beyond the plane neither stop nor widen a text without end") {
    test::Canvas canvas;
    canvas.begin();
    auto const face = canvas.brush().regular;
    CHECK(text_width(face, 16, "a\u00ADb\u200B\u2060") == doctest::Approx(16));
    for (auto const* text : {"\xC3", "\xFF\xFE", "\xE2\x82", "\xF0\x9F\x98\x80", "a\xED\xA0\x80z"})
        draw_text(canvas.list(), face, 16, 0, 50, 0xFF000000U, text);
    draw_text(canvas.list(), face, 0, 0, 50, 0xFF000000U, "rien");
    draw_text(canvas.list(), face, 1e9F, 0, 50, 0xFF000000U, "rien");
    draw_text(canvas.list(), Face{}, 16, 0, 50, 0xFF000000U, "rien");
    CHECK(canvas.list().VtxBuffer.Size > 0);
}

TEST_CASE("lines break after spaces and hyphens, at newlines, and inside a word only when it is alone") {
    test::Canvas canvas;
    canvas.begin();
    auto const face = canvas.brush().regular;
    auto const broken = [&](std::string_view text, float width) {
        std::vector<std::string> lines;
        while (!text.empty()) {
            auto const line = break_line(face, 16, text, width);
            lines.emplace_back(text.substr(0, line.end));
            text.remove_prefix(std::max<std::size_t>(1, line.next));
        }
        return lines;
    };
    CHECK(broken("aaaa bbbb cccc", 80) == std::vector<std::string>{"aaaa bbbb ", "cccc"});
    CHECK(broken("porte-avions", 60) == std::vector<std::string>{"porte-", "avions"});
    CHECK(broken("un\ndeux", 400) == std::vector<std::string>{"un", "deux"});
    CHECK(broken("anticonstitutionnellement", 80) == std::vector<std::string>{"anticonsti", "tutionnell", "ement"});
    CHECK(broken("x", 0) == std::vector<std::string>{"x"});
}
