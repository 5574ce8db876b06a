// Requests picked in a list (Model::selected), to be printed, carried away or deleted together.
#pragma once

#include <cstddef>
#include <vector>

#include "app/model.hpp"

namespace guichet {

/// Those that are picked and can be read, the most recent first.
[[nodiscard]] std::vector<Draft const*> picked(Model const& model);
/// Of those, what may be deleted: drafts that were never sent and do not wait to be, and what has ended for longer than it is to be kept.
[[nodiscard]] std::vector<Draft const*> picked_to_delete(Model const& model);

/// More would keep the browser at work for too long.
inline constexpr std::size_t most_printed = 100;

}  // namespace guichet
