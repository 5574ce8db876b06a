// Names of places in the page: the id of each control, and where the focus goes for a finding.
// A control's id is its path with the row's id ("stagiaires.r3.nom"): stable while rows come and go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/message.hpp"
#include "app/open_dossier.hpp"
#include "app/route.hpp"
#include "dossier/dossier.hpp"

namespace guichet {

/// In Model::opened while the page prints, and beside it when what it prints are the requests picked in a list.
inline constexpr std::string_view paper_id = "papier";
inline constexpr std::string_view selection_paper = "papier-selection";

/// id of every screen's main heading.
inline constexpr std::string_view heading_id = "titre";
inline constexpr std::string_view summary_id = "erreurs";

[[nodiscard]] std::string control_id(Procedure const& procedure, Dossier const& dossier, FieldRef where);
[[nodiscard]] std::string control_id(Procedure const& procedure, std::uint32_t field, std::string_view row);
/// What may take the focus for that field: the control, or the first radio of a list.
[[nodiscard]] std::string focus_id(Procedure const& procedure, std::uint32_t field, std::string_view row);
[[nodiscard]] std::string option_id(std::string_view control, std::string_view code);
[[nodiscard]] std::string add_button_id(RepeatedGroup const& group);
[[nodiscard]] std::string zone_control_id(AttachmentZone const& zone);
/// Short lists become radios, longer ones a select, and those that nobody reads to their end a field to search in.
[[nodiscard]] bool is_radio_list(Procedure const& procedure, Field const& field);
[[nodiscard]] bool is_searched_list(Procedure const& procedure, Field const& field);
/// The same, or a code that a table of the site tells in words: a field with a list to search in.
[[nodiscard]] bool is_searched(Procedure const& procedure, Field const& field);
/// A choice as its list shows it: « 1090 – Automobile » where codes have digits, as people know them.
[[nodiscard]] std::string choice_text(Field const& field, Choice const& choice);
[[nodiscard]] std::string calendar_button_id(std::string_view control);
[[nodiscard]] std::string calendar_day_id(Date day);

/// The answer's place in the dossier; nothing when its row is gone.
[[nodiscard]] std::optional<FieldRef> ref_of_key(Procedure const& procedure, Dossier const& dossier, FieldKey const& key);
[[nodiscard]] FieldKey key_of_ref(Procedure const& procedure, Dossier const& dossier, FieldRef where);
/// "stagiaires.r3.nom" -> its key; nothing when no field has that control.
[[nodiscard]] std::optional<FieldKey> key_of_control(Procedure const& procedure, std::string_view control);
/// The page on which that field is filled.
[[nodiscard]] Route route_of_field(OpenDossier const& open, FieldKey const& key);

}  // namespace guichet
