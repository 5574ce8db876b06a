// procedures, lint, schema.
#include <algorithm>
#include <system_error>

#include "core/json.hpp"
#include "core/text.hpp"
#include "main/command.hpp"

namespace guichet::command {

namespace fs = std::filesystem;

namespace {

/// The procedure files of the folder: JSON that says it is one.
std::vector<std::string> files_of(Request const& request) {
    std::vector<std::string> files;
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(request.procedures, error); !error && at != fs::recursive_directory_iterator();
         at.increment(error)) {
        if (!at->is_regular_file(error) || at->path().extension() != ".json") continue;
        Result<std::string> const text = read_file(at->path().string());
        Result<Json> const json = text ? parse_json(*text) : std::unexpected(Trouble{});
        if (!json || member(*json, "guichet_procedure") != nullptr) files.push_back(at->path().string());
    }
    std::ranges::sort(files);
    return files;
}

/// Worst exit code of one file.
int lint_file(std::string const& file) {
    Result<std::string> const text = read_file(file);
    if (!text) {
        complain(text.error().message);
        return exit_unusable;
    }
    LoadedProcedure const loaded = load_procedure(*text);
    for (LintProblem const& problem : loaded.problems) {
        print(file + (problem.where.empty() ? "" : " " + problem.where) + "\n  " + (problem.fatal ? "erreur" : "attention") + " [" +
              problem.code + "] " + problem.message + "\n");
    }
    if (loaded.procedure == nullptr) return exit_findings;
    print(file + " : " + loaded.procedure->id + " " + loaded.procedure->version + ", " +
          counted(static_cast<std::int64_t>(loaded.procedure->fields.size()), "champ", "champs") + ", " +
          counted(static_cast<std::int64_t>(loaded.procedure->rules.size()), "règle", "règles") + ".\n");
    return exit_good;
}

}  // namespace

int list_procedures(Request const& request) {
    auto const all = load_procedures(request);
    if (all.empty()) {
        complain("Aucune démarche dans « " + request.procedures.string() + " » : indiquez le bon dossier avec --procedures.");
        return exit_unusable;
    }
    for (auto const& each : all) print(each->id + "  " + each->version + "  " + each->organisme + " : " + each->title + "\n");
    return exit_good;
}

int lint_files(Request const& request) {
    std::vector<std::string> const files = request.operands.empty() ? files_of(request) : request.operands;
    if (files.empty()) {
        complain("Aucune démarche dans « " + request.procedures.string() + " » : indiquez un fichier, ou le dossier avec --procedures.");
        return exit_unusable;
    }
    int worst = exit_good;
    for (std::string const& file : files) worst = std::max(worst, lint_file(file));
    return worst;
}

int print_schema(Request const& request) {
    auto const all = load_procedures(request);
    auto const procedure = choose_procedure(all, request.operands.front(), "");
    if (procedure == nullptr) {
        complain(unknown_procedure(request.operands.front(), all, request).message);
        return exit_unusable;
    }
    print(payload_schema(*procedure) + "\n");
    return exit_good;
}

}  // namespace guichet::command
