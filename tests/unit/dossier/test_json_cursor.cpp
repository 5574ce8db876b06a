// Texts of JSON read eight bytes at once: what stands where eight bytes begin or end must not matter.
#include <doctest/doctest.h>

#include <string>

#include "core/json.hpp"
#include "dossier/json_cursor.hpp"

using namespace guichet;

TEST_CASE("a text is read alike whatever its length and wherever its quote, backslash or accent stands") {
    for (std::size_t length = 0; length <= 34; ++length) {
        for (std::size_t place = 0; place <= length; ++place) {
            for (std::string const& odd : {"\"", "\\", "é", "€", "𝄞", "\x7F", "!", " ", "\t", "#", "[", "]"}) {
                std::string const text = std::string(place, 'a') + odd + std::string(length - place, 'z');
                std::string const source = write_json(Json(text));
                JsonCursor cursor(source);
                CAPTURE(source);
                REQUIRE(cursor.read_text() == text);
                REQUIRE(cursor.at_end());
                REQUIRE_FALSE(cursor.failed());
            }
        }
    }
}

TEST_CASE("a raw control character, a lone byte of UTF-8 and a text without end are refused wherever they stand") {
    for (std::size_t length = 0; length <= 34; ++length) {
        for (std::size_t place = 0; place <= length; ++place) {
            for (std::string const& odd : {std::string(1, '\0'), std::string("\n"), std::string("\x1F"), std::string("\x80"),
                                           std::string("\xC3"), std::string("\xFF")}) {
                std::string const source = '"' + std::string(place, 'a') + odd + std::string(length - place, 'z') + '"';
                JsonCursor cursor(source);
                CAPTURE(place);
                static_cast<void>(cursor.read_text());
                REQUIRE(cursor.failed());
            }
        }
        std::string const endless = '"' + std::string(length, 'a');
        JsonCursor cursor(endless);
        static_cast<void>(cursor.read_text());
        REQUIRE(cursor.failed());
    }
}

TEST_CASE("a member that is looked for is taken where it stands plainly, and left whole where it does not") {
    struct Source {
        std::string_view text;
        bool taken;
    };
    constexpr Source sources[] = {
        {R"({"nom":1})", true},    {R"({ "nom":1})", false}, {R"({"nom" :1})", false},
        {R"({"nomme":1})", false}, {R"({"no":1})", false},   {R"({"\u006eom":1})", false},
        {R"({"nom")", false},      {R"({"nom)", false},      {"{", false},
    };
    for (auto const& [text, taken] : sources) {
        CAPTURE(text);
        JsonCursor cursor(text);
        REQUIRE(cursor.enter_object());
        CHECK(cursor.take_member("nom") == taken);
        if (taken) continue;
        JsonCursor other(text);
        REQUIRE(other.enter_object());
        CHECK(cursor.offset() == other.offset());
        CHECK_FALSE(cursor.failed());
    }
    JsonCursor cursor(R"({"a":1,"b":2})");
    REQUIRE(cursor.enter_object());
    CHECK_FALSE(cursor.take_member("b"));
    CHECK(cursor.take_member("a"));
    CHECK(cursor.read_integer() == 1);
    CHECK_FALSE(cursor.take_member("a"));
    CHECK(cursor.take_member("b"));
    CHECK(cursor.read_integer() == 2);
    std::string_view name;
    CHECK_FALSE(cursor.next_member(name));
    CHECK(cursor.at_end());
}
