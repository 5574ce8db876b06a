#include "app/communes.hpp"

#include "core/text.hpp"

namespace guichet {

std::vector<std::string> communes_of(std::string_view table, std::string_view postal_code) {
    std::vector<std::string> names;
    if (postal_code.empty()) return names;
    // Bisection over bytes: each probe is moved back to the start of its line.
    std::size_t low = 0;
    std::size_t high = table.size();
    while (low < high) {
        std::size_t const middle = low + (high - low) / 2;
        std::size_t const before = middle == 0 ? std::string_view::npos : table.rfind('\n', middle - 1);
        std::size_t const start = before == std::string_view::npos ? 0 : before + 1;
        std::size_t end = table.find('\n', start);
        if (end == std::string_view::npos) end = table.size();
        std::string_view const line = table.substr(start, end - start);
        std::string_view const code = line.substr(0, line.find('\t'));
        if (code == postal_code) {
            std::size_t const tab = line.find('\t');
            if (tab == std::string_view::npos) return names;
            for (auto entry : split(line.substr(tab + 1), '|')) {
                if (entry.ends_with('\r')) entry.remove_suffix(1);
                auto const colon = entry.find(':');
                names.emplace_back(colon == std::string_view::npos ? entry : entry.substr(colon + 1));
            }
            return names;
        }
        if (code < postal_code) {
            low = end + 1;
        } else {
            high = start;
        }
    }
    return names;
}

}  // namespace guichet
