#include "receiver/throttle.hpp"

#include <algorithm>
#include <iterator>

#include "core/sha256.hpp"

namespace guichet::receiver {
namespace {

constexpr std::chrono::seconds longest{900};
constexpr std::chrono::hours quiet{1};
constexpr std::size_t longest_name = 64;

/// Whoever chooses a name does not choose how much memory it takes.
std::string kept_name(std::string_view name) { return name.size() > longest_name ? sha256_hex(name) : std::string(name); }

}  // namespace

std::optional<std::chrono::seconds> Throttle::attempt(std::string_view name, Clock::time_point now) {
    auto const kept = kept_name(name);
    std::lock_guard const lock(mutex_);
    auto& record = used(kept);
    if (now - record.last > quiet) {
        record.failures = 0;
        record.not_before = {};
    }
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
    auto const kept = kept_name(name);
    std::lock_guard const lock(mutex_);
    auto const found = by_name_.find(kept);
    if (found == by_name_.end()) { return; }
    auto const record = found->second;
    by_name_.erase(found);
    records_.erase(record);
}

void Throttle::take_back(std::string_view name) {
    auto const kept = kept_name(name);
    std::lock_guard const lock(mutex_);
    auto const found = by_name_.find(kept);
    if (found == by_name_.end() || found->second->failures == 0) { return; }
    if (--found->second->failures < free_) { found->second->not_before = {}; }
}

/// The record of that name, made if there is none, as the last used.
Throttle::Record& Throttle::used(std::string const& name) {
    if (auto const found = by_name_.find(name); found != by_name_.end()) {
        records_.splice(records_.end(), records_, found->second);
        return records_.back();
    }
    if (records_.size() >= most_names) {
        by_name_.erase(records_.front().name);
        records_.pop_front();
    }
    records_.push_back({.name = name});
    auto const made = std::prev(records_.end());
    by_name_.emplace(made->name, made);
    return *made;
}

}  // namespace guichet::receiver
