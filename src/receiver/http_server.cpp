#include "receiver/http_server.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <exception>
#include <utility>

#include "core/text.hpp"
#include "receiver/answers.hpp"
#include "receiver/clock.hpp"
#include "receiver/framing.hpp"
#include "receiver/routes.hpp"
#include "receiver/task_queue.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

constexpr int backlog = 256;  // the library asks for 5: a browser's own connections would overflow it
constexpr std::size_t requests_a_connection = 1000;

/// What one thread is answering. cpp-httplib hands its callbacks no pointer of ours, and a thread answers one request
/// at a time.
struct Current {
    Connection* connection = nullptr;
    Request request;
    Response answer;
    int fault_status = 0;  ///< not 0: the framing is wrong, and this is the answer
    bool answered = false;
    std::chrono::steady_clock::time_point since;
};
thread_local Current current;

/// The library adds these to the client's own: four names that a client must not be able to send.
bool is_invented(std::string const& name) {
    return name == "remote_addr" || name == "remote_port" || name == "local_addr" || name == "local_port";
}

void take_head(httplib::Request& request) {
    auto const framing = read_framing(request);
    current.fault_status = framing.fault;
    current.connection->begin_body(framing.length, framing.chunked);
    if (current.fault_status != 0) { current.connection->make_last(); }

    auto& mine = current.request;
    mine = {};
    mine.method = request.method;
    auto const question = request.target.find('?');
    mine.path = request.target.substr(0, question);
    if (question != std::string::npos) { mine.query = request.target.substr(question + 1); }
    mine.content_length = framing.length;
    mine.has_body = framing.chunked || framing.length.value_or(0) > 0;
    for (auto const& [name, value] : request.headers) {
        auto key = to_lower_ascii(name);
        if (!is_invented(key)) { mine.headers.emplace_back(std::move(key), value); }
    }
    mine.address = current.connection->peer();
    mine.is_gone = [connection = current.connection] { return connection->is_gone(); };
    // Ranges and compression on the fly are the library's own; ours are compressed beforehand and sent whole.
    request.ranges.clear();
    request.headers.erase("Accept-Encoding");
}

void hand_over(Response& answer, httplib::Response& out) {
    out.status = answer.status;
    for (auto& [name, value] : answer.headers) { out.set_header(name, value); }
    if (answer.file && answer.file->size() > 0) {
        auto const file = answer.file;
        out.set_content_provider(static_cast<size_t>(file->size()), answer.type,
                                 [file](size_t offset, size_t length, httplib::DataSink& sink) {
                                     std::array<char, 65536> part{};
                                     auto const wanted = std::min(length, part.size());
                                     auto const got = ::pread(file->descriptor(), part.data(), wanted, static_cast<off_t>(offset));
                                     return got > 0 && sink.write(part.data(), static_cast<size_t>(got));
                                 });
    } else if (!answer.type.empty()) {
        out.set_content(std::move(answer.body), answer.type);
    }
}

}  // namespace

OpenFile::~OpenFile() { ::close(descriptor_); }

class HttpServer::Implementation final : public httplib::Server {
public:
    Implementation(ServerSettings settings, HttpServer::Handler handler, HttpServer::Log log)
        : settings_(std::move(settings)),
          handler_(std::move(handler)),
          log_(std::move(log)),
          stop_event_(::eventfd(0, EFD_CLOEXEC)) {
        new_task_queue = [this] { return new TaskQueue(settings_.threads, settings_.connections, waiting_); };
        // The default, SO_REUSEPORT, would let two receivers share a port and each lose half of the requests.
        set_socket_options([](socket_t socket) {
            int const on = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        });
        set_keep_alive_max_count(requests_a_connection);
        set_keep_alive_timeout(settings_.limits.idle.count());
        set_pre_routing_handler([this](httplib::Request const& request, httplib::Response& response) { return route(request, response); });
        // Reached only by what route() let through: the bodies that we read.
        auto const with_body = [this](httplib::Request const&, httplib::Response& response, httplib::ContentReader const& reader) {
            current.request.read_body = [&reader](BodySink const& sink) { return read_body(reader, sink); };
            answer(response);
        };
        Post("/api/.*", with_body);
        Put("/api/.*", with_body);
        set_exception_handler([](httplib::Request const&, httplib::Response& response, std::exception_ptr const&) {
            response.status = 500;
            response.body.clear();
        });
        set_error_handler([](httplib::Request const&, httplib::Response& response) {
            explain(response);
            return HandlerResponse::Handled;
        });
        set_post_routing_handler([this](httplib::Request const&, httplib::Response& response) { finish_headers(response); });
        set_logger([this](httplib::Request const&, httplib::Response const& response) { tell(response.status); });
    }
    ~Implementation() override { ::close(stop_event_); }

    Result<std::uint16_t> take_port() {
        errno = 0;
        int const port = settings_.port == 0                            ? bind_to_any_port(settings_.host)
                         : bind_to_port(settings_.host, settings_.port) ? static_cast<int>(settings_.port)
                                                                        : -1;
        if (port < 0) { return std::unexpected(bind_trouble(errno)); }
        ::listen(svr_sock_, backlog);
        return static_cast<std::uint16_t>(port);
    }

    void end() {
        std::uint64_t const one = 1;
        [[maybe_unused]] auto const written = ::write(stop_event_, &one, sizeof one);
        stop();
    }

private:
    [[nodiscard]] Trouble bind_trouble(int error) const {
        auto const place = settings_.host + ":" + std::to_string(settings_.port);
        if (error == EADDRINUSE) {
            return {"port-pris", "Le port " + std::to_string(settings_.port) +
                                     " est déjà utilisé. Arrêtez l’autre programme ou choisissez un autre port avec --port."};
        }
        if (error == EACCES) { return {"port-interdit", "Ouvrir " + place + " demande des droits. Choisissez un port au-dessus de 1023."}; }
        return {"adresse-refusee", "Impossible d’écouter sur " + place + " (" + std::strerror(error) + "). Vérifiez --host et --port."};
    }

    bool process_and_close_socket(socket_t socket) override {
        int const on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        Connection connection(socket, stop_event_, settings_.limits);
        bool good = false;
        for (std::size_t left = requests_a_connection; left > 0 && connection.wait_for_request(waiting_); --left) {
            current = {};
            current.connection = &connection;
            current.since = std::chrono::steady_clock::now();
            connection.begin_head();
            bool closed = false;
            good = process_request(connection, {}, 0, {}, 0, left == 1, closed, take_head);
            if (!good || closed || connection.must_close()) { break; }
        }
        current = {};
        connection.linger(waiting_);
        ::close(socket);
        return good;
    }

    HandlerResponse route(httplib::Request const& request, httplib::Response& response) {
        if (current.fault_status != 0) {
            response.status = current.fault_status;
            return HandlerResponse::Handled;
        }
        bool const reads_body = current.request.has_body && takes_body(request.method, current.request.path, settings_.with_accounts);
        if (reads_body && !request.is_multipart_form_data() && !request.has_header("Content-Encoding")) {
            return HandlerResponse::Unhandled;
        }
        answer(response);
        return HandlerResponse::Handled;
    }

    static BodyEnd read_body(httplib::ContentReader const& reader, BodySink const& sink) {
        bool stopped = false;
        bool const complete = reader([&](char const* data, size_t size) {
            stopped = !sink({data, size});
            return !stopped;
        });
        if (stopped) { return BodyEnd::stopped; }
        if (!complete) { return BodyEnd::broken; }
        current.connection->body_complete();
        return BodyEnd::complete;
    }

    void answer(httplib::Response& response) {
        current.answer = handler_(current.request);
        current.answered = true;
        hand_over(current.answer, response);
    }

    /// The sentence for what the library refused by itself.
    static void explain(httplib::Response& response) {
        if (current.answered && response.status == current.answer.status) { return; }
        if (current.connection != nullptr) {
            current.connection->make_last();
            if (current.connection->fault() == Connection::Fault::slow) { response.status = 408; }
            if (current.connection->fault() == Connection::Fault::head_too_large) { response.status = 431; }
        }
        auto refusal = refusal_answer({response.status, trouble_of_status(response.status), Json::array()});
        hand_over(refusal, response);
    }

    void finish_headers(httplib::Response& response) const {
        auto const unless_set = [&response](char const* name, std::string const& value) {
            if (!response.has_header(name)) { response.set_header(name, value); }
        };
        response.set_header("Date", http_date_now());
        response.headers.erase("Accept-Ranges");  // the library says "bytes" to HEAD; we send whole files
        unless_set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        unless_set("X-Content-Type-Options", "nosniff");
        unless_set("Referrer-Policy", "no-referrer");
        unless_set("Permissions-Policy", permissions_policy);
        unless_set("Cross-Origin-Opener-Policy", "same-origin");
        unless_set("Cross-Origin-Resource-Policy", settings_.origin.empty() ? "same-origin" : "cross-origin");
        if (response.status == 304 || response.status == 204) {
            response.headers.erase("Content-Length");
            response.headers.erase("Content-Type");
        }
        if (current.connection != nullptr && current.connection->must_close()) {
            response.headers.erase("Keep-Alive");
            response.headers.erase("Connection");
            response.set_header("Connection", "close");
        }
    }

    void tell(int status) const {
        if (!log_) { return; }
        auto const spent = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - current.since).count();
        log_({current.request.method.empty() ? "-" : std::string_view(current.request.method), current.answer.route, status, spent});
    }

    static constexpr char const* permissions_policy =
        "camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    ServerSettings settings_;
    HttpServer::Handler handler_;
    HttpServer::Log log_;
    std::atomic<int> waiting_{0};
    int stop_event_;
};

HttpServer::HttpServer(ServerSettings settings, Handler handler, Log log)
    : implementation_(std::make_unique<Implementation>(std::move(settings), std::move(handler), std::move(log))) {}
HttpServer::~HttpServer() = default;
Result<std::uint16_t> HttpServer::bind() { return implementation_->take_port(); }
bool HttpServer::run() { return implementation_->listen_after_bind(); }
void HttpServer::wait_until_running() const { implementation_->wait_until_ready(); }
void HttpServer::stop() { implementation_->end(); }

}  // namespace guichet::receiver
