// Rules: as JSON text when the input is JSON, else grown from its bytes by a grammar, so that deep and
// ill-typed rules are common. What compiles runs to a value that is JSON, the same with type checks or
// without, and as true as JsonLogic says.
#include <array>

#include "fuzz/core_oracles.hpp"
#include "procedure/compile.hpp"
#include "procedure/evaluate.hpp"

using namespace guichet;

namespace {

/// Reads the input as choices; zeros past its end.
struct Choices {
    std::uint8_t const* data;
    std::size_t size;
    std::size_t below(std::size_t bound) {
        if (size == 0) return 0;
        --size;
        return *data++ % bound;
    }
};

constexpr std::array<char const*, 52> operators{"var",
                                                "==",
                                                "!=",
                                                "===",
                                                "!==",
                                                "<",
                                                "<=",
                                                ">",
                                                ">=",
                                                "!",
                                                "!!",
                                                "and",
                                                "or",
                                                "if",
                                                "?:",
                                                "+",
                                                "-",
                                                "*",
                                                "/",
                                                "%",
                                                "min",
                                                "max",
                                                "in",
                                                "cat",
                                                "substr",
                                                "merge",
                                                "map",
                                                "filter",
                                                "reduce",
                                                "all",
                                                "none",
                                                "some",
                                                "missing",
                                                "missing_some",
                                                "today",
                                                "age_on",
                                                "days_between",
                                                "add_days",
                                                "add_months",
                                                "add_jours_ouvrables",
                                                "year_of",
                                                "length",
                                                "count",
                                                "sum",
                                                "starts_with",
                                                "known",
                                                "nir_agrees_sex",
                                                "nir_agrees_birth",
                                                "nir_is_provisional",
                                                "distinct",
                                                "repeats_earlier_row",
                                                "nir_repeats_earlier_row"};
constexpr std::array<char const*, 14> texts{"n", "s",   "d",         "list",        "lignes", "lignes.x",   "lignes.nom",
                                            "x", "nom", "current.x", "accumulator", "",       "2026-02-29", "-3"};

Json grown(Choices& choices, int depth) {
    switch (depth <= 0 ? choices.below(4) : choices.below(8)) {
    case 0: return texts[choices.below(texts.size())];
    case 1: return static_cast<std::int64_t>(choices.below(256)) - 100;
    case 2: return Json{{"var", texts[choices.below(texts.size())]}};
    case 3: return choices.below(2) == 0 ? Json(nullptr) : Json(choices.below(2) == 0);
    case 4: {
        Json list = Json::array();
        for (std::size_t count = choices.below(4); count > 0; --count) list.push_back(grown(choices, depth - 1));
        return list;
    }
    default: {
        Json operands = Json::array();
        char const* const name = operators[choices.below(operators.size())];
        for (std::size_t count = choices.below(4); count > 0; --count) operands.push_back(grown(choices, depth - 1));
        return Json{{name, operands}};
    }
    }
}

RuleNames make_names(bool checked) {
    RuleNames names;
    names.variables["n"] = {-1, 0, type::number, nullptr};
    names.variables["s"] = {-1, 1, type::text, nullptr};
    names.variables["d"] = {-1, 2, type::date, nullptr};
    names.variables["list"] = {-1, 3, type::list, nullptr};
    names.variables["absent"] = {-1, 4, type::any, nullptr};
    names.variables["lignes.x"] = {0, 0, type::number, nullptr};
    names.variables["lignes.nom"] = {0, 1, type::text, nullptr};
    names.groups = {"lignes", "autres"};
    names.zones = {"devis"};
    names.types_checked = checked;
    return names;
}

bool has_fatal(std::vector<RuleProblem> const& problems) {
    for (RuleProblem const& found : problems) {
        if (found.fatal) return true;
    }
    return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static RuleNames const checked = make_names(true);
    static RuleNames const unchecked = make_names(false);
    static TextList const list{"a", "b", "2026-01-01"};
    Json rule;
    if (auto const parsed = parse_json(fuzz::text_of(data, size))) {
        rule = *parsed;
    } else {
        Choices choices{data, size};
        rule = grown(choices, 7);
    }
    std::array const root{Fact::of_number(12.5), Fact::of_text("Zo\xC3\xA9 12"), Fact::of_date(Date{20778}), Fact::of_texts(list), Fact{}};
    std::array const cells{Fact::of_number(1), Fact::of_text("1850578006084"), Fact{}, Fact::of_text("")};
    std::array const groups{FactRows{cells.data(), 2, 2}, FactRows{}};
    std::array<std::uint32_t, 1> const pieces{1};
    Facts const facts{root, groups, pieces, Date{20778}};
    for (std::int16_t const group : {std::int16_t{-1}, std::int16_t{0}}) {
        std::vector<RuleProblem> problems;
        auto const compiled = compile_rule(rule, unchecked, group, problems);
        for (RuleProblem const& found : problems) fuzz::promise(!found.code.empty() && !found.message.empty());
        std::vector<RuleProblem> typed_problems;
        auto const typed = compile_rule(rule, checked, group, typed_problems);
        if (has_fatal(problems)) {
            fuzz::promise(has_fatal(typed_problems));
            continue;
        }
        fuzz::promise(compiled.program.stack < 256);
        std::string const value = evaluate_json(compiled.program, facts, 1);
        auto const json = parse_json(value);
        fuzz::promise(json.has_value());
        (void)evaluate(compiled.program, facts, 1);
        bool const scalar = !json->is_structured();
        if (scalar && !json->is_null() && !json->is_number()) {
            bool const truthy = json->is_boolean() ? json->get<bool>() : !json->get_ref<std::string const&>().empty();
            fuzz::promise(holds(compiled.program, facts, 1) == truthy);
        }
        if (!has_fatal(typed_problems)) fuzz::promise(evaluate_json(typed.program, facts, 1) == value);
    }
    return 0;
}
