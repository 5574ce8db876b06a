// The calendar of a date field: a month of days, for those who would rather point at one than type it.
#include "core/calendar.hpp"
#include "app/places.hpp"
#include "core/apart.hpp"
#include "view/screens.hpp"

namespace guichet {
namespace {

Node move_button(Maker& maker, std::int32_t months, std::string name, std::string_view id, Icon which, std::string text) {
    Node made = node(Role::button, Look::quiet);
    made.id = id;
    made.name = std::move(name);
    made.width = Width::w2;
    made.on_click = maker.on(msg::CalendarMoved{months, {}});
    if (which == Icon::none)
        made.text = std::move(text);
    else
        add(made, icon(which));
    return made;
}

Node day_cell(Maker& maker, CalendarDialog const& dialog, Date day, bool chosen) {
    auto const number = civil_from_date(day).day;
    std::string const& objection = dialog.objections[static_cast<std::size_t>(number - 1)];
    Node cell = textual(Role::grid_cell, number == 1 ? "1er" : std::to_string(number));
    cell.id = calendar_day_id(day);
    cell.name = date_in_words(day);
    if (!objection.empty()) cell.name += ", indisponible\u00a0: " + objection;
    set(cell, state::selected, chosen);
    set(cell, state::current, day == today_of(maker.model.now));
    set(cell, state::disabled, !objection.empty());
    set(cell, day == dialog.day ? state::tab_stop : state::focusable);
    cell.on_click = maker.on(msg::DayPicked{day.days});
    return cell;
}

Node month_grid(Maker& maker, CalendarDialog const& dialog, Date const* chosen) {
    Node grid = node(Role::grid);
    grid.id = "calendrier-jours";
    grid.labelled_by = "calendrier-mois";
    grid.capture_keys = "ArrowLeft ArrowRight ArrowUp ArrowDown Home End PageUp PageDown Shift+PageUp Shift+PageDown Enter Space";
    grid.on_key = maker.on(msg::CalendarMoved{});
    Node head = node(Role::row);
    for (int weekday = 1; weekday <= 7; ++weekday) {
        std::string const name{day_name(weekday)};
        add(head, named(textual(Role::column_header, name.substr(0, 2)), name));
    }
    add(grid, std::move(head));
    Date const first = add_days(dialog.day, 1 - civil_from_date(dialog.day).day);
    Node week = node(Role::row);
    for (int before = 1; before < day_of_week(first); ++before) add(week, node(Role::grid_cell));
    for (std::size_t i = 0; i < dialog.objections.size(); ++i) {
        Date const day = add_days(first, static_cast<int>(i));
        add(week, day_cell(maker, dialog, day, chosen != nullptr && *chosen == day));
        if (week.children.size() == 7) {
            add(grid, std::move(week));
            week = node(Role::row);
        }
    }
    while (!week.children.empty() && week.children.size() < 7) add(week, node(Role::grid_cell));
    if (!week.children.empty()) add(grid, std::move(week));
    return grid;
}

}  // namespace

Node later::calendar_dialog(Maker& maker, CalendarDialog const& dialog) {
    OpenDossier const& open = *maker.model.open;
    Field const& field = open.procedure->fields[dialog.where.field];
    auto const where = ref_of_key(*open.procedure, open.dossier, dialog.where);
    Date const* const chosen = where ? std::get_if<Date>(&answer_of(*open.procedure, open.dossier, *where).value) : nullptr;

    Node frame = dialog_frame(maker, "Choisir une date\u00a0: " + field.label, Look::calendar);
    frame.gap = Gap::s;
    Node month = textual(Role::status, month_in_words(dialog.day), Look::strong);
    month.id = "calendrier-mois";
    Node line = box(Layout::line_between);
    add(line, move_button(maker, -12, "Année précédente", "annee-precedente", Icon::none, "«"),
        move_button(maker, -1, "Mois précédent", "mois-precedent", Icon::arrow_left, {}), std::move(month),
        move_button(maker, 1, "Mois suivant", "mois-suivant", Icon::arrow_right, {}),
        move_button(maker, 12, "Année suivante", "annee-suivante", Icon::none, "»"));
    add(frame, std::move(line), month_grid(maker, dialog, chosen));
    std::string const& objection = dialog.objections[static_cast<std::size_t>(civil_from_date(dialog.day).day - 1)];
    // The day in hand says it to assistive technology already.
    if (!objection.empty()) add(frame, textual(Role::hint, objection, Look::warning));
    add(frame, with(box(Layout::line_end), close_button(maker, "Fermer")));
    return frame;
}

template struct Apart<&later::calendar_dialog>;

}  // namespace guichet
