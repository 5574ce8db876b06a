// A dossier file from another machine: its head, its JSON, then each piece under its own digest. Nothing
// is kept of a file that turns out to be broken.
#include "app/turn.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

constexpr std::uint64_t head_length = 64;
/// A dossier's own text is small; what claims to be larger is no dossier.
constexpr std::uint64_t most_json = 32ULL << 20U;

void finish(Turn& turn) {
    Model& model = turn.model;
    Dossier const& dossier = *model.importing->dossier;
    auto const procedure = find_procedure(model.catalogue, dossier.procedure);
    if (!procedure) return import_failed(turn, ImportTrouble::unknown_procedure);
    std::string const id = dossier.id;
    put_draft(turn, id, write_dossier(*procedure, dossier));
    model.toast = Toast{Spoken::draft_imported, model.importing->name, {}};
    turn.announce(Spoken::draft_imported, model.importing->name);
    model.importing.reset();
    turn.focus("ouvrir-" + id);
}

void keep_next_piece(Turn& turn) {
    Importing& importing = *turn.model.importing;
    auto const& pieces = importing.dossier->attachments;
    // A record downloaded alone has no bytes to check: its pieces are those of this device, if any.
    if (importing.pieces_offset == 0 || importing.next_piece >= pieces.size()) return finish(turn);
    std::uint64_t offset = importing.pieces_offset;
    for (std::size_t i = 0; i < importing.next_piece; ++i) offset += pieces[i].size;
    std::uint64_t const size = pieces[importing.next_piece].size;
    if (offset + size > importing.size) return import_failed(turn, ImportTrouble::truncated);
    turn.want(effect::KeepFile{turn.ask(Want::import_piece), importing.token, offset, size});
}

/// The JSON is here: typed, and asked about when a dossier of the same id is on this device.
void type_dossier(Turn& turn) {
    Model& model = turn.model;
    Importing& importing = *model.importing;
    auto const head = read_head(importing.json);
    if (!head) return import_failed(turn, ImportTrouble::not_a_dossier);
    auto const procedure = find_procedure(model.catalogue, head->procedure);
    if (!procedure) return import_failed(turn, ImportTrouble::unknown_procedure);
    auto dossier = read_dossier(*procedure, importing.json);
    if (!dossier) return import_failed(turn, ImportTrouble::not_a_dossier);
    importing.json.clear();
    importing.dossier = *std::move(dossier);
    // Written by hand, or by a program: a backend only takes the ids that Guichet gives.
    if (!is_uuid(importing.dossier->id)) importing.dossier->id = new_uuid(model);
    if (find_draft(model.drafts, importing.dossier->id) == nullptr) return keep_next_piece(turn);
    model.dialog = ClashDialog{importing.dossier->name.empty() ? importing.name : importing.dossier->name};
    model.dialog_opener = "importer";
    turn.focus("garder-les-deux");
}

}  // namespace

void import_chosen(Turn& turn, std::vector<PickedFile> files) {
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

void took_import_head(Turn& turn, msg::SliceRead const& message) {
    Model& model = turn.model;
    if (!model.importing) return;
    if (!message.ok) return import_failed(turn, ImportTrouble::unreadable);
    Importing& importing = *model.importing;
    BundleHead head{0, importing.size};
    // A record that was downloaded as it stood is a dossier without its pieces.
    if (!message.slice.starts_with('{')) {
        auto const read = read_bundle_head(message.slice);
        if (!read) return import_failed(turn, ImportTrouble::not_a_dossier);
        head = *read;
    }
    if (head.json_length > most_json) return import_failed(turn, ImportTrouble::not_a_dossier);
    if (head.json_offset + head.json_length > importing.size) return import_failed(turn, ImportTrouble::truncated);
    importing.pieces_offset = head.json_offset == 0 ? 0 : head.json_offset + head.json_length;
    turn.want(effect::ReadSlice{turn.ask(Want::import_json), importing.token, head.json_offset, head.json_length});
}

void took_import_json(Turn& turn, msg::SliceRead message) {
    Model& model = turn.model;
    if (!model.importing) return;
    if (!message.ok) return import_failed(turn, ImportTrouble::unreadable);
    model.importing->json = std::move(message.slice);
    auto const head = read_head(model.importing->json);
    bool const wait = head && !find_procedure(model.catalogue, head->procedure) && may_still_come(model.catalogue, head->procedure);
    // Its procedure is on its way: took_procedure goes on from here.
    if (!wait) return type_dossier(turn);
    model.importing->procedure = head->procedure;
    fetch_needed(turn);
}

void go_on_importing(Turn& turn) {
    Model const& model = turn.model;
    if (!model.importing || model.importing->json.empty() || model.importing->dossier) return;
    auto const head = read_head(model.importing->json);
    if (head && !find_procedure(model.catalogue, head->procedure) && may_still_come(model.catalogue, head->procedure)) { return; }
    type_dossier(turn);
}

void took_import_piece(Turn& turn, msg::FileKept const& message) {
    Model& model = turn.model;
    if (!model.importing || !model.importing->dossier) return;
    Importing& importing = *model.importing;
    Attachment const& piece = importing.dossier->attachments[importing.next_piece];
    if (message.sha256 != piece.sha256) return import_failed(turn, ImportTrouble::altered_piece);
    ++importing.next_piece;
    keep_next_piece(turn);
}

void import_failed(Turn& turn, ImportTrouble trouble) {
    turn.model.import_trouble = trouble;
    turn.model.importing.reset();
    turn.focus("importer");
}

void import_as(Turn& turn, bool replace) {
    Model& model = turn.model;
    if (!std::holds_alternative<ClashDialog>(model.dialog) || !model.importing || !model.importing->dossier) return;
    model.dialog = std::monostate{};
    if (!replace) model.importing->dossier->id = new_uuid(model);
    keep_next_piece(turn);
}

}  // namespace guichet
