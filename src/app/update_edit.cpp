// Answers: typed, left, chosen; judged after each change.
#include <algorithm>

#include "app/turn.hpp"
#include "procedure/kinds.hpp"

namespace guichet {
namespace {

struct Target {
    OpenDossier& open;
    FieldRef where;
    std::string control;
};

std::optional<Target> target_of(Turn& turn, FieldKey const& key) {
    OpenDossier* open = turn.editable();
    if (open == nullptr) return std::nullopt;
    auto const where = ref_of_key(*open->procedure, open->dossier, key);
    if (!where || open->verdict.is_computed(*where)) return std::nullopt;
    return Target{*open, *where, control_id(*open->procedure, key.field, key.row)};
}

}  // namespace

bool answer_with(Turn& turn, FieldRef where, std::string_view text) {
    OpenDossier& open = *turn.model.open;
    Field const& field = open.procedure->fields[where.field];
    bool const changed = set_typed(*open.procedure, open.dossier, where, text, turn.today());
    if (changed) after_edit(turn, where);
    want_codes(turn, field.kind);
    return changed;
}

void after_edit(Turn& turn, FieldRef where) {
    OpenDossier& open = *turn.model.open;
    open.verdict.judge_after_edit(open.dossier, where);
    suggest(open);
    drop_server_findings(open, where);
    refresh_findings(open);
    mark_changed(turn);
}

void after_rows(Turn& turn, std::int16_t group) {
    OpenDossier& open = *turn.model.open;
    open.verdict.judge_after_rows(open.dossier, group);
    suggest(open);
    // What the backend said of rows names them by their place, which has changed.
    std::vector<Finding> kept;
    for (std::size_t i = 0; i < open.server_findings.size(); ++i) {
        if (open.server_places[i].row < 0) kept.push_back(open.server_findings[i]);
    }
    set_server_findings(open, std::move(kept));
    refresh_findings(open);
    mark_changed(turn);
}

void type(Turn& turn, msg::Typed message) {
    auto target = target_of(turn, message.where);
    if (!target) {
        turn.redraw = false;
        return;
    }
    // First: nothing is suggested where somebody is typing.
    target->open.editing = std::move(target->control);
    (void)answer_with(turn, target->where, message.text);
    if (is_searched(*target->open.procedure, target->open.procedure->fields[target->where.field])) {
        list_choices(turn, target->where, message.text);
    }
    target->open.editing_text = std::move(message.text);
}

void commit(Turn& turn, msg::Committed const& message) {
    auto target = target_of(turn, message.where);
    if (!target) return;
    (void)answer_with(turn, target->where, message.text);
    if (target->open.editing == target->control) target->open.editing.clear();
    if (target->open.choices.control == target->control) target->open.choices = {};
    target->open.touched.insert(std::move(target->control));
    seek_commune(turn, target->where);
}

void leave_field(Turn& turn, FieldKey const& key) {
    turn.redraw = false;
    auto target = target_of(turn, key);
    if (!target) return;
    if (target->open.choices.control == target->control) {
        target->open.choices = {};
        turn.redraw = true;
    }
    if (target->open.editing != target->control) return;
    target->open.editing.clear();
    target->open.touched.insert(std::move(target->control));
    turn.redraw = true;
}

void enter_field(Turn& turn, FieldKey const& key) {
    turn.redraw = false;
    auto target = target_of(turn, key);
    if (!target) return;
    want_codes(turn, target->open.procedure->fields[key.field].kind);
    auto const step = target->open.procedure->fields[key.field].step;
    if (step < 0) return;
    mark_place(turn, target->open.procedure->steps[static_cast<std::size_t>(step)].id + "/" + target->control);
}

void toggle_option(Turn& turn, msg::OptionToggled const& message) {
    auto target = target_of(turn, message.where);
    if (!target) return;
    OpenDossier& open = target->open;
    Field const& field = open.procedure->fields[message.where.field];
    if (field.kind != Kind::choices || field.nomenclature < 0) return;
    TextList codes;
    if (auto const* now = std::get_if<TextList>(&answer_of(*open.procedure, open.dossier, target->where).value)) { codes = *now; }
    std::erase(codes, message.code);
    if (message.text == "true") codes.push_back(message.code);
    // Always in the order of the list, so that the same choices are the same answer.
    TextList ordered;
    for (auto const& choice : open.procedure->nomenclatures[static_cast<std::size_t>(field.nomenclature)].choices) {
        if (std::ranges::contains(codes, choice.code)) ordered.push_back(choice.code);
    }
    Value value = ordered.empty() ? Value{} : Value{std::move(ordered)};
    if (set_value(*open.procedure, open.dossier, target->where, std::move(value))) after_edit(turn, target->where);
    open.touched.insert(std::move(target->control));
}

void accept_proposal(Turn& turn, FieldKey const& key) {
    auto target = target_of(turn, key);
    if (!target) return;
    OpenDossier& open = target->open;
    Field const& field = open.procedure->fields[key.field];
    std::string const typed = answer_of(*open.procedure, open.dossier, target->where).typed;
    auto reading = read_answer(*open.procedure, field, typed, turn.today());
    if (!reading.proposal) return;
    if (set_value(*open.procedure, open.dossier, target->where, *std::move(reading.proposal))) { after_edit(turn, target->where); }
    open.editing.clear();
    turn.focus(target->control);
}

}  // namespace guichet
