// Several requests at once: picked in a list, then printed, carried away as one file, or deleted.
#include <algorithm>

#include "app/retention.hpp"
#include "app/selection.hpp"
#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/json.hpp"
#include "dossier/codec.hpp"

namespace guichet {

using msg::SelectionAsk;

namespace {

/// What the list on the screen has found.
std::vector<Draft const*> listed_now(Model const& model) {
    if (model.route.page == Page::portal) return later::listed_in_portal(model);
    return find_requests(model.drafts, read_request_group(model.route.step), model.requests).listed;
}

void carry_away(Turn& turn) {
    std::vector<std::string_view> files;
    std::vector<std::string> digests;
    for (Draft const* draft : picked(turn.model)) {
        files.emplace_back(*draft->text);
        auto of_one = piece_digests(*draft->text);
        digests.insert(digests.end(), std::make_move_iterator(of_one.begin()), std::make_move_iterator(of_one.end()));
    }
    if (files.empty()) return;
    std::string const json = write_several(files);
    turn.want(effect::Download{"guichet-" + std::to_string(files.size()) + "-dossiers-" + turn.iso_now().substr(0, 10) + ".guichet",
                               "application/octet-stream", write_bundle_head(json.size()) + json, std::move(digests)});
    turn.announce(Spoken::draft_exported);
}

void remove(Turn& turn) {
    Model& model = turn.model;
    undo::RemovedDrafts removed;
    // By id: each one that goes moves the others.
    std::vector<std::string> ids;
    for (Draft const* draft : picked_to_delete(model)) ids.push_back(draft->id);
    for (std::string const& id : ids) {
        removed.all.push_back(take_away(turn, *find_draft(model.drafts, id)));
        model.selected.erase(id);
    }
    if (ids.empty()) return;
    auto const count = static_cast<std::int64_t>(ids.size());
    turn.announce(Spoken::draft_deleted, {}, count);
    model.toast = Toast{Spoken::draft_deleted, {}, std::move(removed), count};
    turn.focus(heading_id);
}

}  // namespace

std::vector<Draft const*> picked(Model const& model) {
    std::vector<Draft const*> found;
    if (model.selected.empty()) return found;
    for (auto const& draft : model.drafts) {
        if (draft.state == DraftState::readable && model.selected.contains(draft.id)) found.push_back(&draft);
    }
    return found;
}

std::vector<Draft const*> picked_to_delete(Model const& model) {
    auto found = picked(model);
    std::erase_if(found, [&](Draft const* draft) {
        bool const never_sent = draft->editable && draft->number.empty();
        bool const past = draft->ended && is_past_keeping(*draft, model.config, today_of(model.now));
        return !(never_sent || past) || find_sending(model.outbox, draft->id) != nullptr;
    });
    return found;
}

void later::take_selection(Turn& turn, msg::SelectionAct const& act) {
    Model& model = turn.model;
    switch (act.what) {
    case SelectionAsk::toggle:
        if (act.text == "true") {
            model.selected.insert(act.dossier);
        } else {
            model.selected.erase(act.dossier);
        }
        return;
    case SelectionAsk::all:
        for (Draft const* draft : listed_now(model)) model.selected.insert(draft->id);
        return turn.focus("selection-rien");
    case SelectionAsk::none:
        model.opened.erase(std::string{selection_paper});
        model.selected.clear();
        return turn.focus("selection-tout");
    case SelectionAsk::past:
        model.selected.clear();
        for (Draft const& draft : model.drafts) {
            if (is_past_keeping(draft, model.config, turn.today())) model.selected.insert(draft.id);
        }
        model.requests = {};
        return go(turn, Route{.page = Page::requests, .step = std::string{segment_of(RequestGroup::all)}});
    case SelectionAsk::print:
        model.opened.insert(std::string{selection_paper});
        turn.want(effect::Print{});
        return;
    case SelectionAsk::carry_away: return carry_away(turn);
    case SelectionAsk::remove: return remove(turn);
    }
}

template struct Apart<&later::take_selection>;

}  // namespace guichet
