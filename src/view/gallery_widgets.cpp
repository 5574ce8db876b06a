// The gallery's composite widgets: calendar, list under a field, tabs, ring of parts, bars of what is loading.
#include "view/gallery.hpp"

namespace guichet {
namespace {

/// March 2027, which begins on a Monday: one day chosen, one today, two that cannot be.
Node month(Maker& maker) {
    Node grid = node(Role::grid);
    grid.id = "galerie-mois";
    grid.name = "mars 2027";
    Node head = node(Role::row);
    for (auto const* day : {"lu", "ma", "me", "je", "ve", "sa", "di"}) add(head, textual(Role::column_header, day));
    add(grid, std::move(head));
    for (int first = 1; first <= 31; first += 7) {
        Node week = node(Role::row);
        for (int day = first; day < first + 7; ++day) {
            Node cell = node(Role::grid_cell);
            if (day <= 31) {
                cell.text = std::to_string(day);
                cell.id = "galerie-jour-" + cell.text;
                cell.on_click = inert(maker);
                set(cell, day == 10 ? state::tab_stop : state::focusable);
                set(cell, state::selected, day == 10);
                set(cell, state::current, day == 17);
                set(cell, state::disabled, day == 1 || day == 29);
            }
            add(week, std::move(cell));
        }
        add(grid, std::move(week));
    }
    Node panel = stack(Gap::s, Look::card);
    panel.id = "galerie-calendrier";
    add(panel, std::move(grid));
    return panel;
}

Node searched(Maker& maker) {
    Node control = node(Role::combobox);
    control.id = "galerie-recherche";
    control.value = "tech";
    control.refers_to = "galerie-recherche-liste";
    control.active = "galerie-recherche-1";
    control.on_input = control.on_key = inert(maker);
    set(control, state::expanded);
    Node list = node(Role::listbox);
    list.id = control.refers_to;
    list.labelled_by = "galerie-recherche-label";
    auto const option = [&](int number, std::string before, std::string match, std::string after) {
        Node made = node(Role::listbox_option);
        made.id = "galerie-recherche-" + std::to_string(number);
        made.on_click = inert(maker);
        if (!before.empty()) add(made, span(std::move(before)));
        add(made, span(std::move(match), Look::strong), span(std::move(after)));
        return made;
    };
    add(list, option(1, "", "Tech", "nicien, agent de maîtrise"), option(2, "Contrôleur ", "tech", "nique"),
        option(3, "Direction ", "tech", "nique"));
    set(list.children.front(), state::selected);
    Node note = textual(Role::listbox_option, "… et 4 autres\u00a0: précisez");
    set(note, state::disabled);
    add(list, std::move(note));
    Node closed = node(Role::combobox);
    closed.id = "galerie-recherche-close";
    closed.value = "Services de l’automobile";
    closed.on_input = closed.on_key = inert(maker);
    closed.refers_to = "galerie-recherche-liste";
    set(closed, state::collapsed);
    Node part = stack(Gap::m);
    // Room for what hangs from the field.
    part.id = "galerie-recherches";
    add(part,
        with(stack(Gap::xs), label("Liste où l’on cherche, fermée", "galerie-recherche-close"),
             with(box(Layout::anchor), std::move(closed))),
        with(stack(Gap::xs), label("Ouverte", "galerie-recherche"), with(box(Layout::anchor), std::move(control), std::move(list))));
    return part;
}

Node tabs(Maker& maker) {
    Node list = named(node(Role::tab_list), "Onglets d’exemple");
    Node panel = node(Role::tab_panel);
    panel.id = "galerie-panneau";
    panel.labelled_by = "galerie-onglet-1";
    panel.text = "Ce que montre l’onglet choisi.";
    int number = 0;
    for (auto const* name : {"En cours", "Envoyées", "Toutes"}) {
        Node tab = textual(Role::tab, name);
        tab.id = "galerie-onglet-" + std::to_string(++number);
        tab.refers_to = panel.id;
        tab.on_click = inert(maker);
        set(tab, state::selected, number == 1);
        add(list, std::move(tab));
    }
    return with(stack(Gap::none), std::move(list), std::move(panel));
}

}  // namespace

Node gallery_widgets(Maker& maker) {
    Node part = stack(Gap::l);
    add(part, tabs(maker), month(maker), donut("Demandes", {{"Brouillons", 4}, {"Envoyées", 3}, {"Accordées", 2}, {"À compléter", 1}}),
        skeleton(3), searched(maker));
    return part;
}

}  // namespace guichet
