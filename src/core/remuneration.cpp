// Age brackets, periods and their sentences. A bracket is an index of the grid: under 18, 18–20, 21–25, 26 and more.
#include "core/remuneration.hpp"

#include <algorithm>

#include "core/numbers.hpp"
#include "core/text.hpp"

namespace guichet {

PayGrid const apprentissage_grid{{{2700, 4300, 5300, 10000}, {3900, 5100, 6100, 10000}, {5500, 6700, 7800, 10000}}};

namespace {

constexpr std::int32_t whole = 10000;  ///< 100 %
constexpr int longest_years = 10;
constexpr std::array<int, 3> ages{18, 21, 26};

/// The first day of the month after that birthday: of the next one for who is born on a 1st.
Date bracket_change(Date birth, int age) { return add_months(add_days(birth, 1 - civil_from_date(birth).day), 12 * age + 1); }

bool has_reached(int age, Date birth, Date start, Date day) { return age_on(birth, start) >= age || bracket_change(birth, age) <= day; }

std::size_t bracket_on(Date birth, Date start, Date day) {
    std::size_t bracket = 0;
    while (bracket < ages.size() && has_reached(ages[bracket], birth, start, day)) ++bracket;
    return bracket;
}

bool in_order(Date birth, Date start, Date end) { return birth <= start && start <= end && end < anniversary(start, longest_years); }

/// Points are added to the legal rate, the branch has its own.
std::int32_t rate_of(PayGrid const* branch, int year, std::size_t bracket, std::int32_t points) {
    auto const line = static_cast<std::size_t>(std::clamp(year, 1, 3) - 1);
    std::int32_t const legal = apprentissage_grid[line][bracket];
    std::int32_t const raised = std::max(legal, std::min(legal + std::clamp(points, 0, whole), whole));
    return branch == nullptr ? raised : std::max(raised, (*branch)[line][bracket]);
}

bool can_multiply(std::int64_t rate, std::int64_t cents) {
    return rate >= 0 && rate <= 10 * whole && cents >= 0 && cents <= 10'000'000'000'000;
}

/// The base and the amount of a rate; the SMC counts with its own rate where that is more.
void put_amount(PayPeriod& period, std::span<DatedAmount const> smic, std::optional<std::int64_t> smc, std::int32_t smc_rate) {
    auto const on_smic = amount_on(smic, period.from);
    if (!on_smic) { return; }
    period.amount = percent_ceil(period.rate, *on_smic);
    auto const on_smc = smc ? percent_ceil(smc_rate, *smc) : std::nullopt;
    if (on_smc > period.amount) {
        period.base = PayBase::smc;
        period.rate = smc_rate;
        period.amount = on_smc;
    }
}

void put_reason(PayPeriod& period, std::string_view why) {
    period.reason = joined({show_percentage(period.rate), period.base == PayBase::smc ? " du SMC" : " du SMIC",
                            period.amount ? ", soit " : "", period.amount ? show_money(*period.amount) : std::string{}, ", car ", why});
}

/// "18 ans le 15/03/2027, comptés dès le 1er du mois suivant".
std::string birthday_text(Date birth, int age) {
    return joined({std::to_string(age), " ans le ", date_to_french(anniversary(birth, age)), ", comptés dès le 1er du mois suivant"});
}

std::string_view bracket_text(std::size_t bracket) {
    constexpr std::array<std::string_view, 4> texts{"moins de 18 ans", "de 18 à 20 ans", "de 21 à 25 ans", "26 ans et plus"};
    return texts[bracket];
}

}  // namespace

std::optional<std::int64_t> amount_on(std::span<DatedAmount const> table, Date day) {
    std::optional<std::int64_t> amount;
    for (DatedAmount const& line : table) {
        if (line.from <= day) { amount = line.cents; }
    }
    return amount;
}

std::optional<std::int64_t> percent_ceil(std::int64_t rate, std::int64_t cents) {
    return can_multiply(rate, cents) ? std::optional{(rate * cents + whole - 1) / whole} : std::nullopt;
}

std::optional<std::int64_t> percent_nearest(std::int64_t rate, std::int64_t cents) {
    return can_multiply(rate, cents) ? std::optional{(rate * cents + whole / 2) / whole} : std::nullopt;
}

std::string order_of(PayPeriod const& period) { return joined({std::to_string(period.year), ".", std::to_string(period.part)}); }

std::optional<std::int32_t> apprentissage_rate(Date birth, Date start, Date day, std::int32_t extra_points) {
    if (birth > start || start > day) { return std::nullopt; }
    return rate_of(nullptr, age_on(start, day) + 1, bracket_on(birth, start, day), extra_points);
}

std::vector<PayPeriod> apprentissage_periods(ApprentissagePay const& pay) {
    std::vector<PayPeriod> periods;
    if (!in_order(pay.birth, pay.start, pay.end)) { return periods; }
    for (Date at = pay.start; at <= pay.end;) {
        PayPeriod period;
        std::size_t const bracket = bracket_on(pay.birth, pay.start, at);
        period.year = age_on(pay.start, at) + 1;
        bool const second = !periods.empty() && periods.back().year == period.year;
        period.part = second ? 2 : 1;
        period.from = at;
        Date next = std::min(add_days(pay.end, 1), anniversary(pay.start, period.year));
        if (bracket < ages.size()) { next = std::min(next, bracket_change(pay.birth, ages[bracket])); }
        period.to = add_days(next, -1);
        int const counted_year = period.year + pay.first_year - 1;
        period.rate = rate_of(pay.branch, counted_year, bracket, pay.extra_points);
        put_amount(period, pay.smic, bracket < 2 ? std::nullopt : pay.smc, period.rate);
        std::string const year_text = joined({std::to_string(counted_year), counted_year == 1 ? "re année, " : "e année, "});
        std::string const why = second ? birthday_text(pay.birth, ages[bracket - 1]) : joined({year_text, bracket_text(bracket)});
        put_reason(period, joined({why, pay.extra_points > 0 && bracket < ages.size() ? ", majoration comprise" : ""}));
        periods.push_back(std::move(period));
        at = next;
    }
    return periods;
}

std::optional<std::int32_t> professionnalisation_rate(Date birth, Date start, Date day, bool bac) {
    if (birth > start || start > day) { return std::nullopt; }
    if (age_on(birth, start) >= ages[2]) { return whole; }
    return (has_reached(ages[1], birth, start, day) ? 7000 : 5500) + (bac ? 1000 : 0);
}

std::vector<PayPeriod> professionnalisation_periods(ProfessionnalisationPay const& pay) {
    std::vector<PayPeriod> periods;
    if (!in_order(pay.birth, pay.start, pay.end)) { return periods; }
    Date const change = bracket_change(pay.birth, ages[1]);
    for (Date at = pay.start; at <= pay.end;) {
        PayPeriod period;
        period.part = periods.empty() ? 1 : 2;
        period.from = at;
        bool const is_under_21 = !has_reached(ages[1], pay.birth, pay.start, at);
        bool const is_over_26 = age_on(pay.birth, pay.start) >= ages[2];
        period.to = is_under_21 ? std::min(pay.end, add_days(change, -1)) : pay.end;
        period.rate = professionnalisation_rate(pay.birth, pay.start, at, pay.bac).value_or(whole);
        put_amount(period, pay.smic, is_over_26 ? pay.smc : std::nullopt, 8500);
        put_reason(period, period.part == 2 ? birthday_text(pay.birth, ages[1])
                                            : std::string{is_under_21 ? "moins de 21 ans" : bracket_text(is_over_26 ? 3 : 2)});
        at = add_days(period.to, 1);
        periods.push_back(std::move(period));
    }
    return periods;
}

}  // namespace guichet
