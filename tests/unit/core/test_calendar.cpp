// Public holidays and jours ouvrables, with the deposit deadlines of the domain facts (1.6, rule 16).
#include "core/calendar.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "unit/core/support.hpp"

using namespace guichet;
using test::day;
using test::Generator;

namespace {

/// Easter as the Church defines it: the Sunday after the fourteenth day of the paschal moon, by
/// golden number and epact (Clavius, as told by Knuth, TAOCP 1.3.2 exercise 14). Shares nothing
/// with the formula under test.
Date easter_by_the_moon(int year) {
    int const golden = year % 19 + 1;
    int const century = year / 100 + 1;
    int const solar = 3 * century / 4 - 12;
    int const lunar = (8 * century + 5) / 25 - 5;
    int const sunday = 5 * year / 4 - solar - 10;
    int epact = (11 * golden + 20 + lunar - solar) % 30;
    if (epact < 0) epact += 30;
    if ((epact == 25 && golden > 11) || epact == 24) ++epact;
    int moon = 44 - epact;
    if (moon < 21) moon += 30;
    int const in_march = moon + 7 - (sunday + moon) % 7;
    return add_days(day(year, 3, 1), in_march - 1);
}

std::vector<Date> holidays_of(int year, HolidayRegion region) {
    std::vector<Date> found;
    for (Date date = day(year, 1, 1); civil_from_date(date).year == year; date = add_days(date, 1)) {
        if (is_public_holiday(date, region)) found.push_back(date);
    }
    return found;
}

}  // namespace

TEST_CASE("day_of_week follows a week counted day by day from Monday 1 January 1900") {
    int expected = 1;
    for (Date date = day(1900, 1, 1); date <= day(2100, 12, 31); date = add_days(date, 1)) {
        REQUIRE(day_of_week(date) == expected);
        expected = expected % 7 + 1;
    }
    CHECK(day_of_week(day(2026, 9, 1)) == 2);
    CHECK(day_of_week(day(1, 1, 1)) == 1);
    CHECK(day_of_week(day(9999, 12, 31)) == 5);
    CHECK(day_of_week(Date{std::numeric_limits<std::int32_t>::max()}) >= 1);
    CHECK(day_of_week(Date{std::numeric_limits<std::int32_t>::min()}) >= 1);
}

TEST_CASE("easter_sunday is the Sunday after the paschal moon") {
    CHECK(easter_sunday(2026) == day(2026, 4, 5));
    CHECK(easter_sunday(2027) == day(2027, 3, 28));
    CHECK(easter_sunday(2028) == day(2028, 4, 16));
    CHECK(easter_sunday(2008) == day(2008, 3, 23));  // nearly the earliest
    CHECK(easter_sunday(2038) == day(2038, 4, 25));  // the latest
    CHECK(easter_sunday(1954) == day(1954, 4, 18));  // epact 25
    CHECK(easter_sunday(1981) == day(1981, 4, 19));  // epact 24
    for (int year = 1583; year <= 4000; ++year) {
        REQUIRE(easter_sunday(year) == easter_by_the_moon(year));
        REQUIRE(day_of_week(easter_sunday(year)) == 7);
    }
    CHECK(easter_sunday(-5) == easter_sunday(1));
    CHECK(easter_sunday(20000) == easter_sunday(9999));
}

TEST_CASE("is_public_holiday knows the eleven days of the Code du travail") {
    CHECK(holidays_of(2026, HolidayRegion::metropole) ==
          std::vector<Date>{day(2026, 1, 1), day(2026, 4, 6), day(2026, 5, 1), day(2026, 5, 8), day(2026, 5, 14), day(2026, 5, 25),
                            day(2026, 7, 14), day(2026, 8, 15), day(2026, 11, 1), day(2026, 11, 11), day(2026, 12, 25)});
    // In 2008 Ascension fell on 1 May: ten days.
    CHECK(holidays_of(2008, HolidayRegion::metropole).size() == 10);
}

TEST_CASE("the holidays of 2026 to 2040 are eleven a year, those that move at their days") {
    std::array<Date, 15> const easters{day(2026, 4, 5),  day(2027, 3, 28), day(2028, 4, 16), day(2029, 4, 1),  day(2030, 4, 21),
                                       day(2031, 4, 13), day(2032, 3, 28), day(2033, 4, 17), day(2034, 4, 9),  day(2035, 3, 25),
                                       day(2036, 4, 13), day(2037, 4, 5),  day(2038, 4, 25), day(2039, 4, 10), day(2040, 4, 1)};
    for (std::size_t i = 0; i < easters.size(); ++i) {
        int const year = 2026 + static_cast<int>(i);
        CAPTURE(year);
        CHECK(easter_sunday(year) == easters[i]);
        auto const found = holidays_of(year, HolidayRegion::metropole);
        CHECK(found.size() == 11);
        for (int const after : {1, 39, 50}) CHECK(std::ranges::contains(found, add_days(easters[i], after)));
        CHECK(day_of_week(add_days(easters[i], 39)) == 4);
        for (Date const each : found) CHECK_FALSE(is_jour_ouvrable(each));
    }
}

TEST_CASE("is_public_holiday adds Good Friday and 26 December in Alsace-Moselle") {
    for (int year = 2020; year < 2060; ++year) {
        auto expected = holidays_of(year, HolidayRegion::metropole);
        expected.push_back(add_days(easter_sunday(year), -2));
        expected.push_back(day(year, 12, 26));
        std::ranges::sort(expected);
        CHECK(holidays_of(year, HolidayRegion::alsace_moselle) == expected);
    }
}

TEST_CASE("is_jour_ouvrable is every day but Sundays and public holidays") {
    CHECK(is_jour_ouvrable(day(2026, 9, 5)));        // a Saturday
    CHECK_FALSE(is_jour_ouvrable(day(2026, 9, 6)));  // a Sunday
    CHECK_FALSE(is_jour_ouvrable(day(2026, 11, 11)));
    CHECK(is_jour_ouvrable(day(2026, 4, 3)));
    CHECK_FALSE(is_jour_ouvrable(day(2026, 4, 3), HolidayRegion::alsace_moselle));
    CHECK(is_jour_ouvrable(day(2026, 12, 26)));
    CHECK_FALSE(is_jour_ouvrable(day(2026, 12, 26), HolidayRegion::alsace_moselle));
}

TEST_CASE("add_jours_ouvrables gives the deposit deadlines of the domain facts") {
    CHECK(add_jours_ouvrables(day(2026, 9, 1), 5) == day(2026, 9, 7));
    CHECK(add_jours_ouvrables(day(2026, 11, 9), 5) == day(2026, 11, 16));
    CHECK(add_jours_ouvrables(day(2026, 5, 11), 5) == day(2026, 5, 18));
    CHECK(add_jours_ouvrables(day(2026, 12, 21), 5) == day(2026, 12, 28));
    CHECK(add_jours_ouvrables(day(2027, 5, 3), 5) == day(2027, 5, 11));
    // In Alsace-Moselle 26 December does not count either.
    CHECK(add_jours_ouvrables(day(2026, 12, 21), 5, HolidayRegion::alsace_moselle) == day(2026, 12, 29));
}

TEST_CASE("add_jours_ouvrables lands on a jour ouvrable with just that many on the way") {
    Generator generator{14};
    for (int i = 0; i < 2000; ++i) {
        Date const from{static_cast<std::int32_t>(generator.between(-25567, 47846))};
        int const count = static_cast<int>(generator.between(1, 60));
        HolidayRegion const region = i % 2 == 0 ? HolidayRegion::metropole : HolidayRegion::alsace_moselle;
        Date const to = add_jours_ouvrables(from, count, region);
        int seen = 0;
        for (Date date = add_days(from, 1); date <= to; date = add_days(date, 1)) seen += is_jour_ouvrable(date, region) ? 1 : 0;
        REQUIRE(seen == count);
        REQUIRE(is_jour_ouvrable(to, region));
        Date const back = add_jours_ouvrables(to, -count, region);
        REQUIRE(add_jours_ouvrables(back, count, region) == to);
    }
}

TEST_CASE("add_jours_ouvrables stays put for 0 and ends at the last day there is") {
    CHECK(add_jours_ouvrables(day(2026, 9, 6), 0) == day(2026, 9, 6));
    CHECK(add_jours_ouvrables(day(9999, 12, 30), std::numeric_limits<int>::max()) == day(9999, 12, 31));
    CHECK(add_jours_ouvrables(day(1, 1, 5), std::numeric_limits<int>::min()) == day(1, 1, 1));
}
