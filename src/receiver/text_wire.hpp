// The small grammars of HTTP (RFC 9110, 3986, 6266): percent-encoding, query, q-values, entity tags, dates, tokens.
// Strict: what is not of the grammar is no value at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::receiver {

/// Nothing for a malformed escape, a NUL or what is no UTF-8: such a path names nothing of ours.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
[[nodiscard]] std::string percent_encode(std::string_view text);

using Query = std::vector<std::pair<std::string, std::string>>;
/// Nothing when a part of it cannot be decoded.
[[nodiscard]] std::optional<Query> read_query(std::string_view query);
[[nodiscard]] std::optional<std::string_view> query_value(Query const& query, std::string_view name);

enum class Coding : std::uint8_t { identity, gzip, brotli };
struct Offered {
    bool gzip = false;
    bool brotli = false;
};
/// The coding that Accept-Encoding prefers among those that exist; the smaller one when it does not care.
/// Nothing when it refuses them all (406).
[[nodiscard]] std::optional<Coding> choose_coding(std::optional<std::string_view> accept, Offered offered);

/// If-None-Match against an entity tag (weak comparison), as a 304 wants it.
[[nodiscard]] bool matches_entity_tag(std::string_view header, std::string_view tag);

/// "application/json" of "Application/JSON; charset=utf-8".
[[nodiscard]] std::string media_type_of(std::string_view content_type);
/// attachment; filename="…"; filename*=UTF-8''…
[[nodiscard]] std::string attachment_disposition(std::string_view name);

[[nodiscard]] bool is_token(std::string_view text);
/// What an access code may be made of: printable characters up to U+00FF (a browser can put no others in a header), no space,
/// and no '%', which cpp-httplib decodes.
[[nodiscard]] bool is_access_code(std::string_view text);
/// ISO 8859-1, as fetch() writes a header; nothing when a character has no place in it.
[[nodiscard]] std::optional<std::string> to_latin1(std::string_view text);
/// Takes the same time wherever they differ.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

/// Letters, digits, '-' and '_', at most 64: what an id in a path may be.
[[nodiscard]] bool is_plain_id(std::string_view text);
/// A host that only this machine can mean: localhost, 127.x.y.z, [::1]; a port may follow.
[[nodiscard]] bool is_loopback_host(std::string_view host);

}  // namespace guichet::receiver
