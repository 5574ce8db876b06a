// Messages between the page and C++: LEB128 numbers, strings as length and UTF-8. The page's side is web/bytes.ts; numbers of
// enumerators are shared with web/protocol.ts (append, never reorder; tests/node/protocol.test.mjs compares them).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::wire {

/// What C++ asks of the page: first number of a request. Arguments follow in the order of Ports' own.
enum class Ask : std::uint8_t {
    http = 0,
    send_file,
    abort,
    store_put,
    store_remove,
    store_load,
    persist,
    read_slice,
    keep_file,
    prune_files,
    download,
    open_file,
    go,
    set_title,
    focus,
    announce,
    copy_text,
    print,
    set_timer,
    clear_timer,
    claim,
    release,
    set_unsaved,
    set_plain,
    fetch_later,
    erase_all,
    protection,
};

/// What the page tells C++: first number of a message.
enum class Tell : std::uint8_t {
    node_event = 0,
    files_chosen,
    started,
    route_changed,
    hidden,
    shown,
    http_answered,
    http_failed,
    send_progress,
    stored,
    loaded,
    slice_read,
    file_kept,
    file_refused,
    timer_rang,
    claimed,
    claim_lost,
    online_changed,
};

/// Why a frame is wanted: bits.
namespace cause {
inline constexpr std::uint32_t model = 1U << 0U;
inline constexpr std::uint32_t layout = 1U << 1U;
inline constexpr std::uint32_t paint = 1U << 2U;
inline constexpr std::uint32_t rest = 1U << 3U;  ///< what a long page left out at first
}  // namespace cause

/// What applying a patch changed: bits (web/mirror.ts).
namespace changed {
inline constexpr std::uint32_t paint = 1U << 0U;
inline constexpr std::uint32_t layout = 1U << 1U;
}  // namespace changed

class Writer {
public:
    explicit Writer(Ask ask) { number(static_cast<std::uint64_t>(ask)); }

    Writer& number(std::uint64_t value) {
        for (; value >= 0x80U; value >>= 7U) { bytes_.push_back(static_cast<std::uint8_t>(value | 0x80U)); }
        bytes_.push_back(static_cast<std::uint8_t>(value));
        return *this;
    }
    Writer& flag(bool value) { return number(value ? 1 : 0); }
    Writer& text(std::string_view text) {
        number(text.size());
        bytes_.insert(bytes_.end(), text.begin(), text.end());
        return *this;
    }
    Writer& texts(std::vector<std::string> const& list) {
        number(list.size());
        for (std::string const& one : list) { text(one); }
        return *this;
    }
    [[nodiscard]] std::vector<std::uint8_t> const& bytes() const { return bytes_; }

private:
    std::vector<std::uint8_t> bytes_;
};

/// Reads what the page wrote. Past the end it gives zeros and empty strings.
class Reader {
public:
    explicit Reader(std::span<std::uint8_t const> bytes) : bytes_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (std::uint32_t shift = 0; at_ < bytes_.size() && shift < 64; shift += 7) {
            std::uint64_t const byte = bytes_[at_++];
            value |= (byte & 0x7FU) << shift;
            if (byte < 0x80U) { break; }
        }
        return value;
    }
    std::int32_t integer() { return static_cast<std::int32_t>(number()); }
    bool flag() { return number() != 0; }
    std::string text() {
        std::size_t const length = static_cast<std::size_t>(number());
        std::size_t const left = bytes_.size() - at_;
        std::size_t const taken = length < left ? length : left;
        std::string out(reinterpret_cast<char const*>(bytes_.data()) + at_, taken);
        at_ += taken;
        return out;
    }

private:
    std::span<std::uint8_t const> bytes_;
    std::size_t at_ = 0;
};

}  // namespace guichet::wire
