#include <doctest/doctest.h>

#include "dossier/dossier.hpp"
#include "fixture.hpp"

using namespace guichet;
using namespace guichet::test;

TEST_CASE("a new dossier has the initial answers, the first status and no rows") {
    auto const procedure = small_procedure();
    Dossier const dossier = new_dossier(*procedure, "abc", "2026-11-21T10:00:00Z");
    CHECK(dossier.status == "brouillon");
    CHECK(dossier.procedure_version == "1.2");
    CHECK(answer_of(*procedure, dossier, {field(*procedure, "formation.certifiante"), -1}).value == Value(false));
    CHECK(dossier.groups.size() == 3);
    CHECK(dossier.groups[1].empty());
}

TEST_CASE("what was typed becomes the value when it can be read, and stays to the letter when it cannot") {
    auto const procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "abc", "");
    FieldRef const cost{field(*procedure, "formation.cout"), -1};
    CHECK(set_typed(*procedure, dossier, cost, "1\u202F234,56 €", some_day()));
    CHECK(answer_of(*procedure, dossier, cost).value == Value(std::int64_t{123'456}));
    CHECK(control_text(*procedure, dossier, cost) == "1234,56");
    CHECK_FALSE(set_typed(*procedure, dossier, cost, "1234,56", some_day()));
    CHECK(set_typed(*procedure, dossier, cost, " environ 12 ", some_day()));
    CHECK(is_unknown(answer_of(*procedure, dossier, cost).value));
    CHECK(control_text(*procedure, dossier, cost) == " environ 12 ");
    CHECK(set_typed(*procedure, dossier, cost, "  ", some_day()));
    CHECK(answer_of(*procedure, dossier, cost) == Answer{});
}

TEST_CASE("a computed answer cannot be set") {
    auto const procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "abc", "");
    CHECK_FALSE(set_value(*procedure, dossier, {field(*procedure, "total.heures"), -1}, Value(std::int64_t{1})));
    CHECK_FALSE(set_typed(*procedure, dossier, {field(*procedure, "total.heures"), -1}, "1", some_day()));
}

TEST_CASE("a place that does not exist is neither read nor written") {
    auto const procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "abc", "");
    Dossier const before = dossier;
    FieldRef const nowhere{field(*procedure, "stagiaires.nom"), 3};
    CHECK_FALSE(set_value(*procedure, dossier, nowhere, Value(std::string("x"))));
    CHECK(answer_of(*procedure, dossier, {9999, -1}) == Answer{});
    CHECK(dossier == before);
}

TEST_CASE("rows: added with initial answers, duplicated after their model, removed and put back, ids never reused") {
    auto const procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "abc", "");
    CHECK(add_row(*procedure, dossier, 1) == 0U);
    CHECK(add_row(*procedure, dossier, 1) == 1U);
    CHECK(answer_of(*procedure, dossier, {field(*procedure, "stagiaires.rqth"), 0}).value == Value(false));
    set_value(*procedure, dossier, {field(*procedure, "stagiaires.nom"), 0}, Value(std::string("Nguyễn")));
    CHECK(duplicate_row(*procedure, dossier, 1, 0) == 1U);
    CHECK(dossier.groups[1][1].id == "r3");
    CHECK(answer_of(*procedure, dossier, {field(*procedure, "stagiaires.nom"), 1}).value == Value(std::string("Nguyễn")));
    Row const kept = dossier.groups[1][0];
    remove_row(dossier, 1, 0);
    CHECK(dossier.groups[1].size() == 2);
    restore_row(dossier, 1, 0, kept);
    CHECK(dossier.groups[1][0] == kept);
    remove_row(dossier, 1, 77);
    CHECK(dossier.groups[1].size() == 3);
    CHECK(add_row(*procedure, dossier, 1) == 3U);
    CHECK(dossier.groups[1][3].id == "r4");
}

TEST_CASE("a full group takes no row") {
    auto const procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "abc", "");
    for (int row = 0; row < 12; ++row) CHECK(add_row(*procedure, dossier, 1).has_value());
    CHECK_FALSE(add_row(*procedure, dossier, 1).has_value());
    CHECK_FALSE(duplicate_row(*procedure, dossier, 1, 0).has_value());
}

TEST_CASE("paths lead to answers and back") {
    auto const procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "abc", "");
    for (int row = 0; row < 3; ++row) add_row(*procedure, dossier, 1);
    FieldRef const cell{field(*procedure, "stagiaires.nom"), 2};
    CHECK(path_of(*procedure, cell) == "stagiaires[2].nom");
    CHECK(ref_of_path(*procedure, dossier, "stagiaires[2].nom") == cell);
    CHECK(ref_of_path(*procedure, dossier, "formation.cout") == FieldRef{field(*procedure, "formation.cout"), -1});
    for (char const* const wrong :
         {"", "stagiaires.nom", "stagiaires[3].nom", "stagiaires[02].nom", "stagiaires[-1].nom", "stagiaires[].nom", "stagiaires[1]nom",
          "formation[0].cout", "modules[0].titre", "stagiaires[4294967298].nom", "inconnu"}) {
        CHECK_MESSAGE(!ref_of_path(*procedure, dossier, wrong), wrong);
    }
}

TEST_CASE("a dossier moves only to a status that may follow, and locked ones are not edited") {
    auto const procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "abc", "");
    CHECK(is_editable(*procedure, dossier));
    CHECK(change_status(*procedure, dossier, "a_completer", "t0", "").error().code == "statut-impossible");
    CHECK(change_status(*procedure, dossier, "perdu", "t0", "").error().code == "statut-inconnu");
    CHECK(change_status(*procedure, dossier, "transmis", "t1", "envoyé").has_value());
    CHECK_FALSE(is_editable(*procedure, dossier));
    CHECK(dossier.history == std::vector<StatusChange>{{"transmis", "t1", "envoyé", {}}});
    CHECK(change_status(*procedure, dossier, "a_completer", "t2", "").has_value());
    CHECK(is_editable(*procedure, dossier));
    dossier.status = "un-statut-de-plus-tard";
    CHECK_FALSE(is_editable(*procedure, dossier));
}
