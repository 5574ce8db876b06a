// Assembly of a procedure from shared parts: JSON text with {"use": "communs/x.json#/sections/employeur"} -> the whole text, which
// load_procedure() then reads as if it had been written in one piece. docs/procedures.md, « Parties communes », is the reference.
//
// Done where procedures are read from files (the command, the receiver, the build of the site), never in the page, which gets whole
// procedures: nothing of the page's module may call this. No I/O here: the reader of parts is handed in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "procedure/load.hpp"

namespace guichet {

/// The text of a part by its path under assets/procedures ("communs/x.json"), or nothing when it cannot be read. Only paths that
/// stay inside that folder are asked for.
using PartReader = std::function<std::optional<std::string>(std::string_view path)>;

/// Where a place of the assembled JSON comes from.
struct PartOrigin {
    std::string pointer;  ///< JSON pointer into the assembled text
    std::string source;   ///< "communs/x.json#/sections/employeur", or a pointer into the procedure's own file
};

/// An assembled procedure, or why there is none.
struct Assembled {
    std::string text;                   ///< empty when a problem is fatal
    std::vector<LintProblem> problems;  ///< of the assembly; `where` is a place of the sources, written as in PartOrigin
    std::vector<PartOrigin> origins;    ///< in the order of the text; empty when the file refers to no part

    /// The place of the sources that a JSON pointer into the text comes from.
    [[nodiscard]] std::string origin_of(std::string_view pointer) const;
};

/// Never throws, never stops at the first problem. A text that refers to no part comes back to the letter, readable or not.
/// Bounds: uses within uses 8 deep, 200 parts, the whole 4 MB.
[[nodiscard]] Assembled assemble(std::string_view text, PartReader const& read);

/// assemble() and load_procedure(): the problems of both, each at its place of the sources.
[[nodiscard]] LoadedProcedure load_with_parts(std::string_view text, PartReader const& read);

}  // namespace guichet
