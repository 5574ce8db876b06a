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
    std::int32_t drafts_kept_months = 12;  ///< after its last change, a request that was never sent is proposed for deletion; 0: never
    std::int32_t ended_kept_months = 60;   ///< the same for one that has ended (pieces of a contract are kept for five years)
    std::string directory_url;  ///< directory of establishments; "{siret}" is replaced, for a UAI "q={siret}" is "id_uai=". Empty: none
};

/// The configuration of a site that has none.
[[nodiscard]] Config default_config();
[[nodiscard]] Result<Config> read_config(std::string_view json);
/// Address of a search by complete SIRET or by UAI in the directory.
[[nodiscard]] std::string directory_address(std::string_view url, std::string_view number);

/// A procedure as the index names it, and the procedure itself once it has been fetched.
struct CatalogueEntry {
    std::string file;  ///< relative to procedures/
    std::size_t line = 0;  ///< of that file, from 1, when it holds several; 0: all of it
    std::string id;  ///< empty when the index does not say
    std::string title;
    std::string organisme;
    std::string portal;  ///< where that organisme has it filled today; may be empty
    std::string description;
    Fetching fetching = Fetching::idle;
    std::shared_ptr<Procedure const> procedure;
    std::vector<LintProblem> problems;  ///< fatal ones: why the procedure cannot be used
};

struct Catalogue {
    Fetching fetching = Fetching::idle;
    std::vector<CatalogueEntry> entries;
    std::string filter;  ///< typed on the page of choice
    std::string chosen;  ///< id of the one to begin with once it has come
};

/// « OPCO EP – CONNECT' »: under which heading a procedure stands, and who a draft is for.
[[nodiscard]] std::string place_of(std::string_view organisme, std::string_view portal);
/// Whether each word of the filter, folded, is in what the index tells of the procedure.
[[nodiscard]] bool is_offered(CatalogueEntry const& entry, std::string_view folded_filter);

/// Reads procedures/index.json: a list, or {"procedures": list}, of file names or of {"fichier", "ligne", "id", "titre",
/// "organisme", "portail", "description"}.
[[nodiscard]] Result<std::vector<CatalogueEntry>> read_catalogue(std::string_view json);
/// What the entry's file says of that procedure: its line, without the comma that ends it.
[[nodiscard]] std::string_view text_of(CatalogueEntry const& entry, std::string_view body);
/// The procedure of that id when it is loaded.
[[nodiscard]] std::shared_ptr<Procedure const> find_procedure(Catalogue const& catalogue, std::string_view id);
/// Whether a procedure of that id may still come: it, or one that the index does not name, is not fetched yet.
[[nodiscard]] bool may_still_come(Catalogue const& catalogue, std::string_view id);

}  // namespace guichet
