// Sorting, small: the library's sorts are three kilobytes of code for each type that is sorted, and the page has to carry them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace guichet {

namespace detail {

/// Whether the item at `a` stands before the item at `b`, of the items that `of` knows.
using StandsBefore = bool (*)(void const* of, std::uint32_t a, std::uint32_t b);
/// The indices of `count` items in their order; items of equal rank keep theirs. Merges: n log n at the worst.
[[nodiscard]] std::vector<std::uint32_t> sorted_order(std::size_t count, StandsBefore before, void const* of);

}  // namespace detail

/// Sorts by `before(a, b)`: whether a stands before b; items of which neither does keep their order.
template <class Item, class Before>
void sort_items(std::vector<Item>& items, Before before) {
    struct Of {
        Item const* items;
        Before const& before;
    };
    Of const of{items.data(), before};
    auto const order = detail::sorted_order(
        items.size(),
        [](void const* given, std::uint32_t a, std::uint32_t b) {
            Of const& these = *static_cast<Of const*>(given);
            return static_cast<bool>(these.before(these.items[a], these.items[b]));
        },
        &of);
    std::vector<Item> sorted;
    sorted.reserve(items.size());
    for (std::uint32_t const at : order) sorted.push_back(std::move(items[at]));
    items = std::move(sorted);
}

/// Sorts by what `key` makes of each item: a member, or a function of it.
template <class Item, class Key = std::identity>
void sort_by(std::vector<Item>& items, Key key = {}) {
    sort_items(items, [&key](Item const& a, Item const& b) { return std::invoke(key, a) < std::invoke(key, b); });
}

}  // namespace guichet
