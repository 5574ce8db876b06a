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

bool has_reached(int age, Date birth, int age_at_start, Date day) {
    // Without taking dates apart unless the day is near.
    if (age_at_start >= age || day > add_days(birth, 366 * age + 31)) { return true; }
    return day >= add_days(birth, 365 * age) && bracket_change(birth, age) <= day;
}

std::size_t bracket_on(Date birth, Date start, Date day) {
    int const age_at_start = age_on(birth, start);
    std::size_t bracket = 0;
    while (bracket < ages.size() && has_reached(ages[bracket], birth, age_at_start, day)) ++bracket;
    return bracket;
}

/// Points are added to the legal rate, the branch has its own.
std::int32_t rate_of(PayGrid const* branch, int year, std::size_t bracket, std::int32_t points) {
    auto const line = static_cast<std::size_t>(std::clamp(year, 1, 3) - 1);
    std::int32_t const legal = apprentissage_grid[line][bracket];
    std::int32_t const raised = std::max(legal, std::min(legal + std::clamp(points, 0, whole), whole));
    return branch == nullptr ? raised : std::max(raised, (*branch)[line][bracket]);
}

bool can_multiply(std::int64_t rate, std::int64_t cents) {
    return rate >= 0 && rate <= std::int64_t{10} * whole && cents >= 0 && cents <= 10'000'000'000'000;
}

constexpr std::array<std::string_view, 4> bracket_texts{"moins de 18 ans", "de 18 à 20 ans", "de 21 à 25 ans", "26 ans et plus"};

/// The base and the amount of a rate; the SMC counts with its own rate where that is more.
void put_amount(PayPeriod& period, std::span<DatedAmount const> smic, std::int64_t smc, std::int32_t smc_rate) {
    auto const on_smic = amount_on(smic, period.from);
    if (!on_smic) { return; }
    period.amount = percent_ceil(period.rate, *on_smic);
    std::int64_t const on_smc = percent_ceil(smc_rate, smc).value_or(0);
    if (on_smc > period.amount.value_or(0)) {
        period.base = PayBase::smc;
        period.rate = smc_rate;
        period.amount = on_smc;
    }
}

/// "43 % du SMIC, soit 802,82 €, car ".
void put_reason(PayPeriod& period) {
    period.reason = joined({show_percentage(period.rate), period.base == PayBase::smc ? " du SMC, " : " du SMIC, "});
    if (period.amount) { period.reason += joined({"soit ", show_money(*period.amount), ", "}); }
    period.reason += "car ";
}

/// Of a contrat d'apprentissage, or of a contrat de professionnalisation when `other` is one: that has no years of execution, and
/// of all birthdays the 21st alone counts.
std::vector<PayPeriod> periods_of(ApprentissagePay const& pay, ProfessionnalisationPay const* other) {
    std::vector<PayPeriod> periods;
    if (pay.birth > pay.start || pay.start > pay.end || pay.end >= anniversary(pay.start, longest_years)) { return periods; }
    for (Date at = pay.start; at <= pay.end;) {
        std::size_t bracket = bracket_on(pay.birth, pay.start, at);
        if (other != nullptr) { bracket = age_on(pay.birth, pay.start) >= ages[2] ? 3 : std::clamp<std::size_t>(bracket, 1, 2); }
        int const year = other != nullptr ? 1 : age_on(pay.start, at) + 1;
        bool const second = !periods.empty() && periods.back().year == year;
        Date next = add_days(pay.end, 1);
        if (other == nullptr) { next = std::min(next, anniversary(pay.start, year)); }
        if (bracket < (other != nullptr ? 2 : ages.size())) { next = std::min(next, bracket_change(pay.birth, ages[bracket])); }

        PayPeriod& period = periods.emplace_back();
        period.year = year;
        period.part = second ? 2 : 1;
        period.from = at;
        period.to = add_days(next, -1);
        int const counted_year = year + pay.first_year - 1;
        period.rate = other != nullptr ? professionnalisation_rate(pay.birth, pay.start, at, other->bac).value_or(whole)
                                       : rate_of(pay.branch, counted_year, bracket, pay.extra_points);
        bool const smc_counts = pay.smc && bracket >= (other != nullptr ? 3 : 2);
        put_amount(period, pay.smic, smc_counts ? *pay.smc : 0, other != nullptr ? 8500 : period.rate);
        put_reason(period);
        if (second) {
            std::string const birthday = date_to_french(anniversary(pay.birth, ages[bracket - 1]));
            period.reason += joined({std::to_string(ages[bracket - 1]), " ans le ", birthday, ", comptés dès le 1er du mois suivant"});
        } else if (other == nullptr) {
            period.reason += joined({std::to_string(counted_year), counted_year == 1 ? "re" : "e", " année, ", bracket_texts[bracket]});
        } else {
            period.reason += bracket == 1 ? "moins de 21 ans" : bracket_texts[bracket];
        }
        if (pay.extra_points > 0 && bracket < ages.size()) { period.reason += ", majoration comprise"; }
        if (pay.branch != nullptr && period.base == PayBase::smic &&
            period.rate > rate_of(nullptr, counted_year, bracket, pay.extra_points)) {
            period.reason += ", minimum de la branche";
        }
        at = next;
    }
    return periods;
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

std::optional<PayGrid> read_pay_grid(std::string_view text) {
    PayGrid grid{};
    auto const rates = split(text, ' ');
    if (rates.size() != grid.size() * grid[0].size()) { return std::nullopt; }
    for (std::size_t at = 0; at < rates.size(); ++at) {
        auto const rate = read_percentage(rates[at]).value;
        if (!rate || *rate < 0 || *rate > whole) { return std::nullopt; }
        grid[at / grid[0].size()][at % grid[0].size()] = static_cast<std::int32_t>(*rate);
    }
    return grid;
}

std::optional<std::int32_t> apprentissage_rate(Date birth, Date start, Date day, std::int32_t extra_points, PayGrid const* branch) {
    if (birth > start || start > day) { return std::nullopt; }
    return rate_of(branch, age_on(start, day) + 1, bracket_on(birth, start, day), extra_points);
}

std::optional<std::int32_t> professionnalisation_rate(Date birth, Date start, Date day, bool bac) {
    if (birth > start || start > day) { return std::nullopt; }
    int const age_at_start = age_on(birth, start);
    if (age_at_start >= ages[2]) { return whole; }
    return (has_reached(ages[1], birth, age_at_start, day) ? 7000 : 5500) + (bac ? 1000 : 0);
}

std::vector<PayPeriod> apprentissage_periods(ApprentissagePay const& pay) { return periods_of(pay, nullptr); }

std::vector<PayPeriod> professionnalisation_periods(ProfessionnalisationPay const& pay) {
    ApprentissagePay dates;
    dates.birth = pay.birth;
    dates.start = pay.start;
    dates.end = pay.end;
    dates.smc = pay.smc;
    dates.smic = pay.smic;
    return periods_of(dates, &pay);
}

}  // namespace guichet
