// « Toutes mes demandes »: which of the requests of this device are listed, in which order, and as a file for spreadsheets.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/drafts.hpp"
#include "app/route.hpp"

namespace guichet {

enum class RequestOrder : std::uint8_t { modified, number, title, status };

struct RequestList {
    std::string search;  ///< as typed
    RequestOrder order = RequestOrder::modified;
    std::size_t shown = 0;  ///< how many are shown at most; 0: requests_at_once
};

inline constexpr std::size_t requests_at_once = 100;

[[nodiscard]] RequestGroup group_of(Draft const& draft);
/// What a request is called in a list: its name, else its subject, else the first person that it is for, else « Demande sans nom ».
[[nodiscard]] std::string draft_title(Draft const& draft);
struct FoundRequests {
    std::array<std::uint32_t, 4> counts{};  ///< by group
    std::vector<Draft const*> listed;       ///< those of the group asked for, in the order asked for
};
/// Those that have each word of the search, accents and case aside. The drafts come most recent first.
[[nodiscard]] FoundRequests find_requests(std::vector<Draft> const& drafts, RequestGroup group, RequestList const& list);
/// As French spreadsheets read it: UTF-8 with its mark, semicolons, CRLF; a cell that would be taken for a formula begins with an apostrophe.
[[nodiscard]] std::string csv_of(std::vector<std::vector<std::string>> const& rows);
[[nodiscard]] std::string requests_as_csv(std::vector<Draft const*> const& drafts);

}  // namespace guichet
