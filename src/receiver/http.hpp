// A request and an answer as plain values, so that everything but http_server.cpp knows nothing of cpp-httplib and can
// be tested without a socket.
//
// Header names are lower case. `path` is as it was sent, still percent-encoded: each route decodes what it means to use.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::receiver {

enum class BodyEnd : std::uint8_t {
    complete,
    stopped,  ///< the sink wanted no more
    broken,   ///< truncated, badly framed, or too slow
};
/// False: no more of it.
using BodySink = std::function<bool(std::string_view)>;
using BodyReader = std::function<BodyEnd(BodySink const&)>;

struct Request {
    std::string method;
    std::string path;
    std::string query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<std::uint64_t> content_length;
    bool has_body = false;
    BodyReader read_body;
    /// Whether the client has left, for an answer that takes its time. Empty: nobody can tell.
    std::function<bool()> is_gone;
    /// The peer's address, to tell those who try too often apart. It goes into no log.
    std::string address;

    /// The first header of that (lower-case) name.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const {
        for (auto const& [key, value] : headers) {
            if (key == name) { return value; }
        }
        return std::nullopt;
    }
};

/// An open file that is sent as the body; closed with the last copy.
class OpenFile {
public:
    explicit OpenFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
    ~OpenFile();
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;
    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] std::uint64_t size() const { return size_; }

private:
    int descriptor_;
    std::uint64_t size_;
};

struct Response {
    int status = 200;
    std::string type;  ///< Content-Type; empty: no body
    std::string body;
    std::shared_ptr<OpenFile> file;  ///< instead of `body`
    std::vector<std::pair<std::string, std::string>> headers;
    /// What the log says instead of the path: "/api/dossiers/{id}". Never anything a client chose.
    std::string_view route = "-";

    void set(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

}  // namespace guichet::receiver
