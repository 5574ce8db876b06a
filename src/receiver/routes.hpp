// Every address of the interface, its methods, and what a caller must be allowed to do there. There is no other list: what is not
// here is not answered, and what is here cannot be without an entry.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::receiver {

/// What accounts ask of a caller (guichet serve --comptes). Without accounts: `open` is open, all else is behind the access code.
enum class Entry : std::uint8_t {
    open,
    signed_in,
    reading,         ///< of an organisation's dossiers
    sending,         ///< for an organisation
    administration,  ///< of the very organisation that the address names
};

enum class Endpoint : std::uint8_t {
    health,
    contract,
    directory,
    events,
    list_dossiers,
    post_dossier,
    get_dossier,
    get_piece,
    put_piece,
    register_account,
    confirm,
    forgotten,
    reset,
    set_password,
    set_email,
    sign_in,
    who_am_i,
    sign_out,
    list_members,
    join,
    set_rights,
    remove_member,
};

struct Route {
    std::string_view method;   ///< GET stands for HEAD too
    std::string_view pattern;  ///< "/api/dossiers/{id}": what the log says
    Endpoint endpoint;
    Entry entry;
    bool needs_accounts;  ///< an address that is not there without them
};

/// What follows "/api/", at the slashes.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view path);
/// Those of an address, whatever the method. Empty: no such address.
[[nodiscard]] std::vector<Route const*> routes_of(std::vector<std::string_view> const& parts, bool with_accounts);
/// "GET, HEAD, POST".
[[nodiscard]] std::string methods_of(std::vector<Route const*> const& routes);
/// Null: not that method.
[[nodiscard]] Route const* route_for(std::vector<Route const*> const& routes, std::string_view method);
/// Whether a body is read there, by the path as it was sent.
[[nodiscard]] bool takes_body(std::string_view method, std::string_view path, bool with_accounts);

}  // namespace guichet::receiver
