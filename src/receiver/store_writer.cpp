#include "receiver/store_writer.hpp"

#include <exception>

namespace guichet::receiver {
namespace {

/// What is thrown in a task is its own trouble: others wait for the thread that works for them.
Result<void> attempt(std::function<Result<void>(Line&)> const& work, Line& line) {
    try {
        return work(line);
    } catch (std::exception const&) {
        return std::unexpected(
            Trouble{"erreur-interne", "Le serveur a rencontré une erreur. Rien n’a été enregistré : réessayez dans un instant."});
    }
}

}  // namespace

void Writer::carry_out(Task& task) {
    std::unique_lock lock(mutex_);
    queue_.push_back(&task);
    task.turn.wait(lock, [&] { return task.is_done || !is_busy_; });
    if (task.is_done) { return; }
    is_busy_ = true;
    auto const tasks = std::exchange(queue_, {});
    lock.unlock();
    do_all(tasks);
    lock.lock();
    is_busy_ = false;
    // Each by name, not all who wait: with many, most would wake in vain. A task goes with its thread once the mutex is free.
    for (auto* const one : tasks) {
        one->is_done = true;
        one->turn.notify_one();
    }
    if (!queue_.empty()) { queue_.front()->turn.notify_one(); }
}

void Writer::do_all(std::vector<Task*> const& tasks) noexcept {
    if (commit_together(tasks)) { return; }
    for (auto* const task : tasks) { static_cast<void>(commit_together({task})); }
}

/// False: one of them failed and nothing of any was done; each outcome then says what became of it, had it come alone.
bool Writer::commit_together(std::vector<Task*> const& tasks) {
    auto const end_all = [&tasks](Trouble const& trouble) {
        for (auto* const task : tasks) { task->outcome = std::unexpected(trouble); }
        return true;
    };
    auto transaction = begin();
    if (!transaction) { return end_all(transaction.error()); }
    for (auto* const task : tasks) {
        task->outcome = attempt(task->work, line_);
        if (!task->outcome) { return false; }
    }
    auto const committed = transaction->commit();
    if (committed) { return true; }
    // Cut off, it may have been done nevertheless by a server that is gone: nothing is tried again.
    if (committed.error().code == "base-coupee" || tasks.size() == 1) { return end_all(committed.error()); }
    return false;
}

/// A connection is often seen to be lost only when it is used: then over a new one.
Result<Transaction> Writer::begin() {
    if (auto const is_ready = line_.ready(); !is_ready) { return std::unexpected(is_ready.error()); }
    auto begun = Transaction::begin(*line_.database, Purpose::write);
    if (begun || !line_.database->is_lost()) { return begun; }
    if (auto const is_ready = line_.ready(); !is_ready) { return std::unexpected(is_ready.error()); }
    return Transaction::begin(*line_.database, Purpose::write);
}

}  // namespace guichet::receiver
