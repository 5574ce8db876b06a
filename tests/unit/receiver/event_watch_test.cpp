#include "receiver/event_watch.hpp"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "dossiers.hpp"

using namespace guichet::receiver;
using namespace guichet::receiver::test;
using namespace std::chrono_literals;
using Ended = EventWatch::Ended;

namespace {

auto milliseconds_since(std::chrono::steady_clock::time_point since) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - since).count();
}

}  // namespace

TEST_CASE("what is there already is not waited for; what never comes is, as long as was said") {
    Folder const folder;
    auto const store = opened(folder);
    EventWatch watch(*store, 4);
    REQUIRE(store->accept(dossier(1)));
    CHECK(watch.wait(0, 20s, {}) == Ended::something);
    auto const since = std::chrono::steady_clock::now();
    CHECK(watch.wait(1, 1s, {}) == Ended::nothing);
    CHECK(milliseconds_since(since) >= 990);
}

TEST_CASE("an event of another connection wakes who waits, within a second") {
    Folder const folder;
    auto const store = opened(folder);
    EventWatch watch(*store, 4);
    auto const other = Store::open_existing(place_in(folder));
    REQUIRE(other);
    std::thread writer([&] {
        std::this_thread::sleep_for(100ms);
        CHECK((*other)->accept(dossier(1)));
    });
    auto const since = std::chrono::steady_clock::now();
    CHECK(watch.wait(0, 20s, {}) == Ended::something);
    CHECK(milliseconds_since(since) < 1000);
    writer.join();
}

TEST_CASE("no more wait than may; who has left frees a place; a stop ends all at once") {
    Folder const folder;
    auto const store = opened(folder);
    EventWatch watch(*store, 2);
    std::atomic<bool> gone = false;
    std::atomic<int> ended = 0;
    std::vector<std::thread> waiting;
    for (int i = 0; i < 2; ++i) {
        waiting.emplace_back([&, i] {
            CHECK(watch.wait(0, 20s, [&gone, i] { return i == 0 && gone.load(); }) == Ended::nothing);
            ++ended;
        });
    }
    std::this_thread::sleep_for(100ms);
    CHECK(watch.wait(0, 20s, {}) == Ended::refused);
    gone = true;
    std::this_thread::sleep_for(600ms);
    CHECK(ended == 1);
    auto const since = std::chrono::steady_clock::now();
    watch.stop();
    for (auto& one : waiting) { one.join(); }
    CHECK(watch.wait(0, 20s, {}) == Ended::nothing);
    CHECK(milliseconds_since(since) < 500);
    EventWatch nobody(*store, 0);
    CHECK(nobody.wait(0, 20s, {}) == Ended::refused);
}
