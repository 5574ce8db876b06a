// Compiling `var`, and the operators that name answers at run time or in bulk.
#include <algorithm>

#include "procedure/compiler.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_names = 2000;

bool is_index(std::string_view text) {
    return !text.empty() && text.size() <= 4 && std::ranges::all_of(text, [](char byte) { return byte >= '0' && byte <= '9'; }) &&
           (text.size() == 1 || text[0] != '0');
}

std::uint32_t to_index(std::string_view text) {
    std::uint32_t value = 0;
    for (char const byte : text) value = value * 10 + static_cast<std::uint32_t>(byte - '0');
    return value;
}

}  // namespace

void Compiler::note_read(SlotRead read) {
    if (!std::ranges::contains(program.reads, read)) program.reads.push_back(read);
}

void Compiler::note_group(std::int16_t group) {
    if (!std::ranges::contains(program.groups, group)) program.groups.push_back(group);
}

/// Makes the table that finds the member of an element: its slot by group. Notes the reads.
std::int32_t Compiler::members_named(std::string_view name, TypeSet& types) {
    std::vector<std::int16_t> slots(names.groups.size(), std::int16_t{-1});
    types = type::null;
    bool known = false;
    for (std::size_t group = 0; group < names.groups.size(); ++group) {
        // Only the groups that this program walks over: others cannot be the element.
        auto const index = static_cast<std::int16_t>(group);
        if (!std::ranges::contains(program.groups, index)) continue;
        auto const found = names.variables.find(names.groups[group] + "." + std::string(name));
        if (found == names.variables.end()) continue;
        slots[group] = static_cast<std::int16_t>(found->second.slot);
        types = static_cast<TypeSet>(types | found->second.types);
        note_read({index, found->second.slot, true});
        known = true;
    }
    if (!known) return -1;
    auto const start = static_cast<std::int32_t>(program.members.size());
    program.members.insert(program.members.end(), slots.begin(), slots.end());
    return start;
}

TypeSet Compiler::read_element(std::string_view name, std::string const& where) {
    pushed(1);
    TypeSet types = type::any;
    std::int32_t const start = members_named(name, types);
    if (start < 0) {
        if (names.types_checked) {
            problem(where, "champ-inconnu",
                    in_quotes(name) + " n'est pas un champ des lignes parcourues ici. Dans une liste, « var » ne "
                                      "voit que l'élément.");
        }
        emit(Operation::push_null);
        program.code.back().operation = static_cast<std::uint16_t>(Operation::load_member);
        program.code.back().operand = static_cast<std::int32_t>(program.members.size());
        program.members.insert(program.members.end(), names.groups.size(), std::int16_t{-1});
        return type::null;
    }
    emit(Operation::load_member, start);
    return types;
}

TypeSet Compiler::read_answer(std::string const& name, std::string const& where) {
    auto const found = names.variables.find(name);
    if (found != names.variables.end()) {
        Variable const& variable = found->second;
        if (variable.group < 0) {
            note_read({-1, variable.slot, false});
            emit(Operation::load_root, variable.slot);
            pushed(1);
            return static_cast<TypeSet>(variable.types | type::null);
        }
        if (variable.group == program.group) {
            note_read({variable.group, variable.slot, false});
            emit(Operation::load_row, variable.slot);
            pushed(1);
            return static_cast<TypeSet>(variable.types | type::null);
        }
        problem(where, "champ-de-ligne",
                in_quotes(name) + " est un champ répété : hors d'une règle « pour chaque » ligne, parcourez " +
                    in_quotes(names.groups[static_cast<std::size_t>(variable.group)]) + " (map, filter, all, some…).");
        return type::any;
    }
    for (std::size_t index = 0; index < names.groups.size(); ++index) {
        auto const group = static_cast<std::int16_t>(index);
        if (name == names.groups[index]) {
            note_group(group);
            emit(Operation::load_rows, group);
            pushed(1);
            return type::rows;
        }
        if (!name.starts_with(names.groups[index] + ".")) continue;
        // As in JavaScript: "stagiaires.length", "stagiaires.0.nom".
        std::string_view const rest = std::string_view(name).substr(names.groups[index].size() + 1);
        if (rest == "length") {
            note_group(group);
            emit(Operation::load_count, group);
            pushed(1);
            return type::number;
        }
        auto const dot = rest.find('.');
        if (dot == std::string_view::npos || !is_index(rest.substr(0, dot))) continue;
        auto const member = names.variables.find(names.groups[index] + "." + std::string(rest.substr(dot + 1)));
        if (member == names.variables.end()) continue;
        note_group(group);
        note_read({group, member->second.slot, true});
        emit(Operation::load_cell, static_cast<std::int32_t>(index << 16U | member->second.slot), to_index(rest.substr(0, dot)));
        pushed(1);
        return static_cast<TypeSet>(member->second.types | type::null);
    }
    problem(where, "champ-inconnu", in_quotes(name) + " n'est pas un champ de la démarche.");
    return type::any;
}

TypeSet Compiler::variable(std::vector<Json const*> const& operands, std::string const& where) {
    std::string name;
    if (!operands.empty() && operands[0]->is_string())
        name = operands[0]->get<std::string>();
    else if (!operands.empty() && !operands[0]->is_null()) {
        problem(where, "nom-calcule", "Le nom d'un champ s'écrit en toutes lettres : il ne peut pas être calculé.");
        return type::any;
    }
    TypeSet types = type::any;
    if (scope == DataScope::answers) {
        if (name.empty()) {
            problem(where, "champ-inconnu", "« var » sans nom ne vaut que dans une liste (map, filter, all, some…).");
            return type::any;
        }
        types = read_answer(name, where);
    } else if (scope == DataScope::element) {
        if (name.empty()) {
            emit(Operation::load_element);
            pushed(1);
            types = element_types;
        } else {
            types = read_element(name, where);
        }
    } else if (name == "current") {
        emit(Operation::load_element);
        pushed(1);
        types = element_types;
    } else if (name == "accumulator") {
        emit(Operation::load_accumulator);
        pushed(1);
        types = accumulator_types;
    } else if (name.starts_with("current.")) {
        types = read_element(std::string_view(name).substr(8), where);
    } else {
        problem(where, "champ-inconnu", "Dans « reduce », « var » ne connaît que « current » et « accumulator ».");
        return type::any;
    }
    if (operands.size() > 1) {
        std::size_t const known = emit(Operation::keep_if_known);
        pushed(-1);
        types = static_cast<TypeSet>((types & ~type::null) | expression(*operands[1], pointer_to(where, std::size_t{1})));
        land(known);
    }
    return types;
}

/// Registers every text of the expression that names an answer: `missing` finds it at run time.
void Compiler::name_keys(Json const& node, int levels) {
    if (levels > 64 || program.names.size() >= most_names) return;
    if (node.is_structured()) {
        for (Json const& item : node) name_keys(item, levels + 1);
        return;
    }
    if (!node.is_string()) return;
    auto const text = node.get<std::string>();
    NamedSlot named;
    if (scope == DataScope::element) {
        TypeSet types = 0;
        std::int32_t const start = members_named(text, types);
        if (start < 0) return;
        named.where = -3;
        named.slot = static_cast<std::int16_t>(start);
    } else if (scope == DataScope::reduction) {
        if (text != "current" && text != "accumulator") return;
        named.where = text == "current" ? std::int16_t{-5} : std::int16_t{-6};
    } else if (auto const found = names.variables.find(text); found != names.variables.end()) {
        Variable const& variable = found->second;
        if (variable.group >= 0 && variable.group != program.group) return;
        named.where = variable.group < 0 ? std::int16_t{-1} : std::int16_t{-2};
        named.slot = static_cast<std::int16_t>(variable.slot);
        note_read({variable.group, variable.slot, false});
    } else {
        auto const group = std::ranges::find(names.groups, text);
        if (group == names.groups.end()) return;
        named.where = -4;
        named.slot = static_cast<std::int16_t>(group - names.groups.begin());
        note_group(named.slot);
    }
    named.offset = static_cast<std::uint32_t>(program.pool.size());
    named.length = static_cast<std::uint32_t>(text.size());
    program.pool += text;
    program.names.push_back(named);
}

TypeSet Compiler::missing(bool some, std::vector<Json const*> const& operands, std::string const& where) {
    if (some) {
        check_operand(type::number, expression(*operands[0], pointer_to(where, std::size_t{0})), "le nombre",
                      pointer_to(where, std::size_t{0}));
        if (!operands[1]->is_array()) {
            problem(pointer_to(where, std::size_t{1}), "liste", "« missing_some » attend une liste de noms de champs.");
            return type::list;
        }
        // Names in `missing_some` are given as they are, without a list around each.
        (void)sequence(*operands[1], pointer_to(where, std::size_t{1}));
    } else {
        for (std::size_t index = 0; index < operands.size(); ++index) { (void)expression(*operands[index], pointer_to(where, index)); }
        emit(Operation::make_array, 0, operands.size());
        pushed(1 - static_cast<int>(operands.size()));
    }
    auto const first = static_cast<std::int32_t>(program.names.size());
    for (Json const* const operand : operands) name_keys(*operand, 0);
    auto const count = program.names.size() - static_cast<std::size_t>(first);
    if (count == 0 && names.types_checked) { problem(where, "champ-inconnu", "Aucun des noms donnés à « missing » n'est un champ."); }
    emit(some ? Operation::missing_some : Operation::missing, first, count);
    if (some) pushed(-1);
    return type::list;
}

TypeSet Compiler::repeats(Operation operation, std::vector<Json const*> const& operands, std::string const& where) {
    auto const first = static_cast<std::int32_t>(program.names.size());
    for (std::size_t index = 0; index < operands.size(); ++index) {
        std::string const here = pointer_to(where, index);
        if (scope != DataScope::answers || program.group < 0 || !operands[index]->is_string()) {
            problem(here, "champ-de-ligne", "« repeats_earlier_row » attend des noms de champs, dans une règle « pour chaque » ligne.");
            return type::boolean;
        }
        auto const found = names.variables.find(operands[index]->get<std::string>());
        if (found == names.variables.end() || found->second.group != program.group) {
            problem(here, "champ-inconnu",
                    in_quotes(*operands[index]->get_ptr<Json::string_t const*>()) + " n'est pas un champ de la ligne.");
            return type::boolean;
        }
        NamedSlot named;
        named.where = -2;
        named.slot = static_cast<std::int16_t>(found->second.slot);
        program.names.push_back(named);
        note_read({program.group, found->second.slot, false});
        note_read({program.group, found->second.slot, true});
    }
    note_group(program.group);
    emit(operation, first, operands.size());
    pushed(1);
    return type::boolean;
}

TypeSet Compiler::pieces(std::vector<Json const*> const& operands, std::string const& where) {
    std::string const name = operands[0]->is_string() ? operands[0]->get<std::string>() : std::string();
    auto const found = std::ranges::find(names.zones, name);
    if (found == names.zones.end()) {
        problem(where, "zone-inconnue", in_quotes(name) + " n'est pas une zone de pièces jointes de la démarche.");
        return type::number;
    }
    program.reads_attachments = true;
    emit(Operation::load_pieces, static_cast<std::int32_t>(found - names.zones.begin()));
    pushed(1);
    return type::number;
}

}  // namespace guichet
