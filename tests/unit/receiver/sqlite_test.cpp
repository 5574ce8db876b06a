// What SQLite alone does: its quota, its file, its settings, its errors.
#include "receiver/sqlite_database.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>

#include "dossiers.hpp"
#include "folder.hpp"
#include "receiver/schema.hpp"
#include "sixteen.hpp"

using namespace guichet;
using namespace guichet::receiver;
using namespace guichet::receiver::test;

TEST_CASE("a full disk is told, and nothing of the dossier stays") {
    Folder const folder;
    auto const store = opened_sqlite(folder);
    REQUIRE(store->accept(dossier(1)));
    REQUIRE(store->limit_pages(60));
    auto large = dossier(2);
    large.payload = std::string(1U << 20U, 'x');
    auto const refused = store->accept(large);
    REQUIRE(!refused);
    CHECK(refused.error().code == "disque-plein");
    CHECK(status_of_database_trouble(refused.error().code) == 507);
    CHECK(!*store->standing_of(uuid(2)));
    CHECK(!*store->find_piece(uuid(2), "p1"));
    REQUIRE(store->limit_pages(10'000));
    auto const accepted = store->accept(large);
    REQUIRE(accepted);
    CHECK(accepted->receipt.number == "AF-2026-000002");  // the number drawn in vain was given back
}

TEST_CASE("a database of a newer Guichet, or of another program, is refused untouched") {
    Folder const folder;
    opened_sqlite(folder);
    {
        auto database = SqliteDatabase::open(folder / "base.sqlite3", Access::write);
        REQUIRE(database);
        REQUIRE((*database)->run("PRAGMA user_version=999"));
    }
    auto const newer = Store::open({folder / "base.sqlite3", {}});
    REQUIRE(!newer);
    CHECK(newer.error().code == "base-trop-recente");
    CHECK(newer.error().message.find("999") != std::string::npos);
    {
        auto database = SqliteDatabase::open(folder / "autre.sqlite3", Access::write);
        REQUIRE(database);
        REQUIRE((*database)->run("CREATE TABLE notes (texte TEXT); INSERT INTO notes VALUES ('à garder')"));
    }
    auto const foreign = Store::open({folder / "autre.sqlite3", {}});
    REQUIRE(!foreign);
    CHECK(foreign.error().code == "base-etrangere");
    auto database = SqliteDatabase::open(folder / "autre.sqlite3", Access::read);
    CHECK(*(*database)->integer("SELECT count(*) FROM notes") == 1);
    CHECK(*(*database)->integer("SELECT count(*) FROM sqlite_schema") == 1);

    folder.write("texte.sqlite3", std::string(4096, 'x'));
    auto const text = Store::open({folder / "texte.sqlite3", {}});
    REQUIRE(!text);
    CHECK(text.error().code == "base-abimee");
    CHECK(!Store::open({folder / "absent" / "base.sqlite3", {}}));
}

TEST_CASE("the database is written through before an answer") {
    Folder const folder;
    auto const store = opened_sqlite(folder);
    auto database = SqliteDatabase::open(folder / "base.sqlite3", Access::write);
    REQUIRE(database);
    CHECK(*(*database)->integer("PRAGMA synchronous") == 2);
    CHECK(*(*database)->integer("SELECT journal_mode = 'wal' FROM pragma_journal_mode") == 1);
    CHECK(*(*database)->integer("PRAGMA application_id") == application_id);
    CHECK(*(*database)->integer("PRAGMA user_version") == schema_version());
}

TEST_CASE("another writer is waited for; a transaction given up leaves nothing") {
    Folder const folder;
    auto const store = opened_sqlite(folder);
    auto database = SqliteDatabase::open(folder / "base.sqlite3", Access::write);
    REQUIRE(database);
    {
        auto transaction = Transaction::begin(**database, Purpose::write);
        REQUIRE(transaction);
        REQUIRE((*database)->run("DELETE FROM numeros"));
        std::thread writer([&] { CHECK(store->accept(dossier(1))); });
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        CHECK(!*store->standing_of(uuid(1)));  // readers do not wait
        { auto const given_up = std::move(*transaction); }
        writer.join();
    }
    CHECK(*store->standing_of(uuid(1)));
}

TEST_CASE("errors of the database become a status and a sentence") {
    CHECK(sqlite_trouble(SQLITE_FULL, 0).code == "disque-plein");
    CHECK(sqlite_trouble(SQLITE_IOERR_WRITE, ENOSPC).code == "disque-plein");
    CHECK(sqlite_trouble(SQLITE_IOERR_WRITE, EIO).code == "base");
    CHECK(sqlite_trouble(SQLITE_READONLY_DBMOVED, 0).code == "base-en-lecture-seule");
    CHECK(sqlite_trouble(SQLITE_BUSY_SNAPSHOT, 0).code == "base-occupee");
    CHECK(sqlite_trouble(SQLITE_CORRUPT_INDEX, 0).code == "base-abimee");
    CHECK(status_of_database_trouble("base-occupee") == 503);
    CHECK(status_of_database_trouble("base-en-lecture-seule") == 500);
    CHECK(status_of_database_trouble("base") == 500);
}

TEST_CASE("what one dossier fails of does not touch those that are written with it") {
    Folder const folder;
    auto const store = opened_sqlite(folder);
    auto const database = SqliteDatabase::open(folder / "base.sqlite3", Access::write);
    REQUIRE(database);
    REQUIRE((*database)->run(("CREATE TRIGGER refus BEFORE INSERT ON dossiers WHEN NEW.id IN ('" + uuid(3) + "', '" + uuid(7) +
                              "') BEGIN SELECT RAISE(ABORT, 'non'); END")
                                 .c_str()));
    accept_sixteen_but(*store, {3, 7});
}
