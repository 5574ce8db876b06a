#include "procedure/evaluate.hpp"

#include <bit>
#include <cmath>

#include "core/apart.hpp"
#include "core/ecmascript_number.hpp"
#include "core/json.hpp"
#include "procedure/machine.hpp"

namespace guichet {

using Type = Fact::Type;

// As Fact::made puts its two words.
static_assert(std::endian::native == std::endian::little);

// What run() seldom does stays out of it.
template struct Apart<&Machine::loop>;
template struct Apart<&Machine::missing_some>;
template struct Apart<&is_in>;
template struct Apart<&concatenated>;
template struct Apart<&substr>;
template struct Apart<&merged>;
template struct Apart<&made_array>;
template struct Apart<&extreme>;
template struct Apart<&shown_as>;

namespace {

[[gnu::noinline]] bool compared(Comparison comparison, Fact const& a, Fact const& b, js::Context& context) {
    bool const texts = a.type == Type::text && b.type == Type::text;
    if (texts && comparison <= Comparison::not_identical) {
        return ((is_same_text(a, b) ? 2U : 1U) & accepted_outcomes[static_cast<std::size_t>(comparison)]) != 0;
    }
    return compare(comparison, a, b, context);
}

}  // namespace

Fact Machine::run(std::uint32_t const begin, std::uint32_t const end, Fact* const stack, Frame const& frame) {
    Fact* top = stack;  // one past the last value
    Instruction const* const code = program.code.data();
    Instruction const* at = code + begin;
    Instruction const* const stop = code + end;
    auto const place_of = [code](Instruction const* instruction) { return static_cast<std::uint32_t>(instruction - code); };
    while (at != stop) {
        Instruction const& step = *at++;
        auto const operand = static_cast<std::uint32_t>(step.operand);
        switch (static_cast<Operation>(step.operation)) {
        case Operation::push_null: *top++ = Fact::of_null(); break;
        case Operation::push_boolean: *top++ = Fact::of_boolean(step.small != 0); break;
        case Operation::push_constant: *top++ = constant(operand); break;
        case Operation::push_today: *top++ = Fact::of_date(facts.today); break;
        case Operation::load_root: *top++ = root(operand); break;
        case Operation::load_row: *top++ = in_row(operand); break;
        case Operation::load_cell: *top++ = cell(operand >> 16U, step.small, operand & 0xFFFFU); break;
        case Operation::load_rows: *top++ = Fact::of_rows(static_cast<std::int16_t>(operand)); break;
        case Operation::load_element: *top++ = frame.element; break;
        case Operation::load_member: *top++ = member(frame.element, operand); break;
        case Operation::load_accumulator: *top++ = frame.accumulator; break;
        case Operation::load_count: *top++ = Fact::of_number(operand < facts.groups.size() ? facts.groups[operand].rows : 0); break;
        case Operation::load_pieces: *top++ = Fact::of_number(operand < facts.pieces.size() ? facts.pieces[operand] : 0); break;
        case Operation::load_previous: *top++ = previous(operand); break;
        case Operation::jump: at += step.operand; break;
        case Operation::jump_if_false:
            if (!js::truthy(*--top, facts)) at += step.operand;
            break;
        case Operation::keep_if_false:
            if (!js::truthy(top[-1], facts))
                at += step.operand;
            else
                --top;
            break;
        case Operation::keep_if_true:
            if (js::truthy(top[-1], facts))
                at += step.operand;
            else
                --top;
            break;
        case Operation::keep_if_known:
            if (top[-1].type != Type::unknown)
                at += step.operand;
            else
                --top;
            break;
        case Operation::equal:
        case Operation::not_equal:
        case Operation::identical:
        case Operation::not_identical:
        case Operation::less:
        case Operation::less_equal:
        case Operation::greater:
        case Operation::greater_equal: {
            --top;
            auto const comparison = comparison_of(static_cast<Operation>(step.operation));
            top[-1] = Fact::of_boolean(compared(comparison, top[-1], top[0], context));
            break;
        }
        case Operation::between:
        case Operation::between_equal: {
            top -= 2;
            auto const comparison =
                static_cast<Operation>(step.operation) == Operation::between ? Comparison::less : Comparison::less_equal;
            top[-1] = Fact::of_boolean(compared(comparison, top[-1], top[0], context) && compared(comparison, top[0], top[1], context));
            break;
        }
        case Operation::negation: top[-1] = Fact::of_boolean(!js::truthy(top[-1], facts)); break;
        case Operation::truth: top[-1] = Fact::of_boolean(js::truthy(top[-1], facts)); break;
        case Operation::add: {
            top -= step.small;
            double sum = 0;
            for (std::uint16_t index = 0; index < step.small; ++index) sum += js::parse_float(top[index], context);
            *top++ = Fact::of_number(sum);
            break;
        }
        case Operation::multiply: {
            top -= step.small;
                // One operand alone is given back as it is, unconverted, by json-logic-js.
            if (step.small == 1) {
                ++top;
                break;
            }
            double product = js::parse_float(top[0], context);
            for (std::uint16_t index = 1; index < step.small; ++index)
                product = (product == 0 ? 0.0 : product) * js::parse_float(top[index], context);
            *top++ = Fact::of_number(product);
            break;
        }
        case Operation::negate: top[-1] = Fact::of_number(-js::to_number(top[-1], context)); break;
        case Operation::subtract:
            --top;
            top[-1] = Fact::of_number(js::to_number(top[-1], context) - js::to_number(top[0], context));
            break;
        case Operation::divide:
            --top;
            top[-1] = Fact::of_number(js::to_number(top[-1], context) / js::to_number(top[0], context));
            break;
        case Operation::modulo:
            --top;
            top[-1] = Fact::of_number(std::fmod(js::to_number(top[-1], context), js::to_number(top[0], context)));
            break;
        case Operation::minimum:
        case Operation::maximum:
            top -= step.small;
            *top = extreme({top, step.small}, static_cast<Operation>(step.operation) == Operation::maximum, *this);
            ++top;
            break;
        case Operation::in:
            --top;
            top[-1] = is_in(top[-1], top[0], *this);
            break;
        case Operation::in_constants: {
            bool found = false;
            for (std::uint32_t index = operand; index < operand + step.small && !found; ++index) {
                found = js::strictly_equal(top[-1], constant(index), context);
            }
            top[-1] = Fact::of_boolean(found);
            break;
        }
        case Operation::cat:
            top -= step.small;
            *top = concatenated({top, step.small}, *this);
            ++top;
            break;
        case Operation::substr:
            top -= step.small;
            *top = guichet::substr({top, step.small}, *this);
            ++top;
            break;
        case Operation::merge:
            top -= step.small;
            *top = merged({top, step.small}, *this);
            ++top;
            break;
        case Operation::make_array:
            top -= step.small;
            *top = made_array({top, step.small}, *this);
            ++top;
            break;
        case Operation::map:
        case Operation::filter:
        case Operation::all:
        case Operation::none:
        case Operation::some:
            top[-1] = loop(static_cast<Operation>(step.operation), top[-1], {}, place_of(at), place_of(at + step.operand), top);
            at += step.operand;
            break;
        case Operation::reduce:
            --top;
            top[-1] = loop(Operation::reduce, top[-1], top[0], place_of(at), place_of(at + step.operand), top + 1);
            at += step.operand;
            break;
        case Operation::missing: top[-1] = missing(top[-1], operand, step.small, frame); break;
        case Operation::missing_some:
            --top;
            top[-1] = missing_some(top[-1], top[0], operand, step.small, frame);
            break;
        case Operation::compare_slots: {
            Fact const& a = (step.small & 0x10U) != 0 ? in_row(operand >> 16U) : root(operand >> 16U);
            Fact const& b = (step.small & 0x20U) != 0 ? in_row(operand & 0xFFFFU) : root(operand & 0xFFFFU);
            *top++ = Fact::of_boolean(compared(static_cast<Comparison>(step.small & 0xFU), a, b, context));
            break;
        }
        case Operation::compare_constant: {
            Fact const& a = (step.small & 0x10U) != 0 ? in_row(operand >> 16U) : root(operand >> 16U);
            *top++ = Fact::of_boolean(compared(static_cast<Comparison>(step.small & 0xFU), a, constant(operand & 0xFFFFU), context));
            break;
        }
        case Operation::slot_in_constants: {
            Fact const& a = (step.small & 1U) != 0 ? in_row(operand >> 16U) : root(operand >> 16U);
            std::uint32_t const first = operand & 0xFFFFU;
            bool found = false;
            for (std::uint32_t index = first; index < first + (step.small >> 1U) && !found; ++index) {
                found = js::strictly_equal(a, constant(index), context);
            }
            *top++ = Fact::of_boolean(found);
            break;
        }
        case Operation::compare_today: {
            Fact const& slot = (step.small & 0x10U) != 0 ? in_row(operand) : root(operand);
            Fact const today = Fact::of_date(facts.today);
            bool const today_first = (step.small & 0x20U) != 0;
            auto const comparison = static_cast<Comparison>(step.small & 0xFU);
            *top++ =
                Fact::of_boolean(today_first ? compared(comparison, today, slot, context) : compared(comparison, slot, today, context));
            at += replaced_by(Operation::compare_today);
            break;
        }
        case Operation::compare_age: {
            Fact const& birth = (step.small & 0x10U) != 0 ? in_row(operand >> 16U) : root(operand >> 16U);
            Fact const& day = (step.small & 0x20U) != 0 ? in_row(operand & 0xFFFFU) : root(operand & 0xFFFFU);
            Fact const age = age_between(birth, day);
            *top++ = Fact::of_boolean(compared(static_cast<Comparison>(step.small & 0xFU), age, constant(step.small >> 6U), context));
            at += replaced_by(Operation::compare_age);
            break;
        }
        case Operation::repeats_earlier_row:
        case Operation::nir_repeats_earlier_row:
            *top++ = guichet::repeats_earlier_row(static_cast<Operation>(step.operation), operand, step.small, *this);
            break;
        case Operation::table: top[-1] = in_table(operand, top[-1], *this); break;
        case Operation::known: top[-1] = Fact::of_boolean(is_known(top[-1])); break;
        case Operation::shown: top[-1] = shown_as(operand, top[-1], *this); break;
        default: {
            top -= step.small;
            *top = domain_function(static_cast<Operation>(step.operation), {top, step.small}, *this);
            ++top;
            break;
        }
        }
    }
    return top[-1];
}

namespace {

/// Runs the whole program and hands its value to `use` while its texts are alive.
template <class Use>
auto run_program(Program const& program, js::Context& context, std::uint32_t row, Use use) {
    Facts const& facts = context.facts;
    Fact const* cells = nullptr;
    if (program.group >= 0 && static_cast<std::size_t>(program.group) < facts.groups.size()) {
        FactRows const& table = facts.groups[static_cast<std::size_t>(program.group)];
        if (row < table.rows) cells = table.cells + static_cast<std::size_t>(row) * table.stride;
    }
    Machine machine{program, facts, cells, row, context};
    // Not initialised: the compiler proved that no value is read before it is written.
    alignas(Fact) std::byte raw[stack_limit * sizeof(Fact)];
    Fact const value = program.code.empty() ? Fact::of_null()
                                            : machine.run(0, static_cast<std::uint32_t>(program.code.size()), reinterpret_cast<Fact*>(raw),
                                                          Machine::no_item);
    return use(context.exhausted ? Fact::of_null() : value, machine);
}

template <class Use>
auto run_program(Program const& program, Facts const& facts, std::uint32_t row, Use use) {
    js::Context context{facts, {}};
    return run_program(program, context, row, use);
}

void append_json(std::string& out, Fact const& fact, Machine& machine) {
    constexpr std::size_t longest = std::size_t{16} << 20U;
    if (out.size() > longest) return;
    switch (fact.type) {
    case Type::unknown:
    case Type::null: out += "null"; return;
    case Type::boolean: out += fact.boolean ? "true" : "false"; return;
    case Type::number: out += std::isfinite(fact.number) ? ecmascript_number(fact.number) : "null"; return;
    case Type::date:
    case Type::text: out += write_json(Json(std::string(js::to_text(fact, machine.context)))); return;
    case Type::row: out += "{\"@row\":[" + std::to_string(fact.length) + ',' + std::to_string(fact.row) + "]}"; return;
    case Type::texts:
    case Type::array:
    case Type::rows: break;
    }
    out += '[';
    auto const count = js::item_count(fact, machine.facts);
    for (std::uint32_t index = 0; index < count; ++index) {
        if (index != 0) out += ',';
        append_json(out, js::item_at(fact, index), machine);
    }
    out += ']';
}

}  // namespace

Value to_value(Fact const& fact, Machine& machine) {
    switch (fact.type) {
    case Type::boolean: return fact.boolean;
    case Type::number: {
        constexpr double largest = 9.0e18;
        if (!std::isfinite(fact.number) || std::abs(fact.number) > largest) return Unknown{};
        auto const whole = static_cast<std::int64_t>(fact.number);
        return static_cast<double>(whole) == fact.number ? whole : static_cast<std::int64_t>(std::round(fact.number));
    }
    case Type::date: return Date{fact.days};
    case Type::text: return std::string(fact.view());
    case Type::texts: return *fact.texts;
    case Type::array: {
        TextList list;
        for (std::uint32_t index = 0; index < fact.length; ++index) { list.emplace_back(js::to_text(fact.items[index], machine.context)); }
        return list;
    }
    default: return Unknown{};
    }
}

Value evaluate(Program const& program, Facts const& facts, std::uint32_t row) { return run_program(program, facts, row, to_value); }

bool evaluate_into(Value& kept, Program const& program, js::Context& context, std::uint32_t row) {
    context.renew();
    return run_program(program, context, row, [&kept](Fact const& fact, Machine& machine) {
        // Most are what they were, and of three kinds: a variant's own comparison and assignment cost more than they.
        auto const put = [](auto& before, auto const& after) {
            bool const changed = before != after;
            if (changed) before = after;
            return changed;
        };
        if (auto* const date = std::get_if<Date>(&kept); date != nullptr && fact.type == Type::date) return put(date->days, fact.days);
        if (auto* const text = std::get_if<std::string>(&kept); text != nullptr && fact.type == Type::text) return put(*text, fact.view());
        Value now = to_value(fact, machine);
        auto* const number = std::get_if<std::int64_t>(&kept);
        if (auto const* const whole = std::get_if<std::int64_t>(&now); number != nullptr && whole != nullptr) return put(*number, *whole);
        if (now == kept) return false;
        kept = std::move(now);
        return true;
    });
}

bool holds(Program const& program, Facts const& facts, std::uint32_t row) {
    return run_program(program, facts, row, [](Fact const& value, Machine& machine) { return js::truthy(value, machine.facts); });
}

std::uint64_t failing_rows_one_by_one(Machine& machine, std::uint32_t const first, std::uint64_t judged) {
    FactRows const& table = machine.facts.groups[static_cast<std::size_t>(machine.program.group)];
    auto const end = static_cast<std::uint32_t>(machine.program.code.size());
    alignas(Fact) std::byte raw[stack_limit * sizeof(Fact)];
    std::uint64_t failing = 0;
    for (; judged != 0; judged &= judged - 1) {
        auto const offset = static_cast<std::uint32_t>(std::countr_zero(judged));
        machine.row = first + offset;
        machine.row_cells = table.cells + static_cast<std::size_t>(machine.row) * table.stride;
        Fact const value = machine.run(0, end, reinterpret_cast<Fact*>(raw), Machine::no_item);
        if (machine.context.exhausted || !js::truthy(value, machine.facts)) failing |= std::uint64_t{1} << offset;
        machine.context.renew();
    }
    return failing;
}

std::string evaluate_json(Program const& program, Facts const& facts, std::uint32_t row) {
    return run_program(program, facts, row, [](Fact const& value, Machine& machine) {
        std::string out;
        append_json(out, value, machine);
        return out;
    });
}

}  // namespace guichet
