// Numbers as French people type them.
#include "core/numbers.hpp"

#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_question;
using test::check_unreadable;

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
