// Conditions as questions. Of most programs only the truth is asked, and most are a few plain questions (an answer against a
// literal, known or not, one of some codes) joined by `and`, `or`, `!` and `if`. They are read once into questions that each
// lead to the next one, by yes or by no: nothing is pushed, nothing is turned around, and what is decided is not asked. What is
// no plain question stays a stretch of its program's code, which the interpreter (machine.hpp) runs. A test holds questions
// and interpreter to the same answers.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "procedure/js_values.hpp"
#include "procedure/rules.hpp"

namespace guichet {

/// One question, and which follows.
struct Question {
    enum class Ask : std::uint8_t {
        end,               ///< of the condition: the two that stand first in Questions
        truth,
        known,
        compare_constant,
        equals_text,       ///< the comparison with a text by == or ===
        starts_with,
        among,             ///< strictly equal to one item of the constant
        compare_slots,
        compare_today,
        compare_moved,     ///< with a day, in `other` or today, moved by the items of the constant: days, or months where `length` is 1
        known_before,      ///< `slot` of the row above; `other`: the group
        compare_age,       ///< of the birth in `slot` on the day in `other`, with the constant
        code,              ///< a stretch of code, the one that `constant.length` counts
    };
    Ask ask = Ask::end;
    std::uint8_t comparison = 0;  ///< Comparison
    std::uint8_t accepts = 0;     ///< the outcomes of the comparison that are a yes
    std::uint8_t rows = 0;        ///< bit 0: `slot` is of the row in hand; bit 1: `other` is; of compare_today, bit 1: today first; of
                                  ///< compare_moved, bit 2: of today
    std::uint16_t slot = 0;
    std::uint16_t other = 0;
    std::uint32_t yes = 0;
    std::uint32_t no = 0;
    Fact constant;
};
static_assert(sizeof(Question) == 32);

/// What is no plain question.
struct QuestionCode {
    Program const* program = nullptr;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// The questions of many programs, which must outlive them and stay in their places.
class Questions {
public:
    /// Where a condition begins that is decided already.
    static constexpr std::uint32_t no = 0;
    static constexpr std::uint32_t yes = 1;

    Questions();
    // Questions lead to lists that are kept here.
    Questions(Questions const&) = delete;
    Questions& operator=(Questions const&) = delete;
    Questions(Questions&&) = delete;
    Questions& operator=(Questions&&) = delete;
    ~Questions() = default;

    /// Where the program's questions begin. Facts will have that many slots in the dossier, and in the program's row.
    [[nodiscard]] std::uint32_t add(Program const& program, std::size_t root_slots, std::size_t row_slots);
    [[nodiscard]] Question const& operator[](std::uint32_t question) const { return all_[question]; }

private:
    friend class Asker;
    friend class QuestionMaker;
    std::vector<Question> all_;
    std::vector<QuestionCode> codes_;
    std::vector<std::unique_ptr<Fact[]>> lists_;
};

/// Asks questions about the same facts, one condition after the other. Both must outlive it.
class Asker {
public:
    Asker(Questions const& questions, Facts const& facts)
        : questions_(questions.all_.data()),
          codes_(questions.codes_.data()),
          facts_(facts),
          context_{facts, {}} {}

    [[nodiscard]] Facts const& facts() const { return facts_; }
    /// What a value needs that is computed between two conditions: one for all, since making it costs as much as a short rule.
    [[nodiscard]] js::Context& context() { return context_; }
    /// holds() of the program whose questions begin there.
    [[nodiscard]] bool holds(std::uint32_t question) { return question > Questions::yes ? decide(question, nullptr, 0) : question != 0; }
    /// The same of a program for rows: of that row, which exists, and whose cells these are.
    [[nodiscard]] bool holds(std::uint32_t question, Fact const* cells, std::uint32_t row) {
        return question > Questions::yes ? decide(question, cells, row) : question != 0;
    }
    /// failing_rows() of such a program.
    [[nodiscard]] std::uint64_t failing_rows(std::uint32_t question, FactRows const& table, std::uint32_t first, std::uint64_t judged);

private:
    [[nodiscard]] bool decide(std::uint32_t question, Fact const* cells, std::uint32_t row);
    [[nodiscard, gnu::noinline]] bool run_code(Question const& question, Fact const* cells, std::uint32_t row);
    [[nodiscard]] bool compare_facts(Question const& question, Fact const& a, Fact const& b);
    [[nodiscard]] bool compare_unlike(Question const& question, Fact const& a, Fact const& b);
    [[nodiscard]] Fact moved(Question const& question, Fact const* cells) const;
    [[nodiscard]] bool is_known_before(Question const& question, std::uint32_t row) const;
    [[nodiscard]] bool is_among(Question const& question, Fact const& fact);

    Question const* questions_;
    QuestionCode const* codes_;
    Facts const& facts_;
    js::Context context_;  ///< of the condition in hand
};

}  // namespace guichet
