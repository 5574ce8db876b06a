// What serves again: modèles de formation, and stagiaires known from other dossiers of this device.
#include "app/places.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

/// People shown at once; the filter finds the others.
constexpr std::size_t most_people = 50;

Node template_item(Maker& maker, Template const& one) {
    Node item = node(Role::list_item);
    item.id = one.key;
    Node actions = line(Gap::xs);
    add(actions,
        named(button("Utiliser", Look::secondary, maker.on(msg::UseTemplate{one.key}), one.key + "-utiliser"), "Utiliser " + one.name),
        named(button("Supprimer", Look::quiet, maker.on(msg::DeleteTemplate{one.key}), one.key + "-supprimer"), "Supprimer " + one.name));
    add(item, with(box(Layout::line_between, Gap::s), span(one.name, Look::strong), std::move(actions)));
    return item;
}

}  // namespace

Node later::templates_dialog(Maker& maker, TemplatesDialog const& dialog) {
    Model const& model = maker.model;
    Node frame = dialog_frame(maker, "Modèles de formation");
    std::string section;
    if (model.open && dialog.step >= 0) {
        section = model.open->procedure->steps[static_cast<std::size_t>(dialog.step)].sections[dialog.section].id;
    }
    Node list = named(node(Role::list), "Modèles enregistrés");
    list.layout = Layout::stack;
    list.gap = Gap::s;
    list.id = "modeles";
    for (auto const& one : model.templates) {
        if (model.open && one.procedure == model.open->procedure->id && one.section == section) { add(list, template_item(maker, one)); }
    }
    Node select = stack(Gap::s);
    select.id = "modele-selection";
    add(select, heading(3, "Sélectionner un modèle"));
    if (list.children.empty()) {
        add(select, paragraph("Aucun modèle sur cet appareil pour l’instant.", Look::muted));
    } else {
        add(select, std::move(list));
    }
    Node create = node(Role::form);
    create.layout = Layout::stack;
    create.gap = Gap::s;
    create.id = "modele-creation";
    create.on_submit = maker.on(msg::SaveTemplate{});
    Node control = text_field("modele-nom", dialog.name, maker.on(msg::TemplateNameTyped{}));
    control.max_length = 120;
    control.enter_key_hint = "done";
    control.described_by = "modele-nom-hint";
    set(control, state::invalid, dialog.name_missing);
    Node hint = textual(Role::hint, "Garde les réponses de cette partie, sauf les dates.");
    hint.id = "modele-nom-hint";
    Node field = stack(Gap::xs);
    field.id = "modele-nom-champ";
    add(field, label("Nom du modèle", "modele-nom"), std::move(hint));
    if (dialog.name_missing) control.described_by += " modele-nom-error";
    add(field, std::move(control));
    if (dialog.name_missing) {
        Node error = textual(Role::error, "Erreur\u00a0: donnez un nom au modèle.");
        error.id = "modele-nom-error";
        add(field, std::move(error));
    }
    add(create, heading(3, "Créer un modèle"), std::move(field),
        with(line(), button("Enregistrer comme modèle", Look::primary, maker.on(msg::SaveTemplate{}), "modele-enregistrer")));
    Node sides = box(Layout::columns2, Gap::l);
    sides.id = "dialogue-cotes";
    add(sides, std::move(select), std::move(create));
    add(frame, std::move(sides), with(box(Layout::line_end, Gap::s), close_button(maker, "FERMER")));
    return frame;
}

Node later::people_dialog(Maker& maker, PeopleDialog const& dialog) {
    bool const trainees = maker.model.open && is_trainees(maker.model.open->procedure->groups[static_cast<std::size_t>(dialog.group)]);
    Node frame = dialog_frame(maker, trainees ? "Sélectionner ou créer le stagiaire" : "Reprendre une personne connue");
    if (dialog.people.empty()) {
        add(frame, paragraph("Personne n’est connu sur cet appareil\u00a0: saisissez ses informations dans le formulaire."));
    } else {
        Node control = text_field("connus-filtre", dialog.filter, maker.on(msg::PeopleFilter{}));
        control.input_mode = "search";
        add(frame, with(stack(Gap::xs), label("Rechercher par nom", "connus-filtre"), std::move(control)));
        Node list = named(node(Role::list), "Personnes connues");
        list.layout = Layout::stack;
        list.gap = Gap::s;
        list.id = "connus";
        std::string const wanted = fold(dialog.filter);
        std::size_t left_out = 0;
        for (std::uint32_t i = 0; i < dialog.people.size(); ++i) {
            KnownPerson const& person = dialog.people[i];
            if (!wanted.empty() && !person.searched.contains(wanted)) continue;
            if (list.children.size() >= most_people) {
                ++left_out;
                continue;
            }
            Node item = node(Role::list_item);
            item.id = "connu-" + std::to_string(i);
            Node who = stack(Gap::none);
            std::string about = person.birth.empty() ? std::string{} : "né(e) le " + person.birth;
            if (!person.dossier_name.empty()) about += (about.empty() ? "" : ", ") + std::string{"vu dans "} + person.dossier_name;
            add(who, span(person.label, Look::strong), span(std::move(about), Look::muted));
            Node pick = named(button("Sélectionner", Look::secondary, maker.on(msg::UsePerson{i}), item.id + "-choisir"),
                              "Sélectionner " + person.label);
            add(item, with(box(Layout::line_between, Gap::s), std::move(who), std::move(pick)));
            add(list, std::move(item));
        }
        if (list.children.empty()) {
            Node none = paragraph("Personne de ce nom.");
            none.id = "connus-aucun";
            add(frame, std::move(none));
        } else {
            add(frame, std::move(list));
        }
        if (left_out > 0) add(frame, paragraph("et " + std::to_string(left_out) + " de plus\u00a0: précisez le nom.", Look::muted));
    }
    add(frame,
        with(box(Layout::line_end, Gap::s), close_button(maker, trainees ? "Créer un nouveau stagiaire" : "Saisir une autre personne")));
    return frame;
}

template struct Apart<&later::templates_dialog>;
template struct Apart<&later::people_dialog>;

}  // namespace guichet
