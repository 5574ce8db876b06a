#include "receiver/throttle.hpp"

#include <algorithm>

namespace guichet::receiver {
namespace {

constexpr std::chrono::seconds longest{900};
constexpr std::chrono::hours quiet{1};
constexpr std::size_t most_records = 20'000;

}  // namespace

std::optional<std::chrono::seconds> Throttle::attempt(std::string_view name, Clock::time_point now) {
    std::lock_guard const lock(mutex_);
    auto found = records_.find(name);
    if (found == records_.end()) {
        forget_old(now);
        found = records_.emplace(std::string(name), Record{}).first;
    }
    auto& record = found->second;
    if (now - record.last > quiet) { record = {}; }
    if (now < record.not_before) { return std::chrono::ceil<std::chrono::seconds>(record.not_before - now); }
    record.last = now;
    ++record.failures;
    if (record.failures >= free_) {
        auto const doubled = std::min(record.failures - free_, 10U);
        record.not_before = now + std::min(longest, std::chrono::seconds(1U << doubled));
    }
    return std::nullopt;
}

void Throttle::forgive(std::string_view name) {
    std::lock_guard const lock(mutex_);
    if (auto const found = records_.find(name); found != records_.end()) { records_.erase(found); }
}

void Throttle::take_back(std::string_view name) {
    std::lock_guard const lock(mutex_);
    auto const found = records_.find(name);
    if (found == records_.end() || found->second.failures == 0) { return; }
    if (--found->second.failures < free_) { found->second.not_before = {}; }
}

/// Only when there are very many: then those that are quiet, or, if none is, the first.
void Throttle::forget_old(Clock::time_point now) {
    if (records_.size() < most_records) { return; }
    std::erase_if(records_, [now](auto const& one) { return now - one.second.last > quiet; });
    if (records_.size() >= most_records) { records_.erase(records_.begin()); }
}

}  // namespace guichet::receiver
