// The outside in memory, under a test's hand: a device (store, files, who holds what) that tabs share, and the
// ports of one tab. Answers wait in `events` until they are taken; time moves only by advance().
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/ports.hpp"

namespace guichet {

class HeadlessPorts;

/// What survives a reload, and what two tabs have in common.
struct HeadlessDevice {
    std::map<std::string, std::string, std::less<>> store;
    std::map<std::string, std::string, std::less<>> files;  ///< bytes by digest
    std::map<std::string, HeadlessPorts*, std::less<>> claims;
    bool full = false;  ///< nothing more can be stored: "quota"
    std::string passphrase;  ///< protects the store; empty: none does
    bool slow = false;  ///< what is put is answered by answer_put() only
};

class HeadlessPorts final : public Ports {
public:
    /// What the network answers; nothing: no answer until the test gives one. `file` is the body of send_file.
    using Server = std::function<std::optional<PlatformEvent>(RequestId, HttpRequest const&, std::string const* file)>;

    explicit HeadlessPorts(HeadlessDevice& device);
    ~HeadlessPorts() override;
    HeadlessPorts(HeadlessPorts const&) = delete;
    HeadlessPorts& operator=(HeadlessPorts const&) = delete;

    struct Download {
        std::string name;
        std::string media_type;
        std::string bytes;  ///< the text, then the kept files
    };
    struct Said {
        std::string text;
        Urgency urgency = Urgency::polite;
    };
    struct Asked {
        RequestId id = 0;
        HttpRequest request;
        std::string file;
        bool aborted = false;
    };

    // What the test sets.
    Server server;
    // What the test reads.
    std::deque<PlatformEvent> events;
    std::vector<Asked> requests;
    std::vector<Download> downloads;
    std::vector<Said> said;
    std::vector<std::string> copied;
    std::vector<std::string> opened;   ///< digests
    std::vector<std::string> history;  ///< hashes, the last is the address
    std::vector<std::string> pruned;   ///< digests last told to be kept
    std::string title;
    std::string focused;
    int locked = 0;  ///< how often the page was told to lock
    int printed = 0;
    int persisted = 0;
    bool unsaved = false;
    bool plain = false;
    bool later_fails = false;  ///< what is fetched later does not come
    Moment now{1'795'266'309'000, 20'778, 845};  ///< 21/11/2026, 14:05 in Paris

    /// Lets time pass; timers that are due ring in order.
    void advance(std::int32_t milliseconds);
    /// A file as a person would choose it.
    [[nodiscard]] ChosenFile offer(std::string name, std::string bytes, std::string media_type = {});
    /// Answers the oldest unanswered request whose address holds that text. False when there is none.
    bool answer(std::string_view url_part, std::int32_t status, std::string body, std::int32_t retry_after_s = -1);
    bool fail(std::string_view url_part, event::HttpFailed::Why why);
    /// Answers the oldest writing of a slow store.
    void answer_put();
    [[nodiscard]] bool has_timer() const { return !timers_.empty(); }

    void http(RequestId id, HttpRequest const& request) override;
    void send_file(RequestId id, HttpRequest const& request, std::string_view sha256) override;
    void abort(RequestId id) override;
    void store_put(RequestId id, std::string_view key, std::string_view text) override;
    void store_remove(RequestId id, std::string_view key) override;
    void store_load(RequestId id, std::string_view key_prefix) override;
    void persist() override;
    void erase_all(RequestId id) override;
    void protection(RequestId id, std::uint8_t what, std::string_view secret, std::string_view fresh) override;
    void read_slice(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) override;
    void keep_file(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) override;
    void prune_files(std::vector<std::string> const& keep) override;
    void download(std::string_view name, std::string_view media_type, std::string_view text,
                  std::vector<std::string> const& files) override;
    void open_file(std::string_view sha256, std::string_view name, std::string_view media_type) override;
    void go(std::string_view hash, Push push) override;
    void set_title(std::string_view text) override;
    void focus(std::string_view node_id) override;
    void announce(std::string_view text, Urgency urgency) override;
    void copy_text(RequestId id, std::string_view text) override;
    void print() override;
    void set_timer(RequestId id, std::int32_t milliseconds) override;
    void clear_timer(RequestId id) override;
    void claim(RequestId id, std::string_view key, bool take_over) override;
    void release(std::string_view key) override;
    void set_unsaved(bool value) override;
    void set_plain(bool value) override;
    void fetch_later(RequestId id) override;

private:
    std::deque<RequestId> puts_;  ///< that a slow store has not answered yet
    struct Timer {
        RequestId id = 0;
        std::int64_t due_ms = 0;
    };
    void ask(RequestId id, HttpRequest const& request, std::string const* file);
    [[nodiscard]] Asked* unanswered(std::string_view url_part);

    HeadlessDevice& device_;
    std::vector<Timer> timers_;
    std::map<std::string, std::string, std::less<>> chosen_;
    std::vector<RequestId> answered_;
};

}  // namespace guichet
