// How long requests stay on the device: nothing is kept for ever without a word (règlement (UE) 2016/679, article 5, 1, e), and nothing is
// deleted without the person.
#pragma once

#include <optional>

#include "app/catalogue.hpp"
#include "app/drafts.hpp"

namespace guichet {

/// The last day that the site's configuration lets the request stay: so many months after its last change, by whether it was never sent
/// or has ended. Nothing while it is under way, cannot be read, or when the site sets no such time.
[[nodiscard]] std::optional<Date> kept_until(Draft const& draft, Config const& config);
[[nodiscard]] bool is_past_keeping(Draft const& draft, Config const& config, Date today);

}  // namespace guichet
