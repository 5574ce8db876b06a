// From what was sent to what is kept: read, judged, compared with what its own answers give. Whoever adds a dossier to a store
// comes through here, the HTTP interface and `guichet demo` alike.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "dossier/verdict.hpp"
#include "receiver/procedures.hpp"
#include "receiver/records.hpp"

namespace guichet::receiver {

/// Why it is not taken: one sentence, and the findings that say where.
struct Declined {
    Trouble trouble;
    std::vector<Finding> findings{};
};

struct Intake {
    Date today;
    std::string instant;            ///< of the receipt
    std::uint64_t piece_limit = 0;  ///< bytes of one piece
};

/// The dossier as the store takes it.
[[nodiscard]] std::expected<NewDossier, Declined> judged(Procedures const& procedures, Json const& sent, std::string_view id,
                                                         Intake const& intake);

}  // namespace guichet::receiver
