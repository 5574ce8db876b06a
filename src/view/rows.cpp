// Repeated rows: their table, and the page of one.
#include "app/places.hpp"
#include "core/text.hpp"
#include "procedure/kinds.hpp"
#include "view/fields.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

/// The seed's first column is « Prénom, Nom »: two fields of the procedure in one.
struct Column {
    std::string title;
    std::vector<std::uint32_t> fields;
};

/// More leave no room for the buttons of a row beside them: these stand under it then.
constexpr std::size_t most_beside_actions = 3;

std::vector<Column> columns_of(Procedure const& procedure, RepeatedGroup const& group) {
    std::vector<Column> columns;
    for (std::uint32_t const index : group.columns) {
        Field const& field = procedure.fields[index];
        bool const joins =
            field.path.ends_with(".nom") && !columns.empty() && procedure.fields[columns.back().fields.front()].path.ends_with(".prenom");
        if (joins) {
            columns.back().title += ", " + field.label;
            columns.back().fields.push_back(index);
        } else {
            columns.push_back({field.label, {index}});
        }
    }
    return columns;
}

std::string cell_text(OpenDossier const& open, Column const& column, std::uint32_t row) {
    std::string text;
    for (std::uint32_t const index : column.fields) {
        FieldRef const where{index, static_cast<std::int32_t>(row)};
        Field const& field = open.procedure->fields[index];
        Answer const& answer = answer_of(*open.procedure, open.dossier, where);
        if (!is_unknown(answer.value) || !answer.typed.empty()) {
            if (!text.empty()) text += ' ';
            text += is_unknown(answer.value) ? answer.typed
                    : field.sensitive        ? answer_text(open, where)
                                             : show_answer(*open.procedure, field, answer.value);
        }
    }
    return text;
}

/// Those that come from other dossiers too.
bool names_people(Procedure const& procedure, RepeatedGroup const& group) {
    return procedure.field_index(group.id + ".nom") >= 0 && procedure.field_index(group.id + ".prenom") >= 0;
}

/// In narrow pages rows become cards: the column's title stands in the cell then.
Node cell_node(Role role, std::string const& title, std::string text) {
    return with(node(role), span(title, Look::caption), span(text.empty() ? "–" : std::move(text)));
}

Node row_node(Maker& maker, OpenDossier const& open, std::int16_t group, std::vector<Column> const& columns, std::uint32_t index,
              std::uint32_t blocking) {
    RepeatedGroup const& definition_of = open.procedure->groups[static_cast<std::size_t>(group)];
    Row const& row = open.dossier.groups[static_cast<std::size_t>(group)][index];
    std::string const id = definition_of.id + "." + row.id;
    std::string const title = row_title(open, group, index);
    // « Modifier la période 2 »
    std::string const number = " " + std::to_string(index + 1);
    std::string const& step = open.procedure->steps[static_cast<std::size_t>(definition_of.step)].id;
    Node made = node(Role::row);
    made.id = id;
    made.children.reserve(columns.size() + 2);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        add(made, cell_node(i == 0 ? Role::row_header : Role::cell, columns[i].title, cell_text(open, columns[i], index)));
    }
    bool const wide = columns.size() > most_beside_actions;
    Node state = node(Role::cell);
    add(state, span("État", Look::caption),
        blocking == 0 ? span("Complet", Look::badge_success) : span(points_to_correct(blocking), Look::badge_warning));
    Node actions = line(Gap::xs);
    add(actions,
        named(link("Modifier", write_route(route_to_row(open.dossier.id, step, definition_of.id, row.id)), Look::quiet),
              (definition_of.edit_label.empty() ? "Modifier " + title : definition_of.edit_label + number)),
        named(button("Dupliquer", Look::quiet, maker.on(msg::DuplicateRow{group, row.id}), id + "-dupliquer"), "Dupliquer " + title),
        named(button("Supprimer", Look::quiet, maker.on(msg::RemoveRow{group, row.id}), id + "-supprimer"),
              definition_of.remove_label.empty() ? "Supprimer " + title : definition_of.remove_label + number));
    add(made, std::move(state), with(node(Role::cell), std::move(actions)));
    if (wide) {
        for (auto& cell : made.children) cell.columns_span = above_whole_row;
        made.children.back().columns_span = whole_row;
    }
    return made;
}

Node rows_table(Maker& maker, OpenDossier const& open, std::int16_t group) {
    RepeatedGroup const& definition_of = open.procedure->groups[static_cast<std::size_t>(group)];
    auto const columns = columns_of(*open.procedure, definition_of);
    auto const blocking = blocking_by_row(open, group);
    Node head = node(Role::row);
    for (auto const& column : columns) add(head, textual(Role::column_header, column.title));
    add(head, textual(Role::column_header, "État"), textual(Role::column_header, "Actions"));
    set(head.children.back(), state::visually_hidden, columns.size() > most_beside_actions);
    Node body = node(Role::table_body);
    body.children.reserve(blocking.size());
    for (std::uint32_t i = 0; i < blocking.size(); ++i) add(body, row_node(maker, open, group, columns, i, blocking[i]));
    Node table = node(Role::table);
    table.id = definition_of.id + "-table";
    Node caption = textual(Role::caption, definition_of.label);
    add(table, std::move(caption), with(node(Role::table_head), std::move(head)), std::move(body));
    return table;
}

}  // namespace

void add_reveal(Maker& maker, OpenDossier const& open, Field const* masked, std::string_view where, Node& parent) {
    if (masked == nullptr) return;
    std::string const what = masked->kind == Kind::nir ? " le NIR" : " les données sensibles";
    add(parent, with(line(), button((open.revealed ? "Masquer" : "Afficher") + what, Look::quiet, maker.on(msg::RevealToggled{}),
                                    "afficher-" + std::string{where})));
}

Node rows_node(Maker& maker, OpenDossier const& open, std::int16_t group) {
    RepeatedGroup const& definition_of = open.procedure->groups[static_cast<std::size_t>(group)];
    auto const& rows = open.dossier.groups[static_cast<std::size_t>(group)];
    Node whole = stack(Gap::m);
    whole.id = definition_of.id;
    if (rows.size() < definition_of.maximum) {
        // The seed's button is in capitals; the procedure names it in words.
        std::string const text = definition_of.add_label == "Ajouter" ? "AJOUTER" : definition_of.add_label;
        Node opener = button(text, Look::secondary, maker.on(msg::AddRow{group}), add_button_id(definition_of), Icon::plus);
        for (std::size_t i = 0; i < open.findings.size(); ++i) {
            bool const missing = open.places[i].group == group && open.findings[i].severity == Severity::block;
            if (!missing || !is_step_checked(open, definition_of.step)) continue;
            opener.described_by = definition_of.id + "-error";
        }
        add(whole, with(line(), std::move(opener)));
    }
    for (std::size_t i = 0; i < open.findings.size(); ++i) {
        if (open.places[i].group != group || !is_step_checked(open, definition_of.step)) continue;
        Node error = textual(Role::error, "Erreur\u00a0: " + open.findings[i].message);
        error.id = definition_of.id + "-error";
        add(whole, std::move(error));
        break;
    }
    if (rows.empty()) {
        Node empty = stack(Gap::xs, Look::zone);
        empty.id = definition_of.id + "-vide";
        for (auto const line : split(empty_text(definition_of), '\n')) {
            add(empty, paragraph(std::string{line}, empty.children.empty() ? Look::strong : Look::plain));
        }
        add(whole, std::move(empty));
    } else {
        add(whole, rows_table(maker, open, group));
    }
    return whole;
}

void add_row_page(Maker& maker, OpenDossier const& open, Node& main) {
    Route const& route = maker.model.route;
    auto const found = open.procedure->group_index(route.group);
    auto const group = static_cast<std::int16_t>(found);
    if (found < 0) return add_unknown(maker, main);
    auto const& rows = open.dossier.groups[static_cast<std::size_t>(found)];
    std::uint32_t index = 0;
    while (index < rows.size() && rows[index].id != route.row) ++index;
    if (index >= rows.size()) return add_unknown(maker, main);
    RepeatedGroup const& definition_of = open.procedure->groups[static_cast<std::size_t>(found)];
    std::string const list = write_route(route_to_step(open.dossier.id, route.step));
    bool const editable = is_open_to_edits(maker.model, open);

    Node form = node(editable ? Role::form : Role::section);
    form.layout = Layout::stack;
    form.gap = Gap::l;
    form.id = "etape";
    form.labelled_by = heading_id;
    add_banners(maker, open, form);
    Node top = stack(Gap::xs);
    top.id = "entete";
    Node back = link("Retour à la liste", list);
    back.id = "retour-liste";
    add(top, std::move(back), main_heading(row_title(open, group, index)));
    if (!editable) {
        add(form, std::move(top));
        add_row_answers(maker, open, group, index, AnswerList::plain, form);
        add(main, with(box(Layout::sidebar, Gap::l), stepper(maker, open), std::move(form)));
        return;
    }
    form.on_submit = maker.on(msg::FinishRow{group, route.row, false});
    add(top, save_line(maker, open), paragraph("Les champs marqués d’un astérisque (*) sont obligatoires.", Look::muted));
    add(form, std::move(top));
    if (names_people(*open.procedure, definition_of)) {
        add(form, with(line(), button(is_trainees(definition_of) ? "SÉLECTIONNER OU CRÉER LE STAGIAIRE" : "Reprendre une personne connue",
                                      Look::secondary, maker.on(msg::OpenPeople{group, route.row}), "connus-" + route.row, Icon::plus)));
    }
    Node columns = box(Layout::columns2, Gap::m);
    columns.id = "champs";
    columns.children.reserve(definition_of.fields.size());
    Field const* masked = nullptr;
    for (std::uint32_t const field : definition_of.fields) {
        FieldRef const where{field, static_cast<std::int32_t>(index)};
        if (!open.verdict.is_visible(where)) continue;
        if (is_masked(open.procedure->fields[field])) masked = &open.procedure->fields[field];
        add(columns, field_node(maker, open, where));
    }
    add(form, std::move(columns));
    add_reveal(maker, open, masked, "nir", form);
    Node buttons = box(Layout::line_between, Gap::m);
    buttons.id = "suite";
    if (rows.size() < definition_of.maximum) {
        add(buttons, button("Ajouter " + definition_of.item_label + " " + std::to_string(rows.size() + 1), Look::secondary,
                            maker.on(msg::FinishRow{group, route.row, true}), "ajouter-autre", Icon::plus));
    }
    add(buttons, button("Enregistrer et revenir à la liste", Look::primary, maker.on(msg::FinishRow{group, route.row, false}),
                        "enregistrer-ligne", Icon::check));
    add(form, std::move(buttons));
    add(main, with(box(Layout::sidebar, Gap::l), stepper(maker, open), std::move(form)));
}

}  // namespace guichet
