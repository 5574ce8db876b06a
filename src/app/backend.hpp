// What a backend answers to a submission: its receipt, or its findings. The shapes are those of
// assets/openapi/receiver.openapi.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/verdict.hpp"

namespace guichet {

struct BackendReceipt {
    std::string number;
    std::string date;
};

/// {"numero": …, "date": …}; nothing when the body has no number.
[[nodiscard]] std::optional<BackendReceipt> read_receipt(std::string_view body);
/// {"constats": [{"path", "rule", "severity", "message", "source": {"title", "excerpt"}}]}; empty when there is none.
[[nodiscard]] std::vector<Finding> read_backend_findings(std::string_view body);

}  // namespace guichet
