// « Sélectionner un organisme de formation », and the same search for the employer.
#include "app/listed.hpp"
#include "app/places.hpp"
#include "core/apart.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

Node siret_field(std::string const& id, std::string text, std::string const& value, std::string const& problem, ActionIndex on_input) {
    bool const digits = !text.ends_with("UAI");
    Node field = stack(Gap::xs);
    field.id = id + "-champ";
    Node control = text_field(id, value, on_input);
    control.input_mode = digits ? "numeric" : "text";
    control.enter_key_hint = "search";
    control.width = Width::w20;
    control.max_length = 40;
    if (!problem.empty()) {
        set(control, state::invalid);
        control.described_by = id + "-error";
    }
    add(field, label(std::move(text), id), std::move(control));
    if (!problem.empty()) {
        Node error = textual(Role::error, "Erreur\u00a0: " + problem);
        error.id = id + "-error";
        add(field, std::move(error));
    }
    return field;
}

void add_idcc_choice(Maker& maker, LookupDialog const& dialog, Node& parent) {
    if (dialog.found.idcc.size() < 2) return;
    Node group = node(Role::radio_group);
    group.layout = Layout::stack;
    group.gap = Gap::xs;
    group.id = "idcc";
    group.labelled_by = "idcc-label";
    Node name = span("Quelle convention collective (IDCC) s’applique\u00a0?", Look::strong);
    name.id = "idcc-label";
    for (auto const& code : dialog.found.idcc) {
        Node radio = node(Role::radio);
        radio.id = option_id("idcc", code);
        radio.value = code;
        radio.group_name = "idcc";
        set(radio, state::checked, dialog.idcc == code);
        radio.on_change = maker.on(msg::IdccPicked{});
        auto const meaning = label_of_code(maker.model.codes, Kind::idcc, code);
        Node text = label(meaning.empty() ? code : code + "\u00a0: " + std::string{meaning}, radio.id);
        add(group, with(box(Layout::control_line, Gap::s), std::move(radio), std::move(text)));
    }
    add(parent, std::move(name), std::move(group));
}

void add_line(Node& list, std::string term, std::string const& value) {
    if (!value.empty()) add(list, definition(std::move(term), value));
}

Node found_node(Maker& maker, LookupDialog const& dialog) {
    Establishment const& found = dialog.found;
    Node card = stack(Gap::s, Look::panel);
    card.id = "resultat";
    if (std::string const text = lookup_text(dialog); !text.empty()) add(card, callout(Role::paragraph, Look::warning, text));
    if (!found.name.empty()) add(card, heading(3, found.name));
    Node list = node(Role::definition_list);
    add_line(list, "SIRET", show_siret(found.siret));
    std::string address = found.address;
    if (!found.postal_code.empty()) address += (address.empty() ? "" : ", ") + found.postal_code + " " + found.town;
    add_line(list, "Adresse", address);
    add_line(list, "Code NAF", show_naf(found.naf));
    add_line(list, "N° de déclaration d’activité", show_nda(found.nda));
    add_line(list, "UAI", dialog.takes_uai && found.uai.size() == 1 ? found.uai.front() : std::string{});
    add_line(list, "Effectif (tranche de l’annuaire, à préciser vous-même)", staff_text(found.staff));
    add(card, std::move(list));
    add_idcc_choice(maker, dialog, card);
    add(card, named(button("Sélectionner", Look::primary, maker.on(msg::LookupPick{}), "selectionner", Icon::check),
                    "Sélectionner " + (found.name.empty() ? show_siret(found.siret) : found.name)));
    return card;
}

Node search_side(Maker& maker, LookupDialog const& dialog, std::string title) {
    Node side = node(Role::form);
    side.layout = Layout::stack;
    side.gap = Gap::m;
    side.id = "recherche";
    side.labelled_by = "recherche-titre";
    side.on_submit = maker.on(msg::LookupSearch{});
    bool const busy = dialog.state == LookupState::searching;
    add(side, heading(3, std::move(title), "recherche-titre"),
        siret_field("recherche-siret", dialog.takes_uai ? "SIRET (complet) ou UAI" : "SIRET (complet)", dialog.siret, dialog.problem,
                    maker.on(msg::SiretTyped{})));
    Node actions = line(Gap::s);
    // It stays while the search goes on: whoever pressed it keeps the focus.
    add(actions, button("CHERCHER", dialog.found.siret.empty() ? Look::primary : Look::secondary, maker.on(msg::LookupSearch{}), "chercher",
                        Icon::search));
    if (busy) add(actions, button("Annuler la recherche", Look::quiet, maker.on(msg::LookupCancel{}), "annuler-recherche"));
    add(side, std::move(actions));
    if (dialog.state == LookupState::found || dialog.state == LookupState::closed) {
        add(side, found_node(maker, dialog));
    } else if (std::string const text = lookup_text(dialog); !text.empty()) {
        Node told = callout(Role::paragraph, busy ? Look::info : Look::warning, text);
        told.id = "recherche-etat";
        add(side, std::move(told));
    }
    return side;
}

Node create_side(Maker& maker, LookupDialog const& dialog) {
    Node side = node(Role::form);
    side.layout = Layout::stack;
    side.gap = Gap::m;
    side.id = "creation";
    side.labelled_by = "creation-titre";
    side.on_submit = maker.on(msg::LookupCreate{});
    add(side, heading(3, "Créer un organisme de formation", "creation-titre"),
        siret_field("creation-siret", "SIRET", dialog.new_siret, dialog.new_problem, maker.on(msg::NewSiretTyped{})),
        with(line(), button("CRÉER L'ÉTABLISSEMENT", Look::secondary, maker.on(msg::LookupCreate{}), "creer-etablissement", Icon::plus)));
    return side;
}

}  // namespace

Node later::lookup_dialog(Maker& maker, LookupDialog const& dialog) {
    bool const organisation = maker.model.open && maker.model.open->procedure->fields[dialog.field].lookup == Lookup::training_organisation;
    Node frame = dialog_frame(maker, organisation ? "Sélectionner un organisme de formation" : "Rechercher mon entreprise par SIRET");
    if (organisation) {
        Node sides = box(Layout::columns2, Gap::l);
        sides.id = "dialogue-cotes";
        add(sides, search_side(maker, dialog, "Rechercher un organisme de formation"), create_side(maker, dialog));
        add(frame, std::move(sides));
    } else {
        add(frame, search_side(maker, dialog, "Rechercher un établissement"));
    }
    add(frame, with(box(Layout::line_end, Gap::s), close_button(maker, "FERMER")));
    return frame;
}

template struct Apart<&later::lookup_dialog>;

}  // namespace guichet
