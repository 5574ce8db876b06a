// A request that follows another: an avenant from its contract, an invoice from what was granted. What both know is typed once.
#include <algorithm>

#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/json.hpp"
#include "procedure/kinds.hpp"

namespace guichet {
namespace {

bool is_left_out(FollowUp const& follow_up, std::string_view path) {
    return std::ranges::any_of(follow_up.but, [&](std::string const& one) { return path.starts_with(one); });
}

/// A value of one field as the other takes it; nothing when it does not.
std::optional<Value> carried(Field const& from, Value const& value, Procedure const& procedure, Field const& to) {
    if (is_unknown(value)) return std::nullopt;
    if (to.computed != never || to.kind == Kind::attestation) return std::nullopt;
    auto taken = value_from_json(procedure, to, value_to_json(from.kind, value));
    // A code that the other's list has not is no answer there.
    if (taken && to.kind == Kind::choice && procedure.find_choice(to.nomenclature, std::get<std::string>(*taken)) == nullptr)
        return std::nullopt;
    return taken;
}

void take_same(Prefill const& prefill, FollowUp const& follow_up, Procedure const& procedure, Dossier& dossier) {
    Procedure const& source = *prefill.from;
    for (std::uint32_t index = 0; index < procedure.fields.size(); ++index) {
        Field const& field = procedure.fields[index];
        if (field.group >= 0 || is_left_out(follow_up, field.path)) continue;
        auto const known = source.field_index(field.path);
        if (known < 0 || source.fields[static_cast<std::size_t>(known)].group >= 0) continue;
        Field const& from = source.fields[static_cast<std::size_t>(known)];
        if (auto value = carried(from, prefill.dossier.answers[from.slot].value, procedure, field)) {
            (void)set_value(procedure, dossier, {index, -1}, *std::move(value));
        }
    }
    for (std::size_t group = 0; group < procedure.groups.size(); ++group) {
        auto const known = source.group_index(procedure.groups[group].id);
        if (known < 0 || is_left_out(follow_up, procedure.groups[group].id)) continue;
        for (Row const& row : prefill.dossier.groups[static_cast<std::size_t>(known)]) {
            if (!add_row(procedure, dossier, static_cast<std::int16_t>(group))) break;
            auto const at = static_cast<std::int32_t>(dossier.groups[group].size() - 1);
            for (std::uint32_t const index : procedure.groups[group].fields) {
                auto const same = source.field_index(procedure.fields[index].path);
                if (same < 0 || source.fields[static_cast<std::size_t>(same)].group != known) continue;
                Field const& from = source.fields[static_cast<std::size_t>(same)];
                if (auto value = carried(from, row.answers[from.slot].value, procedure, procedure.fields[index])) {
                    (void)set_value(procedure, dossier, {index, at}, *std::move(value));
                }
            }
        }
    }
}

}  // namespace

void later::begin_follow_up(Turn& turn, std::uint32_t index) {
    Model& model = turn.model;
    if (!model.open || index >= model.open->procedure->follow_ups.size()) return;
    FollowUp const& follow_up = model.open->procedure->follow_ups[index];
    if (!std::ranges::contains(follow_up.statuses, model.open->dossier.status)) return;
    model.prefill = std::make_shared<Prefill>(Prefill{model.open->procedure, model.open->dossier, index});
    // What is computed is known too.
    for (std::uint32_t i = 0; i < model.open->procedure->fields.size(); ++i) {
        Field const& field = model.open->procedure->fields[i];
        if (field.group < 0) model.prefill->dossier.answers[field.slot].value = model.open->verdict.value(model.open->dossier, {i, -1});
    }
    start_new(turn, follow_up.procedure);
}

void later::take_prefill(Turn& turn, Procedure const& procedure, Dossier& dossier) {
    auto const prefill = std::exchange(turn.model.prefill, nullptr);
    FollowUp const& follow_up = prefill->from->follow_ups[prefill->follow_up];
    if (follow_up.procedure != procedure.id) return;
    if (follow_up.same) take_same(*prefill, follow_up, procedure, dossier);
    std::string const number = prefill->dossier.receipt ? prefill->dossier.receipt->number : std::string{};
    for (auto const& answer : follow_up.answers) {
        auto const target = procedure.field_index(answer.target);
        if (target < 0 || procedure.fields[static_cast<std::size_t>(target)].group >= 0) continue;
        Field const& field = procedure.fields[static_cast<std::size_t>(target)];
        std::optional<Value> value;
        if (answer.sources.empty()) {
            if (auto const json = parse_json(answer.json)) value = value_from_json(procedure, field, *json);
        } else if (answer.sources.size() > 1 || answer.sources.front() == receipt_number_path) {
            std::string text;
            for (auto const& source : answer.sources) {
                std::string const part = source == receipt_number_path ? number : shown_at(*prefill->from, prefill->dossier, source);
                if (!part.empty()) (text += text.empty() ? "" : " ") += part;
            }
            if (!text.empty()) value = value_from_json(procedure, field, Json(text));
        } else if (auto const from = prefill->from->field_index(answer.sources.front()); from >= 0) {
            Field const& known = prefill->from->fields[static_cast<std::size_t>(from)];
            value = carried(known, prefill->dossier.answers[known.slot].value, procedure, field);
        }
        if (value) (void)set_value(procedure, dossier, {static_cast<std::uint32_t>(target), -1}, *std::move(value));
    }
    turn.announce(Spoken::answers_taken, number);
    turn.model.toast = Toast{Spoken::answers_taken, number, {}};
}

template struct Apart<&later::begin_follow_up>;
template struct Apart<&later::take_prefill>;

}  // namespace guichet
