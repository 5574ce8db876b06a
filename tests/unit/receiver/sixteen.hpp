// Sixteen dossiers at once, some of which the database refuses.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "dossiers.hpp"

namespace guichet::receiver::test {

/// Those alone that are named fail, and the others' numbers follow each other.
inline void accept_sixteen_but(Store& store, std::set<int> const& refused) {
    std::vector<std::string> numbers(16);
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&, i] {
            auto const accepted = store.accept(dossier(i));
            CHECK(accepted.has_value() == !refused.contains(i));
            if (accepted) { numbers[static_cast<std::size_t>(i)] = accepted->receipt.number; }
        });
    }
    for (auto& thread : threads) { thread.join(); }
    std::erase(numbers, "");
    CHECK(numbers.size() == 16 - refused.size());
    CHECK(std::set(numbers.begin(), numbers.end()).size() == numbers.size());
    CHECK(std::ranges::max(numbers) == "AF-2026-0000" + std::to_string(numbers.size()));
    CHECK(store.last_event() == static_cast<std::int64_t>(numbers.size()));
}

}  // namespace guichet::receiver::test
