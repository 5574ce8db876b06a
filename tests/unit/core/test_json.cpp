// JSON that comes from outside: files people open, answers of a server, what was stored last year.
#include "core/json.hpp"

#include <limits>

#include "unit/core/support.hpp"

using namespace guichet;
using test::Generator;

namespace {

std::string code_of(std::string_view text) {
    auto const parsed = parse_json(text);
    if (parsed) return "";
    CHECK(test::sentence_fault(parsed.error().message) == "");
    return parsed.error().code;
}

std::string nested(std::size_t depth, std::string_view open, std::string_view inside, std::string_view close) {
    std::string out;
    for (std::size_t i = 0; i < depth; ++i) out += open;
    out += inside;
    for (std::size_t i = 0; i < depth; ++i) out += close;
    return out;
}

Json random_json(Generator& generator, int depth) {
    switch (generator.below(depth > 0 ? 8 : 6)) {
    case 0: return nullptr;
    case 1: return generator.below(2) == 0;
    case 2: return generator.between(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
    case 3: return generator.of_any_size(1000);
    case 4: return static_cast<double>(generator.between(-1000000, 1000000)) / 64.0;
    case 5: {
        std::string text;
        for (std::size_t i = generator.below(6); i > 0; --i) append_code_point(text, static_cast<char32_t>(generator.below(0x3000)));
        return text;
    }
    case 6: {
        Json array = Json::array();
        for (std::size_t i = generator.below(4); i > 0; --i) array.push_back(random_json(generator, depth - 1));
        return array;
    }
    default: {
        Json object = Json::object();
        for (std::size_t i = generator.below(4); i > 0; --i) object["k" + generator.digits(2)] = random_json(generator, depth - 1);
        return object;
    }
    }
}

}  // namespace

TEST_CASE("parse_json reads every kind of value and keeps the order of members") {
    auto const parsed = parse_json(R"( {"z": [1, -2, 2.5, true, false, null], "a": "é\u00e9\n", "m": {}, "b": []} )");
    REQUIRE(parsed.has_value());
    CHECK(write_json(*parsed) == R"({"z":[1,-2,2.5,true,false,null],"a":"éé\n","m":{},"b":[]})");
    CHECK(parse_json("12").value_or(Json{}) == Json(12));
    CHECK(parse_json("\"x\"").value_or(Json{}) == Json("x"));
    CHECK(parse_json("null").has_value());
    CHECK(write_json(parse_json(R"({"a":[{"b":{"c":[1,{"d":2}]}},{"e":3}],"f":4})").value_or(Json{})) ==
          R"({"a":[{"b":{"c":[1,{"d":2}]}},{"e":3}],"f":4})");
}

TEST_CASE("parse_json refuses what is not JSON and names the byte where reading stopped") {
    for (std::string_view const text :
         {"",    " ",     "{",        "[",     "[1,]",   "{\"a\":1,}", "{\"a\"}", "{a:1}",    "01",      "1.",          ".5",
          "+1",  "NaN",   "Infinity", "1e999", "-1e999", "tru",        "'a'",     "\"a",      "\"\\x\"", "\"\\ud800\"", "\"\t\"",
          "1 2", "[1] x", "// c\n1",  "]",     "}",      "[}",         "{]",      "\"\\u12\""}) {
        CAPTURE(text);
        CHECK(code_of(text) == "json_syntax");
    }
    auto const parsed = parse_json("{\"a\":1, oops}");
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().message == "Ces données ne sont pas du JSON lisible\u00a0: vérifiez qu’elles sont entières (octet 9).");
}

TEST_CASE("parse_json refuses invalid UTF-8, inside strings and outside") {
    for (std::string_view const text :
         {"\"\xFF\"", "\"\xC3\"", "\"\xC0\xAF\"", "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", "{\"\x80\":1}", "\xFF", "[\xC3\xA9]"}) {
        CHECK(code_of(text) == "json_syntax");
    }
    CHECK(code_of(std::string_view{"\"a\0b\"", 5}) == "json_syntax");
    CHECK(code_of(std::string_view{"1\0", 2}) == "json_syntax");
    CHECK(code_of(std::string_view{"[1]\0[2]", 7}) == "json_syntax");
}

TEST_CASE("parse_json names the byte for every kind of refusal") {
    auto const message = [](std::string_view text) { return parse_json(text).error_or(Trouble{}).message; };
    CHECK(message(std::string_view{"[1]\0[2]", 7}).ends_with("(octet 4)."));
    CHECK(message(R"({"a":1,"a":2})").ends_with("(octet 10)."));
    CHECK(message(std::string(100, '[')).ends_with("(octet 65)."));
    CHECK(message("\"\xFF\"").ends_with("(octet 2)."));
}

TEST_CASE("parse_json refuses a depth over 64 without recursing") {
    CHECK(code_of(nested(64, "[", "", "]")) == "");
    CHECK(code_of(nested(65, "[", "", "]")) == "json_depth");
    CHECK(code_of(nested(64, "{\"a\":", "1", "}")) == "");
    CHECK(code_of(nested(65, "{\"a\":", "1", "}")) == "json_depth");
    CHECK(code_of(nested(32, "[{\"a\":", "1", "}]")) == "");
    CHECK(code_of(nested(33, "[{\"a\":", "1", "}]")) == "json_depth");
    CHECK(code_of(std::string(1'000'000, '[')) == "json_depth");
    CHECK(code_of("[" + nested(63, "[", "", "]") + "," + nested(63, "[", "", "]") + "]") == "");  // depth, not count
}

TEST_CASE("parse_json refuses duplicate keys, also when written differently") {
    CHECK(code_of(R"({"a":1,"a":1})") == "json_duplicate_key");
    CHECK(code_of(R"({"a":1,"\u0061":2})") == "json_duplicate_key");
    CHECK(code_of(R"({"x":[{"a":1,"b":2,"a":3}]})") == "json_duplicate_key");
    CHECK(code_of(R"({"":1,"":2})") == "json_duplicate_key");
    CHECK(code_of(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})") == "");
}

TEST_CASE("parse_json reads an object of many members in linear time") {
    std::string text = "{";
    for (int i = 0; i < 100'000; ++i) text += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":" + std::to_string(i);
    text += "}";
    auto const parsed = parse_json(text);
    REQUIRE(parsed.has_value());
    CHECK(parsed->size() == 100'000);
    CHECK(write_json(*parsed) == text);
}

TEST_CASE("write_json gives valid UTF-8 whatever the strings hold") {
    CHECK(write_json(Json("a\xFF"
                          "b")) == "\"a\uFFFDb\"");
    CHECK(is_valid_utf8(write_json(Json{{"\xC3", "\xE2\x82"}})));
    CHECK(write_json(Json{{"b", 1}, {"a", "é"}}) == R"({"b":1,"a":"é"})");
    CHECK(write_json_pretty(Json{{"b", Json::array({1, 2})}}) == "{\n  \"b\": [\n    1,\n    2\n  ]\n}");
    CHECK(is_valid_utf8(write_json_pretty(Json("\xFF"))));
}

TEST_CASE("what is written parses to the same value") {
    Generator generator{31};
    for (int i = 0; i < 3000; ++i) {
        Json const json = random_json(generator, 4);
        REQUIRE(parse_json(write_json(json)).value_or(Json("lost")) == json);
        REQUIRE(parse_json(write_json_pretty(json)).value_or(Json("lost")) == json);
        std::string const canonical = canonical_json(json);
        auto const again = parse_json(canonical);
        REQUIRE(again.has_value());
        REQUIRE(canonical_json(*again) == canonical);
    }
}

TEST_CASE("canonical_json sorts members, drops spaces and does not depend on their order") {
    CHECK(canonical_json(parse_json(R"({"b": [3, {"z":1, "y":2}], "a": "é", "A": null, "": 0})").value_or(Json{})) ==
          R"({"":0,"A":null,"a":"é","b":[3,{"y":2,"z":1}]})");
    CHECK(canonical_json(Json::object()) == "{}");
    CHECK(canonical_json(Json::array()) == "[]");
    CHECK(canonical_json(Json("a\"\\/\b\f\n\r\t\x01\x7f")) == "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f\"");
    // RFC 8785, 3.2.3: order of UTF-16 code units.
    CHECK(canonical_json(parse_json(R"({"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7})").value_or(Json{})) ==
          "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}");
}

TEST_CASE("canonical_json writes numbers as ECMAScript does, integers whole, and null for what JSON lacks") {
    CHECK(canonical_json(parse_json("[1.0, 1e2, 0.10, -0.0, 1e-7, 1E21, 333333333.33333329]").value_or(Json{})) ==
          "[1,100,0.1,0,1e-7,1e+21,333333333.3333333]");
    CHECK(canonical_json(Json(std::numeric_limits<double>::infinity())) == "null");
    CHECK(canonical_json(Json(std::numeric_limits<double>::quiet_NaN())) == "null");
    CHECK(canonical_json(Json(std::numeric_limits<std::int64_t>::min())) == "-9223372036854775808");
    CHECK(canonical_json(Json(std::numeric_limits<std::uint64_t>::max())) == "18446744073709551615");
}

TEST_CASE("member and its typed forms give nothing for what is absent or of another kind") {
    Json const json =
        parse_json(R"({"t":"texte","i":-5,"big":18446744073709551615,"max":9223372036854775807,"f":1.0,"b":false,"n":null,"o":{}})")
            .value_or(Json{});
    REQUIRE(member(json, "t") != nullptr);
    CHECK(*member(json, "t") == Json("texte"));
    CHECK(member(json, "absent") == nullptr);
    CHECK(member(json, "") == nullptr);
    CHECK(member(Json::array({1}), "t") == nullptr);
    CHECK(member(Json(), "t") == nullptr);
    CHECK(member(Json("t"), "t") == nullptr);
    CHECK(member(json, "n") != nullptr);

    CHECK(text_member(json, "t") == "texte");
    CHECK(integer_member(json, "i") == -5);
    CHECK(integer_member(json, "max") == std::numeric_limits<std::int64_t>::max());
    CHECK(boolean_member(json, "b") == false);
    for (std::string_view const name : {"i", "big", "f", "b", "n", "o", "absent"}) CHECK_FALSE(text_member(json, name).has_value());
    for (std::string_view const name : {"t", "big", "f", "b", "n", "o", "absent"}) CHECK_FALSE(integer_member(json, name).has_value());
    for (std::string_view const name : {"t", "i", "big", "f", "n", "o", "absent"}) CHECK_FALSE(boolean_member(json, name).has_value());
}
