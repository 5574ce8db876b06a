// Findings as JSON, the one form in which the command, the receiver and the page give and take them:
// [{"path","rule","severity","message","source":{"titre","extrait"}}]. "source" is there when the rule names one.
#pragma once

#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "dossier/verdict.hpp"

namespace guichet {

/// "block", "warn", "info".
[[nodiscard]] std::string_view severity_name(Severity severity);

[[nodiscard]] Json findings_to_json(std::vector<Finding> const& findings);
/// What a receiver answered; entries that are no finding are left out.
[[nodiscard]] std::vector<Finding> findings_from_json(Json const& json);

/// {"dossier","acceptable","constats":[…]}: what `guichet check --json` prints.
[[nodiscard]] Json report_to_json(std::string_view dossier, bool acceptable, std::vector<Finding> const& findings);

}  // namespace guichet
