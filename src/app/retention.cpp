#include "app/retention.hpp"

#include "app/requests.hpp"
#include "core/calendar.hpp"

namespace guichet {

std::optional<Date> kept_until(Draft const& draft, Config const& config) {
    if (draft.state != DraftState::readable) return std::nullopt;
    RequestGroup const group = group_of(draft);
    std::int32_t const months = group == RequestGroup::drafts  ? config.drafts_kept_months
                                : group == RequestGroup::ended ? config.ended_kept_months
                                                               : 0;
    auto const day = date_from_iso(draft.modified.substr(0, 10));
    if (months <= 0 || !day) return std::nullopt;
    return add_months(*day, months);
}

bool is_past_keeping(Draft const& draft, Config const& config, Date today) {
    auto const until = kept_until(draft, config);
    return until && *until < today;
}

}  // namespace guichet
