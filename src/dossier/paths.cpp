// The names of answers, as findings, files and routes use them: "formation.date_debut", "stagiaires[2].nom"
// (rows counted from 0).
#include <charconv>

#include "dossier/dossier.hpp"

namespace guichet {

std::string path_of(Procedure const& procedure, FieldRef where) {
    if (where.field >= procedure.fields.size()) return {};
    Field const& field = procedure.fields[where.field];
    if (field.group < 0 || where.row < 0) return field.path;
    std::string_view const group = procedure.groups[static_cast<std::size_t>(field.group)].id;
    std::string path(group);
    path += '[';
    path += std::to_string(where.row);
    path += ']';
    path += std::string_view(field.path).substr(group.size());
    return path;
}

std::optional<FieldRef> ref_of_path(Procedure const& procedure, Dossier const& dossier, std::string_view path) {
    std::size_t const open = path.find('[');
    if (open == std::string_view::npos) {
        std::int32_t const field = procedure.field_index(path);
        if (field < 0 || procedure.fields[static_cast<std::size_t>(field)].group >= 0) return std::nullopt;
        return FieldRef{static_cast<std::uint32_t>(field), -1};
    }
    std::size_t const close = path.find("].", open);
    std::int32_t const group = procedure.group_index(path.substr(0, open));
    if (close == std::string_view::npos || group < 0) return std::nullopt;
    std::uint32_t row = 0;
    char const* const digits = path.data() + open + 1;
    char const* const end = path.data() + close;
    auto const read = std::from_chars(digits, end, row);
    if (read.ec != std::errc{} || read.ptr != end || (row > 0 && *digits == '0')) return std::nullopt;
    if (static_cast<std::size_t>(group) >= dossier.groups.size() || row >= dossier.groups[static_cast<std::size_t>(group)].size()) {
        return std::nullopt;
    }
    std::string full(path.substr(0, open));
    full += path.substr(close + 1);
    std::int32_t const field = procedure.field_index(full);
    if (field < 0 || procedure.fields[static_cast<std::size_t>(field)].group != group) return std::nullopt;
    return FieldRef{static_cast<std::uint32_t>(field), static_cast<std::int32_t>(row)};
}

}  // namespace guichet
