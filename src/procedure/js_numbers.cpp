// Numbers and texts as JavaScript converts them (ECMA-262 7.1.4.1, 6.1.6.1.20, 19.2.4).
#include <cmath>
#include <cstdlib>
#include <string>

#include "core/text.hpp"
#include "procedure/js_values.hpp"

namespace guichet::js {

namespace {

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// JavaScript's white space and line terminators.
bool is_js_space(char32_t point) {
    return (point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0xA0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
           point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000 || point == 0xFEFF;
}

std::string_view skip_spaces(std::string_view text) {
    while (!text.empty()) {
        std::size_t at = 0;
        if (!is_js_space(next_code_point(text, at))) break;
        text.remove_prefix(at);
    }
    return text;
}

std::string_view trim_spaces(std::string_view text) {
    text = skip_spaces(text);
    while (!text.empty()) {
        std::size_t start = text.size() - 1;
        while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
        std::size_t at = start;
        if (!is_js_space(next_code_point(text, at))) break;
        text = text.substr(0, start);
    }
    return text;
}

/// Length of the decimal literal that the text begins with (sign included), 0 when there is none.
std::size_t decimal_length(std::string_view text) {
    std::size_t at = 0;
    auto const digits = [&] {
        std::size_t const start = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return at - start;
    };
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (text.substr(at).starts_with("Infinity")) return at + 8;
    std::size_t count = digits();
    if (at < text.size() && text[at] == '.') {
        std::size_t const dot = at++;
        std::size_t const fraction = digits();
        if (count == 0 && fraction == 0) at = dot;
        count += fraction;
    }
    if (count == 0) return 0;
    std::size_t const mantissa = at;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (digits() == 0) at = mantissa;
    }
    return at;
}

double decimal_value(std::string_view literal) {
    bool const negative = literal.starts_with('-');
    if (literal.ends_with("Infinity")) return negative ? -infinity : infinity;
    // A whole number of at most 15 digits, the ordinary case, is exact in a double.
    std::string_view digits = literal;
    if (!digits.empty() && !is_digit(digits.front()) && digits.front() != '.') digits.remove_prefix(1);
    if (digits.size() <= 15 && digits.find_first_not_of("0123456789") == std::string_view::npos) {
        double value = 0;
        for (char const digit : digits) value = value * 10 + (digit - '0');
        return negative ? -value : value;
    }
    return std::strtod(std::string(literal).c_str(), nullptr);
}

double radix_value(std::string_view digits, int radix) {
    if (digits.empty()) return NAN;
    double value = 0;
    for (char const byte : digits) {
        int digit = -1;
        if (is_digit(byte)) digit = byte - '0';
        if (byte >= 'a' && byte <= 'f') digit = byte - 'a' + 10;
        if (byte >= 'A' && byte <= 'F') digit = byte - 'A' + 10;
        if (digit < 0 || digit >= radix) return NAN;
        value = value * radix + digit;
    }
    return value;
}

}  // namespace

double text_number(std::string_view text) {
    text = trim_spaces(text);
    if (text.empty()) return 0;
    if (text.size() > 2 && text[0] == '0') {
        if (text[1] == 'x' || text[1] == 'X') return radix_value(text.substr(2), 16);
        if (text[1] == 'o' || text[1] == 'O') return radix_value(text.substr(2), 8);
        if (text[1] == 'b' || text[1] == 'B') return radix_value(text.substr(2), 2);
    }
    return decimal_length(text) == text.size() ? decimal_value(text) : NAN;
}

double leading_number(Fact const& fact, Context& context) {
    if (fact.type < Fact::Type::number) return NAN;
    auto const text = skip_spaces(to_text(fact, context));
    auto const length = decimal_length(text);
    return length == 0 ? NAN : decimal_value(text.substr(0, length));
}

}  // namespace guichet::js
