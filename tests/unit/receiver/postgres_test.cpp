// What PostgreSQL alone does. What asks for a server is skipped without GUICHET_TEST_SERVER (tests/node/unit-postgres.mjs).
#include "receiver/postgres_database.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "dossiers.hpp"
#include "folder.hpp"
#include "receiver/schema.hpp"
#include "sixteen.hpp"

using namespace guichet;
using namespace guichet::receiver;
using namespace guichet::receiver::test;

namespace {

constexpr char const* end_others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                   "WHERE datname = current_database() AND pid <> pg_backend_pid()";

}  // namespace

TEST_CASE("an error of PostgreSQL becomes a status and a sentence, by its code") {
    CHECK(postgres_trouble("53100").code == "disque-plein");
    CHECK(status_of_database_trouble(postgres_trouble("53100").code) == 507);
    CHECK(postgres_trouble("55P03").code == "base-occupee");
    CHECK(postgres_trouble("40001").code == "base-occupee");
    CHECK(postgres_trouble("53300").code == "base-occupee");
    CHECK(postgres_trouble("57P01").code == "base-injoignable");
    CHECK(postgres_trouble("08006").code == "base-injoignable");
    CHECK(postgres_trouble("25P03").code == "base-injoignable");
    CHECK(postgres_trouble("25006").code == "base-en-lecture-seule");
    CHECK(postgres_trouble("42501").code == "base-en-lecture-seule");
    CHECK(postgres_trouble("XX001").code == "base-abimee");
    CHECK(postgres_trouble("22P02").code == "base");
    for (auto const* code : {"base-injoignable", "base-acces-refuse", "base-coupee"}) { CHECK(status_of_database_trouble(code) == 503); }
}

TEST_CASE("an address that is none is refused without being repeated; no server at one is told") {
    for (std::string const url :
         {"mysql://nom:secret@machine/base", "guichet.sqlite3", "postgresql://[::1", "postgresql://a/b?inconnu=secret"}) {
        auto const place = place_of("data", url);
        REQUIRE(!place);
        CHECK(place.error().code == "base-adresse");
        CHECK(place.error().message.find("secret") == std::string::npos);
    }
    CHECK(place_of("data", "")->file == "data/guichet.sqlite3");
    CHECK(place_of("data", "postgres://nom:mot@machine:5433/base?sslmode=require")->is_postgres());
    CHECK(PostgresDatabase::open("postgresql://127.0.0.1:1/rien").error().code == "base-injoignable");
}

TEST_CASE("receivers that start at once make the tables once" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    auto const place = place_in(folder);
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&place] { CHECK(Store::open(place)); });
    }
    for (auto& thread : threads) { thread.join(); }
    auto const database = connected(folder);
    CHECK(*database->integer("SELECT count(*) FROM guichet_schema") == 1);
    CHECK(*database->integer("SELECT version FROM guichet_schema") == schema_version());
}

TEST_CASE("a base of a newer Guichet, or of another program, is left as it is" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    CHECK(Store::open_existing(place_in(folder)).error().code == "base-autre-version");
    opened(folder);
    auto const database = connected(folder);
    REQUIRE(database->run("UPDATE guichet_schema SET version = 999"));
    CHECK(Store::open(place_in(folder)).error().code == "base-trop-recente");
    CHECK(Store::open_existing(place_in(folder)).error().code == "base-autre-version");

    Folder const other;
    REQUIRE(connected(other)->run("CREATE TABLE notes (texte text)"));
    CHECK(Store::open(place_in(other)).error().code == "base-etrangere");
    CHECK(*connected(other)->integer("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 1);
}

TEST_CASE("a full disk is told, and nothing of the dossier stays nor of its number" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    auto const store = opened(folder);
    auto const database = connected(folder);
    REQUIRE(database->run(("CREATE FUNCTION plein() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.dossier IN ('" + uuid(3) + "', '" +
                           uuid(7) +
                           "') THEN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$; "
                           "CREATE TRIGGER plein BEFORE INSERT ON evenements FOR EACH ROW EXECUTE FUNCTION plein()")
                              .c_str()));
    accept_sixteen_but(*store, {3, 7});
    CHECK(store->accept(dossier(3)).error().code == "disque-plein");
    CHECK(!*store->standing_of(uuid(3)));
    CHECK(!*store->find_piece(uuid(3), "p1"));
    REQUIRE(database->run("DROP TRIGGER plein ON evenements"));
    CHECK(store->accept(dossier(3))->receipt.number == "AF-2026-000015");
}

TEST_CASE("another writer is waited for, not for ever; readers wait for none" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    auto const store = opened(folder);
    auto const database = connected(folder);
    auto held = Transaction::begin(*database, Purpose::write);
    REQUIRE(held);
    std::thread writer([&] { CHECK(store->accept(dossier(1))); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(!*store->standing_of(uuid(1)));
    REQUIRE(held->commit());
    writer.join();
    CHECK(*store->standing_of(uuid(1)));

    held.emplace(std::move(*Transaction::begin(*database, Purpose::write)));
    auto const since = std::chrono::steady_clock::now();
    CHECK(store->accept(dossier(2)).error().code == "base-occupee");
    CHECK(std::chrono::steady_clock::now() - since < std::chrono::seconds(8));
    REQUIRE(held->commit());
    CHECK(store->accept(dossier(2)));
}

TEST_CASE("two receivers on one base: numbers and events in one row, none missed" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    auto const one = opened(folder);
    auto const other = opened(folder);
    std::vector<std::thread> writers;
    for (int i = 0; i < 8; ++i) {
        writers.emplace_back([&, i] {
            for (int j = 0; j < 10; ++j) { CHECK((i % 2 == 0 ? one : other)->accept(dossier(100 * i + j))); }
        });
    }
    std::int64_t last = 0;
    while (last < 80) {
        auto const events = other->events_after(last, 500);
        REQUIRE(events);
        for (auto const& event : *events) { REQUIRE(event.number == ++last); }
    }
    for (auto& writer : writers) { writer.join(); }
    CHECK(one->list(1, 1)->total == 80);
    CHECK(one->list(1, 1)->lines.front().receipt.number == "AF-2026-000080");
}

TEST_CASE("a connection that was cut is made anew, without anyone noticing" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    auto const store = opened(folder);
    REQUIRE(store->accept(dossier(1)));
    REQUIRE(connected(folder)->run(end_others));
    CHECK(*store->standing_of(uuid(1)));
    CHECK(store->accept(dossier(2))->receipt.number == "AF-2026-000002");
    REQUIRE(connected(folder)->run(end_others));
    CHECK(store->find(uuid(2)));
    REQUIRE(connected(folder)->run(end_others));
    CHECK(store->check());
}

TEST_CASE("a text is kept to the letter, or refused: never cut" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    auto const store = opened(folder);
    auto odd = dossier(1);
    odd.payload = "{\"a\":\"\\u0000 \xF0\x9F\x98\x80 ' \\ $1 ?1 %s\"}";
    odd.pieces[0].name = "L’été « ? » \\ ' \" œ";
    REQUIRE(store->accept(odd));
    auto const found = **store->find(uuid(1));
    CHECK(found.payload == odd.payload);
    CHECK(found.pieces == odd.pieces);
    auto cut = dossier(2);
    cut.pieces[0].name = std::string("a\0b", 3);
    CHECK(store->accept(cut).error().code == "base");
    CHECK(!*store->standing_of(uuid(2)));
}

TEST_CASE("commits wait for the disk even where they are told not to" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    auto const name = folder.path().filename().string();
    REQUIRE(connected(folder)->run(("ALTER DATABASE \"" + name + "\" SET synchronous_commit = off").c_str()));
    auto const database = connected(folder);
    CHECK(*database->integer("SELECT count(*) FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'on'") == 1);
    CHECK(opened(folder)->warning().empty());
}

TEST_CASE("a base that does not keep every character is refused" * doctest::skip(test_server() == nullptr)) {
    Folder const folder;
    auto const name = "latin-" + folder.path().filename().string();
    auto const server = std::string(test_server());
    auto const administrator = PostgresDatabase::open(server + "/postgres");
    REQUIRE(administrator);
    REQUIRE((*administrator)->run(("CREATE DATABASE \"" + name + "\" ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0").c_str()));
    CHECK(PostgresDatabase::open(server + "/" + name).error().code == "base-encodage");
    CHECK(PostgresDatabase::open(server + "/absente").error().code == "base-absente");
}
