// Promises of core/text.hpp that hold for any script.
#include "core/text.hpp"

#include <limits>

#include "unit/core/support.hpp"

using namespace guichet;
using test::Generator;

namespace {

constexpr std::array<std::string_view, 12> broken{
    "\x80",              // a continuation alone
    "\xC3",              // cut short
    "\xC0\xAF",          // overlong /
    "\xC1\xBF",          // overlong
    "\xE0\x80\xAF",      // overlong on three
    "\xE0\x9F\xBF",      // overlong on three, the last of them
    "\xED\xA0\x80",      // a surrogate
    "\xED\xBF\xBF",      // a surrogate
    "\xF0\x8F\xBF\xBF",  // overlong on four
    "\xF4\x90\x80\x80",  // above U+10FFFF
    "\xF5\x80\x80\x80",  // no such lead
    "\xFF",
};

std::string random_bytes(Generator& generator, std::size_t most) {
    std::string out;
    for (std::size_t i = generator.below(most + 1); i > 0; --i) {
        // Half of them near the edges of UTF-8, or nearly nothing would be valid.
        constexpr std::array<char, 8> edges{'a', '\xC3', '\xA9', '\xE2', '\x80', '\xAF', '\xF0', ' '};
        out.push_back(generator.below(2) == 0 ? generator.pick(edges) : static_cast<char>(generator.below(256)));
    }
    return out;
}

}  // namespace

TEST_CASE("is_valid_utf8 takes every code point in its shortest form and nothing else") {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        std::string text;
        append_code_point(text, c);
        bool const surrogate = c >= 0xD800 && c <= 0xDFFF;
        std::size_t at = 0;
        bool const good = is_valid_utf8(text) && next_code_point(text, at) == (surrogate ? 0xFFFD : c) && at == text.size();
        if (!good) FAIL("code point " << static_cast<std::uint32_t>(c));
    }
    CHECK(is_valid_utf8(""));
    CHECK(is_valid_utf8("Élodie, cœur, 🙂"));
    CHECK(is_valid_utf8("\xED\x9F\xBF"));      // U+D7FF, just below the surrogates
    CHECK(is_valid_utf8("\xEE\x80\x80"));      // U+E000, just above
    CHECK(is_valid_utf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF
    for (std::string_view const text : broken) {
        CAPTURE(text.size());
        CHECK_FALSE(is_valid_utf8(text));
        CHECK_FALSE(is_valid_utf8("a" + std::string{text} + "b"));
    }
}

TEST_CASE("append_code_point writes U+FFFD for what is no character") {
    std::string out;
    append_code_point(out, 0xD800);
    append_code_point(out, 0x110000);
    append_code_point(out, std::numeric_limits<char32_t>::max());
    CHECK(out == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("next_code_point moves one byte on for an invalid sequence, and past the end") {
    std::size_t at = 0;
    std::string_view const text = "\xE2\x82x";
    CHECK(next_code_point(text, at) == 0xFFFD);
    CHECK(at == 1);
    CHECK(next_code_point(text, at) == 0xFFFD);
    CHECK(at == 2);
    CHECK(next_code_point(text, at) == U'x');
    CHECK(at == 3);
    CHECK(next_code_point(text, at) == 0xFFFD);
    CHECK(at == 4);
}

TEST_CASE("repair_utf8 replaces each byte that is no part of a valid sequence by U+FFFD") {
    CHECK(repair_utf8("abc é") == "abc é");
    CHECK(repair_utf8("a\xC3(") == "a\uFFFD(");
    CHECK(repair_utf8("\xF0\x9F\x99") == "\uFFFD\uFFFD\uFFFD");
    Generator generator{1};
    for (int i = 0; i < 5000; ++i) {
        std::string const text = random_bytes(generator, 12);
        std::string const repaired = repair_utf8(text);
        REQUIRE(is_valid_utf8(repaired));
        REQUIRE(count_code_points(repaired) == count_code_points(text));
        REQUIRE((repaired == text) == is_valid_utf8(text));
    }
}

TEST_CASE("count_code_points counts characters, not bytes") {
    CHECK(count_code_points("") == 0);
    CHECK(count_code_points("été") == 3);
    CHECK(count_code_points("🙂") == 1);
    CHECK(count_code_points("\xFF\xFF") == 2);
}

TEST_CASE("first_code_points cuts after that many characters") {
    CHECK(first_code_points("été 2026", 3) == "été");
    CHECK(first_code_points("été", 0) == "");
    CHECK(first_code_points("été", 99) == "été");
    CHECK(first_code_points("🙂🙂", 1) == "🙂");
}

TEST_CASE("is_space knows the spaces that people paste") {
    for (char32_t const c : {U' ', U'\t', U'\n', U'\v', U'\f', U'\r', U'\u00A0', U'\u2000', U'\u2009', U'\u200A', U'\u202F', U'\u205F',
                             U'\u3000', U'\uFEFF'}) {
        CHECK(is_space(c));
    }
    for (char32_t const c : {U'a', U'\0', U'\u200B', U'\u1FFF', U'-', U'\u2010'}) CHECK_FALSE(is_space(c));
}

TEST_CASE("is_invisible knows the marks that come along with a pasted number") {
    for (char32_t const c : {U'\u200B', U'\u200E', U'\u200F', U'\u202A', U'\u202C', U'\u202E', U'\u2060', U'\u2066', U'\u2069'}) {
        CHECK(is_invisible(c));
        CHECK_FALSE(is_space(c));
    }
    for (char32_t const c : {U'a', U' ', U'\u200A', U'\u2010', U'\u202F', U'\u206A'}) CHECK_FALSE(is_invisible(c));
}

TEST_CASE("trim removes every kind of space at both ends and none inside") {
    CHECK(trim("") == "");
    CHECK(trim(" \t\r\n") == "");
    CHECK(trim("\u00a0\u202f\u3000\ufeff") == "");
    CHECK(trim("\u00a0 a b\u202f ") == "a b");
    CHECK(trim("é") == "é");
    CHECK(trim(" \xFF ") == "\xFF");
    Generator generator{2};
    for (int i = 0; i < 3000; ++i) {
        std::string const text = random_bytes(generator, 8);
        std::string_view const trimmed = trim(text);
        REQUIRE(trim(trimmed) == trimmed);
        REQUIRE(trim("\u202f" + std::string{trimmed} + "\u2003") == trimmed);
    }
}

TEST_CASE("compact removes spaces, dots, hyphens and invisible marks") {
    CHECK(compact("831 352\u00a0976\u202f00011") == "83135297600011");
    CHECK(compact("71.20-A") == "7120A");
    CHECK(compact("\u202a06\u201012\u2013\u00ad34\u202c") == "061234");
    CHECK(compact("  ") == "");
    CHECK(compact("l’été_") == "l’été_");
    CHECK(compact("1\xFF 2") == "1\uFFFD2");
    // What is removed from between stray bytes must not make a character of them.
    CHECK(compact("\xE2.\x80\xAC") == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("to_upper_ascii and to_lower_ascii leave accented letters alone") {
    CHECK(to_upper_ascii("2a é z`{") == "2A é Z`{");
    CHECK(to_lower_ascii("2A É Z@[") == "2a É z@[");
}

TEST_CASE("split gives one part more than there are separators") {
    CHECK(split("a;b;;c", ';') == std::vector<std::string_view>{"a", "b", "", "c"});
    CHECK(split("", ';') == std::vector<std::string_view>{""});
    CHECK(split(";", ';') == std::vector<std::string_view>{"", ""});
    CHECK(split("abc", ';') == std::vector<std::string_view>{"abc"});
}

TEST_CASE("counted takes the singular for 0 and 1, and U+202F after the number") {
    CHECK(counted(0, "stagiaire", "stagiaires") == "0\u202fstagiaire");
    CHECK(counted(1, "stagiaire", "stagiaires") == "1\u202fstagiaire");
    CHECK(counted(2, "stagiaire", "stagiaires") == "2\u202fstagiaires");
    CHECK(counted(1234, "stagiaire", "stagiaires") == "1\u202f234\u202fstagiaires");
    CHECK(counted(-1, "jour", "jours") == "-1\u202fjour");
    CHECK(counted(-2, "jour", "jours") == "-2\u202fjours");
    CHECK(counted(std::numeric_limits<std::int64_t>::min(), "jour", "jours") ==
          "-9\u202f223\u202f372\u202f036\u202f854\u202f775\u202f808\u202fjours");
}

TEST_CASE("fill_in replaces the names it knows and leaves the others") {
    CHECK(fill_in("De {debut} à {fin}.", {{"debut", "lundi"}, {"fin", "mardi"}}) == "De lundi à mardi.");
    CHECK(fill_in("{inconnu} reste", {{"debut", "x"}}) == "{inconnu} reste");
    CHECK(fill_in("{a}{a}", {{"a", "1"}}) == "11");
    CHECK(fill_in("{a{b}", {{"b", "1"}}) == "{a1");
    CHECK(fill_in("ouvert {a", {{"a", "1"}}) == "ouvert {a");
    CHECK(fill_in("a} {", {{"a", "1"}}) == "a} {");
    CHECK(fill_in("", {{"a", "1"}}) == "");
}

TEST_CASE("fill_in never looks for names inside an argument") { CHECK(fill_in("{a} {b}", {{"a", "{b}"}, {"b", "{a}"}}) == "{b} {a}"); }

TEST_CASE("a UUID is 8-4-4-4-12 lower-case hexadecimal digits") {
    CHECK(is_uuid("123e4567-e89b-12d3-a456-426614174000"));
    for (auto const* bad : {"", "123E4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-42661417400",
                            "123e4567xe89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-42661417400g"}) {
        CHECK_MESSAGE(!is_uuid(bad), bad);
    }
}
