// Composition and folding of Latin text.
#include <doctest/doctest.h>

#include "core/latin_table.hpp"
#include "core/text.hpp"
#include "unit/core/nfc_table.hpp"
#include "unit/core/support.hpp"

using namespace guichet;
using test::Generator;

namespace {

std::string text_of(std::initializer_list<char32_t> code_points) {
    std::string out;
    for (char32_t const c : code_points) append_code_point(out, c);
    return out;
}

std::string random_latin(Generator& generator) {
    std::string out;
    for (std::size_t i = generator.below(6); i > 0; --i) {
        switch (generator.below(4)) {
        case 0: append_code_point(out, static_cast<char32_t>(generator.between('A', 'z'))); break;
        case 1: append_code_point(out, static_cast<char32_t>(generator.between(0xC0, 0x24F))); break;
        case 2: append_code_point(out, static_cast<char32_t>(generator.between(0x1E00, 0x1EFF))); break;
        default: append_code_point(out, static_cast<char32_t>(generator.between(0x300, 0x36F))); break;
        }
    }
    return out;
}

}  // namespace

TEST_CASE("compose_latin gives what NFC gives") {
    for (auto const& row : test::compositions) {
        CAPTURE(row.typed);
        CHECK(compose_latin(row.typed) == row.composed);
    }
}

TEST_CASE("compose_latin puts together every letter of its table and is done after one pass") {
    for (auto const& row : latin::decompositions) {
        if (row.mark == 0 || row.composed == 0x0344) continue;  // singletons and U+0344 are never composed to
        CAPTURE(static_cast<unsigned>(row.composed));
        CHECK(compose_latin(text_of({row.base, row.mark})) == text_of({row.composed}));
    }
    Generator generator{3};
    for (int i = 0; i < 20000; ++i) {
        std::string const once = compose_latin(random_latin(generator));
        REQUIRE(compose_latin(once) == once);
    }
}

TEST_CASE("compose_latin makes one name of the two forms that systems hand over") {
    CHECK(compose_latin("Pie\u0300ces justificatives, e\u0301te\u0301") == "Pièces justificatives, été");
    CHECK(compose_latin("déjà composé") == "déjà composé");
    CHECK(compose_latin("") == "");
}

TEST_CASE("compose_latin leaves other scripts and invalid bytes as they are") {
    CHECK(compose_latin("\u03b1\u0301") == "\u03b1\u0301");
    CHECK(compose_latin("e\u0301\xFF\u0301") == "é\xFF\u0301");
    CHECK(compose_latin("\uFFFDe\u0301") == "\uFFFDé");
    std::string many = "e";
    for (int i = 0; i < 20000; ++i) many += i % 2 == 0 ? "\u0301" : "\u0323";
    // The marks below sort before those above; the first one below joins the letter.
    std::string expected = "\u1eb9";
    for (int i = 0; i < 9999; ++i) expected += "\u0323";
    for (int i = 0; i < 10000; ++i) expected += "\u0301";
    CHECK(compose_latin(many) == expected);
}

TEST_CASE("compose_latin sorts marks by class and keeps the order of those of one class") {
    Generator generator{5};
    std::string typed = "b";  // b composes with none of these
    std::string below;
    std::string above;
    for (int i = 0; i < 500; ++i) {
        bool const is_above = generator.below(2) == 0;
        char32_t const mark =
            is_above ? 0x0301 + static_cast<char32_t>(generator.below(3)) : 0x0324 + static_cast<char32_t>(generator.below(3));
        append_code_point(typed, mark);
        append_code_point(is_above ? above : below, mark);
    }
    CHECK(compose_latin(typed) == "b" + below + above);
}

TEST_CASE("fold drops case, accents and ligatures") {
    CHECK(fold("Élève") == "eleve");
    CHECK(fold("e\u0301le\u0300ve") == "eleve");
    CHECK(fold("CŒUR, œuf, Æthelred") == "coeur, oeuf, aethelred");
    CHECK(fold("Straße ÿ Ÿ Ñ ç Ø Ł") == "strasse y y n c o l");
    CHECK(fold("ﬁnanceur") == "financeur");
    CHECK(fold("Nguyễn Ọ") == "nguyen o");
    CHECK(fold("n° 12 : 43 %") == "n° 12 : 43 %");
}

TEST_CASE("fold turns apostrophes, hyphens and runs of spaces into one space") {
    CHECK(fold("L’Haÿ-les-Roses") == "l hay les roses");
    CHECK(fold("l'été") == fold("l’ÉTÉ"));
    CHECK(fold("  Saint \u00a0\u2013 Denis\u202f ") == "saint denis");
    CHECK(fold("-") == "");
    CHECK(fold("sou\u00adligner") == "souligner");
}

TEST_CASE("fold of folded text is itself, whichever form it came in") {
    Generator generator{4};
    for (int i = 0; i < 20000; ++i) {
        std::string const text = random_latin(generator);
        REQUIRE(fold(fold(text)) == fold(text));
        REQUIRE(fold(compose_latin(text)) == fold(text));
    }
}

TEST_CASE("contains_folded finds what a person would call the same words") {
    CHECK(contains_folded("Saint-Étienne", "saint etienne"));
    CHECK(contains_folded("Maître d’apprentissage", "D'APPRENTI"));
    CHECK(contains_folded("anything", ""));
    CHECK(contains_folded("", ""));
    CHECK_FALSE(contains_folded("", "a"));
    CHECK_FALSE(contains_folded("Saint-Étienne", "tienes"));
}
