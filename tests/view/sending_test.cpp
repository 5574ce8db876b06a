// Sending: whatever the network or the backend answers, a sentence says what to do and nothing is lost.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

struct Ready {
    World world;
    Tab tab = world.open();
    Ready() {
        fill_all(tab);
        tab.click("VALIDER");
    }
    void send() { tab.click("Envoyer la demande"); }
    bool is_sent() const { return tab.heading() == "Demande transmise"; }
};

constexpr std::string_view findings =
    R"({"erreur":{"code":"inacceptable","message":"La demande a des erreurs."},"constats":[)"
    R"({"path":"formation.intitule","rule":"serveur","severity":"block","message":"Cet intitulé est refusé.",)"
    R"("source":{"titre":"Le service","extrait":""}},)"
    R"({"path":"stagiaires[0].nom","rule":"serveur","severity":"block","message":"Ce nom est refusé."},)"
    R"({"path":"pieces.programme","rule":"serveur","severity":"block","message":"Ce programme est refusé."},)"
    R"({"path":"ailleurs","rule":"serveur","severity":"block","message":"Un champ inconnu est refusé."}]})";

}  // namespace

TEST_CASE("5xx: tried again by itself after 1, 4 and 10 seconds, with the same key and body") {
    Ready ready;
    ready.world.next_posts = {status_only(500), status_only(503), status_only(502)};
    ready.send();
    CHECK(ready.world.posted.size() == 1);
    CHECK(ready.tab.says("Nouvel essai dans un instant"));
    ready.tab.wait(900);
    CHECK(ready.world.posted.size() == 1);
    ready.tab.wait(100);
    CHECK(ready.world.posted.size() == 2);
    ready.tab.wait(4'000);
    CHECK(ready.world.posted.size() == 3);
    ready.tab.wait(10'000);
    CHECK(ready.world.posted.size() == 4);
    CHECK(ready.is_sent());
    for (auto const& body : ready.world.posted) CHECK(body == ready.world.posted.front());
    for (auto const& key : ready.world.keys) CHECK(key == ready.world.keys.front());
}

TEST_CASE("after the last try by itself, the person decides") {
    Ready ready;
    ready.world.next_posts = {status_only(500), status_only(500), status_only(500), status_only(500)};
    ready.send();
    for (int i = 0; i < 5; ++i) ready.tab.wait(10'000);
    CHECK(ready.world.posted.size() == 4);
    CHECK(ready.tab.says("La demande n’est pas partie."));
    CHECK(ready.tab.says("erreur 500"));
    CHECK_FALSE(ready.tab.ports.has_timer());
    check_tree(ready.tab);
    ready.tab.click("Réessayer");
    CHECK(ready.is_sent());
}

TEST_CASE("a time-out is tried again, and is the same request") {
    Ready ready;
    ready.world.next_posts = {status_only(0)};
    ready.send();
    CHECK(ready.tab.says("trop de temps"));
    ready.tab.wait(1'000);
    CHECK(ready.is_sent());
    CHECK(ready.world.keys.size() == 3);
}

TEST_CASE("4xx: never tried again blindly") {
    for (std::int32_t const status : {400, 403, 404, 409, 413, 415, 422, 429}) {
        CAPTURE(status);
        Ready ready;
        ready.world.next_posts = {status_only(status)};
        ready.send();
        for (int i = 0; i < 5; ++i) ready.tab.wait(10'000);
        CHECK(ready.world.posted.size() == 1);
        CHECK_FALSE(ready.is_sent());
        check_tree(ready.tab);
        ready.tab.visit("#/dossiers/" + dossier_of(ready.tab) + "/verification");
        ready.send();
        CHECK(ready.is_sent());
    }
}

TEST_CASE("422: each finding stands at its field until its answer changes") {
    Ready ready;
    Tab& tab = ready.tab;
    ready.world.next_posts = {status_only(422, std::string{findings})};
    ready.send();
    CHECK(tab.ports.focused == "erreurs");
    CHECK(tab.says("Un champ inconnu est refusé."));
    tab.follow("Cet intitulé est refusé.");
    CHECK(tab.heading() == "La Formation");
    CHECK(tab.ports.focused == "formation.intitule");
    Node const* field = tab.find(Role::text_field, "Intitulé de la formation");
    CHECK((field->states & state::invalid) != 0);
    CHECK(tab.description(*field).contains("Cet intitulé est refusé."));
    tab.fill("Intitulé de la formation", "Un autre intitulé");
    CHECK_FALSE(tab.says("Cet intitulé est refusé."));
    tab.follow("Vérification");
    tab.follow("Stagiaire 1 : Jérôme Lefèvre : Ce nom est refusé.");
    CHECK(tab.ports.focused == "stagiaires.r1.nom");
    CHECK(tab.says("Ce nom est refusé."));
    tab.follow("Vérification");
    tab.click("Envoyer la demande");
    CHECK(ready.is_sent());
}

TEST_CASE("409: told, and a copy makes a new request with every answer") {
    Ready ready;
    ready.world.next_posts = {status_only(409)};
    ready.send();
    CHECK(ready.tab.says("déjà été envoyée avec un autre contenu"));
    ready.tab.click("Faire une copie de ce dossier");
    CHECK(ready.tab.heading() == "Mes demandes");
    ready.tab.follow("Ouvrir Contrôleur technique : maintien de la qualification (copie)");
    ready.tab.visit("#/dossiers/" + dossier_of(ready.tab) + "/verification");
    ready.send();
    CHECK(ready.is_sent());
    CHECK(ready.world.keys.front() != ready.world.keys.back());
}

TEST_CASE("401: the code is asked for, kept in memory only, and the sending goes on") {
    Ready ready;
    ready.world.next_posts = {status_only(401), status_only(401)};
    ready.send();
    CHECK(ready.tab.ports.focused == "code-acces");
    Node const* field = ready.tab.find(Role::text_field, "Code d’accès");
    CHECK((field->states & state::secret) != 0);
    ready.tab.fill("Code d’accès", "faux");
    ready.tab.click("Continuer");
    CHECK(ready.tab.says("ce code n’est pas accepté"));
    CHECK(ready.tab.value("Code d’accès").empty());
    ready.tab.fill("Code d’accès", "sésame-2026");
    ready.tab.press_enter("envoi-etat");
    CHECK(ready.is_sent());
    CHECK(ready.world.codes.back() == "Bearer sésame-2026");
    for (auto const& [key, text] : ready.world.device.store) CHECK_FALSE(text.contains("sésame"));
}

TEST_CASE("the session ends between two pieces: the code is asked for and only what remains is sent") {
    Ready ready;
    ready.world.next_puts = {status_only(401)};
    ready.send();
    CHECK(ready.world.posted.size() == 1);
    ready.tab.fill("Code d’accès", "sésame");
    ready.tab.click("Continuer");
    CHECK(ready.is_sent());
    CHECK(ready.world.posted.size() == 1);
    CHECK(ready.world.put.size() == 2);
}

TEST_CASE("a piece that fails after acceptance remains, over a reload too, and is sent later") {
    World world;
    std::string id;
    {
        Tab tab = world.open();
        fill_all(tab);
        tab.follow("Les pièces jointes");
        tab.give_files("Autres / Divers", {tab.ports.offer("convocation.pdf", pdf_bytes("convocation"))});
        tab.follow("Vérification");
        id = dossier_of(tab);
        world.next_puts = {status_only(200), status_only(403)};
        tab.click("Envoyer la demande");
        CHECK(tab.says("1 pièce reste à envoyer"));
        check_tree(tab);
        tab.visit("#/");
        CHECK(tab.says("1 pièce reste à envoyer"));
    }
    Tab tab = world.open("#/dossiers/" + id);
    CHECK(tab.heading() == "Demande transmise");
    CHECK(tab.says("1 pièce reste à envoyer"));
    tab.click("Envoyer les pièces restantes");
    CHECK_FALSE(tab.says("reste à envoyer"));
    REQUIRE(world.put.size() == 3);
    CHECK(world.put.back().second == pdf_bytes("convocation"));
    CHECK(world.posted.size() == 1);
    for (auto const& [key, text] : world.device.store) CHECK_FALSE(key.starts_with("envoi/"));
}

TEST_CASE("a page closed between the acceptance and the pieces forgets none") {
    World world;
    std::string id;
    {
        Tab tab = world.open();
        fill_all(tab);
        tab.click("VALIDER");
        id = dossier_of(tab);
        tab.ports.server = nullptr;
        tab.click("Envoyer la demande");
        REQUIRE(tab.ports.answer("api/dossiers", 201, R"({"numero":"AF-2026-000007","date":"2026-11-21T13:06:00Z"})"));
        tab.settle();
        // Killed here: the piece is on its way.
    }
    Tab tab = world.open("#/dossiers/" + id);
    CHECK(tab.says("AF-2026-000007"));
    CHECK(tab.says("1 pièce reste à envoyer"));
}

TEST_CASE("leaving in the middle stops the sending; sending again is the same request") {
    Ready ready;
    auto server = std::move(ready.tab.ports.server);
    ready.tab.ports.server = nullptr;
    ready.send();
    CHECK(ready.tab.says("Envoi de la demande…"));
    std::string const id = dossier_of(ready.tab);
    ready.tab.visit("#/");
    CHECK(ready.tab.ports.requests.back().aborted);
    ready.tab.ports.server = std::move(server);
    ready.tab.visit("#/dossiers/" + id + "/verification");
    ready.send();
    CHECK(ready.is_sent());
}

TEST_CASE("offline is told at once, and the way back is one button") {
    Ready ready;
    ready.tab.tell(event::OnlineChanged{false});
    ready.send();
    CHECK(ready.tab.says("Vous êtes hors connexion"));
    CHECK(ready.world.posted.empty());
    ready.tab.tell(event::OnlineChanged{true});
    ready.tab.click("Réessayer");
    CHECK(ready.is_sent());
}

TEST_CASE("an answer without a number is no receipt") {
    Ready ready;
    ready.world.next_posts = {status_only(200, "<html>portail captif</html>")};
    ready.send();
    CHECK(ready.tab.says("sans donner de numéro"));
    ready.tab.click("Réessayer");
    CHECK(ready.is_sent());
}

TEST_CASE("answers cannot change while the request is on its way") {
    Ready ready;
    ready.tab.ports.server = nullptr;
    ready.send();
    ready.tab.follow("L'Employeur");
    CHECK(ready.tab.all(Role::text_field, "SIRET").empty());
    check_tree(ready.tab);
}

TEST_CASE("the file connector gives the payload and leaves the request editable") {
    World world;
    world.config = R"({"connectors":[{"id":"fichier","label":"Fichier","kind":"file"}]})";
    Tab tab = world.open();
    start_request(tab);
    fill_employer(tab);
    tab.follow("La Formation");
    tab.check("Formation interne");
    fill_action(tab);
    tab.follow("Le(s) stagiaire(s)");
    tab.click("AJOUTER");
    fill_trainee(tab);
    tab.follow("Les pièces jointes");
    add_programme(tab);
    tab.follow("Synthèse");
    tab.check("J'atteste sur l'honneur les points suivants :");
    tab.click("VALIDER");
    tab.click("Télécharger la demande");
    REQUIRE(tab.ports.downloads.size() == 1);
    auto const json = parse_json(tab.ports.downloads.front().bytes);
    REQUIRE(json);
    CHECK(text_member(*member(*json, "employeur"), "siret") == "83135297600011");
    CHECK(tab.heading() == "Fichier de la demande prêt");
    tab.follow("L'Employeur");
    tab.fill("Adresse", "25 AVE DE HOLLANDE");
    tab.visit("#/");
    CHECK(tab.says("Exportée"));
    CHECK(tab.says("Brouillon"));
    CHECK(world.posted.empty());
}

TEST_CASE("progress of a piece is shown") {
    Ready ready;
    ready.tab.ports.server = nullptr;
    ready.send();
    REQUIRE(ready.tab.ports.answer("api/dossiers", 201, R"({"numero":"AF-2026-000003","date":"2026-11-21T13:06:00Z"})"));
    ready.tab.settle();
    CHECK(ready.tab.find(Role::progress, "Avancement de l’envoi")->value == "0.50");
    CHECK(ready.tab.says("pièce 1 sur 1"));
}
