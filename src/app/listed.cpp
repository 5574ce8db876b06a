#include "app/listed.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "procedure/kinds.hpp"

namespace guichet {

std::int32_t code_table_of(Kind kind) { return kind == Kind::idcc ? 0 : kind == Kind::naf ? 1 : -1; }

std::string_view code_table_address(std::int32_t table) { return table == 0 ? "data/idcc.txt" : "data/naf.txt"; }

CodeTable read_code_table(std::string_view text) {
    CodeTable table{.fetching = Fetching::done};
    std::vector<Choice> choices;
    for (auto line : split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (auto const head = split(line, ';'); line.starts_with('#') && head.size() > 3) {
            table.version = head[1];
            table.until = date_from_iso(head[3]);
        }
        auto const parts = split(line, '\t');
        if (parts.size() < 2 || parts[0].empty() || parts[1].empty()) continue;
        choices.push_back({.code = compact(parts[0]), .label = std::string{parts[1]}});
        table.opcos.emplace_back(parts.size() > 2 ? parts[2] : std::string_view{});
    }
    table.choices = std::make_shared<std::vector<Choice> const>(std::move(choices));
    return table;
}

std::vector<Choice> const& listed_choices(Procedure const& procedure, CodeTables const& tables, std::uint32_t field) {
    static std::vector<Choice> const none;
    Field const& definition = procedure.fields[field];
    if (definition.nomenclature >= 0) return procedure.nomenclatures[static_cast<std::size_t>(definition.nomenclature)].choices;
    auto const table = code_table_of(definition.kind);
    auto const* choices = table < 0 ? nullptr : tables[static_cast<std::size_t>(table)].choices.get();
    return choices == nullptr ? none : *choices;
}

std::string_view label_of_code(CodeTables const& tables, Kind kind, std::string_view code) {
    auto const table = code_table_of(kind);
    auto const* choices = table < 0 ? nullptr : tables[static_cast<std::size_t>(table)].choices.get();
    if (choices == nullptr) return {};
    auto const at = std::ranges::find(*choices, code, &Choice::code);
    return at == choices->end() ? std::string_view{} : std::string_view{at->label};
}

std::string code_text(CodeTables const& tables, Kind kind, std::string const& code, Date today) {
    auto const of = code_table_of(kind);
    CodeTable const* const table = of < 0 ? nullptr : &tables[static_cast<std::size_t>(of)];
    if (table == nullptr || !table->choices) return {};
    auto const at = std::ranges::find(*table->choices, code, &Choice::code);
    if (at == table->choices->end()) return "Ce code n’est pas dans la liste de Guichet\u00a0: vérifiez-le.";
    std::string text = show_value(kind, Value{code}) + "\u00a0: " + at->label;
    std::string const& opco = table->opcos[static_cast<std::size_t>(at - table->choices->begin())];
    if (opco.contains('|')) {
        text += ". Plusieurs OPCO, lequel est le vôtre\u202f? " + opco;
    } else if (!opco.empty()) {
        text += " – " + opco;
    }
    if (table->until && *table->until < today) {
        text += ". Cette liste (" + table->version + ") valait jusqu’au " + date_to_french(*table->until) + "\u00a0: vérifiez le code.";
    }
    return text;
}

bool has_words(std::string_view folded, std::string_view words) {
    return std::ranges::all_of(split(words, ' '), [&](std::string_view word) { return folded.contains(word); });
}

}  // namespace guichet
