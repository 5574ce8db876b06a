#include "app/update.hpp"

#include <algorithm>
#include <utility>

#include "app/turn.hpp"

namespace guichet {

std::int32_t Turn::ask(Want want, std::string key, std::uint64_t number) {
    std::int32_t const id = model.next_request;
    model.next_request = id == INT32_MAX ? 1 : id + 1;
    model.pending.push_back({id, want, std::move(key), number});
    return id;
}

OpenDossier* Turn::editable() {
    Sending const* sending = open_sending(model);
    bool const may = model.open && can_edit(*model.open) && (sending == nullptr || !is_busy(*sending));
    return may ? &*model.open : nullptr;
}

std::optional<Pending> take_pending(Model& model, std::int32_t id) {
    auto const at = std::ranges::find(model.pending, id, &Pending::id);
    if (at == model.pending.end()) return std::nullopt;
    Pending pending = std::move(*at);
    model.pending.erase(at);
    return pending;
}

namespace {

/// SplitMix64 over the entropy given at the start: identifiers need to be distinct, not secret.
std::uint64_t next_random(std::array<std::uint64_t, 2>& entropy) {
    entropy[0] += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = entropy[0] ^ entropy[1];
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
    entropy[1] = (entropy[1] << 7U | entropy[1] >> 57U) + mixed;
    return mixed ^ (mixed >> 31U);
}

struct Handler {
    Turn& turn;
    Model& model = turn.model;

    void quietly() { turn.redraw = false; }

    void operator()(std::monostate) { quietly(); }

    // The outside.
    void operator()(msg::Started const& m) { start(turn, m); }
    void operator()(msg::RouteChanged const& m) {
        Route route = read_route(m.route);
        if (route == model.route) return quietly();
        arrive(turn, std::move(route));
    }
    void operator()(msg::Hidden) {
        quietly();
        flush(turn);
    }
    void operator()(msg::Shown) {
        quietly();
        // The day may have changed while the page slept, and another tab may have written.
        bool const lists = !model.open && is_list(model.route.page) && model.drafts_fetching == Fetching::done;
        if (model.open) {
            judge_again(*model.open, turn.today());
            turn.redraw = true;
        }
        if (model.protection.locked) return;
        if (lists) load_drafts(turn);
        load_outbox(turn);
        // Once the drafts have come, where they are asked for.
        if (!lists) follow(turn);
    }
    void operator()(msg::OnlineChanged m) { went_online(turn, m.online); }
    void operator()(msg::HttpAnswered& m) {
        auto const pending = take_pending(model, m.id);
        if (!pending) return quietly();
        answered(*pending, m);
    }
    void operator()(msg::HttpFailed const& m) {
        auto const pending = take_pending(model, m.id);
        if (!pending) return quietly();
        if (pending->want == Want::send_dossier || pending->want == Want::send_piece) {
            return later::took_send_failure(turn, *pending, m.why);
        }
        // No answer reads as a status of 0: each reader tells what to do without it.
        msg::HttpAnswered none;
        none.id = m.id;
        answered(*pending, none);
    }
    void answered(Pending const& pending, msg::HttpAnswered& m) {
        switch (pending.want) {
        case Want::config: return took_config(turn, m.status, m.body);
        case Want::catalogue: return took_catalogue(turn, m.status, m.body);
        case Want::procedure: return took_procedure(turn, static_cast<std::size_t>(pending.number), m.status, m.body);
        case Want::portals: return later::took_portals(turn, m.status, m.body);
        case Want::communes: return took_communes(turn, m.status, std::move(m.body));
        case Want::codes: return took_codes(turn, static_cast<std::size_t>(pending.number), m.status, m.body);
        case Want::establishment: return later::took_establishment(turn, m.status, m.retry_after_s, m.body);
        case Want::send_dossier:
        case Want::send_piece: return later::took_send_answer(turn, pending, m);
        case Want::follow_events:
        case Want::follow_one: return later::took_follow_answer(turn, pending, m.status, std::move(m.body));
        case Want::notices:
            model.notices_fetching = m.status == 200 ? Fetching::done : Fetching::failed;
            model.notices = std::make_shared<std::string const>(m.status == 200 ? std::move(m.body) : std::string{});
            return;
        default: return quietly();
        }
    }
    void operator()(msg::SendProgress const& m) { took_progress(turn, m); }
    void operator()(msg::Stored const& m) {
        auto const pending = take_pending(model, m.id);
        if (!pending) return quietly();
        if (pending->want == Want::later) return took_later(turn, m.ok);
        if (pending->want == Want::protection) return later::took_protection(turn, m);
        if (pending->want == Want::erase) {
            model.not_erased = !m.ok;
            return;
        }
        took_stored(turn, *pending, m);
    }
    void operator()(msg::Loaded& m) {
        auto const pending = take_pending(model, m.id);
        if (!pending) return quietly();
        took_records(turn, *pending, std::move(m));
    }
    void operator()(msg::SliceRead& m) {
        auto const pending = take_pending(model, m.id);
        if (!pending) return quietly();
        if (pending->want == Want::import_head) return later::took_import_head(turn, m);
        if (pending->want == Want::import_json) return later::took_import_json(turn, std::move(m));
    }
    void operator()(msg::FileKept const& m) {
        auto const pending = take_pending(model, m.id);
        if (!pending) return quietly();
        if (pending->want == Want::import_piece) return later::took_import_piece(turn, m);
        took_kept(turn, *pending, m);
    }
    void operator()(msg::FileRefused const& m) {
        auto const pending = take_pending(model, m.id);
        if (!pending) return quietly();
        if (pending->want == Want::import_piece) {
            return later::import_failed(turn, m.trouble == "quota" ? ImportTrouble::quota : ImportTrouble::unreadable);
        }
        took_refused(turn, *pending, m.trouble);
    }
    void operator()(msg::TimerRang m) {
        auto const pending = take_pending(model, m.id);
        quietly();
        if (!pending) return;
        if (pending->want == Want::save_timer && model.open && model.open->save_timer == m.id) {
            model.open->save_timer = 0;
            flush(turn);
        } else if (pending->want == Want::slow_timer && model.open && model.open->slow_timer == m.id) {
            turn.redraw = true;
            model.open->slow_timer = 0;
            model.open->slow = true;
        } else if (pending->want == Want::send_retry && model.outbox_timer == m.id) {
            turn.redraw = true;
            retry_rang(turn);
        }
    }
    void operator()(msg::Claimed const& m) {
        auto const pending = take_pending(model, m.id);
        if (!pending) return quietly();
        if (pending->want == Want::follow_claim) return later::took_follow_claim(turn, pending->key, m.granted);
        if (pending->want == Want::outbox_turn) return later::took_outbox_turn(turn, m.granted);
        if (pending->want == Want::receipt_claim) return later::took_receipt_claim(turn, pending->key, m.granted);
        took_claim(turn, *pending, m.granted);
    }
    void operator()(msg::ClaimLost const& m) {
        if (m.key == outbox_lock) return lose_outbox_turn(turn);
        lose_claim(turn, m.key);
    }

    // Home.
    void operator()(msg::StartNew const& m) {
        model.prefill.reset();
        start_new(turn, m.procedure);
    }
    void operator()(msg::AskRename const& m) { later::ask_rename(turn, m.dossier); }
    void operator()(msg::RenameTyped& m) {
        if (auto* dialog = std::get_if<RenameDialog>(&model.dialog)) dialog->name = std::move(m.text);
    }
    void operator()(msg::RenameDone) { later::rename_done(turn); }
    void operator()(msg::DuplicateDraft const& m) { duplicate_draft(turn, m.dossier); }
    void operator()(msg::ExportDraft const& m) { export_draft(turn, m.dossier); }
    void operator()(msg::DeleteDraft const& m) { delete_draft(turn, m.dossier); }
    void operator()(msg::DownloadUnreadable const& m) { download_unreadable(turn, m.dossier); }
    void operator()(msg::ImportChosen& m) { later::import_chosen(turn, std::move(m.files)); }
    void operator()(msg::ImportReplace) { later::import_as(turn, true); }
    void operator()(msg::ImportKeepBoth) { later::import_as(turn, false); }
    void operator()(msg::CatalogueFilter& m) { filter_catalogue(turn, std::move(m.text)); }
    void operator()(msg::RequestGroupChosen m) { later::choose_request_group(turn, m.group); }
    void operator()(msg::RequestSearch& m) { search_requests(turn, std::move(m.text)); }
    void operator()(msg::RequestOrderChosen const& m) { later::order_requests(turn, m.text); }
    void operator()(msg::ExportRequests) { later::export_requests(turn); }
    void operator()(msg::MoreRequests) { later::show_more_requests(turn); }
    void operator()(msg::SelectionAct const& m) { later::take_selection(turn, m); }
    void operator()(msg::PortalAct& m) { later::take_portal(turn, m); }
    void operator()(msg::RetryLoading) {
        if (model.later == Fetching::failed) return want_later(turn);
        model.catalogue.fetching = Fetching::under_way;
        turn.want(effect::Http{.id = turn.ask(Want::catalogue), .url = "procedures/index.json"});
    }

    // Everywhere.
    void operator()(msg::CloseDialog) { close_dialog(turn); }
    void operator()(msg::Undo) {
        if (!model.toast) return quietly();
        Undo undo = std::move(model.toast->undo);
        model.toast.reset();
        if (auto* row = std::get_if<undo::RemovedRow>(&undo)) undo_row(turn, std::move(*row));
        if (auto* rows = std::get_if<undo::ReplacedRows>(&undo)) undo_rows(turn, std::move(*rows));
        if (auto* piece = std::get_if<undo::RemovedPiece>(&undo)) undo_piece(turn, std::move(*piece));
        if (auto* drafts = std::get_if<undo::RemovedDrafts>(&undo)) undo_drafts(turn, std::move(drafts->all));
        if (auto* one = std::get_if<undo::RemovedTemplate>(&undo)) later::undo_template(turn, std::move(*one));
    }
    void operator()(msg::DismissToast) {
        model.toast.reset();
        turn.focus(heading_id);
    }
    void operator()(msg::Toggled& m) {
        bool const opens = m.text != "false";
        // Of several requests, each printing is asked for anew.
        if (!opens && m.key == paper_id) model.opened.erase(std::string{selection_paper});
        bool const changed = opens ? model.opened.insert(std::move(m.key)).second : model.opened.erase(m.key) > 0;
        turn.redraw = changed;
    }
    void operator()(msg::PlainChosen const& m) {
        model.plain = m.text == "true";
        turn.want(effect::SetPlain{model.plain});
    }
    void operator()(msg::EraseAll) {
        model.not_erased = false;
        turn.want(effect::EraseAll{turn.ask(Want::erase)});
    }
    void operator()(msg::FocusOn const& m) {
        quietly();
        turn.focus(m.node);
    }

    // Answers.
    void operator()(msg::Typed& m) { type(turn, std::move(m)); }
    void operator()(msg::Committed const& m) { commit(turn, m); }
    void operator()(msg::Left const& m) { leave_field(turn, m.where); }
    void operator()(msg::Entered const& m) { enter_field(turn, m.where); }
    void operator()(msg::OptionToggled const& m) { toggle_option(turn, m); }
    void operator()(msg::ProposalAccepted const& m) { accept_proposal(turn, m.where); }
    void operator()(msg::RevealToggled) {
        if (model.open) model.open->revealed = !model.open->revealed;
    }
    void operator()(msg::CommunePicked const& m) { pick_commune(turn, m); }
    void operator()(msg::ChoiceKey const& m) { move_in_choices(turn, m); }
    void operator()(msg::ChoicePicked const& m) { pick_choice(turn, m); }
    void operator()(msg::OpenCalendar& m) { later::open_calendar(turn, std::move(m.where)); }
    void operator()(msg::CalendarMoved const& m) { later::move_calendar(turn, m); }
    void operator()(msg::DayPicked m) { later::pick_day(turn, Date{m.day}); }

    // Steps.
    void operator()(msg::NextStep) { next_step(turn, false); }
    void operator()(msg::PreviousStep) { previous_step(turn); }
    void operator()(msg::GoOnAnyway) { next_step(turn, true); }
    void operator()(msg::GoToField const& m) { go_to_field(turn, m.where); }
    void operator()(msg::GoToNode const& m) { go_to_node(turn, m.step, m.node); }
    void operator()(msg::Validate) { validate(turn); }
    void operator()(msg::TakeOver) { take_over(turn); }

    // Rows.
    void operator()(msg::AddRow m) { add_row_to(turn, m.group); }
    void operator()(msg::DuplicateRow const& m) { duplicate_row_of(turn, m.group, m.row); }
    void operator()(msg::RemoveRow const& m) { remove_row_of(turn, m.group, m.row); }
    void operator()(msg::FinishRow const& m) { finish_row(turn, m); }

    void operator()(msg::FillRows m) { fill_rows(turn, m.schedule); }

    // Dialogs.
    void operator()(msg::OpenLookup m) { later::open_lookup(turn, m.field); }
    void operator()(msg::SiretTyped& m) {
        if (auto* dialog = std::get_if<LookupDialog>(&model.dialog)) dialog->siret = std::move(m.text);
    }
    void operator()(msg::NewSiretTyped& m) {
        if (auto* dialog = std::get_if<LookupDialog>(&model.dialog)) dialog->new_siret = std::move(m.text);
    }
    void operator()(msg::LookupSearch) { later::search(turn); }
    void operator()(msg::LookupCancel) { later::cancel_search(turn); }
    void operator()(msg::LookupPick) { later::pick_establishment(turn); }
    void operator()(msg::LookupCreate) { later::create_establishment(turn); }
    void operator()(msg::IdccPicked& m) {
        if (auto* dialog = std::get_if<LookupDialog>(&model.dialog)) dialog->idcc = std::move(m.text);
    }
    void operator()(msg::OpenTemplates const& m) { later::open_templates(turn, m); }
    void operator()(msg::TemplateNameTyped& m) {
        if (auto* dialog = std::get_if<TemplatesDialog>(&model.dialog)) dialog->name = std::move(m.text);
    }
    void operator()(msg::SaveTemplate) { later::save_template(turn); }
    void operator()(msg::UseTemplate const& m) { later::use_template(turn, m.key); }
    void operator()(msg::DeleteTemplate const& m) { later::delete_template(turn, m.key); }
    void operator()(msg::OpenPeople const& m) { later::open_people(turn, m); }
    void operator()(msg::PeopleFilter& m) { later::filter_people(turn, std::move(m.text)); }
    void operator()(msg::UsePerson m) { later::use_person(turn, m.index); }

    // Pieces.
    void operator()(msg::FilesChosen& m) { choose_files(turn, std::move(m)); }
    void operator()(msg::OpenPiece const& m) { open_piece(turn, m.piece); }
    void operator()(msg::RemovePiece const& m) { remove_piece(turn, m.piece); }
    void operator()(msg::DismissRefusals m) { dismiss_refusals(turn, m.zone); }

    // Sending.
    void operator()(msg::ConnectorPicked& m) { model.connector = std::move(m.text); }
    void operator()(msg::SendNow) { send_now(turn); }
    void operator()(msg::CancelSending) { cancel_sending(turn); }
    void operator()(msg::RetrySending) { retry_sending(turn); }
    void operator()(msg::CodeTyped& m) { model.code_typed = std::move(m.text); }
    void operator()(msg::CodeGiven) { give_code(turn); }
    void operator()(msg::RetryQueued const& m) { retry_queued(turn, m.dossier); }
    void operator()(msg::WithdrawQueued const& m) { withdraw_queued(turn, m.dossier); }
    void operator()(msg::ExportQueued const& m) { later::export_queued(turn, m.dossier); }
    void operator()(msg::DuplicateOpen) {
        if (!model.open) return quietly();
        std::string const id = model.open->dossier.id;
        go(turn, Route{});
        duplicate_draft(turn, id);
    }
    void operator()(msg::BeginFollowUp m) { later::begin_follow_up(turn, m.index); }
    void operator()(msg::ExportOpen) {
        if (!model.open) return quietly();
        flush(turn);
        export_draft(turn, model.open->dossier.id);
    }
    void operator()(msg::CopyReference) { later::copy_reference(turn); }
    void operator()(msg::DownloadRecap) { later::download_recap(turn); }
    void operator()(msg::ProtectionDone& m) { later::take_protection(turn, std::move(m)); }
    void operator()(msg::PrintPage) {
        quietly();
        turn.want(effect::Print{});
    }
};

void handle(Turn& turn, Message& message) { std::visit(Handler{turn}, message); }

/// What it opens is made by the part that is fetched later.
bool opens_later(Message const& message) {
    return std::holds_alternative<msg::OpenTemplates>(message) || std::holds_alternative<msg::OpenPeople>(message) ||
           std::holds_alternative<msg::OpenCalendar>(message) || std::holds_alternative<msg::OpenLookup>(message) ||
           std::holds_alternative<msg::ImportChosen>(message) || std::holds_alternative<msg::SelectionAct>(message) ||
           std::holds_alternative<msg::AskRename>(message);
}

}  // namespace

std::string new_uuid(Model& model) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string id;
    id.reserve(36);
    for (int part = 0; part < 2; ++part) {
        std::uint64_t bits = next_random(model.entropy);
        for (int i = 0; i < 16; ++i, bits >>= 4U) id += digits[bits & 15U];
    }
    id[12] = '4';                                                          // version 4: random
    id[16] = digits[8U + (static_cast<unsigned>(id[16]) & 3U)];            // variant of RFC 9562
    for (std::size_t const at : {8U, 13U, 18U, 23U}) id.insert(at, 1, '-');
    return id;
}

std::int64_t random_below(Model& model, std::int64_t below) { return static_cast<std::int64_t>(next_random(model.entropy) >> 1U) % below; }

Outcome update(Model& model, Message message, Now now) {
    model.now = now;
    Turn turn{model, {}, true};
    if (model.later != Fetching::done && opens_later(message)) {
        model.held = std::make_shared<Message>(std::move(message));
        want_later(turn);
    } else {
        handle(turn, message);
    }
    if (model.held && model.later == Fetching::done) handle(turn, *std::exchange(model.held, nullptr));
    if (model.route.page == Page::portal && model.later == Fetching::done) later::tend_portal(turn);
    tell_unsaved(turn);
    return {std::move(turn.effects), turn.redraw};
}

Connector const* find_connector(Config const& config, std::string_view id) {
    auto const at = std::ranges::find(config.connectors, id, &Connector::id);
    return at == config.connectors.end() ? nullptr : &*at;
}

Sending const* open_sending(Model const& model) { return model.open ? find_sending(model.outbox, model.open->dossier.id) : nullptr; }

}  // namespace guichet
