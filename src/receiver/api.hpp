// The HTTP interface, as assets/openapi/receiver.openapi.json describes it: from a request to an answer, with no socket.
// Whatever is not below /api/ is the static site's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"
#include "receiver/accounts_api.hpp"
#include "receiver/directory.hpp"
#include "receiver/event_watch.hpp"
#include "receiver/http.hpp"
#include "receiver/piece_files.hpp"
#include "receiver/procedures.hpp"
#include "receiver/routes.hpp"
#include "receiver/site.hpp"
#include "receiver/store.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {

struct ApiSettings {
    std::string token;           ///< empty: none is asked for
    std::string token_latin1;    ///< filled in: the same, as fetch() writes it
    std::string origin;          ///< empty: no foreign origin may call
    bool only_loopback = false;  ///< refuse requests that name this server by another name (DNS rebinding)
    std::uint64_t dossier_limit = 2ULL << 20U;
    std::uint64_t piece_limit = 20ULL << 20U;
    std::string openapi;         ///< the document's text
    std::optional<Date> today;   ///< nothing: the day it is
};

/// Who asks, and for which organisation. Without accounts: nobody, for none.
struct Asking {
    Caller const* caller = nullptr;
    std::string organisation{};  ///< the one that was named; where one is needed, the only one
    [[nodiscard]] Scope scope() const { return caller == nullptr ? Scope() : Scope{caller->account.id, organisation}; }
};

class Api {
public:
    /// `accounts`: null: there are none, and the access code, if there is one, is all that is asked for.
    Api(Store& store, EventWatch& watch, PieceFiles const& files, Procedures const& procedures, Directory const& directory, Site& site,
        AccountsApi const* accounts, ApiSettings settings);

    /// From any thread.
    [[nodiscard]] Response answer(Request const& request) const;

private:
    using Parts = std::vector<std::string_view>;
    [[nodiscard]] Response route(Request const& request, Parts const& parts, std::vector<Route const*> const& routes) const;
    [[nodiscard]] Response answer_to(Route const& route, Request const& request, Asking const& asking, Parts const& parts) const;
    [[nodiscard]] std::optional<Response> guard(Request const& request) const;
    /// What keeps the caller from this address; also settles for which organisation it asks.
    [[nodiscard]] std::optional<Response> check_access(Route const& route, Request const& request, Parts const& parts,
                                                       Asking& asking) const;
    /// What keeps the caller from a dossier of that organisation. Of another one it is not even known.
    [[nodiscard]] static std::optional<Response> check_dossier(Asking const& asking, std::string_view organisation, Right right);
    /// The session and the right to send, looked up once more: a body may take a quarter of an hour, and either may be gone by then.
    [[nodiscard]] std::optional<Response> check_sending_again(Request const& request, Asking const& asking,
                                                              std::string_view organisation) const;
    [[nodiscard]] Response preflight(Request const& request, std::vector<Route const*> const& routes) const;
    [[nodiscard]] Response health() const;
    [[nodiscard]] Response contract() const;

    [[nodiscard]] Response post_dossier(Request const& request, Asking const& asking) const;
    [[nodiscard]] std::optional<Response> answer_known(Standing const& before, Json const& sent, std::string_view id) const;
    [[nodiscard]] Response judge_and_accept(Json const& sent, std::string_view id, std::string const& organisation) const;
    [[nodiscard]] Response acceptance_answer(Acceptance const& acceptance, std::string_view procedure, std::string_view version,
                                             std::string_view id) const;
    [[nodiscard]] Response list_dossiers(Request const& request, Asking const& asking) const;
    [[nodiscard]] Response get_dossier(std::string_view id, Asking const& asking) const;
    [[nodiscard]] Response list_events(Request const& request, Asking const& asking) const;
    [[nodiscard]] Json event_to_json(StoredEvent const& event) const;

    [[nodiscard]] Response put_piece(Request const& request, std::string_view dossier, std::string_view piece, Asking const& asking) const;
    /// `organisation`: the dossier's.
    [[nodiscard]] Response receive_piece(Request const& request, std::string_view dossier, StoredPiece const& piece, Asking const& asking,
                                         std::string const& organisation) const;
    [[nodiscard]] Response get_piece(std::string_view dossier, std::string_view piece, Asking const& asking) const;

    Store& store_;
    EventWatch& watch_;
    PieceFiles const& files_;
    Procedures const& procedures_;
    Directory const& directory_;
    Site& site_;
    AccountsApi const* accounts_;
    ApiSettings settings_;
};

// ---- shared by the files of this interface ----

[[nodiscard]] Response trouble_answer(Trouble const& trouble);
[[nodiscard]] Json receipt_to_json(StoredReceipt const& receipt);
[[nodiscard]] Json piece_to_json(StoredPiece const& piece);
[[nodiscard]] Response unknown_dossier();
[[nodiscard]] Response lacking(Right right);
/// A whole number of the query, `otherwise` when it is not there; nothing when it is not from `least` to `most`.
[[nodiscard]] std::optional<std::int64_t> number_of(Query const& query, std::string_view name, std::int64_t otherwise, std::int64_t least,
                                                    std::int64_t most);

/// Reads the whole body into memory, at most `limit` bytes; or the answer that says why not.
[[nodiscard]] std::expected<std::string, Response> read_whole_body(Request const& request, std::uint64_t limit);
/// 411, 413 or 415 by the headers alone, before anything is read. `types`: the media types that are taken.
[[nodiscard]] std::optional<Response> refuse_by_headers(Request const& request, std::uint64_t limit,
                                                        std::vector<std::string_view> const& types, bool may_lack_type);
[[nodiscard]] Response too_large(std::uint64_t limit);
[[nodiscard]] Response interrupted();

}  // namespace guichet::receiver
