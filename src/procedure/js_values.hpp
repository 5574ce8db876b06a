// What JavaScript does with values, as json-logic-js relies on it: truthiness, conversions to number
// and text, the two equalities and the order (ECMA-262 sections 7.1 and 7.2). Absent counts as null.
// A date is its ISO text; a row is an object ("[object Object]").
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "procedure/facts.hpp"
#include "procedure/scratch.hpp"

namespace guichet::js {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// What conversions need beyond the value: the rows' counts, and room for the texts they make.
/// `exhausted` is set when there is no more room, or no more fuel; the value is then worth null.
struct Context {
    Facts const& facts;
    Scratch scratch;
    bool exhausted = false;
    /// Instructions that loops may still run: 2 million take a hundredth of a second natively.
    static constexpr std::int64_t full = 2'000'000;
    std::int64_t fuel = full;

    /// For another value: as much of all as for the first.
    void renew() {
        scratch.clear();
        exhausted = false;
        fuel = full;
    }
};

[[nodiscard]] inline bool is_absent(Fact const& fact) { return fact.type <= Fact::Type::null; }
[[nodiscard]] inline bool is_list(Fact const& fact) { return fact.type >= Fact::Type::texts && fact.type <= Fact::Type::rows; }
/// What a list or an accumulator holds is never absent: null.
[[nodiscard]] inline Fact settled(Fact const& fact) { return fact.type == Fact::Type::unknown ? Fact::of_null() : fact; }
[[nodiscard]] std::uint32_t item_count(Fact const& list, Facts const& facts);
[[nodiscard]] Fact item_at(Fact const& list, std::uint32_t index);

[[nodiscard]] bool is_truthy_value(Fact const& fact, Facts const& facts);
[[nodiscard]] inline bool truthy(Fact const& fact, Facts const& facts) {
    return fact.type == Fact::Type::boolean ? fact.boolean : is_truthy_value(fact, facts);
}
/// to_number() and parse_float() of what is no number: rare, and long.
[[nodiscard, gnu::noinline]] double converted_number(Fact const& fact, Context& context);
[[nodiscard, gnu::noinline]] double leading_number(Fact const& fact, Context& context);
[[nodiscard]] inline double to_number(Fact const& fact, Context& context) {
    return fact.type == Fact::Type::number ? fact.number : converted_number(fact, context);
}
/// JavaScript's parseFloat: the longest number that the text begins with; -0 is written "0".
[[nodiscard]] inline double parse_float(Fact const& fact, Context& context) {
    return fact.type == Fact::Type::number ? fact.number + 0.0 : leading_number(fact, context);
}
/// String(value); null is "null". The view lives as long as the context or the fact.
[[nodiscard, gnu::noinline]] std::string_view to_text(Fact const& fact, Context& context);
/// Number(text).
[[nodiscard]] double text_number(std::string_view text);

[[nodiscard, gnu::noinline]] bool loosely_equal(Fact const& a, Fact const& b, Context& context);
[[nodiscard, gnu::noinline]] bool strictly_equal(Fact const& a, Fact const& b, Context& context);
enum class Order : std::int8_t { less, equal, greater, unordered };
[[nodiscard]] Order order(Fact const& a, Fact const& b, Context& context);
/// Order by UTF-16 code units of two UTF-8 texts.
[[nodiscard]] int compare_texts(std::string_view a, std::string_view b);

/// The date that a fact is: a date, or a text that is one in ISO form.
[[nodiscard, gnu::noinline]] bool text_as_date(Fact const& fact, Date& date);
[[nodiscard]] inline bool as_date(Fact const& fact, Date& date) {
    if (fact.type != Fact::Type::date) return text_as_date(fact, date);
    date = Date{fact.days};
    return true;
}

}  // namespace guichet::js
