// Where a receiver keeps what it has received: a file of SQLite, or a base of PostgreSQL by its URL.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace guichet::receiver {

struct DatabasePlace {
    std::filesystem::path file;
    std::string url{};  ///< postgresql://…: there instead
    [[nodiscard]] bool is_postgres() const { return !url.empty(); }
};

/// By the data folder, and the URL if there is one; a trouble when it is none that can be read. The sentence does not repeat it:
/// a password may stand in it.
[[nodiscard]] Result<DatabasePlace> place_of(std::filesystem::path const& data, std::string const& url);

}  // namespace guichet::receiver
