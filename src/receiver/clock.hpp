// The receiver's clock: instants in UTC, the civil day in France.
#pragma once

#include <chrono>
#include <string>

#include "core/date.hpp"

namespace guichet::receiver {

/// "2026-03-14T08:09:10.123Z".
[[nodiscard]] std::string instant_now();
/// The same, so much later; earlier when it is negative.
[[nodiscard]] std::string instant_in(std::chrono::seconds from_now);
/// Today in Europe/Paris, where the dossiers are received; the machine's own day if it knows no time zones.
[[nodiscard]] Date today_in_france();
/// "14/03/2026 à 09:09, heure de Paris", for people; « UTC » if the machine knows no time zones.
[[nodiscard]] std::string moment_for_people();
/// "Sun, 06 Nov 1994 08:49:37 GMT", as the header Date wants it.
[[nodiscard]] std::string http_date_now();

}  // namespace guichet::receiver
