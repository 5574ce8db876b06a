#include "receiver/accounts_reading.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "core/identifiers.hpp"
#include "core/text.hpp"
#include "dossier/findings_json.hpp"
#include "receiver/accounts_api.hpp"
#include "receiver/answers.hpp"

namespace guichet::receiver {
namespace {

constexpr std::string_view forwarded_for = "x-forwarded-for";

/// "192.0.2.1", also for "::ffff:192.0.2.1"; "2001:db8:1:2::/64". Nothing for what is no address.
std::optional<std::string> counted_address(std::string const& text) {
    std::array<char, INET6_ADDRSTRLEN> written{};
    in_addr four{};
    if (::inet_pton(AF_INET, text.c_str(), &four) == 1) { return text; }
    in6_addr six{};
    if (::inet_pton(AF_INET6, text.c_str(), &six) != 1) { return std::nullopt; }
    auto& bytes = six.s6_addr;
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::equal(mapped.begin(), mapped.end(), std::begin(bytes))) {
        return std::string(::inet_ntop(AF_INET, std::begin(bytes) + mapped.size(), written.data(), written.size()));
    }
    constexpr std::ptrdiff_t of_network = 8;
    std::fill(std::begin(bytes) + of_network, std::end(bytes), static_cast<unsigned char>(0));
    return std::string(::inet_ntop(AF_INET6, &six, written.data(), written.size())) + "/64";
}

bool is_of_this_machine(std::string_view address) {
    constexpr std::string_view mapped = "::ffff:";
    return address == "::1" || address.substr(address.starts_with(mapped) ? mapped.size() : 0).starts_with("127.");
}

/// What a proxy on this machine has added. Nothing where it is not clear who wrote it.
std::optional<std::string> forwarded_address(Request const& request) {
    auto const is_it = [](auto const& one) { return one.first == forwarded_for; };
    if (!is_of_this_machine(request.address) || std::ranges::count_if(request.headers, is_it) != 1) { return std::nullopt; }
    auto const header = request.header(forwarded_for).value_or("");
    // Whoever is before the proxy may write what he likes, but not the last of them.
    return counted_address(std::string(trim(header.substr(header.rfind(',') + 1))));
}

}  // namespace

std::string email_in(Json const& sent) {
    auto const typed = text_member(sent, "courriel").value_or("");
    return to_lower_ascii(read_email(typed).value.value_or(std::string(trim(typed))));
}

std::string address_of_client(Request const& request) {
    if (auto forwarded = forwarded_address(request)) { return *std::move(forwarded); }
    return counted_address(request.address).value_or(request.address);
}

Finding finding_at(std::string path, std::string rule, std::string message) {
    Finding out;
    out.path = std::move(path);
    out.rule = std::move(rule);
    out.message = std::move(message);
    return out;
}

Response unacceptable(std::vector<Finding> const& findings) {
    return refusal_answer({422, {"non-recevable", "Corrigez ce qui est signalé, puis envoyez de nouveau."}, findings_to_json(findings)});
}

Response missing(Json const& sent, std::initializer_list<std::string_view> names) {
    std::vector<Finding> findings;
    for (auto const name : names) {
        if (!text_member(sent, name).value_or("").empty()) { continue; }
        findings.push_back(finding_at(std::string(name), "obligatoire", "« " + std::string(name) + " » manque."));
    }
    return unacceptable(findings);
}

Response too_many(std::chrono::seconds wait) {
    auto response = refuse(429, "trop-d-essais",
                           "Trop d’essais à la suite. Attendez " + counted(wait.count(), "seconde", "secondes") + ", puis recommencez.");
    response.set("Retry-After", std::to_string(wait.count()));
    return response;
}

Response message_may_come() {
    Json body = Json::object();
    body["message"] = "Si cette adresse peut en recevoir un, un message vient de lui être envoyé : suivez ce qu’il dit.";
    return json_answer(202, body);
}

Response wrong_password() {
    auto response =
        refuse(401, "identifiants-refuses", "L’adresse ou le mot de passe n’est pas le bon. Vérifiez les deux, puis recommencez.");
    response.set("WWW-Authenticate", R"(Bearer realm="Guichet")");
    return response;
}

Response stale_code() {
    return refuse(422, "code-perime", "Ce code n’est pas valable : il a déjà servi, ou il est trop ancien. Demandez-en un autre.");
}

std::string_view name_of(Right right) {
    switch (right) {
    case Right::reading: return "lecture";
    case Right::drafting: return "saisie";
    case Right::sending: return "envoi";
    case Right::administration: return "administration";
    }
    return "";
}

Json rights_to_json(Rights rights) {
    Json out = Json::array();
    for (auto const right : {Right::reading, Right::drafting, Right::sending, Right::administration}) {
        if (rights.has(right)) { out.push_back(std::string(name_of(right))); }
    }
    return out;
}

}  // namespace guichet::receiver
