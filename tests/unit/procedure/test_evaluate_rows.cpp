// A rule for each row, asked of all rows at once or as questions, is the rule asked of each.
#include <random>

#include "procedure/questions.hpp"
#include "unit/procedure/support.hpp"

using namespace guichet;
using test::Bench;

namespace {

/// Operands of a question: the row's, the dossier's, literals, today.
std::vector<std::string> operands() {
    return {R"({"var":"lignes.x"})",
            R"({"var":"lignes.nom"})",
            R"({"var":"lignes.jour"})",
            R"({"var":"n"})",
            R"({"var":"n2"})",
            R"({"var":"s"})",
            R"({"var":"d"})",
            "3",
            R"("Ada")",
            R"("1850578006084")",
            R"("2026-11-21")",
            "null",
            "true",
            R"({"today":[]})",
            R"({"age_on":[{"var":"lignes.jour"},{"var":"d"}]})"};
}

std::string join(std::string_view operation, std::vector<std::string> const& parts) {
    std::string text = "{\"" + std::string(operation) + "\":[";
    for (std::size_t at = 0; at < parts.size(); ++at) text += (at == 0 ? "" : ",") + parts[at];
    return text + "]}";
}

class Rules {
public:
    std::string question() {
        static std::vector<std::string> const all = operands();
        auto const operand = [&] { return all[below(all.size())]; };
        switch (below(11)) {
        case 0: return join("nir_agrees_sex", {operand(), operand()});
        case 1: return join("nir_agrees_birth", {operand(), operand()});
        case 2: return join("nir_is_provisional", {operand()});
        case 3: return join("repeats_earlier_row", {R"("lignes.nom")", R"("lignes.jour")"});
        case 4: return join("nir_repeats_earlier_row", {R"("lignes.nom")"});
        case 5: return join(below(2) == 0 ? "<" : "<=", {operand(), operand(), operand()});
        case 6:
            return join("known", {operand()});  // no question of columns: the interpreter's
        // The two that only questions know.
        case 7: return join("known", {below(2) == 0 ? R"({"previous":"lignes.nom"})" : R"({"previous":"lignes.jour"})"});
        case 8: {
            static char const* const moves[] = {"0",      "1",   "-6",      "24",   "1200",   "-1201",
                                                "120000", "1.5", "4000000", "null", R"("2")", "true"};
            std::string day = operand();
            for (std::size_t left = below(4); left > 0; --left)
                day = join(below(2) == 0 ? "add_months" : "add_days", {day, moves[below(12)]});
            static char const* const comparisons[] = {"==", "!=", "===", "!==", "<", "<=", ">", ">="};
            return join(comparisons[below(8)], {operand(), day});
        }
        default: {
            static char const* const comparisons[] = {"==", "!=", "===", "!==", "<", "<=", ">", ">="};
            return join(comparisons[below(8)], {operand(), operand()});
        }
        }
    }
    std::string rule() {
        std::string text = question();
        switch (below(4)) {
        case 0: text = join("or", {text, question(), question()}); break;
        case 1: text = join("and", {text, question()}); break;
        case 2: text = below(4) == 0 ? join("or", {text, join("and", {question(), question()})}) : text; break;
        default: break;
        }
        for (std::size_t turned = below(3); turned > 0; --turned) text = "{\"!\":" + text + "}";
        return text;
    }
    std::size_t below(std::size_t bound) { return engine_() % bound; }

private:
    std::mt19937 engine_{20261121};
};

void fill(Bench& bench, Rules& random, std::uint32_t rows) {
    static char const* const names[] = {"Ada", "ADA", "Éa", "", "1850578006084", "185057800608491", "2690549588157", "M", "2001-05-06"};
    for (std::uint32_t row = 0; row < rows; ++row) {
        std::size_t const kind = random.below(10);
        Fact const nom = kind == 0 ? Fact{} : Fact::of_text(names[random.below(9)]);
        Fact const x = kind == 1 ? Fact{} : Fact::of_number(static_cast<double>(random.below(7)) - 1);
        Fact const jour = kind == 2 ? Fact{} : Fact::of_date(Date{static_cast<std::int32_t>(random.below(25'000))});
        bench.row(x, nom, jour);
    }
}

}  // namespace

TEST_CASE("all rows at once and each row by itself agree") {
    Rules random;
    Bench bench;
    bench.row_group = 0;
    fill(bench, random, 150);
    Facts const facts = bench.facts();
    std::size_t compiled = 0;
    std::size_t failing = 0;
    for (int each = 0; each < 4000; ++each) {
        std::string const text = random.rule();
        std::vector<RuleProblem> problems;
        auto const rule = compile_rule(test::json(text), bench.names, bench.row_group, problems);
        if (!problems.empty()) continue;
        ++compiled;
        auto const first = static_cast<std::uint32_t>(64 * random.below(3));
        std::uint64_t const there = first == 128 ? (std::uint64_t{1} << 22U) - 1 : ~std::uint64_t{0};
        std::uint64_t const asked = there & (random.below(2) == 0 ? ~std::uint64_t{0} : 0xF0F0'1234'5678'9ABCU);
        std::uint64_t expected = 0;
        for (std::uint32_t row = 0; row < 64; ++row) {
            if (((asked >> row) & 1U) == 0) continue;
            if (!holds(rule.program, facts, first + row)) expected |= std::uint64_t{1} << row;
        }
        CHECK_MESSAGE(failing_rows(rule.program, facts, first, asked) == expected, text);
        Questions questions;
        std::uint32_t const question = questions.add(rule.program, facts.root.size(), facts.groups[0].stride);
        CHECK_MESSAGE(Asker(questions, facts).failing_rows(question, facts.groups[0], first, asked) == expected, text);
        if (expected != 0 && expected != asked) ++failing;
    }
    // The rules tell rows apart, or they test nothing.
    CHECK(compiled > 1200);
    CHECK(failing > compiled / 8);
}
