// The sample directory of establishments, answered as the public API Recherche d'entreprises answers (domain facts, 7.1),
// so that the page uses the one or the other by configuration alone.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "core/result.hpp"
#include "receiver/http.hpp"

namespace guichet::receiver {

class Directory {
public:
    Directory() = default;
    /// A JSON file {"results":[…]} of companies in the shape of that API. A file that is not there is an empty directory.
    [[nodiscard]] static Result<Directory> load(std::filesystem::path const& file);
    [[nodiscard]] static Result<Directory> read(std::string_view json);

    /// GET /api/annuaire/search?q=&page=&per_page=: a SIRET, a SIREN, or words of the name or the town. Errors are in the
    /// public API's own shape, {"erreur": "…"}.
    [[nodiscard]] Response search(std::string_view query) const;
    [[nodiscard]] std::size_t size() const { return companies_.size(); }

private:
    struct Company {
        Json json;
        std::string siren;
        std::vector<std::string> sirets;
        std::string words;  ///< folded, for searching
    };
    [[nodiscard]] std::vector<Json> find(std::string_view question) const;

    std::vector<Company> companies_;
};

}  // namespace guichet::receiver
