// One turn of update(): the model being changed and the effects gathered, and what the parts of
// update() ask of each other. Private to the room; each part has its own update_*.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/effects.hpp"
#include "app/message.hpp"
#include "app/model.hpp"
#include "app/places.hpp"
#include "app/update.hpp"

namespace guichet {

struct Turn {
    Model& model;
    Effects effects;
    bool redraw = true;

    [[nodiscard]] Date today() const { return today_of(model.now); }
    [[nodiscard]] std::string iso_now() const { return iso_of_instant(model.now.unix_ms); }
    template <class E>
    void want(E effect) {
        effects.emplace_back(std::move(effect));
    }
    /// A new request id, remembered with what it is for.
    std::int32_t ask(Want want, std::string key = {}, std::uint64_t number = 0);
    void announce(Spoken what, std::string detail = {}, std::int64_t count = 0) { want(effect::Announce{what, std::move(detail), count}); }
    void focus(std::string_view node) { want(effect::Focus{std::string{node}}); }
    /// The dossier in hand when it may be changed, else null.
    [[nodiscard]] OpenDossier* editable();
};

/// Takes the request out of those in flight; nothing when it is not (or no more) expected.
[[nodiscard]] std::optional<Pending> take_pending(Model& model, std::int32_t id);
[[nodiscard]] std::string new_uuid(Model& model);
/// At least 0 and less than `below`.
[[nodiscard]] std::int64_t random_below(Model& model, std::int64_t below);

// update_start.cpp
void start(Turn& turn, msg::Started const& message);
void took_config(Turn& turn, std::int32_t status, std::string_view body);
void took_catalogue(Turn& turn, std::int32_t status, std::string_view body);
void took_procedure(Turn& turn, std::size_t entry, std::int32_t status, std::string_view body);
void took_records(Turn& turn, Pending const& pending, msg::Loaded message);
/// Asks for the procedures that the screen or the drafts need.
void fetch_needed(Turn& turn);
void load_drafts(Turn& turn);
/// Reads what the store keeps, and goes where the address leads.
void enter(Turn& turn);

// update_route.cpp
void go(Turn& turn, Route route, bool replace = false);
void arrive(Turn& turn, Route route);
void open_wanted(Turn& turn);
void close_open(Turn& turn);
/// Has the rest of the program fetched, once; after a failure, once more.
void want_later(Turn& turn);

// update_steps.cpp
void next_step(Turn& turn, bool anyway);
/// A chosen file has been kept or refused: goes on to the next step if that was asked for meanwhile.
void upload_ended(Turn& turn);
void previous_step(Turn& turn);
void validate(Turn& turn);
void go_to_node(Turn& turn, std::int32_t step, std::string const& node);
void go_to_field(Turn& turn, FieldKey const& key);

// update_store.cpp
void mark_changed(Turn& turn);
void mark_place(Turn& turn, std::string place);
void flush(Turn& turn);
/// All is stored, or cannot be, or concerns no one any more.
void end_slow(Turn& turn);
void took_stored(Turn& turn, Pending const& pending, msg::Stored const& message);
void put_draft(Turn& turn, std::string const& id, std::string text);
void tell_unsaved(Turn& turn);
void took_claim(Turn& turn, Pending const& pending, bool granted);
void lose_claim(Turn& turn, std::string_view key);
void take_over(Turn& turn);
/// Of a reading of one draft (Pending::number): what is in hand stays where the record is the one that was opened.
inline constexpr std::uint64_t only_if_changed = 1;

// update_edit.cpp
void type(Turn& turn, msg::Typed message);
void commit(Turn& turn, msg::Committed const& message);
void leave_field(Turn& turn, FieldKey const& key);
void enter_field(Turn& turn, FieldKey const& key);
void toggle_option(Turn& turn, msg::OptionToggled const& message);
void accept_proposal(Turn& turn, FieldKey const& key);
/// Sets an answer from text and judges it; false when nothing changed.
bool answer_with(Turn& turn, FieldRef where, std::string_view text);
void after_edit(Turn& turn, FieldRef where);
/// Judges after rows came or went, and saves.
void after_rows(Turn& turn, std::int16_t group);

// update_suggest.cpp
/// Fills in what the procedure suggests after the last edit. Findings are taken again by who calls.
void suggest(OpenDossier& open);

// update_rows.cpp
void add_row_to(Turn& turn, std::int16_t group);
void duplicate_row_of(Turn& turn, std::int16_t group, std::string_view row);
void remove_row_of(Turn& turn, std::int16_t group, std::string_view row);
void finish_row(Turn& turn, msg::FinishRow const& message);
void undo_row(Turn& turn, undo::RemovedRow removed);
[[nodiscard]] std::optional<std::uint32_t> row_index(Dossier const& dossier, std::int16_t group, std::string_view row);

// update_schedule.cpp
void fill_rows(Turn& turn, std::uint32_t schedule);
void undo_rows(Turn& turn, undo::ReplacedRows replaced);

// update_pieces.cpp
void choose_files(Turn& turn, msg::FilesChosen message);
void took_kept(Turn& turn, Pending const& pending, msg::FileKept const& message);
void took_refused(Turn& turn, Pending const& pending, std::string_view trouble);
void open_piece(Turn& turn, std::string_view piece);
void remove_piece(Turn& turn, std::string_view piece);
void undo_piece(Turn& turn, undo::RemovedPiece removed);
void dismiss_refusals(Turn& turn, std::uint32_t zone);

// update_lookup.cpp
namespace later {
[[gnu::noinline]] void open_lookup(Turn& turn, std::uint32_t field);
[[gnu::noinline]] void search(Turn& turn);
[[gnu::noinline]] void cancel_search(Turn& turn);
[[gnu::noinline]] void took_establishment(Turn& turn, std::int32_t status, std::int32_t retry_after_s, std::string_view body);
[[gnu::noinline]] void pick_establishment(Turn& turn);
[[gnu::noinline]] void create_establishment(Turn& turn);
}  // namespace later
void close_dialog(Turn& turn);

// update_communes.cpp
/// After a postal code, or the town that goes with one.
void seek_commune(Turn& turn, FieldRef edited);
void took_communes(Turn& turn, std::int32_t status, std::string body);
void pick_commune(Turn& turn, msg::CommunePicked const& message);

// update_calendar.cpp
namespace later {
[[gnu::noinline]] void open_calendar(Turn& turn, FieldKey where);
[[gnu::noinline]] void move_calendar(Turn& turn, msg::CalendarMoved const& message);
[[gnu::noinline]] void pick_day(Turn& turn, Date day);
}  // namespace later

// update_choices.cpp
/// Lists the choices of the field that have the text in them; all without a text.
void list_choices(Turn& turn, FieldRef where, std::string_view text);
void move_in_choices(Turn& turn, msg::ChoiceKey const& message);
void pick_choice(Turn& turn, msg::ChoicePicked const& message);
/// Asks for the table that tells codes of that kind in words, once.
void want_codes(Turn& turn, Kind kind);
void took_codes(Turn& turn, std::size_t table, std::int32_t status, std::string_view body);

// update_templates.cpp
namespace later {
[[gnu::noinline]] void open_templates(Turn& turn, msg::OpenTemplates const& message);
[[gnu::noinline]] void save_template(Turn& turn);
[[gnu::noinline]] void use_template(Turn& turn, std::string_view key);
[[gnu::noinline]] void delete_template(Turn& turn, std::string_view key);
[[gnu::noinline]] void undo_template(Turn& turn, undo::RemovedTemplate removed);
[[gnu::noinline]] void open_people(Turn& turn, msg::OpenPeople const& message);
[[gnu::noinline]] void filter_people(Turn& turn, std::string text);
[[gnu::noinline]] void use_person(Turn& turn, std::uint32_t index);
}  // namespace later

// update_follow_up.cpp
namespace later {
[[gnu::noinline]] void begin_follow_up(Turn& turn, std::uint32_t index);
/// Puts what is taken over into the new dossier.
[[gnu::noinline]] void take_prefill(Turn& turn, Procedure const& procedure, Dossier& dossier);
}  // namespace later

// update_home.cpp
/// Begins with that procedure, once it is there.
void start_new(Turn& turn, std::string_view procedure);
void filter_catalogue(Turn& turn, std::string text);
namespace later {
[[gnu::noinline]] void ask_rename(Turn& turn, std::string_view id);
[[gnu::noinline]] void rename_done(Turn& turn);
}  // namespace later
void duplicate_draft(Turn& turn, std::string_view id);
void export_draft(Turn& turn, std::string_view id);
void delete_draft(Turn& turn, std::string_view id);
void undo_drafts(Turn& turn, std::vector<undo::RemovedDraft> removed);
/// Takes it off the list, out of the outbox and out of the store; what puts it back.
[[nodiscard]] undo::RemovedDraft take_away(Turn& turn, Draft const& draft);
void download_unreadable(Turn& turn, std::string_view id);

// update_requests.cpp
void search_requests(Turn& turn, std::string text);
namespace later {
[[gnu::noinline]] void choose_request_group(Turn& turn, RequestGroup group);
[[gnu::noinline]] void order_requests(Turn& turn, std::string_view name);
[[gnu::noinline]] void show_more_requests(Turn& turn);
[[gnu::noinline]] void export_requests(Turn& turn);
}  // namespace later

// update_selection.cpp
namespace later {
[[gnu::noinline]] void take_selection(Turn& turn, msg::SelectionAct const& act);
}

// update_protection.cpp
namespace later {
[[gnu::noinline]] void take_protection(Turn& turn, msg::ProtectionDone done);
[[gnu::noinline]] void took_protection(Turn& turn, msg::Stored const& answer);
}  // namespace later

// update_portal.cpp
namespace later {
/// The requests that the list on the screen has found, as it shows them; none where no list is.
[[nodiscard]] std::vector<Draft const*> listed_in_portal(Model const& model);
/// On a page of a portal, after each message: asks for what the page needs and gathers what it lists.
[[gnu::noinline]] void tend_portal(Turn& turn);
[[gnu::noinline]] void took_portals(Turn& turn, std::int32_t status, std::string_view body);
[[gnu::noinline]] void take_portal(Turn& turn, msg::PortalAct& act);
}  // namespace later

// update_import.cpp
namespace later {
[[gnu::noinline]] void import_chosen(Turn& turn, std::vector<PickedFile> files);
[[gnu::noinline]] void took_import_head(Turn& turn, msg::SliceRead const& message);
[[gnu::noinline]] void took_import_json(Turn& turn, msg::SliceRead message);
[[gnu::noinline]] void took_import_piece(Turn& turn, msg::FileKept const& message);
/// A procedure has come: the dossier that waited for it is read.
[[gnu::noinline]] void go_on_importing(Turn& turn);
[[gnu::noinline]] void import_failed(Turn& turn, ImportTrouble trouble);
[[gnu::noinline]] void import_as(Turn& turn, bool replace);
}  // namespace later

// update_send.cpp
void send_now(Turn& turn);
void retry_sending(Turn& turn);
void cancel_sending(Turn& turn);
void give_code(Turn& turn);
void took_progress(Turn& turn, msg::SendProgress const& progress);
namespace later {
[[gnu::noinline]] void copy_reference(Turn& turn);
[[gnu::noinline]] void download_recap(Turn& turn);
}  // namespace later
/// The dossier in hand is no longer ours to change: what is on its way of it stops, unless the backend has accepted it.
void stop_sending(Turn& turn);
/// What the backend refused of the dossier that was just opened, at its fields.
void show_sending(Turn& turn);
void retry_queued(Turn& turn, std::string_view dossier);
void withdraw_queued(Turn& turn, std::string_view dossier);
namespace later {
[[gnu::noinline]] void export_queued(Turn& turn, std::string_view dossier);
}

// update_outbox.cpp
/// Held by the tab that sends.
inline constexpr std::string_view outbox_lock = "envois";
void load_outbox(Turn& turn);
void took_outbox(Turn& turn, Pending const& pending, msg::Loaded const& message);
/// Puts a request into the outbox, in the place of an earlier sending of the same, and begins.
void put_in(Turn& turn, Sending sending);
/// Takes it out, wherever it stands; nothing when it is not in.
std::optional<Sending> take_out(Turn& turn, std::string const& dossier);
/// The next request, where one is due and none is on its way.
void run_outbox(Turn& turn);
void store_sending(Turn& turn, Sending const& sending);
void clear_outbox_timer(Turn& turn);
/// Instead of the timer that is set, if one is.
void set_outbox_timer(Turn& turn, std::int64_t due_ms);
/// Others may send: what they do is not known here.
void give_up_outbox_turn(Turn& turn);
void lose_outbox_turn(Turn& turn);
void retry_rang(Turn& turn);
void went_online(Turn& turn, bool online);
/// The rest of the program has come, or has not.
void took_later(Turn& turn, bool ok);

// update_sending.cpp
namespace later {
[[gnu::noinline]] void send_next(Turn& turn);
[[gnu::noinline]] void took_outbox_turn(Turn& turn, bool granted);
[[gnu::noinline]] void took_outbox_record(Turn& turn, std::string const& dossier, msg::Loaded const& message);
[[gnu::noinline]] void took_send_answer(Turn& turn, Pending const& pending, msg::HttpAnswered const& answer);
[[gnu::noinline]] void took_send_failure(Turn& turn, Pending const& pending, msg::HttpTrouble why);
[[gnu::noinline]] void took_receipt_claim(Turn& turn, std::string const& dossier, bool granted);
[[gnu::noinline]] void took_receipt_draft(Turn& turn, std::string const& dossier, msg::Loaded const& message);
}  // namespace later

// update_follow.cpp
/// Begins a round, where there is something to follow and nothing under way.
void follow(Turn& turn);
/// The backend's remarks on the dossier in hand, at their fields while it may be corrected.
void show_remarks(OpenDossier& open);
namespace later {
[[gnu::noinline]] void begin_round(Turn& turn);
[[gnu::noinline]] void took_cursor(Turn& turn, msg::Loaded const& message);
/// Of the feed, or on one dossier.
[[gnu::noinline]] void took_follow_answer(Turn& turn, Pending const& pending, std::int32_t status, std::string body);
[[gnu::noinline]] void took_follow_claim(Turn& turn, std::string const& id, bool granted);
[[gnu::noinline]] void took_follow_record(Turn& turn, std::string const& id, msg::Loaded const& message);
}  // namespace later

/// "Formation incendie" -> "formation-incendie": for names of files.
[[nodiscard]] std::string slug(std::string_view text);

}  // namespace guichet
