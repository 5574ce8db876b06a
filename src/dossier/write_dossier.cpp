// The dossier's file. Answers are nested by their paths, in the order of the procedure, so that a person can read
// the file and a reader finds each field where it expects it.
#include "dossier/codec.hpp"
#include "dossier/nesting.hpp"
#include "procedure/kinds.hpp"

namespace guichet {

namespace {

/// The answers of the dossier or of one row; texts as typed are put down by their path.
void write_answers(Procedure const& procedure, std::vector<std::uint32_t> const& fields, AnswerSlots const& answers,
                   std::size_t prefix_length, std::int32_t row, Json& into, Json& typed) {
    for (std::uint32_t const index : fields) {
        Field const& field = procedure.fields[index];
        if (field.slot >= answers.size()) continue;
        Answer const& answer = answers[field.slot];
        if (!answer.typed.empty()) {
            typed[path_of(procedure, {index, row})] = answer.typed;
        } else if (!is_unknown(answer.value)) {
            place_at(into, std::string_view(field.path).substr(prefix_length), value_to_json(field.kind, answer.value));
        }
    }
}

Json write_rows(Procedure const& procedure, RepeatedGroup const& group, std::vector<Row> const& rows, Json& typed) {
    Json list = Json::array();
    for (std::size_t at = 0; at < rows.size(); ++at) {
        Json row = Json::object();
        row["id"] = rows[at].id;
        write_answers(procedure, group.fields, rows[at].answers, group.id.size() + 1, static_cast<std::int32_t>(at), row, typed);
        list.push_back(std::move(row));
    }
    return list;
}

}  // namespace

Json piece_to_json(Attachment const& piece) {
    Json json = Json::object();
    json["id"] = piece.id;
    json["zone"] = piece.zone;
    json["nom"] = piece.name;
    json["type"] = piece.media_type;
    json["taille"] = piece.size;
    json["sha256"] = piece.sha256;
    return json;
}

Json instalment_to_json(FollowedInstalment const& one) {
    Json json = Json::object();
    json["rang"] = one.rank;
    if (!one.label.empty()) json["libelle"] = one.label;
    if (one.amount) json["montant"] = *one.amount;
    if (!one.opening.empty()) json["ouverture"] = one.opening;
    json["etat"] = one.state;
    if (!one.date.empty()) json["date"] = one.date;
    if (!one.message.empty()) json["message"] = one.message;
    return json;
}

std::string write_dossier(Procedure const& procedure, Dossier const& dossier) {
    Json file = Json::object();
    file["guichet"] = dossier_format;
    file["id"] = dossier.id;
    file["procedure"] = Json::object();
    file["procedure"]["id"] = dossier.procedure;
    file["procedure"]["version"] = dossier.procedure_version;
    file["nom"] = dossier.name;
    file["cree"] = dossier.created;
    file["modifie"] = dossier.modified;
    file["statut"] = dossier.status;
    file["place"] = dossier.place;

    Json answers = Json::object();
    Json typed = Json::object();
    write_answers(procedure, procedure.root_fields, dossier.answers, 0, -1, answers, typed);
    for (std::size_t group = 0; group < procedure.groups.size() && group < dossier.groups.size(); ++group) {
        if (dossier.groups[group].empty()) continue;
        place_at(answers, procedure.groups[group].id, write_rows(procedure, procedure.groups[group], dossier.groups[group], typed));
    }
    file["reponses"] = std::move(answers);
    if (!typed.empty()) file["saisies"] = std::move(typed);

    if (!dossier.attachments.empty()) {
        Json pieces = Json::array();
        for (Attachment const& piece : dossier.attachments) pieces.push_back(piece_to_json(piece));
        file["pieces"] = std::move(pieces);
    }
    file["suivants"] = Json::object();
    file["suivants"]["ligne"] = dossier.next_row;
    file["suivants"]["piece"] = dossier.next_piece;
    if (dossier.receipt) {
        Json& receipt = file["recu"] = Json::object();
        receipt["numero"] = dossier.receipt->number;
        receipt["date"] = dossier.receipt->date;
        receipt["empreinte"] = dossier.receipt->digest;
        receipt["connecteur"] = dossier.receipt->connector;
    }
    if (!dossier.history.empty()) {
        Json& history = file["historique"] = Json::array();
        for (StatusChange const& change : dossier.history) {
            Json entry = Json::object();
            entry["statut"] = change.status;
            entry["le"] = change.at;
            if (!change.comment.empty()) entry["commentaire"] = change.comment;
            if (!change.author.empty()) entry["auteur"] = change.author;
            history.push_back(std::move(entry));
        }
    }
    if (!dossier.remarks.empty()) {
        Json& remarks = file["remarques"] = Json::array();
        for (Remark const& remark : dossier.remarks) {
            Json entry = Json::object();
            if (!remark.path.empty()) entry["chemin"] = remark.path;
            if (!remark.piece.empty()) entry["piece"] = remark.piece;
            if (!remark.state.empty()) entry["etat"] = remark.state;
            entry["message"] = remark.message;
            remarks.push_back(std::move(entry));
        }
    }
    if (!dossier.instalments.empty()) {
        Json& list = file["echeances"] = Json::array();
        for (FollowedInstalment const& one : dossier.instalments) list.push_back(instalment_to_json(one));
    }
    if (!dossier.sent.empty()) {
        if (Result<Json> sent = parse_json(dossier.sent)) file["envoye"] = std::move(*sent);
    }
    if (!dossier.unclaimed.empty()) {
        if (Result<Json> kept = parse_json(dossier.unclaimed); kept && kept->is_object()) file["inconnus"] = std::move(*kept);
    }
    return write_json(file);
}

}  // namespace guichet
