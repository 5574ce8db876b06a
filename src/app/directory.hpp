// What a directory of establishments answers. The shape is that of the public API « Recherche
// d'entreprises » (GET /search?q=SIRET -> {"results": [...]}), which the receiver's sample directory
// copies, so that one reader serves both.
#pragma once

#include <string_view>

#include "app/dialogs.hpp"

namespace guichet {

struct DirectoryAnswer {
    LookupState state = LookupState::not_found;  ///< found, closed, not_diffusible, not_found or unavailable
    Establishment establishment;
};

/// The establishment of exactly that SIRET (14 digits) or that UAI, among those of the answer.
[[nodiscard]] DirectoryAnswer read_directory(std::string_view body, std::string_view number, Date today);

/// The part of an establishment that a lookup target names: "denomination", "siret", "adresse", "code_postal",
/// "commune", "naf", "idcc", "nda", "uai". Empty when the directory does not know it.
[[nodiscard]] std::string_view part_of(Establishment const& establishment, std::string_view part);

}  // namespace guichet
