// Type checks: what JsonLogic would accept silently and nobody can have meant.
#include <algorithm>
#include <utility>

#include "core/date.hpp"
#include "procedure/compiler.hpp"

namespace guichet {

namespace {

constexpr TypeSet textual = type::text | type::date;

}  // namespace

Sentence types_in_words(TypeSet types) {
    if (!lint_speaks) return {};
    static constexpr std::pair<TypeSet, std::string_view> words[] = {
        {type::boolean, "oui ou non"}, {type::number, "un nombre"}, {type::date, "une date"}, {type::text, "un texte"},
        {type::list, "une liste"},     {type::rows, "des lignes"},  {type::row, "une ligne"}, {type::null, "rien"},
    };
    // A date literal is also a text: say the more precise of the two.
    if ((types & textual) == textual) types = static_cast<TypeSet>(types & ~type::text);
    if ((types & ~type::null) != 0) types = static_cast<TypeSet>(types & ~type::null);
    std::string text;
    for (auto const& [bit, word] : words) {
        if ((types & bit) == 0) continue;
        if (!text.empty()) text += " ou ";
        text += word;
    }
    return text;
}

void Compiler::check_comparable(TypeSet a, TypeSet b, bool ordered, std::string const& where) {
    if (!names.types_checked) return;
    auto const left = static_cast<TypeSet>(a & ~type::null);
    auto const right = static_cast<TypeSet>(b & ~type::null);
    if (left == 0 || right == 0) {
        // x == null asks whether x is known; an order with null means nothing.
        if (ordered && (left == 0) != (right == 0)) problem(where, "types", "Rien ne se compare à « null » par ordre.");
        return;
    }
    if ((left & right) != 0) return;
    problem(where, "types", "Cette comparaison n'a pas de sens : " + types_in_words(left) + " avec " + types_in_words(right) + ".");
}

void Compiler::check_codes(SimpleOperand const& variable, SimpleOperand const& literal, std::string const& where) {
    if (!names.types_checked || variable.choices == nullptr || literal.what != SimpleOperand::What::literal) return;
    if (literal.text.empty()) return;
    auto const& choices = variable.choices->choices;
    bool const known = std::ranges::contains(choices, literal.text, &Choice::code);
    if (known) return;
    problem(where, "code-inconnu", in_quotes(literal.text) + " n'est pas un code de la liste " + in_quotes(variable.choices->id) + ".");
}

bool Compiler::check_date_text(TypeSet other, SimpleOperand const& literal, std::string const& where) {
    bool const date_wanted = (other & type::date) != 0 && (other & type::text) == 0;
    if (!names.types_checked || !date_wanted || literal.what != SimpleOperand::What::literal) return false;
    if (literal.constant.type != Fact::Type::text) return false;
    problem(where, "date", in_quotes(literal.text) + " n'est pas une date : écrivez-la AAAA-MM-JJ.");
    return true;
}

void Compiler::check_operand(TypeSet allowed, TypeSet given, std::string_view name, std::string const& where) {
    if (!names.types_checked || (allowed & given & ~type::null) != 0) return;
    if ((given & ~type::null) == 0 && (allowed & type::null) != 0) return;
    problem(where, "types", in_quotes(name) + " attend " + types_in_words(allowed) + ", pas " + types_in_words(given) + ".");
}

}  // namespace guichet
