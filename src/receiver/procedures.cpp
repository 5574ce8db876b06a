#include "receiver/procedures.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/json.hpp"

namespace guichet::receiver {

namespace fs = std::filesystem;

PartReader parts_in(fs::path folder) {
    return [folder = std::move(folder)](std::string_view path) -> std::optional<std::string> {
        std::ifstream stream(folder / path, std::ios::binary);
        if (!stream) { return std::nullopt; }
        return std::string{std::istreambuf_iterator<char>(stream), {}};
    };
}

Procedures Procedures::load(fs::path const& folder, std::vector<std::string>& complaints) {
    Procedures out;
    std::vector<fs::path> files;
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::recursive_directory_iterator();
         at.increment(error)) {
        if (at->is_regular_file(error) && at->path().extension() == ".json") { files.push_back(at->path()); }
    }
    if (error) {
        complaints.push_back("Le dossier des procédures, « " + folder.string() + " », ne peut pas être lu : " + error.message() + ".");
    }
    std::ranges::sort(files);
    PartReader const parts = parts_in(folder);
    for (auto const& file : files) {
        std::ifstream stream(file, std::ios::binary);
        std::string const text{std::istreambuf_iterator<char>(stream), {}};
        // The folder also holds what procedures refer to: only a file that says it is one is judged as one.
        auto const json = parse_json(text);
        if (json && member(*json, "guichet_procedure") == nullptr) { continue; }
        auto loaded = load_with_parts(text, parts);
        if (!loaded.procedure) {
            auto const first = std::ranges::find_if(loaded.problems, [](LintProblem const& problem) { return problem.fatal; });
            complaints.push_back(file.string() + " : procédure refusée" +
                                 (first == loaded.problems.end() ? "." : ", " + first->where + " : " + first->message));
            continue;
        }
        auto key = std::pair(loaded.procedure->id, loaded.procedure->version);
        if (!out.by_name_.emplace(key, loaded.procedure).second) {
            complaints.push_back(file.string() + " : la procédure « " + key.first + " », version " + key.second +
                                 ", est déjà dans un autre fichier.");
        }
    }
    return out;
}

std::shared_ptr<Procedure const> Procedures::find(std::string_view id, std::string_view version) const {
    auto const found = by_name_.find({std::string(id), std::string(version)});
    return found == by_name_.end() ? nullptr : found->second;
}

std::shared_ptr<Procedure const> Procedures::find_or_newest(std::string_view id, std::string_view version) const {
    if (auto exact = find(id, version)) { return exact; }
    std::shared_ptr<Procedure const> newest;
    for (auto const& [name, procedure] : by_name_) {
        if (name.first == id && (!newest || version_before(newest->version, name.second))) { newest = procedure; }
    }
    return newest;
}

bool Procedures::is_known(std::string_view id) const {
    return std::ranges::any_of(by_name_, [id](auto const& entry) { return entry.first.first == id; });
}

std::vector<std::shared_ptr<Procedure const>> Procedures::all() const {
    std::vector<std::shared_ptr<Procedure const>> out;
    out.reserve(by_name_.size());
    for (auto const& [name, procedure] : by_name_) { out.push_back(procedure); }
    return out;
}

bool version_before(std::string_view a, std::string_view b) {
    auto const is_digit = [](char each) { return each >= '0' && each <= '9'; };
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            auto const take = [&](std::string_view& text) {
                std::size_t end = 0;
                while (end < text.size() && is_digit(text[end])) ++end;
                std::string_view number = text.substr(0, end);
                text.remove_prefix(end);
                while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
                return number;
            };
            std::string_view const left = take(a);
            std::string_view const right = take(b);
            if (left.size() != right.size()) return left.size() < right.size();
            if (left != right) return left < right;
        } else {
            if (a.front() != b.front()) return a.front() < b.front();
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    return a.empty() && !b.empty();
}

std::string number_series(Procedure const& procedure) {
    for (auto const& constant : procedure.payload_constants) {
        if (constant.path != "type") { continue; }
        auto const json = parse_json(constant.json);
        auto const* text = json ? json->get_ptr<std::string const*>() : nullptr;
        bool const is_good = text != nullptr && !text->empty() && text->size() <= 8 &&
                             std::ranges::all_of(*text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
        if (is_good) { return *text; }
    }
    return "DOS";
}

}  // namespace guichet::receiver
