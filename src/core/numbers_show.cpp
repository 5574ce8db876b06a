// Numbers in French format: U+202F between thousands and before the unit, a comma, and the plain
// hyphen for minus, which spreadsheets read back.
#include <string>
#include <string_view>

#include "core/numbers.hpp"

namespace guichet {
namespace {

constexpr std::string_view thin_space = "\u202f";

std::string grouped(std::uint64_t value) {
    std::string const digits = std::to_string(value);
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) { out += thin_space; }
        out.push_back(digits[i]);
    }
    return out;
}

/// Magnitude without overflow, INT64_MIN included.
std::uint64_t magnitude(std::int64_t value) {
    auto const bits = static_cast<std::uint64_t>(value);
    return value < 0 ? std::uint64_t{0} - bits : bits;
}

enum class Decimals { always_two, only_needed };

std::string show_hundredths(std::int64_t value, Decimals decimals, std::string_view unit) {
    std::uint64_t const whole = magnitude(value) / 100;
    std::uint64_t const rest = magnitude(value) % 100;
    std::string out = value < 0 ? "-" : "";
    out += grouped(whole);
    if (rest != 0 || decimals == Decimals::always_two) {
        out.push_back(',');
        out.push_back(static_cast<char>('0' + rest / 10));
        if (rest % 10 != 0 || decimals == Decimals::always_two) { out.push_back(static_cast<char>('0' + rest % 10)); }
    }
    out += thin_space;
    out += unit;
    return out;
}

}  // namespace

std::string show_integer(std::int64_t value) { return (value < 0 ? "-" : "") + grouped(magnitude(value)); }

std::string show_money(std::int64_t cents) { return show_hundredths(cents, Decimals::always_two, "€"); }

std::string show_hours(std::int64_t hundredths) { return show_hundredths(hundredths, Decimals::only_needed, "h"); }

std::string show_percentage(std::int64_t hundredths) { return show_hundredths(hundredths, Decimals::only_needed, "%"); }

}  // namespace guichet
