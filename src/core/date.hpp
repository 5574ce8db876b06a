// Plain civil dates: no time, no zone. A Date is a count of days since 1970-01-01 in the
// proleptic Gregorian calendar; every function here is total over years 1 to 9999.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/reading.hpp"

namespace guichet {

/// A civil day, counted from 1970-01-01 (day 0). Ordered in time.
struct Date {
    std::int32_t days = 0;
    friend auto operator<=>(Date const&, Date const&) = default;
};

/// Year (1–9999), month (1–12), day (1–31) of a Date.
struct CivilDate {
    int year = 1970;
    int month = 1;
    int day = 1;
    friend bool operator==(CivilDate const&, CivilDate const&) = default;
};

[[nodiscard]] bool is_leap_year(int year);
/// Days in that month; 0 when month is not 1–12.
[[nodiscard]] int days_in_month(int year, int month);
/// Nothing when the day does not exist (31/02, year 0 or above 9999).
[[nodiscard]] std::optional<Date> date_from_civil(int year, int month, int day);
[[nodiscard]] CivilDate civil_from_date(Date date);

[[nodiscard]] Date add_days(Date date, int days);
/// Same day of a later (or earlier) month; the last day of that month where it is shorter.
[[nodiscard]] Date add_months(Date date, int months);
/// Completed years between birth and day; 29/02 counts its birthday on 01/03 in other years.
/// Negative when `day` is before `birth`.
[[nodiscard]] int age_on(Date birth, Date day);
/// The first day on which `age_on` is that many years: the same day of that year, 01/03 for a missing 29/02.
[[nodiscard]] Date anniversary(Date date, int years);

/// "2026-09-01". Nothing for anything else.
[[nodiscard]] std::optional<Date> date_from_iso(std::string_view text);
[[nodiscard]] std::string date_to_iso(Date date);
/// "01/09/2026".
[[nodiscard]] std::string date_to_french(Date date);
/// "mardi 1er septembre 2026".
[[nodiscard]] std::string date_in_words(Date date);
/// "septembre 2026".
[[nodiscard]] std::string month_in_words(Date date);
/// "lundi" of 1 … "dimanche" of 7.
[[nodiscard]] std::string_view day_name(int weekday);

/// Reads what people type: 01/09/2026, 1-9-2026, 1.9.2026, 01092026, ISO, "1er septembre 2026".
/// A two-digit year ("3/4/26") is a proposal to be confirmed, never a silent guess: the nearest
/// year to `today` that is not more than 20 years ahead.
[[nodiscard]] Reading<Date> read_date(std::string_view typed, Date today);

/// A month of a year, "2026-09" in storage, "09/2026" on screen.
struct YearMonth {
    int year = 1970;
    int month = 1;
    friend auto operator<=>(YearMonth const&, YearMonth const&) = default;
};
[[nodiscard]] std::optional<YearMonth> year_month_from_iso(std::string_view text);
[[nodiscard]] std::string year_month_to_iso(YearMonth value);
[[nodiscard]] std::string year_month_to_french(YearMonth value);
/// Reads 09/2026, 9-2026, 2026-09, "septembre 2026"; "9/26" is a proposal.
[[nodiscard]] Reading<YearMonth> read_year_month(std::string_view typed, Date today);

}  // namespace guichet
