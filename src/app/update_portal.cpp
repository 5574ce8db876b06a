// A portal's pages: what they need, and what is asked of their lists.
#include <algorithm>
#include <charconv>

#include "app/portal.hpp"
#include "app/requests.hpp"
#include "app/turn.hpp"
#include "core/apart.hpp"

namespace guichet {

using msg::PortalAsk;

namespace {

/// The facts of each record that can be read, anew where the record is another.
void gather(Turn& turn) {
    Model& model = turn.model;
    Portals& portals = *model.portals;
    std::vector<DossierFacts> before = std::move(portals.facts);
    portals.facts.clear();
    portals.facts.reserve(model.drafts.size());
    for (std::size_t i = 0; i < model.drafts.size(); ++i) {
        Draft const& draft = model.drafts[i];
        if (draft.state != DraftState::readable) continue;
        // Most stand where they stood.
        auto known = i < before.size() && before[i].text == draft.text ? before.begin() + static_cast<std::ptrdiff_t>(i)
                                                                       : std::ranges::find(before, draft.text, &DossierFacts::text);
        portals.facts.push_back(known != before.end() ? std::move(*known) : facts_of(draft, model.catalogue, turn.today()));
    }
}

bool is_gathered(Model const& model) {
    std::size_t at = 0;
    for (auto const& draft : model.drafts) {
        if (draft.state != DraftState::readable) continue;
        if (at == model.portals->facts.size() || model.portals->facts[at].text != draft.text) return false;
        ++at;
    }
    return at == model.portals->facts.size();
}

PortalList const* listing_in_hand(Model const& model) {
    Portal const* portal = find_portal(model.portals->all, model.route.step);
    if (portal == nullptr) return nullptr;
    return read_portal_page(model.route.group) == PortalPage::reimbursements ? &portal->reimbursements : &portal->requests;
}

void apply(Turn& turn) {
    Portals& portals = *turn.model.portals;
    portals.criteria_fault = unreadable_criterion(portals.criteria, turn.today());
    if (portals.criteria_fault >= 0) {
        turn.focus(criteria_ids[static_cast<std::size_t>(portals.criteria_fault)]);
        return;
    }
    portals.applied = portals.criteria;
    portals.shown = 0;
}

void order(Portals& portals, std::string_view text) {
    // "2" or "-2": a column of the list, the last first.
    portals.descending = text.starts_with('-');
    if (portals.descending) text.remove_prefix(1);
    portals.order = -1;
    std::from_chars(text.data(), text.data() + text.size(), portals.order);
}

void carry_away(Turn& turn) {
    Model const& model = turn.model;
    PortalList const* listing = listing_in_hand(model);
    if (listing == nullptr) return;
    Portal const& portal = *find_portal(model.portals->all, model.route.step);
    std::string text = listing == &portal.reimbursements && portal.lists_instalments()
                           ? instalments_as_csv(find_instalments(*model.portals, model.drafts, portal, model.route.row).listed)
                           : requests_as_csv(later::listed_in_portal(model));
    turn.want(effect::Download{model.route.group + "-" + turn.iso_now().substr(0, 10) + ".csv", "text/csv", std::move(text), {}});
    turn.announce(Spoken::draft_exported);
}

}  // namespace

std::vector<Draft const*> later::listed_in_portal(Model const& model) {
    std::vector<Draft const*> drafts;
    PortalList const* listing = listing_in_hand(model);
    if (listing == nullptr) return drafts;
    for (Listed const& one : find_in_portal(*model.portals, model.drafts, *listing, model.route.row, today_of(model.now)).listed) {
        drafts.push_back(one.draft);
    }
    return drafts;
}

void later::tend_portal(Turn& turn) {
    Model& model = turn.model;
    if (!model.portals) model.portals = std::make_shared<Portals>();
    Portals& portals = *model.portals;
    if (portals.fetching == Fetching::idle) {
        portals.fetching = Fetching::under_way;
        turn.want(effect::Http{.id = turn.ask(Want::portals), .url = "portals.json"});
    }
    // Agreements are told in words.
    want_codes(turn, Kind::idcc);
    if (std::string place = model.route.step + "/" + model.route.group; place != portals.place) {
        portals.place = std::move(place);
        portals.search.clear();
        portals.question_filter.clear();
        portals.criteria = portals.applied = {};
        portals.criteria_fault = -1;
        portals.order = -1;
        portals.shown = 0;
    }
    if (!is_gathered(model)) {
        gather(turn);
        turn.redraw = true;
    }
}

void later::took_portals(Turn& turn, std::int32_t status, std::string_view body) {
    if (!turn.model.portals) return;
    Portals& portals = *turn.model.portals;
    auto read = status == 200
                    ? read_portals(body)
                    : std::unexpected(Trouble{"portails-absents", "La liste des portails ne peut pas être chargée. Vérifiez votre "
                                                                  "connexion, puis réessayez."});
    portals.fetching = read ? Fetching::done : Fetching::failed;
    if (read) {
        portals.all = *std::move(read);
    } else {
        portals.trouble = std::move(read.error());
    }
}

void later::take_portal(Turn& turn, msg::PortalAct& act) {
    Model& model = turn.model;
    if (!model.portals) return;
    Portals& portals = *model.portals;
    switch (act.what) {
    case PortalAsk::group: {
        PortalList const* listing = listing_in_hand(model);
        bool const one = listing != nullptr && act.index < listing->groups.size();
        model.route.row = one ? listing->groups[act.index].id : std::string{};
        portals.shown = 0;
        // The tab keeps the focus, so this is no arrival.
        turn.want(effect::Go{write_route(model.route), true});
        return;
    }
    case PortalAsk::search:
        portals.search = std::move(act.text);
        portals.shown = 0;
        return;
    case PortalAsk::criterion:
        if (act.index < portals.criteria.typed.size()) portals.criteria.typed[act.index] = std::move(act.text);
        return;
    case PortalAsk::apply: return apply(turn);
    case PortalAsk::reset:
        portals.criteria = portals.applied = {};
        portals.criteria_fault = -1;
        turn.focus(criteria_ids.front());
        return;
    case PortalAsk::order: return order(portals, act.text);
    case PortalAsk::more: portals.shown = std::max(portals.shown, requests_at_once) + requests_at_once; return;
    case PortalAsk::question: portals.question_filter = std::move(act.text); return;
    case PortalAsk::carry_away: return carry_away(turn);
    case PortalAsk::retry: portals.fetching = Fetching::idle; return;
    }
}

template struct Apart<&later::tend_portal>;
template struct Apart<&later::took_portals>;
template struct Apart<&later::take_portal>;

}  // namespace guichet
