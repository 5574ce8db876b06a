// One field of the form: label, hint, control, what is told of it and what helps to fill it. Private to the room.
#pragma once

#include "view/build.hpp"

namespace guichet {

/// The field as people fill it.
[[nodiscard]] Node field_node(Maker& maker, OpenDossier const& open, FieldRef where);

/// The field as people read it: a line of a definition list. Sensitive answers are masked unless revealed.
[[nodiscard]] std::string answer_text(OpenDossier const& open, FieldRef where);
/// Computed answers as a definition list, each with how it comes about.
[[nodiscard]] Node computed_line(Maker& maker, OpenDossier const& open, FieldRef where);

/// Its control shows bullets until it is asked to show more.
[[nodiscard]] bool is_masked(Field const& field);
/// Takes the whole row of a section with columns.
[[nodiscard]] bool is_wide(Procedure const& procedure, Field const& field);

}  // namespace guichet
