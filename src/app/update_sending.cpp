// Sending what the outbox holds: the dossier, then each piece. Tried again by itself on the network, on 5xx and when asked to come back
// later, never on another 4xx; the idempotency key makes a second try harmless, and what was acknowledged is written down before anything
// else, so that it is never sent twice.
#include <algorithm>
#include <utility>

#include "app/backend.hpp"
#include "app/turn.hpp"
#include "core/apart.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

constexpr std::string_view sent_status = "transmis";

bool is_running(Sending const& sending) { return sending.request != 0 || sending.checking; }

bool is_open(Model const& model, std::string_view dossier) { return model.open && model.open->dossier.id == dossier; }

/// Open here, and ours to write.
bool is_ours(Model const& model, std::string_view dossier) {
    return is_open(model, dossier) && (model.open->access == Access::held || model.open->access == Access::pending);
}

/// The person is looking at it.
bool is_in_sight(Model const& model, Sending const& sending) {
    return is_open(model, sending.dossier) && (model.route.page == Page::send || model.route.page == Page::receipt);
}

/// Its turn has come. A clock that was set back makes nobody wait for longer than we ever would.
bool is_due(Model const& model, Sending const& sending) {
    if (sending.phase == SendPhase::queued) return true;
    std::int64_t const wait = sending.next_try_ms - model.now.unix_ms;
    return sending.phase == SendPhase::waiting && (wait <= 0 || wait > 24 * longest_wait_ms);
}

Sending* next_due(Model& model) {
    auto const waits_for_code = [&](Sending const& sending) {
        return std::ranges::any_of(model.outbox, [&](Sending const& other) {
            return other.phase == SendPhase::needs_code && other.connector == sending.connector;
        });
    };
    auto const at = std::ranges::find_if(model.outbox, [&](Sending const& one) { return is_due(model, one) && !waits_for_code(one); });
    return at == model.outbox.end() ? nullptr : &*at;
}

/// Nothing is due: until the next that is.
void rest(Turn& turn) {
    Model& model = turn.model;
    give_up_outbox_turn(turn);
    std::int64_t due = INT64_MAX;
    for (Sending const& sending : model.outbox) {
        if (sending.phase == SendPhase::waiting) due = std::min(due, sending.next_try_ms);
    }
    if (due == INT64_MAX) return clear_outbox_timer(turn);
    set_outbox_timer(turn, due);
}

/// No more by itself.
void stop(Turn& turn, Sending& sending, SendPhase phase, SendTrouble trouble = SendTrouble::none) {
    sending.phase = phase;
    sending.trouble = trouble;
    store_sending(turn, sending);
    run_outbox(turn);
}

void fail(Turn& turn, Sending& sending, SendTrouble trouble) { stop(turn, sending, SendPhase::failed, trouble); }

/// A moment later.
void try_later(Turn& turn, Sending& sending, SendTrouble trouble) {
    Model& model = turn.model;
    std::int64_t wait = first_wait_ms;
    for (std::int32_t tried = 0; tried < sending.tries && wait < longest_wait_ms; ++tried) wait *= 2;
    wait = std::min(wait, longest_wait_ms);
    wait += random_below(model, wait / 2) - wait / 4;
    ++sending.tries;
    sending.phase = SendPhase::waiting;
    sending.trouble = trouble;
    sending.next_try_ms = model.now.unix_ms + std::max<std::int64_t>(wait, std::min(sending.retry_after_s, 3600) * std::int64_t{1000});
    run_outbox(turn);
}

std::vector<std::pair<std::string, std::string>> headers_of(Model const& model, Sending const& sending, std::string_view media_type) {
    std::vector<std::pair<std::string, std::string>> headers{
        {"Content-Type", std::string{media_type}}, {"Accept", "application/json"}, {"Idempotency-Key", sending.dossier}};
    if (!model.access_code.empty()) headers.emplace_back("Authorization", "Bearer " + model.access_code);
    return headers;
}

/// The request in hand: the dossier, or the first piece that remains.
void send_current(Turn& turn, Sending& sending) {
    Model& model = turn.model;
    Connector const* connector = find_connector(model.config, sending.connector);
    if (connector == nullptr) return fail(turn, sending, SendTrouble::rejected);
    sending.trouble = SendTrouble::none;
    sending.sent = 0;
    sending.total = 0;
    effect::Http request;
    if (!sending.accepted) {
        sending.phase = SendPhase::posting;
        sending.request = turn.ask(Want::send_dossier, sending.dossier);
        request.method = "POST";
        request.url = connector->url;
        request.headers = headers_of(model, sending, "application/json");
        request.body = sending.body;
        request.timeout_ms = post_timeout_ms;
    } else {
        SentPiece const& piece = sending.pieces.front();
        sending.phase = SendPhase::piece;
        sending.request = turn.ask(Want::send_piece, sending.dossier);
        request.method = "PUT";
        request.url = connector->url + "/" + sending.dossier + "/pieces/" + piece.id;
        request.headers = headers_of(model, sending, piece.media_type);
        request.file_sha256 = piece.sha256;
        request.timeout_ms = piece_timeout_ms;
    }
    request.id = sending.request;
    turn.want(std::move(request));
}

/// All is there.
void end(Turn& turn, Sending& sending) {
    Model& model = turn.model;
    std::string const id = sending.dossier;
    bool const in_sight = is_in_sight(model, sending);
    std::string const number = sending.number;
    (void)take_out(turn, id);
    turn.announce(Spoken::sent, number);
    if (in_sight) {
        go(turn, route_to_page(Page::receipt, id), model.route.page == Page::send);
    } else {
        model.toast = Toast{Spoken::sent, number, {}};
    }
    run_outbox(turn);
    // What the backend has made of it by now.
    if (std::ranges::none_of(model.outbox, is_busy)) follow(turn);
}

/// The next piece; after the last, nothing remains but the receipt, where another tab kept the dossier from us.
void go_on(Turn& turn, Sending& sending) {
    store_sending(turn, sending);
    if (!sending.pieces.empty()) {
        sending.phase = SendPhase::queued;
        return run_outbox(turn);
    }
    if (!sending.recorded) return try_later(turn, sending, SendTrouble::elsewhere);
    end(turn, sending);
}

void put_receipt(Procedure const& procedure, Dossier& dossier, Sending const& sending) {
    dossier.receipt = Receipt{sending.number, sending.date, sending.digest, sending.connector};
    (void)change_status(procedure, dossier, sent_status, sending.date, {});
    dossier.remarks.clear();
}

void put_receipt_in_open(Turn& turn, Sending& sending) {
    OpenDossier& open = *turn.model.open;
    put_receipt(*open.procedure, open.dossier, sending);
    set_server_findings(open, {});
    mark_changed(turn);
    flush(turn);
    sending.recorded = true;
}

/// The record of a dossier that nobody has open; untouched while its procedure is not there.
void put_receipt_in_record(Turn& turn, Sending& sending, std::string_view record) {
    Model& model = turn.model;
    Draft const* draft = find_draft(model.drafts, sending.dossier);
    auto const procedure = draft != nullptr ? find_procedure(model.catalogue, draft->procedure) : nullptr;
    if (!procedure) return;
    auto dossier = read_dossier(*procedure, record);
    if (!dossier) return;
    put_receipt(*procedure, *dossier, sending);
    put_draft(turn, sending.dossier, write_dossier(*procedure, *dossier));
    sending.recorded = true;
}

/// The receipt into the dossier, which only who holds it may write.
void record(Turn& turn, Sending& sending) {
    Model& model = turn.model;
    if (is_ours(model, sending.dossier)) {
        put_receipt_in_open(turn, sending);
    } else if (model.can_store) {
        sending.checking = true;
        return turn.want(effect::Claim{turn.ask(Want::receipt_claim, sending.dossier), draft_key(sending.dossier), false});
    } else if (Draft const* draft = find_draft(model.drafts, sending.dossier)) {
        put_receipt_in_record(turn, sending, *draft->text);
    }
    go_on(turn, sending);
}

/// The backend has the dossier.
void accept(Turn& turn, Sending& sending, std::string_view body) {
    auto const receipt = read_receipt(body);
    // Accepted, but by an answer that we cannot read: sending again gives the same answer, so it is told, not guessed.
    if (!receipt) return fail(turn, sending, SendTrouble::unreadable_answer);
    sending.number = receipt->number;
    sending.date = receipt->date.empty() ? turn.iso_now() : receipt->date;
    sending.accepted = true;
    sending.body.clear();
    sending.tries = 0;
    store_sending(turn, sending);
    record(turn, sending);
}

void ask_for_code(Turn& turn, Sending& sending) {
    sending.code_refused = !turn.model.access_code.empty();
    turn.model.access_code.clear();
    turn.announce(Spoken::code_needed);
    if (is_in_sight(turn.model, sending)) turn.focus("code-acces");
    stop(turn, sending, SendPhase::needs_code);
}

void refuse(Turn& turn, Sending& sending, std::string body) {
    Model& model = turn.model;
    auto findings = read_backend_findings(body);
    turn.announce(Spoken::sending_refused, {}, static_cast<std::int64_t>(findings.size()));
    sending.findings = std::move(body);
    if (is_open(model, sending.dossier)) {
        set_server_findings(*model.open, std::move(findings));
        if (is_in_sight(model, sending)) turn.focus(summary_id);
    }
    stop(turn, sending, SendPhase::refused);
}

/// The sending that this answer is for.
Sending* asked_by(Model& model, Pending const& pending) {
    Sending* sending = find_sending(model.outbox, pending.key);
    return sending != nullptr && sending->request == pending.id ? sending : nullptr;
}

}  // namespace

void later::send_next(Turn& turn) {
    Model& model = turn.model;
    if (std::ranges::any_of(model.outbox, is_running)) return;
    Sending* const next = next_due(model);
    if (next == nullptr) return rest(turn);
    if (!model.online) {
        for (Sending& sending : model.outbox) {
            if (is_due(model, sending)) sending.trouble = SendTrouble::offline;
        }
        return give_up_outbox_turn(turn);
    }
    if (model.can_store && model.outbox_turn != OutboxTurn::held) {
        if (model.outbox_turn == OutboxTurn::none) turn.want(effect::Claim{turn.ask(Want::outbox_turn), std::string{outbox_lock}, false});
        model.outbox_turn = OutboxTurn::asked;
        return;
    }
    if (model.can_store && !next->fresh) {
        next->checking = true;
        return turn.want(effect::StoreLoad{turn.ask(Want::outbox_record, next->dossier), sending_key(next->dossier)});
    }
    if (next->accepted && next->pieces.empty()) return next->recorded ? end(turn, *next) : record(turn, *next);
    send_current(turn, *next);
}

void later::took_outbox_turn(Turn& turn, bool granted) {
    Model& model = turn.model;
    model.outbox_turn = granted ? OutboxTurn::held : OutboxTurn::none;
    if (granted) return run_outbox(turn);
    turn.redraw = false;
    give_up_outbox_turn(turn);
    set_outbox_timer(turn, model.now.unix_ms + other_tab_wait_ms);
}

void later::took_outbox_record(Turn& turn, std::string const& dossier, msg::Loaded const& message) {
    Model& model = turn.model;
    Sending* const sending = find_sending(model.outbox, dossier);
    if (sending == nullptr) return run_outbox(turn);
    sending->checking = false;
    sending->fresh = true;
    auto const at =
        std::ranges::find(message.records, sending_key(dossier), [](auto const& record) -> auto const& { return record.first; });
    auto read = at == message.records.end() ? std::unexpected(Trouble{}) : read_sending(at->second);
    if (!read) {
        // Another tab has done it, or taken it out.
        std::erase_if(model.outbox, [&](Sending const& one) { return one.dossier == dossier; });
        return run_outbox(turn);
    }
    // What it is known to have reached by now; how it stands with this tab is this tab's.
    read->fresh = true;
    read->phase = sending->phase;
    read->tries = sending->tries;
    read->next_try_ms = sending->next_try_ms;
    read->code_refused = sending->code_refused;
    *sending = *std::move(read);
    run_outbox(turn);
}

void later::took_send_answer(Turn& turn, Pending const& pending, msg::HttpAnswered const& answer) {
    Sending* const found = asked_by(turn.model, pending);
    if (found == nullptr) return;
    Sending& sending = *found;
    sending.request = 0;
    sending.status = answer.status;
    sending.retry_after_s = answer.retry_after_s;
    if (answer.status >= 200 && answer.status < 300) {
        if (!sending.accepted) return accept(turn, sending, answer.body);
        sending.pieces.erase(sending.pieces.begin());
        sending.tries = 0;
        return go_on(turn, sending);
    }
    if (answer.status >= 500) return try_later(turn, sending, SendTrouble::server);
    switch (answer.status) {
    case 401: return ask_for_code(turn, sending);
    case 403: return fail(turn, sending, SendTrouble::forbidden);
    case 409: return sending.accepted ? fail(turn, sending, SendTrouble::rejected) : stop(turn, sending, SendPhase::conflict);
    case 413: return fail(turn, sending, SendTrouble::too_large);
    case 422: return sending.accepted ? fail(turn, sending, SendTrouble::rejected) : refuse(turn, sending, answer.body);
    case 429:
        // It said when to come back; without that, coming back would be blind.
        return answer.retry_after_s > 0 ? try_later(turn, sending, SendTrouble::too_many) : fail(turn, sending, SendTrouble::too_many);
    default: return fail(turn, sending, SendTrouble::rejected);
    }
}

void later::took_send_failure(Turn& turn, Pending const& pending, msg::HttpTrouble why) {
    Sending* const sending = asked_by(turn.model, pending);
    if (sending == nullptr) return;
    sending->request = 0;
    sending->retry_after_s = -1;
    if (why == msg::HttpTrouble::aborted && sending->phase == SendPhase::piece) return fail(turn, *sending, SendTrouble::stored_file);
    try_later(turn, *sending, why == msg::HttpTrouble::timeout ? SendTrouble::timeout : SendTrouble::network);
}

void later::took_receipt_claim(Turn& turn, std::string const& dossier, bool granted) {
    Model& model = turn.model;
    Sending* const sending = find_sending(model.outbox, dossier);
    bool const ours = is_ours(model, dossier);
    if (granted && sending != nullptr && !ours) {
        return turn.want(effect::StoreLoad{turn.ask(Want::receipt_draft, dossier), draft_key(dossier)});
    }
    // Taken out meanwhile, or opened.
    if (granted && !ours) turn.want(effect::Release{draft_key(dossier)});
    if (sending == nullptr) return run_outbox(turn);
    if (granted) put_receipt_in_open(turn, *sending);
    sending->checking = false;
    go_on(turn, *sending);
}

void later::took_receipt_draft(Turn& turn, std::string const& dossier, msg::Loaded const& message) {
    Model& model = turn.model;
    Sending* const sending = find_sending(model.outbox, dossier);
    bool const ours = is_ours(model, dossier);
    if (sending != nullptr && ours) {
        put_receipt_in_open(turn, *sending);
    } else if (sending != nullptr) {
        // Deleted: there is nothing to write it into.
        sending->recorded = message.records.empty();
        for (auto const& [key, text] : message.records) {
            if (key == draft_key(dossier)) put_receipt_in_record(turn, *sending, text);
        }
    }
    if (!is_open(model, dossier)) {
        turn.want(effect::Release{draft_key(dossier)});
    } else if (!ours) {
        // Read here while another tab had it; that tab has let it go, and what it wrote is the draft.
        turn.want(effect::StoreLoad{turn.ask(Want::one_draft, dossier), draft_key(dossier)});
    }
    if (sending == nullptr) return run_outbox(turn);
    sending->checking = false;
    go_on(turn, *sending);
}

template struct Apart<&later::send_next>;
template struct Apart<&later::took_outbox_turn>;
template struct Apart<&later::took_outbox_record>;
template struct Apart<&later::took_send_answer>;
template struct Apart<&later::took_send_failure>;
template struct Apart<&later::took_receipt_claim>;
template struct Apart<&later::took_receipt_draft>;

}  // namespace guichet
