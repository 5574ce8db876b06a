// Drop zones: what is asked, the files that are there, those on their way, and those refused with the reason.
#include <algorithm>

#include "app/places.hpp"
#include "core/file_types.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

std::string accept_of(AttachmentZone const& zone) {
    std::string accept;
    for (FileType const type : zone.types) {
        if (!accept.empty()) accept += ',';
        accept += media_type(type);
    }
    return accept;
}

Node piece_node(Maker& maker, Attachment const& piece) {
    Node item = node(Role::list_item);
    item.id = "piece-" + piece.id;
    Node what = line(Gap::s);
    add(what, icon(Icon::file), span(piece.name, Look::strong), span(piece_text(piece), Look::muted), span("Déposé", Look::badge_success));
    Node actions = line(Gap::xs);
    add(actions,
        named(button("Ouvrir", Look::quiet, maker.on(msg::OpenPiece{piece.id}), "ouvrir-piece-" + piece.id), "Ouvrir " + piece.name),
        named(button("Supprimer", Look::quiet, maker.on(msg::RemovePiece{piece.id}), "supprimer-piece-" + piece.id),
              "Supprimer " + piece.name));
    add(item, with(box(Layout::line_between, Gap::s), std::move(what), std::move(actions)));
    return item;
}

Node upload_node(Upload const& upload) {
    Node item = node(Role::list_item);
    item.id = "lecture-" + std::to_string(upload.request);
    Node bar = named(node(Role::progress), "Lecture de " + upload.name);
    bar.id = item.id + "-barre";
    set(bar, state::busy);
    Node what = line(Gap::s);
    add(what, icon(Icon::clock), span(upload.name, Look::strong), span(size_text(upload.size) + ", lecture en cours…", Look::muted),
        std::move(bar));
    add(item, std::move(what));
    return item;
}

void add_refusals(Maker& maker, OpenDossier const& open, std::uint32_t zone, Node& parent) {
    Node list = node(Role::list);
    for (auto const& file : open.refusals) {
        if (file.zone != zone) continue;
        add(list, textual(Role::list_item, file.name + "\u00a0: " + refusal_text(file.why, open.procedure->attachments[zone])));
    }
    if (list.children.empty()) return;
    std::string const id = zone_control_id(open.procedure->attachments[zone]);
    Node alert = node(Role::alert, Look::fault);
    alert.layout = Layout::stack;
    alert.gap = Gap::s;
    alert.id = id + "-refus";
    add(alert, paragraph("Refusé", Look::strong), std::move(list),
        named(button("Fermer", Look::quiet, maker.on(msg::DismissRefusals{zone}), id + "-fermer"), "Fermer la liste des fichiers refusés"));
    add(parent, std::move(alert));
}

}  // namespace

std::string piece_text(Attachment const& piece) { return media_type_text(piece.media_type) + ", " + size_text(piece.size); }

Node zone_node(Maker& maker, OpenDossier const& open, std::uint32_t index) {
    AttachmentZone const& zone = open.procedure->attachments[index];
    std::string const id = zone_control_id(zone);
    bool const required = open.verdict.is_zone_required(index);
    Node whole = stack(Gap::xs);
    whole.id = id + "-champ";
    Node name = label(zone.label, id);
    if (required) {
        add(whole, with(line(Gap::xs), std::move(name), span("*", Look::required_mark)));
    } else {
        add(whole, std::move(name));
    }

    Node control = node(Role::file_field, Look::zone);
    control.id = id;
    control.text = zone.hint.empty() ? "Déposez les fichiers à télécharger, ou cliquez pour en sélectionner." : zone.hint;
    control.accept = accept_of(zone);
    set(control, state::multiple, zone.maximum_count > 1);
    set(control, state::required, required);
    control.on_files = maker.on(msg::FilesChosen{index, {}});
    Node limits =
        textual(Role::hint, size_text(zone.maximum_bytes) + " par fichier, " + std::to_string(zone.maximum_count) + " fichiers au plus.");
    limits.id = id + "-hint";
    control.described_by = limits.id;
    add(whole, std::move(limits));

    std::vector<Node> errors;
    for (std::size_t i = 0; i < open.server_findings.size(); ++i) {
        if (open.server_places[i].zone != static_cast<std::int32_t>(index)) continue;
        Node told = textual(Role::error, "Erreur\u00a0: " + open.server_findings[i].message);
        told.id = id + "-demande" + std::to_string(i);
        control.described_by += " " + told.id;
        set(control, state::invalid);
        errors.push_back(std::move(told));
    }
    for (std::size_t i = 0; i < open.findings.size(); ++i) {
        if (open.places[i].zone != static_cast<std::int32_t>(index) || !is_step_checked(open, zone.step)) continue;
        Finding const& finding = open.findings[i];
        bool const blocks = finding.severity == Severity::block;
        Node told = textual(blocks ? Role::error : Role::hint, (blocks ? "Erreur\u00a0: " : "À noter\u00a0: ") + finding.message,
                            blocks ? Look::plain : Look::info);
        told.id = id + (blocks ? "-error" : "-remarque") + (errors.empty() ? "" : std::to_string(errors.size()));
        control.described_by += " " + told.id;
        set(control, state::invalid, blocks || (control.states & state::invalid) != 0);
        errors.push_back(std::move(told));
    }
    add(whole, std::move(control));
    for (auto& error : errors) add(whole, std::move(error));
    add_refusals(maker, open, index, whole);

    Node list = named(node(Role::list), zone.label + "\u00a0: fichiers déposés");
    list.id = id + "-fichiers";
    for (auto const& piece : open.dossier.attachments) {
        if (piece.zone == zone.id) add(list, piece_node(maker, piece));
    }
    for (auto const& upload : open.uploads) {
        if (upload.zone == index) add(list, upload_node(upload));
    }
    if (!list.children.empty()) add(whole, std::move(list));
    return whole;
}

}  // namespace guichet
