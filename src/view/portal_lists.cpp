// What a portal lists: requests and reimbursements, establishments, people; and its help.
#include <algorithm>

#include "app/listed.hpp"
#include "app/requests.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"
#include "procedure/kinds.hpp"
#include "view/instalments.hpp"
#include "view/listing.hpp"
#include "view/portal.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

// ---- « Recherche avancée » ------------------------------------------------------------------------------------

Node criterion(Maker& maker, Criteria::Name which, std::string words, std::string hint = {}) {
    Portals const& portals = *maker.model.portals;
    std::string const id{criteria_ids[which]};
    Node part =
        labelled(std::move(words), text_field(id, portals.criteria.typed[which], maker.on(msg::PortalAct{PortalAsk::criterion, which, {}})),
                 std::move(hint));
    if (portals.criteria_fault == which) {
        Node& control = part.children.back();
        set(control, state::invalid);
        Node error = textual(Role::error, which <= Criteria::to ? "Erreur\u00a0: cette date ne se lit pas. Écrivez par exemple 31/12/2026."
                                                                : "Erreur\u00a0: ce montant ne se lit pas. Écrivez par exemple 1 250,00.");
        error.id = id + "-error";
        control.described_by += (control.described_by.empty() ? "" : " ") + error.id;
        add(part, std::move(error));
    }
    return part;
}

Node choice(Maker& maker, Criteria::Name which, std::string words, std::vector<std::pair<std::string, std::string>> options) {
    options.insert(options.begin(), {"", "Indifférent"});
    return labelled(std::move(words), select_of(std::string{criteria_ids[which]}, maker.on(msg::PortalAct{PortalAsk::criterion, which, {}}),
                                                maker.model.portals->criteria.typed[which], options));
}

Node advanced_search(Maker& maker, PortalList const& listing) {
    std::vector<std::pair<std::string, std::string>> kinds;
    kinds.reserve(listing.procedures.size() + 1);
    for (auto const& one : listing.procedures) kinds.emplace_back(one.id, one.label);
    std::vector<std::pair<std::string, std::string>> statuses;
    for (auto const& draft : maker.model.drafts) {
        if (draft.state == DraftState::readable && is_of(listing, draft.procedure) &&
            !std::ranges::contains(statuses, draft.status, &std::pair<std::string, std::string>::first)) {
            statuses.emplace_back(draft.status, draft.status_label);
        }
    }
    Node form = node(Role::form);
    form.id = "recherche-avancee-formulaire";
    form.layout = Layout::stack;
    form.gap = Gap::m;
    form.name = "Recherche avancée";
    form.on_submit = maker.on(msg::PortalAct{PortalAsk::apply, 0, {}});
    Node fields = box(Layout::columns2, Gap::m);
    add(fields, criterion(maker, Criteria::number, "Numéro de dossier"), criterion(maker, Criteria::subject, "Intitulé"),
        criterion(maker, Criteria::person, "Stagiaire ou salarié"), criterion(maker, Criteria::provider, "Organisme de formation"),
        choice(maker, Criteria::procedure, "Dispositif", std::move(kinds)), choice(maker, Criteria::status, "Statut", std::move(statuses)),
        criterion(maker, Criteria::from, "Début à partir du", "jj/mm/aaaa"), criterion(maker, Criteria::to, "Début jusqu’au", "jj/mm/aaaa"),
        criterion(maker, Criteria::least, "Montant d’au moins", "En euros"),
        criterion(maker, Criteria::most, "Montant d’au plus", "En euros"));
    Node actions = line(Gap::s);
    add(actions, button("Rechercher", Look::primary, maker.on(msg::PortalAct{PortalAsk::apply, 0, {}}), "rechercher", Icon::search),
        button("Réinitialiser les critères", Look::secondary, maker.on(msg::PortalAct{PortalAsk::reset, 0, {}}), "reinitialiser"));
    add(form, std::move(fields), std::move(actions));
    return disclosure(maker, "recherche-avancee", "Recherche avancée", std::move(form));
}

// ---- the table ------------------------------------------------------------------------------------------------

Width width_of(PortalColumn column) {
    return column == PortalColumn::title || column == PortalColumn::company || column == PortalColumn::kind ? Width::w30 : Width::w14;
}

/// The column that names the request: its cell is the link that opens it.
std::size_t naming_column(PortalList const& listing) {
    for (std::size_t i = 0; i < listing.columns.size(); ++i) {
        PortalColumn const of = listing.columns[i].of;
        if (of == PortalColumn::title || of == PortalColumn::number || of == PortalColumn::kind) return i;
    }
    return 0;
}

Node cell_content(PortalList const& listing, Listed const& one, std::size_t column, std::size_t naming, bool of_several) {
    PortalColumn const of = listing.columns[column].of;
    std::string text = cell_text(one, of, listing);
    if (column == naming) {
        std::string const title = cell_text(one, PortalColumn::title, listing);
        Node open = link(text.empty() ? title : text, write_route(route_to_page(Page::resume, one.draft->id)));
        open.id = "ouvrir-" + one.draft->id;
        if (of != PortalColumn::title) open.name = open.text == title ? title : open.text + " – " + title;
        Node content = stack(Gap::xs);
        std::string more = of == PortalColumn::title ? kind_label(listing, one.draft->procedure, one.draft->procedure_title) : title;
        if (more == open.text) more.clear();
        if (of_several && !one.facts->company.name.empty()) more += (more.empty() ? "" : " – ") + one.facts->company.name;
        add(content, std::move(open));
        if (!more.empty()) add(content, span(std::move(more), Look::caption));
        return content;
    }
    if (of == PortalColumn::status) return span(std::move(text), badge_of(*one.draft));
    return span(text.empty() ? "–" : std::move(text));
}

Node portal_table(Maker& maker, Portal const& portal, PortalList const& listing, std::vector<Listed> const& listed, std::size_t shown) {
    std::size_t const naming = naming_column(listing);
    // Where a column says it, once is enough.
    bool const of_several = known_companies(maker.model, portal).size() > 1 &&
                            !std::ranges::contains(listing.columns, PortalColumn::company, &ListedColumn::of);
    Node head = node(Role::row);
    add(head, selection_title());
    for (ListedColumn const& column : listing.columns) { add(head, column_title(column.label, width_of(column.of))); }
    Node body = node(Role::table_body);
    body.children.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) {
        Node row = node(Role::row);
        row.id = "ligne-" + listed[i].draft->id;
        add(row, selection_cell(maker, *listed[i].draft, cell_text(listed[i], PortalColumn::title, listing)));
        for (std::size_t column = 0; column < listing.columns.size(); ++column) {
            add(row, captioned_cell(column == naming ? Role::row_header : Role::cell, listing.columns[column].label,
                                    width_of(listing.columns[column].of), cell_content(listing, listed[i], column, naming, of_several)));
        }
        add(body, std::move(row));
    }
    return listing_table("liste-portail", "Dossiers de " + portal.name + " sur cet appareil", std::move(head), std::move(body));
}

Node tabs_of(Maker& maker, PortalList const& listing, std::size_t current, std::vector<std::uint32_t> const& counts) {
    std::vector<GroupTab> tabs;
    for (std::size_t i = 0; i <= listing.groups.size(); ++i) {
        tabs.push_back({i == listing.groups.size() ? "Tous" : listing.groups[i].label, counts[i],
                        maker.on(msg::PortalAct{PortalAsk::group, static_cast<std::uint8_t>(i), {}})});
    }
    return group_tabs("Groupes", tabs, current);
}

Node order_of(Maker& maker, PortalList const& listing) {
    Portals const& portals = *maker.model.portals;
    std::vector<std::pair<std::string, std::string>> options{{"", "Les plus récents d’abord"}};
    for (std::size_t i = 0; i < listing.columns.size(); ++i) {
        bool const dated = listing.columns[i].of == PortalColumn::created || listing.columns[i].of == PortalColumn::modified ||
                           listing.columns[i].of == PortalColumn::start;
        options.emplace_back((dated ? "-" : "") + std::to_string(i), listing.columns[i].label);
    }
    std::string const chosen = portals.order < 0 ? "" : (portals.descending ? "-" : "") + std::to_string(portals.order);
    return labelled("Trier par", select_of("tri", maker.on(msg::PortalAct{PortalAsk::order, 0, {}}), chosen, options));
}

/// « 3 éléments – Trié par Statut – Filtré par Brouillon ».
std::string summary_text(Model const& model, PortalList const& listing, std::size_t current, std::size_t count) {
    Portals const& portals = *model.portals;
    if (count == 0 && is_waiting(model)) return std::string{requests_on_their_way};
    std::string text = count == 0 ? "Aucun élément" : counted(static_cast<std::int64_t>(count), "élément", "éléments");
    if (portals.order >= 0 && static_cast<std::size_t>(portals.order) < listing.columns.size()) {
        text += " – Trié par " + listing.columns[static_cast<std::size_t>(portals.order)].label;
    }
    if (current < listing.groups.size()) text += " – Filtré par " + listing.groups[current].label;
    if (portals.applied != Criteria{}) text += " – Recherche avancée";
    return text;
}

/// The search of a page that lists something else than dossiers.
Node page_search(Maker& maker, std::string words) {
    return filter_field(std::move(words), "recherche", maker.model.portals->search, maker.on(msg::PortalAct{PortalAsk::search, 0, {}}));
}

/// Whether there is something to search; until then why not, and what will stand here.
bool is_something(Maker& maker, bool something, std::string id, std::string none, std::string why, Node& main) {
    if (!add_list_state(maker, main)) return false;
    if (something) return true;
    if (is_waiting(maker.model)) {
        add(main, textual(Role::status, std::string{requests_on_their_way}));
    } else {
        add(main, empty_zone(std::move(id), std::move(none), std::move(why)));
    }
    return false;
}

}  // namespace

void add_portal_list(Maker& maker, Portal const& portal, PortalList const& listing, Node& main) {
    Model const& model = maker.model;
    Portals const& portals = *model.portals;
    bool const reimbursing = &listing == &portal.reimbursements;
    Node top = box(Layout::line_between, Gap::m);
    top.id = "entete";
    add(top, main_heading(portal.label_of(reimbursing ? PortalPage::reimbursements : PortalPage::requests)));
    if (listing.procedures.size() == 1) {
        add(top, button(listing.begin, Look::primary, maker.on(msg::StartNew{listing.procedures.front().id}), "creer"));
    } else {
        Node begin = link(listing.begin, portal_address(portal, PortalPage::begin), Look::primary);
        begin.id = "creer";
        add(top, std::move(begin));
    }
    add(main, std::move(top));
    if (!add_list_state(maker, main)) return;
    auto const [counts, listed] = find_in_portal(portals, model.drafts, listing, model.route.row, today_of(model.now));
    std::size_t const current =
        static_cast<std::size_t>(std::ranges::find(listing.groups, model.route.row, &StatusGroup::id) - listing.groups.begin());
    add(main, with(box(Layout::line_between, Gap::m), page_search(maker, "Rechercher dans cette liste"), order_of(maker, listing)),
        advanced_search(maker, listing), tabs_of(maker, listing, current, counts));
    Listing const panel{.group = current,
                        .summary = summary_text(model, listing, current, listed.size()),
                        .found = listed.size(),
                        .shown = std::min(listed.size(), std::max(portals.shown, requests_at_once)),
                        .carry_away = maker.on(msg::PortalAct{PortalAsk::carry_away, 0, {}}),
                        .more = maker.on(msg::PortalAct{PortalAsk::more, 0, {}})};
    std::vector<Draft const*> drafts;
    drafts.reserve(listed.size());
    for (Listed const& one : listed) drafts.push_back(one.draft);
    Node bar = listed.empty() ? box(Layout::stack) : selection_bar(maker, drafts);
    add(main, listing_panel(panel, std::move(bar), portal_table(maker, portal, listing, listed, panel.shown)));
}

void add_portal_instalments(Maker& maker, Portal const& portal, Node& main) {
    Model const& model = maker.model;
    Portals const& portals = *model.portals;
    PortalList const& listing = portal.reimbursements;
    add(main, main_heading(portal.label_of(PortalPage::reimbursements)));
    if (!add_list_state(maker, main)) return;
    auto const found = find_instalments(portals, model.drafts, portal, model.route.row);
    std::size_t const current =
        static_cast<std::size_t>(std::ranges::find(listing.groups, model.route.row, &StatusGroup::id) - listing.groups.begin());
    std::size_t const shown = std::min(found.listed.size(), std::max(portals.shown, requests_at_once));
    Node body = node(Role::table_body);
    body.children.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) {
        auto const& [of, one] = found.listed[i];
        Node open = link(draft_title(*of.draft), write_route(route_to_page(Page::receipt, of.draft->id)));
        // One dossier has several.
        open.id = "ouvrir-" + of.draft->id + "-" + std::to_string(one->rank);
        open.name = open.text + " – " + instalment_title(*one);
        Node dossier = stack(Gap::xs);
        add(dossier, std::move(open), span("N°\u00a0" + of.draft->number, Look::caption));
        add(body, instalment_row("ligne-" + of.draft->id + "-" + std::to_string(one->rank), *one, std::move(dossier)));
    }
    std::string summary = "Aucune échéance. Celles de vos contrats transmis s’affichent ici.";
    if (!found.listed.empty()) {
        summary = counted(static_cast<std::int64_t>(found.listed.size()), "échéance", "échéances") +
                  "\u00a0: " + show_value(Kind::money, found.sum);
    } else if (is_waiting(model)) {
        summary = requests_on_their_way;
    } else if (!portals.search.empty()) {
        summary = "Aucune échéance ne répond à cette recherche.";
    }
    Listing const panel{.group = current,
                        .summary = std::move(summary),
                        .found = found.listed.size(),
                        .shown = shown,
                        .carry_away = maker.on(msg::PortalAct{PortalAsk::carry_away, 0, {}}),
                        .more = maker.on(msg::PortalAct{PortalAsk::more, 0, {}})};
    add(main, page_search(maker, "Rechercher dans cette liste"), tabs_of(maker, listing, current, found.counts),
        listing_panel(
            panel, box(Layout::stack),
            listing_table("liste-echeances", "Échéances des dossiers de " + portal.name, instalment_columns(true), std::move(body))));
}

Node company_details(Maker& maker, Company const& company) {
    Node list = node(Role::definition_list);
    auto const say = [&](std::string_view term, std::string value) {
        if (!value.empty()) add(list, definition(std::string{term}, std::move(value)));
    };
    say("SIRET", company.siret);
    std::string const agreement{label_of_code(maker.model.codes, Kind::idcc, company.idcc)};
    say("Convention collective", company.idcc.empty() ? "" : agreement.empty() ? "IDCC " + company.idcc : company.idcc + " – " + agreement);
    say("Classe d’entreprise", class_of(company));
    say("Adresse", company.address);
    say("Code NAF", company.naf);
    return list;
}

void add_portal_companies(Maker& maker, Portal const& portal, Node& main) {
    Portals const& portals = *maker.model.portals;
    add(main, main_heading(portal.label_of(PortalPage::companies)));
    auto const companies = known_companies(maker.model, portal);
    if (!is_something(maker, !companies.empty(), "aucune-entreprise", "Aucun établissement sur cet appareil.",
                      "Ceux de vos demandes s’affichent ici dès que vous les avez saisis une fois.", main)) {
        return;
    }
    add(main, page_search(maker, "Rechercher une entreprise"));
    std::string const words = fold(portals.search);
    Node list = named(node(Role::list), "Établissements");
    list.layout = Layout::stack;
    list.gap = Gap::m;
    list.id = "etablissements";
    for (auto const& [company, dossiers] : companies) {
        if (!words.empty() && !has_words(fold(company->name + " " + company->siret), words)) continue;
        Node card = node(Role::list_item, Look::card);
        card.layout = Layout::stack;
        card.gap = Gap::s;
        card.id = "etablissement-" + fold(company->siret.empty() ? company->name : company->siret);
        std::ranges::replace(card.id, ' ', '-');
        add(card,
            with(line(Gap::s), heading(2, company->name.empty() ? company->siret : company->name),
                 span(counted(static_cast<std::int64_t>(dossiers), "dossier", "dossiers"), Look::badge)),
            company_details(maker, *company));
        add(list, std::move(card));
    }
    Node status = textual(Role::status, list.children.empty()
                                            ? "Aucun établissement ne répond à cette recherche."
                                            : counted(static_cast<std::int64_t>(list.children.size()), "établissement", "établissements"));
    status.id = "resultat";
    add(main, std::move(status));
    if (!list.children.empty()) add(main, std::move(list));
}

void add_portal_people(Maker& maker, Portal const& portal, Node& main) {
    Portals const& portals = *maker.model.portals;
    struct Person {
        std::string name;
        std::string searched;
        std::vector<Listed> in;
    };
    std::vector<Person> people;
    each_of_portal(maker.model, portal, [&](Listed const& one) {
        for (auto const& name : one.facts->people) people.push_back({name, fold(name), {one}});
    });
    sort_by(people, &Person::searched);
    // The same name is the same person, as far as this device can know.
    std::size_t kept = 0;
    for (std::size_t i = 1; i < people.size(); ++i) {
        if (people[i].searched != people[kept].searched) {
            if (++kept != i) people[kept] = std::move(people[i]);
        } else if (people[kept].in.back().draft != people[i].in.front().draft) {
            people[kept].in.push_back(people[i].in.front());
        }
    }
    if (!people.empty()) people.resize(kept + 1);
    add(main, main_heading(portal.label_of(PortalPage::people)));
    if (!is_something(maker, !people.empty(), "aucun-salarie", "Aucune personne sur cet appareil.",
                      "Les stagiaires et salariés de vos demandes s’affichent ici.", main)) {
        return;
    }
    add(main, page_search(maker, "Rechercher une personne"));
    std::string const words = fold(portals.search);
    Node list = named(node(Role::list), "Personnes");
    list.layout = Layout::stack;
    list.gap = Gap::s;
    list.id = "personnes";
    std::size_t found = 0;
    for (auto const& person : people) {
        if (!words.empty() && !has_words(person.searched, words)) continue;
        if (++found > requests_at_once) continue;
        Node item = node(Role::list_item);
        Node content = stack(Gap::xs);
        add(content, span(person.name, Look::strong));
        for (Listed const& one : person.in) {
            std::string const title = cell_text(one, PortalColumn::title, portal.requests);
            Node open = named(link(title, write_route(route_to_page(Page::resume, one.draft->id))), title + " – " + person.name);
            add(content, with(line(Gap::s), std::move(open), span(one.draft->status_label, badge_of(*one.draft))));
        }
        add(item, std::move(content));
        add(list, std::move(item));
    }
    Node status = textual(Role::status, found == 0 ? "Personne ne répond à cette recherche."
                                                   : counted(static_cast<std::int64_t>(found), "personne", "personnes") +
                                                         (found > requests_at_once ? "\u00a0: les 100 premières sont montrées" : ""));
    status.id = "resultat";
    add(main, std::move(status));
    if (found > 0) add(main, std::move(list));
}

void add_portal_help(Maker& maker, Portal const& portal, Node& main) {
    Portals const& portals = *maker.model.portals;
    add(main, main_heading(portal.label_of(PortalPage::help)));
    if (!portal.steps.empty()) {
        Node steps = node(Role::ordered_list);
        steps.id = "etapes";
        for (auto const& step : portal.steps) add(steps, textual(Role::list_item, step));
        add(main, with(stack(Gap::s), heading(2, "Comment ça marche\u00a0?"), std::move(steps)));
    }
    Node part = stack(Gap::m);
    part.id = "faq";
    add(part, heading(2, "La foire aux questions"),
        filter_field("Rechercher une question", "question", portals.question_filter, maker.on(msg::PortalAct{PortalAsk::question, 0, {}})));
    std::string const words = fold(portals.question_filter);
    std::vector<std::string> themes;
    for (auto const& one : portal.questions) {
        if (!std::ranges::contains(themes, one.theme)) themes.push_back(one.theme);
    }
    std::int64_t found = 0;
    Node answers = stack(Gap::m);
    answers.id = "reponses";
    for (std::string const& theme : themes) {
        Node of_theme = stack(Gap::s);
        for (std::size_t i = 0; i < portal.questions.size(); ++i) {
            HelpQuestion const& one = portal.questions[i];
            if (one.theme != theme) continue;
            if (!words.empty() && !has_words(fold(one.theme + " " + one.question + " " + one.answer), words)) continue;
            ++found;
            add(of_theme, disclosure(maker, "question-" + portal.id + "-" + std::to_string(i), one.question, paragraph(one.answer)));
        }
        if (!of_theme.children.empty()) add(answers, with(stack(Gap::s), heading(3, theme), std::move(of_theme)));
    }
    Node status =
        textual(Role::status, found == 0 ? "Aucune question ne répond à cette recherche." : counted(found, "question", "questions"));
    status.id = "resultat";
    add(part, std::move(status), std::move(answers));
    add(main, std::move(part));

    Node contact = stack(Gap::s);
    contact.id = "assistance";
    add(contact, heading(2, "Contacter l’assistance"), paragraph(portal.contact));
    if (!portal.phone.empty()) add(contact, paragraph("Téléphone\u00a0: " + portal.phone));
    if (!portal.email.empty()) {
        add(contact, with(line(), span("Courriel\u00a0:"), link(portal.email, "mailto:" + portal.email)));
        // With the number ready: without it, nobody can answer.
        Node list = named(node(Role::list), "Écrire au sujet d’un dossier");
        list.layout = Layout::stack;
        list.gap = Gap::xs;
        each_of_portal(maker.model, portal, [&](Listed const& one) {
            std::string const& number = one.draft->number;
            if (number.empty() || list.children.size() == 10) return;
            add(list, with(node(Role::list_item),
                           link("Écrire au sujet du dossier " + number, "mailto:" + portal.email + "?subject=Dossier%20" + number)));
        });
        if (!list.children.empty()) add(contact, std::move(list));
    }
    add(main, std::move(contact));
}

}  // namespace guichet
