// The state of one evaluation, shared by the interpreter (evaluate.cpp), the operators that handle
// lists and texts (operators.cpp) and the domain functions (domain_functions.cpp). Internal to the room.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "procedure/js_values.hpp"
#include "procedure/operations.hpp"
#include "procedure/rules.hpp"

namespace guichet {

/// The item of the innermost list operator; in `reduce`, `element` is "current".
struct Frame {
    Fact element;
    Fact accumulator;
};

/// What repeats_earlier_row knows of the rows before the one in hand while rows are judged in their order: a filter
/// that says « surely none alike » for most, so that 500 rows are not compared two by two.
struct EarlierRows {
    EarlierRows() {}  // NOLINT(modernize-use-equals-default): the filter is cleared when it is first needed
    std::uint32_t first_name = UINT32_MAX;  ///< of the columns that it is about
    std::uint32_t rows = 0;                 ///< those before it are in the filter
    std::uint32_t asked = UINT32_MAX;       ///< the row that was asked about last, and its place in the filter
    std::uint32_t asked_bit = 0;
    std::array<std::uint64_t, 128> filter;
};

struct Machine {
    Program const& program;
    Facts const& facts;
    Fact const* row_cells;  ///< cells of the row in hand, nullptr without one
    std::uint32_t row;
    js::Context& context;
    EarlierRows* earlier = nullptr;  ///< when rows are judged in their order

    [[nodiscard]] Fact constant(std::uint32_t index) const {
        Fact const& literal = program.constants[index];
        return literal.type == Fact::Type::text ? Fact::of_text({program.pool.data() + literal.row, literal.length}) : literal;
    }
    static inline Fact const nothing{};
    static inline Frame const no_item{};
    [[nodiscard]] Fact const& root(std::uint32_t slot) const { return slot < facts.root.size() ? facts.root[slot] : nothing; }
    [[nodiscard]] Fact const& in_row(std::uint32_t slot) const { return row_cells != nullptr ? row_cells[slot] : nothing; }
    [[nodiscard]] Fact const& cell(std::uint32_t group, std::uint32_t row_index, std::uint32_t slot) const {
        if (group >= facts.groups.size()) return nothing;
        FactRows const& table = facts.groups[group];
        if (row_index >= table.rows || slot >= table.stride) return nothing;
        return table.cells[static_cast<std::size_t>(row_index) * table.stride + slot];
    }
    /// The cell above the row in hand; null in the first row.
    [[nodiscard]] Fact previous(std::uint32_t slot) const {
        if (row_cells == nullptr || row == 0) return Fact::of_null();
        return cell(static_cast<std::uint32_t>(program.group), row - 1, slot);
    }
    /// The member of a row under its name's number; absent in anything else.
    [[nodiscard]] Fact member(Fact const& element, std::uint32_t start) const {
        if (element.type != Fact::Type::row) return {};
        auto const at = start + element.length;
        std::int16_t const slot = at < program.members.size() ? program.members[at] : std::int16_t{-1};
        return slot < 0 ? Fact{} : cell(element.length, element.row, static_cast<std::uint32_t>(slot));
    }
    /// Spends fuel; false when there is none left.
    [[nodiscard]] bool spend(std::size_t steps) {
        context.fuel -= static_cast<std::int64_t>(steps);
        if (context.fuel < 0) context.exhausted = true;
        return !context.exhausted;
    }
    [[nodiscard]] Fact give_up() {
        context.exhausted = true;
        return Fact::of_null();
    }

    /// Runs code[begin, end) with its own part of the stack; its value is what it leaves.
    [[nodiscard]] Fact run(std::uint32_t begin, std::uint32_t end, Fact* stack, Frame const& frame);
    /// map, filter, all, none, some, reduce over `list`, the body being code[begin, end).
    [[nodiscard, gnu::noinline]] Fact loop(Operation operation, Fact const& list, Fact const& initial, std::uint32_t begin,
                                           std::uint32_t end, Fact* stack);
    [[nodiscard, gnu::noinline]] Fact missing(Fact const& keys, std::uint32_t first, std::uint32_t count, Frame const& frame);
    [[nodiscard, gnu::noinline]] Fact missing_some(Fact const& needed, Fact const& keys, std::uint32_t first, std::uint32_t count,
                                                   Frame const& frame);
    [[nodiscard]] Fact named(NamedSlot const& name, Frame const& frame) const;
};

/// What a comparison of two numbers can come to, a bit each: less, equal, greater, without order.
template <class Number>
[[nodiscard]] unsigned outcome_of(Number a, Number b) {
    return unsigned{a < b} | unsigned{a == b} << 1U | unsigned{a > b} << 2U | unsigned{a != a || b != b} << 3U;
}
/// The outcomes that each Comparison accepts.
inline constexpr std::array<std::uint8_t, 8> accepted_outcomes{2, 13, 2, 13, 1, 3, 4, 6};

template <class Number>
[[nodiscard]] bool compare_numbers(Comparison comparison, Number a, Number b) {
    return (outcome_of(a, b) & accepted_outcomes[static_cast<std::size_t>(comparison)]) != 0;
}

/// Of two texts, the first no shorter than the other.
[[nodiscard]] inline bool begins_with(Fact const& text, Fact const& start) {
    // Most are codes of two characters: a call would cost more than the comparison.
    constexpr std::uint32_t few = 8;
    if (start.length > few) return std::memcmp(text.text, start.text, start.length) == 0;
    for (std::uint32_t at = 0; at < start.length; ++at) {
        if (text.text[at] != start.text[at]) return false;
    }
    return true;
}

[[nodiscard]] inline bool is_same_text(Fact const& a, Fact const& b) { return a.length == b.length && begins_with(a, b); }

/// compare() of what are not two numbers or two dates (operators.cpp).
[[nodiscard]] bool compare_others(Comparison comparison, Fact const& a, Fact const& b, js::Context& context);

[[nodiscard]] inline bool compare(Comparison comparison, Fact const& a, Fact const& b, js::Context& context) {
    if (a.type == b.type) {
        if (a.type == Fact::Type::number) return compare_numbers(comparison, a.number, b.number);
        // As their ISO texts: in the order of time.
        if (a.type == Fact::Type::date) return compare_numbers(comparison, a.days, b.days);
    }
    return compare_others(comparison, a, b, context);
}

/// The domain function `known`.
[[nodiscard]] inline bool is_known(Fact const& fact) { return !js::is_absent(fact) && (fact.type != Fact::Type::text || fact.length != 0); }

// domain_functions.cpp
/// age_on of two dates, or of their ISO texts; null otherwise.
[[nodiscard]] Fact age_between(Fact const& birth, Fact const& day);
/// add_days and add_months of a date, or of its ISO text; null otherwise, and for what is no date.
[[nodiscard]] Fact days_after(Fact const& day, Fact const& days);
[[nodiscard]] Fact months_after(Fact const& day, Fact const& months);
/// The domain functions of the same names; true when they cannot tell.
[[nodiscard]] bool nir_agrees_sex(Fact const& nir, Fact const& sex);
[[nodiscard]] bool nir_agrees_birth(Fact const& nir, Fact const& birth);
[[nodiscard]] bool nir_is_provisional(Fact const& nir);

// domain_tables.cpp
/// The value of a table for a key; null when it does not tell.
[[nodiscard, gnu::noinline]] Fact in_table(std::uint32_t table, Fact const& key, Machine& machine);
/// The text of a value as its kind is shown; null when it is not of that kind.
[[nodiscard, gnu::noinline]] Fact shown_as(std::uint32_t kind, Fact const& value, Machine& machine);
/// What the contracts of alternance ask: months, the place in a NIR, rates and amounts of pay.
[[nodiscard, gnu::noinline]] Fact contract_function(Operation operation, std::span<Fact const> const& operands);

// evaluate.cpp
/// What a fact is as an answer (evaluate.hpp).
[[nodiscard]] Value to_value(Fact const& fact, Machine& machine);
/// failing_rows() by the interpreter, for the machine's program.
[[nodiscard]] std::uint64_t failing_rows_one_by_one(Machine& machine, std::uint32_t first, std::uint64_t judged);

// operators.cpp
[[nodiscard, gnu::noinline]] Fact is_in(Fact const& needle, Fact const& haystack, Machine& machine);
[[nodiscard, gnu::noinline]] Fact concatenated(std::span<Fact> const& parts, Machine& machine);
[[nodiscard, gnu::noinline]] Fact substr(std::span<Fact const> const& operands, Machine& machine);
[[nodiscard, gnu::noinline]] Fact merged(std::span<Fact const> const& parts, Machine& machine);
[[nodiscard, gnu::noinline]] Fact made_array(std::span<Fact const> const& items, Machine& machine);
[[nodiscard, gnu::noinline]] Fact extreme(std::span<Fact const> const& operands, bool maximum, Machine& machine);

// domain_functions.cpp
[[nodiscard, gnu::noinline]] Fact domain_function(Operation operation, std::span<Fact const> const& operands, Machine& machine);
[[nodiscard, gnu::noinline]] Fact repeats_earlier_row(Operation operation, std::uint32_t first_name, std::uint32_t count, Machine& machine);

}  // namespace guichet
