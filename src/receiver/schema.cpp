#include "receiver/schema.hpp"

#include <string>

#include "receiver/schema_tables.hpp"

namespace guichet::receiver {
namespace {

/// What a database says of itself.
struct Mark {
    bool is_ours = false;
    bool is_empty = false;
    std::int64_t version = 0;
};

constexpr std::string_view postgres_tables = "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()";
constexpr std::string_view postgres_marks =
    "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'guichet_schema'";

Result<Mark> read_sqlite_mark(Database& database) {
    auto const owner = database.integer("PRAGMA application_id");
    if (!owner) { return std::unexpected(owner.error()); }
    auto const version = database.integer("PRAGMA user_version");
    if (!version) { return std::unexpected(version.error()); }
    auto const tables = database.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables) { return std::unexpected(tables.error()); }
    return Mark{*owner == application_id, *owner == 0 && *version == 0 && *tables == 0, *version};
}

Result<Mark> read_postgres_mark(Database& database) {
    auto const tables = database.integer(postgres_tables);
    if (!tables) { return std::unexpected(tables.error()); }
    auto const marks = database.integer(postgres_marks);
    if (!marks) { return std::unexpected(marks.error()); }
    if (*marks == 0) { return Mark{false, *tables == 0, 0}; }
    auto const version = database.integer("SELECT version FROM guichet_schema");
    if (!version) { return std::unexpected(version.error()); }
    return Mark{true, false, *version};
}

Result<Mark> read_mark(Database& database, Dialect dialect) {
    return dialect == Dialect::sqlite ? read_sqlite_mark(database) : read_postgres_mark(database);
}

Result<void> write_mark(Database& database, Dialect dialect) {
    auto const version = std::to_string(schema_version());
    auto const mark = dialect == Dialect::sqlite
                          ? "PRAGMA application_id=" + std::to_string(application_id) + "; PRAGMA user_version=" + version
                          : "CREATE TABLE IF NOT EXISTS guichet_schema (version bigint NOT NULL); DELETE FROM guichet_schema; "
                            "INSERT INTO guichet_schema VALUES (" +
                                version + ")";
    return database.run(mark.c_str());
}

Trouble foreign_database(Dialect dialect) {
    return {"base-etrangere", dialect == Dialect::sqlite
                                  ? "Ce fichier n’est pas une base de Guichet. Choisissez un autre dossier avec --data."
                                  : "Cette base PostgreSQL contient déjà les tables d’un autre programme. Créez-en une pour Guichet "
                                    "(createdb), et donnez son adresse."};
}

Trouble newer_database(std::int64_t version, Dialect dialect) {
    return {"base-trop-recente", "Cette base a été créée par une version plus récente de Guichet (schéma " + std::to_string(version) +
                                     ", schéma connu " + std::to_string(schema_version()) + "). Installez cette version, ou choisissez " +
                                     (dialect == Dialect::sqlite ? "un autre dossier avec --data." : "une autre base.")};
}

Trouble other_version(Dialect dialect) {
    return {"base-autre-version", dialect == Dialect::sqlite
                                      ? "Ce fichier n’est pas une base de cette version de Guichet. Démarrez-y d’abord guichet serve, qui "
                                        "la met à jour, ou choisissez un autre dossier avec --data."
                                      : "Cette base PostgreSQL n’est pas une base de cette version de Guichet. Démarrez-y d’abord guichet "
                                        "serve, qui la met à jour, ou vérifiez l’adresse."};
}

}  // namespace

int schema_version() { return schema_steps; }

Result<void> expect_schema(Database& database, Dialect dialect) {
    auto const mark = read_mark(database, dialect);
    if (!mark) { return std::unexpected(mark.error()); }
    if (mark->is_ours && mark->version == schema_version()) { return {}; }
    return std::unexpected(other_version(dialect));
}

Result<void> migrate(Database& database, Dialect dialect) {
    auto transaction = Transaction::begin(database, Purpose::write);
    if (!transaction) { return std::unexpected(transaction.error()); }
    auto const mark = read_mark(database, dialect);
    if (!mark) { return std::unexpected(mark.error()); }
    if (!mark->is_ours && !mark->is_empty) { return std::unexpected(foreign_database(dialect)); }
    if (mark->version > schema_version()) { return std::unexpected(newer_database(mark->version, dialect)); }
    if (mark->is_ours && mark->version == schema_version()) { return {}; }
    auto const& steps = dialect == Dialect::sqlite ? sqlite_steps : postgres_steps;
    for (auto next = static_cast<std::size_t>(mark->version < 0 ? 0 : mark->version); next < steps.size(); ++next) {
        if (steps[next] == nullptr) { continue; }
        if (auto const done = database.run(steps[next]); !done) { return done; }
    }
    if (auto const done = write_mark(database, dialect); !done) { return done; }
    return transaction->commit();
}

}  // namespace guichet::receiver
