#include "receiver/postgres_database.hpp"

#include <charconv>
#include <cstring>
#include <utility>
#include <vector>

namespace guichet::receiver {
namespace {

using Refusal = PostgresLink::Refusal;

// One key for all receivers of a base, in no other program's use by its odd value: "GUIC" and "HET" in ASCII.
constexpr char const* begin_writing = "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(1196771651, 4736340)";
constexpr char const* begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

constexpr std::chrono::seconds pause_after_failure{1};

/// For the person who starts it.
Trouble trouble_at_start(Refusal refusal) {
    switch (refusal) {
    case Refusal::access:
        return {"base-acces-refuse", "PostgreSQL refuse ce nom ou ce mot de passe. Vérifiez l’adresse donnée par --database ou par "
                                     "GUICHET_DATABASE."};
    case Refusal::no_database:
        return {"base-absente", "Ce serveur PostgreSQL n’a pas de base de ce nom. Créez-la (createdb), ou vérifiez l’adresse donnée par "
                                "--database ou par GUICHET_DATABASE."};
    case Refusal::too_many:
        return {"base-occupee", "PostgreSQL n’accepte pas de connexion pour l’instant : il démarre, s’arrête, ou en a trop. Réessayez "
                                "dans un instant."};
    case Refusal::other_encoding:
        return {"base-encodage", "Cette base PostgreSQL n’est pas en UTF-8 : elle perdrait des caractères. Créez-en une en UTF-8 "
                                 "(createdb --encoding=UTF8 --template=template0)."};
    case Refusal::unreachable: break;
    }
    return {"base-injoignable", "PostgreSQL ne répond pas à l’adresse donnée par --database ou par GUICHET_DATABASE. Vérifiez l’adresse, "
                                "et qu’il est démarré."};
}

/// For who sends a dossier.
Trouble trouble_meanwhile(Refusal refusal) {
    if (refusal == Refusal::unreachable || refusal == Refusal::too_many) { return unreachable(); }
    return {"base-acces-refuse",
            "Le serveur n’a plus accès à sa base de données. Rien n’a été enregistré : réessayez plus tard, ou prévenez la personne qui "
            "l’administre."};
}

/// Our parameters are ?1, ?2, …; PostgreSQL's are $1, $2, …. No text of ours has another question mark.
std::string with_dollars(std::string_view sql) {
    std::string out(sql);
    for (auto& letter : out) {
        if (letter == '?') { letter = '$'; }
    }
    return out;
}

class PostgresStatement final : public Statement {
public:
    PostgresStatement(PostgresDatabase& database, std::string name) : database_(database), name_(std::move(name)) {}

    Statement& bind(int position, std::string_view text) override {
        auto const at = static_cast<std::size_t>(position);
        if (parameters_.size() < at) { parameters_.resize(at); }
        parameters_[at - 1] = text;
        return *this;
    }

    Statement& bind(int position, std::int64_t value) override { return bind(position, std::string_view(std::to_string(value))); }

    Result<bool> step() override {
        if (rows_ == nullptr) {
            auto done = database_.link().execute(name_, parameters_);
            if (!done) { return std::unexpected(done.error()); }
            rows_ = std::move(*done);
        }
        return ++row_ < PQntuples(rows_.get());
    }

    std::string text(int column) const override {
        return {PQgetvalue(rows_.get(), row_, column), static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))};
    }

    std::int64_t integer(int column) const override {
        std::string_view const digits = PQgetvalue(rows_.get(), row_, column);
        std::int64_t out = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), out);
        return out;
    }

    void reset() override {
        rows_.reset();
        row_ = -1;
        parameters_.clear();
    }

private:
    PostgresDatabase& database_;
    std::string name_;
    std::vector<std::string> parameters_;
    Rows rows_;
    int row_ = -1;
};

}  // namespace

Result<std::unique_ptr<PostgresDatabase>> PostgresDatabase::open(std::string const& url) {
    auto link = PostgresLink::open(url);
    if (!link) { return std::unexpected(trouble_at_start(link.error())); }
    return std::unique_ptr<PostgresDatabase>(new PostgresDatabase(url, std::move(*link)));
}

Result<void> PostgresDatabase::run(char const* sql) {
    auto const done = link_.run(sql);
    return done ? Result<void>() : std::unexpected(done.error());
}

Result<std::unique_ptr<Statement>> PostgresDatabase::prepare(std::string_view sql) {
    auto name = "g" + std::to_string(++prepared_);
    if (auto const done = link_.prepare(name, with_dollars(sql)); !done) { return std::unexpected(done.error()); }
    return std::make_unique<PostgresStatement>(*this, std::move(name));
}

Result<void> PostgresDatabase::begin(Purpose purpose) {
    // The lock is a statement of its own before all others: each of those then sees what the writer before us has committed.
    auto const begun = run(purpose == Purpose::write ? begin_writing : begin_reading);
    if (!begun && !is_lost()) { static_cast<void>(run("ROLLBACK")); }
    return begun;
}

Result<void> PostgresDatabase::commit() {
    auto const done = link_.run("COMMIT");
    if (!done && is_lost()) {
        return std::unexpected(Trouble{"base-coupee", "La base de données a cessé de répondre avant de confirmer l’enregistrement. Envoyez "
                                                      "de nouveau : rien ne sera enregistré deux fois."});
    }
    if (!done) { return std::unexpected(done.error()); }
    // A transaction in which something has failed is rolled back by COMMIT, without any error.
    if (std::strcmp(PQcmdStatus(done->get()), "COMMIT") != 0) { return std::unexpected(postgres_trouble("25P02")); }
    return {};
}

std::string PostgresDatabase::warning() {
    auto const unsafe =
        integer("SELECT count(*) FROM pg_catalog.pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'");
    if (!unsafe || *unsafe == 0) { return {}; }
    return "Ce serveur PostgreSQL n’attend pas son disque (fsync ou full_page_writes à off) : une coupure de courant peut lui faire perdre "
           "des dossiers dont la réception a été confirmée. Remettez-les à on.";
}

Result<void> PostgresDatabase::reconnect() {
    auto const now = std::chrono::steady_clock::now();
    if (now < not_before_) { return std::unexpected(unreachable()); }
    auto link = PostgresLink::open(url_);
    if (!link) {
        not_before_ = std::chrono::steady_clock::now() + pause_after_failure;
        return std::unexpected(trouble_meanwhile(link.error()));
    }
    link_ = std::move(*link);
    return {};
}

}  // namespace guichet::receiver
