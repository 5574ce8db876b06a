// The dossier in hand: its answers, its verdict, and what the person has seen of it (visited steps,
// touched fields), which decides what is told: an error is shown once its field has been left after
// a change, or once its step has been checked, never while it is first typed.
//
// Invariants: `verdict` has judged `dossier`; `findings` are the verdict's, `places` names each one's
// place; revision >= saved_revision.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/message.hpp"
#include "dossier/dossier.hpp"
#include "dossier/verdict.hpp"
#include "procedure/definition.hpp"

namespace guichet {

/// Where a finding stands: at most one of the four.
struct FindingPlace {
    std::int32_t field = -1;
    std::int32_t row = -1;
    std::int32_t group = -1;
    std::int32_t zone = -1;
};

enum class Access : std::uint8_t {
    pending,    // asked for, not answered: the person may begin
    held,
    elsewhere,  // another tab had it first
    lost,       // another tab took it over
};

/// What a postal code says of the town.
struct CommuneHelp {
    enum class State : std::uint8_t { fetching, several, none, unavailable };
    std::string control;  ///< id of the postal code's control
    FieldKey where;
    std::string code;
    State state = State::fetching;
    std::vector<std::string> names;
};

/// Where an answer comes from that the person did not write: told under its field for as long as it stands.
struct Origin {
    enum class From : std::uint8_t { siret, uai, postal_code, suggestion, schedule };
    std::string control;  ///< id of the field
    From from = From::siret;
    std::string of;       ///< the SIRET, the UAI, the postal code, the schedule
    Value value;          ///< what was filled in
};

/// The list under a field of many choices, while it is open.
struct ChoiceList {
    std::string control;                 ///< id of the field; empty: no list is open
    std::vector<std::string> texts;      ///< of all choices, folded once
    std::string filter;                  ///< folded
    std::vector<std::uint32_t> matches;  ///< places in the nomenclature: first those that begin so
    std::int32_t active = -1;            ///< the option in hand: place in `matches`
};
/// More than these are counted, not listed.
inline constexpr std::size_t most_choices_listed = 50;

enum class Refusal : std::uint8_t { type, too_big, too_many, duplicate, quota, unreadable, empty };

struct RefusedFile {
    std::uint32_t zone = 0;
    std::string name;
    Refusal why = Refusal::type;
};

/// A chosen file while it is being read and hashed.
struct Upload {
    std::int32_t request = 0;
    std::uint32_t zone = 0;
    std::string name;
    std::uint64_t size = 0;
};

enum class StoreTrouble : std::uint8_t { none, quota, blocked, other };

struct OpenDossier {
    std::shared_ptr<Procedure const> procedure;
    Dossier dossier;
    Verdict verdict;
    std::vector<Finding> findings;
    std::vector<FindingPlace> places;
    std::vector<Finding> server_findings;  ///< what the backend refused; each goes when its answer changes
    std::vector<FindingPlace> server_places;

    std::set<std::string, std::less<>> touched;       ///< control ids
    std::set<std::string, std::less<>> checked_rows;  ///< row ids whose form was finished
    std::uint64_t checked_steps = 0;                  ///< bits
    std::uint64_t visited_steps = 0;
    bool refused = false;      ///< the last attempt to go on or validate was refused: the summary is shown
    bool revealed = false;     ///< sensitive answers are shown
    std::string editing;       ///< control being typed in, and its text to the letter
    std::string editing_text;

    Access access = Access::pending;
    std::uint64_t revision = 0;
    std::uint64_t saved_revision = 0;
    bool place_changed = false;       ///< only the place differs from what is stored: no hurry
    std::int32_t save_timer = 0;
    std::int32_t slow_timer = 0;      ///< running while the store writes
    bool slow = false;                ///< the store has been writing for longer than goes without saying
    std::int64_t saved_at = 0;        ///< 0: not in this visit
    StoreTrouble store_trouble = StoreTrouble::none;

    ChoiceList choices;
    std::vector<CommuneHelp> communes;
    std::vector<Origin> origins;
    std::vector<Upload> uploads;
    std::vector<RefusedFile> refusals;
    bool leaving = false;  ///< the step on the screen is left once all its files have arrived

    OpenDossier(std::shared_ptr<Procedure const> procedure_, Dossier dossier_, Date today);
};

/// Takes the verdict's findings again, after it judged.
void refresh_findings(OpenDossier& open);
/// Judges everything anew (another day, a restored row).
void judge_again(OpenDossier& open, Date today);
/// Where a path of a finding stands.
[[nodiscard]] FindingPlace place_of_path(Procedure const& procedure, Dossier const& dossier, std::string_view path);
void set_server_findings(OpenDossier& open, std::vector<Finding> findings);
void drop_server_findings(OpenDossier& open, FieldRef where);

/// Notes that we filled in the answer that stands there now.
void note_origin(OpenDossier& open, FieldRef where, Origin::From from, std::string of);
/// Of the answer that stands there; null when the person wrote it.
[[nodiscard]] Origin const* origin_of(OpenDossier const& open, FieldRef where, std::string_view control);

/// The person may change answers: the status allows it and this tab holds the draft.
[[nodiscard]] bool can_edit(OpenDossier const& open);
[[nodiscard]] bool is_saved(OpenDossier const& open);

enum class StepState : std::uint8_t { to_do, under_way, complete, faulty };
[[nodiscard]] StepState step_state(OpenDossier const& open, std::uint32_t step);
[[nodiscard]] std::uint32_t blocking_on_step(OpenDossier const& open, std::uint32_t step);
/// Blocking findings of each row of a group, by row index.
[[nodiscard]] std::vector<std::uint32_t> blocking_by_row(OpenDossier const& open, std::int16_t group);
[[nodiscard]] bool is_step_checked(OpenDossier const& open, std::int32_t step);
void check_step(OpenDossier& open, std::uint32_t step);
void check_all_steps(OpenDossier& open);
void visit_step(OpenDossier& open, std::uint32_t step);
/// Whether errors of that control may be shown.
[[nodiscard]] bool shows_findings(OpenDossier const& open, FieldRef where, std::string_view control);

[[nodiscard]] std::int32_t step_index(Procedure const& procedure, std::string_view id);
/// Any answer of the step differs from unknown, or a piece or row stands in it.
[[nodiscard]] bool is_step_begun(OpenDossier const& open, std::uint32_t step);

}  // namespace guichet
