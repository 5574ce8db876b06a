#include "procedure/questions.hpp"

#include <bit>

#include "core/apart.hpp"
#include "procedure/machine.hpp"

namespace guichet {

using Type = Fact::Type;

bool Asker::compare_unlike(Question const& question, Fact const& a, Fact const& b) {
    bool const answer = compare(static_cast<Comparison>(question.comparison), a, b, context_);
    context_.scratch.clear();
    return answer;
}

inline bool Asker::compare_facts(Question const& question, Fact const& a, Fact const& b) {
    if (a.type == b.type) {
        if (a.type == Type::date) return (outcome_of(a.days, b.days) & question.accepts) != 0;
        if (a.type == Type::number) return (outcome_of(a.number, b.number) & question.accepts) != 0;
        bool const is_equality = static_cast<Comparison>(question.comparison) <= Comparison::not_identical;
        if (a.type == Type::text && is_equality) return ((is_same_text(a, b) ? 2U : 1U) & question.accepts) != 0;
        if (a.type == Type::boolean && is_equality) return ((a.boolean == b.boolean ? 2U : 1U) & question.accepts) != 0;
    }
    return compare_unlike(question, a, b);
}

bool Asker::is_among(Question const& question, Fact const& fact) {
    Fact const& list = question.constant;
    for (std::uint32_t at = 0; at < list.length; ++at) {
        Fact const& item = list.items[at];
        // Most are texts, and what is unknown is none of them.
        if (item.type == Type::text && fact.type == Type::text ? is_same_text(fact, item)
            : item.type == Type::text && js::is_absent(fact)   ? false
                                                               : compare_unlike(question, fact, item)) {
            return true;
        }
    }
    return false;
}

[[gnu::noinline]] Fact Asker::moved(Question const& question, Fact const* cells) const {
    Fact day =
        (question.rows & 4U) != 0 ? Fact::of_date(facts_.today) : ((question.rows & 2U) != 0 ? cells : facts_.root.data())[question.other];
    for (std::uint32_t at = 0; at < question.constant.length; ++at) {
        Fact const& by = question.constant.items[at];
        day = by.length != 0 ? months_after(day, by) : days_after(day, by);
    }
    return day;
}

[[gnu::noinline]] bool Asker::is_known_before(Question const& question, std::uint32_t row) const {
    FactRows const& table = facts_.groups[question.other];
    return row > 0 && row <= table.rows && is_known(table.cells[std::size_t{row - 1} * table.stride + question.slot]);
}

// A condition of plain questions has no need of its room.
template struct Apart<&Asker::run_code>;

bool Asker::run_code(Question const& question, Fact const* cells, std::uint32_t row) {
    QuestionCode const& code = codes_[question.constant.length];
    Machine machine{*code.program, facts_, cells, row, context_};
    // Not initialised: the compiler proved that no value is read before it is written.
    alignas(Fact) std::byte raw[stack_limit * sizeof(Fact)];
    Fact const value = machine.run(code.begin, code.end, reinterpret_cast<Fact*>(raw), Machine::no_item);
    bool const answer = js::truthy(value, facts_);
    context_.scratch.clear();
    return answer;
}

bool Asker::decide(std::uint32_t at, Fact const* cells, std::uint32_t row) {
    Question const* const questions = questions_;
    Fact const* const root = facts_.root.data();
    context_.exhausted = false;
    context_.fuel = js::Context::full;
    do {
        Question const& question = questions[at];
        // Stretches of code have no slot, and facts may have none either.
        Fact const* slot = ((question.rows & 1U) != 0 ? cells : root) + question.slot;
        bool answer = false;
        Fact const* with = nullptr;  // what the slot, or what was made of it, is compared with
        Fact made;
        switch (question.ask) {
        case Question::Ask::end: break;
        case Question::Ask::truth: answer = js::truthy(*slot, facts_); break;
        case Question::Ask::known: answer = is_known(*slot); break;
        case Question::Ask::compare_slots: with = ((question.rows & 2U) != 0 ? cells : root) + question.other; break;
        case Question::Ask::compare_constant: with = &question.constant; break;
        case Question::Ask::equals_text:
            if (slot->type == Type::text) {
                answer = is_same_text(*slot, question.constant);
            } else if (!js::is_absent(*slot)) {
                answer = compare_unlike(question, *slot, question.constant);
            }
            break;
        case Question::Ask::starts_with:
            answer = slot->type == Type::text && slot->length >= question.constant.length && begins_with(*slot, question.constant);
            break;
        case Question::Ask::among: answer = is_among(question, *slot); break;
        case Question::Ask::compare_today: {
            Fact const today = Fact::of_date(facts_.today);
            bool const today_first = (question.rows & 2U) != 0;
            if (slot->type != Type::date) {
                answer = today_first ? compare_unlike(question, today, *slot) : compare_unlike(question, *slot, today);
            } else {
                answer = ((today_first ? outcome_of(today.days, slot->days) : outcome_of(slot->days, today.days)) & question.accepts) != 0;
            }
            break;
        }
        case Question::Ask::compare_age:
            made = age_between(*slot, ((question.rows & 2U) != 0 ? cells : root)[question.other]);
            slot = &made;
            with = &question.constant;
            break;
        case Question::Ask::compare_moved:
            made = moved(question, cells);
            with = &made;
            break;
        case Question::Ask::known_before: answer = is_known_before(question, row); break;
        case Question::Ask::code: answer = run_code(question, cells, row); break;
        }
        if (with != nullptr) answer = compare_facts(question, *slot, *with);
        at = answer ? question.yes : question.no;
    } while (at > Questions::yes);
    // Past its stock of steps or of room a condition is worth null.
    return at == Questions::yes && !context_.exhausted;
}

std::uint64_t Asker::failing_rows(std::uint32_t question, FactRows const& table, std::uint32_t first, std::uint64_t judged) {
    std::uint64_t failing = 0;
    for (; judged != 0; judged &= judged - 1) {
        auto const offset = static_cast<std::uint32_t>(std::countr_zero(judged));
        std::uint32_t const row = first + offset;
        if (!holds(question, table.cells + std::size_t{row} * table.stride, row)) failing |= std::uint64_t{1} << offset;
    }
    return failing;
}

}  // namespace guichet
