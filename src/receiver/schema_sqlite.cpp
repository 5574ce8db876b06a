// The tables in SQLite, and what they mean.
#include "receiver/schema_tables.hpp"

namespace guichet::receiver {

SchemaSteps const sqlite_steps = {
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
    // What was decided of instalments: the last word on each. montant is in cents; date and evenement are those of the decision.
    R"sql(
CREATE TABLE echeances (
  dossier   TEXT NOT NULL REFERENCES dossiers(id),
  rang      INTEGER NOT NULL CHECK (rang > 0),
  libelle   TEXT NOT NULL,
  montant   INTEGER NOT NULL,
  ouverture TEXT NOT NULL,
  etat      TEXT NOT NULL CHECK (etat IN ('a_facturer', 'en_instruction', 'payee', 'refusee')),
  date      TEXT NOT NULL,
  message   TEXT NOT NULL,
  evenement INTEGER NOT NULL REFERENCES evenements(numero),
  PRIMARY KEY (dossier, rang)
) STRICT, WITHOUT ROWID;
)sql",
    // Accounts (guichet serve --comptes). Tokens and sessions are kept by their SHA-256 alone, passwords as yescrypt has hashed them.
    R"sql(
CREATE TABLE comptes (
  id           INTEGER PRIMARY KEY,
  courriel     TEXT NOT NULL UNIQUE,  -- in lower case
  prenom       TEXT NOT NULL,
  nom          TEXT NOT NULL,
  mot_de_passe TEXT NOT NULL,
  cree_le      TEXT NOT NULL
) STRICT;

-- What awaits its confirmation: there is no account before it.
CREATE TABLE inscriptions (
  jeton        TEXT PRIMARY KEY,
  courriel     TEXT NOT NULL,
  prenom       TEXT NOT NULL,
  nom          TEXT NOT NULL,
  siret        TEXT NOT NULL,
  mot_de_passe TEXT NOT NULL,
  expire_le    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX inscriptions_courriel ON inscriptions (courriel);

-- A forgotten password, or a new address that awaits its confirmation.
CREATE TABLE jetons (
  jeton     TEXT PRIMARY KEY,
  compte    INTEGER NOT NULL REFERENCES comptes(id),
  nature    TEXT NOT NULL CHECK (nature IN ('oubli', 'courriel')),
  courriel  TEXT NOT NULL,
  expire_le TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  jeton      TEXT PRIMARY KEY,
  compte     INTEGER NOT NULL REFERENCES comptes(id),
  ouverte_le TEXT NOT NULL,
  vue_le     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_compte ON sessions (compte);

CREATE TABLE organisations (
  siret   TEXT PRIMARY KEY,
  cree_le TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Without any right: waits for the administrator’s agreement.
CREATE TABLE habilitations (
  siret          TEXT NOT NULL REFERENCES organisations(siret),
  compte         INTEGER NOT NULL REFERENCES comptes(id),
  lecture        INTEGER NOT NULL CHECK (lecture IN (0, 1)),
  saisie         INTEGER NOT NULL CHECK (saisie IN (0, 1)),
  envoi          INTEGER NOT NULL CHECK (envoi IN (0, 1)),
  administration INTEGER NOT NULL CHECK (administration IN (0, 1)),
  PRIMARY KEY (siret, compte)
) STRICT, WITHOUT ROWID;
CREATE INDEX habilitations_compte ON habilitations (compte);

ALTER TABLE dossiers ADD COLUMN organisation TEXT NOT NULL DEFAULT '';  -- SIRET; empty: received without accounts
CREATE INDEX dossiers_organisation ON dossiers (organisation, rang);
)sql",
};

}  // namespace guichet::receiver
