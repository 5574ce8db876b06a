// A submission under way: the dossier first, then each piece. Kept as a value so that every state has
// a screen and a test.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guichet {

enum class SendPhase : std::uint8_t {
    posting,     // the dossier's JSON is on its way
    piece,       // a piece is on its way
    waiting,     // before another try
    failed,      // by itself no more: « Réessayer »
    needs_code,  // 401
    refused,     // 422: findings are at their fields
    conflict,    // 409
};

enum class SendTrouble : std::uint8_t {
    none,
    offline,
    network,
    timeout,
    server,
    too_large,
    too_many,
    forbidden,
    rejected,
    unreadable_answer,
    stored_file,
};

struct Sending {
    SendPhase phase = SendPhase::posting;
    SendTrouble trouble = SendTrouble::none;
    std::string connector;            ///< id
    std::string body;                 ///< the payload, until it is accepted
    std::string digest;
    std::vector<std::string> pieces;  ///< ids still to be sent, the first is on its way
    std::uint32_t piece_count = 0;
    std::int32_t request = 0;
    std::int32_t timer = 0;
    std::int32_t tries = 0;           ///< failed ones of the request in hand
    std::int32_t status = 0;
    std::int32_t retry_after_s = -1;
    std::uint64_t sent = 0;
    std::uint64_t total = 0;
    bool accepted = false;            ///< the backend has the dossier: only pieces remain
    bool code_refused = false;        ///< 401 to a request that carried a code
};

/// Waits before the second, third and fourth try.
inline constexpr std::int32_t retry_waits_ms[] = {1'000, 4'000, 10'000};
inline constexpr std::int32_t post_timeout_ms = 20'000;
inline constexpr std::int32_t piece_timeout_ms = 120'000;

[[nodiscard]] inline bool is_busy(Sending const& sending) {
    return sending.phase == SendPhase::posting || sending.phase == SendPhase::piece || sending.phase == SendPhase::waiting;
}

}  // namespace guichet
