// What the suites of procedures share: files, a sheet of answers by path, and rules written inline.
#pragma once

#include <doctest/doctest.h>

#include <deque>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "procedure/compile.hpp"
#include "procedure/evaluate.hpp"
#include "procedure/kinds.hpp"
#include "procedure/load.hpp"
#include "support/parts.hpp"

namespace guichet::test {

inline std::string file_text(std::string const& path) {
    std::ifstream const file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline Json json(std::string_view text) {
    auto const parsed = parse_json(text);
    REQUIRE_MESSAGE(parsed.has_value(), text);
    return *parsed;
}

inline Date day(std::string_view iso) {
    auto const date = date_from_iso(iso);
    REQUIRE(date.has_value());
    return *date;
}

inline std::shared_ptr<Procedure const> loaded(std::string const& path) {
    auto const result = load_with_parts(file_text(path), parts_in("assets/procedures"));
    for (auto const& found : result.problems) MESSAGE(found.where << " " << found.code << " " << found.message);
    REQUIRE(result.procedure != nullptr);
    return result.procedure;
}

inline std::shared_ptr<Procedure const> action_formation() {
    static auto const procedure = loaded("assets/procedures/opco-mobilites/action-formation.json");
    return procedure;
}

inline std::shared_ptr<Procedure const> essai() {
    static auto const procedure = loaded("tests/procedures/essai.json");
    return procedure;
}

/// Answers of a procedure, by path, without a dossier: what a program sees.
class Sheet {
public:
    explicit Sheet(Procedure const& procedure)
        : procedure_(procedure),
          root_(procedure.root_slots),
          rows_(procedure.groups.size()),
          pieces_(procedure.attachments.size(), 0) {}

    /// The answer as it is typed, which must be readable.
    Sheet& type(std::string_view path, std::string_view typed, std::size_t row = 0) {
        Field const* const field = procedure_.find_field(path);
        REQUIRE_MESSAGE(field != nullptr, path);
        auto const read = read_answer(procedure_, *field, typed, today);
        REQUIRE_MESSAGE(read.value.has_value(), path << ": " << typed << " " << read.problem);
        return set(path, *read.value, row);
    }
    Sheet& set(std::string_view path, Value value, std::size_t row = 0) {
        Field const* const field = procedure_.find_field(path);
        REQUIRE_MESSAGE(field != nullptr, path);
        if (field->group < 0) {
            root_[field->slot] = std::move(value);
            return *this;
        }
        auto const group = static_cast<std::size_t>(field->group);
        auto& rows = rows_[group];
        while (rows.size() <= row) rows.emplace_back(procedure_.groups[group].fields.size());
        rows[row][field->slot] = std::move(value);
        return *this;
    }
    Sheet& piece(std::string_view zone, std::uint32_t count = 1) {
        pieces_[static_cast<std::size_t>(procedure_.attachment_index(zone))] = count;
        return *this;
    }
    Facts facts() {
        cells_.clear();
        tables_.clear();
        root_facts_.clear();
        for (Value const& value : root_) root_facts_.push_back(fact_of(value));
        for (std::size_t group = 0; group < rows_.size(); ++group) {
            auto& cells = cells_.emplace_back();
            for (auto const& row : rows_[group]) {
                for (Value const& value : row) cells.push_back(fact_of(value));
            }
            auto const stride = static_cast<std::uint32_t>(procedure_.groups[group].fields.size());
            tables_.push_back({cells.data(), static_cast<std::uint32_t>(rows_[group].size()), stride});
        }
        return {root_facts_, tables_, pieces_, today, procedure_.tables};
    }
    Value run(Condition program, std::uint32_t row = 0) {
        return evaluate(procedure_.programs[static_cast<std::size_t>(program)], facts(), row);
    }
    bool passes(Condition program, std::uint32_t row = 0) {
        return holds(procedure_.programs[static_cast<std::size_t>(program)], facts(), row);
    }
    /// The rule's outcome for that row: 1 kept, 0 broken, -1 not judged (an answer that it reads is unknown).
    int rule(std::string_view id, std::uint32_t row = 0) {
        for (Rule const& rule : procedure_.rules) {
            if (rule.id != id) continue;
            Program const& program = procedure_.programs[static_cast<std::size_t>(rule.check)];
            Facts const now = facts();
            for (SlotRead const& read : program.reads) {
                if (read.all_rows || rule.judges_unknown) continue;
                Fact const fact = read.group < 0 ? now.root[read.slot]
                                                 : now.groups[static_cast<std::size_t>(read.group)]
                                                       .cells[row * now.groups[static_cast<std::size_t>(read.group)].stride + read.slot];
                if (fact.type == Fact::Type::unknown) return -1;
            }
            return holds(program, now, row) ? 1 : 0;
        }
        FAIL("no rule " << id);
        return -2;
    }

    Date today{20778};  // 2026-11-21

private:
    Procedure const& procedure_;
    std::vector<Value> root_;
    std::vector<std::vector<std::vector<Value>>> rows_;
    std::vector<std::uint32_t> pieces_;
    std::vector<Fact> root_facts_;
    std::deque<std::vector<Fact>> cells_;
    std::vector<FactRows> tables_;
};

/// Names for rules written in tests: n, n2 (numbers), s (text), d (date), b (yes/no), list (several choices), and a group
/// "lignes" with x (number), nom (text), jour (date).
struct Bench {
    RuleNames names;
    std::vector<Fact> root{6};
    std::vector<Fact> cells;
    TextList list{"a", "b"};
    std::uint32_t row_count = 0;
    std::vector<std::uint32_t> pieces{2, 0};
    std::deque<std::string> texts;
    Date today{20778};
    std::int16_t row_group = -1;
    /// Tables: smic (by day, to 31/12/2026), noms (by code), niveaux (by prefix).
    std::vector<Table> dated{
        {"smic",
         "",
         "1",
         Table::By::date,
         Date{20818},
         {{"2026-01-01", std::int64_t{182303}, day("2026-01-01")}, {"2026-06-01", std::int64_t{186702}, day("2026-06-01")}},
         {}},
        {"noms", "", "1", Table::By::code, {}, {{"a", std::string("Un")}, {"b", std::string("Deux")}}, {}},
        {"niveaux", "", "1", Table::By::prefix, {}, {{"1", std::int64_t{1}}, {"400", std::int64_t{4}}, {"4002", std::int64_t{5}}}, {}}};

    Bench() {
        names.tables = dated;
        names.variables["n"] = {-1, 0, guichet::type::number, nullptr};
        names.variables["n2"] = {-1, 1, guichet::type::number, nullptr};
        names.variables["s"] = {-1, 2, guichet::type::text, nullptr};
        names.variables["d"] = {-1, 3, guichet::type::date, nullptr};
        names.variables["b"] = {-1, 4, guichet::type::boolean, nullptr};
        names.variables["list"] = {-1, 5, guichet::type::list, nullptr};
        names.variables["lignes.x"] = {0, 0, guichet::type::number, nullptr};
        names.variables["lignes.nom"] = {0, 1, guichet::type::text, nullptr};
        names.variables["lignes.jour"] = {0, 2, guichet::type::date, nullptr};
        names.groups = {"lignes"};
        names.zones = {"devis", "autres"};
        root[0] = Fact::of_number(5);
        root[1] = Fact{};
        root[2] = Fact::of_text("abc");
        root[3] = Fact::of_date(Date{20778});
        root[4] = Fact::of_boolean(true);
        root[5] = Fact::of_texts(list);
    }
    Bench(Bench const&) = delete;
    Bench& operator=(Bench const&) = delete;
    void row(Fact x, Fact nom, Fact jour) {
        cells.insert(cells.end(), {x, nom, jour});
        ++row_count;
    }
    Facts facts() {
        table = {cells.data(), row_count, 3};
        return {root, {&table, 1}, pieces, today, dated};
    }
    /// The value as JSON, or "! code code" when the rule does not compile.
    std::string run(std::string_view rule, std::uint32_t row_index = 0) {
        std::vector<RuleProblem> problems;
        auto const compiled = compile_rule(json(rule), names, row_group, problems);
        std::string codes;
        for (auto const& found : problems) codes += " " + found.code;
        return problems.empty() ? evaluate_json(compiled.program, facts(), row_index) : "!" + codes;
    }

private:
    FactRows table;
};

}  // namespace guichet::test
