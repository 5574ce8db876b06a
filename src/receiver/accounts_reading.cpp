#include "receiver/accounts_reading.hpp"

#include <utility>

#include "core/identifiers.hpp"
#include "core/text.hpp"
#include "dossier/findings_json.hpp"
#include "receiver/accounts_api.hpp"
#include "receiver/answers.hpp"

namespace guichet::receiver {

std::string email_in(Json const& sent) {
    auto const typed = text_member(sent, "courriel").value_or("");
    return to_lower_ascii(read_email(typed).value.value_or(std::string(trim(typed))));
}

std::string address_of_client(Request const& request) {
    bool const is_local = request.address.starts_with("127.") || request.address == "::1";
    auto const forwarded = request.header("x-forwarded-for");
    if (!is_local || !forwarded) { return request.address; }
    // Whoever is before the proxy may write what he likes, but not the last of them.
    return std::string(trim(forwarded->substr(forwarded->rfind(',') + 1)));
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
