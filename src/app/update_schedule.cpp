// The rows of a schedule taken over into a repeated group: its own rows go, and come back when that is undone.
#include "app/turn.hpp"
#include "dossier/schedules.hpp"

namespace guichet {

void fill_rows(Turn& turn, std::uint32_t index) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || index >= open->procedure->schedules.size()) return;
    Procedure const& procedure = *open->procedure;
    Schedule const& schedule = procedure.schedules[index];
    if (schedule.fills < 0) return;
    auto const group = static_cast<std::size_t>(schedule.fills);
    auto const computed = later::schedule_rows(procedure, open->dossier, open->verdict, index);
    undo::ReplacedRows replaced{open->dossier.id, schedule.fills, open->dossier.groups[group]};
    if (computed.empty() || !fill_from_schedule(procedure, open->dossier, index, computed)) return;
    auto const& rows = open->dossier.groups[group];
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (auto const field : procedure.groups[group].fields) {
            note_origin(*open, {field, static_cast<std::int32_t>(row)}, Origin::From::schedule, schedule.label);
        }
    }
    std::string const label = procedure.groups[group].label;
    auto const count = static_cast<std::int64_t>(rows.size());
    after_rows(turn, schedule.fills);
    turn.model.toast = Toast{Spoken::rows_filled, label, std::move(replaced)};
    turn.announce(Spoken::rows_filled, label, count);
}

void undo_rows(Turn& turn, undo::ReplacedRows replaced) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || open->dossier.id != replaced.dossier) return;
    auto const group = static_cast<std::size_t>(replaced.group);
    open->dossier.groups[group] = std::move(replaced.rows);
    after_rows(turn, replaced.group);
    turn.announce(Spoken::rows_restored, open->procedure->groups[group].label);
    turn.focus(add_button_id(open->procedure->groups[group]));
}

}  // namespace guichet
