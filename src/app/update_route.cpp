// Routes: arriving at an address, opening and closing the dossier that it names.
#include "app/turn.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

/// The address says less than it should, or something that is gone: it is put right in place.
void redirect(Turn& turn, Route route) {
    turn.want(effect::Go{write_route(route), true});
    turn.model.route = std::move(route);
}

/// Where the person was: "step/control". Empty node when the place names none that still exists.
struct Place {
    Route route;
    std::string node;
};

Place place_of(OpenDossier const& open) {
    Procedure const& procedure = *open.procedure;
    std::string_view const place = open.dossier.place;
    auto const slash = place.find('/');
    std::string_view const step = place.substr(0, slash);
    Place result;
    if (step_index(procedure, step) < 0) {
        result.route = route_to_step(open.dossier.id, procedure.steps.empty() ? "" : procedure.steps.front().id);
        return result;
    }
    result.route = route_to_step(open.dossier.id, step);
    if (slash == std::string_view::npos) return result;
    std::string_view const control = place.substr(slash + 1);
    auto const key = key_of_control(procedure, control);
    if (!key || !ref_of_key(procedure, open.dossier, *key)) return result;
    result.node = focus_id(procedure, key->field, key->row);
    auto const group = procedure.fields[key->field].group;
    if (group >= 0) { result.route = route_to_row(open.dossier.id, step, procedure.groups[static_cast<std::size_t>(group)].id, key->row); }
    return result;
}

/// The dossier is in hand: puts the address right and marks what is seen. Gives the node to focus.
std::string settle(Turn& turn) {
    Model& model = turn.model;
    OpenDossier& open = *model.open;
    Procedure const& procedure = *open.procedure;
    std::string node;
    bool const editable = is_editable(procedure, open.dossier);
    if (model.route.page == Page::resume && !editable && open.dossier.receipt) {
        redirect(turn, route_to_page(Page::receipt, open.dossier.id));
    } else if (model.route.page == Page::resume) {
        Place place = place_of(open);
        node = std::move(place.node);
        redirect(turn, std::move(place.route));
    } else if (model.route.page == Page::receipt && !open.dossier.receipt) {
        redirect(turn, route_to_page(Page::check, open.dossier.id));
    } else if (model.route.page == Page::send && !editable && open.dossier.receipt) {
        redirect(turn, route_to_page(Page::receipt, open.dossier.id));
    }
    if (model.route.page == Page::step || model.route.page == Page::row) {
        if (step_index(procedure, model.route.step) < 0 && !procedure.steps.empty()) {
            redirect(turn, route_to_step(open.dossier.id, procedure.steps.front().id));
        }
        if (model.route.page == Page::row) {
            auto const group = procedure.group_index(model.route.group);
            if (group < 0 || !row_index(open.dossier, static_cast<std::int16_t>(group), model.route.row)) {
                redirect(turn, route_to_step(open.dossier.id, model.route.step));
            }
        }
        auto const step = step_index(procedure, model.route.step);
        if (step >= 0) visit_step(open, static_cast<std::uint32_t>(step));
        // Codes are told in words from the start, and found by words from the first letter on.
        for (auto const& field : procedure.fields) {
            if (field.step == step) want_codes(turn, field.kind);
        }
        if (node.empty()) mark_place(turn, model.route.step);
    }
    if (model.route.page == Page::check) check_all_steps(open);
    return node;
}

}  // namespace

void go(Turn& turn, Route route, bool replace) {
    turn.want(effect::Go{write_route(route), replace});
    arrive(turn, std::move(route));
}

void arrive(Turn& turn, Route route) {
    Model& model = turn.model;
    bool const changes_dossier = !model.open || model.open->dossier.id != route.dossier;
    if (model.open && changes_dossier) close_open(turn);
    // Whoever goes elsewhere has not answered.
    if (std::holds_alternative<ClashDialog>(model.dialog)) model.importing.reset();
    model.dialog = std::monostate{};
    model.held.reset();
    model.opened.erase(std::string{selection_paper});
    // What was typed of a passphrase is not for the next one at this screen.
    if (Protection const& protection = model.protection; protection.request == 0) {
        model.protection = {.sealed = protection.sealed, .locked = protection.locked};
    }
    model.route = std::move(route);
    model.open_trouble = OpenTrouble::none;
    model.import_trouble = ImportTrouble::none;
    model.catalogue.chosen.clear();
    model.catalogue.filter.clear();
    if (model.open) {
        model.open->refused = false;
        model.open->leaving = false;
        model.open->editing.clear();
        model.open->choices = {};
    }
    // An undo belongs to what is on the screen.
    if (changes_dossier) model.toast.reset();
    fetch_needed(turn);
    if (is_later(model.route.page)) want_later(turn);
    if (model.route.page == Page::about && model.notices_fetching == Fetching::idle) {
        model.notices_fetching = Fetching::under_way;
        turn.want(effect::Http{.id = turn.ask(Want::notices), .url = "notices.txt"});
    }
    if (is_list(model.route.page) && model.drafts_fetching == Fetching::done) load_drafts(turn);
    if (is_of_dossier(model.route)) return open_wanted(turn);
    turn.focus(heading_id);
}

void open_wanted(Turn& turn) {
    Model& model = turn.model;
    if (!is_of_dossier(model.route)) return;
    if (!model.open) {
        Draft const* draft = find_draft(model.drafts, model.route.dossier);
        if (draft == nullptr) {
            bool const may_come = model.drafts_fetching != Fetching::done && model.drafts_fetching != Fetching::failed;
            model.open_trouble = may_come ? OpenTrouble::loading : OpenTrouble::not_found;
            return;
        }
        if (draft->state == DraftState::waiting) {
            model.open_trouble = OpenTrouble::loading;
            return fetch_needed(turn);
        }
        auto const procedure = find_procedure(model.catalogue, draft->procedure);
        if (!procedure) {
            model.open_trouble = draft->state == DraftState::unreadable ? OpenTrouble::unreadable : OpenTrouble::no_procedure;
            return;
        }
        auto dossier = read_dossier(*procedure, *draft->text);
        if (!dossier) {
            model.open_trouble = OpenTrouble::unreadable;
            return;
        }
        model.open.emplace(procedure, *std::move(dossier), turn.today());
        model.open->revision = model.open->saved_revision = model.revisions;
        show_remarks(*model.open);
        show_sending(turn);
        if (!model.can_store) {
            model.open->access = Access::held;
        } else {
            std::string const key = draft_key(model.route.dossier);
            turn.want(effect::Claim{turn.ask(Want::claim, model.route.dossier), key, false});
        }
    }
    model.open_trouble = OpenTrouble::none;
    bool const sends_soon = model.route.page == Page::check || model.route.page == Page::send;
    if (sends_soon || !model.open->procedure->schedules.empty() || model.open->dossier.receipt) want_later(turn);
    std::string const node = settle(turn);
    turn.focus(node.empty() ? heading_id : std::string_view{node});
}

void want_later(Turn& turn) {
    if (turn.model.later == Fetching::done || turn.model.later == Fetching::under_way) return;
    turn.model.later = Fetching::under_way;
    turn.want(effect::FetchLater{turn.ask(Want::later)});
}

void close_open(Turn& turn) {
    Model& model = turn.model;
    if (!model.open) return;
    flush(turn);
    if (model.open->save_timer != 0) turn.want(effect::ClearTimer{model.open->save_timer});
    end_slow(turn);
    bool const holds = model.open->access == Access::held || model.open->access == Access::pending;
    if (holds && model.can_store) turn.want(effect::Release{draft_key(model.open->dossier.id)});
    model.open.reset();
}

}  // namespace guichet
