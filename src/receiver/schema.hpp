// The database's tables and how an older one becomes today's. A migration, once released, is never edited: a new one
// is added at the end, in both dialects.
#pragma once

#include <cstdint>

#include "core/result.hpp"
#include "receiver/database.hpp"

namespace guichet::receiver {

enum class Dialect : std::uint8_t { sqlite, postgres };

/// PRAGMA application_id: tells our database from any other file.
inline constexpr std::int64_t application_id = 0x47554943;  // "GUIC"

[[nodiscard]] int schema_version();
/// Brings the database to schema_version(), in one transaction: of two receivers that start at once, one waits. A database of
/// a newer Guichet, or of another program, is refused untouched.
[[nodiscard]] Result<void> migrate(Database& database, Dialect dialect);
/// A trouble unless it is ours and at schema_version(): for who comes beside a running receiver, and must not migrate.
[[nodiscard]] Result<void> expect_schema(Database& database, Dialect dialect);

}  // namespace guichet::receiver
