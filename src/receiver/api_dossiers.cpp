// Dossiers: received, judged as the browser judges, never changed; corrected where their status is open to it.
#include <utility>

#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "dossier/findings_json.hpp"
#include "receiver/answers.hpp"
#include "receiver/api.hpp"
#include "receiver/clock.hpp"
#include "receiver/intake.hpp"
#include "receiver/life.hpp"

namespace guichet::receiver {
namespace {

Response unprocessable(Trouble trouble, std::vector<Finding> const& findings) {
    return refusal_answer({422, std::move(trouble), findings_to_json(findings)});
}

/// Nothing is said of the dossier that has it.
Response taken_id() {
    return refuse(409, "identifiant-pris",
                  "Cet identifiant est déjà celui d’un autre dossier. Dupliquez le dossier pour en envoyer un autre.");
}

}  // namespace

Response Api::post_dossier(Request const& request, Asking const& asking) const {
    if (auto refusal = refuse_by_headers(request, settings_.dossier_limit, {"application/json"}, false)) { return *std::move(refusal); }
    auto body = read_whole_body(request, settings_.dossier_limit);
    if (!body) { return std::move(body).error(); }
    if (auto refusal = check_sending_again(request, asking, asking.organisation)) { return *std::move(refusal); }
    auto const sent = parse_json(*body);
    if (!sent) { return refuse(400, "json-illisible", sent.error().message); }

    auto const id = text_member(*sent, "dossier");
    if (!id || !is_uuid(*id)) {
        return unprocessable({"identifiant-absent", "La demande doit porter dans « dossier » un identifiant UUID en minuscules."}, {});
    }
    if (auto const key = request.header("idempotency-key"); key && *key != *id) {
        return refuse(400, "cle-differente", "L’en-tête Idempotency-Key doit être l’identifiant du dossier.");
    }
    // What was acknowledged once is acknowledged for ever: not judged again, since the day or the rules may have changed.
    auto const before = store_.standing_of(*id);
    if (!before) { return trouble_answer(before.error()); }
    bool const is_foreign = *before && !asking.organisation.empty() && (*before)->organisation != asking.organisation;
    if (is_foreign) { return taken_id(); }
    if (*before) {
        if (auto known = answer_known(**before, *sent, *id)) { return *std::move(known); }
    }
    return judge_and_accept(*sent, *id, asking.organisation);
}

/// The answer to what needs no judging. Nothing: it is a correction, and this dossier is open to one.
std::optional<Response> Api::answer_known(Standing const& before, Json const& sent, std::string_view id) const {
    using Outcome = Acceptance::Outcome;
    auto const digest = payload_digest(sent);
    auto const answer = [&](Outcome outcome) {
        return acceptance_answer({outcome, before.receipt, before.status}, before.procedure, before.procedure_version, id);
    };
    if (before.receipt.digest == digest) { return answer(Outcome::same); }
    auto const replaced = store_.was_replaced(id, digest);
    if (!replaced) { return trouble_answer(replaced.error()); }
    if (*replaced) { return answer(Outcome::superseded); }
    auto const procedure = procedures_.find_or_newest(before.procedure, before.procedure_version);
    auto const* named = member(sent, "procedure");
    bool const same_procedure = named != nullptr && text_member(*named, "id") == before.procedure;
    if (!same_procedure || !is_open(procedure.get(), before.status)) { return answer(Outcome::conflict); }
    return std::nullopt;
}

Response Api::acceptance_answer(Acceptance const& acceptance, std::string_view procedure, std::string_view version,
                                std::string_view id) const {
    using Outcome = Acceptance::Outcome;
    if (acceptance.outcome == Outcome::foreign) { return taken_id(); }
    if (acceptance.outcome == Outcome::superseded) {
        return refuse(409, "version-remplacee",
                      "Ce contenu est celui d’une version que ce dossier a déjà remplacée par une plus récente. Rien n’a changé : c’est la "
                      "version " +
                          std::to_string(acceptance.receipt.version) + " qui vaut.");
    }
    if (acceptance.outcome == Outcome::conflict) {
        auto const label = status_label(procedures_.find_or_newest(procedure, version).get(), acceptance.status);
        return refuse(409, "dossier-different",
                      "Un dossier au contenu différent a déjà été transmis sous cet identifiant, et ne peut pas être corrigé tant qu’il "
                      "est « " +
                          label + " ». Dupliquez le dossier pour en envoyer un autre.");
    }
    auto response = json_answer(acceptance.outcome == Outcome::same ? 200 : 201, receipt_to_json(acceptance.receipt));
    response.set("Location", "/api/dossiers/" + std::string(id));
    return response;
}

Response Api::judge_and_accept(Json const& sent, std::string_view id, std::string const& organisation) const {
    auto fresh = judged(procedures_, sent, id, {settings_.today.value_or(today_in_france()), instant_now(), settings_.piece_limit});
    if (!fresh) { return unprocessable(fresh.error().trouble, fresh.error().findings); }
    fresh->organisation = organisation;
    auto const acceptance = store_.accept(*fresh);
    if (!acceptance) { return trouble_answer(acceptance.error()); }
    watch_.tell();
    return acceptance_answer(*acceptance, fresh->procedure, fresh->version, id);
}

}  // namespace guichet::receiver
