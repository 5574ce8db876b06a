// What a corrected request says otherwise than the version that was sent.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/open_dossier.hpp"

namespace guichet {

/// An answer, a row or a piece that is otherwise than it was.
struct Difference {
    enum class What : std::uint8_t { answer, row_added, row_removed, piece_added, piece_removed } what = What::answer;
    std::uint32_t index = 0;       ///< of the field, of the group; of the piece, among those of the version that has it
    std::int32_t row_before = -1;  ///< of an answer or row of a group, in each version
    std::int32_t row_after = -1;
};

/// The version that was sent, judged as on that day; nothing when it is not known here, or cannot be read.
[[nodiscard]] std::optional<OpenDossier> sent_version(OpenDossier const& open, Date today);
/// In the order of the form, pieces last; answers that are shown in neither version do not count.
[[nodiscard]] std::vector<Difference> differences(OpenDossier const& before, OpenDossier const& after);

}  // namespace guichet
