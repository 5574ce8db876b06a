// Where a dossier may go from where it stands: the procedure's own statuses, words and locks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "procedure/definition.hpp"
#include "receiver/records.hpp"

namespace guichet::receiver {

/// The procedure's word for a status; the status itself when it knows none. A null procedure knows none.
[[nodiscard]] std::string status_label(Procedure const* procedure, std::string_view status);
/// Whether the person may correct the dossier in that status. In one that nobody knows: no.
[[nodiscard]] bool is_open(Procedure const* procedure, std::string_view status);
[[nodiscard]] std::vector<std::string> open_statuses(Procedure const& procedure);

/// What an instructor would do, as it was written.
struct Proposal {
    struct Named {
        std::string target;  ///< the path of an answer, a group, "pieces.ZONE", or the id of a piece
        std::string message;
    };
    std::string status;
    std::string author;
    std::string comment;
    std::vector<Named> remarks;
    std::vector<Decision::Piece> pieces;
    std::vector<FollowedInstalment> instalments{};  ///< rank, state, amount and message
};

/// The decision, if the procedure allows it of the dossier as it stands; else a sentence that says what is possible.
[[nodiscard]] Result<Decision> decision_of(Procedure const& procedure, StoredDossier const& dossier, Proposal const& asked,
                                           std::string date);

}  // namespace guichet::receiver
