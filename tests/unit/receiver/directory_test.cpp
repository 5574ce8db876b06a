#include "receiver/directory.hpp"

#include <doctest/doctest.h>

#include <string>

#include "core/identifiers.hpp"
#include "core/json.hpp"

using namespace guichet;
using namespace guichet::receiver;

namespace {

Directory sample() {
    auto directory = Directory::load("assets/directory/etablissements.json");
    REQUIRE(directory);
    return std::move(*directory);
}

Json answer(Directory const& directory, std::string_view query, int status = 200) {
    auto const response = directory.search(query);
    CHECK(response.status == status);
    auto json = parse_json(response.body);
    REQUIRE(json);
    return std::move(*json);
}

}  // namespace

TEST_CASE("every identifier of the sample directory is valid, and found") {
    auto const directory = sample();
    CHECK(directory.size() >= 6);
    auto const all = answer(directory, "q=exemple&per_page=25");
    auto check = [&](Json const& company) {
        CHECK(read_siren(*text_member(company, "siren")).value);
        auto const siret = *text_member(*member(company, "siege"), "siret");
        CHECK(read_siret(siret).value);
        auto const found = answer(directory, "q=" + siret);
        CHECK(*integer_member(found, "total_results") == 1);
        auto const& matching = *member((*member(found, "results"))[0], "matching_etablissements");
        CHECK(text_member(matching[0], "siret") == siret);
        for (auto const& idcc : *member(*member(company, "siege"), "liste_idcc")) {
            CHECK(read_idcc(*idcc.get_ptr<std::string const*>()).value);
        }
    };
    for (auto const& company : *member(all, "results")) { check(company); }
    for (auto const* siret : {"83135297600011", "83426702300028"}) {
        check((*member(answer(directory, std::string("q=") + siret), "results"))[0]);
    }
}

TEST_CASE("a CFA is found by its UAI, as the public API has it") {
    auto const directory = sample();
    for (auto const* query : {"id_uai=0831774C", "q=0831774C", "id_uai=0831774c"}) {
        auto const found = answer(directory, query);
        REQUIRE_MESSAGE(*integer_member(found, "total_results") == 1, query);
        auto const& matching = *member((*member(found, "results"))[0], "matching_etablissements");
        CHECK(text_member(matching[0], "siret") == "99910005000015");
    }
    CHECK(*integer_member(answer(directory, "id_uai=0751475Z"), "total_results") == 0);
}

TEST_CASE("the seed's company is found by SIRET as people type it, by SIREN and by name") {
    auto const directory = sample();
    for (auto const* query : {"q=83135297600011", "q=831+352+976+00011", "q=831%C2%A0352%C2%A0976%C2%A000011", "q=831352976",
                              "q=actif%20auto", "q=controle%20illzach", "q=ACTIF+AUTO+CONTR%C3%94LE"}) {
        auto const found = answer(directory, query);
        CHECK_MESSAGE(*integer_member(found, "total_results") == 1, query);
        auto const& company = (*member(found, "results"))[0];
        CHECK(text_member(company, "nom_complet") == "ACTIF AUTO CONTROLE");
        auto const& seat = *member(company, "siege");
        CHECK(text_member(seat, "code_postal") == "68110");
        CHECK(text_member(seat, "commune") == "68154");
        CHECK(text_member(seat, "activite_principale") == "71.20A");
        CHECK((*member(seat, "liste_idcc"))[0] == "1090");
    }
}

TEST_CASE("closed, not diffusible, several conventions, a second establishment: each is in the sample") {
    auto const directory = sample();
    auto const first = [&](std::string const& query) { return (*member(answer(directory, query), "results"))[0]; };
    CHECK(text_member(first("q=99910001900010"), "etat_administratif") == "C");
    CHECK(text_member(first("q=99910002700013"), "statut_diffusion") == "P");
    CHECK(member(*member(first("q=99910003500016"), "siege"), "liste_idcc")->size() == 3);
    auto const second = first("q=99910003500024");
    auto const& matching = *member(second, "matching_etablissements");
    REQUIRE(matching.size() == 1);
    CHECK(text_member(matching[0], "libelle_commune") == "SAINT-QUENTIN-FALLAVIER");
    CHECK(boolean_member(*member(first("q=axept"), "complements"), "est_organisme_formation") == true);
}

TEST_CASE("nobody found is an empty list; a question that is none is refused in the public API's words") {
    auto const directory = sample();
    auto const nobody = answer(directory, "q=73282932000074");
    CHECK(member(nobody, "results")->empty());
    CHECK(*integer_member(nobody, "total_pages") == 0);
    for (auto const* query : {"", "q=", "q=ab", "q=%20%20%20a", "q=%FF", "q=exemple&page=0", "q=exemple&per_page=26", "q=exemple&page=x",
                              "q=exemple&page=99999999999999999999"}) {
        CHECK_MESSAGE(text_member(answer(directory, query, 400), "erreur"), query);
    }
}

TEST_CASE("results come in pages") {
    auto const directory = sample();
    auto const page = answer(directory, "q=exemple&page=2&per_page=2");
    CHECK(member(page, "results")->size() == 2);
    CHECK(*integer_member(page, "total_results") == 4);
    CHECK(*integer_member(page, "total_pages") == 2);
    CHECK(member(answer(directory, "q=exemple&page=3&per_page=2"), "results")->empty());
}

TEST_CASE("a directory that is absent is empty, one that is broken is told") {
    CHECK(Directory::load("absent.json")->size() == 0);
    CHECK(!Directory::read("{"));
    CHECK(!Directory::read("{}"));
    CHECK(Directory::read(R"({"results":[{}, 3]})")->search("q=abc").status == 200);
}
