// What the person does about sending: puts a request into the outbox (update_outbox.cpp), tries again, withdraws, gives the code;
// and what is done with the receipt.
#include <algorithm>
#include <utility>

#include "app/backend.hpp"
#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/json.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

/// Once more, from now.
void begin_again(Turn& turn, Sending& sending) {
    sending.phase = SendPhase::queued;
    sending.tries = 0;
    store_sending(turn, sending);
    turn.announce(Spoken::sending);
    run_outbox(turn);
}

std::string title_of(OpenDossier const& open) {
    return !open.dossier.name.empty() ? open.dossier.name : shown_at(*open.procedure, open.dossier, "formation.intitule");
}

/// The file of the connector « Fichier »: the payload, to be carried away.
void save_as_file(Turn& turn, Connector const& connector, Json const& json, std::string digest) {
    Model& model = turn.model;
    Dossier& dossier = model.open->dossier;
    std::string name = slug(title_of(*model.open));
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
    sending.dossier = open->dossier.id;
    sending.title = title_of(*open);
    sending.since = turn.iso_now();
    sending.connector = connector->id;
    sending.body = write_json(json);
    sending.digest = std::move(digest);
    Json const* sent_pieces = member(json, "pieces");
    for (auto const& piece : open->dossier.attachments) {
        // A piece of a zone that does not apply is not part of the request.
        bool const part = sent_pieces == nullptr || !sent_pieces->is_array() ||
                          std::ranges::any_of(*sent_pieces, [&](Json const& one) { return text_member(one, "id") == piece.id; });
        if (part) sending.pieces.push_back({piece.id, piece.media_type, piece.sha256});
    }
    sending.piece_count = static_cast<std::uint32_t>(sending.pieces.size());
    if (model.route.page != Page::send) go(turn, route_to_page(Page::send, open->dossier.id));
    turn.announce(Spoken::sending);
    put_in(turn, std::move(sending));
}

void retry_sending(Turn& turn) {
    if (turn.model.open) retry_queued(turn, turn.model.open->dossier.id);
}

void cancel_sending(Turn& turn) {
    Model& model = turn.model;
    if (open_sending(model) == nullptr) return;
    std::string const id = model.open->dossier.id;
    std::optional<Sending> taken = take_out(turn, id);
    turn.announce(Spoken::cancelled);
    if (!taken->accepted) {
        turn.focus(heading_id);
        return run_outbox(turn);
    }
    // The backend has the dossier, and waits for its pieces.
    taken->phase = SendPhase::failed;
    taken->trouble = SendTrouble::none;
    put_in(turn, *std::move(taken));
    go(turn, route_to_page(Page::receipt, id), true);
}

void stop_sending(Turn& turn) {
    Sending const* const sending = open_sending(turn.model);
    if (sending == nullptr || !is_busy(*sending) || sending->accepted) return;
    (void)take_out(turn, turn.model.open->dossier.id);
    run_outbox(turn);
}

void show_sending(Turn& turn) {
    Sending const* const sending = open_sending(turn.model);
    if (sending == nullptr || sending->phase != SendPhase::refused) return;
    set_server_findings(*turn.model.open, read_backend_findings(sending->findings));
}

void give_code(Turn& turn) {
    Model& model = turn.model;
    Sending const* const sending = open_sending(model);
    if (sending == nullptr || sending->phase != SendPhase::needs_code) return;
    if (model.code_typed.empty()) return turn.focus("code-acces");
    model.access_code = std::exchange(model.code_typed, {});
    std::string const connector = sending->connector;
    for (Sending& one : model.outbox) {
        if (one.phase == SendPhase::needs_code && one.connector == connector) one.phase = SendPhase::queued;
    }
    turn.announce(Spoken::sending);
    run_outbox(turn);
}

void retry_queued(Turn& turn, std::string_view dossier) {
    Sending* const sending = find_sending(turn.model.outbox, dossier);
    if (sending == nullptr || sending->request != 0 || sending->checking) return;
    begin_again(turn, *sending);
}

void withdraw_queued(Turn& turn, std::string_view dossier) {
    Sending const* const sending = find_sending(turn.model.outbox, dossier);
    // What the backend has accepted cannot be taken back from here.
    if (sending == nullptr || sending->accepted) return;
    (void)take_out(turn, std::string{dossier});
    turn.announce(Spoken::cancelled);
    turn.focus(heading_id);
    run_outbox(turn);
}

void later::export_queued(Turn& turn, std::string_view dossier) {
    turn.redraw = false;
    Sending const* const sending = find_sending(turn.model.outbox, dossier);
    if (sending == nullptr || sending->accepted) return;
    turn.want(effect::Download{"demande-" + sending->dossier.substr(0, 8) + ".json", "application/json", sending->body, {}});
}

template struct Apart<&later::export_queued>;

void took_progress(Turn& turn, msg::SendProgress const& progress) {
    auto& outbox = turn.model.outbox;
    auto const at = std::ranges::find(outbox, progress.id, &Sending::request);
    turn.redraw = at != outbox.end();
    if (at == outbox.end()) return;
    at->sent = progress.sent;
    at->total = progress.total;
}

void later::copy_reference(Turn& turn) {
    turn.redraw = false;
    if (!turn.model.open || !turn.model.open->dossier.receipt) return;
    Receipt const& receipt = *turn.model.open->dossier.receipt;
    turn.want(effect::CopyText{turn.ask(Want::copy), receipt.number.empty() ? receipt.digest : receipt.number});
}

void later::download_recap(Turn& turn) {
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

template struct Apart<&later::copy_reference>;
template struct Apart<&later::download_recap>;

}  // namespace guichet
