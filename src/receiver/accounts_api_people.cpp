// Accounts: asked for, confirmed, changed; and what they may do for an organisation.
#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "core/identifiers.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"
#include "receiver/accounts_api.hpp"
#include "receiver/accounts_reading.hpp"
#include "receiver/answers.hpp"
#include "receiver/api.hpp"
#include "receiver/clock.hpp"
#include "receiver/passwords.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

constexpr std::chrono::hours code_lifetime{24};
constexpr std::chrono::hours reset_lifetime{1};
constexpr std::size_t longest_name = 100;
/// What asks whether an address is known is answered no sooner, so that the work that is done for some tells nothing.
constexpr std::chrono::milliseconds same_time{400};

std::chrono::steady_clock::time_point later_on() { return std::chrono::steady_clock::now() + same_time; }

void check_name(Json const& sent, std::string_view member, std::vector<Finding>& findings) {
    auto const text = text_member(sent, member).value_or("");
    bool const is_plain = std::ranges::none_of(text, [](char each) { return static_cast<unsigned char>(each) < 0x20; });
    if (trim(text).empty()) {
        findings.push_back(finding_at(std::string(member), "obligatoire", "« " + std::string(member) + " » manque."));
    }
    if (!is_plain || count_code_points(text) > longest_name) {
        findings.push_back(
            finding_at(std::string(member), "longueur", "« " + std::string(member) + " » tient en une ligne de 100 caractères."));
    }
}

/// As the reader writes it, in lower case: nothing else of what was sent comes into a message's head.
void check_email(std::string& email, std::vector<Finding>& findings) {
    auto const read = read_email(email);
    if (!read.value) { findings.push_back(finding_at("courriel", "lisible", read.problem)); }
    email = to_lower_ascii(read.value.value_or(""));
}

void check_password_of(std::string_view path, std::string_view password, std::string_view email, std::vector<Finding>& findings) {
    for (auto& sentence : unmet_criteria(password, email)) { findings.push_back(finding_at(std::string(path), "mot-de-passe", sentence)); }
}

Response done(std::string_view what) {
    Json body = Json::object();
    body["etat"] = what;
    return json_answer(200, body);
}

Response unknown_member() {
    return refuse(404, "habilitation-inconnue", "Cette adresse n’a pas demandé à agir pour cette organisation. Vérifiez-la dans la liste.");
}

std::string message_with(std::string_view before, std::string const& code, std::string_view after) {
    return "Bonjour,\n\n" + std::string(before) + "\n\n    " + code + "\n\n" + std::string(after) +
           "\n\nSi vous n’avez rien demandé, ne faites rien : sans ce code, rien ne change.\n\nGuichet\n";
}

}  // namespace

Result<void> AccountsApi::send_registration(Account const& account, std::string const& siret) const {
    auto const token = new_token();
    if (!token) { return std::unexpected(token.error()); }
    auto const added = accounts_.add(Registration{sha256_hex(*token), account, siret, instant_in(code_lifetime)}, instant_now());
    if (!added) { return added; }
    return mailbox_.post(account.email, "Confirmez votre adresse",
                         message_with("Un compte Guichet a été demandé pour cette adresse le " + moment_for_people() +
                                          ", pour agir au nom de l’organisation de SIRET " + siret +
                                          ". Si c’est bien vous, à ce moment et pour cette organisation, donnez ce code à la page qui le "
                                          "demande :",
                                      *token, "Il vaut 24 heures et ne sert qu’une fois."));
}

Response AccountsApi::register_account(Request const& request, Json const& sent) const {
    auto const until = later_on();
    Account account{0, email_in(sent), text_member(sent, "prenom").value_or(""), text_member(sent, "nom").value_or(""), {}};
    auto const password = text_member(sent, "mot_de_passe").value_or("");
    auto const siret = read_siret(text_member(sent, "siret").value_or(""));
    std::vector<Finding> findings;
    check_email(account.email, findings);
    check_password_of("mot_de_passe", password, account.email, findings);
    check_name(sent, "prenom", findings);
    check_name(sent, "nom", findings);
    if (!siret.value) { findings.push_back(finding_at("siret", "lisible", siret.problem)); }
    if (!findings.empty()) { return unacceptable(findings); }
    if (auto const wait = registrations_.attempt(address_of_client(request))) { return too_many(*wait); }

    auto hash = hash_password(password);
    if (!hash) { return trouble_answer(hash.error()); }
    account.password = std::move(*hash);
    auto const known = accounts_.find(account.email);
    if (!known) { return trouble_answer(known.error()); }
    if (!messages_.attempt(account.email)) {
        auto const posted =
            *known ? mailbox_.post(account.email, "Votre compte Guichet",
                                   "Bonjour,\n\nQuelqu’un a voulu ouvrir un compte Guichet avec cette adresse, qui en a déjà un. "
                                   "Si c’est vous, connectez-vous, ou demandez un nouveau mot de passe.\n\nGuichet\n")
                   : send_registration(account, *siret.value);
        if (!posted) { return trouble_answer(posted.error()); }
    }
    std::this_thread::sleep_until(until);
    return message_may_come();
}

Response AccountsApi::confirm(Json const& sent) const {
    auto const token = text_member(sent, "jeton");
    if (!token) { return missing(sent, {"jeton"}); }
    auto const confirmed = accounts_.confirm(sha256_hex(*token), instant_now());
    if (!confirmed) { return trouble_answer(confirmed.error()); }
    return *confirmed == Accounts::Confirmed::nothing ? stale_code() : done("confirme");
}

Result<void> AccountsApi::send_reset(Account const& account) const {
    auto const token = new_token();
    if (!token) { return std::unexpected(token.error()); }
    auto const added = accounts_.add(
        OneTimeToken{sha256_hex(*token), account.id, OneTimeToken::Purpose::forgotten, account.email, instant_in(reset_lifetime)});
    if (!added) { return added; }
    return mailbox_.post(account.email, "Votre mot de passe",
                         message_with("Pour choisir un nouveau mot de passe Guichet, donnez ce code à la page qui le demande :", *token,
                                      "Il vaut une heure et ne sert qu’une fois."));
}

Response AccountsApi::forgotten(Request const& request, Json const& sent) const {
    auto const until = later_on();
    auto email = email_in(sent);
    std::vector<Finding> findings;
    check_email(email, findings);
    if (!findings.empty()) { return unacceptable(findings); }
    if (auto const wait = registrations_.attempt(address_of_client(request))) { return too_many(*wait); }
    auto const known = accounts_.find(email);
    if (!known) { return trouble_answer(known.error()); }
    if (*known && !messages_.attempt(email)) {
        if (auto const posted = send_reset(**known); !posted) { return trouble_answer(posted.error()); }
    }
    std::this_thread::sleep_until(until);
    return message_may_come();
}

Response AccountsApi::reset(Json const& sent) const {
    auto const token = text_member(sent, "jeton");
    auto const password = text_member(sent, "mot_de_passe");
    if (!token || !password) { return missing(sent, {"jeton", "mot_de_passe"}); }
    auto const digest = sha256_hex(*token);
    auto const email = accounts_.address_of(digest, instant_now());
    if (!email) { return trouble_answer(email.error()); }
    if (!*email) { return stale_code(); }
    std::vector<Finding> findings;
    check_password_of("mot_de_passe", *password, **email, findings);
    if (!findings.empty()) { return unacceptable(findings); }
    auto const hash = hash_password(*password);
    if (!hash) { return trouble_answer(hash.error()); }
    auto const changed = accounts_.reset_password(digest, *hash, instant_now());
    if (!changed) { return trouble_answer(changed.error()); }
    if (!*changed) { return stale_code(); }
    by_account_.forgive(**email);
    return done("reinitialise");
}

Response AccountsApi::set_password(Json const& sent, Caller const& caller) const {
    auto const before = text_member(sent, "ancien");
    auto const after = text_member(sent, "nouveau");
    if (!before || !after) { return missing(sent, {"ancien", "nouveau"}); }
    if (auto refusal = check_password(caller.account.email, *before, caller.account)) { return *std::move(refusal); }
    std::vector<Finding> findings;
    check_password_of("nouveau", *after, caller.account.email, findings);
    if (!findings.empty()) { return unacceptable(findings); }
    auto const hash = hash_password(*after);
    if (!hash) { return trouble_answer(hash.error()); }
    auto const changed = accounts_.set_password(caller, *hash);
    if (!changed) { return trouble_answer(changed.error()); }
    return *changed ? done("change") : wrong_password();
}

Result<bool> AccountsApi::send_new_email(Account const& account, std::string const& email) const {
    auto const token = new_token();
    if (!token) { return std::unexpected(token.error()); }
    auto const added = accounts_.add(
        OneTimeToken{sha256_hex(*token), account.id, OneTimeToken::Purpose::new_email, email, instant_in(code_lifetime)}, account.password);
    if (!added || !*added) { return added; }
    auto posted = mailbox_.post(email, "Confirmez votre nouvelle adresse",
                                message_with("Pour employer cette adresse dans Guichet, donnez ce code à la page qui le demande :", *token,
                                             "Il vaut 24 heures et ne sert qu’une fois."));
    if (posted) {
        posted = mailbox_.post(account.email, "Votre adresse va changer",
                               "Bonjour,\n\nUne nouvelle adresse a été demandée pour votre compte Guichet. Elle vaudra quand elle aura été "
                               "confirmée. Si ce n’est pas vous, changez votre mot de passe.\n\nGuichet\n");
    }
    return posted ? Result<bool>(true) : std::unexpected(posted.error());
}

Response AccountsApi::set_email(Json const& sent, Caller const& caller) const {
    auto const until = later_on();
    auto const password = text_member(sent, "mot_de_passe");
    auto email = email_in(sent);
    if (!password || email.empty()) { return missing(sent, {"mot_de_passe", "courriel"}); }
    std::vector<Finding> findings;
    check_email(email, findings);
    if (!findings.empty()) { return unacceptable(findings); }
    if (auto refusal = check_password(caller.account.email, *password, caller.account)) { return *std::move(refusal); }
    auto const taken = accounts_.find(email);
    if (!taken) { return trouble_answer(taken.error()); }
    if (!*taken && !messages_.attempt(email)) {
        auto const posted = send_new_email(caller.account, email);
        if (!posted) { return trouble_answer(posted.error()); }
        if (!*posted) { return wrong_password(); }
    }
    std::this_thread::sleep_until(until);
    return message_may_come();
}

Response AccountsApi::list_members(std::string_view siret) const {
    auto const members = accounts_.members_of(siret);
    if (!members) { return trouble_answer(members.error()); }
    Json body = Json::object();
    body["habilitations"] = Json::array();
    for (auto const& member : *members) {
        Json one = Json::object();
        one["courriel"] = member.email;
        one["prenom"] = member.first_name;
        one["nom"] = member.last_name;
        one["droits"] = rights_to_json(member.rights);
        one["en_attente"] = member.rights.none();
        body["habilitations"].push_back(std::move(one));
    }
    return json_answer(200, body);
}

Response AccountsApi::join(std::string_view siret, Caller const& caller) const {
    if (!is_siret(siret)) { return unacceptable({finding_at("siret", "lisible", read_siret(siret).problem)}); }
    if (auto const wait = joins_.attempt(std::to_string(caller.account.id))) { return too_many(*wait); }
    auto const rights = accounts_.join(caller.account.id, siret, instant_now());
    if (!rights) { return trouble_answer(rights.error()); }
    Json body = Json::object();
    body["siret"] = siret;
    body["droits"] = rights_to_json(*rights);
    body["en_attente"] = rights->none();
    return json_answer(201, body);
}

Response AccountsApi::change_member(Route const& route, Json const& sent, Caller const& caller,
                                    std::vector<std::string_view> const& parts) const {
    auto const decoded = percent_decode(parts[3]);
    if (!decoded || decoded->empty()) { return unknown_member(); }
    auto const email = to_lower_ascii(*decoded);
    auto changed = Result<Accounts::Changed>(Accounts::Changed::unknown);
    if (route.endpoint == Endpoint::set_rights) {
        Rights rights;
        auto const* const asked = member(sent, "droits");
        bool is_good = asked != nullptr && asked->is_array();
        for (auto const& one : is_good ? *asked : Json::array()) {
            auto const* const name = one.get_ptr<std::string const*>();
            auto const all = {Right::reading, Right::drafting, Right::sending, Right::administration};
            auto const found = std::ranges::find_if(all, [name](Right right) { return name != nullptr && name_of(right) == *name; });
            is_good = is_good && found != all.end();
            if (found != all.end()) { rights.add(*found); }
        }
        if (!is_good) {
            return unacceptable({finding_at("droits", "lisible",
                                            "« droits » est une liste faite de « lecture », « saisie », « envoi », « administration ».")});
        }
        changed = accounts_.set_rights(caller.account.id, parts[1], email, rights);
    } else {
        changed = accounts_.remove(caller.account.id, parts[1], email);
    }
    if (!changed) { return trouble_answer(changed.error()); }
    if (*changed == Accounts::Changed::not_allowed) { return lacking(Right::administration); }
    if (*changed == Accounts::Changed::unknown) { return unknown_member(); }
    if (*changed == Accounts::Changed::last_administrator) {
        return refuse(409, "dernier-administrateur",
                      "Cette organisation n’aurait plus d’administrateur. Donnez d’abord ce droit à un autre compte.");
    }
    Response response;
    response.status = 204;
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace guichet::receiver
