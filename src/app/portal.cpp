// What portals.json says.
#include "app/portal.hpp"

#include <algorithm>
#include <utility>

#include "core/json.hpp"

namespace guichet {
namespace {

std::string text_in(Json const& json, std::string_view name) { return text_member(json, name).value_or(""); }

template <class Take>
void each_in(Json const& json, std::string_view name, Take take) {
    Json const* list = member(json, name);
    if (list == nullptr || !list->is_array()) return;
    for (auto const& item : *list) take(item);
}

std::vector<std::string> texts_in(Json const& json, std::string_view name) {
    std::vector<std::string> texts;
    each_in(json, name, [&](Json const& item) {
        if (item.is_string()) texts.push_back(item.get<std::string>());
    });
    return texts;
}

PortalList read_listing(Json const& json) {
    PortalList listing;
    listing.begin = text_in(json, "begin");
    each_in(json, "procedures", [&](Json const& item) { listing.procedures.push_back({text_in(item, "id"), text_in(item, "label")}); });
    each_in(json, "groups",
            [&](Json const& item) { listing.groups.push_back({text_in(item, "id"), text_in(item, "label"), texts_in(item, "statuses")}); });
    each_in(json, "columns", [&](Json const& item) {
        auto const at = std::ranges::find(portal_columns, text_in(item, "of")) - portal_columns.begin();
        if (static_cast<std::size_t>(at) < portal_columns.size()) {
            listing.columns.push_back({static_cast<PortalColumn>(at), text_in(item, "label")});
        }
    });
    return listing;
}

void read_questions(Json const& json, std::string_view name, std::vector<HelpQuestion>& questions) {
    each_in(json, name,
            [&](Json const& item) { questions.push_back({text_in(item, "theme"), text_in(item, "question"), text_in(item, "answer")}); });
}

Portal read_portal(Json const& json) {
    Portal portal;
    portal.id = text_in(json, "id");
    portal.name = text_in(json, "name");
    portal.organisme = text_in(json, "organisme");
    portal.about = text_in(json, "about");
    portal.welcome = text_in(json, "welcome");
    portal.lead = text_in(json, "lead");
    portal.version = text_in(json, "version");
    portal.each = text_in(json, "each");
    each_in(json, "menu", [&](Json const& item) {
        if (auto const page = read_portal_page(text_in(item, "page"))) portal.menu.push_back({*page, text_in(item, "label")});
    });
    portal.requests = read_listing(json);
    if (Json const* list = member(json, "reimbursements")) portal.reimbursements = read_listing(*list);
    if (portal.reimbursements.columns.empty()) {
        portal.reimbursements.columns = {{PortalColumn::title, "Demande"},
                                         {PortalColumn::number, "Numéro"},
                                         {PortalColumn::amount, "Montant"},
                                         {PortalColumn::status, "Statut"}};
    }
    portal.to_invoice = texts_in(json, "to_invoice");
    if (Json const* news = member(json, "news")) {
        portal.news_title = text_in(*news, "title");
        portal.news = texts_in(*news, "items");
    }
    if (Json const* guide = member(json, "guide")) {
        portal.guide_title = text_in(*guide, "title");
        portal.guide_text = text_in(*guide, "text");
    }
    if (Json const* help = member(json, "help")) {
        portal.steps = texts_in(*help, "steps");
        read_questions(*help, "faq", portal.questions);
        portal.contact = text_in(*help, "contact");
        portal.phone = text_in(*help, "phone");
        portal.email = text_in(*help, "email");
    }
    return portal;
}

/// What may stand in an address by itself.
bool is_segment(std::string_view id) {
    return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool is_complete(Portal const& portal) {
    auto const bare = [](PortalList const& listing) {
        return std::ranges::any_of(listing.procedures, [](OfferedProcedure const& one) { return one.id.empty() || one.label.empty(); }) ||
               std::ranges::any_of(listing.groups, [](StatusGroup const& one) { return !is_segment(one.id) || one.label.empty(); });
    };
    return is_segment(portal.id) && !portal.name.empty() && !portal.menu.empty() && !portal.requests.procedures.empty() &&
           !portal.requests.groups.empty() && !portal.requests.columns.empty() && !bare(portal.requests) && !bare(portal.reimbursements) &&
           (portal.reimbursements.procedures.empty() || !portal.reimbursements.groups.empty());
}

}  // namespace

std::optional<PortalPage> read_portal_page(std::string_view name) {
    auto const at = std::ranges::find(portal_pages, name) - portal_pages.begin();
    if (static_cast<std::size_t>(at) == portal_pages.size()) return std::nullopt;
    return static_cast<PortalPage>(at);
}

std::string Portal::label_of(PortalPage page) const {
    auto const at = std::ranges::find(menu, page, &MenuItem::page);
    return at == menu.end() ? std::string{} : at->label;
}

Result<std::vector<Portal>> read_portals(std::string_view json) {
    auto const parsed = parse_json(json);
    if (!parsed) return std::unexpected(parsed.error());
    if (integer_member(*parsed, "guichet_portals") != 1) {
        return std::unexpected(
            Trouble{"portails-format", "Le fichier portals.json n’est pas un fichier de portails (guichet_portals\u00a0: 1)."});
    }
    std::vector<Portal> portals;
    std::vector<HelpQuestion> common;
    read_questions(*parsed, "faq", common);
    std::string broken;
    each_in(*parsed, "portals", [&](Json const& item) {
        Portal portal = read_portal(item);
        if (!is_complete(portal)) {
            broken = portal.name.empty() ? portal.id : portal.name;
            return;
        }
        std::ranges::copy(common, std::back_inserter(portal.questions));
        portals.push_back(std::move(portal));
    });
    if (!portals.empty()) return portals;
    return std::unexpected(
        Trouble{"portails-incomplets", "Aucun portail du fichier portals.json n’est complet" +
                                           (broken.empty() ? std::string{"."} : "\u00a0: voir «\u00a0" + broken + "\u00a0».")});
}

Portal const* find_portal(std::vector<Portal> const& portals, std::string_view id) {
    auto const at = std::ranges::find(portals, id, &Portal::id);
    return at == portals.end() ? nullptr : &*at;
}

}  // namespace guichet
