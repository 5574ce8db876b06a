// What helps to fill: directories, communes, modèles, known stagiaires, pieces; and what stays by hand when they do not.
#include <algorithm>

#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

TEST_CASE("an organisation is found by its SIRET, fills the fields, and every one stays editable") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    tab.click("SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
    CHECK(tab.ports.focused == "recherche-siret");
    tab.fill("SIRET (complet)", "834 267 023 00028");
    tab.press_enter("recherche");
    CHECK(tab.says("6 à 9 salariés"));
    tab.click("Sélectionner AXEPT");
    CHECK(tab.value("Raison sociale") == "AXEPT");
    CHECK(tab.value("SIRET") == "834 267 023 00028");
    CHECK(tab.value("Adresse") == "5 RUE DES LILAS");
    CHECK(tab.value("N° de déclaration d'activité") == "53 35 12345 35");
    CHECK(tab.ports.focused == "organisme.raison_sociale");
    tab.fill("Raison sociale", "aXept");
    CHECK(tab.value("Raison sociale") == "aXept");
}

TEST_CASE("another organisation leaves nothing of the former one") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    pick_organisation(tab);
    tab.fill("Adresse email", "contact@axept.example");
    tab.click("SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
    tab.fill("SIRET", "732 829 320 00074");
    tab.click("CRÉER L'ÉTABLISSEMENT");
    CHECK(tab.value("SIRET") == "732 829 320 00074");
    CHECK(tab.value("Raison sociale").empty());
    CHECK(tab.value("Adresse email").empty());
    CHECK(tab.value("N° de déclaration d'activité").empty());
}

TEST_CASE("the employer is found too, and its workforce is never filled from a range") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.click("Rechercher mon entreprise par SIRET");
    tab.fill("SIRET (complet)", "83135297600011");
    tab.click("CHERCHER");
    tab.click("Sélectionner ACTIF AUTO CONTROLE");
    CHECK(tab.value("Nom et prénom ou dénomination") == "ACTIF AUTO CONTROLE");
    CHECK(tab.value("Adresse") == "24 AVE DE HOLLANDE");
    CHECK(tab.value("Code IDCC de la convention collective") == "1090");
    CHECK(tab.value("Effectif total salariés").empty());
}

TEST_CASE("of several collective agreements none is taken without asking") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.click("Rechercher mon entreprise par SIRET");
    tab.fill("SIRET (complet)", "35600000000048");
    tab.click("CHERCHER");
    CHECK(tab.says("fermé d’après l’annuaire"));
    SUBCASE("none picked") {
        tab.click("Sélectionner LA POSTE");
        CHECK(tab.value("Code IDCC de la convention collective").empty());
    }
    SUBCASE("one picked") {
        tab.choose("Quelle convention collective (IDCC) s’applique ?", "5516");
        tab.click("Sélectionner LA POSTE");
        CHECK(tab.value("Code IDCC de la convention collective") == "5516");
    }
}

TEST_CASE("a search can be cancelled, and a late answer changes nothing") {
    World world;
    world.directory_silent = true;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    tab.click("SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
    tab.fill("SIRET (complet)", "83426702300028");
    tab.click("CHERCHER");
    CHECK(tab.says("Recherche en cours…"));
    auto const search = [&] {
        return std::ranges::find_if(tab.ports.requests, [](auto const& one) { return one.request.url.starts_with("api/annuaire"); });
    };
    REQUIRE(search() != tab.ports.requests.end());
    RequestId const asked = search()->id;
    tab.click("Annuler la recherche");
    CHECK(search()->aborted);
    tab.tell(event::HttpAnswered{asked, 200, "{}", "", -1});
    CHECK_FALSE(tab.says("Recherche en cours…"));
    tab.click("CHERCHER");
    tab.ports.fail("api/annuaire", event::HttpFailed::Why::timeout);
    tab.settle();
    CHECK(tab.says("saisissez les informations à la main"));
    tab.escape();
    CHECK(tab.ports.focused == "chercher-organisme.siret");
    tab.fill("Raison sociale", "aXept");
}

TEST_CASE("a site without a directory says so") {
    World world;
    world.config = R"({"title":"Mon guichet"})";
    Tab tab = world.open();
    CHECK(tab.ports.title == "Mes demandes – Mon guichet");
    start_request(tab);
    tab.click("Rechercher mon entreprise par SIRET");
    tab.fill("SIRET (complet)", "83135297600011");
    tab.click("CHERCHER");
    CHECK(tab.says("Ce site n’a pas d’annuaire"));
}

TEST_CASE("a postal code fills its only town, proposes several, and leaves an unknown one free") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    auto const asked = [&] {
        std::size_t count = 0;
        for (auto const& request : tab.ports.requests) count += request.request.url == "data/communes.txt" ? 1U : 0U;
        return count;
    };
    tab.fill("Code postal", "681");
    CHECK(asked() == 0);
    tab.fill("Code postal", "68110");
    CHECK(asked() == 1);
    CHECK(tab.value("Commune") == "Illzach");
    tab.fill("Code postal", "35000");
    CHECK(tab.value("Commune") == "Rennes");
    CHECK(asked() == 1);
    tab.fill("Code postal", "01000");
    CHECK(tab.value("Commune") == "Rennes");
    tab.choose("Choisissez la commune", "Saint-Denis-lès-Bourg");
    CHECK(tab.value("Commune") == "Saint-Denis-lès-Bourg");
    CHECK_FALSE(tab.has(Role::select, "Choisissez la commune"));
    tab.fill("Code postal", "68999");
    CHECK(tab.says("saisissez la ville"));
    tab.fill("Commune", "ILLZACH CEDEX");
    CHECK(tab.value("Commune") == "ILLZACH CEDEX");
}

TEST_CASE("a town typed by hand is not written over") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.fill("Commune", "MULHOUSE CEDEX");
    tab.fill("Code postal", "68110");
    CHECK(tab.value("Commune") == "MULHOUSE CEDEX");
    CHECK(tab.has(Role::select, "Choisissez la commune"));
}

TEST_CASE("a town that its postal code does not have is asked about, until it is one of them") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.fill("Code postal", "68110");
    tab.fill("Commune", "Ajaccio");
    CHECK(tab.value("Commune") == "Ajaccio");
    REQUIRE(tab.has(Role::select, "Choisissez la commune"));
    tab.fill("Commune", "ILLZACH");
    CHECK_FALSE(tab.has(Role::select, "Choisissez la commune"));
    tab.fill("Commune", "Ajaccio");
    tab.choose("Choisissez la commune", "Illzach");
    CHECK(tab.value("Commune") == "Illzach");
    CHECK_FALSE(tab.has(Role::select, "Choisissez la commune"));
    // Emptied, it stays so.
    tab.fill("Commune", "");
    CHECK(tab.value("Commune").empty());
}

TEST_CASE("a modèle keeps a training, without its dates, for the next request") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    fill_action(tab);
    tab.click("SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION");
    CHECK(tab.value("Nom du modèle") == "Contrôleur technique : maintien de la qualification");
    tab.fill("Nom du modèle", "");
    tab.click("Enregistrer comme modèle");
    CHECK(tab.says("donnez un nom au modèle"));
    tab.fill("Nom du modèle", "Contrôle technique");
    tab.click("Enregistrer comme modèle");
    CHECK(tab.was_said("Modèle enregistré : Contrôle technique"));
    tab.visit("#/");
    start_request(tab);
    tab.follow("La Formation");
    tab.click("SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION");
    tab.click("Utiliser Contrôle technique");
    CHECK(tab.value("Intitulé de la formation") == "Contrôleur technique : maintien de la qualification");
    CHECK(plain_spaces(tab.value("Coût pédagogique de l'action HT")).starts_with("1"));
    CHECK(tab.value("Date de début").empty());
    tab.click("SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION");
    tab.click("Supprimer Contrôle technique");
    CHECK(tab.says("Aucun modèle sur cet appareil"));
    tab.click("Annuler");
    CHECK(tab.has(Role::button, "Utiliser Contrôle technique"));
    std::string const address = tab.address();
    tab.visit("#/");
    Tab again = world.open(address);
    again.click("SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION");
    CHECK(again.has(Role::button, "Utiliser Contrôle technique"));
}

TEST_CASE("a stagiaire of another dossier is known here") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("Le(s) stagiaire(s)");
    tab.click("AJOUTER");
    fill_trainee(tab);
    tab.wait(300);
    tab.visit("#/");
    start_request(tab);
    tab.follow("Le(s) stagiaire(s)");
    tab.click("AJOUTER");
    tab.click("SÉLECTIONNER OU CRÉER LE STAGIAIRE");
    tab.fill("Rechercher par nom", "lefevre");
    tab.click("Sélectionner Jérôme Lefèvre");
    CHECK(tab.value("Nom") == "Lefèvre");
    CHECK(tab.value("Date de naissance") == "06/05/1985");
    CHECK(tab.heading() == "Stagiaire 1 : Jérôme Lefèvre");
    tab.click("SÉLECTIONNER OU CRÉER LE STAGIAIRE");
    tab.fill("Rechercher par nom", "personne");
    CHECK(tab.says("Personne de ce nom"));
    tab.click("Créer un nouveau stagiaire");
    CHECK(tab.value("Nom") == "Lefèvre");
}

TEST_CASE("pieces are judged by their bytes; refused ones say why; a removed one comes back") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("Les pièces jointes");
    add_programme(tab);
    CHECK(tab.has(Role::button, "Ouvrir programme.pdf"));
    tab.give_files("Programme de l'action",
                   {tab.ports.offer("copie.pdf", pdf_bytes()), tab.ports.offer("faux.pdf", "MZ ceci n’est pas un PDF")});
    CHECK(tab.says("copie.pdf : ce fichier est déjà déposé ici."));
    CHECK(tab.says("faux.pdf : ce fichier n’est pas d’un type accepté"));
    tab.click("Fermer la liste des fichiers refusés");
    CHECK_FALSE(tab.says("faux.pdf"));
    tab.give_files("Programme de l'action", {tab.ports.offer("enorme.pdf", std::string(22'000'000, 'x'))});
    CHECK(tab.says("enorme.pdf : ce fichier dépasse"));
    world.device.full = true;
    tab.give_files("Programme de l'action", {tab.ports.offer("autre.pdf", pdf_bytes("autre"))});
    CHECK(tab.says("plus de place sur cet appareil"));
    world.device.full = false;
    tab.click("Supprimer programme.pdf");
    CHECK_FALSE(tab.has(Role::button, "Ouvrir programme.pdf"));
    tab.click("Annuler");
    CHECK(tab.has(Role::button, "Ouvrir programme.pdf"));
    check_tree(tab);
}

TEST_CASE("a piece is on the device's record at once: a second tab that starts forgets it not") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("Les pièces jointes");
    add_programme(tab);
    Tab second = world.open();
    CHECK(world.device.files.size() == 1);
}

TEST_CASE("the NIR is masked, shown on request, and never in an address or a sentence aloud") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("Le(s) stagiaire(s)");
    tab.click("AJOUTER");
    tab.fill("NIR", "1 85 05 78 006 084 91");
    CHECK((tab.find(Role::text_field, "NIR")->states & state::masked) != 0);
    tab.click("Afficher le NIR");
    CHECK((tab.find(Role::text_field, "NIR")->states & state::masked) == 0);
    tab.click("Masquer le NIR");
    tab.follow("Vérification");
    CHECK_FALSE(tab.says("006 084"));
    tab.click("Afficher les données sensibles");
    CHECK(tab.says("006 084"));
    for (auto const& said : tab.ports.said) CHECK_FALSE(said.text.contains("006"));
    for (auto const& hash : tab.ports.history) CHECK_FALSE(hash.contains("185"));
}

TEST_CASE("« Effacer mes données » says what will be lost, forgets everything, and says so when it cannot") {
    World world;
    {
        Tab tab = world.open();
        start_request(tab);
        tab.fill("Adresse", "24 AVE DE HOLLANDE");
        tab.visit("#/a-propos");
        CHECK(tab.says("Sur cet appareil\u00a0: 1 demande."));
        CHECK(tab.says("1 demande n’a pas été envoyée\u00a0: elle sera perdue."));
        world.device.full = true;
        tab.click("Effacer mes données");
        CHECK(tab.says("Vos données n’ont pas pu être effacées."));
        CHECK_FALSE(world.device.store.empty());
        world.device.full = false;
        tab.click("Effacer mes données");
    }
    CHECK(world.device.store.empty());
    Tab again = world.open("#/a-propos");
    CHECK(again.says("Rien de vous n’est gardé sur cet appareil."));
    CHECK_FALSE(again.says("n’a pas été envoyée"));
}
