// The outbox: each request that the backend does not have whole yet, why, and what can be done about it.
#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

Node sending_card(Maker& maker, Sending const& sending) {
    Model const& model = maker.model;
    Draft const* const draft = find_draft(model.drafts, sending.dossier);
    std::string const title = draft != nullptr ? draft_title(*draft) : !sending.title.empty() ? sending.title : "Demande";
    Node card = node(Role::list_item, Look::card);
    card.layout = Layout::stack;
    card.gap = Gap::s;
    card.id = "envoi-" + sending.dossier;
    bool const stopped = !is_busy(sending);
    add(card, with(line(Gap::s), heading(2, title, card.id + "-titre"),
                   span(outbox_text(sending), stopped ? Look::badge_fault : Look::badge_info)));
    Connector const* connector = find_connector(model.config, sending.connector);
    add(card, paragraph("Envoi demandé le " + day_and_time(sending.since, model.now) + " – " +
                            (connector != nullptr ? connector->label : sending.connector),
                        Look::muted));
    if (sending.trouble != SendTrouble::none) add(card, paragraph(send_trouble_text(sending)));
    if (is_busy(sending) && sending.trouble != SendTrouble::none) add(card, paragraph(next_try_text(model, sending), Look::muted));
    Node actions = line(Gap::s);
    auto const act = [&](std::string text, ActionIndex action, std::string_view id) {
        std::string const name = text + "\u00a0: " + title;
        add(actions, named(button(std::move(text), Look::quiet, action, std::string{id} + sending.dossier), name));
    };
    std::string const seen = stopped ? "Ouvrir" : "Voir l’envoi";
    Node open = named(link(seen, write_route(route_to_page(Page::send, sending.dossier)), Look::secondary), seen + "\u00a0: " + title);
    open.id = "ouvrir-" + sending.dossier;
    add(actions, std::move(open));
    bool const may_retry = sending.phase == SendPhase::waiting || sending.phase == SendPhase::failed;
    if (may_retry && model.online) act("Réessayer", maker.on(msg::RetryQueued{sending.dossier}), "reessayer-");
    if (!sending.accepted) {
        act("Télécharger la demande", maker.on(msg::ExportQueued{sending.dossier}), "telecharger-");
        act("Retirer de la file", maker.on(msg::WithdrawQueued{sending.dossier}), "retirer-");
    }
    add(card, std::move(actions));
    return card;
}

}  // namespace

void later::add_outbox(Maker& maker, Node& main) {
    Model const& model = maker.model;
    add(main, main_heading("File d’envoi"),
        paragraph(
            "Quand le réseau ou le destinataire manque, ce que vous envoyez attend ici, puis part automatiquement, le plus ancien d’abord. "
            "Une même demande n’est jamais enregistrée deux fois."));
    if (model.outbox.empty()) {
        add(main, empty_zone("file-vide", "Rien n’attend d’être envoyé."));
    } else {
        Node list = named(node(Role::list), "Envois en attente");
        list.layout = Layout::stack;
        list.gap = Gap::m;
        list.id = "envois";
        for (Sending const& sending : model.outbox) add(list, sending_card(maker, sending));
        add(main, std::move(list));
    }
    Node home = link("Revenir à mes demandes", "#/");
    home.id = "accueil";
    add(main, std::move(home));
}

template struct Apart<&later::add_outbox>;

}  // namespace guichet
