// A passphrase for what is kept on the device: given at each visit, set, changed, given up. The page's store does the work
// (web/protection.ts).
#include <algorithm>
#include <utility>

#include "app/protection.hpp"
#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/text.hpp"

namespace guichet {

using msg::ProtectionAct;

namespace {

using Fault = Protection::Fault;

/// The field to go back to after what was asked has failed.
std::string_view field_of(Protection const& protection) {
    return protection.asked == ProtectionAsk::protect || protection.fault == Fault::unmet ? "phrase-nouvelle" : "phrase";
}

void forget(Protection& protection) {
    protection.former.clear();
    protection.fresh.clear();
    protection.again.clear();
}

void ask(Turn& turn, ProtectionAsk what) {
    Protection& protection = turn.model.protection;
    if (protection.request != 0) return;
    protection.asked = what;
    protection.fault = Fault::none;
    bool const sets = what == ProtectionAsk::protect || what == ProtectionAsk::change;
    if (sets && !std::ranges::all_of(passphrase_criteria(protection), &PassphraseCriterion::met)) {
        protection.fault = Fault::unmet;
        return turn.focus(field_of(protection));
    }
    if (what != ProtectionAsk::protect && what != ProtectionAsk::lock && protection.former.empty()) {
        protection.fault = Fault::wrong;
        return turn.focus(field_of(protection));
    }
    // What is in hand goes into the store before it moves.
    flush(turn);
    protection.request = turn.ask(Want::protection);
    turn.want(effect::Protect{protection.request, what, what == ProtectionAsk::protect ? protection.fresh : protection.former,
                              what == ProtectionAsk::change ? protection.fresh : std::string{}});
    if (what == ProtectionAsk::lock) protection.request = 0;
}

}  // namespace

std::array<PassphraseCriterion, 3> passphrase_criteria(Protection const& protection) {
    std::string const& fresh = protection.fresh;
    auto const letters =
        static_cast<std::size_t>(std::ranges::count_if(fresh, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    std::string once;
    for (char const c : fresh) {
        if (!once.contains(c)) once += c;
    }
    return {{{"au moins 12 caractères", letters >= least_passphrase},
             {"au moins 5 caractères différents", once.size() >= 5},
             {"deux saisies identiques", !fresh.empty() && fresh == protection.again}}};
}

void later::take_protection(Turn& turn, msg::ProtectionDone done) {
    Protection& protection = turn.model.protection;
    switch (done.what) {
    case ProtectionAct::former: protection.former = std::move(done.text); return;
    case ProtectionAct::fresh: protection.fresh = std::move(done.text); return;
    case ProtectionAct::again: protection.again = std::move(done.text); return;
    case ProtectionAct::unlock: return ask(turn, ProtectionAsk::unlock);
    case ProtectionAct::protect: return ask(turn, ProtectionAsk::protect);
    case ProtectionAct::change: return ask(turn, ProtectionAsk::change);
    case ProtectionAct::give_up: return ask(turn, ProtectionAsk::give_up);
    case ProtectionAct::lock: return ask(turn, ProtectionAsk::lock);
    }
}

void later::took_protection(Turn& turn, msg::Stored const& answer) {
    Protection& protection = turn.model.protection;
    protection.request = 0;
    if (!answer.ok) {
        protection.fault = answer.trouble == "secret"      ? Fault::wrong
                           : answer.trouble == "quota"     ? Fault::quota
                           : answer.trouble == "elsewhere" ? Fault::elsewhere
                                                           : Fault::other;
        return turn.focus(field_of(protection));
    }
    forget(protection);
    switch (protection.asked) {
    case ProtectionAsk::unlock: protection.locked = false; return enter(turn);
    case ProtectionAsk::protect:
        protection.sealed = true;
        turn.model.toast = Toast{Spoken::protection_set, {}, {}};
        turn.announce(Spoken::protection_set);
        break;
    case ProtectionAsk::change:
        turn.model.toast = Toast{Spoken::protection_changed, {}, {}};
        turn.announce(Spoken::protection_changed);
        break;
    case ProtectionAsk::give_up:
        protection.sealed = false;
        turn.model.toast = Toast{Spoken::protection_given_up, {}, {}};
        turn.announce(Spoken::protection_given_up);
        break;
    case ProtectionAsk::lock: break;
    }
    turn.focus(heading_id);
}

template struct Apart<&later::take_protection>;
template struct Apart<&later::took_protection>;

}  // namespace guichet
