// Pages that are there whatever happens: about, accessibility, an address that leads nowhere, a dossier that
// cannot be opened.
#include <algorithm>

#include "app/places.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

Node home_link() {
    Node home = link("Revenir à mes demandes", "#/");
    home.id = "accueil";
    return home;
}

/// What is kept here of the person's, in words.
std::string kept_text(Model const& model) {
    if (!model.can_store) return "Ce navigateur ne garde rien\u00a0: fermer la page efface ce que vous y avez saisi.";
    if (model.protection.locked) return "Ce qui est gardé sur cet appareil est verrouillé par une phrase secrète.";
    if (model.drafts.empty() && model.templates.empty()) return "Rien de vous n’est gardé sur cet appareil.";
    std::string text = "Sur cet appareil\u00a0: " + counted(static_cast<std::int64_t>(model.drafts.size()), "demande", "demandes");
    if (!model.templates.empty()) text += ", " + counted(static_cast<std::int64_t>(model.templates.size()), "modèle", "modèles");
    return text + ".";
}

/// How long, by the site's configuration.
std::string keeping_text(Config const& config) {
    auto const months = [](std::int32_t count) { return std::to_string(count) + " mois après sa dernière modification"; };
    if (config.drafts_kept_months == 0 && config.ended_kept_months == 0) return "Ce site ne fixe pas de durée de conservation.";
    std::string text = "La suppression vous est proposée, jamais faite sans vous\u00a0: ";
    if (config.drafts_kept_months > 0) text += "d’une demande jamais envoyée, " + months(config.drafts_kept_months);
    if (config.drafts_kept_months > 0 && config.ended_kept_months > 0) text += "\u00a0; ";
    if (config.ended_kept_months > 0) text += "d’une demande terminée, " + months(config.ended_kept_months);
    return text + ".";
}

Node erasing(Maker& maker) {
    Model const& model = maker.model;
    Node part = stack(Gap::m);
    add(part, paragraph("Toutes vos demandes, leurs pièces, vos modèles et les envois en attente seront effacés de ce navigateur, tout de "
                        "suite et sans retour possible. Ce qui a été envoyé reste chez son destinataire."));
    auto const unsent = std::ranges::count_if(model.drafts, [](Draft const& draft) { return draft.number.empty(); });
    if (unsent > 0) {
        add(part, callout(Role::paragraph, Look::warning,
                          counted(unsent, "demande n’a pas été envoyée\u00a0: elle sera perdue.",
                                  "demandes n’ont pas été envoyées\u00a0: elles seront perdues.") +
                              " Pour en garder une copie, exportez-la d’abord depuis «\u00a0Mes demandes\u00a0»."));
    }
    if (model.not_erased) {
        add(part, callout(Role::alert, Look::fault,
                          "Vos données n’ont pas pu être effacées. Fermez les autres onglets de Guichet et recommencez\u00a0; sinon, "
                          "effacez les données de ce site dans les réglages du navigateur."));
    }
    add(part, button("Effacer mes données", Look::danger, maker.on(msg::EraseAll{}), "effacer-mes-donnees", Icon::trash));
    return part;
}

}  // namespace

void later::add_about(Maker& maker, Node& main) {
    Model const& model = maker.model;
    Node part = stack(Gap::m);
    part.id = "a-propos";
    add(part, main_heading("À propos"),
        paragraph("Guichet prépare, vérifie et envoie les demandes de prise en charge de formations aux OPCO.", Look::lead),
        paragraph("Version " GUICHET_VERSION ", sous licence MIT."), heading(2, "Vos données"),
        paragraph("Vos demandes et leurs pièces restent sur cet appareil, dans ce navigateur, jusqu’à ce que vous les envoyiez. "
                  "L’envoi va au destinataire que ce site indique, et à lui seul. Supprimer une demande l’efface de cet appareil. "
                  "Sur un ordinateur partagé, effacez vos données après l’envoi."),
        paragraph(keeping_text(model.config)), paragraph(kept_text(model), Look::strong));
    add_protection(maker, part);
    add(part, disclosure(maker, "effacer", "Effacer vos données de cet appareil", erasing(maker)), heading(2, "Logiciels utilisés"));
    if (model.notices_fetching == Fetching::done && model.notices) {
        Node notices = stack(Gap::s);
        notices.id = "notices";
        // One paragraph a notice: they are separated by blank lines.
        std::string_view rest = *model.notices;
        while (!rest.empty()) {
            auto const end = rest.find("\n\n");
            std::string_view const one = rest.substr(0, end);
            if (!one.empty()) add(notices, paragraph(std::string{one}, Look::caption));
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 2);
        }
        add(part, std::move(notices));
    } else {
        Node status =
            textual(Role::status, model.notices_fetching == Fetching::failed ? "Les mentions des logiciels ne peuvent pas être chargées."
                                                                             : "Chargement des mentions…");
        status.id = "notices";
        add(part, std::move(status));
    }
    add(part, home_link());
    add(main, std::move(part));
}

/// What the law asks of a « déclaration d’accessibilité »; docs/accessibility.md has the details.
void later::add_accessibility(Maker& maker, Node& main) {
    Config const& config = maker.model.config;
    Node part = stack(Gap::m);
    part.id = "accessibilite";
    add(part, main_heading("Déclaration d’accessibilité"),
        paragraph("Chaque élément dessiné ici est aussi un véritable élément HTML, auquel s’adressent lecteurs d’écran, clavier, zoom et "
                  "impression. Si le dessin gêne, l’affichage simplifié, en bas de page, montre ces éléments eux-mêmes."),
        heading(2, "État de conformité"),
        paragraph("Ce site est " + config.conformity + " au sens du RGAA 4.1" +
                  (config.conformity == Config{}.conformity ? "\u00a0: aucun audit n’a encore eu lieu." : ".")),
        heading(2, "Ce qui est vérifié"),
        paragraph("À chaque version, des tests parcourent tous les écrans dans Chromium\u00a0: axe-core (RGAA 4, WCAG 2.2 AA), arbre "
                  "d’accessibilité, clavier seul, lecteur d’écran simulé."),
        heading(2, "Ce qui ne l’est pas"),
        paragraph("Rien n’a été essayé avec NVDA, JAWS, VoiceOver, TalkBack ou Safari, ni par des personnes handicapées."),
        heading(2, "Signaler une difficulté"),
        paragraph((config.contact.empty() ? "Écrivez à l’organisme qui publie ce site" : config.contact) +
                  "\u00a0: un autre moyen de déposer votre demande vous sera proposé."),
        heading(2, "Voies de recours"),
        paragraph("Sans réponse satisfaisante, saisissez le Défenseur des droits\u00a0: defenseurdesdroits.fr, "
                  "09\u00a069\u00a039\u00a000\u00a000, ou "
                  "Libre réponse 71120, 75342 Paris Cedex 07."),
        paragraph("Établie le 21/11/2026. Technologies\u00a0: HTML, CSS, JavaScript, WebAssembly, WebGL.", Look::caption), home_link());
    add(main, std::move(part));
}

void add_waiting(Maker& maker, Node& main) {
    Node part = stack(Gap::m);
    part.id = "attente";
    if (maker.model.later == Fetching::failed) {
        add(part, main_heading("Page à charger"), callout(Role::alert, Look::fault, std::string{later_trouble}),
            with(line(), button("Réessayer", Look::primary, maker.on(msg::RetryLoading{}), "recharger")));
    } else {
        Node status = textual(Role::status, "La page s’ouvre dans un instant.");
        status.id = "chargement";
        add(part, main_heading("Chargement…"), std::move(status), skeleton(3));
    }
    add(main, std::move(part));
}

template struct Apart<&later::add_about>;
template struct Apart<&later::add_accessibility>;

void add_unknown(Maker&, Node& main) {
    Node part = stack(Gap::m);
    part.id = "inconnu";
    add(part, main_heading("Page introuvable"), paragraph("Cette adresse ne mène à rien ici."), home_link());
    add(main, std::move(part));
}

std::string_view not_open_title(OpenTrouble trouble) {
    switch (trouble) {
    case OpenTrouble::none:
    case OpenTrouble::loading: return "Chargement…";
    case OpenTrouble::not_found: return "Demande introuvable";
    case OpenTrouble::unreadable: return "Brouillon illisible";
    case OpenTrouble::no_procedure: return "Procédure absente";
    }
    std::unreachable();
}

void add_not_open(Maker& maker, Node& main) {
    Node part = stack(Gap::m);
    part.id = "non-ouvert";
    std::string const& id = maker.model.route.dossier;
    add(part, main_heading(std::string{not_open_title(maker.model.open_trouble)}));
    switch (maker.model.open_trouble) {
    case OpenTrouble::none:
    case OpenTrouble::loading: {
        Node status = textual(Role::status, "La demande s’ouvre dans un instant.");
        status.id = "chargement";
        add(part, std::move(status), skeleton(3));
        break;
    }
    case OpenTrouble::not_found:
        add(part, paragraph("Cette demande n’est pas sur cet appareil. Elle a peut-être été supprimée, ou préparée ailleurs\u00a0: "
                            "importez alors son fichier."));
        break;
    case OpenTrouble::unreadable:
        add(part, paragraph("Ce brouillon ne peut pas être lu. Il est gardé tel quel sur cet appareil."),
            button("Télécharger ce brouillon", Look::secondary, maker.on(msg::DownloadUnreadable{id}), "telecharger", Icon::download));
        break;
    case OpenTrouble::no_procedure:
        add(part, paragraph("La procédure de cette demande ne peut pas être chargée. La demande est gardée telle quelle."),
            button("Télécharger ce brouillon", Look::secondary, maker.on(msg::DownloadUnreadable{id}), "telecharger", Icon::download));
        break;
    }
    add(part, home_link());
    add(main, std::move(part));
}

}  // namespace guichet
