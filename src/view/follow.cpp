// What has become of a request that was sent: its way through the portal's own statuses, what was asked of the person, who said what
// when, and the state of its pieces.
#include <algorithm>

#include "app/portal.hpp"
#include "core/apart.hpp"
#include "dossier/schedules.hpp"
#include "procedure/kinds.hpp"
#include "view/instalments.hpp"
#include "view/listing.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

bool is_refusal(std::string_view status) { return status == "refuse" || status == "annule" || status == "supprime" || status == "rupture"; }

/// The way of a request that goes well, by the procedure's own statuses: from each to the next one that neither gives it back nor ends it
/// otherwise.
std::vector<Status const*> good_way(Procedure const& procedure) {
    std::vector<Status const*> way;
    Status const* at = procedure.statuses.empty() ? nullptr : &procedure.statuses.front();
    while (at != nullptr && !std::ranges::contains(way, at)) {
        way.push_back(at);
        Status const* next = nullptr;
        for (auto const& id : at->next) {
            Status const* one = procedure.find_status(id);
            if (one == nullptr || one->lock == Lock::editable || is_refusal(id) || std::ranges::contains(way, one)) continue;
            next = one;
            break;
        }
        at = next;
    }
    return way;
}

/// When that status was last come to; null: never.
StatusChange const* reached(Dossier const& dossier, std::string_view status) {
    StatusChange const* last = nullptr;
    for (auto const& change : dossier.history) {
        if (change.status == status) last = &change;
    }
    return last;
}

Node way_node(Maker& maker, OpenDossier const& open) {
    auto const way = good_way(*open.procedure);
    auto const here = std::ranges::find(way, open.dossier.status, [](Status const* one) { return std::string_view{one->id}; });
    // À compléter, refusé, …: beside the way, after the last step of it that was reached.
    std::size_t done = static_cast<std::size_t>(here - way.begin());
    if (here == way.end()) {
        done = 0;
        for (std::size_t i = 0; i < way.size(); ++i) {
            if (reached(open.dossier, way[i]->id) != nullptr) done = i + 1;
        }
    }
    Node list = named(node(Role::ordered_list), "Avancement de la demande");
    list.id = "avancement";
    list.layout = Layout::stack;
    list.gap = Gap::xs;
    for (std::size_t i = 0; i < way.size(); ++i) {
        bool const is_here = i == done && here != way.end();
        bool const is_done = i < done;
        StatusChange const* change = reached(open.dossier, way[i]->id);
        Node item = node(Role::list_item);
        if (is_here) set(item, state::current);
        add(item,
            icon(is_done || (is_here && i + 1 == way.size()) ? Icon::check
                 : is_here                                   ? Icon::dot
                                                             : Icon::circle,
                 is_done ? Look::success : Look::muted),
            span(way[i]->label, is_here   ? Look::strong
                                : is_done ? Look::plain
                                          : Look::muted));
        std::string when;
        if (change != nullptr || i == 0)
            when = "\u00a0– " + day_and_time(change != nullptr ? change->at : open.dossier.created, maker.model.now);
        if (!is_done && !is_here) when = "\u00a0– à venir";
        if (!when.empty()) add(item, span(std::move(when), Look::caption));
        add(list, std::move(item));
    }
    return list;
}

std::string state_of_piece(std::string_view state) {
    if (state == "conforme") return "Conforme";
    if (state == "non_conforme") return "Non conforme";
    if (state == "receptionnee") return "Réceptionnée";
    return std::string{state};
}

Look look_of_piece(std::string_view state) {
    return state == "conforme" ? Look::badge_success : state == "non_conforme" ? Look::badge_fault : Look::badge_info;
}

void add_piece_states(OpenDossier const& open, Node& parent) {
    Node list = node(Role::list);
    for (Remark const& remark : open.dossier.remarks) {
        if (remark.state.empty()) continue;
        auto const piece = std::ranges::find(open.dossier.attachments, remark.piece, &Attachment::id);
        if (piece == open.dossier.attachments.end()) continue;
        Node item = node(Role::list_item);
        add(item, span(piece->name + "\u00a0: "), span(state_of_piece(remark.state), look_of_piece(remark.state)));
        if (!remark.message.empty()) add(item, span("\u00a0– " + remark.message, Look::muted));
        add(list, std::move(item));
    }
    if (list.children.empty()) return;
    add(parent, heading(3, "Pièces pour instruction"), std::move(list));
}

/// The échéancier with what has become of each instalment: what the backend says, over what the answers give.
void add_instalments(OpenDossier const& open, Node& parent) {
    auto const instalments = later::all_instalments(*open.procedure, open.dossier, open.verdict);
    if (instalments.empty()) return;
    Node body = node(Role::table_body);
    std::int64_t paid = 0;
    std::int64_t whole = 0;
    for (FollowedInstalment const& one : instalments) {
        whole += one.amount.value_or(0);
        if (one.state == "payee") paid += one.amount.value_or(0);
        add(body, instalment_row("echeance-" + std::to_string(one.rank), one));
    }
    add(parent, heading(3, "Échéancier"), listing_table("echeances", "Échéances et leur état", instalment_columns(), std::move(body)));
    add(parent, paragraph("Payé\u00a0: " + show_value(Kind::money, paid) + " sur " + show_value(Kind::money, whole) + ".", Look::strong));
}

void add_history(Maker& maker, OpenDossier const& open, Node& parent) {
    if (open.dossier.history.empty()) return;
    Node list = node(Role::list);
    list.id = "historique";
    for (std::size_t i = open.dossier.history.size(); i-- > 0;) {
        StatusChange const& change = open.dossier.history[i];
        std::string text = day_and_time(change.at, maker.model.now) + "\u00a0: " + status_text(*open.procedure, change.status);
        if (!change.author.empty()) text += " (" + change.author + ")";
        Node item = node(Role::list_item);
        add(item, span(std::move(text)));
        if (!change.comment.empty()) add(item, span("\u00a0– " + change.comment, Look::muted));
        add(list, std::move(item));
    }
    add(parent, heading(3, "Historique"), std::move(list));
}

/// What can be begun from here, or in which statuses it will be.
void add_follow_ups(Maker& maker, OpenDossier const& open, Node& parent) {
    auto const& follow_ups = open.procedure->follow_ups;
    if (follow_ups.empty()) return;
    Node list = stack(Gap::s);
    list.id = "suites";
    Node actions = line(Gap::s);
    for (std::uint32_t i = 0; i < follow_ups.size(); ++i) {
        FollowUp const& one = follow_ups[i];
        auto const& entries = maker.model.catalogue.entries;
        auto const entry = std::ranges::find(entries, one.procedure, &CatalogueEntry::id);
        // A site may have fewer procedures.
        if (entry == entries.end() || !entry->problems.empty()) continue;
        if (std::ranges::contains(one.statuses, open.dossier.status)) {
            add(actions, button(one.label, Look::secondary, maker.on(msg::BeginFollowUp{i}), "suite-" + std::to_string(i)));
            if (entry->fetching == Fetching::failed) {
                add(list, callout(Role::alert, Look::warning,
                                  "Cette demande n’a pas pu être chargée. Vérifiez votre connexion, puis réessayez."));
            }
            continue;
        }
        std::string statuses;
        for (auto const& status : one.statuses) {
            (statuses += statuses.empty() ? "" : ", ") += "«\u00a0" + status_text(*open.procedure, status) + "\u00a0»";
        }
        add(list, paragraph(one.label + "\u00a0: possible quand la demande est " + statuses + ".", Look::muted));
    }
    if (!actions.children.empty()) list.children.insert(list.children.begin(), std::move(actions));
    if (!list.children.empty()) add(parent, heading(3, "Pour la suite"), std::move(list));
}

}  // namespace

void later::add_follow(Maker& maker, OpenDossier const& open, Node& parent) {
    Node part = node(Role::section, Look::card);
    part.layout = Layout::stack;
    part.gap = Gap::m;
    part.id = "suivi";
    part.labelled_by = "suivi-titre";
    Status const* status = open.procedure->find_status(open.dossier.status);
    add(part, heading(2, "Suivi de la demande", "suivi-titre"),
        with(line(Gap::s), span("Statut\u00a0:"),
             span(status_text(*open.procedure, open.dossier.status), is_refusal(open.dossier.status)              ? Look::badge_fault
                                                                     : is_editable(*open.procedure, open.dossier) ? Look::badge_warning
                                                                     : status != nullptr && status->next.empty()  ? Look::badge_success
                                                                                                                  : Look::badge_info)),
        way_node(maker, open));
    add_instalments(open, part);
    add_follow_ups(maker, open, part);
    add_piece_states(open, part);
    later::add_differences(maker, open, 3, part);
    add_history(maker, open, part);
    add(parent, std::move(part));
}

template struct Apart<&later::add_follow>;

}  // namespace guichet
