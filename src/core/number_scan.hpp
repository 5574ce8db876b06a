// One decimal number cut out of typed text: digits before and after the mark, and how sure the
// cut is. Private to core: numbers.cpp decides what each kind of answer makes of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guichet {

enum class NumberShape {
    exact,            ///< one meaning
    maybe_thousands,  ///< "1.234": a decimal mark, or a mark between thousands
    loose_groups,     ///< "12 34": spaces where thousands have none
};

struct ScannedNumber {
    bool negative = false;
    std::string whole;     ///< without leading zeros; "" means 0
    std::string decimals;  ///< as typed
    NumberShape shape = NumberShape::exact;
};

/// Spaces of every kind to ' ', U+2212 to '-', curly apostrophes to '\'', ASCII to lower case, ends trimmed.
[[nodiscard]] std::string plain_number_text(std::string_view typed);
/// `plain` comes from plain_number_text and holds no unit. Nothing when it is no number.
[[nodiscard]] std::optional<ScannedNumber> scan_number(std::string_view plain);
/// The number times 10^places; nothing when it has more decimals or is beyond ±10^15.
[[nodiscard]] std::optional<std::int64_t> scaled(ScannedNumber const& number, int places);

inline constexpr std::int64_t largest_number = 1'000'000'000'000'000;

}  // namespace guichet
