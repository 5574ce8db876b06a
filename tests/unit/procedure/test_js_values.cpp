// JavaScript's conversions, where a differential test cannot look: characters outside the basic plane,
// and the edges of numbers.
#include <cmath>

#include "procedure/js_values.hpp"
#include "unit/procedure/support.hpp"

using namespace guichet;
using test::Bench;

TEST_CASE("text reads as the number that JavaScript sees") {
    CHECK(js::text_number("") == 0);
    CHECK(js::text_number("  ") == 0);
    CHECK(js::text_number(" 12 ") == 12);
    CHECK(js::text_number("\u00a0\u202f5\u3000") == 5);
    CHECK(js::text_number("0x1F") == 31);
    CHECK(js::text_number("0b101") == 5);
    CHECK(js::text_number("0o17") == 15);
    CHECK(js::text_number("1e3") == 1000);
    CHECK(js::text_number(".5") == 0.5);
    CHECK(js::text_number("5.") == 5);
    CHECK(js::text_number("-Infinity") == -INFINITY);
    CHECK(js::text_number("123456789012345678901234567890") == 123456789012345678901234567890.0);
    for (char const* const none : {"12abc", "1,5", ".", "+", "e5", "0x", "0xG", "- 1", "1e", "infinity", "é"}) {
        CAPTURE(none);
        CHECK(std::isnan(js::text_number(none)));
    }
}

TEST_CASE("texts are ordered by UTF-16 code units, dates among texts") {
    CHECK(js::compare_texts("a", "b") < 0);
    CHECK(js::compare_texts("ab", "a") > 0);
    CHECK(js::compare_texts("é", "z") > 0);
    CHECK(js::compare_texts("", "") == 0);
    // U+1F600 is the surrogate pair D83D DE00, below U+E000.
    CHECK(js::compare_texts("\U0001F600", "\uE000") < 0);
    CHECK(js::compare_texts("\uFFFD", "\U0001F600") > 0);
    CHECK(js::compare_texts("\uD7FF", "\U0001F600") < 0);
}

TEST_CASE("substr counts UTF-16 units; half a character becomes U+FFFD") {
    Bench bench;
    std::string const text = "a\U0001F600b";
    bench.root[2] = Fact::of_text(text);
    CHECK(bench.run(R"({"substr":[{"var":"s"},1,2]})") == "\"\U0001F600\"");
    CHECK(bench.run(R"({"substr":[{"var":"s"},3]})") == "\"b\"");
    CHECK(bench.run(R"({"substr":[{"var":"s"},1,1]})") == "\"\uFFFD\"");
    CHECK(bench.run(R"({"substr":[{"var":"s"},2]})") == "\"\uFFFDb\"");
    CHECK(bench.run(R"({"substr":[{"var":"s"},2,0]})") == "\"\"");
}
