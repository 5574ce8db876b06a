// Days of a calendar, tabs, the ring of parts, bars of what is loading.
#include <cmath>
#include <set>

#include <doctest/doctest.h>

#include "paint/look.hpp"
#include "unit/paint/support.hpp"

using namespace guichet;
using namespace guichet::paint;
using test::make;

namespace {

/// Paints the node alone in a square of 100 at (100, 100), and gives the colours that were used.
std::set<Colour> colours_of(test::Canvas& canvas, Node const& node, std::uint8_t touches = 0) {
    canvas.begin();
    PaintItem item;
    item.node = &node;
    item.box = {100, 100, 100, 100};
    item.touches = touches;
    Subject const subject{node, item, {100, 100, 200, 200}, {}, {}};
    paint_container(canvas.brush(), subject);
    std::set<Colour> used;
    for (auto const& vertex : canvas.list().VtxBuffer) {
        if ((vertex.col & IM_COL32_A_MASK) != 0) used.insert(vertex.col);
    }
    return used;
}

Colour ink(test::Canvas& canvas, Node const& node) {
    PaintItem item;
    item.node = &node;
    Subject const subject{node, item, {}, {}, {}};
    return ink_of(subject, *canvas.brush().colours);
}

}  // namespace

TEST_CASE("the chosen day is filled, today outlined, and a day that cannot be chosen takes no hover") {
    test::Canvas canvas;
    auto const& c = *canvas.brush().colours;
    auto day = make(Role::grid_cell, Look::plain, "21");
    CHECK(colours_of(canvas, day).empty());
    CHECK(colours_of(canvas, day, touch::hovered) == std::set{c.accent_soft});
    day.states = state::disabled;
    CHECK(colours_of(canvas, day, touch::hovered).empty());
    CHECK(ink(canvas, day) == c.ink_disabled);
    day.states = state::current;
    CHECK(colours_of(canvas, day) == std::set{c.accent});
    auto const outlined = canvas.list().VtxBuffer.Size;
    day.states = state::selected;
    CHECK(colours_of(canvas, day) == std::set{c.accent});
    CHECK(canvas.list().VtxBuffer.Size != outlined);
    CHECK(ink(canvas, day) == c.on_accent);
}

TEST_CASE("a tab shows by a bar, not by colour alone, that it is the one open") {
    test::Canvas canvas;
    auto tab = make(Role::tab, Look::plain, "Demandes");
    CHECK(colours_of(canvas, tab).empty());
    tab.states = state::selected;
    CHECK_FALSE(colours_of(canvas, tab).empty());
    CHECK(canvas.bounds().top >= 200 - theme::ring - 1);
}

TEST_CASE("each part of the ring has a colour of its own, its share of the turn, and a gap before the next") {
    test::Canvas canvas;
    auto const& c = *canvas.brush().colours;
    auto ring = make(Role::chart);
    ring.value = "250 750";
    CHECK(colours_of(canvas, ring) == std::set{c.accent, c.warning});
    float furthest = 0;
    for (auto const& vertex : canvas.list().VtxBuffer) {
        auto const away = std::hypot(vertex.pos.x - 150, vertex.pos.y - 150);
        CHECK(away >= 28);  // the hole
        furthest = std::max(furthest, away);
        // The first quarter, from the top, is the first part's.
        if ((vertex.col | IM_COL32_A_MASK) == c.accent) {
            CHECK(vertex.pos.x >= 148);
            CHECK(vertex.pos.y <= 152);
        }
    }
    CHECK(furthest == doctest::Approx(50).epsilon(0.03));
    for (auto const* odd : {"", "rien", "-1", "nan", "9999999", "100 x", "100 100 100 100 100 100 100 100 100"}) {
        ring.value = odd;
        CHECK(colours_of(canvas, ring).size() <= 6);
    }
}

TEST_CASE("what is loading has a bar in its place, the same in every frame") {
    test::Canvas canvas;
    auto const bar = make(Role::box, Look::skeleton);
    CHECK(colours_of(canvas, bar) == std::set{canvas.brush().colours->neutral_soft});
}

TEST_CASE("a field that has a list shows the mark of one") {
    test::Canvas canvas;
    auto const vertices = [&](Role role) {
        auto const node = make(role);
        canvas.begin();
        PaintItem item;
        item.node = &node;
        item.box = {100, 100, 300, 44};
        paint_control(canvas.brush(), {node, item, {100, 100, 400, 144}, {}, {}});
        return canvas.list().VtxBuffer.Size;
    };
    CHECK(vertices(Role::combobox) == vertices(Role::select));
    CHECK(vertices(Role::combobox) > vertices(Role::text_field));
}
