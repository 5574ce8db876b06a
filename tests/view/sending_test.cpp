// Sending: whatever the network or the backend answers, a sentence says what to do and nothing is lost.
#include <doctest/doctest.h>

#include <algorithm>

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

TEST_CASE("5xx: tried again by itself, each time after about twice as long, with the same key and body") {
    Ready ready;
    ready.world.next_posts = {status_only(500), status_only(503), status_only(502)};
    ready.send();
    CHECK(ready.world.posted.size() == 1);
    CHECK(ready.tab.says("Nouvel essai dans un instant"));
    for (std::size_t tries = 1; tries <= 3; ++tries) {
        CAPTURE(tries);
        std::int32_t const wait = 1'000 << (tries - 1);
        // A quarter shorter at most, and a quarter longer.
        ready.tab.wait(wait * 3 / 4 - 1);
        CHECK(ready.world.posted.size() == tries);
        ready.tab.wait(wait / 2 + 1);
        CHECK(ready.world.posted.size() == tries + 1);
    }
    CHECK(ready.is_sent());
    for (auto const& body : ready.world.posted) CHECK(body == ready.world.posted.front());
    for (auto const& key : ready.world.keys) CHECK(key == ready.world.keys.front());
}

TEST_CASE("a service that stays away is asked for as long as it takes, never more than some five minutes apart, or when the person wants") {
    Ready ready;
    for (int i = 0; i < 30; ++i) ready.world.next_posts.push_back(status_only(500));
    ready.send();
    std::size_t const before = ready.world.posted.size();
    for (int minute = 0; minute < 60; ++minute) ready.tab.wait(60'000);
    std::size_t const hourly = ready.world.posted.size() - before;
    CHECK(hourly > 12);
    CHECK(hourly < 30);
    CHECK(ready.tab.says("erreur 500"));
    CHECK(ready.tab.says("Nouvel essai à"));
    check_tree(ready.tab);
    ready.world.next_posts.clear();
    ready.tab.click("Réessayer");
    CHECK(ready.is_sent());
    CHECK_FALSE(ready.tab.ports.has_timer());
}

TEST_CASE("a time-out is tried again, and is the same request") {
    Ready ready;
    ready.world.next_posts = {status_only(0)};
    ready.send();
    CHECK(ready.tab.says("trop de temps"));
    ready.tab.wait(1'250);
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

TEST_CASE("409: told, and a copy makes a new request with every answer, attested anew") {
    Ready ready;
    ready.world.next_posts = {status_only(409)};
    ready.send();
    CHECK(ready.tab.says("déjà été envoyée avec un autre contenu"));
    ready.tab.click("Faire une copie de ce dossier");
    CHECK(ready.tab.heading() == "Mes demandes");
    ready.tab.follow("Ouvrir Contrôleur technique : maintien de la qualification (copie)");
    // What was attested was of the other request.
    ready.tab.visit("#/dossiers/" + dossier_of(ready.tab) + "/synthese");
    ready.tab.check("J'atteste sur l'honneur les points suivants :");
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

TEST_CASE("a piece that this device has lost is said, and the rest of the request has arrived") {
    World world;
    Tab tab = world.open();
    fill_all(tab);
    tab.follow("Vérification");
    world.device.files.clear();
    tab.click("Envoyer la demande");
    CHECK(tab.says("Une pièce manque sur cet appareil\u00a0: déposez-la de nouveau dans une copie du dossier."));
    CHECK(world.posted.size() == 1);
    CHECK(world.put.empty());
    check_tree(tab);
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
    // It goes on by itself, with the piece alone.
    CHECK_FALSE(tab.says("reste à envoyer"));
    CHECK(world.posted.empty());
    REQUIRE(world.put.size() == 1);
    CHECK(world.put.front().first == "api/dossiers/" + id + "/pieces/p1");
}

TEST_CASE("a page that is left, or killed, in the middle sends all the same, and the same request") {
    World world;
    std::string id;
    std::string body;
    {
        Tab tab = world.open();
        fill_all(tab);
        tab.click("VALIDER");
        id = dossier_of(tab);
        tab.ports.server = nullptr;
        tab.click("Envoyer la demande");
        CHECK(tab.says("Envoi de la demande…"));
        tab.visit("#/");
        CHECK_FALSE(tab.ports.requests.back().aborted);
        CHECK(tab.says("1 envoi n’est pas terminé"));
        CHECK(tab.says("Envoi en cours"));
        check_tree(tab);
        body = tab.ports.requests.back().request.body;
        // Killed here: whether it arrived, nobody knows.
    }
    Tab tab = world.open("#/");
    REQUIRE(world.posted.size() == 1);
    CHECK(world.posted.front() == body);
    CHECK(world.keys.front() == id);
    CHECK(tab.says("Transmis"));
    CHECK(tab.says("AF-2026-000001"));
    CHECK(tab.was_said("Demande transmise sous le numéro AF-2026-000001."));
    CHECK_FALSE(tab.says("pas terminé"));
    tab.visit("#/dossiers/" + id + "/recu");
    CHECK(tab.heading() == "Demande transmise");
    for (auto const& [key, text] : world.device.store) CHECK_FALSE(key.starts_with("envoi/"));
}

TEST_CASE("offline it waits, and goes by itself when the network is back, wherever the person is by then") {
    Ready ready;
    ready.tab.tell(event::OnlineChanged{false});
    ready.send();
    CHECK(ready.tab.says("Vous êtes hors connexion"));
    CHECK(ready.tab.says("Vous pouvez fermer cette page"));
    CHECK(ready.world.posted.empty());
    CHECK_FALSE(ready.tab.ports.has_timer());
    check_tree(ready.tab);
    ready.tab.visit("#/");
    CHECK(ready.tab.says("En attente d’envoi"));
    ready.tab.tell(event::OnlineChanged{true});
    ready.tab.settle();
    CHECK(ready.world.posted.size() == 1);
    CHECK(ready.tab.says("Transmis"));
}

TEST_CASE("what waits can be taken back, corrected, and sent anew") {
    Ready ready;
    std::string const id = dossier_of(ready.tab);
    ready.tab.tell(event::OnlineChanged{false});
    ready.send();
    ready.tab.visit("#/dossiers/" + id + "/formation");
    CHECK(ready.tab.says("dans la file d’envoi"));
    CHECK(ready.tab.all(Role::text_field, "Intitulé de la formation").empty());
    check_tree(ready.tab);
    ready.tab.follow("Voir l’envoi");
    ready.tab.click("Annuler l’envoi");
    ready.tab.visit("#/dossiers/" + id + "/formation");
    ready.tab.fill("Intitulé de la formation", "Un autre intitulé");
    ready.tab.tell(event::OnlineChanged{true});
    ready.tab.settle();
    CHECK(ready.world.posted.empty());
    ready.tab.visit("#/dossiers/" + id + "/verification");
    ready.send();
    CHECK(ready.is_sent());
    CHECK(ready.world.posted.front().contains("Un autre intitulé"));
}

TEST_CASE("the outbox says how each sending stands, and lets the person act") {
    Ready ready;
    std::string const id = dossier_of(ready.tab);
    ready.tab.visit("#/envois");
    CHECK(ready.tab.says("Rien n’attend d’être envoyé."));
    check_tree(ready.tab);
    ready.tab.visit("#/dossiers/" + id + "/verification");
    ready.world.network = false;
    ready.send();
    ready.tab.visit("#/");
    ready.tab.follow("Voir la file d’envoi");
    CHECK(ready.tab.heading() == "File d’envoi");
    CHECK(ready.tab.says("Impossible de joindre le service"));
    check_tree(ready.tab);
    std::string const title = "Contrôleur technique : maintien de la qualification";
    ready.tab.click("Télécharger la demande : " + title);
    REQUIRE(ready.tab.ports.downloads.size() == 1);
    CHECK(parse_json(ready.tab.ports.downloads.front().bytes).has_value());
    ready.tab.click("Réessayer : " + title);
    CHECK(ready.tab.says("Impossible de joindre le service"));
    ready.tab.click("Retirer de la file : " + title);
    CHECK(ready.tab.says("Rien n’attend d’être envoyé."));
    CHECK(ready.world.posted.empty());
    CHECK_FALSE(ready.tab.ports.has_timer());
    ready.tab.visit("#/dossiers/" + id + "/verification");
    ready.world.network = true;
    ready.send();
    CHECK(ready.is_sent());
}

TEST_CASE("a refusal that comes while nobody looks stands at its fields when the request is opened") {
    World world;
    std::string id;
    {
        Tab tab = world.open();
        fill_all(tab);
        tab.click("VALIDER");
        id = dossier_of(tab);
        tab.tell(event::OnlineChanged{false});
        tab.click("Envoyer la demande");
    }
    world.next_posts = {status_only(422, std::string{findings})};
    {
        Tab tab = world.open();
        CHECK(tab.says("Refusée : à corriger"));
        check_tree(tab);
    }
    Tab tab = world.open("#/dossiers/" + id + "/formation");
    CHECK(world.posted.size() == 1);
    CHECK(tab.says("Cet intitulé est refusé."));
    tab.fill("Intitulé de la formation", "Un autre intitulé");
    tab.visit("#/dossiers/" + id + "/verification");
    tab.click("Envoyer la demande");
    CHECK(tab.heading() == "Demande transmise");
}

TEST_CASE("two tabs: one sends, the other waits, and no request goes twice") {
    World world;
    Tab first = world.open();
    fill_all(first);
    first.click("VALIDER");
    auto server = std::move(first.ports.server);
    first.ports.server = nullptr;
    first.click("Envoyer la demande");
    Tab second = world.open("#/");
    CHECK(second.says("1 envoi n’est pas terminé"));
    second.wait(20'000);
    CHECK(world.posted.empty());
    CHECK(second.ports.requests.end() ==
          std::ranges::find_if(second.ports.requests, [](auto const& asked) { return asked.request.method == "POST"; }));
    first.ports.server = std::move(server);
    REQUIRE(first.ports.answer("api/dossiers", 201, R"({"numero":"AF-2026-000008","date":"2026-11-21T13:06:00Z"})"));
    first.settle();
    CHECK(first.heading() == "Demande transmise");
    second.wait(20'000);
    CHECK_FALSE(second.says("pas terminé"));
    CHECK(world.posted.empty());
    CHECK(world.put.size() == 1);
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
