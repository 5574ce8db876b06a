#include "receiver/text_wire.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace guichet::receiver;

TEST_CASE("percent-encoding has one reading, or none") {
    CHECK(percent_decode("abc") == "abc");
    CHECK(percent_decode("%C3%A9t%c3%a9") == "été");
    CHECK(percent_decode("a+b") == "a+b");
    CHECK(percent_decode("a+b", true) == "a b");
    for (auto const* bad : {"%", "%4", "%4G", "abc%", "%00", "a%00b", "%u0041", "%C3", "%C0%AF", "%ED%A0%80"}) {
        CHECK_MESSAGE(!percent_decode(bad), bad);
    }
    for (std::string const text : {"été / œuf?#", "a b", "100 %", "\x01"}) { CHECK(percent_decode(percent_encode(text)) == text); }
}

TEST_CASE("a query keeps its order, its empty values and its repetitions") {
    auto const query = read_query("q=12%203&&page=2&q=4&vide=&seul");
    REQUIRE(query);
    CHECK(query->size() == 5);
    CHECK(query_value(*query, "q") == "12 3");
    CHECK(query_value(*query, "vide") == "");
    CHECK(query_value(*query, "seul") == "");
    CHECK(!query_value(*query, "absent"));
    CHECK(!read_query("q=%FF"));
    CHECK(read_query("")->empty());
}

TEST_CASE("a coding is chosen by the weights of Accept-Encoding") {
    constexpr Offered both{.gzip = true, .brotli = true};
    CHECK(choose_coding(std::nullopt, both) == Coding::identity);
    CHECK(choose_coding("", both) == Coding::identity);
    CHECK(choose_coding("gzip, deflate, br, zstd", both) == Coding::brotli);
    CHECK(choose_coding("gzip, deflate", both) == Coding::gzip);
    CHECK(choose_coding("GZIP;Q=0.5,BR;Q=0.4", both) == Coding::gzip);
    CHECK(choose_coding("br;q=0, gzip;q=0.001", both) == Coding::gzip);
    CHECK(choose_coding("br;q=0, *", both) == Coding::gzip);
    CHECK(choose_coding("*", both) == Coding::brotli);
    CHECK(choose_coding("*;q=0", both) == std::nullopt);
    CHECK(choose_coding("identity;q=0", both) == std::nullopt);
    CHECK(choose_coding("identity;q=0, br", {.gzip = true, .brotli = false}) == std::nullopt);
    CHECK(choose_coding("identity;q=0, *;q=0.1", both) == Coding::brotli);
    CHECK(choose_coding("br;q=0.5, identity", both) == Coding::identity);
    CHECK(choose_coding("br;q=0.5;x=1 , identity;q=0.2", both) == Coding::brotli);
    CHECK(choose_coding("br;q=1.5, gzip", both) == Coding::gzip);    // no weight: refused
    CHECK(choose_coding("br;q=0.1234, gzip", both) == Coding::gzip);  // four digits: not a weight
    CHECK(choose_coding("br", {}) == Coding::identity);
    CHECK(choose_coding("brotli, vbr", both) == Coding::identity);
}

TEST_CASE("entity tags are compared weakly, and only whole") {
    CHECK(matches_entity_tag("\"abc\"", "\"abc\""));
    CHECK(matches_entity_tag("\"x\", W/\"abc\" ", "\"abc\""));
    CHECK(matches_entity_tag("*", "\"abc\""));
    CHECK(!matches_entity_tag("\"abcd\"", "\"abc\""));
    CHECK(!matches_entity_tag("abc", "\"abc\""));
    CHECK(!matches_entity_tag("", "\"abc\""));
}

TEST_CASE("a file's name can neither end the header nor add another") {
    CHECK(attachment_disposition("plan.pdf") == "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf");
    auto const hostile = attachment_disposition("é\"\r\nSet-Cookie: a=b;\\.pdf");
    CHECK(hostile.find('\r') == std::string::npos);
    CHECK(hostile.find('\n') == std::string::npos);
    CHECK(hostile.starts_with("attachment; filename=\"__"));
    CHECK(hostile.find("filename*=UTF-8''%C3%A9%22%0D%0ASet-Cookie%3A%20a%3Db%3B%5C.pdf") != std::string::npos);
    CHECK(attachment_disposition("\xFF").find("%EF%BF%BD") != std::string::npos);
}

TEST_CASE("access codes are what a browser can put into a header") {
    CHECK(is_access_code("abc-DEF_123.~+/="));
    CHECK(is_access_code("sésame-2026"));
    CHECK(to_latin1("sésame") == "s\xE9same");
    for (auto const* bad : {"", "a b", "50%", "œuf", "10€", "a\nb", "\xC3"}) { CHECK_MESSAGE(!is_access_code(bad), bad); }
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK(!equal_in_constant_time("abc", "abd"));
    CHECK(!equal_in_constant_time("abc", "ab"));
    CHECK(!equal_in_constant_time("", "a"));
    CHECK(!equal_in_constant_time("a", ""));
    CHECK(!equal_in_constant_time("abab", "ab"));
}

TEST_CASE("identifiers of an address are told from anything else") {
    CHECK(is_plain_id("p1"));
    for (auto const* bad : {"", "a/b", "..", "a.b", "é", "a%20"}) { CHECK_MESSAGE(!is_plain_id(bad), bad); }
    CHECK(!is_plain_id(std::string(65, 'a')));
    CHECK(media_type_of(" Application/JSON ; charset=utf-8") == "application/json");
    CHECK(media_type_of("") == "");
}

TEST_CASE("only this machine's own names are loop-back") {
    for (auto const* good : {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:80", "127.9.9.9", "[::1]", "[::1]:8080", "::1"}) {
        CHECK_MESSAGE(is_loopback_host(good), good);
    }
    for (auto const* bad : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0", "127.0.0.256", "10.0.0.1",
                            "[::2]", "0.0.0.0", "127.0.0.1:x", "localhost:"}) {
        CHECK_MESSAGE(!is_loopback_host(bad), bad);
    }
}
