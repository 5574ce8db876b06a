// What the files of the store share: a connection with its statements, and how rows are read.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "receiver/database.hpp"
#include "receiver/store.hpp"

namespace guichet::receiver {

/// A connection with its prepared statements and the mutex that guards both.
struct Line {
    explicit Line(std::unique_ptr<Database> opened) : database(std::move(opened)) {}
    std::mutex mutex;
    std::unique_ptr<Database> database;
    std::map<std::string_view, std::unique_ptr<Statement>> statements;  ///< by SQL text, which is a constant

    [[nodiscard]] Result<Statement*> statement(std::string_view sql);
    /// Connected anew if it was lost.
    [[nodiscard]] Result<void> ready();
};

/// Several connections to read by, each for one at a time.
class Readers {
public:
    explicit Readers(std::vector<std::unique_ptr<Database>> databases);
    /// One that is free, or else one to wait for; locked by the second.
    [[nodiscard]] std::pair<Line*, std::unique_lock<std::mutex>> borrow();

private:
    std::deque<Line> lines_;  ///< never empty
    std::atomic<std::size_t> next_ = 0;
};

/// What `work` reads. A connection is often seen to be lost only when it is used: then once more, over a new one.
template <class Work>
[[nodiscard]] auto reading(Readers& readers, Work const& work) -> decltype(work(std::declval<Line&>())) {
    auto const [borrowed, lock] = readers.borrow();
    auto& line = *borrowed;
    if (auto const is_ready = line.ready(); !is_ready) { return std::unexpected(is_ready.error()); }
    auto out = work(line);
    if (out || !line.database->is_lost()) { return out; }
    if (auto const is_ready = line.ready(); !is_ready) { return std::unexpected(is_ready.error()); }
    return work(line);
}

/// Runs a statement to its end: `bind` gives it its parameters, `read` takes each row. What is bound must outlive the call.
template <class Bind, class Read>
[[nodiscard]] Result<void> for_rows(Line& line, std::string_view sql, Bind bind, Read read) {
    auto const found = line.statement(sql);
    if (!found) { return std::unexpected(found.error()); }
    Loan const loan(**found);
    bind(**found);
    for (;;) {
        auto const more = (*found)->step();
        if (!more) { return std::unexpected(more.error()); }
        if (!*more) { return {}; }
        read(std::as_const(**found));
    }
}

/// The same for what gives no row.
template <class Bind>
[[nodiscard]] Result<void> execute(Line& line, std::string_view sql, Bind bind) {
    return for_rows(line, sql, bind, [](Statement const&) {});
}

[[nodiscard]] Result<std::optional<Standing>> standing_in(Line& line, std::string_view id);
[[nodiscard]] Result<bool> was_replaced_in(Line& line, std::string_view id, std::string_view digest);
/// Adds a step to a dossier's life; its number. `nature`: as in the schema.
[[nodiscard]] Result<std::int64_t> add_event(Line& line, StoredEvent const& event, std::string_view nature);
[[nodiscard]] Result<std::vector<StoredEvent>> events_of(Line& line, std::string_view id);
[[nodiscard]] Result<std::vector<Remark>> remarks_of(Line& line, std::string_view id);
/// By rank.
[[nodiscard]] Result<std::vector<FollowedInstalment>> instalments_of(Line& line, std::string_view id);

}  // namespace guichet::receiver
