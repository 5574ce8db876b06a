// Other JSON forms of a dossier, as a procedure describes them under `shapes` (docs/procedures.md, « Formes »): templates whose
// values are rules. For the command and the receiver; the page does not link this.
//
// Three operators exist here only: {"iso_datetime": date} (midnight in Europe/Paris), {"nir_15": nir} (with its key) and
// {"euros": cents} (a decimal number).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "dossier/dossier.hpp"
#include "dossier/verdict.hpp"
#include "procedure/load.hpp"

namespace guichet {

/// What is wrong with the templates of a procedure, as load_procedure() tells of the rest: they are not compiled there.
[[nodiscard]] std::vector<LintProblem> check_shapes(Procedure const& procedure);
/// The dossier in that shape: hidden and unknown answers, and objects that hold nothing else, are left out. Trouble when the
/// procedure has no such shape, or its template is faulty. The dossier is the one last judged, on that day.
[[nodiscard]] Result<Json> shaped(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict, std::string_view shape,
                                  Date today);
/// "2026-09-01T00:00:00+02:00": midnight of that day in Europe/Paris, with the summer times in force since 1976.
[[nodiscard]] std::string paris_midnight(Date date);

}  // namespace guichet
