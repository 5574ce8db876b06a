// Operators whose first operand is a name, known when the rule is compiled: a table, a kind, a field of the row above.
#include <algorithm>

#include "procedure/compiler.hpp"
#include "procedure/kind_rows.hpp"

namespace guichet {

namespace {

std::string name_in(Json const& json) {
    auto const* const text = json.get_ptr<Json::string_t const*>();
    return text == nullptr ? std::string() : *text;
}

}  // namespace

TypeSet Compiler::table(std::vector<Json const*> const& operands, std::string const& where) {
    std::string const name = name_in(*operands[0]);
    auto const found = std::ranges::find(names.tables, name, &Table::id);
    if (found == names.tables.end()) {
        problem(pointer_to(where, std::size_t{0}), "table-inconnue", in_quotes(name) + " n'est pas une table de la démarche.");
        return type::any;
    }
    std::string const there = pointer_to(where, std::size_t{1});
    TypeSet const wanted = found->by == Table::By::date ? TypeSet{type::null | type::date} : TypeSet{type::null | type::text};
    TypeSet const given = expression(*operands[1], there);
    if (!check_date_text(wanted, simple(*operands[1]), there)) check_operand(wanted, given, "table", there);
    emit(Operation::table, static_cast<std::int32_t>(found - names.tables.begin()), 1);
    bool const texts = !found->lines.empty() && std::holds_alternative<std::string>(found->lines.front().value);
    return texts ? TypeSet{type::null | type::text} : TypeSet{type::null | type::number};
}

TypeSet Compiler::shown(std::vector<Json const*> const& operands, std::string const& where) {
    std::string const name = name_in(*operands[0]);
    Kind kind = Kind::text;
    if (!kind_from_name(name, kind)) {
        problem(pointer_to(where, std::size_t{0}), "genre-inconnu", in_quotes(name) + " n'est pas un genre de champ.");
        return type::any;
    }
    std::string const there = pointer_to(where, std::size_t{1});
    check_operand(kind_types(kind) | type::null, expression(*operands[1], there), "shown", there);
    emit(Operation::shown, static_cast<std::int32_t>(kind), 1);
    return type::null | type::text;
}

TypeSet Compiler::previous(std::vector<Json const*> const& operands, std::string const& where) {
    std::string const name = name_in(*operands[0]);
    if (scope != DataScope::answers || program.group < 0) {
        problem(where, "champ-de-ligne",
                "« previous » lit la ligne au-dessus : il s'emploie pour chaque ligne d'un groupe, hors d'une liste.");
        return type::any;
    }
    auto const found = names.variables.find(name);
    if (found == names.variables.end() || found->second.group != program.group) {
        problem(where, "champ-inconnu", in_quotes(name) + " n'est pas un champ de la ligne.");
        return type::any;
    }
    // Of whichever row: an unknown cell above does not suspend the rule, and a change there judges every row again.
    note_read({program.group, found->second.slot, true});
    note_group(program.group);
    emit(Operation::load_previous, found->second.slot);
    pushed(1);
    return static_cast<TypeSet>(found->second.types | type::null);
}

}  // namespace guichet
