#include "core/echeancier_due.hpp"

#include <algorithm>

namespace guichet {
namespace {

// As days since 1970-01-01.
constexpr Date first_of_september_2019{18140};
constexpr Date first_of_2020{18262};
constexpr Date first_of_july_2025{20270};

constexpr int longest_years = 10;
constexpr std::int64_t most = 100'000'000'000;  ///< a billion euros
constexpr std::int64_t least_remote = 400'000;
constexpr std::int64_t participation = 75'000;
constexpr std::int64_t participation_after_rupture = 20'000;
constexpr int probation_days = 45;

}  // namespace

FundingRegime regime_of(FundingTerms const& terms) { return funding_regime(terms.conclusion, terms.interim_from); }

Date done_end(FundingTerms const& terms) { return terms.rupture ? std::min(terms.end, *terms.rupture) : terms.end; }

bool is_sound(FundingTerms const& terms) {
    bool fits = terms.start <= terms.end && terms.end < anniversary(terms.start, longest_years);
    for (std::int64_t const amount :
         {terms.npec, terms.level, terms.hours, terms.remote_hours, terms.first_equipment, terms.nights, terms.meals, terms.mobility}) {
        fits = fits && amount >= 0 && amount <= most;
    }
    for (std::int64_t const amount : terms.rqth) fits = fits && amount >= 0 && amount <= most;
    return fits;
}

bool is_short_before_2025(FundingTerms const& terms) {
    return regime_of(terms) != FundingRegime::rule_2025 && anniversary(terms.start, 1) > add_days(terms.end, 1);
}

FundingShare days_share(FundingTerms const& terms, Date from, Date to, int real_year) {
    int const days = days_between(from, to);
    return {from, to, days, terms.divisor > 0 ? terms.divisor : real_year, days > 1 ? " jours" : " jour"};
}

FundingShare share_of(FundingTerms const& terms, Date from, Date to) {
    FundingRegime const regime = regime_of(terms);
    if (regime == FundingRegime::rule_2025 || regime == FundingRegime::stock) {
        int const year = age_on(terms.start, from);
        return days_share(terms, from, to, anniversary(terms.start, year + 1).days - anniversary(terms.start, year).days);
    }
    int months = 1;  // any month begun is due
    while (months < 12 && add_months(from, months) <= to) ++months;
    return {from, to, months, 12, " mois"};
}

std::int64_t due_of(FundingTerms const& terms, FundingShare const& share) {
    std::int64_t const due = prorata(counted_npec(terms), share.part, share.whole);
    return terms.reduced_duration && is_short_before_2025(terms) ? std::min(terms.npec, prorata(due, 110, 100)) : due;
}

Date year_end(FundingTerms const& terms, Date from, Date end) {
    return std::min(end, add_days(anniversary(terms.start, age_on(terms.start, from) + 1), -1));
}

std::int64_t whole_due(FundingTerms const& terms) {
    Date const end = done_end(terms);
    std::int64_t due = 0;
    for (Date from = terms.start; from <= end;) {
        FundingShare const share = share_of(terms, from, year_end(terms, from, end));
        due += due_of(terms, share);
        from = add_days(share.to, 1);
    }
    return due;
}

FundingRegime funding_regime(Date conclusion, Date interim_from) {
    if (conclusion >= first_of_july_2025) { return FundingRegime::rule_2025; }
    if (conclusion < first_of_september_2019) { return FundingRegime::stock; }
    if (conclusion < first_of_2020) { return FundingRegime::option_2019; }
    return conclusion >= interim_from ? FundingRegime::interim : FundingRegime::rule_2020;
}

std::int64_t prorata(std::int64_t amount, std::int64_t part, std::int64_t whole) { return (2 * amount * part + whole) / (2 * whole); }

void split_by_percents(std::int64_t amount, std::span<int const> percents, std::span<std::int64_t> parts) {
    std::int64_t left = amount;
    for (std::size_t i = 0; i < percents.size(); ++i) {
        parts[i] = i + 1 == percents.size() ? left : prorata(amount, percents[i], 100);
        left -= parts[i];
    }
}

std::int64_t counted_npec(FundingTerms const& terms) {
    bool const mostly_remote = terms.hours > 0 && terms.remote_hours >= terms.hours - terms.hours / 5;
    if (!mostly_remote || terms.remote_exempt || regime_of(terms) != FundingRegime::rule_2025) { return terms.npec; }
    return std::min(terms.npec, std::max(terms.npec - (terms.npec + 2) / 5, least_remote));
}

std::int64_t employer_part(FundingTerms const& terms) {
    if (!is_sound(terms) || terms.level < 6 || regime_of(terms) != FundingRegime::rule_2025) { return 0; }
    std::int64_t const due = whole_due(terms);
    std::int64_t const full = terms.other_employer ? participation_after_rupture : participation;
    bool const broken_early = terms.rupture && *terms.rupture < terms.end && days_between(terms.start, *terms.rupture) <= probation_days;
    return std::min(full, broken_early ? prorata(due, 1, 2) : due);
}

}  // namespace guichet
