// Rows of a repeated group: added, edited on a page of their own, copied, removed and put back.
#include "app/turn.hpp"

namespace guichet {
namespace {

bool is_group(OpenDossier const& open, std::int16_t group) {
    return group >= 0 && static_cast<std::size_t>(group) < open.procedure->groups.size();
}

void go_to_row(Turn& turn, std::int16_t group, std::uint32_t index) {
    OpenDossier const& open = *turn.model.open;
    RepeatedGroup const& definition = open.procedure->groups[static_cast<std::size_t>(group)];
    if (definition.step < 0) return;
    std::string const& step = open.procedure->steps[static_cast<std::size_t>(definition.step)].id;
    std::string const row = open.dossier.groups[static_cast<std::size_t>(group)][index].id;
    go(turn, route_to_row(open.dossier.id, step, definition.id, row));
}

/// « Période 2 », as its page is called.
std::string called(RepeatedGroup const& group, std::uint32_t row) { return group.item_label + " " + std::to_string(row + 1); }

}  // namespace

std::optional<std::uint32_t> row_index(Dossier const& dossier, std::int16_t group, std::string_view row) {
    if (group < 0 || static_cast<std::size_t>(group) >= dossier.groups.size()) return std::nullopt;
    auto const& rows = dossier.groups[static_cast<std::size_t>(group)];
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id == row) return i;
    }
    return std::nullopt;
}

void add_row_to(Turn& turn, std::int16_t group) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || !is_group(*open, group)) return;
    auto const index = add_row(*open->procedure, open->dossier, group);
    if (!index) return;
    after_rows(turn, group);
    turn.announce(Spoken::row_added, called(open->procedure->groups[static_cast<std::size_t>(group)], *index));
    go_to_row(turn, group, *index);
}

void duplicate_row_of(Turn& turn, std::int16_t group, std::string_view row) {
    OpenDossier* open = turn.editable();
    if (open == nullptr) return;
    auto const at = row_index(open->dossier, group, row);
    if (!at) return;
    auto const copy = duplicate_row(*open->procedure, open->dossier, group, *at);
    if (!copy) return;
    after_rows(turn, group);
    turn.announce(Spoken::row_duplicated, called(open->procedure->groups[static_cast<std::size_t>(group)], *copy));
    go_to_row(turn, group, *copy);
}

void remove_row_of(Turn& turn, std::int16_t group, std::string_view row) {
    OpenDossier* open = turn.editable();
    if (open == nullptr) return;
    auto const at = row_index(open->dossier, group, row);
    if (!at) return;
    RepeatedGroup const& definition = open->procedure->groups[static_cast<std::size_t>(group)];
    undo::RemovedRow removed{open->dossier.id, group, *at, open->dossier.groups[static_cast<std::size_t>(group)][*at]};
    remove_row(open->dossier, group, *at);
    after_rows(turn, group);
    turn.model.toast = Toast{Spoken::row_removed, called(definition, *at), std::move(removed)};
    turn.announce(Spoken::row_removed, called(definition, *at));
    // The button that was pressed is gone with its row.
    if (turn.model.route.page == Page::row && definition.step >= 0) {
        go(turn, route_to_step(open->dossier.id, open->procedure->steps[static_cast<std::size_t>(definition.step)].id));
    } else {
        turn.focus(add_button_id(definition));
    }
}

void undo_row(Turn& turn, undo::RemovedRow removed) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || open->dossier.id != removed.dossier || !is_group(*open, removed.group)) return;
    RepeatedGroup const& definition = open->procedure->groups[static_cast<std::size_t>(removed.group)];
    restore_row(open->dossier, removed.group, removed.at, std::move(removed.row));
    after_rows(turn, removed.group);
    turn.announce(Spoken::row_restored, called(definition, removed.at));
    turn.focus(add_button_id(definition));
}

void finish_row(Turn& turn, msg::FinishRow const& message) {
    Model& model = turn.model;
    if (!model.open || !is_group(*model.open, message.group)) return;
    OpenDossier& open = *model.open;
    RepeatedGroup const& definition = open.procedure->groups[static_cast<std::size_t>(message.group)];
    if (definition.step < 0) return;
    open.checked_rows.insert(message.row);
    flush(turn);
    if (message.then_another) return add_row_to(turn, message.group);
    turn.announce(Spoken::row_saved, called(definition, row_index(open.dossier, message.group, message.row).value_or(0)));
    go(turn, route_to_step(open.dossier.id, open.procedure->steps[static_cast<std::size_t>(definition.step)].id));
}

}  // namespace guichet
