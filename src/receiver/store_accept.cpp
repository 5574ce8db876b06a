// What is sent: a dossier for the first time, or its correction.
#include <algorithm>
#include <string>

#include "receiver/store_state.hpp"

namespace guichet::receiver {
namespace {

constexpr std::string_view number_sql = "INSERT INTO numeros (serie, annee, dernier) VALUES (?1, ?2, 1) "
                                        "ON CONFLICT (serie, annee) DO UPDATE SET dernier = numeros.dernier + 1 RETURNING dernier";
constexpr std::string_view add_dossier_sql =
    "INSERT INTO dossiers (rang, id, numero, procedure, version, recu_le, statut, empreinte, payload, organisation) "
    "VALUES ((SELECT coalesce(max(rang), 0) + 1 FROM dossiers), ?1, ?2, ?3, ?4, ?5, ?8, ?6, ?7, ?9)";
constexpr std::string_view add_piece_sql = "INSERT INTO pieces (dossier, envoi, piece, rang, zone, nom, type, taille, sha256) "
                                           "VALUES (?1, ?9, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view keep_former_sql = "INSERT INTO envois_precedents (dossier, envoi, version, recu_le, empreinte, payload) "
                                             "SELECT id, envois, version, recu_le, empreinte, payload FROM dossiers WHERE id = ?1";
constexpr std::string_view replace_sql = "UPDATE dossiers SET version = ?2, recu_le = ?3, empreinte = ?4, payload = ?5, envois = ?6, "
                                         "statut = ?7 WHERE id = ?1";
// The same bytes announced as the same type were checked once; what conformed in that place conforms still.
constexpr std::string_view carry_pieces_sql =
    "UPDATE pieces AS p SET "
    "recue_le = (SELECT min(b.recue_le) FROM pieces AS b WHERE b.dossier = ?1 AND b.envoi < ?2 AND b.sha256 = p.sha256 AND "
    "b.taille = p.taille AND b.type = p.type), "
    "etat = (SELECT b.etat FROM pieces AS b WHERE b.dossier = ?1 AND b.envoi = ?2 - 1 AND b.sha256 = p.sha256 AND "
    "b.taille = p.taille AND b.type = p.type AND b.zone = p.zone AND b.etat = 'conforme' LIMIT 1) "
    "WHERE p.dossier = ?1 AND p.envoi = ?2";
constexpr std::string_view lift_all_sql = "UPDATE remarques SET levee = ?2 WHERE dossier = ?1 AND levee IS NULL";

/// No account says who sent it.
constexpr std::string_view sender = "Demandeur";

Result<std::string> draw_number(Line& line, NewDossier const& dossier) {
    auto const year = dossier.date.substr(0, 4);
    std::string digits;
    auto const done = for_rows(
        line, number_sql, [&](Statement& to) { to.bind(1, dossier.series).bind(2, std::int64_t{std::stoi(year)}); },
        [&digits](Statement const& row) { digits = std::to_string(row.integer(0)); });
    if (!done) { return std::unexpected(done.error()); }
    digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
    return dossier.series + "-" + year + "-" + digits;
}

Result<void> add_pieces(Line& line, NewDossier const& dossier, std::int64_t version) {
    std::int64_t rank = 0;
    for (auto const& piece : dossier.pieces) {
        auto const done = execute(line, add_piece_sql, [&](Statement& to) {
            to.bind(1, dossier.id).bind(2, piece.id).bind(3, rank++).bind(4, piece.zone).bind(5, piece.name);
            to.bind(6, piece.media_type).bind(7, static_cast<std::int64_t>(piece.size)).bind(8, piece.sha256).bind(9, version);
        });
        if (!done) { return done; }
    }
    return {};
}

Result<std::int64_t> add_submission(Line& line, NewDossier const& dossier, std::int64_t version) {
    StoredEvent event;
    event.dossier = dossier.id;
    event.date = dossier.date;
    event.author = sender;
    event.status = submitted_status;
    event.version = version;
    return add_event(line, event, "envoi");
}

/// The first version. Its number.
Result<std::string> add_first(Line& line, NewDossier const& dossier) {
    auto const number = draw_number(line, dossier);
    if (!number) { return number; }
    auto const added = execute(line, add_dossier_sql, [&](Statement& to) {
        to.bind(1, dossier.id).bind(2, *number).bind(3, dossier.procedure).bind(4, dossier.version).bind(5, dossier.date);
        to.bind(6, dossier.digest).bind(7, dossier.payload).bind(8, submitted_status).bind(9, dossier.organisation);
    });
    if (!added) { return std::unexpected(added.error()); }
    if (auto const done = add_pieces(line, dossier, 1); !done) { return std::unexpected(done.error()); }
    if (auto const done = add_submission(line, dossier, 1); !done) { return std::unexpected(done.error()); }
    return number;
}

Result<void> add_next(Line& line, NewDossier const& dossier, std::int64_t version) {
    auto done = execute(line, keep_former_sql, [&](Statement& to) { to.bind(1, dossier.id); });
    if (!done) { return done; }
    done = execute(line, replace_sql, [&](Statement& to) {
        to.bind(1, dossier.id).bind(2, dossier.version).bind(3, dossier.date).bind(4, dossier.digest).bind(5, dossier.payload);
        to.bind(6, version).bind(7, submitted_status);
    });
    if (!done) { return done; }
    if (done = add_pieces(line, dossier, version); !done) { return done; }
    done = execute(line, carry_pieces_sql, [&](Statement& to) { to.bind(1, dossier.id).bind(2, version); });
    if (!done) { return done; }
    auto const event = add_submission(line, dossier, version);
    if (!event) { return std::unexpected(event.error()); }
    return execute(line, lift_all_sql, [&](Statement& to) { to.bind(1, dossier.id).bind(2, *event); });
}

/// What becomes of a dossier that is known already. Only `corrected` is still to be written.
Result<Acceptance> judge_again(Line& line, NewDossier const& dossier, Standing const& before) {
    using Outcome = Acceptance::Outcome;
    auto const outcome = [&before](Outcome is) { return Acceptance{is, before.receipt, before.status}; };
    if (!dossier.organisation.empty() && before.organisation != dossier.organisation) { return outcome(Outcome::foreign); }
    if (before.receipt.digest == dossier.digest) { return outcome(Outcome::same); }
    auto const replaced = was_replaced_in(line, dossier.id, dossier.digest);
    if (!replaced) { return std::unexpected(replaced.error()); }
    if (*replaced) { return outcome(Outcome::superseded); }
    bool const is_open = std::ranges::find(dossier.open_statuses, before.status) != dossier.open_statuses.end();
    if (!is_open || before.procedure != dossier.procedure) { return outcome(Outcome::conflict); }
    return Acceptance{Outcome::corrected,
                      {before.receipt.number, dossier.date, dossier.digest, before.receipt.version + 1},
                      std::string(submitted_status)};
}

Result<Acceptance> accept_in(Line& line, NewDossier const& dossier) {
    auto const before = standing_in(line, dossier.id);
    if (!before) { return std::unexpected(before.error()); }
    Acceptance out;
    if (*before) {
        auto const again = judge_again(line, dossier, **before);
        if (!again || again->outcome != Acceptance::Outcome::corrected) { return again; }
        out = *again;
        if (auto const done = add_next(line, dossier, out.receipt.version); !done) { return std::unexpected(done.error()); }
    } else {
        auto const number = add_first(line, dossier);
        if (!number) { return std::unexpected(number.error()); }
        out.receipt = {*number, dossier.date, dossier.digest, 1};
    }
    return out;
}

}  // namespace

Result<Acceptance> Batch::accept(NewDossier const& dossier) { return accept_in(line_, dossier); }

Result<Acceptance> Store::accept(NewDossier const& dossier) {
    return state_->writer.write<Acceptance>([&dossier](Line& line) { return accept_in(line, dossier); });
}

}  // namespace guichet::receiver
