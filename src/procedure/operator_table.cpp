// Every operator and domain function: its name, how many operands it takes and of what types, and what it
// gives. docs/regles.md explains each.
#include <algorithm>
#include <array>

#include "procedure/compiler.hpp"

namespace guichet {

namespace {

using namespace type;
constexpr TypeSet scalar = null | boolean | number | date | text;

constexpr std::uint8_t many = 200;
constexpr std::array operators{
    OperatorRow{"var", Operation::load_root, 0, 2, any, any},
    OperatorRow{"==", Operation::equal, 2, 2, any, boolean},
    OperatorRow{"!=", Operation::not_equal, 2, 2, any, boolean},
    OperatorRow{"===", Operation::identical, 2, 2, any, boolean},
    OperatorRow{"!==", Operation::not_identical, 2, 2, any, boolean},
    OperatorRow{"<", Operation::less, 2, 3, any, boolean},
    OperatorRow{"<=", Operation::less_equal, 2, 3, any, boolean},
    OperatorRow{">", Operation::greater, 2, 2, any, boolean},
    OperatorRow{">=", Operation::greater_equal, 2, 2, any, boolean},
    OperatorRow{"!", Operation::negation, 1, 1, any, boolean},
    OperatorRow{"!!", Operation::truth, 1, 1, any, boolean},
    OperatorRow{"and", Operation::keep_if_false, 1, many, any, any},
    OperatorRow{"or", Operation::keep_if_true, 1, many, any, any},
    OperatorRow{"if", Operation::jump_if_false, 1, many, any, any},
    OperatorRow{"?:", Operation::jump_if_false, 1, many, any, any},
    OperatorRow{"+", Operation::add, 1, many, null | number, number},
    OperatorRow{"-", Operation::subtract, 1, 2, null | number, number},
    OperatorRow{"*", Operation::multiply, 1, many, null | number, number},
    OperatorRow{"/", Operation::divide, 2, 2, null | number, number},
    OperatorRow{"%", Operation::modulo, 2, 2, null | number, number},
    OperatorRow{"min", Operation::minimum, 1, many, null | number, number},
    OperatorRow{"max", Operation::maximum, 1, many, null | number, number},
    OperatorRow{"in", Operation::in, 2, 2, any, boolean},
    OperatorRow{"cat", Operation::cat, 0, many, scalar, text},
    OperatorRow{"substr", Operation::substr, 2, 3, null | number | date | text, text},
    OperatorRow{"merge", Operation::merge, 0, many, any, list},
    OperatorRow{"map", Operation::map, 2, 2, any, list},
    OperatorRow{"filter", Operation::filter, 2, 2, any, list},
    OperatorRow{"reduce", Operation::reduce, 2, 3, any, any},
    OperatorRow{"all", Operation::all, 2, 2, any, boolean},
    OperatorRow{"none", Operation::none, 2, 2, any, boolean},
    OperatorRow{"some", Operation::some, 2, 2, any, boolean},
    OperatorRow{"missing", Operation::missing, 1, many, any, list},
    OperatorRow{"missing_some", Operation::missing_some, 2, 2, any, list},
    OperatorRow{"today", Operation::push_today, 0, 1, any, date},
    OperatorRow{"age_on", Operation::age_on, 2, 2, null | date, null | number},
    OperatorRow{"days_between", Operation::days_between, 2, 2, null | date, null | number},
    OperatorRow{"add_days", Operation::add_days, 2, 2, null | date | number, null | date},
    OperatorRow{"add_months", Operation::add_months, 2, 2, null | date | number, null | date},
    OperatorRow{"add_jours_ouvrables", Operation::add_jours_ouvrables, 2, 3, null | date | number | text, null | date},
    OperatorRow{"year_of", Operation::year_of, 1, 1, null | date | text, null | number},
    OperatorRow{"length", Operation::length, 1, 1, null | text | list | rows, null | number},
    OperatorRow{"count", Operation::count, 1, 1, null | list | rows, number},
    OperatorRow{"sum", Operation::sum, 1, 1, null | list, null | number},
    OperatorRow{"starts_with", Operation::starts_with, 2, 2, null | text, boolean},
    OperatorRow{"known", Operation::known, 1, 1, any, boolean},
    OperatorRow{"nir_agrees_sex", Operation::nir_agrees_sex, 2, 2, null | text, boolean},
    OperatorRow{"nir_agrees_birth", Operation::nir_agrees_birth, 2, 2, null | text | date, boolean},
    OperatorRow{"nir_is_provisional", Operation::nir_is_provisional, 1, 1, null | text, boolean},
    OperatorRow{"nir_agrees_place", Operation::nir_agrees_place, 2, 2, null | text, boolean},
    OperatorRow{"table", Operation::table, 2, 2, any, any},
    OperatorRow{"shown", Operation::shown, 2, 2, any, null | text},
    OperatorRow{"previous", Operation::load_previous, 1, 1, any, any},
    OperatorRow{"months_between", Operation::months_between, 2, 2, null | date, null | number},
    OperatorRow{"apprentissage_rate", Operation::apprentissage_rate, 3, 5, null | date | number | text, null | number},
    OperatorRow{"professionnalisation_rate", Operation::professionnalisation_rate, 3, 4, null | date | boolean, null | number},
    OperatorRow{"percent_ceil", Operation::percent_ceil, 2, 2, null | number, null | number},
    OperatorRow{"percent_nearest", Operation::percent_nearest, 2, 2, null | number, null | number},
    OperatorRow{"distinct", Operation::distinct, 1, 1, null | list, boolean},
    OperatorRow{"repeats_earlier_row", Operation::repeats_earlier_row, 1, 8, any, boolean},
    OperatorRow{"nir_repeats_earlier_row", Operation::nir_repeats_earlier_row, 1, 1, any, boolean},
    OperatorRow{"pieces", Operation::load_pieces, 1, 1, any, number},
};

}  // namespace

bool is_operator(std::string_view name) { return find_operator(name) != nullptr; }

OperatorRow const* find_operator(std::string_view name) {
    auto const* const found = std::ranges::find(operators, name, &OperatorRow::name);
    return found == operators.end() ? nullptr : &*found;
}

}  // namespace guichet
