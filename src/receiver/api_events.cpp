// What has changed since a cursor: those who follow ask again and again, or wait for an answer.
#include <utility>

#include "receiver/answers.hpp"
#include "receiver/api.hpp"
#include "receiver/life.hpp"

namespace guichet::receiver {
namespace {

constexpr std::int64_t usual_limit = 100;
constexpr std::int64_t most_limit = 500;
constexpr std::int64_t most_seconds = 25;
constexpr std::int64_t most_cursor = 9'007'199'254'740'991;  // what a number of JSON holds exactly in a browser
/// What who may not wait here should wait elsewhere, in seconds.
constexpr char const* turned_away = "5";

}  // namespace

Json Api::event_to_json(StoredEvent const& event) const {
    auto const procedure = procedures_.find_or_newest(event.procedure, event.procedure_version);
    Json out = Json::object();
    out["numero"] = event.number;
    out["dossier"] = event.dossier;
    out["date"] = event.date;
    out["statut"] = event.status;
    out["statut_libelle"] = status_label(procedure.get(), event.status);
    out["verrou"] = is_open(procedure.get(), event.status) ? "modifiable" : "verrouille";
    out["auteur"] = event.author;
    out["commentaire"] = event.comment;
    out["version"] = event.version;
    return out;
}

Response Api::list_events(Request const& request, Asking const& asking) const {
    auto const query = read_query(request.query);
    auto const after = query ? number_of(*query, "apres", 0, 0, most_cursor) : std::nullopt;
    auto const limit = query ? number_of(*query, "limite", usual_limit, 1, most_limit) : std::nullopt;
    auto const seconds = query ? number_of(*query, "attendre", 0, 0, most_seconds) : std::nullopt;
    if (!after || !limit || !seconds) {
        return refuse(400, "parametre-invalide",
                      "« apres » est un nombre à partir de 0, « limite » un nombre de 1 à 500, « attendre » un nombre de 0 à 25 secondes.");
    }
    auto const last = store_.last_event();
    if (!last) { return trouble_answer(last.error()); }
    if (*after > *last) {
        return refuse(409, "curseur-inconnu",
                      "Ce serveur n’a pas encore d’événement de ce numéro : sa base n’est plus celle d’où vient ce curseur. Reprenez à 0.");
    }
    bool is_turned_away = false;
    if (*seconds > 0 && *last == *after && request.method == "GET") {
        is_turned_away = watch_.wait(*after, std::chrono::seconds(*seconds), request.is_gone) == EventWatch::Ended::refused;
    }
    // What is told to nobody here was looked at all the same: who follows need not look at it again.
    auto const seen = asking.caller == nullptr ? Result<std::int64_t>(*after) : store_.last_event();
    if (!seen) { return trouble_answer(seen.error()); }
    // One more than asked for tells whether some are left.
    auto events = store_.events_after(*after, *limit + 1, asking.scope());
    if (!events) { return trouble_answer(events.error()); }
    bool const is_more = std::cmp_greater(events->size(), *limit);
    if (is_more) { events->pop_back(); }
    Json body = Json::object();
    body["curseur"] = events->empty() ? *seen : events->back().number;
    body["reste"] = is_more;
    body["evenements"] = Json::array();
    for (auto const& event : *events) { body["evenements"].push_back(event_to_json(event)); }
    auto response = json_answer(200, body);
    if (is_turned_away) { response.set("Retry-After", turned_away); }
    return response;
}

}  // namespace guichet::receiver
