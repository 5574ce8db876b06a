// Values at dotted paths of a JSON object. Internal to the room.
#pragma once

#include <string>
#include <string_view>

#include "core/json.hpp"

namespace guichet {

/// Puts a value at "formation.date_debut", making the objects on the way.
void place_at(Json& object, std::string_view path, Json value);
/// The value there, or nullptr.
[[nodiscard]] Json const* value_at(Json const& object, std::string_view path);

}  // namespace guichet
