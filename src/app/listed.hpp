// Lists that a field searches: the choices of a nomenclature, or a table of codes of the site (data/idcc.txt, data/naf.txt: lines
// "1090<TAB>Services de l'automobile<TAB>OPCO Mobilités<TAB>…" after a first one, "#naf;NAF rév. 2;2008-01-01;2026-12-31"), fetched when
// such a field is first met. Without the table the code is typed.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/catalogue.hpp"

namespace guichet {

/// A table of codes. Never changed once it is there.
struct CodeTable {
    Fetching fetching = Fetching::idle;
    std::shared_ptr<std::vector<Choice> const> choices;
    std::vector<std::string> opcos;  ///< by choice, « OPCO Mobilités »; « A | B » when it may be either; empty: not known
    std::string version;             ///< « NAF rév. 2 »
    std::optional<Date> until;       ///< the last day it holds
};
using CodeTables = std::array<CodeTable, 2>;

/// Which table tells codes of that kind in words; -1: none does.
[[nodiscard]] std::int32_t code_table_of(Kind kind);
/// Where the site has it.
[[nodiscard]] std::string_view code_table_address(std::int32_t table);
[[nodiscard]] CodeTable read_code_table(std::string_view text);
/// The choices that the field searches; empty where there are none (yet).
[[nodiscard]] std::vector<Choice> const& listed_choices(Procedure const& procedure, CodeTables const& tables, std::uint32_t field);
/// What a code means, « Services de l'automobile »; empty when no table here knows it.
[[nodiscard]] std::string_view label_of_code(CodeTables const& tables, Kind kind, std::string_view code);

/// Under a code: « 1090 : Services de l'automobile – OPCO Mobilités », or that the list has it not, or no longer holds; empty where the
/// kind has no table, or not yet.
[[nodiscard]] std::string code_text(CodeTables const& tables, Kind kind, std::string const& code, Date today);

/// Whether each word of the one text is in the other, both folded.
[[nodiscard]] bool has_words(std::string_view folded, std::string_view words);

}  // namespace guichet
