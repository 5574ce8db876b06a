#include "receiver/database.hpp"

#include <cerrno>
#include <utility>

namespace guichet::receiver {
namespace {

constexpr int busy_milliseconds = 5000;

bool is_no_space(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

Trouble trouble_of(sqlite3* handle) { return database_trouble(sqlite3_extended_errcode(handle), sqlite3_system_errno(handle)); }

}  // namespace

Trouble database_trouble(int sqlite_code, int system_error) {
    int const primary = sqlite_code & 0xff;
    if (primary == SQLITE_FULL || (primary == SQLITE_IOERR && is_no_space(system_error))) {
        return {"disque-plein", "Il n’y a plus de place sur le disque du serveur. Rien n’a été enregistré : réessayez plus tard."};
    }
    if (primary == SQLITE_READONLY || primary == SQLITE_CANTOPEN || primary == SQLITE_PERM) {
        return {"base-en-lecture-seule",
                "Le serveur ne peut pas écrire dans sa base de données. Rien n’a été enregistré : prévenez la personne qui l’administre."};
    }
    if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) {
        return {"base-occupee", "La base de données est occupée. Rien n’a été enregistré : réessayez dans un instant."};
    }
    if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) {
        return {"base-abimee", "La base de données du serveur ne peut pas être lue. Prévenez la personne qui l’administre."};
    }
    return {"base", "La base de données du serveur a signalé une erreur (" + std::to_string(sqlite_code) +
                        "). Rien n’a été enregistré : réessayez dans un instant."};
}

int status_of_database_trouble(std::string_view code) {
    if (code == "disque-plein") { return 507; }
    if (code == "base-occupee") { return 503; }
    return 500;
}

Statement& Statement::bind(int position, std::string_view text) {
    // Empty is not NULL: a null pointer would say NULL.
    sqlite3_bind_text64(statement_.get(), position, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(int position, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), position, value);
    return *this;
}

Result<bool> Statement::step() {
    int const code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) { return true; }
    if (code == SQLITE_DONE) { return false; }
    return std::unexpected(trouble_of(sqlite3_db_handle(statement_.get())));
}

Result<void> Statement::run() {
    for (;;) {
        auto const more = step();
        if (!more) { return std::unexpected(more.error()); }
        if (!*more) { return {}; }
    }
}

std::string Statement::text(int column) const {
    auto const* bytes = static_cast<char const*>(sqlite3_column_blob(statement_.get(), column));
    auto const size = sqlite3_column_bytes(statement_.get(), column);
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

void Statement::reset() {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
}

Result<Database> Database::open(std::filesystem::path const& file, Access access) {
    sqlite3* handle = nullptr;
    int const flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (access == Access::read    ? SQLITE_OPEN_READONLY
                       : access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                 : SQLITE_OPEN_READWRITE);
    int const code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    if (handle == nullptr) { return std::unexpected(database_trouble(SQLITE_NOMEM, 0)); }
    Database database(handle);
    if (code != SQLITE_OK) { return std::unexpected(trouble_of(handle)); }
    sqlite3_busy_timeout(handle, busy_milliseconds);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    auto set = database.run("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY");
    if (set && access != Access::read) { set = database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"); }
    if (!set) { return std::unexpected(set.error()); }
    return database;
}

Result<void> Database::run(char const* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) { return {}; }
    return std::unexpected(trouble_of(handle_.get()));
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    int const code =
        sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) { return std::unexpected(trouble_of(handle_.get())); }
    return Statement(statement);
}

Result<std::int64_t> Database::integer(char const* sql) {
    auto statement = prepare(sql);
    if (!statement) { return std::unexpected(statement.error()); }
    auto const row = statement->step();
    if (!row) { return std::unexpected(row.error()); }
    return *row ? statement->integer(0) : 0;
}

Result<Transaction> Transaction::begin(Database& database) {
    auto const begun = database.run("BEGIN IMMEDIATE");
    if (!begun) { return std::unexpected(begun.error()); }
    return Transaction(database);
}

Result<Transaction> Transaction::begin_reading(Database& database) {
    auto const begun = database.run("BEGIN");
    if (!begun) { return std::unexpected(begun.error()); }
    return Transaction(database);
}

Transaction::~Transaction() {
    // After some errors SQLite has rolled back by itself, and this one says so: nothing to add.
    if (database_ != nullptr) { static_cast<void>(database_->run("ROLLBACK")); }
}

Result<void> Transaction::commit() {
    auto const committed = database_->run("COMMIT");
    if (committed) { database_ = nullptr; }
    return committed;
}

}  // namespace guichet::receiver
