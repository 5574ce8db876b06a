#include <doctest/doctest.h>

#include "dossier/codec.hpp"
#include "dossier/migrations.hpp"
#include "fixture.hpp"
#include "support/random_dossier.hpp"

using namespace guichet;
using namespace guichet::test;

namespace {

std::string file_with(std::string_view members) {
    return R"({"guichet":1,"id":"d1","procedure":{"id":"essai.petite","version":"1.2"})" + std::string(members) + "}";
}

Dossier opened(std::string_view file) {
    Result<Dossier> read = read_dossier(*small_procedure(), file);
    REQUIRE_MESSAGE(read.has_value(), std::string(file));
    return std::move(*read);
}

std::string refusal(std::string_view file) {
    Result<Dossier> const read = read_dossier(*small_procedure(), file);
    return read ? "opened" : read.error().code;
}

/// The same members the other way round, but the id of a row, which names what is put aside in it.
Json reversed(Json const& json) {
    Json turned = json;
    if (json.is_array()) {
        for (Json& item : turned) item = reversed(item);
    } else if (json.is_object()) {
        turned = Json::object();
        if (json.contains("id")) turned["id"] = json["id"];
        for (auto item = json.rbegin(); item != json.rend(); ++item) {
            if (item.key() != "id") turned[item.key()] = reversed(item.value());
        }
    }
    return turned;
}

}  // namespace

TEST_CASE("a file that another program wrote, with spaces or in another order, is the same dossier") {
    auto const procedure = small_procedure();
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        Dossier dossier = new_dossier(*procedure, random_uuid(random), "2026-11-21T10:00:00Z");
        for (int step = 0; step < 80; ++step) random_edit(*procedure, dossier, random, some_day());
        Json const file = *parse_json(write_dossier(*procedure, dossier));
        for (std::string const& text : {file.dump(2), reversed(file).dump(), reversed(file).dump(1, '\t')}) {
            Result<Dossier> const read = read_dossier(*procedure, text);
            REQUIRE_MESSAGE(read.has_value(), text);
            REQUIRE_MESSAGE(write_dossier(*procedure, *read) == write_dossier(*procedure, dossier), "seed " << seed << "\n" << text);
        }
    }
}

TEST_CASE("what is written is read back the same: random dossiers, unreadable texts and unknown members included") {
    auto const procedure = small_procedure();
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed);
        Dossier dossier = new_dossier(*procedure, random_uuid(random), "2026-11-21T10:00:00Z");
        for (int step = 0; step < 80; ++step) random_edit(*procedure, dossier, random, some_day());
        dossier.name = random_words(random, 30);
        dossier.place = "action/formation.cout";
        dossier.modified = "2026-11-21T10:00:01Z";
        if (random.chance(30)) dossier.receipt = Receipt{"AF-2026-000001", "2026-11-21T10:00:02Z", "abc", "opco"};
        if (random.chance(50))
            dossier.history.push_back({"transmis", "2026-11-21T10:00:02Z", random.chance(50) ? "" : random_words(random, 20),
                                       random.chance(50) ? "" : "Gestionnaire"});
        for (std::uint32_t i = random.below(3); i > 0; --i)
            dossier.remarks.push_back({random.chance(50) ? "formation.intitule" : "", random.chance(30) ? "p1" : "",
                                       random.chance(30) ? "non_conforme" : "", random_words(random, 20)});
        if (random.chance(30))
            dossier.unclaimed = R"({"/plus":[1,{"a":null}],"/reponses/formation/ancien":"œ","/reponses/stagiaires/r99/x":1})";
        std::string const file = write_dossier(*procedure, dossier);
        Result<Dossier> const read = read_dossier(*procedure, file);
        REQUIRE_MESSAGE(read.has_value(), file);
        REQUIRE_MESSAGE(*read == dossier, "seed " << seed << "\n" << file << "\n" << write_dossier(*procedure, *read));
    }
}

TEST_CASE("a value that its field cannot hold is kept as typed text") {
    auto const procedure = small_procedure();
    Dossier const dossier =
        opened(file_with(R"(,"reponses":{"formation":{"cout":"dix euros","heures":1.5,"date_debut":"2026-02-31","mode":"Z",
        "interne":"oui","themes":["P","P"],"siret":{"a":[1]},"certifiante":null}})"));
    auto const typed = [&](std::string_view path) { return answer_of(*procedure, dossier, {field(*procedure, path), -1}).typed; };
    CHECK(typed("formation.cout") == "dix euros");
    CHECK(typed("formation.heures") == "1.5");
    CHECK(typed("formation.date_debut") == "2026-02-31");
    CHECK(typed("formation.mode") == "Z");
    CHECK(typed("formation.interne") == "oui");
    CHECK(typed("formation.themes") == R"(["P","P"])");
    CHECK(typed("formation.siret") == R"({"a":[1]})");
    CHECK(typed("formation.certifiante").empty());
}

TEST_CASE("members that no field claims are kept, whatever they are and wherever they stand") {
    Dossier const dossier = opened(file_with(R"(,"couleur":"bleu","reponses":{"ancien":{"a":1},"formation":{"vieux":[true],"intitule":"I"},
        "stagiaires":[{"id":"r7","nom":"N","surnom":"S"},5]},"saisies":{"inconnu.champ":"x","formation.cout":3},"pieces":[7,{"id":"p2","zone":"programme","page":2,
        "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}],
        "recu":{"numero":"A","tampon":"T"},"historique":[{"statut":"transmis","par":"moi"}],"suivants":{"autre":1},"inconnus":{"/garde":1})"));
    Result<Json> const kept = parse_json(dossier.unclaimed);
    REQUIRE(kept.has_value());
    for (char const* const pointer : {"/couleur", "/reponses/ancien", "/reponses/formation/vieux", "/reponses/stagiaires/r7/surnom",
                                      "/reponses/stagiaires/1", "/saisies/inconnu.champ", "/saisies/formation.cout", "/pieces/0",
                                      "/pieces/1/page", "/recu/tampon", "/historique/0/par", "/suivants/autre", "/garde"}) {
        CHECK_MESSAGE(kept->contains(pointer), pointer);
    }
    CHECK(kept->size() == 13);
    CHECK(opened(write_dossier(*small_procedure(), dossier)) == dossier);
}

TEST_CASE("what the backend says of instalments is read and written; what is odd in it is kept") {
    Dossier const dossier = opened(file_with(R"(,"echeances":[{"rang":2,"libelle":"2e échéance","montant":50000,"ouverture":"2027-03-01",
        "etat":"refusee","date":"2026-11-24T08:00:00Z","message":"Le certificat manque."},
        {"rang":"trois","montant":1.5,"etat":"payee","monnaie":"EUR"},{"rang":-1},5])"));
    REQUIRE(dossier.instalments.size() == 3);
    CHECK(dossier.instalments[0] ==
          FollowedInstalment{2, "2e échéance", 50'000, "2027-03-01", "refusee", "2026-11-24T08:00:00Z", "Le certificat manque."});
    CHECK(dossier.instalments[1] == FollowedInstalment{0, {}, {}, {}, "payee", {}, {}});
    Result<Json> const kept = parse_json(dossier.unclaimed);
    REQUIRE(kept.has_value());
    CHECK(kept->contains("/echeances/1/rang"));
    CHECK(kept->contains("/echeances/1/monnaie"));
    CHECK(kept->contains("/echeances/3"));
    CHECK(opened(write_dossier(*small_procedure(), dossier)).instalments == dossier.instalments);
    CHECK(opened(file_with(R"(,"echeances":"toutes")")).instalments.empty());
}

TEST_CASE("a piece without a digest is put aside, so that its zone asks for it, and one of an odd id gets another") {
    Dossier const dossier =
        opened(file_with(R"(,"pieces":[{"id":"p1","zone":"programme","nom":"a.pdf","sha256":"E3B0"},{"id":"../../x","zone":"programme",
        "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}])"));
    REQUIRE(dossier.attachments.size() == 1);
    CHECK(dossier.attachments.front().id == "p1");
    Result<Json> const kept = parse_json(dossier.unclaimed);
    REQUIRE(kept.has_value());
    CHECK(kept->size() == 1);
    CHECK(text_member((*kept)["/pieces/0"], "nom") == "a.pdf");
    CHECK(opened(write_dossier(*small_procedure(), dossier)) == dossier);
}

TEST_CASE("a member put aside by an older procedure is taken up by one that knows it") {
    auto const procedure = small_procedure();
    Dossier const dossier = opened(file_with(R"(,"reponses":{"stagiaires":[{"id":"r1"}]},"inconnus":{"/reponses/formation/intitule":"Titre",
        "/reponses/stagiaires/r1/nom":"Zoé","/reponses/formation/cout":"bof","/reste":1})"));
    CHECK(answer_of(*procedure, dossier, {field(*procedure, "formation.intitule"), -1}).value == Value(std::string("Titre")));
    CHECK(answer_of(*procedure, dossier, {field(*procedure, "stagiaires.nom"), 0}).value == Value(std::string("Zoé")));
    CHECK(answer_of(*procedure, dossier, {field(*procedure, "formation.cout"), -1}).typed == "bof");
    CHECK(dossier.unclaimed == R"({"/reste":1})");
}

TEST_CASE("an answer that stands twice loses neither") {
    auto const procedure = small_procedure();
    Dossier const dossier = opened(file_with(R"(,"reponses":{"note":"a","note":"b"},"saisies":{"note":"c"})"));
    CHECK(answer_of(*procedure, dossier, {field(*procedure, "note"), -1}).value == Value(std::string("a")));
    CHECK(dossier.unclaimed == R"({"/reponses/note":"b","/saisies/note":"c"})");
    // The second time where it is waited for again.
    Dossier const again =
        opened(file_with(R"(,"reponses":{"modules":[{"id":"r1","titre":"Freins","heures":700,"titre":"Pneus","heures":900}]})"));
    CHECK(answer_of(*procedure, again, {field(*procedure, "modules.heures"), 0}).value == Value(std::int64_t{700}));
    CHECK(again.unclaimed == R"({"/reponses/modules/r1/titre":"Pneus","/reponses/modules/r1/heures":900})");
}

TEST_CASE("rows without an id, or with one twice, get one of their own") {
    Dossier const dossier =
        opened(file_with(R"(,"reponses":{"stagiaires":[{},{"id":"r4"},{"id":"r4"},{"id":7}],"modules":[{"id":"r4"}]})"));
    REQUIRE(dossier.groups[1].size() == 4);
    CHECK(dossier.groups[0][0].id == "r4");
    CHECK(dossier.groups[1][0].id == "r5");
    CHECK(dossier.groups[1][1].id == "r6");
    CHECK(dossier.next_row == 9);
}

TEST_CASE("what is no dossier is refused with a sentence") {
    for (char const* const text :
         {"", "null", "[]", "{", "{}", R"({"guichet":1})", R"({"guichet":1,"id":"a","procedure":{"id":"essai.petite"},})",
          R"({"guichet":"1","id":"a","procedure":{"id":"essai.petite"}})", R"({"guichet":0,"id":"a","procedure":{"id":"essai.petite"}})",
          R"({"guichet":1,"id":"a","procedure":{"id":"essai.petite"}} x)",
          "{\"guichet\":1,\"id\":\"\xff\",\"procedure\":{\"id\":\"essai.petite\"}}",
          R"({"guichet":1,"id":"\ud800","procedure":{"id":"essai.petite"}})",
          R"({"guichet":1,"id":"a","procedure":{"id":"essai.petite"},"x":01})"}) {
        CHECK_MESSAGE(refusal(text) == "dossier-illisible", text);
    }
    CHECK(refusal(R"({"guichet":2,"id":"a","procedure":{"id":"essai.petite"}})") == "dossier-plus-recent");
    CHECK(refusal(R"({"guichet":1,"id":"a","procedure":{"id":"autre"}})") == "dossier-autre-procedure");
    CHECK(refusal(file_with(",\"x\":" + std::string(70, '[') + std::string(70, ']'))) == "dossier-illisible");
    std::string many = R"(,"reponses":{"stagiaires":[{})";
    for (int row = 0; row < 10'000; ++row) many += ",{}";
    CHECK(refusal(file_with(many + "]}")) == "dossier-trop-grand");
}

TEST_CASE("the head of a dossier is read without its procedure") {
    Result<DossierHead> const head =
        read_head(file_with(R"(,"nom":"Essai","modifie":"m","statut":"transmis","place":"p","reponses":{"x":[1,{}]})"));
    REQUIRE(head.has_value());
    CHECK(head->id == "d1");
    CHECK(head->procedure == "essai.petite");
    CHECK(head->procedure_version == "1.2");
    CHECK(head->name == "Essai");
    CHECK(head->status == "transmis");
    CHECK(read_head("{}").error().code == "dossier-illisible");
    CHECK(read_head(R"({"guichet":9,"id":"a","procedure":{"id":"b"}})").error().code == "dossier-plus-recent");
    CHECK_FALSE(read_head(R"({"guichet":1,"id":"a","procedure":{"id":"b"})").has_value());
}

TEST_CASE("migrations lead an older file step by step to today's format, and refuse a newer one") {
    static constexpr Migration steps[] = {[](Json& file) { file["b"] = file["a"]; }, [](Json& file) { file.erase("a"); }};
    Json file = Json{{"guichet", 1}, {"a", 5}};
    CHECK(migrate_dossier(file, steps).has_value());
    CHECK(write_json(file) == R"({"guichet":3,"b":5})");
    Json newer = Json{{"guichet", 4}};
    CHECK(migrate_dossier(newer, steps).error().code == "dossier-plus-recent");
    Json none = Json::object();
    CHECK(migrate_dossier(none, steps).error().code == "dossier-illisible");
    CHECK(dossier_migrations().size() + 1 == dossier_format);
}

TEST_CASE("the head of a bundle says where the dossier stands") {
    std::string const line = write_bundle_head(1234);
    CHECK(line == "GUICHET1 1234\n");
    Result<BundleHead> const head = read_bundle_head(line + "{…");
    REQUIRE(head.has_value());
    CHECK(head->json_offset == line.size());
    CHECK(head->json_length == 1234);
    for (char const* const wrong :
         {"", "GUICHET1 ", "GUICHET1 12", "GUICHET1 x\n", "GUICHET2 12\n", "GUICHET1 -5\n", "GUICHET1 99999999999999999999999\n"}) {
        CHECK_MESSAGE(!read_bundle_head(wrong).has_value(), wrong);
    }
}

TEST_CASE("several dossiers in one file are given back to the letter; a list that is broken gives none") {
    std::vector<std::string_view> const files{R"({"a":"]}","b":[1,{"c":2}]})", R"({ "d" : "é" })", "{}"};
    std::string const several = write_several(files);
    CHECK(dossiers_in(several) == files);
    CHECK(dossiers_in(write_several({})).empty());
    // One dossier is itself, readable or not: what reads it says so.
    CHECK(dossiers_in(R"({"guichet":1})") == std::vector<std::string_view>{R"({"guichet":1})"});
    for (std::size_t cut = std::string_view{R"({"guichet_dossiers":[)"}.size(); cut < several.size(); ++cut) {
        CHECK_MESSAGE(dossiers_in(std::string_view{several}.substr(0, cut)).empty(), cut);
    }
    CHECK(dossiers_in(several + " {}").empty());
    CHECK(dossiers_in(R"({"guichet_dossiers":[{}],"autre":1})").empty());
}

TEST_CASE("the version that was sent stands in the dossier's file, by itself, and is read as a dossier") {
    auto const procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "0b54a1f4-0000-4000-8000-000000000001", "2026-11-21T13:00:00Z");
    dossier.receipt = Receipt{"AF-2026-000001", "2026-11-21T13:06:00Z", "e", "recepteur"};
    dossier.history.push_back({"transmis", "2026-11-21T13:06:00Z", {}, {}});
    dossier.attachments.push_back({"p1", "programme", "a.pdf", "application/pdf", 3, std::string(64, 'a')});
    dossier.next_piece = 2;
    dossier.sent = write_sent(*procedure, dossier);
    std::string const file = write_dossier(*procedure, dossier);
    auto const again = read_dossier(*procedure, file);
    REQUIRE(again.has_value());
    CHECK(*again == dossier);
    auto const sent = read_dossier(*procedure, again->sent);
    REQUIRE(sent.has_value());
    CHECK(sent->attachments == dossier.attachments);
    CHECK_FALSE(sent->receipt.has_value());
    CHECK(sent->history.empty());
    // Given back once more: what was sent last, not what was sent before it.
    CHECK(write_sent(*procedure, *again) == dossier.sent);
}

TEST_CASE("a dossier of an older version of its procedure is read where its answers stand now, and says so") {
    Dossier const dossier = opened(R"({"guichet":1,"id":"d1","procedure":{"id":"essai.petite","version":"1.1"},
      "reponses":{"formation":{"titre":"Vie","notes":"n","fax":"0102","a":"A","outil":"B","cout":100},
                  "eleves":[{"id":"r1","nom_naissance":"Dupont","sexe":"F","age":17},{"id":"r2","nom_naissance":"Durand"}]},
      "saisies":{"formation.date_debut":"3/4/26","eleves[1].naissance":"1/1/08","eleves[0].age":"dix"}})");
    auto const procedure = small_procedure();
    auto const text = [&](std::string_view path) {
        auto const where = ref_of_path(*procedure, dossier, path);
        REQUIRE_MESSAGE(where.has_value(), std::string(path));
        return control_text(*procedure, dossier, *where);
    };
    CHECK(dossier.procedure_version == "1.2");
    CHECK(text("formation.intitule") == "Vie");
    CHECK(text("note") == "n");
    CHECK(text("formation.outil") == "A");
    CHECK(text("formation.outil_autre") == "B");
    CHECK(text("formation.cout") == "1");
    CHECK(text("formation.date_debut") == "3/4/26");
    CHECK(text("stagiaires[0].nom") == "Dupont");
    CHECK(text("stagiaires[0].sexe") == "F");
    CHECK(text("stagiaires[1].nom") == "Durand");
    CHECK(text("stagiaires[1].naissance") == "1/1/08");
    CHECK(dossier.migration_report.starts_with("Les élèves sont devenus des stagiaires. 3"));
    CHECK(dossier.unclaimed ==
          R"({"/versions/1.1/formation.fax":"0102","/versions/1.1/eleves[0].age":17,"/versions/1.1/eleves[0].age'":"dix"})");
    // Written and read again it is of this version, and what was put aside stays so.
    Dossier again = opened(write_dossier(*procedure, dossier));
    CHECK(again.migration_report.empty());
    CHECK(again.unclaimed == dossier.unclaimed);
    again.migration_report = dossier.migration_report;
    CHECK(again == dossier);
}

TEST_CASE("a dossier of a version that no migration knows is read as it is") {
    Dossier const dossier = opened(R"({"guichet":1,"id":"d1","procedure":{"id":"essai.petite","version":"0.9"},
      "reponses":{"formation":{"titre":"Vie","intitule":"X"}}})");
    CHECK(dossier.procedure_version == "0.9");
    CHECK(dossier.migration_report.empty());
    CHECK(dossier.unclaimed == R"({"/reponses/formation/titre":"Vie"})");
}
