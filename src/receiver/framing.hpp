// How long a request's body is, RFC 9112 section 6: one reading, or none. Two programs that read the same bytes as
// different requests are how one person's request ends up in another's.
#pragma once

#include <httplib.h>

#include <cstdint>
#include <optional>

namespace guichet::receiver {

struct Framing {
    int fault = 0;  ///< 0, or the status of the refusal: 400, 501
    std::optional<std::uint64_t> length;
    bool chunked = false;
};

[[nodiscard]] Framing read_framing(httplib::Request const& request);

}  // namespace guichet::receiver
