// HTTP/1.1 over cpp-httplib: takes connections, checks how a request is framed before anyone reads its body, hands it on
// as a value, writes the answer with the headers that every answer has.
//
// The only file of the receiver, with connection.hpp, that knows the library.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "receiver/connection.hpp"
#include "receiver/http.hpp"

namespace guichet::receiver {

struct ServerSettings {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    unsigned threads = 64;
    unsigned connections = 256;
    ConnectionLimits limits;
    bool with_accounts = false;
    std::string origin;  ///< the foreign origin that may read answers; empty: none
};

/// One answered request, for the log: nothing here comes from the client but the method, which is one of a list.
struct Answered {
    std::string_view method;
    std::string_view route;
    int status = 0;
    double milliseconds = 0;
};

class HttpServer {
public:
    using Handler = std::function<Response(Request const&)>;
    using Log = std::function<void(Answered const&)>;

    HttpServer(ServerSettings settings, Handler handler, Log log);
    ~HttpServer();
    HttpServer(HttpServer const&) = delete;
    HttpServer& operator=(HttpServer const&) = delete;

    /// Takes the port; from here on clients may connect and wait. The port taken.
    [[nodiscard]] Result<std::uint16_t> bind();
    /// Answers until stop(). False when the listening socket failed.
    bool run();
    void wait_until_running() const;
    /// Requests under way get a few seconds to end. From any thread.
    void stop();

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace guichet::receiver
