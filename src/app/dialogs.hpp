// The dialog on the screen, if any, as a value; and what can be undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/effects.hpp"
#include "app/message.hpp"
#include "app/sending.hpp"
#include "dossier/dossier.hpp"

namespace guichet {

/// What a directory says of an establishment.
struct Establishment {
    std::string siret;
    std::string name;
    std::string address;
    std::string postal_code;
    std::string town;
    std::string naf;
    std::string nda;
    std::vector<std::string> uai;
    std::string staff;                ///< range in the directory's code: shown, never filled in
    std::vector<std::string> idcc;
    bool closed = false;
    bool diffusible = true;
};

enum class LookupState : std::uint8_t {
    idle,
    searching,
    found,
    closed,
    not_found,
    not_diffusible,
    too_many,
    unavailable,
    no_directory,
};

/// « Sélectionner un organisme de formation », « Rechercher mon entreprise ».
struct LookupDialog {
    std::uint32_t field = 0;      ///< the field whose lookup this is
    bool takes_uai = false;       ///< it fills one: a CFA may be looked for by it
    std::string siret;            ///< as typed, or a UAI
    std::string problem;          ///< of what was typed
    std::string asked;            ///< the SIRET or UAI of the search
    std::string new_siret;
    std::string new_problem;
    LookupState state = LookupState::idle;
    std::int32_t request = 0;
    std::int32_t retry_after_s = -1;
    Establishment found;
    std::string idcc;             ///< the one picked among several
};

struct TemplatesDialog {
    std::int16_t step = 0;
    std::uint32_t section = 0;
    std::string name;
    bool name_missing = false;
};

/// A stagiaire of another dossier of this device, ready to be copied.
struct KnownPerson {
    std::string label;
    std::string birth;
    std::string dossier_name;
    std::string searched;  ///< folded text that the filter looks in
    AnswerSlots answers;
};

struct PeopleDialog {
    std::int16_t group = 0;
    std::string row;
    std::string filter;
    std::vector<KnownPerson> people;
};

struct RenameDialog {
    std::string dossier;
    std::string name;
};

/// The calendar of a date field.
struct CalendarDialog {
    FieldKey where;
    Date day;                            ///< has the focus among the days of its month
    std::vector<std::string> objections; ///< by day of the month: what would block it, by the procedure's own rules; else ""
};

/// An imported dossier has the id of one that is here.
struct ClashDialog {
    std::string name;
    std::int64_t others = 0;  ///< that follow in the file: the answer is for them too
};

using Dialog = std::variant<std::monostate, LookupDialog, TemplatesDialog, PeopleDialog, RenameDialog, ClashDialog, CalendarDialog>;

namespace undo {
struct RemovedRow {
    std::string dossier;
    std::int16_t group = 0;
    std::uint32_t at = 0;
    Row row;
};
struct ReplacedRows {
    std::string dossier;
    std::int16_t group = 0;
    std::vector<Row> rows;
};
struct RemovedPiece {
    std::string dossier;
    std::uint32_t at = 0;
    Attachment piece;
};
struct RemovedDraft {
    std::string dossier;
    std::string text;
    std::optional<Sending> sending;
};
struct RemovedDrafts {
    std::vector<RemovedDraft> all;
};
struct RemovedTemplate {
    std::string key;
    std::string text;
};
}  // namespace undo

using Undo =
    std::variant<std::monostate, undo::RemovedRow, undo::ReplacedRows, undo::RemovedPiece, undo::RemovedDrafts, undo::RemovedTemplate>;

/// The line at the bottom: what was done and, where it can be, its undoing. Stays until closed or replaced.
struct Toast {
    Spoken what = Spoken::saved;
    std::string detail;
    Undo undo;
    std::int64_t count = 0;
};

}  // namespace guichet
