#include "dossier/schedules.hpp"

#include <algorithm>
#include <utility>

#include "core/apart.hpp"
#include "core/echeancier.hpp"
#include "core/remuneration.hpp"
#include "procedure/kinds.hpp"
#include "procedure/schedule_functions.hpp"

namespace guichet {

namespace {

/// The arguments' values, by their place in the function's list.
struct Arguments {
    std::vector<Value> values;

    [[nodiscard]] Date date(std::size_t at) const { return optional_date(at).value_or(Date{}); }
    [[nodiscard]] std::optional<Date> optional_date(std::size_t at) const {
        if (auto const* const date = std::get_if<Date>(&values[at])) return *date;
        // A constant of the procedure is its ISO text.
        auto const* const text = std::get_if<std::string>(&values[at]);
        return text != nullptr ? date_from_iso(*text) : std::nullopt;
    }
    [[nodiscard]] std::optional<std::int64_t> optional_number(std::size_t at) const {
        auto const* const number = std::get_if<std::int64_t>(&values[at]);
        return number == nullptr ? std::nullopt : std::optional(*number);
    }
    [[nodiscard]] std::int64_t number(std::size_t at, std::int64_t otherwise = 0) const { return optional_number(at).value_or(otherwise); }
    [[nodiscard]] int whole(std::size_t at, int otherwise) const {
        constexpr std::int64_t far = 1'000'000;
        return static_cast<int>(std::clamp(number(at, otherwise), -far, far));
    }
    [[nodiscard]] std::string_view text(std::size_t at) const {
        auto const* const text = std::get_if<std::string>(&values[at]);
        return text == nullptr ? std::string_view{} : *text;
    }
    [[nodiscard]] bool yes(std::size_t at) const {
        auto const* const yes = std::get_if<bool>(&values[at]);
        return yes != nullptr && *yes;
    }
};

/// A table of the procedure as dated amounts, when it holds on the day that the contract starts: a SMIC that is not known yet
/// is not guessed, one that is known counts for the periods to come.
std::vector<DatedAmount> amounts_of(Procedure const& procedure, std::string_view id, Date start) {
    std::vector<DatedAmount> amounts;
    std::int32_t const index = procedure.table_index(id);
    if (index < 0) return amounts;
    Table const& table = procedure.tables[static_cast<std::size_t>(index)];
    if (table.by != Table::By::date || (table.until && *table.until < start)) return amounts;
    for (TableLine const& line : table.lines) {
        auto const day = date_from_iso(line.key);
        auto const* const cents = std::get_if<std::int64_t>(&line.value);
        if (day && cents != nullptr) amounts.push_back({*day, *cents});
    }
    return amounts;
}

Value text_or_nothing(std::string text) { return text.empty() ? Value{} : Value(std::move(text)); }

std::vector<Value> row_of(PayPeriod const& period) {
    using namespace pay_column;
    std::vector<Value> row(count);
    row[ordre] = order_of(period);
    row[du] = period.from;
    row[au] = period.to;
    row[taux] = std::int64_t{period.rate};
    row[base] = std::string(period.base == PayBase::smc ? "SMC" : "SMIC");
    if (period.amount) row[montant] = *period.amount;
    row[motif] = text_or_nothing(period.reason);
    return row;
}

std::vector<Value> row_of(Instalment const& line) {
    using namespace funding_column;
    std::vector<Value> row(count);
    row[numero] = std::int64_t{line.number};
    row[libelle] = text_or_nothing(line.label);
    row[ouverture] = line.opens;
    row[du] = line.from;
    row[au] = line.to;
    row[jours] = std::int64_t{line.days};
    row[montant] = line.amount;
    row[detail] = text_or_nothing(line.detail);
    return row;
}

std::vector<PayPeriod> pay_periods(Procedure const& procedure, ScheduleFunction function, Arguments const& given) {
    using namespace pay_argument;
    bool const apprentice = function == ScheduleFunction::remuneration_apprentissage;
    Date const start = given.date(debut);
    auto const amounts = amounts_of(procedure, given.yes(apprentice ? mayotte : mayotte_pro) ? "smic_mayotte" : "smic", start);
    if (!apprentice) {
        ProfessionnalisationPay pay{.birth = given.date(naissance), .start = start, .end = given.date(fin)};
        pay.bac = given.yes(bac);
        pay.smc = given.optional_number(smc_pro);
        pay.smic = amounts;
        return professionnalisation_periods(pay);
    }
    ApprentissagePay pay{.birth = given.date(naissance), .start = start, .end = given.date(fin)};
    pay.extra_points = given.whole(points, 0);
    pay.first_year = given.whole(annee, 1);
    pay.smc = given.optional_number(smc);
    pay.smic = amounts;
    auto const branch = read_pay_grid(given.text(minima));
    if (branch) pay.branch = &*branch;
    return apprentissage_periods(pay);
}

std::vector<Instalment> instalments(Arguments const& given) {
    using namespace funding_argument;
    FundingTerms terms{.conclusion = given.date(conclusion), .start = given.date(debut), .end = given.date(fin)};
    terms.npec = given.number(npec);
    terms.level = given.number(niveau);
    // A level may be the code of a list: "3" to "8".
    if (auto const* const code = std::get_if<std::string>(&given.values[niveau]); code != nullptr && code->size() == 1)
        terms.level = code->front() - '0';
    terms.hours = given.number(heures);
    terms.remote_hours = given.number(heures_distance);
    terms.rupture = given.optional_date(rupture);
    terms.other_employer = given.yes(autre_employeur);
    terms.precontract_start = given.optional_date(precontrat_debut);
    terms.divisor = given.whole(diviseur, 365);
    terms.remote_exempt = given.yes(exempt_distance);
    terms.reduced_duration = given.yes(duree_reduite);
    for (std::size_t year = 0; year < terms.rqth.size(); ++year) terms.rqth[year] = given.number(rqth + year);
    terms.first_equipment = given.number(premier_equipement);
    terms.nights = given.number(nuits);
    terms.meals = given.number(repas);
    terms.mobility = given.number(mobilite);
    terms.interim_from = given.optional_date(quarante_trente_trente_des).value_or(default_interim_from);
    return echeancier_apprentissage(terms);
}

bool holds(Value const& value) {
    if (auto const* const yes = std::get_if<bool>(&value)) return *yes;
    if (auto const* const number = std::get_if<std::int64_t>(&value)) return *number != 0;
    if (auto const* const text = std::get_if<std::string>(&value)) return !text->empty();
    if (auto const* const list = std::get_if<TextList>(&value)) return !list->empty();
    return !is_unknown(value);
}

bool is_section_shown(Procedure const& procedure, Verdict const& verdict, std::uint32_t schedule) {
    for (std::uint32_t step = 0; step < procedure.steps.size(); ++step) {
        auto const& sections = procedure.steps[step].sections;
        for (std::uint32_t section = 0; section < sections.size(); ++section) {
            for (SectionItem const& item : sections[section].items) {
                if (item.what == SectionItem::What::schedule && item.index == schedule) return verdict.is_section_visible(step, section);
            }
        }
    }
    return false;
}

template <class Line>
std::vector<std::vector<Value>> shown_rows(Schedule const& schedule, std::vector<Line> const& lines) {
    std::vector<std::vector<Value>> rows;
    rows.reserve(lines.size());
    for (Line const& line : lines) {
        std::vector<Value> const all = row_of(line);
        std::vector<Value>& row = rows.emplace_back();
        for (Schedule::Column const& column : schedule.columns) row.push_back(all[column.of]);
    }
    return rows;
}

}  // namespace

bool is_schedule_visible(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict, std::uint32_t index) {
    if (index >= procedure.schedules.size() || !is_section_shown(procedure, verdict, index)) return false;
    Condition const visible = procedure.schedules[index].visible;
    return visible == always || holds(verdict.evaluated(dossier, visible));
}

std::vector<std::vector<Value>> later::schedule_rows(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict,
                                                     std::uint32_t index) {
    if (index >= procedure.schedules.size()) return {};
    Schedule const& schedule = procedure.schedules[index];
    auto const traits = schedule_traits(schedule.function).arguments;
    Arguments given{std::vector<Value>(traits.size())};
    for (Schedule::Argument const& argument : schedule.arguments)
        given.values[argument.name] = verdict.evaluated(dossier, argument.program);
    for (std::size_t at = 0; at < traits.size(); ++at) {
        if (traits[at].required && is_unknown(given.values[at])) return {};
    }
    if (schedule.function == ScheduleFunction::echeancier_apprentissage) return shown_rows(schedule, instalments(given));
    return shown_rows(schedule, pay_periods(procedure, schedule.function, given));
}

std::vector<FollowedInstalment> later::computed_instalments(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict) {
    std::vector<FollowedInstalment> instalments;
    for (std::uint32_t index = 0; index < procedure.schedules.size(); ++index) {
        Schedule const& schedule = procedure.schedules[index];
        if (schedule.function != ScheduleFunction::echeancier_apprentissage) continue;
        if (!is_schedule_visible(procedure, dossier, verdict, index)) continue;
        for (auto const& row : schedule_rows(procedure, dossier, verdict, index)) {
            FollowedInstalment& one = instalments.emplace_back();
            one.rank = static_cast<std::uint32_t>(instalments.size());
            for (std::size_t i = 0; i < row.size(); ++i) {
                std::size_t const of = schedule.columns[i].of;
                if (auto const* text = std::get_if<std::string>(&row[i]); text != nullptr && of == funding_column::libelle)
                    one.label = *text;
                if (auto const* cents = std::get_if<std::int64_t>(&row[i]); cents != nullptr && of == funding_column::montant)
                    one.amount = *cents;
                if (auto const* day = std::get_if<Date>(&row[i]); day != nullptr && of == funding_column::ouverture)
                    one.opening = date_to_iso(*day);
            }
        }
    }
    return instalments;
}

std::vector<FollowedInstalment> later::all_instalments(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict) {
    auto instalments = computed_instalments(procedure, dossier, verdict);
    for (FollowedInstalment one : dossier.instalments) {
        auto const computed = std::ranges::find(instalments, one.rank, &FollowedInstalment::rank);
        if (computed == instalments.end()) {
            instalments.push_back(std::move(one));
            continue;
        }
        if (one.label.empty()) one.label = computed->label;
        if (!one.amount) one.amount = computed->amount;
        if (one.opening.empty()) one.opening = computed->opening;
        *computed = std::move(one);
    }
    return instalments;
}

template struct Apart<&later::schedule_rows>;
template struct Apart<&later::computed_instalments>;
template struct Apart<&later::all_instalments>;

bool fill_from_schedule(Procedure const& procedure, Dossier& dossier, std::uint32_t index, std::vector<std::vector<Value>> const& rows) {
    if (index >= procedure.schedules.size() || procedure.schedules[index].fills < 0) return false;
    Schedule const& schedule = procedure.schedules[index];
    RepeatedGroup const& group = procedure.groups[static_cast<std::size_t>(schedule.fills)];
    if (rows.size() > group.maximum) return false;
    dossier.groups[static_cast<std::size_t>(schedule.fills)].clear();
    for (std::vector<Value> const& row : rows) {
        std::optional<std::uint32_t> const added = add_row(procedure, dossier, schedule.fills);
        if (!added) return false;
        for (std::size_t at = 0; at < schedule.columns.size() && at < row.size(); ++at) {
            std::int32_t const field = procedure.field_index(group.id + "." + schedule.columns[at].name);
            if (field < 0) continue;
            // In the field's own limits, as if it were read from a file.
            Field const& target = procedure.fields[static_cast<std::size_t>(field)];
            auto value = value_from_json(procedure, target, value_to_json(target.kind, row[at]));
            if (value)
                set_value(procedure, dossier, {static_cast<std::uint32_t>(field), static_cast<std::int32_t>(*added)}, std::move(*value));
        }
    }
    return true;
}

}  // namespace guichet
