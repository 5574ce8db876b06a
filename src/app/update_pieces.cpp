// Pieces: chosen files are read and hashed outside, then judged by their first bytes, never by their name.
#include <algorithm>
#include <span>

#include "app/turn.hpp"
#include "core/file_types.hpp"

namespace guichet {
namespace {

std::uint32_t count_in_zone(OpenDossier const& open, std::uint32_t zone) {
    std::string const& id = open.procedure->attachments[zone].id;
    auto const held = std::ranges::count(open.dossier.attachments, id, &Attachment::zone);
    auto const coming = std::ranges::count(open.uploads, zone, &Upload::zone);
    return static_cast<std::uint32_t>(held + coming);
}

void refuse(Turn& turn, std::uint32_t zone, std::string name, Refusal why) {
    // The list of the refused is an alert: it is spoken by itself.
    turn.model.open->refusals.push_back({zone, std::move(name), why});
}

void judge_pieces(Turn& turn) {
    OpenDossier& open = *turn.model.open;
    open.verdict.judge_after_pieces(open.dossier);
    refresh_findings(open);
    mark_changed(turn);
    // A file that no record names yet would be forgotten at the next start: no waiting here.
    flush(turn);
}

/// What the backend asked of a zone is answered by a change in it; what it asked of a piece, once that piece is gone.
void answer_remarks(OpenDossier& open, std::string_view zone) {
    std::string const path = "pieces." + std::string{zone};
    auto left = open.server_findings;
    std::erase_if(left, [&](Finding const& finding) { return finding.path == path; });
    for (Remark const& remark : open.dossier.remarks) {
        auto const piece = std::ranges::find(open.dossier.attachments, remark.piece, &Attachment::id);
        if (!asks_something(remark) || piece == open.dossier.attachments.end() || piece->zone != zone) continue;
        Finding& finding = left.emplace_back();
        finding.path = path;
        finding.rule = "remarque";
        finding.message = remark.message;
    }
    set_server_findings(open, std::move(left));
}

std::optional<Upload> take_upload(OpenDossier& open, std::int32_t request) {
    auto const at = std::ranges::find(open.uploads, request, &Upload::request);
    if (at == open.uploads.end()) return std::nullopt;
    Upload upload = std::move(*at);
    open.uploads.erase(at);
    return upload;
}

/// A name as it may stand in a list and in a payload: its last component, without control characters.
std::string clean_name(std::string_view name) {
    if (auto const slash = name.find_last_of("/\\"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
    std::string clean;
    std::ranges::copy_if(name, std::back_inserter(clean), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
    return clean.empty() ? "fichier" : clean;
}

}  // namespace

void choose_files(Turn& turn, msg::FilesChosen message) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || message.zone >= open->procedure->attachments.size()) return;
    dismiss_refusals(turn, message.zone);
    AttachmentZone const& zone = open->procedure->attachments[message.zone];
    for (auto& file : message.files) {
        std::string name = clean_name(file.name);
        if (file.size == 0) {
            refuse(turn, message.zone, std::move(name), Refusal::empty);
        } else if (file.size > zone.maximum_bytes) {
            refuse(turn, message.zone, std::move(name), Refusal::too_big);
        } else if (count_in_zone(*open, message.zone) >= zone.maximum_count) {
            refuse(turn, message.zone, std::move(name), Refusal::too_many);
        } else {
            std::int32_t const id = turn.ask(Want::keep_piece, open->dossier.id);
            open->uploads.push_back({id, message.zone, std::move(name), file.size});
            turn.want(effect::KeepFile{id, std::move(file.token), 0, file.size});
        }
    }
}

void took_kept(Turn& turn, Pending const& pending, msg::FileKept const& message) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || open->dossier.id != pending.key) return;
    auto upload = take_upload(*open, pending.id);
    if (!upload) return;
    AttachmentZone const& zone = open->procedure->attachments[upload->zone];
    FileType const type = detect_file_type(std::as_bytes(std::span{message.head}));
    if (type == FileType::unknown || !std::ranges::contains(zone.types, type)) {
        refuse(turn, upload->zone, std::move(upload->name), Refusal::type);
    } else if (std::ranges::any_of(open->dossier.attachments,
                                   [&](Attachment const& piece) { return piece.zone == zone.id && piece.sha256 == message.sha256; })) {
        refuse(turn, upload->zone, std::move(upload->name), Refusal::duplicate);
    } else {
        Attachment piece;
        piece.id = "p" + std::to_string(open->dossier.next_piece++);
        piece.zone = zone.id;
        piece.name = upload->name;
        piece.media_type = media_type(type);
        piece.size = message.size;
        piece.sha256 = message.sha256;
        open->dossier.attachments.push_back(std::move(piece));
        answer_remarks(*open, zone.id);
        turn.announce(Spoken::piece_added, std::move(upload->name));
        judge_pieces(turn);
    }
    upload_ended(turn);
}

void took_refused(Turn& turn, Pending const& pending, std::string_view trouble) {
    Model& model = turn.model;
    if (!model.open || model.open->dossier.id != pending.key) return;
    auto upload = take_upload(*model.open, pending.id);
    if (!upload) return;
    refuse(turn, upload->zone, std::move(upload->name), trouble == "quota" ? Refusal::quota : Refusal::unreadable);
    if (turn.editable() != nullptr) upload_ended(turn);
}

void open_piece(Turn& turn, std::string_view piece) {
    turn.redraw = false;
    if (!turn.model.open) return;
    auto const& pieces = turn.model.open->dossier.attachments;
    auto const at = std::ranges::find(pieces, piece, &Attachment::id);
    if (at != pieces.end()) turn.want(effect::OpenFile{at->sha256, at->name, at->media_type});
}

void remove_piece(Turn& turn, std::string_view piece) {
    OpenDossier* open = turn.editable();
    if (open == nullptr) return;
    auto& pieces = open->dossier.attachments;
    auto const at = std::ranges::find(pieces, piece, &Attachment::id);
    if (at == pieces.end()) return;
    auto const zone = open->procedure->attachment_index(at->zone);
    undo::RemovedPiece removed{open->dossier.id, static_cast<std::uint32_t>(at - pieces.begin()), std::move(*at)};
    pieces.erase(at);
    answer_remarks(*open, removed.piece.zone);
    turn.announce(Spoken::piece_removed, removed.piece.name);
    std::string name = removed.piece.name;
    turn.model.toast = Toast{Spoken::piece_removed, std::move(name), std::move(removed)};
    if (zone >= 0) turn.focus(zone_control_id(open->procedure->attachments[static_cast<std::size_t>(zone)]));
    judge_pieces(turn);
}

void undo_piece(Turn& turn, undo::RemovedPiece removed) {
    OpenDossier* open = turn.editable();
    if (open == nullptr || open->dossier.id != removed.dossier) return;
    auto& pieces = open->dossier.attachments;
    auto const at = std::min<std::size_t>(removed.at, pieces.size());
    auto const zone = open->procedure->attachment_index(removed.piece.zone);
    turn.announce(Spoken::piece_restored, removed.piece.name);
    std::string const place = removed.piece.zone;
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(at), std::move(removed.piece));
    answer_remarks(*open, place);
    if (zone >= 0) turn.focus(zone_control_id(open->procedure->attachments[static_cast<std::size_t>(zone)]));
    judge_pieces(turn);
}

void dismiss_refusals(Turn& turn, std::uint32_t zone) {
    if (!turn.model.open) return;
    std::erase_if(turn.model.open->refusals, [zone](RefusedFile const& file) { return file.zone == zone; });
}

}  // namespace guichet
