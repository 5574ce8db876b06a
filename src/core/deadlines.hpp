// The days by which something must be done with a contract. The end of the période probatoire of an apprentice is not here: it
// counts days in the enterprise, which no form knows. Sources: Code du travail D6224-1 and D6224-2 (apprentissage), D6325-1 and
// D6325-2 (professionnalisation), the notices 51649#09 and 51650#09 (retention).
#pragma once

#include "core/calendar.hpp"

namespace guichet {

/// Five jours ouvrables after the start. Where Alsace-Moselle differs, a page shows both.
[[nodiscard]] inline Date apprentissage_deposit_deadline(Date start, HolidayRegion region = HolidayRegion::metropole) {
    return add_jours_ouvrables(start, 5, region);
}
/// Five calendar days after the start.
[[nodiscard]] inline Date professionnalisation_deposit_deadline(Date start) { return add_days(start, 5); }
/// The OPCO decides within 20 calendar days of the complete dossier.
[[nodiscard]] inline Date decision_deadline(Date complete) { return add_days(complete, 20); }

/// How long the employer keeps the contract: five years from its conclusion; to 31/12/2031 when the European Union paid a
/// part, which is when it was concluded from 01/07/2020 to 31/12/2023.
[[nodiscard]] Date apprentissage_retention_end(Date conclusion);
/// The same; the contracts of that time are those concluded to 31/12/2022.
[[nodiscard]] Date professionnalisation_retention_end(Date conclusion);

}  // namespace guichet
