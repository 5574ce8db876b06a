// The operators of JsonLogic that handle lists and texts, to the letter of json-logic-js.
#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "procedure/machine.hpp"

namespace guichet {

using Type = Fact::Type;

Fact Machine::loop(Operation const operation, Fact const& list, Fact const& initial, std::uint32_t const begin, std::uint32_t const end,
                   Fact* const stack) {
    std::uint32_t const count = js::is_list(list) ? js::item_count(list, facts) : 0;
    bool const makes_list = operation == Operation::map || operation == Operation::filter;
    Fact* made = nullptr;
    if (makes_list) {
        made = context.scratch.take_facts(count);
        if (made == nullptr) return give_up();
    }
    Frame frame{{}, js::settled(initial)};
    std::uint32_t kept = 0;
    // One instruction of `reduce` that does not look at what it gave before: only the last item counts.
    bool const is_last = operation == Operation::reduce && end - begin == 1 && count > 1 &&
                         static_cast<Operation>(program.code[begin].operation) == Operation::load_member;
    if (is_last && !spend(std::size_t{count - 1} * 2)) return Fact::of_null();
    for (std::uint32_t index = is_last ? count - 1 : 0; index < count; ++index) {
        if (!spend(end - begin + 1)) return Fact::of_null();
        frame.element = js::item_at(list, index);
        Fact const value = js::settled(run(begin, end, stack, frame));
        switch (operation) {
        case Operation::map: made[kept++] = value; break;
        case Operation::filter:
            if (js::truthy(value, facts)) made[kept++] = frame.element;
            break;
        case Operation::all:
            if (!js::truthy(value, facts)) return Fact::of_boolean(false);
            break;
        case Operation::none:
            if (js::truthy(value, facts)) return Fact::of_boolean(false);
            break;
        case Operation::some:
            if (js::truthy(value, facts)) return Fact::of_boolean(true);
            break;
        default: frame.accumulator = value; break;
        }
    }
    if (makes_list) return Fact::of_array(made, kept);
    if (operation == Operation::all) return Fact::of_boolean(count != 0);
    if (operation == Operation::none) return Fact::of_boolean(true);
    if (operation == Operation::some) return Fact::of_boolean(false);
    return frame.accumulator;
}

Fact Machine::named(NamedSlot const& name, Frame const& frame) const {
    auto const slot = static_cast<std::uint32_t>(name.slot);
    switch (name.where) {
    case -1: return root(slot);
    case -2: return in_row(slot);
    case -3: return member(frame.element, slot);
    case -5: return frame.element;
    case -6: return frame.accumulator;
    default: return Fact::of_rows(name.slot);
    }
}

Fact Machine::missing(Fact const& given, std::uint32_t const first, std::uint32_t const count, Frame const& frame) {
    // The keys are the operands, or the first operand when it is itself a list.
    Fact keys = given;
    if (js::item_count(given, facts) > 0) {
        Fact const head = js::item_at(given, 0);
        if (js::is_list(head)) keys = head;
    }
    std::uint32_t const key_count = js::item_count(keys, facts);
    Fact* const made = context.scratch.take_facts(key_count);
    if (made == nullptr) return give_up();
    std::uint32_t kept = 0;
    for (std::uint32_t index = 0; index < key_count; ++index) {
        if (!spend(count + 1)) return Fact::of_null();
        Fact const key = js::item_at(keys, index);
        auto const text = js::to_text(key, context);
        Fact value;
        for (std::uint32_t at = first; at < first + count; ++at) {
            NamedSlot const& name = program.names[at];
            if (std::string_view(program.pool.data() + name.offset, name.length) == text) value = named(name, frame);
        }
        if (js::is_absent(value) || (value.type == Type::text && value.length == 0)) made[kept++] = key;
    }
    return Fact::of_array(made, kept);
}

Fact Machine::missing_some(Fact const& needed, Fact const& keys, std::uint32_t const first, std::uint32_t const count, Frame const& frame) {
    Fact const absent = missing(keys, first, count, frame);
    double const found = static_cast<double>(js::item_count(keys, facts)) - absent.length;
    if (compare(Comparison::greater_equal, Fact::of_number(found), needed, context)) return made_array({}, *this);
    return absent;
}

bool compare_others(Comparison const comparison, Fact const& a, Fact const& b, js::Context& context) {
    using js::Order;
    switch (comparison) {
    case Comparison::equal: return js::loosely_equal(a, b, context);
    case Comparison::not_equal: return !js::loosely_equal(a, b, context);
    case Comparison::identical: return js::strictly_equal(a, b, context);
    case Comparison::not_identical: return !js::strictly_equal(a, b, context);
    default: break;
    }
    Order const order = js::order(a, b, context);
    switch (comparison) {
    case Comparison::less: return order == Order::less;
    case Comparison::less_equal: return order == Order::less || order == Order::equal;
    case Comparison::greater: return order == Order::greater;
    default: return order == Order::greater || order == Order::equal;
    }
}

Fact is_in(Fact const& needle, Fact const& haystack, Machine& machine) {
    if (js::is_list(haystack)) {
        std::uint32_t const count = js::item_count(haystack, machine.facts);
        if (!machine.spend(count)) return Fact::of_null();
        for (std::uint32_t index = 0; index < count; ++index) {
            if (js::strictly_equal(js::item_at(haystack, index), needle, machine.context)) return Fact::of_boolean(true);
        }
        return Fact::of_boolean(false);
    }
    bool const searchable = haystack.type == Type::date || (haystack.type == Type::text && haystack.length != 0);
    if (!searchable) return Fact::of_boolean(false);
    auto const text = js::to_text(haystack, machine.context);
    if (!machine.spend(text.size() / 16)) return Fact::of_null();
    return Fact::of_boolean(text.find(js::to_text(needle, machine.context)) != std::string_view::npos);
}

Fact concatenated(std::span<Fact> const& parts, Machine& machine) {
    // Each becomes its text first: a number's goes to the scratch as the joined text will.
    std::size_t size = 0;
    for (Fact& part : parts) {
        part = Fact::of_text(js::is_absent(part) ? std::string_view() : js::to_text(part, machine.context));
        size += part.length;
        if (machine.context.exhausted || !machine.spend(size / 64)) return Fact::of_null();
    }
    char* const room = machine.context.scratch.take_text(size);
    if (room == nullptr) return machine.give_up();
    char* end = room;
    for (Fact const& part : parts) {
        // Most are of a few bytes, for which a call costs more.
        for (char const each : part.view()) *end++ = each;
    }
    return Fact::of_text({room, size});
}

namespace {

/// JavaScript's ToIntegerOrInfinity, held within what a text can be long.
double to_integer(double number) {
    constexpr double far = 1.0e9;
    if (std::isnan(number)) return 0;
    return std::clamp(std::trunc(number), -far, far);
}

std::size_t utf16_length(std::string_view text) {
    std::size_t units = 0;
    for (char const byte : text) {
        auto const lead = static_cast<unsigned char>(byte);
        if ((lead & 0xC0U) != 0x80U) units += lead >= 0xF0U ? 2 : 1;
    }
    return units;
}

/// Units [start, start + count) of the text; half a pair becomes U+FFFD, which is how it is written out.
std::string utf16_slice(std::string_view text, std::size_t start, std::size_t count) {
    std::string out;
    if (count == 0) return out;
    std::size_t unit = 0;
    std::size_t const stop = start + count;
    constexpr char32_t replacement = 0xFFFD;
    constexpr char32_t first_astral = 0x10000;
    for (std::size_t at = 0; at < text.size() && unit < stop;) {
        char32_t const point = next_code_point(text, at);
        std::size_t const width = point >= first_astral ? 2 : 1;
        bool const begins = unit >= start;
        bool const ends = unit + width <= stop;
        if (begins && ends)
            append_code_point(out, point);
        else if (unit + width > start)
            append_code_point(out, replacement);
        unit += width;
    }
    return out;
}

/// String.prototype.substr.
std::string js_substr(std::string_view text, double start, double length) {
    auto const size = static_cast<double>(utf16_length(text));
    start = start < 0 ? std::max(size + start, 0.0) : std::min(start, size);
    length = std::clamp(length, 0.0, size - start);
    return utf16_slice(text, static_cast<std::size_t>(start), static_cast<std::size_t>(length));
}

}  // namespace

Fact substr(std::span<Fact const> const& operands, Machine& machine) {
    js::Context& context = machine.context;
    auto const source = js::to_text(operands[0], context);
    if (!machine.spend(source.size() / 16)) return Fact::of_null();
    constexpr double all = 1.0e9;
    double const start = to_integer(js::to_number(operands[1], context));
    std::string text;
    if (operands.size() < 3) {
        text = js_substr(source, start, all);
    } else if (compare(Comparison::less, operands[2], Fact::of_number(0), context)) {
        // A negative length leaves that many characters out at the end. When it is no number, JavaScript
        // glues it to the length as text, which no number is: nothing is left.
        text = js_substr(source, start, all);
        double const left = operands[2].type == Type::number ? static_cast<double>(utf16_length(text)) + operands[2].number : 0;
        text = js_substr(text, 0, to_integer(left));
    } else {
        text = js_substr(source, start, to_integer(js::to_number(operands[2], context)));
    }
    char* const room = context.scratch.take_text(text.size());
    if (room == nullptr) return machine.give_up();
    text.copy(room, text.size());
    return Fact::of_text({room, text.size()});
}

Fact merged(std::span<Fact const> const& parts, Machine& machine) {
    std::size_t total = 0;
    for (Fact const& part : parts) total += js::is_list(part) ? js::item_count(part, machine.facts) : 1;
    Fact* const made = machine.context.scratch.take_facts(total);
    if (made == nullptr || !machine.spend(total)) return machine.give_up();
    std::uint32_t kept = 0;
    for (Fact const& part : parts) {
        if (!js::is_list(part)) {
            made[kept++] = js::settled(part);
            continue;
        }
        std::uint32_t const count = js::item_count(part, machine.facts);
        for (std::uint32_t index = 0; index < count; ++index) made[kept++] = js::item_at(part, index);
    }
    return Fact::of_array(made, kept);
}

Fact made_array(std::span<Fact const> const& items, Machine& machine) {
    Fact* const made = machine.context.scratch.take_facts(items.size());
    if (made == nullptr) return machine.give_up();
    std::ranges::transform(items, made, js::settled);
    return Fact::of_array(made, items.size());
}

Fact extreme(std::span<Fact const> const& operands, bool maximum, Machine& machine) {
    double best = maximum ? -js::infinity : js::infinity;
    bool undefined = false;
    for (Fact const& operand : operands) {
        double const number = js::to_number(operand, machine.context);
        undefined = undefined || std::isnan(number);
        // JavaScript tells the zeros apart here.
        bool const zeros = number == 0 && best == 0;
        bool const better = zeros ? std::signbit(best) == maximum : (maximum ? number > best : number < best);
        if (better) best = number;
    }
    return Fact::of_number(undefined ? NAN : best);
}

}  // namespace guichet
