// Everything outside: network, store, files, clipboard, history, clock. The application asks through
// this one class; answers come back as PlatformEvents. One implementation a platform: web/ and headless/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace guichet {

/// Chosen by the asker; comes back with the answer. Never 0.
using RequestId = std::int32_t;

/// When something happened: for ordering and stamps, and the person's own civil day.
struct Moment {
    std::int64_t unix_ms = 0;
    std::int32_t local_day = 0;  ///< days since 1970-01-01 in the person's zone
    std::int32_t local_minute = -1;  ///< minutes since midnight there; -1: not told
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;  ///< relative to the page, or absolute when the configuration says so
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::int32_t timeout_ms = 15'000;
};

enum class Push : std::uint8_t { push, replace };
enum class Urgency : std::uint8_t { polite, assertive };

class Ports {
public:
    virtual ~Ports() = default;

    virtual void http(RequestId id, HttpRequest const& request) = 0;  ///< -> HttpAnswered | HttpFailed
    /// Sends the stored file of that digest as the body; progress on the way. -> SendProgress*, HttpAnswered | HttpFailed
    virtual void send_file(RequestId id, HttpRequest const& request, std::string_view sha256) = 0;
    virtual void abort(RequestId id) = 0;

    virtual void store_put(RequestId id, std::string_view key, std::string_view text) = 0;  ///< -> Stored
    virtual void store_remove(RequestId id, std::string_view key) = 0;                      ///< -> Stored
    virtual void store_load(RequestId id, std::string_view key_prefix) = 0;                 ///< -> Loaded
    virtual void persist() = 0;  ///< asks the browser not to evict the store
    /// Forgets all records and files, and what set_plain() remembers; then the page begins anew, in each tab. -> Stored when it cannot
    virtual void erase_all(RequestId id) = 0;

    /// The passphrase that protects records and files: `what` is ProtectionAsk of app/effects.hpp. -> Stored; "secret" when it is another
    /// passphrase, "elsewhere" when another tab does not let go. Locking begins the page anew and answers nothing.
    virtual void protection(RequestId id, std::uint8_t what, std::string_view secret, std::string_view fresh) = 0;

    /// Part of a chosen (not yet kept) file as text. -> SliceRead
    virtual void read_slice(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) = 0;
    /// Keeps part of a chosen file (the whole of it: offset 0, length = size) under its digest. -> FileKept | FileRefused
    virtual void keep_file(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) = 0;
    /// Forgets all kept files but these digests.
    virtual void prune_files(std::vector<std::string> const& keep) = 0;
    /// Gives the person a file: the text, then the bytes of the kept files one after the other.
    virtual void download(std::string_view name, std::string_view media_type, std::string_view text,
                          std::vector<std::string> const& files) = 0;
    /// Shows a kept file (new tab or download).
    virtual void open_file(std::string_view sha256, std::string_view name, std::string_view media_type) = 0;

    virtual void go(std::string_view hash, Push push) = 0;  ///< "#/dossiers/ID/formation"
    virtual void set_title(std::string_view title) = 0;
    virtual void focus(std::string_view node_id) = 0;  ///< after the next picture; scrolls it into view
    virtual void announce(std::string_view text, Urgency urgency) = 0;
    virtual void copy_text(RequestId id, std::string_view text) = 0;  ///< -> Stored
    virtual void print() = 0;

    virtual void set_timer(RequestId id, std::int32_t milliseconds) = 0;  ///< -> TimerRang, once
    virtual void clear_timer(RequestId id) = 0;

    /// One tab holds a draft. -> Claimed; later ClaimLost if another tab takes it over.
    virtual void claim(RequestId id, std::string_view key, bool take_over) = 0;
    virtual void release(std::string_view key) = 0;
    /// Whether leaving the page would lose something (beforeunload).
    virtual void set_unsaved(bool unsaved) = 0;
    /// Plain HTML instead of the picture; remembered by the platform, which has to know before anything else is there.
    virtual void set_plain(bool plain) = 0;
    /// The part of the program that not every visit needs (app/later.hpp). -> Stored
    virtual void fetch_later(RequestId id) = 0;
};

/// A file that the person chose or dropped; its bytes stay outside, under `token`, until kept.
struct ChosenFile {
    std::string token;
    std::string name;
    std::string media_type;  ///< as the browser says; proves nothing
    std::uint64_t size = 0;
};

namespace event {
/// First of all. `route` is the address's hash; `entropy` seeds the identifiers.
struct Started {
    std::string route;
    std::uint64_t entropy_high = 0;
    std::uint64_t entropy_low = 0;
    bool can_store = true;
    bool plain = false;  ///< chosen at an earlier visit
    bool locked = false;  ///< a passphrase protects the store: nothing is read of it until it is given
};
/// The person did something to a node: its action, and the text that goes with it.
struct Acted {
    std::uint32_t action = 0;
    std::string text;
};
struct FilesChosen {
    std::uint32_t action = 0;
    std::vector<ChosenFile> files;
};
struct RouteChanged {
    std::string route;
};
struct Hidden {};
struct Shown {};
struct HttpAnswered {
    RequestId id = 0;
    std::int32_t status = 0;
    std::string body;
    std::string content_type;
    std::int32_t retry_after_s = -1;
};
struct HttpFailed {
    RequestId id = 0;
    enum class Why : std::uint8_t { network, timeout, aborted } why = Why::network;
};
struct SendProgress {
    RequestId id = 0;
    std::uint64_t sent = 0;
    std::uint64_t total = 0;
};
struct Stored {
    RequestId id = 0;
    bool ok = true;
    std::string trouble;
};  ///< trouble: "quota", "blocked", …
struct Loaded {
    RequestId id = 0;
    bool ok = true;
    std::vector<std::pair<std::string, std::string>> records;
};
struct SliceRead {
    RequestId id = 0;
    bool ok = true;
    std::string text;
};
struct FileKept {
    RequestId id = 0;
    std::string sha256;
    std::uint64_t size = 0;
    std::string head;
};  ///< head: first 16 bytes
struct FileRefused {
    RequestId id = 0;
    std::string trouble;
};  ///< "quota", "unreadable"
struct TimerRang {
    RequestId id = 0;
};
struct Claimed {
    RequestId id = 0;
    std::string key;
    bool granted = true;
};
struct ClaimLost {
    std::string key;
};
struct OnlineChanged {
    bool online = true;
};
}  // namespace event

using PlatformEvent =
    std::variant<event::Started, event::Acted, event::FilesChosen, event::RouteChanged, event::Hidden, event::Shown, event::HttpAnswered,
                 event::HttpFailed, event::SendProgress, event::Stored, event::Loaded, event::SliceRead, event::FileKept,
                 event::FileRefused, event::TimerRang, event::Claimed, event::ClaimLost, event::OnlineChanged>;

}  // namespace guichet
