#include "dossier/verdict.hpp"

#include <algorithm>
#include <utility>

#include "dossier/verdict_state.hpp"
#include "procedure/evaluate.hpp"

namespace guichet {

namespace {

Value const unknown_value;

}  // namespace

Verdict::State::State(std::shared_ptr<Plan const> of) : plan(std::move(of)) {
    Procedure const& procedure = *plan->procedure;
    tables.resize(procedure.groups.size() + 1);
    for (std::size_t at = 0; at < tables.size(); ++at) {
        std::size_t const slots = at == 0 ? procedure.root_fields.size() : procedure.groups[at - 1].fields.size();
        tables[at].stride = static_cast<std::uint32_t>(slots);
        tables[at].words = static_cast<std::uint32_t>(mask_words(slots));
        tables[at].has_computed =
            std::ranges::any_of(procedure.fields, [at](Field const& field) { return field.computed >= 0 && table_of(field.group) == at; });
    }
    group_rows.resize(procedure.groups.size());
    section_visible.assign(plan->sections.size(), 0);
    group_visible.assign(procedure.groups.size(), 0);
    std::size_t const zones = procedure.attachments.size();
    zone_visible.assign(zones, 0);
    accepted.assign(zones, 0);
    accepted_in_force.assign(zones, 0);
    piece_count.assign(zones, 0);
    for (AttachmentZone const& zone : procedure.attachments) zone_required.push_back(zone.required == always ? 1 : 0);
}

Verdict::Verdict(std::shared_ptr<Procedure const> procedure)
    : state_(std::make_unique<State>(std::make_shared<Plan const>(std::move(procedure)))) {}
Verdict::Verdict(Verdict const& other) : state_(other.state_ == nullptr ? nullptr : std::make_unique<State>(*other.state_)) {}
Verdict::Verdict(Verdict&&) noexcept = default;
Verdict& Verdict::operator=(Verdict const& other) {
    if (this != &other) *this = Verdict(other);
    return *this;
}
Verdict& Verdict::operator=(Verdict&&) noexcept = default;
Verdict::~Verdict() = default;

void Verdict::judge(Dossier const& dossier, Date today) {
    state_->today = today;
    state_->judged = true;
    state_->run_all(dossier);
}

void Verdict::judge_after_edit(Dossier const& dossier, FieldRef edited) {
    State& state = *state_;
    Plan const& plan = *state.plan;
    if (edited.field >= plan.procedure->fields.size()) return;
    Field const& field = plan.procedure->fields[edited.field];
    bool const in_row = field.group >= 0;
    auto const row = static_cast<std::uint32_t>(in_row ? edited.row : 0);
    bool const has_row = !in_row || (edited.row >= 0 && row < state.row_count(field.group));
    if (!state.judged || plan.cyclic || !has_row || !state.borrow_again(dossier)) {
        state.run_all(dossier);
        return;
    }
    std::int32_t const node = plan.node_of_field[edited.field];
    State::Pending pending{std::vector<std::int64_t>(plan.nodes.size(), State::Pending::none), 0, node};
    std::int64_t const rows = in_row ? std::int64_t{row} : State::Pending::all;
    if (node >= 0) {
        pending.rows[static_cast<std::size_t>(node)] = rows;
    } else {
        Facts const facts = state.facts();
        Asker asker(plan.questions, facts);
        if (state.settle_field(asker, dossier, edited.field, row, true)) pending.add(plan.after_field[edited.field], rows);
    }
    state.run_pending(dossier, pending);
}

void Verdict::judge_after_rows(Dossier const& dossier, std::int16_t group) {
    // Rows move: every table of their answers and bits moves with them. The whole costs less than finding out.
    static_cast<void>(group);
    state_->run_all(dossier);
}

void Verdict::judge_after_pieces(Dossier const& dossier) {
    State& state = *state_;
    Plan const& plan = *state.plan;
    if (!state.judged || plan.cyclic || !state.borrow_again(dossier)) {
        state.run_all(dossier);
        return;
    }
    state.load_pieces(dossier);
    State::Pending pending{std::vector<std::int64_t>(plan.nodes.size(), State::Pending::none), 0, -1};
    for (std::size_t at = 0; at < plan.value_nodes; ++at) {
        if (plan.nodes[at].what == Plan::What::zone) pending.rows[at] = State::Pending::all;
    }
    state.run_pending(dossier, pending);
}

bool Verdict::is_visible(FieldRef where) const {
    Procedure const& procedure = *state_->plan->procedure;
    if (!state_->judged || where.field >= procedure.fields.size()) return false;
    Field const& field = procedure.fields[where.field];
    AnswerTable const& table = state_->tables[table_of(field.group)];
    auto const row = static_cast<std::uint32_t>(field.group < 0 ? 0 : where.row);
    return row < table.rows && has_bit(&table.visible[table.word(row)], field.slot);
}

bool Verdict::is_required(FieldRef where) const {
    if (!is_visible(where)) return false;
    Field const& field = state_->plan->procedure->fields[where.field];
    AnswerTable const& table = state_->tables[table_of(field.group)];
    auto const row = static_cast<std::uint32_t>(field.group < 0 ? 0 : where.row);
    return has_bit(&table.required[table.word(row)], field.slot);
}

bool Verdict::is_computed(FieldRef where) const {
    Procedure const& procedure = *state_->plan->procedure;
    return where.field < procedure.fields.size() && procedure.fields[where.field].computed >= 0;
}

Value const& Verdict::value(Dossier const& dossier, FieldRef where) const {
    if (!is_visible(where)) return unknown_value;
    Procedure const& procedure = *state_->plan->procedure;
    Field const& field = procedure.fields[where.field];
    if (field.computed < 0) return answer_of(procedure, dossier, where).value;
    AnswerTable const& table = state_->tables[table_of(field.group)];
    return table.computed[table.cell(static_cast<std::uint32_t>(field.group < 0 ? 0 : where.row), field.slot)];
}

Value Verdict::evaluated(Dossier const& dossier, Condition program, std::uint32_t row) const {
    if (program < 0 || !state_->judged || !state_->borrow_again(dossier)) return {};
    return evaluate(state_->plan->procedure->programs[static_cast<std::size_t>(program)], state_->facts(), row);
}

bool Verdict::is_section_visible(std::uint32_t step, std::uint32_t section) const {
    Plan const& plan = *state_->plan;
    if (step >= plan.first_section.size() || section >= plan.procedure->steps[step].sections.size()) return false;
    return state_->section_visible[plan.first_section[step] + section] != 0;
}

bool Verdict::is_zone_visible(std::uint32_t zone) const { return zone < state_->zone_visible.size() && state_->zone_visible[zone] != 0; }

bool Verdict::is_zone_required(std::uint32_t zone) const { return is_zone_visible(zone) && state_->zone_required[zone] != 0; }

bool Verdict::is_group_visible(std::int16_t group) const {
    return group >= 0 && static_cast<std::size_t>(group) < state_->group_visible.size() &&
           state_->group_visible[static_cast<std::size_t>(group)] != 0;
}

bool Verdict::is_acceptable() const { return state_->judged && state_->blocking == 0; }
std::uint32_t Verdict::blocking_count() const { return state_->blocking; }

}  // namespace guichet
