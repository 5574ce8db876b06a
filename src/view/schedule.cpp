// Rows that a function of the trade computes: legal minima by period, instalments. A table to be read, and a button that takes its
// rows over where they are to be filled in.
#include "dossier/schedules.hpp"

#include <algorithm>

#include "core/apart.hpp"
#include "core/text.hpp"
#include "procedure/kinds.hpp"
#include "procedure/schedule_functions.hpp"
#include "view/screens.hpp"

namespace guichet {
namespace {

bool is_number(Kind kind) { return kind == Kind::money || kind == Kind::integer || kind == Kind::hours || kind == Kind::percentage; }

/// Rooms of columns, in characters: no content of a row moves those of the others.
Width width_for(std::size_t characters) {
    return characters <= 6 ? Width::w6 : characters <= 10 ? Width::w10 : characters <= 14 ? Width::w14 : Width::w20;
}

/// Prose, in the last column: what explains a row stands under its figures.
constexpr std::size_t least_prose = 30;

Node table_of_rows(Schedule const& schedule, std::vector<std::vector<Value>> const& rows, std::string id) {
    Node head = node(Role::row);
    Node body = node(Role::table_body);
    body.children.assign(rows.size(), node(Role::row));
    auto const shown = [&](std::size_t row, std::size_t column) {
        return is_unknown(rows[row][column]) ? "–" : show_value(schedule.columns[column].kind, rows[row][column]);
    };
    std::size_t const last = schedule.columns.size() - 1;
    bool explained = false;
    for (std::size_t row = 0; row < rows.size(); ++row) explained = explained || shown(row, last).size() > least_prose;
    for (std::size_t i = 0; i <= last; ++i) {
        auto const& column = schedule.columns[i];
        bool const prose = explained && i == last;
        Node title = textual(Role::column_header, column.label, is_number(column.kind) ? Look::number : Look::plain);
        set(title, state::visually_hidden, prose);
        std::size_t longest = 0;
        for (auto const word : split(column.label, ' ')) longest = std::max(longest, count_code_points(word));
        for (std::size_t row = 0; row < rows.size(); ++row) longest = std::max(longest, count_code_points(shown(row, i)));
        title.width = width_for(longest);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            Node cell = node(i == 0 ? Role::row_header : Role::cell, title.look);
            cell.width = title.width;
            cell.columns_span = prose ? whole_row : explained ? above_whole_row : 0;
            add(cell, span(column.label, Look::caption), span(shown(row, i), prose ? Look::caption : Look::plain));
            add(body.children[row], std::move(cell));
        }
        add(head, std::move(title));
    }
    Node table = node(Role::table);
    table.id = std::move(id);
    add(table, textual(Role::caption, schedule.label), with(node(Role::table_head), std::move(head)), std::move(body));
    return table;
}

/// The fields without which there are no rows, in words: « Date de naissance, Date de début ».
std::string wanted_answers(OpenDossier const& open, Schedule const& schedule) {
    Procedure const& procedure = *open.procedure;
    auto const arguments = schedule_traits(schedule.function).arguments;
    std::vector<std::string_view> labels;
    for (auto const& argument : schedule.arguments) {
        if (!arguments[argument.name].required) continue;
        for (auto const& read : procedure.programs[static_cast<std::size_t>(argument.program)].reads) {
            if (read.group >= 0) continue;
            std::uint32_t const index = procedure.root_fields[read.slot];
            bool const known = !is_unknown(open.verdict.value(open.dossier, {index, -1}));
            std::string_view const label = procedure.fields[index].label;
            if (!known && open.verdict.is_visible({index, -1}) && !std::ranges::contains(labels, label)) labels.push_back(label);
        }
    }
    std::string text;
    for (auto const label : labels) (text += text.empty() ? "" : ", ") += label;
    return text;
}

}  // namespace

void add_schedule(Maker& maker, OpenDossier const& open, std::uint32_t index, AnswerList reading, Node& parent) {
    if (!is_schedule_visible(*open.procedure, open.dossier, open.verdict, index)) return;
    if (maker.model.later == Fetching::done) return later::add_schedule(maker, open, index, reading, parent);
    Schedule const& schedule = open.procedure->schedules[index];
    bool const failed = maker.model.later == Fetching::failed;
    Node part = stack(Gap::s);
    part.id = (reading == AnswerList::on_paper ? "papier-" : "") + schedule.id;
    add(part, paragraph(schedule.label, Look::strong),
        paragraph(failed ? std::string{later_trouble} : "Ce tableau se prépare…", Look::muted));
    if (failed && reading == AnswerList::to_fill) {
        add(part, with(line(), button("Réessayer", Look::secondary, maker.on(msg::RetryLoading{}), part.id + "-recharger")));
    }
    add(parent, std::move(part));
}

void later::add_schedule(Maker& maker, OpenDossier const& open, std::uint32_t index, AnswerList reading, Node& parent) {
    Schedule const& schedule = open.procedure->schedules[index];
    auto const rows = later::schedule_rows(*open.procedure, open.dossier, open.verdict, index);
    std::string const id = (reading == AnswerList::on_paper ? "papier-" : "") + schedule.id;
    Node part = stack(Gap::s);
    part.id = id;
    if (rows.empty()) {
        std::string const wanted = wanted_answers(open, schedule);
        add(part, paragraph(schedule.label, Look::strong),
            paragraph(wanted.empty() ? "Il n’y a rien à calculer avec vos réponses."
                                     : "Ce tableau se remplit dès que vous avez répondu à\u00a0: " + wanted + ".",
                      Look::muted));
        return add(parent, std::move(part));
    }
    add(part, table_of_rows(schedule, rows, id + "-calcul"));
    if (!schedule.explanation.empty()) add(part, paragraph(schedule.explanation, Look::muted));
    if (reading == AnswerList::to_fill && schedule.fills >= 0) {
        add(part, with(line(), button(schedule.fill_label.empty() ? "Reprendre ces lignes" : schedule.fill_label, Look::secondary,
                                      maker.on(msg::FillRows{index}), id + "-reprendre", Icon::copy)));
    }
    add(parent, std::move(part));
}

template struct Apart<&later::add_schedule>;

}  // namespace guichet
