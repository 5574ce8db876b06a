#include "procedure/js_values.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <string>

#include "core/date.hpp"
#include "core/ecmascript_number.hpp"

namespace guichet::js {

using Type = Fact::Type;

namespace {

constexpr std::size_t iso_length = 10;

/// Writes "2026-09-01"; cheaper than date_to_iso, which makes a string.
void write_iso(std::int32_t days, char* out) {
    auto const civil = civil_from_date(Date{days});
    auto const digit = [](int value) { return static_cast<char>('0' + value % 10); };
    out[0] = digit(civil.year / 1000);
    out[1] = digit(civil.year / 100);
    out[2] = digit(civil.year / 10);
    out[3] = digit(civil.year);
    out[4] = '-';
    out[5] = digit(civil.month / 10);
    out[6] = digit(civil.month);
    out[7] = '-';
    out[8] = digit(civil.day / 10);
    out[9] = digit(civil.day);
}

/// The text of a text or a date, in `buffer` for a date.
std::string_view text_of(Fact const& fact, std::array<char, iso_length>& buffer) {
    if (fact.type == Type::text) return fact.view();
    write_iso(fact.days, buffer.data());
    return {buffer.data(), buffer.size()};
}

bool is_textual(Fact const& fact) { return fact.type == Type::text || fact.type == Type::date; }
bool is_object(Fact const& fact) { return fact.type >= Type::texts; }

bool textual_equal(Fact const& a, Fact const& b) {
    if (a.type == Type::date && b.type == Type::date) return a.days == b.days;
    if (a.type == Type::text && b.type == Type::text) { return a.length == b.length && std::memcmp(a.text, b.text, a.length) == 0; }
    std::array<char, iso_length> buffer_a{};
    std::array<char, iso_length> buffer_b{};
    return text_of(a, buffer_a) == text_of(b, buffer_b);
}

/// The same JavaScript object? Literal and made lists are told apart by where they stand.
bool same_object(Fact const& a, Fact const& b) {
    if (a.type != b.type) return false;
    switch (a.type) {
    case Type::texts: return a.texts == b.texts;
    case Type::array: return a.items == b.items && a.length == b.length;
    case Type::rows: return a.length == b.length;
    case Type::row: return a.length == b.length && a.row == b.row;
    default: return false;
    }
}

constexpr std::string_view object_text = "[object Object]";

std::string_view joined(Fact const& list, Context& context) {
    std::string text;
    auto const count = item_count(list, context.facts);
    constexpr std::size_t too_long = std::size_t{4} << 20U;
    for (std::uint32_t index = 0; index < count; ++index) {
        if (index != 0) text += ',';
        auto const item = item_at(list, index);
        if (!is_absent(item)) text += to_text(item, context);
        if (text.size() > too_long) context.exhausted = true;
        if (context.exhausted) return {};
    }
    char* const room = context.scratch.take_text(text.size());
    if (room == nullptr) {
        context.exhausted = true;
        return {};
    }
    text.copy(room, text.size());
    return {room, text.size()};
}

}  // namespace

std::uint32_t item_count(Fact const& list, Facts const& facts) {
    switch (list.type) {
    case Type::texts: return static_cast<std::uint32_t>(list.texts->size());
    case Type::array: return list.length;
    case Type::rows: return list.length < facts.groups.size() ? facts.groups[list.length].rows : 0;
    default: return 0;
    }
}

Fact item_at(Fact const& list, std::uint32_t index) {
    switch (list.type) {
    case Type::texts: return Fact::of_text((*list.texts)[index]);
    case Type::array: return list.items[index];
    case Type::rows: return Fact::of_row(static_cast<std::int16_t>(list.length), index);
    default: return {};
    }
}

bool is_truthy_value(Fact const& fact, Facts const& facts) {
    switch (fact.type) {
    case Type::unknown:
    case Type::null: return false;
    case Type::boolean: return fact.boolean;
    case Type::number: return fact.number != 0 && !std::isnan(fact.number);
    case Type::text: return fact.length != 0;
    case Type::date:
    case Type::row: return true;
    case Type::texts:
    case Type::array:
    case Type::rows: return item_count(fact, facts) != 0;
    }
    return false;
}

double converted_number(Fact const& fact, Context& context) {
    switch (fact.type) {
    case Type::unknown:
    case Type::null: return 0;
    case Type::boolean: return fact.boolean ? 1 : 0;
    case Type::number: return fact.number;
    case Type::text: return text_number(fact.view());
    case Type::date:
    case Type::row: return NAN;
    case Type::texts:
    case Type::array:
    case Type::rows: return text_number(to_text(fact, context));
    }
    return NAN;
}

std::string_view to_text(Fact const& fact, Context& context) {
    switch (fact.type) {
    case Type::unknown:
    case Type::null: return "null";
    case Type::boolean: return fact.boolean ? "true" : "false";
    case Type::text: return fact.view();
    case Type::row: return object_text;
    case Type::texts:
    case Type::array:
    case Type::rows: return joined(fact, context);
    case Type::number:
    case Type::date: break;
    }
    std::array<char, iso_length> iso{};
    std::string number;
    std::string_view text;
    if (fact.type == Type::date) {
        text = text_of(fact, iso);
    } else if (fact.number >= 1 && fact.number < 10 && fact.number == std::floor(fact.number)) {
        // Ranks and years of a contract, without a number's whole writing.
        iso[0] = static_cast<char>('0' + static_cast<int>(fact.number));
        text = {iso.data(), 1};
    } else {
        number = ecmascript_number(fact.number);
        text = number;
    }
    char* const room = context.scratch.take_text(text.size());
    if (room == nullptr) {
        context.exhausted = true;
        return {};
    }
    text.copy(room, text.size());
    return {room, text.size()};
}

bool loosely_equal(Fact const& a, Fact const& b, Context& context) {
    if (is_absent(a) || is_absent(b)) return is_absent(a) && is_absent(b);
    if (a.type == Type::number && b.type == Type::number) return a.number == b.number;
    if (is_textual(a) && is_textual(b)) return textual_equal(a, b);
    if (a.type == Type::boolean && b.type == Type::boolean) return a.boolean == b.boolean;
    if (is_object(a) && is_object(b)) return same_object(a, b);
    // One object: its text against the other; a boolean against anything: by number.
    if (is_object(a) && is_textual(b)) return textual_equal(Fact::of_text(to_text(a, context)), b);
    if (is_object(b) && is_textual(a)) return textual_equal(a, Fact::of_text(to_text(b, context)));
    return to_number(a, context) == to_number(b, context);
}

bool strictly_equal(Fact const& a, Fact const& b, Context&) {
    if (is_absent(a) || is_absent(b)) return is_absent(a) && is_absent(b);
    if (a.type == Type::number) return b.type == Type::number && a.number == b.number;
    if (is_textual(a)) return is_textual(b) && textual_equal(a, b);
    if (a.type == Type::boolean) return b.type == Type::boolean && a.boolean == b.boolean;
    return same_object(a, b);
}

int compare_texts(std::string_view a, std::string_view b) {
    std::size_t const shorter = a.size() < b.size() ? a.size() : b.size();
    std::size_t at = 0;
    while (at < shorter && a[at] == b[at]) ++at;
    if (at == shorter) return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
    auto const first = static_cast<unsigned char>(a[at]);
    auto const second = static_cast<unsigned char>(b[at]);
    // UTF-16 puts U+10000 and above (surrogates) before U+E000 to U+FFFF.
    constexpr unsigned char private_area = 0xEE;
    constexpr unsigned char astral = 0xF0;
    if (first >= astral && second >= private_area && second < astral) return -1;
    if (second >= astral && first >= private_area && first < astral) return 1;
    return first < second ? -1 : 1;
}

Order order(Fact const& a, Fact const& b, Context& context) {
    if (a.type == Type::date && b.type == Type::date) {
        return a.days < b.days ? Order::less : (a.days > b.days ? Order::greater : Order::equal);
    }
    bool const texts = (is_textual(a) || is_object(a)) && (is_textual(b) || is_object(b));
    if (texts) {
        std::array<char, iso_length> buffer_a{};
        std::array<char, iso_length> buffer_b{};
        auto const left = is_textual(a) ? text_of(a, buffer_a) : to_text(a, context);
        auto const right = is_textual(b) ? text_of(b, buffer_b) : to_text(b, context);
        int const compared = compare_texts(left, right);
        return compared < 0 ? Order::less : (compared > 0 ? Order::greater : Order::equal);
    }
    double const left = to_number(a, context);
    double const right = to_number(b, context);
    if (left < right) return Order::less;
    if (left > right) return Order::greater;
    return left == right ? Order::equal : Order::unordered;
}

bool text_as_date(Fact const& fact, Date& date) {
    if (fact.type != Type::text || fact.length != iso_length) return false;
    auto const read = date_from_iso(fact.view());
    if (read) date = *read;
    return read.has_value();
}

}  // namespace guichet::js
