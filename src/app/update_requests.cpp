// « Toutes mes demandes »: searched, sorted, carried away for a spreadsheet.
#include <algorithm>

#include "app/turn.hpp"
#include "core/apart.hpp"

namespace guichet {

void later::choose_request_group(Turn& turn, RequestGroup group) {
    Route& route = turn.model.route;
    route.page = Page::requests;
    route.step = segment_of(group);
    turn.model.requests.shown = 0;
    // The tab keeps the focus, so this is no arrival.
    turn.want(effect::Go{write_route(route), true});
}

void search_requests(Turn& turn, std::string text) {
    turn.model.requests.search = std::move(text);
    turn.model.requests.shown = 0;
}

void later::order_requests(Turn& turn, std::string_view name) {
    constexpr std::string_view names[] = {"date", "numero", "nom", "statut"};
    auto const at = std::ranges::find(names, name) - std::begin(names);
    if (at < 4) turn.model.requests.order = static_cast<RequestOrder>(at);
}

void later::show_more_requests(Turn& turn) {
    RequestList& list = turn.model.requests;
    list.shown = std::max(list.shown, requests_at_once) + requests_at_once;
}

void later::export_requests(Turn& turn) {
    Model const& model = turn.model;
    auto const listed = find_requests(model.drafts, read_request_group(model.route.step), model.requests).listed;
    turn.want(effect::Download{"demandes-" + turn.iso_now().substr(0, 10) + ".csv", "text/csv", requests_as_csv(listed), {}});
    turn.announce(Spoken::draft_exported);
}

template struct Apart<&later::choose_request_group>;
template struct Apart<&later::order_requests>;
template struct Apart<&later::show_more_requests>;
template struct Apart<&later::export_requests>;

}  // namespace guichet
