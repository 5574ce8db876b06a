// Sending: the dossier, then each piece. Tried again by itself on the network and on 5xx, never on 4xx;
// the idempotency key makes a second try harmless. Nothing typed is lost, whatever is answered.
#include <algorithm>
#include <iterator>
#include <utility>

#include "app/backend.hpp"
#include "app/turn.hpp"
#include "core/json.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

constexpr std::string_view sent_status = "transmis";

Attachment const* piece_of(Dossier const& dossier, std::string_view id) {
    auto const at = std::ranges::find(dossier.attachments, id, &Attachment::id);
    return at == dossier.attachments.end() ? nullptr : &*at;
}

std::vector<std::pair<std::string, std::string>> headers_of(Model const& model, std::string_view media_type) {
    std::vector<std::pair<std::string, std::string>> headers{
        {"Content-Type", std::string{media_type}}, {"Accept", "application/json"}, {"Idempotency-Key", model.open->dossier.id}};
    if (!model.access_code.empty()) headers.emplace_back("Authorization", "Bearer " + model.access_code);
    return headers;
}

void fail(Turn& turn, SendTrouble trouble) {
    Sending& sending = *turn.model.sending;
    sending.phase = SendPhase::failed;
    sending.trouble = trouble;
}

void store_remaining(Turn& turn) {
    Model& model = turn.model;
    std::string const& id = model.open->dossier.id;
    Sending const& sending = *model.sending;
    std::erase_if(model.remaining, [&](RemainingPieces const& one) { return one.dossier == id; });
    std::string const key = std::string{sending_prefix} + id;
    if (sending.pieces.empty()) {
        if (model.can_store) turn.want(effect::StoreRemove{turn.ask(Want::remove_other, key), key});
        return;
    }
    model.remaining.push_back({id, sending.connector, sending.pieces});
    if (!model.can_store) return;
    turn.want(effect::StorePut{turn.ask(Want::put_other, key), key, write_remaining(model.remaining.back())});
}

/// The request in hand: the dossier, or the first piece that remains. Also the way to try again.
void send_current(Turn& turn) {
    Model& model = turn.model;
    Sending& sending = *model.sending;
    Connector const* connector = find_connector(model.config, sending.connector);
    if (connector == nullptr) return fail(turn, SendTrouble::rejected);
    if (!model.online) return fail(turn, SendTrouble::offline);
    sending.trouble = SendTrouble::none;
    sending.sent = 0;
    sending.total = 0;
    effect::Http request;
    if (!sending.accepted) {
        sending.phase = SendPhase::posting;
        sending.request = turn.ask(Want::send_dossier, model.open->dossier.id);
        request.method = "POST";
        request.url = connector->url;
        request.headers = headers_of(model, "application/json");
        request.body = sending.body;
        request.timeout_ms = post_timeout_ms;
    } else {
        Attachment const* piece = piece_of(model.open->dossier, sending.pieces.front());
        if (piece == nullptr) return fail(turn, SendTrouble::stored_file);
        sending.phase = SendPhase::piece;
        sending.request = turn.ask(Want::send_piece, model.open->dossier.id);
        request.method = "PUT";
        request.url = connector->url + "/" + model.open->dossier.id + "/pieces/" + piece->id;
        request.headers = headers_of(model, piece->media_type);
        request.file_sha256 = piece->sha256;
        request.timeout_ms = piece_timeout_ms;
    }
    request.id = sending.request;
    turn.want(std::move(request));
}

void finish(Turn& turn) {
    Model& model = turn.model;
    model.sending.reset();
    turn.announce(Spoken::sent, model.open->dossier.receipt ? model.open->dossier.receipt->number : "");
    go(turn, route_to_page(Page::receipt, model.open->dossier.id), model.route.page == Page::send);
}

void send_next_piece(Turn& turn) {
    store_remaining(turn);
    if (turn.model.sending->pieces.empty()) return finish(turn);
    send_current(turn);
}

/// The backend has the dossier: the receipt is written down before anything else happens.
void accept(Turn& turn, std::string_view body) {
    Model& model = turn.model;
    Sending& sending = *model.sending;
    auto const receipt = read_receipt(body);
    // Accepted, but by an answer that we cannot read: sending again gives the same answer, so it is told, not guessed.
    if (!receipt) return fail(turn, SendTrouble::unreadable_answer);
    Dossier& dossier = model.open->dossier;
    std::string const at = receipt->date.empty() ? turn.iso_now() : receipt->date;
    dossier.receipt = Receipt{receipt->number, at, sending.digest, sending.connector};
    (void)change_status(*model.open->procedure, dossier, sent_status, at, {});
    dossier.remarks.clear();
    set_server_findings(*model.open, {});
    sending.accepted = true;
    sending.body.clear();
    sending.tries = 0;
    mark_changed(turn);
    flush(turn);
    send_next_piece(turn);
}

/// A moment later, or no more by itself.
void try_later(Turn& turn, SendTrouble trouble) {
    Sending& sending = *turn.model.sending;
    if (sending.tries >= static_cast<std::int32_t>(std::size(retry_waits_ms))) return fail(turn, trouble);
    sending.trouble = trouble;
    sending.phase = SendPhase::waiting;
    sending.timer = turn.ask(Want::send_retry);
    turn.want(effect::SetTimer{sending.timer, retry_waits_ms[sending.tries]});
    ++sending.tries;
}

/// The file of the connector « Fichier »: the payload, to be carried away.
void save_as_file(Turn& turn, Connector const& connector, Json const& json, std::string digest) {
    Model& model = turn.model;
    Dossier& dossier = model.open->dossier;
    std::string name = slug(!dossier.name.empty() ? dossier.name : shown_at(*model.open->procedure, dossier, "formation.intitule"));
    if (name.empty()) name = dossier.id.substr(0, 8);
    turn.want(effect::Download{"demande-" + name + ".json", "application/json", write_json_pretty(json), {}});
    dossier.receipt = Receipt{{}, turn.iso_now(), std::move(digest), connector.id};
    mark_changed(turn);
    flush(turn);
    turn.announce(Spoken::draft_exported);
    go(turn, route_to_page(Page::receipt, dossier.id));
}

}  // namespace

void send_now(Turn& turn) {
    Model& model = turn.model;
    OpenDossier* open = turn.editable();
    if (open == nullptr) return;
    check_all_steps(*open);
    judge_again(*open, turn.today());
    if (std::uint32_t const blocks = open->verdict.blocking_count(); blocks > 0) {
        open->refused = true;
        turn.announce(Spoken::errors_on_step, {}, blocks);
        return turn.focus(summary_id);
    }
    set_server_findings(*open, {});
    Connector const* connector = find_connector(model.config, model.connector);
    if (connector == nullptr) connector = &model.config.connectors.front();
    Json const json = payload(*open->procedure, open->dossier, open->verdict);
    std::string digest = payload_digest(json);
    // The draft is on disk before anything leaves.
    flush(turn);
    if (connector->kind == ConnectorKind::file) return save_as_file(turn, *connector, json, std::move(digest));
    Sending sending;
    sending.connector = connector->id;
    sending.body = write_json(json);
    sending.digest = std::move(digest);
    Json const* sent_pieces = member(json, "pieces");
    for (auto const& piece : open->dossier.attachments) {
        // A piece of a zone that does not apply is not part of the request.
        bool const part = sent_pieces == nullptr || !sent_pieces->is_array() ||
                          std::ranges::any_of(*sent_pieces, [&](Json const& one) { return text_member(one, "id") == piece.id; });
        if (part) sending.pieces.push_back(piece.id);
    }
    sending.piece_count = static_cast<std::uint32_t>(sending.pieces.size());
    if (model.route.page != Page::send) go(turn, route_to_page(Page::send, open->dossier.id));
    model.sending = std::move(sending);
    turn.announce(Spoken::sending);
    send_current(turn);
}

void took_send_answer(Turn& turn, Pending const& pending, msg::HttpAnswered const& answer) {
    Model& model = turn.model;
    if (!model.sending || !model.open || model.sending->request != pending.id) return;
    Sending& sending = *model.sending;
    sending.request = 0;
    sending.status = answer.status;
    sending.retry_after_s = answer.retry_after_s;
    if (answer.status >= 200 && answer.status < 300) {
        if (!sending.accepted) return accept(turn, answer.body);
        sending.pieces.erase(sending.pieces.begin());
        sending.tries = 0;
        return send_next_piece(turn);
    }
    if (answer.status >= 500) return try_later(turn, SendTrouble::server);
    switch (answer.status) {
    case 401:
        sending.phase = SendPhase::needs_code;
        sending.code_refused = !model.access_code.empty();
        model.access_code.clear();
        turn.announce(Spoken::code_needed);
        return turn.focus("code-acces");
    case 403: return fail(turn, SendTrouble::forbidden);
    case 409:
        if (sending.accepted) return fail(turn, SendTrouble::rejected);
        sending.phase = SendPhase::conflict;
        return;
    case 413: return fail(turn, SendTrouble::too_large);
    case 422:
        if (sending.accepted) return fail(turn, SendTrouble::rejected);
        sending.phase = SendPhase::refused;
        set_server_findings(*model.open, read_backend_findings(answer.body));
        turn.announce(Spoken::sending_refused, {}, static_cast<std::int64_t>(model.open->server_findings.size()));
        return turn.focus(summary_id);
    case 429: return fail(turn, SendTrouble::too_many);
    default: return fail(turn, SendTrouble::rejected);
    }
}

void took_send_failure(Turn& turn, Pending const& pending, msg::HttpTrouble why) {
    Model& model = turn.model;
    if (!model.sending || !model.open || model.sending->request != pending.id) return;
    model.sending->request = 0;
    if (!model.online) return fail(turn, SendTrouble::offline);
    try_later(turn, why == msg::HttpTrouble::timeout ? SendTrouble::timeout : SendTrouble::network);
}

void retry_rang(Turn& turn) {
    Model& model = turn.model;
    if (!model.sending || !model.open || model.sending->phase != SendPhase::waiting) return;
    model.sending->timer = 0;
    send_current(turn);
}

void retry_sending(Turn& turn) {
    Model& model = turn.model;
    if (!model.sending || !model.open || is_busy(*model.sending)) return;
    model.sending->tries = 0;
    turn.announce(Spoken::sending);
    send_current(turn);
}

void cancel_sending(Turn& turn, bool aloud) {
    Model& model = turn.model;
    if (!model.sending) return;
    Sending const& sending = *model.sending;
    if (sending.request != 0) {
        (void)take_pending(model, sending.request);
        turn.want(effect::Abort{sending.request});
    }
    if (sending.phase == SendPhase::waiting && sending.timer != 0) {
        (void)take_pending(model, sending.timer);
        turn.want(effect::ClearTimer{sending.timer});
    }
    bool const accepted = sending.accepted;
    model.sending.reset();
    if (!aloud) return;
    turn.announce(Spoken::cancelled);
    if (accepted && model.open) return go(turn, route_to_page(Page::receipt, model.open->dossier.id), true);
    turn.focus(heading_id);
}

void give_code(Turn& turn) {
    Model& model = turn.model;
    if (!model.sending || model.sending->phase != SendPhase::needs_code) return;
    if (model.code_typed.empty()) return turn.focus("code-acces");
    model.access_code = std::exchange(model.code_typed, {});
    model.sending->tries = 0;
    turn.announce(Spoken::sending);
    send_current(turn);
}

void send_remaining(Turn& turn) {
    Model& model = turn.model;
    if (!model.open || (model.sending && is_busy(*model.sending))) return;
    auto const* remaining = find_remaining(model, model.open->dossier.id);
    if (remaining == nullptr || remaining->pieces.empty()) return;
    Sending sending;
    sending.connector = remaining->connector;
    sending.pieces = remaining->pieces;
    sending.piece_count = static_cast<std::uint32_t>(sending.pieces.size());
    sending.accepted = true;
    model.sending = std::move(sending);
    turn.announce(Spoken::sending);
    send_current(turn);
}

void took_progress(Turn& turn, msg::SendProgress const& progress) {
    Model& model = turn.model;
    bool const ours = model.sending && model.sending->request == progress.id;
    turn.redraw = ours;
    if (!ours) return;
    model.sending->sent = progress.sent;
    model.sending->total = progress.total;
}

void copy_reference(Turn& turn) {
    turn.redraw = false;
    if (!turn.model.open || !turn.model.open->dossier.receipt) return;
    Receipt const& receipt = *turn.model.open->dossier.receipt;
    turn.want(effect::CopyText{turn.ask(Want::copy), receipt.number.empty() ? receipt.digest : receipt.number});
}

void download_recap(Turn& turn) {
    turn.redraw = false;
    if (!turn.model.open || !turn.model.open->dossier.receipt) return;
    OpenDossier const& open = *turn.model.open;
    Receipt const& receipt = *open.dossier.receipt;
    Json recap = Json::object();
    recap["recu"] = {{"numero", receipt.number}, {"date", receipt.date}, {"empreinte", receipt.digest}, {"connecteur", receipt.connector}};
    recap["demande"] = payload(*open.procedure, open.dossier, open.verdict);
    std::string const name = receipt.number.empty() ? open.dossier.id.substr(0, 8) : slug(receipt.number);
    turn.want(effect::Download{"recapitulatif-" + name + ".json", "application/json", write_json_pretty(recap), {}});
}

}  // namespace guichet
