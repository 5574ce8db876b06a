#include "core/sort.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

using namespace guichet;

TEST_CASE("sorting gives what the library's stable sort gives, whatever the size and however many are equal") {
    std::mt19937 random(11);
    for (std::size_t size = 0; size < 200; ++size) {
        struct Item {
            std::size_t rank;
            std::string name;
            bool operator==(Item const&) const = default;
        };
        std::vector<Item> items;
        for (std::size_t at = 0; at < size; ++at) items.push_back({random() % (1 + size / 3), "numéro " + std::to_string(at)});
        std::vector<Item> wanted = items;
        std::ranges::stable_sort(wanted, {}, &Item::rank);
        std::vector<Item> mine = items;
        sort_by(mine, &Item::rank);
        REQUIRE(mine == wanted);
        std::ranges::stable_sort(wanted, std::greater{}, &Item::rank);
        sort_items(mine, [](Item const& a, Item const& b) { return a.rank > b.rank; });
        REQUIRE(mine == wanted);
    }
}
