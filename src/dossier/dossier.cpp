#include "dossier/dossier.hpp"

#include <algorithm>

#include "procedure/kinds.hpp"

namespace guichet {

bool is_piece_id(std::string_view text) {
    constexpr std::size_t longest = 12;
    return text.size() >= 2 && text.size() <= longest && text.front() == 'p' &&
           text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

namespace {

AnswerSlots initial_answers(Procedure const& procedure, std::vector<std::uint32_t> const& fields) {
    AnswerSlots answers(fields.size());
    for (std::size_t slot = 0; slot < fields.size(); ++slot) { answers[slot].value = procedure.fields[fields[slot]].initial; }
    return answers;
}

Answer* find_answer(Procedure const& procedure, Dossier& dossier, FieldRef where) {
    return const_cast<Answer*>(&answer_of(procedure, dossier, where));
}

bool put(Answer& answer, Value value, std::string typed) {
    if (answer.value == value && answer.typed == typed) return false;
    answer.value = std::move(value);
    answer.typed = std::move(typed);
    return true;
}

Answer const no_answer;

}  // namespace

Dossier new_dossier(Procedure const& procedure, std::string id, std::string now) {
    Dossier dossier;
    dossier.id = std::move(id);
    dossier.procedure = procedure.id;
    dossier.procedure_version = procedure.version;
    dossier.created = now;
    dossier.modified = std::move(now);
    if (!procedure.statuses.empty()) dossier.status = procedure.statuses.front().id;
    dossier.answers = initial_answers(procedure, procedure.root_fields);
    dossier.groups.resize(procedure.groups.size());
    return dossier;
}

Answer const& answer_of(Procedure const& procedure, Dossier const& dossier, FieldRef where) {
    if (where.field >= procedure.fields.size()) return no_answer;
    Field const& field = procedure.fields[where.field];
    if (field.group < 0) return field.slot < dossier.answers.size() ? dossier.answers[field.slot] : no_answer;
    auto const group = static_cast<std::size_t>(field.group);
    if (group >= dossier.groups.size() || where.row < 0) return no_answer;
    std::vector<Row> const& rows = dossier.groups[group];
    if (static_cast<std::size_t>(where.row) >= rows.size()) return no_answer;
    AnswerSlots const& answers = rows[static_cast<std::size_t>(where.row)].answers;
    return field.slot < answers.size() ? answers[field.slot] : no_answer;
}

bool set_typed(Procedure const& procedure, Dossier& dossier, FieldRef where, std::string_view typed, Date today) {
    Answer* const answer = find_answer(procedure, dossier, where);
    if (answer == &no_answer) return false;
    Field const& field = procedure.fields[where.field];
    if (field.computed >= 0) return false;
    Reading<Value> reading = read_answer(procedure, field, typed, today);
    if (reading.value) return put(*answer, std::move(*reading.value), {});
    return put(*answer, Value{}, std::string(typed));
}

bool set_value(Procedure const& procedure, Dossier& dossier, FieldRef where, Value value) {
    Answer* const answer = find_answer(procedure, dossier, where);
    if (answer == &no_answer || procedure.fields[where.field].computed >= 0) return false;
    return put(*answer, std::move(value), {});
}

std::string control_text(Procedure const& procedure, Dossier const& dossier, FieldRef where) {
    Answer const& answer = answer_of(procedure, dossier, where);
    if (!answer.typed.empty()) return answer.typed;
    if (where.field >= procedure.fields.size()) return {};
    return editable_text(procedure, procedure.fields[where.field], answer.value);
}

std::optional<std::uint32_t> add_row(Procedure const& procedure, Dossier& dossier, std::int16_t group) {
    if (group < 0 || static_cast<std::size_t>(group) >= dossier.groups.size()) return std::nullopt;
    RepeatedGroup const& definition = procedure.groups[static_cast<std::size_t>(group)];
    std::vector<Row>& rows = dossier.groups[static_cast<std::size_t>(group)];
    if (rows.size() >= definition.maximum) return std::nullopt;
    rows.push_back({"r" + std::to_string(dossier.next_row++), initial_answers(procedure, definition.fields)});
    return static_cast<std::uint32_t>(rows.size() - 1);
}

std::optional<std::uint32_t> duplicate_row(Procedure const& procedure, Dossier& dossier, std::int16_t group, std::uint32_t row) {
    if (group < 0 || static_cast<std::size_t>(group) >= dossier.groups.size()) return std::nullopt;
    std::vector<Row>& rows = dossier.groups[static_cast<std::size_t>(group)];
    if (row >= rows.size() || rows.size() >= procedure.groups[static_cast<std::size_t>(group)].maximum) { return std::nullopt; }
    Row copy{"r" + std::to_string(dossier.next_row++), rows[row].answers};
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(row) + 1, std::move(copy));
    return row + 1;
}

void remove_row(Dossier& dossier, std::int16_t group, std::uint32_t row) {
    if (group < 0 || static_cast<std::size_t>(group) >= dossier.groups.size()) return;
    std::vector<Row>& rows = dossier.groups[static_cast<std::size_t>(group)];
    if (row < rows.size()) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
}

void restore_row(Dossier& dossier, std::int16_t group, std::uint32_t at, Row row) {
    if (group < 0 || static_cast<std::size_t>(group) >= dossier.groups.size()) return;
    std::vector<Row>& rows = dossier.groups[static_cast<std::size_t>(group)];
    auto const place = std::min<std::size_t>(at, rows.size());
    rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(place), std::move(row));
}

bool is_editable(Procedure const& procedure, Dossier const& dossier) {
    // A status that this procedure does not know comes from elsewhere: it is not for us to undo.
    Status const* const status = procedure.find_status(dossier.status);
    if (status == nullptr) return procedure.statuses.empty() && dossier.status == "brouillon";
    return status->lock == Lock::editable;
}

Result<void> change_status(Procedure const& procedure, Dossier& dossier, std::string_view next, std::string at, std::string comment) {
    Status const* const from = procedure.find_status(dossier.status);
    Status const* const to = procedure.find_status(next);
    if (to == nullptr) {
        return std::unexpected(Trouble{"statut-inconnu", "Cette démarche ne connaît pas l'état « " + std::string(next) + " »."});
    }
    if (from == nullptr || std::ranges::find(from->next, next) == from->next.end()) {
        return std::unexpected(Trouble{"statut-impossible", "Un dossier « " + (from == nullptr ? dossier.status : from->label) +
                                                                " » ne peut pas devenir « " + to->label + " »."});
    }
    dossier.status = to->id;
    dossier.history.push_back({to->id, std::move(at), std::move(comment), {}});
    return {};
}

}  // namespace guichet
