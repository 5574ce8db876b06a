#include "receiver/api.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "receiver/answers.hpp"
#include "receiver/database.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

bool is_read(std::string_view method) { return method == "GET" || method == "HEAD"; }

/// The methods of an address, for 405 and for a preflight. Empty: no such address.
std::string_view methods_of(std::vector<std::string_view> const& parts) {
    if (std::ranges::any_of(parts, [](std::string_view part) { return part.empty(); })) { return {}; }
    if (parts.size() == 1 && (parts[0] == "sante" || parts[0] == "openapi.json")) { return "GET, HEAD"; }
    if (parts.size() == 2 && parts[0] == "annuaire" && parts[1] == "search") { return "GET, HEAD"; }
    if (parts.size() == 1 && parts[0] == "evenements") { return "GET, HEAD"; }
    if (parts.empty() || parts[0] != "dossiers") { return {}; }
    if (parts.size() == 1) { return "GET, HEAD, POST"; }
    if (parts.size() == 2) { return "GET, HEAD"; }
    if (parts.size() == 4 && parts[2] == "pieces") { return "GET, HEAD, PUT"; }
    return {};
}

/// What the log says of the address.
std::string_view pattern_of(std::vector<std::string_view> const& parts) {
    if (methods_of(parts).empty()) { return "/api/*"; }
    if (parts[0] == "sante") { return "/api/sante"; }
    if (parts[0] == "openapi.json") { return "/api/openapi.json"; }
    if (parts[0] == "annuaire") { return "/api/annuaire/search"; }
    if (parts[0] == "evenements") { return "/api/evenements"; }
    if (parts.size() == 1) { return "/api/dossiers"; }
    return parts.size() == 2 ? "/api/dossiers/{id}" : "/api/dossiers/{id}/pieces/{piece}";
}

bool is_method_of(std::string_view methods, std::string_view method) {
    return std::ranges::any_of(split(methods, ','), [method](std::string_view one) { return trim(one) == method; });
}

}  // namespace

Api::Api(Store& store, EventWatch& watch, PieceFiles const& files, Procedures const& procedures, Directory const& directory, Site& site,
         ApiSettings settings)
    : store_(store),
      watch_(watch),
      files_(files),
      procedures_(procedures),
      directory_(directory),
      site_(site),
      settings_(std::move(settings)) {
    settings_.token_latin1 = to_latin1(settings_.token).value_or(settings_.token);
}

Response Api::answer(Request const& request) const {
    bool const is_api = request.path == "/api" || request.path.starts_with("/api/");
    if (!is_api) { return site_.answer(request); }
    auto const below = std::string_view(request.path).substr(std::min<std::size_t>(request.path.size(), 5));
    auto const parts = below.empty() ? std::vector<std::string_view>() : split(below, '/');
    auto response = route(request, parts);
    response.route = pattern_of(parts);
    if (!settings_.origin.empty()) {
        response.set("Vary", "Origin");
        if (request.header("origin") == settings_.origin) {
            response.set("Access-Control-Allow-Origin", settings_.origin);
            response.set("Access-Control-Expose-Headers", "Location, Retry-After, WWW-Authenticate");
        }
    }
    return response;
}

Response Api::route(Request const& request, std::vector<std::string_view> const& parts) const {
    auto const host = request.header("host");
    if (settings_.only_loopback && host && !is_loopback_host(*host)) {
        return refuse(421, "nom-inattendu",
                      "Ce serveur ne répond qu’aux noms de cette machine (localhost, 127.0.0.1). Pour l’ouvrir à d’autres, donnez-lui un "
                      "code d’accès avec --token.");
    }
    auto const methods = methods_of(parts);
    if (methods.empty()) { return not_found(); }
    if (request.method == "OPTIONS") { return preflight(request); }
    if (!is_method_of(methods, request.method)) { return method_not_allowed(methods); }
    if (parts[0] == "sante") { return health(); }
    if (parts[0] == "openapi.json") {
        Response response;
        response.type = "application/json; charset=utf-8";
        response.body = settings_.openapi;
        response.set("Cache-Control", "no-cache");
        return settings_.openapi.empty() ? not_found() : response;
    }
    if (parts[0] == "annuaire") { return directory_.search(request.query); }

    if (auto refusal = guard(request)) { return *std::move(refusal); }
    if (parts[0] == "evenements") { return list_events(request); }
    if (parts.size() == 1) { return is_read(request.method) ? list_dossiers(request) : post_dossier(request); }
    // An id that could not be one is not looked for: nothing of the address goes further than here.
    if (!is_uuid(parts[1])) { return unknown_dossier(); }
    if (parts.size() == 2) { return get_dossier(parts[1]); }
    if (!is_plain_id(parts[3])) { return refuse(404, "piece-inconnue", "Cette pièce n’est pas annoncée par le dossier."); }
    return is_read(request.method) ? get_piece(parts[1], parts[3]) : put_piece(request, parts[1], parts[3]);
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

Response Api::preflight(Request const& request) const {
    auto const below = std::string_view(request.path).substr(5);
    auto const methods = methods_of(split(below, '/'));
    Response response;
    response.status = 204;
    response.set("Allow", std::string(methods) + ", OPTIONS");
    response.set("Cache-Control", "no-store");
    if (!settings_.origin.empty() && request.header("origin") == settings_.origin) {
        response.set("Access-Control-Allow-Methods", std::string(methods));
        response.set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Idempotency-Key");
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
