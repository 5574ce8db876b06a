// The list of drafts: a new one, renamed, copied, carried away, deleted and put back.
#include <algorithm>

#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

/// A stored dossier, typed; nothing when its record cannot be read.
std::optional<Dossier> read_stored(Model const& model, Draft const& draft) {
    auto const procedure = find_procedure(model.catalogue, draft.procedure);
    if (!procedure) return std::nullopt;
    auto dossier = read_dossier(*procedure, *draft.text);
    if (!dossier) return std::nullopt;
    return *std::move(dossier);
}

std::string file_name(Draft const& draft) {
    std::string name = slug(!draft.name.empty() ? draft.name : draft.subject);
    if (name.empty()) name = draft.id.substr(0, 8);
    return "guichet-" + name + ".guichet";
}

}  // namespace

std::string slug(std::string_view text) {
    std::string out;
    for (char const c : fold(text)) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) out += c;
        if (!plain && !out.empty() && out.back() != '-') out += '-';
        if (out.size() >= 48) break;
    }
    while (out.ends_with('-')) out.pop_back();
    return out;
}

void start_new(Turn& turn, std::string_view id) {
    Model& model = turn.model;
    auto const procedure = find_procedure(model.catalogue, id);
    if (!procedure) {
        model.catalogue.chosen = id;
        for (auto& entry : model.catalogue.entries) {
            // The network may be back.
            if (entry.id == id && entry.fetching == Fetching::failed) entry.fetching = Fetching::idle;
        }
        return fetch_needed(turn);
    }
    // The person has begun to entrust us with work: the browser is asked not to evict it.
    if (model.can_store) turn.want(effect::Persist{});
    Dossier dossier = new_dossier(*procedure, new_uuid(model), turn.iso_now());
    if (model.prefill) later::take_prefill(turn, *procedure, dossier);
    put_draft(turn, dossier.id, write_dossier(*procedure, dossier));
    if (procedure->steps.empty()) return;
    go(turn, route_to_step(dossier.id, procedure->steps.front().id));
}

void filter_catalogue(Turn& turn, std::string text) {
    Catalogue& catalogue = turn.model.catalogue;
    auto const count = [&] {
        std::string const wanted = fold(catalogue.filter);
        return std::ranges::count_if(catalogue.entries, [&](CatalogueEntry const& entry) { return is_offered(entry, wanted); });
    };
    auto const before = count();
    catalogue.filter = std::move(text);
    // Aloud when the number changes, not at each key.
    if (auto const now = count(); now != before) turn.announce(Spoken::choices_found, {}, now);
}

void later::ask_rename(Turn& turn, std::string_view id) {
    Draft const* draft = find_draft(turn.model.drafts, id);
    if (draft == nullptr) return;
    turn.model.dialog = RenameDialog{draft->id, draft->name};
    turn.model.dialog_opener = "renommer-" + draft->id;
    turn.focus("nouveau-nom");
}

void later::rename_done(Turn& turn) {
    Model& model = turn.model;
    auto* dialog = std::get_if<RenameDialog>(&model.dialog);
    Draft const* draft = dialog != nullptr ? find_draft(model.drafts, dialog->dossier) : nullptr;
    if (draft == nullptr) return;
    auto dossier = read_stored(model, *draft);
    std::string const name{trim(dialog->name)};
    model.dialog = std::monostate{};
    turn.focus(model.dialog_opener);
    if (!dossier || dossier->name == name) return;
    dossier->name = name;
    auto const procedure = find_procedure(model.catalogue, dossier->procedure);
    put_draft(turn, dossier->id, write_dossier(*procedure, *dossier));
    turn.announce(Spoken::draft_renamed, name);
}

void duplicate_draft(Turn& turn, std::string_view id) {
    Model& model = turn.model;
    Draft const* draft = find_draft(model.drafts, id);
    auto dossier = draft != nullptr ? read_stored(model, *draft) : std::nullopt;
    if (!dossier) return;
    auto const procedure = find_procedure(model.catalogue, dossier->procedure);
    dossier->id = new_uuid(model);
    dossier->created = turn.iso_now();
    dossier->modified = dossier->created;
    dossier->status = new_dossier(*procedure, {}, {}).status;
    dossier->history.clear();
    dossier->remarks.clear();
    dossier->instalments.clear();
    dossier->receipt.reset();
    dossier->sent.clear();
    dossier->place.clear();
    // Nobody has attested to this one.
    for (Field const& field : procedure->fields) {
        if (field.group < 0 && field.kind == Kind::attestation) dossier->answers[field.slot] = {};
    }
    std::string const name = !dossier->name.empty() ? dossier->name : draft->subject;
    dossier->name = name.empty() ? "Copie" : name + " (copie)";
    turn.announce(Spoken::draft_duplicated, dossier->name);
    model.toast = Toast{Spoken::draft_duplicated, dossier->name, {}};
    std::string const focus = "ouvrir-" + dossier->id;
    put_draft(turn, dossier->id, write_dossier(*procedure, *dossier));
    turn.focus(focus);
}

void export_draft(Turn& turn, std::string_view id) {
    Draft const* draft = find_draft(turn.model.drafts, id);
    if (draft == nullptr) return;
    std::string bundle = write_bundle_head(draft->text->size());
    bundle += *draft->text;
    turn.want(effect::Download{file_name(*draft), "application/octet-stream", std::move(bundle), piece_digests(*draft->text)});
    turn.announce(Spoken::draft_exported);
}

undo::RemovedDraft take_away(Turn& turn, Draft const& draft) {
    Model& model = turn.model;
    undo::RemovedDraft removed{draft.id, *draft.text, {}};
    if (model.can_store) {
        std::string const key = draft_key(removed.dossier);
        ++model.writes;
        turn.want(effect::StoreRemove{turn.ask(Want::remove_other, key), key});
    }
    removed.sending = take_out(turn, removed.dossier);
    std::erase_if(model.drafts, [&](Draft const& one) { return one.id == removed.dossier; });
    return removed;
}

void delete_draft(Turn& turn, std::string_view id) {
    Model& model = turn.model;
    Draft const* draft = find_draft(model.drafts, id);
    // What cannot be read is never deleted: it may be all that is left of someone's work.
    if (draft == nullptr || draft->state == DraftState::unreadable) return;
    std::string const name = !draft->name.empty() ? draft->name : draft->subject;
    undo::RemovedDrafts removed;
    removed.all.push_back(take_away(turn, *draft));
    turn.announce(Spoken::draft_deleted, name);
    model.toast = Toast{Spoken::draft_deleted, name, std::move(removed)};
    turn.focus(heading_id);
}

void undo_drafts(Turn& turn, std::vector<undo::RemovedDraft> removed) {
    if (removed.empty()) return;
    std::string const focus = removed.size() == 1 ? "ouvrir-" + removed.front().dossier : std::string{heading_id};
    for (auto& one : removed) {
        put_draft(turn, one.dossier, std::move(one.text));
        if (one.sending) put_in(turn, *std::move(one.sending));
    }
    turn.announce(Spoken::draft_restored, {}, static_cast<std::int64_t>(removed.size()));
    turn.focus(focus);
}

void download_unreadable(Turn& turn, std::string_view id) {
    turn.redraw = false;
    Draft const* draft = find_draft(turn.model.drafts, id);
    if (draft == nullptr) return;
    turn.want(effect::Download{"brouillon-" + draft->id + ".json", "application/json", *draft->text, {}});
}

template struct Apart<&later::ask_rename>;
template struct Apart<&later::rename_done>;

}  // namespace guichet
