// What the page does not show but paper does, and the choice between picture and plain HTML.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/tree_text.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

TEST_CASE("while a dossier prints its récapitulatif is in the tree, and the title names it; then neither is") {
    World world;
    Tab tab = world.open();
    fill_all(tab);
    tab.follow("L'Employeur");
    std::string const title = tab.ports.title;
    Node const* paper = find_id(tab.root(), "papier");
    REQUIRE(paper != nullptr);
    CHECK(paper->children.empty());
    tab.toggle("papier", true);
    CHECK(tab.ports.title.starts_with("Récapitulatif brouillon "));
    check_tree(tab);
    check_golden(tab, "papier");
    tab.toggle("papier", false);
    CHECK(tab.ports.title == title);
    CHECK(find_id(tab.root(), "papier")->children.empty());
    check_tree(tab);
}

TEST_CASE("paper shows every row, however many") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("Le(s) stagiaire(s)");
    for (int row = 0; row < 12; ++row) {
        tab.click("AJOUTER");
        tab.fill("Nom", "Personne" + std::to_string(row));
        tab.click("Enregistrer et revenir à la liste");
    }
    tab.toggle("papier", true);
    std::string const text = text_of(*find_id(tab.root(), "papier"));
    for (int row = 0; row < 12; ++row) CHECK(text.contains("Personne" + std::to_string(row)));
}

TEST_CASE("plain HTML is chosen and given up at the foot of the page; a choice of an earlier visit is shown") {
    World world;
    Tab tab = world.open();
    Node const* choice = find_id(tab.root(), "affichage-simple");
    REQUIRE(choice != nullptr);
    CHECK((choice->states & state::checked) == 0);
    tab.tell(event::Acted{choice->on_change, "true"});
    CHECK(tab.ports.plain);
    CHECK((find_id(tab.root(), "affichage-simple")->states & state::checked) != 0);
    tab.tell(event::Acted{find_id(tab.root(), "affichage-simple")->on_change, "false"});
    CHECK_FALSE(tab.ports.plain);

    tab.tell(event::Started{.route = "#/", .entropy_high = 1, .entropy_low = 2, .plain = true});
    CHECK((find_id(tab.root(), "affichage-simple")->states & state::checked) != 0);
}
