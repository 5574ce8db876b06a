// procedures, lint, schema.
#include <algorithm>
#include <set>
#include <system_error>

#include "core/json.hpp"
#include "core/text.hpp"
#include "dossier/shapes.hpp"
#include "main/command.hpp"
#include "procedure/assemble.hpp"
#include "receiver/procedures.hpp"

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

/// Whether a file of the folder of parts was named: it is judged in the procedures that use it.
bool is_part(Request const& request, std::string const& file, std::string const& text) {
    std::error_code error;
    fs::path const place = fs::relative(file, request.procedures / "communs", error);
    if (error || place.empty() || *place.begin() == "..") return false;
    Result<Json> const json = parse_json(text);
    return json && member(*json, "guichet_procedure") == nullptr;
}

void print_problem(std::string const& file, std::string const& where, std::string const& origin, LintProblem const& problem) {
    // « file /pointer », or of a part « communs/x.json#/pointer », and then where the procedure has it.
    bool const is_own = origin.empty() || origin.starts_with('/');
    print((is_own ? file + (origin.empty() ? "" : " ") : "") + origin + "\n");
    if (!is_own) print("  (dans " + file + (where.empty() ? "" : " " + where) + ")\n");
    print(std::string("  ") + (problem.fatal ? "erreur" : "attention") + " [" + problem.code + "] " + problem.message + "\n");
}

/// What loading does not look at: the templates of the shapes, and tables that no longer reach the day.
std::vector<LintProblem> check_more(Procedure const& procedure, Date today) {
    std::vector<LintProblem> problems = check_shapes(procedure);
    for (std::size_t at = 0; at < procedure.tables.size(); ++at) {
        Table const& table = procedure.tables[at];
        if (!table.until || *table.until >= today) continue;
        problems.push_back(
            {"/tables/" + std::to_string(at) + "/until", "table-perimee",
             "La table « " + table.id + " » n’est connue que jusqu’au " + date_to_french(*table.until) + " : ajoutez ce qui vaut depuis.",
             false});
    }
    return problems;
}

/// A table of codes of the site (data/naf.txt, data/idcc.txt): its first line tells how long it holds, each other one is a code in words.
int lint_codes(Request const& request, std::string const& file, std::string_view text) {
    auto const warn = [&](std::size_t line, std::string_view code, std::string const& message) {
        print_problem(file, "", "/" + std::to_string(line), {"", std::string{code}, message, false});
    };
    std::set<std::string_view> codes;
    std::size_t number = 0;
    for (std::string_view line : split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (++number == 1) {
            auto const head = split(line, ';');
            auto const until = head.size() > 3 ? date_from_iso(head[3]) : std::nullopt;
            if (until && *until < today_of(request)) {
                warn(number, "table-perimee",
                     "La liste « " + std::string{head[1]} + " » n’est connue que jusqu’au " + date_to_french(*until) +
                         " : la page le dit sous chaque code, ajoutez la nouvelle.");
            }
            continue;
        }
        if (line.empty()) continue;
        auto const columns = split(line, '\t');
        if (columns.size() < 2 || columns[0].empty() || columns[1].empty()) {
            warn(number, "vide",
                 "Un code et son libellé, séparés par une tabulation, sont attendus : la page dit de ce code qu’il n’est pas dans la "
                 "liste.");
        } else if (!codes.insert(columns[0]).second) {
            warn(number, "doublon", "Le code « " + std::string{columns[0]} + " » figure déjà dans cette liste : le premier compte.");
        }
    }
    print(file + " : " + counted(static_cast<std::int64_t>(codes.size()), "code", "codes") + ".\n");
    return exit_good;
}

/// Worst exit code of one file.
int lint_file(Request const& request, std::string const& file) {
    Result<std::string> const text = read_file(file);
    if (!text) {
        complain(text.error().message);
        return exit_unusable;
    }
    if (text->starts_with('#')) return lint_codes(request, file, *text);
    if (is_part(request, file, *text)) {
        print(file + " : une partie commune ; elle est vérifiée dans les démarches qui l’emploient (guichet lint).\n");
        return exit_good;
    }
    Assembled const whole = assemble(*text, receiver::parts_in(request.procedures));
    for (LintProblem const& problem : whole.problems) print_problem(file, "", problem.where, problem);
    if (whole.text.empty() && !whole.problems.empty()) return exit_findings;
    LoadedProcedure const loaded = load_procedure(whole.text);
    for (LintProblem const& problem : loaded.problems) print_problem(file, problem.where, whole.origin_of(problem.where), problem);
    if (loaded.procedure == nullptr) return exit_findings;
    bool fatal = false;
    for (LintProblem const& problem : check_more(*loaded.procedure, today_of(request))) {
        print_problem(file, problem.where, whole.origin_of(problem.where), problem);
        fatal = fatal || problem.fatal;
    }
    if (fatal) return exit_findings;
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
    for (std::string const& file : files) worst = std::max(worst, lint_file(request, file));
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
