// « Toutes mes demandes »: the groups of the portals as tabs, one search over all of them, a table, and a file for spreadsheets.
#include "app/requests.hpp"

#include <algorithm>

#include "app/retention.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/listing.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

constexpr std::string_view group_labels[] = {"Brouillons", "En cours", "Archivées", "Toutes"};

Node tabs(Maker& maker, RequestGroup current, std::array<std::uint32_t, 4> const& counts) {
    std::vector<GroupTab> tabs;
    tabs.reserve(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        tabs.push_back({std::string{group_labels[i]}, counts[i], maker.on(msg::RequestGroupChosen{static_cast<RequestGroup>(i)})});
    }
    return group_tabs("Groupes de demandes", tabs, static_cast<std::size_t>(current));
}

Node order_field(Maker& maker) {
    static std::vector<std::pair<std::string, std::string>> const orders{
        {"date", "Date de modification"}, {"numero", "Numéro"}, {"nom", "Demande"}, {"statut", "Statut"}};
    return labelled("Trier par", select_of("tri", maker.on(msg::RequestOrderChosen{}),
                                           orders[static_cast<std::size_t>(maker.model.requests.order)].first, orders));
}

Node request_row(Maker& maker, Draft const& draft) {
    std::string const title = draft_title(draft);
    Node open = link(title, write_route(route_to_page(Page::resume, draft.id)));
    open.id = "ouvrir-" + draft.id;
    Node subject = stack(Gap::xs);
    add(subject, std::move(open), span(draft.organisme + " – " + draft.procedure_title, Look::caption));
    if (draft.remarks > 0 && draft.editable) {
        add(subject, span(counted(draft.remarks, "remarque", "remarques") + " de l’organisme", Look::badge_warning));
    }
    Node when = stack(Gap::xs);
    add(when, span(day_and_time(draft.modified, maker.model.now)));
    if (auto const until = kept_until(draft, maker.model.config)) {
        bool const past = *until < today_of(maker.model.now);
        add(when, span((past ? "Durée de conservation dépassée le " : "Conservée jusqu’au ") + date_to_french(*until),
                       past ? Look::strong : Look::caption));
    }
    Node row = node(Role::row);
    row.id = "demande-" + draft.id;
    add(row, selection_cell(maker, draft, title), captioned_cell(Role::row_header, "Demande", Width::w30, std::move(subject)),
        captioned_cell(Role::cell, "Numéro", Width::w14, span(draft.number.empty() ? "–" : draft.number)),
        captioned_cell(Role::cell, "Statut", Width::w14, span(draft.status_label, badge_of(draft))),
        captioned_cell(Role::cell, "Modifiée le", Width::w14, std::move(when)));
    return row;
}

Node request_table(Maker& maker, std::vector<Draft const*> const& listed, std::size_t shown) {
    Node head = node(Role::row);
    add(head, selection_title(), column_title("Demande", Width::w30), column_title("Numéro", Width::w14),
        column_title("Statut", Width::w14), column_title("Modifiée le", Width::w14));
    Node body = node(Role::table_body);
    body.children.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) add(body, request_row(maker, *listed[i]));
    return listing_table("liste-demandes", "Demandes de cet appareil", std::move(head), std::move(body));
}

/// What the search found, told when it changes.
std::string result_text(RequestList const& list, std::size_t count) {
    if (count == 0) return list.search.empty() ? "Aucune demande dans ce groupe." : "Aucune demande ne répond à cette recherche.";
    return counted(static_cast<std::int64_t>(count), "demande", "demandes");
}

}  // namespace

void later::add_requests(Maker& maker, Node& main) {
    Model const& model = maker.model;
    RequestGroup const group = read_request_group(model.route.step);
    auto const [counts, listed] = find_requests(model.drafts, group, model.requests);
    if (!add_list_top(maker, "Toutes mes demandes", main)) return;
    if (model.follow.fetching == Fetching::failed) {
        Node trouble =
            callout(Role::status, Look::warning,
                    "L’état des demandes envoyées n’a pas pu être demandé\u00a0: c’est celui de la dernière fois qui est montré.");
        trouble.id = "suivi-etat";
        add(main, std::move(trouble));
    }
    add(main, donut("Mes demandes", {{"Brouillons", counts[0]}, {"En cours", counts[1]}, {"Archivées", counts[2]}}),
        with(box(Layout::line_between, Gap::m),
             filter_field("Rechercher dans mes demandes", "recherche", model.requests.search, maker.on(msg::RequestSearch{}),
                          "Numéro, intitulé, organisme, statut\u00a0: plusieurs mots, sans souci des accents"),
             order_field(maker)),
        tabs(maker, group, counts));
    Listing const panel{.group = static_cast<std::size_t>(group),
                        .summary = result_text(model.requests, listed.size()),
                        .found = listed.size(),
                        .shown = std::min(listed.size(), std::max(model.requests.shown, requests_at_once)),
                        .carry_away = maker.on(msg::ExportRequests{}),
                        .more = maker.on(msg::MoreRequests{})};
    Node bar = listed.empty() ? box(Layout::stack) : selection_bar(maker, listed);
    add(main, listing_panel(panel, std::move(bar), request_table(maker, listed, panel.shown)));
}

template struct Apart<&later::add_requests>;

}  // namespace guichet
