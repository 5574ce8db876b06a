#include "receiver/connection.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace guichet::receiver {
namespace {

/// How much of an unwanted body is read and dropped before the connection is cut, and for how long when others wait.
constexpr std::size_t linger_bytes = 256U << 20U;
constexpr std::chrono::seconds linger_time{30};
constexpr std::chrono::seconds linger_silence{2};
constexpr std::chrono::seconds linger_time_when_busy{1};
/// A stopping server lets requests under way end, but not for long.
constexpr std::chrono::seconds grace{5};

int milliseconds_until(std::chrono::steady_clock::time_point until) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<decltype(left)>(left, 0, 60'000));
}

bool is_set(int descriptor) {
    pollfd stop{descriptor, POLLIN, 0};
    return descriptor >= 0 && ::poll(&stop, 1, 0) > 0;
}

}  // namespace

Connection::Connection(int socket, int stop, ConnectionLimits limits) : socket_(socket), stop_(stop), limits_(limits) {}

bool Connection::wait(short events, Clock::time_point until) const {
    bool stopping = is_set(stop_);
    if (stopping) { until = std::min(until, Clock::now() + grace); }
    for (;;) {
        std::array<pollfd, 2> descriptors{pollfd{socket_, events, 0}, pollfd{stopping ? -1 : stop_, POLLIN, 0}};
        int const ready = ::poll(descriptors.data(), descriptors.size(), milliseconds_until(until));
        if (ready < 0 && errno == EINTR) { continue; }
        if (ready < 0) { return false; }
        if (descriptors[0].revents != 0) { return true; }
        if (Clock::now() >= until) { return false; }
        if (descriptors[1].revents != 0) {
            stopping = true;
            until = std::min(until, Clock::now() + grace);
        }
    }
}

bool Connection::wait_for_request(std::atomic<int> const& waiting) {
    phase_ = Phase::idle;
    auto const until = Clock::now() + limits_.idle;
    // A person's next click comes within the first slice; after it, whoever waits for a thread goes first.
    constexpr int slice = 50;
    for (bool first = true; at_ == end_; first = false) {
        if (is_set(stop_) || (!first && waiting.load() > 0) || Clock::now() >= until) { return false; }
        std::array<pollfd, 2> descriptors{pollfd{socket_, POLLIN, 0}, pollfd{stop_, POLLIN, 0}};
        int const ready = ::poll(descriptors.data(), descriptors.size(), slice);
        if (ready < 0 && errno != EINTR) { return false; }
        if (ready > 0 && descriptors[0].revents != 0) { break; }
    }
    return true;
}

void Connection::begin_head() {
    phase_ = Phase::head;
    deadline_ = Clock::now() + limits_.silence;
    head_bytes_ = 0;
    last_ = '\0';
    pending_ = 0;
    chunked_ = false;
}

void Connection::begin_body(std::optional<std::uint64_t> length, bool chunked) {
    phase_ = Phase::body;
    deadline_ = Clock::now() + limits_.whole_body;
    pending_ = length.value_or(0);
    chunked_ = chunked;
    // The library reads chunk sizes generously ("+5", "0x5"): no second request is believed after such a body.
    if (chunked) { last_request_ = true; }
}

bool Connection::is_body_pending() const { return phase_ == Phase::body && (pending_ > 0 || chunked_); }

bool Connection::is_gone() const {
    pollfd peer{socket_, POLLRDHUP, 0};
    return ::poll(&peer, 1, 0) > 0;
}

void Connection::watch_head(char byte) {
    if (++head_bytes_ > limits_.head_bytes) { fault_ = Fault::head_too_large; }
    if (byte == '\n' && last_ != '\r') { fault_ = Fault::bare_line_feed; }
    last_ = byte;
}

bool Connection::fill() {
    auto const until = phase_ == Phase::body ? std::min(deadline_, Clock::now() + limits_.silence) : deadline_;
    for (;;) {
        if (!wait(POLLIN, until)) {
            fault_ = Fault::slow;
            return false;
        }
        auto const got = ::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (got > 0) {
            at_ = 0;
            end_ = static_cast<std::size_t>(got);
            return true;
        }
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) { continue; }
        fault_ = Fault::closed;
        return false;
    }
}

ssize_t Connection::read(char* out, size_t size) {
    if (fault_ != Fault::none || size == 0) { return -1; }
    if (phase_ == Phase::body && !is_body_pending()) { return 0; }
    if (at_ == end_ && !fill()) { return fault_ == Fault::closed ? 0 : -1; }
    auto count = std::min(size, end_ - at_);
    if (phase_ == Phase::head) {
        // The library reads a head byte by byte; more at once would be read past our watch.
        count = 1;
        watch_head(buffer_[at_]);
        if (fault_ != Fault::none) { return -1; }
    } else if (!chunked_) {
        // At the body's end: what stands in the buffer is the next request.
        count = static_cast<std::size_t>(std::min<std::uint64_t>(count, pending_));
        pending_ -= count;
    }
    std::memcpy(out, buffer_.data() + at_, count);
    at_ += count;
    return static_cast<ssize_t>(count);
}

ssize_t Connection::write(char const* data, size_t size) {
    std::size_t sent = 0;
    while (sent < size) {
        auto const count = ::send(socket_, data + sent, size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0) {
            sent += static_cast<std::size_t>(count);
            continue;
        }
        if (count < 0 && errno == EINTR) { continue; }
        if (count < 0 && errno == EAGAIN && wait(POLLOUT, Clock::now() + limits_.silence)) { continue; }
        broken_ = true;
        return -1;
    }
    return static_cast<ssize_t>(sent);
}

bool Connection::is_readable() const { return at_ < end_ || wait(POLLIN, Clock::now()); }

bool Connection::is_writable() const { return !broken_ && wait(POLLOUT, Clock::now() + limits_.silence); }

void Connection::linger(std::atomic<int> const& waiting) {
    ::shutdown(socket_, SHUT_WR);
    bool const is_more_to_come = fault_ == Fault::none ? is_body_pending() : fault_ != Fault::closed && fault_ != Fault::slow;
    if (!is_more_to_come) { return; }
    auto const since = Clock::now();
    for (std::size_t dropped = 0; dropped < linger_bytes && wait(POLLIN, Clock::now() + linger_silence);) {
        auto const got = ::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) { return; }
        if (got > 0) { dropped += static_cast<std::size_t>(got); }
        auto const spent = Clock::now() - since;
        if (spent > linger_time || (spent > linger_time_when_busy && waiting.load() > 0)) { return; }
    }
}

// Addresses are personal data and are never logged: nobody needs them.
std::string Connection::peer() const {
    sockaddr_storage place{};
    socklen_t size = sizeof place;
    if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&place), &size) != 0) { return {}; }
    std::array<char, NI_MAXHOST> text{};
    int const done = ::getnameinfo(reinterpret_cast<sockaddr const*>(&place), size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST);
    return done == 0 ? std::string(text.data()) : std::string();
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
    ip.clear();
    port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
    ip.clear();
    port = 0;
}

}  // namespace guichet::receiver
