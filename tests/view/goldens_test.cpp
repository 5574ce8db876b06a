// Every screen and state as readable text: a change of wording or structure shows in review.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/tree_text.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

void golden(Tab const& tab, std::string const& name) {
    check_tree(tab);
    check_golden(tab, name);
}

}  // namespace

TEST_CASE("home") {
    World world;
    Tab tab = world.open();
    golden(tab, "accueil-vide");
    tab.follow("Créer une demande");
    golden(tab, "nouvelle");
    tab.follow("Revenir à mes demandes");
    fill_all(tab);
    tab.visit("#/");
    golden(tab, "accueil-un-brouillon");
    tab.click("Renommer Contrôleur technique : maintien de la qualification");
    golden(tab, "accueil-renommer");
    tab.escape();
    tab.click("Supprimer Contrôleur technique : maintien de la qualification");
    golden(tab, "accueil-supprime");
}

TEST_CASE("home with a record that cannot be read and one of an unknown procedure") {
    World world;
    world.device.store["dossier/casse"] = "{\"guichet\":1,";
    world.device.store["dossier/orphelin"] =
        R"({"guichet":1,"id":"orphelin","procedure":{"id":"inconnue","version":"1"},"nom":"Ancienne demande"})";
    Tab tab = world.open();
    golden(tab, "accueil-illisible");
}

TEST_CASE("home when nothing can be stored, and without procedures") {
    World world;
    world.index.clear();
    Tab tab{world.device, world.server(), "#/", false};
    golden(tab, "accueil-sans-enregistrement");
    tab.visit("#/nouvelle");
    golden(tab, "nouvelle-sans-catalogue");
}

TEST_CASE("a broken procedure is told and stops no other") {
    World world;
    world.index = R"(["casse.json", "opco-mobilites/action-formation.json"])";
    world.files["procedures/casse.json"] = R"({"guichet_procedure":1,"id":"casse"})";
    Tab tab = world.open("#/nouvelle");
    golden(tab, "nouvelle-procedure-cassee");
}

TEST_CASE("each step untouched") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    golden(tab, "etape-employeur");
    tab.follow("La Formation");
    golden(tab, "etape-formation");
    tab.follow("Le(s) stagiaire(s)");
    golden(tab, "etape-stagiaires");
    tab.click("AJOUTER");
    golden(tab, "stagiaire");
    tab.follow("Les pièces jointes");
    golden(tab, "etape-pieces");
    tab.follow("Synthèse");
    golden(tab, "etape-synthese");
}

TEST_CASE("each step with everything missing") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.click("SUIVANT");
    golden(tab, "etape-employeur-erreurs");
    tab.click("Continuer sans corriger");
    tab.click("SUIVANT");
    golden(tab, "etape-formation-erreurs");
    tab.click("Continuer sans corriger");
    tab.click("SUIVANT");
    golden(tab, "etape-stagiaires-erreurs");
    tab.click("AJOUTER");
    golden(tab, "stagiaire-erreurs");
    tab.click("Enregistrer et revenir à la liste");
    golden(tab, "etape-stagiaires-ligne-incomplete");
    tab.follow("Les pièces jointes");
    tab.click("SUIVANT");
    golden(tab, "etape-pieces-erreurs");
    tab.follow("Vérification");
    golden(tab, "verification-erreurs");
}

TEST_CASE("the dialog of establishments in each state") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    tab.click("SÉLECTIONNER OU CRÉER UN ORGANISME DE FORMATION");
    golden(tab, "dialogue-organisme");
    tab.fill("SIRET (complet)", "83426702");
    tab.click("CHERCHER");
    golden(tab, "dialogue-organisme-siret-faux");
    tab.fill("SIRET (complet)", "83426702300028");
    tab.click("CHERCHER");
    golden(tab, "dialogue-organisme-trouve");
    tab.fill("SIRET (complet)", "35600000000048");
    tab.click("CHERCHER");
    golden(tab, "dialogue-organisme-ferme");
    tab.fill("SIRET (complet)", "73282932000074");
    tab.click("CHERCHER");
    golden(tab, "dialogue-organisme-inconnu");
    world.directory_status = 429;
    world.directory_retry = 5;
    tab.click("CHERCHER");
    golden(tab, "dialogue-organisme-trop");
    world.directory_status = 503;
    tab.click("CHERCHER");
    golden(tab, "dialogue-organisme-indisponible");
    world.directory_silent = true;
    tab.click("CHERCHER");
    golden(tab, "dialogue-organisme-recherche");
    tab.click("FERMER");
    tab.follow("L'Employeur");
    tab.click("Rechercher mon entreprise par SIRET");
    golden(tab, "dialogue-employeur");
}

TEST_CASE("what serves again") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    fill_action(tab);
    tab.click("SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION");
    golden(tab, "dialogue-modeles-vide");
    tab.click("Enregistrer comme modèle");
    tab.click("SÉLECTIONNER OU CRÉER UN MODÈLE DE FORMATION");
    golden(tab, "dialogue-modeles");
    tab.click("FERMER");
    tab.follow("Le(s) stagiaire(s)");
    tab.click("AJOUTER");
    tab.click("SÉLECTIONNER OU CRÉER LE STAGIAIRE");
    golden(tab, "dialogue-stagiaires-vide");
    tab.click("Créer un nouveau stagiaire");
    fill_trainee(tab);
    tab.wait(300);
    tab.visit("#/");
    start_request(tab);
    tab.follow("Le(s) stagiaire(s)");
    tab.click("AJOUTER");
    tab.click("SÉLECTIONNER OU CRÉER LE STAGIAIRE");
    golden(tab, "dialogue-stagiaires");
}

TEST_CASE("the whole request, read again, sent and received") {
    World world;
    Tab tab = world.open();
    fill_all(tab);
    golden(tab, "etape-synthese-remplie");
    tab.follow("Le(s) stagiaire(s)");
    golden(tab, "etape-stagiaires-remplie");
    tab.follow("Les pièces jointes");
    golden(tab, "etape-pieces-remplie");
    tab.visit("#/dossiers/" + dossier_of(tab) + "/verification");
    golden(tab, "verification");
    tab.click("Afficher les données sensibles");
    tab.click("Envoyer la demande");
    golden(tab, "recu");
    tab.follow("L'Employeur");
    golden(tab, "etape-employeur-verrouillee");
    tab.visit("#/");
    golden(tab, "accueil-transmis");
}

TEST_CASE("sending in each state") {
    World world;
    Tab tab = world.open();
    fill_all(tab);
    tab.click("VALIDER");
    world.network = false;
    tab.click("Envoyer la demande");
    golden(tab, "envoi-attente");
    for (int tries = 0; tries < 10; ++tries) tab.wait(300'000);
    golden(tab, "envoi-reseau");
    std::string const back = tab.address();
    tab.visit("#/envois");
    golden(tab, "file-envoi");
    tab.visit(back);
    world.network = true;
    world.next_posts = {status_only(401)};
    tab.click("Réessayer");
    golden(tab, "envoi-code");
    world.next_posts = {status_only(401)};
    tab.fill("Code d’accès", "faux");
    tab.click("Continuer");
    golden(tab, "envoi-code-refuse");
    world.next_posts = {status_only(409)};
    tab.fill("Code d’accès", "sésame");
    tab.press_enter("envoi-etat");
    golden(tab, "envoi-conflit");
    tab.click("Revenir au dossier");
    world.next_posts = {status_only(413)};
    tab.click("Envoyer la demande");
    golden(tab, "envoi-trop-lourd");
    world.next_posts = {status_only(429, "{}", 30)};
    tab.click("Réessayer");
    golden(tab, "envoi-trop");
    world.next_posts = {status_only(
        422,
        R"({"erreur":{"code":"inacceptable","message":"La demande a des erreurs."},"constats":[{"path":"formation.intitule",)"
        R"("rule":"serveur","severity":"block","message":"Cet intitulé est refusé.","source":{"title":"Le service","excerpt":""}}]})")};
    tab.click("Réessayer");
    golden(tab, "envoi-refuse");
    tab.follow("Cet intitulé est refusé.");
    golden(tab, "etape-formation-refusee");
    tab.ports.server = nullptr;
    tab.visit("#/dossiers/" + dossier_of(tab) + "/envoi");
    tab.click("Envoyer la demande");
    golden(tab, "envoi-en-cours");
    REQUIRE(tab.ports.answer("api/dossiers", 201, R"({"numero":"AF-2026-000002","date":"2026-11-21T13:06:00Z"})"));
    tab.settle();
    golden(tab, "envoi-piece");
    REQUIRE(tab.ports.answer("/pieces/", 403, "{}"));
    tab.settle();
    golden(tab, "envoi-piece-refusee");
    tab.click("Plus tard");
    golden(tab, "recu-pieces-restantes");
}

TEST_CASE("a file instead of a backend") {
    World world;
    world.config = R"({"connectors":[{"id":"a","label":"Récepteur","kind":"http","url":"api/dossiers","help":"Envoi direct."},)"
                   R"({"id":"b","label":"Fichier","kind":"file","help":"Un fichier à transmettre vous-même."}],)"
                   R"("directory":{"url":"api/annuaire?q={siret}"}})";
    Tab tab = world.open();
    fill_all(tab);
    tab.click("VALIDER");
    tab.choose("Envoyer par", "Fichier");
    golden(tab, "verification-fichier");
    tab.click("Télécharger la demande");
    golden(tab, "recu-fichier");
    tab.visit("#/");
    golden(tab, "accueil-exporte");
}

TEST_CASE("read-only in a second tab, and unsaved") {
    World world;
    Tab first = world.open();
    start_request(first);
    first.fill("Adresse", "1 RUE DU PREMIER");
    first.wait(300);
    Tab second = world.open(first.address());
    golden(second, "autre-onglet");
    second.click("Le reprendre ici");
    first.settle();
    golden(first, "repris-ailleurs");
    world.device.full = true;
    second.fill("Adresse", "2 RUE DU SECOND");
    second.wait(300);
    golden(second, "non-enregistre");
}

TEST_CASE("files refused, and postal codes that want a choice") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.fill("Code postal", "01000");
    golden(tab, "communes-plusieurs");
    tab.fill("Code postal", "68999");
    golden(tab, "communes-aucune");
    tab.follow("Les pièces jointes");
    tab.give_files("Programme de l'action",
                   {tab.ports.offer("programme.pdf", pdf_bytes()), tab.ports.offer("programme (1).pdf", pdf_bytes()),
                    tab.ports.offer("virus.pdf", "MZ\x90 rien d'un PDF, vraiment"), tab.ports.offer("vide.pdf", "")});
    golden(tab, "pieces-refusees");
}

TEST_CASE("pages of the site, and a dossier that is not here") {
    World world;
    Tab tab = world.open("#/a-propos");
    golden(tab, "a-propos");
    tab.visit("#/accessibilite");
    golden(tab, "accessibilite");
    tab.visit("#/nulle-part");
    golden(tab, "inconnue");
    tab.visit("#/dossiers/00000000-0000-4000-8000-000000000000/employeur");
    golden(tab, "introuvable");
}
