// Where the person is, as the address's hash says it: "#/dossiers/ID/formation".
// Every screen but the dialogs has an address, so that the browser's own back button and reload work.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guichet {

enum class Page : std::uint8_t {
    home,           // #/
    requests,       // #/demandes or #/demandes/GROUP (in `step`): all of them, to be searched and sorted
    portal,         // #/portails, #/portails/PORTAL (in `step`), …/PAGE (in `group`), …/TAB (in `row`)
    outbox,         // #/envois: what is being sent and what waits to be
    choose,         // #/nouvelle
    resume,         // #/dossiers/ID: becomes the step where the person was
    step,           // #/dossiers/ID/STEP
    row,            // #/dossiers/ID/STEP/GROUP/ROW
    check,          // #/dossiers/ID/verification
    send,           // #/dossiers/ID/envoi
    receipt,        // #/dossiers/ID/recu
    about,          // #/a-propos
    accessibility,  // #/accessibilite
    unknown,
#ifdef GUICHET_GALLERY
    gallery,        // #/galerie or #/galerie/SECTION (in `step`): every widget in every state, in debug builds
#endif
};

/// The groups of the portals' own lists, and all. Their names in the address: "brouillons", "en-cours", "archivees", "".
enum class RequestGroup : std::uint8_t { drafts, under_way, ended, all };
/// All, when it is none of them.
[[nodiscard]] RequestGroup read_request_group(std::string_view segment);
[[nodiscard]] std::string_view segment_of(RequestGroup group);

struct Route {
    Page page = Page::home;
    std::string dossier;
    std::string step;
    std::string group;
    std::string row;
    friend bool operator==(Route const&, Route const&) = default;
};

/// Never fails: what is no route of ours has the page `unknown`.
[[nodiscard]] Route read_route(std::string_view hash);
/// The reverse. An unknown page is written as home.
[[nodiscard]] std::string write_route(Route const& route);

/// Whether the page lists the requests of this device.
[[nodiscard]] bool is_list(Page page);
/// Whether the page is drawn by what is fetched later (app/later.hpp).
[[nodiscard]] bool is_later(Page page);

/// Whether the route shows a dossier, in any of its pages.
[[nodiscard]] bool is_of_dossier(Route const& route);

[[nodiscard]] Route route_to_step(std::string_view dossier, std::string_view step);
[[nodiscard]] Route route_to_row(std::string_view dossier, std::string_view step, std::string_view group, std::string_view row);
[[nodiscard]] Route route_to_page(Page page, std::string_view dossier);

}  // namespace guichet
