// The same tables in PostgreSQL: schema_sqlite.cpp says what they mean. Texts keep the very bytes (a payload's digest is of them),
// so the payload is text and not jsonb.
#include "receiver/schema_tables.hpp"

namespace guichet::receiver {

SchemaSteps const postgres_steps = {
    nullptr,
    R"sql(
CREATE TABLE dossiers (
  rang      bigint PRIMARY KEY,
  id        text NOT NULL UNIQUE,
  numero    text NOT NULL UNIQUE,
  procedure text NOT NULL,
  version   text NOT NULL,
  recu_le   text NOT NULL,
  statut    text NOT NULL,
  empreinte text NOT NULL,
  payload   text NOT NULL,
  envois    bigint NOT NULL DEFAULT 1
);
CREATE INDEX dossiers_statut ON dossiers (statut, rang);

CREATE TABLE numeros (
  serie   text NOT NULL,
  annee   bigint NOT NULL,
  dernier bigint NOT NULL,
  PRIMARY KEY (serie, annee)
);

CREATE TABLE envois_precedents (
  dossier   text NOT NULL REFERENCES dossiers(id),
  envoi     bigint NOT NULL,
  version   text NOT NULL,
  recu_le   text NOT NULL,
  empreinte text NOT NULL,
  payload   text NOT NULL,
  PRIMARY KEY (dossier, envoi)
);

CREATE TABLE pieces (
  dossier  text NOT NULL REFERENCES dossiers(id),
  envoi    bigint NOT NULL,
  piece    text NOT NULL,
  rang     bigint NOT NULL,
  zone     text NOT NULL,
  nom      text NOT NULL,
  type     text NOT NULL,
  taille   bigint NOT NULL,
  sha256   text NOT NULL,
  recue_le text,
  etat     text CHECK (etat IN ('conforme', 'non_conforme')),
  PRIMARY KEY (dossier, envoi, piece)
);

CREATE TABLE evenements (
  numero      bigint PRIMARY KEY,
  dossier     text NOT NULL REFERENCES dossiers(id),
  date        text NOT NULL,
  auteur      text NOT NULL,
  nature      text NOT NULL CHECK (nature IN ('envoi', 'statut', 'instruction')),
  statut      text NOT NULL,
  envoi       bigint NOT NULL,
  commentaire text NOT NULL
);
CREATE INDEX evenements_dossier ON evenements (dossier, numero);

CREATE TABLE remarques (
  dossier   text NOT NULL REFERENCES dossiers(id),
  evenement bigint NOT NULL REFERENCES evenements(numero),
  rang      bigint NOT NULL,
  chemin    text,
  piece     text,
  message   text NOT NULL,
  levee     bigint REFERENCES evenements(numero),
  PRIMARY KEY (dossier, evenement, rang),
  CHECK ((chemin IS NULL) <> (piece IS NULL))
);
)sql",
    R"sql(
CREATE TABLE echeances (
  dossier   text NOT NULL REFERENCES dossiers(id),
  rang      bigint NOT NULL CHECK (rang > 0),
  libelle   text NOT NULL,
  montant   bigint NOT NULL,
  ouverture text NOT NULL,
  etat      text NOT NULL CHECK (etat IN ('a_facturer', 'en_instruction', 'payee', 'refusee')),
  date      text NOT NULL,
  message   text NOT NULL,
  evenement bigint NOT NULL REFERENCES evenements(numero),
  PRIMARY KEY (dossier, rang)
);
)sql",
    R"sql(
CREATE TABLE comptes (
  id           bigint PRIMARY KEY,
  courriel     text NOT NULL UNIQUE,
  prenom       text NOT NULL,
  nom          text NOT NULL,
  mot_de_passe text NOT NULL,
  cree_le      text NOT NULL
);

CREATE TABLE inscriptions (
  jeton        text PRIMARY KEY,
  courriel     text NOT NULL,
  prenom       text NOT NULL,
  nom          text NOT NULL,
  siret        text NOT NULL,
  mot_de_passe text NOT NULL,
  expire_le    text NOT NULL
);
CREATE INDEX inscriptions_courriel ON inscriptions (courriel);

CREATE TABLE jetons (
  jeton     text PRIMARY KEY,
  compte    bigint NOT NULL REFERENCES comptes(id),
  nature    text NOT NULL CHECK (nature IN ('oubli', 'courriel')),
  courriel  text NOT NULL,
  expire_le text NOT NULL
);

CREATE TABLE sessions (
  jeton      text PRIMARY KEY,
  compte     bigint NOT NULL REFERENCES comptes(id),
  ouverte_le text NOT NULL,
  vue_le     text NOT NULL
);
CREATE INDEX sessions_compte ON sessions (compte);

CREATE TABLE organisations (
  siret   text PRIMARY KEY,
  cree_le text NOT NULL
);

CREATE TABLE habilitations (
  siret          text NOT NULL REFERENCES organisations(siret),
  compte         bigint NOT NULL REFERENCES comptes(id),
  lecture        bigint NOT NULL CHECK (lecture IN (0, 1)),
  saisie         bigint NOT NULL CHECK (saisie IN (0, 1)),
  envoi          bigint NOT NULL CHECK (envoi IN (0, 1)),
  administration bigint NOT NULL CHECK (administration IN (0, 1)),
  PRIMARY KEY (siret, compte)
);
CREATE INDEX habilitations_compte ON habilitations (compte);

ALTER TABLE dossiers ADD COLUMN organisation text NOT NULL DEFAULT '';
CREATE INDEX dossiers_organisation ON dossiers (organisation, rang);
)sql",
};

}  // namespace guichet::receiver
