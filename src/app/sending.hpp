// The outbox: what the person sent and the backend does not have whole yet, oldest first. « Envoyer » puts a request here, on disk;
// from there it goes by itself — now, when the network is back, at the next visit — the dossier first, then each piece. Kept as
// values so that every state has a screen and a test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace guichet {

inline constexpr std::string_view sending_prefix = "envoi/";
/// In the store.
[[nodiscard]] inline std::string sending_key(std::string_view dossier) { return std::string{sending_prefix} + std::string{dossier}; }

enum class SendPhase : std::uint8_t {
    queued,      // its turn comes, or the network does
    posting,     // the dossier's JSON is on its way
    piece,       // a piece is on its way
    waiting,     // before another try
    failed,      // by itself no more: « Réessayer »; without a trouble, put off by the person
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
    elsewhere,  ///< all is sent, but another tab holds the dossier: its receipt cannot be put into it yet
};

struct SentPiece {
    std::string id;
    std::string media_type;
    std::string sha256;  ///< of the stored file
    friend bool operator==(SentPiece const&, SentPiece const&) = default;
};

struct Sending {
    // As stored.
    std::string dossier;            ///< id, and the key that makes a second try harmless
    std::string title;              ///< what the person calls the request
    std::string since;              ///< ISO instant of « Envoyer »
    std::string connector;          ///< id
    std::string body;               ///< the payload, until it is accepted
    std::string digest;
    std::vector<SentPiece> pieces;  ///< still to be sent, the first is next
    std::uint32_t piece_count = 0;
    bool accepted = false;          ///< the backend has the dossier: only pieces remain
    std::string number;             ///< of the receipt, once accepted
    std::string date;
    bool recorded = false;          ///< the receipt stands in the dossier
    SendPhase phase = SendPhase::queued;
    SendTrouble trouble = SendTrouble::none;
    std::int32_t status = 0;        ///< of the answer that stopped it
    std::string findings;           ///< the body of a 422

    // Of this visit.
    bool fresh = false;             ///< nobody else can have changed the record since we read or wrote it
    bool checking = false;          ///< its record is being read, or its receipt put into the dossier
    std::int32_t request = 0;
    std::int32_t tries = 0;         ///< failed ones of the request in hand
    std::int64_t next_try_ms = 0;   ///< while waiting: an instant
    std::int32_t retry_after_s = -1;
    std::uint64_t sent = 0;
    std::uint64_t total = 0;
    bool code_refused = false;      ///< 401 to a request that carried a code
};

/// Waits double from the first to the longest, each up to a quarter longer or shorter, so that a service that comes back is not
/// met by everybody at once.
inline constexpr std::int64_t first_wait_ms = 1'000;
inline constexpr std::int64_t longest_wait_ms = 300'000;
/// Before asking again whether another tab is done.
inline constexpr std::int64_t other_tab_wait_ms = 3'000;
inline constexpr std::int32_t post_timeout_ms = 20'000;
inline constexpr std::int32_t piece_timeout_ms = 120'000;

/// On its way or waiting for it: the answers may not change.
[[nodiscard]] inline bool is_busy(Sending const& sending) { return sending.phase <= SendPhase::waiting; }

/// Its pieces wait until the person wants to send them.
[[nodiscard]] inline bool is_put_off(Sending const& sending) {
    return sending.phase == SendPhase::failed && sending.trouble == SendTrouble::none;
}

[[nodiscard]] Sending* find_sending(std::vector<Sending>& outbox, std::string_view dossier);
[[nodiscard]] Sending const* find_sending(std::vector<Sending> const& outbox, std::string_view dossier);

/// The record of the store.
[[nodiscard]] std::string write_sending(Sending const& sending);
[[nodiscard]] Result<Sending> read_sending(std::string_view text);

}  // namespace guichet
