// The answers of a dossier's file that stand where we write them: nearly all of a file that we wrote. Made to be fast in the page,
// where all the rest of the reader is made to be small (CMakeLists.txt). Internal to the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "dossier/dossier.hpp"
#include "dossier/json_cursor.hpp"

namespace guichet {

/// Reads members of an object as long as each is the next field of the group: `expected` is its index, and counts on. `prefix` is
/// how the fields' paths begin, with the dot. What is neither text, number, true, false nor null, or answers a second time, is left
/// to the caller after its name was read: its field's index. -1 when something else comes.
[[nodiscard]] std::int32_t read_expected(JsonCursor& cursor, Procedure const& procedure, std::string_view prefix, std::int16_t group,
                                         std::span<Answer> answers, std::size_t& expected);

/// The value that comes, into the answer of that field; as typed where the field cannot hold it. False, and nothing read, when it is
/// an array or an object.
[[nodiscard]] bool read_plain_answer(JsonCursor& cursor, Procedure const& procedure, Field const& field, Answer& answer);

}  // namespace guichet
