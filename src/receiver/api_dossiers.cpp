// Dossiers: received once, judged as the browser judges, never changed.
#include <charconv>
#include <utility>

#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "dossier/findings_json.hpp"
#include "dossier/verdict.hpp"
#include "receiver/answers.hpp"
#include "receiver/api.hpp"
#include "receiver/clock.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

constexpr std::int64_t usual_per_page = 20;
constexpr std::int64_t most_per_page = 100;
constexpr std::int64_t most_pages = 1'000'000;

Response conflict() {
    return refuse(
        409, "dossier-different",
        "Un dossier au contenu différent a déjà été transmis sous cet identifiant. Dupliquez le dossier pour en envoyer un autre.");
}

Response unprocessable(Trouble trouble, std::vector<Finding> const& findings) {
    return refusal_answer({422, std::move(trouble), findings_to_json(findings)});
}

Response acceptance_answer(Acceptance const& acceptance, std::string_view id) {
    if (acceptance.outcome == Acceptance::Outcome::conflict) { return conflict(); }
    auto response = json_answer(acceptance.outcome == Acceptance::Outcome::created ? 201 : 200, receipt_to_json(acceptance.receipt));
    response.set("Location", "/api/dossiers/" + std::string(id));
    return response;
}

std::optional<std::int64_t> number_of(Query const& query, std::string_view name, std::int64_t otherwise, std::int64_t most) {
    auto const text = query_value(query, name);
    if (!text) { return otherwise; }
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    bool const is_good = error == std::errc() && end == text->data() + text->size() && value >= 1 && value <= most;
    return is_good ? std::optional(value) : std::nullopt;
}

Json procedure_to_json(std::string const& id, std::string const& version) {
    Json out = Json::object();
    out["id"] = id;
    out["version"] = version;
    return out;
}

/// What the payload says that its own answers do not give.
std::vector<Finding> findings_of(std::vector<std::string> const& differences) {
    std::vector<Finding> out;
    for (auto const& path : differences) {
        Finding finding;
        finding.path = path;
        finding.rule = "inattendu";
        finding.message = "« " + path + " » n’est pas ce que donnent les réponses du dossier.";
        out.push_back(std::move(finding));
    }
    return out;
}

}  // namespace

Response Api::post_dossier(Request const& request) const {
    if (auto refusal = refuse_by_headers(request, settings_.dossier_limit, {"application/json"}, false)) { return *std::move(refusal); }
    auto body = read_whole_body(request, settings_.dossier_limit);
    if (!body) { return std::move(body).error(); }
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
    auto const before = store_.receipt_of(*id);
    if (!before) { return trouble_answer(before.error()); }
    if (*before) {
        bool const same = (*before)->digest == payload_digest(*sent);
        return acceptance_answer({same ? Acceptance::Outcome::same : Acceptance::Outcome::conflict, **before}, *id);
    }
    return judge_and_accept(*sent, *id);
}

Response Api::judge_and_accept(Json const& sent, std::string_view id) const {
    auto const* named = member(sent, "procedure");
    auto const name = named == nullptr ? std::string() : text_member(*named, "id").value_or("");
    auto const version = named == nullptr ? std::string() : text_member(*named, "version").value_or("");
    auto const procedure = procedures_.find(name, version);
    if (!procedure) {
        return procedures_.is_known(name)
                   ? unprocessable({"version-inconnue", "Cette version de la procédure n’est pas reçue ici. Rechargez la page, vérifiez le "
                                                        "dossier, puis envoyez-le de nouveau."},
                                   {})
                   : unprocessable(
                         {"procedure-inconnue", "Cette procédure n’est pas reçue ici. Vérifiez à quel service vous envoyez le dossier."},
                         {});
    }
    auto const dossier = dossier_from_payload(*procedure, sent);
    if (!dossier) { return unprocessable(dossier.error(), {}); }

    Verdict verdict(procedure);
    verdict.judge(*dossier, settings_.today.value_or(today_in_france()));
    if (!verdict.is_acceptable()) {
        return unprocessable(
            {"non-recevable", "La demande ne peut pas être reçue en l’état : corrigez ce qui est signalé, puis envoyez-la de nouveau."},
            verdict.findings(*dossier));
    }
    if (auto const differences = payload_differences(sent, payload(*procedure, *dossier, verdict)); !differences.empty()) {
        return unprocessable({"contenu-inattendu",
                              "La demande dit autre chose que ce que ses réponses donnent. Rechargez la page, puis envoyez-la de nouveau."},
                             findings_of(differences));
    }

    NewDossier fresh{std::string(id),      name, version, number_series(*procedure), instant_now(), payload_digest(sent),
                     canonical_json(sent), {}};
    for (auto const& piece : dossier->attachments) {
        if (piece.size > settings_.piece_limit) {
            return unprocessable({"piece-trop-grande", "La pièce « " + piece.name + " » dépasse la taille admise ici. Réduisez-la."}, {});
        }
        fresh.pieces.push_back({piece.id, piece.zone, piece.name, piece.media_type, piece.size, piece.sha256, {}});
    }
    auto const acceptance = store_.accept(fresh);
    if (!acceptance) { return trouble_answer(acceptance.error()); }
    return acceptance_answer(*acceptance, id);
}

Response Api::list_dossiers(Request const& request) const {
    auto const query = read_query(request.query);
    auto const page = query ? number_of(*query, "page", 1, most_pages) : std::nullopt;
    auto const per_page = query ? number_of(*query, "per_page", usual_per_page, most_per_page) : std::nullopt;
    if (!page || !per_page) {
        return refuse(400, "parametre-invalide", "« page » est un nombre à partir de 1, « per_page » un nombre de 1 à 100.");
    }
    auto const listed = store_.list(*page, *per_page);
    if (!listed) { return trouble_answer(listed.error()); }
    Json body = Json::object();
    body["dossiers"] = Json::array();
    for (auto const& line : listed->lines) {
        Json one = Json::object();
        one["id"] = line.id;
        one["statut"] = line.receipt.status;
        one["procedure"] = procedure_to_json(line.procedure, line.version);
        one["recu"] = receipt_to_json(line.receipt);
        one["pieces"] = Json::object();
        one["pieces"]["annoncees"] = line.pieces;
        one["pieces"]["recues"] = line.pieces_received;
        body["dossiers"].push_back(std::move(one));
    }
    body["page"] = *page;
    body["per_page"] = *per_page;
    body["total"] = listed->total;
    body["total_pages"] = (listed->total + *per_page - 1) / *per_page;
    return json_answer(200, body);
}

Response Api::get_dossier(std::string_view id) const {
    auto const found = store_.find(id);
    if (!found) { return trouble_answer(found.error()); }
    if (!*found) { return refuse(404, "dossier-inconnu", "Ce dossier n’est pas connu ici. Envoyez-le d’abord."); }
    auto const& dossier = **found;
    auto content = parse_json(dossier.payload);
    if (!content) {
        return trouble_answer(
            {"base-abimee", "Le contenu enregistré de ce dossier ne peut pas être lu. Prévenez la personne qui administre le serveur."});
    }
    Json body = Json::object();
    body["id"] = dossier.id;
    body["statut"] = dossier.receipt.status;
    body["procedure"] = procedure_to_json(dossier.procedure, dossier.version);
    body["recu"] = receipt_to_json(dossier.receipt);
    body["payload"] = std::move(*content);
    body["pieces"] = Json::array();
    for (auto const& piece : dossier.pieces) { body["pieces"].push_back(piece_to_json(piece)); }
    return json_answer(200, body);
}

}  // namespace guichet::receiver
