// Members of a dossier's file that no field of the procedure claims. They are kept flat, by JSON pointer
// ("/reponses/formation/ancien", a row by its id: "/reponses/stagiaires/r2/ancien"), so that they never stand in
// the way of an answer, and a version of the procedure that knows them takes them up again. Internal to the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"

namespace guichet {

/// Adds one step to a JSON pointer (RFC 6901: "~" as "~0", "/" as "~1").
[[nodiscard]] std::string pointer_into(std::string_view pointer, std::string_view step);
[[nodiscard]] std::vector<std::string> pointer_steps(std::string_view pointer);

/// Keeps a value; two of the same name are both kept.
void keep_unclaimed(Json& unclaimed, std::string pointer, Json value);

}  // namespace guichet
