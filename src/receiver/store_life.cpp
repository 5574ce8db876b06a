// A dossier's life after it was received: events, remarks, what is thought of its pieces.
#include <string>

#include "receiver/store_state.hpp"

namespace guichet::receiver {
namespace {

// One after the last and not a sequence: a sequence skips what was rolled back. No other writes meanwhile.
constexpr std::string_view add_event_sql = "INSERT INTO evenements (numero, dossier, date, auteur, nature, statut, envoi, commentaire) "
                                           "VALUES ((SELECT coalesce(max(numero), 0) + 1 FROM evenements), ?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                                           "RETURNING numero";
constexpr std::string_view events_of_sql = "SELECT e.numero, dossier, date, auteur, e.statut, commentaire, envoi, procedure, version "
                                           "FROM evenements AS e JOIN dossiers ON id = dossier WHERE dossier = ?1 ORDER BY e.numero";
constexpr std::string_view events_after_sql = "SELECT e.numero, dossier, date, auteur, e.statut, commentaire, envoi, procedure, version "
                                              "FROM evenements AS e JOIN dossiers ON id = dossier WHERE e.numero > ?1 "
                                              "ORDER BY e.numero LIMIT ?2";
constexpr std::string_view events_in_scope_sql =
    "SELECT e.numero, dossier, date, auteur, e.statut, commentaire, envoi, procedure, version "
    "FROM evenements AS e JOIN dossiers ON id = dossier WHERE e.numero > ?1 AND organisation IN "
    "(SELECT siret FROM habilitations WHERE compte = ?3 AND lecture = 1) AND (?4 = '' OR organisation = ?4) ORDER BY e.numero LIMIT ?2";
constexpr std::string_view last_event_sql = "SELECT coalesce(max(numero), 0) FROM evenements";
constexpr std::string_view remarks_sql = "SELECT coalesce(chemin, ''), coalesce(piece, ''), message FROM remarques "
                                         "WHERE dossier = ?1 AND levee IS NULL ORDER BY evenement, rang";
constexpr std::string_view add_remark_sql = "INSERT INTO remarques (dossier, evenement, rang, chemin, piece, message) "
                                            "VALUES (?1, ?2, ?3, nullif(?4, ''), nullif(?5, ''), ?6)";
constexpr std::string_view status_sql = "UPDATE dossiers SET statut = ?2 WHERE id = ?1";
// A piece that does not conform keeps what is said of it until it is judged again or replaced.
constexpr std::string_view lift_sql = "UPDATE remarques SET levee = ?2 WHERE dossier = ?1 AND levee IS NULL AND "
                                      "(piece IS NULL OR piece NOT IN (SELECT piece FROM pieces WHERE dossier = ?1 AND envoi = ?3 AND "
                                      "etat = 'non_conforme'))";
constexpr std::string_view lift_piece_sql = "UPDATE remarques SET levee = ?2 WHERE dossier = ?1 AND piece = ?3 AND levee IS NULL";
constexpr std::string_view judge_piece_sql = "UPDATE pieces SET etat = nullif(?4, '') WHERE dossier = ?1 AND envoi = ?2 AND piece = ?3";

constexpr std::string_view instalments_sql = "SELECT rang, libelle, montant, ouverture, etat, date, message FROM echeances "
                                             "WHERE dossier = ?1 ORDER BY rang";
constexpr std::string_view put_instalment_sql =
    "INSERT INTO echeances (dossier, rang, libelle, montant, ouverture, etat, date, message, evenement) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (dossier, rang) DO UPDATE SET libelle = excluded.libelle, "
    "montant = excluded.montant, ouverture = excluded.ouverture, etat = excluded.etat, date = excluded.date, "
    "message = excluded.message, evenement = excluded.evenement";

StoredEvent read_event(Statement const& row) {
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.integer(6), row.text(7), row.text(8)};
}

std::string_view column_of(Judgement judgement) {
    switch (judgement) {
    case Judgement::conforming: return "conforme";
    case Judgement::nonconforming: return "non_conforme";
    case Judgement::none: break;
    }
    return "";
}

Result<void> judge_piece(Line& line, Decision const& decision, Decision::Piece const& piece, std::int64_t event) {
    auto const done = execute(line, judge_piece_sql, [&](Statement& to) {
        to.bind(1, decision.dossier).bind(2, decision.from_version).bind(3, piece.id).bind(4, column_of(piece.judgement));
    });
    if (!done) { return done; }
    return execute(line, lift_piece_sql, [&](Statement& to) { to.bind(1, decision.dossier).bind(2, event).bind(3, piece.id); });
}

Result<void> add_remarks(Line& line, Decision const& decision, std::int64_t event) {
    std::int64_t rank = 0;
    auto const add = [&](std::string_view path, std::string_view piece, std::string_view message) {
        return execute(line, add_remark_sql, [&](Statement& to) {
            to.bind(1, decision.dossier).bind(2, event).bind(3, rank++).bind(4, path).bind(5, piece).bind(6, message);
        });
    };
    for (auto const& remark : decision.remarks) {
        if (auto const done = add(remark.path, remark.piece, remark.message); !done) { return done; }
    }
    for (auto const& piece : decision.pieces) {
        if (piece.remark.empty()) { continue; }
        if (auto const done = add({}, piece.id, piece.remark); !done) { return done; }
    }
    return {};
}

Result<void> put_instalments(Line& line, Decision const& decision, std::int64_t event) {
    for (auto const& one : decision.instalments) {
        auto const done = execute(line, put_instalment_sql, [&](Statement& to) {
            to.bind(1, decision.dossier).bind(2, static_cast<std::int64_t>(one.rank)).bind(3, one.label).bind(4, one.amount.value_or(0));
            to.bind(5, one.opening).bind(6, one.state).bind(7, one.date).bind(8, one.message).bind(9, event);
        });
        if (!done) { return done; }
    }
    return {};
}

/// Writes the decision; the event's number.
Result<std::int64_t> carry_out(Line& line, Decision const& decision) {
    StoredEvent made;
    made.dossier = decision.dossier;
    made.date = decision.date;
    made.author = decision.author;
    made.status = decision.status;
    made.comment = decision.comment;
    made.version = decision.from_version;
    bool const moves = decision.status != decision.from_status;
    auto const event = add_event(line, made, moves ? "statut" : "instruction");
    if (!event) { return event; }
    if (moves) {
        auto done = execute(line, status_sql, [&](Statement& to) { to.bind(1, decision.dossier).bind(2, decision.status); });
        if (!done) { return std::unexpected(done.error()); }
        done = execute(line, lift_sql, [&](Statement& to) { to.bind(1, decision.dossier).bind(2, *event).bind(3, decision.from_version); });
        if (!done) { return std::unexpected(done.error()); }
    }
    for (auto const& piece : decision.pieces) {
        if (auto const done = judge_piece(line, decision, piece, *event); !done) { return std::unexpected(done.error()); }
    }
    if (auto const done = add_remarks(line, decision, *event); !done) { return std::unexpected(done.error()); }
    if (auto const done = put_instalments(line, decision, *event); !done) { return std::unexpected(done.error()); }
    return event;
}

}  // namespace

Result<std::int64_t> add_event(Line& line, StoredEvent const& event, std::string_view nature) {
    std::int64_t number = 0;
    auto const done = for_rows(
        line, add_event_sql,
        [&](Statement& to) {
            to.bind(1, event.dossier).bind(2, event.date).bind(3, event.author).bind(4, nature).bind(5, event.status);
            to.bind(6, event.version).bind(7, event.comment);
        },
        [&number](Statement const& row) { number = row.integer(0); });
    return done ? Result<std::int64_t>(number) : std::unexpected(done.error());
}

Result<std::vector<StoredEvent>> events_of(Line& line, std::string_view id) {
    std::vector<StoredEvent> out;
    auto const done = for_rows(
        line, events_of_sql, [id](Statement& to) { to.bind(1, id); }, [&out](Statement const& row) { out.push_back(read_event(row)); });
    return done ? Result<std::vector<StoredEvent>>(std::move(out)) : std::unexpected(done.error());
}

Result<std::vector<Remark>> remarks_of(Line& line, std::string_view id) {
    std::vector<Remark> out;
    auto const done = for_rows(
        line, remarks_sql, [id](Statement& to) { to.bind(1, id); },
        [&out](Statement const& row) { out.push_back({row.text(0), row.text(1), row.text(2)}); });
    return done ? Result<std::vector<Remark>>(std::move(out)) : std::unexpected(done.error());
}

Result<std::vector<FollowedInstalment>> instalments_of(Line& line, std::string_view id) {
    std::vector<FollowedInstalment> out;
    auto const done = for_rows(
        line, instalments_sql, [id](Statement& to) { to.bind(1, id); },
        [&out](Statement const& row) {
            out.push_back({static_cast<std::uint32_t>(row.integer(0)), row.text(1), row.integer(2), row.text(3), row.text(4), row.text(5),
                           row.text(6)});
        });
    return done ? Result<std::vector<FollowedInstalment>>(std::move(out)) : std::unexpected(done.error());
}

Result<std::optional<std::int64_t>> Batch::decide(Decision const& decision) {
    using Event = std::optional<std::int64_t>;
    auto const standing = standing_in(line_, decision.dossier);
    if (!standing) { return std::unexpected(standing.error()); }
    bool const is_there = *standing && (*standing)->status == decision.from_status;
    if (!is_there || (*standing)->receipt.version != decision.from_version) { return Event(); }
    auto const event = carry_out(line_, decision);
    return event ? Result<Event>(*event) : std::unexpected(event.error());
}

Result<std::optional<std::int64_t>> Store::decide(Decision const& decision) {
    return state_->writer.write<std::optional<std::int64_t>>([&decision](Line& line) { return Batch(line).decide(decision); });
}

Result<std::vector<StoredEvent>> Store::events_after(std::int64_t number, std::int64_t limit, Scope const& scope) {
    return reading(state_->readers, [&](Line& line) -> Result<std::vector<StoredEvent>> {
        std::vector<StoredEvent> out;
        auto const done = for_rows(
            line, scope.account == 0 ? events_after_sql : events_in_scope_sql,
            [&](Statement& to) {
                to.bind(1, number).bind(2, limit);
                if (scope.account != 0) { to.bind(3, scope.account).bind(4, scope.organisation); }
            },
            [&out](Statement const& row) { out.push_back(read_event(row)); });
        return done ? Result<std::vector<StoredEvent>>(std::move(out)) : std::unexpected(done.error());
    });
}

Result<std::int64_t> Store::last_event() {
    return reading(state_->readers, [](Line& line) -> Result<std::int64_t> {
        std::int64_t last = 0;
        auto const done = for_rows(line, last_event_sql, [](Statement&) {}, [&last](Statement const& row) { last = row.integer(0); });
        return done ? Result<std::int64_t>(last) : std::unexpected(done.error());
    });
}

}  // namespace guichet::receiver
