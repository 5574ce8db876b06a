#include "app/differences.hpp"

#include <algorithm>

#include "dossier/codec.hpp"

namespace guichet {
namespace {

using What = Difference::What;

struct Told {
    Value const* value = nullptr;
    std::string_view typed;
};

/// What a version says in that place; nothing where it does not ask.
Told told(OpenDossier const& open, std::uint32_t field, std::int32_t row) {
    FieldRef const where{field, row};
    if (!open.verdict.is_visible(where)) return {};
    return {&open.verdict.value(open.dossier, where), answer_of(*open.procedure, open.dossier, where).typed};
}

bool says(Told const& one) { return one.value != nullptr && (!is_unknown(*one.value) || !one.typed.empty()); }

bool differ(Told const& one, Told const& other) {
    if (one.value == nullptr || other.value == nullptr) return says(one) || says(other);
    return *one.value != *other.value || one.typed != other.typed;
}

std::vector<Difference> rows_of(OpenDossier const& before, OpenDossier const& after, std::uint32_t group) {
    std::vector<Difference> found;
    auto const& olds = before.dossier.groups[group];
    auto const& news = after.dossier.groups[group];
    for (std::size_t i = 0; i < news.size(); ++i) {
        auto const row = static_cast<std::int32_t>(i);
        auto const at = std::ranges::find(olds, news[i].id, &Row::id);
        if (at == olds.end()) {
            found.push_back({What::row_added, group, -1, row});
            continue;
        }
        auto const old = static_cast<std::int32_t>(at - olds.begin());
        for (std::uint32_t const field : after.procedure->groups[group].fields) {
            if (differ(told(before, field, old), told(after, field, row))) found.push_back({What::answer, field, old, row});
        }
    }
    for (std::size_t i = 0; i < olds.size(); ++i) {
        if (!std::ranges::contains(news, olds[i].id, &Row::id)) {
            found.push_back({What::row_removed, group, static_cast<std::int32_t>(i), -1});
        }
    }
    return found;
}

bool has(OpenDossier const& open, Attachment const& piece) {
    return std::ranges::any_of(open.dossier.attachments,
                               [&](Attachment const& one) { return one.zone == piece.zone && one.sha256 == piece.sha256; });
}

}  // namespace

std::optional<OpenDossier> sent_version(OpenDossier const& open, Date today) {
    if (open.dossier.sent.empty()) return std::nullopt;
    auto sent = read_dossier(*open.procedure, open.dossier.sent);
    if (!sent) return std::nullopt;
    return OpenDossier{open.procedure, *std::move(sent), today};
}

std::vector<Difference> differences(OpenDossier const& before, OpenDossier const& after) {
    std::vector<Difference> found;
    for (auto const& step : after.procedure->steps) {
        for (auto const& section : step.sections) {
            for (auto const& item : section.items) {
                if (item.what == SectionItem::What::field && differ(told(before, item.index, -1), told(after, item.index, -1))) {
                    found.push_back({What::answer, item.index, -1, -1});
                } else if (item.what == SectionItem::What::group) {
                    for (Difference const& one : rows_of(before, after, item.index)) found.push_back(one);
                }
            }
        }
    }
    auto const& olds = before.dossier.attachments;
    auto const& news = after.dossier.attachments;
    for (std::uint32_t i = 0; i < olds.size(); ++i) {
        if (!has(after, olds[i])) found.push_back({What::piece_removed, i, -1, -1});
    }
    for (std::uint32_t i = 0; i < news.size(); ++i) {
        if (!has(before, news[i])) found.push_back({What::piece_added, i, -1, -1});
    }
    return found;
}

}  // namespace guichet
