// A rule for the rows of a group, column by column. Most such rules are a comparison or a question of the trade, or a few
// joined by `and` or `or`: they are read once, and one loop then asks all rows. What is not of that shape goes to the interpreter
// (evaluate.cpp), row by row; a test holds the two to the same answers.
#include <array>
#include <bit>
#include <cstddef>
#include <new>

#include "procedure/evaluate.hpp"
#include "procedure/machine.hpp"

namespace guichet {

namespace {

/// An operand for all rows in hand: one answer of each, or the same fact for all (stride 0).
struct Column {
    Fact const* first = nullptr;
    std::size_t stride = 0;
    [[nodiscard]] Fact const& operator[](std::uint32_t offset) const { return first[offset * stride]; }
};

/// What makes an operand of a question.
bool is_operand(Operation operation) {
    return operation == Operation::load_row || operation == Operation::load_root || operation == Operation::push_constant ||
           operation == Operation::push_today || operation == Operation::age_on;
}

/// What columns can be asked.
bool is_question(Operation operation) {
    switch (operation) {
    case Operation::between:
    case Operation::between_equal:
    case Operation::compare_slots:
    case Operation::compare_constant:
    case Operation::compare_today:
    case Operation::compare_age:
    case Operation::nir_agrees_sex:
    case Operation::nir_agrees_birth:
    case Operation::nir_is_provisional:
    case Operation::repeats_earlier_row:
    case Operation::nir_repeats_earlier_row: return true;
    default: return is_comparison(operation);
    }
}

bool is_join(Operation operation) { return operation == Operation::keep_if_true || operation == Operation::keep_if_false; }

/// Questions, each after its operands, all joined by `or` or all by `and`, and what turns the answer around.
bool is_chain(std::vector<Instruction> const& code) {
    auto const operation = [&](std::size_t at) { return static_cast<Operation>(code[at].operation); };
    std::size_t at = 0;
    std::size_t end = 0;  // of the chain, by its first jump
    auto join = Operation::truth;
    for (;;) {
        while (at < code.size() && is_operand(operation(at))) ++at;
        if (at == code.size() || !is_question(operation(at))) return false;
        at += 1U + replaced_by(operation(at));
        if (at == code.size() || !is_join(operation(at))) break;
        std::size_t const target = at + 1 + static_cast<std::size_t>(code[at].operand);
        if (end == 0) {
            end = target;
            join = operation(at);
        }
        if (target != end || operation(at) != join) return false;
        ++at;
    }
    if (end != 0 && end != at) return false;
    for (; at < code.size(); ++at) {
        if (operation(at) != Operation::negation && operation(at) != Operation::truth) return false;
    }
    return true;
}

/// Reads straight code and asks the rows; `judged` bits are rows from `first`.
class Columns {
public:
    Columns(Machine& machine, std::uint32_t first, std::uint64_t judged)
        : machine_(machine),
          table_(machine.facts.groups[static_cast<std::size_t>(machine.program.group)]),
          first_(first),
          judged_(judged),
          asked_(judged) {}

    /// False when the operands are not what the question takes: the interpreter's matter then.
    [[nodiscard]] bool run() {
        std::vector<Instruction> const& code = machine_.program.code;
        for (std::size_t at = 0; at < code.size(); ++at) {
            auto const operation = static_cast<Operation>(code[at].operation);
            if (operation == Operation::negation) {
                holding_ = ~holding_;
            } else if (is_join(operation)) {
                if (depth_ != 0) return false;
                // As in the interpreter, what is decided is not asked further.
                asked_ = judged_ & (operation == Operation::keep_if_true ? ~holding_ : holding_);
                if (operation == Operation::keep_if_false) holding_ = 0;
            } else if (operation != Operation::truth) {
                if (!take(code[at])) return false;
                at += replaced_by(operation);
            }
        }
        return depth_ == 0;
    }
    /// Rows for which it does not hold.
    [[nodiscard]] std::uint64_t failing() const { return (judged_ & ~holding_) | exhausted_; }

private:
    static constexpr std::size_t deepest = 4;

    [[nodiscard]] bool take(Instruction const& step) {
        auto const operand = static_cast<std::uint32_t>(step.operand);
        auto const operation = static_cast<Operation>(step.operation);
        switch (operation) {
        case Operation::load_row: return push(column(operand));
        case Operation::load_root: return push_same(machine_.root(operand));
        case Operation::push_constant: return push_same(machine_.constant(operand));
        case Operation::push_today: return push_same(Fact::of_date(machine_.facts.today));
        case Operation::age_on: return push_ages();
        case Operation::between:
        case Operation::between_equal: {
            if (depth_ != 3) return false;
            depth_ = 0;
            auto const comparison = operation == Operation::between ? Comparison::less : Comparison::less_equal;
            ask([&, low = operands_[0], value = operands_[1], high = operands_[2]](std::uint32_t row) {
                return compare(comparison, low[row], value[row], machine_.context) &&
                       compare(comparison, value[row], high[row], machine_.context);
            });
            return true;
        }
        case Operation::compare_slots:
        case Operation::compare_constant: {
            bool const with_slot = operation == Operation::compare_slots;
            Column const a = slot((step.small & 0x10U) != 0, operand >> 16U, 0);
            Column const b =
                with_slot ? slot((step.small & 0x20U) != 0, operand & 0xFFFFU, 1) : same(machine_.constant(operand & 0xFFFFU), 1);
            auto const comparison = static_cast<Comparison>(step.small & 0xFU);
            ask([&](std::uint32_t row) { return compare(comparison, a[row], b[row], machine_.context); });
            return true;
        }
        case Operation::compare_today: {
            Column const a = slot((step.small & 0x10U) != 0, operand, 0);
            Fact const today = Fact::of_date(machine_.facts.today);
            auto const comparison = static_cast<Comparison>(step.small & 0xFU);
            if ((step.small & 0x20U) != 0) {
                ask([&](std::uint32_t row) { return compare(comparison, today, a[row], machine_.context); });
            } else {
                ask([&](std::uint32_t row) { return compare(comparison, a[row], today, machine_.context); });
            }
            return true;
        }
        case Operation::compare_age: {
            Column const birth = slot((step.small & 0x10U) != 0, operand >> 16U, 0);
            Column const day = slot((step.small & 0x20U) != 0, operand & 0xFFFFU, 1);
            Fact const limit = machine_.constant(step.small >> 6U);
            auto const comparison = static_cast<Comparison>(step.small & 0xFU);
            ask([&](std::uint32_t row) { return compare(comparison, age_between(birth[row], day[row]), limit, machine_.context); });
            return true;
        }
        case Operation::nir_agrees_sex: return ask_two(nir_agrees_sex);
        case Operation::nir_agrees_birth: return ask_two(nir_agrees_birth);
        case Operation::nir_is_provisional: {
            if (depth_ != 1) return false;
            Column const nir = operands_[--depth_];
            ask([&](std::uint32_t row) { return nir_is_provisional(nir[row]); });
            return true;
        }
        case Operation::repeats_earlier_row:
        case Operation::nir_repeats_earlier_row:
            if (depth_ != 0) return false;
            ask([&](std::uint32_t row) {
                machine_.row = first_ + row;
                machine_.row_cells = column(0).first + std::size_t{row} * table_.stride;
                return js::truthy(repeats_earlier_row(operation, operand, step.small, machine_), machine_.facts);
            });
            return true;
        default:
            return ask_two([&, comparison = comparison_of(operation)](Fact const& a, Fact const& b) {
                return compare(comparison, a, b, machine_.context);
            });
        }
    }

    [[nodiscard]] Column column(std::uint32_t slot) const {
        return {table_.cells + std::size_t{first_} * table_.stride + slot, table_.stride};
    }
    [[nodiscard]] Column same(Fact const& fact, std::size_t place) {
        kept_[place] = fact;
        return {&kept_[place], 0};
    }
    [[nodiscard]] Column slot(bool in_row, std::uint32_t slot, std::size_t place) {
        return in_row ? column(slot) : same(machine_.root(slot), place);
    }
    [[nodiscard]] bool push(Column operand) {
        if (depth_ == deepest) return false;
        operands_[depth_++] = operand;
        return true;
    }
    [[nodiscard]] bool push_same(Fact const& fact) { return depth_ < deepest && push(same(fact, depth_)); }

    /// The ages of all rows in place of birth and day; once only, since there is one room for them.
    [[nodiscard]] bool push_ages() {
        if (depth_ < 2 || has_ages_) return false;
        has_ages_ = true;
        Column const birth = operands_[depth_ - 2];
        Column const day = operands_[depth_ - 1];
        depth_ -= 2;
        auto* const ages = reinterpret_cast<Fact*>(ages_.data());
        for (std::uint64_t left = asked_; left != 0; left &= left - 1) {
            auto const row = static_cast<std::uint32_t>(std::countr_zero(left));
            new (ages + row) Fact(age_between(birth[row], day[row]));
        }
        return push({ages, 1});
    }

    template <class Question>
    void ask(Question const& question) {
        for (std::uint64_t left = asked_; left != 0; left &= left - 1) {
            auto const offset = static_cast<std::uint32_t>(std::countr_zero(left));
            holding_ |= std::uint64_t{question(offset)} << offset;
            if (machine_.context.exhausted) [[unlikely]]
                exhausted_ |= std::uint64_t{1} << offset;
            // As much for each row as the interpreter gives.
            machine_.context.renew();
        }
    }
    template <class Question>
    [[nodiscard]] bool ask_two(Question const& question) {
        if (depth_ != 2) return false;
        depth_ = 0;
        ask([&, a = operands_[0], b = operands_[1]](std::uint32_t row) { return question(a[row], b[row]); });
        return true;
    }

    Machine& machine_;
    FactRows const& table_;
    std::uint32_t first_;
    std::uint64_t judged_;
    std::uint64_t asked_;
    std::uint64_t holding_ = 0;
    std::uint64_t exhausted_ = 0;
    std::array<Column, deepest> operands_{};
    std::array<Fact, deepest> kept_{};
    std::size_t depth_ = 0;
    bool has_ages_ = false;
    alignas(Fact) std::array<std::byte, 64 * sizeof(Fact)> ages_;  // not initialised: few rules have any
};

}  // namespace

bool asks_columns(Program const& program) { return is_chain(program.code); }

std::uint64_t failing_rows(Program const& program, Facts const& facts, std::uint32_t const first, std::uint64_t const judged) {
    js::Context context{facts, {}};
    Machine machine{program, facts, nullptr, 0, context};
    EarlierRows earlier;
    machine.earlier = &earlier;
    Columns columns(machine, first, judged);
    if (is_chain(program.code) && columns.run()) return columns.failing();
    return failing_rows_one_by_one(machine, first, judged);
}

}  // namespace guichet
