#include "receiver/event_watch.hpp"

#include <algorithm>

namespace guichet::receiver {
namespace {

constexpr std::chrono::milliseconds look_again{200};

}  // namespace

EventWatch::Ended EventWatch::wait(std::int64_t after, std::chrono::seconds time, std::function<bool()> const& is_gone) {
    auto const until = std::chrono::steady_clock::now() + time;
    std::unique_lock lock(mutex_);
    if (waiting_ >= most_) { return Ended::refused; }
    ++waiting_;
    auto ended = Ended::nothing;
    while (!stopped_) {
        lock.unlock();
        auto const last = store_.last_event();
        bool const gone = is_gone && is_gone();
        lock.lock();
        if (!last || *last > after) {
            ended = Ended::something;
            break;
        }
        auto const now = std::chrono::steady_clock::now();
        if (gone || stopped_ || now >= until) { break; }
        wake_.wait_until(lock, std::min<std::chrono::steady_clock::time_point>(until, now + look_again));
    }
    --waiting_;
    return ended;
}

void EventWatch::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopped_ = true;
    }
    wake_.notify_all();
}

}  // namespace guichet::receiver
