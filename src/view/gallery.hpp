// The gallery's sections, one function each. In debug builds only (GUICHET_GALLERY). Private to the room.
#pragma once

#include "view/build.hpp"

namespace guichet {

/// What the gallery's controls do: nothing.
[[nodiscard]] inline ActionIndex inert(Maker& maker) { return maker.on(msg::DismissToast{}); }

[[nodiscard]] Node gallery_texts(Maker& maker);
[[nodiscard]] Node gallery_icons(Maker& maker);
[[nodiscard]] Node gallery_messages(Maker& maker);
[[nodiscard]] Node gallery_steps(Maker& maker);
[[nodiscard]] Node gallery_tables(Maker& maker);
[[nodiscard]] Node gallery_answers(Maker& maker);
[[nodiscard]] Node gallery_containers(Maker& maker);
[[nodiscard]] Node gallery_buttons(Maker& maker);
[[nodiscard]] Node gallery_fields(Maker& maker);
[[nodiscard]] Node gallery_choices(Maker& maker);
[[nodiscard]] Node gallery_files(Maker& maker);
[[nodiscard]] Node gallery_widgets(Maker& maker);

}  // namespace guichet
