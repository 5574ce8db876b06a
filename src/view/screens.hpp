// The screens and the parts they share, each in a file of its own. Private to the room.
#pragma once

#include "view/build.hpp"

namespace guichet {

// Whole pages: what stands in main.
void add_home(Maker& maker, Node& main);
void add_choose(Maker& maker, Node& main);
void add_step(Maker& maker, OpenDossier const& open, Node& main);
void add_row_page(Maker& maker, OpenDossier const& open, Node& main);
void add_check(Maker& maker, OpenDossier const& open, Node& main);
namespace later {
[[gnu::noinline]] void add_about(Maker& maker, Node& main);
[[gnu::noinline]] void add_accessibility(Maker& maker, Node& main);
/// In the place of every page that tells of requests, until the passphrase is given; and where it is set and changed.
[[gnu::noinline]] void add_locked(Maker& maker, Node& main);
[[gnu::noinline]] void add_protection(Maker& maker, Node& parent);
[[gnu::noinline]] void add_requests(Maker& maker, Node& main);
/// A portal's page, or the list of portals; its menu, in the header; its title.
[[gnu::noinline]] void add_portal(Maker& maker, Node& main);
[[gnu::noinline]] void add_portal_menu(Maker& maker, Node& header);
[[gnu::noinline]] std::string portal_title(Model const& model);
[[gnu::noinline]] void add_outbox(Maker& maker, Node& main);
/// What a corrected request says otherwise than what was sent, under a heading of that level; nothing where that is not known.
[[gnu::noinline]] void add_differences(Maker& maker, OpenDossier const& open, std::uint8_t level, Node& parent);
/// What has become of a request that was sent.
[[gnu::noinline]] void add_follow(Maker& maker, OpenDossier const& open, Node& parent);
}  // namespace later
/// When what is fetched later does not come.
/// Where requests will be listed, until the device has told them.
inline constexpr std::string_view requests_on_their_way = "Chargement de vos demandes…";
inline constexpr std::string_view later_trouble = "Cette partie de la page n’a pas pu être chargée. Vérifiez la connexion, puis "
                                                  "réessayez\u00a0: rien de ce que vous avez saisi n’est perdu.";
/// In the place of a page that is fetched later, until it is there.
void add_waiting(Maker& maker, Node& main);
void add_unknown(Maker& maker, Node& main);
void add_not_open(Maker& maker, Node& main);
[[nodiscard]] std::string_view not_open_title(OpenTrouble trouble);
// In debug builds only (GUICHET_GALLERY).
void add_gallery(Maker& maker, Node& main);
void add_gallery_overlay(Maker& maker, Node& root);

// Dialogs; nothing is added when none is open.
void add_dialog(Maker& maker, Node& root);
namespace later {
[[gnu::noinline]] Node lookup_dialog(Maker& maker, LookupDialog const& dialog);
[[gnu::noinline]] Node calendar_dialog(Maker& maker, CalendarDialog const& dialog);
[[gnu::noinline]] Node templates_dialog(Maker& maker, TemplatesDialog const& dialog);
[[gnu::noinline]] Node people_dialog(Maker& maker, PeopleDialog const& dialog);
[[gnu::noinline]] Node rename_dialog(Maker& maker, RenameDialog const& dialog);
[[gnu::noinline]] Node clash_dialog(Maker& maker, ClashDialog const& dialog);
}  // namespace later
/// A dialog with its title; Escape closes it.
[[nodiscard]] Node dialog_frame(Maker& maker, std::string title, Look look = Look::plain);
[[nodiscard]] Node close_button(Maker& maker, std::string text);

// Parts.
/// Heading, « Créer une demande », and what keeps the requests of this device from being listed. Whether they can be.
[[nodiscard]] bool add_list_top(Maker& maker, std::string title, Node& main);
/// The same without the heading: for a page that has its own.
[[nodiscard]] bool add_list_state(Maker& maker, Node& main);
/// In the place of a list that has nothing: that there is nothing, and what will stand here.
[[nodiscard]] Node empty_zone(std::string id, std::string none, std::string why = {});
/// How the status of a request looks in a list.
[[nodiscard]] Look badge_of(Draft const& draft);
/// The five steps with the state of each, beside every page of a dossier.
[[nodiscard]] Node stepper(Maker& maker, OpenDossier const& open);
/// Banners that every page of a dossier has where they apply: another tab, locked, not stored.
void add_banners(Maker& maker, OpenDossier const& open, Node& parent);
[[nodiscard]] Node save_line(Maker& maker, OpenDossier const& open);
/// Whether answers may be changed now.
[[nodiscard]] bool is_open_to_edits(Model const& model, OpenDossier const& open);

/// What is wrong, as links that lead to the fields. Of one step, or of all (step -1) with remarks too.
[[nodiscard]] Node error_summary(Maker& maker, OpenDossier const& open, std::int32_t step);
/// Warnings and notes of the whole dossier, which keep nothing from being sent.
void add_remarks_of_all(Maker& maker, OpenDossier const& open, Node& parent);
/// What the backend refused.
[[nodiscard]] Node server_summary(Maker& maker, OpenDossier const& open);
/// What answers are read for: in the form itself, as they are, with links that lead to each field, or on paper, where nothing can be opened.
enum class AnswerList : std::uint8_t { plain, with_links, on_paper, to_fill };
/// The answers of a step as definition lists, under headings of that level.
void add_answers(Maker& maker, OpenDossier const& open, std::uint32_t step, AnswerList reading, Node& parent, std::uint8_t level = 3);
void add_row_answers(Maker& maker, OpenDossier const& open, std::int16_t group, std::uint32_t row, AnswerList reading, Node& parent);

/// What is printed: the dossier in hand, from whichever of its screens, or the requests picked in a list; empty until the page prints.
[[nodiscard]] Node paper(Maker& maker);
namespace later {
/// Those of the requests that are picked in a list, each on a page of its own.
[[gnu::noinline]] void add_recaps(Maker& maker, Node& parent);
}  // namespace later
[[nodiscard]] bool is_printing_selection(Model const& model);
[[nodiscard]] bool is_printing(Model const& model);
/// The dossier's number once it has one; the draft's own until then.
[[nodiscard]] std::string reference_of(OpenDossier const& open);

/// Computed rows, where they apply.
void add_schedule(Maker& maker, OpenDossier const& open, std::uint32_t index, AnswerList reading, Node& parent);
namespace later {
[[gnu::noinline]] void add_schedule(Maker& maker, OpenDossier const& open, std::uint32_t index, AnswerList reading, Node& parent);
}

[[nodiscard]] Node rows_node(Maker& maker, OpenDossier const& open, std::int16_t group);
/// The button that shows what is masked, as that field of the place is; nothing where none is.
void add_reveal(Maker& maker, OpenDossier const& open, Field const* masked, std::string_view where, Node& parent);
[[nodiscard]] Node zone_node(Maker& maker, OpenDossier const& open, std::uint32_t zone);
/// What of a piece is said in a list: « PDF, 1,2 Mo ».
[[nodiscard]] std::string piece_text(Attachment const& piece);
/// A submission under way: its progress, or why it stopped and what can be done.
void add_sending_state(Maker& maker, OpenDossier const& open, Sending const& sending, Node& parent);
namespace later {
[[gnu::noinline]] void add_send(Maker& maker, OpenDossier const& open, Node& main);
[[gnu::noinline]] void add_receipt(Maker& maker, OpenDossier const& open, Node& main);
}  // namespace later
/// Choice of the way to send, and the button.
[[nodiscard]] Node send_panel(Maker& maker, OpenDossier const& open);

}  // namespace guichet
