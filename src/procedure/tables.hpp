// Dated and coded tables of a procedure: the SMIC by day, a level by diploma code. Data of the file, read by the operator
// `table` (docs/regles.md). Keys are texts, days in ISO form, so that their order as texts is their order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"
#include "core/value.hpp"

namespace guichet {

/// Which notice, article or guide a rule or a demand comes from; shown to the person on demand.
struct Source {
    std::string title;    ///< "Code du travail, art. L6353-1"
    std::string excerpt;  ///< what it says, in one sentence; may be empty
};

struct TableLine {
    std::string key;  ///< "2026-06-01", "40025214", "400"
    Value value;      ///< a number in stored units, or a text
    Date day{};       ///< the key of a dated line
};

struct Table {
    /// date: the last line whose day is not after the key; code: the very key; prefix: the longest that begins it.
    enum class By : std::uint8_t { date, code, prefix };
    std::string id;       ///< "smic"
    std::string label;    ///< "SMIC"; people are told the day after which a table that has one is not known
    std::string version;  ///< "2026-06"
    By by = By::code;
    std::optional<Date> until;     ///< not known to hold after that day
    std::vector<TableLine> lines;  ///< in the order of their keys
    Source source;

    /// The value for a key (a day as ISO text); nullptr when the table does not tell.
    [[nodiscard]] Value const* find(std::string_view key) const;
    /// Of a table by date.
    [[nodiscard]] Value const* find(Date day) const;
};

}  // namespace guichet
