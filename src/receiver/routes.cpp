#include "receiver/routes.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

constexpr std::array all_routes = {
    Route{"GET", "/api/sante", Endpoint::health, Entry::open, false},
    Route{"GET", "/api/openapi.json", Endpoint::contract, Entry::open, false},
    Route{"GET", "/api/annuaire/search", Endpoint::directory, Entry::open, false},
    Route{"GET", "/api/evenements", Endpoint::events, Entry::reading, false},
    Route{"GET", "/api/dossiers", Endpoint::list_dossiers, Entry::reading, false},
    Route{"POST", "/api/dossiers", Endpoint::post_dossier, Entry::sending, false},
    Route{"GET", "/api/dossiers/{id}", Endpoint::get_dossier, Entry::reading, false},
    Route{"GET", "/api/dossiers/{id}/pieces/{piece}", Endpoint::get_piece, Entry::reading, false},
    Route{"PUT", "/api/dossiers/{id}/pieces/{piece}", Endpoint::put_piece, Entry::sending, false},
    Route{"POST", "/api/comptes", Endpoint::register_account, Entry::open, true},
    Route{"POST", "/api/comptes/confirmation", Endpoint::confirm, Entry::open, true},
    Route{"POST", "/api/comptes/oubli", Endpoint::forgotten, Entry::open, true},
    Route{"POST", "/api/comptes/reinitialisation", Endpoint::reset, Entry::open, true},
    Route{"PUT", "/api/comptes/moi/mot-de-passe", Endpoint::set_password, Entry::signed_in, true},
    Route{"PUT", "/api/comptes/moi/courriel", Endpoint::set_email, Entry::signed_in, true},
    Route{"GET", "/api/session", Endpoint::who_am_i, Entry::signed_in, true},
    Route{"POST", "/api/session", Endpoint::sign_in, Entry::open, true},
    Route{"DELETE", "/api/session", Endpoint::sign_out, Entry::signed_in, true},
    Route{"GET", "/api/organisations/{siret}/habilitations", Endpoint::list_members, Entry::administration, true},
    Route{"POST", "/api/organisations/{siret}/habilitations", Endpoint::join, Entry::signed_in, true},
    Route{"PUT", "/api/organisations/{siret}/habilitations/{courriel}", Endpoint::set_rights, Entry::administration, true},
    Route{"DELETE", "/api/organisations/{siret}/habilitations/{courriel}", Endpoint::remove_member, Entry::administration, true},
};

constexpr std::string_view prefix = "/api/";

bool is_at(Route const& route, std::vector<std::string_view> const& parts) {
    auto const wanted = split(route.pattern.substr(prefix.size()), '/');
    return std::ranges::equal(
        parts, wanted, [](std::string_view part, std::string_view name) { return name.starts_with('{') ? !part.empty() : part == name; });
}

}  // namespace

std::vector<std::string_view> parts_of(std::string_view path) {
    auto const below = path.substr(std::min(path.size(), prefix.size()));
    return below.empty() ? std::vector<std::string_view>() : split(below, '/');
}

std::vector<Route const*> routes_of(std::vector<std::string_view> const& parts, bool with_accounts) {
    std::vector<Route const*> out;
    for (auto const& route : all_routes) {
        if ((with_accounts || !route.needs_accounts) && is_at(route, parts)) { out.push_back(&route); }
    }
    return out;
}

std::string methods_of(std::vector<Route const*> const& routes) {
    std::string out;
    for (auto const* const route : routes) {
        if (!out.empty()) { out += ", "; }
        out += route->method == "GET" ? "GET, HEAD" : route->method;
    }
    return out;
}

Route const* route_for(std::vector<Route const*> const& routes, std::string_view method) {
    auto const wanted = method == "HEAD" ? "GET" : method;
    auto const found = std::ranges::find(routes, wanted, [](Route const* route) { return route->method; });
    return found == routes.end() ? nullptr : *found;
}

bool takes_body(std::string_view method, std::string_view path, bool with_accounts) {
    if ((method != "POST" && method != "PUT") || !path.starts_with(prefix)) { return false; }
    auto const parts = parts_of(path);
    auto const routes = routes_of(parts, with_accounts);
    auto const* const route = route_for(routes, method);
    if (route == nullptr) { return false; }
    // The library matches the decoded path: only one that decodes to itself may reach it, but for the @ of an address.
    if (route->endpoint == Endpoint::set_rights) { return is_plain_id(parts[1]); }
    if (path.find('%') != std::string_view::npos) { return false; }
    return route->endpoint != Endpoint::put_piece || (is_plain_id(parts[1]) && is_plain_id(parts[3]));
}

}  // namespace guichet::receiver
