// What the receiver says when it does not do what was asked: one code for programs, one French sentence for people,
// the same body everywhere: {"erreur":{"code","message"},"constats":[…]}.
#pragma once

#include <string>
#include <string_view>

#include "core/json.hpp"
#include "core/result.hpp"
#include "receiver/http.hpp"

namespace guichet::receiver {

/// A refusal: the status and what is said with it.
struct Refusal {
    int status = 500;
    Trouble trouble;
    Json findings = Json::array();
};

[[nodiscard]] Response json_answer(int status, Json const& body);
[[nodiscard]] Response refusal_answer(Refusal const& refusal);
[[nodiscard]] Response refuse(int status, std::string code, std::string message);

/// 405 with the methods that the address knows: "GET, HEAD".
[[nodiscard]] Response method_not_allowed(std::string_view allowed);
[[nodiscard]] Response not_found();

/// Sentence for a status that the HTTP layer came to by itself (400, 408, 414, 431, …).
[[nodiscard]] Trouble trouble_of_status(int status);

}  // namespace guichet::receiver
