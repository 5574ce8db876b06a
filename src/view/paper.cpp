// What is printed of a dossier: all that applies, in the order of the form, whichever of its screens is printed. The page opens it
// like a disclosure while it prints (web/paper.ts), so that the screen keeps its fields, their focus and their undo.
#include "app/places.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

constexpr std::string_view paper_id = "papier";

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

std::string reference_of(OpenDossier const& open) {
    if (open.dossier.receipt && !open.dossier.receipt->number.empty()) return open.dossier.receipt->number;
    return "brouillon " + open.dossier.id;
}

Node paper(Maker& maker, OpenDossier const& open) {
    Node made = stack(Gap::m);
    made.id = paper_id;
    made.on_toggle = maker.on(msg::Toggled{made.id, {}});
    if (!is_printing(maker.model)) return made;
    add(made, heading(1, "Récapitulatif\u00a0: " + open.procedure->title));
    add_facts(maker.model, open, made);
    auto const& steps = open.procedure->steps;
    for (std::uint32_t i = 0; i < steps.size(); ++i) {
        Node part = stack(Gap::s);
        add(part, heading(2, steps[i].title));
        add_answers(maker, open, i, AnswerList::on_paper, part);
        add(made, std::move(part));
    }
    return made;
}

}  // namespace guichet
