// The calendar of a date field: its month, the day in hand, the day chosen.
#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/calendar.hpp"

namespace guichet {
namespace {

/// Asks the procedure's own rules of each day of the month, so that a day which would only be refused is not offered.
void judge_month(OpenDossier const& open, CalendarDialog& dialog) {
    CivilDate const month = civil_from_date(dialog.day);
    auto const count = static_cast<std::size_t>(days_in_month(month.year, month.month));
    dialog.objections.assign(count, {});
    auto const where = ref_of_key(*open.procedure, open.dossier, dialog.where);
    if (!where) return;
    Dossier tried = open.dossier;
    Verdict verdict = open.verdict;
    for (std::size_t i = 0; i < count; ++i) {
        (void)set_value(*open.procedure, tried, *where, Value{add_days(dialog.day, static_cast<int>(i) + 1 - month.day)});
        verdict.judge_after_edit(tried, *where);
        for (auto& finding : verdict.findings(tried)) {
            if (finding.severity != Severity::block) continue;
            FindingPlace const place = place_of_path(*open.procedure, tried, finding.path);
            if (place.field != static_cast<std::int32_t>(where->field) || place.row != where->row) continue;
            dialog.objections[i] = std::move(finding.message);
            break;
        }
    }
}

struct Step {
    std::string_view key;
    std::int8_t days;
    std::int8_t months;
};

constexpr Step steps[] = {
    {"ArrowLeft", -1, 0}, {"ArrowRight", 1, 0}, {"ArrowUp", -7, 0},       {"ArrowDown", 7, 0},
    {"PageUp", 0, -1},    {"PageDown", 0, 1},   {"Shift+PageUp", 0, -12}, {"Shift+PageDown", 0, 12},
};

Date moved(Date day, std::string_view key) {
    if (key == "Home") return add_days(day, 1 - day_of_week(day));
    if (key == "End") return add_days(day, 7 - day_of_week(day));
    for (auto const& step : steps) {
        if (step.key == key) return add_months(add_days(day, step.days), step.months);
    }
    return day;
}

}  // namespace

void later::open_calendar(Turn& turn, FieldKey where) {
    OpenDossier const* open = turn.editable();
    if (open == nullptr) return;
    auto const place = ref_of_key(*open->procedure, open->dossier, where);
    if (!place) return;
    auto const* now = std::get_if<Date>(&answer_of(*open->procedure, open->dossier, *place).value);
    turn.model.dialog_opener = calendar_button_id(control_id(*open->procedure, open->dossier, *place));
    CalendarDialog dialog{std::move(where), now != nullptr ? *now : turn.today(), {}};
    judge_month(*open, dialog);
    turn.focus(calendar_day_id(dialog.day));
    turn.model.dialog = std::move(dialog);
}

void later::move_calendar(Turn& turn, msg::CalendarMoved const& message) {
    auto* dialog = std::get_if<CalendarDialog>(&turn.model.dialog);
    if (dialog == nullptr || !turn.model.open) return;
    if (message.text == "Enter" || message.text == "Space") return later::pick_day(turn, dialog->day);
    Date const before = dialog->day;
    dialog->day = message.months != 0 ? add_months(before, message.months) : moved(before, message.text);
    if (month_in_words(before) != month_in_words(dialog->day)) judge_month(*turn.model.open, *dialog);
    // A button keeps the focus: it may be pressed again.
    if (message.months == 0) turn.focus(calendar_day_id(dialog->day));
}

void later::pick_day(Turn& turn, Date day) {
    auto* dialog = std::get_if<CalendarDialog>(&turn.model.dialog);
    // A click of a moment ago may speak of another month.
    if (dialog == nullptr || !turn.model.open || month_in_words(day) != month_in_words(dialog->day)) return;
    if (!dialog->objections[static_cast<std::size_t>(civil_from_date(day).day - 1)].empty()) {
        // In hand, it says why.
        dialog->day = day;
        return turn.focus(calendar_day_id(day));
    }
    commit(turn, {dialog->where, date_to_french(day)});
    close_dialog(turn);
}

template struct Apart<&later::open_calendar>;
template struct Apart<&later::move_calendar>;
template struct Apart<&later::pick_day>;

}  // namespace guichet
