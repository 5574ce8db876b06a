// The rule language: JsonLogic (jsonlogic.com, the semantics of json-logic-js) plus named domain
// functions, compiled to a program over typed slots.
//
// Operators: var, ==, ===, !=, !==, !, !!, or, and, if, <, <=, >, >= (two or three operands),
// +, -, *, /, %, min, max, in, cat, substr, merge, map, filter, reduce, all, none, some, missing,
// missing_some. Domain functions (docs/regles.md lists each with its source): today, age_on,
// days_between, add_days, add_months, add_jours_ouvrables, year_of, length, count, sum, starts_with,
// known, nir_agrees_sex, nir_agrees_birth, nir_is_provisional, distinct, pieces.
//
// A number is the stored integer (cents, hundredths); a date behaves as its ISO text; an unknown
// answer is null. In a rule "for each" row, {"var": "stagiaires.nom"} is that row's answer; outside,
// {"var": "stagiaires"} is the list of rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/value.hpp"

namespace guichet {

/// One answer that a program reads: a slot of the dossier (group -1), of the row in hand, or of all rows.
struct SlotRead {
    std::int16_t group = -1;
    std::uint16_t slot = 0;
    bool all_rows = false;
    friend bool operator==(SlotRead const&, SlotRead const&) = default;
};

/// An instruction: operation, and an operand whose meaning depends on it.
struct Instruction {
    std::uint16_t operation = 0;
    std::uint16_t small = 0;
    std::int32_t operand = 0;
};

/// A compiled expression. Copyable, no pointers into anything else.
struct Program {
    std::vector<Instruction> code;
    std::vector<Value> constants;
    std::vector<std::string> texts;
    std::vector<SlotRead> reads;   ///< each slot once
    std::int16_t group = -1;       ///< the group whose row it is run for, -1: none
    bool reads_today = false;
    bool reads_attachments = false;
    std::uint16_t stack = 0;       ///< deepest stack
};

}  // namespace guichet
