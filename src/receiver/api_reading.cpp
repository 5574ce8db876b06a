// Reading what was received: one dossier with its life, and the list of all.
#include <charconv>
#include <utility>

#include "dossier/codec.hpp"
#include "receiver/answers.hpp"
#include "receiver/api.hpp"
#include "receiver/life.hpp"

namespace guichet::receiver {
namespace {

constexpr std::int64_t usual_per_page = 20;
constexpr std::int64_t most_per_page = 100;
constexpr std::int64_t most_pages = 1'000'000;

Json procedure_to_json(std::string const& id, std::string const& version) {
    Json out = Json::object();
    out["id"] = id;
    out["version"] = version;
    return out;
}

std::string_view state_of(StoredPiece const& piece) {
    if (piece.received_at.empty()) { return "attendue"; }
    switch (piece.judgement) {
    case Judgement::conforming: return "conforme";
    case Judgement::nonconforming: return "non_conforme";
    case Judgement::none: break;
    }
    return "receptionnee";
}

Json remark_to_json(Remark const& remark) {
    Json out = Json::object();
    if (remark.piece.empty()) {
        out["chemin"] = remark.path;
    } else {
        out["piece"] = remark.piece;
    }
    out["message"] = remark.message;
    return out;
}

Json step_to_json(StoredEvent const& event, Procedure const* procedure) {
    Json out = Json::object();
    out["date"] = event.date;
    out["auteur"] = event.author;
    out["statut"] = event.status;
    out["statut_libelle"] = status_label(procedure, event.status);
    out["commentaire"] = event.comment;
    out["version"] = event.version;
    return out;
}

}  // namespace

Json receipt_to_json(StoredReceipt const& receipt) {
    Json out = Json::object();
    out["numero"] = receipt.number;
    out["date"] = receipt.date;
    out["empreinte"] = receipt.digest;
    out["statut"] = submitted_status;
    out["version"] = receipt.version;
    return out;
}

Json piece_to_json(StoredPiece const& piece) {
    Json out = Json::object();
    out["id"] = piece.id;
    out["zone"] = piece.zone;
    out["nom"] = piece.name;
    out["type"] = piece.media_type;
    out["taille"] = piece.size;
    out["sha256"] = piece.sha256;
    out["recue"] = !piece.received_at.empty();
    out["etat"] = state_of(piece);
    if (!piece.remark.empty()) { out["remarque"] = piece.remark; }
    return out;
}

std::optional<std::int64_t> number_of(Query const& query, std::string_view name, std::int64_t otherwise, std::int64_t least,
                                      std::int64_t most) {
    auto const text = query_value(query, name);
    if (!text) { return otherwise; }
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    bool const is_good = error == std::errc() && end == text->data() + text->size() && value >= least && value <= most;
    return is_good ? std::optional(value) : std::nullopt;
}

Response Api::list_dossiers(Request const& request, Asking const& asking) const {
    auto const query = read_query(request.query);
    auto const page = query ? number_of(*query, "page", 1, 1, most_pages) : std::nullopt;
    auto const per_page = query ? number_of(*query, "per_page", usual_per_page, 1, most_per_page) : std::nullopt;
    auto const status = query ? query_value(*query, "statut") : std::nullopt;
    if (!page || !per_page || (status && !is_plain_id(*status))) {
        return refuse(400, "parametre-invalide",
                      "« page » est un nombre à partir de 1, « per_page » un nombre de 1 à 100, « statut » l’identifiant d’un statut.");
    }
    auto const listed = store_.list(*page, *per_page, status.value_or(""), asking.scope());
    if (!listed) { return trouble_answer(listed.error()); }
    Json body = Json::object();
    body["dossiers"] = Json::array();
    for (auto const& line : listed->lines) {
        Json one = Json::object();
        one["id"] = line.id;
        one["statut"] = line.status;
        one["statut_libelle"] = status_label(procedures_.find_or_newest(line.procedure, line.version).get(), line.status);
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

Response Api::get_dossier(std::string_view id, Asking const& asking) const {
    auto const found = store_.find(id);
    if (!found) { return trouble_answer(found.error()); }
    if (!*found) { return unknown_dossier(); }
    auto const& dossier = **found;
    if (auto refusal = check_dossier(asking, dossier.organisation, Right::reading)) { return *std::move(refusal); }
    auto content = parse_json(dossier.payload);
    if (!content) {
        return trouble_answer(
            {"base-abimee", "Le contenu enregistré de ce dossier ne peut pas être lu. Prévenez la personne qui administre le serveur."});
    }
    auto const procedure = procedures_.find_or_newest(dossier.procedure, dossier.version);
    Json body = Json::object();
    body["id"] = dossier.id;
    body["statut"] = dossier.status;
    body["statut_libelle"] = status_label(procedure.get(), dossier.status);
    body["verrou"] = is_open(procedure.get(), dossier.status) ? "modifiable" : "verrouille";
    body["version"] = dossier.receipt.version;
    body["procedure"] = procedure_to_json(dossier.procedure, dossier.version);
    body["recu"] = receipt_to_json(dossier.receipt);
    body["payload"] = std::move(*content);
    body["pieces"] = Json::array();
    for (auto const& piece : dossier.pieces) { body["pieces"].push_back(piece_to_json(piece)); }
    body["remarques"] = Json::array();
    for (auto const& remark : dossier.remarks) { body["remarques"].push_back(remark_to_json(remark)); }
    body["echeances"] = Json::array();
    for (auto const& one : dossier.instalments) { body["echeances"].push_back(instalment_to_json(one)); }
    body["historique"] = Json::array();
    for (auto const& event : dossier.events) { body["historique"].push_back(step_to_json(event, procedure.get())); }
    return json_answer(200, body);
}

}  // namespace guichet::receiver
