// JSON from outside: never a crash, never invalid UTF-8 out, and what was accepted is accepted again.
#include <algorithm>

#include "core/json.hpp"
#include "core/sha256.hpp"
#include "fuzz/core_oracles.hpp"

using namespace guichet;

namespace {

std::size_t depth_of(Json const& json) {
    if (!json.is_structured()) return 0;
    std::size_t deepest = 0;
    for (Json const& child : json) deepest = std::max(deepest, depth_of(child));
    return deepest + 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text = fuzz::text_of(data, size);
    auto const parsed = parse_json(text);
    if (!parsed) {
        fuzz::promise(!parsed.error().code.empty() && is_valid_utf8(parsed.error().message));
    } else {
        fuzz::promise(is_valid_utf8(text));
        fuzz::promise(depth_of(*parsed) <= 64);
        std::string const written = write_json(*parsed);
        std::string const canonical = canonical_json(*parsed);
        fuzz::promise(is_valid_utf8(written) && is_valid_utf8(canonical));
        auto const again = parse_json(written);
        fuzz::promise(again.has_value() && *again == *parsed && write_json(*again) == written);
        auto const from_canonical = parse_json(canonical);
        fuzz::promise(from_canonical.has_value() && canonical_json(*from_canonical) == canonical);
        fuzz::promise(canonical_json(*again) == canonical);
        auto const from_pretty = parse_json(write_json_pretty(*parsed));
        fuzz::promise(from_pretty.has_value() && write_json(*from_pretty) == written);
        (void)text_member(*parsed, "a");
        (void)integer_member(*parsed, "a");
        (void)boolean_member(*parsed, "a");
    }
    // Bytes that are no JSON still make a string that can be written.
    fuzz::promise(parse_json(write_json(Json(std::string{text}))).has_value());

    Sha256 digest;
    std::size_t const half = size / 3;
    digest.update(text.substr(0, half));
    digest.update(std::as_bytes(std::span{text.data() + half, size - half}));
    fuzz::promise(digest.finish() == sha256_hex(text));
    return 0;
}
