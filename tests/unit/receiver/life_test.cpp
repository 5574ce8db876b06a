// What the real procedures allow an instructor.
#include "receiver/life.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "dossier/codec.hpp"
#include "dossier/schedules.hpp"
#include "dossiers.hpp"
#include "receiver/procedures.hpp"

using namespace guichet;
using namespace guichet::receiver;
using namespace guichet::receiver::test;

namespace {

Procedures const& procedures() {
    static std::vector<std::string> complaints;
    static auto const all = Procedures::load("assets/procedures", complaints);
    return all;
}

std::shared_ptr<Procedure const> action() { return procedures().find("opco-mobilites.action-formation", "2026.1"); }

/// With one stagiaire and one piece that was received.
StoredDossier stored(std::string status) {
    auto const procedure = action();
    REQUIRE(procedure);
    auto answers = new_dossier(*procedure, uuid(1), "2026-03-01T08:00:00.000Z");
    REQUIRE(add_row(*procedure, answers, static_cast<std::int16_t>(procedure->group_index("stagiaires"))));
    Verdict verdict(procedure);
    verdict.judge(answers, date_from_iso("2026-03-02").value());
    StoredDossier out;
    out.id = uuid(1);
    out.procedure = procedure->id;
    out.version = procedure->version;
    out.receipt = {"AF-2026-000001", "2026-03-14T08:09:10.123Z", "aa", 1};
    out.status = std::move(status);
    out.payload = canonical_json(payload(*procedure, answers, verdict));
    out.pieces = {{"p1", "programme", "P.pdf", "application/pdf", 12, "cc", "2026-03-14T10:00:00.000Z"},
                  {"p2", "autres", "Q.pdf", "application/pdf", 12, "dd", {}}};
    return out;
}

Proposal to(std::string status) { return {std::move(status), "Mme Roux", {}, {}, {}}; }

Trouble refused(std::string const& from, Proposal const& asked) {
    auto const decision = decision_of(*action(), stored(from), asked, "2026-03-15T09:00:00.000Z");
    REQUIRE(!decision);
    return decision.error();
}

std::string file(char const* name) {
    std::ifstream in(name, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool says(Trouble const& trouble, std::string_view words) { return trouble.message.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("only what the procedure lets follow may follow; else the sentence says what does") {
    auto const good = decision_of(*action(), stored("transmis"), to("a_completer"), "2026-03-15T09:00:00.000Z");
    REQUIRE(good);
    CHECK(good->from_status == "transmis");
    CHECK(good->from_version == 1);
    CHECK(good->author == "Mme Roux");

    auto const jump = refused("transmis", to("accorde"));
    CHECK(jump.code == "statut-impossible");
    CHECK(says(jump, "« Transmis » ne peut pas devenir « Accordé »"));
    CHECK(says(jump, "en_instruction (En instruction), a_completer (À compléter), annule (Annulé)."));
    CHECK(refused("transmis", to("ailleurs")).code == "statut-inconnu");
    auto const over = refused("refuse", to("accorde"));
    CHECK(says(over, "Il n’en change plus."));
    CHECK(refused("d_ailleurs", to("accorde")).code == "statut-impossible");

    CHECK(refused("transmis", to("transmis")).code == "statut-identique");
    auto said = to("transmis");
    said.comment = "Vu.";
    CHECK(decision_of(*action(), stored("transmis"), said, ""));
}

TEST_CASE("remarks are at answers, groups, zones and pieces that there are") {
    auto asked = to("a_completer");
    asked.remarks = {
        {"formation.date_debut", "a"}, {"stagiaires[0].nir", "b"}, {"stagiaires", "c"}, {"pieces.programme", "d"}, {"p2", "e"}};
    auto const decision = decision_of(*action(), stored("transmis"), asked, "");
    REQUIRE(decision);
    CHECK(decision->remarks == std::vector<receiver::Remark>{{"formation.date_debut", {}, "a"},
                                                             {"stagiaires[0].nir", {}, "b"},
                                                             {"stagiaires", {}, "c"},
                                                             {"pieces.programme", {}, "d"},
                                                             {{}, "p2", "e"}});
    for (auto const* path :
         {"formation.date", "stagiaires[1].nir", "stagiaires.nir", "stagiaires[0]", "p3", "pieces.absente", "", "pieces."}) {
        asked.remarks = {{path, "x"}};
        CHECK_MESSAGE(refused("transmis", asked).code == "chemin-inconnu", path);
    }
}

TEST_CASE("a piece is judged when it was announced and received") {
    auto asked = to("en_instruction");
    asked.pieces = {{"p1", Judgement::conforming, {}}};
    CHECK(decision_of(*action(), stored("transmis"), asked, ""));
    asked.pieces = {{"p2", Judgement::conforming, {}}};
    CHECK(refused("transmis", asked).code == "piece-non-recue");
    asked.pieces = {{"p9", Judgement::conforming, {}}};
    auto const unknown = refused("transmis", asked);
    CHECK(unknown.code == "piece-inconnue");
    CHECK(says(unknown, "p1, p2"));
}

TEST_CASE("every procedure says its statuses in its own words, and is open to corrections where it says so") {
    REQUIRE(!procedures().all().empty());
    for (auto const& procedure : procedures().all()) {
        CHECK(!is_open(procedure.get(), submitted_status));
        CHECK(status_label(procedure.get(), submitted_status) != submitted_status);
        for (auto const& status : open_statuses(*procedure)) { CHECK(is_open(procedure.get(), status)); }
    }
    auto const all = procedures().all();
    auto const is_waiting = [](auto const& procedure) { return procedure->find_status("en_attente") != nullptr; };
    auto const waiting = std::ranges::find_if(all, is_waiting);
    REQUIRE(waiting != all.end());
    CHECK(is_open(waiting->get(), "en_attente"));
    CHECK(status_label(waiting->get(), "en_attente") == "En attente");
    CHECK(is_open(action().get(), "a_completer"));
    CHECK(status_label(action().get(), "a_completer") == "À compléter");
    CHECK(status_label(action().get(), "inconnu") == "inconnu");
    CHECK(status_label(nullptr, "inconnu") == "inconnu");
    CHECK(!is_open(nullptr, "a_completer"));
}

TEST_CASE("a version that is no longer there has the words of the newest") {
    CHECK(procedures().find_or_newest("opco-mobilites.action-formation", "1999.1") == action());
    CHECK(procedures().find_or_newest("inconnue", "1") == nullptr);
    CHECK(version_before("2026.9", "2026.10"));
    CHECK(!version_before("2026.10", "2026.9"));
    CHECK(version_before("2026", "2026.1"));
}

TEST_CASE("an instalment takes its words and its amount from the dossier's own échéancier; else the amount must be said") {
    auto const told = [](Procedure const& procedure, StoredDossier const& dossier, FollowedInstalment one) {
        Proposal asked = to("transmis");
        asked.instalments = {std::move(one)};
        return decision_of(procedure, dossier, asked, "2026-03-15T09:00:00.000Z");
    };
    auto const without = told(*action(), stored("transmis"), {1, {}, {}, {}, "payee", {}, {}});
    REQUIRE(!without);
    CHECK(says(without.error(), "dites le montant"));
    auto const said = told(*action(), stored("transmis"), {1, {}, 214'000, {}, "payee", {}, {}});
    REQUIRE(said);
    CHECK(said->instalments.front() == FollowedInstalment{1, {}, 214'000, {}, "payee", "2026-03-15T09:00:00.000Z", {}});

    auto const contract = procedures().find("opco-sante.demande-remboursement", "2026.1");
    REQUIRE(contract);
    auto const answers = read_dossier(*contract, file("tests/procedures/opco-sante.demande-remboursement/recevable.json"));
    REQUIRE(answers);
    Verdict verdict(contract);
    verdict.judge(*answers, date_from_iso("2026-03-02").value());
    auto const computed = later::computed_instalments(*contract, *answers, verdict);
    REQUIRE(computed.size() > 1);
    StoredDossier dossier = stored("transmis");
    dossier.procedure = contract->id;
    dossier.payload = canonical_json(payload(*contract, *answers, verdict));
    auto const paid = told(*contract, dossier, {2, {}, {}, {}, "payee", {}, "Virement."});
    REQUIRE(paid);
    FollowedInstalment const& one = paid->instalments.front();
    CHECK(one.amount == computed[1].amount);
    CHECK(one.label == computed[1].label);
    CHECK(one.opening == computed[1].opening);
    CHECK(one.message == "Virement.");
    auto const beyond = told(*contract, dossier, {99, {}, {}, {}, "payee", {}, {}});
    REQUIRE(!beyond);
    CHECK(says(beyond.error(), std::to_string(computed.size()) + " échéances"));
}
