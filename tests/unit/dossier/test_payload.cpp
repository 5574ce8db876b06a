#include <doctest/doctest.h>

#include "dossier/codec.hpp"
#include "dossier/findings_json.hpp"
#include "fixture.hpp"
#include "support/random_dossier.hpp"

using namespace guichet;
using namespace guichet::test;

namespace {

struct Sent {
    std::shared_ptr<Procedure const> procedure = small_procedure();
    Dossier dossier;
    Verdict verdict{procedure};
    Json json;

    explicit Sent(std::uint64_t seed) {
        Random random(seed);
        dossier = new_dossier(*procedure, random_uuid(random), "");
        walk_to_acceptable(*procedure, dossier, verdict, random, some_day(), 200);
        json = payload(*procedure, dossier, verdict);
    }
};

}  // namespace

TEST_CASE("a payload holds what is on the screen: constants, computed answers, pieces, and nothing hidden or kept back") {
    Sent it(7);
    set_value(*it.procedure, it.dossier, {field(*it.procedure, "formation.mode"), -1}, Value(std::string("P")));
    set_value(*it.procedure, it.dossier, {field(*it.procedure, "formation.outil"), -1}, Value(std::string("Visio")));
    set_value(*it.procedure, it.dossier, {field(*it.procedure, "note"), -1}, Value(std::string("pour moi")));
    it.verdict.judge(it.dossier, some_day());
    Json const json = payload(*it.procedure, it.dossier, it.verdict);
    CHECK(integer_member(json, "guichet") == 1);
    CHECK(text_member(*member(json, "procedure"), "id") == "essai.petite");
    CHECK(text_member(json, "dossier") == it.dossier.id);
    CHECK(text_member(json, "type") == "ESSAI");
    CHECK(text_member(*member(json, "total"), "unite") == "centiemes");
    CHECK(member(*member(json, "formation"), "cout_horaire") != nullptr);
    CHECK(member(*member(json, "formation"), "outil") == nullptr);
    CHECK(member(json, "note") == nullptr);
    CHECK((*member(*member(json, "personnes"), "liste"))[0]["identite"].contains("nom"));
    CHECK(member(json, "pieces")->size() == it.dossier.attachments.size());
}

TEST_CASE("the receiver makes of a payload a dossier with the same verdict and the same payload") {
    auto const procedure = small_procedure();
    int acceptable = 0;
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        Sent const it(seed);
        Result<Json> const arrived = parse_json(write_json(it.json));
        REQUIRE(arrived.has_value());
        Result<Dossier> const received = dossier_from_payload(*procedure, *arrived);
        REQUIRE(received.has_value());
        Verdict verdict(procedure);
        verdict.judge(*received, some_day());
        if (!it.verdict.is_acceptable()) continue;
        ++acceptable;
        REQUIRE_MESSAGE(verdict.is_acceptable(), write_json(findings_to_json(verdict.findings(*received))));
        Json const again = payload(*procedure, *received, verdict);
        REQUIRE(payload_differences(*arrived, again).empty());
        REQUIRE(payload_digest(again) == payload_digest(it.json));
    }
    CHECK(acceptable > 60);
}

TEST_CASE("a payload that says more, less or otherwise than its answers is found out") {
    Sent const it(7);
    REQUIRE(it.verdict.is_acceptable());
    auto const differences = [&](Json const& changed) {
        Result<Dossier> const received = dossier_from_payload(*it.procedure, changed);
        REQUIRE(received.has_value());
        Verdict verdict(it.procedure);
        verdict.judge(*received, some_day());
        return payload_differences(changed, payload(*it.procedure, *received, verdict));
    };
    CHECK(differences(it.json).empty());
    Json more = it.json;
    more["formation"]["remise"] = 1;
    CHECK(differences(more) == std::vector<std::string>{"formation.remise"});
    Json otherwise = it.json;
    otherwise["formation"]["cout_horaire"] = 1;
    CHECK(differences(otherwise) == std::vector<std::string>{"formation.cout_horaire"});
    Json less = it.json;
    less.erase("type");
    CHECK(differences(less) == std::vector<std::string>{"type"});
    Json version = it.json;
    version["procedure"]["version"] = "0.9";
    CHECK(differences(version) == std::vector<std::string>{"procedure.version"});
}

TEST_CASE("a value of the wrong kind is told at its field") {
    Sent const it(7);
    Json changed = it.json;
    changed["formation"]["cout"] = "beaucoup";
    changed["personnes"]["liste"][0]["sexe"] = 3;
    Result<Dossier> const received = dossier_from_payload(*it.procedure, changed);
    REQUIRE(received.has_value());
    Verdict verdict(it.procedure);
    verdict.judge(*received, some_day());
    std::string const told = write_json(findings_to_json(verdict.findings(*received)));
    CHECK(told.find(R"("path":"formation.cout","rule":"lisible")") != std::string::npos);
    CHECK(told.find(R"("path":"stagiaires[0].sexe","rule":"lisible")") != std::string::npos);
}

TEST_CASE("what is not of the shape of a payload is refused") {
    Sent const it(7);
    auto const refused = [&](auto change) {
        Json changed = it.json;
        change(changed);
        return !dossier_from_payload(*it.procedure, changed).has_value();
    };
    CHECK(refused([](Json& json) { json = Json::array(); }));
    CHECK(refused([](Json& json) { json.erase("guichet"); }));
    CHECK(refused([](Json& json) { json["procedure"] = "essai.petite"; }));
    CHECK(refused([](Json& json) { json["procedure"]["id"] = "autre"; }));
    CHECK(refused([](Json& json) { json["dossier"] = "../../etc"; }));
    CHECK(refused([](Json& json) { json["personnes"]["liste"] = 5; }));
    CHECK(refused([](Json& json) { json["personnes"]["liste"][0] = "x"; }));
    CHECK(refused([](Json& json) { json["pieces"] = Json::object(); }));
    CHECK(refused([](Json& json) { json["pieces"][0].erase("sha256"); }));
    CHECK(refused([](Json& json) { json["pieces"][0]["id"] = "../p1"; }));
    CHECK(refused([](Json& json) { json["pieces"].push_back(Json(json["pieces"][0])); }));
}

TEST_CASE("findings go through JSON unharmed") {
    Sent const it(3);
    Dossier const empty = new_dossier(*it.procedure, "d", "");
    Verdict verdict(it.procedure);
    verdict.judge(empty, some_day());
    auto const findings = verdict.findings(empty);
    auto const back = findings_from_json(findings_to_json(findings));
    CHECK(back == findings);
    CHECK(back.front().source.excerpt == "Il faut essayer.");
    CHECK(findings_from_json(Json{{"a", 1}}).empty());
    CHECK(findings_from_json(Json::array({1, Json{{"path", 2}}})).empty());
}
