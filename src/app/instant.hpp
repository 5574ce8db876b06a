// Instants: what a message brings of the clock, and their ISO 8601 text in a dossier ("2026-11-21T13:05:09Z").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/date.hpp"

namespace guichet {

/// When a message came: the instant, and the person's own civil day and minute.
struct Now {
    std::int64_t unix_ms = 0;
    std::int32_t local_day = 0;
    std::int32_t local_minute = -1;  ///< since midnight; -1: the platform does not say
    friend bool operator==(Now const&, Now const&) = default;
};

[[nodiscard]] inline Date today_of(Now const& now) { return Date{now.local_day}; }

[[nodiscard]] std::string iso_of_instant(std::int64_t unix_ms);
/// Reads what iso_of_instant writes, with or without fractions of a second, in UTC ("Z") or with an offset.
[[nodiscard]] std::optional<std::int64_t> instant_of_iso(std::string_view text);

/// A local day and minute, for showing. The person's offset from UTC is taken from `now`; minute -1 when unknown.
struct LocalTime {
    Date day;
    std::int32_t minute = -1;
};
[[nodiscard]] LocalTime local_time(std::int64_t unix_ms, Now const& now);

}  // namespace guichet
