#include "receiver/store.hpp"

#include <cstdio>
#include <map>
#include <mutex>
#include <utility>

#include "receiver/database.hpp"
#include "receiver/schema.hpp"

namespace guichet::receiver {
namespace {

/// A connection with its prepared statements and the mutex that guards both.
struct Line {
    explicit Line(Database opened) : database(std::move(opened)) {}
    std::mutex mutex;
    Database database;
    std::map<std::string_view, Statement> statements;  ///< by SQL text, which is a constant

    [[nodiscard]] Result<Statement*> statement(std::string_view sql) {
        auto const found = statements.find(sql);
        if (found != statements.end()) { return &found->second; }
        auto made = database.prepare(sql);
        if (!made) { return std::unexpected(made.error()); }
        return &statements.emplace(sql, std::move(*made)).first->second;
    }
};

constexpr std::string_view receipt_sql = "SELECT numero, recu_le, empreinte, statut FROM dossiers WHERE id = ?1";
constexpr std::string_view dossier_sql =
    "SELECT numero, recu_le, empreinte, statut, procedure, version, payload FROM dossiers WHERE id = ?1";
constexpr std::string_view pieces_sql =
    "SELECT piece, zone, nom, type, taille, sha256, coalesce(recue_le, '') FROM pieces WHERE dossier = ?1 ORDER BY rang";
constexpr std::string_view piece_sql =
    "SELECT piece, zone, nom, type, taille, sha256, coalesce(recue_le, '') FROM pieces WHERE dossier = ?1 AND piece = ?2";
constexpr std::string_view number_sql = "INSERT INTO numeros (serie, annee, dernier) VALUES (?1, ?2, 1) "
                                        "ON CONFLICT (serie, annee) DO UPDATE SET dernier = dernier + 1 RETURNING dernier";
constexpr std::string_view add_dossier_sql = "INSERT INTO dossiers (id, numero, procedure, version, recu_le, statut, empreinte, payload) "
                                             "VALUES (?1, ?2, ?3, ?4, ?5, 'transmis', ?6, ?7)";
constexpr std::string_view add_piece_sql =
    "INSERT INTO pieces (dossier, piece, rang, zone, nom, type, taille, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view received_sql =
    "UPDATE pieces SET recue_le = ?3 WHERE dossier = ?1 AND piece = ?2 AND recue_le IS NULL RETURNING 1";
constexpr std::string_view count_sql = "SELECT count(*) FROM dossiers";
constexpr std::string_view list_sql =
    "SELECT numero, recu_le, empreinte, statut, procedure, version, id, "
    "(SELECT count(*) FROM pieces WHERE dossier = id), (SELECT count(recue_le) FROM pieces WHERE dossier = id) "
    "FROM dossiers ORDER BY rang DESC LIMIT ?1 OFFSET ?2";

StoredReceipt read_receipt(Statement const& row) { return {row.text(0), row.text(1), row.text(2), row.text(3)}; }

StoredPiece read_piece(Statement const& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), static_cast<std::uint64_t>(row.integer(4)), row.text(5), row.text(6)};
}

Result<std::optional<StoredReceipt>> receipt_in(Line& line, std::string_view id) {
    auto const found = line.statement(receipt_sql);
    if (!found) { return std::unexpected(found.error()); }
    Loan row(**found);
    auto const is_there = row->bind(1, id).step();
    if (!is_there) { return std::unexpected(is_there.error()); }
    return *is_there ? std::optional(read_receipt(**found)) : std::nullopt;
}

Result<std::string> draw_number(Line& line, NewDossier const& dossier) {
    auto const found = line.statement(number_sql);
    if (!found) { return std::unexpected(found.error()); }
    auto const year = dossier.date.substr(0, 4);
    Loan row(**found);
    auto const drawn = row->bind(1, dossier.series).bind(2, std::int64_t{std::stoi(year)}).step();
    if (!drawn) { return std::unexpected(drawn.error()); }
    auto digits = std::to_string(row->integer(0));
    digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
    // RETURNING wants to be stepped to its end, else the insert is not complete.
    if (auto const done = row->run(); !done) { return std::unexpected(done.error()); }
    return dossier.series + "-" + year + "-" + digits;
}

Result<void> add_pieces(Line& line, NewDossier const& dossier) {
    auto const found = line.statement(add_piece_sql);
    if (!found) { return std::unexpected(found.error()); }
    std::int64_t rank = 0;
    for (auto const& piece : dossier.pieces) {
        Loan row(**found);
        row->bind(1, dossier.id).bind(2, piece.id).bind(3, rank++).bind(4, piece.zone).bind(5, piece.name);
        row->bind(6, piece.media_type).bind(7, static_cast<std::int64_t>(piece.size)).bind(8, piece.sha256);
        if (auto const done = row->run(); !done) { return done; }
    }
    return {};
}

}  // namespace

struct Store::State {
    State(Database writing, Database reading) : writer(std::move(writing)), reader(std::move(reading)) {}
    Line writer;
    Line reader;
};

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(std::filesystem::path const& file) {
    auto writer = Database::open(file, Access::write);
    if (!writer) { return std::unexpected(writer.error()); }
    if (auto const done = migrate(*writer); !done) { return std::unexpected(done.error()); }
    auto reader = Database::open(file, Access::read);
    if (!reader) { return std::unexpected(reader.error()); }
    return std::unique_ptr<Store>(new Store(std::make_unique<State>(std::move(*writer), std::move(*reader))));
}

Result<std::optional<StoredReceipt>> Store::receipt_of(std::string_view id) {
    std::lock_guard const lock(state_->reader.mutex);
    return receipt_in(state_->reader, id);
}

Result<Acceptance> Store::accept(NewDossier const& dossier) {
    auto& line = state_->writer;
    std::lock_guard const lock(line.mutex);
    auto transaction = Transaction::begin(line.database);
    if (!transaction) { return std::unexpected(transaction.error()); }

    auto const before = receipt_in(line, dossier.id);
    if (!before) { return std::unexpected(before.error()); }
    if (*before) {
        bool const same = (*before)->digest == dossier.digest;
        return Acceptance{same ? Acceptance::Outcome::same : Acceptance::Outcome::conflict, **before};
    }

    auto const number = draw_number(line, dossier);
    if (!number) { return std::unexpected(number.error()); }
    auto const found = line.statement(add_dossier_sql);
    if (!found) { return std::unexpected(found.error()); }
    {
        Loan row(**found);
        row->bind(1, dossier.id).bind(2, *number).bind(3, dossier.procedure).bind(4, dossier.version).bind(5, dossier.date);
        row->bind(6, dossier.digest).bind(7, dossier.payload);
        if (auto const done = row->run(); !done) { return std::unexpected(done.error()); }
    }
    if (auto const done = add_pieces(line, dossier); !done) { return std::unexpected(done.error()); }
    if (auto const done = transaction->commit(); !done) { return std::unexpected(done.error()); }
    return Acceptance{Acceptance::Outcome::created, {*number, dossier.date, dossier.digest, "transmis"}};
}

Result<std::optional<StoredDossier>> Store::find(std::string_view id) {
    auto& line = state_->reader;
    std::lock_guard const lock(line.mutex);
    StoredDossier out;
    out.id = id;
    {
        auto const found = line.statement(dossier_sql);
        if (!found) { return std::unexpected(found.error()); }
        Loan row(**found);
        auto const is_there = row->bind(1, id).step();
        if (!is_there) { return std::unexpected(is_there.error()); }
        if (!*is_there) { return std::nullopt; }
        out.receipt = read_receipt(**found);
        out.procedure = row->text(4);
        out.version = row->text(5);
        out.payload = row->text(6);
    }
    auto const found = line.statement(pieces_sql);
    if (!found) { return std::unexpected(found.error()); }
    Loan row(**found);
    row->bind(1, id);
    for (;;) {
        auto const more = row->step();
        if (!more) { return std::unexpected(more.error()); }
        if (!*more) { return out; }
        out.pieces.push_back(read_piece(**found));
    }
}

Result<DossierPage> Store::list(std::int64_t page, std::int64_t per_page) {
    auto& line = state_->reader;
    std::lock_guard const lock(line.mutex);
    DossierPage out;
    {
        auto const found = line.statement(count_sql);
        if (!found) { return std::unexpected(found.error()); }
        Loan row(**found);
        if (auto const counted = row->step(); !counted) { return std::unexpected(counted.error()); }
        out.total = row->integer(0);
    }
    auto const found = line.statement(list_sql);
    if (!found) { return std::unexpected(found.error()); }
    Loan row(**found);
    row->bind(1, per_page).bind(2, (page - 1) * per_page);
    for (;;) {
        auto const more = row->step();
        if (!more) { return std::unexpected(more.error()); }
        if (!*more) { return out; }
        out.lines.push_back({row->text(6), row->text(4), row->text(5), read_receipt(**found), row->integer(7), row->integer(8)});
    }
}

Result<std::optional<StoredPiece>> Store::find_piece(std::string_view dossier, std::string_view piece) {
    auto& line = state_->reader;
    std::lock_guard const lock(line.mutex);
    auto const found = line.statement(piece_sql);
    if (!found) { return std::unexpected(found.error()); }
    Loan row(**found);
    auto const is_there = row->bind(1, dossier).bind(2, piece).step();
    if (!is_there) { return std::unexpected(is_there.error()); }
    return *is_there ? std::optional(read_piece(**found)) : std::nullopt;
}

Result<bool> Store::mark_received(std::string_view dossier, std::string_view piece, std::string_view instant) {
    auto& line = state_->writer;
    std::lock_guard const lock(line.mutex);
    auto transaction = Transaction::begin(line.database);
    if (!transaction) { return std::unexpected(transaction.error()); }
    auto const found = line.statement(received_sql);
    if (!found) { return std::unexpected(found.error()); }
    bool is_first = false;
    {
        Loan row(**found);
        auto const marked = row->bind(1, dossier).bind(2, piece).bind(3, instant).step();
        if (!marked) { return std::unexpected(marked.error()); }
        is_first = *marked;
        if (is_first) {
            if (auto const done = row->run(); !done) { return std::unexpected(done.error()); }
        }
    }
    if (auto const done = transaction->commit(); !done) { return std::unexpected(done.error()); }
    return is_first;
}

Result<void> Store::check() {
    std::lock_guard const lock(state_->reader.mutex);
    auto const answer = state_->reader.database.integer("SELECT 1");
    return answer ? Result<void>() : std::unexpected(answer.error());
}

Result<void> Store::limit_pages(std::int64_t pages) {
    std::lock_guard const lock(state_->writer.mutex);
    return state_->writer.database.run(("PRAGMA max_page_count=" + std::to_string(pages)).c_str());
}

}  // namespace guichet::receiver
