// Dates as people and files write them.
#include "core/date.hpp"

#include <algorithm>
#include <array>

namespace guichet {
namespace {

void append_padded(std::string& out, int number, std::size_t width) {
    std::string const digits = std::to_string(number);
    out.append(width > digits.size() ? width - digits.size() : 0, '0');
    out += digits;
}

/// Exactly `width` ASCII digits at `at`; nothing otherwise.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t width) {
    int number = 0;
    for (char const c : text.substr(at, width)) {
        if (c < '0' || c > '9') { return std::nullopt; }
        number = number * 10 + (c - '0');
    }
    return number;
}

}  // namespace

std::optional<Date> date_from_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') { return std::nullopt; }
    auto const year = digits_at(text, 0, 4);
    auto const month = digits_at(text, 5, 2);
    auto const day = digits_at(text, 8, 2);
    if (!year || !month || !day) { return std::nullopt; }
    return date_from_civil(*year, *month, *day);
}

std::string date_to_iso(Date date) {
    CivilDate const civil = civil_from_date(date);
    std::string out;
    append_padded(out, civil.year, 4);
    out += '-';
    append_padded(out, civil.month, 2);
    out += '-';
    append_padded(out, civil.day, 2);
    return out;
}

std::string date_to_french(Date date) {
    CivilDate const civil = civil_from_date(date);
    std::string out;
    append_padded(out, civil.day, 2);
    out += '/';
    append_padded(out, civil.month, 2);
    out += '/';
    append_padded(out, civil.year, 4);
    return out;
}

std::optional<YearMonth> year_month_from_iso(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') { return std::nullopt; }
    auto const year = digits_at(text, 0, 4);
    auto const month = digits_at(text, 5, 2);
    if (!year || !month || *year < 1 || *month < 1 || *month > 12) { return std::nullopt; }
    return YearMonth{*year, *month};
}

std::string year_month_to_iso(YearMonth value) {
    std::string out;
    append_padded(out, value.year, 4);
    out += '-';
    append_padded(out, value.month, 2);
    return out;
}

std::string year_month_to_french(YearMonth value) {
    std::string out;
    append_padded(out, value.month, 2);
    out += '/';
    append_padded(out, value.year, 4);
    return out;
}

}  // namespace guichet
