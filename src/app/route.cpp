#include "app/route.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/text.hpp"

namespace guichet {
namespace {

/// Identifiers in addresses are ours: letters, digits, hyphen, underscore, dot.
bool is_segment(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

constexpr std::string_view segments[] = {"brouillons", "en-cours", "archivees", ""};

Route unknown_route() {
    Route route;
    route.page = Page::unknown;
    return route;
}

Route read_dossier_route(std::vector<std::string_view> const& parts) {
    if (!std::ranges::all_of(parts, is_segment)) return unknown_route();
    Route route;
    route.dossier = parts[1];
    if (parts.size() == 2) {
        route.page = Page::resume;
    } else if (parts.size() == 3 && parts[2] == "verification") {
        route.page = Page::check;
    } else if (parts.size() == 3 && parts[2] == "envoi") {
        route.page = Page::send;
    } else if (parts.size() == 3 && parts[2] == "recu") {
        route.page = Page::receipt;
    } else if (parts.size() == 3) {
        route.page = Page::step;
        route.step = parts[2];
    } else if (parts.size() == 5) {
        route.page = Page::row;
        route.step = parts[2];
        route.group = parts[3];
        route.row = parts[4];
    } else {
        return unknown_route();
    }
    return route;
}

}  // namespace

RequestGroup read_request_group(std::string_view segment) {
    auto const at = std::ranges::find(segments, segment) - std::begin(segments);
    return at < 4 ? static_cast<RequestGroup>(at) : RequestGroup::all;
}

std::string_view segment_of(RequestGroup group) { return segments[static_cast<std::size_t>(group)]; }

Route read_route(std::string_view hash) {
    if (hash.starts_with('#')) hash.remove_prefix(1);
    if (hash.starts_with('/')) hash.remove_prefix(1);
    while (hash.ends_with('/')) hash.remove_suffix(1);
    Route route;
    if (hash.empty()) return route;
    auto const parts = split(hash, '/');
    if (parts[0] == "dossiers" && parts.size() >= 2) return read_dossier_route(parts);
#ifdef GUICHET_GALLERY
    if (parts[0] == "galerie" && parts.size() <= 2) {
        route.page = Page::gallery;
        if (parts.size() == 2) route.step = parts[1];
        return route;
    }
#endif
    if (parts[0] == "demandes" && parts.size() <= 2) {
        route.page = Page::requests;
        if (parts.size() == 2) route.step = parts[1];
        return segment_of(read_request_group(route.step)) == route.step ? route : unknown_route();
    }
    if (parts[0] == "portails" && parts.size() <= 4) {
        route.page = Page::portal;
        std::string* const names[] = {&route.step, &route.group, &route.row};
        for (std::size_t i = 1; i < parts.size(); ++i) {
            if (!is_segment(parts[i])) return unknown_route();
            *names[i - 1] = parts[i];
        }
        return route;
    }
    if (parts.size() != 1) return unknown_route();
    if (parts[0] == "nouvelle") {
        route.page = Page::choose;
    } else if (parts[0] == "envois") {
        route.page = Page::outbox;
    } else if (parts[0] == "a-propos") {
        route.page = Page::about;
    } else if (parts[0] == "accessibilite") {
        route.page = Page::accessibility;
    } else {
        return unknown_route();
    }
    return route;
}

std::string write_route(Route const& route) {
    std::string base = "#/dossiers/" + route.dossier;
    switch (route.page) {
    case Page::requests: return route.step.empty() ? "#/demandes" : "#/demandes/" + route.step;
    case Page::portal: {
        base = "#/portails";
        for (std::string const* name : {&route.step, &route.group, &route.row}) {
            if (!name->empty()) (base += '/') += *name;
        }
        return base;
    }
    case Page::outbox: return "#/envois";
    case Page::choose: return "#/nouvelle";
    case Page::resume: return base;
    case Page::step: return base + "/" + route.step;
    case Page::row: return base + "/" + route.step + "/" + route.group + "/" + route.row;
    case Page::check: return base + "/verification";
    case Page::send: return base + "/envoi";
    case Page::receipt: return base + "/recu";
    case Page::about: return "#/a-propos";
    case Page::accessibility: return "#/accessibilite";
#ifdef GUICHET_GALLERY
    case Page::gallery: return route.step.empty() ? "#/galerie" : "#/galerie/" + route.step;
#endif
    case Page::home:
    case Page::unknown: break;
    }
    return "#/";
}

bool is_list(Page page) { return page == Page::home || page == Page::requests || page == Page::portal; }

bool is_later(Page page) {
    switch (page) {
    case Page::about:
    case Page::accessibility:
    case Page::requests:
    case Page::portal:
    case Page::outbox:
    case Page::send:
    case Page::receipt: return true;
    default: return false;
    }
}

bool is_of_dossier(Route const& route) { return !route.dossier.empty(); }

Route route_to_step(std::string_view dossier, std::string_view step) {
    Route route = route_to_page(Page::step, dossier);
    route.step = step;
    return route;
}

Route route_to_row(std::string_view dossier, std::string_view step, std::string_view group, std::string_view row) {
    Route route = route_to_page(Page::row, dossier);
    route.step = step;
    route.group = group;
    route.row = row;
    return route;
}

Route route_to_page(Page page, std::string_view dossier) {
    Route route;
    route.page = page;
    route.dossier = dossier;
    return route;
}

}  // namespace guichet
