// Failed attempts, counted by name (an account, an address): after some that are free, each makes the next wait twice as long.
//
// In memory: a receiver counts those that came to itself, and forgets them when it ends or after a quiet hour.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::receiver {

class Throttle {
public:
    using Clock = std::chrono::steady_clock;

    explicit Throttle(unsigned free_attempts) : free_(free_attempts) {}

    /// Counts an attempt as failed, before it is made, so that many at once are counted too. Not nothing: it may not be made
    /// before that long, and is not counted.
    [[nodiscard]] std::optional<std::chrono::seconds> attempt(std::string_view name, Clock::time_point now = Clock::now());
    /// It succeeded: the others before it are forgotten.
    void forgive(std::string_view name);
    /// It succeeded, but says nothing of the others.
    void take_back(std::string_view name);

private:
    struct Record {
        unsigned failures = 0;
        Clock::time_point last{};
        Clock::time_point not_before{};
    };
    void forget_old(Clock::time_point now);

    unsigned free_;
    std::mutex mutex_;
    std::map<std::string, Record, std::less<>> records_;
};

}  // namespace guichet::receiver
