// The four portals: what portals.json says becomes menus, lists and words; what they list comes from the dossiers of this device.
#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "app/portal.hpp"
#include "procedure/assemble.hpp"
#include "view/tree_rules.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

World world_of_portals() {
    World world;
    world.files["portals.json"] = read_file("shell/portals.json");
    return world;
}

/// Cells of the list, row by row, as text.
std::vector<std::string> rows_of(Tab const& tab) {
    std::vector<std::string> rows;
    Node const* table = find_id(tab.root(), "liste-portail");
    if (table == nullptr) return rows;
    for (auto const& part : table->children) {
        if (part.role != Role::table_body) continue;
        for (auto const& row : part.children) rows.push_back(plain_spaces(text_of(row)));
    }
    return rows;
}

std::string status_of(Tab const& tab) {
    Node const* status = find_id(tab.root(), "resultat");
    return status != nullptr ? plain_spaces(status->text) : std::string{};
}

std::vector<Portal> portals_of_site() {
    auto portals = read_portals(read_file("shell/portals.json"));
    REQUIRE(portals.has_value());
    return *std::move(portals);
}

}  // namespace

TEST_CASE("every portal of the site names procedures that exist, and gives each of their statuses a tab") {
    auto const portals = portals_of_site();
    CHECK(portals.size() == 4);
    std::set<std::string> offered;
    for (auto const& portal : portals) {
        CAPTURE(portal.name);
        CHECK(portal.has(PortalPage::dashboard));
        CHECK(portal.has(PortalPage::help));
        CHECK(!portal.steps.empty());
        for (PortalList const* listing : {&portal.requests, &portal.reimbursements}) {
            for (auto const& one : listing->procedures) {
                CAPTURE(one.id);
                auto const dot = one.id.find('.');
                auto const loaded = load_with_parts(
                    read_file("assets/procedures/" + one.id.substr(0, dot) + "/" + one.id.substr(dot + 1) + ".json"),
                    [](std::string_view path) { return std::optional{read_file("assets/procedures/" + std::string{path})}; });
                REQUIRE(loaded.procedure != nullptr);
                CHECK(loaded.procedure->id == one.id);
                for (auto const& status : loaded.procedure->statuses) {
                    CAPTURE(status.id);
                    CHECK(std::ranges::count_if(listing->groups, [&](StatusGroup const& group) {
                              return std::ranges::contains(group.statuses, status.id);
                          }) == 1);
                }
                CHECK(offered.insert(one.id).second);
                (void)loaded;
            }
        }
    }
    // No procedure of the house is without a portal.
    CHECK(offered.size() == 22);
}

TEST_CASE("portals are chosen from the menu; each has its own words, menu and title") {
    World world = world_of_portals();
    Tab tab = world.open();
    tab.follow("Portails");
    CHECK(tab.heading() == "Portails");
    check_tree(tab);
    for (char const* name : {"M-Gestion", "CONNECT'", "Mes services en ligne", "La Plateforme CFA"}) {
        CHECK(tab.has(Role::link, "Ouvrir " + std::string{name}));
    }
    tab.follow("Ouvrir M-Gestion");
    CHECK(tab.heading() == "Bienvenue sur M-Gestion");
    CHECK(tab.address() == "#/portails/m-gestion");
    CHECK(tab.ports.title == "Mon tableau de bord – M-Gestion – Guichet");
    CHECK(tab.has(Role::link, "Mes règlements"));
    CHECK(tab.says("Version 1.7.0"));
    check_tree(tab);
    tab.visit("#/portails/connect");
    CHECK(tab.has(Role::link, "Saisir une nouvelle demande"));
    CHECK(!tab.has(Role::link, "Mes règlements"));
    tab.visit("#/portails/nulle-part");
    CHECK(tab.heading() == "Page introuvable");
    tab.visit("#/portails/connect/remboursements");
    CHECK(tab.heading() == "Page introuvable");
}

TEST_CASE("a request begun in a portal is in its list, on its dashboard and in no other portal") {
    World world = world_of_portals();
    Tab tab = world.open("#/portails/m-gestion/demander");
    tab.click("Commencer : Action de formation");
    CHECK(tab.heading() == "L'Employeur");
    fill_employer(tab);
    tab.follow("La Formation");
    pick_organisation(tab);
    fill_action(tab);
    tab.wait(300);
    tab.visit("#/portails/m-gestion");
    check_tree(tab);
    CHECK(tab.says("ACTIF AUTO CONTROLE"));
    CHECK(tab.says("831 352 976 00011"));
    CHECK(tab.says("Moins de 11 salariés"));
    CHECK(tab.has(Role::link, "Contrôleur technique : maintien de la qualification"));
    CHECK(tab.says("À compléter"));
    CHECK(tab.says("à envoyer au plus tard le 04/01/2027"));
    tab.follow("Brouillon");
    CHECK(tab.address() == "#/portails/m-gestion/demandes/brouillons");
    CHECK(status_of(tab) == "1 élément – Filtré par Brouillon");
    CHECK(rows_of(tab).size() == 1);
    tab.visit("#/portails/m-gestion/entreprises");
    CHECK(tab.says("24 AVE DE HOLLANDE, 68110"));
    CHECK(tab.says("1 dossier"));
    check_tree(tab);
    tab.visit("#/portails/connect");
    CHECK(!tab.says("ACTIF AUTO CONTROLE"));
    CHECK(tab.says("Rien n’attend de vous."));
}

TEST_CASE("a portal's list: search, advanced search with its errors, tabs, order, and back to all") {
    World world = world_of_portals();
    Tab tab = world.open();
    for (int i = 0; i < 2; ++i) {
        tab.visit("#/");
        start_request(tab);
        if (i == 0) fill_employer(tab);
        tab.follow("La Formation");
        tab.fill("Intitulé de la formation", i == 0 ? "Permis poids lourd" : "Anglais");
        tab.fill("Date de début", i == 0 ? "04/01/2027" : "01/03/2027");
        tab.fill("Coût pédagogique de l'action HT", i == 0 ? "900" : "2 000");
        tab.wait(300);
    }
    tab.visit("#/portails/m-gestion/demandes");
    check_tree(tab);
    CHECK(rows_of(tab).size() == 2);
    tab.fill("Rechercher dans cette liste", "POIDS permis");
    REQUIRE(rows_of(tab).size() == 1);
    CHECK(rows_of(tab).front().contains("Permis poids lourd"));
    tab.fill("Rechercher dans cette liste", "");
    CHECK(status_of(tab) == "2 éléments");

    // Nothing is filtered before « Rechercher ».
    tab.fill("Début à partir du", "1/2/2027");
    CHECK(rows_of(tab).size() == 2);
    tab.click("Rechercher");
    REQUIRE(rows_of(tab).size() == 1);
    CHECK(rows_of(tab).front().contains("Anglais"));
    CHECK(status_of(tab) == "1 élément – Recherche avancée");
    tab.fill("Début jusqu’au", "bientôt");
    tab.press_enter("recherche-avancee-formulaire");
    CHECK(tab.ports.focused == "critere-au");
    CHECK(tab.says("cette date ne se lit pas"));
    CHECK(rows_of(tab).size() == 1);
    tab.click("Réinitialiser les critères");
    CHECK(rows_of(tab).size() == 2);
    CHECK(tab.value("Début à partir du").empty());
    tab.fill("Montant d’au plus", "1 000,00 €");
    tab.click("Rechercher");
    REQUIRE(rows_of(tab).size() == 1);
    CHECK(rows_of(tab).front().contains("Permis poids lourd"));
    tab.click("Réinitialiser les critères");

    tab.choose("Trier par", "Demande");
    CHECK(rows_of(tab).front().contains("Anglais"));
    CHECK(status_of(tab) == "2 éléments – Trié par Demande");
    tab.click("En cours (0)", Role::tab);
    CHECK(tab.address() == "#/portails/m-gestion/demandes/en-cours");
    CHECK(status_of(tab) == "Aucun élément – Trié par Demande – Filtré par En cours");
    tab.click("Tous (2)", Role::tab);
    tab.click("Exporter la liste (CSV)");
    REQUIRE(tab.ports.downloads.size() == 1);
    CHECK(tab.ports.downloads.front().bytes.contains("\"Permis poids lourd\""));
    // Another page begins anew.
    tab.visit("#/portails/m-gestion/remboursements");
    tab.visit("#/portails/m-gestion/demandes");
    CHECK(status_of(tab) == "2 éléments");
}

TEST_CASE("people of the portal's dossiers are found by name, each with the dossiers that name them") {
    World world = world_of_portals();
    Tab tab = world.open();
    fill_all(tab);
    tab.visit("#/portails/m-gestion/salaries");
    check_tree(tab);
    CHECK(tab.says("Jérôme Lefèvre"));
    CHECK(status_of(tab) == "1 personne");
    tab.fill("Rechercher une personne", "lefevre");
    CHECK(status_of(tab) == "1 personne");
    tab.fill("Rechercher une personne", "Durand");
    CHECK(status_of(tab) == "Personne ne répond à cette recherche.");
    tab.fill("Rechercher une personne", "lefevre");
    // One person of two dossiers is one person, with both; who comes back finds the search as it was.
    std::string const name = "Contrôleur technique : maintien de la qualification";
    tab.visit("#/");
    tab.click("Dupliquer " + name);
    tab.visit("#/portails/m-gestion/salaries");
    CHECK(status_of(tab) == "1 personne");
    CHECK(tab.all(Role::link, name + " – Jérôme Lefèvre").size() == 1);
    CHECK(tab.all(Role::link, name + " (copie) – Jérôme Lefèvre").size() == 1);
    check_tree(tab);
}

TEST_CASE("what is ready says so with its last day; help has the number of what was sent ready to be quoted") {
    World world = world_of_portals();
    Tab tab = world.open();
    fill_all(tab);
    tab.visit("#/portails/m-gestion");
    CHECK(tab.says("À envoyer"));
    tab.visit("#/");
    tab.follow("Ouvrir Contrôleur technique : maintien de la qualification");
    tab.click("VALIDER");
    tab.click("Envoyer la demande");
    tab.visit("#/portails/m-gestion");
    CHECK(tab.says("Rien n’attend de vous."));
    tab.visit("#/portails/m-gestion/demandes/en-cours");
    REQUIRE(rows_of(tab).size() == 1);
    CHECK(rows_of(tab).front().contains("AF-2026-000001"));
    tab.visit("#/portails/m-gestion/aide");
    check_tree(tab);
    tab.fill("Rechercher une question", "connexion");
    CHECK(tab.says("Que se passe-t-il sans connexion"));
    CHECK(!tab.says("Qui voit ce que je saisis"));
}

TEST_CASE("a portals.json that is missing or broken is told in a sentence, and can be asked for again") {
    World world;
    world.files["portals.json"] = "{\"guichet_portals\": 1, \"portals\": [{\"id\": \"x\", \"name\": \"Sans menu\"}]}";
    Tab tab = world.open("#/portails");
    CHECK(tab.says("Aucun portail du fichier portals.json n’est complet : voir « Sans menu »."));
    check_tree(tab);
    world.files["portals.json"] = read_file("shell/portals.json");
    tab.click("Réessayer");
    CHECK(tab.has(Role::link, "Ouvrir M-Gestion"));
    CHECK(!read_portals("[]").has_value());
    CHECK(!read_portals("{\"guichet_portals\": 2}").has_value());
    CHECK(!read_portals("tout autre chose").has_value());
}

TEST_CASE("while a procedure is on its way, no page of a portal says that there is nothing") {
    World world = world_of_portals();
    {
        Tab tab = world.open();
        fill_all(tab);
        tab.settle();
    }
    world.withheld = "procedures/opco-mobilites/action-formation.json";
    Tab tab = world.open("#/portails/m-gestion");
    for (std::string const page : {"", "/demandes", "/salaries", "/entreprises"}) {
        CAPTURE(page);
        tab.visit("#/portails/m-gestion" + page);
        check_tree(tab);
        CHECK(tab.says("Chargement de vos demandes…"));
        CHECK(!tab.says("Aucun"));
        CHECK(!tab.says("Rien n’attend de vous."));
        CHECK(!tab.says("Elle s’affichera ici"));
    }
}

TEST_CASE("a tab whose name cannot stand in an address makes its portal incomplete") {
    std::string broken = read_file("shell/portals.json");
    auto const at = broken.find(R"("id": "brouillon")");
    REQUIRE(at != std::string::npos);
    broken.replace(at, 17, R"("id": "brouil/on")");
    CHECK(read_portals(broken)->size() == portals_of_site().size() - 1);
}

TEST_CASE("an apprenticeship's last day knows the holidays of Alsace-Moselle") {
    auto loaded = load_with_parts(read_file("assets/procedures/opco-mobilites/contrat-apprentissage.json"),
                                  [](std::string_view path) { return std::optional{read_file("assets/procedures/" + std::string{path})}; });
    REQUIRE(loaded.procedure != nullptr);
    Catalogue catalogue;
    catalogue.entries.emplace_back().id = loaded.procedure->id;
    catalogue.entries.back().procedure = loaded.procedure;
    auto const last_day = [&](std::string_view place) {
        Draft draft;
        draft.procedure = loaded.procedure->id;
        // Good Friday 2026 is 3 April: a holiday in Illzach, not in Rennes.
        draft.text = std::make_shared<std::string const>(
            R"({"guichet":1,"id":"a","cree":"2026-03-01T09:00:00Z","modifie":"2026-03-01T09:00:00Z","procedure":{"id":"opco-mobilites.contrat-apprentissage","version":")" +
            loaded.procedure->version +
            R"("},"statut":"brouillon","reponses":{"contrat":{"type_contrat":"11","date_debut_contrat":"2026-04-01"},)"
            R"("employeur":{"adresse":{"code_postal":")" +
            std::string{place} + R"("}}}})");
        return facts_of(draft, catalogue, *date_from_civil(2026, 3, 1)).deadline;
    };
    REQUIRE(last_day("35000").has_value());
    REQUIRE(last_day("68110").has_value());
    CHECK(last_day("68110")->days > last_day("35000")->days);
}
