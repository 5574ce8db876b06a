// Failed attempts, counted by name (an account, an address): after some that are free, each makes the next wait twice as long.
//
// In memory: a receiver counts those that came to itself, and forgets them when it ends, after a quiet hour, or when so many others
// have come since.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::receiver {

class Throttle {
public:
    using Clock = std::chrono::steady_clock;

    /// Of whom nothing has come for longest is forgotten for the next.
    static constexpr std::size_t most_names = 20'000;

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
        std::string name;  ///< as it is kept
        unsigned failures = 0;
        Clock::time_point last{};
        Clock::time_point not_before{};
    };
    using Records = std::list<Record>;
    Record& used(std::string const& name);

    unsigned free_;
    std::mutex mutex_;
    Records records_;  ///< the last used at the end
    std::map<std::string_view, Records::iterator> by_name_;  ///< the names are those of the records
};

}  // namespace guichet::receiver
