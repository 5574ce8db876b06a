#include "receiver/postgres_link.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "receiver/database.hpp"

namespace guichet::receiver {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds time_to_connect{5};
constexpr std::chrono::seconds time_to_answer{30};

// What waits for another writer, and what a receiver that froze in the midst of a transaction keeps from the others, end. A
// role or a base whose commits do not wait for the disk is told to; stricter settings (a standby's disk too) stay.
constexpr char const* session = "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '20s'; "
                                "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

bool wait_for(int socket, short events, Clock::time_point until) {
    for (;;) {
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd wanted{.fd = socket, .events = events, .revents = 0};
        int const ready = ::poll(&wanted, 1, left > 0 ? static_cast<int>(left) : 0);
        if (ready > 0) { return true; }
        if (ready == 0 || errno != EINTR) { return false; }
    }
}

/// Goes through the steps of a connection. libpq does it alone too, but then tells what is wrong only in words.
bool finish_connecting(PGconn* connection) {
    auto const until = Clock::now() + time_to_connect;
    auto wants = PGRES_POLLING_WRITING;
    while (wants == PGRES_POLLING_WRITING || wants == PGRES_POLLING_READING) {
        if (!wait_for(PQsocket(connection), wants == PGRES_POLLING_WRITING ? POLLOUT : POLLIN, until)) { return false; }
        wants = PQconnectPoll(connection);
    }
    return wants == PGRES_POLLING_OK;
}

PostgresLink::Refusal refusal_of(PGconn const* connection) {
    using Refusal = PostgresLink::Refusal;
    std::string_view const said = PQerrorMessage(connection);  // a SQLSTATE, since that is what we ask for
    auto const says = [said](std::string_view code) { return said.find(code) != std::string_view::npos; };
    if (says("28P01") || says("28000") || says("42501") || PQconnectionNeedsPassword(connection) != 0) { return Refusal::access; }
    if (says("3D000")) { return Refusal::no_database; }
    if (says("53300") || says("57P03")) { return Refusal::too_many; }
    return Refusal::unreachable;
}

void ignore_notice(void*, PGresult const*) {}

}  // namespace

Trouble unreachable() {
    return {"base-injoignable", "La base de données ne répond pas. Rien n’a été enregistré : réessayez dans un instant."};
}

Trouble postgres_trouble(std::string_view sqlstate) {
    auto const is_of = [sqlstate](std::string_view family) { return sqlstate.starts_with(family); };
    if (sqlstate == "53100") { return full_disk(); }
    if (sqlstate == "25006" || sqlstate == "42501") {
        return {"base-en-lecture-seule",
                "Le serveur ne peut pas écrire dans sa base de données. Rien n’a été enregistré : prévenez la personne qui l’administre."};
    }
    if (sqlstate == "55P03" || is_of("40") || is_of("53") || sqlstate == "57014") {
        return {"base-occupee", "La base de données est occupée. Rien n’a été enregistré : réessayez dans un instant."};
    }
    // It stops, it starts, it has lost a process: all of them end the connection.
    if (is_of("57P") || is_of("08") || sqlstate == "25P03") { return unreachable(); }
    if (is_of("XX001") || is_of("XX002")) {
        return {"base-abimee", "La base de données du serveur ne peut pas être lue. Prévenez la personne qui l’administre."};
    }
    return {"base", "La base de données du serveur a signalé une erreur (" + std::string(sqlstate) +
                        "). Rien n’a été enregistré : réessayez dans un instant."};
}

bool PostgresLink::is_url(std::string const& url) {
    bool const is_one = url.starts_with("postgresql://") || url.starts_with("postgres://");
    auto* const options = is_one ? PQconninfoParse(url.c_str(), nullptr) : nullptr;
    PQconninfoFree(options);
    return options != nullptr;
}

std::expected<PostgresLink, PostgresLink::Refusal> PostgresLink::open(std::string const& url) {
    // What stands before the URL may be said otherwise in it, what stands after may not.
    std::array const names{"keepalives_idle",
                           "keepalives_interval",
                           "tcp_user_timeout",
                           "fallback_application_name",
                           "dbname",
                           "client_encoding",
                           static_cast<char const*>(nullptr)};
    std::array const values{"10", "5", "15000", "guichet", url.c_str(), "UTF8", static_cast<char const*>(nullptr)};
    Connection connection(PQconnectStartParams(names.data(), values.data(), 1));
    if (connection == nullptr) { return std::unexpected(Refusal::unreachable); }
    PQsetErrorVerbosity(connection.get(), PQERRORS_SQLSTATE);
    PQsetNoticeReceiver(connection.get(), ignore_notice, nullptr);
    if (PQstatus(connection.get()) == CONNECTION_BAD || !finish_connecting(connection.get())) {
        return std::unexpected(refusal_of(connection.get()));
    }
    auto const* const encoding = PQparameterStatus(connection.get(), "server_encoding");
    if (encoding == nullptr || std::strcmp(encoding, "UTF8") != 0) { return std::unexpected(Refusal::other_encoding); }
    PostgresLink link(std::move(connection));
    if (!link.run(session)) { return std::unexpected(Refusal::unreachable); }
    return link;
}

Result<Rows> PostgresLink::run(char const* sql) { return answer(is_open() && PQsendQuery(connection_.get(), sql) == 1); }

Result<void> PostgresLink::prepare(std::string const& name, std::string const& sql) {
    // Types are the columns' own.
    auto const done = answer(is_open() && PQsendPrepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr) == 1);
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<Rows> PostgresLink::execute(std::string const& name, std::vector<std::string> const& parameters) {
    // PostgreSQL has no text with a NUL in it. Such a text is refused long before; cut short, it would be another.
    auto const has_nul = [](std::string const& text) { return text.find('\0') != std::string::npos; };
    if (std::ranges::any_of(parameters, has_nul)) { return std::unexpected(postgres_trouble("22021")); }
    std::vector<char const*> values;
    values.reserve(parameters.size());
    for (auto const& parameter : parameters) { values.push_back(parameter.c_str()); }
    return answer(is_open() && PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(values.size()), values.data(), nullptr,
                                                   nullptr, 0) == 1);
}

bool PostgresLink::wait_for_answer() {
    auto const until = Clock::now() + time_to_answer;
    while (PQisBusy(connection_.get()) != 0) {
        if (!wait_for(PQsocket(connection_.get()), POLLIN, until)) { return false; }
        if (PQconsumeInput(connection_.get()) == 0) { return false; }
    }
    return true;
}

/// What the statements that were sent gave: the last one's rows, or the first trouble.
Result<Rows> PostgresLink::answer(bool is_sent) {
    Rows last;
    std::string trouble;
    while (is_sent) {
        is_sent = wait_for_answer();
        if (!is_sent) { break; }
        Rows next(PQgetResult(connection_.get()));
        if (next == nullptr) { break; }
        auto const status = PQresultStatus(next.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && trouble.empty()) {
            // Without a code it is libpq's own, and of a connection that is gone, which is seen below.
            auto const* const code = PQresultErrorField(next.get(), PG_DIAG_SQLSTATE);
            trouble = code == nullptr ? "XX000" : code;
        }
        last = std::move(next);
    }
    // libpq sees that the server has hung up only when it reads again: what announces it is enough.
    bool const has_ended = !trouble.empty() && postgres_trouble(trouble).code == "base-injoignable";
    if (!is_sent || has_ended || PQstatus(connection_.get()) != CONNECTION_OK) {
        connection_.reset();
        return std::unexpected(unreachable());
    }
    if (!trouble.empty()) { return std::unexpected(postgres_trouble(trouble)); }
    return last;
}

}  // namespace guichet::receiver
