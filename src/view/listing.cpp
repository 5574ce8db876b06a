#include "view/listing.hpp"

namespace guichet {

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

Node listing_panel(Listing listing, Node table) {
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
