#include "procedure/definition.hpp"

#include <algorithm>

namespace guichet {

std::int32_t Procedure::field_index(std::string_view path) const {
    auto const found =
        std::ranges::lower_bound(by_path, path, {}, [this](std::uint32_t index) { return std::string_view(fields[index].path); });
    return found != by_path.end() && fields[*found].path == path ? static_cast<std::int32_t>(*found) : -1;
}

Field const* Procedure::find_field(std::string_view path) const {
    auto const index = field_index(path);
    return index < 0 ? nullptr : &fields[static_cast<std::size_t>(index)];
}

namespace {

template <class Items>
std::int32_t index_of(Items const& items, std::string_view id) {
    auto const found = std::ranges::find_if(items, [id](auto const& item) { return item.id == id; });
    return found == items.end() ? -1 : static_cast<std::int32_t>(found - items.begin());
}

}  // namespace

std::int32_t Procedure::group_index(std::string_view wanted) const { return index_of(groups, wanted); }
std::int32_t Procedure::attachment_index(std::string_view wanted) const { return index_of(attachments, wanted); }
std::int32_t Procedure::schedule_index(std::string_view wanted) const { return index_of(schedules, wanted); }
std::int32_t Procedure::table_index(std::string_view wanted) const { return index_of(tables, wanted); }

Status const* Procedure::find_status(std::string_view wanted) const {
    auto const index = index_of(statuses, wanted);
    return index < 0 ? nullptr : &statuses[static_cast<std::size_t>(index)];
}

Choice const* Procedure::find_choice(std::int32_t nomenclature, std::string_view code) const {
    if (nomenclature < 0 || static_cast<std::size_t>(nomenclature) >= nomenclatures.size()) return nullptr;
    auto const& choices = nomenclatures[static_cast<std::size_t>(nomenclature)].choices;
    auto const found = std::ranges::find(choices, code, &Choice::code);
    return found == choices.end() ? nullptr : &*found;
}

}  // namespace guichet
