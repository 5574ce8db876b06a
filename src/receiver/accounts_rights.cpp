// Sessions, and what an account may do for an organisation.
#include <utility>

#include "receiver/accounts_lines.hpp"

namespace guichet::receiver {
namespace {

constexpr std::string_view open_sql = "INSERT INTO sessions (jeton, compte, ouverte_le, vue_le) "
                                      "SELECT ?1, id, ?3, ?3 FROM comptes WHERE id = ?2 AND mot_de_passe = ?4 RETURNING 1";
constexpr std::string_view forget_sql = "DELETE FROM sessions WHERE ouverte_le < ?1";
constexpr std::string_view session_sql = "SELECT id, courriel, prenom, nom, mot_de_passe, ouverte_le, vue_le "
                                         "FROM sessions JOIN comptes ON id = compte WHERE jeton = ?1";
constexpr std::string_view see_sql = "UPDATE sessions SET vue_le = ?2 WHERE jeton = ?1";
constexpr std::string_view close_sql = "DELETE FROM sessions WHERE jeton = ?1";
constexpr std::string_view memberships_sql =
    "SELECT siret, lecture, saisie, envoi, administration FROM habilitations WHERE compte = ?1 ORDER BY siret";
constexpr std::string_view members_sql = "SELECT courriel, lecture, saisie, envoi, administration, prenom, nom "
                                         "FROM habilitations JOIN comptes ON id = compte WHERE siret = ?1 ORDER BY courriel";
constexpr std::string_view add_organisation_sql =
    "INSERT INTO organisations (siret, cree_le) VALUES (?1, ?2) ON CONFLICT (siret) DO NOTHING";
constexpr std::string_view count_members_sql = "SELECT count(*) FROM habilitations WHERE siret = ?1";
constexpr std::string_view join_sql = "INSERT INTO habilitations (siret, compte, lecture, saisie, envoi, administration) "
                                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (siret, compte) DO NOTHING";
constexpr std::string_view rights_sql = "UPDATE habilitations SET lecture = ?3, saisie = ?4, envoi = ?5, administration = ?6 "
                                        "WHERE siret = ?1 AND compte = (SELECT id FROM comptes WHERE courriel = ?2) RETURNING 1";
constexpr std::string_view remove_sql =
    "DELETE FROM habilitations WHERE siret = ?1 AND compte = (SELECT id FROM comptes WHERE courriel = ?2) RETURNING 1";
constexpr std::string_view other_administrators_sql =
    "SELECT count(*) FROM habilitations JOIN comptes ON id = compte WHERE siret = ?1 AND courriel <> ?2 AND administration = 1";
constexpr std::string_view administers_sql = "SELECT 1 FROM habilitations WHERE siret = ?1 AND compte = ?2 AND administration = 1";
constexpr std::string_view is_member_sql =
    "SELECT count(*) FROM habilitations JOIN comptes ON id = compte WHERE siret = ?1 AND courriel = ?2";

/// From four columns that begin there.
Rights rights_from(Statement const& row, int column) {
    Rights out;
    for (auto const right : {Right::reading, Right::drafting, Right::sending, Right::administration}) {
        if (row.integer(column++) != 0) { out.add(right); }
    }
    return out;
}

void bind_rights(Statement& to, int position, Rights rights) {
    for (auto const right : {Right::reading, Right::drafting, Right::sending, Right::administration}) {
        to.bind(position++, std::int64_t{rights.has(right) ? 1 : 0});
    }
}

/// `email`: the second parameter, where the statement has one.
Result<std::int64_t> count_in(Line& line, std::string_view sql, std::string_view siret, std::optional<std::string_view> email) {
    std::int64_t out = 0;
    auto const done = for_rows(
        line, sql,
        [&](Statement& to) {
            to.bind(1, siret);
            if (email) { to.bind(2, *email); }
        },
        [&out](Statement const& row) { out = row.integer(0); });
    return done ? Result<std::int64_t>(out) : std::unexpected(done.error());
}

Result<std::vector<Membership>> memberships_in(Line& line, std::int64_t account) {
    std::vector<Membership> out;
    auto const done = for_rows(
        line, memberships_sql, [account](Statement& to) { to.bind(1, account); },
        [&out](Statement const& row) { out.push_back({row.text(0), rights_from(row, 1)}); });
    return done ? Result<std::vector<Membership>>(std::move(out)) : std::unexpected(done.error());
}

Result<bool> administers(Line& line, std::int64_t account, std::string_view siret) {
    bool out = false;
    auto const done = for_rows(
        line, administers_sql, [&](Statement& to) { to.bind(1, siret).bind(2, account); }, [&out](Statement const&) { out = true; });
    return done ? Result<bool>(out) : std::unexpected(done.error());
}

/// What keeps the actor from it, or the organisation from losing its last administrator; or nothing.
Result<std::optional<Accounts::Changed>> obstacle(Line& line, std::int64_t actor, std::string_view siret, std::string_view email,
                                                  Rights after) {
    using Found = std::optional<Accounts::Changed>;
    auto const may = administers(line, actor, siret);
    if (!may) { return std::unexpected(may.error()); }
    if (!*may) { return Found(Accounts::Changed::not_allowed); }
    auto const member = count_in(line, is_member_sql, siret, email);
    if (!member) { return std::unexpected(member.error()); }
    if (*member == 0) { return Found(Accounts::Changed::unknown); }
    if (after.has(Right::administration)) { return Found(); }
    auto const others = count_in(line, other_administrators_sql, siret, email);
    if (!others) { return std::unexpected(others.error()); }
    return *others == 0 ? Found(Accounts::Changed::last_administrator) : Found();
}

}  // namespace

Result<Rights> join_in(Line& line, std::int64_t account, std::string_view siret, std::string_view now) {
    auto done = execute(line, add_organisation_sql, [&](Statement& to) { to.bind(1, siret).bind(2, now); });
    if (!done) { return std::unexpected(done.error()); }
    auto const before = count_in(line, count_members_sql, siret, std::nullopt);
    if (!before) { return std::unexpected(before.error()); }
    auto const rights = *before == 0 ? Rights::all() : Rights();
    done = execute(line, join_sql, [&](Statement& to) {
        to.bind(1, siret).bind(2, account);
        bind_rights(to, 3, rights);
    });
    if (!done) { return std::unexpected(done.error()); }
    auto const memberships = memberships_in(line, account);
    if (!memberships) { return std::unexpected(memberships.error()); }
    Caller as_it_is;
    as_it_is.organisations = *memberships;
    return as_it_is.rights_for(siret);
}

Result<bool> Accounts::open_session(std::string_view token, Account const& account, std::string_view now, std::string_view forget_before) {
    return written<bool>([&](Line& line) -> Result<bool> {
        auto const swept = execute(line, forget_sql, [&](Statement& to) { to.bind(1, forget_before); });
        if (!swept) { return std::unexpected(swept.error()); }
        bool is_open = false;
        auto const opened = for_rows(
            line, open_sql, [&](Statement& to) { to.bind(1, token).bind(2, account.id).bind(3, now).bind(4, account.password); },
            [&is_open](Statement const&) { is_open = true; });
        return opened ? Result<bool>(is_open) : std::unexpected(opened.error());
    });
}

Result<std::optional<Caller>> Accounts::caller_of(std::string_view token) {
    return read([token](Line& line) -> Result<std::optional<Caller>> {
        auto const moment = Transaction::begin(*line.database, Purpose::read);
        if (!moment) { return std::unexpected(moment.error()); }
        std::optional<Caller> out;
        auto const found = for_rows(
            line, session_sql, [token](Statement& to) { to.bind(1, token); },
            [&](Statement const& row) {
                out = Caller{
                    {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4)}, {}, std::string(token), row.text(5), row.text(6)};
            });
        if (!found) { return std::unexpected(found.error()); }
        if (!out) { return out; }
        auto memberships = memberships_in(line, out->account.id);
        if (!memberships) { return std::unexpected(memberships.error()); }
        out->organisations = std::move(*memberships);
        return out;
    });
}

Result<void> Accounts::see_session(std::string_view token, std::string_view now) {
    return done([&](Line& line) { return execute(line, see_sql, [&](Statement& to) { to.bind(1, token).bind(2, now); }); });
}

Result<void> Accounts::close_session(std::string_view token) {
    return done([&](Line& line) { return execute(line, close_sql, [&](Statement& to) { to.bind(1, token); }); });
}

Result<std::vector<Member>> Accounts::members_of(std::string_view siret) {
    return read([siret](Line& line) -> Result<std::vector<Member>> {
        std::vector<Member> out;
        auto const found = for_rows(
            line, members_sql, [siret](Statement& to) { to.bind(1, siret); },
            [&out](Statement const& row) { out.push_back({row.text(0), row.text(5), row.text(6), rights_from(row, 1)}); });
        return found ? Result<std::vector<Member>>(std::move(out)) : std::unexpected(found.error());
    });
}

Result<Rights> Accounts::join(std::int64_t account, std::string_view siret, std::string_view now) {
    return written<Rights>([&](Line& line) { return join_in(line, account, siret, now); });
}

Result<Accounts::Changed> Accounts::set_rights(std::int64_t actor, std::string_view siret, std::string_view email, Rights rights) {
    return written<Changed>([&](Line& line) -> Result<Changed> {
        auto const kept = obstacle(line, actor, siret, email, rights);
        if (!kept) { return std::unexpected(kept.error()); }
        if (*kept) { return **kept; }
        auto const changed = execute(line, rights_sql, [&](Statement& to) {
            to.bind(1, siret).bind(2, email);
            bind_rights(to, 3, rights);
        });
        return changed ? Result<Changed>(Changed::done) : std::unexpected(changed.error());
    });
}

Result<Accounts::Changed> Accounts::remove(std::int64_t actor, std::string_view siret, std::string_view email) {
    return written<Changed>([&](Line& line) -> Result<Changed> {
        auto const kept = obstacle(line, actor, siret, email, {});
        if (!kept) { return std::unexpected(kept.error()); }
        if (*kept) { return **kept; }
        auto const removed = execute(line, remove_sql, [&](Statement& to) { to.bind(1, siret).bind(2, email); });
        return removed ? Result<Changed>(Changed::done) : std::unexpected(removed.error());
    });
}

}  // namespace guichet::receiver
