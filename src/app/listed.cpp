#include "app/listed.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace guichet {

std::int32_t code_table_of(Kind kind) { return kind == Kind::idcc ? 0 : kind == Kind::naf ? 1 : -1; }

std::string_view code_table_address(std::int32_t table) { return table == 0 ? "data/idcc.txt" : "data/naf.txt"; }

std::vector<Choice> read_code_table(std::string_view text) {
    std::vector<Choice> choices;
    for (auto line : split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        auto const parts = split(line, '\t');
        if (parts.size() >= 2 && !parts[0].empty()) choices.push_back({.code = compact(parts[0]), .label = std::string{parts[1]}});
    }
    return choices;
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

bool has_words(std::string_view folded, std::string_view words) {
    return std::ranges::all_of(split(words, ' '), [&](std::string_view word) { return folded.contains(word); });
}

}  // namespace guichet
