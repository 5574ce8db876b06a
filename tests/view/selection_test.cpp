// Several requests at once: picked in a list, printed, carried away as one file and taken in elsewhere, deleted and put back; and how
// long they stay on the device.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/tree_text.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

std::size_t count_dossiers(World const& world) {
    std::size_t count = 0;
    for (auto const& [key, text] : world.device.store) count += key.starts_with("dossier/") ? 1U : 0U;
    return count;
}

/// A request with a piece, and copies of it under the names « Copie 1 », « Copie 2 »…
void prepare(Tab& tab, int copies) {
    fill_all(tab);
    std::string last = "Contrôleur technique : maintien de la qualification";
    for (int i = 1; i <= copies; ++i) {
        tab.visit("#/");
        tab.click("Dupliquer " + last);
        tab.click("Renommer " + last + " (copie)");
        last = "Copie " + std::to_string(i);
        tab.fill("Nom de la demande", last);
        tab.press_enter("renommer-form");
    }
    tab.visit("#/demandes");
}

std::string paper_of(Tab& tab) {
    tab.toggle("papier", true);
    std::string text = plain_spaces(text_of(*find_id(tab.root(), "papier")));
    check_tree(tab);
    tab.toggle("papier", false);
    return text;
}

std::size_t count_in(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("requests are picked one by one or all at once, whatever is searched meanwhile") {
    World world;
    Tab tab = world.open();
    prepare(tab, 2);
    CHECK_FALSE(tab.has(Role::button, "Exporter en un fichier"));
    tab.check("Sélectionner Copie 1");
    CHECK(tab.says("1 demande sélectionnée"));
    CHECK(tab.has(Role::button, "Supprimer 1 brouillon"));
    check_tree(tab);
    tab.fill("Rechercher dans mes demandes", "copie 2");
    CHECK(tab.says("1 demande sélectionnée, dont 1 hors de cette liste"));
    tab.check("Sélectionner Copie 2");
    CHECK(tab.says("2 demandes sélectionnées, dont 1 hors de cette liste"));
    CHECK_FALSE(tab.has(Role::button, "Tout sélectionner (1)"));
    tab.fill("Rechercher dans mes demandes", "");
    tab.check("Sélectionner Copie 2", false);
    CHECK(tab.says("1 demande sélectionnée"));
    tab.click("Tout sélectionner (3)");
    CHECK(tab.says("3 demandes sélectionnées"));
    CHECK(tab.ports.focused == "selection-rien");
    tab.click("Ne rien sélectionner");
    CHECK_FALSE(tab.says("sélectionnée"));
    CHECK(tab.ports.focused == "selection-tout");
    check_tree(tab);
}

TEST_CASE("what is picked is deleted together and put back together; what was sent stays") {
    World world;
    Tab tab = world.open();
    prepare(tab, 2);
    std::string const sent = "Contrôleur technique : maintien de la qualification";
    tab.visit("#/");
    tab.follow("Ouvrir " + sent);
    tab.click("VALIDER");
    tab.click("Envoyer la demande");
    REQUIRE(tab.heading() == "Demande transmise");
    tab.visit("#/demandes");
    tab.click("Tout sélectionner (3)");
    auto const before = world.device.store;
    tab.click("Supprimer 2 brouillons");
    CHECK(count_dossiers(world) == 1);
    CHECK(tab.says("2 demandes supprimées"));
    CHECK(tab.was_said("2 demandes supprimées. Vous pouvez annuler."));
    CHECK(tab.has(Role::link, sent));
    CHECK(tab.says("1 demande sélectionnée"));
    CHECK_FALSE(tab.has(Role::button, "Supprimer 1 brouillon"));
    tab.click("Annuler");
    CHECK(count_dossiers(world) == 3);
    for (auto const& [key, text] : before) CHECK(world.device.store.at(key) == text);
    CHECK(tab.was_said("2 demandes rétablies."));
    check_tree(tab);
}

TEST_CASE("what is picked is printed together, each request whole; the next printing is the list's again") {
    World world;
    Tab tab = world.open();
    prepare(tab, 2);
    CHECK(find_id(tab.root(), "papier") == nullptr);
    tab.check("Sélectionner Copie 1");
    tab.check("Sélectionner Copie 2");
    CHECK(paper_of(tab).empty());  // the browser's own command prints the list
    tab.click("Imprimer les récapitulatifs");
    CHECK(tab.ports.printed == 1);
    std::string const text = paper_of(tab);
    CHECK(count_in(text, "Récapitulatifs : 2 demandes") == 1);
    CHECK(count_in(text, "Raison sociale AXEPT") == 2);
    CHECK(count_in(text, "Jérôme") >= 2);
    CHECK(paper_of(tab).empty());
}

TEST_CASE("what is picked is carried away as one file, and taken in elsewhere with each piece") {
    World world;
    Tab tab = world.open();
    prepare(tab, 2);
    tab.click("Tout sélectionner (3)");
    tab.click("Exporter en un fichier");
    REQUIRE(tab.ports.downloads.size() == 1);
    CHECK(tab.ports.downloads.front().name == "guichet-3-dossiers-2026-11-21.guichet");
    std::string const bundle = tab.ports.downloads.front().bytes;

    World elsewhere;
    elsewhere.entropy = 1'000;
    Tab other = elsewhere.open();
    SUBCASE("all of them") {
        other.give_files("Importer un dossier", {other.ports.offer("trois.guichet", bundle)});
        CHECK(other.says("3 dossiers importés"));
        CHECK(other.was_said("3 dossiers importés."));
        CHECK(count_dossiers(elsewhere) == 3);
        CHECK(elsewhere.device.files.size() == 1);
        for (auto const& [key, text] : world.device.store) {
            if (key.starts_with("dossier/")) CHECK(elsewhere.device.store.at(key) == text);
        }
        // The same once more: one answer for all that are here.
        other.give_files("Importer un dossier", {other.ports.offer("trois.guichet", bundle)});
        CHECK(other.says("2 autres dossiers"));
        check_tree(other);
        SUBCASE("kept beside") {
            other.click("Garder les deux");
            CHECK(count_dossiers(elsewhere) == 6);
        }
        SUBCASE("replaced") {
            other.click("Remplacer");
            CHECK(count_dossiers(elsewhere) == 3);
        }
        SUBCASE("given up") {
            other.escape();
            CHECK(count_dossiers(elsewhere) == 3);
        }
    }
    SUBCASE("a file that was cut short keeps those that are whole, and tells how many") {
        other.give_files("Importer un dossier", {other.ports.offer("coupe.guichet", bundle.substr(0, bundle.size() - 5))});
        CHECK(other.says("ce fichier est incomplet"));
        CHECK(other.says("2 autres dossiers du fichier ont été importés."));
        CHECK(count_dossiers(elsewhere) == 2);
        check_tree(other);
    }
    SUBCASE("a dossier of it whose piece was altered keeps nobody from the others") {
        std::string altered = bundle;
        altered[altered.find("%PDF")] = 'X';
        other.give_files("Importer un dossier", {other.ports.offer("altere.guichet", altered)});
        CHECK(other.says("une pièce de ce fichier est altérée"));
        CHECK(other.says("2 autres dossiers du fichier ont été importés."));
        CHECK(count_dossiers(elsewhere) == 2);
        check_tree(other);
    }
    SUBCASE("given up at the first that is here, what came before it is told") {
        other.give_files("Importer un dossier", {other.ports.offer("trois.guichet", bundle)});
        World third;
        third.entropy = 2'000;
        Tab tab3 = third.open();
        for (auto const& [key, text] : elsewhere.device.store) {
            if (key.starts_with("dossier/") && bundle.find(text) != bundle.find("{\"guichet\":1")) third.device.store[key] = text;
        }
        Tab tab4 = third.open();
        tab4.give_files("Importer un dossier", {tab4.ports.offer("trois.guichet", bundle)});
        CHECK(tab4.says("existe déjà ici"));
        tab4.escape();
        CHECK(tab4.says("Dossier importé"));
        CHECK_FALSE(tab4.says("Import de"));
        CHECK(count_dossiers(third) == 3);
    }
    SUBCASE("a list that is no list is no dossier") {
        other.give_files("Importer un dossier", {other.ports.offer("faux.guichet", R"({"guichet_dossiers":[]})")});
        CHECK(other.says("n’est pas un dossier Guichet"));
        other.give_files("Importer un dossier", {other.ports.offer("faux.guichet", R"({"guichet_dossiers":[{"guichet":1},)")});
        CHECK(other.says("n’est pas un dossier Guichet"));
        CHECK(count_dossiers(elsewhere) == 0);
    }
}

TEST_CASE("eight hundred in one file are all taken in") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.fill("Adresse", "24 AVE DE HOLLANDE");
    tab.wait(300);
    std::string const one = world.device.store.at("dossier/" + dossier_of(tab));
    std::string many = R"({"guichet_dossiers":[)";
    for (int i = 0; i < 800; ++i) {
        std::string copy = one;
        std::string const number = std::to_string(1000 + i);
        copy.replace(copy.find(dossier_of(tab)), 36, "00000000-0000-4000-8000-00000000" + number);
        many += (i > 0 ? "," : "") + copy;
    }
    World elsewhere;
    elsewhere.entropy = 1'000;
    Tab other = elsewhere.open();
    other.give_files("Importer un dossier", {other.ports.offer("tous.guichet", many + "]}")});
    CHECK(other.says("800 dossiers importés"));
    CHECK(count_dossiers(elsewhere) == 800);
}

TEST_CASE("in a portal's list the same requests are picked") {
    World world;
    world.files["portals.json"] = read_file("shell/portals.json");
    Tab tab = world.open();
    prepare(tab, 1);
    tab.visit("#/portails/m-gestion/demandes");
    tab.check("Sélectionner Copie 1");
    CHECK(tab.says("1 demande sélectionnée"));
    tab.click("Tout sélectionner (2)");
    CHECK(tab.says("2 demandes sélectionnées"));
    check_tree(tab);
    tab.click("Supprimer 2 brouillons");
    CHECK(count_dossiers(world) == 0);
    tab.click("Annuler");
    CHECK(count_dossiers(world) == 2);
    check_tree(tab);
}

TEST_CASE("what is past its time is told and can be picked; nothing goes by itself") {
    World world;
    world.config.insert(1, R"("conservation":{"brouillons_mois":12},)");
    {
        Tab tab = world.open();
        prepare(tab, 1);
        CHECK_FALSE(tab.says("conservation"));
        CHECK(tab.says("Conservée jusqu’au 21/11/2027"));
    }
    for (auto& [key, text] : world.device.store) {
        auto const at = key.starts_with("dossier/") && text.contains("Copie 1") ? text.find(R"("modifie":"2026)") : std::string::npos;
        if (at != std::string::npos) text.replace(at, 15, R"("modifie":"2024)");
    }
    {
        Tab tab = world.open();
        CHECK(tab.says("1 demande a dépassé sa durée de conservation sur cet appareil"));
        CHECK(count_dossiers(world) == 2);
        check_tree(tab);
        tab.click("Voir lesquelles");
        CHECK(tab.heading() == "Toutes mes demandes");
        CHECK(tab.says("1 demande sélectionnée"));
        CHECK(tab.says("Durée de conservation dépassée le 21/11/2025"));
        tab.click("Supprimer 1 brouillon");
        CHECK(count_dossiers(world) == 1);
        tab.click("Annuler");
    }
    // What was sent and has ended, too, once its five years are over; what is under way stays.
    for (auto const& [status, key] : {std::pair{"refuse", "dossier/0b54a1f4-0000-4000-8000-000000000001"},
                                      std::pair{"en_instruction", "dossier/0b54a1f4-0000-4000-8000-000000000002"}}) {
        std::string text = world.device.store.rbegin()->second;
        for (auto const& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
                 {R"("statut":"brouillon")", R"("statut":")" + std::string{status} + R"(","recu":{"numero":"AF-2020-000001"})"},
                 {R"("modifie":"202)", R"("modifie":"201)"},
                 {text.substr(text.find(R"("id":")"), 43), R"("id":")" + std::string{key}.substr(8) + "\""}}) {
            auto const at = text.find(from);
            REQUIRE(at != std::string::npos);
            text.replace(at, from.size(), to);
        }
        world.device.store[key] = text;
    }
    Tab tab = world.open();
    CHECK(tab.says("2 demandes ont dépassé leur durée de conservation"));
    tab.click("Voir lesquelles");
    CHECK(tab.says("2 demandes sélectionnées"));
    tab.click("Supprimer 2 demandes");
    CHECK(count_dossiers(world) == 2);
    tab.visit("#/a-propos");
    CHECK(tab.says("d’une demande jamais envoyée, 12 mois après sa dernière modification"));

    world.config = R"({"title":"Guichet","conservation":{"brouillons_mois":0,"terminees_mois":-3}})";
    Tab other = world.open("#/a-propos");
    CHECK(other.says("jamais faite sans vous : d’une demande terminée, 60 mois"));
}
