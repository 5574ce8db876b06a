// Day counting after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (public domain):
// eras of 400 years that begin on 1 March, so that the leap day comes last.
#include <algorithm>
#include <array>

#include "core/date.hpp"

namespace guichet {
namespace {

constexpr std::int64_t first_day = -719162;  // 0001-01-01
constexpr std::int64_t last_day = 2932896;   // 9999-12-31

/// Sums that leave the years 1–9999 stay at the first or the last day there is.
Date clamped(std::int64_t days) { return Date{static_cast<std::int32_t>(std::clamp(days, first_day, last_day))}; }

int days_from_civil(int year, int month, int day) {
    // In 32 bits, as civil_from_date; the first year is 1.
    auto const y = static_cast<unsigned>(month <= 2 ? year - 1 : year);
    unsigned const era = y / 400;
    unsigned const year_of_era = y - era * 400;
    unsigned const day_of_year = (153 * static_cast<unsigned>(month > 2 ? month - 3 : month + 9) + 2) / 5 + static_cast<unsigned>(day) - 1;
    unsigned const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return static_cast<int>(era * 146097 + day_of_era) - 719468;
}

}  // namespace

bool is_leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
    constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) { return 0; }
    return month == 2 && is_leap_year(year) ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

std::optional<Date> date_from_civil(int year, int month, int day) {
    if (year < 1 || year > 9999 || day < 1 || day > days_in_month(year, month)) { return std::nullopt; }
    return Date{static_cast<std::int32_t>(days_from_civil(year, month, day))};
}

/// After Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022): two
/// divisions, in 32 bits, since WebAssembly pays dearly for those in 64. Every day is counted from 0000-03-01.
CivilDate civil_from_date(Date date) {
    auto const days = static_cast<std::uint32_t>(clamped(date.days).days + 719468);
    std::uint32_t const quarters = 4 * days + 3;
    std::uint32_t const century = quarters / 146097;
    std::uint32_t const in_century = 4 * (quarters % 146097 / 4) + 3;
    std::uint64_t const scaled = std::uint64_t{2939745} * in_century;
    std::uint32_t const year_of_century = static_cast<std::uint32_t>(scaled >> 32U);
    std::uint32_t const day_of_year = static_cast<std::uint32_t>(scaled) / 2939745 / 4;
    std::uint32_t const month_and_day = 2141 * day_of_year + 197913;
    bool const next_year = day_of_year >= 306;  // January and February end the year that began in March
    std::uint32_t const month = (month_and_day >> 16U) - (next_year ? 12 : 0);
    return {static_cast<int>(100 * century + year_of_century + (next_year ? 1 : 0)), static_cast<int>(month),
            static_cast<int>((month_and_day & 0xFFFFU) / 2141 + 1)};
}

Date add_days(Date date, int days) { return clamped(std::int64_t{date.days} + days); }

Date add_months(Date date, int months) {
    CivilDate const civil = civil_from_date(date);
    std::int64_t const exact = std::int64_t{civil.year} * 12 + (civil.month - 1) + months;
    if (exact < 12) { return clamped(first_day); }
    if (exact >= std::int64_t{10000} * 12) { return clamped(last_day); }
    auto const total = static_cast<unsigned>(exact);
    int const year = static_cast<int>(total / 12);
    int const month = static_cast<int>(total % 12) + 1;
    return Date{days_from_civil(year, month, std::min(civil.day, days_in_month(year, month)))};
}

int age_on(Date birth, Date day) {
    // Without taking either date apart unless the birthday is near: n years last 365.25 n days, give or take the leap day in
    // hand and those that 1800, 1900, 2100 and 2200 leave out.
    constexpr std::int32_t longest = 200 * 365;
    constexpr std::int32_t doubt = 4;
    std::int64_t const apart = std::int64_t{day.days} - birth.days;
    if (apart >= doubt && apart <= longest) {
        auto const days = static_cast<std::int32_t>(apart);
        std::int32_t const least = (days - doubt) * 4 / 1461;
        if (least == (days + doubt) * 4 / 1461) { return least; }
    }
    CivilDate const b = civil_from_date(birth);
    CivilDate const d = civil_from_date(day);
    bool const before_birthday = d.month != b.month ? d.month < b.month : d.day < b.day;
    return d.year - b.year - (before_birthday ? 1 : 0);
}

Date anniversary(Date date, int years) {
    Date const same_month = add_months(date, 12 * years);
    return add_days(same_month, civil_from_date(same_month).day < civil_from_date(date).day ? 1 : 0);
}

}  // namespace guichet
