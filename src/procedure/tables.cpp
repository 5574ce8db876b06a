#include "procedure/tables.hpp"

#include <algorithm>

namespace guichet {

Value const* Table::find(std::string_view key) const {
    auto const until_line = [this](std::string_view last) {
        auto const after = std::ranges::upper_bound(lines, last, {}, [](TableLine const& line) { return std::string_view(line.key); });
        return after == lines.begin() ? nullptr : &*(after - 1);
    };
    if (by == By::date && until && date_to_iso(*until) < key) return nullptr;
    // The shortest prefix has one character.
    for (TableLine const* line = until_line(key); line != nullptr; line = until_line(key)) {
        if (by == By::date || line->key == key) return &line->value;
        if (by == By::code || key.size() < 2) return nullptr;
        key.remove_suffix(1);
    }
    return nullptr;
}

}  // namespace guichet
