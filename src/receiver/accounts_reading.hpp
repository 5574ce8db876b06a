// What the addresses of accounts read and say alike.
#pragma once

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "dossier/verdict.hpp"
#include "receiver/account_records.hpp"
#include "receiver/http.hpp"

namespace guichet::receiver {

/// The member « courriel » as accounts are named: as the reader writes it, in lower case; as it was typed when it is none.
[[nodiscard]] std::string email_in(Json const& sent);
/// Where it comes from, as it is counted: the peer, or, behind a proxy on this machine, what that one says. Of IPv6 the first 64 bits,
/// since whoever has one address there has all that begin so.
[[nodiscard]] std::string address_of_client(Request const& request);

/// A finding that blocks, at a member of what was sent.
[[nodiscard]] Finding finding_at(std::string path, std::string rule, std::string message);
/// 422 with the findings.
[[nodiscard]] Response unacceptable(std::vector<Finding> const& findings);
/// 422 with one finding for each of these members that is no text.
[[nodiscard]] Response missing(Json const& sent, std::initializer_list<std::string_view> names);
/// 429 with Retry-After.
[[nodiscard]] Response too_many(std::chrono::seconds wait);
/// 202: the same words whatever is done.
[[nodiscard]] Response message_may_come();
/// 401: the same words for an account that there is not.
[[nodiscard]] Response wrong_password();
/// 422 for a code that is unknown, used or too old.
[[nodiscard]] Response stale_code();

[[nodiscard]] Json rights_to_json(Rights rights);

}  // namespace guichet::receiver
