// Suggestions: a field whose procedure says what it may well be is filled while it is empty, and follows as long as it holds what we
// filled in. What a person wrote, or took out, stays so.
#include <algorithm>

#include "app/turn.hpp"

namespace guichet {
namespace {

/// One suggestion may lead to another, which is as far as it goes.
constexpr int most_passes = 3;

/// Fills in one field; true when its answer changed.
bool suggest_at(OpenDossier& open, FieldRef where) {
    Procedure const& procedure = *open.procedure;
    Field const& field = procedure.fields[where.field];
    if (!open.verdict.is_visible(where)) return false;
    Value suggested = open.verdict.evaluated(open.dossier, field.suggested, static_cast<std::uint32_t>(where.row < 0 ? 0 : where.row));
    std::string const control = control_id(procedure, open.dossier, where);
    if (is_unknown(suggested) || open.editing == control) return false;
    Answer const& answer = answer_of(procedure, open.dossier, where);
    if (suggested == answer.value) return false;
    bool const empty = is_unknown(answer.value) && answer.typed.empty();
    auto const at = std::ranges::find(open.origins, control, &Origin::control);
    bool const known = at != open.origins.end() && at->from == Origin::From::suggestion;
    // Empty with a suggestion that we made: the person took it out.
    if (empty ? known && at->value == suggested : !known || at->value != answer.value) return false;
    if (!set_value(procedure, open.dossier, where, std::move(suggested))) return false;
    note_origin(open, where, Origin::From::suggestion, {});
    open.verdict.judge_after_edit(open.dossier, where);
    return true;
}

}  // namespace

void suggest(OpenDossier& open) {
    Procedure const& procedure = *open.procedure;
    bool changed = true;
    for (int pass = 0; pass < most_passes && changed; ++pass) {
        changed = false;
        for (std::uint32_t index = 0; index < procedure.fields.size(); ++index) {
            Field const& field = procedure.fields[index];
            if (field.suggested < 0) continue;
            auto const rows =
                field.group < 0 ? 0 : static_cast<std::int32_t>(open.dossier.groups[static_cast<std::size_t>(field.group)].size());
            for (std::int32_t row = field.group < 0 ? -1 : 0; row < rows; ++row) changed |= suggest_at(open, {index, row});
        }
    }
}

}  // namespace guichet
