// The outbox: what waits, on disk and here. Requests go oldest first, one at a time, by one tab at a time (update_sending.cpp). Nothing typed
// is lost, whatever is answered, and wherever this stops.
#include <algorithm>
#include <utility>

#include "app/turn.hpp"
#include "core/sort.hpp"

namespace guichet {
namespace {

/// Before the part of the program that sends is fetched once more.
constexpr std::int64_t later_wait_ms = 30'000;

}  // namespace

void clear_outbox_timer(Turn& turn) {
    std::int32_t const timer = std::exchange(turn.model.outbox_timer, 0);
    if (timer == 0) return;
    (void)take_pending(turn.model, timer);
    turn.want(effect::ClearTimer{timer});
}

void set_outbox_timer(Turn& turn, std::int64_t due_ms) {
    Model& model = turn.model;
    clear_outbox_timer(turn);
    model.outbox_timer = turn.ask(Want::send_retry);
    model.outbox_due_ms = due_ms;
    turn.want(effect::SetTimer{model.outbox_timer, static_cast<std::int32_t>(std::max<std::int64_t>(due_ms - model.now.unix_ms, 0))});
}

void give_up_outbox_turn(Turn& turn) {
    Model& model = turn.model;
    if (model.outbox_turn == OutboxTurn::held) turn.want(effect::Release{std::string{outbox_lock}});
    model.outbox_turn = OutboxTurn::none;
    for (Sending& sending : model.outbox) sending.fresh = false;
}

void load_outbox(Turn& turn) {
    Model& model = turn.model;
    if (!model.can_store) return;
    turn.want(effect::StoreLoad{turn.ask(Want::outbox, {}, model.outbox_writes), std::string{sending_prefix}});
}

void took_outbox(Turn& turn, Pending const& pending, msg::Loaded const& message) {
    Model& model = turn.model;
    if (pending.number != model.outbox_writes) return load_outbox(turn);
    turn.redraw = !model.outbox.empty() || !message.records.empty();
    std::vector<Sending> known = std::exchange(model.outbox, {});
    for (auto const& [key, text] : message.records) {
        auto read = read_sending(text);
        if (!read) continue;
        Sending* const mine = find_sending(known, read->dossier);
        model.outbox.push_back(std::move(mine != nullptr ? *mine : *read));
    }
    sort_by(model.outbox, &Sending::since);
    run_outbox(turn);
}

void store_sending(Turn& turn, Sending const& sending) {
    Model& model = turn.model;
    if (!model.can_store) return;
    ++model.outbox_writes;
    std::string const key = sending_key(sending.dossier);
    turn.want(effect::StorePut{turn.ask(Want::put_other, key), key, write_sending(sending)});
}

void put_in(Turn& turn, Sending sending) {
    Model& model = turn.model;
    (void)take_out(turn, sending.dossier);
    store_sending(turn, sending);
    sending.fresh = model.outbox_turn == OutboxTurn::held;
    model.outbox.push_back(std::move(sending));
    sort_by(model.outbox, &Sending::since);
    run_outbox(turn);
}

std::optional<Sending> take_out(Turn& turn, std::string const& dossier) {
    Model& model = turn.model;
    auto const at = std::ranges::find(model.outbox, dossier, &Sending::dossier);
    if (at == model.outbox.end()) return std::nullopt;
    Sending taken = std::move(*at);
    model.outbox.erase(at);
    if (taken.request != 0) {
        (void)take_pending(model, taken.request);
        turn.want(effect::Abort{std::exchange(taken.request, 0)});
    }
    taken.checking = false;
    if (!model.can_store) return taken;
    ++model.outbox_writes;
    turn.want(effect::StoreRemove{turn.ask(Want::remove_other, dossier), sending_key(dossier)});
    return taken;
}

void run_outbox(Turn& turn) {
    Model& model = turn.model;
    // The connectors stand in the configuration.
    if (model.config_fetching == Fetching::idle || model.config_fetching == Fetching::under_way) return;
    if (model.outbox.empty()) {
        clear_outbox_timer(turn);
        return give_up_outbox_turn(turn);
    }
    if (model.later != Fetching::done) return want_later(turn);
    later::send_next(turn);
}

void took_later(Turn& turn, bool ok) {
    Model& model = turn.model;
    model.later = ok ? Fetching::done : Fetching::failed;
    if (ok) {
        run_outbox(turn);
        return follow(turn);
    }
    if (std::exchange(model.held, nullptr)) {
        turn.announce(Spoken::later_missing);
        model.toast = Toast{Spoken::later_missing, {}, {}};
    }
    if (!model.outbox.empty()) set_outbox_timer(turn, model.now.unix_ms + later_wait_ms);
}

void lose_outbox_turn(Turn& turn) {
    turn.redraw = false;
    turn.model.outbox_turn = OutboxTurn::none;
    give_up_outbox_turn(turn);
}

void retry_rang(Turn& turn) {
    Model& model = turn.model;
    model.outbox_timer = 0;
    // The clock may have been set back while the timer ran.
    for (Sending& sending : model.outbox) {
        if (sending.phase == SendPhase::waiting && sending.next_try_ms <= model.outbox_due_ms) sending.phase = SendPhase::queued;
    }
    run_outbox(turn);
}

void went_online(Turn& turn, bool online) {
    Model& model = turn.model;
    model.online = online;
    for (Sending& sending : model.outbox) {
        if (!online || sending.phase != SendPhase::waiting) continue;
        sending.phase = SendPhase::queued;
        sending.tries = 0;
    }
    run_outbox(turn);
    // What was decided meanwhile, too.
    follow(turn);
}

}  // namespace guichet
