// Drafts: on the device before the next key, resumed where they were, undone, carried away, held by one tab.
#include <doctest/doctest.h>

#include "dossier/codec.hpp"
#include "view/tree_rules.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

std::string only_record(World const& world) {
    std::string record;
    for (auto const& [key, text] : world.device.store) {
        if (key.starts_with("dossier/")) record = text;
    }
    return record;
}

std::size_t count_records(World const& world, std::string_view prefix) {
    std::size_t count = 0;
    for (auto const& [key, text] : world.device.store) count += key.starts_with(prefix) ? 1U : 0U;
    return count;
}

}  // namespace

TEST_CASE("typing is on the device within 250 ms, and at once when the page is hidden") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.type("Adresse", "24 AVE");
    CHECK(tab.ports.unsaved);
    CHECK_FALSE(only_record(world).contains("24 AVE"));
    tab.wait(250);
    CHECK(only_record(world).contains("24 AVE"));
    CHECK_FALSE(tab.ports.unsaved);
    CHECK(tab.says("Enregistré sur cet appareil à 14:05"));
    tab.type("Adresse", "24 AVE DE HOLLANDE");
    tab.tell(event::Hidden{});
    CHECK(only_record(world).contains("24 AVE DE HOLLANDE"));
}

TEST_CASE("a store that is slow is told after a second, until all is stored") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.type("Adresse", "24");
    tab.wait(250);
    CHECK(tab.says("Enregistré sur cet appareil à 14:05"));
    world.device.slow = true;
    tab.type("Adresse", "24 AVE");
    tab.wait(300);
    CHECK(tab.says("Enregistré sur cet appareil à 14:05"));
    tab.type("Adresse", "24 AVE DE");
    tab.wait(1'000);
    CHECK(tab.says("Enregistrement…"));
    tab.ports.answer_put();
    tab.wait(1);
    CHECK(tab.says("Enregistrement…"));  // the second one is still on its way
    tab.ports.answer_put();
    tab.wait(1);
    CHECK(tab.says("Enregistré sur cet appareil à 14:05"));
    CHECK_FALSE(tab.ports.unsaved);
}

TEST_CASE("keys in a row do not put the writing off") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    std::string text;
    for (int i = 0; i < 10; ++i) {
        text += 'a';
        tab.type("Adresse", text);
        tab.wait(50);
    }
    // 500 ms of typing without a pause: what is older than 250 ms is written.
    CHECK(only_record(world).contains("aaaaa"));
}

TEST_CASE("nothing is written while nothing changes") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.wait(1'000);
    CHECK_FALSE(tab.ports.has_timer());
    auto const before = only_record(world);
    tab.fill("Adresse", "");
    tab.wait(1'000);
    CHECK_FALSE(tab.ports.has_timer());
    CHECK(only_record(world) == before);
}

TEST_CASE("a second visit opens at the field where the person was") {
    World world;
    std::string id;
    {
        Tab tab = world.open();
        start_request(tab);
        id = dossier_of(tab);
        tab.fill("Adresse", "24 AVE DE HOLLANDE");
        tab.act(tab.find(Role::text_field, "Effectif total salariés")->on_focus, {});
        tab.tell(event::Hidden{});
    }
    {
        Tab tab = world.open();
        tab.follow("Ouvrir Demande sans nom");
        CHECK(tab.heading() == "L'Employeur");
        CHECK(tab.ports.focused == "employeur.effectif");
        CHECK(tab.value("Adresse") == "24 AVE DE HOLLANDE");
        tab.follow("Le(s) stagiaire(s)");
        tab.click("AJOUTER");
        tab.fill("Nom", "Lefèvre");
        tab.tell(event::Hidden{});
    }
    Tab tab = world.open("#/dossiers/" + id);
    CHECK(tab.heading() == "Stagiaire 1 : Lefèvre");
    CHECK(tab.ports.focused == "stagiaires.r1.nom");
    CHECK(tab.address() == "#/dossiers/" + id + "/stagiaires/stagiaires/r1");
}

TEST_CASE("text that cannot be read is kept to the letter over a reload") {
    World world;
    std::string address;
    {
        Tab tab = world.open();
        start_request(tab);
        tab.fill("SIRET", "831 352 976 00012");
        tab.wait(300);
        address = tab.address();
    }
    Tab again = world.open(address);
    CHECK(again.value("SIRET") == "831 352 976 00012");
}

TEST_CASE("a request is renamed, copied, deleted and put back") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.fill("Nom et prénom ou dénomination", "ACTIF");
    tab.visit("#/");
    tab.click("Renommer Demande sans nom");
    CHECK(tab.ports.focused == "nouveau-nom");
    tab.fill("Nom de la demande", "Sécurité 2027");
    tab.press_enter("renommer-form");
    CHECK(tab.has(Role::heading, "Sécurité 2027"));
    CHECK(only_record(world).contains("Sécurité 2027"));
    tab.click("Dupliquer Sécurité 2027");
    CHECK(tab.has(Role::heading, "Sécurité 2027 (copie)"));
    CHECK(count_records(world, "dossier/") == 2);
    tab.click("Supprimer Sécurité 2027");
    CHECK_FALSE(tab.has(Role::heading, "Sécurité 2027"));
    CHECK(count_records(world, "dossier/") == 1);
    CHECK(tab.says("Demande supprimée : Sécurité 2027"));
    tab.click("Annuler");
    CHECK(tab.has(Role::heading, "Sécurité 2027"));
    CHECK(count_records(world, "dossier/") == 2);
    tab.follow("Ouvrir Sécurité 2027");
    CHECK(tab.value("Nom et prénom ou dénomination") == "ACTIF");
    check_tree(tab);
}

TEST_CASE("a stagiaire is removed and put back at its place") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("Le(s) stagiaire(s)");
    for (auto const name : {"Un", "Deux", "Trois"}) {
        tab.click("AJOUTER");
        fill_trainee(tab, name);
        tab.click("Enregistrer et revenir à la liste");
    }
    tab.click("Supprimer Stagiaire 2 : Jérôme Deux");
    CHECK_FALSE(tab.says("Jérôme Deux"));
    CHECK(tab.says("Suppression : Stagiaire 2"));
    tab.click("Annuler");
    auto const rows = tab.all(Role::row_header, "Prénom, Nom Jérôme Deux");
    CHECK(rows.size() == 1);
    CHECK(tab.has(Role::link, "Modifier Stagiaire 2 : Jérôme Deux"));
    tab.click("Dupliquer Stagiaire 3 : Jérôme Trois");
    CHECK(tab.heading() == "Stagiaire 4 : Jérôme Trois");
    tab.click("Ajouter Stagiaire 5");
    CHECK(tab.heading() == "Stagiaire 5");
    check_tree(tab);
}

TEST_CASE("two quick presses on one row's button act on that row alone") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("Le(s) stagiaire(s)");
    for (auto const name : {"Un", "Deux"}) {
        tab.click("AJOUTER");
        fill_trainee(tab, name);
        tab.click("Enregistrer et revenir à la liste");
    }
    ActionIndex const action = tab.find(Role::button, "Supprimer Stagiaire 1 : Jérôme Un")->on_click;
    // Both events come before the page shows a new screen.
    tab.act_twice(action);
    CHECK(tab.has(Role::link, "Modifier Stagiaire 1 : Jérôme Deux"));
}

TEST_CASE("of two tabs one writes, and the other takes over with every word") {
    World world;
    Tab first = world.open();
    start_request(first);
    first.fill("Adresse", "1 RUE DU PREMIER");
    first.wait(300);
    Tab second = world.open(first.address());
    CHECK(second.says("ouvert dans un autre onglet"));
    CHECK(second.all(Role::text_field, "Adresse").empty());
    CHECK(second.says("1 RUE DU PREMIER"));
    first.fill("Adresse", "1 BIS RUE DU PREMIER");
    first.wait(300);
    second.click("Le reprendre ici");
    CHECK(second.value("Adresse") == "1 BIS RUE DU PREMIER");
    first.settle();
    CHECK(first.says("repris dans un autre onglet"));
    CHECK(first.all(Role::text_field, "Adresse").empty());
    second.fill("Adresse", "2 RUE DU SECOND");
    second.wait(300);
    first.tell(event::Hidden{});
    first.wait(300);
    CHECK(only_record(world).contains("2 RUE DU SECOND"));
    first.click("Le reprendre ici");
    second.settle();
    CHECK(first.value("Adresse") == "2 RUE DU SECOND");
    CHECK(second.says("repris dans un autre onglet"));
}

TEST_CASE("a store that is full is told until it has room again, and the dossier can be carried away") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    world.device.full = true;
    tab.fill("Adresse", "24 AVE DE HOLLANDE");
    tab.wait(300);
    CHECK(tab.says("ne sont pas enregistrées"));
    CHECK(tab.ports.unsaved);
    tab.click("Exporter ce dossier");
    REQUIRE(tab.ports.downloads.size() == 1);
    CHECK(tab.ports.downloads.front().bytes.contains("24 AVE DE HOLLANDE"));
    world.device.full = false;
    tab.fill("Adresse", "25 AVE DE HOLLANDE");
    tab.wait(300);
    CHECK_FALSE(tab.says("ne sont pas enregistrées"));
    CHECK_FALSE(tab.ports.unsaved);
    CHECK(only_record(world).contains("25 AVE DE HOLLANDE"));
}

TEST_CASE("a dossier is carried to another device as one file, pieces included") {
    World world;
    Tab tab = world.open();
    fill_all(tab);
    tab.visit("#/");
    tab.click("Exporter Contrôleur technique : maintien de la qualification");
    REQUIRE(tab.ports.downloads.size() == 1);
    std::string const bundle = tab.ports.downloads.front().bytes;
    CHECK(bundle.starts_with("GUICHET1 "));
    CHECK(bundle.ends_with(pdf_bytes()));

    World elsewhere;
    elsewhere.entropy = 1'000;
    Tab other = elsewhere.open();
    other.give_files("Importer un dossier", {other.ports.offer("dossier.guichet", bundle)});
    CHECK(other.has(Role::heading, "Contrôleur technique : maintien de la qualification"));
    CHECK(elsewhere.device.files.size() == 1);
    CHECK(only_record(elsewhere) == only_record(world));
    other.follow("Ouvrir Contrôleur technique : maintien de la qualification");
    other.follow("Les pièces jointes");
    other.click("Ouvrir programme.pdf");
    CHECK(other.ports.opened.size() == 1);

    SUBCASE("the same again asks whether to replace") {
        other.visit("#/");
        other.give_files("Importer un dossier", {other.ports.offer("dossier.guichet", bundle)});
        CHECK(other.says("est déjà sur cet appareil"));
        SUBCASE("both are kept") {
            other.click("Garder les deux");
            CHECK(count_records(elsewhere, "dossier/") == 2);
        }
        SUBCASE("the old one is replaced") {
            other.click("Remplacer");
            CHECK(count_records(elsewhere, "dossier/") == 1);
        }
        SUBCASE("neither") {
            other.escape();
            CHECK(count_records(elsewhere, "dossier/") == 1);
            CHECK_FALSE(other.says("Import de"));
        }
        check_tree(other);
    }
    SUBCASE("a file that was cut short is refused, and keeps nothing") {
        World third;
        Tab tab3 = third.open();
        tab3.give_files("Importer un dossier", {tab3.ports.offer("coupe.guichet", bundle.substr(0, bundle.size() - 5))});
        CHECK(tab3.says("incomplet"));
        CHECK(count_records(third, "dossier/") == 0);
        tab3.give_files("Importer un dossier", {tab3.ports.offer("coupe.guichet", bundle.substr(0, 20))});
        CHECK(tab3.says("incomplet"));
    }
    SUBCASE("a piece that was altered is refused") {
        World third;
        Tab tab3 = third.open();
        std::string altered = bundle;
        altered[altered.size() - 3] = 'X';
        tab3.give_files("Importer un dossier", {tab3.ports.offer("altere.guichet", altered)});
        CHECK(tab3.says("altérée"));
        CHECK(count_records(third, "dossier/") == 0);
    }
    SUBCASE("another file is no dossier") {
        World third;
        Tab tab3 = third.open();
        tab3.give_files("Importer un dossier", {tab3.ports.offer("photo.png", "\x89PNG rien")});
        CHECK(tab3.says("n’est pas un dossier Guichet"));
        check_tree(tab3);
    }
}

TEST_CASE("a record that cannot be read is kept, shown and given, and its files are not forgotten") {
    World world;
    world.device.store["dossier/casse"] = "{\"guichet\":1,\"pieces\":[{\"sha256\":\"";
    world.device.files["0123"] = "octets";
    Tab tab = world.open();
    CHECK(tab.says("Illisible"));
    tab.click("Télécharger ce brouillon");
    REQUIRE(tab.ports.downloads.size() == 1);
    CHECK(tab.ports.downloads.front().bytes == world.device.store["dossier/casse"]);
    CHECK_FALSE(tab.has(Role::button, "Supprimer Brouillon illisible"));
    CHECK(world.device.files.contains("0123"));
    tab.visit("#/dossiers/casse/employeur");
    CHECK(tab.heading() == "Brouillon illisible");
    CHECK(world.device.store.contains("dossier/casse"));
    check_tree(tab);
}

TEST_CASE("files that no record names are forgotten at the start, the others stay") {
    World world;
    {
        Tab tab = world.open();
        fill_all(tab);
    }
    world.device.files["perdu"] = "octets";
    Tab tab = world.open();
    CHECK(world.device.files.size() == 1);
    CHECK_FALSE(world.device.files.contains("perdu"));
}

TEST_CASE("without a store the page says so and still works") {
    World world;
    Tab tab{world.device, world.server(), "#/", false};
    CHECK(tab.says("exportez vos dossiers avant de quitter la page"));
    start_request(tab);
    tab.fill("Adresse", "24 AVE DE HOLLANDE");
    tab.wait(300);
    CHECK(world.device.store.empty());
    CHECK(tab.says("Cet appareil n’enregistre rien"));
    tab.visit("#/");
    tab.follow("Ouvrir Demande sans nom");
    CHECK(tab.value("Adresse") == "24 AVE DE HOLLANDE");
}

TEST_CASE("what the store holds is the dossier's own format") {
    World world;
    Tab tab = world.open();
    fill_all(tab);
    auto const head = read_head(only_record(world));
    REQUIRE(head);
    CHECK(head->id == dossier_of(tab));
    CHECK(head->procedure == "opco-mobilites.action-formation");
    CHECK(head->status == "brouillon");
    CHECK(head->modified == "2026-11-21T13:05:09Z");
}

TEST_CASE("the day changes while the page sleeps: the verdict is that of the new day") {
    World world;
    Tab tab = world.open();
    start_request(tab);
    tab.follow("La Formation");
    tab.fill("Date de début", "22/11/2026");
    tab.fill("Date de fin", "23/11/2026");
    CHECK_FALSE(tab.says("a débuté"));
    tab.ports.now.local_day += 5;
    tab.ports.now.unix_ms += 5LL * 86'400'000;
    tab.tell(event::Shown{});
    CHECK(tab.says("a débuté"));
}

TEST_CASE("a dossier of an older version of its procedure says what has changed, and is stored as the new one") {
    World world;
    auto procedure = parse_json(guichet::test::whole_procedure("assets/procedures/opco-mobilites/action-formation.json"));
    REQUIRE(procedure.has_value());
    (*procedure)["version"] = "2027.1";
    (*procedure)["migrations"] = *parse_json(
        R"([{"from":"2026.1","rename":{"formation.titre":"formation.intitule"},"report":"Le titre s’appelle désormais intitulé."}])");
    world.files["procedures/opco-mobilites/action-formation.json"] = write_json(*procedure);
    std::string const id = "00000000-0000-4000-8000-000000000001";
    world.device.store["dossier/" + id] = R"({"guichet":1,"id":")" + id +
                                          R"(","procedure":{"id":"opco-mobilites.action-formation","version":"2026.1"},"nom":"Ancienne",)"
                                          R"("cree":"2026-11-21T09:00:00Z","modifie":"2026-11-21T09:30:00Z","statut":"brouillon",)"
                                          R"("reponses":{"formation":{"titre":"Permis poids lourd"}}})";
    Tab tab = world.open("#/dossiers/" + id + "/formation");
    check_tree(tab);
    CHECK(tab.says("Cette demande vient d’une version précédente du formulaire."));
    CHECK(tab.says("Le titre s’appelle désormais intitulé."));
    Node const* title = tab.find(Role::text_field, "Intitulé de la formation");
    REQUIRE(title != nullptr);
    CHECK(title->value == "Permis poids lourd");
    tab.fill("Intitulé de la formation", "Permis super lourd");
    tab.tell(event::Hidden{});
    tab.settle();
    CHECK(world.device.store.at("dossier/" + id).contains(R"("version":"2027.1")"));
    // Told once: what is stored is of the new version.
    Tab again = world.open("#/dossiers/" + id + "/formation");
    CHECK_FALSE(again.says("version précédente du formulaire"));
}
