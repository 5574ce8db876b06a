// A database behind values, whichever it is: statements that reset themselves, transactions that roll back unless committed,
// errors as Trouble. sqlite_database.hpp and postgres_database.hpp are the two there are.
//
// A connection belongs to one thread at a time: whoever shares one holds a mutex. Parameters are written ?1, ?2, …, bound,
// never pasted. Both are held to one promise: commit() returns when what was written is on the disk.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace guichet::receiver {

/// 507 for a full disk, 503 for what passes by itself or once someone has mended it (busy, gone, refused), 500 for the rest.
[[nodiscard]] int status_of_database_trouble(std::string_view code);
/// "disque-plein", the same sentence for both.
[[nodiscard]] Trouble full_disk();

class Statement {
public:
    Statement() = default;
    virtual ~Statement() = default;
    Statement(Statement const&) = delete;
    Statement& operator=(Statement const&) = delete;

    /// Parameters by position, from 1. The text must live until the statement is reset.
    virtual Statement& bind(int position, std::string_view text) = 0;
    virtual Statement& bind(int position, std::int64_t value) = 0;
    /// True: a row stands ready. False: done.
    [[nodiscard]] virtual Result<bool> step() = 0;
    [[nodiscard]] virtual std::string text(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    virtual void reset() = 0;
};

/// A prepared statement on loan: reset and unbound when it goes, so that no read transaction stays open.
class Loan {
public:
    explicit Loan(Statement& statement) : statement_(&statement) {}
    ~Loan() { statement_->reset(); }
    Loan(Loan const&) = delete;
    Loan& operator=(Loan const&) = delete;

private:
    Statement* statement_;
};

/// What a transaction is for.
enum class Purpose : std::uint8_t {
    write,  ///< no other writes until it ends: neither a thread, nor a process, nor a machine
    read,   ///< all that is read until it ends is of one moment, whatever others write meanwhile
};

class Database {
public:
    Database() = default;
    virtual ~Database() = default;
    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    /// SQL of ours without parameters, one statement or several.
    [[nodiscard]] virtual Result<void> run(char const* sql) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Statement>> prepare(std::string_view sql) = 0;
    [[nodiscard]] virtual Result<void> begin(Purpose purpose) = 0;
    /// "base-coupee": the connection went before the answer, and nobody here knows whether it was done.
    [[nodiscard]] virtual Result<void> commit() = 0;
    /// Whether the connection is gone, and with it its statements and its transaction.
    [[nodiscard]] virtual bool is_lost() const = 0;
    /// Another connection in its place, to the same database.
    [[nodiscard]] virtual Result<void> reconnect() = 0;
    /// At most so many pages (SQLite alone has such a quota).
    [[nodiscard]] virtual Result<void> limit_pages(std::int64_t pages) = 0;
    /// What its administrator should know of how it is set up; empty: nothing.
    [[nodiscard]] virtual std::string warning() = 0;

    /// The first column of the first row; 0 when there is none.
    [[nodiscard]] Result<std::int64_t> integer(std::string_view sql);
};

/// ROLLBACK when it goes without a successful commit().
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database, Purpose purpose);
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
