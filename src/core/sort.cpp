#include "core/sort.hpp"

#include <algorithm>

namespace guichet::detail {

std::vector<std::uint32_t> sorted_order(std::size_t count, StandsBefore before, void const* of) {
    std::vector<std::uint32_t> order(count);
    std::ranges::generate(order, [next = 0U]() mutable { return next++; });
    std::vector<std::uint32_t> merged(count);
    for (std::size_t width = 1; width < count; width *= 2) {
        for (std::size_t start = 0; start < count; start += 2 * width) {
            std::size_t left = start;
            std::size_t const middle = std::min(start + width, count);
            std::size_t right = middle;
            std::size_t const end = std::min(middle + width, count);
            for (std::size_t at = start; at < end; ++at) {
                bool const from_right = right < end && (left == middle || before(of, order[right], order[left]));
                merged[at] = order[from_right ? right++ : left++];
            }
        }
        order.swap(merged);
    }
    return order;
}

}  // namespace guichet::detail
