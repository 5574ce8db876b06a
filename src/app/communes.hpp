// Towns by postal code, from the compact table data/communes.txt: lines sorted by postal code,
// "68110<TAB>68154:Illzach|…" (INSEE code and name). Searched as text: 35,000 strings are never made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guichet {

/// Names of the towns of that postal code, in the table's order; empty when it has none (CEDEX).
[[nodiscard]] std::vector<std::string> communes_of(std::string_view table, std::string_view postal_code);

}  // namespace guichet
