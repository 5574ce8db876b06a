// Widgets that are more than one control: the calendar of a date field, the field that searches a long list.
#include <doctest/doctest.h>

#include "core/text.hpp"
#include "view/tree_rules.hpp"
#include "view/tree_text.hpp"
#include "view/world.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

/// A procedure with one list of `count` numbered choices, and a few whose spelling matters.
std::string long_list(std::size_t count) {
    std::string choices = R"(["bois","Cœur de la scierie"],["metal","Métallurgie – négoce"],["autre","Autre"])";
    for (std::size_t i = 0; i < count; ++i) {
        std::string const number = std::to_string(1000 + i);
        choices += R"(,[")" + number + R"(","Convention numéro )" + number + R"("])";
    }
    return R"({"guichet_procedure":1,"id":"essai.liste","version":"1","title":"Longue liste","organisme":"Essai","description":"Essai.",)"
           R"("nomenclatures":[{"id":"conventions","version":"1","choices":[)" +
           choices +
           R"(]}],"steps":[{"id":"liste","title":"Liste","sections":[{"id":"liste","items":[)"
           R"({"field":"liste.convention","kind":"choice","nomenclature":"conventions","label":"Convention"},)"
           R"({"field":"liste.nom","kind":"text","label":"Nom"}]}]}],)"
           R"("statuses":[{"id":"brouillon","label":"Brouillon","lock":"editable","next":["transmis"]},)"
           R"({"id":"transmis","label":"Transmis","lock":"locked","next":[]}]})";
}

constexpr auto search = Role::combobox;

struct Listed {
    World world;
    Tab tab;

    explicit Listed(std::size_t count = 40) : world{made(count)}, tab{world.open()} {
        tab.follow("Créer une demande");
        Node const* tile = find_id(tab.root(), "procedure-essai.liste");
        REQUIRE(tile != nullptr);
        tab.act(tile->on_click, {});
        tab.settle();
        REQUIRE(tab.heading() == "Liste");
    }
    static World made(std::size_t count) {
        World world;
        world.index = R"({"procedures":[{"fichier":"liste.json","id":"essai.liste","titre":"Longue liste","organisme":"Essai"}]})";
        world.files["procedures/liste.json"] = long_list(count);
        return world;
    }
    void type(std::string_view text) { tab.type("Convention", text, search); }
    void press(std::string_view key) {
        Node const* control = tab.find(search, "Convention");
        REQUIRE(plain_spaces(control->capture_keys + " ").contains(std::string{key} + " "));
        tab.act(control->on_key, std::string{key});
        tab.settle();
        check_tree(tab);
    }
    [[nodiscard]] std::vector<std::string> options() const {
        std::vector<std::string> texts;
        for (auto const* option : tab.all(Role::listbox, "Convention")) {
            for (auto const& child : option->children) texts.push_back(told(child));
        }
        return texts;
    }
    /// What is in bold stands between stars; the option in hand has an arrow.
    static std::string told(Node const& option) {
        std::string text = (option.states & state::selected) != 0 ? "> " : "";
        text += option.text;
        for (auto const& part : option.children) text += part.look == Look::strong ? "*" + part.text + "*" : part.text;
        return plain_spaces(text);
    }
    [[nodiscard]] std::string value() const { return tab.value("Convention", search); }
};

Node const& day(Tab const& tab, std::string_view iso) {
    Node const* found = find_id(tab.root(), "jour-" + std::string{iso});
    REQUIRE_MESSAGE(found != nullptr, std::string{iso});
    return *found;
}

void press_in_calendar(Tab& tab, std::string_view key) {
    Node const* grid = find_id(tab.root(), "calendrier-jours");
    REQUIRE(grid != nullptr);
    REQUIRE((grid->capture_keys + " ").contains(std::string{key} + " "));
    tab.act(grid->on_key, std::string{key});
    tab.settle();
}

void go_to_dates(Tab& tab) {
    start_request(tab);
    tab.follow("La Formation");
}

}  // namespace

TEST_CASE("a date is chosen in the calendar, and the focus comes back to its button") {
    World world;
    Tab tab = world.open();
    go_to_dates(tab);
    tab.fill("Date de début", "04/01/2027");
    tab.click("Choisir une date : Date de fin");
    check_tree(tab);
    CHECK(tab.ports.focused == "jour-2026-11-21");
    tab.escape();
    CHECK(tab.ports.focused == "formation.date_fin-calendrier");
    tab.fill("Date de fin", "08/01/2027");
    tab.click("Choisir une date : Date de fin");
    check_golden(tab, "calendrier");
    tab.click("mardi 12 janvier 2027", Role::grid_cell);
    CHECK(tab.value("Date de fin") == "12/01/2027");
    CHECK(tab.ports.focused == "formation.date_fin-calendrier");
}

TEST_CASE("days that the procedure's rules refuse are told with their reason and cannot be chosen") {
    World world;
    Tab tab = world.open();
    go_to_dates(tab);
    tab.fill("Date de début", "04/01/2027");
    tab.fill("Date de fin", "08/01/2027");
    tab.click("Choisir une date : Date de fin");
    Node const& before = day(tab, "2027-01-03");
    CHECK((before.states & state::disabled) != 0);
    CHECK(plain_spaces(before.name) ==
          "dimanche 3 janvier 2027, indisponible : La date de fin (03/01/2027) est antérieure à la date de début "
          "(04/01/2027).");
    tab.act(before.on_click, {});
    CHECK(tab.has(Role::dialog, "Choisir une date : Date de fin"));
    CHECK(tab.says("La date de fin (03/01/2027) est antérieure"));
    CHECK((day(tab, "2027-01-04").states & state::disabled) == 0);
    press_in_calendar(tab, "ArrowLeft");
    CHECK(tab.says("La date de fin (02/01/2027) est antérieure"));
    press_in_calendar(tab, "Enter");
    CHECK(tab.has(Role::dialog, "Choisir une date : Date de fin"));
    tab.escape();
    CHECK(tab.value("Date de fin") == "08/01/2027");
}

TEST_CASE("the keys of the ARIA practices move among the days") {
    World world;
    Tab tab = world.open();
    go_to_dates(tab);
    tab.fill("Date de début", "27/01/2027");
    tab.click("Choisir une date : Date de début");
    struct Move {
        std::string_view key;
        std::string_view to;
    };
    for (auto const& [key, to] :
         {Move{"ArrowRight", "2027-01-28"}, Move{"ArrowLeft", "2027-01-27"}, Move{"ArrowDown", "2027-02-03"}, Move{"ArrowUp", "2027-01-27"},
          Move{"Home", "2027-01-25"}, Move{"End", "2027-01-31"}, Move{"PageDown", "2027-02-28"}, Move{"PageUp", "2027-01-28"},
          Move{"Shift+PageDown", "2028-01-28"}, Move{"Shift+PageUp", "2027-01-28"}}) {
        press_in_calendar(tab, key);
        CHECK_MESSAGE(tab.ports.focused == "jour-" + std::string{to}, key);
        // One day of the month takes the focus by Tab, the one in hand.
        std::size_t stops = 0;
        for (auto const& week : find_id(tab.root(), "calendrier-jours")->children) {
            for (auto const& cell : week.children) stops += (cell.states & state::tab_stop) != 0 ? 1U : 0U;
        }
        CHECK(stops == 1);
        CHECK((day(tab, to).states & state::tab_stop) != 0);
        check_tree(tab);
    }
    press_in_calendar(tab, "Space");
    CHECK(tab.value("Date de début") == "28/01/2027");
}

TEST_CASE("months and years are turned by buttons, which keep the focus; today and the chosen day are marked") {
    World world;
    Tab tab = world.open();
    go_to_dates(tab);
    tab.click("Choisir une date : Date de début");
    CHECK((day(tab, "2026-11-21").states & state::current) != 0);
    std::string const focused = tab.ports.focused;
    tab.click("Mois suivant");
    CHECK(tab.says("décembre 2026"));
    tab.click("Année suivante");
    tab.click("Année suivante");
    tab.click("Mois précédent");
    tab.click("Année précédente");
    CHECK(tab.says("novembre 2027"));
    CHECK(tab.ports.focused == focused);
    tab.click("lundi 1er novembre 2027", Role::grid_cell);
    CHECK(tab.value("Date de début") == "01/11/2027");
    tab.click("Choisir une date : Date de début");
    CHECK((day(tab, "2027-11-01").states & state::selected) != 0);
}

TEST_CASE("a long list is searched without accents, and what was typed is in bold") {
    Listed page;
    page.type("coeur DE");
    CHECK(page.options() == std::vector<std::string>{"*Cœur de* la scierie"});
    CHECK(page.tab.was_said("1 résultat."));
    page.type("metallurgie neg");
    CHECK(page.options() == std::vector<std::string>{"*Métallurgie – nég*oce"});
    page.type("1010");
    CHECK(page.options() == std::vector<std::string>{"*1010* – Convention numéro 1010"});
    page.press("ArrowDown");
    CHECK(page.options() == std::vector<std::string>{"> *1010* – Convention numéro 1010"});
    page.press("Enter");
    CHECK(page.value() == "Convention numéro 1010");
    CHECK(page.options().empty());
    page.tab.leave();
    CHECK(page.value() == "Convention numéro 1010");
    CHECK(page.tab.description(*page.tab.find(search, "Convention")).empty());
}

TEST_CASE("those that begin with what was typed come first") {
    Listed page;
    page.type("autre");
    page.type("con");
    CHECK(page.options().size() == 40);
    page.type("c");
    CHECK(page.options().front() == "*C*œur de la scierie");
}

TEST_CASE("arrows go around the list, Home and End to its ends, Escape closes it and keeps what was typed") {
    Listed page;
    page.type("convention numero 100");
    CHECK(page.options().size() == 10);
    page.press("ArrowUp");
    CHECK(page.tab.find(search, "Convention")->active == "liste.convention.1009");
    page.press("ArrowDown");
    CHECK(page.tab.find(search, "Convention")->active == "liste.convention.1000");
    page.press("End");
    CHECK(page.tab.find(search, "Convention")->active == "liste.convention.1009");
    page.press("Home");
    CHECK(page.tab.find(search, "Convention")->active == "liste.convention.1000");
    page.press("Escape");
    CHECK(page.options().empty());
    CHECK(page.value() == "convention numero 100");
    CHECK((page.tab.find(search, "Convention")->states & state::collapsed) != 0);
}

TEST_CASE("Alt+Down opens the whole list at what is chosen; a click does too, and a click on an option chooses it") {
    Listed page;
    page.type("1005");
    page.press("ArrowDown");
    page.press("Enter");
    page.press("Alt+ArrowDown");
    CHECK(page.options().size() == 43);
    CHECK(page.tab.find(search, "Convention")->active == "liste.convention.1005");
    page.press("Alt+ArrowUp");
    CHECK(page.options().empty());
    page.tab.act(page.tab.find(search, "Convention")->on_click, {});
    page.tab.act(page.tab.find(Role::listbox_option, "Autre")->on_click, {});
    CHECK(page.value() == "Autre");
    CHECK(page.options().empty());
}

TEST_CASE("a text that is not in the list is kept to the letter and told, and comes back with the draft") {
    Listed page;
    page.type("zzz");
    CHECK(page.options() == std::vector<std::string>{"Aucun résultat"});
    CHECK(page.tab.was_said("Aucun résultat."));
    page.tab.leave();
    CHECK(page.value() == "zzz");
    CHECK(page.options().empty());
    CHECK(page.tab.description(*page.tab.find(search, "Convention")).contains("n’y est pas"));
    page.tab.wait(300);
    std::string const address = page.tab.address();
    page.tab.visit("#/");
    Tab again = page.world.open(address);
    CHECK(again.value("Convention", search) == "zzz");
}

TEST_CASE("of a thousand choices fifty are listed and the others counted") {
    Listed page{1000};
    page.type("conv");
    auto const options = page.options();
    CHECK(options.size() == 51);
    CHECK(options.back() == "… et 950 autres : précisez");
    CHECK(page.tab.was_said("1 000 résultats."));
    page.press("ArrowUp");
    CHECK(page.tab.find(search, "Convention")->active == "liste.convention.1049");
}

TEST_CASE("leaving the field closes its list") {
    Listed page;
    page.type("a");
    CHECK_FALSE(page.options().empty());
    page.tab.fill("Nom", "Lefèvre");
    CHECK(page.options().empty());
}
