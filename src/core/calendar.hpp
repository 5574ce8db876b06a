// French public holidays and jours ouvrables (all days but Sundays and public holidays:
// Code du travail L3133-1; Easter by the anonymous Gregorian algorithm).
#pragma once

#include "core/date.hpp"

namespace guichet {

enum class HolidayRegion { metropole, alsace_moselle };

[[nodiscard]] int day_of_week(Date date);  ///< 1 Monday … 7 Sunday
[[nodiscard]] Date easter_sunday(int year);
[[nodiscard]] bool is_public_holiday(Date date, HolidayRegion region = HolidayRegion::metropole);
[[nodiscard]] bool is_jour_ouvrable(Date date, HolidayRegion region = HolidayRegion::metropole);
/// The `count`-th jour ouvrable after `from` (from itself not counted).
[[nodiscard]] Date add_jours_ouvrables(Date from, int count, HolidayRegion region = HolidayRegion::metropole);

}  // namespace guichet
