// Everything that can happen to the application, as values: what a person did to the screen, and what
// the outside answered. Rows are named by their id, never by their place, so that an action of a
// screen that is a moment old still means the same row.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/route.hpp"

namespace guichet {

/// A file that the person chose; its bytes stay outside under `token`.
struct PickedFile {
    std::string token;
    std::string name;
    std::string media_type;
    std::uint64_t size = 0;
};

/// A field of the dossier in hand: its index in the procedure and, in a repeated group, the row's id.
struct FieldKey {
    std::uint32_t field = 0;
    std::string row;
    friend bool operator==(FieldKey const&, FieldKey const&) = default;
};

namespace msg {

// The outside.
struct Started {
    std::string route;
    std::uint64_t entropy_high = 0;
    std::uint64_t entropy_low = 0;
    bool can_store = true;
    bool plain = false;
    bool locked = false;
};
struct RouteChanged {
    std::string route;
};
struct Hidden {};
struct Shown {};
struct OnlineChanged {
    bool online = true;
};
struct HttpAnswered {
    std::int32_t id = 0;
    std::int32_t status = 0;
    std::int32_t retry_after_s = -1;
    std::string body;
};
enum class HttpTrouble : std::uint8_t { network, timeout, aborted };
struct HttpFailed {
    std::int32_t id = 0;
    HttpTrouble why = HttpTrouble::network;
};
struct SendProgress {
    std::int32_t id = 0;
    std::uint64_t sent = 0;
    std::uint64_t total = 0;
};
struct Stored {
    std::int32_t id = 0;
    bool ok = true;
    std::string trouble;
};
struct Loaded {
    std::int32_t id = 0;
    bool ok = true;
    std::vector<std::pair<std::string, std::string>> records;
};
struct SliceRead {
    std::int32_t id = 0;
    bool ok = true;
    std::string slice;
};
struct FileKept {
    std::int32_t id = 0;
    std::uint64_t size = 0;
    std::string sha256;
    std::string head;
};
struct FileRefused {
    std::int32_t id = 0;
    std::string trouble;
};
struct TimerRang {
    std::int32_t id = 0;
};
struct Claimed {
    std::int32_t id = 0;
    bool granted = true;
};
struct ClaimLost {
    std::string key;
};

// Home.
struct StartNew {
    std::string procedure;
};
struct AskRename {
    std::string dossier;
};
struct RenameTyped {
    std::string text;
};
struct RenameDone {};
struct DuplicateDraft {
    std::string dossier;
};
struct ExportDraft {
    std::string dossier;
};
struct DeleteDraft {
    std::string dossier;
};
struct DownloadUnreadable {
    std::string dossier;
};
struct ImportChosen {
    std::vector<PickedFile> files;
};
struct ImportReplace {};
struct ImportKeepBoth {};
struct RetryLoading {};
struct CatalogueFilter {
    std::string text;
};

// All requests.
struct RequestGroupChosen {
    RequestGroup group = RequestGroup::all;
};
struct RequestSearch {
    std::string text;
};
struct RequestOrderChosen {
    std::string text;
};
struct ExportRequests {};
struct MoreRequests {};

// Several requests at once, in every list of them.
enum class SelectionAsk : std::uint8_t { toggle, all, none, past, print, carry_away, remove };
struct SelectionAct {
    SelectionAsk what = SelectionAsk::none;
    std::string dossier;  ///< of `toggle`
    std::string text;     ///< "true" or "false"
};

// A portal.
enum class PortalAsk : std::uint8_t { group, search, criterion, apply, reset, order, more, question, carry_away, retry };
struct PortalAct {
    PortalAsk what = PortalAsk::group;
    std::uint8_t index = 0;  ///< of a criterion, of a group's tab
    std::string text;
};

// Everywhere.
struct CloseDialog {};
struct Undo {};
struct DismissToast {};
struct Toggled {
    std::string key;
    std::string text;
};  ///< a disclosure; text "true" or "false"
struct FocusOn {
    std::string node;
};                   ///< the skip link, a link inside the page
struct PlainChosen {
    std::string text;
};  ///< "true": plain HTML instead of the picture

// Answers.
struct Typed {
    FieldKey where;
    std::string text;
};      ///< each change
struct Committed {
    FieldKey where;
    std::string text;
};  ///< left after a change, or chosen
struct Left {
    FieldKey where;
};
struct Entered {
    FieldKey where;
};                      ///< took the focus
struct OptionToggled {
    FieldKey where;
    std::string code;
    std::string text;
};
struct ProposalAccepted {
    FieldKey where;
};
struct RevealToggled {};                                 ///< sensitive answers: shown or masked
struct CommunePicked {
    FieldKey where;
    std::string text;
};
/// In a field of many choices: a click opens their list, the keys move in it.
struct ChoiceKey {
    FieldKey where;
    std::string text;
};
struct ChoicePicked {
    FieldKey where;
    std::string code;
};

// The calendar of a date field.
struct OpenCalendar {
    FieldKey where;
};
struct CalendarMoved {
    std::int32_t months = 0;  ///< of a button; else the key says how far
    std::string text;
};
struct DayPicked {
    std::int32_t day = 0;  ///< Date::days
};

// Steps.
struct NextStep {};
struct PreviousStep {};
struct GoOnAnyway {};
struct GoToField {
    FieldKey where;
};
struct GoToNode {
    std::int16_t step = 0;
    std::string node;
};
struct Validate {};
struct TakeOver {};

// Rows of a repeated group.
struct AddRow {
    std::int16_t group = 0;
};
struct DuplicateRow {
    std::int16_t group = 0;
    std::string row;
};
struct RemoveRow {
    std::int16_t group = 0;
    std::string row;
};
struct FinishRow {
    std::int16_t group = 0;
    std::string row;
    bool then_another = false;
};

/// The rows of a schedule replace those of the group that it fills.
struct FillRows {
    std::uint32_t schedule = 0;
};

// Establishments, modèles, known stagiaires.
struct OpenLookup {
    std::uint32_t field = 0;
};
struct SiretTyped {
    std::string text;
};
struct NewSiretTyped {
    std::string text;
};
struct LookupSearch {};
struct LookupCancel {};
struct LookupPick {};
struct LookupCreate {};
struct IdccPicked {
    std::string text;
};
struct OpenTemplates {
    std::int16_t step = 0;
    std::uint32_t section = 0;
};
struct TemplateNameTyped {
    std::string text;
};
struct SaveTemplate {};
struct UseTemplate {
    std::string key;
};
struct DeleteTemplate {
    std::string key;
};
struct OpenPeople {
    std::int16_t group = 0;
    std::string row;
};
struct PeopleFilter {
    std::string text;
};
struct UsePerson {
    std::uint32_t index = 0;
};

// Pieces.
struct FilesChosen {
    std::uint32_t zone = 0;
    std::vector<PickedFile> files;
};
struct OpenPiece {
    std::string piece;
};
struct RemovePiece {
    std::string piece;
};
struct DismissRefusals {
    std::uint32_t zone = 0;
};

// Sending.
struct ConnectorPicked {
    std::string text;
};
struct SendNow {};
struct CancelSending {};
struct RetrySending {};
struct CodeTyped {
    std::string text;
};
struct CodeGiven {};
/// Of the outbox's own page.
struct RetryQueued {
    std::string dossier;
};
struct WithdrawQueued {
    std::string dossier;
};
struct ExportQueued {
    std::string dossier;
};
struct DuplicateOpen {};
/// Begins the follow-up of the dossier in hand, by its index in the procedure.
struct BeginFollowUp {
    std::uint32_t index = 0;
};
struct ExportOpen {};
struct CopyReference {};
struct DownloadRecap {};
struct PrintPage {};
/// Of the passphrase: what is typed into a field, and what is done with it.
enum class ProtectionAct : std::uint8_t { former, fresh, again, unlock, protect, change, give_up, lock };
struct ProtectionDone {
    ProtectionAct what = ProtectionAct::unlock;
    std::string text;
};
struct EraseAll {};

}  // namespace msg

using Message = std::variant<
    std::monostate, msg::Started, msg::RouteChanged, msg::Hidden, msg::Shown, msg::OnlineChanged, msg::HttpAnswered, msg::HttpFailed,
    msg::SendProgress, msg::Stored, msg::Loaded, msg::SliceRead, msg::FileKept, msg::FileRefused, msg::TimerRang, msg::Claimed,
    msg::ClaimLost, msg::StartNew, msg::AskRename, msg::RenameTyped, msg::RenameDone, msg::DuplicateDraft, msg::ExportDraft,
    msg::DeleteDraft, msg::DownloadUnreadable, msg::ImportChosen, msg::ImportReplace, msg::ImportKeepBoth, msg::RetryLoading,
    msg::CatalogueFilter, msg::RequestGroupChosen, msg::RequestSearch, msg::RequestOrderChosen, msg::ExportRequests, msg::MoreRequests,
    msg::SelectionAct, msg::PortalAct, msg::CloseDialog, msg::Undo, msg::DismissToast, msg::Toggled, msg::FocusOn, msg::PlainChosen,
    msg::Typed, msg::Committed, msg::Left, msg::Entered, msg::OptionToggled, msg::ProposalAccepted, msg::RevealToggled, msg::CommunePicked,
    msg::ChoiceKey, msg::ChoicePicked, msg::OpenCalendar, msg::CalendarMoved, msg::DayPicked, msg::NextStep, msg::PreviousStep,
    msg::GoOnAnyway, msg::GoToField, msg::GoToNode, msg::Validate, msg::TakeOver, msg::AddRow, msg::DuplicateRow, msg::RemoveRow,
    msg::FinishRow, msg::FillRows, msg::OpenLookup, msg::SiretTyped, msg::NewSiretTyped, msg::LookupSearch, msg::LookupCancel,
    msg::LookupPick, msg::LookupCreate, msg::IdccPicked, msg::OpenTemplates, msg::TemplateNameTyped, msg::SaveTemplate, msg::UseTemplate,
    msg::DeleteTemplate, msg::OpenPeople, msg::PeopleFilter, msg::UsePerson, msg::FilesChosen, msg::OpenPiece, msg::RemovePiece,
    msg::DismissRefusals, msg::ConnectorPicked, msg::SendNow, msg::CancelSending, msg::RetrySending, msg::CodeTyped, msg::CodeGiven,
    msg::RetryQueued, msg::WithdrawQueued, msg::ExportQueued, msg::DuplicateOpen, msg::BeginFollowUp, msg::ExportOpen, msg::CopyReference,
    msg::DownloadRecap, msg::PrintPage, msg::ProtectionDone, msg::EraseAll>;

/// Puts the text that came with an event into a message that takes one; others stay as they are.
inline void put_text(Message& message, std::string text) {
    std::visit(
        [&](auto& one) {
            if constexpr (requires { one.text; }) one.text = std::move(text);
        },
        message);
}

/// The same for files.
inline void put_files(Message& message, std::vector<PickedFile> files) {
    std::visit(
        [&](auto& one) {
            if constexpr (requires { one.files; }) one.files = std::move(files);
        },
        message);
}

}  // namespace guichet
