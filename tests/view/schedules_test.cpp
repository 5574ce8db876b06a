// Rows that the trade computes: a table that says what it still needs, is read on paper too, and is taken over into a group at once,
// which can be undone. And what changed in a dossier of an older version of its procedure.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/tree_text.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

constexpr std::string_view items =
    R"({"field":"a.naissance","kind":"date","label":"Date de naissance"},{"field":"a.debut","kind":"date","label":"Début"},{"field":"a.fin","kind":"date","label":"Fin"},)"
    R"({"schedule":"periodes","label":"Minima légaux","function":"remuneration_apprentissage","fills":"remunerations","fill_label":"Reprendre ces périodes",)"
    R"("arguments":{"naissance":{"var":"a.naissance"},"debut":{"var":"a.debut"},"fin":{"var":"a.fin"}},"explanation":"D'après l'âge et l'année.",)"
    R"("columns":[["du","Du","date"],["au","Au","date"],["taux","Minimum","percentage"],["montant","Par mois","money"],["motif","Pourquoi","text"]]},)"
    R"({"group":"remunerations","label":"Rémunérations","item_label":"Période","columns":["du","au","taux"],"maximum":20,"items":[)"
    R"({"field":"du","kind":"date","label":"Du"},{"field":"au","kind":"date","label":"Au"},{"field":"taux","kind":"percentage","label":"Taux"}]})";

std::string procedure_text(std::string_view version, std::string_view more) {
    return R"({"guichet_procedure":1,"id":"essai","version":")" + std::string{version} +
           R"(","title":"Essai","organisme":"Essai","description":"Essai.","steps":[{"id":"un","title":"Un","sections":[{"id":"un","items":[)" +
           std::string{items} + R"(]}]}],"tables":[{"id":"smic","version":"2026-06","by":"date","lines":[["2026-06-01",186702]]}],)" +
           std::string{more} +
           R"("statuses":[{"id":"brouillon","label":"Brouillon","lock":"editable","next":["transmis"]},{"id":"transmis","label":"Transmis","lock":"locked","next":[]}]})";
}

World made() {
    World world;
    world.index = R"({"procedures":[{"fichier":"essai.json","id":"essai","titre":"Essai","organisme":"Essai"}]})";
    world.files["procedures/essai.json"] = procedure_text("1", "");
    return world;
}

std::string row_text(Tab const& tab, std::string_view table, std::size_t row) {
    Node const* found = find_id(tab.root(), table);
    if (found == nullptr) return {};
    auto const& rows = found->children.back().children;
    return row < rows.size() ? plain_spaces(text_of(rows[row])) : std::string{};
}

}  // namespace

TEST_CASE("minima by period are a table, taken over into the rows of the form, and that is undone") {
    World world = made();
    Tab tab = world.open();
    tab.follow("Créer une demande");
    tab.click("Essai");
    CHECK(tab.says("Ce tableau se remplit dès que vous avez répondu à : Date de naissance, Début, Fin."));
    CHECK_FALSE(tab.has(Role::button, "Reprendre ces périodes"));
    check_tree(tab);
    // Case B of the domain facts: 18 on the way.
    tab.fill("Date de naissance", "15/11/2008");
    tab.fill("Début", "01/09/2026");
    tab.fill("Fin", "31/08/2027");
    CHECK(tab.has(Role::table, "Minima légaux"));
    CHECK(tab.says("D'après l'âge et l'année."));
    CHECK(row_text(tab, "periodes-calcul", 0).starts_with("Du 01/09/2026 Au 30/11/2026 Minimum 27"));
    CHECK(row_text(tab, "periodes-calcul", 1).starts_with("Du 01/12/2026 Au 31/08/2027 Minimum 43"));
    CHECK(row_text(tab, "periodes-calcul", 1).contains("802,82 €"));
    check_tree(tab);
    check_golden(tab, "echeancier");
    tab.click("AJOUTER");
    tab.fill("Taux", "99");
    tab.click("Enregistrer et revenir à la liste");
    tab.click("Reprendre ces périodes");
    CHECK(tab.was_said("Rémunérations : 2 lignes reprises. Vous pouvez annuler."));
    CHECK(row_text(tab, "remunerations-table", 0).contains("Du 01/09/2026 Au 30/11/2026 Taux 27"));
    tab.follow("Modifier Période 2");
    CHECK(tab.value("Au") == "31/08/2027");
    CHECK(plain_spaces(tab.description(*tab.find(Role::text_field, "Au"))).contains("Repris de « Minima légaux »."));
    tab.follow("Retour à la liste");
    tab.click("Annuler");
    CHECK(row_text(tab, "remunerations-table", 0).contains("99"));
    CHECK(row_text(tab, "remunerations-table", 1).empty());
    check_tree(tab);
    tab.follow("Vérification");
    CHECK(tab.has(Role::table, "Minima légaux"));
    CHECK_FALSE(tab.has(Role::button, "Reprendre ces périodes"));
    tab.toggle("papier", true);
    CHECK(tab.all(Role::table, "Minima légaux").size() == 2);
}

TEST_CASE("a dossier of an older version says what its reading changed") {
    World world = made();
    world.files["procedures/essai.json"] = procedure_text(
        "2", R"("migrations":[{"from":"1","rename":{"a.ne_le":"a.naissance"},"report":"« Né le » s'appelle « Date de naissance »."}],)");
    world.device.store["dossier/00000000-0000-4000-8000-000000000001"] =
        R"({"guichet":1,"id":"00000000-0000-4000-8000-000000000001","procedure":{"id":"essai","version":"1"},"statut":"brouillon","reponses":{"a":{"ne_le":"2008-11-15"}}})";
    Tab tab = world.open("#/dossiers/00000000-0000-4000-8000-000000000001/un");
    CHECK(tab.value("Date de naissance") == "15/11/2008");
    CHECK(tab.says("« Né le » s'appelle « Date de naissance »."));
    check_tree(tab);
    tab.fill("Début", "01/09/2026");
    tab.wait(300);
    std::string const address = tab.address();
    tab.visit("#/");
    Tab again = world.open(address);
    CHECK_FALSE(again.says("s'appelle"));
}
