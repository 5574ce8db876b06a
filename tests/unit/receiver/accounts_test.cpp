// Accounts as the store keeps them, their passwords, and how failed attempts are slowed down; the routes that exist.
#include "receiver/accounts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "dossiers.hpp"
#include "folder.hpp"
#include "receiver/accounts_reading.hpp"
#include "receiver/passwords.hpp"
#include "receiver/routes.hpp"
#include "receiver/throttle.hpp"

using namespace guichet;
using namespace guichet::receiver;
using namespace guichet::receiver::test;

namespace {

constexpr std::string_view now = "2026-03-14T08:00:00.000Z";
constexpr std::string_view soon = "2026-03-14T09:00:00.000Z";
constexpr std::string_view later = "2026-03-15T08:00:00.000Z";
constexpr std::string_view siret = "83135297600011";

Registration registration(std::string token, std::string email) {
    return {std::move(token), {0, std::move(email), "Élise", "Bœuf", "$y$"}, std::string(siret), std::string(soon)};
}

std::int64_t confirmed(Accounts& accounts, std::string const& email) {
    REQUIRE(accounts.add(registration("jeton de " + email, email), now));
    REQUIRE(accounts.confirm("jeton de " + email, now) == Accounts::Confirmed::account);
    return (*accounts.find(email))->id;
}

}  // namespace

TEST_CASE("an account is there once its token has come back, in time and once") {
    Folder const folder;
    auto const store = opened(folder);
    Accounts accounts(*store);
    REQUIRE(accounts.add(registration("a", "a@b.fr"), now));
    REQUIRE(accounts.add(registration("b", "a@b.fr"), now));
    CHECK(!*accounts.find("a@b.fr"));
    CHECK(accounts.confirm("c", now) == Accounts::Confirmed::nothing);
    CHECK(accounts.confirm("a", later) == Accounts::Confirmed::nothing);
    CHECK(accounts.confirm("a", now) == Accounts::Confirmed::account);
    CHECK(accounts.confirm("a", now) == Accounts::Confirmed::nothing);
    CHECK(accounts.confirm("b", now) == Accounts::Confirmed::nothing);
    CHECK((*accounts.find("a@b.fr"))->first_name == "Élise");
}

TEST_CASE("of sixteen who confirm at once, one is the administrator") {
    Folder const folder;
    auto const store = opened(folder);
    Accounts accounts(*store);
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&accounts, name = std::to_string(i)] {
            CHECK(accounts.add(registration(name, name + "@b.fr"), now));
            CHECK(accounts.confirm(name, now) == Accounts::Confirmed::account);
        });
    }
    for (auto& thread : threads) { thread.join(); }
    auto const members = accounts.members_of(siret);
    REQUIRE(members);
    CHECK(members->size() == 16);
    CHECK(std::ranges::count(*members, Rights::all(), &Member::rights) == 1);
    CHECK(std::ranges::count(*members, Rights(), &Member::rights) == 15);
}

TEST_CASE("rights are given and taken away, but for those of the last administrator") {
    Folder const folder;
    auto const store = opened(folder);
    Accounts accounts(*store);
    auto const first = confirmed(accounts, "a@b.fr");
    auto const second = confirmed(accounts, "b@b.fr");
    CHECK(accounts.set_rights(second, siret, "b@b.fr", {9}) == Accounts::Changed::not_allowed);
    CHECK(accounts.remove(second, siret, "a@b.fr") == Accounts::Changed::not_allowed);
    CHECK(accounts.set_rights(first, "99910007600010", "a@b.fr", {1}) == Accounts::Changed::not_allowed);
    CHECK(accounts.set_rights(first, siret, "a@b.fr", {1}) == Accounts::Changed::last_administrator);
    CHECK(accounts.remove(first, siret, "a@b.fr") == Accounts::Changed::last_administrator);
    CHECK(accounts.set_rights(first, siret, "c@b.fr", {1}) == Accounts::Changed::unknown);
    CHECK(accounts.set_rights(first, siret, "b@b.fr", {9}) == Accounts::Changed::done);
    CHECK(accounts.remove(second, siret, "a@b.fr") == Accounts::Changed::done);
    CHECK(accounts.remove(second, siret, "a@b.fr") == Accounts::Changed::unknown);
    CHECK(accounts.set_rights(first, siret, "b@b.fr", {}) == Accounts::Changed::not_allowed);
    // Who comes again waits like anybody.
    auto const again = accounts.join(first, siret, now);
    REQUIRE(again);
    CHECK(again->none());
}

TEST_CASE("sessions end with the password, but for the one that changes it") {
    Folder const folder;
    auto const store = opened(folder);
    Accounts accounts(*store);
    auto const id = confirmed(accounts, "a@b.fr");
    auto const before = **accounts.find("a@b.fr");
    for (auto const* const token : {"s1", "s2", "s3"}) { CHECK(accounts.open_session(token, before, now, "2026-03-13") == true); }
    auto const caller = accounts.caller_of("s1");
    REQUIRE(caller);
    REQUIRE(*caller);
    CHECK((*caller)->account.email == "a@b.fr");
    CHECK((*caller)->rights_for(siret) == Rights::all());
    CHECK((*caller)->rights_for("99910007600010").none());
    auto const changing = accounts.caller_of("s2");
    CHECK(accounts.set_password(**changing, "$y$2") == true);
    CHECK(!*accounts.caller_of("s1"));
    CHECK(*accounts.caller_of("s2"));
    CHECK(accounts.open_session("s4", before, now, "2026-03-13") == false);
    CHECK(!*accounts.caller_of("s4"));
    // What was decided by a password that is the account's no more changes nothing.
    CHECK(accounts.set_password(**changing, "$y$5") == false);
    CHECK(accounts.add(OneTimeToken{"u", id, OneTimeToken::Purpose::new_email, "c@b.fr", std::string(soon)}, "$y$") == false);
    CHECK(accounts.confirm("u", now) == Accounts::Confirmed::nothing);
    CHECK(accounts.add(OneTimeToken{"u", id, OneTimeToken::Purpose::new_email, "c@b.fr", std::string(soon)}, "$y$2") == true);
    REQUIRE(accounts.add(OneTimeToken{"t", id, OneTimeToken::Purpose::forgotten, "a@b.fr", std::string(soon)}));
    CHECK(accounts.confirm("t", now) == Accounts::Confirmed::nothing);
    CHECK(accounts.reset_password("t", "$y$3", later) == false);
    CHECK(accounts.reset_password("t", "$y$3", now) == true);
    CHECK(accounts.reset_password("t", "$y$4", now) == false);
    CHECK(!*accounts.caller_of("s2"));
    CHECK((*accounts.find("a@b.fr"))->password == "$y$3");
}

TEST_CASE("passwords are hashed by yescrypt, with a salt each, and compared as they are typed") {
    auto const hash = hash_password("Quatre chevaux bais é");
    REQUIRE(hash);
    CHECK(hash->starts_with("$y$"));
    CHECK(*hash != *hash_password("Quatre chevaux bais é"));
    CHECK(is_password("Quatre chevaux bais é", *hash));
    CHECK(is_password("Quatre chevaux bais e\u0301", *hash));
    CHECK(!is_password("Quatre chevaux bais e", *hash));
    CHECK(!is_password("", *hash));
    CHECK(prepare_passwords());
    CHECK(!is_password("personne ne connaît ce mot de passe", ""));
    CHECK(!is_password("x", "pas un condensé"));
    CHECK(!is_password(std::string(100'000, 'x'), *hash));
    std::set<std::string> tokens;
    for (int i = 0; i < 100; ++i) { tokens.insert(new_token().value_or("")); }
    CHECK(tokens.size() == 100);
    CHECK(tokens.begin()->size() == 64);
}

TEST_CASE("failed attempts: some are free, then each doubles the wait, up to a quarter of an hour") {
    Throttle throttle(3);
    auto at = Throttle::Clock::time_point(std::chrono::hours(100));
    for (int i = 0; i < 3; ++i) { CHECK(!throttle.attempt("a", at)); }
    CHECK(throttle.attempt("a", at) == std::chrono::seconds(1));
    CHECK(!throttle.attempt("b", at));
    for (int wait = 2; wait <= 512; wait *= 2) {
        at += std::chrono::seconds(wait / 2);
        CHECK(!throttle.attempt("a", at));
        CHECK(throttle.attempt("a", at) == std::chrono::seconds(wait));
    }
    for (int i = 0; i < 5; ++i) {
        at += std::chrono::seconds(900);
        CHECK(!throttle.attempt("a", at));
        CHECK(throttle.attempt("a", at) == std::chrono::seconds(900));
    }
    throttle.take_back("a");
    CHECK(throttle.attempt("a", at).has_value());
    throttle.forgive("a");
    CHECK(!throttle.attempt("a", at));
    for (int i = 0; i < 3; ++i) { CHECK(!throttle.attempt("c", at)); }
    CHECK(throttle.attempt("c", at).has_value());
    throttle.take_back("c");
    CHECK(!throttle.attempt("c", at));
    CHECK(!throttle.attempt("c", at + std::chrono::hours(2)));
    CHECK(!throttle.attempt("c", at + std::chrono::hours(2)));
}

TEST_CASE("failed attempts: who was not seen for longest is forgotten first, and a long name takes no more room") {
    Throttle throttle(1);
    auto const at = Throttle::Clock::time_point(std::chrono::hours(100));
    for (auto const* const name : {"a", "b"}) { CHECK(!throttle.attempt(name, at)); }
    for (std::size_t i = 2; i < Throttle::most_names; ++i) { CHECK(!throttle.attempt("n" + std::to_string(i), at)); }
    CHECK(throttle.attempt("a", at).has_value());  // seen, though not counted
    CHECK(!throttle.attempt("z", at));
    CHECK(throttle.attempt("a", at).has_value());
    CHECK(throttle.attempt("n2", at).has_value());
    CHECK(!throttle.attempt("b", at));

    std::string const long_name(16'000, 'x');
    CHECK(!throttle.attempt(long_name, at));
    CHECK(throttle.attempt(long_name, at).has_value());
    CHECK(!throttle.attempt(long_name + "y", at));
    throttle.take_back(long_name);
    CHECK(!throttle.attempt(long_name, at));
    throttle.forgive(long_name);
    CHECK(!throttle.attempt(long_name, at));
}

TEST_CASE("who comes by IPv6 is counted by its network, and a proxy's word is taken where it is clear") {
    auto const seen = [](std::string peer, std::vector<std::string> const& forwarded = {}) {
        Request request;
        request.address = std::move(peer);
        for (auto const& one : forwarded) { request.headers.emplace_back("x-forwarded-for", one); }
        return address_of_client(request);
    };
    CHECK(seen("192.0.2.1") == "192.0.2.1");
    CHECK(seen("::ffff:192.0.2.1") == "192.0.2.1");
    CHECK(seen("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64");
    CHECK(seen("2001:DB8:1:2::9") == seen("2001:db8:1:2:ffff::"));
    CHECK(seen("2001:db8:1:3::9") != seen("2001:db8:1:2::9"));
    CHECK(seen("fe80::1%eth0") == "fe80::1%eth0");
    CHECK(seen("192.0.2.1", {"198.51.100.1"}) == "192.0.2.1");
    for (auto const* const here : {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"}) {
        CHECK(seen(here, {"203.0.113.9, 198.51.100.1"}) == "198.51.100.1");
        CHECK(seen(here, {"::ffff:198.51.100.1"}) == "198.51.100.1");
        CHECK(seen(here, {" 2001:db8:1:2:3:4:5:6 "}) == "2001:db8:1:2::/64");
        for (auto const* const unclear : {"", "198.51.100.1,", "unknown", "198.51.100.1:80", "[2001:db8::1]", "198.51.100", "_x"}) {
            CHECK(seen(here, {unclear}) == seen(here));
        }
        CHECK(seen(here, {"198.51.100.1", "198.51.100.2"}) == seen(here));
    }
}

TEST_CASE("routes: those of accounts are there with accounts alone, and all of them ask for what they do") {
    auto const at = [](std::string_view path, bool with_accounts) { return routes_of(parts_of(path), with_accounts); };
    CHECK(methods_of(at("/api/dossiers", false)) == "GET, HEAD, POST");
    CHECK(methods_of(at("/api/dossiers/a/pieces/b", false)) == "GET, HEAD, PUT");
    CHECK(methods_of(at("/api/session", true)) == "GET, HEAD, POST, DELETE");
    for (auto const* const path : {"/api/session", "/api/comptes", "/api/organisations/1/habilitations"}) {
        CHECK(at(path, false).empty());
    }
    for (auto const* const path :
         {"/api", "/api/", "/api/dossiers/", "/api/dossiers//pieces/b", "/api/comptes/moi", "/api/dossiers/a/b/c"}) {
        CHECK(at(path, true).empty());
    }
    CHECK(route_for(at("/api/dossiers", true), "HEAD")->endpoint == Endpoint::list_dossiers);
    CHECK(route_for(at("/api/dossiers", true), "PUT") == nullptr);
    CHECK(takes_body("POST", "/api/dossiers", false));
    CHECK(takes_body("PUT", "/api/organisations/83135297600011/habilitations/a%40b.fr", true));
    CHECK(!takes_body("PUT", "/api/organisations/83135297600011/habilitations/a%40b.fr", false));
    CHECK(!takes_body("PUT", "/api/organisations/8%33/habilitations/a%40b.fr", true));
    CHECK(!takes_body("PUT", "/api/dossiers/a%2F/pieces/b", true));
    CHECK(!takes_body("POST", "/api/%64ossiers", true));
    CHECK(!takes_body("POST", "/autre/api/dossiers", true));
}
