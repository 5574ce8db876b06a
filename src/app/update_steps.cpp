// Moving through the form: PRÉCÉDENT, SUIVANT, the links that lead to a field, VALIDER.
#include "app/turn.hpp"

namespace guichet {
namespace {

/// The step on the screen; nothing on other pages.
std::optional<std::uint32_t> current_step(Model const& model) {
    if (!model.open || (model.route.page != Page::step && model.route.page != Page::row)) return std::nullopt;
    auto const step = step_index(*model.open->procedure, model.route.step);
    if (step < 0) return std::nullopt;
    return static_cast<std::uint32_t>(step);
}

void refuse(Turn& turn, std::uint32_t count) {
    turn.model.open->refused = true;
    turn.announce(Spoken::errors_on_step, {}, count);
    turn.focus(summary_id);
}

}  // namespace

void next_step(Turn& turn, bool anyway) {
    Model& model = turn.model;
    auto const step = current_step(model);
    if (!step) return;
    OpenDossier& open = *model.open;
    // A file on its way is not a file that is missing.
    open.leaving = !open.uploads.empty() && !anyway;
    if (open.leaving) return;
    if (can_edit(open)) {
        check_step(open, *step);
        open.editing.clear();
        std::uint32_t const blocks = blocking_on_step(open, *step);
        if (blocks > 0 && !anyway) return refuse(turn, blocks);
    }
    auto const& steps = open.procedure->steps;
    if (*step + 1 < steps.size()) return go(turn, route_to_step(open.dossier.id, steps[*step + 1].id));
    go(turn, route_to_page(Page::check, open.dossier.id));
}

void upload_ended(Turn& turn) {
    OpenDossier const& open = *turn.model.open;
    if (open.leaving && open.uploads.empty()) next_step(turn, false);
}

void previous_step(Turn& turn) {
    Model& model = turn.model;
    if (!model.open) return;
    auto const& steps = model.open->procedure->steps;
    std::string const id = model.open->dossier.id;
    if (model.route.page == Page::check && !steps.empty()) return go(turn, route_to_step(id, steps.back().id));
    if (model.route.page == Page::send) return go(turn, route_to_page(Page::check, id));
    auto const step = current_step(model);
    if (!step) return;
    if (*step == 0) return go(turn, Route{});
    go(turn, route_to_step(id, steps[*step - 1].id));
}

void validate(Turn& turn) {
    Model& model = turn.model;
    if (!model.open) return;
    check_all_steps(*model.open);
    // The day may have passed since the last edit: the verdict that lets a request go is a fresh one.
    judge_again(*model.open, turn.today());
    go(turn, route_to_page(Page::check, model.open->dossier.id));
    if (std::uint32_t const blocks = model.open->verdict.blocking_count(); blocks > 0) refuse(turn, blocks);
}

void go_to_node(Turn& turn, std::int32_t step, std::string const& node) {
    Model& model = turn.model;
    if (!model.open || step < 0) return;
    auto const& steps = model.open->procedure->steps;
    if (static_cast<std::size_t>(step) >= steps.size()) return;
    Route route = route_to_step(model.open->dossier.id, steps[static_cast<std::size_t>(step)].id);
    if (!(route == model.route)) go(turn, std::move(route));
    turn.focus(node);
}

void go_to_field(Turn& turn, FieldKey const& key) {
    Model& model = turn.model;
    if (!model.open) return;
    Procedure const& procedure = *model.open->procedure;
    if (!ref_of_key(procedure, model.open->dossier, key)) return;
    std::string const node = focus_id(procedure, key.field, key.row);
    Route route = route_of_field(*model.open, key);
    if (!(route == model.route)) go(turn, std::move(route));
    turn.focus(node);
}

}  // namespace guichet
