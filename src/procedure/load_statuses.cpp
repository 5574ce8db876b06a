// Statuses and their locks, and the constants of the payload.
#include <algorithm>
#include <set>
#include <vector>

#include "procedure/compiler.hpp"
#include "procedure/loader.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_statuses = 50;
constexpr std::size_t most_constants = 100;
constexpr std::size_t most_follow_ups = 20;
constexpr std::size_t most_paths = 200;

}  // namespace

void Loader::read_statuses(Members& file) {
    auto const items = file.list("statuses", Presence::required, most_statuses);
    std::vector<std::string> where;
    for (std::size_t index = 0; index < items.size(); ++index) {
        Members item(lint, *items[index], pointer_to(file.at("statuses"), index));
        Status status;
        status.id = item.text("id", Presence::required, 60);
        status.label = item.text("label", Presence::required);
        std::string const lock = item.text("lock", Presence::required, 20);
        if (lock == "locked")
            status.lock = Lock::locked;
        else if (lock != "editable" && !lock.empty())
            lint.problem(item.at("lock"), "verrou", "Un statut est «\u202feditable\u202f» ou «\u202flocked\u202f».");
        status.next = item.texts("next", Presence::optional, most_statuses);
        item.done();
        if (!status.id.empty() && !is_name(status.id))
            lint.problem(item.at("id"), "identifiant", "L’identifiant s’écrit en minuscules, chiffres et _.");
        if (procedure.find_status(status.id) != nullptr)
            lint.problem(item.at("id"), "doublon", "Le statut " + in_quotes(status.id) + " existe déjà.");
        where.push_back(item.where());
        procedure.statuses.push_back(std::move(status));
    }
    if (items.empty()) return;

    // The first is that of a new dossier; all others must be reached from it.
    auto const& statuses = procedure.statuses;
    if (statuses[0].id != "brouillon" || statuses[0].lock != Lock::editable) {
        lint.problem(where[0], "statut-initial",
                     "Le premier statut est «\u202fbrouillon\u202f», modifiable\u00a0: celui d’un nouveau dossier.");
    }
    if (procedure.find_status("transmis") == nullptr) {
        lint.problem(file.at("statuses"), "statut-absent", "Il manque le statut «\u202ftransmis\u202f», que l’envoi donne au dossier.");
    }
    std::vector<bool> reached(statuses.size(), false);
    std::vector<std::size_t> waiting{0};
    reached[0] = true;
    for (std::size_t index = 0; index < statuses.size(); ++index) {
        for (std::size_t at = 0; at < statuses[index].next.size(); ++at) {
            if (procedure.find_status(statuses[index].next[at]) != nullptr) continue;
            lint.problem(pointer_to(where[index] + "/next", at), "statut-inconnu",
                         in_quotes(statuses[index].next[at]) + " n’est pas un statut de la démarche.");
        }
    }
    while (!waiting.empty()) {
        std::size_t const index = waiting.back();
        waiting.pop_back();
        for (std::string const& next : statuses[index].next) {
            Status const* const found = procedure.find_status(next);
            if (found == nullptr) continue;
            auto const at = static_cast<std::size_t>(found - statuses.data());
            if (!reached[at]) waiting.push_back(at);
            reached[at] = true;
        }
    }
    for (std::size_t index = 0; index < statuses.size(); ++index) {
        if (lint_speaks && !reached[index])
            lint.warning(where[index], "statut-inaccessible", "Aucune suite ne mène au statut " + in_quotes(statuses[index].id) + ".");
    }
}

std::vector<std::string> Loader::read_follow_up_sources(Json const& json, std::string const& where) {
    std::vector<std::string> paths;
    if (json.is_string()) paths.push_back(json.get<std::string>());
    if (json.is_array()) {
        for (auto const& one : json) paths.push_back(one.is_string() ? one.get<std::string>() : std::string{});
    }
    if (paths.empty()) lint.problem(where, "type", "Un chemin de la démarche, ou plusieurs, est attendu.");
    for (auto const& path : paths) {
        auto const is_it = [&](Field const& field) { return field.path == path && field.group < 0; };
        if (path == receipt_number_path || std::ranges::any_of(procedure.fields, is_it)) continue;
        lint.problem(where, "chemin-inconnu", in_quotes(path) + " n’est pas un champ de la démarche, hors des listes.");
    }
    return paths;
}

void Loader::read_follow_up_answers(Members& item, FollowUp& follow_up) {
    auto const object = [&](std::string_view name, std::string_view words) {
        Json const* json = item.any(name);
        if (json == nullptr || json->is_object()) return json;
        lint.problem(item.at(name), "type", in_quotes(name) + " est un objet\u00a0: " + std::string{words} + ".");
        return static_cast<Json const*>(nullptr);
    };
    if (Json const* const answers = object("answers", "chemin, chemin d’ici")) {
        for (auto const& [target, json] : answers->items()) {
            follow_up.answers.push_back({target, read_follow_up_sources(json, pointer_to(item.at("answers"), target)), {}});
        }
    }
    if (Json const* const values = object("values", "chemin, valeur")) {
        for (auto const& [target, json] : values->items()) follow_up.answers.push_back({target, {}, write_json(json)});
    }
}

void Loader::read_follow_ups(Members& file) {
    auto const items = file.list("follow_ups", Presence::optional, most_follow_ups);
    for (std::size_t index = 0; index < items.size(); ++index) {
        Members item(lint, *items[index], pointer_to(file.at("follow_ups"), index));
        FollowUp follow_up;
        follow_up.procedure = item.text("procedure", Presence::required, 100);
        follow_up.label = item.text("label", Presence::required);
        follow_up.statuses = item.texts("statuses", Presence::required, most_statuses);
        for (std::size_t at = 0; at < follow_up.statuses.size(); ++at) {
            if (procedure.find_status(follow_up.statuses[at]) != nullptr) continue;
            lint.problem(pointer_to(item.at("statuses"), at), "statut-inconnu",
                         in_quotes(follow_up.statuses[at]) + " n’est pas un statut de la démarche.");
        }
        if (item.has("same")) follow_up.same = item.boolean("same", false);
        follow_up.but = item.texts("but", Presence::optional, most_paths);
        read_follow_up_answers(item, follow_up);
        item.done();
        procedure.follow_ups.push_back(std::move(follow_up));
    }
}

void Loader::read_payload(Members& file) {
    Json const* const json = file.any("payload");
    if (json == nullptr) return;
    Members part(lint, *json, file.at("payload"));
    if (Json const* const constants = part.any("constants")) {
        if (!constants->is_object() || constants->size() > most_constants) {
            lint.problem(part.at("constants"), "type",
                         "«\u202fconstants\u202f» est un objet d’au plus 100 membres\u00a0: chemin et valeur.");
        } else {
            for (auto const& entry : constants->items()) {
                std::string const where = pointer_to(part.at("constants"), entry.key());
                if (!is_path(entry.key())) lint.problem(where, "chemin", "Un chemin s’écrit en minuscules, chiffres, _ et points.");
                if (entry.value().is_structured() || entry.value().is_null())
                    lint.problem(where, "type", "Une constante est un texte, un nombre, true ou false.");
                procedure.payload_constants.push_back({entry.key(), write_json(entry.value())});
                payload_where.push_back(where);
            }
        }
    }
    part.done();
}

}  // namespace guichet
