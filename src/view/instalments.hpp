// An échéancier with what has become of each instalment, on a dossier's page and in a portal's list. Private to the room.
#pragma once

#include <optional>

#include "dossier/dossier.hpp"
#include "view/build.hpp"

namespace guichet {

/// The titles of its columns; `with_dossier`: that of the request each instalment belongs to as well.
[[nodiscard]] Node instalment_columns(bool with_dossier = false);
/// What is known of one, under those columns.
[[nodiscard]] Node instalment_row(std::string id, FollowedInstalment const& one, std::optional<Node> dossier = {});

}  // namespace guichet
