#include "core/ecmascript_number.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace guichet {
namespace {

/// A positive finite number as 0.digits × 10^point.
struct Digits {
    std::string digits;
    int point = 0;
};

/// %.{p}e rounds correctly, so the first precision that reads back is the shortest. std::to_chars would
/// do, but its tables weigh 8 KB in the page. The locale is never set.
Digits shortest_digits(double number) {
    std::array<char, 40> buffer{};
    for (int precision = 0; precision <= 16; ++precision) {
        (void)std::snprintf(buffer.data(), buffer.size(), "%.*e", precision, number);
        if (std::strtod(buffer.data(), nullptr) == number) break;
    }
    std::string_view const text = buffer.data();
    std::size_t const mark = text.find('e');
    Digits out;
    for (char const c : text.substr(0, mark)) {
        if (c != '.') out.digits.push_back(c);
    }
    out.point = std::atoi(buffer.data() + mark + 1) + 1;
    return out;
}

}  // namespace

std::string ecmascript_number(double number) {
    // Whole numbers that a double holds exactly, the ordinary case; both zeros are "0".
    constexpr double exact = 9007199254740992.0;
    if (std::abs(number) <= exact && number == std::trunc(number)) return std::to_string(static_cast<std::int64_t>(number));
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    auto const [digits, point] = shortest_digits(std::abs(number));
    int const count = static_cast<int>(digits.size());
    std::string out = number < 0 ? "-" : "";
    if (point > 21 || point < -5) {
        out += digits.front();
        if (count > 1) out += "." + digits.substr(1);
        return out + (point > 0 ? "e+" : "e-") + std::to_string(std::abs(point - 1));
    }
    if (point <= 0) return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    if (point >= count) return out + digits + std::string(static_cast<std::size_t>(point - count), '0');
    return out + digits.substr(0, static_cast<std::size_t>(point)) + "." + digits.substr(static_cast<std::size_t>(point));
}

}  // namespace guichet
