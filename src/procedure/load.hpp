// Loading a procedure: JSON text -> Procedure, or every problem of the file at once.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "procedure/definition.hpp"

namespace guichet {

/// One problem of a procedure file: where (a JSON pointer, "/steps/0/sections/1/fields/3/kind"),
/// a stable code, and a French sentence that says what to do.
struct LintProblem {
    std::string where;
    std::string code;
    std::string message;
    bool fatal = true;  ///< false: a warning; the procedure loads all the same
};

struct LoadedProcedure {
    std::shared_ptr<Procedure const> procedure;  ///< null when a problem is fatal
    std::vector<LintProblem> problems;
};

/// Reads, lints and compiles. Never throws, never stops at the first problem.
[[nodiscard]] LoadedProcedure load_procedure(std::string_view json);

/// The JSON Schema 2020-12 of the payload of that procedure (pretty JSON text).
[[nodiscard]] std::string payload_schema(Procedure const& procedure);

/// The JSON Schema 2020-12 of the procedure format itself is assets/schemas/procedure.schema.json.

}  // namespace guichet
