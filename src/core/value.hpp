// The value of one answer. Exact: money in integer cents, hours and percentages in integer
// hundredths, dates as plain dates; nothing is a floating number. Unknown is not zero.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/date.hpp"

namespace guichet {

/// Nothing was answered (or nothing readable). Distinct from 0, false and "".
using Unknown = std::monostate;
using TextList = std::vector<std::string>;

/// std::int64_t holds integers, cents (money) and hundredths (hours, percentages), by the field's kind.
using Value = std::variant<Unknown, bool, std::int64_t, Date, std::string, TextList>;

[[nodiscard]] inline bool is_unknown(Value const& value) { return value.index() == 0; }

}  // namespace guichet
