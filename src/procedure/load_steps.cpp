// Steps, sections, repeated groups and attachment zones of a procedure file.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/text.hpp"
#include "procedure/compiler.hpp"
#include "procedure/loader.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_steps = 50;
constexpr std::size_t most_sections = 50;
constexpr std::size_t most_items = 500;
constexpr std::size_t most_groups = 32;
constexpr std::size_t most_zones = 64;
constexpr std::size_t most_columns = 20;
constexpr std::int64_t most_rows = 2000;
constexpr std::int64_t most_megabytes = 200;

/// The types that core/file_types.hpp can recognise, by the names of the format.
constexpr std::array known_types{
    std::pair{std::string_view("pdf"), FileType::pdf},
    std::pair{std::string_view("jpeg"), FileType::jpeg},
    std::pair{std::string_view("png"), FileType::png},
};

}  // namespace

void Loader::read_steps(Members& file) {
    auto const items = file.list("steps", Presence::required, most_steps);
    std::set<std::string> step_ids;
    std::set<std::string> section_ids;
    for (std::size_t index = 0; index < items.size(); ++index) {
        Members item(lint, *items[index], pointer_to(file.at("steps"), index));
        procedure.steps.push_back({item.text("id", Presence::required, 60),
                                   item.text("title", Presence::required),
                                   item.text("intro", Presence::optional, 2000),
                                   {}});
        Step& step = procedure.steps.back();
        if (!step.id.empty() && !is_identifier(step.id))
            lint.problem(item.at("id"), "identifiant", "L’identifiant s’écrit en minuscules, chiffres et tirets.");
        if (!step_ids.insert(step.id).second) lint.problem(item.at("id"), "doublon", "L’étape " + in_quotes(step.id) + " existe déjà.");
        auto const sections = item.list("sections", Presence::required, most_sections);
        for (std::size_t at = 0; at < sections.size(); ++at) {
            Members part(lint, *sections[at], pointer_to(item.at("sections"), at));
            Section section;
            section.id = part.text("id", Presence::required, 60);
            section.title = part.text("title", Presence::optional);
            section.intro = part.text("intro", Presence::optional, 2000);
            if (!section.id.empty() && !is_identifier(section.id))
                lint.problem(part.at("id"), "identifiant", "L’identifiant s’écrit en minuscules, chiffres et tirets.");
            if (!section_ids.insert(section.id).second)
                lint.problem(part.at("id"), "doublon", "La section " + in_quotes(section.id) + " existe déjà.");
            section.visible = condition(part, "visible", always, {PendingCondition::Owner::section_visible, index, at, nullptr, {}});
            read_section(part, index, section);
            part.done();
            procedure.steps[index].sections.push_back(std::move(section));
        }
        item.done();
    }
}

void Loader::read_section(Members& part, std::size_t step, Section& section) {
    auto const items = part.list("items", Presence::required, most_items);
    for (std::size_t index = 0; index < items.size(); ++index) {
        read_item(*items[index], pointer_to(part.at("items"), index), step, section);
    }
}

void Loader::read_item(Json const& json, std::string const& where, std::size_t step, Section& section) {
    Members item(lint, json, where);
    if (!json.is_object()) return;
    constexpr std::array<std::string_view, 4> kinds{"field", "group", "attachment", "schedule"};
    if (std::ranges::count_if(kinds, [&](std::string_view kind) { return item.has(kind); }) != 1) {
        lint.problem(where, "element",
                     "Un élément a un seul des membres «\u202ffield\u202f», «\u202fgroup\u202f», «\u202fattachment\u202f» et "
                     "«\u202fschedule\u202f».");
        return;
    }
    if (item.has("group")) return read_group(item, step, section);
    if (item.has("attachment")) return read_attachment(item, step, section);
    if (item.has("schedule")) return read_schedule(item, step, section);
    std::int32_t const field = read_field(item, step, procedure.steps[step].sections.size(), -1);
    if (field >= 0) section.items.push_back({SectionItem::What::field, static_cast<std::uint32_t>(field)});
}

void Loader::read_group(Members& item, std::size_t step, Section& section) {
    if (procedure.groups.size() == most_groups) {
        lint.problem(item.where(), "trop-long", "Une démarche a au plus 32 groupes répétés.");
        return;
    }
    auto const index = static_cast<std::int16_t>(procedure.groups.size());
    RepeatedGroup group;
    group.id = item.text("group", Presence::required, 60);
    group.label = item.text("label", Presence::required);
    group.item_label = item.text("item_label", Presence::required);
    group.add_label = item.text("add_label", Presence::optional);
    if (group.add_label.empty()) group.add_label = "Ajouter";
    group.empty_label = item.text("empty_label", Presence::optional);
    group.edit_label = item.text("edit_label", Presence::optional);
    group.remove_label = item.text("remove_label", Presence::optional);
    group.maximum = static_cast<std::uint32_t>(item.integer("maximum", 1, most_rows).value_or(group.maximum));
    group.minimum = static_cast<std::uint32_t>(item.integer("minimum", 0, most_rows).value_or(0));
    group.minimum_message = item.text("minimum_message", Presence::optional);
    group.payload_path = item.text("payload", Presence::optional, 120);
    group.source = source(item);
    group.step = static_cast<std::int16_t>(step);
    group.visible =
        condition(item, "visible", always, {PendingCondition::Owner::group_visible, static_cast<std::size_t>(index), 0, nullptr, {}});
    if (!group.id.empty() && !is_name(group.id))
        lint.problem(item.at("group"), "identifiant", "Le nom d’un groupe s’écrit en minuscules, chiffres et _.");
    if (procedure.group_index(group.id) >= 0)
        lint.problem(item.at("group"), "doublon", "Le groupe " + in_quotes(group.id) + " existe déjà.");
    if (group.minimum > group.maximum) lint.problem(item.at("minimum"), "bornes", "Le minimum dépasse le maximum.");
    if (group.minimum_message.empty()) {
        group.minimum_message =
            "Ajoutez au moins " + counted(group.minimum, to_lower_ascii(group.item_label), to_lower_ascii(group.item_label) + "s") + ".";
    }
    if (group.payload_path.empty()) group.payload_path = group.id;
    procedure.groups.push_back(std::move(group));
    group_where.push_back(item.where());
    group_place.push_back({step, procedure.steps[step].sections.size()});
    section.items.push_back({SectionItem::What::group, static_cast<std::uint32_t>(index)});

    auto const rows = item.list("items", Presence::required, most_items);
    for (std::size_t at = 0; at < rows.size(); ++at) {
        Members row(lint, *rows[at], pointer_to(item.at("items"), at));
        if (!rows[at]->is_object()) continue;
        if (row.has("group") || row.has("attachment") || row.has("schedule")) {
            lint.problem(row.where(), "element", "Un groupe répété ne contient que des champs.");
            continue;
        }
        (void)read_field(row, step, procedure.steps[step].sections.size(), index);
    }
    RepeatedGroup& added = procedure.groups[static_cast<std::size_t>(index)];
    auto const columns = item.texts("columns", Presence::required, most_columns);
    for (std::size_t at = 0; at < columns.size(); ++at) {
        std::string const path = added.id + "." + columns[at];
        auto const found = std::ranges::find(procedure.fields, path, &Field::path);
        if (found == procedure.fields.end()) {
            lint.problem(pointer_to(item.at("columns"), at), "champ-inconnu", in_quotes(columns[at]) + " n’est pas un champ du groupe.");
        } else {
            added.columns.push_back(static_cast<std::uint32_t>(found - procedure.fields.begin()));
        }
    }
    item.done();
}

void Loader::read_attachment(Members& item, std::size_t step, Section& section) {
    if (procedure.attachments.size() == most_zones) {
        lint.problem(item.where(), "trop-long", "Une démarche a au plus 64 zones de pièces jointes.");
        return;
    }
    std::size_t const index = procedure.attachments.size();
    AttachmentZone zone;
    zone.id = item.text("attachment", Presence::required, 60);
    zone.label = item.text("label", Presence::required);
    zone.hint = item.text("hint", Presence::optional, 600);
    zone.required_message = item.text("required_message", Presence::optional);
    zone.source = source(item);
    zone.step = static_cast<std::int16_t>(step);
    zone.visible = condition(item, "visible", always, {PendingCondition::Owner::zone_visible, index, 0, nullptr, {}});
    zone.required = condition(item, "required", never, {PendingCondition::Owner::zone_required, index, 0, nullptr, {}});
    zone.maximum_count = static_cast<std::uint32_t>(item.integer("maximum_count", 1, 100).value_or(zone.maximum_count));
    if (auto const megabytes = item.integer("maximum_megabytes", 1, most_megabytes)) {
        zone.maximum_bytes = static_cast<std::uint64_t>(*megabytes) << 20U;
    }
    if (!zone.id.empty() && !is_name(zone.id))
        lint.problem(item.at("attachment"), "identifiant", "Le nom d’une zone s’écrit en minuscules, chiffres et _.");
    if (procedure.attachment_index(zone.id) >= 0)
        lint.problem(item.at("attachment"), "doublon", "La zone " + in_quotes(zone.id) + " existe déjà.");
    if (zone.required_message.empty()) zone.required_message = "Déposez un fichier dans «\u202f" + zone.label + "\u202f».";
    auto const types = item.texts("types", Presence::required, 20);
    for (std::size_t at = 0; at < types.size(); ++at) {
        auto const* const found = std::ranges::find(known_types, types[at], &std::pair<std::string_view, FileType>::first);
        if (found == known_types.end()) {
            lint.problem(pointer_to(item.at("types"), at), "type-inconnu",
                         in_quotes(types[at]) + " n’est pas un type de fichier reconnu\u00a0: pdf, jpeg, png.");
        } else {
            zone.types.push_back(found->second);
        }
    }
    item.done();
    procedure.attachments.push_back(std::move(zone));
    zone_place.push_back({step, procedure.steps[step].sections.size()});
    section.items.push_back({SectionItem::What::attachment, static_cast<std::uint32_t>(index)});
}

}  // namespace guichet
