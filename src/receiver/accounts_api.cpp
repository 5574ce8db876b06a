// Sessions: who calls, signing in and out; and the way from an endpoint to what answers it.
#include "receiver/accounts_api.hpp"

#include <algorithm>
#include <utility>

#include "core/sha256.hpp"
#include "core/text.hpp"
#include "receiver/accounts_reading.hpp"
#include "receiver/answers.hpp"
#include "receiver/api.hpp"
#include "receiver/clock.hpp"
#include "receiver/passwords.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

constexpr std::string_view cookie_name = "guichet_session";
constexpr std::chrono::hours longest_session{12};
constexpr std::chrono::minutes longest_silence{30};
/// A session that is used is written down so often, not at each request.
constexpr std::chrono::minutes between_sights{1};
constexpr std::uint64_t body_limit = 16'384;

constexpr unsigned free_attempts_of_account = 5;
constexpr unsigned free_attempts_of_address = 30;
constexpr unsigned free_registrations = 30;
constexpr unsigned free_messages = 5;
constexpr unsigned free_joins = 30;

bool is_unsafe(std::string_view method) { return method != "GET" && method != "HEAD"; }

std::optional<std::string_view> cookie_of(Request const& request) {
    for (auto const& [name, value] : request.headers) {
        if (name != "cookie") { continue; }
        for (auto const part : split(value, ';')) {
            auto const pair = trim(part);
            if (pair.starts_with(cookie_name) && pair.substr(cookie_name.size()).starts_with('=')) {
                return pair.substr(cookie_name.size() + 1);
            }
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> bearer_of(Request const& request) {
    constexpr std::string_view scheme = "bearer ";
    auto const header = request.header("authorization");
    if (!header) { return std::nullopt; }
    bool const is_bearer = header->size() > scheme.size() && to_lower_ascii(header->substr(0, scheme.size())) == scheme;
    return is_bearer ? trim(header->substr(scheme.size())) : std::string_view();
}

Response who_are_you(bool had_one) {
    auto response = refuse(401, had_one ? "session-expiree" : "session-absente",
                           had_one ? "La session n’est plus ouverte. Connectez-vous de nouveau : rien n’est perdu."
                                   : "Ce service demande un compte. Connectez-vous, puis envoyez de nouveau : rien n’est perdu.");
    response.set("WWW-Authenticate", had_one ? R"(Bearer realm="Guichet", error="invalid_token")" : R"(Bearer realm="Guichet")");
    return response;
}

Response foreign_page() {
    return refuse(403, "origine-refusee",
                  "Cette demande ne vient pas d’une page de ce service. Ouvrez le service lui-même, puis recommencez.");
}

Json session_to_json(Account const& account, std::vector<Membership> const& organisations) {
    Json out = Json::object();
    out["compte"] = Json::object();
    out["compte"]["courriel"] = account.email;
    out["compte"]["prenom"] = account.first_name;
    out["compte"]["nom"] = account.last_name;
    out["organisations"] = Json::array();
    for (auto const& one : organisations) {
        Json each = Json::object();
        each["siret"] = one.siret;
        each["droits"] = rights_to_json(one.rights);
        out["organisations"].push_back(std::move(each));
    }
    return out;
}

std::expected<Json, Response> read_object(Request const& request) {
    if (auto refusal = refuse_by_headers(request, body_limit, {"application/json"}, false)) { return std::unexpected(*std::move(refusal)); }
    auto body = read_whole_body(request, body_limit);
    if (!body) { return std::unexpected(std::move(body).error()); }
    auto read = parse_json(*body);
    if (!read) { return std::unexpected(refuse(400, "json-illisible", read.error().message)); }
    if (!read->is_object()) { return std::unexpected(refuse(400, "json-illisible", "Le contenu doit être un objet JSON.")); }
    return std::move(*read);
}

/// A cookie that scripts cannot read and other sites cannot send. Secure but on this very machine, where there is no TLS.
std::string cookie(Request const& request, std::string_view token) {
    auto const age = token.empty() ? std::chrono::seconds(0) : std::chrono::seconds(longest_session);
    auto const host = request.header("host");
    bool const is_local = host && is_loopback_host(*host);
    return std::string(cookie_name) + "=" + std::string(token) +
           "; Path=/api; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(age.count()) + (is_local ? "" : "; Secure");
}

}  // namespace

bool is_own_page(Request const& request, std::string_view foreign) {
    auto const site = request.header("sec-fetch-site");
    if (site && *site == "same-origin") { return true; }
    auto const origin = request.header("origin");
    if (!origin) { return false; }
    if (!foreign.empty() && *origin == foreign) { return true; }
    if (site && *site != "none") { return false; }
    auto const host = request.header("host");
    auto const slashes = origin->find("://");
    return host && slashes != std::string_view::npos && to_lower_ascii(origin->substr(slashes + 3)) == to_lower_ascii(*host);
}

AccountsApi::AccountsApi(Accounts& accounts, Mailbox const& mailbox, std::string origin)
    : accounts_(accounts),
      mailbox_(mailbox),
      origin_(std::move(origin)),
      by_account_(free_attempts_of_account),
      by_address_(free_attempts_of_address),
      registrations_(free_registrations),
      messages_(free_messages),
      joins_(free_joins) {}

std::expected<Caller, Response> AccountsApi::caller_of(Request const& request) const {
    auto const bearer = bearer_of(request);
    auto const sent = bearer ? bearer : cookie_of(request);
    if (!sent) { return std::unexpected(who_are_you(false)); }
    if (!is_sha256_hex(*sent)) { return std::unexpected(who_are_you(true)); }
    auto const digest = sha256_hex(*sent);
    auto found = accounts_.caller_of(digest);
    if (!found) { return std::unexpected(trouble_answer(found.error())); }
    if (!*found) { return std::unexpected(who_are_you(true)); }
    auto caller = std::move(**found);
    if (caller.opened < instant_in(-longest_session) || caller.seen < instant_in(-longest_silence)) {
        if (auto const closed = accounts_.close_session(digest); !closed) { return std::unexpected(trouble_answer(closed.error())); }
        return std::unexpected(who_are_you(true));
    }
    caller.by_cookie = !bearer;
    if (caller.by_cookie && is_unsafe(request.method) && !is_own_page(request, {})) { return std::unexpected(foreign_page()); }
    if (caller.seen < instant_in(-between_sights)) {
        if (auto const seen = accounts_.see_session(digest, instant_now()); !seen) { return std::unexpected(trouble_answer(seen.error())); }
    }
    return caller;
}

Response AccountsApi::answer(Route const& route, Request const& request, Caller const* caller,
                             std::vector<std::string_view> const& parts) const {
    // Signing someone in as another is a forgery too: an open address takes nothing from a foreign page either.
    if (caller == nullptr && request.header("origin") && !is_own_page(request, origin_)) { return foreign_page(); }
    Json sent = Json::object();
    std::optional<Caller> still;
    if (route.method == "POST" || route.method == "PUT") {
        auto read = read_object(request);
        if (!read) { return std::move(read).error(); }
        sent = std::move(*read);
        // A body may take a quarter of an hour, and the session, the password or the rights may be others by then.
        if (caller != nullptr) {
            auto again = caller_of(request);
            if (!again) { return std::move(again).error(); }
            still = std::move(*again);
            caller = &*still;
        }
    }
    switch (route.endpoint) {
    case Endpoint::register_account: return register_account(request, sent);
    case Endpoint::confirm: return confirm(sent);
    case Endpoint::forgotten: return forgotten(request, sent);
    case Endpoint::reset: return reset(sent);
    case Endpoint::sign_in: return sign_in(request, sent);
    case Endpoint::who_am_i: return json_answer(200, session_to_json(caller->account, caller->organisations));
    case Endpoint::sign_out: return sign_out(request, *caller);
    case Endpoint::set_password: return set_password(sent, *caller);
    case Endpoint::set_email: return set_email(sent, *caller);
    case Endpoint::list_members: return list_members(parts[1]);
    case Endpoint::join: return join(parts[1], *caller);
    case Endpoint::set_rights:
    case Endpoint::remove_member: return change_member(route, sent, *caller, parts);
    default: return not_found();
    }
}

std::optional<Response> AccountsApi::check_password(std::string const& email, std::string_view password,
                                                    std::optional<Account> const& account) const {
    if (auto const wait = by_account_.attempt(email)) { return too_many(*wait); }
    // Whoever has no account is as long in being refused.
    if (is_password(password, account ? account->password : std::string())) {
        by_account_.forgive(email);
        return std::nullopt;
    }
    return wrong_password();
}

Response AccountsApi::sign_in(Request const& request, Json const& sent) const {
    auto const email = email_in(sent);
    auto const password = text_member(sent, "mot_de_passe");
    if (email.empty() || !password) { return missing(sent, {"courriel", "mot_de_passe"}); }
    auto const place = address_of_client(request);
    if (auto const wait = by_address_.attempt(place)) { return too_many(*wait); }
    auto const account = accounts_.find(email);
    if (!account) { return trouble_answer(account.error()); }
    if (auto refusal = check_password(email, *password, *account)) { return *std::move(refusal); }
    by_address_.take_back(place);

    auto const token = new_token();
    if (!token) { return trouble_answer(token.error()); }
    auto const digest = sha256_hex(*token);
    auto const opened = accounts_.open_session(digest, **account, instant_now(), instant_in(-longest_session));
    if (!opened) { return trouble_answer(opened.error()); }
    if (!*opened) { return wrong_password(); }
    auto const caller = accounts_.caller_of(digest);
    if (!caller) { return trouble_answer(caller.error()); }
    auto body = session_to_json(**account, *caller ? (*caller)->organisations : std::vector<Membership>());
    bool const wants_bearer = boolean_member(sent, "porteur").value_or(false);
    if (wants_bearer) { body["jeton"] = *token; }
    auto response = json_answer(200, body);
    if (!wants_bearer) { response.set("Set-Cookie", cookie(request, *token)); }
    return response;
}

Response AccountsApi::sign_out(Request const& request, Caller const& caller) const {
    if (auto const closed = accounts_.close_session(caller.session); !closed) { return trouble_answer(closed.error()); }
    Response response;
    response.status = 204;
    response.set("Cache-Control", "no-store");
    response.set("Set-Cookie", cookie(request, {}));
    return response;
}

}  // namespace guichet::receiver
