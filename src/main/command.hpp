// The guichet command: what its parts share. Messages are French and say what to do; results go to standard output,
// troubles to standard error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"
#include "core/result.hpp"
#include "dossier/dossier.hpp"
#include "dossier/verdict.hpp"
#include "procedure/load.hpp"

namespace guichet::command {

/// Exit codes, the same for every subcommand.
inline constexpr int exit_good = 0;     ///< acceptable, readable, done
inline constexpr int exit_findings = 1; ///< something blocks
inline constexpr int exit_unusable = 2; ///< a file, an option or the machine is at fault

/// What was asked for: a subcommand, its files or names, and the options that any of them may take.
struct Request {
    std::string verb;
    std::vector<std::string> operands;
    std::filesystem::path procedures;  ///< folder of the procedures, found or given
    std::filesystem::path project;     ///< folder that holds assets/; empty when it was not found
    std::optional<Date> today;         ///< --today; nothing: today in France
    bool json = false;
    bool unmasked = false;             ///< --en-clair: sensitive answers too
    std::string shape;                 ///< --shape: another JSON form of a payload; empty: what is sent
    // Of `serve` alone.
    std::string host = "127.0.0.1";
    int port = 8080;
    std::filesystem::path data = "data";
    std::string database;  ///< URL of a PostgreSQL; empty: SQLite, in --data
    std::filesystem::path site;
    std::string token;
    std::string origin;
    bool quiet = false;
    bool accounts = false;  ///< --comptes
    // Of `instruire` alone; --data and --database are the same.
    std::string author;
    std::string comment;
    std::vector<std::string> remarks;  ///< --remarque: "CHEMIN=TEXTE"
    std::vector<std::string> pieces;   ///< --piece: "p1=conforme", "p2=non_conforme:TEXTE"
    std::vector<std::string> instalments;  ///< --echeance: "1=payee", "2=refusee:TEXTE", "3=a_facturer:1250,00"
    bool list = false;
    // Of `demo` alone; --data and --database are the same.
    std::uint64_t dossiers = 48;
    std::uint64_t seed = 1;
};

[[nodiscard]] Result<Request> read_request(std::vector<std::string> const& arguments, std::filesystem::path const& executable);
[[nodiscard]] std::string_view manual();

// ---- command_files.cpp ----

[[nodiscard]] Result<std::string> read_file(std::string const& name);  ///< "-": standard input
void print(std::string_view text);
void complain(std::string_view sentence);
[[nodiscard]] Date today_of(Request const& request);

/// Every good procedure of the folder, those of one id in the order of their versions. Bad ones are told and skipped.
[[nodiscard]] std::vector<std::shared_ptr<Procedure const>> load_procedures(Request const& request);
/// That version if it is there, else the newest of that id: an older draft is judged by what is in force.
[[nodiscard]] std::shared_ptr<Procedure const> choose_procedure(std::vector<std::shared_ptr<Procedure const>> const& all,
                                                                std::string_view id, std::string_view version);
[[nodiscard]] Trouble unknown_procedure(std::string_view id, std::vector<std::shared_ptr<Procedure const>> const& all,
                                        Request const& request);

// ---- command_open.cpp ----

/// A dossier opened and judged; of a bundle, its pieces' bytes too.
struct Opened {
    std::shared_ptr<Procedure const> procedure;
    Dossier dossier;
    Verdict verdict;
    std::vector<Finding> findings;  ///< the verdict's, and what the bytes of a bundle say against their pieces
    bool acceptable = false;
};
/// Each dossier of the file, in its order; what keeps the file or one of them from being read, in its place.
[[nodiscard]] std::vector<Result<Opened>> open_dossiers(Request const& request,
                                                        std::vector<std::shared_ptr<Procedure const>> const& procedures,
                                                        std::string const& file);
/// The only one of the file.
[[nodiscard]] Result<Opened> open_dossier(Request const& request, std::vector<std::shared_ptr<Procedure const>> const& procedures,
                                          std::string const& file);

// ---- the subcommands ----

[[nodiscard]] int list_procedures(Request const& request);
[[nodiscard]] int lint_files(Request const& request);
[[nodiscard]] int print_schema(Request const& request);
[[nodiscard]] int check_dossiers(Request const& request);
[[nodiscard]] int print_payload(Request const& request);
[[nodiscard]] int show_dossier(Request const& request);
[[nodiscard]] int serve_site(Request const& request);
[[nodiscard]] int move_dossier(Request const& request);
[[nodiscard]] int fill_database(Request const& request);

}  // namespace guichet::command
