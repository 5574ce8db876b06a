#include "dossier/shapes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/calendar.hpp"
#include "core/identifiers.hpp"
#include "procedure/compile.hpp"
#include "procedure/evaluate.hpp"

namespace guichet {

namespace {

constexpr std::array<std::string_view, 3> conversions{"iso_datetime", "nir_15", "euros"};
constexpr int deepest = 64;

/// The answers in force as facts, all of them: the verdict keeps only those that the procedure's own programs read.
class Answers {
public:
    Answers(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict) {
        for (std::uint32_t const field : procedure.root_fields) root_.push_back(fact_of(verdict.value(dossier, {field, -1})));
        cells_.resize(procedure.groups.size());
        for (std::size_t at = 0; at < procedure.groups.size(); ++at) {
            auto const& fields = procedure.groups[at].fields;
            bool const visible = verdict.is_group_visible(static_cast<std::int16_t>(at)) && at < dossier.groups.size();
            auto const rows = visible ? static_cast<std::uint32_t>(dossier.groups[at].size()) : 0U;
            for (std::uint32_t row = 0; row < rows; ++row) {
                for (std::uint32_t const field : fields)
                    cells_[at].push_back(fact_of(verdict.value(dossier, {field, static_cast<std::int32_t>(row)})));
            }
            rows_.push_back({cells_[at].data(), rows, static_cast<std::uint32_t>(fields.size())});
        }
        for (std::uint32_t at = 0; at < procedure.attachments.size(); ++at) {
            auto const in_zone = [&](Attachment const& piece) { return piece.zone == procedure.attachments[at].id; };
            pieces_.push_back(verdict.is_zone_visible(at) ? static_cast<std::uint32_t>(std::ranges::count_if(dossier.attachments, in_zone))
                                                          : 0U);
        }
    }
    [[nodiscard]] Facts facts(Procedure const& procedure, Date today) const { return {root_, rows_, pieces_, today, procedure.tables}; }

private:
    std::vector<Fact> root_;
    std::vector<std::vector<Fact>> cells_;
    std::vector<FactRows> rows_;
    std::vector<std::uint32_t> pieces_;
};

Json converted(std::string_view conversion, Json value) {
    auto const* const text = value.get_ptr<Json::string_t const*>();
    if (conversion == "euros") {
        if (!value.is_number_integer()) return value;
        auto const cents = value.get<std::int64_t>();
        return cents % 100 == 0 ? Json(cents / 100) : Json(static_cast<double>(cents) / 100.0);
    }
    if (text == nullptr) return nullptr;
    if (conversion == "iso_datetime") {
        auto const date = date_from_iso(*text);
        return date ? Json(paris_midnight(*date)) : Json(nullptr);
    }
    constexpr std::size_t without_key = 13;
    if (text->size() != without_key) return value;
    auto const key = nir_key(*text);
    return key ? Json(*text + (*key < 10 ? "0" : "") + std::to_string(*key)) : Json(nullptr);
}

/// Walks a template. Without facts it only compiles its rules, to tell their problems.
class Template {
public:
    Template(Procedure const& procedure, Facts const* facts) : procedure_(procedure), names_(names_of(procedure)), facts_(facts) {}

    std::vector<LintProblem> problems;

    /// Null for what is unknown.
    Json render(Json const& node, std::string const& where, std::int16_t group, std::uint32_t row, int depth) {
        if (depth > deepest) return refuse(where, "trop-imbriquee", "Le modèle est imbriqué sur plus de 64 niveaux.");
        if (node.is_array()) {
            Json list = Json::array();
            for (std::size_t at = 0; at < node.size(); ++at) {
                Json item = render(node[at], pointer_to(where, at), group, row, depth + 1);
                if (!item.is_null()) list.push_back(std::move(item));
            }
            return list;
        }
        if (!node.is_object()) return node;
        if (node.contains("each") || node.contains("when")) return render_special(node, where, group, row, depth);
        if (node.size() == 1) {
            std::string const name = node.begin().key();
            Json const& operand = node.begin().value();
            if (std::ranges::contains(conversions, std::string_view(name)))
                return converted(name, evaluated(operand, pointer_to(where, name), group, row));
            if (is_operator(name)) return evaluated(node, where, group, row);
        }
        Json object = Json::object();
        for (auto const& [name, value] : node.items()) {
            if (name == "//") continue;
            Json member = render(value, pointer_to(where, name), group, row, depth + 1);
            if (!member.is_null()) object[name] = std::move(member);
        }
        return object.empty() ? Json(nullptr) : object;
    }

private:
    Json refuse(std::string const& where, std::string_view code, std::string message) {
        problems.push_back({where, std::string(code), std::move(message), true});
        return nullptr;
    }

    /// {"each": "group", "do": …}: a list of the rows; {"when": rule, "do": …}: only when it holds.
    Json render_special(Json const& node, std::string const& where, std::int16_t group, std::uint32_t row, int depth) {
        Json const* const body = member(node, "do");
        if (body == nullptr || node.size() != 2)
            return refuse(where, "forme", "« each » et « when » vont chacun avec « do », et rien d’autre.");
        std::string const inner = pointer_to(where, "do");
        if (Json const* const condition = member(node, "when")) {
            Json const holds = evaluated({{"!!", Json::array({*condition})}}, pointer_to(where, "when"), group, row);
            bool const shows = facts_ == nullptr || (holds.is_boolean() && holds.get<bool>());
            return shows ? render(*body, inner, group, row, depth + 1) : Json(nullptr);
        }
        auto const name = text_member(node, "each");
        std::int32_t const of = name ? procedure_.group_index(*name) : -1;
        if (of < 0) return refuse(pointer_to(where, "each"), "groupe-inconnu", "« each » est le nom d’un groupe répété de la démarche.");
        Json list = Json::array();
        std::uint32_t const rows = facts_ == nullptr ? 1 : facts_->groups[static_cast<std::size_t>(of)].rows;
        for (std::uint32_t each = 0; each < rows; ++each) {
            Json item = render(*body, inner, static_cast<std::int16_t>(of), each, depth + 1);
            if (!item.is_null()) list.push_back(std::move(item));
        }
        return list;
    }

    Json evaluated(Json const& rule, std::string const& where, std::int16_t group, std::uint32_t row) {
        std::vector<RuleProblem> found;
        CompiledRule const compiled = compile_rule(rule, names_, group, found);
        bool fatal = false;
        for (RuleProblem& each : found) {
            fatal = fatal || each.fatal;
            problems.push_back({where + each.where, std::move(each.code), std::move(each.message), each.fatal});
        }
        if (fatal || facts_ == nullptr) return nullptr;
        auto value = parse_json(evaluate_json(compiled.program, *facts_, row));
        return value ? std::move(*value) : Json(nullptr);
    }

    Procedure const& procedure_;
    RuleNames names_;
    Facts const* facts_;
};

/// The last Sunday of a month.
Date last_sunday(int year, int month) {
    Date const last = date_from_civil(year, month, days_in_month(year, month)).value_or(Date{});
    return add_days(last, -(day_of_week(last) % 7));
}

/// Whether midnight of that day is in summer time: the change is at night, after midnight, in both directions.
bool is_summer(Date date) {
    int const year = civil_from_date(date).year;
    if (year < 1976) return false;
    // 1976 to 1980 had days of their own.
    static constexpr std::array<std::array<int, 4>, 5> first_years{
        {{3, 28, 9, 26}, {4, 3, 9, 25}, {4, 2, 10, 1}, {4, 1, 9, 30}, {4, 6, 9, 28}}};
    if (year <= 1980) {
        auto const& days = first_years[static_cast<std::size_t>(year - 1976)];
        return date > date_from_civil(year, days[0], days[1]) && date <= date_from_civil(year, days[2], days[3]);
    }
    return date > last_sunday(year, 3) && date <= last_sunday(year, year < 1996 ? 9 : 10);
}

}  // namespace

std::string paris_midnight(Date date) { return date_to_iso(date) + "T00:00:00" + (is_summer(date) ? "+02:00" : "+01:00"); }

std::vector<LintProblem> check_shapes(Procedure const& procedure) {
    std::vector<LintProblem> problems;
    for (Shape const& shape : procedure.shapes) {
        auto const body = parse_json(shape.body);
        if (!body) continue;  // it was written from JSON
        Template form(procedure, nullptr);
        (void)form.render(*body, pointer_to("/shapes", shape.id) + "/body", -1, 0, 0);
        for (LintProblem& problem : form.problems) problems.push_back(std::move(problem));
    }
    return problems;
}

Result<Json> shaped(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict, std::string_view name, Date today) {
    auto const shape = std::ranges::find(procedure.shapes, name, &Shape::id);
    if (shape == procedure.shapes.end()) {
        std::string known;
        for (Shape const& each : procedure.shapes) known += (known.empty() ? " : " : ", ") + each.id;
        return std::unexpected(Trouble{"forme-inconnue", "« " + std::string(name) + " » n’est pas une forme de cette démarche" +
                                                             (known.empty() ? ", qui n’en a pas." : known + ".")});
    }
    auto const body = parse_json(shape->body);
    if (!body) return std::unexpected(body.error());
    Answers const answers(procedure, dossier, verdict);
    Facts const facts = answers.facts(procedure, today);
    Template form(procedure, &facts);
    Json made = form.render(*body, "", -1, 0, 0);
    auto const fault = std::ranges::find_if(form.problems, &LintProblem::fatal);
    if (fault != form.problems.end()) return std::unexpected(Trouble{fault->code, fault->where + " : " + fault->message});
    return made.is_null() ? Json::object() : made;
}

}  // namespace guichet
