#include "view/screen.hpp"

#include <algorithm>

#include "app/places.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

Node skip_link(Maker& maker) {
    Node made = textual(Role::skip_link, "Aller au contenu");
    made.id = "aller-au-contenu";
    // The address is the screen's own, so that following the link leaves it as it is.
    made.refers_to = write_route(maker.model.route);
    made.on_click = maker.on(msg::FocusOn{std::string{heading_id}});
    return made;
}

/// In a landmark of its own, so that nothing of the page stands outside of one.
Node skip_links(Maker& maker) {
    Node made = named(node(Role::navigation), "Accès rapide");
    made.id = "acces-rapide";
    add(made, skip_link(maker));
    return made;
}

Node page_header(Maker& maker) {
    Model const& model = maker.model;
    Node brand = link(model.config.title, "#/", Look::brand);
    brand.id = "marque";
    Node home = link("Mes demandes", "#/");
    home.id = "menu-demandes";
    set(home, state::current, model.route.page != Page::portal && is_list(model.route.page));
    Node portals = link("Portails", "#/portails");
    portals.id = "menu-portails";
    set(portals, state::current, model.route.page == Page::portal && model.route.step.empty());
    Node list = node(Role::list);
    add(list, with(node(Role::list_item), std::move(home)), with(node(Role::list_item), std::move(portals)));
    Node navigation = named(node(Role::navigation), "Menu principal");
    navigation.id = "menu";
    add(navigation, std::move(list));
    Node header = node(Role::header);
    header.id = "haut";
    header.layout = Layout::centered;
    add(header, with(box(Layout::line_between, Gap::m), std::move(brand), std::move(navigation)));
    if (model.route.page == Page::portal && model.later == Fetching::done) later::add_portal_menu(maker, header);
    return header;
}

Node page_footer(Maker& maker) {
    Node about = link("À propos", "#/a-propos");
    about.id = "menu-a-propos";
    set(about, state::current, maker.model.route.page == Page::about);
    // The law wants the state itself on every page.
    Node accessibility = link("Accessibilité\u00a0: " + maker.model.config.conformity, "#/accessibilite");
    accessibility.id = "menu-accessibilite";
    set(accessibility, state::current, maker.model.route.page == Page::accessibility);
    Node plain = node(Role::checkbox);
    plain.id = "affichage-simple";
    set(plain, state::checked, maker.model.plain);
    plain.on_change = maker.on(msg::PlainChosen{});
    Node plain_label = label("Affichage simplifié (sans dessin)", plain.id);
    Node footer = node(Role::footer);
    footer.id = "bas";
    footer.layout = Layout::centered;
    add(footer, with(line(Gap::m), std::move(about), std::move(accessibility),
                     with(box(Layout::control_line), std::move(plain), std::move(plain_label))));
    return footer;
}

/// Those that tell nothing of the person stay.
bool is_locked_page(Model const& model) {
    return model.protection.locked && model.route.page != Page::about && model.route.page != Page::accessibility;
}

void add_page(Maker& maker, Node& main) {
    Model const& model = maker.model;
    bool const locked = is_locked_page(model);
    if ((locked || is_later(model.route.page)) && model.later != Fetching::done) return add_waiting(maker, main);
    if (locked) return later::add_locked(maker, main);
    switch (model.route.page) {
    case Page::home: return add_home(maker, main);
    case Page::requests: return later::add_requests(maker, main);
    case Page::portal: return later::add_portal(maker, main);
    case Page::outbox: return later::add_outbox(maker, main);
    case Page::choose: return add_choose(maker, main);
    case Page::about: return later::add_about(maker, main);
    case Page::accessibility: return later::add_accessibility(maker, main);
    case Page::unknown: return add_unknown(maker, main);
#ifdef GUICHET_GALLERY
    case Page::gallery: return add_gallery(maker, main);
#endif
    case Page::resume:
    case Page::step:
    case Page::row:
    case Page::check:
    case Page::send:
    case Page::receipt: break;
    }
    if (!model.open) return add_not_open(maker, main);
    switch (model.route.page) {
    case Page::row: return add_row_page(maker, *model.open, main);
    case Page::check: return add_check(maker, *model.open, main);
    case Page::send: return later::add_send(maker, *model.open, main);
    case Page::receipt: return later::add_receipt(maker, *model.open, main);
    default: return add_step(maker, *model.open, main);
    }
}

/// A landmark of its own, so that what it offers is found however the page is read.
Node toast_node(Maker& maker, Toast const& toast) {
    Node overlay = named(node(Role::section), "Message");
    overlay.layout = Layout::overlay;
    overlay.gap = Gap::s;
    overlay.id = "messages";
    Node made = box(Layout::line_between, Gap::m, Look::toast);
    made.id = "message";
    add(made, span(toast_text(toast)));
    Node actions = line(Gap::s);
    if (!std::holds_alternative<std::monostate>(toast.undo)) {
        add(actions, button("Annuler", Look::quiet, maker.on(msg::Undo{}), "annuler"));
    }
    add(actions, named(button("Fermer", Look::quiet, maker.on(msg::DismissToast{}), "fermer-message"), "Fermer le message"));
    add(made, std::move(actions));
    add(overlay, std::move(made));
    return overlay;
}

std::string page_title(Model const& model) {
    std::string const& site = model.config.title;
    auto const of = [&](std::string const& what) { return what + " – " + site; };
    if (is_locked_page(model)) return of("Verrouillé");
    switch (model.route.page) {
    case Page::home: return of("Mes demandes");
    case Page::requests: return of(is_printing_selection(model) ? "Récapitulatifs" : "Toutes mes demandes");
    case Page::portal: return of(model.later == Fetching::done ? later::portal_title(model) : "Portails");
    case Page::outbox: return of("File d’envoi");
    case Page::choose: return of("Créer une demande");
    case Page::about: return of("À propos");
    case Page::accessibility: return of("Accessibilité");
    case Page::unknown: return of("Page introuvable");
#ifdef GUICHET_GALLERY
    case Page::gallery: return of("Galerie");
#endif
    case Page::resume:
    case Page::step:
    case Page::row:
    case Page::check:
    case Page::send:
    case Page::receipt: break;
    }
    if (!model.open) return of(std::string{not_open_title(model.open_trouble)});
    OpenDossier const& open = *model.open;
    std::string const& procedure = open.procedure->title;
    // It names the file that is printed, too.
    if (is_printing(model)) return of("Récapitulatif " + reference_of(open) + " – " + procedure);
    std::string what;
    switch (model.route.page) {
    case Page::check: what = "Vérification"; break;
    case Page::send: what = "Envoi"; break;
    case Page::receipt: what = "Reçu"; break;
    default: {
        auto const step = step_index(*open.procedure, model.route.step);
        if (step >= 0) what = open.procedure->steps[static_cast<std::size_t>(step)].title;
    }
    }
    if (model.route.page == Page::row) {
        // Not by the person's name: the browser keeps the titles of what was visited.
        if (auto const group = open.procedure->group_index(model.route.group); group >= 0) {
            auto const& rows = open.dossier.groups[static_cast<std::size_t>(group)];
            auto const row = std::ranges::find(rows, model.route.row, &Row::id) - rows.begin();
            what = open.procedure->groups[static_cast<std::size_t>(group)].item_label + " " + std::to_string(row + 1) + " – " + what;
        }
    }
    // An error in the title is what a screen reader says first.
    bool const listed = model.route.page == Page::check && is_open_to_edits(model, open) && open.verdict.blocking_count() > 0;
    if (open.refused || listed) what = "Erreur\u00a0: " + what;
    return of(what + " – " + procedure);
}

}  // namespace

Screen view(Model const& model) {
    Screen screen;
    screen.actions.reserve(256);
    screen.actions.emplace_back();
    Maker maker{model, screen.actions};
    screen.title = page_title(model);
    screen.root = node(Role::box, Look::page);
    screen.root.id = "page";
    screen.root.children.reserve(6);
    Node main = node(Role::main);
    main.id = "contenu-page";
    main.layout = Layout::centered;
    main.gap = Gap::l;
    if (model.started) add_page(maker, main);
    add(screen.root, skip_links(maker), page_header(maker), std::move(main), page_footer(maker));
    if (model.open || !model.selected.empty()) add(screen.root, paper(maker));
    // Behind a dialog all else is inert: paper would be told to nobody who has it read aloud.
    if (!is_printing(model) && !is_printing_selection(model)) add_dialog(maker, screen.root);
#ifdef GUICHET_GALLERY
    if (model.started && model.route.page == Page::gallery) add_gallery_overlay(maker, screen.root);
#endif
    // Behind an open dialog the page is inert: an undo offered there could not be reached.
    bool const modal = screen.root.children.back().role == Role::dialog;
    if (model.toast) add(modal ? screen.root.children.back() : screen.root, toast_node(maker, *model.toast));
    return screen;
}

}  // namespace guichet
