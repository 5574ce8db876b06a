#include "receiver/schema.hpp"

#include <array>
#include <string>

namespace guichet::receiver {
namespace {

/// migrations[i] brings version i to version i + 1.
constexpr std::array migrations = {
    R"sql(
CREATE TABLE dossiers (
  rang      INTEGER PRIMARY KEY,           -- order of arrival
  id        TEXT NOT NULL UNIQUE,          -- UUID, chosen by the sender: the idempotency key
  numero    TEXT NOT NULL UNIQUE,          -- AF-2026-000001
  procedure TEXT NOT NULL,
  version   TEXT NOT NULL,
  recu_le   TEXT NOT NULL,                 -- ISO 8601, UTC
  statut    TEXT NOT NULL,
  empreinte TEXT NOT NULL,                 -- SHA-256 of the canonical payload
  payload   TEXT NOT NULL                  -- canonical JSON
) STRICT;

-- What the dossier announces; recue_le is set when the bytes stand in data/pieces under their digest.
CREATE TABLE pieces (
  dossier  TEXT NOT NULL REFERENCES dossiers(id),
  piece    TEXT NOT NULL,
  rang     INTEGER NOT NULL,
  zone     TEXT NOT NULL,
  nom      TEXT NOT NULL,
  type     TEXT NOT NULL,
  taille   INTEGER NOT NULL,
  sha256   TEXT NOT NULL,
  recue_le TEXT,
  PRIMARY KEY (dossier, piece)
) STRICT, WITHOUT ROWID;

-- The last number given, by series and year.
CREATE TABLE numeros (
  serie   TEXT NOT NULL,
  annee   INTEGER NOT NULL,
  dernier INTEGER NOT NULL,
  PRIMARY KEY (serie, annee)
) STRICT, WITHOUT ROWID;
)sql",
};

}  // namespace

int schema_version() { return static_cast<int>(migrations.size()); }

Result<void> migrate(Database& database) {
    auto transaction = Transaction::begin(database);
    if (!transaction) { return std::unexpected(transaction.error()); }
    auto const version = database.integer("PRAGMA user_version");
    if (!version) { return std::unexpected(version.error()); }
    auto const owner = database.integer("PRAGMA application_id");
    if (!owner) { return std::unexpected(owner.error()); }
    auto const tables = database.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables) { return std::unexpected(tables.error()); }
    if (*owner != application_id && (*owner != 0 || *version != 0 || *tables != 0)) {
        return std::unexpected(
            Trouble{"base-etrangere", "Ce fichier n’est pas une base de Guichet. Choisissez un autre dossier avec --data."});
    }
    if (*version > schema_version()) {
        return std::unexpected(Trouble{"base-trop-recente", "Cette base a été créée par une version plus récente de Guichet (schéma " +
                                                                std::to_string(*version) + ", schéma connu " +
                                                                std::to_string(schema_version()) +
                                                                "). Installez cette version, ou choisissez un autre dossier avec --data."});
    }
    for (auto next = static_cast<std::size_t>(*version < 0 ? 0 : *version); next < migrations.size(); ++next) {
        if (auto const done = database.run(migrations[next]); !done) { return done; }
    }
    auto const mark =
        "PRAGMA application_id=" + std::to_string(application_id) + "; PRAGMA user_version=" + std::to_string(schema_version());
    if (auto const done = database.run(mark.c_str()); !done) { return done; }
    return transaction->commit();
}

}  // namespace guichet::receiver
