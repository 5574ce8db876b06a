#include "app/instant.hpp"

#include <charconv>
#include <cstddef>

namespace guichet {
namespace {

constexpr std::int64_t ms_a_minute = 60'000;
constexpr std::int64_t minutes_a_day = 1'440;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0); }

void append_padded(std::string& out, std::int64_t number, std::size_t digits) {
    std::string text = std::to_string(number);
    if (text.size() < digits) out.append(digits - text.size(), '0');
    out += text;
}

std::optional<std::int64_t> digits_at(std::string_view text, std::size_t at, std::size_t count) {
    if (text.size() < at + count) return std::nullopt;
    std::int64_t number = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/// "Z", "+02:00"; nothing for anything else.
std::optional<std::int64_t> offset_minutes(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    auto const hours = digits_at(text, 1, 2);
    auto const minutes = digits_at(text, 4, 2);
    if (!hours || !minutes) return std::nullopt;
    std::int64_t const total = *hours * 60 + *minutes;
    return text[0] == '-' ? -total : total;
}

}  // namespace

std::string iso_of_instant(std::int64_t unix_ms) {
    std::int64_t const seconds = floor_div(unix_ms, 1000);
    std::int64_t const day = floor_div(seconds, 86'400);
    std::int64_t const second = seconds - day * 86'400;
    std::string out = date_to_iso(Date{static_cast<std::int32_t>(day)});
    out += 'T';
    append_padded(out, second / 3600, 2);
    out += ':';
    append_padded(out, second / 60 % 60, 2);
    out += ':';
    append_padded(out, second % 60, 2);
    out += 'Z';
    return out;
}

std::optional<std::int64_t> instant_of_iso(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
    auto const day = date_from_iso(text.substr(0, 10));
    auto const hour = digits_at(text, 11, 2);
    auto const minute = digits_at(text, 14, 2);
    auto const second = digits_at(text, 17, 2);
    if (!day || !hour || !minute || !second || *hour > 24 || *minute > 59 || *second > 60) return std::nullopt;
    std::size_t at = 19;
    std::int64_t ms = 0;
    if (text[at] == '.') {
        ++at;
        for (std::int64_t unit = 100; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
            ms += (text[at] - '0') * unit;
        }
    }
    auto const offset = offset_minutes(text.substr(at));
    if (!offset) return std::nullopt;
    std::int64_t const seconds = std::int64_t{day->days} * 86'400 + *hour * 3600 + *minute * 60 + *second;
    return seconds * 1000 + ms - *offset * ms_a_minute;
}

LocalTime local_time(std::int64_t unix_ms, Now const& now) {
    std::int64_t const utc_minute = floor_div(unix_ms, ms_a_minute);
    if (now.local_minute < 0) return {Date{static_cast<std::int32_t>(floor_div(utc_minute, minutes_a_day))}, -1};
    std::int64_t const offset = std::int64_t{now.local_day} * minutes_a_day + now.local_minute - floor_div(now.unix_ms, ms_a_minute);
    std::int64_t const local = utc_minute + offset;
    std::int64_t const day = floor_div(local, minutes_a_day);
    return {Date{static_cast<std::int32_t>(day)}, static_cast<std::int32_t>(local - day * minutes_a_day)};
}

}  // namespace guichet
