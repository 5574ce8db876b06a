// A portal is configuration (portals.json): its words, menu, procedures and groups of statuses. What its pages list is gathered from
// the dossiers of this device.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/catalogue.hpp"
#include "app/drafts.hpp"
#include "core/date.hpp"
#include "core/result.hpp"

namespace guichet {

/// Pages of a portal, by their names in the address and in portals.json.
enum class PortalPage : std::uint8_t { dashboard, requests, begin, reimbursements, companies, people, help };
inline constexpr std::array<std::string_view, 7> portal_pages{"tableau-de-bord", "demandes", "demander", "remboursements",
                                                              "entreprises",     "salaries", "aide"};
[[nodiscard]] std::optional<PortalPage> read_portal_page(std::string_view name);

struct MenuItem {
    PortalPage page = PortalPage::dashboard;
    std::string label;
};

/// A procedure of the portal, under the portal's own name of it.
struct OfferedProcedure {
    std::string id;
    std::string label;
};

/// A tab: requests whose status is one of these.
struct StatusGroup {
    std::string id;  ///< in the address
    std::string label;
    std::vector<std::string> statuses;
};

enum class PortalColumn : std::uint8_t { title, number, status, created, company, kind, start, amount, modified };
inline constexpr std::array<std::string_view, 9> portal_columns{"demande", "numero", "statut",  "creation",    "demandeur",
                                                                "type",    "debut",  "montant", "modification"};

struct ListedColumn {
    PortalColumn of = PortalColumn::title;
    std::string label;
};

/// What a list of a portal holds: requests, or reimbursements (invoices, règlements).
struct PortalList {
    std::string begin;  ///< words of the button that begins one
    std::vector<OfferedProcedure> procedures;
    std::vector<StatusGroup> groups;
    std::vector<ListedColumn> columns;
};

struct HelpQuestion {
    std::string theme;
    std::string question;
    std::string answer;
};

struct Portal {
    std::string id;
    std::string name;
    std::string organisme;
    std::string about;
    std::string welcome;
    std::string lead;
    std::string version;
    std::string each;  ///< words of the button beside each procedure; may be empty
    std::vector<MenuItem> menu;
    PortalList requests;
    PortalList reimbursements;  ///< without procedures: instalments, its groups' statuses being theirs; without groups too: none
    std::vector<std::string> to_invoice;  ///< statuses of requests that wait for an invoice
    std::string news_title;
    std::vector<std::string> news;
    std::string guide_title;
    std::string guide_text;
    std::vector<std::string> steps;  ///< how it works
    std::vector<HelpQuestion> questions;
    std::string contact;
    std::string phone;
    std::string email;

    [[nodiscard]] std::string label_of(PortalPage page) const;
    [[nodiscard]] bool has(PortalPage page) const { return !label_of(page).empty(); }
    /// Its reimbursements are the instalments of what was sent, by state: it has no procedure that asks for one.
    [[nodiscard]] bool lists_instalments() const { return reimbursements.procedures.empty() && !reimbursements.groups.empty(); }
};

/// Fails with a sentence when the file is no such file, or a portal of it lacks what its pages need.
[[nodiscard]] Result<std::vector<Portal>> read_portals(std::string_view json);
[[nodiscard]] Portal const* find_portal(std::vector<Portal> const& portals, std::string_view id);

/// An establishment as a dossier tells it. Values as people read them.
struct Company {
    std::string siret;
    std::string name;
    std::string address;
    std::string naf;
    std::string idcc;
    std::optional<std::int64_t> staff;  ///< persons
};
/// « Moins de 11 salariés »; the thresholds are those of the contributions (C. trav., L6331-1 and L6331-3, L6332-17).
[[nodiscard]] std::string class_of(Company const& company);

/// What a dossier tells beyond its line in a list (Draft).
struct DossierFacts {
    std::shared_ptr<std::string const> text;  ///< the record they were read from
    std::string id;
    Company company;
    std::vector<std::string> people;  ///< salariés, stagiaires, apprentis, each « Prénom Nom »
    std::string subject;              ///< as Draft::subject, for contracts too
    std::string provider;
    std::string created;              ///< ISO 8601
    std::optional<Date> start;
    std::optional<Date> deadline;     ///< last day to send it, where the procedure knows one
    std::optional<std::int64_t> amount;  ///< cents
    std::vector<FollowedInstalment> instalments;  ///< of what was sent, with what the backend says of them
    std::string searched;             ///< folded: all that a search looks into
};
[[nodiscard]] DossierFacts facts_of(Draft const& draft, Catalogue const& catalogue, Date today);

/// « Recherche avancée »: empty criteria ask for nothing.
struct Criteria {
    enum Name : std::uint8_t { number, subject, person, provider, procedure, status, from, to, least, most };
    std::array<std::string, 10> typed;
    friend bool operator==(Criteria const&, Criteria const&) = default;
};
inline constexpr std::array<std::string_view, 10> criteria_ids{
    "critere-numero", "critere-intitule", "critere-personne", "critere-organisme", "critere-dispositif",
    "critere-statut", "critere-du",       "critere-au",       "critere-min",       "critere-max"};
/// The first criterion that cannot be read (a date, an amount); -1: all can.
[[nodiscard]] std::int32_t unreadable_criterion(Criteria const& criteria, Date today);

/// One line of a portal's list.
struct Listed {
    Draft const* draft = nullptr;
    DossierFacts const* facts = nullptr;
};

struct Portals {
    Fetching fetching = Fetching::idle;
    Trouble trouble;  ///< why portals.json cannot be used
    std::vector<Portal> all;
    std::string place;                ///< portal and page that the search below belongs to
    std::vector<DossierFacts> facts;         ///< in the order of Model::drafts, of those that can be read
    std::string search;
    Criteria criteria;                ///< as typed
    Criteria applied;                 ///< by « Rechercher »
    std::int32_t criteria_fault = -1;
    std::int32_t order = -1;          ///< index of a column; -1: the most recent first
    bool descending = false;
    std::size_t shown = 0;            ///< rows; 0: requests_at_once
    std::string question_filter;
};

/// What stands in that column, as people read it.
[[nodiscard]] std::string cell_text(Listed const& one, PortalColumn column, PortalList const& listing);
/// « Action de formation » as the portal says it.
[[nodiscard]] std::string kind_label(PortalList const& listing, std::string_view procedure, std::string_view otherwise);

struct FoundInPortal {
    std::vector<std::uint32_t> counts;  ///< by group, then of all
    std::vector<Listed> listed;
};
/// Those of the listing's procedures that answer the search and the criteria; of that group, or all when it is none of them.
[[nodiscard]] FoundInPortal find_in_portal(Portals const& portals, std::vector<Draft> const& drafts, PortalList const& listing,
                                           std::string_view group, Date today);

/// Each dossier with its facts, in the order of the drafts: facts stand in the same, but for drafts that came since they were gathered.
template <class Take>
void each_known(std::vector<DossierFacts> const& facts, std::vector<Draft> const& drafts, Take take) {
    std::size_t at = 0;
    for (auto const& draft : drafts) {
        if (draft.state != DraftState::readable) continue;
        while (at < facts.size() && facts[at].id != draft.id) ++at;
        if (at == facts.size()) return;
        take(Listed{&draft, &facts[at]});
    }
}

/// « À venir », « Payée »: of an instalment's state; the state itself when it is not known.
[[nodiscard]] std::string instalment_label(std::string_view state);
/// « 1re échéance ».
[[nodiscard]] std::string instalment_title(FollowedInstalment const& one);
/// One line of a portal's list of instalments.
struct ListedInstalment {
    Listed of;
    FollowedInstalment const* one = nullptr;
};
struct FoundInstalments {
    std::vector<std::uint32_t> counts;     ///< by group, then of all
    std::vector<ListedInstalment> listed;  ///< the first to be invoiced first
    std::int64_t sum = 0;                  ///< cents, of those listed
};
/// The instalments of the portal's requests that answer the search; of that group, or all when it is none of them.
[[nodiscard]] FoundInstalments find_instalments(Portals const& portals, std::vector<Draft> const& drafts, Portal const& portal,
                                                std::string_view group);
[[nodiscard]] std::string instalments_as_csv(std::vector<ListedInstalment> const& listed);

/// How many of the listing stand in each group, and in all, whatever is searched.
[[nodiscard]] std::vector<std::uint32_t> count_groups(Portals const& portals, std::vector<Draft> const& drafts, PortalList const& listing);

/// Which group a status belongs to; the first when none has it.
[[nodiscard]] std::size_t group_of_status(PortalList const& listing, std::string_view status);
[[nodiscard]] bool is_of(PortalList const& listing, std::string_view procedure);

}  // namespace guichet
