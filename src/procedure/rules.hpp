// The rule language: JsonLogic (jsonlogic.com, the semantics of json-logic-js) plus named domain
// functions, compiled to a program over typed slots.
//
// Operators: var, ==, ===, !=, !==, !, !!, or, and, if (?:), <, <=, >, >= (< and <= with two or three operands),
// +, -, *, /, %, min, max, in, cat, substr, merge, map, filter, reduce, all, none, some, missing,
// missing_some. Domain functions (docs/regles.md lists each with its source): today, age_on,
// days_between, add_days, add_months, add_jours_ouvrables, year_of, length, count, sum, starts_with,
// known, nir_agrees_sex, nir_agrees_birth, nir_agrees_place, nir_is_provisional, distinct, repeats_earlier_row,
// nir_repeats_earlier_row, pieces, previous, table, shown, months_between, apprentissage_rate, professionnalisation_rate,
// percent_ceil, percent_nearest.
//
// A number is the stored integer (cents, hundredths); a date behaves as its ISO text; an unknown
// answer is absent (null, or the default of its `var`). In a rule "for each" row,
// {"var": "stagiaires.nom"} is that row's answer; outside, {"var": "stagiaires"} is the list of rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "procedure/facts.hpp"

namespace guichet {

/// One answer that a program reads: a slot of the dossier (group -1), of the row in hand, or of all rows.
struct SlotRead {
    std::int16_t group = -1;
    std::uint16_t slot = 0;
    bool all_rows = false;
    friend bool operator==(SlotRead const&, SlotRead const&) = default;
};

/// An instruction: operation (operations.hpp), and operands whose meaning depends on it.
struct Instruction {
    std::uint16_t operation = 0;
    std::uint16_t small = 0;
    std::int32_t operand = 0;
    friend bool operator==(Instruction const&, Instruction const&) = default;
};

/// A variable that `missing` may name at run time: its name and where it is read.
struct NamedSlot {
    std::uint32_t offset = 0;   ///< of the name, in the pool
    std::uint32_t length = 0;
    std::int16_t where = 0;     ///< -1 dossier, -2 row in hand, -3 element's member, -4 a group's rows, -5 element, -6 accumulator
    std::int16_t slot = 0;      ///< or the start in Program::members, or the group
};

/// A compiled expression. Copyable, no pointers into anything else.
struct Program {
    std::vector<Instruction> code;
    std::vector<Fact> constants;         ///< literals; a text has its place in the pool (`row`) instead of its address
    std::string pool;                    ///< the texts of constants and names
    std::vector<std::int16_t> members;   ///< for a name read from an element: its slot by group, -1 where absent
    std::vector<NamedSlot> names;
    std::vector<SlotRead> reads;         ///< each slot once
    std::vector<std::int16_t> groups;    ///< groups whose number of rows matters to it, each once
    std::int16_t group = -1;             ///< the group whose row it is run for, -1: none
    bool reads_today = false;
    bool reads_attachments = false;
    std::uint16_t stack = 0;             ///< deepest stack
};

}  // namespace guichet
