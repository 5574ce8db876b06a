// Every widget in every state, on one page: `#/galerie`, or one section of it, `#/galerie/boutons`. In debug builds only: nobody fills a
// request here, and tests and eyes look at the picture (tests/browser/look.test.mjs).
// Hover, focus and the pressed button are the pointer's and the keyboard's: no node says them.
#include "view/gallery.hpp"

#include <array>

#include "app/places.hpp"
#include "view/screens.hpp"

namespace guichet {
namespace {

struct Section {
    std::string_view id;
    std::string_view title;
    Node (*make)(Maker&);
};

constexpr std::array sections{
    Section{"textes", "Textes et liens", gallery_texts},
    Section{"icones", "Icônes", gallery_icons},
    Section{"boutons", "Boutons", gallery_buttons},
    Section{"champs", "Champs de texte", gallery_fields},
    Section{"choix", "Choix", gallery_choices},
    Section{"fichiers", "Fichiers", gallery_files},
    Section{"messages", "Messages", gallery_messages},
    Section{"etapes", "Étapes", gallery_steps},
    Section{"tableaux", "Tableaux", gallery_tables},
    Section{"reponses", "Réponses", gallery_answers},
    Section{"contenants", "Contenants", gallery_containers},
    // Last: a list hangs from its field, over what follows.
    Section{"composes", "Calendrier, onglets, liste, anneau", gallery_widgets},
};

/// Of the overlays each has an address too: they stand above the page.
constexpr std::string_view dialog_place = "dialogue";
constexpr std::string_view toast_place = "message";

}  // namespace

void add_gallery(Maker& maker, Node& main) {
    std::string const& wanted = maker.model.route.step;
    Node top = stack(Gap::xs);
    top.id = "entete";
    add(top, main_heading("Galerie"), paragraph("Chaque élément de l’interface, dans chacun de ses états.", Look::lead));
    Node places = line(Gap::m);
    places.id = "galerie-sommaire";
    for (auto const& section : sections) add(places, link(std::string{section.title}, "#/galerie/" + std::string{section.id}));
    add(places, link("Dialogue", "#/galerie/dialogue"), link("Message", "#/galerie/message"));
    add(main, std::move(top), std::move(places));
    for (auto const& section : sections) {
        if (!wanted.empty() && wanted != section.id) continue;
        Node whole = node(Role::section);
        whole.layout = Layout::stack;
        whole.gap = Gap::l;
        whole.id = "galerie-" + std::string{section.id};
        whole.labelled_by = whole.id + "-titre";
        add(whole, heading(2, std::string{section.title}, whole.id + "-titre"), section.make(maker));
        add(main, std::move(whole));
    }
}

void add_gallery_overlay(Maker& maker, Node& root) {
    std::string const& wanted = maker.model.route.step;
    if (wanted == dialog_place) {
        Node dialog = dialog_frame(maker, "Renommer la demande", Look::dialog_small);
        dialog.on_cancel = maker.on(msg::RouteChanged{"#/galerie"});
        Node field = text_field("galerie-nom", "Contrôleur technique", inert(maker));
        Node actions = box(Layout::line_end, Gap::s);
        add(actions, button("Annuler", Look::quiet, dialog.on_cancel), button("Renommer", Look::primary, inert(maker)));
        add(dialog, with(stack(Gap::xs), label("Nom de la demande", "galerie-nom"), std::move(field)), std::move(actions));
        add(root, std::move(dialog));
    }
    if (wanted == toast_place) {
        Node overlay = named(node(Role::section), "Message");
        overlay.layout = Layout::overlay;
        overlay.gap = Gap::s;
        overlay.id = "messages";
        Node toast = box(Layout::line_between, Gap::m, Look::toast);
        toast.id = "message";
        add(toast, span("Jérôme Lefèvre est retiré de la liste."),
            with(line(Gap::s), button("Annuler", Look::quiet, inert(maker), "annuler"),
                 named(button("Fermer", Look::quiet, maker.on(msg::RouteChanged{"#/galerie"}), "fermer-message"), "Fermer le message")));
        add(overlay, std::move(toast));
        add(root, std::move(overlay));
    }
}

Node gallery_texts(Maker&) {
    Node part = stack(Gap::m);
    add(part, heading(2, "Titre de niveau 2"), heading(3, "Titre de niveau 3"), heading(4, "Titre de niveau 4"),
        paragraph("Un chapeau dit en une phrase de quoi il s’agit.", Look::lead),
        paragraph("Un paragraphe se lit d’un trait\u00a0: forêt, garçon, œuvre, naïve, «\u00a0guillemets\u00a0», 1\u202f234,56\u00a0€. "
                  "Après une "
                  "soixantaine de lettres, la ligne se casse, pour que l’œil retrouve la suivante."),
        paragraph("Un texte discret, et sa légende\u00a0:", Look::muted), paragraph("Enregistré sur cet appareil à 10:30", Look::caption),
        with(node(Role::paragraph), span("En gras, ", Look::strong), span("en succès, ", Look::success), span("en alerte, ", Look::warning),
             span("en faute, ", Look::fault), span("en information.", Look::info)),
        with(node(Role::list), textual(Role::list_item, "Un élément de liste"), textual(Role::list_item, "Un autre, qui suit")),
        with(node(Role::ordered_list), textual(Role::list_item, "En premier"), textual(Role::list_item, "Ensuite")), node(Role::separator));
    Node external = link("Lien vers un autre site", "#/galerie");
    set(external, state::new_window);
    add(part, with(line(Gap::m), link("Lien", "#/galerie"), link("Lien appuyé", "#/galerie", Look::strong),
                   link("Lien de danger", "#/galerie", Look::danger), link("Lien discret", "#/galerie", Look::quiet), std::move(external)));
    return part;
}

Node gallery_icons(Maker&) {
    Node part = stack(Gap::m);
    Node all = line(Gap::m);
    all.id = "galerie-toutes-icones";
    for (auto which = static_cast<std::uint8_t>(Icon::check); which <= static_cast<std::uint8_t>(Icon::book); ++which)
        add(all, icon(static_cast<Icon>(which)));
    add(part, std::move(all),
        with(line(Gap::m), icon(Icon::check, Look::success), icon(Icon::warning, Look::warning), icon(Icon::cross, Look::fault),
             icon(Icon::info, Look::info), icon(Icon::book, Look::primary), icon(Icon::book, Look::number), icon(Icon::book, Look::title)));
    return part;
}

Node gallery_messages(Maker& maker) {
    Node part = stack(Gap::m);
    add(part, callout(Role::paragraph, Look::info, "Une information\u00a0: la demande part aussitôt et reçoit son numéro."),
        callout(Role::paragraph, Look::success, "Un succès\u00a0: votre demande est complète."),
        callout(Role::paragraph, Look::warning, "Une alerte\u00a0: la formation débute dans plus de deux ans, vérifiez l’année."));
    Node fault = box(Layout::stack, Gap::s, Look::fault);
    add(fault, paragraph("La demande n’est pas partie.", Look::strong), paragraph("Le service ne répond pas."),
        with(line(Gap::s), button("Réessayer", Look::primary, inert(maker)), button("Plus tard", Look::quiet, inert(maker))));
    Node badges = line(Gap::s);
    add(badges, span("À faire", Look::badge), span("En cours", Look::badge_info), span("Complet", Look::badge_success),
        span("2 points", Look::badge_warning), span("En erreur", Look::badge_fault));
    Node summary = node(Role::error_summary);
    summary.id = "galerie-erreurs";
    add(summary, heading(3, "2\u00a0points à corriger"),
        with(node(Role::list), with(node(Role::list_item), link("La date de fin est antérieure à la date de début.", "#/galerie")),
             with(node(Role::list_item), link("Ajoutez au moins un stagiaire.", "#/galerie"))));
    Node alert = callout(Role::alert, Look::warning, "Une alerte, lue aussitôt\u00a0: ce dossier est ouvert dans un autre onglet.");
    Node status = textual(Role::status, "Un état, lu quand il change\u00a0: 12 résultats.");
    Node toast = box(Layout::line_between, Gap::m, Look::toast);
    add(toast, span("La demande est supprimée."),
        with(line(Gap::s), button("Annuler", Look::quiet, inert(maker)), button("Fermer", Look::quiet, inert(maker))));
    add(part, std::move(fault), std::move(badges), std::move(summary), std::move(alert), std::move(status), std::move(toast));
    return part;
}

Node gallery_steps(Maker&) {
    auto const step = [](std::string title, std::string state, Look look, bool here) {
        Node item = node(Role::list_item, Look::step);
        Node name = link(std::move(title), "#/galerie/etapes");
        set(name, state::current, here);
        add(item, std::move(name), span(std::move(state), look));
        return item;
    };
    Node steps = node(Role::ordered_steps);
    add(steps, step("L’employeur", "Complet", Look::badge_success, false), step("La formation", "En cours", Look::badge_info, true),
        step("Les stagiaires", "En erreur", Look::badge_fault, false), step("Les pièces jointes", "À faire", Look::badge, false));
    Node navigation = named(node(Role::navigation), "Étapes d’exemple");
    add(navigation, std::move(steps));
    return navigation;
}

Node gallery_tables(Maker& maker) {
    auto const cell = [](Role role, std::string title, std::string text, Look look = Look::plain) {
        return with(node(role, look), span(std::move(title), Look::caption), span(std::move(text)));
    };
    auto const row = [&](std::string const& name, std::string born, std::string cost, bool complete) {
        Node made = node(Role::row);
        Node actions = line(Gap::xs);
        add(actions, named(link("Modifier", "#/galerie/tableaux", Look::quiet), "Modifier " + name),
            named(button("Supprimer", Look::quiet, inert(maker)), "Supprimer " + name));
        add(made, cell(Role::row_header, "Prénom, Nom", name), cell(Role::cell, "Date de naissance", std::move(born)),
            cell(Role::cell, "Coût", std::move(cost), Look::number),
            with(node(Role::cell), span("État", Look::caption),
                 complete ? span("Complet", Look::badge_success) : span("2\u00a0points à corriger", Look::badge_warning)),
            with(node(Role::cell), std::move(actions)));
        return made;
    };
    Node head = node(Role::row);
    add(head, textual(Role::column_header, "Prénom, Nom"), textual(Role::column_header, "Date de naissance"),
        textual(Role::column_header, "Coût", Look::number), textual(Role::column_header, "État"), textual(Role::column_header, "Actions"));
    Node table = node(Role::table);
    add(table, textual(Role::caption, "Stagiaires"), with(node(Role::table_head), std::move(head)),
        with(node(Role::table_body), row("Jérôme Lefèvre", "06/05/1985", "1\u202f234,56\u00a0€", true),
             row("Élodie Cœur", "28/02/1994", "98,00\u00a0€", false)));
    return table;
}

Node gallery_answers(Maker&) {
    Node part = stack(Gap::m);
    auto const line_of = [](std::string const& term, std::string value) {
        Node group = definition(term, std::move(value));
        add(group, with(node(Role::definition), named(link("Modifier", "#/galerie/reponses"), "Modifier " + term)));
        return group;
    };
    Node card = stack(Gap::m, Look::card);
    add(card, heading(3, "L’employeur"),
        with(node(Role::definition_list), line_of("Dénomination", "ACTIF AUTO CONTROLE"), line_of("SIRET", "831 352 976 00011"),
             line_of("Convention collective applicable", "Convention collective nationale du commerce et de la réparation automobile")));
    Node totals = node(Role::definition_list, Look::panel);
    add(totals,
        with(node(Role::definition_group), textual(Role::term, "Coût total"),
             textual(Role::definition, "1\u202f234,56\u00a0€", Look::number)),
        with(node(Role::definition_group), textual(Role::term, "Durée totale"), textual(Role::definition, "35 h 00", Look::number)),
        with(node(Role::definition_group), textual(Role::term, "Stagiaires"), textual(Role::definition, "3", Look::number)));
    add(part, std::move(card), std::move(totals),
        with(stack(Gap::none), span("12", Look::number), span("demandes en instruction", Look::caption)));
    return part;
}

Node gallery_containers(Maker& maker) {
    Node part = stack(Gap::m);
    Node tiles = box(Layout::tiles, Gap::m);
    for (auto const* title : {"Action de formation", "Contrat d’apprentissage"}) {
        Node tile = node(Role::button, Look::tile);
        tile.on_click = inert(maker);
        add(tile, icon(Icon::book), span(title, Look::strong), span("OPCO Mobilités", Look::muted));
        add(tiles, std::move(tile));
    }
    Node empty = stack(Gap::xs, Look::zone);
    add(empty, paragraph("Aucun stagiaire pour l’instant.", Look::strong), paragraph("Ajoutez chaque personne concernée par la demande."));
    Node open = node(Role::disclosure);
    open.id = "galerie-ouvert";
    set(open, state::open);
    open.on_toggle = inert(maker);
    add(open, textual(Role::disclosure_summary, "Pourquoi cette autre règle\u00a0?"),
        paragraph("Le contrat est transmis dans les cinq jours."));
    Node closed = disclosure(maker, "galerie-pourquoi", "Pourquoi cette règle\u00a0?",
                             paragraph("La demande se dépose avant le début de la formation."));
    Node half = named(node(Role::progress), "À moitié");
    half.value = "0.5";
    Node busy = named(node(Role::progress), "Sans mesure");
    set(busy, state::busy);
    add(part, with(stack(Gap::s, Look::card), heading(3, "Une carte"), paragraph("Ce qui va ensemble y tient ensemble.")),
        with(stack(Gap::s, Look::panel), heading(3, "Un bloc discret"), paragraph("Ce qui accompagne.")), std::move(tiles),
        std::move(empty), std::move(closed), std::move(open), std::move(half), std::move(busy));
    return part;
}

}  // namespace guichet
