// Numbers as French people write them, read exactly into integers and shown in French format.
// Accepts spaces, NBSP (U+00A0), narrow NBSP (U+202F), thin space, dot or comma as the decimal
// mark, a dot or an apostrophe between thousands where it cannot be a decimal mark, the minus
// signs - and U+2212, and a trailing unit (€, h, %, EUR, heures).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/reading.hpp"

namespace guichet {

/// Whole number, |n| <= 10^15. "1 234" -> 1234. "12,5" is unreadable, with a sentence.
[[nodiscard]] Reading<std::int64_t> read_integer(std::string_view typed);
/// Euros to cents. "1 234,56 €" -> 123456. More than two decimals is unreadable; "1.234" is a question.
[[nodiscard]] Reading<std::int64_t> read_money(std::string_view typed);
/// Hours to hundredths of an hour. "35", "35,5", "35 h 30", "35h30", "35:30" -> 3550. Minutes that are
/// not a whole hundredth are rounded to the nearest one ("1 h 20" -> 133).
[[nodiscard]] Reading<std::int64_t> read_hours(std::string_view typed);
/// Percent to hundredths of a percent. "43", "43 %", "12,5 %" -> 1250.
[[nodiscard]] Reading<std::int64_t> read_percentage(std::string_view typed);

/// "1 234" with narrow no-break spaces (U+202F) between thousands.
[[nodiscard]] std::string show_integer(std::int64_t value);
/// "1 234,56 €" with U+202F between thousands and before the sign.
[[nodiscard]] std::string show_money(std::int64_t cents);
/// "35 h", "35,5 h" with U+202F.
[[nodiscard]] std::string show_hours(std::int64_t hundredths);
/// "43 %", "12,5 %" with U+202F.
[[nodiscard]] std::string show_percentage(std::int64_t hundredths);

}  // namespace guichet
