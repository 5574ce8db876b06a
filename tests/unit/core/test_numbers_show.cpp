// Numbers shown in French format, and the round trips between showing and reading.
#include <limits>

#include "core/numbers.hpp"
#include "unit/core/support.hpp"

using namespace guichet;
using test::check_one_outcome;
using test::check_unreadable;
using test::Generator;
using test::replaced;

namespace {

constexpr std::int64_t limit = 1'000'000'000'000'000;

}  // namespace

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
