#include "receiver/store.hpp"

#include <utility>

#include "receiver/postgres_database.hpp"
#include "receiver/schema.hpp"
#include "receiver/sqlite_database.hpp"
#include "receiver/store_state.hpp"

namespace guichet::receiver {
namespace {

/// So that one long page, or one slow answer from another machine, does not hold up all who read.
constexpr std::size_t most_readers = 4;

constexpr std::string_view standing_sql =
    "SELECT numero, recu_le, empreinte, envois, statut, procedure, version, organisation FROM dossiers WHERE id = ?1";
constexpr std::string_view replaced_sql = "SELECT 1 FROM envois_precedents WHERE dossier = ?1 AND empreinte = ?2 LIMIT 1";
constexpr std::string_view dossier_sql = "SELECT numero, recu_le, empreinte, envois, statut, procedure, version, id, payload, organisation "
                                         "FROM dossiers WHERE id = ?1 OR numero = ?1";
// All of them, or the one that is named. What is in force against a piece is told with it.
constexpr std::string_view pieces_sql =
    "SELECT piece, zone, nom, type, taille, sha256, coalesce(recue_le, ''), coalesce(etat, ''), "
    "(SELECT coalesce(string_agg(message, ' ' ORDER BY r.evenement, r.rang), '') FROM remarques AS r "
    "WHERE r.dossier = p.dossier AND r.piece = p.piece AND r.levee IS NULL) "
    "FROM pieces AS p WHERE p.dossier = ?1 AND p.envoi = (SELECT envois FROM dossiers WHERE id = ?1) AND (?2 = '' OR p.piece = ?2) "
    "ORDER BY p.rang";
constexpr std::string_view received_sql = "UPDATE pieces SET recue_le = ?3 WHERE dossier = ?1 AND piece = ?2 AND sha256 = ?4 AND "
                                          "envoi = (SELECT envois FROM dossiers WHERE id = ?1) AND recue_le IS NULL RETURNING 1";
constexpr std::string_view announced_sql = "SELECT 1 FROM pieces WHERE dossier = ?1 AND piece = ?2 AND sha256 = ?3 AND "
                                           "envoi = (SELECT envois FROM dossiers WHERE id = ?1)";
/// One statement for each question, so that each finds its index. What narrows it comes first: PostgreSQL wants no gap in the numbers.
struct ListSql {
    ListSql(bool by_status, bool by_scope) {
        std::string where;
        auto const next = [this] { return "?" + std::to_string(++narrowing); };
        if (by_status) { where += " AND statut = " + next(); }
        if (by_scope) {
            where += " AND organisation IN (SELECT siret FROM habilitations WHERE compte = " + next() + " AND lecture = 1)";
            auto const one = next();
            where += " AND (" + one + " = '' OR organisation = " + one + ")";
        }
        count = "SELECT count(*) FROM dossiers WHERE 1 = 1" + where;
        lines = "SELECT numero, recu_le, empreinte, envois, statut, procedure, version, id, "
                "(SELECT count(*) FROM pieces WHERE dossier = id AND envoi = envois), "
                "(SELECT count(recue_le) FROM pieces WHERE dossier = id AND envoi = envois) FROM dossiers WHERE 1 = 1" +
                where + " ORDER BY rang DESC LIMIT ?" + std::to_string(narrowing + 1) + " OFFSET ?" + std::to_string(narrowing + 2);
    }
    int narrowing = 0;  ///< how many parameters
    std::string count;
    std::string lines;
};

ListSql const& list_sql(bool by_status, bool by_scope) {
    static ListSql const all(false, false);
    static ListSql const status(true, false);
    static ListSql const scope(false, true);
    static ListSql const both(true, true);
    if (by_status) { return by_scope ? both : status; }
    return by_scope ? scope : all;
}

Result<std::unique_ptr<Database>> open_database(DatabasePlace const& place, Access access) {
    if (place.is_postgres()) { return PostgresDatabase::open(place.url); }
    return SqliteDatabase::open(place.file, access);
}

Result<std::vector<std::unique_ptr<Database>>> open_readers(DatabasePlace const& place, std::size_t count) {
    std::vector<std::unique_ptr<Database>> out;
    while (out.size() < count) {
        auto reader = open_database(place, Access::read);
        if (!reader) { return std::unexpected(reader.error()); }
        out.push_back(std::move(*reader));
    }
    return out;
}

StoredReceipt read_receipt(Statement const& row) { return {row.text(0), row.text(1), row.text(2), row.integer(3)}; }

StoredPiece read_piece(Statement const& row) {
    auto const judged = row.text(7);
    auto const judgement = judged.empty() ? Judgement::none : judged == "conforme" ? Judgement::conforming : Judgement::nonconforming;
    return {row.text(0), row.text(1), row.text(2), row.text(3), static_cast<std::uint64_t>(row.integer(4)),
            row.text(5), row.text(6), judgement,   row.text(8)};
}

}  // namespace

Result<Statement*> Line::statement(std::string_view sql) {
    auto const found = statements.find(sql);
    if (found != statements.end()) { return found->second.get(); }
    auto made = database->prepare(sql);
    if (!made) { return std::unexpected(made.error()); }
    return statements.emplace(sql, std::move(*made)).first->second.get();
}

Result<void> Line::ready() {
    if (!database->is_lost()) { return {}; }
    statements.clear();
    return database->reconnect();
}

Readers::Readers(std::vector<std::unique_ptr<Database>> databases) {
    for (auto& database : databases) { lines_.emplace_back(std::move(database)); }
}

std::pair<Line*, std::unique_lock<std::mutex>> Readers::borrow() {
    for (auto& line : lines_) {
        std::unique_lock lock(line.mutex, std::try_to_lock);
        if (lock) { return {&line, std::move(lock)}; }
    }
    auto& line = lines_[next_++ % lines_.size()];
    return {&line, std::unique_lock(line.mutex)};
}

Result<std::optional<Standing>> standing_in(Line& line, std::string_view id) {
    std::optional<Standing> out;
    auto const done = for_rows(
        line, standing_sql, [id](Statement& to) { to.bind(1, id); },
        [&out](Statement const& row) { out = Standing{read_receipt(row), row.text(4), row.text(5), row.text(6), row.text(7)}; });
    return done ? Result<std::optional<Standing>>(std::move(out)) : std::unexpected(done.error());
}

Result<bool> was_replaced_in(Line& line, std::string_view id, std::string_view digest) {
    bool found = false;
    auto const done =
        for_rows(line, replaced_sql, [&](Statement& to) { to.bind(1, id).bind(2, digest); }, [&found](Statement const&) { found = true; });
    return done ? Result<bool>(found) : std::unexpected(done.error());
}

namespace {

/// By its id or its number.
Result<std::optional<StoredDossier>> find_in(Line& line, std::string_view name) {
    auto const moment = Transaction::begin(*line.database, Purpose::read);
    if (!moment) { return std::unexpected(moment.error()); }
    std::optional<StoredDossier> out;
    auto done = for_rows(
        line, dossier_sql, [name](Statement& to) { to.bind(1, name); },
        [&out](Statement const& row) {
            out = StoredDossier{row.text(7), row.text(5), row.text(6), read_receipt(row), row.text(4), row.text(8), {},
                                {},          {},          {},          row.text(9)};
        });
    if (!done) { return std::unexpected(done.error()); }
    if (!out) { return out; }
    done = for_rows(
        line, pieces_sql, [&out](Statement& to) { to.bind(1, out->id).bind(2, ""); },
        [&out](Statement const& row) { out->pieces.push_back(read_piece(row)); });
    if (!done) { return std::unexpected(done.error()); }
    auto remarks = remarks_of(line, out->id);
    if (!remarks) { return std::unexpected(remarks.error()); }
    out->remarks = std::move(*remarks);
    auto instalments = instalments_of(line, out->id);
    if (!instalments) { return std::unexpected(instalments.error()); }
    out->instalments = std::move(*instalments);
    auto events = events_of(line, out->id);
    if (!events) { return std::unexpected(events.error()); }
    out->events = std::move(*events);
    return out;
}

Result<DossierPage> list_in(Line& line, std::int64_t page, std::int64_t per_page, std::string_view status, Scope const& scope) {
    auto const moment = Transaction::begin(*line.database, Purpose::read);
    if (!moment) { return std::unexpected(moment.error()); }
    auto const& sql = list_sql(!status.empty(), scope.account != 0);
    auto const narrow = [&](Statement& to) {
        int at = 0;
        if (!status.empty()) { to.bind(++at, status); }
        if (scope.account != 0) {
            to.bind(++at, scope.account);
            to.bind(++at, scope.organisation);
        }
    };
    DossierPage out;
    auto done = for_rows(line, sql.count, narrow, [&out](Statement const& row) { out.total = row.integer(0); });
    if (!done) { return std::unexpected(done.error()); }
    done = for_rows(
        line, sql.lines,
        [&](Statement& to) {
            narrow(to);
            to.bind(sql.narrowing + 1, per_page).bind(sql.narrowing + 2, (page - 1) * per_page);
        },
        [&out](Statement const& row) {
            out.lines.push_back({row.text(7), row.text(5), row.text(6), read_receipt(row), row.text(4), row.integer(8), row.integer(9)});
        });
    return done ? Result<DossierPage>(std::move(out)) : std::unexpected(done.error());
}

Result<Marked> mark_in(Line& line, std::string_view dossier, StoredPiece const& piece, std::string_view instant) {
    auto out = Marked::replaced;
    // By its content too: a correction may have come while the bytes were under way.
    auto done = for_rows(
        line, announced_sql, [&](Statement& to) { to.bind(1, dossier).bind(2, piece.id).bind(3, piece.sha256); },
        [&out](Statement const&) { out = Marked::already; });
    if (!done) { return std::unexpected(done.error()); }
    done = for_rows(
        line, received_sql, [&](Statement& to) { to.bind(1, dossier).bind(2, piece.id).bind(3, instant).bind(4, piece.sha256); },
        [&out](Statement const&) { out = Marked::first; });
    if (!done) { return std::unexpected(done.error()); }
    return out;
}

/// What gives nothing but that it is done.
Result<void> written(Writer& writer, std::function<Result<void>(Line&)> const& work) {
    struct Nothing {};
    auto const done = writer.write<Nothing>([&work](Line& line) -> Result<Nothing> {
        auto const made = work(line);
        return made ? Result<Nothing>(Nothing{}) : std::unexpected(made.error());
    });
    return done ? Result<void>() : std::unexpected(done.error());
}

}  // namespace

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(DatabasePlace const& place) {
    auto const dialect = place.is_postgres() ? Dialect::postgres : Dialect::sqlite;
    auto writer = open_database(place, Access::write);
    if (!writer) { return std::unexpected(writer.error()); }
    if (auto const done = migrate(**writer, dialect); !done) { return std::unexpected(done.error()); }
    auto readers = open_readers(place, most_readers);
    if (!readers) { return std::unexpected(readers.error()); }
    return std::unique_ptr<Store>(new Store(std::make_unique<State>(std::move(*writer), std::move(*readers))));
}

Result<std::unique_ptr<Store>> Store::open_existing(DatabasePlace const& place) {
    auto const dialect = place.is_postgres() ? Dialect::postgres : Dialect::sqlite;
    auto readers = open_readers(place, 1);
    if (!readers) { return std::unexpected(readers.error()); }
    if (auto const good = expect_schema(*readers->front(), dialect); !good) { return std::unexpected(good.error()); }
    auto writer = open_database(place, Access::existing);
    if (!writer) { return std::unexpected(writer.error()); }
    return std::unique_ptr<Store>(new Store(std::make_unique<State>(std::move(*writer), std::move(*readers))));
}

Result<std::optional<Standing>> Store::standing_of(std::string_view id) {
    return reading(state_->readers, [id](Line& line) { return standing_in(line, id); });
}

Result<bool> Store::was_replaced(std::string_view id, std::string_view digest) {
    return reading(state_->readers, [&](Line& line) { return was_replaced_in(line, id, digest); });
}

Result<std::optional<StoredDossier>> Store::find(std::string_view name) {
    return reading(state_->readers, [name](Line& line) { return find_in(line, name); });
}

Result<DossierPage> Store::list(std::int64_t page, std::int64_t per_page, std::string_view status, Scope const& scope) {
    return reading(state_->readers, [&](Line& line) { return list_in(line, page, per_page, status, scope); });
}

Result<std::optional<StoredPiece>> Store::find_piece(std::string_view dossier, std::string_view piece) {
    return reading(state_->readers, [&](Line& line) -> Result<std::optional<StoredPiece>> {
        std::optional<StoredPiece> out;
        if (piece.empty()) { return out; }
        auto const done = for_rows(
            line, pieces_sql, [&](Statement& to) { to.bind(1, dossier).bind(2, piece); },
            [&out](Statement const& row) { out = read_piece(row); });
        return done ? Result<std::optional<StoredPiece>>(std::move(out)) : std::unexpected(done.error());
    });
}

Result<Marked> Batch::mark_received(std::string_view dossier, StoredPiece const& piece, std::string_view instant) {
    return mark_in(line_, dossier, piece, instant);
}

Result<Marked> Store::mark_received(std::string_view dossier, StoredPiece const& piece, std::string_view instant) {
    return state_->writer.write<Marked>([&](Line& line) { return mark_in(line, dossier, piece, instant); });
}

Result<void> Store::check() {
    return reading(state_->readers, [](Line& line) { return execute(line, "SELECT 1", [](Statement&) {}); });
}

std::string Store::warning() {
    return reading(state_->readers, [](Line& line) -> Result<std::string> { return line.database->warning(); }).value_or("");
}

Result<void> Store::together(std::function<Result<void>(Batch&)> const& work) {
    return written(state_->writer, [&work](Line& line) {
        Batch batch(line);
        return work(batch);
    });
}

Result<void> Store::limit_pages(std::int64_t pages) {
    return written(state_->writer, [pages](Line& line) { return line.database->limit_pages(pages); });
}

}  // namespace guichet::receiver
