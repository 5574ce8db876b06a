// Compiling a rule: JsonLogic as JSON -> a Program over slots, with every problem of the rule.
//
// Beyond what json-logic-js refuses (unknown operators), the compiler refuses what it would silently
// accept and never mean: unknown variables, wrong numbers of operands, and, unless `types_checked` is
// off, operands whose types can never meet (a date against a number, a code that its list has not).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "procedure/definition.hpp"
#include "procedure/rules.hpp"

namespace guichet {

/// What an expression can be worth: a set of these bits.
using TypeSet = std::uint8_t;
namespace type {
inline constexpr TypeSet null = 1;
inline constexpr TypeSet boolean = 2;
inline constexpr TypeSet number = 4;
inline constexpr TypeSet date = 8;
inline constexpr TypeSet text = 16;
inline constexpr TypeSet list = 32;
inline constexpr TypeSet rows = 64;
inline constexpr TypeSet row = 128;
inline constexpr TypeSet any = 255;
}  // namespace type

/// A name that a rule may use, and where its answer is.
struct Variable {
    std::int16_t group = -1;
    std::uint16_t slot = 0;
    TypeSet types = type::any;
    Nomenclature const* choices = nullptr;  ///< the codes that its answers may be
};

/// Everything that the rules of one procedure may name.
struct RuleNames {
    std::map<std::string, Variable, std::less<>> variables;  ///< by full path: "stagiaires.nom"
    std::vector<std::string> groups;                         ///< by group index
    std::vector<std::string> zones;                          ///< attachment zones, by index
    std::span<Table const> tables;                           ///< by index
    bool types_checked = true;
};

/// All that the rules of that procedure may name. It must outlive them.
[[nodiscard]] RuleNames names_of(Procedure const& procedure);
/// Whether the language has an operator of that name.
[[nodiscard]] bool is_operator(std::string_view name);
/// JSON pointers.
[[nodiscard]] std::string pointer_to(std::string const& where, std::string_view name);
[[nodiscard]] std::string pointer_to(std::string const& where, std::size_t index);

/// Where in the rule (a JSON pointer relative to it), a code, a French sentence.
struct RuleProblem {
    std::string where;
    std::string code;
    std::string message;
    bool fatal = true;
};

struct CompiledRule {
    Program program;
    TypeSet types = type::any;  ///< what it can be worth
};

/// Compiles for the dossier itself (row_group -1) or for each row of a group. The program is to be
/// used only when no problem is fatal.
[[nodiscard]] CompiledRule compile_rule(Json const& rule, RuleNames const& names, std::int16_t row_group,
                                        std::vector<RuleProblem>& problems);

}  // namespace guichet
