// Reading what people type for a day or a month.
#include <doctest/doctest.h>

#include "core/date.hpp"
#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_one_outcome;
using test::check_question;
using test::check_unreadable;
using test::day;
using test::Generator;

namespace {

Date const today = day(2026, 11, 21);

}  // namespace

TEST_CASE("read_date takes every usual form of one day") {
    Date const wanted = day(2026, 9, 1);
    for (std::string_view const typed : {"01/09/2026",
                                         "1/9/2026",
                                         "1-9-2026",
                                         "1.9.2026",
                                         "01 09 2026",
                                         "01092026",
                                         "2026-09-01",
                                         "2026/09/01",
                                         "2026-9-1",
                                         "1er septembre 2026",
                                         "1 septembre 2026",
                                         "1ER SEPTEMBRE 2026",
                                         "1er sept. 2026",
                                         "1-sept-2026",
                                         " 01/09/2026 ",
                                         "01 / 09 / 2026",
                                         "\u00a001/09/2026\u202f",
                                         "1\u202fer septembre\u00a02026",
                                         "01\u201309\u20132026",
                                         "1septembre2026"}) {
        CAPTURE(typed);
        check_certain(read_date(typed, today), wanted);
    }
}

TEST_CASE("read_date knows every month by name, with or without accents") {
    struct Row {
        std::string_view typed;
        int month;
    };
    for (auto const& [typed, month] :
         {Row{"janvier", 1}, {"janv.", 1}, {"février", 2},   {"fevrier", 2},   {"FÉVRIER", 2}, {"févr.", 2},    {"fe\u0301v", 2},
          {"mars", 3},       {"mar", 3},   {"avril", 4},     {"avr.", 4},      {"mai", 5},     {"juin", 6},     {"juillet", 7},
          {"juil.", 7},      {"août", 8},  {"aout", 8},      {"septembre", 9}, {"sept", 9},    {"octobre", 10}, {"oct", 10},
          {"novembre", 11},  {"nov.", 11}, {"décembre", 12}, {"dec", 12}}) {
        CAPTURE(typed);
        check_certain(read_date("5 " + std::string{typed} + " 2026", today), day(2026, month, 5));
        check_certain(read_year_month(std::string{typed} + " 2026", today), YearMonth{2026, month});
    }
    for (std::string_view const typed :
         {"5 jui 2026", "5 ju 2026", "5 ma 2026", "5 septembree 2026", "5 x 2026", "5 september 2026", "5 septembre"}) {
        CAPTURE(typed);
        check_unreadable(read_date(typed, today));
    }
}

TEST_CASE("read_date asks about a year of two digits: the nearest at most 20 years ahead") {
    check_question(read_date("3/4/26", today), day(2026, 4, 3));
    check_question(read_date("030426", today), day(2026, 4, 3));
    check_question(read_date("3 avril 26", today), day(2026, 4, 3));
    check_question(read_date("3/4/46", today), day(2046, 4, 3));
    check_question(read_date("3/4/47", today), day(1947, 4, 3));
    check_question(read_date("3/4/99", today), day(1999, 4, 3));
    check_question(read_date("3/4/00", today), day(2000, 4, 3));
    check_question(read_date("3/4/80", day(2095, 1, 1)), day(2080, 4, 3));
    check_question(read_date("3/4/10", day(2095, 1, 1)), day(2110, 4, 3));
    check_question(read_date("3/4/10", day(9999, 1, 1)), day(9910, 4, 3));
    check_question(read_year_month("4/10", day(9999, 1, 1)), YearMonth{9910, 4});
    check_question(read_date("3/4/99", day(90, 1, 1)), day(99, 4, 3));
    check_unreadable(read_date("3/4/99", day(1, 1, 1)));
    for (int yy = 0; yy < 100; ++yy) {
        auto const reading = read_date("1/1/" + std::string(yy < 10 ? 1 : 0, '0') + std::to_string(yy), today);
        REQUIRE(reading.proposal.has_value());
        int const year = civil_from_date(*reading.proposal).year;
        CHECK(year % 100 == yy);
        CHECK(year <= 2046);
        CHECK(year > 1946);
    }
}

TEST_CASE("read_date refuses a day that the month has not, and names its last day") {
    auto const february = read_date("31/02/2026", today);
    check_unreadable(february);
    CHECK(february.problem == "Le 31/02/2026 n’existe pas\u00a0: en 2026, le mois de février se termine le 28.");
    CHECK(read_date("30/02/2028", today).problem == "Le 30/02/2028 n’existe pas\u00a0: en 2028, le mois de février se termine le 29.");
    CHECK(read_date("31 avril 2026", today).problem == "Le 31/04/2026 n’existe pas\u00a0: en 2026, le mois d’avril se termine le 30.");
    CHECK(read_date("2026-02-30", today).problem == "Le 30/02/2026 n’existe pas\u00a0: en 2026, le mois de février se termine le 28.");
    check_unreadable(read_date("31/02/26", today));
    check_unreadable(read_date("31022026", today));
    check_unreadable(read_date("32/01/2026", today));
    check_unreadable(read_date("0/1/2026", today));
}

TEST_CASE("read_date asks when the day and the month seem exchanged, and refuses other months") {
    check_question(read_date("09/25/2026", today), day(2026, 9, 25));
    check_question(read_date("2026-25-09", today), day(2026, 9, 25));
    check_unreadable(read_date("25/13/2026", today));
    check_unreadable(read_date("1/0/2026", today));
}

TEST_CASE("read_date asks about eight digits that may begin with the year") {
    check_certain(read_date("31121999", today), day(1999, 12, 31));
    check_question(read_date("20260901", today), day(2026, 9, 1));
    check_question(read_date("19121212", today), day(1912, 12, 12));
    check_unreadable(read_date("99999999", today));
}

TEST_CASE("read_date says what to type for anything else") {
    for (std::string_view const typed : {"",
                                         " ",
                                         "\u00a0",
                                         "demain",
                                         "1",
                                         "12",
                                         "2026",
                                         "01/09",
                                         "01/09/",
                                         "/09/2026",
                                         "01//09/2026",
                                         "01/09/2026/",
                                         "1/2/3/4",
                                         "001/09/2026",
                                         "1/009/2026",
                                         "1/9/202",
                                         "1/9/20266",
                                         "1/9/6",
                                         "1er",
                                         "er septembre 2026",
                                         "2er septembre 2026",
                                         "1/9/2026 à 10h",
                                         "-1/9/2026",
                                         "01,09,2026",
                                         "\xFF",
                                         "01/09/\xFF",
                                         "１/９/２０２６",
                                         "0000-00-00",
                                         "01/09/0000",
                                         "1234567",
                                         "123456789"}) {
        CAPTURE(typed);
        check_unreadable(read_date(typed, today));
    }
    check_unreadable(read_date(std::string(100'000, '1'), today));
    check_unreadable(read_date(std::string(100'000, '/'), today));
    check_unreadable(read_date(std::string(100'000, 'a'), today));
}

TEST_CASE("read_date reads back every day that is shown, in every form") {
    Date const first = day(1, 1, 1);
    Date const last = day(9999, 12, 31);
    constexpr std::array<std::string_view, 12> names{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                                     "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
    Generator generator{12};
    for (int i = 0; i < 20000; ++i) {
        bool const recent = i % 2 == 0;
        Date const date{static_cast<std::int32_t>(recent ? generator.between(-25567, 47846) : generator.between(first.days, last.days))};
        CivilDate const c = civil_from_date(date);
        REQUIRE(read_date(date_to_french(date), today).value == date);
        REQUIRE(read_date(date_to_iso(date), today).value == date);
        if (c.year < 1000) continue;
        std::string const named = std::to_string(c.day) + (c.day == 1 ? "er " : " ") +
                                  std::string{names[static_cast<std::size_t>(c.month - 1)]} + " " + std::to_string(c.year);
        REQUIRE(read_date(named, today).value == date);
        std::string const joined = test::replaced(date_to_french(date), "/", "");
        if (c.year > 1231) REQUIRE(read_date(joined, today).value == date);
        // A confirmed proposal must never be asked about again.
        auto const short_year = read_date(date_to_french(date).substr(0, 6) + date_to_french(date).substr(8), today);
        REQUIRE((short_year.proposal.has_value() || c.day == 29));
        if (short_year.proposal) REQUIRE(read_date(date_to_french(*short_year.proposal), today).value == short_year.proposal);
    }
}

TEST_CASE("read_year_month takes every usual form of one month") {
    for (std::string_view const typed : {"09/2026", "9/2026", "9-2026", "09.2026", "09 2026", "2026-09", "2026/9", "092026",
                                         "septembre 2026", "Sept. 2026", " 09/2026 ", "09 / 2026"}) {
        CAPTURE(typed);
        check_certain(read_year_month(typed, today), YearMonth{2026, 9});
    }
}

TEST_CASE("read_year_month asks about a year of two digits") {
    check_question(read_year_month("9/26", today), YearMonth{2026, 9});
    check_question(read_year_month("septembre 99", today), YearMonth{1999, 9});
    check_question(read_year_month("9/47", today), YearMonth{1947, 9});
}

TEST_CASE("read_year_month says what to type for anything else") {
    for (std::string_view const typed :
         {"",         " ",          "2026",       "septembre", "13/2026", "0/2026",   "2026-13", "9/202",   "9/6",         "9/20266",
          "009/2026", "01/09/2026", "2026-09-01", "202609",    "9//2026", "jui 2026", "\xFF",    "09/0000", "9/septembre", "0926"}) {
        CAPTURE(typed);
        check_unreadable(read_year_month(typed, today));
    }
    CHECK(read_year_month("01/09/2026", today).problem == "Saisissez seulement le mois et l’année, par exemple 09/2026.");
}

TEST_CASE("read_year_month reads back every month that is shown") {
    for (int year = 1; year <= 9999; year += 3) {
        for (int month = 1; month <= 12; ++month) {
            YearMonth const value{year, month};
            REQUIRE(read_year_month(year_month_to_french(value), today).value == value);
            REQUIRE(read_year_month(year_month_to_iso(value), today).value == value);
        }
    }
}

TEST_CASE("reading a date or a month always has one outcome and a sentence fit to be shown") {
    constexpr std::array<std::string_view, 22> pieces{"1",      "2",    "0",   "31", "12",      "2026", "26", "/",      "-",  ".",    " ",
                                                      "\u00a0", "sept", "mai", "er", "février", "\xFF", "é",  "\u2013", "99", "0209", "x"};
    Generator generator{13};
    for (int i = 0; i < 30000; ++i) {
        std::string typed;
        for (std::size_t k = generator.below(7); k > 0; --k) typed += generator.pick(pieces);
        CAPTURE(typed);
        check_one_outcome(read_date(typed, today));
        check_one_outcome(read_year_month(typed, today));
    }
}
