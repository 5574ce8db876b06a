#include "receiver/framing.hpp"

#include <charconv>
#include <string_view>

#include "core/text.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

constexpr std::uint64_t length_limit = 1ULL << 40U;

std::optional<std::uint64_t> read_length(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > length_limit) { return std::nullopt; }
    return value;
}

}  // namespace

Framing read_framing(httplib::Request const& request) {
    for (auto const& [name, value] : request.headers) {
        // "Content-Length : 5" and folded lines end up here.
        if (!is_token(name)) { return {.fault = 400}; }
    }
    auto const hosts = request.get_header_value_count("Host");
    if (hosts > 1 || (hosts == 0 && request.version == "HTTP/1.1")) { return {.fault = 400}; }
    auto const lengths = request.get_header_value_count("Content-Length");
    auto const codings = request.get_header_value_count("Transfer-Encoding");
    if (lengths > 1 || codings > 1 || (lengths == 1 && codings == 1)) { return {.fault = 400}; }
    Framing framing;
    if (lengths == 1) {
        framing.length = read_length(request.get_header_value("Content-Length"));
        if (!framing.length) { return {.fault = 400}; }
    }
    if (codings == 1) {
        if (to_lower_ascii(request.get_header_value("Transfer-Encoding")) != "chunked") { return {.fault = 501}; }
        framing.chunked = true;
    }
    return framing;
}

}  // namespace guichet::receiver
