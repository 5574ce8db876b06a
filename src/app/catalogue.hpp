// What the site offers: its configuration (config.json) and its procedures (procedures/index.json).
// Both come over the network, may be missing, and never stop the rest: without a configuration a
// dossier can still be filled, saved and carried away as a file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "procedure/definition.hpp"
#include "procedure/load.hpp"

namespace guichet {

enum class Fetching : std::uint8_t { idle, under_way, done, failed };

enum class ConnectorKind : std::uint8_t { http, file };

/// A way to send: named in config.json.
struct Connector {
    std::string id;
    std::string label;
    ConnectorKind kind = ConnectorKind::file;
    std::string url;   ///< http: where dossiers are posted; relative to the page
    std::string help;  ///< one sentence for the person; may be empty
};

struct Config {
    std::string title = "Guichet";
    std::vector<Connector> connectors;        ///< never empty: without one, the file
    std::string conformity = "non conforme";  ///< to the RGAA; as long as no audit tells, it is this by law
    std::string contact;                      ///< a sentence: whom to tell of a difficulty
    std::string directory_url;                ///< directory of establishments; "{siret}" is replaced. Empty: none
};

/// The configuration of a site that has none.
[[nodiscard]] Config default_config();
[[nodiscard]] Result<Config> read_config(std::string_view json);
/// Address of a search by complete SIRET in the directory.
[[nodiscard]] std::string directory_address(std::string_view url, std::string_view siret);

/// A procedure as the index names it, and the procedure itself once it has been fetched.
struct CatalogueEntry {
    std::string file;  ///< relative to procedures/
    std::string id;    ///< empty when the index does not say
    std::string title;
    std::string organisme;
    std::string description;
    Fetching fetching = Fetching::idle;
    std::shared_ptr<Procedure const> procedure;
    std::vector<LintProblem> problems;  ///< fatal ones: why the procedure cannot be used
};

struct Catalogue {
    Fetching fetching = Fetching::idle;
    std::vector<CatalogueEntry> entries;
};

/// Reads procedures/index.json: a list, or {"procedures": list}, of file names or of {"fichier", "id", "titre",
/// "organisme", "description"}.
[[nodiscard]] Result<std::vector<CatalogueEntry>> read_catalogue(std::string_view json);
/// The procedure of that id when it is loaded.
[[nodiscard]] std::shared_ptr<Procedure const> find_procedure(Catalogue const& catalogue, std::string_view id);
/// Whether a procedure of that id may still come: it, or one that the index does not name, is not fetched yet.
[[nodiscard]] bool may_still_come(Catalogue const& catalogue, std::string_view id);

}  // namespace guichet
