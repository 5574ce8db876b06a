#include "app/places.hpp"

#include <algorithm>

#include "app/listed.hpp"
#include "procedure/kinds.hpp"

namespace guichet {

constexpr std::size_t most_radios = 5;
constexpr std::size_t most_in_select = 12;

namespace {

/// Choices that may be taken: not those of older forms.
std::size_t offered(Procedure const& procedure, Field const& field) {
    Nomenclature const& list = procedure.nomenclatures[static_cast<std::size_t>(field.nomenclature)];
    if (!list.has_retired) return list.choices.size();
    return static_cast<std::size_t>(std::ranges::count_if(list.choices, [](Choice const& choice) { return choice.retired.empty(); }));
}

}  // namespace

std::string control_id(Procedure const& procedure, std::uint32_t field, std::string_view row) {
    Field const& definition = procedure.fields[field];
    if (definition.group < 0) return definition.path;
    std::string const& group = procedure.groups[static_cast<std::size_t>(definition.group)].id;
    std::string id;
    id.reserve(definition.path.size() + row.size() + 1);
    id += group;
    id += '.';
    id += row;
    id += std::string_view{definition.path}.substr(group.size());
    return id;
}

std::string control_id(Procedure const& procedure, Dossier const& dossier, FieldRef where) {
    Field const& field = procedure.fields[where.field];
    if (field.group < 0 || where.row < 0) return field.path;
    auto const& rows = dossier.groups[static_cast<std::size_t>(field.group)];
    return control_id(procedure, where.field, rows[static_cast<std::size_t>(where.row)].id);
}

bool is_radio_list(Procedure const& procedure, Field const& field) {
    if ((field.kind != Kind::choice && field.kind != Kind::yes_no) || field.nomenclature < 0) return false;
    // One choice alone is no question: it stands in a select, already chosen.
    std::size_t const count = offered(procedure, field);
    return count > 1 && count <= most_radios;
}

bool is_searched_list(Procedure const& procedure, Field const& field) {
    return field.kind == Kind::choice && field.nomenclature >= 0 && offered(procedure, field) > most_in_select;
}

bool is_searched(Procedure const& procedure, Field const& field) {
    return is_searched_list(procedure, field) || code_table_of(field.kind) >= 0;
}

std::string choice_text(Field const& field, Choice const& choice) {
    std::string text;
    // Where the label begins with the code, it is told already.
    if (choice.code.find_first_of("0123456789") != std::string::npos && !choice.label.starts_with(choice.code)) {
        text += code_table_of(field.kind) < 0 ? choice.code : show_value(field.kind, Value{choice.code});
        text += " – ";
    }
    return text += choice.label;
}

std::string calendar_button_id(std::string_view control) { return std::string{control} + "-calendrier"; }

std::string calendar_day_id(Date day) { return "jour-" + date_to_iso(day); }

std::string option_id(std::string_view control, std::string_view code) {
    std::string id{control};
    id += '.';
    id += code;
    return id;
}

std::string focus_id(Procedure const& procedure, std::uint32_t field, std::string_view row) {
    Field const& definition = procedure.fields[field];
    std::string id = control_id(procedure, field, row);
    if (is_radio_list(procedure, definition) || definition.kind == Kind::choices) {
        auto const& choices = procedure.nomenclatures[static_cast<std::size_t>(definition.nomenclature)].choices;
        for (auto const& choice : choices) {
            if (choice.retired.empty()) return option_id(id, choice.code);
        }
    }
    return id;
}

std::string add_button_id(RepeatedGroup const& group) { return group.id + "-ajouter"; }

std::string zone_control_id(AttachmentZone const& zone) { return "pieces." + zone.id; }

std::optional<FieldRef> ref_of_key(Procedure const& procedure, Dossier const& dossier, FieldKey const& key) {
    if (key.field >= procedure.fields.size()) return std::nullopt;
    std::int16_t const group = procedure.fields[key.field].group;
    if (group < 0) return FieldRef{key.field, -1};
    auto const& rows = dossier.groups[static_cast<std::size_t>(group)];
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id == key.row) return FieldRef{key.field, static_cast<std::int32_t>(i)};
    }
    return std::nullopt;
}

FieldKey key_of_ref(Procedure const& procedure, Dossier const& dossier, FieldRef where) {
    FieldKey key{where.field, {}};
    std::int16_t const group = procedure.fields[where.field].group;
    if (group >= 0 && where.row >= 0) { key.row = dossier.groups[static_cast<std::size_t>(group)][static_cast<std::size_t>(where.row)].id; }
    return key;
}

std::optional<FieldKey> key_of_control(Procedure const& procedure, std::string_view control) {
    if (auto const index = procedure.field_index(control); index >= 0 && procedure.fields[static_cast<std::size_t>(index)].group < 0) {
        return FieldKey{static_cast<std::uint32_t>(index), {}};
    }
    auto const first = control.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    auto const second = control.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    std::string path{control.substr(0, first)};
    path += control.substr(second);
    auto const index = procedure.field_index(path);
    if (index < 0 || procedure.fields[static_cast<std::size_t>(index)].group < 0) return std::nullopt;
    return FieldKey{static_cast<std::uint32_t>(index), std::string{control.substr(first + 1, second - first - 1)}};
}

Route route_of_field(OpenDossier const& open, FieldKey const& key) {
    Procedure const& procedure = *open.procedure;
    Field const& field = procedure.fields[key.field];
    std::int16_t step = field.step;
    if (field.group >= 0) step = procedure.groups[static_cast<std::size_t>(field.group)].step;
    if (step < 0) return route_to_page(Page::check, open.dossier.id);
    std::string const& step_id = procedure.steps[static_cast<std::size_t>(step)].id;
    if (field.group < 0) return route_to_step(open.dossier.id, step_id);
    return route_to_row(open.dossier.id, step_id, procedure.groups[static_cast<std::size_t>(field.group)].id, key.row);
}

}  // namespace guichet
