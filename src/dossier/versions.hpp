// A dossier of an older version of its procedure is read under the present one as the procedure's `migrations` say: answers go to
// their new paths, what has no successor is put aside under "/versions/VERSION/…" in "inconnus", where no field takes it up again.
// Done on the file's JSON, before it is read, and only for files that need it. Internal to the room.
#pragma once

#include <cstddef>

#include "core/json.hpp"
#include "procedure/definition.hpp"

namespace guichet {

/// The way from that version; nullptr when it is the present one, or when there is none.
[[nodiscard]] ProcedureMigration const* migration_from(Procedure const& procedure, std::string_view version);
/// Gives how many answers were put aside.
std::size_t migrate_answers(Json& file, ProcedureMigration const& migration);

}  // namespace guichet
