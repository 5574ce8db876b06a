// Runs a Program over the answers of a dossier. No allocation for the ordinary operators.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/value.hpp"
#include "procedure/rules.hpp"

namespace guichet {

/// Where a program finds the answers. The dossier's room implements it once, over its own storage.
/// Values of hidden fields are given as Unknown by the caller's table (see Facts::hidden rule below).
class Facts {
public:
    virtual ~Facts() = default;
    /// The answer in force: Unknown when hidden, the computed value when computed.
    [[nodiscard]] virtual Value const& root(std::uint16_t slot) const = 0;
    [[nodiscard]] virtual Value const& cell(std::int16_t group, std::uint32_t row, std::uint16_t slot) const = 0;
    [[nodiscard]] virtual std::uint32_t rows(std::int16_t group) const = 0;
    /// Number of accepted pieces in that attachment zone.
    [[nodiscard]] virtual std::uint32_t pieces(std::int32_t zone) const = 0;
    [[nodiscard]] virtual Date today() const = 0;
};

/// Value of the program for that row (ignored when the program is for the dossier itself). A value
/// that is no answer's kind (a list of rows, a fraction) comes back as what it is closest to:
/// whole numbers as std::int64_t, others rounded half away from zero; see evaluate_json for the exact one.
[[nodiscard]] Value evaluate(Program const& program, Facts const& facts, std::uint32_t row = 0);
/// Truthiness as JsonLogic has it: "" 0 null false and [] are false, "0" is true.
[[nodiscard]] bool holds(Program const& program, Facts const& facts, std::uint32_t row = 0);
/// The exact result as JSON text, for the differential test against json-logic-js and for explanations.
[[nodiscard]] std::string evaluate_json(Program const& program, Facts const& facts, std::uint32_t row = 0);

}  // namespace guichet
