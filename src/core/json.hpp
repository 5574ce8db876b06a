// JSON without exceptions: text is parsed to a discarded value, never by throwing, and members
// are read through the checked accessors below, never by at() or get().
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace guichet {

/// Keeps the order of members, so that what is written is what was read.
using Json = nlohmann::ordered_json;

/// Parses a whole text. The trouble names the byte where reading stopped. Depth over 64 is refused,
/// as are duplicate keys and invalid UTF-8.
[[nodiscard]] Result<Json> parse_json(std::string_view text);
/// Compact, valid UTF-8 whatever the strings hold.
[[nodiscard]] std::string write_json(Json const& json);
[[nodiscard]] std::string write_json_pretty(Json const& json);
/// RFC 8785-like canonical text: members sorted, no spaces: what digests are taken of.
[[nodiscard]] std::string canonical_json(Json const& json);

/// The member, or nullptr when json is no object or has none.
[[nodiscard]] Json const* member(Json const& json, std::string_view name);
[[nodiscard]] std::optional<std::string> text_member(Json const& json, std::string_view name);
[[nodiscard]] std::optional<std::int64_t> integer_member(Json const& json, std::string_view name);
[[nodiscard]] std::optional<bool> boolean_member(Json const& json, std::string_view name);

}  // namespace guichet
