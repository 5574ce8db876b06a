// The pages of a portal, each in words that its configuration gives. Private to the room.
#pragma once

#include "app/portal.hpp"
#include "view/build.hpp"

namespace guichet {

using msg::PortalAsk;

/// The address of a page of that portal.
[[nodiscard]] std::string portal_address(Portal const& portal, PortalPage page = PortalPage::dashboard, std::string_view tab = {});
void add_portal_list(Maker& maker, Portal const& portal, PortalList const& listing, Node& main);
/// The instalments of what was sent, by state.
void add_portal_instalments(Maker& maker, Portal const& portal, Node& main);
void add_portal_people(Maker& maker, Portal const& portal, Node& main);
void add_portal_companies(Maker& maker, Portal const& portal, Node& main);
void add_portal_help(Maker& maker, Portal const& portal, Node& main);
/// Some drafts cannot be told of yet: their procedure is on its way.
[[nodiscard]] bool is_waiting(Model const& model);
/// What the establishment is, as definitions.
[[nodiscard]] Node company_details(Maker& maker, Company const& company);
/// Those of the portal's dossiers, each once, the most recent first.
struct KnownCompany {
    Company const* company = nullptr;
    std::size_t dossiers = 0;
};
[[nodiscard]] std::vector<KnownCompany> known_companies(Model const& model, Portal const& portal);
/// Each dossier of that portal, requests and reimbursements.
template <class Take>
void each_of_portal(Model const& model, Portal const& portal, Take take) {
    each_known(model.portals->facts, model.drafts, [&](Listed const& one) {
        if (is_of(portal.requests, one.draft->procedure) || is_of(portal.reimbursements, one.draft->procedure)) take(one);
    });
}

}  // namespace guichet
