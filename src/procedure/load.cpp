#include "procedure/load.hpp"

#include <algorithm>
#include <set>

#include "core/sort.hpp"
#include "procedure/compiler.hpp"
#include "procedure/loader.hpp"

namespace guichet {

namespace {

constexpr std::size_t longest_file = std::size_t{4} << 20U;
constexpr std::int64_t format_version = 1;
constexpr std::size_t most_nomenclatures = 100;
constexpr std::size_t most_choices = 20000;
constexpr std::size_t most_sources = 500;

Choice read_choice_item(Lint& lint, Json const& json, std::string const& where) {
    // ["CDI", "Contrat à durée indéterminée"], or the object it is short for.
    if (json.is_array() && json.size() == 2 && json[0].is_string() && json[1].is_string()) {
        return {json[0].get<std::string>(), json[1].get<std::string>()};
    }
    if (!json.is_object()) {
        lint.problem(where, "type", "Un choix s’écrit [\"code\", \"libellé\"].");
        return {};
    }
    Members item(lint, json, where);
    Choice choice{item.text("code", Presence::required, 60), item.text("label", Presence::required)};
    item.done();
    return choice;
}

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
        used_sources[name] = true;
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

void Loader::read_nomenclatures(Members& file) {
    auto const items = file.list("nomenclatures", Presence::optional, most_nomenclatures);
    std::set<std::string> ids;
    for (std::size_t index = 0; index < items.size(); ++index) {
        Members item(lint, *items[index], pointer_to(file.at("nomenclatures"), index));
        Nomenclature list;
        list.id = item.text("id", Presence::required, 100);
        list.version = item.text("version", Presence::required, 40);
        list.source = source(item);
        if (!list.id.empty() && !is_identifier(list.id)) {
            lint.problem(item.at("id"), "identifiant", "Un identifiant s’écrit en minuscules, chiffres et tirets.");
        }
        if (!ids.insert(list.id).second) lint.problem(item.at("id"), "doublon", "La liste " + in_quotes(list.id) + " est déjà définie.");
        if (list.source.title.empty()) {
            lint.warning(item.where(), "sans-source",
                         "Dites d’où vient la liste " + in_quotes(list.id) + " (membre «\u202fsource\u202f»).");
        }
        std::set<std::string> codes;
        auto const choices = item.list("choices", Presence::required, most_choices);
        for (std::size_t at = 0; at < choices.size(); ++at) {
            std::string const where = pointer_to(item.at("choices"), at);
            Choice choice = read_choice_item(lint, *choices[at], where);
            bool const bad = choice.code.empty() || choice.code.size() > 60 || choice.code.find(',') != std::string::npos ||
                             choice.code.front() == ' ' || choice.code.back() == ' ';
            if (bad)
                lint.problem(where, "code", "Un code n’est pas vide, n’a pas de virgule, ni d’espace au bord, et a au plus 60 octets.");
            else if (!codes.insert(choice.code).second) {
                lint.problem(where, "doublon", "Le code " + in_quotes(choice.code) + " figure déjà dans cette liste.");
            }
            if (choice.label.empty()) lint.problem(where, "vide", "Un choix a un libellé.");
            list.choices.push_back(std::move(choice));
        }
        item.done();
        procedure.nomenclatures.push_back(std::move(list));
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
    procedure.description = file.text("description", Presence::optional, 2000);
    if (!procedure.id.empty() && !is_identifier(procedure.id)) {
        lint.problem("/id", "identifiant",
                     "L’identifiant s’écrit en minuscules, chiffres, tirets et points\u00a0: \"opco-mobilites.action-formation\".");
    }
    read_sources(file);
    procedure.source = source(file);
    read_nomenclatures(file);
    read_steps(file);
    read_statuses(file);
    read_payload(file);

    auto& order = procedure.by_path;
    order.resize(procedure.fields.size());
    std::ranges::generate(order, [next = 0U]() mutable { return next++; });
    sort_by(order, [&](std::uint32_t index) { return std::string_view(procedure.fields[index].path); });

    name_answers();
    compile_conditions();
    read_rules(file);
    check_lookups();
    check_payload();
    order_fields();
    for (auto const& [name, used] : sources) {
        if (!used_sources.contains(name))
            lint.warning(pointer_to("/sources", name), "inutile", "La source " + in_quotes(name) + " ne sert pas.");
    }
    file.done();
}

LoadedProcedure load_procedure(std::string_view text) {
    LoadedProcedure loaded;
    if (text.size() > longest_file) {
        loaded.problems.push_back({"", "trop-long", "Le fichier dépasse 4\u00a0Mo.", true});
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
