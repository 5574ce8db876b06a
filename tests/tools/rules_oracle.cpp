// Reads lines {"rule":…,"data":…} and writes for each the value of the rule as Guichet computes it, as
// JSON; "!" and the problems when the rule does not compile. tests/node/rules_oracle.test.mjs compares
// with json-logic-js.
//
// Data becomes answers: a member is an answer of the dossier, nested objects make dotted paths, a list
// of objects is a repeated group, an ISO date is a date. Rows are written {"@row":[group, index]}.
#include <algorithm>
#include <deque>
#include <iostream>
#include <string>

#include "procedure/compile.hpp"
#include "procedure/evaluate.hpp"
#include "procedure/questions.hpp"

using namespace guichet;

namespace {

struct Answers {
    RuleNames names;
    std::vector<Fact> root;
    std::vector<std::vector<Fact>> cells;
    std::vector<FactRows> groups;
    std::deque<std::string> texts;  ///< a deque: the texts do not move
    std::deque<std::vector<Fact>> lists;
};

Fact fact(Json const& json, Answers& answers) {
    if (json.is_boolean()) return Fact::of_boolean(json.get<bool>());
    if (json.is_number()) return Fact::of_number(json.get<double>());
    if (json.is_string()) {
        std::string const& text = answers.texts.emplace_back(json.get<std::string>());
        auto const date = date_from_iso(text);
        return date ? Fact::of_date(*date) : Fact::of_text(text);
    }
    if (json.is_array()) {
        std::vector<Fact> items;
        items.reserve(json.size() + 1);  // two empty lists stand at two places: they are two objects
        for (Json const& item : json) items.push_back(fact(item, answers));
        std::vector<Fact> const& kept = answers.lists.emplace_back(std::move(items));
        return Fact::of_array(kept.data(), kept.size());
    }
    return Fact::of_null();
}

void add_group(std::string const& path, Json const& rows, Answers& answers) {
    auto const group = static_cast<std::int16_t>(answers.names.groups.size());
    answers.names.groups.push_back(path);
    std::vector<std::string> members;
    for (Json const& row : rows) {
        for (auto const& entry : row.items()) {
            auto const slot = static_cast<std::uint16_t>(members.size());
            auto const [place, fresh] =
                answers.names.variables.try_emplace(path + "." + entry.key(), Variable{group, slot, type::any, nullptr});
            if (fresh) members.push_back(entry.key());
        }
    }
    std::vector<Fact>& cells = answers.cells.emplace_back();
    for (Json const& row : rows) {
        for (std::string const& name : members) {
            Json const* const cell = member(row, name);
            cells.push_back(cell == nullptr ? Fact{} : fact(*cell, answers));
        }
    }
    answers.groups.push_back({nullptr, static_cast<std::uint32_t>(rows.size()), static_cast<std::uint32_t>(members.size())});
}

void add(std::string const& path, Json const& json, Answers& answers) {
    if (json.is_object()) {
        for (auto const& entry : json.items()) add(path.empty() ? entry.key() : path + "." + entry.key(), entry.value(), answers);
        return;
    }
    if (json.is_array() && !json.empty() && json[0].is_object()) return add_group(path, json, answers);
    answers.names.variables[path] = Variable{-1, static_cast<std::uint16_t>(answers.root.size()), type::any, nullptr};
    answers.root.push_back(fact(json, answers));
}

/// A name that the data lacks is an unknown answer: only the procedure's own names are checked.
void add_absent(Json const& rule, Answers& answers) {
    if (rule.is_object()) {
        if (Json const* const name = member(rule, "var"); name != nullptr && rule.size() == 1) {
            Json const& path = name->is_array() && !name->empty() ? (*name)[0] : *name;
            if (path.is_string() && !answers.names.variables.contains(path.get<std::string>())) {
                auto const text = path.get<std::string>();
                bool const is_group =
                    std::find(answers.names.groups.begin(), answers.names.groups.end(), text) != answers.names.groups.end();
                if (!is_group && text.starts_with("absent")) {
                    answers.names.variables[text] = Variable{-1, static_cast<std::uint16_t>(answers.root.size()), type::any, nullptr};
                    answers.root.push_back(Fact{});
                }
            }
        }
    }
    if (rule.is_structured()) {
        for (Json const& part : rule) add_absent(part, answers);
    }
}

std::string answer(Json const& line) {
    Json const* const rule = member(line, "rule");
    Json const* const data = member(line, "data");
    if (rule == nullptr || data == nullptr) return "! rule, data";
    Answers answers;
    answers.names.types_checked = false;
    add("", *data, answers);
    add_absent(*rule, answers);
    for (std::size_t group = 0; group < answers.groups.size(); ++group) answers.groups[group].cells = answers.cells[group].data();
    std::vector<RuleProblem> problems;
    auto const compiled = compile_rule(*rule, answers.names, -1, problems);
    if (!problems.empty()) return "! " + problems[0].where + " " + problems[0].message;
    Facts const facts{answers.root, answers.groups, {}, Date{20000}};
    // The same rule, read into questions, must come to the same truth.
    Questions questions;
    std::uint32_t const first = questions.add(compiled.program, answers.root.size(), 0);
    if (Asker(questions, facts).holds(first) != holds(compiled.program, facts)) return "! the questions disagree";
    return evaluate_json(compiled.program, facts);
}

}  // namespace

int main() {
    std::ios::sync_with_stdio(false);
    std::string line;
    while (std::getline(std::cin, line)) {
        auto const json = parse_json(line);
        std::cout << (json ? answer(*json) : "! JSON") << '\n';
    }
    return 0;
}
