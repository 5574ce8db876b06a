// The functions of the trade (docs/regles.md lists each with its source). All are total: an absent
// operand, or one of another type, gives null, and the functions that say whether two facts agree
// give true when they cannot tell: unknown never contradicts.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/calendar.hpp"
#include "core/text.hpp"
#include "procedure/machine.hpp"

namespace guichet {

using Type = Fact::Type;

namespace {

bool as_whole(Fact const& fact, int& whole) {
    constexpr double far = 4.0e6;  // more days than years 1 to 9999 have
    if (fact.type != Type::number || std::isnan(fact.number) || std::abs(fact.number) > far) return false;
    whole = static_cast<int>(std::trunc(fact.number));
    return true;
}

/// Dates exist from year 1 to year 9999; anything further is no date.
Fact dated(Date date) {
    constexpr std::int32_t first = -719162;  // 0001-01-01
    constexpr std::int32_t last = 2932896;   // 9999-12-31
    return date.days < first || date.days > last ? Fact::of_null() : Fact::of_date(date);
}

bool fits(Date date, int days) {
    std::int64_t const moved = std::int64_t{date.days} + days;
    return moved > -719162 && moved < 2932896;
}

/// What the digits of a NIR say (INSEE): sex, year, month. Reads the canonical 13 or 15 characters.
struct NirDigits {
    char sex = '0';
    int year = 0;
    int month = 0;
};

bool read_nir_digits(Fact const& fact, NirDigits& nir) {
    if (fact.type != Type::text || fact.length < 13) return false;
    auto const text = fact.view();
    if (!std::all_of(text.begin(), text.begin() + 5, [](char byte) { return byte >= '0' && byte <= '9'; })) return false;
    nir.sex = text[0];
    nir.year = (text[1] - '0') * 10 + (text[2] - '0');
    nir.month = (text[3] - '0') * 10 + (text[4] - '0');
    return true;
}

/// 3, 4 (NIA) and 7, 8 (number awaiting certification).
bool is_provisional(NirDigits const& nir) { return nir.sex != '1' && nir.sex != '2'; }

Fact length_of(Fact const& fact, Machine& machine) {
    if (fact.type == Type::text) return Fact::of_number(static_cast<double>(count_code_points(fact.view())));
    if (js::is_list(fact)) return Fact::of_number(js::item_count(fact, machine.facts));
    return Fact::of_null();
}

/// Unknown is not zero: one unknown item makes the sum unknown.
Fact sum_of(Fact const& list, Machine& machine) {
    if (!js::is_list(list)) return Fact::of_null();
    double sum = 0;
    std::uint32_t const count = js::item_count(list, machine.facts);
    if (!machine.spend(count)) return Fact::of_null();
    for (std::uint32_t index = 0; index < count; ++index) {
        Fact const item = js::item_at(list, index);
        if (item.type != Type::number) return Fact::of_null();
        sum += item.number;
    }
    return Fact::of_number(sum);
}

Fact are_distinct(Fact const& list, Machine& machine) {
    if (!js::is_list(list)) return Fact::of_boolean(true);
    std::uint32_t const count = js::item_count(list, machine.facts);
    if (!machine.spend(std::size_t{count} * (1 + count / 8))) return Fact::of_null();
    for (std::uint32_t later = 1; later < count; ++later) {
        Fact const item = js::item_at(list, later);
        if (!is_known(item)) continue;
        for (std::uint32_t earlier = 0; earlier < later; ++earlier) {
            if (js::strictly_equal(item, js::item_at(list, earlier), machine.context)) return Fact::of_boolean(false);
        }
    }
    return Fact::of_boolean(true);
}

/// Equal for a person who compares two lines: letters without regard to ASCII case.
bool same_answer(Fact const& a, Fact const& b, js::Context& context) {
    // Rows are compared each with all before it: what is most often different must be seen at once.
    if (a.type == Type::date && b.type == Type::date) return a.days == b.days;
    if (a.type != Type::text || b.type != Type::text) return js::strictly_equal(a, b, context);
    if (a.length != b.length) return false;
    for (std::uint32_t index = 0; index < a.length; ++index) {
        char const first = a.text[index];
        char const second = b.text[index];
        if (first == second) continue;
        auto const lower = [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; };
        if (lower(first) != lower(second)) return false;
    }
    return true;
}

/// 13 characters with or without the key of two more.
bool same_nir(Fact const& a, Fact const& b) {
    constexpr std::uint32_t without_key = 13;
    if (a.type != Type::text || b.type != Type::text || a.length < without_key || b.length < without_key) return false;
    return std::memcmp(a.text, b.text, without_key) == 0;
}

/// False when two texts surely differ, at the cost of one comparison. The last eight of the thirteen characters of a NIR
/// tell most people apart.
bool may_be_same(Fact const& a, Fact const& b, bool is_nir) {
    if (a.type != Type::text) return true;
    if (!is_nir) return a.length == b.length;
    constexpr std::uint32_t without_key = 13;
    if (a.length < without_key || b.length < without_key) return false;
    std::uint64_t end_of_a = 0;
    std::uint64_t end_of_b = 0;
    std::memcpy(&end_of_a, a.text + without_key - sizeof end_of_a, sizeof end_of_a);
    std::memcpy(&end_of_b, b.text + without_key - sizeof end_of_b, sizeof end_of_b);
    return end_of_a == end_of_b;
}

/// Equal for all that same_nir or same_answer call the same.
std::uint32_t hash_of(Fact const& fact, bool is_nir) {
    constexpr std::uint32_t spread = 2654435769U;
    switch (fact.type) {
    case Type::date: return static_cast<std::uint32_t>(fact.days) * spread;
    case Type::text: {
        if (!is_nir) {
            if (fact.length == 0) return 0;
            auto const folded = [&](std::uint32_t at) {
                return static_cast<std::uint32_t>(static_cast<unsigned char>(fact.text[at]) | 0x20U);
            };
            return (fact.length * 65599U + folded(0) * 257U + folded(fact.length - 1) * 31U + folded(fact.length / 2)) * spread;
        }
        std::uint64_t end = 0;
        constexpr std::uint32_t without_key = 13;
        if (fact.length >= without_key) std::memcpy(&end, fact.text + without_key - sizeof end, sizeof end);
        return static_cast<std::uint32_t>((end ^ (end >> 29U)) * 0x9E3779B97F4A7C15ULL >> 32U);
    }
    default: return 0;
    }
}

/// False when no earlier row can be alike. Puts the rows that are not in it yet into the filter.
bool may_repeat(EarlierRows& earlier, FactRows const& table, std::uint32_t slot, std::uint32_t row, bool is_nir) {
    auto const bit_of = [&](Fact const& fact) { return hash_of(fact, is_nir) >> 19U; };  // 13 bits: 128 words
    for (; earlier.rows < row; ++earlier.rows) {
        // Most often the row before has just been asked about.
        std::uint32_t const bit = earlier.rows == earlier.asked
                                      ? earlier.asked_bit
                                      : bit_of(table.cells[static_cast<std::size_t>(earlier.rows) * table.stride + slot]);
        earlier.filter[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    std::uint32_t const bit = bit_of(table.cells[static_cast<std::size_t>(row) * table.stride + slot]);
    earlier.asked = row;
    earlier.asked_bit = bit;
    return ((earlier.filter[bit / 64] >> (bit % 64)) & 1U) != 0;
}

}  // namespace

Fact repeats_earlier_row(Operation const operation, std::uint32_t const first_name, std::uint32_t const count, Machine& machine) {
    auto const group = static_cast<std::uint32_t>(machine.program.group);
    if (machine.row_cells == nullptr) return Fact::of_boolean(false);
    FactRows const& table = machine.facts.groups[group];
    NamedSlot const* const names = machine.program.names.data() + first_name;
    for (std::uint32_t index = 0; index < count; ++index) {
        if (!is_known(machine.in_row(static_cast<std::uint32_t>(names[index].slot)))) return Fact::of_boolean(false);
    }
    if (!machine.spend(machine.row)) return Fact::of_null();
    bool const is_nir = operation == Operation::nir_repeats_earlier_row;
    auto const same = [&](std::uint32_t index, Fact const* cells) {
        auto const slot = static_cast<std::uint32_t>(names[index].slot);
        return is_nir ? same_nir(machine.row_cells[slot], cells[slot]) : same_answer(machine.row_cells[slot], cells[slot], machine.context);
    };
    constexpr std::uint32_t few = 8;
    if (machine.earlier != nullptr && table.rows > few && (machine.earlier->rows == 0 || machine.earlier->first_name == first_name)) {
        if (machine.earlier->rows == 0) machine.earlier->filter.fill(0);
        machine.earlier->first_name = first_name;
        if (!may_repeat(*machine.earlier, table, static_cast<std::uint32_t>(names[0].slot), machine.row, is_nir))
            return Fact::of_boolean(false);
    }
    // Each row is compared with all before it: the first column is told apart here, in as few steps as can be.
    Fact const mine = machine.row_cells[static_cast<std::uint32_t>(names[0].slot)];
    Fact const* cells = table.cells + names[0].slot;
    Fact const* const stop = cells + static_cast<std::size_t>(machine.row) * table.stride;
    for (; cells != stop; cells += table.stride) {
        if (cells->type != mine.type) continue;
        if (mine.type == Type::date ? cells->days != mine.days : !may_be_same(mine, *cells, is_nir)) continue;
        bool repeated = true;
        for (std::uint32_t index = 0; index < count && repeated; ++index) repeated = same(index, cells - names[0].slot);
        if (repeated) return Fact::of_boolean(true);
    }
    return Fact::of_boolean(false);
}

bool nir_agrees_sex(Fact const& nir_fact, Fact const& sex) {
    NirDigits nir;
    if (!read_nir_digits(nir_fact, nir) || sex.type != Type::text || is_provisional(nir)) return true;
    if (sex.view() == "M") return nir.sex == '1';
    if (sex.view() == "F") return nir.sex == '2';
    return true;
}

bool nir_agrees_birth(Fact const& nir_fact, Fact const& birth) {
    NirDigits nir;
    Date date;
    if (!read_nir_digits(nir_fact, nir) || !js::as_date(birth, date)) return true;
    auto const civil = civil_from_date(date);
    if (civil.year % 100 != nir.year) return false;
    // Months 20, 30 to 42 and 50 to 99 stand for an unknown or special month.
    return nir.month < 1 || nir.month > 12 || nir.month == civil.month;
}

bool nir_is_provisional(Fact const& nir_fact) {
    NirDigits nir;
    return read_nir_digits(nir_fact, nir) && is_provisional(nir);
}

Fact age_between(Fact const& birth, Fact const& day) {
    Date from;
    Date to;
    if (!js::as_date(birth, from) || !js::as_date(day, to)) return Fact::of_null();
    return Fact::of_number(age_on(from, to));
}

Fact days_after(Fact const& day, Fact const& days) {
    Date date;
    int whole = 0;
    if (!js::as_date(day, date) || !as_whole(days, whole) || !fits(date, whole)) return Fact::of_null();
    return dated(guichet::add_days(date, whole));
}

Fact months_after(Fact const& day, Fact const& months) {
    Date date;
    int whole = 0;
    if (!js::as_date(day, date) || !as_whole(months, whole)) return Fact::of_null();
    constexpr int longest = 12 * 9999;
    if (std::abs(whole) > longest) return Fact::of_null();
    // Within a century of a day between the years 1000 and 9000 there are dates.
    constexpr std::int32_t year_1000 = -354285;
    constexpr std::int32_t year_9000 = 2567655;
    if (std::abs(whole) > 1200 || date.days < year_1000 || date.days > year_9000) {
        auto const civil = civil_from_date(date);
        int const month = civil.year * 12 + civil.month - 1 + whole;
        if (month < 12 || month >= 12 * 10000) return Fact::of_null();
    }
    return dated(guichet::add_months(date, whole));
}

Fact domain_function(Operation const operation, std::span<Fact const> const& operands, Machine& machine) {
    Fact const& first = operands[0];
    Date date;
    Date other;
    int whole = 0;
    switch (operation) {
    case Operation::age_on: return age_between(first, operands[1]);
    case Operation::days_between:
        if (!js::as_date(first, date) || !js::as_date(operands[1], other)) return Fact::of_null();
        return Fact::of_number(static_cast<double>(other.days) - date.days);
    case Operation::add_days: return days_after(first, operands[1]);
    case Operation::add_months: return months_after(first, operands[1]);
    case Operation::add_jours_ouvrables: {
        constexpr int longest = 10000;
        if (!js::as_date(first, date) || !as_whole(operands[1], whole)) return Fact::of_null();
        if (std::abs(whole) > longest || !fits(date, whole * 2) || !machine.spend(1000)) return Fact::of_null();
        bool const alsace = operands.size() > 2 && operands[2].type == Type::text && operands[2].view() == "alsace-moselle";
        return dated(guichet::add_jours_ouvrables(date, whole, alsace ? HolidayRegion::alsace_moselle : HolidayRegion::metropole));
    }
    case Operation::year_of:
        if (js::as_date(first, date)) return Fact::of_number(civil_from_date(date).year);
        if (first.type == Type::text) {
            if (auto const month = year_month_from_iso(first.view())) return Fact::of_number(month->year);
        }
        return Fact::of_null();
    case Operation::length: return length_of(first, machine);
    case Operation::count: return Fact::of_number(js::is_list(first) ? js::item_count(first, machine.facts) : 0);
    case Operation::sum: return sum_of(first, machine);
    case Operation::starts_with:
        if (first.type != Type::text || operands[1].type != Type::text) return Fact::of_boolean(false);
        return Fact::of_boolean(first.view().starts_with(operands[1].view()));
    case Operation::known: return Fact::of_boolean(is_known(first));
    case Operation::nir_agrees_sex: return Fact::of_boolean(nir_agrees_sex(first, operands[1]));
    case Operation::nir_agrees_birth: return Fact::of_boolean(nir_agrees_birth(first, operands[1]));
    case Operation::nir_is_provisional: return Fact::of_boolean(nir_is_provisional(first));
    case Operation::distinct: return are_distinct(first, machine);
    default: return contract_function(operation, operands);
    }
}

}  // namespace guichet
