// Following what was sent. A dossier is written only by who holds it: when another tab does, that tab follows it itself.
#include <algorithm>
#include <charconv>

#include "app/backend.hpp"
#include "app/turn.hpp"
#include "core/apart.hpp"
#include "core/json.hpp"
#include "dossier/codec.hpp"

namespace guichet {
namespace {

constexpr std::int64_t events_at_once = 500;

bool is_followed(Model const& model, Draft const& draft, std::string_view connector) {
    return !draft.number.empty() && !draft.ended && draft.connector == connector && find_connector(model.config, connector) != nullptr;
}

void ask(Turn& turn, Want want, std::string url, std::string key = {}) {
    effect::Http request;
    request.id = turn.ask(want, std::move(key));
    request.url = std::move(url);
    request.headers.emplace_back("Accept", "application/json");
    if (!turn.model.access_code.empty()) request.headers.emplace_back("Authorization", "Bearer " + turn.model.access_code);
    turn.want(std::move(request));
}

void ask_events(Turn& turn) {
    Model& model = turn.model;
    Connector const* connector = find_connector(model.config, model.follow.connector);
    if (connector == nullptr) return;
    // The feed stands beside the dossiers.
    std::string const folder = connector->url.substr(0, connector->url.rfind('/') + 1);
    ask(turn, Want::follow_events,
        folder + "evenements?apres=" + std::to_string(model.follow.cursor) + "&limite=" + std::to_string(events_at_once));
}

void end_round(Turn& turn, bool ok) {
    Follow& follow = turn.model.follow;
    follow.fetching = ok ? Fetching::done : Fetching::failed;
    follow.changed.clear();
    follow.answer.clear();
    if (ok && follow.updated > 0) turn.announce(Spoken::followed, {}, follow.updated);
}

void ask_next(Turn& turn) {
    Model& model = turn.model;
    Follow& follow = model.follow;
    follow.answer.clear();
    if (!follow.changed.empty()) {
        Connector const* connector = find_connector(model.config, follow.connector);
        if (connector == nullptr) return end_round(turn, false);
        return ask(turn, Want::follow_one, connector->url + "/" + follow.changed.back(), follow.changed.back());
    }
    follow.cursor = follow.next_cursor;
    if (model.can_store) {
        std::string const key = std::string{follow_prefix} + follow.connector;
        turn.want(effect::StorePut{turn.ask(Want::put_other, key), key, std::to_string(follow.cursor)});
    }
    if (follow.more) return ask_events(turn);
    end_round(turn, true);
}

void go_to_next(Turn& turn) {
    // Begun anew meanwhile.
    if (turn.model.follow.changed.empty()) return;
    turn.model.follow.changed.pop_back();
    ask_next(turn);
}

std::string text_of(Json const& json, std::string_view name) { return text_member(json, name).value_or(""); }

std::vector<FollowedInstalment> instalments_of(Json const& told) {
    std::vector<FollowedInstalment> instalments;
    Json const* list = member(told, "echeances");
    if (list == nullptr || !list->is_array()) return instalments;
    for (Json const& one : *list) {
        auto const rank = integer_member(one, "rang").value_or(0);
        if (rank < 1 || rank > INT32_MAX) continue;
        instalments.push_back({static_cast<std::uint32_t>(rank), text_of(one, "libelle"), integer_member(one, "montant"),
                               text_of(one, "ouverture"), text_of(one, "etat"), text_of(one, "date"), text_of(one, "message")});
    }
    return instalments;
}

/// What an answer of the backend changed.
enum class Change : std::uint8_t {
    none,
    words,  ///< remarks, the history, pieces
    step    ///< the status, or what is paid: the person is told
};

/// Puts down what the backend says. Answers are not touched.
Change apply(Procedure const& procedure, Dossier& dossier, Json const& told) {
    std::string const status = text_of(told, "statut");
    if (status.empty()) return Change::none;
    std::vector<StatusChange> history;
    if (Json const* list = member(told, "historique"); list != nullptr && list->is_array()) {
        for (Json const& one : *list) {
            history.push_back({text_of(one, "statut"), text_of(one, "date"), text_of(one, "commentaire"), text_of(one, "auteur")});
        }
    }
    std::vector<Remark> remarks;
    if (Json const* list = member(told, "remarques"); list != nullptr && list->is_array()) {
        for (Json const& one : *list) { remarks.push_back({text_of(one, "chemin"), text_of(one, "piece"), {}, text_of(one, "message")}); }
    }
    if (Json const* list = member(told, "pieces"); list != nullptr && list->is_array()) {
        for (Json const& one : *list) {
            std::string state = text_of(one, "etat");
            if (state.empty() || state == "attendue") continue;
            std::string const id = text_of(one, "id");
            auto const known = std::ranges::find(remarks, id, &Remark::piece);
            if (known != remarks.end()) {
                known->state = std::move(state);
            } else {
                remarks.push_back({{}, id, std::move(state), text_of(one, "remarque")});
            }
        }
    }
    auto instalments = instalments_of(told);
    bool const goes_on = dossier.status != status || dossier.instalments != instalments;
    if (!goes_on && dossier.history == history && dossier.remarks == remarks) return Change::none;
    bool const was_locked = !is_editable(procedure, dossier);
    dossier.status = status;
    // Given back: from here on it is corrected.
    if (was_locked && is_editable(procedure, dossier)) dossier.sent = write_sent(procedure, dossier);
    if (!history.empty()) dossier.history = std::move(history);
    dossier.remarks = std::move(remarks);
    dossier.instalments = std::move(instalments);
    return goes_on ? Change::step : Change::words;
}

/// The dossier in hand, when it is the one: changed in place.
void apply_to_open(Turn& turn, Json const& told) {
    OpenDossier& open = *turn.model.open;
    auto const change = open.access == Access::held ? apply(*open.procedure, open.dossier, told) : Change::none;
    if (change == Change::none) return;
    if (change == Change::step) ++turn.model.follow.updated;
    show_remarks(open);
    mark_changed(turn);
    flush(turn);
}

void apply_to_record(Turn& turn, std::string const& id, std::string_view record) {
    Model& model = turn.model;
    auto const json = parse_json(model.follow.answer);
    Draft const* draft = find_draft(model.drafts, id);
    auto const procedure = draft != nullptr ? find_procedure(model.catalogue, draft->procedure) : nullptr;
    if (!json || !procedure) return;
    auto dossier = read_dossier(*procedure, record);
    if (!dossier) return;
    auto const change = apply(*procedure, *dossier, *json);
    if (change == Change::none) return;
    if (change == Change::step) ++model.follow.updated;
    put_draft(turn, id, write_dossier(*procedure, *dossier));
}

}  // namespace

void show_remarks(OpenDossier& open) {
    std::vector<Finding> findings;
    for (Remark const& remark : open.dossier.remarks) {
        if (remark.message.empty() || !is_editable(*open.procedure, open.dossier)) continue;
        Finding finding;
        finding.path = remark.path;
        if (!remark.piece.empty()) {
            auto const piece = std::ranges::find(open.dossier.attachments, remark.piece, &Attachment::id);
            // It has been replaced since.
            if (piece == open.dossier.attachments.end()) continue;
            finding.path = "pieces." + piece->zone;
        }
        finding.rule = "remarque";
        finding.message = remark.message;
        findings.push_back(std::move(finding));
    }
    set_server_findings(open, std::move(findings));
}

void follow(Turn& turn) {
    Model& model = turn.model;
    if (!model.online || model.follow.fetching == Fetching::under_way || model.drafts_fetching != Fetching::done) return;
    // A procedure that is still on its way would leave its dossiers behind.
    if (std::ranges::contains(model.drafts, DraftState::waiting, &Draft::state)) return;
    for (Connector const& connector : model.config.connectors) {
        if (connector.kind != ConnectorKind::http) continue;
        if (std::ranges::none_of(model.drafts, [&](Draft const& draft) { return is_followed(model, draft, connector.id); })) continue;
        if (model.follow.connector != connector.id) model.follow = {};
        model.follow.connector = connector.id;
        if (model.later != Fetching::done) return want_later(turn);
        return later::begin_round(turn);
    }
}

void later::begin_round(Turn& turn) {
    Model& model = turn.model;
    Follow& follow = model.follow;
    follow.fetching = Fetching::under_way;
    follow.updated = 0;
    if (follow.cursor < 0 && model.can_store) {
        turn.want(effect::StoreLoad{turn.ask(Want::follow_cursor), std::string{follow_prefix} + follow.connector});
        return;
    }
    follow.cursor = std::max<std::int64_t>(follow.cursor, 0);
    ask_events(turn);
}

void later::took_cursor(Turn& turn, msg::Loaded const& message) {
    Follow& follow = turn.model.follow;
    turn.redraw = false;
    follow.cursor = 0;
    for (auto const& [key, text] : message.records) {
        if (key == std::string{follow_prefix} + follow.connector) {
            (void)std::from_chars(text.data(), text.data() + text.size(), follow.cursor);
        }
    }
    follow.cursor = std::max<std::int64_t>(follow.cursor, 0);
    ask_events(turn);
}

void later::took_follow_answer(Turn& turn, Pending const& pending, std::int32_t status, std::string body) {
    Model& model = turn.model;
    Follow& follow = model.follow;
    if (follow.fetching != Fetching::under_way) return;
    auto const json = status == 200 ? parse_json(body) : std::unexpected(Trouble{});
    if (pending.want == Want::follow_events) {
        // A backend without a feed is none that can be followed: nothing is wrong.
        if (status == 404) return end_round(turn, true);
        // Its database is another one than last time: from its beginning.
        if (status == 409 && follow.cursor > 0) {
            follow.cursor = 0;
            return ask_events(turn);
        }
        Json const* events = json ? member(*json, "evenements") : nullptr;
        Json const* cursor = json ? member(*json, "curseur") : nullptr;
        if (events == nullptr || !events->is_array() || cursor == nullptr || !cursor->is_number_integer()) return end_round(turn, false);
        follow.next_cursor = cursor->get<std::int64_t>();
        Json const* more = member(*json, "reste");
        follow.more = more != nullptr && more->is_boolean() && more->get<bool>() && follow.next_cursor > follow.cursor;
        for (Json const& event : *events) {
            std::string id = text_of(event, "dossier");
            Draft const* draft = find_draft(model.drafts, id);
            if (draft == nullptr || draft->number.empty() || std::ranges::contains(follow.changed, id)) continue;
            follow.changed.push_back(std::move(id));
        }
        return ask_next(turn);
    }
    std::string const id = pending.key;
    if (status == 404) return go_to_next(turn);
    if (!json) return end_round(turn, false);
    if (model.open && model.open->dossier.id == id) {
        apply_to_open(turn, *json);
        return go_to_next(turn);
    }
    follow.answer = std::move(body);
    if (!model.can_store) {
        if (Draft const* draft = find_draft(model.drafts, id)) apply_to_record(turn, id, *draft->text);
        return go_to_next(turn);
    }
    turn.want(effect::Claim{turn.ask(Want::follow_claim, id), draft_key(id), false});
}

void later::took_follow_claim(Turn& turn, std::string const& id, bool granted) {
    turn.redraw = false;
    if (!granted) return go_to_next(turn);
    turn.want(effect::StoreLoad{turn.ask(Want::follow_record, id), draft_key(id)});
}

void later::took_follow_record(Turn& turn, std::string const& id, msg::Loaded const& message) {
    for (auto const& [key, text] : message.records) {
        if (key == draft_key(id)) apply_to_record(turn, id, text);
    }
    // Opened meanwhile: it holds its own claim under the same key.
    bool const in_hand = turn.model.open && turn.model.open->dossier.id == id;
    if (!in_hand) turn.want(effect::Release{draft_key(id)});
    if (!turn.model.follow.changed.empty()) go_to_next(turn);
}

template struct Apart<&later::begin_round>;
template struct Apart<&later::took_cursor>;
template struct Apart<&later::took_follow_answer>;
template struct Apart<&later::took_follow_claim>;
template struct Apart<&later::took_follow_record>;

}  // namespace guichet
