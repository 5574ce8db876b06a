// What is printed of a dossier: all that applies, in the order of the form, whichever of its screens is printed. The page opens it
// like a disclosure while it prints (web/paper.ts), so that the screen keeps its fields, their focus and their undo.
#include "app/places.hpp"
#include "app/selection.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

void add_facts(Model const& model, OpenDossier const& open, Node& parent) {
    Node list = node(Role::definition_list);
    add(list, definition("Organisme", open.procedure->organisme), definition("Référence", reference_of(open)),
        definition("Statut", status_text(*open.procedure, open.dossier.status)));
    if (open.dossier.receipt) {
        add(list, definition("Date", day_and_time(open.dossier.receipt->date, model.now)),
            definition("Empreinte (SHA-256)", open.dossier.receipt->digest));
    }
    add(parent, std::move(list));
    if (is_editable(*open.procedure, open.dossier) && open.verdict.blocking_count() > 0) {
        add(parent,
            paragraph("Cette demande n’est pas complète\u00a0: " + points_to_correct(open.verdict.blocking_count()) + ".", Look::strong));
    }
}

}  // namespace

bool is_printing(Model const& model) { return model.open && model.opened.contains(paper_id); }

bool is_printing_selection(Model const& model) {
    return !model.open && model.opened.contains(paper_id) && model.opened.contains(selection_paper);
}

std::string reference_of(OpenDossier const& open) {
    if (open.dossier.receipt && !open.dossier.receipt->number.empty()) return open.dossier.receipt->number;
    return "brouillon " + open.dossier.id;
}

void add_recap(Maker& maker, OpenDossier const& open, std::uint8_t level, Node& parent) {
    auto const below = static_cast<std::uint8_t>(level + 1);
    add(parent, heading(level, "Récapitulatif\u00a0: " + open.procedure->title));
    add_facts(maker.model, open, parent);
    auto const& steps = open.procedure->steps;
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        Node part = stack(Gap::s);
        add(part, heading(below, steps[i].title));
        add_answers(maker, open, i, AnswerList::on_paper, part, static_cast<std::uint8_t>(below + 1));
        add(parent, std::move(part));
    }
}

Node paper(Maker& maker) {
    Model const& model = maker.model;
    Node made = stack(Gap::m);
    made.id = paper_id;
    made.on_toggle = maker.on(msg::Toggled{made.id, {}});
    if (is_printing(model)) add_recap(maker, *model.open, 1, made);
    if (is_printing_selection(model)) later::add_recaps(maker, made);
    return made;
}

void later::add_recaps(Maker& maker, Node& parent) {
    auto const drafts = picked(maker.model);
    add(parent, heading(1, "Récapitulatifs\u00a0: " + counted(static_cast<std::int64_t>(drafts.size()), "demande", "demandes")));
    for (Draft const* draft : drafts) {
        auto const procedure = find_procedure(maker.model.catalogue, draft->procedure);
        auto dossier = procedure ? read_dossier(*procedure, *draft->text) : std::unexpected(Trouble{});
        if (!dossier) continue;
        add_recap(maker, OpenDossier{procedure, *std::move(dossier), today_of(maker.model.now)}, 2, parent);
    }
}

template struct Apart<&later::add_recaps>;

}  // namespace guichet
