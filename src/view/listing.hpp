// What pages that list dossiers share: fields above, tabs of groups, a panel with a table, and the last words when there is nothing.
// Private to the room.
#pragma once

#include "app/drafts.hpp"
#include "view/build.hpp"

namespace guichet {

/// A control under its label, with a hint between them where there is one.
[[nodiscard]] Node labelled(std::string words, Node control, std::string hint = {});
/// One of these options, each with its value and its words.
[[nodiscard]] Node select_of(std::string id, ActionIndex on_change, std::string_view chosen,
                             std::vector<std::pair<std::string, std::string>> const& options);
/// A text field that filters at each letter, under its label.
[[nodiscard]] Node filter_field(std::string words, std::string id, std::string const& value, ActionIndex on_input, std::string hint = {});

/// Groups of dossiers as tabs, with how many stand in each; all of them show one panel.
struct GroupTab {
    std::string label;
    std::uint32_t count = 0;
    ActionIndex on_click = 0;
};
[[nodiscard]] Node group_tabs(std::string name, std::vector<GroupTab> const& tabs, std::size_t current);

/// The column of the boxes that pick requests.
[[nodiscard]] Node selection_title();
/// The first cell of a request's row, with the box that picks it; empty when the record cannot be used.
[[nodiscard]] Node selection_cell(Maker& maker, Draft const& draft, std::string_view title);
/// Above the table: what is picked, and what can be done with it.
[[nodiscard]] Node selection_bar(Maker& maker, std::vector<Draft const*> const& listed);
/// How wide the column of those boxes is.
inline constexpr Width selection_width = Width::w4;

/// What the panel of the tabs shows.
struct Listing {
    std::size_t group = 0;  ///< the tab it belongs to
    std::string summary;    ///< told when it changes
    std::size_t found = 0;
    std::size_t shown = 0;  ///< rows of the table, at most `found`
    ActionIndex carry_away = 0;
    ActionIndex more = 0;
};
/// Above the table what was found and a file of it for spreadsheets, below it the button for more; no table when nothing was found.
/// `bar` stands between them.
[[nodiscard]] Node listing_panel(Listing listing, Node bar, Node table);

/// A column of a table of dossiers.
[[nodiscard]] Node column_title(std::string text, Width width);
/// On a phone a row is a card: each cell says what it is.
[[nodiscard]] Node captioned_cell(Role role, std::string_view caption, Width width, Node content);
[[nodiscard]] Node listing_table(std::string_view id, std::string caption, Node head, Node body);

}  // namespace guichet
