// One connection to PostgreSQL, through libpq: opened, spoken to, and given up after a silence rather than waited for without end.
//
// Every wait has a limit: a server that hangs must not hang the receiver with it. What the server says in words is never
// passed on, since it may quote what people wrote; its five-letter codes (SQLSTATE) are, as sentences of ours.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace guichet::receiver {

/// A trouble by its SQLSTATE. Codes: "disque-plein", "base-en-lecture-seule", "base-occupee", "base-injoignable", "base-abimee",
/// "base".
[[nodiscard]] Trouble postgres_trouble(std::string_view sqlstate);
/// "base-injoignable": the server does not answer, or no longer.
[[nodiscard]] Trouble unreachable();

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
/// Rows, all of them: what is asked for here is a page or one dossier.
using Rows = std::unique_ptr<PGresult, ClearResult>;

class PostgresLink {
public:
    /// Why there is none.
    enum class Refusal : std::uint8_t {
        unreachable,     ///< nobody answers there
        access,          ///< wrong name or password, or nobody of that name may come from here
        no_database,     ///< the server has no base of that name
        too_many,        ///< the server takes no more connections, or starts or stops
        other_encoding,  ///< the base does not keep every character
    };
    /// To the base of a URL (postgresql://name:password@host/base), as libpq reads them, its variables and files included.
    [[nodiscard]] static std::expected<PostgresLink, Refusal> open(std::string const& url);
    /// Whether libpq can read it. Nothing is asked of any server.
    [[nodiscard]] static bool is_url(std::string const& url);

    [[nodiscard]] bool is_open() const { return connection_ != nullptr; }
    [[nodiscard]] Result<Rows> run(char const* sql);
    [[nodiscard]] Result<void> prepare(std::string const& name, std::string const& sql);
    /// A parameter each, as text.
    [[nodiscard]] Result<Rows> execute(std::string const& name, std::vector<std::string> const& parameters);

private:
    struct Finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    using Connection = std::unique_ptr<PGconn, Finish>;
    explicit PostgresLink(Connection connection) : connection_(std::move(connection)) {}
    [[nodiscard]] Result<Rows> answer(bool is_sent);
    [[nodiscard]] bool wait_for_answer();
    Connection connection_;  ///< null once it is lost
};

}  // namespace guichet::receiver
