// Functions of the trade that read a table of the procedure, show a value in French, or tell the pay of a contract of
// alternance (core/remuneration.hpp has the sources).
#include <algorithm>
#include <cmath>

#include "core/identifiers.hpp"
#include "core/remuneration.hpp"
#include "procedure/kinds.hpp"
#include "procedure/machine.hpp"

namespace guichet {

using Type = Fact::Type;

namespace {

/// A whole number; fractions are cut off. False for what no amount can be.
bool as_amount(Fact const& fact, std::int64_t& whole) {
    constexpr double largest = 9.0e15;
    if (fact.type != Type::number || std::isnan(fact.number) || std::abs(fact.number) > largest) return false;
    whole = static_cast<std::int64_t>(fact.number);
    return true;
}

/// Completed months from one day to another, below zero backwards: a month is complete on the same day of a later one, or on
/// its last day when it is shorter.
int completed_months(Date from, Date to) {
    if (to < from) return -completed_months(to, from);
    auto const first = civil_from_date(from);
    auto const last = civil_from_date(to);
    int const months = (last.year - first.year) * 12 + last.month - first.month;
    bool const is_short = first.day > last.day && last.day < days_in_month(last.year, last.month);
    return months > 0 && is_short ? months - 1 : months;
}

template <class Number>
Fact of_optional(std::optional<Number> const& number) {
    return number ? Fact::of_number(static_cast<double>(*number)) : Fact::of_null();
}

}  // namespace

Fact in_table(std::uint32_t index, Fact const& key, Machine& machine) {
    if (index >= machine.facts.tables.size()) return Fact::of_null();
    Table const& table = machine.facts.tables[index];
    Date day;
    bool const dated = table.by == Table::By::date;
    if (dated ? !js::as_date(key, day) : key.type != Type::text && key.type != Type::date) return Fact::of_null();
    Value const* const value = dated ? table.find(day) : table.find(js::to_text(key, machine.context));
    return value == nullptr ? Fact::of_null() : fact_of(*value);
}

Fact shown_as(std::uint32_t kind, Fact const& fact, Machine& machine) {
    Value value = to_value(fact, machine);
    // A date may come as its ISO text.
    Date day;
    if (static_cast<Kind>(kind) == Kind::date && js::as_date(fact, day)) value = day;
    if (is_unknown(value)) return Fact::of_null();
    std::string const text = show_value(static_cast<Kind>(kind), value);
    if (text.empty()) return Fact::of_null();
    char* const kept = machine.context.scratch.take_text(text.size());
    if (kept == nullptr) return machine.give_up();
    std::ranges::copy(text, kept);
    return Fact::of_text({kept, text.size()});
}

namespace {

Fact professionnalisation(std::span<Fact const> const& operands) {
    // [birth, start, bac], or [birth, start, day, bac].
    Date birth;
    Date start;
    Date day;
    Fact const& bac = operands.back();
    if (!js::as_date(operands[0], birth) || !js::as_date(operands[1], start) || bac.type != Type::boolean) return Fact::of_null();
    if (operands.size() < 4)
        day = start;
    else if (!js::as_date(operands[2], day))
        return Fact::of_null();
    return of_optional(professionnalisation_rate(birth, start, day, bac.boolean));
}

Fact apprentissage(std::span<Fact const> const& operands) {
    constexpr std::int64_t most_points = 10'000;
    Date birth;
    Date start;
    Date day;
    std::int64_t points = 0;
    if (!js::as_date(operands[0], birth) || !js::as_date(operands[1], start) || !js::as_date(operands[2], day)) return Fact::of_null();
    if (operands.size() > 3 && (!as_amount(operands[3], points) || points < 0 || points > most_points)) return Fact::of_null();
    std::optional<PayGrid> branch;
    if (operands.size() > 4 && operands[4].type == Type::text) branch = read_pay_grid(operands[4].view());
    return of_optional(apprentissage_rate(birth, start, day, static_cast<std::int32_t>(points), branch ? &*branch : nullptr));
}

}  // namespace

Fact contract_function(Operation operation, std::span<Fact const> const& operands) {
    std::int64_t rate = 0;
    std::int64_t cents = 0;
    Date from;
    Date to;
    switch (operation) {
    case Operation::percent_ceil:
    case Operation::percent_nearest:
        if (!as_amount(operands[0], rate) || !as_amount(operands[1], cents)) return Fact::of_null();
        return of_optional(operation == Operation::percent_ceil ? percent_ceil(rate, cents) : percent_nearest(rate, cents));
    case Operation::months_between:
        if (!js::as_date(operands[0], from) || !js::as_date(operands[1], to)) return Fact::of_null();
        return Fact::of_number(completed_months(from, to));
    case Operation::nir_agrees_place: {
        bool const told = operands[0].type == Type::text && operands[1].type == Type::text;
        return Fact::of_boolean(!told || nir_agrees_place(operands[0].view(), operands[1].view()));
    }
    case Operation::apprentissage_rate: return apprentissage(operands);
    case Operation::professionnalisation_rate: return professionnalisation(operands);
    default: return Fact::of_null();
    }
}

}  // namespace guichet
