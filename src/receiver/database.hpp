// SQLite behind values: statements that reset themselves, transactions that roll back unless committed, errors as Trouble.
//
// A connection belongs to one thread at a time: whoever shares one holds a mutex. Written for durability: WAL with
// synchronous=FULL, so that COMMIT returns when the bytes are on the disk.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace guichet::receiver {

/// Codes of Trouble: "disque-plein", "base-en-lecture-seule", "base-occupee", "base-abimee", "base".
[[nodiscard]] Trouble database_trouble(int sqlite_code, int system_error);
/// 507 for a full disk, 503 for a busy database, 500 for the rest.
[[nodiscard]] int status_of_database_trouble(std::string_view code);

class Statement {
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

    /// Parameters by position, from 1. The text must live until the statement is reset.
    Statement& bind(int position, std::string_view text);
    Statement& bind(int position, std::int64_t value);
    /// True: a row stands ready. False: done.
    [[nodiscard]] Result<bool> step();
    /// Runs to its end; rows are dropped.
    [[nodiscard]] Result<void> run();
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    void reset();

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// A prepared statement on loan: reset and unbound when it goes, so that no read transaction stays open.
class Loan {
public:
    explicit Loan(Statement& statement) : statement_(&statement) {}
    ~Loan() { statement_->reset(); }
    Loan(Loan const&) = delete;
    Loan& operator=(Loan const&) = delete;
    Statement* operator->() { return statement_; }

private:
    Statement* statement_;
};

enum class Access : std::uint8_t {
    write,     ///< made when absent
    existing,  ///< to write, and never made
    read,
};

class Database {
public:
    [[nodiscard]] static Result<Database> open(std::filesystem::path const& file, Access access);

    [[nodiscard]] Result<void> run(char const* sql);
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    [[nodiscard]] Result<std::int64_t> integer(char const* sql);

private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    explicit Database(sqlite3* handle) : handle_(handle) {}
    std::unique_ptr<sqlite3, Close> handle_;
};

/// BEGIN IMMEDIATE; ROLLBACK when it goes without a successful commit().
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    /// All that is read until it goes is of one moment, whatever others write meanwhile.
    [[nodiscard]] static Result<Transaction> begin_reading(Database& database);
    ~Transaction();
    Transaction(Transaction&& other) noexcept : database_(other.database_) { other.database_ = nullptr; }
    Transaction& operator=(Transaction&&) = delete;
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;
    /// After this returns without trouble, nothing takes it back.
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace guichet::receiver
