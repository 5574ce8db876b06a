// The drafts of this device.
#include <algorithm>

#include "app/places.hpp"
#include "app/retention.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

/// A record that cannot be used now: shown with the reason and kept to the letter.
Node kept_draft(Maker& maker, Draft const& draft) {
    Node card = node(Role::list_item, Look::card);
    card.layout = Layout::stack;
    card.gap = Gap::s;
    card.id = "dossier-" + draft.id;
    bool const unreadable = draft.state == DraftState::unreadable;
    Node top = line(Gap::s);
    std::string const title = draft.name.empty() ? (unreadable ? "Brouillon illisible" : "Demande") : draft.name;
    add(top, heading(2, title, "nom-" + draft.id),
        draft.state == DraftState::waiting ? span("Chargement…", Look::badge)
        : unreadable                       ? span("Illisible", Look::badge_fault)
                                           : span("Procédure absente", Look::badge_warning));
    add(card, std::move(top));
    if (draft.state == DraftState::waiting) {
        if (!draft.procedure_title.empty()) add(card, paragraph(draft.organisme + " – " + draft.procedure_title));
        return card;
    }
    add(card, paragraph(unreadable ? "Ce brouillon ne peut pas être lu. Il est gardé tel quel\u00a0: téléchargez-le pour le confier à "
                                     "votre assistance."
                                   : "Ce site n’a pas la procédure de cette demande. Elle est gardée telle quelle."));
    if (!draft.trouble.message.empty()) add(card, paragraph(draft.trouble.message, Look::muted));
    Node actions = line(Gap::s);
    add(actions, named(button("Télécharger ce brouillon", Look::secondary, maker.on(msg::DownloadUnreadable{draft.id}),
                              "telecharger-" + draft.id, Icon::download),
                       "Télécharger ce brouillon" + (draft.name.empty() ? std::string{} : "\u00a0: " + draft.name)));
    if (!unreadable) {
        add(actions,
            named(button("Exporter", Look::secondary, maker.on(msg::ExportDraft{draft.id}), "exporter-" + draft.id), "Exporter " + title));
    }
    add(card, std::move(actions));
    return card;
}

Node draft_card(Maker& maker, Draft const& draft) {
    if (draft.state != DraftState::readable) return kept_draft(maker, draft);
    std::string const title = draft_title(draft);
    Node card = node(Role::list_item, Look::card);
    card.layout = Layout::stack;
    card.gap = Gap::s;
    card.id = "dossier-" + draft.id;
    Node top = line(Gap::s);
    add(top, heading(2, title, "nom-" + draft.id), span(draft.status_label, badge_of(draft)));
    if (draft.exported) add(top, span("Exportée", Look::badge_info));
    Sending const* const sending = find_sending(maker.model.outbox, draft.id);
    if (sending != nullptr) add(top, span(outbox_text(*sending), Look::badge_warning));
    std::string about = draft.organisme + " – " + draft.procedure_title;
    if (!draft.name.empty() && !draft.subject.empty()) about += " – " + draft.subject;
    if (!draft.provider.empty()) about += " – " + draft.provider;
    if (!draft.number.empty()) about += " – n°\u00a0" + draft.number;
    std::string facts = draft.rows;
    if (!facts.empty()) facts += " – ";
    facts += "Modifié le " + day_and_time(draft.modified, maker.model.now);
    add(card, std::move(top), paragraph(std::move(about)), paragraph(std::move(facts), Look::muted));
    if (draft.editable && draft.remarks > 0) {
        add(card, paragraph(counted(draft.remarks, "remarque", "remarques") + " de l’organisme\u00a0: à corriger, puis à renvoyer",
                            Look::strong));
    }
    if (draft.editable && sending == nullptr && (draft.remarks == 0 || draft.blocking > 0)) {
        add(card,
            draft.blocking == 0
                ? with(line(Gap::xs), icon(Icon::check, Look::success), span("Prête à être envoyée"))
                : paragraph(counted(draft.blocking, "point à compléter ou à corriger", "points à compléter ou à corriger"), Look::muted));
    }
    Node actions = line(Gap::s);
    Node open = named(link("Ouvrir", write_route(route_to_page(Page::resume, draft.id)), Look::secondary), "Ouvrir " + title);
    open.id = "ouvrir-" + draft.id;
    add(actions, std::move(open),
        named(button("Renommer", Look::quiet, maker.on(msg::AskRename{draft.id}), "renommer-" + draft.id), "Renommer " + title),
        named(button("Dupliquer", Look::quiet, maker.on(msg::DuplicateDraft{draft.id}), "dupliquer-" + draft.id), "Dupliquer " + title),
        named(button("Exporter", Look::quiet, maker.on(msg::ExportDraft{draft.id}), "exporter-" + draft.id), "Exporter " + title),
        named(button("Supprimer", Look::quiet, maker.on(msg::DeleteDraft{draft.id}), "supprimer-" + draft.id), "Supprimer " + title));
    add(card, std::move(actions));
    return card;
}

void add_import(Maker& maker, Node& parent) {
    Node part = stack(Gap::xs);
    part.id = "importer-champ";
    Node control = node(Role::file_field);
    control.id = "importer";
    control.text = "Choisir un fichier .guichet";
    control.on_files = maker.on(msg::ImportChosen{});
    add(part, label("Importer un dossier", "importer"));
    if (maker.model.importing) {
        set(control, state::disabled);
        Node status = textual(Role::status, "Import de " + maker.model.importing->name + "…");
        status.id = "importer-etat";
        add(part, std::move(control), std::move(status));
    } else if (maker.model.import_trouble != ImportTrouble::none) {
        control.described_by = "importer-error";
        set(control, state::invalid);
        std::string told = "Erreur\u00a0: " + maker.model.import_name + "\u00a0: " + import_trouble_text(maker.model.import_trouble);
        // Those that are whole are here.
        if (maker.model.imported > 0) {
            told += " " +
                    counted(maker.model.imported, "autre dossier du fichier a été importé", "autres dossiers du fichier ont été importés") +
                    ".";
        }
        Node error = textual(Role::error, std::move(told));
        error.id = "importer-error";
        add(part, std::move(control), std::move(error));
    } else {
        add(part, std::move(control));
    }
    add(parent, std::move(part));
}

/// What has been on this device for longer than the site lets it, once the person has it in hand no more.
void add_past_keeping(Maker& maker, Node& main) {
    Model const& model = maker.model;
    // There each line says it; and a search is answered at each key.
    if (model.route.page == Page::requests) return;
    Date const today = today_of(model.now);
    auto const past = std::ranges::count_if(model.drafts, [&](Draft const& one) { return is_past_keeping(one, model.config, today); });
    if (past == 0) return;
    Node told = node(Role::box, Look::info);
    told.id = "conservation";
    told.layout = Layout::line_between;
    told.gap = Gap::m;
    add(told,
        paragraph(counted(past, "demande a dépassé sa durée", "demandes ont dépassé leur durée") +
                  " de conservation sur cet appareil\u00a0: exportez ce qui doit l’être, puis supprimez."),
        button("Voir lesquelles", Look::secondary, maker.on(msg::SelectionAct{msg::SelectionAsk::past, {}, {}}), "conservation-voir"));
    add(main, std::move(told));
}

}  // namespace

Look badge_of(Draft const& draft) {
    if (draft.editable) return draft.number.empty() ? Look::badge : Look::badge_warning;
    if (draft.status == "refuse" || draft.status == "annule") return Look::badge_fault;
    return draft.status == "accorde" || draft.status == "solde" ? Look::badge_success : Look::badge_info;
}

Node empty_zone(std::string id, std::string none, std::string why) {
    Node zone = stack(Gap::s, Look::zone);
    zone.id = std::move(id);
    add(zone, paragraph(std::move(none), Look::strong));
    if (!why.empty()) add(zone, paragraph(std::move(why)));
    return zone;
}

bool add_list_top(Maker& maker, std::string title, Node& main) {
    Node top = box(Layout::line_between, Gap::m);
    top.id = "entete";
    Node begin = link("Créer une demande", "#/nouvelle", Look::primary);
    begin.id = "creer";
    add(top, main_heading(std::move(title)), std::move(begin));
    add(main, std::move(top));
    return add_list_state(maker, main);
}

bool add_list_state(Maker& maker, Node& main) {
    Model const& model = maker.model;
    if (!model.outbox.empty()) {
        Node waiting = node(Role::box, Look::info);
        waiting.id = "file-envoi";
        waiting.layout = Layout::line_between;
        waiting.gap = Gap::m;
        auto const count = static_cast<std::int64_t>(model.outbox.size());
        add(waiting, paragraph(counted(count, "envoi n’est pas terminé", "envois ne sont pas terminés") + "."),
            link("Voir la file d’envoi", "#/envois"));
        add(main, std::move(waiting));
    }
    if (!model.can_store) {
        Node alert = callout(Role::alert, Look::warning,
                             "Ce navigateur n’autorise pas l’enregistrement sur cet appareil (navigation privée\u00a0?)\u00a0: "
                             "exportez vos dossiers avant de quitter la page.");
        alert.id = "sans-enregistrement";
        add(main, std::move(alert));
    }
    add_past_keeping(maker, main);
    if (model.drafts_fetching == Fetching::failed) {
        Node alert = callout(Role::alert, Look::fault, "Les demandes de cet appareil ne peuvent pas être lues. Rechargez la page.");
        alert.id = "brouillons-illisibles";
        add(main, std::move(alert));
    } else if (model.drafts_fetching != Fetching::done) {
        Node status = textual(Role::status, std::string{requests_on_their_way});
        status.id = "chargement";
        add(main, std::move(status), skeleton(3));
    }
    return model.drafts_fetching == Fetching::done;
}

void add_home(Maker& maker, Node& main) {
    Model const& model = maker.model;
    bool const there = add_list_top(maker, "Mes demandes", main);
    if (there && model.drafts.empty()) {
        add(main, empty_zone("aucune-demande", "Aucune demande sur cet appareil.",
                             "Créez une demande de prise en charge, ou importez un dossier préparé ailleurs. Tout reste sur cet "
                             "appareil jusqu’à l’envoi."));
    } else if (there) {
        Node list = named(node(Role::list), "Demandes de cet appareil");
        list.layout = Layout::stack;
        list.gap = Gap::m;
        list.id = "demandes";
        list.children.reserve(model.drafts.size());
        for (auto const& draft : model.drafts) add(list, draft_card(maker, draft));
        Node all = link("Rechercher, trier et exporter toutes mes demandes", "#/demandes");
        all.id = "toutes";
        add(main, std::move(all), std::move(list));
    }
    add_import(maker, main);
}

}  // namespace guichet
