// Several changes under one commit, as `guichet demo` makes them.
#include <doctest/doctest.h>

#include <optional>

#include "dossiers.hpp"
#include "folder.hpp"
#include "receiver/store.hpp"

using namespace guichet;
using namespace guichet::receiver;
using namespace guichet::receiver::test;

TEST_CASE("changes under one commit: all of them, or none") {
    Folder const folder;
    auto const store = opened(folder);
    auto const both = store->together([](Batch& batch) -> Result<void> {
        auto const accepted = batch.accept(dossier(1));
        if (!accepted) { return std::unexpected(accepted.error()); }
        auto const marked = batch.mark_received(uuid(1), dossier(1).pieces.front(), "2026-03-14T08:10:00.000Z");
        CHECK(marked == Marked::first);
        auto const event = batch.decide(decision("transmis", "en_instruction"));
        CHECK(event.value_or(std::nullopt).value_or(0) == 2);
        auto const late = batch.decide(decision("transmis", "refuse"));
        REQUIRE(late);
        CHECK(!*late);
        return {};
    });
    REQUIRE(both);
    CHECK((*store->standing_of(uuid(1)))->status == "en_instruction");

    auto const neither = store->together([](Batch& batch) -> Result<void> {
        CHECK(batch.accept(dossier(2)));
        return std::unexpected(Trouble{"essai", "Non."});
    });
    REQUIRE(!neither);
    CHECK(neither.error().code == "essai");
    CHECK(store->list(1, 10)->total == 1);
    CHECK(store->accept(dossier(3))->receipt.number == "AF-2026-000002");
}
