// « Toutes mes demandes »: the groups of the portals as tabs, one search over all of them, a table, and a file for spreadsheets.
#include "app/requests.hpp"

#include <algorithm>

#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

constexpr std::string_view group_labels[] = {"Brouillons", "En cours", "Archivées", "Toutes"};
constexpr std::string_view table_id = "liste-demandes";

Node tabs(Maker& maker, RequestGroup current, std::array<std::uint32_t, 4> const& counts) {
    Node list = named(node(Role::tab_list), "Groupes de demandes");
    list.id = "groupes";
    for (std::size_t i = 0; i < counts.size(); ++i) {
        auto const group = static_cast<RequestGroup>(i);
        Node tab = textual(Role::tab, std::string{group_labels[i]} + " (" + std::to_string(counts[i]) + ")");
        tab.id = "groupe-" + std::to_string(i);
        tab.refers_to = "groupe-panneau";
        tab.on_click = maker.on(msg::RequestGroupChosen{group});
        set(tab, state::selected, group == current);
        add(list, std::move(tab));
    }
    return list;
}

Node search_field(Maker& maker) {
    Node part = stack(Gap::xs);
    part.id = "recherche-champ";
    Node control = text_field("recherche", maker.model.requests.search, maker.on(msg::RequestSearch{}));
    control.width = Width::w30;
    control.described_by = "recherche-aide";
    control.input_mode = "search";
    Node hint = textual(Role::hint, "Numéro, intitulé, organisme, statut\u00a0: plusieurs mots, sans souci des accents");
    hint.id = "recherche-aide";
    add(part, label("Rechercher dans mes demandes", "recherche"), std::move(hint), std::move(control));
    return part;
}

Node order_field(Maker& maker) {
    static constexpr std::pair<std::string_view, std::string_view> orders[] = {
        {"date", "Date de modification"}, {"numero", "Numéro"}, {"nom", "Demande"}, {"statut", "Statut"}};
    Node control = node(Role::select);
    control.id = "tri";
    control.on_change = maker.on(msg::RequestOrderChosen{});
    for (std::size_t i = 0; i < std::size(orders); ++i) {
        Node option = textual(Role::option, std::string{orders[i].second});
        option.value = orders[i].first;
        bool const chosen = static_cast<std::size_t>(maker.model.requests.order) == i;
        set(option, state::selected, chosen);
        if (chosen) control.value = option.value;
        add(control, std::move(option));
    }
    Node part = stack(Gap::xs);
    part.id = "tri-champ";
    add(part, label("Trier par", "tri"), std::move(control));
    return part;
}

Node titled(std::string text, Width width) {
    Node made = textual(Role::column_header, std::move(text));
    made.width = width;
    return made;
}

/// On a phone a row is a card: each cell says what it is.
Node celled(Role role, std::string_view caption, Width width, Node content) {
    Node made = node(role);
    made.width = width;
    add(made, span(std::string{caption}, Look::caption), std::move(content));
    return made;
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
    Node row = node(Role::row);
    row.id = "demande-" + draft.id;
    add(row, celled(Role::row_header, "Demande", Width::w30, std::move(subject)),
        celled(Role::cell, "Numéro", Width::w14, span(draft.number.empty() ? "–" : draft.number)),
        celled(Role::cell, "Statut", Width::w14, span(draft.status_label, badge_of(draft))),
        celled(Role::cell, "Modifiée le", Width::w14, span(day_and_time(draft.modified, maker.model.now))));
    return row;
}

Node request_table(Maker& maker, std::vector<Draft const*> const& listed, std::size_t shown) {
    Node head = node(Role::row);
    add(head, titled("Demande", Width::w30), titled("Numéro", Width::w14), titled("Statut", Width::w14), titled("Modifiée le", Width::w14));
    Node body = node(Role::table_body);
    body.children.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) add(body, request_row(maker, *listed[i]));
    Node table = node(Role::table);
    table.id = table_id;
    Node caption = textual(Role::caption, "Demandes de cet appareil");
    set(caption, state::visually_hidden);
    add(table, std::move(caption), with(node(Role::table_head), std::move(head)), std::move(body));
    return table;
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
        with(box(Layout::line_between, Gap::m), search_field(maker), order_field(maker)), tabs(maker, group, counts));
    Node panel = node(Role::tab_panel);
    panel.id = "groupe-panneau";
    panel.layout = Layout::stack;
    panel.gap = Gap::m;
    panel.labelled_by = "groupe-" + std::to_string(static_cast<std::size_t>(group));
    Node status = textual(Role::status, result_text(model.requests, listed.size()));
    status.id = "resultat";
    Node above = box(Layout::line_between, Gap::m);
    add(above, std::move(status));
    if (!listed.empty()) {
        add(above, button("Exporter la liste (CSV)", Look::secondary, maker.on(msg::ExportRequests{}), "exporter-liste", Icon::download));
    }
    add(panel, std::move(above));
    std::size_t const shown = std::min(listed.size(), std::max(model.requests.shown, requests_at_once));
    if (!listed.empty()) add(panel, request_table(maker, listed, shown));
    if (shown < listed.size()) {
        add(panel, with(line(), button("Afficher les suivantes (" + std::to_string(listed.size() - shown) + ")", Look::secondary,
                                       maker.on(msg::MoreRequests{}), "suivantes")));
    }
    add(main, std::move(panel));
}

template struct Apart<&later::add_requests>;

}  // namespace guichet
