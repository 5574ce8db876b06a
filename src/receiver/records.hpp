// What is kept of a dossier's life, as values: what was sent, in which version, where it stands, what was said of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"

namespace guichet::receiver {

/// The status that every procedure gives to what it has received (the linter asks for it).
inline constexpr std::string_view submitted_status = "transmis";

struct StoredReceipt {
    std::string number;
    std::string date;
    std::string digest;
    std::int64_t version = 1;  ///< how many times it was sent, this one included
    friend bool operator==(StoredReceipt const&, StoredReceipt const&) = default;
};

/// What the instructor thought of a piece.
enum class Judgement : std::uint8_t { none, conforming, nonconforming };

struct StoredPiece {
    std::string id;
    std::string zone;
    std::string name;
    std::string media_type;
    std::uint64_t size = 0;
    std::string sha256;
    std::string received_at;  ///< empty: announced, not yet received
    Judgement judgement = Judgement::none;
    std::string remark{};     ///< what is in force against it
    friend bool operator==(StoredPiece const&, StoredPiece const&) = default;
};

/// What is to be corrected: at an answer (its path), or in a piece (its id). One of the two is empty.
struct Remark {
    std::string path;
    std::string piece;
    std::string message;
    friend bool operator==(Remark const&, Remark const&) = default;
};

/// One step of a dossier's life. Steps are only ever added.
struct StoredEvent {
    std::int64_t number = 0;  ///< one sequence for all dossiers, in the order of commits
    std::string dossier;
    std::string date;
    std::string author;
    std::string status;
    std::string comment;
    std::int64_t version = 1;  ///< of the dossier, then
    std::string procedure{};   ///< in force, so that its words can be found
    std::string procedure_version{};
    friend bool operator==(StoredEvent const&, StoredEvent const&) = default;
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
    std::vector<std::string> open_statuses{};  ///< those in which a dossier may be replaced by a correction
    std::string organisation{};  ///< SIRET of the one that sends it; empty: nobody asks
};

/// Where a dossier stands, without its contents.
struct Standing {
    StoredReceipt receipt;
    std::string status;
    std::string procedure;
    std::string procedure_version;
    std::string organisation{};
};

struct Acceptance {
    enum class Outcome : std::uint8_t {
        created,
        same,        ///< the version in force, sent again
        corrected,   ///< a next version
        conflict,    ///< another content, and the status is locked
        superseded,  ///< a former version, sent again
        foreign,     ///< the id is that of another organisation's dossier
    } outcome = Outcome::created;
    StoredReceipt receipt;                 ///< of the version in force
    std::string status{submitted_status};  ///< where the dossier stands
};

struct StoredDossier {
    std::string id;
    std::string procedure;
    std::string version;
    StoredReceipt receipt;
    std::string status;
    std::string payload;
    std::vector<StoredPiece> pieces;
    std::vector<Remark> remarks;      ///< in force, oldest first
    std::vector<StoredEvent> events;  ///< oldest first
    std::vector<FollowedInstalment> instalments{};  ///< those that were decided on, by rank
    std::string organisation{};
};

/// Whose dossiers are listed: those that an account may read, of one organisation or of all of its own.
struct Scope {
    std::int64_t account = 0;    ///< 0: nobody asks, all
    std::string organisation{};  ///< empty: all
};

/// A line of the list: nothing of what the dossier says of persons.
struct DossierLine {
    std::string id;
    std::string procedure;
    std::string version;
    StoredReceipt receipt;
    std::string status;
    std::int64_t pieces = 0;
    std::int64_t pieces_received = 0;
};

struct DossierPage {
    std::vector<DossierLine> lines;  ///< the latest first
    std::int64_t total = 0;
};

/// What an instructor decides of a dossier as it stood: nothing of it is done if the dossier has moved since.
struct Decision {
    struct Piece {
        std::string id;
        Judgement judgement = Judgement::none;
        std::string remark;  ///< may be empty
    };
    std::string dossier;
    std::string from_status;
    std::int64_t from_version = 1;
    std::string status;  ///< the same as before: remarks and pieces only
    std::string date;
    std::string author;
    std::string comment;
    std::vector<Remark> remarks;
    std::vector<Piece> pieces;
    std::vector<FollowedInstalment> instalments{};
};

}  // namespace guichet::receiver
