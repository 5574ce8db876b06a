// The check-answers page: everything read again before it leaves, each line leading to its field.
#include "app/places.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

/// Amounts that a table told until a day that has passed: the page goes on with them, and says so.
void add_ended_tables(Maker& maker, Procedure const& procedure, Node& parent) {
    for (auto const& table : procedure.tables) {
        if (table.label.empty() || !table.until || today_of(maker.model.now) <= *table.until) continue;
        Node told = callout(Role::paragraph, Look::warning,
                            table.label + "\u00a0: valeurs connues jusqu’au " + date_to_french(*table.until) +
                                ". Ce qui en dépend est à vérifier.");
        told.id = "table-" + table.id;
        add(parent, std::move(told));
    }
}

}  // namespace

void add_check(Maker& maker, OpenDossier const& open, Node& main) {
    bool const editable = is_open_to_edits(maker.model, open);
    Node page = node(Role::section);
    page.layout = Layout::stack;
    page.gap = Gap::l;
    page.id = "verification";
    page.labelled_by = heading_id;
    add_banners(maker, open, page);
    Node top = stack(Gap::xs);
    top.id = "entete";
    add(top, main_heading("Vérification de la demande"));
    if (editable) add(top, save_line(maker, open));
    add(page, std::move(top));

    bool const blocked = open.verdict.blocking_count() > 0;
    if (editable && blocked) add(page, error_summary(maker, open, -1));
    if (editable && !blocked && !open.server_findings.empty()) add(page, server_summary(maker, open));
    if (editable && !blocked && open.server_findings.empty()) {
        Node fine = callout(Role::status, Look::success, "Votre demande est complète\u00a0: relisez-la, puis envoyez-la.");
        fine.id = "complet";
        add(page, std::move(fine));
    }
    if (editable && !open.dossier.sent.empty() && maker.model.later == Fetching::done) later::add_differences(maker, open, 2, page);
    add_ended_tables(maker, *open.procedure, page);
    add_remarks_of_all(maker, open, page);

    bool sensitive = false;
    for (auto const& field : open.procedure->fields) sensitive = sensitive || field.sensitive;
    Node tools = line();
    tools.id = "outils";
    add(tools, button("Imprimer le récapitulatif", Look::quiet, maker.on(msg::PrintPage{}), "imprimer"));
    if (sensitive) {
        add(tools, button(open.revealed ? "Masquer les données sensibles" : "Afficher les données sensibles", Look::quiet,
                          maker.on(msg::RevealToggled{}), "afficher-sensibles"));
    }
    add(page, std::move(tools));
    auto const& steps = open.procedure->steps;
    page.children.reserve(page.children.size() + steps.size() + 2);
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        Node part = node(Role::section, Look::card);
        part.layout = Layout::stack;
        part.gap = Gap::m;
        part.id = "recap-" + steps[i].id;
        part.labelled_by = part.id + "-titre";
        add(part, heading(2, steps[i].title, part.id + "-titre"));
        add_answers(maker, open, i, editable ? AnswerList::with_links : AnswerList::plain, part);
        add(page, std::move(part));
    }
    if (editable) add(page, send_panel(maker, open));
    add(main, with(box(Layout::sidebar, Gap::l), stepper(maker, open), std::move(page)));
}

}  // namespace guichet
