// Reading a program into questions (questions.hpp): its code is taken apart at the jumps of the operators that choose, and of
// each operator the last operand is asked first, since a question must know which follows.
#include <span>
#include <utility>

#include "procedure/machine.hpp"
#include "procedure/questions.hpp"

namespace guichet {

namespace {

/// A stretch of code that leaves one value.
struct Part {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

Operation operation_of(Instruction const& step) { return static_cast<Operation>(step.operation); }

bool has_body(Operation operation) { return operation >= Operation::map && operation <= Operation::reduce; }

bool is_jump(Operation operation) { return operation >= Operation::jump && operation <= Operation::keep_if_known; }

/// A boolean by one instruction.
bool is_answer(Instruction const& step) {
    return operation_of(step) >= Operation::compare_slots && operation_of(step) <= Operation::slot_in_constants;
}

/// The first instruction at or behind `at` that leads to the part's end: the jump of its outermost operator, or a loop whose body
/// ends it. Jumps within an operand lead no further than to the jump behind it.
std::uint32_t leading_to_end(std::vector<Instruction> const& code, std::uint32_t at, std::uint32_t end) {
    while (at < end) {
        bool const loops = has_body(operation_of(code[at]));
        std::uint32_t const target = at + 1 + static_cast<std::uint32_t>(code[at].operand);
        if (target == end && (loops || is_jump(operation_of(code[at])))) return at;
        at = loops ? target : at + 1;
    }
    return end;
}

}  // namespace

/// Makes the questions of one program.
class QuestionMaker {
public:
    QuestionMaker(Questions& questions, Program const& program, std::size_t root_slots, std::size_t row_slots)
        : questions_(questions),
          program_(program),
          machine_{program, no_facts_, nullptr, 0, no_context_},
          root_slots_(root_slots),
          row_slots_(row_slots) {}

    std::uint32_t make() {
        auto const end = static_cast<std::uint32_t>(program_.code.size());
        if (end == 0) return Questions::no;
        return ask({0, end}, Questions::yes, Questions::no);
    }

private:
    /// The first question of that part, which leads to `yes` or `no`.
    std::uint32_t ask(Part part, std::uint32_t yes, std::uint32_t no) {
        std::vector<Instruction> const& code = program_.code;
        std::uint32_t const first = leading_to_end(code, part.begin, part.end);
        if (first == part.end) {
            Operation const last = operation_of(code[part.end - 1]);
            if (part.end - part.begin == 3 && (last == Operation::equal || last == Operation::identical) && is_answer(code[part.begin]) &&
                is_answer(code[part.begin + 1])) {
                // Both or neither.
                Part const second{part.begin + 1, part.begin + 2};
                return ask({part.begin, part.begin + 1}, ask(second, yes, no), ask(second, no, yes));
            }
            if (last == Operation::negation) return ask({part.begin, part.end - 1}, no, yes);
            return last == Operation::truth ? ask({part.begin, part.end - 1}, yes, no) : ask_code(part, yes, no);
        }
        switch (operation_of(code[first])) {
        case Operation::keep_if_false:
        case Operation::keep_if_true: return ask_all(part, first, yes, no);
        case Operation::jump: return ask_choice(part, first, yes, no);
        default: return ask_code(part, yes, no);
        }
    }

    /// Operands of `and` or `or`, the jump behind the first of which is there.
    std::uint32_t ask_all(Part part, std::uint32_t jump, std::uint32_t yes, std::uint32_t no) {
        Operation const operation = operation_of(program_.code[jump]);
        std::vector<std::uint32_t> ends;
        while (jump < part.end && operation_of(program_.code[jump]) == operation) {
            ends.push_back(jump);
            jump = leading_to_end(program_.code, jump + 1, part.end);
        }
        std::uint32_t end = part.end;
        std::uint32_t next = operation == Operation::keep_if_true ? no : yes;
        for (std::size_t left = ends.size() + 1; left > 0; --left) {
            std::uint32_t const begin = left == 1 ? part.begin : ends[left - 2] + 1;
            next = operation == Operation::keep_if_true ? ask({begin, end}, yes, next) : ask({begin, end}, next, no);
            if (left > 1) end = ends[left - 2];
        }
        return next;
    }

    /// A choice: the jump is that behind what is chosen when the condition holds.
    std::uint32_t ask_choice(Part part, std::uint32_t jump, std::uint32_t yes, std::uint32_t no) {
        std::uint32_t skip = part.begin;
        while (operation_of(program_.code[skip]) != Operation::jump_if_false ||
               skip + static_cast<std::uint32_t>(program_.code[skip].operand) != jump) {
            ++skip;
        }
        std::uint32_t const chosen = ask({skip + 1, jump}, yes, no);
        return ask({part.begin, skip}, chosen, ask({jump + 1, part.end}, yes, no));
    }

    std::uint32_t ask_code(Part const& part, std::uint32_t yes, std::uint32_t no) {
        Instruction const* const code = program_.code.data() + part.begin;
        std::uint32_t const length = part.end - part.begin;
        Question question;
        bool plain = false;
        if (length == 1U + replaced_by(operation_of(code[0]))) {
            if (operation_of(code[0]) == Operation::push_boolean) return code[0].small != 0 ? yes : no;
            if (operation_of(code[0]) == Operation::push_null) return no;
            plain = put_one(code[0], question);
        } else if (length == 2 && operation_of(code[1]) == Operation::known) {
            plain = put_known(code[0], question);
        } else if (length == 3 && operation_of(code[2]) == Operation::starts_with && operation_of(code[1]) == Operation::push_constant) {
            question.ask = Question::Ask::starts_with;
            question.constant = constant(code[1].operand);
            plain = put_load(code[0], question) && question.constant.type == Fact::Type::text;
        }
        if (!plain) {
            question = {};
            plain = put_moved({code, length}, question);
        }
        if (!plain) question = of_code(part);
        question.yes = yes;
        question.no = no;
        turn_around(question);
        questions_.all_.push_back(question);
        return static_cast<std::uint32_t>(questions_.all_.size() - 1);
    }

    /// What one instruction (or what is fused in one) asks. False: nothing plain.
    bool put_one(Instruction const& step, Question& question) {
        auto const operand = static_cast<std::uint32_t>(step.operand);
        auto const low = static_cast<std::uint16_t>(operand & 0xFFFFU);
        std::uint32_t const high = operand >> 16U;
        bool const first_in_row = (step.small & 0x10U) != 0;
        switch (operation_of(step)) {
        case Operation::load_root:
        case Operation::load_row: question.ask = Question::Ask::truth; return put_load(step, question);
        case Operation::compare_slots:
            question.ask = Question::Ask::compare_slots;
            put_comparison(step.small, question);
            return put_slot(first_in_row, high, question) && put_other((step.small & 0x20U) != 0, low, question);
        case Operation::compare_constant:
            question.constant = constant(low);
            put_comparison(step.small, question);
            question.ask = question.constant.type == Fact::Type::text && is_equality(step.small) ? Question::Ask::equals_text
                                                                                                 : Question::Ask::compare_constant;
            return put_slot(first_in_row, high, question);
        case Operation::slot_in_constants: {
            question.ask = Question::Ask::among;
            question.comparison = static_cast<std::uint8_t>(Comparison::identical);
            auto const count = static_cast<std::uint32_t>(step.small >> 1);
            auto& list = questions_.lists_.emplace_back(new Fact[count]);
            for (std::uint32_t at = 0; at < count; ++at) list[at] = constant(static_cast<std::int32_t>(low + at));
            question.constant = Fact::of_array(list.get(), count);
            return put_slot((step.small & 1U) != 0, high, question);
        }
        case Operation::compare_today:
            question.ask = Question::Ask::compare_today;
            put_comparison(step.small, question);
            if ((step.small & 0x20U) != 0) question.rows |= 2U;
            return put_slot(first_in_row, operand, question);
        case Operation::compare_age:
            question.ask = Question::Ask::compare_age;
            question.constant = constant(step.small >> 6);
            put_comparison(step.small, question);
            return put_slot(first_in_row, high, question) && put_other((step.small & 0x20U) != 0, low, question);
        default: return false;
        }
    }

    bool put_known(Instruction const& step, Question& question) const {
        question.ask = Question::Ask::known;
        if (operation_of(step) != Operation::load_previous) return put_load(step, question);
        question.ask = Question::Ask::known_before;
        question.other = static_cast<std::uint16_t>(program_.group);
        // In a rule that is for no row, nothing stands above.
        return program_.group >= 0 && put_slot(true, static_cast<std::uint32_t>(step.operand), question);
    }

    /// A slot against a day that is moved by constants: slot, day, then each constant with add_days or add_months, the comparison.
    bool put_moved(std::span<Instruction const> code, Question& question) {
        if (code.size() < 5 || code.size() % 2 == 0 || !is_comparison(operation_of(code.back()))) return false;
        std::span<Instruction const> const moves = code.subspan(2, code.size() - 3);
        for (std::size_t at = 0; at < moves.size(); at += 2) {
            Operation const by = operation_of(moves[at + 1]);
            if (operation_of(moves[at]) != Operation::push_constant || (by != Operation::add_days && by != Operation::add_months))
                return false;
        }
        auto& list = questions_.lists_.emplace_back(new Fact[moves.size() / 2]);
        for (std::size_t at = 0; at < moves.size(); at += 2) {
            Fact& by = list[at / 2] = constant(moves[at].operand);
            // A text says its own length: it moves no day, and is left to the interpreter.
            if (by.type != Fact::Type::number) return false;
            by.length = operation_of(moves[at + 1]) == Operation::add_months ? 1 : 0;
        }
        question.ask = Question::Ask::compare_moved;
        question.constant = Fact::of_array(list.get(), moves.size() / 2);
        put_comparison(static_cast<std::uint16_t>(comparison_of(operation_of(code.back()))), question);
        if (!put_load(code[0], question)) return false;
        if (operation_of(code[1]) == Operation::push_today) {
            question.rows |= 4U;
            return true;
        }
        bool const in_row = operation_of(code[1]) == Operation::load_row;
        return (in_row || operation_of(code[1]) == Operation::load_root) &&
               put_other(in_row, static_cast<std::uint16_t>(code[1].operand), question);
    }

    bool put_load(Instruction const& step, Question& question) const {
        bool const in_row = operation_of(step) == Operation::load_row;
        if (!in_row && operation_of(step) != Operation::load_root) return false;
        return put_slot(in_row, static_cast<std::uint32_t>(step.operand), question);
    }
    bool put_slot(bool in_row, std::uint32_t slot, Question& question) const {
        question.slot = static_cast<std::uint16_t>(slot);
        if (in_row) question.rows |= 1U;
        return slot < (in_row ? row_slots_ : root_slots_);
    }
    bool put_other(bool in_row, std::uint16_t slot, Question& question) const {
        question.other = slot;
        if (in_row) question.rows |= 2U;
        return slot < (in_row ? row_slots_ : root_slots_);
    }
    static void put_comparison(std::uint16_t small, Question& question) {
        question.comparison = static_cast<std::uint8_t>(small & 0xFU);
        question.accepts = accepted_outcomes[question.comparison];
    }
    static bool is_equality(std::uint16_t small) { return static_cast<Comparison>(small & 0xFU) <= Comparison::not_identical; }
    /// « Different from a text » is « equal to it », answered the other way.
    static void turn_around(Question& question) {
        auto const comparison = static_cast<Comparison>(question.comparison);
        bool const differs = comparison == Comparison::not_equal || comparison == Comparison::not_identical;
        if (question.ask != Question::Ask::equals_text || !differs) return;
        question.comparison = static_cast<std::uint8_t>(comparison == Comparison::not_equal ? Comparison::equal : Comparison::identical);
        std::swap(question.yes, question.no);
    }

    Question of_code(Part const& part) {
        Question question;
        question.ask = Question::Ask::code;
        question.constant.length = static_cast<std::uint32_t>(questions_.codes_.size());
        questions_.codes_.push_back({&program_, part.begin, part.end});
        return question;
    }
    [[nodiscard]] Fact constant(std::int32_t index) const { return machine_.constant(static_cast<std::uint32_t>(index)); }

    Facts const no_facts_{};
    js::Context no_context_{no_facts_, {}};
    Questions& questions_;
    Program const& program_;
    Machine const machine_;  ///< it knows the program's constants
    std::size_t root_slots_;
    std::size_t row_slots_;
};

Questions::Questions() {
    all_.resize(2);
    all_[yes].yes = all_[yes].no = yes;
}

std::uint32_t Questions::add(Program const& program, std::size_t root_slots, std::size_t row_slots) {
    return QuestionMaker(*this, program, root_slots, row_slots).make();
}

}  // namespace guichet
