// What was received, kept: in SQLite or in PostgreSQL, by the same statements. One writer at a time; readers do not wait for it.
// Another process may write too (guichet instruire, and before PostgreSQL another receiver).
//
// Invariants: what changes something returns without trouble only after COMMIT, with the bytes on the disk. What was
// sent never changes: the same id with the same digest gives the same receipt again; another digest is a conflict, or, in
// a status that is open to corrections, the next version, and the former ones stay. Every change of status is an event.
// Numbers have no gap and no double: they are drawn in the dossier's own transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "receiver/database_place.hpp"
#include "receiver/records.hpp"

namespace guichet::receiver {

enum class Marked : std::uint8_t {
    first,
    already,
    replaced,  ///< meanwhile the dossier announces another content under that id, or no such piece
};

/// Several changes under one commit: all of them are done, or none. What each gives holds once the whole is committed.
class Batch {
public:
    explicit Batch(struct Line& line) : line_(line) {}
    [[nodiscard]] Result<Acceptance> accept(NewDossier const& dossier);
    [[nodiscard]] Result<Marked> mark_received(std::string_view dossier, StoredPiece const& piece, std::string_view instant);
    [[nodiscard]] Result<std::optional<std::int64_t>> decide(Decision const& decision);

private:
    struct Line& line_;
};

class Store {
public:
    /// Opens or makes the database, migrating an older one.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(DatabasePlace const& place);
    /// Opens one that is there and of this very schema, beside a receiver that may be running on it.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open_existing(DatabasePlace const& place);
    ~Store();
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    [[nodiscard]] Result<std::optional<Standing>> standing_of(std::string_view id);
    /// Whether that content was a version of the dossier which another has replaced.
    [[nodiscard]] Result<bool> was_replaced(std::string_view id, std::string_view digest);
    [[nodiscard]] Result<Acceptance> accept(NewDossier const& dossier);

    /// By its id or its number.
    [[nodiscard]] Result<std::optional<StoredDossier>> find(std::string_view name);
    /// `status`: those alone that stand there; empty: all.
    [[nodiscard]] Result<DossierPage> list(std::int64_t page, std::int64_t per_page, std::string_view status = {}, Scope const& scope = {});

    /// A piece of the version in force.
    [[nodiscard]] Result<std::optional<StoredPiece>> find_piece(std::string_view dossier, std::string_view piece);
    /// After the first time nothing changes, and the first instant stays.
    [[nodiscard]] Result<Marked> mark_received(std::string_view dossier, StoredPiece const& piece, std::string_view instant);

    /// The event's number; nothing when the dossier no longer stands where the decision found it.
    [[nodiscard]] Result<std::optional<std::int64_t>> decide(Decision const& decision);
    /// What `work` does, under one commit. It may be run more than once, each time on what the one before has left undone.
    [[nodiscard]] Result<void> together(std::function<Result<void>(Batch&)> const& work);
    /// Those after that number, oldest first.
    [[nodiscard]] Result<std::vector<StoredEvent>> events_after(std::int64_t number, std::int64_t limit, Scope const& scope = {});
    [[nodiscard]] Result<std::int64_t> last_event();

    /// Whether the database answers.
    [[nodiscard]] Result<void> check();
    /// What its administrator should know: a server that is set up not to wait for its disk. Empty: nothing.
    [[nodiscard]] std::string warning();
    /// At most so many pages of SQLite's database: a quota (and how a test makes a disk full). 0: none.
    [[nodiscard]] Result<void> limit_pages(std::int64_t pages);

private:
    friend class Accounts;
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace guichet::receiver
