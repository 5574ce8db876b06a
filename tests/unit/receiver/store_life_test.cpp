// A dossier's life in the store: decisions, corrections, remarks, pieces, events; and a database of the former schema.
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "dossiers.hpp"
#include "receiver/sqlite_database.hpp"
#include "receiver/store.hpp"

using namespace guichet;
using namespace guichet::receiver;
using namespace guichet::receiver::test;
using Outcome = Acceptance::Outcome;

namespace {

constexpr char const* instant = "2026-03-14T10:00:00.000Z";

void receive(Store& store, std::string_view piece) {
    auto const announced = store.find_piece(uuid(1), piece);
    REQUIRE(announced);
    REQUIRE(*announced);
    REQUIRE(store.mark_received(uuid(1), **announced, instant) == Marked::first);
}

std::int64_t decided(Store& store, Decision const& decision) {
    auto const event = store.decide(decision);
    REQUIRE(event);
    REQUIRE(*event);
    return **event;
}

/// What the first schema was, to the letter, with one dossier and a half-received pair of pieces.
constexpr char const* former_database = R"sql(
CREATE TABLE dossiers (rang INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, numero TEXT NOT NULL UNIQUE, procedure TEXT NOT NULL,
  version TEXT NOT NULL, recu_le TEXT NOT NULL, statut TEXT NOT NULL, empreinte TEXT NOT NULL, payload TEXT NOT NULL) STRICT;
CREATE TABLE pieces (dossier TEXT NOT NULL REFERENCES dossiers(id), piece TEXT NOT NULL, rang INTEGER NOT NULL, zone TEXT NOT NULL,
  nom TEXT NOT NULL, type TEXT NOT NULL, taille INTEGER NOT NULL, sha256 TEXT NOT NULL, recue_le TEXT,
  PRIMARY KEY (dossier, piece)) STRICT, WITHOUT ROWID;
CREATE TABLE numeros (serie TEXT NOT NULL, annee INTEGER NOT NULL, dernier INTEGER NOT NULL,
  PRIMARY KEY (serie, annee)) STRICT, WITHOUT ROWID;
INSERT INTO dossiers VALUES
  (1, '00000000-0000-4000-8000-000000000002', 'AF-2026-000001', 'opco.af', '1', '2026-01-01T08:00:00.000Z', 'transmis', 'bb', '{"b":2}'),
  (2, '00000000-0000-4000-8000-000000000001', 'AF-2026-000002', 'opco.af', '1', '2026-01-02T08:00:00.000Z', 'transmis', 'aa', '{"a":1}');
INSERT INTO pieces VALUES
  ('00000000-0000-4000-8000-000000000001', 'p1', 0, 'programme', 'P.pdf', 'application/pdf', 12, 'cc', '2026-01-02T09:00:00.000Z'),
  ('00000000-0000-4000-8000-000000000001', 'p2', 1, 'autres', '', 'image/png', 3, 'dd', NULL);
INSERT INTO numeros VALUES ('AF', 2026, 2);
PRAGMA application_id=1196771651;
PRAGMA user_version=1;
)sql";

}  // namespace

TEST_CASE("a database of the former schema is migrated: nothing is lost, and each dossier has its first event") {
    Folder const folder;
    DatabasePlace const place{folder / "base.sqlite3", {}};
    {
        auto const database = SqliteDatabase::open(place.file, Access::write);
        REQUIRE(database);
        REQUIRE((*database)->run(former_database));
    }
    CHECK(Store::open_existing(place).error().code == "base-autre-version");
    auto const store = opened_sqlite(folder);
    auto const found = **store->find("AF-2026-000002");
    CHECK(found.id == uuid(1));
    CHECK(found.payload == R"({"a":1})");
    CHECK(found.status == "transmis");
    CHECK(found.receipt == StoredReceipt{"AF-2026-000002", "2026-01-02T08:00:00.000Z", "aa", 1});
    REQUIRE(found.pieces.size() == 2);
    CHECK(found.pieces[0].received_at == "2026-01-02T09:00:00.000Z");
    CHECK(found.pieces[0].judgement == Judgement::none);
    CHECK(found.pieces[1].received_at.empty());
    CHECK(found.remarks.empty());
    REQUIRE(found.events.size() == 1);
    CHECK(found.events[0].date == "2026-01-02T08:00:00.000Z");
    CHECK(found.events[0].status == "transmis");

    auto const events = store->events_after(0, 10);
    REQUIRE(events->size() == 2);
    CHECK(events->front().dossier == uuid(2));  // in the order of arrival
    CHECK(store->accept(dossier(1))->outcome == Outcome::same);
    CHECK(store->accept(dossier(3))->receipt.number == "AF-2026-000003");
    CHECK(store->last_event() == 3);
    decided(*store, decision("transmis", "a_completer"));
    CHECK(store->accept(correction("new"))->outcome == Outcome::corrected);
    CHECK(Store::open_existing(place));
}

TEST_CASE("a status changes once, by whom and why, and not from where the dossier no longer is") {
    Folder const folder;
    auto const store = opened(folder);
    REQUIRE(store->accept(dossier(1)));
    auto const event = decided(*store, decision("transmis", "en_instruction"));
    CHECK(event == 2);
    CHECK((*store->standing_of(uuid(1)))->status == "en_instruction");
    CHECK((*store->standing_of(uuid(1)))->receipt == store->accept(dossier(1))->receipt);

    CHECK(!*store->decide(decision("transmis", "a_completer")));
    CHECK(!*store->decide(decision("en_instruction", "accorde", 2)));
    auto elsewhere = decision("transmis", "annule");
    elsewhere.dossier = uuid(9);
    CHECK(!*store->decide(elsewhere));
    CHECK(store->last_event() == 2);

    auto const events = (*store->find(uuid(1)))->events;
    REQUIRE(events.size() == 2);
    CHECK(events[0].author == "Demandeur");
    CHECK(events[1] == StoredEvent{2, uuid(1), "2026-03-15T09:00:00.000Z", "Mme Roux", "en_instruction", "À revoir.", 1, "opco.af", "1"});
}

TEST_CASE("a correction is the next version: the number stays, the former content too, remarks are lifted") {
    Folder const folder;
    auto const store = opened(folder);
    auto const first = store->accept(dossier(1))->receipt;
    CHECK(store->accept(correction("bb"))->outcome == Outcome::conflict);

    auto to_complete = decision("transmis", "a_completer");
    to_complete.remarks = {{"formation.date_debut", {}, "Trop tôt."}, {{}, "p2", "Il manque une page."}};
    decided(*store, to_complete);
    CHECK((*store->find(uuid(1)))->remarks == to_complete.remarks);
    CHECK((*store->find_piece(uuid(1), "p2"))->remark == "Il manque une page.");
    CHECK(store->accept(correction("aa"))->outcome == Outcome::same);
    auto other_procedure = correction("bb");
    other_procedure.procedure = "opco.autre";
    CHECK(store->accept(other_procedure)->outcome == Outcome::conflict);

    auto sent = correction("bb");
    sent.payload = R"({"a":2})";
    sent.version = "2";
    auto const corrected = store->accept(sent);
    REQUIRE(corrected);
    CHECK(corrected->outcome == Outcome::corrected);
    CHECK(corrected->receipt == StoredReceipt{first.number, sent.date, "bb", 2});
    auto const found = **store->find(first.number);
    CHECK(found.receipt == corrected->receipt);
    CHECK(found.status == "transmis");
    CHECK(found.version == "2");
    CHECK(found.payload == sent.payload);
    CHECK(found.remarks.empty());
    CHECK(found.pieces[1].remark.empty());
    CHECK(found.events.back().version == 2);

    CHECK(store->accept(sent)->outcome == Outcome::same);
    CHECK(store->accept(sent)->receipt == corrected->receipt);
    CHECK(store->accept(correction("cc"))->outcome == Outcome::conflict);
    CHECK(store->was_replaced(uuid(1), "aa") == true);
    CHECK(store->was_replaced(uuid(1), "bb") == false);
    auto const late = store->accept(dossier(1));
    CHECK(late->outcome == Outcome::superseded);
    CHECK(late->receipt == corrected->receipt);
    CHECK(store->last_event() == 3);

    auto const database = connected(folder);
    CHECK(*database->integer("SELECT count(*) FROM envois_precedents WHERE payload = '{\"a\":1}' AND envoi = 1 AND version = '1' AND "
                             "recu_le = '2026-03-14T08:09:10.123Z'") == 1);
    CHECK(*database->integer("SELECT count(*) FROM remarques WHERE levee = 3") == 2);
}

TEST_CASE("pieces of the same content stay received, and conforming in their place; others are expected") {
    Folder const folder;
    auto const store = opened(folder);
    REQUIRE(store->accept(dossier(1)));
    receive(*store, "p1");
    receive(*store, "p2");
    auto judged = decision("transmis", "a_completer");
    judged.pieces = {{"p1", Judgement::conforming, {}}, {"p2", Judgement::nonconforming, "Illisible."}};
    decided(*store, judged);
    CHECK((*store->find_piece(uuid(1), "p1"))->judgement == Judgement::conforming);
    auto const refused = **store->find_piece(uuid(1), "p2");
    CHECK(refused.judgement == Judgement::nonconforming);
    CHECK(refused.remark == "Illisible.");

    auto sent = correction("bb");
    auto const hash = [](char letter) { return std::string(64, letter); };
    sent.pieces = {{"p1", "programme", "Autre nom.pdf", "application/pdf", 12, hash('a'), {}},
                   {"p2", "autres", "", "image/png", 0, hash('b'), {}},
                   {"p3", "autres", "", "application/pdf", 12, hash('a'), {}},
                   {"p4", "autres", "", "image/jpeg", 12, hash('a'), {}},
                   {"p5", "autres", "", "image/png", 7, hash('c'), {}}};
    REQUIRE(store->accept(sent)->outcome == Outcome::corrected);
    auto const pieces = (*store->find(uuid(1)))->pieces;
    REQUIRE(pieces.size() == 5);
    CHECK(pieces[0].received_at == instant);
    CHECK(pieces[0].judgement == Judgement::conforming);
    CHECK(pieces[1].received_at == instant);
    CHECK(pieces[1].judgement == Judgement::none);  // asked to be replaced, sent as it was: to be judged again
    CHECK(pieces[2].received_at == instant);
    CHECK(pieces[2].judgement == Judgement::none);  // the same file, in another place
    CHECK(pieces[3].received_at.empty());           // never checked as this type
    CHECK(pieces[4].received_at.empty());
    auto const page = store->list(1, 10);
    CHECK(page->lines.front().pieces == 5);
    CHECK(page->lines.front().pieces_received == 3);
}

TEST_CASE("a piece that was under way when a correction came does not stand for another content") {
    Folder const folder;
    auto const store = opened(folder);
    REQUIRE(store->accept(dossier(1)));
    auto const under_way = **store->find_piece(uuid(1), "p1");
    auto const gone = **store->find_piece(uuid(1), "p2");
    decided(*store, decision("transmis", "a_completer"));
    auto sent = correction("bb");
    sent.pieces = {{"p1", "programme", "P.pdf", "application/pdf", 12, std::string(64, 'c'), {}}};
    REQUIRE(store->accept(sent));
    CHECK(store->mark_received(uuid(1), under_way, instant) == Marked::replaced);
    CHECK(store->mark_received(uuid(1), gone, instant) == Marked::replaced);
    CHECK((*store->find_piece(uuid(1), "p1"))->received_at.empty());
    CHECK(!*store->find_piece(uuid(1), "p2"));
}

TEST_CASE("remarks of answers go with the status; a piece keeps its own until it is judged again") {
    Folder const folder;
    auto const store = opened(folder);
    REQUIRE(store->accept(dossier(1)));
    receive(*store, "p1");
    auto first = decision("transmis", "en_instruction");
    first.remarks = {{"formation.cout", {}, "À vérifier."}};
    first.pieces = {{"p1", Judgement::nonconforming, "Illisible."}};
    decided(*store, first);
    auto more = decision("en_instruction", "en_instruction");
    more.remarks = {{"formation.duree", {}, "À vérifier aussi."}};
    decided(*store, more);
    CHECK((*store->find(uuid(1)))->remarks.size() == 3);
    decided(*store, decision("en_instruction", "a_completer"));
    CHECK((*store->find(uuid(1)))->remarks == std::vector<receiver::Remark>{{{}, "p1", "Illisible."}});
    auto good = decision("a_completer", "a_completer");
    good.pieces = {{"p1", Judgement::conforming, {}}};
    decided(*store, good);
    CHECK((*store->find(uuid(1)))->remarks.empty());
    CHECK((*store->find_piece(uuid(1), "p1"))->judgement == Judgement::conforming);
    CHECK((*store->find(uuid(1)))->events.size() == 5);
}

TEST_CASE("the list is filtered by status") {
    Folder const folder;
    auto const store = opened(folder);
    for (int i = 1; i <= 3; ++i) { REQUIRE(store->accept(dossier(i))); }
    decided(*store, decision("transmis", "a_completer"));
    CHECK(store->list(1, 10, "transmis")->total == 2);
    CHECK(store->list(1, 1, "transmis")->lines.front().id == uuid(3));
    CHECK(store->list(1, 10, "a_completer")->lines.front().id == uuid(1));
    CHECK(store->list(1, 10, "' OR 1=1 --")->total == 0);
    CHECK(store->list(1, 10)->total == 3);
}

TEST_CASE("events come after a cursor, in order, none twice, while others write") {
    Folder const folder;
    auto const store = opened(folder);
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 4; ++writer) {
        writers.emplace_back([&store, writer] {
            for (int i = 0; i < 25; ++i) { CHECK(store->accept(dossier(100 * writer + i))); }
        });
    }
    std::vector<std::int64_t> seen;
    while (seen.size() < 100) {
        auto const events = store->events_after(seen.empty() ? 0 : seen.back(), 7);
        REQUIRE(events);
        CHECK(events->size() <= 7);
        for (auto const& event : *events) { seen.push_back(event.number); }
    }
    for (auto& writer : writers) { writer.join(); }
    for (std::size_t at = 0; at < seen.size(); ++at) { CHECK(seen[at] == static_cast<std::int64_t>(at) + 1); }
    CHECK(store->events_after(100, 7)->empty());
}

TEST_CASE("a correction that the disk has no room for changes nothing") {
    Folder const folder;
    auto const store = opened_sqlite(folder);
    auto const first = store->accept(dossier(1))->receipt;
    decided(*store, decision("transmis", "a_completer"));
    REQUIRE(store->limit_pages(60));
    auto large = correction("bb");
    large.payload = std::string(1U << 20U, 'x');
    CHECK(store->accept(large).error().code == "disque-plein");
    auto const found = **store->find(uuid(1));
    CHECK(found.receipt == first);
    CHECK(found.status == "a_completer");
    CHECK(found.pieces.size() == 2);
    CHECK(store->last_event() == 2);
}

TEST_CASE("one who comes beside the receiver makes no database") {
    Folder const folder;
    CHECK(!Store::open_existing({folder / "absente.sqlite3", {}}));
    CHECK(!std::filesystem::exists(folder / "absente.sqlite3"));
    auto const serving = opened(folder);
    REQUIRE(serving->accept(dossier(1)));
    auto const beside = Store::open_existing(place_in(folder));
    REQUIRE(beside);
    decided(**beside, decision("transmis", "en_instruction"));
    CHECK((*serving->standing_of(uuid(1)))->status == "en_instruction");
    CHECK(serving->last_event() == 2);
}

TEST_CASE("the last word on each instalment stands, by rank, and a correction leaves it") {
    Folder const folder;
    auto const store = opened(folder);
    REQUIRE(store->accept(dossier(1)));
    CHECK((*store->find(uuid(1)))->instalments.empty());
    auto first = decision("transmis", "en_instruction");
    first.instalments = {{2, "2e échéance", 50'000, "2026-10-01", "a_facturer", instant, {}},
                         {1, "1re échéance", 214'000, "2026-04-01", "en_instruction", instant, {}}};
    decided(*store, first);
    auto second = decision("en_instruction", "a_completer");
    second.instalments = {{1, "1re échéance", 214'000, "2026-04-01", "refusee", "2026-03-20T10:00:00.000Z", "Le certificat manque."}};
    decided(*store, second);
    auto const found = **store->find(uuid(1));
    REQUIRE(found.instalments.size() == 2);
    CHECK(found.instalments[0] == second.instalments[0]);
    CHECK(found.instalments[1] == first.instalments[0]);
    REQUIRE(store->accept(correction("bb"))->outcome == Outcome::corrected);
    CHECK((*store->find(uuid(1)))->instalments == found.instalments);
    // What was not done leaves nothing.
    auto late = decision("en_instruction", "accorde");
    late.instalments = {{3, {}, 1, {}, "payee", instant, {}}};
    CHECK(!*store->decide(late));
    CHECK((*store->find(uuid(1)))->instalments.size() == 2);
}
