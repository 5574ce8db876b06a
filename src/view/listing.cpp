#include "view/listing.hpp"

#include <algorithm>

#include "app/selection.hpp"
#include "core/text.hpp"

namespace guichet {

using msg::SelectionAsk;

Node labelled(std::string words, Node control, std::string hint) {
    Node part = stack(Gap::xs);
    part.id = control.id + "-champ";
    add(part, label(std::move(words), control.id));
    if (!hint.empty()) {
        Node said = textual(Role::hint, std::move(hint));
        said.id = control.id + "-aide";
        control.described_by = said.id;
        add(part, std::move(said));
    }
    add(part, std::move(control));
    return part;
}

Node select_of(std::string id, ActionIndex on_change, std::string_view chosen,
               std::vector<std::pair<std::string, std::string>> const& options) {
    Node control = node(Role::select);
    control.id = std::move(id);
    control.on_change = on_change;
    control.value = chosen;
    for (auto const& [value, words] : options) {
        Node option = textual(Role::option, words);
        option.value = value;
        set(option, state::selected, value == chosen);
        add(control, std::move(option));
    }
    return control;
}

Node filter_field(std::string words, std::string id, std::string const& value, ActionIndex on_input, std::string hint) {
    Node control = text_field(std::move(id), value, on_input);
    control.width = Width::w30;
    control.input_mode = "search";
    return labelled(std::move(words), std::move(control), std::move(hint));
}

Node group_tabs(std::string name, std::vector<GroupTab> const& tabs, std::size_t current) {
    Node list = named(node(Role::tab_list), std::move(name));
    list.id = "groupes";
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        Node tab = textual(Role::tab, tabs[i].label + " (" + std::to_string(tabs[i].count) + ")");
        tab.id = "groupe-" + std::to_string(i);
        tab.refers_to = "groupe-panneau";
        tab.on_click = tabs[i].on_click;
        set(tab, state::selected, i == current);
        add(list, std::move(tab));
    }
    return list;
}

Node selection_title() {
    Node made = node(Role::column_header);
    made.width = selection_width;
    Node said = span("Sélection");
    set(said, state::visually_hidden);
    add(made, std::move(said));
    return made;
}

Node selection_cell(Maker& maker, Draft const& draft, std::string_view title) {
    if (draft.state != DraftState::readable) return captioned_cell(Role::cell, "Sélectionner", selection_width, span("–"));
    Node control = node(Role::checkbox);
    control.id = "choisir-" + draft.id;
    control.name = "Sélectionner " + std::string{title};
    set(control, state::checked, maker.model.selected.contains(draft.id));
    control.on_change = maker.on(msg::SelectionAct{SelectionAsk::toggle, draft.id, {}});
    return captioned_cell(Role::cell, "Sélectionner", selection_width, std::move(control));
}

Node selection_bar(Maker& maker, std::vector<Draft const*> const& listed) {
    Model const& model = maker.model;
    auto const chosen = picked(model);
    auto const here = static_cast<std::size_t>(std::ranges::count_if(
        listed, [&](Draft const* draft) { return draft->state == DraftState::readable && model.selected.contains(draft->id); }));
    auto const act = [&](SelectionAsk what) { return maker.on(msg::SelectionAct{what, {}, {}}); };
    Node bar = chosen.empty() ? stack(Gap::s) : stack(Gap::s, Look::panel);
    bar.id = "selection";
    Node actions = line(Gap::s);
    if (!chosen.empty()) {
        std::string text = counted(static_cast<std::int64_t>(chosen.size()), "demande sélectionnée", "demandes sélectionnées");
        if (here < chosen.size()) text += ", dont " + std::to_string(chosen.size() - here) + " hors de cette liste";
        Node status = textual(Role::status, std::move(text), Look::strong);
        status.id = "selection-etat";
        add(bar, std::move(status));
        if (chosen.size() <= most_printed) {
            add(actions, button("Imprimer les récapitulatifs", Look::secondary, act(SelectionAsk::print), "selection-imprimer"));
        }
        add(actions,
            button("Exporter en un fichier", Look::secondary, act(SelectionAsk::carry_away), "selection-exporter", Icon::download));
        if (auto const goes = picked_to_delete(model); !goes.empty()) {
            auto const count = static_cast<std::int64_t>(goes.size());
            bool const drafts = std::ranges::all_of(goes, &Draft::editable);
            add(actions, button("Supprimer " + (drafts ? counted(count, "brouillon", "brouillons") : counted(count, "demande", "demandes")),
                                Look::secondary, act(SelectionAsk::remove), "selection-supprimer", Icon::trash));
        }
    }
    if (here < listed.size()) {
        add(actions,
            button("Tout sélectionner (" + std::to_string(listed.size()) + ")", Look::quiet, act(SelectionAsk::all), "selection-tout"));
    }
    if (!chosen.empty()) add(actions, button("Ne rien sélectionner", Look::quiet, act(SelectionAsk::none), "selection-rien"));
    add(bar, std::move(actions));
    if (chosen.size() > most_printed) {
        add(bar, paragraph("Au-delà de " + std::to_string(most_printed) + " demandes, les récapitulatifs s’impriment en plusieurs fois.",
                           Look::muted));
    }
    return bar;
}

Node listing_panel(Listing listing, Node bar, Node table) {
    Node panel = node(Role::tab_panel);
    panel.id = "groupe-panneau";
    panel.layout = Layout::stack;
    panel.gap = Gap::m;
    panel.labelled_by = "groupe-" + std::to_string(listing.group);
    Node status = textual(Role::status, std::move(listing.summary));
    status.id = "resultat";
    Node above = box(Layout::line_between, Gap::m);
    add(above, std::move(status));
    if (listing.found > 0) {
        add(above, button("Exporter la liste (CSV)", Look::secondary, listing.carry_away, "exporter-liste", Icon::download));
    }
    add(panel, std::move(above));
    if (!bar.children.empty()) add(panel, std::move(bar));
    if (listing.found > 0) add(panel, std::move(table));
    if (listing.shown < listing.found) {
        add(panel, with(line(), button("Afficher les suivantes (" + std::to_string(listing.found - listing.shown) + ")", Look::secondary,
                                       listing.more, "suivantes")));
    }
    return panel;
}

Node column_title(std::string text, Width width) {
    Node made = textual(Role::column_header, std::move(text));
    made.width = width;
    return made;
}

Node captioned_cell(Role role, std::string_view caption, Width width, Node content) {
    Node made = node(role);
    made.width = width;
    add(made, span(std::string{caption}, Look::caption), std::move(content));
    return made;
}

Node listing_table(std::string_view id, std::string caption, Node head, Node body) {
    Node table = node(Role::table);
    table.id = id;
    Node said = textual(Role::caption, std::move(caption));
    set(said, state::visually_hidden);
    add(table, std::move(said), with(node(Role::table_head), std::move(head)), std::move(body));
    return table;
}

}  // namespace guichet
