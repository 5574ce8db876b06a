// The instructions of a Program: a stack machine over facts. Internal to the room.
//
// `operand` and `small` mean what the comment of each operation says. Jumps are relative to the
// next instruction. Loops (map … reduce) are followed by their body, `operand` instructions long.
#pragma once

#include <cstdint>

namespace guichet {

enum class Operation : std::uint16_t {
    push_null,
    push_boolean,       ///< small: 0 or 1
    push_constant,      ///< operand: index in constants
    push_today,
    load_root,          ///< operand: slot of the dossier
    load_row,           ///< operand: slot of the row in hand
    load_cell,          ///< small: row; operand: group << 16 | slot
    load_rows,          ///< operand: group
    load_element,       ///< the item of the list in hand
    load_member,        ///< operand: start in members; of the item in hand
    load_accumulator,
    load_count,         ///< operand: group; its number of rows
    load_pieces,        ///< operand: attachment zone
    load_previous,      ///< operand: slot of the row above the one in hand
    jump,               ///< operand: distance
    jump_if_false,      ///< pops
    keep_if_false,      ///< jumps with the value when it is falsy, else pops (and)
    keep_if_true,       ///< jumps with the value when it is truthy, else pops (or)
    keep_if_known,      ///< jumps with the value unless it is absent, else pops (default of var)
    equal,
    not_equal,
    identical,
    not_identical,
    less,
    less_equal,
    greater,
    greater_equal,
    between,            ///< a < b < c
    between_equal,      ///< a <= b <= c
    negation,
    truth,
    add,                ///< small: number of operands, as for all below that take several
    subtract,
    negate,
    multiply,
    divide,
    modulo,
    minimum,
    maximum,
    in,
    in_constants,       ///< operand: first constant; small: how many
    cat,
    substr,             ///< small: 2 or 3
    merge,
    make_array,
    map,
    filter,
    all,
    none,
    some,
    reduce,             ///< list and initial value on the stack
    missing,            ///< list of keys on the stack; operand: first of names; small: how many
    missing_some,       ///< needed count and list of keys on the stack; as missing
    // Frequent shapes in one instruction.
    compare_slots,      ///< small: comparison | first in row << 4 | second in row << 5; operand: first << 16 | second
    compare_constant,   ///< small: comparison | in row << 4; operand: slot << 16 | constant
    slot_in_constants,  ///< small: count << 1 | in row; operand: slot << 16 | first constant
    // The same, put in after compiling (fuse.cpp); they jump over what they stand for.
    compare_today,      ///< small: comparison | in row << 4 | today first << 5; operand: slot
    compare_age,        ///< small: comparison | birth in row << 4 | day in row << 5 | constant << 6; operand: birth << 16 | day
    // Domain functions.
    age_on,
    days_between,
    add_days,
    add_months,
    add_jours_ouvrables,  ///< small: 2, or 3 with the region
    year_of,
    length,
    count,
    sum,
    starts_with,
    known,
    nir_agrees_sex,
    nir_agrees_birth,
    nir_is_provisional,
    nir_agrees_place,
    distinct,
    table,                ///< key on the stack; operand: table
    shown,                ///< value on the stack; operand: kind
    months_between,
    apprentissage_rate,   ///< small: 3, 4 with the points, or 5 with the branch's minima
    professionnalisation_rate,  ///< small: 3, or 4 with the day
    percent_ceil,
    percent_nearest,
    repeats_earlier_row,  ///< operand: first of names (slots of the row); small: how many
    nir_repeats_earlier_row,  ///< as repeats_earlier_row; the key of a NIR does not count
};

/// Comparison of compare_slots and compare_constant.
enum class Comparison : std::uint16_t {
    equal,
    not_equal,
    identical,
    not_identical,
    less,
    less_equal,
    greater,
    greater_equal,
};

[[nodiscard]] constexpr bool is_comparison(Operation operation) {
    return operation >= Operation::equal && operation <= Operation::greater_equal;
}
/// Of an operation that is one.
[[nodiscard]] constexpr Comparison comparison_of(Operation operation) {
    return static_cast<Comparison>(static_cast<std::uint16_t>(operation) - static_cast<std::uint16_t>(Operation::equal));
}
/// Instructions that stand behind a fused one, which jumps over them.
[[nodiscard]] constexpr std::uint16_t replaced_by(Operation operation) {
    return operation == Operation::compare_today ? 2 : operation == Operation::compare_age ? 4 : 0;
}

/// Deepest stack a program may need; the compiler refuses more.
inline constexpr std::uint16_t stack_limit = 256;

}  // namespace guichet
