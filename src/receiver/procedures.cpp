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

bool Procedures::is_known(std::string_view id) const {
    return std::ranges::any_of(by_name_, [id](auto const& entry) { return entry.first.first == id; });
}

std::vector<std::shared_ptr<Procedure const>> Procedures::all() const {
    std::vector<std::shared_ptr<Procedure const>> out;
    out.reserve(by_name_.size());
    for (auto const& [name, procedure] : by_name_) { out.push_back(procedure); }
    return out;
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
