// What a person fills: typed answers, repeated rows, attachments, and where the dossier stands.
// A value: copyable, comparable, no pointer to its procedure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "core/value.hpp"
#include "procedure/definition.hpp"

namespace guichet {

/// One answer. When the text could not be read, `value` is Unknown and `typed` keeps it to the letter.
/// `question` tells that `typed` awaits a confirmation ("3/4/26").
struct Answer {
    Value value;
    std::string typed;
    friend bool operator==(Answer const&, Answer const&) = default;
};

/// The answers of a dossier or of a row, by slot: as many as it was made with. Opening a file makes and ends hundreds, which
/// answers.cpp does faster than a vector would (CMakeLists.txt).
class AnswerSlots {
public:
    AnswerSlots() = default;
    explicit AnswerSlots(std::size_t count);
    AnswerSlots(AnswerSlots const& other);
    AnswerSlots(AnswerSlots&& other) noexcept : first_(std::exchange(other.first_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    AnswerSlots& operator=(AnswerSlots other) noexcept;
    ~AnswerSlots();

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] Answer* data() { return first_; }
    [[nodiscard]] Answer const* data() const { return first_; }
    [[nodiscard]] Answer& operator[](std::size_t slot) { return first_[slot]; }
    [[nodiscard]] Answer const& operator[](std::size_t slot) const { return first_[slot]; }
    [[nodiscard]] Answer* begin() { return first_; }
    [[nodiscard]] Answer* end() { return first_ + size_; }
    [[nodiscard]] Answer const* begin() const { return first_; }
    [[nodiscard]] Answer const* end() const { return first_ + size_; }
    friend bool operator==(AnswerSlots const& a, AnswerSlots const& b);

private:
    Answer* first_ = nullptr;
    std::size_t size_ = 0;
};

struct Row {
    std::string id;  ///< stable for the dossier's life, never reused: "r1", "r2", …
    AnswerSlots answers;
    friend bool operator==(Row const&, Row const&) = default;
};

/// One file. Its bytes live elsewhere (the browser's store, the receiver's database), under their digest.
struct Attachment {
    std::string id;     ///< stable in the dossier: "p1", …
    std::string zone;   ///< id of the attachment zone
    std::string name;
    std::string media_type;
    std::uint64_t size = 0;
    std::string sha256;  ///< 64 hexadecimal digits
    friend bool operator==(Attachment const&, Attachment const&) = default;
};

/// "p" and a number, as a backend takes it.
[[nodiscard]] bool is_piece_id(std::string_view text);

/// What the backend answered to a submission.
struct Receipt {
    std::string number;
    std::string date;       ///< ISO 8601 instant, as the backend gave it
    std::string digest;     ///< SHA-256 of the canonical payload that was sent
    std::string connector;  ///< id of the connector
    friend bool operator==(Receipt const&, Receipt const&) = default;
};

/// One change of status. Who made it is told by the backend; empty: the person at this screen.
struct StatusChange {
    std::string status;
    std::string at;
    std::string comment;
    std::string author;
    friend bool operator==(StatusChange const&, StatusChange const&) = default;
};

/// What the backend says of an answer, of a piece, or of the whole (neither): in force until it is sent anew.
struct Remark {
    std::string path;   ///< of the answer
    std::string piece;  ///< id of the attachment
    std::string state;  ///< of the piece: "receptionnee", "conforme", "non_conforme", or what the backend calls it
    std::string message;
    friend bool operator==(Remark const&, Remark const&) = default;
};
/// Rather than the state of a piece alone.
[[nodiscard]] inline bool asks_something(Remark const& remark) { return !remark.message.empty(); }

/// What the backend says of one instalment of the échéancier.
struct FollowedInstalment {
    std::uint32_t rank = 0;              ///< from 1, as the rows of the échéancier
    std::string label{};                 ///< "1re échéance"; may be empty
    std::optional<std::int64_t> amount{};  ///< cents
    std::string opening{};               ///< ISO day from which it may be invoiced; may be empty
    std::string state{};                 ///< "a_facturer", "en_instruction", "payee", "refusee", or what the backend calls it
    std::string date{};                  ///< ISO 8601, since when; may be empty
    std::string message{};
    friend bool operator==(FollowedInstalment const&, FollowedInstalment const&) = default;
};

struct Dossier {
    std::string id;                ///< UUID, also the idempotency key
    std::string procedure;         ///< id of the procedure
    std::string procedure_version;
    std::string name;              ///< given by the person; may be empty
    std::string created;           ///< ISO instants
    std::string modified;
    std::string status = "brouillon";
    std::vector<StatusChange> history;
    std::vector<Remark> remarks;
    std::vector<FollowedInstalment> instalments;     ///< those of which the backend says something, by rank
    AnswerSlots answers;                         ///< by root slot
    std::vector<std::vector<Row>> groups;    ///< by group index
    std::vector<Attachment> attachments;
    std::uint32_t next_row = 1;
    std::uint32_t next_piece = 1;
    std::optional<Receipt> receipt;
    std::string sent;                        ///< the file of what was sent last, once it has been given back: what is corrected since
                                             ///< differs from it; may be empty
    std::string place;                       ///< where the person was: "step/field-path", to resume there
    /// Members of the file that no field of the procedure claims (an older or newer version): kept.
    std::string unclaimed;                   ///< JSON object text, or empty
    /// What its reading changed, when its file is of an older version of the procedure: to be told once, not stored.
    std::string migration_report;
    friend bool operator==(Dossier const&, Dossier const&) = default;
};

/// Which answer: a field of the procedure (by index) and, in a repeated group, the row's index.
struct FieldRef {
    std::uint32_t field = 0;
    std::int32_t row = -1;
    friend bool operator==(FieldRef const&, FieldRef const&) = default;
};

/// An empty dossier with the fields' initial values. The id and the instant come from outside.
[[nodiscard]] Dossier new_dossier(Procedure const& procedure, std::string id, std::string now);

[[nodiscard]] Answer const& answer_of(Procedure const& procedure, Dossier const& dossier, FieldRef where);
/// Sets what was typed: the value when it can be read, else the text to the letter. True when anything changed.
bool set_typed(Procedure const& procedure, Dossier& dossier, FieldRef where, std::string_view typed, Date today);
bool set_value(Procedure const& procedure, Dossier& dossier, FieldRef where, Value value);
/// What stands in the control: the text as typed if unreadable, else the editable text of the value.
[[nodiscard]] std::string control_text(Procedure const& procedure, Dossier const& dossier, FieldRef where);

/// Index of the new row. Nothing when the group is full.
std::optional<std::uint32_t> add_row(Procedure const& procedure, Dossier& dossier, std::int16_t group);
std::optional<std::uint32_t> duplicate_row(Procedure const& procedure, Dossier& dossier, std::int16_t group, std::uint32_t row);
void remove_row(Dossier& dossier, std::int16_t group, std::uint32_t row);
/// Puts a removed row back at its place (undo).
void restore_row(Dossier& dossier, std::int16_t group, std::uint32_t at, Row row);

/// "stagiaires[2].nom", "formation.date_debut".
[[nodiscard]] std::string path_of(Procedure const& procedure, FieldRef where);
[[nodiscard]] std::optional<FieldRef> ref_of_path(Procedure const& procedure, Dossier const& dossier, std::string_view path);

/// Whether the status allows edits, and whether that next status may follow.
[[nodiscard]] bool is_editable(Procedure const& procedure, Dossier const& dossier);
[[nodiscard]] Result<void> change_status(Procedure const& procedure, Dossier& dossier, std::string_view next, std::string at,
                                         std::string comment);

}  // namespace guichet
