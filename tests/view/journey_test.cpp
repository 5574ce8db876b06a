// The whole journey by role and accessible name, from an empty home to a receipt.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

TEST_CASE("a whole request is prepared, checked and sent") {
    World world;
    Tab tab = world.open();
    CHECK(tab.heading() == "Mes demandes");
    fill_all(tab);
    tab.click("VALIDER");
    CHECK(tab.heading() == "Vérification de la demande");
    CHECK(tab.says("Votre demande est complète"));
    CHECK(tab.says("ACTIF AUTO CONTROLE"));
    check_tree(tab);
    tab.click("Envoyer la demande");
    CHECK(tab.heading() == "Demande transmise");
    CHECK(tab.says("AF-2026-000001"));
    REQUIRE(world.posted.size() == 1);
    auto const sent = parse_json(world.posted.front());
    REQUIRE(sent);
    Json const* employer = member(*sent, "employeur");
    REQUIRE(employer != nullptr);
    CHECK(text_member(*employer, "siret") == "83135297600011");
    REQUIRE(world.put.size() == 1);
    CHECK(world.put.front().first == "api/dossiers/" + dossier_of(tab) + "/pieces/p1");
    CHECK(world.put.front().second == pdf_bytes());
    CHECK(world.keys.front() == dossier_of(tab));
    CHECK(tab.was_said("Demande transmise sous le numéro AF-2026-000001."));
    check_tree(tab);
}

TEST_CASE("a sent dossier is locked, and its receipt is there on the next visit") {
    World world;
    std::string id;
    {
        Tab tab = world.open();
        fill_all(tab);
        tab.click("VALIDER");
        tab.click("Envoyer la demande");
        id = dossier_of(tab);
    }
    Tab tab = world.open("#/dossiers/" + id);
    CHECK(tab.heading() == "Demande transmise");
    CHECK(tab.address() == "#/dossiers/" + id + "/recu");
    tab.visit("#/dossiers/" + id + "/employeur");
    CHECK(tab.heading() == "L'Employeur");
    CHECK(tab.all(Role::text_field, "SIRET").empty());
    CHECK(tab.says("ACTIF AUTO CONTROLE"));
    tab.visit("#/");
    CHECK(tab.says("Transmis"));
}

TEST_CASE("the receipt can be copied, printed and taken away as JSON") {
    World world;
    Tab tab = world.open();
    fill_all(tab);
    tab.click("VALIDER");
    tab.click("Envoyer la demande");
    tab.click("Copier la référence");
    REQUIRE(tab.ports.copied.size() == 1);
    CHECK(tab.ports.copied.front() == "AF-2026-000001");
    CHECK(tab.ports.said.back().text == "Référence copiée.");
    CHECK(tab.says("Référence copiée."));
    tab.click("Imprimer le récapitulatif");
    CHECK(tab.ports.printed == 1);
    tab.click("Télécharger le récapitulatif JSON");
    REQUIRE(tab.ports.downloads.size() == 1);
    auto const recap = parse_json(tab.ports.downloads.front().bytes);
    REQUIRE(recap);
    CHECK(member(*recap, "demande") != nullptr);
    CHECK(text_member(*member(*recap, "recu"), "numero") == "AF-2026-000001");
}

TEST_CASE("what is missing is told only once the step was checked, and one may go on all the same") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    CHECK_FALSE(tab.says("Erreur"));
    tab.type("Nom et prénom ou dénomination", "A");
    tab.type("SIRET", "83135");
    CHECK_FALSE(tab.says("Erreur"));
    tab.leave();
    CHECK(tab.says("Erreur"));
    Node const* siret = tab.find(Role::text_field, "SIRET");
    CHECK((siret->states & state::invalid) != 0);
    CHECK(tab.description(*siret).contains("Erreur"));
    tab.fill("Nom et prénom ou dénomination", "");
    tab.click("SUIVANT");
    CHECK(tab.heading() == "L'Employeur");
    CHECK(tab.ports.focused == "erreurs");
    CHECK(tab.has(Role::heading, "2 points à corriger"));
    CHECK(tab.ports.title.starts_with("Erreur"));
    tab.follow("Indiquez le nom ou la dénomination de l'employeur.");
    CHECK(tab.ports.focused == "employeur.denomination");
    tab.click("Continuer sans corriger");
    CHECK(tab.heading() == "La Formation");
    CHECK(tab.says("En erreur"));
}

TEST_CASE("each step tells its state in words") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    auto const state_of = [&](std::string_view step) {
        Node const* item = find_id(tab.root(), "etape-" + std::string{step});
        REQUIRE(item != nullptr);
        return item->children.back().text;
    };
    CHECK(state_of("employeur") == "À faire");
    tab.fill("Adresse", "24 AVE DE HOLLANDE");
    CHECK(state_of("employeur") == "En cours");
    tab.click("SUIVANT");
    CHECK(state_of("employeur") == "En erreur");
    fill_employer(tab);
    CHECK(state_of("employeur") == "Complet");
    CHECK(state_of("formation") == "À faire");
    tab.follow("Les pièces jointes");
    tab.follow("L'Employeur");
    CHECK((find_id(tab.root(), "etape-employeur")->children.front().states & state::current) != 0);
}

TEST_CASE("VALIDER with errors leads to the summary of all of them, and each entry to its field") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("Synthèse");
    tab.click("VALIDER");
    CHECK(tab.heading() == "Vérification de la demande");
    CHECK(tab.ports.focused == "erreurs");
    tab.follow("Ajoutez au moins un stagiaire.");
    CHECK(tab.heading() == "Le(s) stagiaire(s)");
    CHECK(tab.ports.focused == "stagiaires-ajouter");
    tab.follow("Vérification");
    tab.follow("Déposez le programme de l'action de formation.");
    CHECK(tab.heading() == "Les pièces jointes");
    CHECK(tab.ports.focused == "pieces.programme");
    tab.follow("Vérification");
    tab.follow("Modifier Intitulé de la formation");
    CHECK(tab.ports.focused == "formation.intitule");
    check_tree(tab);
    tab.follow("Vérification");
    tab.click("Envoyer la demande");
    CHECK(tab.heading() == "Vérification de la demande");
    CHECK(world.posted.empty());
}

TEST_CASE("a date of two digits is a question, answered by one button") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    tab.type("Date de début", "3/4/27");
    CHECK_FALSE(tab.says("Vouliez-vous dire"));
    tab.leave();
    CHECK(tab.says("Vouliez-vous dire 03/04/2027\u00a0?"));
    CHECK(tab.value("Date de début") == "3/4/27");
    tab.click("Oui, 03/04/2027");
    CHECK(tab.value("Date de début") == "03/04/2027");
    CHECK_FALSE(tab.says("Vouliez-vous dire"));
}

TEST_CASE("a rule tells its source on demand") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    tab.fill("Date de début", "08/01/2027");
    tab.fill("Date de fin", "04/01/2027");
    CHECK(tab.says("antérieure"));
    Node const* why = find_id(tab.root(), "formation.date_fin-pourquoi");
    REQUIRE(why != nullptr);
    CHECK((why->states & state::open) == 0);
    tab.toggle("formation.date_fin-pourquoi", true);
    why = find_id(tab.root(), "formation.date_fin-pourquoi");
    CHECK((why->states & state::open) != 0);
    CHECK(why->children.size() == 2);
    CHECK_FALSE(text_of(why->children.back()).empty());
}

TEST_CASE("computed totals have their explanation") {
    World world;
    Tab tab = world.open();
    fill_all(tab);
    CHECK(tab.says("Heures-stagiaires 35"));
    CHECK(tab.says("La durée de la formation multipliée par le nombre de stagiaires."));
}

TEST_CASE("a hidden section keeps its answers and does not block") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    tab.fill("Raison sociale", "aXept");
    tab.check("Formation interne");
    CHECK(tab.all(Role::text_field, "Raison sociale").empty());
    CHECK_FALSE(tab.has(Role::button, "SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION"));
    tab.check("Formation interne", false);
    CHECK(tab.value("Raison sociale") == "aXept");
}

TEST_CASE("addresses that lead nowhere say so and lead home") {
    World world;
    Tab tab = world.open("#/nulle-part");
    CHECK(tab.heading() == "Page introuvable");
    tab.follow("Revenir à mes demandes");
    CHECK(tab.heading() == "Mes demandes");
    tab.visit("#/dossiers/00000000-0000-4000-8000-000000000000/employeur");
    CHECK(tab.heading() == "Demande introuvable");
    tab.visit("#/a-propos");
    CHECK(tab.says("Dear ImGui"));
    tab.visit("#/accessibilite");
    CHECK(tab.heading() == "Déclaration d’accessibilité");
    check_tree(tab);
}

TEST_CASE("the focus goes to the heading of each new step") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    CHECK(tab.ports.focused == "titre");
    CHECK(tab.ports.title == "L'Employeur – Action de formation – Guichet");
    fill_employer(tab);
    tab.ports.focused.clear();
    tab.click("SUIVANT");
    CHECK(tab.ports.focused == "titre");
    CHECK(tab.heading() == "La Formation");
    tab.click("PRÉCÉDENT");
    CHECK(tab.heading() == "L'Employeur");
}
