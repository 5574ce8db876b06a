// The instalments by which an OPCO pays a contrat d'apprentissage to the CFA, from the yearly amount (NPEC) and the dates.
// Money is integer cents; the instalments of a contract sum to what is due, exactly: the last one takes the remainder.
// Sources: Code du travail L6332-14, D6332-83, R6332-25, R6332-25-1 and -2; décret 2019-1326 of 10/12/2019, décrets
// 2025-585 and 2025-586.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/date.hpp"

namespace guichet {

/// The rule that a contract follows, by its date of conclusion.
enum class FundingRegime {
    stock,        ///< before 01/09/2019: half a year's amount, then quarters
    option_2019,  ///< 01/09/2019–31/12/2019: the rhythm of 2020, on the amount that the CFA chose
    rule_2020,    ///< 50/25/25, any month begun is due
    interim,      ///< 40/30/30
    rule_2025,    ///< from 01/07/2025: 40/30/20/10, by days
};
/// The day of the 40/30/30 rule was not found in a source: configuration.
inline constexpr Date default_interim_from{18993};  // 2022-01-01

[[nodiscard]] FundingRegime funding_regime(Date conclusion, Date interim_from = default_interim_from);

/// What a schedule depends on. Names and units of the function `echeancier_apprentissage` of the procedures.
struct FundingTerms {
    Date conclusion;
    Date start;  ///< début d'exécution
    Date end;    ///< fin du contrat, included
    std::int64_t npec = 0;  ///< cents a year
    std::int64_t level = 0;         ///< 3–8; 0 when unknown
    std::int64_t hours = 0;         ///< of training, any unit
    std::int64_t remote_hours = 0;  ///< in the same unit
    std::optional<Date> rupture;    ///< the last day of the contract
    bool other_employer = false;    ///< taken over after a rupture, same certification: 200 € instead of 750 €
    std::optional<Date> precontract_start;  ///< entry into the CFA before the contract (L6222-12-1)
    int divisor = 365;                      ///< days of a year: 365, or 0 for the real 365 or 366 of each year of execution
    bool remote_exempt = false;             ///< certification given only remotely (arrêté of 26/11/2025)
    bool reduced_duration = false;  ///< before 2025, contract under a year: + 10 %, never above the NPEC
    /// Cents of each year of execution, at most 4 000 € counted; years after the fourth as the fourth.
    std::array<std::int64_t, 4> rqth{};
    std::int64_t first_equipment = 0;       ///< cents, at most 500 € counted, once
    std::int64_t nights = 0;                ///< at 6 €
    std::int64_t meals = 0;                 ///< at 3 €
    std::int64_t mobility = 0;              ///< cents, the forfait of the OPCO, once
    Date interim_from = default_interim_from;
};

enum class FundingLine { precontract, instalment, rqth, equipment, lodging, meals, mobility };

struct Instalment {
    FundingLine line = FundingLine::instalment;
    int number = 1;     ///< of the échéance; other lines carry the number of the one they are invoiced with
    std::string label;  ///< "1er acompte"
    Date opens;         ///< the first day it can be invoiced
    Date from;          ///< the year of execution, or the part of it, that it pays
    Date to;
    int days = 0;
    std::int64_t amount = 0;  ///< below zero only for what is to be given back after a rupture
    std::string detail;       ///< how it is computed, a French text
};

/// The NPEC that counts: four fifths when 80 % of the hours or more are remote, 4 000 € at least, never above the original;
/// only under the rule of 2025.
[[nodiscard]] std::int64_t counted_npec(FundingTerms const& terms);
/// What the employer pays instead of the OPCO (level 6 and more, rule of 2025): 750 €, 200 € after a rupture elsewhere; half of
/// what is due, capped, when the contract is broken in its first 45 days. Those are counted here from the start as calendar
/// days: the days spent in the enterprise are not known.
[[nodiscard]] std::int64_t employer_part(FundingTerms const& terms);
/// amount × part / whole to the nearest cent. All of them 0 or more, whole above 0, amount × part below 4 × 10^18.
[[nodiscard]] std::int64_t prorata(std::int64_t amount, std::int64_t part, std::int64_t whole);
/// Cut by percents that sum to 100, each to the nearest cent; the last takes the remainder. As many parts as percents, at least.
void split_by_percents(std::int64_t amount, std::span<int const> percents, std::span<std::int64_t> parts);

/// All lines, in the order of their numbers. Empty when the dates are not in order or more than ten years apart, or an amount
/// is negative or beyond a billion euros.
[[nodiscard]] std::vector<Instalment> echeancier_apprentissage(FundingTerms const& terms);

}  // namespace guichet
