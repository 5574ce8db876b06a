#include "procedure/tables.hpp"

#include <vector>

namespace guichet {

namespace {

/// The last line of the first `count` that `is_after` does not put behind the key; nullptr when there is none.
template <class IsAfter>
TableLine const* last_line(std::vector<TableLine> const& lines, std::size_t count, IsAfter const& is_after) {
    std::size_t from = 0;
    for (std::size_t to = count; from < to;) {
        std::size_t const middle = from + (to - from) / 2;
        if (is_after(lines[middle])) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return from == 0 ? nullptr : &lines[from - 1];
}

/// How many bytes two texts begin with alike, without a call: a table is looked into at each verdict.
std::size_t alike(std::string_view a, std::string_view b) {
    std::size_t const shorter = a.size() < b.size() ? a.size() : b.size();
    std::size_t at = 0;
    while (at < shorter && a[at] == b[at]) ++at;
    return at;
}

/// As texts compare.
bool is_greater(std::string_view a, std::string_view b) {
    std::size_t const at = alike(a, b);
    if (at == b.size()) return at < a.size();
    return at < a.size() && static_cast<unsigned char>(a[at]) > static_cast<unsigned char>(b[at]);
}

}  // namespace

Value const* Table::find(Date key) const {
    if (until && *until < key) return nullptr;
    TableLine const* const line = last_line(lines, lines.size(), [key](TableLine const& each) { return each.day > key; });
    return line == nullptr ? nullptr : &line->value;
}

Value const* Table::find(std::string_view key) const {
    if (by == By::date) {
        auto const day = date_from_iso(key);
        return day ? find(*day) : nullptr;
    }
    for (std::size_t count = lines.size();;) {
        TableLine const* const line = last_line(lines, count, [key](TableLine const& each) { return is_greater(each.key, key); });
        if (line == nullptr) return nullptr;
        std::size_t const common = alike(line->key, key);
        if (common == key.size() && common == line->key.size()) return &line->value;
        // A prefix that is longer than what the two have in common would stand between them.
        if (by == By::code || common == 0) return nullptr;
        key = key.substr(0, common);
        count = static_cast<std::size_t>(line - lines.data()) + 1;
    }
}

}  // namespace guichet
