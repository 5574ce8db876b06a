// Numbers as French people type them.
#include "core/numbers.hpp"

#include <limits>

#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_one_outcome;
using test::check_question;
using test::check_unreadable;
using test::Generator;
using test::replaced;

namespace {

constexpr std::int64_t limit = 1'000'000'000'000'000;

struct Row {
    std::string_view typed;
    std::int64_t value;
};

}  // namespace

TEST_CASE("read_integer takes whole numbers with or without marks between thousands") {
    for (auto const& [typed, value] : {Row{"0", 0},
                                       {"7", 7},
                                       {"007", 7},
                                       {"1234", 1234},
                                       {"1 234", 1234},
                                       {"1\u00a0234", 1234},
                                       {"1\u202f234", 1234},
                                       {"1\u2009234", 1234},
                                       {"1'234", 1234},
                                       {"1’234’567", 1234567},
                                       {"1.234.567", 1234567},
                                       {"1,234,567", 1234567},
                                       {"1  234", 1234},
                                       {" 12 ", 12},
                                       {"-12", -12},
                                       {"\u221212", -12},
                                       {"- 12", -12},
                                       {"+12", 12},
                                       {"-0", 0},
                                       {"12,0", 12},
                                       {"12,00", 12},
                                       {"12.", 12},
                                       {"35 h", 35},
                                       {"35 heures", 35},
                                       {"12 %", 12},
                                       {"1 000 000 000 000 000", limit},
                                       {"-1000000000000000", -limit},
                                       {"0000000000000000000012", 12}}) {
        CAPTURE(typed);
        check_certain(read_integer(typed), value);
    }
}

TEST_CASE("read_integer asks when a mark may be a decimal one, or spaces stand oddly") {
    for (auto const& [typed, value] : {Row{"1.234", 1234},
                                       {"1,234", 1234},
                                       {"-12.000", -12000},
                                       {"999,999", 999999},
                                       {"12 34", 1234},
                                       {"1 2", 12},
                                       {"1234 567", 1234567},
                                       {"06 12 34 56 78", 612345678}}) {
        CAPTURE(typed);
        check_question(read_integer(typed), value);
    }
    CHECK(read_integer("1.234").problem == "Avez-vous voulu dire 1\u202f234\u202f?");
}

TEST_CASE("read_integer refuses decimals, words and numbers beyond 10^15") {
    for (std::string_view const typed : {"",
                                         " ",
                                         "\u00a0",
                                         "-",
                                         "+",
                                         ".",
                                         ",",
                                         "douze",
                                         "12a",
                                         "a12",
                                         "1e3",
                                         "12-",
                                         "--12",
                                         "12,5",
                                         "0.5",
                                         "1 234,5",
                                         "1.23.4",
                                         "1,2,3",
                                         "1.234,567",
                                         "1.234 567",
                                         "1'234 567",
                                         "1 234.567",
                                         "12 km",
                                         "0x10",
                                         "\xFF",
                                         "12\xFF",
                                         "1\u200b2",
                                         "١٢",
                                         "１２",
                                         "1_000",
                                         "1..234",
                                         "1,,234",
                                         "''1",
                                         "1'",
                                         "'1",
                                         "1000000000000001",
                                         "-1000000000000001",
                                         "99999999999999999999999",
                                         "9223372036854775807",
                                         "9223372036854775808",
                                         "h",
                                         "€"}) {
        CAPTURE(typed);
        check_unreadable(read_integer(typed));
    }
    CHECK(read_integer("12,5").problem == "Saisissez un nombre entier, sans virgule.");
    check_unreadable(read_integer(std::string(1'000'000, '9')));
    check_unreadable(read_integer(std::string(100'000, ' ')));
    check_certain(read_integer(std::string(100'000, '0') + "5"), std::int64_t{5});
}

TEST_CASE("read_money takes both decimal marks, every thousands mark and the unit") {
    for (auto const& [typed, value] : {Row{"0", 0},
                                       {"12", 1200},
                                       {"12,5", 1250},
                                       {"12.5", 1250},
                                       {"12,50", 1250},
                                       {"1234,56", 123456},
                                       {"1 234,56", 123456},
                                       {"1 234.56", 123456},
                                       {"1.234,56", 123456},
                                       {"1,234.56", 123456},
                                       {"1'234.56", 123456},
                                       {"1’234,56", 123456},
                                       {"1.234.567", 123456700},
                                       {"1,234,567.89", 123456789},
                                       {"1.234.567,89", 123456789},
                                       {"1\u202f234,56\u202f€", 123456},
                                       {"1\u00a0234,56\u00a0€", 123456},
                                       {"1 234,56 €", 123456},
                                       {"1234€", 123400},
                                       {"12 EUR", 1200},
                                       {"12 eur", 1200},
                                       {"12 euros", 1200},
                                       {"1 euro", 100},
                                       {"12 € 50", 1250},
                                       {"12€50", 1250},
                                       {"-12 € 50", -1250},
                                       {"-12,34", -1234},
                                       {"\u221212,34 €", -1234},
                                       {",5", 50},
                                       {"0,05", 5},
                                       {"5,", 500},
                                       {"12.", 1200},
                                       {"0012,30", 1230},
                                       {"1 234", 123400},
                                       {"10 000 000 000 000,00", limit}}) {
        CAPTURE(typed);
        check_certain(read_money(typed), value);
    }
}

TEST_CASE("read_money asks about three digits after a single mark") {
    for (auto const& [typed, value] : {Row{"1.234", 123400},
                                       {"1,234", 123400},
                                       {"1.234 €", 123400},
                                       {"12.500", 1250000},
                                       {"-1.234", -123400},
                                       {"12 34", 123400},
                                       {"12 34,50", 123450},
                                       {"1 2345,67", 1234567},
                                       {"12 34 € 50", 123450}}) {
        CAPTURE(typed);
        check_question(read_money(typed), value);
    }
    CHECK(read_money("1.234").problem == "Avez-vous voulu dire 1\u202f234,00\u202f€\u202f?");
}

TEST_CASE("read_money refuses more than two decimals and what is no amount") {
    for (std::string_view const typed : {"",
                                         "€",
                                         "- €",
                                         "12,345 67",
                                         "12,3456",
                                         "0,123",
                                         "0.123",
                                         "1234,567",
                                         "1 234,567",
                                         "1.234,567",
                                         "1,234.567",
                                         "1.2,3",
                                         "1.234,5,6",
                                         "1,234.567,8",
                                         "12 €5",
                                         "12 € 500",
                                         "12,5 € 50",
                                         "12 € 5a",
                                         "€12",
                                         "€ 12",
                                         "12 $",
                                         "12 h",
                                         "12 %",
                                         "12 k€",
                                         "12 € €",
                                         "douze",
                                         "1.234 € 50",
                                         "10 000 000 000 000,01",
                                         "99999999999999999999",
                                         "\xFF€"}) {
        CAPTURE(typed);
        check_unreadable(read_money(typed));
    }
    CHECK(read_money("12,3456").problem == "Un montant a deux décimales au plus\u00a0: arrondissez au centime.");
    CHECK(read_money("0,123").problem == read_money("12,3456").problem);
}

TEST_CASE("read_hours takes decimals and hours with minutes") {
    for (auto const& [typed, value] : {Row{"35", 3500},
                                       {"35,5", 3550},
                                       {"35.5", 3550},
                                       {"35 h 30", 3550},
                                       {"35h30", 3550},
                                       {"35H30", 3550},
                                       {"35:30", 3550},
                                       {"35 h", 3500},
                                       {"35h", 3500},
                                       {"35 heures", 3500},
                                       {"1 heure", 100},
                                       {"35 heures 30", 3550},
                                       {"35 h 30 min", 3550},
                                       {"35h30mn", 3550},
                                       {"35 heures 30 minutes", 3550},
                                       {"1 h 20", 133},
                                       {"1 h 40", 167},
                                       {"1 h 01", 102},
                                       {"1 h 59", 198},
                                       {"1 h 5 min", 108},
                                       {"0 h 30", 50},
                                       {"30 min", 50},
                                       {"1 minute", 2},
                                       {"1 607 h", 160700},
                                       {"1 607 h 30", 160750},
                                       {"1\u202f607\u202fh\u202f30", 160750},
                                       {"151,67", 15167},
                                       {"35 h 00", 3500},
                                       {"00:15", 25},
                                       {"-1 h 30", -150},
                                       {"35,5 h", 3550},
                                       {"40 h 01", 4002}}) {
        CAPTURE(typed);
        check_certain(read_hours(typed), value);
    }
}

TEST_CASE("read_hours rounds each minute to the nearest hundredth") {
    for (int minutes = 0; minutes < 60; ++minutes) {
        std::string const two = (minutes < 10 ? "0" : "") + std::to_string(minutes);
        auto const reading = read_hours("7:" + two);
        REQUIRE(reading.value.has_value());
        std::int64_t const error = *reading.value * 60 - (700 * 60 + minutes * 100);  // in 1/60 of a hundredth
        CHECK(error <= 30);
        CHECK(error >= -30);
        CHECK(read_hours("7 h " + two).value == reading.value);
        CHECK(read_hours(std::to_string(minutes) + " min").value == *reading.value - 700);
    }
}

TEST_CASE("read_hours asks about minutes of one digit and about three digits after a mark") {
    check_question(read_hours("35 h 5"), std::int64_t{3508});
    check_question(read_hours("35:5"), std::int64_t{3508});
    check_question(read_hours("1.607"), std::int64_t{160700});
    check_question(read_hours("1,607 h"), std::int64_t{160700});
    check_question(read_hours("16 07"), std::int64_t{160700});
}

TEST_CASE("read_hours refuses minutes beyond 59 and what is no duration") {
    for (std::string_view const typed : {"",
                                         "h",
                                         ":",
                                         "35:",
                                         ":30",
                                         "h 30",
                                         "35 h 60",
                                         "35:99",
                                         "35:300",
                                         "35:-1",
                                         "35 h 30 h",
                                         "35:30:00",
                                         "35,5 h 30",
                                         "35 h 30,5",
                                         "35 h min",
                                         "min",
                                         "12 €",
                                         "12 %",
                                         "0,123",
                                         "trente",
                                         "1.607 h 30",
                                         "35 j",
                                         "99999999999999999 h 30",
                                         "\xFF:30"}) {
        CAPTURE(typed);
        check_unreadable(read_hours(typed));
    }
    CHECK(read_hours("35 h 60").problem == "Les minutes vont de 0 à 59\u00a0: écrivez par exemple 1\u202fh\u202f30.");
}

TEST_CASE("read_percentage takes both decimal marks and the sign") {
    for (auto const& [typed, value] : {Row{"43", 4300},
                                       {"43 %", 4300},
                                       {"43%", 4300},
                                       {"12,5 %", 1250},
                                       {"12.5", 1250},
                                       {"12,55", 1255},
                                       {"0", 0},
                                       {"100 %", 10000},
                                       {"-3,5 %", -350},
                                       {"43\u202f%", 4300},
                                       {"1 234 %", 123400},
                                       {"1.234,5", 123450}}) {
        CAPTURE(typed);
        check_certain(read_percentage(typed), value);
    }
}

TEST_CASE("read_percentage takes 12,345 as too precise, never as thousands") {
    for (std::string_view const typed : {"12,345", "12.345 %", "", "%", "12 €", "12 h", "douze", "12 pour cent", "12 % %"}) {
        CAPTURE(typed);
        check_unreadable(read_percentage(typed));
    }
    check_question(read_percentage("1 2"), std::int64_t{1200});
}

TEST_CASE("show_integer, show_money, show_hours and show_percentage use U+202F and a comma") {
    CHECK(show_integer(0) == "0");
    CHECK(show_integer(999) == "999");
    CHECK(show_integer(1234) == "1\u202f234");
    CHECK(show_integer(-1234567) == "-1\u202f234\u202f567");
    CHECK(show_money(0) == "0,00\u202f€");
    CHECK(show_money(5) == "0,05\u202f€");
    CHECK(show_money(-5) == "-0,05\u202f€");
    CHECK(show_money(123456) == "1\u202f234,56\u202f€");
    CHECK(show_money(123450) == "1\u202f234,50\u202f€");
    CHECK(show_hours(3500) == "35\u202fh");
    CHECK(show_hours(3550) == "35,5\u202fh");
    CHECK(show_hours(15167) == "151,67\u202fh");
    CHECK(show_hours(5) == "0,05\u202fh");
    CHECK(show_percentage(4300) == "43\u202f%");
    CHECK(show_percentage(1250) == "12,5\u202f%");
    CHECK(show_percentage(-1) == "-0,01\u202f%");
}

TEST_CASE("showing a number is defined for every std::int64_t") {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    CHECK(show_integer(most) == "9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f807");
    CHECK(show_integer(least) == "-9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f808");
    CHECK(show_money(most) == "92\u202f233\u202f720\u202f368\u202f547\u202f758,07\u202f€");
    CHECK(show_money(least) == "-92\u202f233\u202f720\u202f368\u202f547\u202f758,08\u202f€");
    check_unreadable(read_integer(show_integer(most)));
    check_unreadable(read_money(show_money(least)));
}

TEST_CASE("every number that is shown reads back as itself, with any spaces and either decimal mark") {
    using Read = Reading<std::int64_t> (*)(std::string_view);
    using Show = std::string (*)(std::int64_t);
    struct Kind {
        Read read;
        Show show;
        std::string_view unit;
    };
    for (Kind const& kind : {Kind{read_integer, show_integer, ""},
                             {read_money, show_money, "€"},
                             {read_hours, show_hours, "h"},
                             {read_percentage, show_percentage, "%"}}) {
        Generator generator{21};
        for (int i = 0; i < 5000; ++i) {
            std::int64_t const value = i == 0 ? limit : i == 1 ? -limit : i < 200 ? i - 100 : generator.of_any_size(limit);
            std::string const shown = kind.show(value);
            CAPTURE(shown);
            REQUIRE(is_valid_utf8(shown));
            REQUIRE(kind.read(shown).value == value);
            REQUIRE(kind.read(replaced(shown, "\u202f", " ")).value == value);
            REQUIRE(kind.read(replaced(shown, "\u202f", "\u00a0")).value == value);
            REQUIRE(kind.read(replaced(shown, "\u202f", "")).value == value);
            REQUIRE(kind.read(replaced(shown, ",", ".")).value == value);
            REQUIRE(kind.read(replaced(shown, "-", "\u2212")).value == value);
            std::string_view const bare = std::string_view{shown}.substr(0, shown.size() - kind.unit.size());
            REQUIRE(kind.read(bare).value == value);
        }
    }
}

TEST_CASE("reading a number always has one outcome, and a confirmed proposal reads back as certain") {
    constexpr std::array<std::string_view, 24> pieces{"1", "12", "123", "1234", "0", "00", ".",   ",",   " ",  "'",    "’", "\u202f",
                                                      "-", "+",  "€",   "h",    "%", ":",  "min", "eur", "30", "\xFF", "5", "heures"};
    Generator generator{22};
    int certain = 0;
    int asked = 0;
    for (int i = 0; i < 40000; ++i) {
        std::string typed;
        for (std::size_t k = 1 + generator.below(6); k > 0; --k) typed += generator.pick(pieces);
        CAPTURE(typed);
        auto const check = [&](Reading<std::int64_t> const& reading, auto read, auto show) {
            check_one_outcome(reading);
            if (reading.value) REQUIRE(read(show(*reading.value)).value == reading.value);
            if (reading.proposal) REQUIRE(read(show(*reading.proposal)).value == reading.proposal);
            certain += reading.value ? 1 : 0;
            asked += reading.proposal ? 1 : 0;
        };
        check(read_integer(typed), read_integer, show_integer);
        check(read_money(typed), read_money, show_money);
        check(read_hours(typed), read_hours, show_hours);
        check(read_percentage(typed), read_percentage, show_percentage);
    }
    // The pieces must be apt to make numbers, or the loop would prove little.
    CHECK(certain > 5000);
    CHECK(asked > 500);
}
