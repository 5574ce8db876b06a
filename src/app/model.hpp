// The whole application as a value. Only update() changes it, only view() shows it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/catalogue.hpp"
#include "app/dialogs.hpp"
#include "app/drafts.hpp"
#include "app/follow.hpp"
#include "app/instant.hpp"
#include "app/later.hpp"
#include "app/listed.hpp"
#include "app/message.hpp"
#include "app/open_dossier.hpp"
#include "app/protection.hpp"
#include "app/requests.hpp"
#include "app/route.hpp"
#include "app/sending.hpp"

namespace guichet {

struct Portals;

/// What a request in flight is for.
enum class Want : std::uint8_t {
    config,
    catalogue,
    procedure,
    portals,
    notices,
    communes,
    codes,
    establishment,
    all_drafts,
    one_draft,
    templates,
    outbox,
    put_open,
    put_other,
    copy,
    remove_other,
    save_timer,
    slow_timer,
    send_dossier,
    send_piece,
    send_retry,
    outbox_turn,
    outbox_record,
    receipt_claim,
    receipt_draft,
    keep_piece,
    claim,
    import_head,
    import_json,
    import_piece,
    later,
    erase,
    protection,
    follow_cursor,
    follow_events,
    follow_one,
    follow_claim,
    follow_record,
};

struct Pending {
    std::int32_t id = 0;
    Want want = Want::config;
    std::string key;            ///< which one: a dossier's id, a file, …
    std::uint64_t number = 0;   ///< a revision, an index
};

/// Why the dossier of the address is not on the screen.
enum class OpenTrouble : std::uint8_t { none, loading, not_found, unreadable, no_procedure };

enum class ImportTrouble : std::uint8_t { none, not_a_dossier, unknown_procedure, truncated, altered_piece, quota, unreadable };

/// A file being taken in, with one dossier or several: one after the other, each with its pieces.
struct Importing {
    std::string token;
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t pieces_offset = 0;  ///< of the next piece; 0: the file has none
    std::vector<std::string> waiting;  ///< the JSON of those that follow, the last one first
    std::int64_t done = 0;
    std::string json;
    std::string procedure;  ///< its id, once the dossier waits for it
    std::optional<Dossier> dossier;
    std::size_t next_piece = 0;
    std::optional<bool> replaces;  ///< what the person chose for a dossier that was here: for those that follow too
    std::string first;  ///< id of the first one kept
};

/// One tab sends at a time.
enum class OutboxTurn : std::uint8_t { none, asked, held };

/// What a new request takes over from the one it follows.
struct Prefill {
    std::shared_ptr<Procedure const> from;
    Dossier dossier;  ///< the one it follows, judged: computed answers too
    std::uint32_t follow_up = 0;  ///< index in `from`
};

struct Model {
    Now now;
    bool started = false;
    bool can_store = true;
    bool online = true;
    bool unsaved_told = false;
    bool plain = false;  ///< plain HTML was chosen instead of the picture
    Protection protection;
    std::array<std::uint64_t, 2> entropy{};
    std::int32_t next_request = 1;
    std::vector<Pending> pending;

    Route route;
    OpenTrouble open_trouble = OpenTrouble::none;
    std::string focus_after_opening;

    Fetching config_fetching = Fetching::idle;
    Config config = default_config();
    Catalogue catalogue;

    Fetching drafts_fetching = Fetching::idle;
    std::uint64_t revisions = 0;  ///< given to changes; never the same twice, so that a late answer of the store
                                  ///< to an earlier opening of a draft cannot pass for one to this
    std::uint64_t writes = 0;  ///< of drafts by this tab: what was read before the last one is out of date
    std::vector<Draft> drafts;
    std::vector<Template> templates;
    bool pruned = false;

    RequestList requests;
    std::set<std::string, std::less<>> selected;  ///< ids of requests picked to be printed, carried away or deleted together
    std::shared_ptr<Portals> portals;  ///< null until a page of a portal has been shown
    Follow follow;

    std::optional<OpenDossier> open;
    std::vector<Sending> outbox;  ///< oldest first
    OutboxTurn outbox_turn = OutboxTurn::none;
    std::uint64_t outbox_writes = 0;  ///< of records by this tab: what was read before the last one is out of date
    std::int32_t outbox_timer = 0;
    std::int64_t outbox_due_ms = 0;   ///< what the timer was set for
    std::string connector;    ///< id of the one picked on the sending page
    std::string access_code;  ///< in memory only
    std::string code_typed;

    Dialog dialog;
    std::string dialog_opener;  ///< node that gets the focus back
    std::optional<Toast> toast;
    std::set<std::string, std::less<>> opened;  ///< disclosures

    std::optional<Importing> importing;
    ImportTrouble import_trouble = ImportTrouble::none;
    std::string import_name;
    std::int64_t imported = 0;  ///< of that file, before the trouble

    Fetching communes_fetching = Fetching::idle;
    std::shared_ptr<std::string const> communes;
    CodeTables codes;
    Fetching later = later_at_first;  ///< the part of the program that this visit may need
    std::shared_ptr<Prefill> prefill;     ///< of the request that is about to begin
    std::shared_ptr<Message> held;        ///< waits for that part
    bool not_erased = false;  ///< the browser refused
    Fetching notices_fetching = Fetching::idle;
    std::shared_ptr<std::string const> notices;
};

[[nodiscard]] Connector const* find_connector(Config const& config, std::string_view id);
/// What is being sent, or waits to be, of the dossier in hand; null when nothing is.
[[nodiscard]] Sending const* open_sending(Model const& model);

}  // namespace guichet
