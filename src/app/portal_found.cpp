// What a portal's lists show of what is known: found, sorted, in words.
#include "app/portal.hpp"

#include <algorithm>
#include <utility>

#include "app/listed.hpp"
#include "app/requests.hpp"
#include "core/numbers.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"
#include "procedure/kinds.hpp"

namespace guichet {
namespace {

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
