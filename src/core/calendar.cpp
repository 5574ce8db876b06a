#include "core/calendar.hpp"

#include <algorithm>

namespace guichet {
namespace {

bool is_fixed_holiday(int month, int day, HolidayRegion region) {
    switch (month) {
    case 1: return day == 1;
    case 5: return day == 1 || day == 8;
    case 7: return day == 14;
    case 8: return day == 15;
    case 11: return day == 1 || day == 11;
    case 12: return day == 25 || (day == 26 && region == HolidayRegion::alsace_moselle);
    default: return false;
    }
}

}  // namespace

int day_of_week(Date date) {
    // 1970-01-01 was a Thursday (4).
    std::int64_t const shifted = (std::int64_t{date.days} + 3) % 7;
    return static_cast<int>((shifted + 7) % 7) + 1;
}

Date easter_sunday(int year) {
    int const y = std::clamp(year, 1, 9999);
    // Meeus, Astronomical Algorithms, chapter 8 (the anonymous algorithm of Nature, 1876).
    int const a = y % 19;
    int const b = y / 100;
    int const c = y % 100;
    int const d = b / 4;
    int const e = b % 4;
    int const f = (b + 8) / 25;
    int const g = (b - f + 1) / 3;
    int const h = (19 * a + b - d - g + 15) % 30;
    int const i = c / 4;
    int const k = c % 4;
    int const l = (32 + 2 * e + 2 * i - h - k) % 7;
    int const m = (a + 11 * h + 22 * l) / 451;
    int const n = h + l - 7 * m + 114;
    return date_from_civil(y, n / 31, n % 31 + 1).value_or(Date{});
}

bool is_public_holiday(Date date, HolidayRegion region) {
    CivilDate const civil = civil_from_date(date);
    if (is_fixed_holiday(civil.month, civil.day, region)) { return true; }
    // Good Friday, Easter Monday, Ascension, Whit Monday: between 20 March and 14 June.
    if (civil.month < 3 || civil.month > 6) { return false; }
    std::int64_t const after_easter = std::int64_t{date.days} - easter_sunday(civil.year).days;
    return after_easter == 1 || after_easter == 39 || after_easter == 50 || (after_easter == -2 && region == HolidayRegion::alsace_moselle);
}

bool is_jour_ouvrable(Date date, HolidayRegion region) { return day_of_week(date) != 7 && !is_public_holiday(date, region); }

Date add_jours_ouvrables(Date from, int count, HolidayRegion region) {
    int const step = count < 0 ? -1 : 1;
    Date date = from;
    for (std::int64_t left = std::int64_t{count} * step; left > 0;) {
        Date const next = add_days(date, step);
        if (next == date) {
            break;  // the first or the last day there is
        }
        date = next;
        if (is_jour_ouvrable(date, region)) { --left; }
    }
    return date;
}

}  // namespace guichet
