// The addresses of accounts, as the OpenAPI document describes them; and who is behind a request.
//
// Nothing here tells whether an address has an account: the same words, after the same time. A password or a token goes into no
// log and no trouble; of tokens only the SHA-256 is kept.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.hpp"
#include "receiver/accounts.hpp"
#include "receiver/http.hpp"
#include "receiver/mailbox.hpp"
#include "receiver/routes.hpp"
#include "receiver/throttle.hpp"

namespace guichet::receiver {

class AccountsApi {
public:
    /// After prepare_passwords(). `origin`: the one foreign origin whose pages may call; empty: none.
    AccountsApi(Accounts& accounts, Mailbox const& mailbox, std::string origin);

    /// By a session's cookie or its bearer; else the answer that says why not. What changes something comes by cookie only from
    /// our own pages.
    [[nodiscard]] std::expected<Caller, Response> caller_of(Request const& request) const;
    /// `caller`: null where the route is open.
    [[nodiscard]] Response answer(Route const& route, Request const& request, Caller const* caller,
                                  std::vector<std::string_view> const& parts) const;

private:
    [[nodiscard]] Response register_account(Request const& request, Json const& sent) const;
    [[nodiscard]] Response confirm(Json const& sent) const;
    [[nodiscard]] Response forgotten(Request const& request, Json const& sent) const;
    [[nodiscard]] Response reset(Json const& sent) const;
    [[nodiscard]] Response sign_in(Request const& request, Json const& sent) const;
    [[nodiscard]] Response sign_out(Request const& request, Caller const& caller) const;
    [[nodiscard]] Response set_password(Json const& sent, Caller const& caller) const;
    [[nodiscard]] Response set_email(Json const& sent, Caller const& caller) const;
    [[nodiscard]] Response list_members(std::string_view siret) const;
    [[nodiscard]] Response join(std::string_view siret, Caller const& caller) const;
    [[nodiscard]] Response change_member(Route const& route, Json const& sent, Caller const& caller,
                                         std::vector<std::string_view> const& parts) const;

    [[nodiscard]] Result<void> send_registration(Account const& account, std::string const& siret) const;
    [[nodiscard]] Result<void> send_reset(Account const& account) const;
    /// False: the account has another password by now than that one's, and nothing is sent.
    [[nodiscard]] Result<bool> send_new_email(Account const& account, std::string const& email) const;
    /// Whether it is the account's password; else the answer. Counted as an attempt to sign in.
    [[nodiscard]] std::optional<Response> check_password(std::string const& email, std::string_view password,
                                                         std::optional<Account> const& account) const;

    Accounts& accounts_;
    Mailbox const& mailbox_;
    std::string origin_;
    mutable Throttle by_account_;
    mutable Throttle by_address_;
    mutable Throttle registrations_;  ///< by address
    mutable Throttle messages_;       ///< by the address that they go to
    mutable Throttle joins_;          ///< by account
};

/// Whether the page that sent this is one of ours, by what only a browser can write; `foreign`: another origin that is admitted.
[[nodiscard]] bool is_own_page(Request const& request, std::string_view foreign);
/// « lecture », « saisie »…
[[nodiscard]] std::string_view name_of(Right right);

}  // namespace guichet::receiver
