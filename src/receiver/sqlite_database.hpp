// SQLite, the database of one office: a file beside the pieces, and nothing to run or to administer.
//
// Written for durability: WAL with synchronous=FULL, so that COMMIT returns when the bytes are on the disk.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "receiver/database.hpp"

namespace guichet::receiver {

/// Codes of Trouble: "disque-plein", "base-en-lecture-seule", "base-occupee", "base-abimee", "base".
[[nodiscard]] Trouble sqlite_trouble(int sqlite_code, int system_error);

enum class Access : std::uint8_t {
    write,     ///< made when absent
    existing,  ///< to write, and never made
    read,
};

class SqliteDatabase final : public Database {
public:
    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>> open(std::filesystem::path const& file, Access access);

    [[nodiscard]] Result<void> run(char const* sql) override;
    [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override;
    [[nodiscard]] Result<void> begin(Purpose purpose) override;
    [[nodiscard]] Result<void> commit() override { return run("COMMIT"); }
    [[nodiscard]] bool is_lost() const override { return false; }
    [[nodiscard]] Result<void> reconnect() override { return {}; }
    [[nodiscard]] Result<void> limit_pages(std::int64_t pages) override;
    [[nodiscard]] std::string warning() override { return {}; }

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    explicit SqliteDatabase(sqlite3* handle) : handle_(handle) {}
    std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace guichet::receiver
