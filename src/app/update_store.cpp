// A draft is on disk before the next key: written a moment after the first change, at once when the page
// is hidden. And one tab only holds it.
#include <algorithm>

#include "app/turn.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

/// Less than the 250 ms promised: the store takes a few itself.
constexpr std::int32_t save_delay_ms = 200;
/// A quick writing is not worth a word: the sentence on the page would change at each key, and back.
constexpr std::int32_t slow_after_ms = 1'000;

bool may_write(OpenDossier const& open) { return open.access == Access::held || open.access == Access::pending; }

}  // namespace

void mark_changed(Turn& turn) {
    Model& model = turn.model;
    OpenDossier& open = *model.open;
    open.revision = ++model.revisions;
    open.dossier.modified = turn.iso_now();
    if (!model.can_store || open.save_timer != 0) return;
    // Not started anew by each key: what is at risk is never older than the delay.
    open.save_timer = turn.ask(Want::save_timer);
    turn.want(effect::SetTimer{open.save_timer, save_delay_ms});
}

void mark_place(Turn& turn, std::string place) {
    OpenDossier& open = *turn.model.open;
    if (open.dossier.place == place || !may_write(open)) return;
    open.dossier.place = std::move(place);
    open.place_changed = true;
}

void flush(Turn& turn) {
    Model& model = turn.model;
    if (!model.open || !may_write(*model.open)) return;
    OpenDossier& open = *model.open;
    if (open.revision == open.saved_revision && !open.place_changed) return;
    std::string text = write_dossier(*open.procedure, open.dossier);
    if (Draft* draft = find_draft(model.drafts, open.dossier.id)) {
        summarise_open(*draft, open, text);
        sort_drafts(model.drafts);
    }
    open.place_changed = false;
    if (open.save_timer != 0) {
        (void)take_pending(model, open.save_timer);
        turn.want(effect::ClearTimer{open.save_timer});
        open.save_timer = 0;
    }
    if (!model.can_store) return;
    ++model.writes;
    std::int32_t const id = turn.ask(Want::put_open, open.dossier.id, open.revision);
    turn.want(effect::StorePut{id, draft_key(open.dossier.id), std::move(text)});
    if (open.slow || open.slow_timer != 0) return;
    open.slow_timer = turn.ask(Want::slow_timer);
    turn.want(effect::SetTimer{open.slow_timer, slow_after_ms});
}

void end_slow(Turn& turn) {
    OpenDossier& open = *turn.model.open;
    open.slow = false;
    if (open.slow_timer == 0) return;
    (void)take_pending(turn.model, open.slow_timer);
    turn.want(effect::ClearTimer{open.slow_timer});
    open.slow_timer = 0;
}

void put_draft(Turn& turn, std::string const& id, std::string text) {
    Model& model = turn.model;
    Draft draft = summarise(id, text, model.catalogue, turn.today());
    if (Draft* known = find_draft(model.drafts, id)) {
        *known = std::move(draft);
    } else {
        model.drafts.push_back(std::move(draft));
    }
    sort_drafts(model.drafts);
    if (!model.can_store) return;
    ++model.writes;
    std::int32_t const request = turn.ask(Want::put_other, id);
    turn.want(effect::StorePut{request, draft_key(id), std::move(text)});
}

void took_stored(Turn& turn, Pending const& pending, msg::Stored const& message) {
    Model& model = turn.model;
    if (pending.want == Want::copy) {
        Spoken const what = message.ok ? Spoken::copied : Spoken::not_copied;
        model.toast = Toast{what, {}, {}};
        return turn.announce(what);
    }
    if (pending.want != Want::put_open || !model.open || model.open->dossier.id != pending.key) {
        turn.redraw = !message.ok;
        if (!message.ok) turn.announce(Spoken::not_saved);
        return;
    }
    OpenDossier& open = *model.open;
    if (!message.ok) {
        end_slow(turn);
        open.store_trouble = message.trouble == "quota"     ? StoreTrouble::quota
                             : message.trouble == "blocked" ? StoreTrouble::blocked
                                                            : StoreTrouble::other;
        return;
    }
    // Said aloud once a visit and after a failure: at each key it would drown everything else.
    if (open.saved_at == 0 || open.store_trouble != StoreTrouble::none) turn.announce(Spoken::saved);
    open.saved_revision = std::max(open.saved_revision, pending.number);
    open.saved_at = model.now.unix_ms;
    open.store_trouble = StoreTrouble::none;
    // With more on its way to a slow store, it is still slow.
    if (is_saved(open)) end_slow(turn);
}

void tell_unsaved(Turn& turn) {
    Model& model = turn.model;
    bool const unsaved = model.open && model.can_store && !is_saved(*model.open);
    if (unsaved == model.unsaved_told) return;
    model.unsaved_told = unsaved;
    turn.want(effect::SetUnsaved{unsaved});
}

void took_claim(Turn& turn, Pending const& pending, bool granted) {
    Model& model = turn.model;
    if (!model.open || model.open->dossier.id != pending.key) {
        turn.redraw = false;
        if (granted) turn.want(effect::Release{draft_key(pending.key)});
        return;
    }
    OpenDossier& open = *model.open;
    bool const taken_back = open.access == Access::elsewhere || open.access == Access::lost;
    if (!granted) {
        turn.redraw = open.access == Access::pending;
        if (open.access == Access::pending) open.access = Access::elsewhere;
        return;
    }
    open.access = Access::held;
    if (!taken_back) {
        // Another tab may have written, or sent, since this one read.
        turn.redraw = false;
        load_outbox(turn);
        turn.want(effect::StoreLoad{turn.ask(Want::one_draft, pending.key, only_if_changed), draft_key(pending.key)});
        return;
    }
    // The other tab may have written since we read: its record is the draft.
    turn.announce(Spoken::taken_over);
    turn.want(effect::StoreLoad{turn.ask(Want::one_draft, pending.key), draft_key(pending.key)});
}

void lose_claim(Turn& turn, std::string_view key) {
    Model& model = turn.model;
    if (!model.open || draft_key(model.open->dossier.id) != key) {
        turn.redraw = false;
        return;
    }
    stop_sending(turn);
    OpenDossier& open = *model.open;
    open.access = Access::lost;
    // Nothing of ours may overwrite what the other tab writes from now on.
    open.saved_revision = open.revision;
    if (open.save_timer != 0) {
        (void)take_pending(model, open.save_timer);
        turn.want(effect::ClearTimer{open.save_timer});
        open.save_timer = 0;
    }
    end_slow(turn);
}

void take_over(Turn& turn) {
    Model& model = turn.model;
    if (!model.open || can_edit(*model.open)) return;
    std::string const& id = model.open->dossier.id;
    turn.want(effect::Claim{turn.ask(Want::claim, id), draft_key(id), true});
}

}  // namespace guichet
