#include "receiver/store.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "dossiers.hpp"
#include "folder.hpp"

using namespace guichet;
using namespace guichet::receiver;
using namespace guichet::receiver::test;

TEST_CASE("a dossier is accepted once: the same again gives the first receipt, another content a conflict") {
    Folder const folder;
    auto const store = opened(folder);
    auto const first = store->accept(dossier(1));
    REQUIRE(first);
    CHECK(first->outcome == Acceptance::Outcome::created);
    CHECK(first->receipt.number == "AF-2026-000001");
    CHECK(first->receipt.version == 1);
    CHECK((*store->standing_of(uuid(1)))->status == "transmis");

    auto later = dossier(1);
    later.date = "2027-01-01T00:00:00.000Z";
    auto const again = store->accept(later);
    REQUIRE(again);
    CHECK(again->outcome == Acceptance::Outcome::same);
    CHECK(again->receipt == first->receipt);

    auto const other = store->accept(dossier(1, "bb"));
    REQUIRE(other);
    CHECK(other->outcome == Acceptance::Outcome::conflict);
    CHECK(store->list(1, 10)->total == 1);
    CHECK((*store->standing_of(uuid(1)))->receipt == first->receipt);
}

TEST_CASE("numbers follow each other without gap, by series and year") {
    Folder const folder;
    auto const store = opened(folder);
    CHECK(store->accept(dossier(1))->receipt.number == "AF-2026-000001");
    CHECK(store->accept(dossier(1, "bb"))->outcome == Acceptance::Outcome::conflict);
    CHECK(store->accept(dossier(2))->receipt.number == "AF-2026-000002");
    auto next_year = dossier(3);
    next_year.date = "2027-01-01T00:00:00.000Z";
    CHECK(store->accept(next_year)->receipt.number == "AF-2027-000001");
    auto other_series = dossier(4);
    other_series.series = "CA";
    CHECK(store->accept(other_series)->receipt.number == "CA-2026-000001");
    CHECK(store->accept(dossier(5))->receipt.number == "AF-2026-000003");
}

TEST_CASE("sixteen threads with the same dossier get one number, with their own sixteen") {
    Folder const folder;
    auto const store = opened(folder);
    std::vector<std::string> same(16);
    std::vector<std::string> own(16);
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&, i] {
            auto const at = static_cast<std::size_t>(i);
            same[at] = store->accept(dossier(1))->receipt.number;
            own[at] = store->accept(dossier(100 + i))->receipt.number;
        });
    }
    for (auto& thread : threads) { thread.join(); }
    CHECK(std::set(same.begin(), same.end()).size() == 1);
    CHECK(std::set(own.begin(), own.end()).size() == 16);
    CHECK(store->list(1, 1)->total == 17);
}

TEST_CASE("what was accepted is read back whole, pieces in their order") {
    Folder const folder;
    auto const store = opened(folder);
    auto sent = dossier(1);
    sent.payload = R"({"nom":"L’été \"œ\""})";
    REQUIRE(store->accept(sent));
    auto const found = store->find(uuid(1));
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->payload == sent.payload);
    CHECK((*found)->procedure == "opco.af");
    CHECK((*found)->pieces == sent.pieces);
    CHECK(!*store->find(uuid(2)));
    CHECK(!*store->standing_of("' OR 1=1 --"));
}

TEST_CASE("a piece is received once, and its instant stays") {
    Folder const folder;
    auto const store = opened(folder);
    REQUIRE(store->accept(dossier(1)));
    auto const announced = **store->find_piece(uuid(1), "p1");
    CHECK(announced.received_at.empty());
    CHECK(store->mark_received(uuid(1), announced, "2026-03-14T10:00:00.000Z") == Marked::first);
    CHECK(store->mark_received(uuid(1), announced, "2026-03-15T10:00:00.000Z") == Marked::already);
    CHECK((*store->find_piece(uuid(1), "p1"))->received_at == "2026-03-14T10:00:00.000Z");
    CHECK(!*store->find_piece(uuid(1), "p3"));
    CHECK(!*store->find_piece(uuid(1), ""));
    CHECK(!*store->find_piece(uuid(2), "p1"));
    auto const page = store->list(1, 10);
    REQUIRE(page);
    CHECK(page->lines.front().pieces == 2);
    CHECK(page->lines.front().pieces_received == 1);
}

TEST_CASE("pages hold the latest first, and none twice") {
    Folder const folder;
    auto const store = opened(folder);
    for (int i = 1; i <= 25; ++i) { REQUIRE(store->accept(dossier(i))); }
    std::set<std::string> seen;
    for (int page = 1; page <= 3; ++page) {
        auto const listed = store->list(page, 10);
        REQUIRE(listed);
        CHECK(listed->total == 25);
        CHECK(listed->lines.size() == (page == 3 ? 5U : 10U));
        for (auto const& line : listed->lines) { CHECK(seen.insert(line.id).second); }
    }
    CHECK(store->list(1, 10)->lines.front().id == uuid(25));
    CHECK(store->list(4, 10)->lines.empty());
}

TEST_CASE("everything is there when the database is opened again") {
    Folder const folder;
    StoredReceipt receipt;
    {
        auto const store = opened(folder);
        receipt = store->accept(dossier(1))->receipt;
        REQUIRE(store->mark_received(uuid(1), **store->find_piece(uuid(1), "p2"), "2026-03-14T10:00:00.000Z"));
    }
    auto const store = opened(folder);
    CHECK((*store->standing_of(uuid(1)))->receipt == receipt);
    CHECK(!(*store->find_piece(uuid(1), "p2"))->received_at.empty());
    CHECK(store->accept(dossier(2))->receipt.number == "AF-2026-000002");
}

TEST_CASE("a dossier that cannot even be numbered fails alone, and those after it are taken") {
    Folder const folder;
    auto const store = opened(folder);
    auto odd = dossier(1);
    odd.date = "jamais";  // no year
    CHECK(store->accept(odd).error().code == "erreur-interne");
    CHECK(store->accept(dossier(2))->receipt.number == "AF-2026-000001");
    CHECK(!*store->standing_of(uuid(1)));
}
