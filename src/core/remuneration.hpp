// The legal minimum pay of an apprentice and of a contrat de professionnalisation, as periods that tell why.
// Days are plain dates, money is integer cents, rates are hundredths of a percent (43 % is 4300). Pure functions of the
// trade: the SMIC comes in as dated amounts, the minima of a branch as a grid. Sources: Code du travail D6222-26 to
// D6222-30 and the notice 51649#09 (apprentissage), D6325-14 to D6325-18 and the notice 51650#09 (professionnalisation).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/date.hpp"

namespace guichet {

/// An amount in cents that holds from a day on, until the next line: a table of the SMIC, in the order of time.
struct DatedAmount {
    Date from;
    std::int64_t cents = 0;
};
/// What holds on that day; nothing before the first line.
[[nodiscard]] std::optional<std::int64_t> amount_on(std::span<DatedAmount const> table, Date day);

/// Rate × amount rounded up to the cent, as the form of the ministry proposes it; nothing for a negative number, a rate
/// above 1 000 % or more than a hundred billion euros.
[[nodiscard]] std::optional<std::int64_t> percent_ceil(std::int64_t rate, std::int64_t cents);
/// The same to the nearest cent, as published tables print it: a salary of this amount is accepted.
[[nodiscard]] std::optional<std::int64_t> percent_nearest(std::int64_t rate, std::int64_t cents);

/// Rates by year of execution (1, 2, then 3 and later) and age (under 18, 18–20, 21–25, 26 and more).
using PayGrid = std::array<std::array<std::int32_t, 4>, 3>;
extern PayGrid const apprentissage_grid;
/// Twelve percents, year by year, as a table of the procedures holds the minima of a branch: "30 45 55 100 40 55 65 100 60 70 80 100";
/// nothing when the text is not that.
[[nodiscard]] std::optional<PayGrid> read_pay_grid(std::string_view text);

enum class PayBase { smic, smc };

/// One line of the pay of a contract: never more than two in a year of execution, without a gap, from start to end.
struct PayPeriod {
    int year = 1;  ///< of execution, date to date
    int part = 1;  ///< 1, or 2 after the age bracket changed
    Date from;
    Date to;  ///< the last day, included
    std::int32_t rate = 0;
    PayBase base = PayBase::smic;
    std::optional<std::int64_t> amount;  ///< monthly, at the SMIC known on the first day of the period; nothing when unknown
    std::string reason;                  ///< a French sentence
};
/// "1.1", as the form numbers the periods.
[[nodiscard]] std::string order_of(PayPeriod const& period);

struct ApprentissagePay {
    Date birth;
    Date start;  ///< début d'exécution
    Date end;    ///< fin du contrat, included
    std::int32_t extra_points = 0;  ///< hundredths of a point (1500 for + 15); they never lift a rate above 100 %
    int first_year = 1;             ///< 2 for a licence professionnelle in one year
    PayGrid const* branch = nullptr;    ///< minima of a branch agreement: counted where they are higher
    std::optional<std::int64_t> smc;    ///< monthly cents; the base from 21 on, where it is above the SMIC
    std::span<DatedAmount const> smic;  ///< of Mayotte for a contract there
};

/// The minimum on that day: the age at the start is the real one, and a later bracket (18, 21, 26) begins on the first day
/// of the month after the birthday. Nothing before the start or the birth.
[[nodiscard]] std::optional<std::int32_t> apprentissage_rate(Date birth, Date start, Date day, std::int32_t extra_points = 0,
                                                             PayGrid const* branch = nullptr);
/// All periods of the contract; empty when the dates are not in order, or more than ten years apart.
[[nodiscard]] std::vector<PayPeriod> apprentissage_periods(ApprentissagePay const& pay);

struct ProfessionnalisationPay {
    Date birth;
    Date start;
    Date end;
    bool bac = false;  ///< a professional title or diploma of level 4 (bac) or more
    std::optional<std::int64_t> smc;  ///< from 26 on, 85 % of it where that is above the SMIC
    std::span<DatedAmount const> smic;
};

/// 55 or 65 % under 21, 70 or 80 % from the month after the 21st birthday, 100 % for who is 26 or more at the start (turning
/// 26 on the way changes nothing). Nothing before the start or the birth.
[[nodiscard]] std::optional<std::int32_t> professionnalisation_rate(Date birth, Date start, Date day, bool bac);
/// One period, or two when the 21st birthday falls in the contract: "1.1" and "1.2". Empty as above.
[[nodiscard]] std::vector<PayPeriod> professionnalisation_periods(ProfessionnalisationPay const& pay);

}  // namespace guichet
