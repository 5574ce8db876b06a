// The compiler's state and its parts: walking expressions (compile.cpp), variables
// (compile_variables.cpp), operators and their operands (compile_operators.cpp), type checks
// (compile_types.cpp), names (compile_named.cpp). Internal to the room.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "procedure/compile.hpp"
#include "procedure/facts.hpp"
#include "procedure/operations.hpp"
#include "procedure/sentence.hpp"

namespace guichet {

/// What `var` reads from: the answers, or the item of a list operator.
enum class DataScope : std::uint8_t { answers, element, reduction };

/// How an operator without a rule of its own takes its operands.
struct OperatorRow {
    std::string_view name;
    Operation operation;
    std::uint8_t least;
    std::uint8_t most;
    TypeSet operands;   ///< what each operand may be; type::any: not checked
    TypeSet result;
};
[[nodiscard]] OperatorRow const* find_operator(std::string_view name);

/// An operand that is a plain answer or a literal: what the fused instructions need.
struct SimpleOperand {
    enum class What : std::uint8_t { other, root_slot, row_slot, literal } what = What::other;
    std::uint16_t slot = 0;
    Fact constant;  ///< without the place of a text
    std::string text;   ///< of a text literal
    Nomenclature const* choices = nullptr;
};

struct Compiler {
    RuleNames const& names;
    std::vector<RuleProblem>& problems;
    Program program{};
    DataScope scope = DataScope::answers;
    TypeSet element_types = type::any;
    TypeSet accumulator_types = type::any;
    int height = 0;    ///< of the stack, here
    int deepest = 0;
    int depth = 0;     ///< of nested expressions

    /// Emits the code of the expression, which leaves one value; gives what that can be.
    TypeSet expression(Json const& node, std::string const& where);

    // compile.cpp
    void problem(std::string const& where, std::string_view code, Sentence sentence, bool fatal = true);
    std::size_t emit(Operation operation, std::int32_t operand = 0, std::size_t small = 0);
    void pushed(int count);
    /// Makes the jump at `instruction` lead to the next instruction emitted.
    void land(std::size_t instruction);
    TypeSet literal(Json const& node, std::string const& where);
    TypeSet sequence(Json const& list, std::string const& where);
    TypeSet conditional(std::vector<Json const*> const& operands, std::string const& where);
    TypeSet junction(bool is_and, std::vector<Json const*> const& operands, std::string const& where);
    TypeSet list_operator(Operation operation, std::vector<Json const*> const& operands, std::string const& where);

    // compile_variables.cpp
    TypeSet variable(std::vector<Json const*> const& operands, std::string const& where);
    TypeSet read_answer(std::string const& name, std::string const& where);
    TypeSet read_element(std::string_view name, std::string const& where);
    void note_read(SlotRead read);
    void note_group(std::int16_t group);
    std::int32_t members_named(std::string_view name, TypeSet& types);
    TypeSet missing(bool some, std::vector<Json const*> const& operands, std::string const& where);
    TypeSet repeats(Operation operation, std::vector<Json const*> const& operands, std::string const& where);
    TypeSet pieces(std::vector<Json const*> const& operands, std::string const& where);
    void name_keys(Json const& node, int levels);
    std::int32_t text_constant(std::string_view text);

    // compile_operators.cpp
    TypeSet plain_operator(OperatorRow const& entry, std::vector<Json const*> const& operands, std::string const& where);
    TypeSet comparison(Operation operation, std::vector<Json const*> const& operands, std::string const& where);
    TypeSet membership(std::vector<Json const*> const& operands, std::string const& where);
    [[nodiscard]] SimpleOperand simple(Json const& node) const;
    std::int32_t constant_index(SimpleOperand const& literal);
    void note_simple(SimpleOperand const& operand);

    // compile_named.cpp: the operators whose first operand is a name of the procedure or of the format.
    TypeSet previous(std::vector<Json const*> const& operands, std::string const& where);
    TypeSet table(std::vector<Json const*> const& operands, std::string const& where);
    TypeSet shown(std::vector<Json const*> const& operands, std::string const& where);

    // compile_types.cpp
    void check_comparable(TypeSet a, TypeSet b, bool ordered, std::string const& where);
    void check_codes(SimpleOperand const& variable, SimpleOperand const& literal, std::string const& where);
    /// A text literal where a date is wanted: true when it is told.
    bool check_date_text(TypeSet other, SimpleOperand const& literal, std::string const& where);
    void check_operand(TypeSet allowed, TypeSet given, std::string_view name, std::string const& where);
};

/// "une date ou un nombre": the types of a set, in words.
[[nodiscard]] Sentence types_in_words(TypeSet types);
/// Path of a member or an item in a JSON pointer.

/// Frequent shapes as one instruction (fuse.cpp).
void fuse(Program& program);

}  // namespace guichet
