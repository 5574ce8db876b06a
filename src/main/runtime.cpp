#include "main/runtime.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/update.hpp"
#include "view/screen.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

std::vector<PickedFile> picked(std::vector<ChosenFile> files) {
    std::vector<PickedFile> result;
    result.reserve(files.size());
    for (auto& file : files) { result.push_back({std::move(file.token), std::move(file.name), std::move(file.media_type), file.size}); }
    return result;
}

msg::HttpTrouble trouble_of(event::HttpFailed::Why why) {
    switch (why) {
    case event::HttpFailed::Why::network: return msg::HttpTrouble::network;
    case event::HttpFailed::Why::timeout: return msg::HttpTrouble::timeout;
    case event::HttpFailed::Why::aborted: return msg::HttpTrouble::aborted;
    }
    std::unreachable();
}

/// What the platform tells, in the application's own words. Acted and FilesChosen need the screen: see handle().
struct Translate {
    Message operator()(event::Started& e) const {
        return msg::Started{std::move(e.route), e.entropy_high, e.entropy_low, e.can_store, e.plain, e.locked};
    }
    Message operator()(event::Acted&) const { return {}; }
    Message operator()(event::FilesChosen&) const { return {}; }
    Message operator()(event::RouteChanged& e) const { return msg::RouteChanged{std::move(e.route)}; }
    Message operator()(event::Hidden) const { return msg::Hidden{}; }
    Message operator()(event::Shown) const { return msg::Shown{}; }
    Message operator()(event::HttpAnswered& e) const { return msg::HttpAnswered{e.id, e.status, e.retry_after_s, std::move(e.body)}; }
    Message operator()(event::HttpFailed e) const { return msg::HttpFailed{e.id, trouble_of(e.why)}; }
    Message operator()(event::SendProgress e) const { return msg::SendProgress{e.id, e.sent, e.total}; }
    Message operator()(event::Stored& e) const { return msg::Stored{e.id, e.ok, std::move(e.trouble)}; }
    Message operator()(event::Loaded& e) const { return msg::Loaded{e.id, e.ok, std::move(e.records)}; }
    Message operator()(event::SliceRead& e) const { return msg::SliceRead{e.id, e.ok, std::move(e.text)}; }
    Message operator()(event::FileKept& e) const { return msg::FileKept{e.id, e.size, std::move(e.sha256), std::move(e.head)}; }
    Message operator()(event::FileRefused& e) const { return msg::FileRefused{e.id, std::move(e.trouble)}; }
    Message operator()(event::TimerRang e) const { return msg::TimerRang{e.id}; }
    Message operator()(event::Claimed& e) const { return msg::Claimed{e.id, e.granted}; }
    Message operator()(event::ClaimLost& e) const { return msg::ClaimLost{std::move(e.key)}; }
    Message operator()(event::OnlineChanged e) const { return msg::OnlineChanged{e.online}; }
};

/// Carries an effect out.
struct CarryOut {
    Ports& ports;

    void operator()(effect::Http& e) const {
        HttpRequest const request{std::move(e.method), std::move(e.url), std::move(e.headers), std::move(e.body), e.timeout_ms};
        if (e.file_sha256.empty()) {
            ports.http(e.id, request);
        } else {
            ports.send_file(e.id, request, e.file_sha256);
        }
    }
    void operator()(effect::Abort e) const { ports.abort(e.id); }
    void operator()(effect::StorePut const& e) const { ports.store_put(e.id, e.key, e.text); }
    void operator()(effect::StoreRemove const& e) const { ports.store_remove(e.id, e.key); }
    void operator()(effect::StoreLoad const& e) const { ports.store_load(e.id, e.prefix); }
    void operator()(effect::Persist) const { ports.persist(); }
    void operator()(effect::ReadSlice const& e) const { ports.read_slice(e.id, e.token, e.offset, e.length); }
    void operator()(effect::KeepFile const& e) const { ports.keep_file(e.id, e.token, e.offset, e.length); }
    void operator()(effect::PruneFiles const& e) const { ports.prune_files(e.keep); }
    void operator()(effect::Download const& e) const { ports.download(e.name, e.media_type, e.text, e.files); }
    void operator()(effect::OpenFile const& e) const { ports.open_file(e.sha256, e.name, e.media_type); }
    void operator()(effect::Go const& e) const { ports.go(e.hash, e.replace ? Push::replace : Push::push); }
    void operator()(effect::Focus const& e) const { ports.focus(e.node); }
    void operator()(effect::Announce const& e) const {
        SpokenText const spoken = spoken_text(e);
        ports.announce(spoken.text, spoken.assertive ? Urgency::assertive : Urgency::polite);
    }
    void operator()(effect::CopyText const& e) const { ports.copy_text(e.id, e.text); }
    void operator()(effect::Print) const { ports.print(); }
    void operator()(effect::SetTimer e) const { ports.set_timer(e.id, e.milliseconds); }
    void operator()(effect::ClearTimer e) const { ports.clear_timer(e.id); }
    void operator()(effect::Claim const& e) const { ports.claim(e.id, e.key, e.take_over); }
    void operator()(effect::Release const& e) const { ports.release(e.key); }
    void operator()(effect::SetUnsaved e) const { ports.set_unsaved(e.unsaved); }
    void operator()(effect::SetPlain e) const { ports.set_plain(e.plain); }
    void operator()(effect::EraseAll e) const { ports.erase_all(e.id); }
    void operator()(effect::Protect const& e) const { ports.protection(e.id, static_cast<std::uint8_t>(e.what), e.secret, e.fresh); }
    void operator()(effect::FetchLater e) const { ports.fetch_later(e.id); }
};

}  // namespace

struct Runtime::State {
    Ports& ports;
    Model model;
    Screen shown;       ///< the screen last given out: actions of events mean its actions, whatever has come since
    bool stale = true;
    std::string title;

    [[nodiscard]] Message message_of(PlatformEvent& event) const {
        if (auto* acted = std::get_if<event::Acted>(&event)) {
            if (acted->action >= shown.actions.size()) return {};
            Message message = shown.actions[acted->action];
            put_text(message, std::move(acted->text));
            return message;
        }
        if (auto* chosen = std::get_if<event::FilesChosen>(&event)) {
            if (chosen->action >= shown.actions.size()) return {};
            Message message = shown.actions[chosen->action];
            put_files(message, picked(std::move(chosen->files)));
            return message;
        }
        return std::visit(Translate{}, event);
    }
};

Runtime::Runtime(Ports& ports) : state_(std::make_unique<State>(ports)) {}
Runtime::~Runtime() = default;

bool Runtime::handle(PlatformEvent event, Moment now) {
    Message message = state_->message_of(event);
    if (std::holds_alternative<std::monostate>(message)) return false;
    Outcome outcome = update(state_->model, std::move(message), Now{now.unix_ms, now.local_day, now.local_minute});
    for (auto& effect : outcome.effects) std::visit(CarryOut{state_->ports}, effect);
    state_->stale = state_->stale || outcome.redraw;
    return outcome.redraw;
}

Node const& Runtime::screen() {
    if (state_->stale) {
        state_->shown = view(state_->model);
        state_->stale = false;
        if (state_->shown.title != state_->title) {
            state_->title = state_->shown.title;
            state_->ports.set_title(state_->title);
        }
    }
    return state_->shown.root;
}

Model& Runtime::stage(bool changes) {
    state_->stale = state_->stale || changes;
    return state_->model;
}

}  // namespace guichet
