#include "procedure/load.hpp"

#include <algorithm>

#include "core/sort.hpp"
#include "procedure/compiler.hpp"
#include "procedure/loader.hpp"

namespace guichet {

namespace {

constexpr std::size_t longest_file = std::size_t{4} << 20U;
constexpr std::int64_t format_version = 1;
constexpr std::size_t most_sources = 500;

}  // namespace

Source Loader::source(Members& owner) {
    Json const* const json = owner.any("source");
    if (json == nullptr) return {};
    if (json->is_string()) {
        auto const name = json->get<std::string>();
        auto const found = sources.find(name);
        if (found == sources.end()) {
            lint.problem(owner.at("source"), "source-inconnue",
                         in_quotes(name) + " n’est pas une source de la démarche (membre «\u202fsources\u202f»).");
            return {};
        }
        if (lint_speaks) used_sources[name] = true;
        return found->second;
    }
    Members item(lint, *json, owner.at("source"));
    Source read{item.text("title", Presence::required), item.text("excerpt", Presence::optional, 2000)};
    item.done();
    return read;
}

void Loader::read_sources(Members& file) {
    Json const* const json = file.any("sources");
    if (json == nullptr) return;
    if (!json->is_object() || json->size() > most_sources) {
        lint.problem(file.at("sources"), "type", "«\u202fsources\u202f» est un objet d’au plus 500 membres, un par source.");
        return;
    }
    for (auto const& entry : json->items()) {
        Members item(lint, entry.value(), pointer_to(file.at("sources"), entry.key()));
        sources[entry.key()] = {item.text("title", Presence::required), item.text("excerpt", Presence::optional, 2000)};
        item.done();
    }
}

void Loader::read(Json const& json) {
    Members file(lint, json, "");
    if (!json.is_object()) return;
    auto const format = file.integer("guichet_procedure", format_version, format_version);
    if (!format && !file.has("guichet_procedure")) {
        lint.problem("", "membre-absent",
                     "Il manque «\u202fguichet_procedure\u202f»\u00a0: 1, qui dit que le fichier est une démarche de Guichet.");
    }
    (void)file.any("$schema");
    procedure.id = file.text("id", Presence::required, 100);
    procedure.version = file.text("version", Presence::required, 40);
    procedure.title = file.text("title", Presence::required);
    procedure.organisme = file.text("organisme", Presence::required);
    procedure.portal = file.text("portal", Presence::optional, 60);
    procedure.description = file.text("description", Presence::optional, 2000);
    if (!procedure.id.empty() && !is_identifier(procedure.id)) {
        lint.problem("/id", "identifiant",
                     "L’identifiant s’écrit en minuscules, chiffres, tirets et points\u00a0: \"opco-mobilites.action-formation\".");
    }
    read_sources(file);
    procedure.source = source(file);
    read_nomenclatures(file);
    read_tables(file);
    read_steps(file);
    read_statuses(file);
    read_payload(file);
    read_follow_ups(file);
    read_shapes(file);
    read_migrations(file);

    auto& order = procedure.by_path;
    order.resize(procedure.fields.size());
    std::ranges::generate(order, [next = 0U]() mutable { return next++; });
    sort_by(order, [&](std::uint32_t index) { return std::string_view(procedure.fields[index].path); });

    names = names_of(procedure);
    compile_conditions();
    read_rules(file);
    check_lookups();
    check_schedules();
    check_migrations();
    check_payload();
    order_fields();
    for (auto const& [name, used] : sources) {
        if (lint_speaks && !used_sources.contains(name))
            lint.warning(pointer_to("/sources", name), "inutile", "La source " + in_quotes(name) + " ne sert pas.");
    }
    file.done();
}

LoadedProcedure load_procedure(std::string_view text) {
    LoadedProcedure loaded;
    if (text.size() > longest_file) {
        Lint(loaded.problems).problem("", "trop-long", "Le fichier dépasse 4\u00a0Mo.");
        return loaded;
    }
    auto const json = parse_json(text);
    if (!json) {
        loaded.problems.push_back({"", json.error().code, json.error().message, true});
        return loaded;
    }
    Loader loader{.lint = Lint(loaded.problems)};
    loader.read(*json);
    if (!loader.lint.has_fatal()) loaded.procedure = std::make_shared<Procedure const>(std::move(loader.procedure));
    return loaded;
}

}  // namespace guichet
