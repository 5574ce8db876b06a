#include "app/portal.hpp"

#include <algorithm>
#include <utility>

#include "app/listed.hpp"
#include "app/requests.hpp"
#include "core/json.hpp"
#include "core/numbers.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"
#include "dossier/codec.hpp"
#include "dossier/schedules.hpp"
#include "procedure/kinds.hpp"

namespace guichet {
namespace {

// ---- portals.json ---------------------------------------------------------------------------------------------

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

// ---- what dossiers tell ---------------------------------------------------------------------------------------

/// A dossier read by paths. Procedures name the same thing in their own way: the first path that has an answer counts.
struct Reader {
    Procedure const& procedure;
    Dossier const& dossier;
    Verdict const& verdict;

    [[nodiscard]] Value const* value(std::string_view path) const {
        auto const index = procedure.field_index(path);
        if (index < 0 || procedure.fields[static_cast<std::size_t>(index)].group >= 0) return nullptr;
        Value const& found = verdict.value(dossier, {static_cast<std::uint32_t>(index), -1});
        return is_unknown(found) ? nullptr : &found;
    }
    [[nodiscard]] std::string shown(std::string_view path) const {
        Value const* found = value(path);
        if (found == nullptr) return {};
        return show_answer(procedure, procedure.fields[static_cast<std::size_t>(procedure.field_index(path))], *found);
    }
    [[nodiscard]] std::string shown_of(std::initializer_list<std::string_view> paths) const {
        for (auto const path : paths) {
            if (std::string text = shown(path); !text.empty()) return text;
        }
        return {};
    }
    template <class T>
    [[nodiscard]] std::optional<T> first(std::initializer_list<std::string_view> paths) const {
        for (auto const path : paths) {
            Value const* found = value(path);
            if (T const* one = found != nullptr ? std::get_if<T>(found) : nullptr) return *one;
        }
        return std::nullopt;
    }
};

std::string joined(std::initializer_list<std::string> parts, std::string_view between = " ") {
    std::string text;
    for (auto const& part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

Company company_of(Reader const& read) {
    // The employer; for an organisme's own forms, the organisme.
    for (std::string const of : {"employeur.", "demandeur.", "emetteur.", "organisme."}) {
        Company company;
        company.siret = read.shown(of + "siret");
        company.name = read.shown_of({of + "denomination", of + "raison_sociale"});
        if (company.siret.empty() && company.name.empty()) continue;
        company.address = joined({joined({read.shown(of + "adresse"), read.shown(of + "adresse.numero"), read.shown(of + "adresse.voie")}),
                                  joined({read.shown_of({of + "code_postal", of + "adresse.code_postal"}),
                                          read.shown_of({of + "commune", of + "adresse.commune", of + "ville"})})},
                                 ", ");
        company.naf = read.shown(of + "naf");
        company.idcc = read.shown_of({of + "idcc", of + "code_idcc"});
        company.staff = read.first<std::int64_t>({of + "effectif", of + "nombre_salaries"});
        return company;
    }
    return {};
}

void add_people(Reader const& read, std::vector<std::string>& people) {
    for (std::string const of : {"salarie.", "apprenti."}) {
        std::string name = joined({read.shown(of + "prenom"), read.shown_of({of + "nom", of + "nom_usage", of + "nom_naissance"})});
        if (!name.empty()) people.push_back(std::move(name));
    }
    for (std::size_t group = 0; group < read.dossier.groups.size(); ++group) {
        // A person has a first name; other rows, as modules, have none.
        auto const named = [&](std::uint32_t index) { return read.procedure.fields[index].path.ends_with(".prenom"); };
        if (std::ranges::none_of(read.procedure.groups[group].fields, named)) continue;
        for (Row const& row : read.dossier.groups[group]) {
            std::string name = person_name(read.procedure, static_cast<std::int16_t>(group), row);
            if (!name.empty()) people.push_back(std::move(name));
        }
    }
}

// ---- the list -------------------------------------------------------------------------------------------------

bool has_all(std::string_view text, std::string_view folded) { return folded.empty() || has_words(fold(text), folded); }

/// The criteria, read once for all dossiers.
struct Wanted {
    Criteria const& typed;
    std::array<std::string, 4> words;  ///< of the first four criteria, folded
    std::optional<Date> from;
    std::optional<Date> to;
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;

    [[nodiscard]] bool takes(Listed const& one) const {
        auto const& text = typed.typed;
        Draft const& draft = *one.draft;
        DossierFacts const& facts = *one.facts;
        if (!has_all(draft.number, words[Criteria::number]) || !has_all(facts.subject + " " + draft.name, words[Criteria::subject]) ||
            !has_all(facts.provider, words[Criteria::provider])) {
            return false;
        }
        if (!words[Criteria::person].empty() &&
            std::ranges::none_of(facts.people, [&](std::string const& name) { return has_all(name, words[Criteria::person]); })) {
            return false;
        }
        if (!text[Criteria::procedure].empty() && draft.procedure != text[Criteria::procedure]) return false;
        if (!text[Criteria::status].empty() && draft.status != text[Criteria::status]) return false;
        if ((from && (!facts.start || facts.start->days < from->days)) || (to && (!facts.start || facts.start->days > to->days)))
            return false;
        if (least && (!facts.amount || *facts.amount < *least)) return false;
        return !most || (facts.amount && *facts.amount <= *most);
    }
};

std::optional<Date> date_typed(std::string_view text, Date today) {
    if (trim(text).empty()) return std::nullopt;
    auto const reading = read_date(text, today);
    return reading.value ? reading.value : reading.proposal;
}

std::optional<std::int64_t> money_typed(std::string_view text) {
    if (trim(text).empty()) return std::nullopt;
    auto const reading = read_money(text);
    return reading.value ? reading.value : reading.proposal;
}

/// What a column is sorted by.
std::string sort_key(Listed const& one, PortalColumn column, PortalList const& listing) {
    // As many digits for each, so that texts stand in the order of their numbers.
    auto const number = [](std::int64_t value) { return std::to_string(value + 1'000'000'000'000); };
    switch (column) {
    case PortalColumn::created: return one.facts->created;
    case PortalColumn::modified: return one.draft->modified;
    case PortalColumn::start: return one.facts->start ? number(one.facts->start->days) : std::string{};
    case PortalColumn::amount: return one.facts->amount ? number(*one.facts->amount) : std::string{};
    default: return fold(cell_text(one, column, listing));
    }
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

std::string class_of(Company const& company) {
    if (!company.staff) return {};
    if (*company.staff < 11) return "Moins de 11 salariés";
    if (*company.staff < 50) return "De 11 à 49 salariés";
    return *company.staff < 300 ? "De 50 à 299 salariés" : "300 salariés et plus";
}

DossierFacts facts_of(Draft const& draft, Catalogue const& catalogue, Date today) {
    DossierFacts facts;
    facts.text = draft.text;
    facts.id = draft.id;
    facts.subject = draft.subject;
    facts.provider = draft.provider;
    auto const procedure = find_procedure(catalogue, draft.procedure);
    auto const dossier = procedure ? read_dossier(*procedure, *draft.text) : std::unexpected(Trouble{});
    if (dossier) {
        Verdict verdict{procedure};
        verdict.judge(*dossier, today);
        Reader const read{*procedure, *dossier, verdict};
        facts.company = company_of(read);
        add_people(read, facts.people);
        facts.created = dossier->created;
        if (!draft.number.empty()) facts.instalments = later::all_instalments(*procedure, *dossier, verdict);
        if (facts.subject.empty()) facts.subject = read.shown_of({"formation.intitule_qualification", "apprenti.intitule_diplome_prepare"});
        if (facts.provider.empty())
            facts.provider = read.shown_of({"organisme_formation.denomination", "formation.organisme.denomination"});
        facts.start = read.first<Date>({"contrat.date_debut_contrat", "contrat.date_debut", "periode.date_debut", "formation.date_debut"});
        // In Alsace-Moselle two more days are holidays.
        std::string const place = read.shown("employeur.adresse.code_postal").substr(0, 2);
        if (place == "57" || place == "67" || place == "68") facts.deadline = read.first<Date>({"calcul.depot_limite_alsace_moselle"});
        if (!facts.deadline) facts.deadline = read.first<Date>({"calcul.depot_limite", "calcul.limite_depot"});
        // The request comes before the training where no rule says otherwise.
        if (!facts.deadline) facts.deadline = read.first<Date>({"periode.date_debut", "formation.date_debut"});
        facts.amount = read.first<std::int64_t>({"facture.montant_total", "calcul.total", "formation.cout", "totaux.cout_pedagogique",
                                                 "financement.cout_pedagogique", "convention.cout_total"});
    }
    std::string all = joined({draft.number, draft.name, facts.subject, facts.provider, draft.procedure_title, draft.status_label,
                              facts.company.name, facts.company.siret});
    for (auto const& person : facts.people) (all += ' ') += person;
    facts.searched = fold(all);
    return facts;
}

std::int32_t unreadable_criterion(Criteria const& criteria, Date today) {
    for (std::size_t i = Criteria::from; i <= Criteria::most; ++i) {
        std::string const& text = criteria.typed[i];
        if (trim(text).empty()) continue;
        bool const readable = i <= Criteria::to ? date_typed(text, today).has_value() : money_typed(text).has_value();
        if (!readable) return static_cast<std::int32_t>(i);
    }
    return -1;
}

std::string kind_label(PortalList const& listing, std::string_view procedure, std::string_view otherwise) {
    auto const at = std::ranges::find(listing.procedures, procedure, &OfferedProcedure::id);
    return at == listing.procedures.end() ? std::string{otherwise} : at->label;
}

std::string cell_text(Listed const& one, PortalColumn column, PortalList const& listing) {
    switch (column) {
    case PortalColumn::title: return one.draft->name.empty() && !one.facts->subject.empty() ? one.facts->subject : draft_title(*one.draft);
    case PortalColumn::number: return one.draft->number;
    case PortalColumn::status: return one.draft->status_label;
    case PortalColumn::created: return french_day(one.facts->created);
    case PortalColumn::company: return one.facts->company.name;
    case PortalColumn::kind: return kind_label(listing, one.draft->procedure, one.draft->procedure_title);
    case PortalColumn::start: return one.facts->start ? date_to_french(*one.facts->start) : std::string{};
    case PortalColumn::amount: return one.facts->amount ? show_value(Kind::money, *one.facts->amount) : std::string{};
    case PortalColumn::modified: return french_day(one.draft->modified);
    }
    return {};
}

std::size_t group_of_status(PortalList const& listing, std::string_view status) {
    for (std::size_t i = 0; i < listing.groups.size(); ++i) {
        if (std::ranges::contains(listing.groups[i].statuses, status)) return i;
    }
    return 0;
}

bool is_of(PortalList const& listing, std::string_view procedure) {
    return std::ranges::contains(listing.procedures, procedure, &OfferedProcedure::id);
}

std::vector<std::uint32_t> count_groups(Portals const& portals, std::vector<Draft> const& drafts, PortalList const& listing) {
    std::vector<std::uint32_t> counts(listing.groups.size() + 1, 0);
    each_known(portals.facts, drafts, [&](Listed const& one) {
        if (!is_of(listing, one.draft->procedure)) return;
        ++counts[group_of_status(listing, one.draft->status)];
        ++counts.back();
    });
    return counts;
}

FoundInPortal find_in_portal(Portals const& portals, std::vector<Draft> const& drafts, PortalList const& listing, std::string_view group,
                             Date today) {
    FoundInPortal found;
    found.counts.assign(listing.groups.size() + 1, 0);
    std::string const words = fold(portals.search);
    auto const& typed = portals.applied.typed;
    Wanted const wanted{portals.applied,
                        {fold(typed[0]), fold(typed[1]), fold(typed[2]), fold(typed[3])},
                        date_typed(typed[Criteria::from], today),
                        date_typed(typed[Criteria::to], today),
                        money_typed(typed[Criteria::least]),
                        money_typed(typed[Criteria::most])};
    each_known(portals.facts, drafts, [&](Listed const& one) {
        if (!is_of(listing, one.draft->procedure)) return;
        if ((!words.empty() && !has_words(one.facts->searched, words)) || !wanted.takes(one)) return;
        std::size_t const own = group_of_status(listing, one.draft->status);
        ++found.counts[own];
        ++found.counts.back();
        if (group.empty() || listing.groups[own].id == group) found.listed.push_back(one);
    });
    if (portals.order >= 0 && static_cast<std::size_t>(portals.order) < listing.columns.size()) {
        PortalColumn const column = listing.columns[static_cast<std::size_t>(portals.order)].of;
        sort_by(found.listed, [&](Listed const& one) { return sort_key(one, column, listing); });
        if (portals.descending) std::ranges::reverse(found.listed);
    }
    return found;
}

std::string instalment_label(std::string_view state) {
    static constexpr std::pair<std::string_view, std::string_view> labels[] = {
        {"", "À venir"}, {"a_facturer", "À facturer"}, {"en_instruction", "En instruction"}, {"payee", "Payée"}, {"refusee", "Refusée"}};
    auto const known = std::ranges::find(labels, state, &std::pair<std::string_view, std::string_view>::first);
    return std::string{known == std::end(labels) ? state : known->second};
}

std::string instalment_title(FollowedInstalment const& one) {
    return one.label.empty() ? "Échéance " + std::to_string(one.rank) : one.label;
}

FoundInstalments find_instalments(Portals const& portals, std::vector<Draft> const& drafts, Portal const& portal, std::string_view group) {
    PortalList const& listing = portal.reimbursements;
    FoundInstalments found;
    found.counts.assign(listing.groups.size() + 1, 0);
    std::string const words = fold(portals.search);
    each_known(portals.facts, drafts, [&](Listed const& one) {
        if (!is_of(portal.requests, one.draft->procedure)) return;
        for (FollowedInstalment const& instalment : one.facts->instalments) {
            if (!words.empty() && !has_words(one.facts->searched + " " + fold(instalment_title(instalment)), words)) continue;
            std::size_t const own = group_of_status(listing, instalment.state);
            ++found.counts[own];
            ++found.counts.back();
            if (!group.empty() && listing.groups[own].id != group) continue;
            found.listed.push_back({one, &instalment});
            found.sum += instalment.amount.value_or(0);
        }
    });
    sort_by(found.listed, [](ListedInstalment const& one) { return one.one->opening; });
    return found;
}

std::string instalments_as_csv(std::vector<ListedInstalment> const& listed) {
    std::vector<std::vector<std::string>> rows{
        {"Numéro", "Demande", "Échéance", "Facturable à partir du", "Montant", "État", "Le", "Motif"}};
    for (auto const& [of, one] : listed) {
        rows.push_back({of.draft->number, draft_title(*of.draft), instalment_title(*one), french_day(one->opening),
                        one->amount ? show_value(Kind::money, *one->amount) : "", instalment_label(one->state), french_day(one->date),
                        one->message});
    }
    return csv_of(rows);
}

}  // namespace guichet
