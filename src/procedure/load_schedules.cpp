// Schedules of a procedure file: the function, its arguments and columns by name, and the group that its button fills.
#include <algorithm>
#include <utility>

#include "procedure/compiler.hpp"
#include "procedure/kind_rows.hpp"
#include "procedure/loader.hpp"
#include "procedure/schedule_functions.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_schedules = 16;
constexpr std::size_t most_columns = 20;

/// Index of a name among the function's, told where it is not one; -1 then.
std::int32_t index_of(std::span<ScheduleTrait const> traits, std::string_view name, Lint& lint, std::string const& where) {
    auto const found = std::ranges::find(traits, name, &ScheduleTrait::name);
    if (found != traits.end()) return static_cast<std::int32_t>(found - traits.begin());
    Sentence names;
    for (ScheduleTrait const& trait : traits) names = names + (&trait == traits.data() ? "" : ", ") + Sentence(trait.name);
    lint.problem(where, "fonction", in_quotes(name) + " n’est pas de cette fonction, qui a\u00a0: " + names + ".");
    return -1;
}

}  // namespace

void Loader::read_schedule_arguments(Members& item, Schedule& schedule, std::size_t index) {
    std::span<ScheduleTrait const> const traits = schedule_traits(schedule.function).arguments;
    Json const* const json = item.any("arguments");
    if (json == nullptr || !json->is_object()) {
        lint.problem(json == nullptr ? item.where() : item.at("arguments"), json == nullptr ? "membre-absent" : "type",
                     "«\u202farguments\u202f» est un objet\u00a0: le nom de chaque argument et sa règle.");
        return;
    }
    for (auto const& entry : json->items()) {
        std::string const where = pointer_to(item.at("arguments"), entry.key());
        std::int32_t const name = index_of(traits, entry.key(), lint, where);
        if (name < 0) continue;
        conditions.push_back({PendingCondition::Owner::schedule_argument, index, schedule.arguments.size(), &entry.value(), where});
        schedule.arguments.push_back({static_cast<std::uint8_t>(name), -1});
    }
    for (ScheduleTrait const& trait : traits) {
        if (trait.required && member(*json, trait.name) == nullptr)
            lint.problem(item.at("arguments"), "membre-absent", "Il manque l’argument " + in_quotes(trait.name) + ".");
    }
}

void Loader::read_schedule_columns(Members& item, Schedule& schedule) {
    std::span<ScheduleTrait const> const traits = schedule_traits(schedule.function).columns;
    auto const columns = item.list("columns", Presence::required, most_columns);
    for (std::size_t at = 0; at < columns.size(); ++at) {
        std::string const where = pointer_to(item.at("columns"), at);
        Json const& json = *columns[at];
        bool const good =
            json.is_array() && json.size() == 3 && std::ranges::all_of(json, [](Json const& part) { return part.is_string(); });
        if (!good) {
            lint.problem(where, "type", "Une colonne s’écrit [\"nom\", \"libellé\", \"genre\"].");
            continue;
        }
        Schedule::Column column{json[0].get<std::string>(), json[1].get<std::string>()};
        auto const kind = json[2].get<std::string>();
        std::int32_t const of = index_of(traits, column.name, lint, pointer_to(where, 0));
        if (column.label.empty()) lint.problem(pointer_to(where, 1), "vide", "Une colonne a un libellé.");
        if (!kind_from_name(kind, column.kind)) {
            lint.problem(pointer_to(where, 2), "genre-inconnu", in_quotes(kind) + " n’est pas un genre de champ.");
        } else if (of >= 0) {
            column.of = static_cast<std::uint8_t>(of);
            check_types(traits[column.of].types, kind_types(column.kind), "La colonne vaut ", "son genre", pointer_to(where, 2));
        }
        schedule.columns.push_back(std::move(column));
    }
}

void Loader::read_schedule(Members& item, std::size_t step, Section& section) {
    if (procedure.schedules.size() == most_schedules) {
        lint.problem(item.where(), "trop-long", "Une démarche a au plus 16 échéanciers.");
        return;
    }
    std::size_t const index = procedure.schedules.size();
    Schedule schedule;
    schedule.id = item.text("schedule", Presence::required, 60);
    schedule.label = item.text("label", Presence::required);
    schedule.explanation = item.text("explanation", Presence::optional, 600);
    schedule.source = source(item);
    schedule.step = static_cast<std::int16_t>(step);
    schedule.visible = condition(item, "visible", always, {PendingCondition::Owner::schedule_visible, index, 0, nullptr, {}});
    if (!schedule.id.empty() && !is_name(schedule.id))
        lint.problem(item.at("schedule"), "identifiant", "Le nom d’un échéancier s’écrit en minuscules, chiffres et _.");
    if (procedure.schedule_index(schedule.id) >= 0)
        lint.problem(item.at("schedule"), "doublon", "L’échéancier " + in_quotes(schedule.id) + " existe déjà.");
    if (lint_speaks && schedule.source.title.empty())
        lint.warning(item.where(), "sans-source",
                     "Dites d’où vient l’échéancier " + in_quotes(schedule.id) + " (membre «\u202fsource\u202f»).");
    std::string const function = item.text("function", Presence::required, 60);
    bool const known = schedule_function_named(function, schedule.function);
    if (!known && !function.empty())
        lint.problem(item.at("function"), "fonction",
                     in_quotes(function) + " n’est pas une fonction\u00a0: remuneration_apprentissage, remuneration_professionnalisation, "
                                           "echeancier_apprentissage.");
    std::string fills = item.text("fills", Presence::optional, 60);
    schedule.fill_label = item.text("fill_label", Presence::optional);
    if (fills.empty() != schedule.fill_label.empty())
        lint.problem(item.where(), "membre-absent", "«\u202ffills\u202f», le groupe à remplir, et «\u202ffill_label\u202f» vont ensemble.");
    if (known) {
        read_schedule_arguments(item, schedule, index);
        read_schedule_columns(item, schedule);
    } else {
        (void)item.any("arguments");
        (void)item.any("columns");
    }
    item.done();
    schedule_fills.emplace_back(std::move(fills), item.where());
    procedure.schedules.push_back(std::move(schedule));
    section.items.push_back({SectionItem::What::schedule, static_cast<std::uint32_t>(index)});
}

void Loader::check_schedules() {
    for (std::size_t index = 0; index < procedure.schedules.size(); ++index) {
        Schedule& schedule = procedure.schedules[index];
        auto const& [fills, where] = schedule_fills[index];
        if (fills.empty()) continue;
        std::int32_t const group = procedure.group_index(fills);
        if (group < 0) {
            lint.problem(where + "/fills", "groupe-inconnu", in_quotes(fills) + " n’est pas un groupe répété.");
            continue;
        }
        schedule.fills = static_cast<std::int16_t>(group);
        bool fills_some = false;
        for (Schedule::Column const& column : schedule.columns) {
            Field const* const field = procedure.find_field(fills + "." + column.name);
            if (field == nullptr) continue;
            fills_some = true;
            TypeSet const given = schedule_traits(schedule.function).columns[column.of].types;
            check_types(given, kind_types(field->kind), "La colonne " + in_quotes(column.name) + " vaut ", "le champ", where + "/fills");
        }
        if (!fills_some)
            lint.problem(where + "/fills", "champ-inconnu", "Aucune colonne n’a le nom d’un champ de " + in_quotes(fills) + ".");
    }
}

}  // namespace guichet
