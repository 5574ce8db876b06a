// Start: the configuration, the list of procedures, the records of the store.
#include <algorithm>

#include "app/turn.hpp"
#include "core/sort.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

/// What the list shows of a record changes when its procedure comes.
void summarise_waiting(Turn& turn) {
    Model& model = turn.model;
    for (auto& draft : model.drafts) {
        if (draft.state != DraftState::waiting) continue;
        draft = summarise(draft.id, *draft.text, model.catalogue, turn.today());
    }
}

/// The one that the person chose has come, or cannot: then the page says so.
void begin_chosen(Turn& turn, CatalogueEntry const& entry) {
    turn.model.catalogue.chosen.clear();
    if (entry.procedure) start_new(turn, entry.id);
}

/// Files that no record names are forgotten, once a visit, and only when every record could be read:
/// a record that cannot may name any of them.
void prune_once(Turn& turn) {
    Model& model = turn.model;
    if (model.pruned) return;
    model.pruned = true;
    if (auto digests = digests_in(model.drafts)) turn.want(effect::PruneFiles{*std::move(digests)});
}

void took_drafts(Turn& turn, Pending const& pending, msg::Loaded message) {
    Model& model = turn.model;
    // We wrote while it was being read: what was just added or deleted would come and go.
    if (message.ok && pending.number != model.writes) return load_drafts(turn);
    model.drafts_fetching = message.ok ? Fetching::done : Fetching::failed;
    if (!message.ok) return;
    std::vector<Draft> drafts;
    drafts.reserve(message.records.size());
    for (auto& [key, text] : message.records) {
        std::string id = key.substr(std::min(key.size(), draft_prefix.size()));
        Draft* known = find_draft(model.drafts, id);
        bool const in_hand = model.open && model.open->dossier.id == id && model.open->access == Access::held;
        bool const same = known != nullptr && known->state == DraftState::readable && *known->text == text;
        if (known != nullptr && (in_hand || same)) {
            drafts.push_back(std::move(*known));
        } else {
            drafts.push_back(summarise(std::move(id), std::move(text), model.catalogue, turn.today()));
        }
    }
    // The one in hand may be newer than its first record.
    if (model.open && find_draft(drafts, model.open->dossier.id) == nullptr) {
        if (Draft* known = find_draft(model.drafts, model.open->dossier.id)) drafts.push_back(std::move(*known));
    }
    model.drafts = std::move(drafts);
    sort_drafts(model.drafts);
    prune_once(turn);
    fetch_needed(turn);
    if (!model.open) open_wanted(turn);
    follow(turn);
}

/// A draft taken back from another tab: what that tab stored is what counts.
void took_one_draft(Turn& turn, Pending const& pending, msg::Loaded message) {
    Model& model = turn.model;
    if (!model.open || model.open->dossier.id != pending.key) return;
    for (auto& [key, text] : message.records) {
        if (key != draft_key(pending.key)) continue;
        Draft const* const before = find_draft(model.drafts, pending.key);
        if (pending.number == only_if_changed && before != nullptr && *before->text == text) {
            turn.redraw = false;
            return;
        }
        auto const procedure = model.open->procedure;
        auto dossier = read_dossier(*procedure, text);
        if (!dossier) return;
        Draft draft = summarise(pending.key, std::move(text), model.catalogue, turn.today());
        if (Draft* known = find_draft(model.drafts, pending.key)) *known = std::move(draft);
        model.open.emplace(procedure, *std::move(dossier), turn.today());
        model.open->revision = model.open->saved_revision = model.revisions;
        model.open->access = Access::held;
        return open_wanted(turn);
    }
}

}  // namespace

void start(Turn& turn, msg::Started const& message) {
    Model& model = turn.model;
    model.started = true;
    model.can_store = message.can_store;
    model.plain = message.plain;
    model.entropy = {message.entropy_high, message.entropy_low};
    model.config_fetching = Fetching::under_way;
    turn.want(effect::Http{.id = turn.ask(Want::config), .url = "config.json"});
    model.catalogue.fetching = Fetching::under_way;
    turn.want(effect::Http{.id = turn.ask(Want::catalogue), .url = "procedures/index.json"});
    model.route = read_route(message.route);
    model.protection.sealed = model.protection.locked = message.locked;
    if (message.locked) return want_later(turn);
    enter(turn);
}

void enter(Turn& turn) {
    Model& model = turn.model;
    if (model.can_store) {
        load_drafts(turn);
        turn.want(effect::StoreLoad{turn.ask(Want::templates), std::string{template_prefix}});
        load_outbox(turn);
    } else {
        model.drafts_fetching = Fetching::done;
    }
    if (model.route.page != Page::home) arrive(turn, model.route);
}

void load_drafts(Turn& turn) {
    Model& model = turn.model;
    if (!model.can_store) return;
    if (model.drafts_fetching != Fetching::done) model.drafts_fetching = Fetching::under_way;
    turn.want(effect::StoreLoad{turn.ask(Want::all_drafts, {}, model.writes), std::string{draft_prefix}});
}

void took_config(Turn& turn, std::int32_t status, std::string_view body) {
    Model& model = turn.model;
    model.config_fetching = Fetching::failed;
    if (auto config = status == 200 ? read_config(body) : std::unexpected(Trouble{})) {
        model.config = *std::move(config);
        model.config_fetching = Fetching::done;
        follow(turn);
    }
    run_outbox(turn);
}

void took_catalogue(Turn& turn, std::int32_t status, std::string_view body) {
    Model& model = turn.model;
    auto entries = status == 200 ? read_catalogue(body) : std::unexpected(Trouble{});
    model.catalogue.fetching = entries ? Fetching::done : Fetching::failed;
    if (entries) model.catalogue.entries = *std::move(entries);
    fetch_needed(turn);
    summarise_waiting(turn);
    if (!model.open) open_wanted(turn);
}

void fetch_needed(Turn& turn) {
    Model& model = turn.model;
    // Without an id there is nothing to show of it before it has come.
    bool const unnamed = model.route.page == Page::choose;
    auto& entries = model.catalogue.entries;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CatalogueEntry& entry = entries[i];
        if (entry.fetching != Fetching::idle) continue;
        auto const is = [&](std::string_view id) { return !id.empty() && (entry.id.empty() || entry.id == id); };
        bool const needed =
            (unnamed && entry.id.empty()) || is(model.catalogue.chosen) || is(model.importing ? model.importing->procedure : "") ||
            std::ranges::any_of(model.drafts,
                                [&](Draft const& draft) { return draft.state == DraftState::waiting && is(draft.procedure); });
        if (!needed) continue;
        entry.fetching = Fetching::under_way;
        turn.want(effect::Http{.id = turn.ask(Want::procedure, entry.file, i), .url = "procedures/" + entry.file});
    }
}

void took_procedure(Turn& turn, std::size_t index, std::int32_t status, std::string_view body) {
    Model& model = turn.model;
    if (index >= model.catalogue.entries.size()) return;
    CatalogueEntry& entry = model.catalogue.entries[index];
    bool const chosen = !entry.id.empty() && entry.id == model.catalogue.chosen;
    entry.fetching = Fetching::failed;
    if (status == 200) {
        auto loaded = load_procedure(text_of(entry, body));
        entry.problems = std::move(loaded.problems);
        if (loaded.procedure) {
            entry.fetching = Fetching::done;
            entry.id = loaded.procedure->id;
            entry.title = loaded.procedure->title;
            entry.organisme = loaded.procedure->organisme;
            entry.portal = loaded.procedure->portal;
            entry.description = loaded.procedure->description;
            entry.procedure = std::move(loaded.procedure);
        }
    }
    summarise_waiting(turn);
    if (turn.model.importing) later::go_on_importing(turn);
    if (chosen) return begin_chosen(turn, model.catalogue.entries[index]);
    if (!model.open) open_wanted(turn);
    follow(turn);
}

void took_records(Turn& turn, Pending const& pending, msg::Loaded message) {
    Model& model = turn.model;
    switch (pending.want) {
    case Want::all_drafts: return took_drafts(turn, pending, std::move(message));
    case Want::one_draft: return took_one_draft(turn, pending, std::move(message));
    case Want::templates:
        model.templates.clear();
        for (auto& [key, text] : message.records) {
            if (auto one = read_template(std::move(key), std::move(text))) model.templates.push_back(*std::move(one));
        }
        sort_by(model.templates, &Template::name);
        return;
    case Want::outbox: return took_outbox(turn, pending, message);
    case Want::outbox_record: return later::took_outbox_record(turn, pending.key, message);
    case Want::receipt_draft: return later::took_receipt_draft(turn, pending.key, message);
    case Want::follow_cursor: return later::took_cursor(turn, message);
    case Want::follow_record: return later::took_follow_record(turn, pending.key, message);
    default: turn.redraw = false; return;
    }
}

}  // namespace guichet
