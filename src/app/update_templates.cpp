// What is typed once serves again: modèles de formation, and stagiaires known from other dossiers.
#include <algorithm>

#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/json.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "procedure/kinds.hpp"

namespace guichet {
namespace {

Section const* section_of(OpenDossier const& open, std::int16_t step, std::uint32_t section) {
    auto const& steps = open.procedure->steps;
    if (step < 0 || static_cast<std::size_t>(step) >= steps.size()) return nullptr;
    auto const& sections = steps[static_cast<std::size_t>(step)].sections;
    return section < sections.size() ? &sections[section] : nullptr;
}

/// A modèle says what a training is, not when it takes place: its dates are each time anew.
bool is_in_template(Field const& field) {
    return field.kind != Kind::date && field.group < 0 && field.computed == never && !field.sensitive;
}

template <class Use>
void each_template_field(OpenDossier const& open, Section const& section, Use use) {
    for (auto const& item : section.items) {
        if (item.what != SectionItem::What::field) continue;
        if (is_in_template(open.procedure->fields[item.index])) use(item.index, open.procedure->fields[item.index]);
    }
}

void put_template(Turn& turn, Template one) {
    Model& model = turn.model;
    if (model.can_store) { turn.want(effect::StorePut{turn.ask(Want::put_other, one.key), one.key, one.text}); }
    std::erase_if(model.templates, [&](Template const& known) { return known.key == one.key; });
    model.templates.push_back(std::move(one));
    sort_by(model.templates, &Template::name);
}

/// One row as a person to pick; nothing when it names nobody.
std::optional<KnownPerson> person_of(Procedure const& procedure, Dossier const& dossier, std::int16_t group, std::size_t row) {
    Row const& known = dossier.groups[static_cast<std::size_t>(group)][row];
    KnownPerson person;
    person.label = person_name(procedure, group, known);
    if (person.label.empty()) return std::nullopt;
    person.answers = known.answers;
    for (std::uint32_t const index : procedure.groups[static_cast<std::size_t>(group)].fields) {
        Field const& field = procedure.fields[index];
        if (field.path.ends_with(".date_naissance")) person.birth = show_answer(procedure, field, person.answers[field.slot].value);
    }
    person.searched = fold(person.label);
    return person;
}

}  // namespace

void later::open_templates(Turn& turn, msg::OpenTemplates const& message) {
    OpenDossier* open = turn.editable();
    Section const* section = open != nullptr ? section_of(*open, message.step, message.section) : nullptr;
    if (section == nullptr) return;
    TemplatesDialog dialog;
    dialog.step = message.step;
    dialog.section = message.section;
    dialog.name = shown_at(*open->procedure, open->dossier, "formation.intitule");
    turn.model.dialog = std::move(dialog);
    turn.model.dialog_opener = "modeles-" + section->id;
    turn.focus("modele-nom");
}

void later::save_template(Turn& turn) {
    auto* dialog = std::get_if<TemplatesDialog>(&turn.model.dialog);
    OpenDossier* open = turn.editable();
    if (dialog == nullptr || open == nullptr) return;
    Section const* section = section_of(*open, dialog->step, dialog->section);
    if (section == nullptr) return;
    std::string const name{trim(dialog->name)};
    dialog->name_missing = name.empty();
    if (name.empty()) return turn.focus("modele-nom");
    Json json = Json::object();
    json["nom"] = name;
    json["procedure"] = open->procedure->id;
    json["section"] = section->id;
    Json answers = Json::object();
    each_template_field(*open, *section, [&](std::uint32_t, Field const& field) {
        Value const& value = open->dossier.answers[field.slot].value;
        if (!is_unknown(value)) answers[field.path] = value_to_json(field.kind, value);
    });
    json["reponses"] = std::move(answers);
    // The same name again is the same modèle, brought up to date.
    Template one;
    auto const known = std::ranges::find_if(turn.model.templates, [&](Template const& other) {
        return other.name == name && other.procedure == open->procedure->id && other.section == section->id;
    });
    one.key = known != turn.model.templates.end() ? known->key : std::string{template_prefix} + new_uuid(turn.model);
    one.name = name;
    one.procedure = open->procedure->id;
    one.section = section->id;
    one.text = write_json(json);
    put_template(turn, std::move(one));
    turn.announce(Spoken::template_saved, name);
    turn.model.dialog = std::monostate{};
    turn.model.toast = Toast{Spoken::template_saved, name, {}};
    turn.focus(turn.model.dialog_opener);
}

void later::use_template(Turn& turn, std::string_view key) {
    auto* dialog = std::get_if<TemplatesDialog>(&turn.model.dialog);
    OpenDossier* open = turn.editable();
    auto const at = std::ranges::find(turn.model.templates, key, &Template::key);
    if (dialog == nullptr || open == nullptr || at == turn.model.templates.end()) return;
    Section const* section = section_of(*open, dialog->step, dialog->section);
    auto const json = parse_json(at->text);
    Json const* answers = json ? member(*json, "reponses") : nullptr;
    if (section == nullptr || answers == nullptr) return;
    Procedure const& procedure = *open->procedure;
    std::string first;
    each_template_field(*open, *section, [&](std::uint32_t index, Field const& field) {
        Json const* stored = member(*answers, field.path);
        auto value = stored != nullptr ? value_from_json(procedure, field, *stored) : std::nullopt;
        if (first.empty()) first = field.path;
        if (!value) return;
        FieldRef const where{index, -1};
        if (set_value(procedure, open->dossier, where, *std::move(value))) after_edit(turn, where);
    });
    turn.announce(Spoken::template_used, at->name);
    turn.model.dialog = std::monostate{};
    turn.focus(first);
}

void later::delete_template(Turn& turn, std::string_view key) {
    Model& model = turn.model;
    auto const at = std::ranges::find(model.templates, key, &Template::key);
    if (at == model.templates.end()) return;
    if (model.can_store) turn.want(effect::StoreRemove{turn.ask(Want::remove_other, at->key), at->key});
    turn.announce(Spoken::template_deleted, at->name);
    model.toast = Toast{Spoken::template_deleted, at->name, undo::RemovedTemplate{at->key, at->text}};
    model.templates.erase(at);
    turn.focus("modele-nom");
}

void later::undo_template(Turn& turn, undo::RemovedTemplate removed) {
    auto one = read_template(std::move(removed.key), std::move(removed.text));
    if (!one) return;
    turn.announce(Spoken::template_restored, one->name);
    put_template(turn, *std::move(one));
}

void later::open_people(Turn& turn, msg::OpenPeople const& message) {
    Model& model = turn.model;
    OpenDossier* open = turn.editable();
    if (open == nullptr || !row_index(open->dossier, message.group, message.row)) return;
    PeopleDialog dialog;
    dialog.group = message.group;
    dialog.row = message.row;
    for (auto const& draft : model.drafts) {
        if (draft.state != DraftState::readable || draft.procedure != open->procedure->id) continue;
        if (draft.id == open->dossier.id) continue;
        auto const other = read_dossier(*open->procedure, *draft.text);
        if (!other) continue;
        auto const rows = other->groups[static_cast<std::size_t>(message.group)].size();
        for (std::size_t row = 0; row < rows; ++row) {
            auto person = person_of(*open->procedure, *other, message.group, row);
            if (!person) continue;
            // Drafts come most recent first: what was last said of a person is what is proposed.
            bool const known = std::ranges::any_of(
                dialog.people, [&](KnownPerson const& one) { return one.searched == person->searched && one.birth == person->birth; });
            if (known) continue;
            person->dossier_name = draft.name.empty() ? draft.subject : draft.name;
            dialog.people.push_back(*std::move(person));
        }
    }
    sort_by(dialog.people, &KnownPerson::searched);
    model.dialog_opener = "connus-" + message.row;
    turn.focus(dialog.people.empty() ? "dialogue-fermer" : "connus-filtre");
    model.dialog = std::move(dialog);
}

void later::filter_people(Turn& turn, std::string text) {
    auto* dialog = std::get_if<PeopleDialog>(&turn.model.dialog);
    if (dialog == nullptr) return;
    auto const count = [&] {
        std::string const wanted = fold(dialog->filter);
        return std::ranges::count_if(dialog->people, [&](KnownPerson const& one) { return one.searched.contains(wanted); });
    };
    auto const before = count();
    dialog->filter = std::move(text);
    // Aloud when the number changes, not at each key.
    if (auto const now = count(); now != before) turn.announce(Spoken::choices_found, {}, now);
}

void later::use_person(Turn& turn, std::uint32_t index) {
    auto* dialog = std::get_if<PeopleDialog>(&turn.model.dialog);
    OpenDossier* open = turn.editable();
    if (dialog == nullptr || open == nullptr || index >= dialog->people.size()) return;
    auto const at = row_index(open->dossier, dialog->group, dialog->row);
    if (!at) return;
    open->dossier.groups[static_cast<std::size_t>(dialog->group)][*at].answers = dialog->people[index].answers;
    after_rows(turn, dialog->group);
    judge_again(*open, turn.today());
    turn.announce(Spoken::person_used, dialog->people[index].label);
    turn.model.dialog = std::monostate{};
    turn.focus(heading_id);
}

template struct Apart<&later::open_templates>;
template struct Apart<&later::save_template>;
template struct Apart<&later::use_template>;
template struct Apart<&later::delete_template>;
template struct Apart<&later::undo_template>;
template struct Apart<&later::open_people>;
template struct Apart<&later::filter_people>;
template struct Apart<&later::use_person>;

}  // namespace guichet
