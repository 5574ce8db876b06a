// The outbox against the world: thousands of schedules, each from its own seed, in which requests and answers are lost, doubled,
// late or out of order, the service fails or is killed, tabs are killed and opened again, writes that nobody acknowledged are lost
// with them, the network comes and goes and clocks are wrong. In the end the other side has each request exactly once, whole, and
// this side knows its number.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/update.hpp"
#include "core/json.hpp"
#include "dossier/codec.hpp"
#include "procedure/load.hpp"

using namespace guichet;

namespace {

constexpr std::string_view procedure_text = R"({"guichet_procedure":1,"id":"essai.envoi","version":"1","title":"Envoi","organisme":"Essai",
"description":"Pour essayer.","steps":[{"id":"un","title":"Un","sections":[{"id":"s","items":[{"field":"s.nom","kind":"text","label":"Nom","required":true},
{"attachment":"devis","label":"Devis","types":["pdf"],"maximum_count":5}]}]}],
"statuses":[{"id":"brouillon","label":"Brouillon","lock":"editable","next":["transmis"]},{"id":"transmis","label":"Transmis","lock":"locked","next":[]}]})";
constexpr std::string_view index_text =
    R"({"procedures":[{"fichier":"essai.json","id":"essai.envoi","titre":"Envoi","organisme":"Essai"}]})";
constexpr std::string_view config_text = R"({"connectors":[{"id":"r","label":"Récepteur","kind":"http","url":"api/dossiers"}]})";
constexpr std::int64_t begin_ms = 1'795'266'309'000;

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL + 1) {}
    std::uint64_t below(std::uint64_t count) {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return (state_ >> 11U) % count;
    }
    bool chance(std::uint64_t percent) { return below(100) < percent; }

private:
    std::uint64_t state_;
};

std::string dossier_id(std::size_t which) { return "00000000-0000-4000-8000-00000000000" + std::to_string(which); }
std::string digest_of(std::size_t which, std::size_t piece) {
    std::string digest(64, 'a');
    digest[0] = static_cast<char>('0' + which);
    digest[1] = static_cast<char>('0' + piece);
    return digest;
}

/// What a receiver promises: an id is taken once; the same body again gives the same answer, another one 409.
struct Service {
    struct Taken {
        std::string body;
        std::string number;
        std::map<std::string, std::string> pieces;  ///< digest by id
    };
    std::map<std::string, Taken> dossiers;
    int numbers = 0;
    bool conflicts = false;

    std::pair<std::int32_t, std::string> answer(effect::Http const& request) {
        if (request.method == "POST") {
            auto const json = parse_json(request.body);
            std::string key;
            for (auto const& [name, value] : request.headers) {
                if (name == "Idempotency-Key") key = value;
            }
            REQUIRE(json.has_value());
            REQUIRE_FALSE(key.empty());
            auto const [at, is_new] = dossiers.try_emplace(key);
            if (is_new) at->second = {request.body, "N-" + std::to_string(++numbers), {}};
            if (at->second.body != request.body) {
                conflicts = true;
                return {409, "{}"};
            }
            return {is_new ? 201 : 200, R"({"numero":")" + at->second.number + R"(","date":"2026-11-21T13:06:00Z"})"};
        }
        std::size_t const begin = std::string_view{"api/dossiers/"}.size();
        std::string const id = request.url.substr(begin, 36);
        auto const at = dossiers.find(id);
        if (at == dossiers.end()) return {404, "{}"};
        at->second.pieces[request.url.substr(begin + 36 + std::string_view{"/pieces/"}.size())] = request.file_sha256;
        return {200, "{}"};
    }
};

/// A device with up to two tabs, and the service, over one queue of what will happen.
class Story {
public:
    Story(std::uint64_t seed, std::size_t count) : dice(seed), count_(count) {
        for (std::size_t which = 0; which < count; ++which) store[draft_key(which)] = draft_record(which);
    }

    Dice dice;
    Service service;
    std::map<std::string, std::string> store;  ///< what would survive now

    void run() {
        open_tab(0);
        for (std::size_t which = 0; which < count_; ++which) {
            at(1'000 + dice.below(120'000), [this, which] { send(which); });
        }
        for (std::uint64_t fault = dice.below(7); fault > 0; --fault) at(dice.below(240'000), [this] { disturb(); });
        // Then all is well again: what is to come of it comes by itself.
        at(300'000, [this] {
            calm_ = true;
            online(true);
        });
        at(400'000, [this] {
            if (!tabs_[0]) open_tab(0);
        });
        for (std::size_t which = 0; which < count_; ++which) {
            at(420'000 + 20'000 * which, [this, which] { send(which); });
        }
        // Longer than the longest wait.
        for (std::int64_t const limit = 2'400'000; !queue_.empty() && queue_.begin()->first.first <= limit;) {
            auto const next = queue_.begin();
            now_ = next->first.first;
            auto const act = std::move(next->second);
            queue_.erase(next);
            act();
        }
    }

    /// Of a record of the store.
    [[nodiscard]] std::string number_of(std::size_t which) const {
        auto const json = parse_json(store.at(draft_key(which)));
        Json const* receipt = json ? member(*json, "recu") : nullptr;
        return receipt != nullptr ? text_member(*receipt, "numero").value_or("") : "";
    }
    [[nodiscard]] bool is_queue_empty() const {
        return std::ranges::none_of(store, [](auto const& record) { return record.first.starts_with("envoi/"); });
    }
    [[nodiscard]] bool was_sent(std::size_t which) const { return sent_.contains(which); }
    [[nodiscard]] std::size_t pieces_of(std::size_t which) const { return which % 3; }
    int waited = 0;      ///< for another tab that was sending
    std::string resent;  ///< requests for what a durable record says is acknowledged

private:
    struct Tab {
        Model model;
        int life = 0;
        bool online = true;
    };
    struct Write {
        std::string key;
        std::optional<std::string> text;
    };

    static std::string draft_key(std::size_t which) { return "dossier/" + dossier_id(which); }

    std::string draft_record(std::size_t which) const {
        static std::shared_ptr<Procedure const> const procedure = load_procedure(procedure_text).procedure;
        REQUIRE(procedure != nullptr);
        Dossier dossier = new_dossier(*procedure, dossier_id(which), "2026-11-21T10:00:00Z");
        dossier.modified = dossier.created;
        dossier.answers[0].value = std::string("Demande ") + std::to_string(which);
        for (std::size_t piece = 0; piece < pieces_of(which); ++piece) {
            dossier.attachments.push_back(
                {"p" + std::to_string(piece + 1), "devis", "devis.pdf", "application/pdf", 9, digest_of(which, piece)});
        }
        return write_dossier(*procedure, dossier);
    }

    void at(std::uint64_t milliseconds, std::function<void()> act) {
        queue_.emplace(std::pair{now_ + static_cast<std::int64_t>(milliseconds), order_++}, std::move(act));
    }
    /// Soon, of that tab while it lives.
    void later(int which, std::uint64_t milliseconds, Message message) {
        int const life = tabs_[which]->life;
        at(milliseconds, [this, which, life, message = std::move(message)]() mutable {
            if (tabs_[which] && tabs_[which]->life == life) tell(which, std::move(message));
        });
    }

    void open_tab(int which) {
        tabs_[which] = std::make_unique<Tab>();
        tabs_[which]->life = ++lives_;
        tell(which, msg::Started{"#/", dice.below(UINT64_MAX), dice.below(UINT64_MAX), true, false});
        if (!network_) tell(which, msg::OnlineChanged{false});
    }

    void kill_tab(int which) {
        tabs_[which].reset();
        // What nobody acknowledged may be lost, from some write on.
        auto& writes = writes_[which];
        std::size_t const kept = dice.below(writes.size() + 1);
        for (std::size_t write = 0; write < kept; ++write) make_durable(writes[write]);
        writes.clear();
        std::erase_if(claims_, [&](auto const& claim) { return claim.second == which; });
    }

    void disturb() {
        if (calm_) return;
        switch (dice.below(7)) {
        case 0:
        case 1: {
            int const which = tabs_[0] ? 0 : 1;
            if (!tabs_[which]) break;
            kill_tab(which);
            at(dice.below(30'000), [this, which] {
                if (!tabs_[which]) open_tab(which);
            });
            break;
        }
        case 2:
            if (!tabs_[1]) open_tab(1);
            break;
        case 3:
            online(false);
            at(dice.below(60'000), [this] { online(true); });
            break;
        case 4: clock_ += (static_cast<std::int64_t>(dice.below(2'000)) - 1'000) * 86'400; break;
        case 5: down_until_ = now_ + static_cast<std::int64_t>(dice.below(90'000)); break;
        default:
            for (int which = 0; which < 2; ++which) {
                if (tabs_[which]) tell(which, msg::Shown{});
            }
        }
    }

    void online(bool now) {
        network_ = now;
        for (int which = 0; which < 2; ++which) {
            if (tabs_[which]) tell(which, msg::OnlineChanged{now});
        }
    }

    /// A person opens the request, and sends it unless that is done or under way.
    void send(std::size_t which) {
        int const tab = tabs_[0] ? 0 : 1;
        if (!tabs_[tab]) return;
        tell(tab, msg::RouteChanged{"#/dossiers/" + dossier_id(which) + "/verification"});
        int const life = tabs_[tab]->life;
        at(200, [this, tab, life, which] {
            if (!tabs_[tab] || tabs_[tab]->life != life || !tabs_[tab]->model.open) return;
            if (tabs_[tab]->model.open->dossier.id != dossier_id(which)) return;
            bool const may = can_edit(*tabs_[tab]->model.open) && open_sending(tabs_[tab]->model) == nullptr;
            tell(tab, msg::SendNow{});
            if (may && find_sending(tabs_[tab]->model.outbox, dossier_id(which)) != nullptr) sent_.insert(which);
            if (dice.chance(50)) tell(tab, msg::RouteChanged{"#/"});
        });
    }

    void tell(int which, Message message) {
        Tab& tab = *tabs_[which];
        Now const now{begin_ms + now_ + clock_, 20'778, 845};
        Outcome outcome = update(tab.model, std::move(message), now);
        int const life = tab.life;
        for (Effect& effect : outcome.effects) {
            if (!tabs_[which] || tabs_[which]->life != life) return;
            carry_out(which, effect);
        }
    }

    void carry_out(int which, Effect& effect) {
        if (auto* http = std::get_if<effect::Http>(&effect)) return ask(which, std::move(*http));
        if (auto* put = std::get_if<effect::StorePut>(&effect)) return write(which, put->id, {put->key, put->text});
        if (auto* remove = std::get_if<effect::StoreRemove>(&effect)) return write(which, remove->id, {remove->key, std::nullopt});
        if (auto* load = std::get_if<effect::StoreLoad>(&effect)) return read(which, load->id, load->prefix);
        if (auto* claim = std::get_if<effect::Claim>(&effect)) {
            bool const granted = !claims_.contains(claim->key) || claims_[claim->key] == which;
            if (granted) claims_[claim->key] = which;
            if (!granted && claim->key == "envois") ++waited;
            return later(which, dice.below(5), msg::Claimed{claim->id, granted});
        }
        if (auto* release = std::get_if<effect::Release>(&effect)) {
            if (claims_.contains(release->key) && claims_[release->key] == which) claims_.erase(release->key);
        }
        if (auto* timer = std::get_if<effect::SetTimer>(&effect)) {
            later(which, static_cast<std::uint64_t>(timer->milliseconds), msg::TimerRang{timer->id});
        }
        if (auto* part = std::get_if<effect::FetchLater>(&effect)) later(which, 5, msg::Stored{part->id, true, {}});
    }

    // The store, as IndexedDB is: writes are done in order, and acknowledged once they last; a reading comes after the writes before it, of
    // whichever tab.
    void make_durable(Write const& write) {
        if (write.text) {
            store[write.key] = *write.text;
        } else {
            store.erase(write.key);
        }
    }
    void write(int which, std::int32_t id, Write write) {
        writes_[which].push_back(std::move(write));
        int const life = tabs_[which]->life;
        at(1 + dice.below(20), [this, which, life, id] {
            if (!tabs_[which] || tabs_[which]->life != life) return;
            settle_writes(which, 1);
            tell(which, msg::Stored{id, true, {}});
        });
    }
    void settle_writes(int which, std::size_t count) {
        auto& writes = writes_[which];
        for (; count > 0 && !writes.empty(); --count) {
            make_durable(writes.front());
            writes.erase(writes.begin());
        }
    }
    void read(int which, std::int32_t id, std::string const& prefix) {
        for (int tab = 0; tab < 2; ++tab) settle_writes(tab, writes_[tab].size());
        msg::Loaded loaded{id, true, {}};
        for (auto const& [key, text] : store) {
            if (key.starts_with(prefix)) loaded.records.emplace_back(key, text);
        }
        later(which, dice.below(10), std::move(loaded));
    }

    void ask(int which, effect::Http request) {
        std::int32_t const id = request.id;
        if (request.url == "config.json") return later(which, 3, msg::HttpAnswered{id, 200, -1, std::string{config_text}});
        if (request.url == "procedures/index.json") return later(which, 3, msg::HttpAnswered{id, 200, -1, std::string{index_text}});
        if (request.url == "procedures/essai.json") return later(which, 3, msg::HttpAnswered{id, 200, -1, std::string{procedure_text}});
        if (!request.url.starts_with("api/dossiers")) return later(which, 3, msg::HttpAnswered{id, 404, -1, "{}"});
        if (request.method == "GET") return later(which, 3, msg::HttpAnswered{id, 404, -1, "{}"});
        note_resent(which, request);
        deliver(which, std::move(request));
    }

    void note_resent(int tab, effect::Http const& request) {
        auto const note = [&](std::string_view why, std::size_t which) {
            resent += std::string(why) + " (request " + std::to_string(which) + ", tab " + std::to_string(tab) + ", at " +
                      std::to_string(now_) + " ms) ";
        };
        std::string const id = request.method == "POST" ? "" : request.url.substr(std::string_view{"api/dossiers/"}.size(), 36);
        for (std::size_t which = 0; which < count_; ++which) {
            bool const posted = request.method == "POST" &&
                                std::ranges::contains(request.headers, std::pair{std::string{"Idempotency-Key"}, dossier_id(which)});
            if (posted && !number_of(which).empty()) note("posted again, with its receipt in the dossier", which);
            auto const record = store.find("envoi/" + dossier_id(which));
            if (record == store.end()) continue;
            if (posted && record->second.contains("\"acceptee\":true")) note("posted again, accepted in the outbox", which);
            if (id == dossier_id(which) && !record->second.contains(request.file_sha256)) note("a piece sent again", which);
        }
    }

    void deliver(int which, effect::Http request) {
        std::int32_t const id = request.id;
        auto const fails = [&](std::uint64_t after, msg::HttpTrouble why) { later(which, after, msg::HttpFailed{id, why}); };
        if (!network_) return fails(10, msg::HttpTrouble::network);
        if (now_ < down_until_) return later(which, 20, msg::HttpAnswered{id, 503, dice.chance(50) ? 20 : -1, "{}"});
        auto const reach = [this, request] { return service.answer(request); };
        if (calm_ || dice.chance(50)) {
            auto const [status, body] = reach();
            return later(which, 10 + dice.below(300), msg::HttpAnswered{id, status, -1, body});
        }
        switch (dice.below(7)) {
        case 0: return fails(dice.below(3'000), msg::HttpTrouble::network);  // cut on the way there
        case 1:  // cut on the way back
            (void)reach();
            return fails(dice.below(3'000), msg::HttpTrouble::network);
        case 2:  // taken long after nobody waits for it any more
            at(dice.below(60'000), [reach] { (void)reach(); });
            return fails(20'000, msg::HttpTrouble::timeout);
        case 3: {  // doubled on the way
            auto const [status, body] = reach();
            at(dice.below(30'000), [reach] { (void)reach(); });
            return later(which, 10, msg::HttpAnswered{id, status, -1, body});
        }
        case 4: {  // answered late, perhaps after its successors
            auto const [status, body] = reach();
            return later(which, dice.below(19'000), msg::HttpAnswered{id, status, -1, body});
        }
        case 5:  // killed behind its commit
            (void)reach();
            return later(which, 15, msg::HttpAnswered{id, 502, -1, "<html>"});
        default: return later(which, 15, msg::HttpAnswered{id, 500, -1, "{}"});
        }
    }

    std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>> queue_;
    std::uint64_t order_ = 0;
    std::int64_t now_ = 0;
    std::int64_t clock_ = 0;
    std::int64_t down_until_ = 0;
    bool network_ = true;
    bool calm_ = false;
    int lives_ = 0;
    std::size_t count_;
    std::set<std::size_t> sent_;
    std::unique_ptr<Tab> tabs_[2];
    std::vector<Write> writes_[2];
    std::map<std::string, int> claims_;
};

}  // namespace

TEST_CASE("whatever is lost, late, doubled or killed, the other side has each request exactly once and whole") {
#ifdef NDEBUG
    constexpr std::uint64_t schedules = 10'000;
#else
    constexpr std::uint64_t schedules = 500;
#endif
    std::size_t sent = 0;
    std::size_t waited = 0;
    for (std::uint64_t seed = 1; seed <= schedules; ++seed) {
        CAPTURE(seed);
        std::size_t const count = 1 + seed % 3;
        Story story(seed, count);
        story.run();
        waited += story.waited > 0 ? 1 : 0;
        REQUIRE(story.is_queue_empty());
        REQUIRE_FALSE(story.service.conflicts);
        REQUIRE(story.resent == "");
        REQUIRE(story.service.numbers == static_cast<int>(story.service.dossiers.size()));
        for (std::size_t which = 0; which < count; ++which) {
            CAPTURE(which);
            auto const at = story.service.dossiers.find(dossier_id(which));
            REQUIRE(at != story.service.dossiers.end());
            REQUIRE(story.number_of(which) == at->second.number);
            REQUIRE(at->second.pieces.size() == story.pieces_of(which));
            for (std::size_t piece = 0; piece < story.pieces_of(which); ++piece) {
                REQUIRE(at->second.pieces.at("p" + std::to_string(piece + 1)) == digest_of(which, piece));
            }
            sent += story.was_sent(which) ? 1 : 0;
        }
    }
    // The schedules are worth something: nearly all sendings were asked for, and tabs met.
    CHECK(sent > schedules);
    CHECK(waited > schedules / 100);
}
