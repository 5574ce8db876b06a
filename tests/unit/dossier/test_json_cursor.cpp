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
