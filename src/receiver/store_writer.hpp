// Writing for all who ask at once, in one transaction.
//
// A commit waits for the disk, whatever it holds. So those who come while one is under way queue, and the first of them then
// does the work of all and commits once. Each is told only after that commit: what was acknowledged is as durable as if
// everyone had committed alone, and who comes alone waits for nobody. When one fails, all is rolled back, and each is done
// again alone, so that nobody bears another's trouble.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "receiver/store_lines.hpp"

namespace guichet::receiver {

class Writer {
public:
    explicit Writer(std::unique_ptr<Database> database) : line_(std::move(database)) {}

    /// What `work` gives, committed. It may be run more than once, each time on what the one before has left undone.
    template <class Out>
    [[nodiscard]] Result<Out> write(std::function<Result<Out>(Line&)> const& work);

private:
    struct Task {
        std::function<Result<void>(Line&)> work;
        Result<void> outcome{};
        bool is_done = false;
        std::condition_variable turn{};  ///< it is done, or nobody works and it is the first
    };
    void carry_out(Task& task);
    /// Better to end with the process, and lose nothing that was acknowledged, than to leave all others waiting.
    void do_all(std::vector<Task*> const& tasks) noexcept;
    [[nodiscard]] bool commit_together(std::vector<Task*> const& tasks);
    [[nodiscard]] Result<Transaction> begin();

    std::mutex mutex_;
    std::vector<Task*> queue_;
    bool is_busy_ = false;
    Line line_;  ///< of the thread that has set is_busy_
};

template <class Out>
Result<Out> Writer::write(std::function<Result<Out>(Line&)> const& work) {
    std::optional<Out> out;
    Task task{[&](Line& line) -> Result<void> {
        auto made = work(line);
        if (!made) { return std::unexpected(made.error()); }
        out = std::move(*made);
        return {};
    }};
    carry_out(task);
    if (!task.outcome) { return std::unexpected(task.outcome.error()); }
    return std::move(*out);
}

}  // namespace guichet::receiver
