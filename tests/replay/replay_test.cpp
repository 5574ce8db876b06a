// Anything a person can do to any screen, with any answer of the outside, in any order: the model stays whole, every
// screen can be used, the verdict is that of a fresh judge, and the same log gives the same end.
#include <doctest/doctest.h>

#include <cstdlib>
#include <set>

#include "app/update.hpp"
#include "dossier/codec.hpp"
#include "replay/outside.hpp"
#include "view/screen.hpp"
#include "view/tree_rules.hpp"

using namespace guichet;
using namespace guichet::testing;

namespace {

struct Entry {
    Message message;
    Now now;
};

/// One thing that can be done: an action of a node, with what may come with it.
struct Deed {
    Node const* node = nullptr;
    ActionIndex action = 0;
    enum class With : std::uint8_t { nothing, text, truth, choice, files } with = With::nothing;
};

void gather(Node const& node, std::vector<Deed>& deeds) {
    using With = Deed::With;
    auto const take = [&](ActionIndex action, With with) {
        if (action != 0) deeds.push_back({&node, action, with});
    };
    take(node.on_click, With::nothing);
    take(node.on_input, With::text);
    take(node.on_change, node.role == Role::checkbox                             ? With::truth
                         : node.role == Role::select || node.role == Role::radio ? With::choice
                                                                                 : With::text);
    take(node.on_blur, With::nothing);
    take(node.on_focus, With::nothing);
    take(node.on_files, With::files);
    take(node.on_toggle, With::truth);
    take(node.on_cancel, With::nothing);
    take(node.on_submit, With::nothing);
    for (auto const& child : node.children) gather(child, deeds);
}

constexpr std::string_view texts[] = {
    "",
    " ",
    "a",
    "Lefèvre",
    "831 352 976 00011",
    "83426702300028",
    "3/4/27",
    "04/01/2027",
    "2027-01-08",
    "31/02/2027",
    "68110",
    "01000",
    "99999",
    "1 234,56 €",
    "35",
    "7 h 30",
    "-1",
    "1.234",
    "1850578006084",
    "2 85 05 78 006 084 12",
    "contact@actif.example",
    "03 89 12 34 56",
    "7120A",
    "1090",
    "œuvre\u00a0: l’été «\u202fé\u202f»",
    "\xff\xfe",
    "🚗 e\u0301",
    "true",
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
};

class Life {
public:
    explicit Life(std::uint64_t seed) : random(seed) {
        // As in the page, where part of the program comes later (tools/split.mjs).
        model.later = Fetching::idle;
        tell(msg::Started{"#/", random.next(), random.next(), seed % 7 != 0});
    }

    Random random;
    Model model;
    Screen screen;
    Outside outside{random};
    std::vector<Entry> log;
    Now now{1'795'266'309'000, 20'778, 845};

    void step() {
        std::uint32_t const kind = random.below(100);
        if (kind < 35 && !outside.waiting.empty()) return deliver();
        if (kind < 40 && !outside.timers.empty()) return ring();
        if (kind < 42) return tell(msg::Hidden{});
        if (kind < 44) return pass_time();
        if (kind < 45) return tell(msg::OnlineChanged{random.chance(70)});
        if (kind < 46) return lose_claim();
        if (kind < 48) return visit();
        act();
    }

    void check() {
        for (auto const& fault : tree_faults(screen.root, screen.actions.size())) FAIL_CHECK(fault);
        std::set<std::int32_t> ids;
        for (auto const& pending : model.pending) CHECK(ids.insert(pending.id).second);
        std::set<std::string> drafts;
        for (auto const& draft : model.drafts) CHECK(drafts.insert(draft.id).second);
        if (!model.open) return;
        OpenDossier const& open = *model.open;
        CHECK(open.revision >= open.saved_revision);
        CHECK(open.findings.size() == open.places.size());
        CHECK(open.server_findings.size() == open.server_places.size());
        Verdict fresh{open.procedure};
        fresh.judge(open.dossier, judged_on_);
        CHECK(fresh.blocking_count() == open.verdict.blocking_count());
        CHECK(fresh.findings(open.dossier) == open.findings);
    }
    /// What would be stored is read back as it is.
    void check_record() {
        if (!model.open) return;
        auto const& open = *model.open;
        std::string const text = write_dossier(*open.procedure, open.dossier);
        auto const again = read_dossier(*open.procedure, text);
        REQUIRE(again);
        CHECK(write_dossier(*open.procedure, *again) == text);
    }

private:
    void tell(Message message) {
        now.unix_ms += 10;
        log.push_back({message, now});
        bool const was_open = model.open.has_value();
        std::string const before = was_open ? model.open->dossier.id : std::string{};
        Outcome outcome = update(model, std::move(message), now);
        if (model.open && (!was_open || model.open->dossier.id != before)) judged_on_ = today_of(now);
        for (auto& effect : outcome.effects) outside.carry_out(effect);
        Screen after = view(model);
        // A screen that was said to be the same is the same.
        if (!outcome.redraw && !screen.root.id.empty()) {
            std::string one;
            std::string other;
            write_all(screen.root, one);
            write_all(after.root, other);
            CHECK(one == other);
        }
        screen = std::move(after);
    }
    static void write_all(Node const& node, std::string& out) {
        out += node.id + "|" + node.text + "|" + node.value + "|" + std::to_string(node.states) + "|" + node.name + "\n";
        for (auto const& child : node.children) write_all(child, out);
    }
    void deliver() {
        std::size_t const at = random.chance(80) ? 0 : random.below(outside.waiting.size());
        Message message = std::move(outside.waiting[at]);
        outside.waiting.erase(outside.waiting.begin() + static_cast<std::ptrdiff_t>(at));
        tell(std::move(message));
    }
    void ring() {
        std::int32_t const id = outside.timers.front();
        outside.timers.erase(outside.timers.begin());
        now.unix_ms += 200;
        tell(msg::TimerRang{id});
    }
    void pass_time() {
        if (random.chance(10)) {
            now.local_day += 1;
            now.unix_ms += 86'400'000;
        }
        judged_on_ = today_of(now);
        tell(msg::Shown{});
    }
    void lose_claim() {
        if (model.open) tell(msg::ClaimLost{"dossier/" + model.open->dossier.id});
    }
    void visit() {
        std::vector<std::string> routes{
            "#/", "#/nouvelle", "#/demandes", "#/a-propos", "#/accessibilite", "#/x/y", "", "#/dossiers/absent/employeur"};
        for (auto const& draft : model.drafts) {
            std::string const base = "#/dossiers/" + draft.id;
            for (auto const page : {"", "/employeur", "/formation", "/stagiaires", "/pieces", "/synthese", "/verification", "/envoi",
                                    "/recu", "/inconnue", "/stagiaires/stagiaires/r1", "/stagiaires/stagiaires/r99"}) {
                routes.push_back(base + page);
            }
        }
        outside.address = random.pick(routes);
        tell(msg::RouteChanged{outside.address});
    }
    void act() {
        std::vector<Deed> deeds;
        Node const* reach = &screen.root;
        for (auto const& child : screen.root.children) {
            if (child.role == Role::dialog) reach = &child;
        }
        gather(*reach, deeds);
        if (deeds.empty()) return;
        Deed const& deed = random.pick(deeds);
        REQUIRE(deed.action < screen.actions.size());
        Message message = screen.actions[deed.action];
        switch (deed.with) {
        case Deed::With::nothing: break;
        case Deed::With::text: put_text(message, std::string{texts[random.below(std::size(texts))]}); break;
        case Deed::With::truth: put_text(message, random.chance(70) ? "true" : "false"); break;
        case Deed::With::choice:
            put_text(message, deed.node->children.empty() ? deed.node->value : random.pick(deed.node->children).value);
            break;
        case Deed::With::files: put_files(message, outside.offer()); break;
        }
        // The page's day is the one that the verdict of a new check is given on.
        if (std::holds_alternative<msg::Validate>(message) || std::holds_alternative<msg::SendNow>(message) ||
            std::holds_alternative<msg::UsePerson>(message)) {
            if (model.open) judged_on_ = today_of(now);
        }
        std::string const href = deed.node->role == Role::link && deed.node->on_click == 0 ? deed.node->refers_to : "";
        tell(std::move(message));
        if (href.starts_with("#/")) tell(msg::RouteChanged{href});
    }

    Date judged_on_{20'778};
};

std::uint64_t steps_wanted() {
    char const* wanted = std::getenv("GUICHET_REPLAY_STEPS");
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 12'000;
}

}  // namespace

TEST_CASE("random lives never break what every screen and every model must hold") {
    constexpr std::uint64_t steps_a_life = 600;
    std::uint64_t const lives = steps_wanted() / steps_a_life + 1;
    std::int64_t sent = 0;
    std::set<std::size_t> met;
    for (std::uint64_t seed = 1; seed <= lives; ++seed) {
        CAPTURE(seed);
        Life life{seed};
        for (std::uint64_t step = 0; step < steps_a_life; ++step) {
            CAPTURE(step);
            CAPTURE(life.log.back().message.index());
            life.step();
            life.check();
            if (step % 50 == 0) life.check_record();
        }
        sent += life.outside.sent;
        for (auto const& entry : life.log) met.insert(entry.message.index());

        // The log alone gives the same end.
        Model again;
        again.later = Fetching::idle;
        for (auto const& entry : life.log) (void)update(again, entry.message, entry.now);
        Screen const end = view(again);
        CHECK(end.title == life.screen.title);
        CHECK(text_of(end.root) == text_of(life.screen.root));
        CHECK(end.actions.size() == life.screen.actions.size());
    }
    MESSAGE(met.size(), " kinds of messages, ", sent, " requests posted");
}
