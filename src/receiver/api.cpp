#include "receiver/api.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "receiver/answers.hpp"
#include "receiver/database.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

/// What an entry asks for, when it is a right.
std::optional<Right> right_of(Entry entry) {
    switch (entry) {
    case Entry::reading: return Right::reading;
    case Entry::sending: return Right::sending;
    case Entry::administration: return Right::administration;
    case Entry::open:
    case Entry::signed_in: break;
    }
    return std::nullopt;
}

}  // namespace

Api::Api(Store& store, EventWatch& watch, PieceFiles const& files, Procedures const& procedures, Directory const& directory, Site& site,
         AccountsApi const* accounts, ApiSettings settings)
    : store_(store),
      watch_(watch),
      files_(files),
      procedures_(procedures),
      directory_(directory),
      site_(site),
      accounts_(accounts),
      settings_(std::move(settings)) {
    settings_.token_latin1 = to_latin1(settings_.token).value_or(settings_.token);
}

Response Api::answer(Request const& request) const {
    bool const is_api = request.path == "/api" || request.path.starts_with("/api/");
    if (!is_api) { return site_.answer(request); }
    auto const parts = parts_of(request.path);
    auto const routes = routes_of(parts, accounts_ != nullptr);
    auto response = route(request, parts, routes);
    // Never what a client wrote: an address may name a person.
    response.route = routes.empty() ? "/api/*" : routes.front()->pattern;
    if (!settings_.origin.empty()) {
        response.set("Vary", "Origin");
        if (request.header("origin") == settings_.origin) {
            response.set("Access-Control-Allow-Origin", settings_.origin);
            response.set("Access-Control-Expose-Headers", "Location, Retry-After, WWW-Authenticate");
        }
    }
    return response;
}

Response Api::route(Request const& request, std::vector<std::string_view> const& parts, std::vector<Route const*> const& routes) const {
    auto const host = request.header("host");
    if (settings_.only_loopback && host && !is_loopback_host(*host)) {
        return refuse(421, "nom-inattendu",
                      "Ce serveur ne répond qu’aux noms de cette machine (localhost, 127.0.0.1). Pour l’ouvrir à d’autres, donnez-lui un "
                      "code d’accès avec --token.");
    }
    if (routes.empty()) { return not_found(); }
    if (request.method == "OPTIONS") { return preflight(request, routes); }
    auto const* const route = route_for(routes, request.method);
    if (route == nullptr) { return method_not_allowed(methods_of(routes)); }
    if (route->entry == Entry::open) { return answer_to(*route, request, {}, parts); }
    if (accounts_ == nullptr) {
        if (auto refusal = guard(request)) { return *std::move(refusal); }
        return answer_to(*route, request, {}, parts);
    }
    auto const caller = accounts_->caller_of(request);
    if (!caller) { return caller.error(); }
    Asking asking{&*caller, {}};
    if (auto refusal = check_access(*route, request, parts, asking)) { return *std::move(refusal); }
    return answer_to(*route, request, asking, parts);
}

std::optional<Response> Api::check_access(Route const& route, Request const& request, std::vector<std::string_view> const& parts,
                                          Asking& asking) const {
    auto const right = right_of(route.entry);
    if (!right) { return std::nullopt; }
    if (route.entry == Entry::administration) {
        return asking.caller->rights_for(parts[1]).has(*right) ? std::nullopt : std::optional(lacking(*right));
    }
    asking.organisation = request.header("guichet-organisation").value_or("");
    if (!asking.organisation.empty()) {
        return asking.caller->rights_for(asking.organisation).has(*right) ? std::nullopt : std::optional(lacking(*right));
    }
    auto const count = std::ranges::count_if(asking.caller->organisations, [&right](auto const& one) { return one.rights.has(*right); });
    if (count == 0) { return lacking(*right); }
    if (route.endpoint != Endpoint::post_dossier) { return std::nullopt; }
    if (count > 1) {
        return refuse(
            400, "organisation-a-choisir",
            "Votre compte agit pour plusieurs organisations. Dites pour laquelle dans l’en-tête Guichet-Organisation : son SIRET.");
    }
    asking.organisation =
        std::ranges::find_if(asking.caller->organisations, [&right](auto const& one) { return one.rights.has(*right); })->siret;
    return std::nullopt;
}

std::optional<Response> Api::check_dossier(Asking const& asking, std::string_view organisation, Right right) {
    if (asking.caller == nullptr) { return std::nullopt; }
    auto const rights = organisation.empty() ? Rights() : asking.caller->rights_for(organisation);
    bool const is_other = !asking.organisation.empty() && asking.organisation != organisation;
    if (rights.none() || is_other) { return unknown_dossier(); }
    return rights.has(right) ? std::nullopt : std::optional(lacking(right));
}

std::optional<Response> Api::check_sending_again(Request const& request, Asking const& asking, std::string_view organisation) const {
    if (asking.caller == nullptr) { return std::nullopt; }
    auto const caller = accounts_->caller_of(request);
    if (!caller) { return caller.error(); }
    return caller->rights_for(organisation).has(Right::sending) ? std::nullopt : std::optional(lacking(Right::sending));
}

Response Api::answer_to(Route const& route, Request const& request, Asking const& asking,
                        std::vector<std::string_view> const& parts) const {
    if (route.needs_accounts) { return accounts_->answer(route, request, asking.caller, parts); }
    switch (route.endpoint) {
    case Endpoint::health: return health();
    case Endpoint::contract: return contract();
    case Endpoint::directory: return directory_.search(request.query);
    case Endpoint::events: return list_events(request, asking);
    case Endpoint::list_dossiers: return list_dossiers(request, asking);
    case Endpoint::post_dossier: return post_dossier(request, asking);
    default: break;
    }
    // An id that could not be one is not looked for: nothing of the address goes further than here.
    if (!is_uuid(parts[1])) { return unknown_dossier(); }
    if (route.endpoint == Endpoint::get_dossier) { return get_dossier(parts[1], asking); }
    if (!is_plain_id(parts[3])) { return refuse(404, "piece-inconnue", "Cette pièce n’est pas annoncée par le dossier."); }
    return route.endpoint == Endpoint::get_piece ? get_piece(parts[1], parts[3], asking) : put_piece(request, parts[1], parts[3], asking);
}

Response Api::contract() const {
    Response response;
    response.type = "application/json; charset=utf-8";
    response.body = settings_.openapi;
    response.set("Cache-Control", "no-cache");
    return settings_.openapi.empty() ? not_found() : response;
}

std::optional<Response> Api::guard(Request const& request) const {
    if (settings_.token.empty()) { return std::nullopt; }
    auto const header = request.header("authorization");
    constexpr std::string_view scheme = "bearer ";
    bool const is_bearer = header && header->size() > scheme.size() && to_lower_ascii(header->substr(0, scheme.size())) == scheme;
    auto const given = is_bearer ? trim(header->substr(scheme.size())) : std::string_view();
    bool const is_right = equal_in_constant_time(given, settings_.token) || equal_in_constant_time(given, settings_.token_latin1);
    if (is_bearer && is_right) { return std::nullopt; }
    auto response = refuse(401, header ? "jeton-refuse" : "jeton-absent",
                           header ? "Le code d’accès n’est pas le bon. Vérifiez-le, puis envoyez de nouveau : rien n’est perdu."
                                  : "Ce service demande un code d’accès. Indiquez-le, puis envoyez de nouveau : rien n’est perdu.");
    response.set("WWW-Authenticate", header ? R"(Bearer realm="Guichet", error="invalid_token")" : R"(Bearer realm="Guichet")");
    return response;
}

Response Api::preflight(Request const& request, std::vector<Route const*> const& routes) const {
    auto const methods = methods_of(routes);
    Response response;
    response.status = 204;
    response.set("Allow", methods + ", OPTIONS");
    response.set("Cache-Control", "no-store");
    if (!settings_.origin.empty() && request.header("origin") == settings_.origin) {
        response.set("Access-Control-Allow-Methods", methods);
        response.set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Guichet-Organisation, Idempotency-Key");
        response.set("Access-Control-Max-Age", "600");
    }
    return response;
}

Response Api::health() const {
    if (auto const checked = store_.check(); !checked) { return trouble_answer(checked.error()); }
    Json body = Json::object();
    body["etat"] = "ok";
    body["procedures"] = Json::array();
    for (auto const& procedure : procedures_.all()) {
        Json one = Json::object();
        one["id"] = procedure->id;
        one["version"] = procedure->version;
        one["titre"] = procedure->title;
        body["procedures"].push_back(std::move(one));
    }
    return json_answer(200, body);
}

Response trouble_answer(Trouble const& trouble) {
    return refusal_answer({status_of_database_trouble(trouble.code), trouble, Json::array()});
}

Response lacking(Right right) {
    auto const name = std::string(name_of(right));
    return refuse(403, "droit-manquant",
                  "Votre compte n’a pas le droit « " + name + " » pour cette organisation. Demandez-le à la personne qui l’administre.");
}

Response unknown_dossier() { return refuse(404, "dossier-inconnu", "Ce dossier n’est pas connu ici. Envoyez-le d’abord."); }

Response too_large(std::uint64_t limit) {
    // In the units people know, and never "0 Mo".
    auto const text = limit >= (1U << 20U) ? std::to_string(limit >> 20U) + " Mo" : std::to_string(limit) + " octets";
    return refuse(413, "trop-volumineux",
                  "Le contenu envoyé dépasse la taille admise (" + text + "). Réduisez-le, puis envoyez de nouveau.");
}

Response interrupted() {
    return refuse(400, "envoi-interrompu", "Le contenu n’est pas arrivé en entier. Rien n’a été enregistré : envoyez-le de nouveau.");
}

std::optional<Response> refuse_by_headers(Request const& request, std::uint64_t limit, std::vector<std::string_view> const& types,
                                          bool may_lack_type) {
    auto const type = media_type_of(request.header("content-type").value_or(""));
    bool const is_wanted = type.empty() ? may_lack_type : std::ranges::find(types, type) != types.end();
    if (!is_wanted || request.header("content-encoding")) {
        return refuse(415, "type-non-admis",
                      "Ce contenu n’est pas du type attendu : envoyez-le, sans compression, comme " + std::string(types.front()) + ".");
    }
    if (!request.content_length && !request.has_body) {
        return refuse(411, "longueur-absente", "La longueur du contenu manque. Envoyez-la dans Content-Length.");
    }
    if (request.content_length.value_or(0) > limit) { return too_large(limit); }
    return std::nullopt;
}

std::expected<std::string, Response> read_whole_body(Request const& request, std::uint64_t limit) {
    std::string body;
    if (!request.has_body || !request.read_body) { return body; }
    body.reserve(static_cast<std::size_t>(request.content_length.value_or(0)));
    auto const end = request.read_body([&](std::string_view bytes) {
        if (body.size() + bytes.size() > limit) { return false; }
        body += bytes;
        return true;
    });
    if (end == BodyEnd::stopped) { return std::unexpected(too_large(limit)); }
    if (end == BodyEnd::broken) { return std::unexpected(interrupted()); }
    return body;
}

}  // namespace guichet::receiver
