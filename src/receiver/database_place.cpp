#include "receiver/database_place.hpp"

#include "receiver/postgres_link.hpp"

namespace guichet::receiver {

Result<DatabasePlace> place_of(std::filesystem::path const& data, std::string const& url) {
    if (url.empty()) { return DatabasePlace{data / "guichet.sqlite3", {}}; }
    if (PostgresLink::is_url(url)) { return DatabasePlace{{}, url}; }
    return std::unexpected(Trouble{"base-adresse", "L’adresse de --database ou de GUICHET_DATABASE s’écrit postgresql://nom@machine/base. "
                                                   "Sans elle, la base est un fichier de --data."});
}

}  // namespace guichet::receiver
