#include "receiver/connection.hpp"

#include <doctest/doctest.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>

#include "receiver/framing.hpp"

using namespace guichet::receiver;
using namespace std::chrono_literals;

namespace {

/// Two ends of a socket: ours, and the client's.
struct Pair {
    std::array<int, 2> ends{};
    int stop = ::eventfd(0, 0);
    Pair() { REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0); }
    ~Pair() {
        for (int const end : ends) {
            if (end >= 0) { ::close(end); }
        }
        ::close(stop);
    }
    Pair(Pair const&) = delete;
    Pair& operator=(Pair const&) = delete;
    void send(std::string_view text) const { REQUIRE(::send(ends[1], text.data(), text.size(), 0) == static_cast<ssize_t>(text.size())); }
    void hang_up() {
        ::close(ends[1]);
        ends[1] = -1;
    }
};

constexpr ConnectionLimits quick{.silence = 1s, .whole_body = 2s, .idle = 1s, .head_bytes = 100};

std::string read_all(Connection& connection, std::size_t count) {
    std::string out;
    std::array<char, 64> part{};
    while (out.size() < count) {
        auto const got = connection.read(part.data(), std::min(part.size(), count - out.size()));
        if (got <= 0) { break; }
        out.append(part.data(), static_cast<std::size_t>(got));
    }
    return out;
}

httplib::Request request_with(std::vector<std::pair<std::string, std::string>> const& headers, std::string version = "HTTP/1.1") {
    httplib::Request request;
    request.version = std::move(version);
    for (auto const& [name, value] : headers) { request.headers.emplace(name, value); }
    return request;
}

}  // namespace

TEST_CASE("requests sent together are read one after the other, none lost") {
    Pair pair;
    Connection connection(pair.ends[0], pair.stop, quick);
    std::atomic<int> const waiting{0};
    pair.send("head1\r\n\r\nbodyhead2\r\n\r\n");
    REQUIRE(connection.wait_for_request(waiting));
    connection.begin_head();
    CHECK(read_all(connection, 9) == "head1\r\n\r\n");
    connection.begin_body(4, false);
    CHECK(connection.is_body_pending());
    CHECK(read_all(connection, 100) == "body");  // never more than its own
    CHECK(!connection.must_close());
    REQUIRE(connection.wait_for_request(waiting));
    connection.begin_head();
    CHECK(read_all(connection, 9) == "head2\r\n\r\n");
    connection.begin_body(std::nullopt, false);
    CHECK(!connection.must_close());
}

TEST_CASE("what follows a body that was not read is no request") {
    Pair pair;
    Connection connection(pair.ends[0], pair.stop, quick);
    pair.send("h\r\n\r\n0123456789");
    connection.begin_head();
    CHECK(read_all(connection, 5) == "h\r\n\r\n");
    connection.begin_body(10, false);
    CHECK(read_all(connection, 4) == "0123");
    CHECK(connection.must_close());
    Connection chunked(pair.ends[0], pair.stop, quick);
    chunked.begin_body(std::nullopt, true);
    CHECK(chunked.must_close());
    chunked.body_complete();
    CHECK(chunked.must_close());
}

TEST_CASE("a line of the head that ends without CR is refused, and a head that is too large") {
    Pair pair;
    Connection connection(pair.ends[0], pair.stop, quick);
    pair.send("GET / HTTP/1.1\r\nA: b\nContent-Length: 5\r\n\r\n");
    connection.begin_head();
    CHECK(read_all(connection, 100) == "GET / HTTP/1.1\r\nA: b");
    CHECK(connection.fault() == Connection::Fault::bare_line_feed);
    CHECK(connection.must_close());

    Pair large;
    Connection other(large.ends[0], large.stop, quick);
    large.send(std::string(200, 'a'));
    other.begin_head();
    CHECK(read_all(other, 200).size() == 100);
    CHECK(other.fault() == Connection::Fault::head_too_large);
}

TEST_CASE("a head has a deadline, however steadily it drips; a body must not be silent") {
    Pair pair;
    Connection connection(pair.ends[0], pair.stop, quick);
    std::jthread const drip([&](std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            std::string_view const byte = "a";
            if (::send(pair.ends[1], byte.data(), 1, MSG_NOSIGNAL) < 0) { return; }
            std::this_thread::sleep_for(50ms);
        }
    });
    auto const before = std::chrono::steady_clock::now();
    connection.begin_head();
    CHECK(read_all(connection, 90).size() < 90);
    CHECK(connection.fault() == Connection::Fault::slow);
    CHECK(std::chrono::steady_clock::now() - before < 2s);

    Pair silent;
    Connection body(silent.ends[0], silent.stop, quick);
    body.begin_body(10, false);
    silent.send("12345");
    CHECK(read_all(body, 10) == "12345");
    CHECK(body.fault() == Connection::Fault::slow);
}

TEST_CASE("a client that hangs up ends the reading; writing to it is an error, not a signal") {
    Pair pair;
    Connection connection(pair.ends[0], pair.stop, quick);
    connection.begin_head();
    pair.hang_up();
    CHECK(read_all(connection, 10).empty());
    CHECK(connection.fault() == Connection::Fault::closed);
    CHECK(connection.write("x", 1) == -1);
    CHECK(connection.must_close());
}

TEST_CASE("an idle connection ends with the server, gives way to others, and in the end goes") {
    Pair pair;
    Connection connection(pair.ends[0], pair.stop, quick);
    std::atomic<int> waiting{0};
    auto before = std::chrono::steady_clock::now();
    CHECK(!connection.wait_for_request(waiting));
    CHECK(std::chrono::steady_clock::now() - before >= 1s);
    waiting = 1;
    before = std::chrono::steady_clock::now();
    CHECK(!connection.wait_for_request(waiting));
    CHECK(std::chrono::steady_clock::now() - before < 500ms);
    waiting = 0;
    std::uint64_t const one = 1;
    REQUIRE(::write(pair.stop, &one, sizeof one) == sizeof one);
    before = std::chrono::steady_clock::now();
    CHECK(!connection.wait_for_request(waiting));
    CHECK(std::chrono::steady_clock::now() - before < 500ms);
}

TEST_CASE("a body's length has one reading, or the request is refused") {
    auto const plain = read_framing(request_with({{"Host", "a"}, {"Content-Length", "12"}}));
    CHECK(plain.fault == 0);
    CHECK(plain.length == 12U);
    CHECK(read_framing(request_with({{"Host", "a"}, {"Transfer-Encoding", "Chunked"}})).chunked);
    CHECK(read_framing(request_with({}, "HTTP/1.0")).fault == 0);
    CHECK(read_framing(request_with({})).fault == 400);
    CHECK(read_framing(request_with({{"Host", "a"}, {"Host", "b"}})).fault == 400);
    for (auto const* length : {"", "-1", "+1", "1 ", "0x10", "1,1", "1e3", "99999999999999999999", "9999999999999"}) {
        CHECK_MESSAGE(read_framing(request_with({{"Host", "a"}, {"Content-Length", length}})).fault == 400, length);
    }
    CHECK(read_framing(request_with({{"Host", "a"}, {"Content-Length", "1"}, {"Content-Length", "1"}})).fault == 400);
    CHECK(read_framing(request_with({{"Host", "a"}, {"Content-Length", "1"}, {"Transfer-Encoding", "chunked"}})).fault == 400);
    CHECK(read_framing(request_with({{"Host", "a"}, {"Content-Length ", "1"}})).fault == 400);
    CHECK(read_framing(request_with({{"Host", "a"}, {" folded", "x"}})).fault == 400);
    CHECK(read_framing(request_with({{"Host", "a"}, {"Transfer-Encoding", "gzip, chunked"}})).fault == 501);
    CHECK(read_framing(request_with({{"Host", "a"}, {"Transfer-Encoding", "xchunked"}})).fault == 501);
}
