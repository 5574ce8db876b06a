// What the page has in the C library's place (src/main/web_libc.cpp): only as WebAssembly, where those functions are.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "doctest/doctest.h"

namespace {

/// The same bits: doctest itself writes floating point through what is tested here.
bool same(double one, double other) { return std::memcmp(&one, &other, sizeof one) == 0; }

struct Read {
    double number;
    std::size_t length;
};

Read read(char const* text) {
    char* end = nullptr;
    double const number = std::strtod(text, &end);
    return {number, static_cast<std::size_t>(end - text)};
}

template <typename... Values>
std::string written(char const* format, Values... values) {
    char text[96];
    int const count = std::snprintf(text, sizeof text, format, values...);
    std::string const all = text;
    CHECK(static_cast<std::size_t>(count) == all.size());
    return all;
}

}  // namespace

TEST_CASE("strtod: the nearest double, whatever the decimals") {
    CHECK(same(read("0").number, 0.0));
    CHECK(same(read("-0").number, -0.0));
    CHECK(same(read("0.1").number, 0x1.999999999999ap-4));
    CHECK(same(read("+1.50").number, 1.5));
    CHECK(same(read("9007199254740993").number, 0x1p53));
    CHECK(same(read("179769313486231570000000000000000000000e270").number, std::numeric_limits<double>::max()));
    CHECK(same(read("4.9e-324").number, std::numeric_limits<double>::denorm_min()));
    CHECK(same(read("2.2250738585072011e-308").number, 0x0.fffffffffffffp-1022));
    CHECK(same(read("1e400").number, std::numeric_limits<double>::infinity()));
    CHECK(same(read("-1e-400").number, -0.0));
    CHECK(same(read(".5").number, 0.5));
    CHECK(same(read("7.").number, 7.0));
}

TEST_CASE("strtod: what follows the number is left where it stands") {
    CHECK(read("12,50").length == 2);
    CHECK(read("12.50 €").length == 5);
    CHECK(read("1e").length == 1);
    CHECK(read("1e+").length == 1);
    CHECK(read("1e+5x").length == 4);
    CHECK(read("1.2.3").length == 3);
    CHECK(read("-.5e-1").length == 6);
    CHECK(read(" \t\n-3 4").length == 5);
    CHECK(same(read(" \t\n-3 4").number, -3.0));
    for (char const* none : {"", " ", "- 1", "-", "+", ".", "e5", "-.", "abc", "nan", "inf"}) {
        CHECK(read(none).length == 0);
        CHECK(same(read(none).number, 0.0));
    }
    CHECK(same(std::strtod("2.5", nullptr), 2.5));
    CHECK(same(std::atof("2.5 "), 2.5));
    CHECK(std::strtof("0.1", nullptr) == 0.1F);
}

TEST_CASE("vsnprintf: whole numbers, their width, zeros and precision") {
    CHECK(written("%d", 0) == "0");
    CHECK(written("%d|%i", -12, 34) == "-12|34");
    CHECK(written("%d", std::numeric_limits<int>::min()) == "-2147483648");
    CHECK(written("%lld", std::numeric_limits<long long>::min()) == "-9223372036854775808");
    CHECK(written("%llu", std::numeric_limits<unsigned long long>::max()) == "18446744073709551615");
    CHECK(written("%ld", 70000L) == "70000");
    CHECK(written("%zu", std::size_t{42}) == "42");
    CHECK(written("%u", 4294967295U) == "4294967295");
    CHECK(written("%02d/%02d/%04d", 7, 12, 2026) == "07/12/2026");
    CHECK(written("%5d|%05d", -42, -42) == "  -42|-0042");
    CHECK(written("%.3d", 7) == "007");
    CHECK(written("%x %X %08X", 0xBEEFU, 0xBEEFU, 0xBEEFU) == "beef BEEF 0000BEEF");
}

TEST_CASE("vsnprintf: texts, letters and the sign itself") {
    CHECK(written("%s, %s", "Illzach", "68110") == "Illzach, 68110");
    CHECK(written("%.3s|%.*s", "abcdef", 2, "abcdef") == "abc|ab");
    CHECK(written("%c%c", 'o', 'k') == "ok");
    CHECK(written("%d %%", 45) == "45 %");
    CHECK(written("%s", "é œ €") == "é œ €");
}

TEST_CASE("vsnprintf: writes no more than it has room for, and tells the whole length") {
    char text[8];
    std::memset(text, '#', sizeof text);
    CHECK(std::snprintf(text, 4, "%d", 123456) == 6);
    CHECK(std::string(text) == "123");
    CHECK(text[4] == '#');
    CHECK(std::snprintf(text, 1, "%s", "abc") == 3);
    CHECK(text[0] == '\0');
    CHECK(std::snprintf(nullptr, 0, "%s-%d", "abc", 12) == 6);
}

TEST_CASE("vsnprintf: what is written with seventeen digits is read back to the bit") {
    std::mt19937_64 random(20261122);
    for (int round = 0; round < 20'000; ++round) {
        std::uint64_t const bits = random();
        double number = 0;
        std::memcpy(&number, &bits, sizeof number);
        if (!std::isfinite(number)) continue;
        std::string const text = written("%.16e", number);
        REQUIRE(same(read(text.c_str()).number, number));
    }
    CHECK(written("%e", 1234.5) == "1.234500e+3");
    CHECK(written("%.0e", 1.0) == "1e+0");
    CHECK(written("%.60e", 1.0).size() <= 32);
}

TEST_CASE("angles: as the painter needs them, round corners and arcs") {
    for (int step = -16; step <= 16; ++step) {
        float const angle = static_cast<float>(step) * 0.196349540849362F;
        double const exact = static_cast<double>(angle);
        CHECK(std::fabs(static_cast<double>(sinf(angle)) - std::sin(exact)) < 1e-7);
        CHECK(std::fabs(static_cast<double>(cosf(angle)) - std::cos(exact)) < 1e-7);
    }
    CHECK(acosf(1.0F) == 0.0F);
    CHECK(std::fabs(static_cast<double>(acosf(-1.0F)) - 3.14159265358979) < 1e-6);
    CHECK(std::isnan(acosf(1.5F)));
}
