// Pages that are there whatever happens: about, accessibility, an address that leads nowhere, a dossier that
// cannot be opened.
#include "app/places.hpp"
#include "view/screens.hpp"

namespace guichet {
namespace {

constexpr std::string_view version = "0.1.0";

Node home_link() {
    Node home = link("Revenir à mes demandes", "#/");
    home.id = "accueil";
    return home;
}

}  // namespace

void add_about(Maker& maker, Node& main) {
    Model const& model = maker.model;
    Node part = stack(Gap::m);
    part.id = "a-propos";
    add(part, main_heading("À propos"),
        paragraph("Guichet prépare, vérifie et envoie les demandes de prise en charge de formations aux OPCO.", Look::lead),
        paragraph("Version " + std::string{version} + ", sous licence MIT."), heading(2, "Vos données"),
        paragraph("Vos demandes et leurs pièces restent sur cet appareil, dans ce navigateur, jusqu’à ce que vous les envoyiez. "
                  "L’envoi va au destinataire que ce site indique, et à lui seul. Supprimer une demande l’efface de cet appareil. "
                  "Sur un ordinateur partagé, supprimez vos demandes après l’envoi."),
        heading(2, "Logiciels utilisés"));
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

void add_accessibility(Maker&, Node& main) {
    Node part = stack(Gap::m);
    part.id = "accessibilite";
    add(part, main_heading("Accessibilité"),
        paragraph("Cette page est dessinée sur un canevas, et chaque élément que vous voyez est aussi un élément HTML véritable\u00a0: "
                  "champ, bouton, lien, titre, tableau. Lecteurs d’écran, clavier, zoom, recherche dans la page, remplissage "
                  "automatique et impression s’adressent à ces éléments."),
        paragraph("Si le dessin gêne, ou en mode contraste élevé, la page se montre en HTML simple, avec les mêmes fonctions."),
        paragraph("L’état de conformité au RGAA 4.1 n’a pas encore été audité par un tiers. Les écrans sont vérifiés à chaque "
                  "version par des tests automatiques, qui n’en couvrent qu’une partie."),
        paragraph("Une difficulté\u00a0? Écrivez à l’organisme qui publie ce site\u00a0: il vous répondra et vous proposera un autre moyen "
                  "de déposer votre demande."),
        home_link());
    add(main, std::move(part));
}

void add_unknown(Maker&, Node& main) {
    Node part = stack(Gap::m);
    part.id = "inconnu";
    add(part, main_heading("Page introuvable"), paragraph("Cette adresse ne mène à rien ici."), home_link());
    add(main, std::move(part));
}

void add_not_open(Maker& maker, Node& main) {
    Node part = stack(Gap::m);
    part.id = "non-ouvert";
    std::string const& id = maker.model.route.dossier;
    switch (maker.model.open_trouble) {
    case OpenTrouble::none:
    case OpenTrouble::loading: {
        Node status = textual(Role::status, "La demande s’ouvre dans un instant.");
        status.id = "chargement";
        add(part, main_heading("Chargement…"), std::move(status));
        break;
    }
    case OpenTrouble::not_found:
        add(part, main_heading("Demande introuvable"),
            paragraph("Cette demande n’est pas sur cet appareil. Elle a peut-être été supprimée, ou préparée ailleurs\u00a0: "
                      "importez alors son fichier."));
        break;
    case OpenTrouble::unreadable:
        add(part, main_heading("Brouillon illisible"),
            paragraph("Ce brouillon ne peut pas être lu. Il est gardé tel quel sur cet appareil."),
            button("Télécharger ce brouillon", Look::secondary, maker.on(msg::DownloadUnreadable{id}), "telecharger", Icon::download));
        break;
    case OpenTrouble::no_procedure:
        add(part, main_heading("Procédure absente"),
            paragraph("La procédure de cette demande ne peut pas être chargée. La demande est gardée telle quelle."),
            button("Télécharger ce brouillon", Look::secondary, maker.on(msg::DownloadUnreadable{id}), "telecharger", Icon::download));
        break;
    }
    add(part, home_link());
    add(main, std::move(part));
}

}  // namespace guichet
