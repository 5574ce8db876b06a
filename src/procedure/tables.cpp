#include "procedure/tables.hpp"

#include <vector>

namespace guichet {

namespace {

/// The last line that `is_after` does not put behind the key; nullptr when there is none.
template <class IsAfter>
TableLine const* last_line(std::vector<TableLine> const& lines, IsAfter const& is_after) {
    std::size_t from = 0;
    for (std::size_t to = lines.size(); from < to;) {
        std::size_t const middle = from + (to - from) / 2;
        if (is_after(lines[middle])) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return from == 0 ? nullptr : &lines[from - 1];
}

/// As texts compare, without a call: a table is looked into at each verdict.
bool is_greater(std::string_view a, std::string_view b) {
    for (std::size_t at = 0; at < a.size() && at < b.size(); ++at) {
        if (a[at] != b[at]) return static_cast<unsigned char>(a[at]) > static_cast<unsigned char>(b[at]);
    }
    return a.size() > b.size();
}

}  // namespace

Value const* Table::find(Date key) const {
    if (until && *until < key) return nullptr;
    TableLine const* const line = last_line(lines, [key](TableLine const& each) { return each.day > key; });
    return line == nullptr ? nullptr : &line->value;
}

Value const* Table::find(std::string_view key) const {
    if (by == By::date) {
        auto const day = date_from_iso(key);
        return day ? find(*day) : nullptr;
    }
    // The shortest prefix has one character.
    for (;;) {
        TableLine const* const line = last_line(lines, [key](TableLine const& each) { return is_greater(each.key, key); });
        if (line == nullptr) return nullptr;
        if (line->key == key) return &line->value;
        if (by == By::code || key.size() < 2) return nullptr;
        key.remove_suffix(1);
    }
}

}  // namespace guichet
