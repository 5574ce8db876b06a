// A passphrase for what is kept on the device: set with its conditions shown, asked for at each visit, changed, given up.
#include <doctest/doctest.h>

#include "view/tree_rules.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

constexpr std::string_view phrase = "le garage ouvre à huit heures";

void protect(Tab& tab, std::string_view secret = phrase) {
    tab.visit("#/a-propos");
    tab.fill("Nouvelle phrase secrète", secret);
    tab.fill("La même, encore une fois", secret);
    tab.click("Protéger mes données");
}

}  // namespace

TEST_CASE("a passphrase is set once its conditions hold, each of which is told") {
    World world;
    Tab tab = world.open("#/a-propos");
    CHECK(tab.says("À remplir : au moins 12 caractères"));
    tab.fill("Nouvelle phrase secrète", "aaaaaaaaaaaaé");
    CHECK(tab.says("Rempli : au moins 12 caractères"));
    CHECK(tab.says("À remplir : au moins 5 caractères différents"));
    tab.click("Protéger mes données");
    CHECK(tab.says("ne remplit pas encore toutes les conditions"));
    CHECK(tab.ports.focused == "phrase-nouvelle");
    CHECK(world.device.passphrase.empty());
    check_tree(tab);
    // Accents are one letter, not two.
    tab.fill("Nouvelle phrase secrète", "éàùçêïôûâîë");
    CHECK(tab.says("À remplir : au moins 12 caractères"));
    protect(tab);
    CHECK(world.device.passphrase == phrase);
    CHECK(tab.says("Une phrase secrète protège vos données sur cet appareil."));
    CHECK(tab.was_said("Vos données sont protégées par votre phrase secrète."));
    CHECK(tab.value("Phrase secrète actuelle").empty());
    CHECK(tab.value("Nouvelle phrase secrète").empty());
    check_tree(tab);
    tab.click("Verrouiller maintenant");
    CHECK(tab.ports.locked == 1);
}

TEST_CASE("without the passphrase nothing is shown, wherever the address leads; with it the page goes there") {
    World world;
    std::string address;
    {
        Tab tab = world.open();
        start_request(tab);
        tab.fill("Adresse", "24 AVE DE HOLLANDE");
        tab.wait(300);
        address = tab.address();
        protect(tab);
    }
    for (std::string const& place :
         {std::string{"#/"}, std::string{"#/demandes"}, std::string{"#/portails"}, std::string{"#/envois"}, address}) {
        Tab tab = world.open(place);
        CHECK(tab.heading() == "Vos demandes sont verrouillées");
        CHECK(tab.ports.title == "Verrouillé – Guichet");
        CHECK_FALSE(tab.says("24 AVE DE HOLLANDE"));
        check_tree(tab);
    }
    Tab tab = world.open(address);
    tab.tell(event::Shown{});
    tab.click("Déverrouiller");
    CHECK(tab.says("ce n’est pas la phrase secrète"));
    tab.fill("Phrase secrète", "une autre");
    tab.press_enter("deverrouiller-form");
    CHECK(tab.says("ce n’est pas la phrase secrète de cet appareil"));
    CHECK(tab.ports.focused == "phrase");
    CHECK(tab.heading() == "Vos demandes sont verrouillées");
    check_tree(tab);
    tab.fill("Phrase secrète", phrase);
    tab.press_enter("deverrouiller-form");
    CHECK(tab.heading() == "L'Employeur");
    CHECK(tab.value("Adresse") == "24 AVE DE HOLLANDE");
    tab.visit("#/");
    CHECK(tab.has(Role::link, "Ouvrir Demande sans nom"));
    check_tree(tab);

    // Whoever has lost it can still read what this page is, and begin anew.
    Tab lost = world.open("#/a-propos");
    CHECK(lost.says("est verrouillé par une phrase secrète"));
    CHECK_FALSE(lost.has(Role::button, "Verrouiller maintenant"));
    CHECK(lost.has(Role::button, "Effacer mes données"));
}

TEST_CASE("another passphrase takes its place only with the former one; it is given up the same way") {
    World world;
    Tab tab = world.open();
    protect(tab);
    std::string const other = "la porte du fond est bleue";
    tab.fill("Nouvelle phrase secrète", other);
    tab.fill("La même, encore une fois", other);
    tab.click("Changer de phrase secrète");
    CHECK(tab.says("ce n’est pas la phrase secrète"));
    tab.fill("Phrase secrète actuelle", "pas celle-là");
    tab.click("Changer de phrase secrète");
    CHECK(tab.says("ce n’est pas la phrase secrète"));
    CHECK(world.device.passphrase == phrase);
    check_tree(tab);
    tab.fill("Phrase secrète actuelle", phrase);
    tab.click("Changer de phrase secrète");
    CHECK(world.device.passphrase == other);
    CHECK(tab.was_said("Votre phrase secrète est changée."));
    tab.fill("Phrase secrète actuelle", phrase);
    tab.click("Ne plus protéger mes données");
    CHECK(world.device.passphrase == other);
    world.device.full = true;
    tab.fill("Phrase secrète actuelle", other);
    tab.click("Ne plus protéger mes données");
    CHECK(tab.says("il n’y a plus assez de place"));
    world.device.full = false;
    tab.click("Ne plus protéger mes données");
    CHECK(world.device.passphrase.empty());
    CHECK(tab.has(Role::button, "Protéger mes données"));
    check_tree(tab);
    Tab again = world.open();
    CHECK(again.heading() == "Mes demandes");
}
