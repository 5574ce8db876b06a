// Runs a Program over the answers of a dossier (facts.hpp). No allocation for the ordinary operators;
// operators that make lists or texts take from an arena of at most 4 MB, and loops from a stock of
// steps, so that no rule, however hostile, hangs or fills the memory: past that its value is null.
#pragma once

#include <cstdint>
#include <string>

#include "core/value.hpp"
#include "procedure/facts.hpp"
#include "procedure/rules.hpp"

namespace guichet {

namespace js {
struct Context;
}  // namespace js

/// Value of the program for that row (ignored when the program is for the dossier itself). A value
/// that is no answer's kind (a list of rows, a fraction) comes back as what it is closest to: whole
/// numbers as std::int64_t, others rounded half away from zero, lists as texts; what is no number,
/// not finite or null as Unknown. See evaluate_json for the exact one.
[[nodiscard]] Value evaluate(Program const& program, Facts const& facts, std::uint32_t row = 0);
/// Puts that value in place of another; true when the two differ. What the context (js_values.hpp) had made is gone.
[[nodiscard]] bool evaluate_into(Value& kept, Program const& program, js::Context& context, std::uint32_t row);
/// Truthiness as JsonLogic has it: "" 0 null false and [] are false, "0" is true.
[[nodiscard]] bool holds(Program const& program, Facts const& facts, std::uint32_t row = 0);
/// holds() for up to 64 rows of the program's own group, with one machine for all: bit i of `judged` and of the result
/// is row first + i, and the result has those for which it does not hold. Every judged row must exist.
[[nodiscard]] std::uint64_t failing_rows(Program const& program, Facts const& facts, std::uint32_t first, std::uint64_t judged);
/// Whether failing_rows() asks such a program of all rows at once; any other is better asked by questions (questions.hpp).
[[nodiscard]] bool asks_columns(Program const& program);
/// The exact result as JSON text, for the differential test against json-logic-js and for explanations.
[[nodiscard]] std::string evaluate_json(Program const& program, Facts const& facts, std::uint32_t row = 0);

}  // namespace guichet
