// What the contracts' procedures compute and propose is what the domain core and their own rules say, on every day.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/deadlines.hpp"
#include "dossier/codec.hpp"
#include "dossier/dossier.hpp"
#include "dossier/verdict.hpp"
#include "procedure/load.hpp"
#include "support/parts.hpp"

using namespace guichet;

namespace {

std::string text_of(std::string const& path) {
    std::ifstream const file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::shared_ptr<Procedure const> loaded(std::string const& path) {
    auto result = load_with_parts(text_of(path), test::parts_in("assets/procedures"));
    REQUIRE(result.procedure != nullptr);
    return result.procedure;
}

FieldRef field_at(Procedure const& procedure, std::string_view path) {
    auto const index = procedure.field_index(path);
    REQUIRE_MESSAGE(index >= 0, path);
    return {static_cast<std::uint32_t>(index), -1};
}

/// What the procedure computes there once that date is answered.
Value computed(std::shared_ptr<Procedure const> const& procedure, std::string_view date_path, Date date, std::string_view path) {
    Dossier dossier = new_dossier(*procedure, "d", "2026-11-21T10:00:00Z");
    REQUIRE(set_value(*procedure, dossier, field_at(*procedure, date_path), date));
    Verdict verdict(procedure);
    verdict.judge(dossier, date);
    return verdict.value(dossier, field_at(*procedure, path));
}

/// Days on which deadlines turn: around Easter, bridges, ends of months, the first and last days of what the notices name.
std::vector<Date> days() {
    std::vector<Date> days;
    for (Date day = *date_from_iso("2026-01-01"); day < *date_from_iso("2027-06-01"); day = add_days(day, 3)) days.push_back(day);
    for (std::string_view const iso : {"2020-06-30", "2020-07-01", "2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01", "2024-02-29"})
        days.push_back(*date_from_iso(iso));
    return days;
}

}  // namespace

TEST_CASE("an apprenticeship's deadlines in its procedure are those of the core") {
    auto const procedure = loaded("assets/procedures/opco-mobilites/contrat-apprentissage.json");
    for (Date const day : days()) {
        CAPTURE(date_to_iso(day));
        CHECK(computed(procedure, "contrat.date_debut_contrat", day, "calcul.depot_limite") == Value{apprentissage_deposit_deadline(day)});
        CHECK(computed(procedure, "contrat.date_debut_contrat", day, "calcul.depot_limite_alsace_moselle") ==
              Value{apprentissage_deposit_deadline(day, HolidayRegion::alsace_moselle)});
        CHECK(computed(procedure, "contrat.date_conclusion", day, "calcul.conservation") == Value{apprentissage_retention_end(day)});
        CHECK(computed(procedure, "reserve.date_reception", day, "calcul.decision") == Value{decision_deadline(day)});
    }
}

TEST_CASE("a contrat de professionnalisation's deadlines in its procedure are those of the core") {
    auto const procedure = loaded("assets/procedures/opco-mobilites/contrat-professionnalisation.json");
    for (Date const day : days()) {
        CAPTURE(date_to_iso(day));
        CHECK(computed(procedure, "contrat.date_debut", day, "calcul.limite_depot") == Value{professionnalisation_deposit_deadline(day)});
        CHECK(computed(procedure, "contrat.date_conclusion", day, "calcul.conservation") == Value{professionnalisation_retention_end(day)});
    }
}

TEST_CASE("the salary that a contrat de professionnalisation proposes is one that its rules accept") {
    auto const procedure = loaded("assets/procedures/opco-mobilites/contrat-professionnalisation.json");
    auto const example = read_dossier(*procedure, text_of("tests/procedures/opco-mobilites.contrat-professionnalisation/recevable.json"));
    REQUIRE(example);
    FieldRef const salary = field_at(*procedure, "contrat.salaire");
    auto const proposed = [&](std::string_view birth, std::optional<std::int64_t> conventional) {
        Dossier dossier = *example;
        REQUIRE(set_value(*procedure, dossier, field_at(*procedure, "salarie.date_naissance"), *date_from_iso(birth)));
        if (conventional)
            REQUIRE(set_value(*procedure, dossier, field_at(*procedure, "contrat.salaire_minimum_conventionnel"), *conventional));
        Verdict verdict(procedure);
        verdict.judge(dossier, *date_from_iso("2026-11-21"));
        Value const value = verdict.evaluated(dossier, procedure->fields[salary.field].suggested);
        REQUIRE(std::holds_alternative<std::int64_t>(value));
        (void)set_value(*procedure, dossier, salary, value);
        verdict.judge(dossier, *date_from_iso("2026-11-21"));
        auto const findings = verdict.findings(dossier);
        CHECK(std::ranges::none_of(findings,
                                   [](Finding const& one) { return one.rule.starts_with("salaire-") && one.severity == Severity::block; }));
        return std::get<std::int64_t>(value);
    };
    CHECK(proposed("1998-07-09", 230'000) == 195'500);  // 85 % of the job's
    CHECK(proposed("1998-07-09", 210'000) == 186'702);  // less than the SMIC
    CHECK(proposed("1998-07-09", std::nullopt) == 186'702);
    // The job's salary counts from 26 on alone.
    CHECK(proposed("2003-07-09", 400'000) < 186'702);
}
