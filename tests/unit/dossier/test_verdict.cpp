#include <doctest/doctest.h>

#include <algorithm>

#include "dossier/findings_json.hpp"
#include "dossier/schedules.hpp"
#include "dossier/verdict.hpp"
#include "fixture.hpp"
#include "support/random_dossier.hpp"

using namespace guichet;
using namespace guichet::test;

namespace {

struct Judged {
    std::shared_ptr<Procedure const> procedure = small_procedure();
    Dossier dossier = new_dossier(*procedure, "d", "2026-11-21T10:00:00Z");
    Verdict verdict{procedure};

    void put(std::string_view path, Value value, std::int32_t row = -1) {
        set_value(*procedure, dossier, {field(*procedure, path), row}, std::move(value));
    }
    void type(std::string_view path, std::string_view typed, std::int32_t row = -1) {
        set_typed(*procedure, dossier, {field(*procedure, path), row}, typed, some_day());
    }
    Verdict& judge() {
        verdict.judge(dossier, some_day());
        return verdict;
    }
    bool tells(std::string_view path, std::string_view rule) {
        auto const findings = verdict.findings(dossier);
        return std::ranges::any_of(findings, [&](Finding const& each) { return each.path == path && each.rule == rule; });
    }
    FieldRef ref(std::string_view path, std::int32_t row = -1) { return {field(*procedure, path), row}; }
};

Date day(int year, int month, int date) { return *date_from_civil(year, month, date); }

/// Everything that a verdict tells, as text, so that a difference can be read.
std::string all_of(Verdict const& verdict, Procedure const& procedure, Dossier const& dossier) {
    std::string text = std::to_string(verdict.blocking_count()) + (verdict.is_acceptable() ? " acceptable\n" : " refused\n");
    for (std::uint32_t at = 0; at < procedure.fields.size(); ++at) {
        std::int16_t const group = procedure.fields[at].group;
        auto const rows = group < 0 ? 1 : static_cast<std::int32_t>(dossier.groups[static_cast<std::size_t>(group)].size());
        for (std::int32_t row = 0; row < rows; ++row) {
            FieldRef const where{at, group < 0 ? -1 : row};
            text += path_of(procedure, where) + (verdict.is_visible(where) ? " shown" : " hidden") +
                    (verdict.is_required(where) ? " required " : " ") +
                    show_answer(procedure, procedure.fields[at], verdict.value(dossier, where)) + "\n";
        }
    }
    for (std::uint32_t step = 0; step < procedure.steps.size(); ++step) {
        for (std::uint32_t section = 0; section < procedure.steps[step].sections.size(); ++section) {
            text += verdict.is_section_visible(step, section) ? 'S' : 's';
        }
    }
    for (std::uint32_t zone = 0; zone < procedure.attachments.size(); ++zone) {
        text += verdict.is_zone_visible(zone) ? 'Z' : 'z';
        text += verdict.is_zone_required(zone) ? 'R' : 'r';
    }
    for (std::size_t group = 0; group < procedure.groups.size(); ++group)
        text += verdict.is_group_visible(static_cast<std::int16_t>(group)) ? 'G' : 'g';
    for (std::uint32_t schedule = 0; schedule < procedure.schedules.size(); ++schedule) {
        text += is_schedule_visible(procedure, dossier, verdict, schedule) ? 'E' : 'e';
        for (auto const& row : later::schedule_rows(procedure, dossier, verdict, schedule)) {
            for (std::size_t at = 0; at < row.size(); ++at)
                text += show_value(procedure.schedules[schedule].columns[at].kind, row[at]) + ' ';
        }
    }
    return text + "\n" + write_json(findings_to_json(verdict.findings(dossier)));
}

}  // namespace

TEST_CASE("an empty dossier is refused, and each demand is told once, in the order of the form") {
    Judged it;
    it.judge();
    CHECK_FALSE(it.verdict.is_acceptable());
    auto const findings = it.verdict.findings(it.dossier);
    REQUIRE(findings.size() > 3);
    CHECK(findings.front().path == "formation.intitule");
    CHECK(findings.front().rule == "obligatoire");
    CHECK(findings.front().source.title == "Code d'essai, art. 1");
    CHECK(findings.back().path == "attestation");
    CHECK(it.tells("stagiaires", "minimum"));
    CHECK(it.tells("pieces.programme", "piece-obligatoire"));
    CHECK(it.verdict.blocking_count() == std::ranges::count(findings, Severity::block, &Finding::severity));
}

TEST_CASE("a hidden field is unknown to all others, through the whole chain, and keeps its draft") {
    Judged it;
    it.put("formation.mode", Value(std::string("D")));
    it.put("formation.outil", Value(std::string("42")));
    it.put("formation.outil_autre", Value(std::string("Visio")));
    it.judge();
    CHECK(it.verdict.is_visible(it.ref("formation.outil_autre")));
    CHECK(it.verdict.value(it.dossier, it.ref("formation.outil_autre")) == Value(std::string("Visio")));
    it.put("formation.mode", Value(std::string("P")));
    it.verdict.judge_after_edit(it.dossier, it.ref("formation.mode"));
    CHECK_FALSE(it.verdict.is_visible(it.ref("formation.outil")));
    CHECK_FALSE(it.verdict.is_visible(it.ref("formation.outil_autre")));
    CHECK(is_unknown(it.verdict.value(it.dossier, it.ref("formation.outil_autre"))));
    CHECK_FALSE(it.tells("formation.outil", "obligatoire"));
    it.put("formation.mode", Value(std::string("M")));
    it.verdict.judge_after_edit(it.dossier, it.ref("formation.mode"));
    CHECK(it.verdict.value(it.dossier, it.ref("formation.outil_autre")) == Value(std::string("Visio")));
}

TEST_CASE("required depends on other answers") {
    Judged it;
    it.put("formation.interne", Value(false));
    CHECK(it.judge().is_required(it.ref("formation.siret")));
    CHECK(it.tells("formation.siret", "obligatoire"));
    it.put("formation.interne", Value(true));
    CHECK_FALSE(it.judge().is_required(it.ref("formation.siret")));
}

TEST_CASE("a computed answer is unknown while what it reads is unknown, and follows it") {
    Judged it;
    it.put("formation.cout", Value(std::int64_t{100'000}));
    it.judge();
    CHECK(is_unknown(it.verdict.value(it.dossier, it.ref("formation.cout_horaire"))));
    it.put("formation.heures", Value(std::int64_t{2'000}));
    it.verdict.judge_after_edit(it.dossier, it.ref("formation.heures"));
    CHECK(it.verdict.value(it.dossier, it.ref("formation.cout_horaire")) == Value(std::int64_t{5'000}));
    add_row(*it.procedure, it.dossier, 1);
    it.put("stagiaires.heures", Value(std::int64_t{700}), 0);
    it.judge();
    CHECK(it.verdict.value(it.dossier, it.ref("stagiaires.cout", 0)) == Value(std::int64_t{35'000}));
    CHECK(it.verdict.value(it.dossier, it.ref("total.heures")) == Value(std::int64_t{700}));
}

TEST_CASE("a rule is silent while an answer that it reads is unknown, and names its arguments") {
    Judged it;
    it.put("formation.date_fin", Value(day(2027, 1, 1)));
    it.judge();
    CHECK_FALSE(it.tells("formation.date_fin", "fin-apres-debut"));
    it.put("formation.date_debut", Value(day(2027, 2, 1)));
    it.judge();
    auto const findings = it.verdict.findings(it.dossier);
    auto const found = std::ranges::find(findings, "fin-apres-debut", &Finding::rule);
    REQUIRE(found != findings.end());
    CHECK(found->message == "La fin précède le début (01/02/2027).");
    CHECK(found->path == "formation.date_fin");
}

TEST_CASE("a rule for each row is told at its row") {
    Judged it;
    for (int row = 0; row < 3; ++row) add_row(*it.procedure, it.dossier, 1);
    it.put("formation.date_debut", Value(day(2027, 2, 1)));
    it.put("stagiaires.naissance", Value(day(2015, 2, 2)), 1);
    it.judge();
    CHECK(it.tells("stagiaires[1].naissance", "age"));
    CHECK_FALSE(it.tells("stagiaires[0].naissance", "age"));
    std::string const nir = "185057800608491";
    it.put("stagiaires.nir", Value(nir), 0);
    it.put("stagiaires.nir", Value(nir), 2);
    it.judge();
    CHECK(it.tells("stagiaires[2].nir", "nir-double"));
    CHECK_FALSE(it.tells("stagiaires[0].nir", "nir-double"));
}

TEST_CASE("an unreadable answer is told as such and not as missing; a question asks for confirmation") {
    Judged it;
    it.type("formation.date_debut", "le 3");
    it.type("formation.date_fin", "3/4/26");
    it.judge();
    CHECK(it.tells("formation.date_debut", "lisible"));
    CHECK_FALSE(it.tells("formation.date_debut", "obligatoire"));
    CHECK(it.tells("formation.date_fin", "a-confirmer"));
    auto const findings = it.verdict.findings(it.dossier);
    auto const question = std::ranges::find(findings, "a-confirmer", &Finding::rule);
    CHECK(question->severity == Severity::block);
    CHECK(question->message.find("2026") != std::string::npos);
    it.put("formation.date_fin", Value(day(2026, 4, 3)));
    it.verdict.judge_after_edit(it.dossier, it.ref("formation.date_fin"));
    CHECK_FALSE(it.tells("formation.date_fin", "a-confirmer"));
}

TEST_CASE("pieces: demanded, of the right type and size, not too many, with a name that can be kept") {
    Judged it;
    auto const piece = [&](std::string name, std::string type, std::uint64_t size) {
        it.dossier.attachments.push_back(
            {"p" + std::to_string(it.dossier.next_piece++), "programme", std::move(name), std::move(type), size, ""});
    };
    piece("programme.pdf", "application/pdf", 1000);
    it.judge();
    CHECK_FALSE(it.tells("pieces.programme", "piece-obligatoire"));
    piece("grand.pdf", "application/pdf", (2ULL << 20U) + 1);
    piece("vide.pdf", "application/pdf", 0);
    it.verdict.judge_after_pieces(it.dossier);
    CHECK(it.tells("pieces.programme", "piece-taille"));
    CHECK_FALSE(it.tells("pieces.programme", "piece-nombre"));
    piece("page.html", "text/html", 10);
    piece("../etc/passwd", "application/pdf", 10);
    it.verdict.judge_after_pieces(it.dossier);
    CHECK(it.tells("pieces.programme", "piece-type"));
    CHECK(it.tells("pieces.programme", "piece-nom"));
    CHECK(it.tells("pieces.programme", "piece-nombre"));
    it.dossier.attachments.front().zone = "ancienne";
    it.verdict.judge_after_pieces(it.dossier);
    CHECK(it.tells("pieces.ancienne", "piece-zone"));
}

TEST_CASE("a hidden group has no rows, no demand and no finding") {
    Judged it;
    it.put("formation.certifiante", Value(true));
    it.put("certification.niveau", Value(std::int64_t{5}));
    it.put("formation.heures", Value(std::int64_t{1000}));
    add_row(*it.procedure, it.dossier, 0);
    it.put("modules.heures", Value(std::int64_t{2000}), 0);
    it.judge();
    CHECK(it.verdict.is_group_visible(0));
    CHECK(it.tells("modules[0].heures", "heures-module"));
    CHECK(it.tells("modules[0].titre", "obligatoire"));
    it.put("formation.certifiante", Value(false));
    it.verdict.judge_after_edit(it.dossier, it.ref("formation.certifiante"));
    CHECK_FALSE(it.verdict.is_group_visible(0));
    CHECK_FALSE(it.verdict.is_visible(it.ref("modules.titre", 0)));
    for (Finding const& each : it.verdict.findings(it.dossier)) CHECK_FALSE(each.path.starts_with("modules"));
}

TEST_CASE("a copied verdict stands on its own") {
    Judged it;
    it.put("formation.intitule", Value(std::string("Un intitulé qui ne tient pas dans une petite chaîne")));
    it.judge();
    auto original = std::make_unique<Verdict>(it.verdict);
    Verdict copy = *original;
    original.reset();
    it.put("formation.certifiante", Value(true));
    copy.judge_after_edit(it.dossier, it.ref("formation.certifiante"));
    it.judge();
    CHECK(all_of(copy, *it.procedure, it.dossier) == all_of(it.verdict, *it.procedure, it.dossier));
}

TEST_CASE("a code of an older form is shown, told with its advice, and blocks until another is taken") {
    Judged it;
    it.type("formation.diplome", "61");
    it.put("formation.diplomes", TextList{"73", "61"});
    it.judge();
    auto const before = it.verdict.blocking_count();
    CHECK(it.tells("formation.diplome", "code-ancien"));
    CHECK(it.tells("formation.diplomes", "code-ancien"));
    CHECK(show_answer(*it.procedure, it.procedure->fields[it.ref("formation.diplome").field], Value(std::string("61"))) == "61 Master 1");
    auto const findings = it.verdict.findings(it.dossier);
    auto const told = std::ranges::find(findings, "code-ancien", &Finding::rule);
    CHECK(told->message == "Code de l'ancien formulaire : prenez 73 Master.");
    it.type("formation.diplome", "73");
    it.verdict.judge_after_edit(it.dossier, it.ref("formation.diplome"));
    CHECK_FALSE(it.tells("formation.diplome", "code-ancien"));
    CHECK(it.verdict.blocking_count() == before - 1);
    // What begins like a retired label is not proposed.
    Field const& field = it.procedure->fields[it.ref("formation.diplome").field];
    CHECK_FALSE(read_answer(*it.procedure, field, "61 M", some_day()).proposal.has_value());
    CHECK(read_answer(*it.procedure, field, "73 M", some_day()).proposal.has_value());
}

TEST_CASE("a rule for each row may read the row above, and follows it") {
    Judged it;
    add_row(*it.procedure, it.dossier, it.procedure->group_index("stagiaires") >= 0 ? std::int16_t{1} : std::int16_t{0});
    add_row(*it.procedure, it.dossier, 1);
    it.put("stagiaires.heures", std::int64_t{700}, 0);
    it.put("stagiaires.heures", std::int64_t{300}, 1);
    it.judge();
    CHECK_FALSE(it.tells("stagiaires[0].heures", "heures-montent"));
    CHECK(it.tells("stagiaires[1].heures", "heures-montent"));
    CHECK(it.verdict.value(it.dossier, it.ref("stagiaires.ecart", 1)) == Value(std::int64_t{-400}));
    it.put("stagiaires.heures", std::int64_t{200}, 0);
    it.verdict.judge_after_edit(it.dossier, it.ref("stagiaires.heures", 0));
    CHECK_FALSE(it.tells("stagiaires[1].heures", "heures-montent"));
    CHECK(it.verdict.value(it.dossier, it.ref("stagiaires.ecart", 1)) == Value(std::int64_t{100}));
}

TEST_CASE("a schedule has rows when all that it must know is known, and fills a group with them") {
    Judged it;
    it.judge();
    CHECK(later::schedule_rows(*it.procedure, it.dossier, it.verdict, 0).empty());
    it.put("formation.date_debut", day(2026, 9, 1));
    it.put("formation.date_fin", day(2027, 8, 31));
    it.judge();
    auto const rows = later::schedule_rows(*it.procedure, it.dossier, it.verdict, 0);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0][0] == Value(std::string("1.1")));
    CHECK(rows[0][3] == Value(std::int64_t{2700}));
    CHECK(rows[1][1] == Value(day(2026, 11, 1)));
    CHECK(rows[1][3] == Value(std::int64_t{4300}));
    CHECK(rows[1][4] == Value(std::int64_t{80282}));
    CHECK(is_schedule_visible(*it.procedure, it.dossier, it.verdict, 0));
    it.type("formation.mode", "M");
    it.judge();
    CHECK_FALSE(is_schedule_visible(*it.procedure, it.dossier, it.verdict, 0));
    REQUIRE(fill_from_schedule(*it.procedure, it.dossier, 0, rows));
    it.judge();
    auto const group = static_cast<std::size_t>(it.procedure->group_index("periodes"));
    REQUIRE(it.dossier.groups[group].size() == 2);
    CHECK(it.verdict.value(it.dossier, it.ref("periodes.taux", 1)) == Value(std::int64_t{4300}));
    CHECK(is_unknown(it.verdict.value(it.dossier, it.ref("periodes.salaire", 1))));
    REQUIRE(fill_from_schedule(*it.procedure, it.dossier, 0, rows));
    CHECK(it.dossier.groups[group].size() == 2);
    CHECK(it.dossier.groups[group][0].id == "r3");
}

TEST_CASE("a schedule's amounts are not guessed when the table does not reach the start") {
    Judged it;
    it.put("formation.date_debut", day(2028, 9, 1));
    it.put("formation.date_fin", day(2029, 8, 31));
    it.judge();
    auto const rows = later::schedule_rows(*it.procedure, it.dossier, it.verdict, 0);
    REQUIRE_FALSE(rows.empty());
    CHECK(is_unknown(rows[0][4]));
    CHECK(is_unknown(it.verdict.value(it.dossier, it.ref("formation.smic"))));
}

TEST_CASE("after any edit the verdict is what judging everything anew gives") {
    auto const procedure = small_procedure();
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        Dossier dossier = new_dossier(*procedure, random_uuid(random), "");
        Verdict kept(procedure);
        kept.judge(dossier, some_day());
        for (int step = 0; step < 150; ++step) {
            Edited const edited = random_edit(*procedure, dossier, random, some_day());
            switch (edited.what) {
            case Edit::answer: kept.judge_after_edit(dossier, edited.where); break;
            case Edit::row: kept.judge_after_rows(dossier, edited.group); break;
            case Edit::piece: kept.judge_after_pieces(dossier); break;
            }
            Verdict anew(procedure);
            anew.judge(dossier, some_day());
            REQUIRE_MESSAGE(all_of(kept, *procedure, dossier) == all_of(anew, *procedure, dossier), "seed " << seed << " step " << step);
            if (step % 50 == 7) kept = Verdict(kept);
        }
    }
}

TEST_CASE("the number of blocking findings is the number that is told") {
    auto const procedure = small_procedure();
    Random random(4);
    Verdict verdict(procedure);
    for (int round = 0; round < 300; ++round) {
        Dossier dossier = new_dossier(*procedure, random_uuid(random), "");
        for (int step = 0; step < 60; ++step) random_edit(*procedure, dossier, random, some_day());
        verdict.judge(dossier, some_day());
        REQUIRE(std::ranges::count(verdict.findings(dossier), Severity::block, &Finding::severity) == verdict.blocking_count());
    }
}

TEST_CASE("the walk reaches acceptable dossiers") {
    auto const procedure = small_procedure();
    int acceptable = 0;
    Verdict verdict(procedure);
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed);
        Dossier dossier = new_dossier(*procedure, random_uuid(random), "");
        walk_to_acceptable(*procedure, dossier, verdict, random, some_day(), 200);
        acceptable += verdict.is_acceptable() ? 1 : 0;
    }
    CHECK(acceptable >= 80);
}
