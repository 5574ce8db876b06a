#include "receiver/sqlite_database.hpp"

#include <cerrno>
#include <utility>

namespace guichet::receiver {
namespace {

static_assert(SQLITE_VERSION_NUMBER >= 3'044'000, "the store's SQL has string_agg, which SQLite knows from 3.44 on");

constexpr int busy_milliseconds = 5000;

bool is_no_space(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

Trouble trouble_of(sqlite3* handle) { return sqlite_trouble(sqlite3_extended_errcode(handle), sqlite3_system_errno(handle)); }

class SqliteStatement final : public Statement {
public:
    explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {}

    Statement& bind(int position, std::string_view text) override {
        // Empty is not NULL: a null pointer would say NULL.
        sqlite3_bind_text64(statement_.get(), position, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
        return *this;
    }

    Statement& bind(int position, std::int64_t value) override {
        sqlite3_bind_int64(statement_.get(), position, value);
        return *this;
    }

    Result<bool> step() override {
        int const code = sqlite3_step(statement_.get());
        if (code == SQLITE_ROW) { return true; }
        if (code == SQLITE_DONE) { return false; }
        return std::unexpected(trouble_of(sqlite3_db_handle(statement_.get())));
    }

    std::string text(int column) const override {
        auto const* bytes = static_cast<char const*>(sqlite3_column_blob(statement_.get(), column));
        auto const size = sqlite3_column_bytes(statement_.get(), column);
        return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
    }

    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_.get(), column); }

    void reset() override {
        sqlite3_reset(statement_.get());
        sqlite3_clear_bindings(statement_.get());
    }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace

Trouble sqlite_trouble(int sqlite_code, int system_error) {
    int const primary = sqlite_code & 0xff;
    if (primary == SQLITE_FULL || (primary == SQLITE_IOERR && is_no_space(system_error))) { return full_disk(); }
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

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(std::filesystem::path const& file, Access access) {
    sqlite3* handle = nullptr;
    int const flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (access == Access::read    ? SQLITE_OPEN_READONLY
                       : access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                 : SQLITE_OPEN_READWRITE);
    int const code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    if (handle == nullptr) { return std::unexpected(sqlite_trouble(SQLITE_NOMEM, 0)); }
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(handle));
    if (code != SQLITE_OK) { return std::unexpected(trouble_of(handle)); }
    sqlite3_busy_timeout(handle, busy_milliseconds);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    auto set = database->run("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY");
    if (set && access != Access::read) { set = database->run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"); }
    if (!set) { return std::unexpected(set.error()); }
    return database;
}

Result<void> SqliteDatabase::run(char const* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) { return {}; }
    return std::unexpected(trouble_of(handle_.get()));
}

Result<std::unique_ptr<Statement>> SqliteDatabase::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    int const code =
        sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) { return std::unexpected(trouble_of(handle_.get())); }
    return std::make_unique<SqliteStatement>(statement);
}

// The write lock at once, not at the first statement that writes: another's change in between could not be waited for.
Result<void> SqliteDatabase::begin(Purpose purpose) { return run(purpose == Purpose::write ? "BEGIN IMMEDIATE" : "BEGIN"); }

Result<void> SqliteDatabase::limit_pages(std::int64_t pages) { return run(("PRAGMA max_page_count=" + std::to_string(pages)).c_str()); }

}  // namespace guichet::receiver
