// What was received, kept. One writer at a time; readers do not wait for it (WAL).
//
// Invariants: accept() and mark_received() return without trouble only after COMMIT, with the bytes on the disk. A
// dossier never changes once accepted: the same id with the same digest gives the first receipt again, another digest is
// a conflict. Numbers have no gap and no double: they are drawn in the dossier's own transaction.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace guichet::receiver {

struct StoredReceipt {
    std::string number;
    std::string date;
    std::string digest;
    std::string status;
    friend bool operator==(StoredReceipt const&, StoredReceipt const&) = default;
};

struct StoredPiece {
    std::string id;
    std::string zone;
    std::string name;
    std::string media_type;
    std::uint64_t size = 0;
    std::string sha256;
    std::string received_at;  ///< empty: announced, not yet received
    friend bool operator==(StoredPiece const&, StoredPiece const&) = default;
};

struct NewDossier {
    std::string id;
    std::string procedure;
    std::string version;
    std::string series;   ///< "AF": begins its number
    std::string date;     ///< instant of the receipt; its first four characters are the number's year
    std::string digest;
    std::string payload;  ///< canonical JSON
    std::vector<StoredPiece> pieces;
};

struct Acceptance {
    enum class Outcome : std::uint8_t { created, same, conflict } outcome = Outcome::created;
    StoredReceipt receipt;  ///< the first one, but for a conflict
};

struct StoredDossier {
    std::string id;
    std::string procedure;
    std::string version;
    StoredReceipt receipt;
    std::string payload;
    std::vector<StoredPiece> pieces;
};

/// A line of the list: nothing of what the dossier says of persons.
struct DossierLine {
    std::string id;
    std::string procedure;
    std::string version;
    StoredReceipt receipt;
    std::int64_t pieces = 0;
    std::int64_t pieces_received = 0;
};

struct DossierPage {
    std::vector<DossierLine> lines;  ///< the latest first
    std::int64_t total = 0;
};

class Store {
public:
    /// Opens or makes the database, migrating an older one.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(std::filesystem::path const& file);
    ~Store();
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    [[nodiscard]] Result<std::optional<StoredReceipt>> receipt_of(std::string_view id);
    [[nodiscard]] Result<Acceptance> accept(NewDossier const& dossier);
    [[nodiscard]] Result<std::optional<StoredDossier>> find(std::string_view id);
    [[nodiscard]] Result<DossierPage> list(std::int64_t page, std::int64_t per_page);

    [[nodiscard]] Result<std::optional<StoredPiece>> find_piece(std::string_view dossier, std::string_view piece);
    /// True for the first time; after it nothing changes, and the first instant stays.
    [[nodiscard]] Result<bool> mark_received(std::string_view dossier, std::string_view piece, std::string_view instant);
    /// Whether the database answers.
    [[nodiscard]] Result<void> check();
    /// At most so many pages of the database: a quota (and how a test makes a disk full). 0: none.
    [[nodiscard]] Result<void> limit_pages(std::int64_t pages);

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace guichet::receiver
