// Compiling the operators whose operands are all evaluated first; comparisons and memberships of plain
// answers become one instruction.
#include "core/date.hpp"
#include "procedure/compiler.hpp"

namespace guichet {

/// A plain answer of the dossier or the row, or a literal; anything else is `other`.
SimpleOperand Compiler::simple(Json const& node) const {
    SimpleOperand operand;
    using What = SimpleOperand::What;
    if (node.is_number()) {
        operand.what = What::literal;
        operand.constant = Fact::of_number(node.get<double>());
        return operand;
    }
    if (node.is_boolean() || node.is_null()) {
        operand.what = What::literal;
        operand.constant = node.is_null() ? Fact::of_null() : Fact::of_boolean(node.get<bool>());
        return operand;
    }
    if (node.is_string()) {
        operand.what = What::literal;
        operand.text = node.get<std::string>();
        // A date is its ISO text: kept as a date, it compares as an integer.
        if (auto const iso = date_from_iso(operand.text); iso && date_to_iso(*iso) == operand.text) {
            operand.constant = Fact::of_date(*iso);
        } else {
            operand.constant.type = Fact::Type::text;
            operand.constant.length = static_cast<std::uint32_t>(operand.text.size());
        }
        return operand;
    }
    if (!node.is_object() || node.size() != 1 || node.begin().key() != "var" || scope != DataScope::answers) return operand;
    Json const* path = &node.begin().value();
    if (path->is_array() && path->size() == 1) path = &(*path)[0];
    if (!path->is_string()) return operand;
    auto const found = names.variables.find(path->get<std::string>());
    if (found == names.variables.end()) return operand;
    if (found->second.group >= 0 && found->second.group != program.group) return operand;
    operand.what = found->second.group < 0 ? What::root_slot : What::row_slot;
    operand.slot = found->second.slot;
    operand.choices = found->second.choices;
    return operand;
}

std::int32_t Compiler::constant_index(SimpleOperand const& literal) {
    Fact wanted = literal.constant;
    if (wanted.type == Fact::Type::text) {
        wanted.row = static_cast<std::uint32_t>(program.pool.size());
        program.pool += literal.text;
    }
    program.constants.push_back(wanted);
    return static_cast<std::int32_t>(program.constants.size() - 1);
}

void Compiler::note_simple(SimpleOperand const& operand) {
    if (operand.what == SimpleOperand::What::root_slot) note_read({-1, operand.slot, false});
    if (operand.what == SimpleOperand::What::row_slot) note_read({program.group, operand.slot, false});
}

namespace {

bool is_slot(SimpleOperand const& operand) {
    return operand.what == SimpleOperand::What::root_slot || operand.what == SimpleOperand::What::row_slot;
}

bool is_row(SimpleOperand const& operand) { return operand.what == SimpleOperand::What::row_slot; }

/// a < b said from b's side.
std::uint16_t mirrored(std::uint16_t comparison) {
    switch (static_cast<Comparison>(comparison)) {
    case Comparison::less: return static_cast<std::uint16_t>(Comparison::greater);
    case Comparison::less_equal: return static_cast<std::uint16_t>(Comparison::greater_equal);
    case Comparison::greater: return static_cast<std::uint16_t>(Comparison::less);
    case Comparison::greater_equal: return static_cast<std::uint16_t>(Comparison::less_equal);
    default: return comparison;
    }
}

std::int32_t packed(std::uint16_t high, std::uint32_t low) {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(high) << 16U | low);
}

constexpr std::size_t most_packed = 0xFFFF;

}  // namespace

TypeSet Compiler::comparison(Operation operation, std::vector<Json const*> const& operands, std::string const& where) {
    SimpleOperand const first = simple(*operands[0]);
    SimpleOperand const second = simple(*operands[1]);
    check_codes(first, second, where);
    check_codes(second, first, where);
    bool const ordered = operation >= Operation::less;

    // The general code is emitted first, for its types and problems; a fused instruction takes its place.
    std::size_t const code = program.code.size();
    std::size_t const constants = program.constants.size();
    std::size_t const pool = program.pool.size();
    int const before = height;
    auto const take_back = [&] {
        program.code.resize(code);
        program.constants.resize(constants);
        program.pool.resize(pool);
    };
    std::vector<TypeSet> types;
    types.reserve(operands.size());
    for (std::size_t index = 0; index < operands.size(); ++index) {
        types.push_back(expression(*operands[index], pointer_to(where, index)));
    }
    bool const told = check_date_text(types[0], second, pointer_to(where, std::size_t{1})) ||
                      check_date_text(types[1], first, pointer_to(where, std::size_t{0}));
    for (std::size_t index = 0; index + 1 < types.size() && !told; ++index) {
        check_comparable(types[index], types[index + 1], ordered, where);
    }
    height = before + 1;

    if (operands.size() == 3) {
        emit(operation == Operation::less ? Operation::between : Operation::between_equal);
        return type::boolean;
    }
    auto const kind = static_cast<std::uint16_t>(static_cast<std::uint16_t>(operation) - static_cast<std::uint16_t>(Operation::equal));
    if (is_slot(first) && is_slot(second)) {
        take_back();
        auto const small = static_cast<std::size_t>(kind | (is_row(first) ? 0x10 : 0) | (is_row(second) ? 0x20 : 0));
        emit(Operation::compare_slots, packed(first.slot, second.slot), small);
        return type::boolean;
    }
    bool const literal_second = is_slot(first) && second.what == SimpleOperand::What::literal;
    bool const literal_first = is_slot(second) && first.what == SimpleOperand::What::literal;
    if ((literal_second || literal_first) && program.constants.size() < most_packed) {
        take_back();
        SimpleOperand const& slot = literal_second ? first : second;
        std::int32_t const constant = constant_index(literal_second ? second : first);
        auto const small = static_cast<std::size_t>((literal_second ? kind : mirrored(kind)) | (is_row(slot) ? 0x10 : 0));
        emit(Operation::compare_constant, packed(slot.slot, static_cast<std::uint32_t>(constant)), small);
        return type::boolean;
    }
    emit(operation);
    return type::boolean;
}

TypeSet Compiler::membership(std::vector<Json const*> const& operands, std::string const& where) {
    SimpleOperand const needle = simple(*operands[0]);
    Json const& haystack = *operands[1];
    bool literals = haystack.is_array() && !haystack.empty();
    std::vector<SimpleOperand> items;
    if (literals) {
        for (Json const& item : haystack) {
            items.push_back(simple(item));
            literals = literals && items.back().what == SimpleOperand::What::literal;
            if (items.size() > 200) literals = false;
        }
    }
    TypeSet const first = expression(*operands[0], pointer_to(where, std::size_t{0}));
    if (!literals || program.constants.size() + items.size() >= most_packed) {
        std::string const there = pointer_to(where, std::size_t{1});
        TypeSet const second = expression(haystack, there);
        check_operand(type::null | type::text | type::date | type::list | type::rows, second, "où chercher", there);
        emit(Operation::in);
        pushed(-1);
        return type::boolean;
    }
    for (std::size_t index = 0; index < items.size(); ++index) {
        std::string const there = pointer_to(pointer_to(where, std::size_t{1}), index);
        check_codes(needle, items[index], there);
        auto const kind = items[index].constant.type;
        TypeSet const item = kind == Fact::Type::number ? type::number
                             : kind == Fact::Type::date ? TypeSet{type::date | type::text}
                             : kind == Fact::Type::text ? type::text
                             : kind == Fact::Type::null ? type::null
                                                        : type::boolean;
        check_comparable(first, item, false, there);
    }
    auto const start = static_cast<std::uint32_t>(program.constants.size());
    for (SimpleOperand const& item : items) (void)constant_index(item);
    if (is_slot(needle)) {
        program.code.pop_back();
        emit(Operation::slot_in_constants, packed(needle.slot, start), items.size() << 1U | (is_row(needle) ? 1U : 0U));
    } else {
        emit(Operation::in_constants, static_cast<std::int32_t>(start), items.size());
    }
    return type::boolean;
}

TypeSet Compiler::plain_operator(OperatorRow const& entry, std::vector<Json const*> const& operands, std::string const& where) {
    if (is_comparison(entry.operation)) return comparison(entry.operation, operands, where);
    switch (entry.operation) {
    case Operation::load_root: return variable(operands, where);
    case Operation::keep_if_false: return junction(true, operands, where);
    case Operation::keep_if_true: return junction(false, operands, where);
    case Operation::jump_if_false: return conditional(operands, where);
    case Operation::in: return membership(operands, where);
    case Operation::map:
    case Operation::filter:
    case Operation::reduce:
    case Operation::all:
    case Operation::none:
    case Operation::some: return list_operator(entry.operation, operands, where);
    case Operation::missing: return missing(false, operands, where);
    case Operation::missing_some: return missing(true, operands, where);
    case Operation::repeats_earlier_row:
    case Operation::nir_repeats_earlier_row: return repeats(entry.operation, operands, where);
    case Operation::load_pieces: return pieces(operands, where);
    case Operation::load_previous: return previous(operands, where);
    case Operation::table: return table(operands, where);
    case Operation::shown: return shown(operands, where);
    case Operation::push_today:
            // {"today": []}; an operand, if any, means nothing.
        program.reads_today = true;
        emit(Operation::push_today);
        pushed(1);
        return type::date;
    default: break;
    }
    // `count` of a group needs no list.
    bool const counts_rows = entry.operation == Operation::count || entry.operation == Operation::length;
    std::size_t const start = program.code.size();
    for (std::size_t index = 0; index < operands.size(); ++index) {
        std::string const here = pointer_to(where, index);
        TypeSet const given = expression(*operands[index], here);
        if (!check_date_text(entry.operands, simple(*operands[index]), here)) { check_operand(entry.operands, given, entry.name, here); }
    }
    auto const count = static_cast<int>(operands.size());
    bool const lone = program.code.size() == start + 1;
    if (counts_rows && lone && program.code.back().operation == static_cast<std::uint16_t>(Operation::load_rows)) {
        program.code.back().operation = static_cast<std::uint16_t>(Operation::load_count);
        return type::number;
    }
    bool const negates = entry.operation == Operation::subtract && count == 1;
    emit(negates ? Operation::negate : entry.operation, 0, operands.size());
    pushed(1 - count);
    return entry.result;
}

}  // namespace guichet
