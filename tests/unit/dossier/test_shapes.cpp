#include <doctest/doctest.h>

#include "dossier/shapes.hpp"
#include "fixture.hpp"

using namespace guichet;
using namespace guichet::test;

TEST_CASE("a shape holds what is known and shown, dates, keys and euros in its own way") {
    auto const procedure = small_procedure();
    CHECK(check_shapes(*procedure).empty());
    Dossier dossier = new_dossier(*procedure, "d", "2026-11-21T10:00:00Z");
    auto const put = [&](std::string_view path, Value value, std::int32_t row = -1) {
        set_value(*procedure, dossier, {field(*procedure, path), row}, std::move(value));
    };
    put("formation.date_debut", *date_from_civil(2026, 9, 1));
    put("formation.cout", std::int64_t{80282});
    put("certification.code", std::string("caché"));
    auto const group = static_cast<std::int16_t>(procedure->group_index("stagiaires"));
    for (int row = 0; row < 2; ++row) add_row(*procedure, dossier, group);
    put("stagiaires.nom", std::string("Dupont"), 0);
    put("stagiaires.nir", std::string("1850578006084"), 0);
    put("stagiaires.nom", std::string("Durand"), 1);
    Verdict verdict(procedure);
    verdict.judge(dossier, some_day());
    auto const made = shaped(*procedure, dossier, verdict, "echange", some_day());
    REQUIRE(made.has_value());
    CHECK(write_json(*made) == R"({"version":2,"contrat":{"debut":"2026-09-01T00:00:00+02:00","cout":802.82},)"
                               R"("stagiaires":[{"nom":"Dupont","nir":"185057800608491"},{"nom":"Durand","avant":"Dupont"}]})");
    CHECK(shaped(*procedure, dossier, verdict, "autre", some_day()).error().code == "forme-inconnue");
}

TEST_CASE("midnight in Paris knows summer time as it was") {
    auto const at = [](int year, int month, int day) { return paris_midnight(*date_from_civil(year, month, day)).substr(19); };
    CHECK(at(2026, 3, 29) == "+01:00");  // the change comes two hours later
    CHECK(at(2026, 3, 30) == "+02:00");
    CHECK(at(2026, 10, 25) == "+02:00");
    CHECK(at(2026, 10, 26) == "+01:00");
    CHECK(at(2026, 1, 1) == "+01:00");
    CHECK(at(1970, 7, 1) == "+01:00");
    CHECK(at(1976, 7, 1) == "+02:00");
    CHECK(at(1990, 10, 15) == "+01:00");
    CHECK(paris_midnight(*date_from_civil(2008, 7, 14)) == "2008-07-14T00:00:00+02:00");
}

TEST_CASE("the faults of a template are told at their place") {
    Procedure procedure = *small_procedure();
    auto const codes = [&](std::string body) {
        procedure.shapes = {{"x", "X", {}, std::move(body)}};
        std::string all;
        for (LintProblem const& problem : check_shapes(procedure)) all += problem.code + " " + problem.where + ";";
        return all;
    };
    CHECK(codes(R"({"a":{"var":"rien"}})") == "champ-inconnu /shapes/x/body/a/var;");
    CHECK(codes(R"({"a":{"each":"rien","do":{}}})") == "groupe-inconnu /shapes/x/body/a/each;");
    CHECK(codes(R"({"a":{"each":"stagiaires"}})") == "forme /shapes/x/body/a;");
    CHECK(codes(R"([{"euros":{"var":"stagiaires.cout"}}])") == "champ-de-ligne /shapes/x/body/0/euros/var;");
    CHECK(codes(R"({"each":"stagiaires","do":{"euros":{"var":"stagiaires.cout"}}})").empty());
}
