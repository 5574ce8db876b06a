// Older dossier files are brought to today's format step by step, as JSON, before they are read. Internal to the room.
//
// To change the format: raise dossier_format (codec.hpp), add the step from the former format at the end of
// dossier_migrations(), and a file of the former format to tests/unit/dossier. No step is ever removed.
#pragma once

#include <span>

#include "core/json.hpp"
#include "core/result.hpp"

namespace guichet {

/// Turns a file of format n into one of format n + 1; the number itself is changed by migrate_dossier.
using Migration = void (*)(Json& file);

/// steps[0] leads from format 1 to format 2. Format 1 is the first there ever was.
[[nodiscard]] std::span<Migration const> dossier_migrations();

/// Brings the file from its own format to the last one that the steps lead to. Trouble when its format is not one
/// that the steps know.
[[nodiscard]] Result<void> migrate_dossier(Json& file, std::span<Migration const> steps);

/// « Ce dossier vient d'une version plus récente… »
[[nodiscard]] Trouble newer_format_trouble(std::int64_t format);

}  // namespace guichet
