// Waiting for the next event of a dossier's life: those who ask « what is new » and would rather wait for it.
//
// The event may be another process's doing (guichet instruire), so the database is looked at a few times a second, and
// only while someone waits. Each who waits holds a thread of the server: no more may than are told.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>

#include "receiver/store.hpp"

namespace guichet::receiver {

class EventWatch {
public:
    enum class Ended : std::uint8_t {
        something,  ///< there is an event after the one that was named, or the database has a trouble to tell
        nothing,    ///< the time is over, the server stops, or nobody listens any more
        refused,    ///< too many wait already
    };

    EventWatch(Store& store, std::size_t most_waiting) : store_(store), most_(most_waiting) {}

    /// From any thread. `is_gone` tells whether the one who asked has left.
    [[nodiscard]] Ended wait(std::int64_t after, std::chrono::seconds time, std::function<bool()> const& is_gone);
    /// This process has just made an event: nobody needs to look for it.
    void tell() { wake_.notify_all(); }
    /// Those who wait end at once, and nobody waits any more.
    void stop();

private:
    Store& store_;
    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::size_t waiting_ = 0;
    bool stopped_ = false;
};

}  // namespace guichet::receiver
