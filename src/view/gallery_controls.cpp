// The gallery's controls: buttons, fields, choices and files, as the screens make them.
#include "view/gallery.hpp"

namespace guichet {
namespace {

/// A field as field_node makes it: label, hint, control, what is told of it.
Node field(Maker& maker, std::string const& id, std::string name, Node control, std::string hint = {}, std::string error = {}) {
    Node whole = stack(Gap::xs);
    bool const required = (control.states & state::required) != 0;
    control.id = id;
    if (control.role == Role::select) {
        control.on_change = inert(maker);
    } else {
        control.on_input = inert(maker);
    }
    Node called = label(std::move(name), id);
    add(whole, required ? with(line(Gap::xs), std::move(called), span("*", Look::required_mark)) : std::move(called));
    if (!hint.empty()) {
        Node told = textual(Role::hint, std::move(hint));
        told.id = control.described_by = id + "-hint";
        add(whole, std::move(told));
    }
    if (!error.empty()) {
        set(control, state::invalid);
        if (!control.described_by.empty()) control.described_by += ' ';
        control.described_by += id + "-error";
    }
    add(whole, std::move(control));
    if (!error.empty()) {
        Node told = textual(Role::error, "Erreur\u00a0: " + std::move(error));
        told.id = id + "-error";
        add(whole, std::move(told));
    }
    return whole;
}

Node text(std::string value, std::uint32_t states = 0, Width width = Width::full) {
    Node control = node(Role::text_field);
    control.value = std::move(value);
    control.states = states;
    control.width = width;
    return control;
}

Node select(std::string const& chosen, std::uint32_t states = 0) {
    Node control = node(Role::select);
    control.value = chosen;
    control.states = states;
    add(control, textual(Role::option, "Choisissez…"));
    for (auto const* choice : {"CDI", "CDD", "Intérim"}) {
        Node option = textual(Role::option, choice);
        option.value = choice;
        set(option, state::selected, chosen == choice);
        add(control, std::move(option));
    }
    return control;
}

Node choice(Maker& maker, Role role, std::string id, std::string name, std::uint32_t states, std::string group = {}) {
    Node control = node(role);
    control.id = id;
    control.states = states;
    control.group_name = std::move(group);
    control.value = id;
    control.on_change = inert(maker);
    return with(box(Layout::control_line, Gap::s), std::move(control), label(std::move(name), std::move(id)));
}

Node radios(Maker& maker, std::string const& id, std::string name, std::string error = {}) {
    Node whole = stack(Gap::xs);
    Node called = span(std::move(name), Look::strong);
    called.id = id + "-label";
    Node group = node(Role::radio_group);
    group.layout = Layout::stack;
    group.gap = Gap::xs;
    group.id = id;
    group.labelled_by = called.id;
    std::uint32_t const states = error.empty() ? 0 : state::invalid;
    set(group, state::invalid, !error.empty());
    add(group, choice(maker, Role::radio, id + "-un", "Présentiel", states | (error.empty() ? state::checked : 0), id),
        choice(maker, Role::radio, id + "-deux", "À distance", states, id));
    add(whole, std::move(called), std::move(group));
    if (error.empty()) {
        add(whole.children.back(), choice(maker, Role::radio, id + "-trois", "Mixte, qui ne se choisit pas ici", state::disabled, id));
    } else {
        Node told = textual(Role::error, "Erreur\u00a0: " + std::move(error));
        told.id = whole.children.back().described_by = id + "-error";
        add(whole, std::move(told));
    }
    return whole;
}

Node zone(Maker& maker, std::string const& id, std::string name, std::uint32_t states = 0) {
    Node whole = stack(Gap::xs);
    Node control = node(Role::file_field, Look::zone);
    control.id = id;
    control.text = "Déposez les fichiers à télécharger, ou cliquez pour en sélectionner.";
    control.states = states;
    control.on_files = maker.on(msg::FilesChosen{});
    Node limits = textual(Role::hint, "10 Mo par fichier, 5 fichiers au plus.");
    limits.id = control.described_by = id + "-hint";
    add(whole, label(std::move(name), id), std::move(limits), std::move(control));
    return whole;
}

Node file(Maker& maker, Icon which, std::string const& name, std::string about, Node last) {
    Node what = line(Gap::s);
    add(what, icon(which), span(name, Look::strong), span(std::move(about), Look::muted), std::move(last));
    Node item = node(Role::list_item);
    add(item, with(box(Layout::line_between, Gap::s), std::move(what),
                   with(line(Gap::xs), named(button("Supprimer", Look::quiet, inert(maker)), "Supprimer " + name))));
    return item;
}

}  // namespace

Node gallery_buttons(Maker& maker) {
    Node part = stack(Gap::m);
    struct Kind {
        Look look;
        char const* name;
        Icon which;
    };
    for (auto const& [look, name, which] :
         {Kind{Look::primary, "Principal", Icon::arrow_right}, Kind{Look::secondary, "Secondaire", Icon::plus},
          Kind{Look::quiet, "Discret", Icon::pencil}, Kind{Look::danger, "Danger", Icon::trash}}) {
        std::string const id = "bouton-" + std::to_string(static_cast<int>(look));
        Node disabled = named(button("Désactivé", look, inert(maker), id + "-desactive"), std::string{name} + " désactivé");
        set(disabled, state::disabled);
        Node busy = named(button("Occupé", look, inert(maker), id + "-occupe"), std::string{name} + " occupé");
        set(busy, state::busy);
        add(part, with(line(Gap::m), button(name, look, inert(maker), id),
                       named(button("Avec icône", look, inert(maker), id + "-icone", which), std::string{name} + " avec icône"),
                       std::move(disabled), std::move(busy)));
    }
    Node links = line(Gap::m);
    add(links, link("Lien principal", "#/galerie/boutons", Look::primary), link("Lien secondaire", "#/galerie/boutons", Look::secondary));
    add(part, std::move(links));
    return part;
}

Node gallery_fields(Maker& maker) {
    Node part = stack(Gap::l);
    Node columns = box(Layout::columns2, Gap::m);
    add(columns, field(maker, "c-vide", "Vide", text({})), field(maker, "c-rempli", "Rempli", text("24 AVE DE HOLLANDE")),
        field(maker, "c-requis", "Obligatoire, avec aide", text({}, state::required), "Numéro et voie. Exemple : 24 avenue de Hollande."),
        field(maker, "c-faute", "En erreur", text("831 352 976 00012", state::required, Width::w20),
              "14 chiffres. Exemple : 831 352 976 00011.", "Ce SIRET n’existe pas : vérifiez le dernier chiffre."),
        field(maker, "c-lu", "En lecture seule", text("71.20A", state::readonly)),
        field(maker, "c-correcteur", "Avec le correcteur", text("Une phrase", state::spell_check)),
        field(maker, "c-inactif", "Désactivé", text("Sans objet", state::disabled)),
        field(maker, "c-masque", "Masqué", text("1 85 05 78 006 084 91", state::masked)),
        field(maker, "c-secret", "Secret", text("un code", state::secret)));
    // A remark keeps nothing from being sent.
    Node warned = field(maker, "c-averti", "Avec une remarque", text("06/09/2029", 0, Width::w10));
    Node remark = textual(Role::hint, "Attention\u00a0: la formation débute dans plus de deux ans, vérifiez l’année.", Look::warning);
    remark.id = warned.children.back().described_by = "c-averti-remarque";
    add(warned, std::move(remark));
    Node cost = field(maker, "c-unite", "Avec une unité", text("1 234,56", 0, Width::w14));
    Node unit = span("€", Look::muted);
    unit.id = cost.children.back().described_by = "c-unite-unite";
    Node control = std::move(cost.children.back());
    cost.children.back() = with(line(Gap::s), std::move(control), std::move(unit));
    add(columns, std::move(warned), std::move(cost));

    Node widths = line(Gap::m);
    widths.id = "galerie-largeurs";
    for (auto const& [width, digits] :
         {std::pair{Width::w2, 2U}, std::pair{Width::w4, 4U}, std::pair{Width::w6, 6U}, std::pair{Width::w10, 10U},
          std::pair{Width::w14, 14U}, std::pair{Width::w20, 20U}, std::pair{Width::w30, 30U}}) {
        Node one = named(text(std::string(digits, '8'), 0, width), std::to_string(digits) + " chiffres");
        one.id = "c-largeur-" + std::to_string(digits);
        one.on_input = inert(maker);
        add(widths, with(stack(Gap::none), std::move(one)));
    }
    Node area = node(Role::text_area);
    area.rows = 4;
    area.value = "Le stagiaire prépare le contrôle de véhicules électriques.\nIl passe l’épreuve en fin de session.";
    Node wrong = node(Role::text_area);
    wrong.rows = 3;
    Node read = node(Role::text_area);
    read.rows = 2;
    read.value = "Ce texte ne se change plus.";
    set(read, state::readonly);
    Node off = node(Role::text_area);
    off.rows = 2;
    set(off, state::disabled);
    add(part, std::move(columns), std::move(widths), field(maker, "c-zone", "Zone de texte", std::move(area)),
        field(maker, "c-zone-faute", "Zone de texte en erreur", std::move(wrong), {}, "Décrivez l’action en une phrase au moins."),
        field(maker, "c-zone-lue", "Zone de texte en lecture seule", std::move(read)),
        field(maker, "c-zone-inactive", "Zone de texte désactivée", std::move(off)));
    return part;
}

Node gallery_choices(Maker& maker) {
    Node part = stack(Gap::l);
    Node columns = box(Layout::columns2, Gap::m);
    add(columns, field(maker, "s-vide", "Liste, rien de choisi", select({})), field(maker, "s-cdi", "Liste", select("CDI")),
        field(maker, "s-faute", "Liste en erreur", select({}, state::required), {}, "Choisissez un type de contrat."),
        field(maker, "s-inactif", "Liste désactivée", select("CDD", state::disabled)), radios(maker, "r-modalite", "Boutons radio"),
        radios(maker, "r-faute", "Boutons radio en erreur", "Choisissez une modalité."));
    Node boxes = stack(Gap::xs);
    boxes.id = "galerie-cases";
    add(boxes, choice(maker, Role::checkbox, "k-non", "Case", 0), choice(maker, Role::checkbox, "k-oui", "Case cochée", state::checked),
        choice(maker, Role::checkbox, "k-faute", "Case en erreur", state::invalid),
        choice(maker, Role::checkbox, "k-inactif", "Case désactivée", state::disabled),
        choice(maker, Role::checkbox, "k-inactif-oui", "Case désactivée et cochée", state::disabled | state::checked));
    Node yes = choice(maker, Role::checkbox, "k-interne", "Formation interne", state::checked);
    Node hint = textual(Role::hint, "L’employeur forme lui-même ses salariés.");
    hint.id = yes.children.front().described_by = "k-interne-hint";
    // Several answers under one legend.
    Node group = node(Role::group);
    Node answers = stack(Gap::xs);
    add(answers, choice(maker, Role::checkbox, "k-publics-rqth", "Travailleur handicapé", state::checked),
        choice(maker, Role::checkbox, "k-publics-emploi", "Demandeur d’emploi", 0));
    add(group, textual(Role::legend, "Publics concernés"), std::move(answers));
    add(part, std::move(columns), std::move(boxes), with(stack(Gap::xs), std::move(yes), std::move(hint)), std::move(group));
    return part;
}

Node gallery_files(Maker& maker) {
    Node part = stack(Gap::l);
    Node given = zone(maker, "f-donne", "Avec des fichiers");
    Node list = named(node(Role::list), "Fichiers déposés");
    Node bar = named(node(Role::progress), "Lecture de devis.pdf");
    bar.value = "0.4";
    add(list, file(maker, Icon::file, "programme.pdf", "PDF, 1,2 Mo", span("Déposé", Look::badge_success)),
        file(maker, Icon::clock, "devis.pdf", "3,4 Mo, lecture en cours…", std::move(bar)));
    add(given, std::move(list));
    Node refused = zone(maker, "f-refus", "Avec un refus", state::invalid);
    Node alert = box(Layout::stack, Gap::s, Look::fault);
    add(alert, paragraph("Refusé", Look::strong),
        with(node(Role::list),
             textual(Role::list_item, "photo.heic\u00a0: ce type de fichier n’est pas accepté. Envoyez un PDF, un JPEG ou un PNG.")),
        button("Fermer", Look::quiet, inert(maker)));
    Node missing = textual(Role::error, "Erreur\u00a0: joignez le programme de l’action.");
    missing.id = "f-refus-error";
    refused.children.back().described_by += " f-refus-error";
    add(refused, std::move(missing), std::move(alert));
    Node small = stack(Gap::xs);
    Node control = node(Role::file_field);
    control.id = "f-simple";
    control.text = "Choisir un fichier .guichet";
    control.on_files = maker.on(msg::FilesChosen{});
    add(small, label("Un seul fichier", "f-simple"), std::move(control));
    add(part, zone(maker, "f-vide", "Zone vide", state::multiple), std::move(given), std::move(refused), std::move(small));
    return part;
}

}  // namespace guichet
