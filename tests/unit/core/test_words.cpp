// Where a search is found in a text, to show it; days and months in words.
#include <string>

#include <doctest/doctest.h>

#include "core/date.hpp"
#include "core/text.hpp"

using namespace guichet;

namespace {

/// The part that is found, between stars.
std::string marked(std::string const& text, std::string_view folded) {
    auto const [begin, end] = find_folded(text, folded);
    return text.substr(0, begin) + "*" + text.substr(begin, end - begin) + "*" + text.substr(end);
}

}  // namespace

TEST_CASE("what is found without accents is shown with them") {
    CHECK(marked("Métallurgie – négoce", "metallurgie neg") == "*Métallurgie – nég*oce");
    CHECK(marked("Métallurgie", "urg") == "Métall*urg*ie");
    CHECK(marked("ÉCOLE D’ÉTÉ", "d ete") == "ÉCOLE *D’ÉTÉ*");
    CHECK(marked("1090 – Automobile", "1090 auto") == "*1090 – Auto*mobile");
    // Decomposed, as macOS gives it.
    CHECK(marked("e\u0301te\u0301", "et") == "*e\u0301t*e\u0301");
    CHECK(marked("fin ", "fin") == "*fin* ");
}

TEST_CASE("a ligature that is found in part is shown whole") {
    CHECK(marked("Cœur", "co") == "*Cœ*ur");
    CHECK(marked("Cœur", "e") == "C*œ*ur");
}

TEST_CASE("what is not there is nowhere, and nothing is looked for without a search") {
    CHECK(marked("Automobile", "bus") == "**Automobile");
    CHECK(marked("Automobile", "") == "**Automobile");
    CHECK(marked("", "bus") == "**");
}

TEST_CASE("a part that is found folds to what was looked for") {
    for (std::string const text : {"L'Œuvre – d’été", "Ça, là : où ?", "  espaces   multiples ", "ﬁn\u200bale"}) {
        std::string const whole = fold(text);
        for (std::size_t from = 0; from < whole.size(); ++from) {
            for (std::size_t count = 1; from + count <= whole.size(); ++count) {
                std::string const wanted = whole.substr(from, count);
                auto const [begin, end] = find_folded(text, wanted);
                CAPTURE(wanted);
                if (is_valid_utf8(wanted)) CHECK((wanted == " " || contains_folded(text.substr(begin, end - begin), wanted)));
            }
        }
    }
}

TEST_CASE("days and months in words") {
    CHECK(date_in_words(*date_from_civil(2026, 11, 27)) == "vendredi 27 novembre 2026");
    CHECK(date_in_words(*date_from_civil(2026, 2, 1)) == "dimanche 1er février 2026");
    CHECK(month_in_words(*date_from_civil(2026, 8, 31)) == "août 2026");
    CHECK(day_name(1) == "lundi");
    CHECK(day_name(7) == "dimanche");
}
