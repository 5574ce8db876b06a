#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <map>
#include <system_error>
#include <utility>

#include "main/command.hpp"

namespace guichet::command {

namespace fs = std::filesystem;

namespace {

/// The folder above the executable that holds assets/procedures: the project for build/native/guichet, the prefix's
/// share/guichet for an installed one. Else the folder where the person stands.
fs::path find_project(fs::path const& executable) {
    std::error_code error;
    for (fs::path above = executable.parent_path(); !above.empty(); above = above.parent_path()) {
        for (fs::path const& place : {above, above / "share" / "guichet"}) {
            if (fs::is_directory(place / "assets" / "procedures", error)) return place;
        }
        if (above == above.parent_path()) break;
    }
    fs::path const here = fs::current_path(error);
    return !error && fs::is_directory(here / "assets" / "procedures", error) ? here : fs::path();
}

Trouble bad_option(std::string message) { return {"option", std::move(message)}; }

/// Takes an option's text; a sentence when it is not one that the option can have.
using Setter = std::function<std::string(std::string const&)>;

std::map<std::string, Setter, std::less<>> options_of(Request& request) {
    auto const path = [](fs::path& into) { return [&into](std::string const& text) { return into = text, std::string(); }; };
    auto const text = [](std::string& into) { return [&into](std::string const& given) { return into = given, std::string(); }; };
    auto const more = [](std::vector<std::string>& into) {
        return [&into](std::string const& given) { return into.push_back(given), std::string(); };
    };
    auto const number = [](std::uint64_t& into, std::uint64_t least, std::uint64_t most, std::string fault) {
        return [&into, least, most, fault = std::move(fault)](std::string const& given) {
            auto const read = std::from_chars(given.data(), given.data() + given.size(), into);
            bool const good = read.ec == std::errc{} && read.ptr == given.data() + given.size() && into >= least && into <= most;
            return good ? std::string() : fault;
        };
    };
    return {
        {"--dossiers", number(request.dossiers, 1, 100'000, "--dossiers est un nombre de 1 à 100000.")},
        {"--seed", number(request.seed, 0, UINT32_MAX, "--seed est un nombre de 0 à 4294967295.")},
        {"--procedures", path(request.procedures)},
        {"--data", path(request.data)},
        {"--database", text(request.database)},
        {"--site", path(request.site)},
        {"--host", text(request.host)},
        {"--token", text(request.token)},
        {"--shape", text(request.shape)},
        {"--origin", text(request.origin)},
        {"--auteur", text(request.author)},
        {"--commentaire", text(request.comment)},
        {"--remarque", more(request.remarks)},
        {"--piece", more(request.pieces)},
        {"--echeance", more(request.instalments)},
        {"--today",
         [&request](std::string const& given) {
             request.today = date_from_iso(given);
             return request.today ? std::string() : "--today s’écrit AAAA-MM-JJ, par exemple 2026-11-21.";
         }},
        {"--port",
         [&request](std::string const& given) {
             auto const read = std::from_chars(given.data(), given.data() + given.size(), request.port);
             bool const good =
                 read.ec == std::errc{} && read.ptr == given.data() + given.size() && request.port >= 0 && request.port <= 65535;
             return good ? std::string() : "--port est un nombre de 0 à 65535.";
         }},
    };
}

}  // namespace

Result<Request> read_request(std::vector<std::string> const& arguments, fs::path const& executable) {
    Request request;
    request.project = find_project(executable);
    if (char const* const given = std::getenv("GUICHET_PROCEDURES"); given != nullptr && *given != '\0') request.procedures = given;
    // Its password then stands in no list of processes.
    if (char const* const given = std::getenv("GUICHET_DATABASE"); given != nullptr) request.database = given;
    auto const options = options_of(request);
    std::map<std::string, bool*, std::less<>> const flags{{"--json", &request.json},
                                                          {"--en-clair", &request.unmasked},
                                                          {"--quiet", &request.quiet},
                                                          {"--comptes", &request.accounts},
                                                          {"--liste", &request.list}};

    bool only_operands = false;
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        std::string const& argument = arguments[at];
        if (only_operands || argument == "-" || !argument.starts_with('-')) {
            if (request.verb.empty()) {
                request.verb = argument;
            } else {
                request.operands.push_back(argument);
            }
            continue;
        }
        if (argument == "--") {
            only_operands = true;
            continue;
        }
        if (argument == "-h" || argument == "--help") {
            request.verb = "help";
            return request;
        }
        if (argument == "--version") {
            request.verb = "version";
            return request;
        }
        if (auto const flag = flags.find(argument); flag != flags.end()) {
            *flag->second = true;
            continue;
        }
        // --port 80 and --port=80.
        std::size_t const equal = argument.find('=');
        auto const option = options.find(argument.substr(0, equal));
        if (option == options.end())
            return std::unexpected(bad_option("L’option « " + argument + " » n’existe pas. L’aide : guichet help."));
        if (equal == std::string::npos && at + 1 == arguments.size()) return std::unexpected(bad_option(argument + " attend une valeur."));
        std::string const value = equal == std::string::npos ? arguments[++at] : argument.substr(equal + 1);
        if (value.empty()) return std::unexpected(bad_option(option->first + " attend une valeur."));
        if (std::string const fault = option->second(value); !fault.empty()) return std::unexpected(bad_option(fault));
    }
    if (request.procedures.empty()) request.procedures = request.project / "assets" / "procedures";
    return request;
}

}  // namespace guichet::command
