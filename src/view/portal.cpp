// The portals of the site, and of each: its menu, its dashboard and what it offers to begin.
#include "view/portal.hpp"

#include <algorithm>

#include "app/places.hpp"
#include "app/requests.hpp"
#include "core/apart.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

/// More of them would bury the first.
constexpr std::size_t tasks_at_most = 6;

void add_portals(Maker& maker, Node& main) {
    add(main, main_heading("Portails"),
        paragraph("Choisissez votre portail\u00a0: ses demandes, ses mots et ses statuts, sur les dossiers de cet appareil.", Look::lead));
    Node list = named(node(Role::list), "Portails");
    list.layout = Layout::stack;
    list.gap = Gap::m;
    list.id = "portails";
    for (Portal const& portal : maker.model.portals->all) {
        Node card = node(Role::list_item, Look::card);
        card.layout = Layout::stack;
        card.gap = Gap::s;
        card.id = "portail-" + portal.id;
        Node open = named(link("Ouvrir", portal_address(portal), Look::secondary), "Ouvrir " + portal.name);
        open.id = "ouvrir-" + portal.id;
        add(card, with(line(Gap::s), heading(2, portal.name), span(portal.organisme, Look::badge)), paragraph(portal.about),
            with(line(), std::move(open)));
        add(list, std::move(card));
    }
    add(main, std::move(list));
}

// ---- what needs the person now --------------------------------------------------------------------------------

struct Task {
    std::string label;
    Look look = Look::badge;
    std::string text;
    std::string title;
    std::string href;
    std::string id;
    std::int64_t rank = 0;  ///< the lowest first
};

std::string days_text(std::int64_t days) {
    if (days == 0) return "aujourd’hui";
    if (days == 1) return "demain";
    if (days > 0) return "dans " + counted(days, "jour", "jours");
    return "dépassé de " + counted(-days, "jour", "jours");
}

/// Waits for the person; nothing where nothing does.
std::optional<Task> task_of(Maker& maker, Portal const& portal, Draft const& draft, DossierFacts const& facts, bool of_several) {
    Model const& model = maker.model;
    Task task;
    task.id = draft.id;
    task.title = cell_text({&draft, &facts}, PortalColumn::title, portal.requests);
    // The same training in three garages is three requests.
    if (of_several && !facts.company.name.empty()) task.title += " – " + facts.company.name;
    task.href = write_route(route_to_page(Page::resume, draft.id));
    constexpr std::int64_t later = 100'000;
    if (Sending const* sending = find_sending(model.outbox, draft.id)) {
        task.label = outbox_text(*sending);
        task.look = Look::badge_warning;
        task.text = "Voir la file d’envoi pour la suite.";
        task.href = "#/envois";
        return task;
    }
    if (draft.editable && draft.remarks > 0) {
        task.label = "À corriger";
        task.look = Look::badge_warning;
        task.text = counted(draft.remarks, "remarque", "remarques") + " de l’organisme";
        return task;
    }
    if (draft.editable && !draft.exported) {
        bool const ready = draft.blocking == 0;
        task.label = ready ? "À envoyer" : "À compléter";
        task.look = ready ? Look::badge_success : Look::badge_info;
        if (!ready) task.text = points_to_correct(draft.blocking);
        task.rank = later;
        if (facts.deadline) {
            std::int64_t const days = facts.deadline->days - today_of(model.now).days;
            if (!task.text.empty()) task.text += " – ";
            task.text += "à envoyer au plus tard le " + date_to_french(*facts.deadline) + " (" + days_text(days) + ")";
            task.rank = days;
            if (days < 0) task.look = Look::badge_fault;
        }
        return task;
    }
    if (auto const due = std::ranges::count(facts.instalments, "a_facturer", &FollowedInstalment::state); due > 0) {
        task.label = "À facturer";
        task.text = counted(due, "échéance", "échéances") + (draft.number.empty() ? "" : " – n°\u00a0" + draft.number);
        task.rank = later + 1;
        return task;
    }
    if (std::ranges::contains(portal.to_invoice, draft.status) && !portal.reimbursements.procedures.empty()) {
        task.label = "À facturer";
        task.text = draft.status_label + (draft.number.empty() ? "" : " – n°\u00a0" + draft.number);
        task.rank = later + 1;
        return task;
    }
    if (draft.status.starts_with("refus")) {
        task.label = draft.status_label;
        task.look = Look::badge_fault;
        task.text = "Ouvrez-la pour en lire le motif.";
        task.rank = later + 2;
        return task;
    }
    return std::nullopt;
}

void add_tasks(Maker& maker, Portal const& portal, Node& parent) {
    std::vector<Task> tasks;
    bool const of_several = known_companies(maker.model, portal).size() > 1;
    each_of_portal(maker.model, portal, [&](Listed const& one) {
        if (auto task = task_of(maker, portal, *one.draft, *one.facts, of_several)) tasks.push_back(*std::move(task));
    });
    sort_by(tasks, &Task::rank);
    Node part = stack(Gap::s);
    part.id = "a-faire";
    add(part, heading(2, "À faire maintenant"));
    if (tasks.empty()) {
        add(part, paragraph(std::string{is_waiting(maker.model) ? requests_on_their_way : "Rien n’attend de vous."}));
        return add(parent, std::move(part));
    }
    Node list = named(node(Role::list), "À faire maintenant");
    list.layout = Layout::stack;
    list.gap = Gap::s;
    for (std::size_t i = 0; i < std::min(tasks.size(), tasks_at_most); ++i) {
        Task& task = tasks[i];
        Node open = link(task.title, task.href);
        open.id = "a-faire-" + task.id;
        Node item = node(Role::list_item);
        add(item, with(stack(Gap::xs), with(line(Gap::s), std::move(open), span(task.label, task.look)), span(task.text, Look::muted)));
        add(list, std::move(item));
    }
    add(part, std::move(list));
    if (tasks.size() > tasks_at_most) {
        Node all = link("Voir les " + std::to_string(tasks.size()) + " demandes", portal_address(portal, PortalPage::requests));
        all.id = "a-faire-toutes";
        add(part, std::move(all));
    }
    add(parent, std::move(part));
}

// ---- dashboard ------------------------------------------------------------------------------------------------

void add_company_card(Maker& maker, Portal const& portal, Node& parent) {
    auto const companies = known_companies(maker.model, portal);
    Node card = node(Role::section, Look::card);
    card.layout = Layout::stack;
    card.gap = Gap::s;
    card.id = "entreprise";
    card.labelled_by = "entreprise-titre";
    if (companies.empty()) {
        add(card, heading(2, "Votre entreprise", "entreprise-titre"),
            paragraph(std::string{is_waiting(maker.model) ? requests_on_their_way : "Elle s’affichera ici dès votre première demande."}));
        return add(parent, std::move(card));
    }
    Company const& company = *companies.front().company;
    add(card, heading(2, company.name.empty() ? company.siret : company.name, "entreprise-titre"), company_details(maker, company));
    if (companies.size() > 1 && portal.has(PortalPage::companies)) {
        Node others =
            link("Voir les " + std::to_string(companies.size()) + " établissements", portal_address(portal, PortalPage::companies));
        others.id = "entreprises";
        add(card, std::move(others));
    }
    add(parent, std::move(card));
}

void add_groups(Maker& maker, Portal const& portal, PortalList const& listing, PortalPage page, Node& parent) {
    auto const counts = count_groups(*maker.model.portals, maker.model.drafts, listing);
    std::vector<Part> parts;
    parts.reserve(listing.groups.size());
    for (std::size_t i = 0; i < listing.groups.size(); ++i) {
        parts.push_back({listing.groups[i].label, counts[i], portal_address(portal, page, listing.groups[i].id)});
    }
    std::string const label = portal.label_of(page);
    Node part = stack(Gap::s);
    part.id = "groupes-" + std::string{portal_pages[static_cast<std::size_t>(page)]};
    add(part, heading(2, label));
    if (counts.back() == 0) {
        add(part, paragraph(std::string{is_waiting(maker.model) ? requests_on_their_way : "Aucun dossier pour l’instant."}, Look::muted));
    } else {
        add(part, donut(label, parts));
    }
    add(parent, std::move(part));
}

void add_news(Portal const& portal, Node& parent) {
    if (!portal.news.empty()) {
        Node list = node(Role::list);
        for (auto const& one : portal.news) add(list, textual(Role::list_item, one));
        add(parent, with(stack(Gap::s), heading(2, portal.news_title.empty() ? "Actualités" : portal.news_title), std::move(list)));
    }
    if (!portal.guide_title.empty()) {
        Node guide = link("Ouvrir le guide", portal_address(portal, PortalPage::help), Look::secondary);
        guide.id = "guide";
        Node part = stack(Gap::s, Look::panel);
        part.id = "guide-zone";
        add(part, heading(2, portal.guide_title), paragraph(portal.guide_text), with(line(), std::move(guide)));
        add(parent, std::move(part));
    }
    if (!portal.version.empty()) add(parent, paragraph("Version " + portal.version, Look::caption));
}

void add_dashboard(Maker& maker, Portal const& portal, Node& main) {
    Node begin = link(portal.requests.begin, portal_address(portal, PortalPage::begin), Look::primary);
    begin.id = "creer";
    Node top = box(Layout::line_between, Gap::m);
    top.id = "entete";
    add(top, main_heading(portal.welcome.empty() ? portal.name : portal.welcome), std::move(begin));
    add(main, std::move(top), paragraph(portal.lead, Look::lead));
    if (!add_list_state(maker, main)) return;
    Node both = box(Layout::columns2, Gap::l);
    Node left = stack(Gap::l);
    Node right = stack(Gap::l);
    add_company_card(maker, portal, left);
    add_tasks(maker, portal, left);
    add_groups(maker, portal, portal.requests, PortalPage::requests, right);
    if (!portal.reimbursements.procedures.empty()) add_groups(maker, portal, portal.reimbursements, PortalPage::reimbursements, right);
    add_news(portal, right);
    add(both, std::move(left), std::move(right));
    add(main, std::move(both));
}

// ---- what can be begun ----------------------------------------------------------------------------------------

Node offered_card(Maker& maker, Portal const& portal, OfferedProcedure const& offered) {
    auto const& entries = maker.model.catalogue.entries;
    auto const entry = std::ranges::find(entries, offered.id, &CatalogueEntry::id);
    Node card = node(Role::list_item, Look::card);
    card.layout = Layout::stack;
    card.gap = Gap::s;
    card.id = "offre-" + offered.id;
    add(card, heading(2, offered.label));
    if (entry != entries.end() && !entry->description.empty()) add(card, paragraph(entry->description, Look::muted));
    bool const broken = entry == entries.end() || !entry->problems.empty();
    if (broken) {
        add(card, callout(Role::paragraph, Look::warning, "Cette demande n’est pas disponible sur ce site."));
    } else {
        if (entry->fetching == Fetching::failed) {
            add(card,
                callout(Role::alert, Look::warning, "Cette demande n’a pas pu être chargée. Vérifiez votre connexion, puis réessayez."));
        }
        std::string const words = portal.each.empty() ? "Commencer" : portal.each;
        add(card, with(line(), named(button(words, Look::primary, maker.on(msg::StartNew{offered.id}), "commencer-" + offered.id),
                                     words + "\u00a0: " + offered.label)));
    }
    return card;
}

void add_begin(Maker& maker, Portal const& portal, Node& main) {
    add(main, main_heading(portal.has(PortalPage::begin) ? portal.label_of(PortalPage::begin) : portal.requests.begin));
    if (maker.model.catalogue.fetching != Fetching::done) {
        bool const failed = maker.model.catalogue.fetching == Fetching::failed;
        add(main, callout(failed ? Role::alert : Role::status, failed ? Look::fault : Look::plain,
                          failed ? "La liste des procédures ne peut pas être chargée. Vérifiez votre connexion, puis réessayez."
                                 : "Chargement des procédures…"));
        if (failed) add(main, with(line(), button("Réessayer", Look::secondary, maker.on(msg::RetryLoading{}), "recharger")));
        return;
    }
    Node list = named(node(Role::list), "Demandes proposées");
    list.layout = Layout::stack;
    list.gap = Gap::m;
    list.id = "offres";
    for (auto const& offered : portal.reimbursements.procedures) add(list, offered_card(maker, portal, offered));
    for (auto const& offered : portal.requests.procedures) add(list, offered_card(maker, portal, offered));
    add(main, std::move(list));
}

}  // namespace

std::string portal_address(Portal const& portal, PortalPage page, std::string_view tab) {
    Route route;
    route.page = Page::portal;
    route.step = portal.id;
    if (page != PortalPage::dashboard) route.group = portal_pages[static_cast<std::size_t>(page)];
    route.row = tab;
    return write_route(route);
}

bool is_waiting(Model const& model) { return std::ranges::contains(model.drafts, DraftState::waiting, &Draft::state); }

std::vector<KnownCompany> known_companies(Model const& model, Portal const& portal) {
    std::vector<KnownCompany> companies;
    each_of_portal(model, portal, [&](Listed const& one) {
        Company const& company = one.facts->company;
        if (company.siret.empty() && company.name.empty()) return;
        auto const same = std::ranges::find_if(companies, [&](KnownCompany const& known) {
            return company.siret.empty() ? known.company->name == company.name : known.company->siret == company.siret;
        });
        if (same == companies.end()) {
            companies.push_back({&company, 1});
        } else {
            ++same->dossiers;
            // An invoice knows less of it than a contract.
            if (!same->company->staff && company.staff) same->company = &company;
        }
    });
    return companies;
}

void later::add_portal_menu(Maker& maker, Node& header) {
    Portal const* portal = maker.model.portals ? find_portal(maker.model.portals->all, maker.model.route.step) : nullptr;
    if (portal == nullptr) return;
    std::string const here = maker.model.route.group;
    Node list = node(Role::list);
    for (MenuItem const& item : portal->menu) {
        Node entry = link(item.label, portal_address(*portal, item.page));
        entry.id = "portail-menu-" + std::string{portal_pages[static_cast<std::size_t>(item.page)]};
        set(entry, state::current, here.empty() ? item.page == PortalPage::dashboard : read_portal_page(here) == item.page);
        add(list, with(node(Role::list_item), std::move(entry)));
    }
    Node navigation = named(node(Role::navigation), portal->name);
    navigation.id = "portail-menu";
    add(navigation, std::move(list));
    add(header, std::move(navigation));
}

std::string later::portal_title(Model const& model) {
    Portal const* portal = model.portals ? find_portal(model.portals->all, model.route.step) : nullptr;
    if (portal == nullptr) return "Portails";
    auto const page = read_portal_page(model.route.group).value_or(PortalPage::dashboard);
    std::string const label = portal->label_of(page);
    return (label.empty() ? portal->requests.begin : label) + " – " + portal->name;
}

void later::add_portal(Maker& maker, Node& main) {
    Model const& model = maker.model;
    if (model.portals && model.portals->fetching == Fetching::failed) {
        return add(main, main_heading("Portails"), callout(Role::alert, Look::fault, model.portals->trouble.message),
                   with(line(), button("Réessayer", Look::secondary, maker.on(msg::PortalAct{PortalAsk::retry, 0, {}}), "recharger")));
    }
    if (!model.portals || model.portals->fetching != Fetching::done) {
        Node status = textual(Role::status, "Chargement du portail…");
        status.id = "chargement";
        return add(main, main_heading("Portails"), std::move(status), skeleton(3));
    }
    if (model.route.step.empty()) return add_portals(maker, main);
    Portal const* portal = find_portal(model.portals->all, model.route.step);
    auto const page = model.route.group.empty() ? std::optional{PortalPage::dashboard} : read_portal_page(model.route.group);
    if (portal == nullptr || !page) return add_unknown(maker, main);
    switch (*page) {
    case PortalPage::dashboard: return add_dashboard(maker, *portal, main);
    case PortalPage::requests: return add_portal_list(maker, *portal, portal->requests, main);
    case PortalPage::begin: return add_begin(maker, *portal, main);
    case PortalPage::reimbursements:
        if (portal->lists_instalments()) return add_portal_instalments(maker, *portal, main);
        if (portal->reimbursements.procedures.empty()) return add_unknown(maker, main);
        return add_portal_list(maker, *portal, portal->reimbursements, main);
    case PortalPage::companies: return add_portal_companies(maker, *portal, main);
    case PortalPage::people: return add_portal_people(maker, *portal, main);
    case PortalPage::help: return add_portal_help(maker, *portal, main);
    }
}

template struct Apart<&later::add_portal>;
template struct Apart<&later::add_portal_menu>;
template struct Apart<&later::portal_title>;

}  // namespace guichet
