// The receipt: number, date, digest and connector of what was sent, and the pieces that remain to be sent.
#include <algorithm>

#include "app/places.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

void add_remaining(Maker& maker, OpenDossier const& open, Node& parent) {
    Sending const* const remaining = open_sending(maker.model);
    if (remaining == nullptr) return;
    if (!is_put_off(*remaining)) return add_sending_state(maker, open, *remaining, parent);
    Node made = node(Role::alert, Look::warning);
    made.layout = Layout::stack;
    made.gap = Gap::m;
    made.id = "envoi-etat";
    add(made,
        paragraph(counted(static_cast<std::int64_t>(remaining->pieces.size()), "pièce reste", "pièces restent") + " à envoyer.",
                  Look::strong),
        paragraph("La demande est bien arrivée\u00a0; ses pièces peuvent la rejoindre plus tard."),
        button("Envoyer les pièces restantes", Look::primary, maker.on(msg::RetrySending{}), "envoyer-restantes", Icon::upload));
    add(parent, std::move(made));
}

bool is_remaining(Model const& model, std::string_view dossier, std::string_view piece) {
    Sending const* const sending = find_sending(model.outbox, dossier);
    return sending != nullptr && std::ranges::contains(sending->pieces, piece, &SentPiece::id);
}

void add_sent(Maker& maker, OpenDossier const& open, bool sent, Node& parent) {
    Node part = node(Role::section);
    part.layout = Layout::stack;
    part.gap = Gap::s;
    part.id = "contenu";
    part.labelled_by = "contenu-titre";
    add(part, heading(2, sent ? "Ce qui a été envoyé" : "Ce que contient le fichier", "contenu-titre"));
    Node list = node(Role::list);
    add(list, textual(Role::list_item, open.procedure->title + " (" + open.procedure->organisme + ")"));
    for (std::size_t i = 0; i < open.dossier.groups.size(); ++i) {
        RepeatedGroup const& group = open.procedure->groups[i];
        auto const count = static_cast<std::int64_t>(open.dossier.groups[i].size());
        add(list, textual(Role::list_item, group.label + "\u00a0: " + std::to_string(count)));
    }
    for (auto const& piece : open.dossier.attachments) {
        bool const left = is_remaining(maker.model, open.dossier.id, piece.id);
        Node item = node(Role::list_item);
        add(item, span(piece.name + " (" + piece_text(piece) + ")"));
        if (sent) { add(item, left ? span("À envoyer", Look::badge_warning) : span("Envoyée", Look::badge_success)); }
        add(list, std::move(item));
    }
    add(part, std::move(list));
    add(parent, std::move(part));
}

}  // namespace

void later::add_receipt(Maker& maker, OpenDossier const& open, Node& main) {
    if (!open.dossier.receipt) return add_unknown(maker, main);
    Receipt const& receipt = *open.dossier.receipt;
    bool const sent = !receipt.number.empty();
    Node page = node(Role::section);
    page.layout = Layout::stack;
    page.gap = Gap::l;
    page.id = "recu";
    page.labelled_by = heading_id;
    add(page, main_heading(sent ? "Demande transmise" : "Fichier de la demande prêt"));
    add_remaining(maker, open, page);
    if (!sent) {
        add(page, callout(Role::paragraph, Look::info,
                          "Le fichier est dans vos téléchargements. La demande reste modifiable\u00a0: téléchargez-la de "
                          "nouveau après chaque changement."));
    }
    Node list = node(Role::definition_list, Look::panel);
    list.id = "recu-details";
    if (sent) add(list, definition("Numéro", receipt.number));
    add(list, definition("Date", day_and_time(receipt.date, maker.model.now)));
    Connector const* connector = find_connector(maker.model.config, receipt.connector);
    add(list, definition("Mode d’envoi", connector != nullptr ? connector->label : receipt.connector));
    add(list, definition("Statut", status_text(*open.procedure, open.dossier.status)));
    add(list, definition("Empreinte (SHA-256)", receipt.digest));
    add(page, std::move(list));
    if (sent) add_follow(maker, open, page);
    add_sent(maker, open, sent, page);
    Node actions = line(Gap::s);
    actions.id = "recu-actions";
    add(actions, button("Copier la référence", Look::secondary, maker.on(msg::CopyReference{}), "copier", Icon::copy),
        button("Télécharger le récapitulatif JSON", Look::secondary, maker.on(msg::DownloadRecap{}), "recapitulatif", Icon::download),
        button("Imprimer le récapitulatif", Look::secondary, maker.on(msg::PrintPage{}), "imprimer"));
    add(page, std::move(actions));
    Node home = link("Revenir à mes demandes", "#/");
    home.id = "accueil";
    add(page, std::move(home));
    add(main, with(box(Layout::sidebar, Gap::l), stepper(maker, open), std::move(page)));
}

template struct Apart<&later::add_receipt>;

}  // namespace guichet
