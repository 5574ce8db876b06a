// The procedures that the receiver judges by: every file of a folder that is one, by id and version.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "procedure/assemble.hpp"
#include "procedure/definition.hpp"

namespace guichet::receiver {

/// Reads the shared parts of a folder of procedures (docs/procedures.md, « Parties communes »).
[[nodiscard]] PartReader parts_in(std::filesystem::path folder);

class Procedures {
public:
    /// Reads the folder and those below. A file that is no good procedure is told in `complaints` and stops no other.
    [[nodiscard]] static Procedures load(std::filesystem::path const& folder, std::vector<std::string>& complaints);

    /// Null when there is none of that id and version.
    [[nodiscard]] std::shared_ptr<Procedure const> find(std::string_view id, std::string_view version) const;
    /// The newest of that id when that version is no longer there: what was received under it still has a status and words.
    [[nodiscard]] std::shared_ptr<Procedure const> find_or_newest(std::string_view id, std::string_view version) const;
    [[nodiscard]] bool is_known(std::string_view id) const;
    [[nodiscard]] std::vector<std::shared_ptr<Procedure const>> all() const;

private:
    std::map<std::pair<std::string, std::string>, std::shared_ptr<Procedure const>> by_name_;
};

/// The order of versions: "2026.10" after "2026.9".
[[nodiscard]] bool version_before(std::string_view a, std::string_view b);

/// What begins the numbers of its dossiers: the payload's constant "type" ("AF") if it is 1 to 8 capital letters or
/// digits, else "DOS".
[[nodiscard]] std::string number_series(Procedure const& procedure);

}  // namespace guichet::receiver
