// One TCP connection: a stream for cpp-httplib that the library's own lacks five things of.
//
// - What was read ahead outlives a request, so that pipelined requests are answered and never lost.
// - A whole head has a deadline and a size; a body may be slow but not silent, and not for ever.
// - A line of the head that ends without CR is refused: skipped, as the library does, it would let two readers of
//   the same bytes see two different requests.
// - It knows whether the body was read to its end: if not, what follows is no request, and the connection ends.
// - A stopping server wakes it at once.
#pragma once

#include <httplib.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guichet::receiver {

struct ConnectionLimits {
    std::chrono::seconds silence{15};     ///< between two bytes, and for a whole head
    std::chrono::seconds whole_body{900};
    std::chrono::seconds idle{5};         ///< between two requests
    std::size_t head_bytes = 32768;
};

class Connection final : public httplib::Stream {
public:
    enum class Fault : std::uint8_t { none, slow, head_too_large, bare_line_feed, closed };

    /// `stop` becomes readable when the server stops; -1: never. The socket stays the caller's.
    Connection(int socket, int stop, ConnectionLimits limits);

    /// Waits for the first byte of a request. False: none came, or the server stops, or `should_yield` says that others
    /// wait for this thread.
    [[nodiscard]] bool wait_for_request(std::atomic<int> const& waiting);
    void begin_head();
    /// The head is read; the body's length, or nothing when it is chunked or absent.
    void begin_body(std::optional<std::uint64_t> length, bool chunked);
    void body_complete() { chunked_ = false; }
    /// Whether bytes of the request's body may still come.
    [[nodiscard]] bool is_body_pending() const;
    [[nodiscard]] Fault fault() const { return fault_; }
    /// Whether the client has closed its side: nobody waits for an answer.
    [[nodiscard]] bool is_gone() const;
    /// "192.0.2.1", for our own eyes: the library is told none, since it would make headers of it. Empty: nobody knows.
    [[nodiscard]] std::string peer() const;
    /// What follows cannot be told from the rest of this request.
    void make_last() { last_request_ = true; }
    [[nodiscard]] bool must_close() const { return last_request_ || broken_ || fault_ != Fault::none || is_body_pending(); }
    /// Ends our side, then reads on for a moment, so that a client still sending sees our answer, not a reset. Shorter
    /// when others wait for this thread.
    void linger(std::atomic<int> const& waiting);

    [[nodiscard]] bool is_readable() const override;
    [[nodiscard]] bool is_writable() const override;
    ssize_t read(char* out, size_t size) override;
    ssize_t write(char const* data, size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    [[nodiscard]] socket_t socket() const override { return socket_; }

private:
    using Clock = std::chrono::steady_clock;
    enum class Phase : std::uint8_t { idle, head, body };

    [[nodiscard]] bool wait(short events, Clock::time_point until) const;
    [[nodiscard]] bool fill();
    void watch_head(char byte);

    int socket_;
    int stop_;
    ConnectionLimits limits_;
    Phase phase_ = Phase::idle;
    Fault fault_ = Fault::none;
    bool last_request_ = false;
    bool broken_ = false;  ///< nothing can be written any more
    bool chunked_ = false;
    std::uint64_t pending_ = 0;  ///< of a body with a length
    Clock::time_point deadline_;
    std::size_t head_bytes_ = 0;
    char last_ = '\0';
    std::array<char, 16384> buffer_{};
    std::size_t at_ = 0;
    std::size_t end_ = 0;
};

}  // namespace guichet::receiver
