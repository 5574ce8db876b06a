// The database's tables and how an older one becomes today's. A migration, once released, is never edited: a new one
// is added at the end.
#pragma once

#include "core/result.hpp"
#include "receiver/database.hpp"

namespace guichet::receiver {

/// PRAGMA application_id: tells our database from any other file.
inline constexpr std::int64_t application_id = 0x47554943;  // "GUIC"

[[nodiscard]] int schema_version();
/// Brings the database to schema_version(), each step in one transaction. A database of a newer Guichet, or of another
/// program, is refused untouched.
[[nodiscard]] Result<void> migrate(Database& database);
/// A trouble unless it is ours and at schema_version(): for who comes beside a running receiver, and must not migrate.
[[nodiscard]] Result<void> expect_schema(Database& database);

}  // namespace guichet::receiver
