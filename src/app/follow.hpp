// What has become of the requests that were sent: the backend's events since the last time, then each dossier that they name. One
// round at a time, begun by what the person does (a list comes up, the window comes back), never by a timer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/catalogue.hpp"

namespace guichet {

inline constexpr std::string_view follow_prefix = "suivi/";

struct Follow {
    Fetching fetching = Fetching::idle;  ///< of the last round
    std::string connector;               ///< id
    std::int64_t cursor = -1;            ///< the last event taken; -1: not yet read from the store
    std::int64_t next_cursor = 0;        ///< of the events in hand; in force once each of their dossiers is
    bool more = false;                   ///< behind those in hand
    std::vector<std::string> changed;    ///< ids of the dossiers still to be asked for, the last one first
    std::string answer;                  ///< of the backend on the one in hand
    std::int64_t updated = 0;            ///< dossiers whose status differs from before
};

}  // namespace guichet
