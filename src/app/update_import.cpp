// A file from another machine, of one dossier or of several: its head, its JSON, then each piece under its own digest. Nothing is kept
// of a dossier that turns out to be broken; of the others in the file, all that can be told apart from it.
#include <algorithm>
#include <utility>

#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

constexpr std::uint64_t head_length = 64;
/// A dossier's own text is small; what claims to be larger is no dossier, nor many.
constexpr std::uint64_t most_json = 32ULL << 20U;

void finish(Turn& turn) {
    Model& model = turn.model;
    Importing const& importing = *model.importing;
    if (model.import_trouble != ImportTrouble::none) return later::import_failed(turn, model.import_trouble);
    model.toast = Toast{Spoken::draft_imported, importing.name, {}, importing.done};
    turn.announce(Spoken::draft_imported, importing.name, importing.done);
    turn.focus("ouvrir-" + importing.first);
    model.importing.reset();
}

/// The dossier's procedure may still be on its way: took_procedure goes on from here.
bool waits_for_procedure(Model& model) {
    auto const head = read_head(model.importing->json);
    if (!head || find_procedure(model.catalogue, head->procedure) || !may_still_come(model.catalogue, head->procedure)) return false;
    model.importing->procedure = head->procedure;
    return true;
}

/// Types the dossier whose JSON is here; false when it is broken, or when the person is asked, since one of the same id is on this device.
bool type_dossier(Turn& turn) {
    Model& model = turn.model;
    Importing& importing = *model.importing;
    auto const fail = [&](ImportTrouble trouble) {
        later::import_failed(turn, trouble);
        return false;
    };
    auto const head = read_head(importing.json);
    if (!head) return fail(ImportTrouble::not_a_dossier);
    auto const procedure = find_procedure(model.catalogue, head->procedure);
    if (!procedure) return fail(ImportTrouble::unknown_procedure);
    auto dossier = read_dossier(*procedure, importing.json);
    if (!dossier) return fail(ImportTrouble::not_a_dossier);
    importing.json.clear();
    importing.dossier = *std::move(dossier);
    // Written by hand, or by a program: a backend only takes the ids that Guichet gives.
    if (!is_uuid(importing.dossier->id)) importing.dossier->id = new_uuid(model);
    if (find_draft(model.drafts, importing.dossier->id) == nullptr) return true;
    if (importing.replaces) {
        if (!*importing.replaces) importing.dossier->id = new_uuid(model);
        return true;
    }
    model.dialog = ClashDialog{importing.dossier->name.empty() ? importing.name : importing.dossier->name,
                               static_cast<std::int64_t>(importing.waiting.size())};
    model.dialog_opener = "importer";
    turn.focus("garder-les-deux");
    return false;
}

/// Asks for the next piece of the dossier in hand; false when there is none left, or none that can be checked.
bool keep_next_piece(Turn& turn) {
    Importing& importing = *turn.model.importing;
    auto const& pieces = importing.dossier->attachments;
    // A record downloaded alone has no bytes: its pieces are those of this device, if any.
    if (importing.pieces_offset == 0 || importing.next_piece >= pieces.size()) return false;
    std::uint64_t const size = pieces[importing.next_piece].size;
    if (importing.pieces_offset + size > importing.size) {
        later::import_failed(turn, ImportTrouble::truncated);
        return true;
    }
    turn.want(effect::KeepFile{turn.ask(Want::import_piece), importing.token, importing.pieces_offset, size});
    return true;
}

void take_in(Turn& turn) {
    Importing& importing = *turn.model.importing;
    Dossier const& dossier = *importing.dossier;
    put_draft(turn, dossier.id, write_dossier(*find_procedure(turn.model.catalogue, dossier.procedure), dossier));
    if (importing.done++ == 0) importing.first = dossier.id;
    importing.dossier.reset();
    importing.next_piece = 0;
}

/// As far as it goes without a file, a procedure or the person.
void go_on(Turn& turn) {
    Model& model = turn.model;
    while (model.importing) {
        Importing& importing = *model.importing;
        if (!importing.dossier) {
            if (importing.json.empty()) {
                if (importing.waiting.empty()) return finish(turn);
                importing.json = std::move(importing.waiting.back());
                importing.waiting.pop_back();
            }
            if (waits_for_procedure(model)) return fetch_needed(turn);
            if (!type_dossier(turn)) return;
        }
        if (keep_next_piece(turn)) return;
        take_in(turn);
    }
}

}  // namespace

void later::import_chosen(Turn& turn, std::vector<PickedFile> files) {
    Model& model = turn.model;
    if (files.empty()) return;
    PickedFile& file = files.front();
    model.import_trouble = ImportTrouble::none;
    model.import_name = file.name;
    model.importing.emplace();
    model.importing->token = std::move(file.token);
    model.importing->name = std::move(file.name);
    model.importing->size = file.size;
    turn.want(effect::ReadSlice{turn.ask(Want::import_head), model.importing->token, 0, file.size < head_length ? file.size : head_length});
}

void later::took_import_head(Turn& turn, msg::SliceRead const& message) {
    Model& model = turn.model;
    if (!model.importing) return;
    if (!message.ok) return later::import_failed(turn, ImportTrouble::unreadable);
    Importing& importing = *model.importing;
    BundleHead head{0, importing.size};
    // A record that was downloaded as it stood is a dossier without its pieces.
    if (!message.slice.starts_with('{')) {
        auto const read = read_bundle_head(message.slice);
        if (!read) return later::import_failed(turn, ImportTrouble::not_a_dossier);
        head = *read;
    }
    if (head.json_length > most_json) return later::import_failed(turn, ImportTrouble::not_a_dossier);
    if (head.json_offset + head.json_length > importing.size) return later::import_failed(turn, ImportTrouble::truncated);
    importing.pieces_offset = head.json_offset == 0 ? 0 : head.json_offset + head.json_length;
    turn.want(effect::ReadSlice{turn.ask(Want::import_json), importing.token, head.json_offset, head.json_length});
}

void later::took_import_json(Turn& turn, msg::SliceRead message) {
    Model& model = turn.model;
    if (!model.importing) return;
    if (!message.ok) return later::import_failed(turn, ImportTrouble::unreadable);
    std::string const json = std::move(message.slice);
    for (std::string_view const text : dossiers_in(json)) model.importing->waiting.emplace_back(text);
    if (model.importing->waiting.empty()) return later::import_failed(turn, ImportTrouble::not_a_dossier);
    std::ranges::reverse(model.importing->waiting);
    go_on(turn);
}

void later::go_on_importing(Turn& turn) {
    if (Importing const& importing = *turn.model.importing; !importing.json.empty() && !importing.dossier) go_on(turn);
}

void later::took_import_piece(Turn& turn, msg::FileKept const& message) {
    Model& model = turn.model;
    if (!model.importing || !model.importing->dossier) return;
    Importing& importing = *model.importing;
    auto const& pieces = importing.dossier->attachments;
    if (importing.next_piece >= pieces.size()) return;
    if (message.sha256 == pieces[importing.next_piece].sha256) {
        importing.pieces_offset += pieces[importing.next_piece++].size;
        return go_on(turn);
    }
    // Of several, the others may be whole.
    if (importing.waiting.empty() && importing.done == 0) return later::import_failed(turn, ImportTrouble::altered_piece);
    while (importing.next_piece < pieces.size()) importing.pieces_offset += pieces[importing.next_piece++].size;
    model.import_trouble = ImportTrouble::altered_piece;
    importing.dossier.reset();
    importing.next_piece = 0;
    go_on(turn);
}

void later::import_failed(Turn& turn, ImportTrouble trouble) {
    turn.model.import_trouble = trouble;
    turn.model.imported = turn.model.importing ? turn.model.importing->done : 0;
    turn.model.importing.reset();
    turn.focus("importer");
}

void later::import_as(Turn& turn, bool replace) {
    Model& model = turn.model;
    if (!std::holds_alternative<ClashDialog>(model.dialog) || !model.importing || !model.importing->dossier) return;
    model.dialog = std::monostate{};
    model.importing->replaces = replace;
    if (!replace) model.importing->dossier->id = new_uuid(model);
    go_on(turn);
}

template struct Apart<&later::import_chosen>;
template struct Apart<&later::took_import_head>;
template struct Apart<&later::took_import_json>;
template struct Apart<&later::took_import_piece>;
template struct Apart<&later::go_on_importing>;
template struct Apart<&later::import_failed>;
template struct Apart<&later::import_as>;

}  // namespace guichet
