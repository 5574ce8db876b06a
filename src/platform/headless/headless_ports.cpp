#include "platform/headless/headless_ports.hpp"

#include <algorithm>
#include <utility>

#include "core/sha256.hpp"

namespace guichet {

constexpr std::size_t head_bytes = 16;
constexpr std::int64_t ms_a_minute = 60'000;
constexpr std::int32_t minutes_a_day = 1'440;

namespace {

/// `offset` is within the text; a length beyond its end means « up to the end ».
std::string part_of(std::string const& text, std::uint64_t offset, std::uint64_t length) {
    return text.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(std::min<std::uint64_t>(length, text.size())));
}

}  // namespace

HeadlessPorts::HeadlessPorts(HeadlessDevice& device) : device_(device) {}

HeadlessPorts::~HeadlessPorts() {
    std::erase_if(device_.claims, [this](auto const& claim) { return claim.second == this; });
}

void HeadlessPorts::advance(std::int32_t milliseconds) {
    std::int64_t const until = now.unix_ms + milliseconds;
    std::int64_t const minute_before = now.unix_ms / ms_a_minute;
    std::ranges::stable_sort(timers_, {}, &Timer::due_ms);
    while (!timers_.empty() && timers_.front().due_ms <= until) {
        events.emplace_back(event::TimerRang{timers_.front().id});
        timers_.erase(timers_.begin());
    }
    now.unix_ms = until;
    now.local_minute += static_cast<std::int32_t>(until / ms_a_minute - minute_before);
    now.local_day += now.local_minute / minutes_a_day;
    now.local_minute %= minutes_a_day;
}

ChosenFile HeadlessPorts::offer(std::string name, std::string bytes, std::string media_type) {
    ChosenFile file;
    file.token = "choisi-" + std::to_string(chosen_.size() + 1);
    file.name = std::move(name);
    file.media_type = std::move(media_type);
    file.size = bytes.size();
    chosen_[file.token] = std::move(bytes);
    return file;
}

HeadlessPorts::Asked* HeadlessPorts::unanswered(std::string_view url_part) {
    for (auto& asked : requests) {
        bool const waits = !asked.aborted && !std::ranges::contains(answered_, asked.id);
        if (waits && asked.request.url.contains(url_part)) return &asked;
    }
    return nullptr;
}

bool HeadlessPorts::answer(std::string_view url_part, std::int32_t status, std::string body, std::int32_t retry_after_s) {
    Asked const* asked = unanswered(url_part);
    if (asked == nullptr) return false;
    answered_.push_back(asked->id);
    events.emplace_back(event::HttpAnswered{asked->id, status, std::move(body), "application/json", retry_after_s});
    return true;
}

bool HeadlessPorts::fail(std::string_view url_part, event::HttpFailed::Why why) {
    Asked const* asked = unanswered(url_part);
    if (asked == nullptr) return false;
    answered_.push_back(asked->id);
    events.emplace_back(event::HttpFailed{asked->id, why});
    return true;
}

void HeadlessPorts::ask(RequestId id, HttpRequest const& request, std::string const* file) {
    requests.push_back({id, request, file != nullptr ? *file : std::string{}, false});
    auto given = server ? server(id, request, file) : std::nullopt;
    if (!given) return;
    answered_.push_back(id);
    events.push_back(*std::move(given));
}

void HeadlessPorts::http(RequestId id, HttpRequest const& request) { ask(id, request, nullptr); }

void HeadlessPorts::send_file(RequestId id, HttpRequest const& request, std::string_view sha256) {
    auto const at = device_.files.find(sha256);
    if (at == device_.files.end()) {
        events.emplace_back(event::HttpFailed{id, event::HttpFailed::Why::aborted});
        return;
    }
    events.emplace_back(event::SendProgress{id, at->second.size() / 2, at->second.size()});
    ask(id, request, &at->second);
}

void HeadlessPorts::abort(RequestId id) {
    for (auto& asked : requests) {
        if (asked.id == id) asked.aborted = true;
    }
}

void HeadlessPorts::store_put(RequestId id, std::string_view key, std::string_view text) {
    if (device_.full) {
        events.emplace_back(event::Stored{id, false, "quota"});
        return;
    }
    device_.store.insert_or_assign(std::string{key}, std::string{text});
    puts_.push_back(id);
    if (!device_.slow) answer_put();
}

void HeadlessPorts::answer_put() {
    events.emplace_back(event::Stored{puts_.front(), true, {}});
    puts_.pop_front();
}

void HeadlessPorts::store_remove(RequestId id, std::string_view key) {
    if (auto const at = device_.store.find(key); at != device_.store.end()) device_.store.erase(at);
    events.emplace_back(event::Stored{id, true, {}});
}

void HeadlessPorts::store_load(RequestId id, std::string_view key_prefix) {
    event::Loaded loaded;
    loaded.id = id;
    for (auto const& [key, text] : device_.store) {
        if (key.starts_with(key_prefix)) loaded.records.emplace_back(key, text);
    }
    events.emplace_back(std::move(loaded));
}

void HeadlessPorts::persist() { ++persisted; }

void HeadlessPorts::erase_all(RequestId id) {
    if (device_.full) {
        events.emplace_back(event::Stored{id, false, "blocked"});
        return;
    }
    device_.store.clear();
    device_.files.clear();
}

void HeadlessPorts::protection(RequestId id, std::uint8_t what, std::string_view secret, std::string_view fresh) {
    constexpr std::uint8_t unlock = 0;
    constexpr std::uint8_t protect = 1;
    constexpr std::uint8_t change = 2;
    constexpr std::uint8_t give_up = 3;
    if (what > give_up) {
        ++locked;
        return;
    }
    if (what != protect && secret != device_.passphrase) {
        events.emplace_back(event::Stored{id, false, "secret"});
        return;
    }
    if (device_.full && what != unlock) {
        events.emplace_back(event::Stored{id, false, "quota"});
        return;
    }
    if (what == protect) device_.passphrase = secret;
    if (what == change) device_.passphrase = fresh;
    if (what == give_up) device_.passphrase.clear();
    events.emplace_back(event::Stored{id, true, {}});
}

void HeadlessPorts::read_slice(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) {
    auto const at = chosen_.find(token);
    if (at == chosen_.end() || offset > at->second.size()) {
        events.emplace_back(event::SliceRead{id, false, {}});
        return;
    }
    events.emplace_back(event::SliceRead{id, true, part_of(at->second, offset, length)});
}

void HeadlessPorts::keep_file(RequestId id, std::string_view token, std::uint64_t offset, std::uint64_t length) {
    auto const at = chosen_.find(token);
    if (at == chosen_.end() || offset > at->second.size()) {
        events.emplace_back(event::FileRefused{id, "unreadable"});
        return;
    }
    if (device_.full) {
        events.emplace_back(event::FileRefused{id, "quota"});
        return;
    }
    std::string bytes = part_of(at->second, offset, length);
    event::FileKept kept{id, sha256_hex(bytes), bytes.size(), bytes.substr(0, head_bytes)};
    device_.files.insert_or_assign(kept.sha256, std::move(bytes));
    events.emplace_back(std::move(kept));
}

void HeadlessPorts::prune_files(std::vector<std::string> const& keep) {
    pruned = keep;
    std::erase_if(device_.files, [&](auto const& file) { return !std::ranges::contains(keep, file.first); });
}

void HeadlessPorts::download(std::string_view name, std::string_view media_type, std::string_view text,
                             std::vector<std::string> const& files) {
    Download made{std::string{name}, std::string{media_type}, std::string{text}};
    for (auto const& digest : files) {
        if (auto const at = device_.files.find(digest); at != device_.files.end()) made.bytes += at->second;
    }
    downloads.push_back(std::move(made));
}

void HeadlessPorts::open_file(std::string_view sha256, std::string_view, std::string_view) { opened.emplace_back(sha256); }

void HeadlessPorts::go(std::string_view hash, Push push) {
    if (push == Push::replace && !history.empty()) history.pop_back();
    history.emplace_back(hash);
}

void HeadlessPorts::set_title(std::string_view text) { title = text; }
void HeadlessPorts::focus(std::string_view node_id) { focused = node_id; }
void HeadlessPorts::announce(std::string_view text, Urgency urgency) { said.push_back({std::string{text}, urgency}); }
void HeadlessPorts::copy_text(RequestId id, std::string_view text) {
    copied.emplace_back(text);
    events.emplace_back(event::Stored{id, true, {}});
}
void HeadlessPorts::print() { ++printed; }

void HeadlessPorts::set_timer(RequestId id, std::int32_t milliseconds) { timers_.push_back({id, now.unix_ms + milliseconds}); }

void HeadlessPorts::clear_timer(RequestId id) {
    std::erase_if(timers_, [id](Timer const& timer) { return timer.id == id; });
}

void HeadlessPorts::claim(RequestId id, std::string_view key, bool take_over) {
    HeadlessPorts*& owner = device_.claims[std::string{key}];
    bool const free = owner == nullptr || owner == this;
    if (!free && !take_over) {
        events.emplace_back(event::Claimed{id, std::string{key}, false});
        return;
    }
    if (!free) owner->events.emplace_back(event::ClaimLost{std::string{key}});
    owner = this;
    events.emplace_back(event::Claimed{id, std::string{key}, true});
}

void HeadlessPorts::release(std::string_view key) {
    auto const at = device_.claims.find(key);
    if (at != device_.claims.end() && at->second == this) device_.claims.erase(at);
}

void HeadlessPorts::set_unsaved(bool value) { unsaved = value; }
void HeadlessPorts::set_plain(bool value) { plain = value; }

void HeadlessPorts::fetch_later(RequestId id) { events.emplace_back(event::Stored{id, !later_fails, later_fails ? "network" : ""}); }

}  // namespace guichet
