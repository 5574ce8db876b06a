#include "app/requests.hpp"

#include <algorithm>

#include "app/listed.hpp"
#include "core/sort.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

/// All that a search looks into, folded.
std::string searched(Draft const& draft) {
    std::string text;
    for (std::string const* part :
         {&draft.number, &draft.name, &draft.subject, &draft.provider, &draft.procedure_title, &draft.organisme, &draft.status_label}) {
        (text += *part) += ' ';
    }
    for (std::string const& person : draft.people) (text += person) += ' ';
    return fold(text);
}

bool comes_before(Draft const& a, Draft const& b, RequestOrder order) {
    switch (order) {
    case RequestOrder::number:
        if (a.number != b.number) return a.number > b.number;
        break;
    case RequestOrder::title: {
        std::string const one = fold(draft_title(a));
        std::string const other = fold(draft_title(b));
        if (one != other) return one < other;
        break;
    }
    case RequestOrder::status:
        if (a.status_label != b.status_label) return a.status_label < b.status_label;
        break;
    case RequestOrder::modified: break;
    }
    return a.modified > b.modified;
}

std::string csv_cell(std::string_view text) {
    std::string cell = "\"";
    if (!text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front())) cell += '\'';
    for (char const c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell += '"';
}

}  // namespace

RequestGroup group_of(Draft const& draft) {
    if (draft.ended) return RequestGroup::ended;
    return draft.number.empty() ? RequestGroup::drafts : RequestGroup::under_way;
}

std::string draft_title(Draft const& draft) {
    if (!draft.name.empty()) return draft.name;
    if (!draft.subject.empty()) return draft.subject;
    return draft.people.empty() ? "Demande sans nom" : draft.people.front();
}

FoundRequests find_requests(std::vector<Draft> const& drafts, RequestGroup group, RequestList const& list) {
    std::string const words = fold(list.search);
    FoundRequests found;
    for (auto const& draft : drafts) {
        if (!words.empty() && !has_words(searched(draft), words)) continue;
        RequestGroup const own = group_of(draft);
        ++found.counts[static_cast<std::size_t>(own)];
        ++found.counts[static_cast<std::size_t>(RequestGroup::all)];
        if (group == RequestGroup::all || group == own) found.listed.push_back(&draft);
    }
    // Drafts come most recent first.
    if (list.order == RequestOrder::modified) return found;
    sort_items(found.listed, [&](Draft const* a, Draft const* b) { return comes_before(*a, *b, list.order); });
    return found;
}

std::string csv_of(std::vector<std::vector<std::string>> const& rows) {
    std::string out = "\xEF\xBB\xBF";
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ';';
            out += csv_cell(row[i]);
        }
        out += "\r\n";
    }
    return out;
}

std::string requests_as_csv(std::vector<Draft const*> const& drafts) {
    std::vector<std::vector<std::string>> rows{
        {"Numéro", "Demande", "Type", "Organisme", "Organisme de formation", "Statut", "Modifiée le", "Points à corriger"}};
    for (Draft const* draft : drafts) {
        rows.push_back({draft->number, draft_title(*draft), draft->procedure_title, draft->organisme, draft->provider, draft->status_label,
                        french_day(draft->modified), draft->editable ? std::to_string(draft->blocking) : ""});
    }
    return csv_of(rows);
}

}  // namespace guichet
