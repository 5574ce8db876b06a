#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "unit/paint/support.hpp"

using namespace guichet;
using namespace guichet::paint;

TEST_CASE("edges and lines fall on device pixels at every density") {
    test::Canvas canvas;
    for (float const density : {1.0F, 1.1F, 1.25F, 1.5F, 2.0F, 3.0F}) {
        auto const brush = canvas.brush(density);
        auto const rect = brush.snap({10.3F, 20.7F, 100.2F, 44});
        for (float const edge : {rect.left, rect.top, rect.right, rect.bottom}) CHECK(edge == std::round(edge));
        auto const line = brush.line(theme::border);
        CHECK(line == std::floor(line));
        CHECK(line >= 1);
    }
    CHECK(canvas.brush(1).line(1.5F) == 1);
    CHECK(canvas.brush(2).line(1.5F) == 3);
}

TEST_CASE("two boxes that touch leave no gap between them") {
    test::Canvas canvas;
    auto const brush = canvas.brush(1.25F);
    CHECK(brush.snap({0, 0, 10.1F, 5}).right == brush.snap({10.1F, 0, 7, 5}).left);
}

TEST_CASE("a focus ring stands off its control by the theme's offset") {
    test::Canvas canvas;
    canvas.begin();
    auto const brush = canvas.brush();
    brush.focus_ring({100, 100, 200, 144}, theme::radius_control, 0xFF000000U);
    auto const reach = theme::ring + theme::ring_offset;
    // Half a pixel more for the soft edge.
    CHECK(canvas.bounds().left == doctest::Approx(100 - reach).epsilon(0.01));
    CHECK(canvas.bounds().bottom == doctest::Approx(144 + reach).epsilon(0.01));
}

TEST_CASE("every icon of the enum is drawn, within its square") {
    // `book` is the last of the enum; the painter has a few of its own after it.
    CHECK(theme::icon_ranges.size() >= static_cast<std::size_t>(Icon::book));
    CHECK(theme::icon_ranges[static_cast<std::size_t>(Icon::check) - 1].name == "check");
    CHECK(theme::icon_ranges[static_cast<std::size_t>(Icon::arrow_right) - 1].name == "arrow-right");
    CHECK(theme::icon_ranges[static_cast<std::size_t>(Icon::book) - 1].name == "book");
    test::Canvas canvas;
    for (std::uint32_t icon = 0; icon < theme::icon_ranges.size(); ++icon) {
        for (auto const turn : {Turn::none, Turn::quarter_left}) {
            canvas.begin();
            draw_icon(canvas.brush(), icon, 100, 100, 24, 0xFF000000U, turn);
            CAPTURE(std::string(theme::icon_ranges[icon].name));
            CHECK(canvas.list().VtxBuffer.Size > 8);
            auto const bounds = canvas.bounds();
            // A soft edge may reach a little further.
            CHECK(bounds.left >= 99.5F);
            CHECK(bounds.top >= 99.5F);
            CHECK(bounds.right <= 124.5F);
            CHECK(bounds.bottom <= 124.5F);
        }
    }
    canvas.begin();
    draw_icon(canvas.brush(), 1000, 0, 0, 24, 0xFF000000U);
    draw_icon(canvas.brush(), 0, 0, 0, std::nanf(""), 0xFF000000U);
    CHECK(canvas.list().VtxBuffer.Size == 0);
}
