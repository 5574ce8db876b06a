// The gallery keeps the rules of every screen, each section by itself too: its controls have names and do no harm.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

TEST_CASE("the gallery is a screen as any other, with its overlays too") {
    World world;
    Tab tab = world.open("#/galerie");
    check_tree(tab);
    REQUIRE(find_id(tab.root(), "galerie-boutons") != nullptr);
    REQUIRE(find_id(tab.root(), "galerie-composes") != nullptr);
    tab.visit("#/galerie/boutons");
    check_tree(tab);
    CHECK(find_id(tab.root(), "galerie-boutons") != nullptr);
    CHECK(find_id(tab.root(), "galerie-composes") == nullptr);
    tab.visit("#/galerie/message");
    check_tree(tab);
    CHECK(find_id(tab.root(), "message") != nullptr);
    tab.visit("#/galerie/dialogue");
    check_tree(tab);
    CHECK(find_id(tab.root(), "dialogue") != nullptr);
    tab.escape();
    CHECK(find_id(tab.root(), "dialogue") == nullptr);
}
