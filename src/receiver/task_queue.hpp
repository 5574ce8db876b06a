// The threads that answer. Unlike the library's pool it tells how many connections wait for which there is no thread, so
// that idle ones can give way, and it has a limit above which a connection is closed at once rather than kept hoping.
#pragma once

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace guichet::receiver {

class TaskQueue final : public httplib::TaskQueue {
public:
    TaskQueue(std::size_t threads, std::size_t limit, std::atomic<int>& waiting) : limit_(limit), waiting_(waiting) {
        threads_.reserve(threads);
        for (std::size_t i = 0; i < threads; ++i) {
            threads_.emplace_back([this] { work(); });
        }
    }

    bool enqueue(std::function<void()> task) override {
        {
            std::lock_guard const lock(mutex_);
            if (tasks_.size() >= limit_) { return false; }
            tasks_.push_back(std::move(task));
            count();
        }
        wake_.notify_one();
        return true;
    }

    void shutdown() override {
        {
            std::lock_guard const lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        for (auto& thread : threads_) { thread.join(); }
    }

private:
    void count() { waiting_ = std::max(0, static_cast<int>(tasks_.size()) - free_); }

    void work() {
        for (;;) {
            std::function<void()> task;
            {
                std::unique_lock lock(mutex_);
                ++free_;
                count();
                wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
                --free_;
                if (tasks_.empty()) { return; }
                task = std::move(tasks_.front());
                tasks_.pop_front();
                count();
            }
            task();
        }
    }

    std::size_t limit_;
    std::atomic<int>& waiting_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
    int free_ = 0;  ///< threads without a task, or on their way to one
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace guichet::receiver
