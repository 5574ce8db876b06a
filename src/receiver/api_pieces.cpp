// Pieces: each announced by its dossier with size and digest, sent afterwards, at any time, in any order.
#include <algorithm>
#include <cstddef>
#include <span>

#include "core/file_types.hpp"
#include "core/text.hpp"
#include "receiver/answers.hpp"
#include "receiver/api.hpp"
#include "receiver/clock.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

Response other_content(StoredPiece const& announced) {
    if (!announced.received_at.empty()) {
        return refuse(409, "piece-differente", "Cette pièce a déjà été reçue avec un autre contenu. Elle ne peut plus être remplacée.");
    }
    return refuse(422, "piece-non-conforme",
                  "Le contenu envoyé n’est pas celui que le dossier annonce (taille ou empreinte). Choisissez de nouveau le fichier, tel "
                  "qu’il était.");
}

Response unknown_piece() { return refuse(404, "piece-inconnue", "Cette pièce n’est pas annoncée par le dossier."); }

bool is_what_it_says(std::string_view head, std::string const& announced_type) {
    auto const type = detect_file_type(std::as_bytes(std::span(head.data(), head.size())));
    return media_type(type) == to_lower_ascii(announced_type);
}

}  // namespace

Response Api::put_piece(Request const& request, std::string_view dossier, std::string_view piece, Asking const& asking) const {
    auto const known = store_.standing_of(dossier);
    if (!known) { return trouble_answer(known.error()); }
    if (!*known) { return unknown_dossier(); }
    if (auto refusal = check_dossier(asking, (*known)->organisation, Right::sending)) { return *std::move(refusal); }
    auto const announced = store_.find_piece(dossier, piece);
    if (!announced) { return trouble_answer(announced.error()); }
    if (!*announced) { return unknown_piece(); }
    auto const type = media_type_of((*announced)->media_type);
    if (auto refusal = refuse_by_headers(request, settings_.piece_limit, {"application/octet-stream", type}, true)) {
        return *std::move(refusal);
    }
    if (request.content_length && *request.content_length != (*announced)->size) { return other_content(**announced); }
    return receive_piece(request, dossier, **announced, asking, (*known)->organisation);
}

Response Api::receive_piece(Request const& request, std::string_view dossier, StoredPiece const& piece, Asking const& asking,
                            std::string const& organisation) const {
    auto incoming = files_.begin();
    if (!incoming) { return trouble_answer(incoming.error()); }
    auto& file = **incoming;
    Result<void> written;
    bool is_too_long = false;
    auto const end = !request.has_body || !request.read_body ? BodyEnd::complete : request.read_body([&](std::string_view bytes) {
        is_too_long = file.size() + bytes.size() > piece.size;
        if (!is_too_long) { written = file.write(bytes); }
        return !is_too_long && written.has_value();
    });
    if (!written) { return trouble_answer(written.error()); }
    if (is_too_long) { return other_content(piece); }
    if (end != BodyEnd::complete) { return interrupted(); }
    if (auto refusal = check_sending_again(request, asking, organisation)) { return *std::move(refusal); }
    if (file.size() != piece.size || file.digest() != piece.sha256) { return other_content(piece); }
    if (!is_what_it_says(file.head(), piece.media_type)) {
        return refuse(422, "piece-type",
                      "Ce fichier n’est pas du type que le dossier annonce (" + piece.media_type + "). Choisissez le bon fichier.");
    }

    // The bytes first, then the row that says they are here, then the answer.
    if (auto const kept = files_.keep(file, piece.sha256); !kept) { return trouble_answer(kept.error()); }
    auto received = piece;
    auto marked = Marked::already;
    if (received.received_at.empty()) {
        received.received_at = instant_now();
        auto const done = store_.mark_received(dossier, piece, received.received_at);
        if (!done) { return trouble_answer(done.error()); }
        marked = *done;
    }
    if (marked == Marked::replaced) { return other_content(piece); }
    return json_answer(marked == Marked::first ? 201 : 200, piece_to_json(received));
}

Response Api::get_piece(std::string_view dossier, std::string_view piece, Asking const& asking) const {
    if (asking.caller != nullptr) {
        auto const known = store_.standing_of(dossier);
        if (!known) { return trouble_answer(known.error()); }
        auto const organisation = *known ? (*known)->organisation : std::string();
        if (auto refusal = check_dossier(asking, organisation, Right::reading)) { return *std::move(refusal); }
    }
    auto const announced = store_.find_piece(dossier, piece);
    if (!announced) { return trouble_answer(announced.error()); }
    if (!*announced) { return unknown_piece(); }
    if ((*announced)->received_at.empty()) {
        return refuse(404, "piece-non-recue", "Cette pièce est annoncée par le dossier, mais n’a pas encore été reçue.");
    }
    Response response;
    response.file = files_.read((*announced)->sha256);
    if (!response.file) {
        return trouble_answer({"fichiers", "Le fichier de cette pièce n’est plus là. Prévenez la personne qui administre le serveur."});
    }
    response.type = (*announced)->media_type;
    response.set("Content-Disposition", attachment_disposition((*announced)->name));
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace guichet::receiver
