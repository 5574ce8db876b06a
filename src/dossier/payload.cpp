// What is sent, and the way back. Only what is on the screen is sent: a hidden answer stays in the draft.
#include <algorithm>

#include "core/sha256.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "dossier/nesting.hpp"
#include "procedure/kinds.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_rows = 10'000;

std::string_view own_path(Field const& field, std::size_t prefix_length) {
    if (!field.payload_path.empty()) return field.payload_path;
    return std::string_view(field.path).substr(prefix_length);
}

void put_answer(Field const& field, Value const& value, std::size_t prefix_length, Json& into) {
    if (is_unknown(value)) return;
    place_at(into, own_path(field, prefix_length), value_to_json(field.kind, value));
}

/// The answers that a payload holds; a value that its field cannot hold becomes text as typed, and is told so.
void take_answers(Procedure const& procedure, std::vector<std::uint32_t> const& fields, std::size_t prefix_length, Json const& from,
                  AnswerSlots& answers) {
    answers = AnswerSlots(fields.size());
    for (std::uint32_t const index : fields) {
        Field const& field = procedure.fields[index];
        if (!field.in_payload || field.computed >= 0) continue;
        Json const* const json = value_at(from, own_path(field, prefix_length));
        if (json == nullptr) continue;
        if (std::optional<Value> value = value_from_json(procedure, field, *json)) {
            answers[field.slot].value = std::move(*value);
        } else {
            answers[field.slot].typed = json->is_string() ? *json->get_ptr<std::string const*>() : write_json(*json);
        }
    }
}

Trouble shape_trouble(std::string message) { return {"demande-illisible", std::move(message)}; }

Result<Attachment> take_piece(Json const& json) {
    Attachment piece;
    auto const id = text_member(json, "id");
    auto const zone = text_member(json, "zone");
    auto const name = text_member(json, "nom");
    auto const type = text_member(json, "type");
    auto const size = integer_member(json, "taille");
    auto const digest = text_member(json, "sha256");
    bool const is_digest = digest && is_sha256_hex(*digest);
    if (!id || !is_piece_id(*id) || !zone || !name || !type || !size || *size < 0 || !is_digest) {
        return std::unexpected(shape_trouble("Une pièce de la demande n’est pas décrite comme il faut : "
                                             "id, zone, nom, type, taille et sha256 sont attendus."));
    }
    return Attachment{*id, *zone, *name, *type, static_cast<std::uint64_t>(*size), *digest};
}

void compare(Json const& sent, Json const& expected, std::string const& path, std::vector<std::string>& differences) {
    constexpr std::size_t enough = 100;
    if (differences.size() >= enough) return;
    if (sent.is_object() && expected.is_object()) {
        auto const into = [&](std::string const& name) { return path.empty() ? name : path + "." + name; };
        for (auto const& [name, value] : sent.items()) {
            Json const* const other = member(expected, name);
            if (other == nullptr) {
                differences.push_back(into(name));
            } else {
                compare(value, *other, into(name), differences);
            }
        }
        for (auto const& [name, value] : expected.items()) {
            if (member(sent, name) == nullptr) differences.push_back(into(name));
        }
        return;
    }
    if (sent.is_array() && expected.is_array() && sent.size() == expected.size()) {
        for (std::size_t at = 0; at < sent.size(); ++at)
            compare(sent[at], expected[at], path + "[" + std::to_string(at) + "]", differences);
        return;
    }
    if (canonical_json(sent) != canonical_json(expected)) differences.push_back(path);
}

}  // namespace

Json payload(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict) {
    Json sent = Json::object();
    sent["guichet"] = dossier_format;
    sent["procedure"] = Json::object();
    sent["procedure"]["id"] = procedure.id;
    sent["procedure"]["version"] = procedure.version;
    sent["dossier"] = dossier.id;
    for (PayloadConstant const& constant : procedure.payload_constants) {
        if (Result<Json> value = parse_json(constant.json)) place_at(sent, constant.path, std::move(*value));
    }
    for (std::uint32_t const index : procedure.root_fields) {
        Field const& field = procedure.fields[index];
        if (field.in_payload) put_answer(field, verdict.value(dossier, {index, -1}), 0, sent);
    }
    for (std::size_t at = 0; at < procedure.groups.size() && at < dossier.groups.size(); ++at) {
        RepeatedGroup const& group = procedure.groups[at];
        if (!verdict.is_group_visible(static_cast<std::int16_t>(at))) continue;
        Json rows = Json::array();
        for (std::size_t row = 0; row < dossier.groups[at].size(); ++row) {
            Json& one = rows.emplace_back(Json::object());
            for (std::uint32_t const index : group.fields) {
                Field const& field = procedure.fields[index];
                FieldRef const where{index, static_cast<std::int32_t>(row)};
                if (field.in_payload) put_answer(field, verdict.value(dossier, where), group.id.size() + 1, one);
            }
        }
        place_at(sent, group.payload_path.empty() ? group.id : group.payload_path, std::move(rows));
    }
    Json pieces = Json::array();
    for (Attachment const& piece : dossier.attachments) {
        std::int32_t const zone = procedure.attachment_index(piece.zone);
        if (zone >= 0 && verdict.is_zone_visible(static_cast<std::uint32_t>(zone))) pieces.push_back(piece_to_json(piece));
    }
    sent["pieces"] = std::move(pieces);
    return sent;
}

Result<Dossier> dossier_from_payload(Procedure const& procedure, Json const& sent) {
    Json const* const named = member(sent, "procedure");
    auto const id = text_member(sent, "dossier");
    if (!sent.is_object() || integer_member(sent, "guichet") != dossier_format || named == nullptr || !id || !is_uuid(*id)) {
        return std::unexpected(
            shape_trouble("Cette demande n’est pas au format attendu : guichet, procedure et dossier doivent y figurer."));
    }
    if (text_member(*named, "id") != procedure.id) {
        return std::unexpected(Trouble{"procedure-inconnue", "Cette demande n’est pas de la procédure « " + procedure.id + " »."});
    }
    Dossier dossier;
    dossier.id = *id;
    dossier.procedure = procedure.id;
    dossier.procedure_version = text_member(*named, "version").value_or("");
    if (!procedure.statuses.empty()) dossier.status = procedure.statuses.front().id;
    take_answers(procedure, procedure.root_fields, 0, sent, dossier.answers);

    dossier.groups.resize(procedure.groups.size());
    for (std::size_t at = 0; at < procedure.groups.size(); ++at) {
        RepeatedGroup const& group = procedure.groups[at];
        Json const* const rows = value_at(sent, group.payload_path.empty() ? group.id : group.payload_path);
        if (rows == nullptr) continue;
        if (!rows->is_array() || rows->size() > most_rows) {
            return std::unexpected(shape_trouble(group.label + " : une liste d’au plus 10 000 lignes est attendue."));
        }
        for (Json const& each : *rows) {
            if (!each.is_object()) return std::unexpected(shape_trouble(group.label + " : chaque ligne doit être un objet."));
            Row& row = dossier.groups[at].emplace_back();
            row.id = "r" + std::to_string(dossier.next_row++);
            take_answers(procedure, group.fields, group.id.size() + 1, each, row.answers);
        }
    }
    Json const* const pieces = member(sent, "pieces");
    if (pieces == nullptr) return dossier;
    if (!pieces->is_array()) return std::unexpected(shape_trouble("pieces : une liste est attendue."));
    for (Json const& each : *pieces) {
        Result<Attachment> piece = take_piece(each);
        if (!piece) return std::unexpected(piece.error());
        bool const is_known = std::ranges::any_of(dossier.attachments, [&](Attachment const& other) { return other.id == piece->id; });
        if (is_known) return std::unexpected(shape_trouble("pieces : deux pièces portent le même id « " + piece->id + " »."));
        dossier.attachments.push_back(std::move(*piece));
    }
    return dossier;
}

std::vector<std::string> payload_differences(Json const& sent, Json const& expected) {
    std::vector<std::string> differences;
    compare(sent, expected, "", differences);
    return differences;
}

std::string payload_digest(Json const& sent) { return sha256_hex(canonical_json(sent)); }

}  // namespace guichet
