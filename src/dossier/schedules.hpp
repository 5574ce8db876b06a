// The rows of a procedure's schedules: pay by periods, instalments. Computed from the answers in force each time they are asked
// for, never stored. The functions are those of core/remuneration.hpp and core/echeancier.hpp, with their sources.
#pragma once

#include <cstdint>
#include <vector>

#include "dossier/dossier.hpp"
#include "dossier/verdict.hpp"

namespace guichet {

/// Whether its section and its own condition show it. The dossier is the one last judged, here and below.
[[nodiscard]] bool is_schedule_visible(Procedure const& procedure, Dossier const& dossier, Verdict const& verdict, std::uint32_t schedule);
namespace later {

/// One value for each column of the schedule, row by row. None while an argument that must be known is unknown, or when the
/// dates are not in order.
[[nodiscard, gnu::noinline]] std::vector<std::vector<Value>> schedule_rows(Procedure const& procedure, Dossier const& dossier,
                                                                           Verdict const& verdict, std::uint32_t schedule);

/// The instalments of the procedure's échéancier as the answers in force give them: rank, label, amount, opening. None where it
/// has no échéancier, or not yet.
[[nodiscard, gnu::noinline]] std::vector<FollowedInstalment> computed_instalments(Procedure const& procedure, Dossier const& dossier,
                                                                                  Verdict const& verdict);
/// The same with what the backend says of them, by rank; a state that it says nothing of is empty.
[[nodiscard, gnu::noinline]] std::vector<FollowedInstalment> all_instalments(Procedure const& procedure, Dossier const& dossier,
                                                                             Verdict const& verdict);

}  // namespace later

/// Replaces the rows of the group that the schedule fills by `rows`, each column going to the field of its name; a code goes only
/// where the field's list has it. The rows have new ids. False, and nothing done, when it fills none or the group has no room.
bool fill_from_schedule(Procedure const& procedure, Dossier& dossier, std::uint32_t schedule, std::vector<std::vector<Value>> const& rows);

}  // namespace guichet
