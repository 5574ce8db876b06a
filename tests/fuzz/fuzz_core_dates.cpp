// Reading dates and months: whatever is typed has one outcome, and read(show(v)) == v. Arithmetic is
// total: whatever the numbers, a date stays in the years 1 to 9999.
#include <cstring>

#include "core/calendar.hpp"
#include "core/date.hpp"
#include "fuzz/core_oracles.hpp"

using namespace guichet;

namespace {

bool exists(Date date) {
    CivilDate const c = civil_from_date(date);
    return c.year >= 1 && c.year <= 9999 && date_from_civil(c.year, c.month, c.day).has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    // Four bytes are today, four a count; the rest is typed. A short input is typed as it is.
    std::int32_t numbers[2] = {20778, 1};  // 21/11/2026
    if (size > sizeof numbers) {
        std::memcpy(numbers, data, sizeof numbers);
        data += sizeof numbers;
        size -= sizeof numbers;
    }
    Date const today{numbers[0]};
    int const count = numbers[1];
    std::string_view const typed = fuzz::text_of(data, size);

    fuzz::reads_back(read_date(typed, today), [&](std::string_view text) { return read_date(text, today); }, date_to_french, date_to_iso);
    fuzz::reads_back(
        read_year_month(typed, today), [&](std::string_view text) { return read_year_month(text, today); }, year_month_to_french,
        year_month_to_iso);
    if (auto const iso = date_from_iso(typed)) fuzz::promise(date_to_iso(*iso) == typed && read_date(typed, today).value == iso);
    if (auto const iso = year_month_from_iso(typed)) fuzz::promise(year_month_to_iso(*iso) == typed);

    fuzz::promise(date_from_iso(date_to_iso(today)).has_value());
    fuzz::promise(exists(add_days(today, count)));
    fuzz::promise(exists(add_months(today, count)));
    fuzz::promise(exists(easter_sunday(count)));
    fuzz::promise(day_of_week(today) >= 1 && day_of_week(today) <= 7);
    Date const within = add_days(today, 0);
    fuzz::promise((age_on(within, add_days(today, count)) < 0) == (add_days(today, count) < within));
    Date const later = add_jours_ouvrables(within, count % 300);
    fuzz::promise(exists(later) && (count % 300 >= 0 ? later >= within : later <= within));
    return 0;
}
