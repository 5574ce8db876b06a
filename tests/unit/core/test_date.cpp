// Date arithmetic against a slow oracle that counts day by day.
#include "core/date.hpp"

#include <limits>

#include "unit/core/support.hpp"

using namespace guichet;
using test::day;
using test::Generator;

namespace {

Date const first = day(1, 1, 1);
Date const last = day(9999, 12, 31);

/// One day later, by nothing but the lengths of the months as the rhyme has them.
CivilDate next_day(CivilDate c) {
    bool const leap = c.year % 400 == 0 || (c.year % 4 == 0 && c.year % 100 != 0);
    bool const thirty = c.month == 4 || c.month == 6 || c.month == 9 || c.month == 11;
    int const length = c.month == 2 ? (leap ? 29 : 28) : thirty ? 30 : 31;
    if (c.day < length) return {c.year, c.month, c.day + 1};
    return c.month < 12 ? CivilDate{c.year, c.month + 1, 1} : CivilDate{c.year + 1, 1, 1};
}

}  // namespace

TEST_CASE("dates count days as a calendar read day by day, 1900 to 2100") {
    CivilDate civil{1900, 1, 1};
    std::int32_t days = -25567;  // 70 years, 17 leap days
    while (civil.year <= 2100) {
        auto const date = date_from_civil(civil.year, civil.month, civil.day);
        REQUIRE(date.has_value());
        REQUIRE(date->days == days);
        REQUIRE(civil_from_date(*date) == civil);
        REQUIRE(date_from_iso(date_to_iso(*date)) == date);
        civil = next_day(civil);
        ++days;
    }
    CHECK(days == 47847);
}

TEST_CASE("date_from_civil is the inverse of civil_from_date over years 1 to 9999") {
    CHECK(civil_from_date(first) == CivilDate{1, 1, 1});
    CHECK(civil_from_date(last) == CivilDate{9999, 12, 31});
    for (std::int32_t days = first.days; days <= last.days; days += 97) {
        CivilDate const civil = civil_from_date(Date{days});
        REQUIRE(date_from_civil(civil.year, civil.month, civil.day) == Date{days});
    }
}

TEST_CASE("date_from_civil gives nothing for a day that does not exist") {
    for (CivilDate const c : {CivilDate{2026, 2, 29},
                              {2026, 2, 31},
                              {2026, 4, 31},
                              {2026, 0, 1},
                              {2026, 13, 1},
                              {2026, 1, 0},
                              {2026, 1, 32},
                              {0, 1, 1},
                              {10000, 1, 1},
                              {-1, 1, 1},
                              {1900, 2, 29},
                              {2100, 2, 29},
                              {2026, -1, -1}}) {
        CAPTURE(c.year);
        CAPTURE(c.month);
        CHECK_FALSE(date_from_civil(c.year, c.month, c.day).has_value());
    }
    CHECK(date_from_civil(2000, 2, 29).has_value());
    CHECK(date_from_civil(2024, 2, 29).has_value());
}

TEST_CASE("is_leap_year and days_in_month follow the Gregorian rule") {
    CHECK(is_leap_year(2000));
    CHECK(is_leap_year(2028));
    CHECK_FALSE(is_leap_year(1900));
    CHECK_FALSE(is_leap_year(2026));
    CHECK(days_in_month(2026, 2) == 28);
    CHECK(days_in_month(2028, 2) == 29);
    CHECK(days_in_month(2026, 4) == 30);
    CHECK(days_in_month(2026, 12) == 31);
    CHECK(days_in_month(2026, 0) == 0);
    CHECK(days_in_month(2026, 13) == 0);
}

TEST_CASE("civil_from_date and add_days stay within years 1 to 9999") {
    constexpr int most = std::numeric_limits<int>::max();
    constexpr int least = std::numeric_limits<int>::min();
    CHECK(civil_from_date(Date{most}) == CivilDate{9999, 12, 31});
    CHECK(civil_from_date(Date{least}) == CivilDate{1, 1, 1});
    CHECK(add_days(last, 1) == last);
    CHECK(add_days(Date{most}, most) == last);
    CHECK(add_days(Date{least}, least) == first);
    CHECK(add_days(day(2026, 2, 28), 1) == day(2026, 3, 1));
    CHECK(add_days(day(2026, 3, 1), -1) == day(2026, 2, 28));
    CHECK(add_days(day(2026, 1, 1), 0) == day(2026, 1, 1));
}

TEST_CASE("add_months keeps the day, or takes the last one of a shorter month") {
    CHECK(add_months(day(2026, 1, 31), 1) == day(2026, 2, 28));
    CHECK(add_months(day(2028, 1, 31), 1) == day(2028, 2, 29));
    CHECK(add_months(day(2028, 2, 29), 12) == day(2029, 2, 28));
    CHECK(add_months(day(2028, 2, 29), 48) == day(2032, 2, 29));
    CHECK(add_months(day(2026, 3, 31), -1) == day(2026, 2, 28));
    CHECK(add_months(day(2026, 9, 1), 6) == day(2027, 3, 1));
    CHECK(add_months(day(2026, 1, 15), -1) == day(2025, 12, 15));
    CHECK(add_months(last, 1) == last);
    CHECK(add_months(day(9999, 11, 30), 1) == day(9999, 12, 30));
    CHECK(add_months(day(1, 2, 10), -1) == day(1, 1, 10));
    CHECK(add_months(first, -1) == first);
    CHECK(add_months(first, std::numeric_limits<int>::min()) == first);
    CHECK(add_months(last, std::numeric_limits<int>::max()) == last);

    Generator generator{11};
    for (int i = 0; i < 5000; ++i) {
        Date const from{static_cast<std::int32_t>(generator.between(-25567, 47846))};
        int const months = static_cast<int>(generator.between(-600, 600));
        CivilDate const a = civil_from_date(from);
        int year = a.year;
        int month = a.month;
        for (int step = 0; step < std::abs(months); ++step) {
            month += months < 0 ? -1 : 1;
            if (month == 0) --year, month = 12;
            if (month == 13) ++year, month = 1;
        }
        CivilDate const b = civil_from_date(add_months(from, months));
        REQUIRE(b.year == year);
        REQUIRE(b.month == month);
        REQUIRE(b.day == std::min(a.day, days_in_month(year, month)));
    }
}

TEST_CASE("add_months from every day of 2024 to 2040: in order, the same day or the last one, and back again") {
    for (int months = 0; months <= 48; ++months) {
        Date before = add_months(day(2023, 12, 31), months);
        for (Date from = day(2024, 1, 1); from <= day(2040, 12, 31); from = add_days(from, 1)) {
            Date const to = add_months(from, months);
            int const wanted = civil_from_date(from).day;
            CivilDate const got = civil_from_date(to);
            REQUIRE(to >= before);
            REQUIRE((got.day == wanted || (got.day < wanted && got.day == days_in_month(got.year, got.month))));
            if (wanted <= 28) REQUIRE(add_months(to, -months) == from);
            // No month is skipped: the 1st of the next one is always after.
            REQUIRE(to < add_months(add_days(from, 1 - wanted), months + 1));
            before = to;
        }
    }
}

TEST_CASE("anniversary is the first day on which age_on counts the year, 01/03 for a 29 February") {
    CHECK(anniversary(day(2028, 2, 29), 1) == day(2029, 3, 1));
    CHECK(anniversary(day(2028, 2, 29), 4) == day(2032, 2, 29));
    CHECK(anniversary(day(2026, 9, 1), 0) == day(2026, 9, 1));
    for (Date from = day(2023, 12, 1); from <= day(2028, 3, 31); from = add_days(from, 1)) {
        for (int years = 0; years <= 5; ++years) {
            Date const to = anniversary(from, years);
            REQUIRE(age_on(from, to) == years);
            REQUIRE(age_on(from, add_days(to, -1)) == years - 1);
        }
    }
}

TEST_CASE("add_days counts calendar days, over month ends and leap days") {
    CHECK(add_days(day(2028, 2, 28), 1) == day(2028, 2, 29));
    CHECK(add_days(day(2027, 2, 28), 1) == day(2027, 3, 1));
    CHECK(add_days(day(2026, 12, 31), 20) == day(2027, 1, 20));
    Generator generator{15};
    for (int i = 0; i < 5000; ++i) {
        Date const from{static_cast<std::int32_t>(generator.between(-25567, 47846))};
        int const count = static_cast<int>(generator.between(-4000, 4000));
        REQUIRE(add_days(add_days(from, count), -count) == from);
        REQUIRE(add_days(from, count).days - from.days == count);
    }
}

TEST_CASE("age_on counts completed years, a 29 February on 1 March") {
    CHECK(age_on(day(2008, 9, 1), day(2026, 8, 31)) == 17);
    CHECK(age_on(day(2008, 9, 1), day(2026, 9, 1)) == 18);
    CHECK(age_on(day(2008, 2, 29), day(2026, 2, 28)) == 17);
    CHECK(age_on(day(2008, 2, 29), day(2026, 3, 1)) == 18);
    CHECK(age_on(day(2008, 2, 29), day(2028, 2, 28)) == 19);
    CHECK(age_on(day(2008, 2, 29), day(2028, 2, 29)) == 20);
    CHECK(age_on(day(2026, 9, 1), day(2026, 9, 1)) == 0);
    CHECK(age_on(day(2026, 9, 2), day(2026, 9, 1)) == -1);
    CHECK(age_on(day(2027, 9, 1), day(2026, 9, 1)) == -1);
}

TEST_CASE("age_on grows by one on each birthday and on no other day") {
    for (CivilDate const birth : {CivilDate{1996, 2, 29}, {2008, 12, 31}, {2008, 1, 1}, {2010, 3, 1}}) {
        Date const born = day(birth.year, birth.month, birth.day);
        int age = 0;
        for (Date today = born; civil_from_date(today).year < birth.year + 40; today = add_days(today, 1)) {
            CivilDate const c = civil_from_date(today);
            bool const leap_birthday = birth.month == 2 && birth.day == 29 && !is_leap_year(c.year);
            bool const birthday = leap_birthday ? c.month == 3 && c.day == 1 : c.month == birth.month && c.day == birth.day;
            age += birthday && today != born ? 1 : 0;
            REQUIRE(age_on(born, today) == age);
        }
        CHECK(age == 39);
    }
}

TEST_CASE("date_from_iso takes yyyy-mm-dd and nothing else") {
    CHECK(date_from_iso("2026-09-01") == day(2026, 9, 1));
    CHECK(date_from_iso("0001-01-01") == first);
    for (std::string_view const text :
         {"", "2026-9-01", "2026-09-1", " 2026-09-01", "2026-09-01 ", "2026-02-31", "2026/09/01", "20260901", "0000-01-01", "2026-00-01",
          "2026-13-01", "+026-09-01", "2026-09-01T00:00:00Z", "２０２６-09-01", "2026--9-01"}) {
        CAPTURE(text);
        CHECK_FALSE(date_from_iso(text).has_value());
    }
}

TEST_CASE("date_to_iso and date_to_french pad with zeros") {
    CHECK(date_to_iso(day(2026, 9, 1)) == "2026-09-01");
    CHECK(date_to_iso(day(33, 4, 3)) == "0033-04-03");
    CHECK(date_to_french(day(2026, 9, 1)) == "01/09/2026");
    CHECK(date_to_french(day(33, 4, 3)) == "03/04/0033");
}

TEST_CASE("year_month_from_iso takes yyyy-mm and nothing else, and is written back the same") {
    CHECK(year_month_from_iso("2026-09") == YearMonth{2026, 9});
    for (std::string_view const text : {"", "2026-9", "2026-00", "2026-13", "0000-09", "2026/09", "2026-09-01", "09/2026", "a026-09"}) {
        CAPTURE(text);
        CHECK_FALSE(year_month_from_iso(text).has_value());
    }
    for (int year = 1; year <= 9999; year += 7) {
        for (int month = 1; month <= 12; ++month) {
            REQUIRE(year_month_from_iso(year_month_to_iso({year, month})) == YearMonth{year, month});
        }
    }
    CHECK(year_month_to_iso({2026, 9}) == "2026-09");
    CHECK(year_month_to_french({2026, 9}) == "09/2026");
    CHECK(YearMonth{2025, 12} < YearMonth{2026, 1});
}
