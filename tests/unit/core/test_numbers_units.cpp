// Hours and percentages as French people type them.
#include "core/numbers.hpp"

#include "unit/core/support.hpp"

using namespace guichet;
using test::check_certain;
using test::check_question;
using test::check_unreadable;

namespace {

struct Row {
    std::string_view typed;
    std::int64_t value;
};

}  // namespace

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
