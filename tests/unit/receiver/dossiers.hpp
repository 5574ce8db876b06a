// Dossiers as the store takes them, for the tests that need some.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "folder.hpp"
#include "receiver/postgres_database.hpp"
#include "receiver/sqlite_database.hpp"
#include "receiver/store.hpp"

namespace guichet::receiver::test {

inline std::string uuid(int number) {
    auto text = std::to_string(number);
    return "00000000-0000-4000-8000-" + std::string(12 - text.size(), '0') + text;
}

inline NewDossier dossier(int number, std::string digest = "aa") {
    return {uuid(number),
            "opco.af",
            "1",
            "AF",
            "2026-03-14T08:09:10.123Z",
            std::move(digest),
            R"({"a":1})",
            {{"p1", "programme", "Programme.pdf", "application/pdf", 12, std::string(64, 'a'), {}},
             {"p2", "autres", "", "image/png", 0, std::string(64, 'b'), {}}}};
}

/// The URL of the PostgreSQL that these tests are to stand on, as tests/node/unit-postgres.mjs gives it; null: on SQLite.
inline char const* test_server() { return std::getenv("GUICHET_TEST_SERVER"); }

/// The database of that folder: its file, or a base of the server under the folder's name, made when it is not there.
inline DatabasePlace place_in(Folder const& folder) {
    auto const* const server = test_server();
    if (server == nullptr) { return {folder / "base.sqlite3", {}}; }
    auto const name = folder.path().filename().string();
    auto const administrator = PostgresDatabase::open(std::string(server) + "/postgres");
    REQUIRE(administrator);
    auto const known = (*administrator)->integer("SELECT count(*) FROM pg_database WHERE datname = '" + name + "'");
    REQUIRE(known);
    if (*known == 0) { REQUIRE((*administrator)->run(("CREATE DATABASE \"" + name + "\"").c_str())); }
    return {{}, std::string(server) + "/" + name};
}

inline std::unique_ptr<Store> opened(Folder const& folder) {
    auto store = Store::open(place_in(folder));
    REQUIRE(store);
    return std::move(*store);
}

/// A connection beside the store's.
inline std::unique_ptr<Database> connected(Folder const& folder) {
    auto const place = place_in(folder);
    if (place.is_postgres()) {
        auto database = PostgresDatabase::open(place.url);
        REQUIRE(database);
        return std::move(*database);
    }
    auto database = SqliteDatabase::open(place.file, Access::existing);
    REQUIRE(database);
    return std::move(*database);
}

inline std::unique_ptr<Store> opened_sqlite(Folder const& folder) {
    auto store = Store::open({folder / "base.sqlite3", {}});
    REQUIRE(store);
    return std::move(*store);
}

/// A correction of dossier(1), in the one status that is open to it.
inline NewDossier correction(std::string digest) {
    auto out = dossier(1, std::move(digest));
    out.date = "2026-03-20T08:00:00.000Z";
    out.open_statuses = {"brouillon", "a_completer"};
    return out;
}

/// What moves dossier(1) from where it stands.
inline Decision decision(std::string from, std::string to, std::int64_t version = 1) {
    return {uuid(1), std::move(from), version, std::move(to), "2026-03-15T09:00:00.000Z", "Mme Roux", "À revoir.", {}, {}};
}

}  // namespace guichet::receiver::test
