// Sending: how, and each state of a submission under way with what the person can do about it.
#include <algorithm>

#include "app/places.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

constexpr std::string_view waits_text = "Votre demande est prête et attend de partir.";

Connector const& chosen_connector(Model const& model) {
    Connector const* connector = find_connector(model.config, model.connector);
    return connector != nullptr ? *connector : model.config.connectors.front();
}

Node state_box(Role role, Look look) {
    Node made = node(role, look);
    made.layout = Layout::stack;
    made.gap = Gap::m;
    made.id = "envoi-etat";
    return made;
}

Node progress_node(Sending const& sending) {
    Node bar = named(node(Role::progress), "Avancement de l’envoi");
    bar.id = "envoi-avancement";
    if (sending.total > 0) {
        std::uint64_t const percent = std::min<std::uint64_t>(100, sending.sent * 100 / sending.total);
        bar.value = percent == 100 ? "1" : "0." + std::string(percent < 10 ? "0" : "") + std::to_string(percent);
    } else {
        set(bar, state::busy);
    }
    return bar;
}

std::string doing_text(OpenDossier const& open, Sending const& sending) {
    if (sending.trouble != SendTrouble::none) return std::string{waits_text};
    if (!sending.accepted) return "Envoi de la demande…";
    std::string name;
    for (auto const& piece : open.dossier.attachments) {
        if (!sending.pieces.empty() && piece.id == sending.pieces.front().id) name = piece.name;
    }
    std::size_t const number = sending.piece_count - sending.pieces.size() + 1;
    return "Envoi de la pièce " + std::to_string(number) + " sur " + std::to_string(sending.piece_count) + "\u00a0: " + name;
}

Node cancel_button(Maker& maker, std::string text) {
    return button(std::move(text), Look::quiet, maker.on(msg::CancelSending{}), "annuler-envoi");
}

void add_busy(Maker& maker, OpenDossier const& open, Sending const& sending, Node& parent) {
    Node made = state_box(Role::status, Look::info);
    add(made, paragraph(doing_text(open, sending), Look::strong));
    bool const waits = sending.trouble != SendTrouble::none;
    if (waits) {
        add(made, paragraph(send_trouble_text(sending)), paragraph(next_try_text(maker.model, sending), Look::muted));
    } else {
        add(made, progress_node(sending));
    }
    Node actions = line(Gap::s);
    if (waits && maker.model.online) add(actions, button("Réessayer", Look::primary, maker.on(msg::RetrySending{}), "reessayer"));
    add(actions, cancel_button(maker, sending.accepted ? "Plus tard" : "Annuler l’envoi"));
    add(made, std::move(actions));
    add(parent, std::move(made));
}

void add_failed(Maker& maker, Sending const& sending, Node& parent) {
    Node made = state_box(Role::alert, Look::fault);
    std::size_t const remaining = sending.pieces.size();
    add(made,
        paragraph(sending.accepted ? counted(static_cast<std::int64_t>(remaining), "pièce reste", "pièces restent") +
                                         " à envoyer. La demande, elle, est bien arrivée."
                                   : "La demande n’est pas partie.",
                  Look::strong),
        paragraph(send_trouble_text(sending)));
    Node actions = line(Gap::s);
    add(actions, button("Réessayer", Look::primary, maker.on(msg::RetrySending{}), "reessayer"),
        cancel_button(maker, sending.accepted ? "Plus tard" : "Abandonner l’envoi"));
    add(made, std::move(actions));
    add(parent, std::move(made));
}

void add_conflict(Maker& maker, Node& parent) {
    Node made = state_box(Role::alert, Look::fault);
    add(made, paragraph("Cette demande a déjà été envoyée avec un autre contenu.", Look::strong),
        paragraph("Le destinataire garde le premier envoi. Pour en faire une nouvelle demande, envoyez une copie\u00a0: "
                  "rien de ce que vous avez saisi n’est perdu."));
    Node actions = line(Gap::s);
    add(actions, button("Faire une copie de ce dossier", Look::primary, maker.on(msg::DuplicateOpen{}), "copie"),
        cancel_button(maker, "Revenir au dossier"));
    add(made, std::move(actions));
    add(parent, std::move(made));
}

void add_code(Maker& maker, Sending const& sending, Node& parent) {
    Node form = node(Role::form, Look::card);
    form.layout = Layout::stack;
    form.gap = Gap::m;
    form.id = "envoi-etat";
    form.labelled_by = "code-titre";
    form.on_submit = maker.on(msg::CodeGiven{});
    add(form, heading(2, "Le destinataire demande un code d’accès", "code-titre"),
        paragraph("Vous l’avez reçu de lui. Il sert à cet envoi et n’est pas enregistré sur cet appareil.", Look::muted));
    Node field = stack(Gap::xs);
    field.id = "code-acces-champ";
    Node control = text_field("code-acces", maker.model.code_typed, maker.on(msg::CodeTyped{}));
    control.autocomplete = "current-password";
    control.enter_key_hint = "done";
    control.width = Width::w20;
    set(control, state::secret);
    set(control, state::required);
    set(control, state::invalid, sending.code_refused);
    Node name = label("Code d’accès", control.id);
    if (sending.code_refused) control.described_by = "code-acces-error";
    add(field, std::move(name), std::move(control));
    if (sending.code_refused) {
        Node error = textual(Role::error, "Erreur\u00a0: ce code n’est pas accepté. Vérifiez-le.");
        error.id = "code-acces-error";
        add(field, std::move(error));
    }
    Node actions = line(Gap::s);
    add(actions, button("Continuer", Look::primary, maker.on(msg::CodeGiven{}), "code-continuer"),
        cancel_button(maker, "Abandonner l’envoi"));
    add(form, std::move(field), std::move(actions));
    add(parent, std::move(form));
}

}  // namespace

void add_sending_state(Maker& maker, OpenDossier const& open, Sending const& sending, Node& parent) {
    switch (sending.phase) {
    case SendPhase::queued:
    case SendPhase::posting:
    case SendPhase::piece:
    case SendPhase::waiting: return add_busy(maker, open, sending, parent);
    case SendPhase::failed: return add_failed(maker, sending, parent);
    case SendPhase::needs_code: return add_code(maker, sending, parent);
    case SendPhase::conflict: return add_conflict(maker, parent);
    case SendPhase::refused:
        add(parent, server_summary(maker, open));
        if (!open.server_findings.empty()) add(parent, send_panel(maker, open));
        return;
    }
}

Node send_panel(Maker& maker, OpenDossier const& open) {
    Connector const& chosen = chosen_connector(maker.model);
    Node form = node(Role::form, Look::card);
    form.layout = Layout::stack;
    form.gap = Gap::m;
    form.id = "envoyer-form";
    form.labelled_by = "envoyer-titre";
    add(form, heading(2, "Envoi", "envoyer-titre"));
    auto const& connectors = maker.model.config.connectors;
    if (connectors.size() > 1) {
        Node group = node(Role::radio_group);
        group.layout = Layout::stack;
        group.gap = Gap::xs;
        group.id = "connecteur";
        group.labelled_by = "connecteur-label";
        Node name = span("Envoyer par", Look::strong);
        name.id = "connecteur-label";
        for (auto const& connector : connectors) {
            Node radio = node(Role::radio);
            radio.id = option_id("connecteur", connector.id);
            radio.value = connector.id;
            radio.group_name = "connecteur";
            set(radio, state::checked, connector.id == chosen.id);
            radio.on_change = maker.on(msg::ConnectorPicked{});
            Node text = stack(Gap::none);
            add(text, label(connector.label, radio.id));
            if (!connector.help.empty()) {
                Node help = textual(Role::hint, connector.help);
                help.id = radio.id + "-hint";
                radio.described_by = help.id;
                add(text, std::move(help));
            }
            add(group, with(box(Layout::control_line, Gap::s), std::move(radio), std::move(text)));
        }
        add(form, std::move(name), std::move(group));
    } else if (!chosen.help.empty()) {
        add(form, paragraph(chosen.help, Look::muted));
    }
    std::uint64_t bytes = 0;
    for (auto const& piece : open.dossier.attachments) bytes += piece.size;
    if (auto const count = open.dossier.attachments.size(); count > 0 && chosen.kind == ConnectorKind::http) {
        add(form, paragraph("Avec " + counted(static_cast<std::int64_t>(count), "pièce jointe", "pièces jointes") + " (" +
                            size_text(bytes) + ")."));
    }
    Node buttons = box(Layout::line_between, Gap::m);
    buttons.id = "suite";
    add(buttons, button("PRÉCÉDENT", Look::secondary, maker.on(msg::PreviousStep{}), "precedent", Icon::arrow_left),
        chosen.kind == ConnectorKind::http
            ? button("Envoyer la demande", Look::primary, maker.on(msg::SendNow{}), "envoyer", Icon::check)
            : button("Télécharger la demande", Look::primary, maker.on(msg::SendNow{}), "envoyer", Icon::download));
    add(form, std::move(buttons));
    return form;
}

void later::add_send(Maker& maker, OpenDossier const& open, Node& main) {
    Node page = node(Role::section);
    page.layout = Layout::stack;
    page.gap = Gap::l;
    page.id = "envoi";
    page.labelled_by = heading_id;
    add_banners(maker, open, page);
    add(page, main_heading("Envoi de la demande"));
    bool const editable = is_open_to_edits(maker.model, open);
    if (Sending const* sending = open_sending(maker.model)) {
        add_sending_state(maker, open, *sending, page);
    } else {
        if (editable && open.verdict.blocking_count() > 0) add(page, error_summary(maker, open, -1));
        if (editable) add(page, send_panel(maker, open));
    }
    Node back = link("Relire la demande", write_route(route_to_page(Page::check, open.dossier.id)));
    back.id = "relire";
    add(page, std::move(back));
    add(main, with(box(Layout::sidebar, Gap::l), stepper(maker, open), std::move(page)));
}

template struct Apart<&later::add_send>;

}  // namespace guichet
