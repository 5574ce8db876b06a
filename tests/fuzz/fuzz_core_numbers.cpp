// Reading numbers: whatever is typed has one outcome, and read(show(v)) == v.
#include <cstring>

#include "core/ecmascript_number.hpp"
#include "core/number_scan.hpp"
#include "core/numbers.hpp"
#include "fuzz/core_oracles.hpp"

using namespace guichet;

namespace {

void check(std::string_view typed, Reading<std::int64_t> (*read)(std::string_view), std::string (*show)(std::int64_t)) {
    auto const reading = read(typed);
    fuzz::reads_back(reading, read, show, show);
    for (auto const& value : {reading.value, reading.proposal})
        fuzz::promise(!value || (*value <= largest_number && *value >= -largest_number));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const typed = fuzz::text_of(data, size);
    check(typed, read_integer, show_integer);
    check(typed, read_money, show_money);
    check(typed, read_hours, show_hours);
    check(typed, read_percentage, show_percentage);

    // The same bytes as a number: showing is total, and what is in range reads back.
    std::int64_t value = 0;
    std::memcpy(&value, data, size < sizeof value ? size : sizeof value);
    bool const in_range = value <= largest_number && value >= -largest_number;
    fuzz::promise((read_integer(show_integer(value)).value == value) == in_range);
    fuzz::promise((read_money(show_money(value)).value == value) == in_range);
    fuzz::promise((read_hours(show_hours(value)).value == value) == in_range);
    fuzz::promise((read_percentage(show_percentage(value)).value == value) == in_range);

    double number = 0;
    std::memcpy(&number, data, size < sizeof number ? size : sizeof number);
    if (number == number) fuzz::promise(std::strtod(ecmascript_number(number).c_str(), nullptr) == number);
    return 0;
}
