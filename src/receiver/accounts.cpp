// Accounts: made, confirmed, found again, changed.
#include "receiver/accounts.hpp"

#include <utility>

#include "receiver/accounts_lines.hpp"

namespace guichet::receiver {
namespace {

constexpr std::string_view account_sql = "SELECT id, courriel, prenom, nom, mot_de_passe FROM comptes WHERE courriel = ?1";
constexpr std::string_view add_registration_sql = "INSERT INTO inscriptions (jeton, courriel, prenom, nom, siret, mot_de_passe, expire_le) "
                                                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view take_registration_sql = "DELETE FROM inscriptions WHERE jeton = ?1 AND expire_le > ?2 "
                                                   "RETURNING courriel, prenom, nom, mot_de_passe, siret";
constexpr std::string_view forget_registrations_sql = "DELETE FROM inscriptions WHERE courriel = ?1";
constexpr std::string_view forget_expired_sql = "DELETE FROM inscriptions WHERE expire_le <= ?1";
constexpr std::string_view add_account_sql = "INSERT INTO comptes (id, courriel, prenom, nom, mot_de_passe, cree_le) "
                                             "VALUES ((SELECT coalesce(max(id), 0) + 1 FROM comptes), ?1, ?2, ?3, ?4, ?5) RETURNING id";
constexpr std::string_view replace_tokens_sql = "DELETE FROM jetons WHERE compte = ?1 AND nature = ?2";
constexpr std::string_view add_token_sql = "INSERT INTO jetons (jeton, compte, nature, courriel, expire_le) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view token_sql = "SELECT compte, courriel FROM jetons WHERE jeton = ?1 AND nature = ?2 AND expire_le > ?3";
constexpr std::string_view take_token_sql =
    "DELETE FROM jetons WHERE jeton = ?1 AND nature = ?2 AND expire_le > ?3 RETURNING compte, courriel";
constexpr std::string_view email_sql = "UPDATE comptes SET courriel = ?2 WHERE id = ?1";
constexpr std::string_view password_sql = "UPDATE comptes SET mot_de_passe = ?2 WHERE id = ?1";
constexpr std::string_view has_password_sql = "SELECT 1 FROM comptes WHERE id = ?1 AND mot_de_passe = ?2";
constexpr std::string_view forget_tokens_sql = "DELETE FROM jetons WHERE compte = ?1";
constexpr std::string_view end_sessions_sql = "DELETE FROM sessions WHERE compte = ?1 AND jeton <> ?2";

std::string_view column_of(OneTimeToken::Purpose purpose) { return purpose == OneTimeToken::Purpose::forgotten ? "oubli" : "courriel"; }

Result<std::optional<Account>> account_in(Line& line, std::string_view email) {
    std::optional<Account> out;
    auto const done = for_rows(
        line, account_sql, [email](Statement& to) { to.bind(1, email); },
        [&out](Statement const& row) { out = Account{row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)}; });
    return done ? Result<std::optional<Account>>(std::move(out)) : std::unexpected(done.error());
}

/// The account and the address of a token, if it is worth something.
Result<std::optional<OneTimeToken>> token_in(Line& line, std::string_view sql, std::string_view token, OneTimeToken::Purpose purpose,
                                             std::string_view now) {
    std::optional<OneTimeToken> out;
    auto const done = for_rows(
        line, sql, [&](Statement& to) { to.bind(1, token).bind(2, column_of(purpose)).bind(3, now); },
        [&](Statement const& row) { out = OneTimeToken{std::string(token), row.integer(0), purpose, row.text(1), {}}; });
    return done ? Result<std::optional<OneTimeToken>>(std::move(out)) : std::unexpected(done.error());
}

Result<Accounts::Confirmed> make_account(Line& line, Account const& account, std::string_view siret, std::string_view now) {
    auto const taken = account_in(line, account.email);
    if (!taken) { return std::unexpected(taken.error()); }
    if (*taken) { return Accounts::Confirmed::nothing; }
    std::int64_t id = 0;
    auto done = for_rows(
        line, add_account_sql,
        [&](Statement& to) {
            to.bind(1, account.email).bind(2, account.first_name).bind(3, account.last_name).bind(4, account.password).bind(5, now);
        },
        [&id](Statement const& row) { id = row.integer(0); });
    if (!done) { return std::unexpected(done.error()); }
    if (auto const joined = join_in(line, id, siret, now); !joined) { return std::unexpected(joined.error()); }
    done = execute(line, forget_registrations_sql, [&](Statement& to) { to.bind(1, account.email); });
    return done ? Result<Accounts::Confirmed>(Accounts::Confirmed::account) : std::unexpected(done.error());
}

/// What was asked for by a password or an address is worth nothing once that is another.
Result<void> forget_tokens(Line& line, std::int64_t account) {
    return execute(line, forget_tokens_sql, [account](Statement& to) { to.bind(1, account); });
}

Result<Accounts::Confirmed> confirm_email(Line& line, std::string_view token, std::string_view now) {
    auto const change = token_in(line, take_token_sql, token, OneTimeToken::Purpose::new_email, now);
    if (!change) { return std::unexpected(change.error()); }
    if (!*change) { return Accounts::Confirmed::nothing; }
    auto const taken = account_in(line, (*change)->email);
    if (!taken) { return std::unexpected(taken.error()); }
    if (*taken) { return Accounts::Confirmed::nothing; }
    auto done = execute(line, email_sql, [&](Statement& to) { to.bind(1, (*change)->account).bind(2, (*change)->email); });
    if (done) { done = forget_tokens(line, (*change)->account); }
    return done ? Result<Accounts::Confirmed>(Accounts::Confirmed::email) : std::unexpected(done.error());
}

/// Whether that is still the account's: none other writes until the transaction ends.
Result<bool> has_password(Line& line, std::int64_t account, std::string_view hash) {
    bool out = false;
    auto const done = for_rows(
        line, has_password_sql, [&](Statement& to) { to.bind(1, account).bind(2, hash); }, [&out](Statement const&) { out = true; });
    return done ? Result<bool>(out) : std::unexpected(done.error());
}

Result<void> add_token(Line& line, OneTimeToken const& token) {
    auto const purpose = column_of(token.purpose);
    auto const gone = execute(line, replace_tokens_sql, [&](Statement& to) { to.bind(1, token.account).bind(2, purpose); });
    if (!gone) { return gone; }
    return execute(line, add_token_sql, [&](Statement& to) {
        to.bind(1, token.token).bind(2, token.account).bind(3, purpose).bind(4, token.email).bind(5, token.expires);
    });
}

Result<void> change_password(Line& line, std::int64_t account, std::string_view hash, std::string_view session) {
    auto done = execute(line, password_sql, [&](Statement& to) { to.bind(1, account).bind(2, hash); });
    if (done) { done = forget_tokens(line, account); }
    if (!done) { return done; }
    return execute(line, end_sessions_sql, [&](Statement& to) { to.bind(1, account).bind(2, session); });
}

}  // namespace

Result<std::optional<Account>> Accounts::find(std::string_view email) {
    return read([email](Line& line) { return account_in(line, email); });
}

Result<void> Accounts::add(Registration const& registration, std::string_view now) {
    return done([&](Line& line) -> Result<void> {
        auto const swept = execute(line, forget_expired_sql, [now](Statement& to) { to.bind(1, now); });
        if (!swept) { return swept; }
        auto const& account = registration.account;
        return execute(line, add_registration_sql, [&](Statement& to) {
            to.bind(1, registration.token).bind(2, account.email).bind(3, account.first_name).bind(4, account.last_name);
            to.bind(5, registration.siret).bind(6, account.password).bind(7, registration.expires);
        });
    });
}

Result<void> Accounts::add(OneTimeToken const& token) {
    return done([&token](Line& line) { return add_token(line, token); });
}

Result<bool> Accounts::add(OneTimeToken const& token, std::string_view password) {
    return written<bool>([&](Line& line) -> Result<bool> {
        auto const is_still = has_password(line, token.account, password);
        if (!is_still || !*is_still) { return is_still; }
        auto const added = add_token(line, token);
        return added ? Result<bool>(true) : std::unexpected(added.error());
    });
}

Result<Accounts::Confirmed> Accounts::confirm(std::string_view token, std::string_view now) {
    return written<Confirmed>([&](Line& line) -> Result<Confirmed> {
        std::optional<Registration> found;
        auto const taken = for_rows(
            line, take_registration_sql, [&](Statement& to) { to.bind(1, token).bind(2, now); },
            [&found](Statement const& row) {
                found = Registration{{}, {0, row.text(0), row.text(1), row.text(2), row.text(3)}, row.text(4), {}};
            });
        if (!taken) { return std::unexpected(taken.error()); }
        return found ? make_account(line, found->account, found->siret, now) : confirm_email(line, token, now);
    });
}

Result<std::optional<std::string>> Accounts::address_of(std::string_view token, std::string_view now) {
    return read([&](Line& line) -> Result<std::optional<std::string>> {
        auto const found = token_in(line, token_sql, token, OneTimeToken::Purpose::forgotten, now);
        if (!found) { return std::unexpected(found.error()); }
        return *found ? std::optional((*found)->email) : std::nullopt;
    });
}

Result<bool> Accounts::reset_password(std::string_view token, std::string_view hash, std::string_view now) {
    return written<bool>([&](Line& line) -> Result<bool> {
        auto const found = token_in(line, take_token_sql, token, OneTimeToken::Purpose::forgotten, now);
        if (!found) { return std::unexpected(found.error()); }
        if (!*found) { return false; }
        auto const changed = change_password(line, (*found)->account, hash, {});
        return changed ? Result<bool>(true) : std::unexpected(changed.error());
    });
}

Result<bool> Accounts::set_password(Caller const& caller, std::string_view hash) {
    return written<bool>([&](Line& line) -> Result<bool> {
        auto const is_still = has_password(line, caller.account.id, caller.account.password);
        if (!is_still || !*is_still) { return is_still; }
        auto const changed = change_password(line, caller.account.id, hash, caller.session);
        return changed ? Result<bool>(true) : std::unexpected(changed.error());
    });
}

}  // namespace guichet::receiver
