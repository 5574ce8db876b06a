#include "procedure/part_files.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace guichet::parts {

namespace {

constexpr std::size_t longest_part = std::size_t{4} << 20U;
constexpr std::size_t most_parts = 200;

/// A path of a part stays in the folder.
bool is_inside(std::string_view path) {
    return path.ends_with(".json") && path.size() <= 200 && !path.starts_with('/') && path.find("..") == std::string_view::npos &&
           path.find_first_of(":\\") == std::string_view::npos && path.find('\0') == std::string_view::npos;
}

/// One name of a JSON pointer, its ~0 and ~1 read.
std::string unescaped(std::string_view name) {
    std::string text;
    for (std::size_t at = 0; at < name.size(); ++at) {
        bool const escaped = name[at] == '~' && at + 1 < name.size() && (name[at + 1] == '0' || name[at + 1] == '1');
        text += !escaped ? name[at] : name[++at] == '0' ? '~' : '/';
    }
    return text;
}

Json const* item(Json const& list, std::string_view name) {
    std::size_t index = list.size();
    auto const read = std::from_chars(name.data(), name.data() + name.size(), index);
    return read.ec == std::errc{} && read.ptr == name.data() + name.size() && index < list.size() ? &list[index] : nullptr;
}

Json const* follow(Json const& root, std::string_view pointer) {
    if (!pointer.empty() && pointer.front() != '/') return nullptr;
    Json const* at = &root;
    while (!pointer.empty() && at != nullptr) {
        pointer.remove_prefix(1);
        std::string_view const name = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(name.size());
        at = at->is_array() ? item(*at, name) : member(*at, unescaped(name));
    }
    return at;
}

}  // namespace

std::uint32_t Files::number_of(Lint& lint, std::string_view path, Place const& written_at) {
    auto const known = std::ranges::find(files_, path, &File::name);
    if (known != files_.end()) return static_cast<std::uint32_t>(known - files_.begin());
    auto const number = static_cast<std::uint32_t>(files_.size());
    files_.push_back({std::string(path), {}, false});
    std::string const where = shown(written_at);
    if (!is_inside(path)) {
        lint.problem(where, "partie", in_quotes(path) + " n’est pas le chemin d’un fichier .json du dossier des démarches.");
        return number;
    }
    if (number > most_parts) {
        lint.problem(where, "trop-long", "Une démarche emploie au plus 200 fichiers.");
        return number;
    }
    auto const text = read_(path);
    if (!text || text->size() > longest_part) {
        lint.problem(where, "partie-absente",
                     in_quotes(path) + " ne peut pas être lu\u00a0: vérifiez son nom, et sa taille, au plus 4\u00a0Mo.");
        return number;
    }
    auto json = parse_json(*text);
    if (!json) {
        lint.problem(shown({number, {}}), json.error().code, json.error().message);
        return number;
    }
    files_.back().json = *std::move(json);
    files_.back().is_good = true;
    return number;
}

Json const* Files::target(Lint& lint, std::string const& reference, Place const& written_at, Place& found_at) {
    std::size_t const hash = reference.find('#');
    if (hash == std::string::npos) {
        lint.problem(shown(written_at), "partie",
                     "Une partie se désigne par son fichier et sa place\u00a0: \"communs/entites.json#/sections/employeur\".");
        return nullptr;
    }
    std::uint32_t const file = hash == 0 ? written_at.file : number_of(lint, std::string_view(reference).substr(0, hash), written_at);
    if (!files_[file].is_good) return nullptr;
    found_at = {file, reference.substr(hash + 1)};
    Json const* const found = follow(files_[file].json, found_at.pointer);
    if (found == nullptr) {
        lint.problem(shown(written_at), "partie-absente",
                     in_quotes(reference) + " ne désigne rien\u00a0: rien n’est à cette place du fichier.");
    }
    return found;
}

std::string Files::shown(Place const& place) const {
    return place.file == 0 ? place.pointer : files_[place.file].name + "#" + place.pointer;
}

}  // namespace guichet::parts
