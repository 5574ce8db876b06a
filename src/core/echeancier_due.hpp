// How much of a year's amount is due for a part of a contrat d'apprentissage, by days or by months begun. Private to core.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/echeancier.hpp"

namespace guichet {

/// A year of execution, or a part of it, and how much of the yearly amount it is worth.
struct FundingShare {
    Date from;
    Date to;
    std::int64_t part = 0;   ///< days or months
    std::int64_t whole = 1;  ///< of a year
    std::string_view unit;   ///< " jours"
};

[[nodiscard]] inline int days_between(Date from, Date to) { return to.days - from.days + 1; }
[[nodiscard]] FundingRegime regime_of(FundingTerms const& terms);
/// The last day that is paid.
[[nodiscard]] Date done_end(FundingTerms const& terms);
/// Whether the dates are in order and the amounts within what can be computed.
[[nodiscard]] bool is_sound(FundingTerms const& terms);
/// Before 2025 a contract of less than a year has its own rhythm.
[[nodiscard]] bool is_short_before_2025(FundingTerms const& terms);
[[nodiscard]] FundingShare share_of(FundingTerms const& terms, Date from, Date to);
[[nodiscard]] FundingShare days_share(FundingTerms const& terms, Date from, Date to, int real_year);
[[nodiscard]] std::int64_t due_of(FundingTerms const& terms, FundingShare const& share);
/// The last day of the year of execution that `from` begins, `end` at the latest.
[[nodiscard]] Date year_end(FundingTerms const& terms, Date from, Date end);
/// For all that is done.
[[nodiscard]] std::int64_t whole_due(FundingTerms const& terms);

}  // namespace guichet
