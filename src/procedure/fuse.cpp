// Frequent shapes of a rule as one instruction: dates against today, ages against a number. The instructions that it
// stands for stay behind it, jumped over, so that no distance changes; no jump leads between them, since only operators
// that choose (and, or, if, lists) have jumps and these shapes hold none.
#include <span>

#include "procedure/compiler.hpp"

namespace guichet {

namespace {

bool is_load(Instruction const& step) {
    auto const operation = static_cast<Operation>(step.operation);
    return (operation == Operation::load_root || operation == Operation::load_row) && step.operand >= 0 && step.operand <= 0xFFFF;
}

Operation operation_of(Instruction const& step) { return static_cast<Operation>(step.operation); }

std::uint16_t comparison_bits(Instruction const& step) { return static_cast<std::uint16_t>(comparison_of(operation_of(step))); }

std::uint16_t in_row(Instruction const& load, std::uint16_t flag) {
    return static_cast<Operation>(load.operation) == Operation::load_row ? flag : std::uint16_t{0};
}

bool is(Instruction const& step, Operation operation) { return step.operation == static_cast<std::uint16_t>(operation); }

/// slot, today, comparison — or today first.
bool fuse_today(std::span<Instruction> code) {
    if (code.size() < 3 || !is_comparison(operation_of(code[2]))) return false;
    bool const today_first = is(code[0], Operation::push_today);
    Instruction const load = code[today_first ? 1 : 0];
    if (!is_load(load) || (!today_first && !is(code[1], Operation::push_today))) return false;
    std::uint16_t const flags = in_row(load, 0x10) | (today_first ? std::uint16_t{0x20} : std::uint16_t{0});
    code[0] = {static_cast<std::uint16_t>(Operation::compare_today), static_cast<std::uint16_t>(comparison_bits(code[2]) | flags),
               load.operand};
    return true;
}

/// birth, day, age_on, constant, comparison.
bool fuse_age(std::span<Instruction> code) {
    constexpr std::int32_t most_constants = 1 << 10;
    if (code.size() < 5 || !is_load(code[0]) || !is_load(code[1]) || !is(code[2], Operation::age_on)) return false;
    if (!is(code[3], Operation::push_constant) || code[3].operand >= most_constants || !is_comparison(operation_of(code[4]))) return false;
    std::uint16_t const flags = in_row(code[0], 0x10) | in_row(code[1], 0x20);
    auto const small = static_cast<std::uint16_t>(comparison_bits(code[4]) | flags | (code[3].operand << 6));
    code[0] = {static_cast<std::uint16_t>(Operation::compare_age), small, (code[0].operand << 16) | code[1].operand};
    return true;
}

}  // namespace

void fuse(Program& program) {
    std::span<Instruction> const code = program.code;
    for (std::size_t at = 0; at < code.size();) {
        std::span<Instruction> const rest = code.subspan(at);
        at += fuse_age(rest) || fuse_today(rest) ? 1U + replaced_by(operation_of(rest.front())) : 1U;
    }
}

}  // namespace guichet
