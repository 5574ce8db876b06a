#include <cmath>
#include <limits>
#include <random>

#include <doctest/doctest.h>

#include "paint/painter.hpp"
#include "unit/paint/support.hpp"

using namespace guichet;
using test::make;

namespace {

std::vector<std::byte> const& font() {
    static std::vector<std::byte> const bytes = test::box_font();
    return bytes;
}

constexpr Role interactive[] = {Role::link,          Role::button, Role::text_field, Role::text_area, Role::select,
                                Role::checkbox,      Role::radio,  Role::file_field, Role::combobox,  Role::disclosure_summary,
                                Role::listbox_option};

}  // namespace

TEST_CASE("every interactive role is painted once, in the order of the items, and adds to the picture") {
    Painter painter(font(), font(), nullptr);
    CHECK(!painter.trouble());
    for (auto const role : interactive) {
        auto node = make(role, Look::plain, "Texte");
        node.value = "Valeur";
        test::Stage stage;
        painter.paint(stage.add(node).scene(), 1200, 800);
        CAPTURE(static_cast<int>(role));
        REQUIRE(painter.painted().size() == 1);
        CHECK(painter.painted().front() == &node);
        CHECK(painter.vertex_count() > 0);
    }
    std::vector<Node> nodes;
    for (auto const role : interactive) nodes.push_back(make(role, Look::plain, "Texte"));
    test::Stage stage;
    for (auto const& node : nodes) stage.add(node);
    painter.paint(stage.scene(), 1200, 1200);
    REQUIRE(painter.painted().size() == nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) CHECK(painter.painted()[i] == &nodes[i]);
}

TEST_CASE("the field in focus is left to the browser; a button or check box in focus is painted with its ring") {
    Painter painter(font(), font(), nullptr);
    for (auto const role : {Role::text_field, Role::text_area, Role::select, Role::combobox}) {
        auto const node = make(role);
        test::Stage stage;
        stage.add(node).items[0].touches = touch::focused | touch::focus_visible;
        painter.paint(stage.scene(), 1200, 800);
        CHECK(painter.painted().size() == 1);
        CHECK(painter.vertex_count() == 0);
    }
    for (auto const role : {Role::button, Role::checkbox, Role::radio, Role::link, Role::file_field}) {
        auto const node = make(role, Look::plain, "Texte");
        test::Stage stage;
        stage.add(node);
        painter.paint(stage.scene(), 1200, 800);
        auto const without = painter.vertex_count();
        stage.items[0].touches = touch::focused | touch::focus_visible;
        painter.paint(stage.scene(), 1200, 800);
        CHECK(painter.painted().size() == 1);
        CHECK(painter.vertex_count() > without);
    }
}

TEST_CASE("a link whose words have no size is a target still: it is painted as its ring only") {
    Painter painter(font(), font(), nullptr);
    auto const node = make(Role::link, Look::plain, "Synthèse");
    test::Stage stage;
    stage.add(node).items[0].font_size = 0;
    painter.paint(stage.scene(), 1200, 800);
    CHECK(painter.painted().size() == 1);
    CHECK(painter.vertex_count() == 0);
    stage.items[0].touches = touch::focused | touch::focus_visible;
    painter.paint(stage.scene(), 1200, 800);
    CHECK(painter.vertex_count() > 0);
}

TEST_CASE("what is hidden, clipped to a pixel or outside the view is not painted") {
    Painter painter(font(), font(), nullptr);
    auto hidden = make(Role::box, Look::plain, {}, {make(Role::text, Look::plain, "caché")});
    hidden.states = state::visually_hidden;
    auto const clipped = make(Role::text, Look::plain, "une étape");
    auto const far = make(Role::button, Look::primary, "loin");
    test::Stage stage;
    stage.add(hidden).add(clipped, 1, 1).add(far);
    stage.items.back().box.y = 90000;
    painter.paint(stage.scene(), 1200, 800);
    CHECK(painter.painted().empty());
    CHECK(painter.vertex_count() == 0);
}

TEST_CASE("a secret or masked value never shows its letters, but as many bullets") {
    Painter painter(font(), font(), nullptr);
    auto node = make(Role::text_field);
    node.value = "1 88 03 68 224 012";
    auto const vertices = [&](std::uint32_t states) {
        node.states = states;
        test::Stage stage;
        painter.paint(stage.add(node).scene(), 1200, 800);
        return painter.vertex_count();
    };
    auto const plain = vertices(0);
    // Spaces have no picture, bullets all have one.
    CHECK(vertices(state::masked) == plain + 5 * 4);
    CHECK(vertices(state::secret) == plain + 5 * 4);
}

TEST_CASE("a select shows the label of the chosen option, not its code") {
    Painter painter(font(), font(), nullptr);
    auto option = make(Role::option, Look::plain, "Action de formation");
    option.value = "AF";
    auto node = make(Role::select, Look::plain, {}, {option});
    auto const vertices = [&](char const* value) {
        node.value = value;
        test::Stage stage;
        painter.paint(stage.add(node).scene(), 1200, 800);
        return painter.vertex_count();
    };
    CHECK(vertices("AF") == vertices("") + 17 * 4);
    CHECK(vertices("inconnu") == vertices(""));
}

TEST_CASE("white space is shown as the browser collapses it") {
    Painter painter(font(), font(), nullptr);
    auto const right_edge = [&](std::string text) {
        // A link's underline is as wide as its text when the box has no width.
        auto const node = make(Role::link, Look::plain, std::move(text));
        test::Stage stage;
        stage.add(node);
        stage.lines[0].box.width = 0;
        painter.paint(stage.scene(), 1200, 800);
        return painter.vertex_count();
    };
    CHECK(right_edge("  un \n\t deux  ") == right_edge("un deux"));
    CHECK(right_edge(" \n ") == 0);
}

TEST_CASE("a field in fault has its red line, whichever container holds its error") {
    Painter painter(font(), font(), nullptr);
    for (auto const role : {Role::box, Role::group, Role::radio_group}) {
        auto const with = make(role, Look::plain, {}, {make(Role::error, Look::plain, "Indiquez la durée.")});
        auto const without = make(role, Look::plain, {}, {make(Role::hint, Look::plain, "Indiquez la durée.")});
        test::Stage one;
        painter.paint(one.add(with).scene(), 1200, 800);
        auto const vertices = painter.vertex_count();
        test::Stage other;
        painter.paint(other.add(without).scene(), 1200, 800);
        CHECK(vertices > painter.vertex_count());
    }
}

TEST_CASE("every role, look, state and touch can be painted in every palette and density") {
    Painter painter(font(), font(), nullptr);
    for (int palette = 0; palette < 4; ++palette) {
        for (int role = 0; role <= static_cast<int>(Role::ordered_steps); ++role) {
            for (int look = 0; look <= static_cast<int>(Look::required_mark); ++look) {
                auto node = make(static_cast<Role>(role), static_cast<Look>(look), "Texte d’essai",
                                 {make(Role::text, static_cast<Look>(look), "Dedans"),
                                  make(Role::list_item, Look::step, "Étape", {make(Role::link, Look::plain, "Lien")})});
                node.icon = static_cast<Icon>(look % 25);
                node.value = "0.5";
                node.states = static_cast<std::uint32_t>(role * 7919 + look * 104729) & 0x3FFFFU & ~state::visually_hidden;
                test::Stage stage;
                stage.add(node);
                for (auto& item : stage.items) item.touches = static_cast<std::uint8_t>(role + look) & 0x1BU;
                auto scene = stage.scene(1.0F + static_cast<float>(look % 5) / 4);
                scene.palette = static_cast<Palette>(palette);
                painter.paint(scene, 1500, 1000);
            }
        }
    }
    CHECK(painter.vertex_count() > 0);
}

TEST_CASE("a hostile scene is painted as far as it makes sense, without harm") {
    Painter painter(font(), font(), nullptr);
    std::mt19937 random(7);
    float const strange[] = {0,
                             -1,
                             1,
                             16,
                             44,
                             1e6F,
                             1e9F,
                             -1e9F,
                             3e38F,
                             std::numeric_limits<float>::quiet_NaN(),
                             std::numeric_limits<float>::infinity(),
                             -std::numeric_limits<float>::infinity()};
    auto const any = [&] { return strange[random() % std::size(strange)]; };
    auto const some = [&] { return random() % 3 == 0 ? any() : static_cast<float>(random() % 600); };
    std::vector<Node> nodes;
    for (int role = 0; role <= static_cast<int>(Role::ordered_steps); ++role) {
        auto node = make(static_cast<Role>(role), static_cast<Look>(random() % 32), "Un texte é\xFF\xC3",
                         {make(Role::icon), make(Role::text, Look::strong, "dedans")});
        node.value = role % 2 == 0 ? std::string(5000, 'x') : "nan";
        node.icon = static_cast<Icon>(random() % 256);
        nodes.push_back(std::move(node));
    }
    for (int round = 0; round < 400; ++round) {
        test::Stage stage;
        for (auto const& node : nodes) stage.add(node);
        for (auto& item : stage.items) {
            if (random() % 20 == 0) item.node = nullptr;
            item.box = {some(), some(), some(), some()};
            item.first_line = random() % 4 == 0 ? static_cast<std::uint32_t>(random()) : item.first_line;
            item.line_count = random() % 4 == 0 ? static_cast<std::uint32_t>(random()) : item.line_count;
            item.touches = static_cast<std::uint8_t>(random());
            if (random() % 5 == 0) item.font_size = any();
            if (random() % 5 == 0) item.baseline = any();
            if (random() % 5 == 0) item.padding_left = any();
            if (random() % 5 == 0) item.scroll_left = any();
            item.weight = static_cast<std::uint16_t>(random());
        }
        for (auto& line : stage.lines) {
            line.begin = static_cast<std::uint32_t>(random() % 3 == 0 ? random() : random() % 20);
            line.end = static_cast<std::uint32_t>(random() % 3 == 0 ? random() : random() % 20);
            line.box = {some(), some(), some(), some()};
        }
        auto scene = stage.scene(any());
        scene.view = {any(), any(), any(), any()};
        if (round % 2 == 0) scene.view = {0, 0, 1200, 2000};
        scene.palette = static_cast<Palette>(random());
        painter.paint(scene, static_cast<std::uint32_t>(random() % 2 == 0 ? random() : 1200), 800);
        CHECK(painter.vertex_count() < 4'000'000);
    }
    painter.paint(Scene{}, 0, 0);
    CHECK(painter.painted().empty());
}

TEST_CASE("two painters may live side by side") {
    Painter one(font(), font(), nullptr);
    Painter other(font(), font(), nullptr);
    auto const node = make(Role::button, Look::primary, "Suivant");
    test::Stage stage;
    stage.add(node);
    one.paint(stage.scene(), 800, 600);
    other.paint(stage.scene(2), 1600, 1200);
    one.paint(stage.scene(), 800, 600);
    CHECK(one.painted().size() == 1);
    CHECK(other.painted().size() == 1);
}
