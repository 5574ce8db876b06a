#include "procedure/compile.hpp"

#include <algorithm>
#include <utility>

#include "procedure/compiler.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_instructions = 20000;
constexpr int deepest_expression = 48;
constexpr std::size_t most_operands = 200;

}  // namespace

std::string pointer_to(std::string const& where, std::string_view name) {
    std::string pointer = where + '/';
    for (char const byte : name) {
        if (byte == '~')
            pointer += "~0";
        else if (byte == '/')
            pointer += "~1";
        else
            pointer += byte;
    }
    return pointer;
}

std::string pointer_to(std::string const& where, std::size_t index) { return where + '/' + std::to_string(index); }

void Compiler::problem(std::string const& where, std::string_view code, Sentence sentence, bool fatal) {
    problems.push_back({where, std::string(code), std::move(sentence).text(), fatal});
}

std::size_t Compiler::emit(Operation operation, std::int32_t operand, std::size_t small) {
    if (program.code.size() == most_instructions) { problem("", "regle-trop-longue", "La règle est trop longue : découpez-la."); }
    if (program.code.size() <= most_instructions) {
        program.code.push_back({static_cast<std::uint16_t>(operation), static_cast<std::uint16_t>(small), operand});
    }
    return program.code.size() - 1;
}

void Compiler::pushed(int count) {
    height += count;
    deepest = std::max(deepest, height);
}

void Compiler::land(std::size_t instruction) {
    program.code[instruction].operand = static_cast<std::int32_t>(program.code.size() - instruction - 1);
}

TypeSet Compiler::literal(Json const& node, std::string const& where) {
    if (node.is_null()) {
        emit(Operation::push_null);
        pushed(1);
        return type::null;
    }
    if (node.is_boolean()) {
        emit(Operation::push_boolean, 0, node.get<bool>() ? 1 : 0);
        pushed(1);
        return type::boolean;
    }
    SimpleOperand const operand = simple(node);
    if (operand.what != SimpleOperand::What::literal) {
        problem(where, "litteral", "Cette valeur n'est ni un nombre, ni un texte, ni une liste, ni une opération.");
        return type::any;
    }
    emit(Operation::push_constant, constant_index(operand));
    pushed(1);
    auto const kind = operand.constant.type;
    return kind == Fact::Type::number ? type::number : (kind == Fact::Type::date ? type::date | type::text : type::text);
}

/// A literal list: each item is an expression.
TypeSet Compiler::sequence(Json const& list, std::string const& where) {
    if (list.size() > most_operands) {
        problem(where, "liste-trop-longue", "La liste a plus de 200 éléments.");
        return type::list;
    }
    for (std::size_t index = 0; index < list.size(); ++index) (void)expression(list[index], pointer_to(where, index));
    emit(Operation::make_array, 0, list.size());
    pushed(1 - static_cast<int>(list.size()));
    return type::list;
}

/// if / ?: — condition, value, condition, value, …, otherwise.
TypeSet Compiler::conditional(std::vector<Json const*> const& operands, std::string const& where) {
    std::vector<std::size_t> exits;
    TypeSet types = 0;
    std::size_t index = 0;
    int const before = height;
    for (; index + 1 < operands.size(); index += 2) {
        (void)expression(*operands[index], pointer_to(where, index));
        std::size_t const skip = emit(Operation::jump_if_false);
        height = before;
        types = static_cast<TypeSet>(types | expression(*operands[index + 1], pointer_to(where, index + 1)));
        exits.push_back(emit(Operation::jump));
        height = before;
        land(skip);
    }
    if (index < operands.size()) {
        types = static_cast<TypeSet>(types | expression(*operands[index], pointer_to(where, index)));
    } else {
        emit(Operation::push_null);
        pushed(1);
        types = static_cast<TypeSet>(types | type::null);
    }
    for (std::size_t const exit : exits) land(exit);
    height = before + 1;
    return types;
}

TypeSet Compiler::junction(bool is_and, std::vector<Json const*> const& operands, std::string const& where) {
    std::vector<std::size_t> exits;
    TypeSet types = 0;
    int const before = height;
    for (std::size_t index = 0; index < operands.size(); ++index) {
        height = before;
        types = static_cast<TypeSet>(types | expression(*operands[index], pointer_to(where, index)));
        if (index + 1 < operands.size()) { exits.push_back(emit(is_and ? Operation::keep_if_false : Operation::keep_if_true)); }
    }
    for (std::size_t const exit : exits) land(exit);
    return types;
}

TypeSet Compiler::list_operator(Operation operation, std::vector<Json const*> const& operands, std::string const& where) {
    bool const reduces = operation == Operation::reduce;
    TypeSet const list = expression(*operands[0], pointer_to(where, std::size_t{0}));
    check_operand(type::list | type::rows, list, "la liste", pointer_to(where, std::size_t{0}));
    TypeSet initial = type::null;
    if (reduces) {
        if (operands.size() > 2)
            initial = expression(*operands[2], pointer_to(where, std::size_t{2}));
        else
            initial = literal(Json(nullptr), where);
    }
    std::size_t const head = emit(operation);

    auto const outer_scope = std::exchange(scope, reduces ? DataScope::reduction : DataScope::element);
    auto const outer_element = std::exchange(element_types, (list & type::rows) != 0 && (list & type::list) == 0 ? type::row : type::any);
    auto const outer_accumulator = std::exchange(accumulator_types, type::any);
    // The body has its own part of the stack, above what stands there now.
    int const before = height;
    TypeSet const body = expression(*operands[1], pointer_to(where, std::size_t{1}));
    height = before;
    scope = outer_scope;
    element_types = outer_element;
    accumulator_types = outer_accumulator;
    land(head);

    if (reduces) {
        pushed(-1);
        return static_cast<TypeSet>(initial | body);
    }
    switch (operation) {
    case Operation::map: return type::list;
    case Operation::filter: return list;
    default: return type::boolean;
    }
}

TypeSet Compiler::expression(Json const& node, std::string const& where) {
    if (program.code.size() > most_instructions) return type::any;  // told already
    if (depth >= deepest_expression) {
        problem(where, "trop-imbriquee", "L'expression est imbriquée sur plus de 48 niveaux.");
        return type::any;
    }
    if (node.is_array()) {
        ++depth;
        TypeSet const types = sequence(node, where);
        --depth;
        return types;
    }
    if (!node.is_object()) return literal(node, where);
    if (node.size() != 1) {
        problem(where, "operation", Sentence("Une opération est un objet d'un seul membre, son nom : celui-ci en a ") + node.size() + ".");
        return type::any;
    }
    std::string const name = node.begin().key();
    Json const& given = node.begin().value();
    std::string const inner = pointer_to(where, name);
    // {"var": "x"} is short for {"var": ["x"]}.
    std::vector<Json const*> operands;
    bool const listed = given.is_array();
    if (listed && given.size() > most_operands) {
        problem(inner, "operandes", "L'opération a plus de 200 opérandes.");
        return type::any;
    }
    if (listed) {
        for (Json const& operand : given) operands.push_back(&operand);
    } else {
        operands.push_back(&given);
    }
    OperatorRow const* const row = find_operator(name);
    if (row == nullptr) {
        problem(where, "operateur-inconnu", in_quotes(name) + " n'est pas une opération connue.");
        return type::any;
    }
    if (operands.size() < row->least || operands.size() > row->most) {
        Sentence const wanted = (row->least == row->most ? Sentence() : Sentence("de ") + row->least + " à ") + row->most;
        problem(inner, "operandes", in_quotes(name) + " prend " + wanted + " opérande(s) : il y en a " + operands.size() + ".");
        return type::any;
    }
    ++depth;
    TypeSet const types = plain_operator(*row, operands, inner);
    --depth;
    return types;
}

CompiledRule compile_rule(Json const& rule, RuleNames const& names, std::int16_t row_group, std::vector<RuleProblem>& problems) {
    Compiler compiler{.names = names, .problems = problems};
    compiler.program.group = row_group;
    TypeSet const types = compiler.expression(rule, "");
    if (compiler.deepest > stack_limit - 2) {
        compiler.problem("", "trop-imbriquee", "La règle garde trop de valeurs à la fois : découpez-la.");
    }
    compiler.program.stack = static_cast<std::uint16_t>(std::min(compiler.deepest, int{stack_limit}));
    fuse(compiler.program);
    return {std::move(compiler.program), types};
}

}  // namespace guichet
