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
    // The dossier's life: versions, events, remarks, what is thought of pieces.
    R"sql(
ALTER TABLE dossiers ADD COLUMN envois INTEGER NOT NULL DEFAULT 1;  -- how many times it was sent; the row is the last one
CREATE INDEX dossiers_statut ON dossiers (statut, rang);

-- What a correction has replaced, as it was.
CREATE TABLE envois_precedents (
  dossier   TEXT NOT NULL REFERENCES dossiers(id),
  envoi     INTEGER NOT NULL,              -- 1, 2, …
  version   TEXT NOT NULL,                 -- of the procedure
  recu_le   TEXT NOT NULL,
  empreinte TEXT NOT NULL,
  payload   TEXT NOT NULL,
  PRIMARY KEY (dossier, envoi)
) STRICT;

-- The same as before, by version of the dossier. etat: what the instructor thinks of it, or NULL.
CREATE TABLE pieces_des_envois (
  dossier  TEXT NOT NULL REFERENCES dossiers(id),
  envoi    INTEGER NOT NULL,
  piece    TEXT NOT NULL,
  rang     INTEGER NOT NULL,
  zone     TEXT NOT NULL,
  nom      TEXT NOT NULL,
  type     TEXT NOT NULL,
  taille   INTEGER NOT NULL,
  sha256   TEXT NOT NULL,
  recue_le TEXT,
  etat     TEXT CHECK (etat IN ('conforme', 'non_conforme')),
  PRIMARY KEY (dossier, envoi, piece)
) STRICT, WITHOUT ROWID;
INSERT INTO pieces_des_envois SELECT dossier, 1, piece, rang, zone, nom, type, taille, sha256, recue_le, NULL FROM pieces;
DROP TABLE pieces;
ALTER TABLE pieces_des_envois RENAME TO pieces;

-- Only ever added to. numero is the cursor of those who follow.
CREATE TABLE evenements (
  numero      INTEGER PRIMARY KEY,
  dossier     TEXT NOT NULL REFERENCES dossiers(id),
  date        TEXT NOT NULL,
  auteur      TEXT NOT NULL,
  nature      TEXT NOT NULL CHECK (nature IN ('envoi', 'statut', 'instruction')),
  statut      TEXT NOT NULL,               -- after it
  envoi       INTEGER NOT NULL,            -- the dossier's version then
  commentaire TEXT NOT NULL
) STRICT;
CREATE INDEX evenements_dossier ON evenements (dossier, numero);
INSERT INTO evenements (dossier, date, auteur, nature, statut, envoi, commentaire)
  SELECT id, recu_le, 'Demandeur', 'envoi', statut, 1, '' FROM dossiers ORDER BY rang;

-- What is to be corrected, at an answer or in a piece; in force until an event lifts it.
CREATE TABLE remarques (
  dossier   TEXT NOT NULL REFERENCES dossiers(id),
  evenement INTEGER NOT NULL REFERENCES evenements(numero),
  rang      INTEGER NOT NULL,
  chemin    TEXT,
  piece     TEXT,
  message   TEXT NOT NULL,
  levee     INTEGER REFERENCES evenements(numero),
  PRIMARY KEY (dossier, evenement, rang),
  CHECK ((chemin IS NULL) <> (piece IS NULL))
) STRICT, WITHOUT ROWID;
)sql",
};

}  // namespace

int schema_version() { return static_cast<int>(migrations.size()); }

Result<void> expect_schema(Database& database) {
    auto const owner = database.integer("PRAGMA application_id");
    if (!owner) { return std::unexpected(owner.error()); }
    auto const version = database.integer("PRAGMA user_version");
    if (!version) { return std::unexpected(version.error()); }
    if (*owner == application_id && *version == schema_version()) { return {}; }
    return std::unexpected(Trouble{"base-autre-version",
                                   "Ce fichier n’est pas une base de cette version de Guichet. Démarrez-y d’abord guichet serve, qui la "
                                   "met à jour, ou choisissez un autre dossier avec --data."});
}

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
