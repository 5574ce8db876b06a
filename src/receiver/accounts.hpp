// Accounts, sessions and rights, in the store's database and by its rules: what changes something returns after COMMIT.
//
// Invariants: a token is used once; an account exists only once its address was confirmed; an organisation that has members has
// an administrator, the first of them until someone else is made one; a new password or address ends all tokens of its account.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "receiver/account_records.hpp"
#include "receiver/store.hpp"

namespace guichet::receiver {

class Accounts {
public:
    explicit Accounts(Store& store) : store_(store) {}

    [[nodiscard]] Result<std::optional<Account>> find(std::string_view email);
    /// Those that have expired by then go.
    [[nodiscard]] Result<void> add(Registration const& registration, std::string_view now);
    /// Those of the same account and purpose before it are worth nothing any more.
    [[nodiscard]] Result<void> add(OneTimeToken const& token);
    /// The same, for who has given the password of that hash. False: it is the account's no more, and nothing was done.
    [[nodiscard]] Result<bool> add(OneTimeToken const& token, std::string_view password);

    enum class Confirmed { nothing, account, email };
    /// A token that is unknown, used, expired, or whose address has an account meanwhile: nothing.
    [[nodiscard]] Result<Confirmed> confirm(std::string_view token, std::string_view now);
    /// With a token for a forgotten password: the address of its account, whose sessions all end. Nothing: as above.
    [[nodiscard]] Result<std::optional<std::string>> address_of(std::string_view token, std::string_view now);
    [[nodiscard]] Result<bool> reset_password(std::string_view token, std::string_view hash, std::string_view now);
    /// All sessions end but the caller's. False: its account has another password by now than the caller's, and keeps it.
    [[nodiscard]] Result<bool> set_password(Caller const& caller, std::string_view hash);

    /// False: the account has another password by now than that one's, which was compared.
    [[nodiscard]] Result<bool> open_session(std::string_view token, Account const& account, std::string_view now,
                                            std::string_view forget_before);
    [[nodiscard]] Result<std::optional<Caller>> caller_of(std::string_view token);
    [[nodiscard]] Result<void> see_session(std::string_view token, std::string_view now);
    [[nodiscard]] Result<void> close_session(std::string_view token);

    [[nodiscard]] Result<std::vector<Member>> members_of(std::string_view siret);
    /// Waits for an agreement; the first one is the administrator. What it had already it keeps.
    [[nodiscard]] Result<Rights> join(std::int64_t account, std::string_view siret, std::string_view now);
    enum class Changed { done, unknown, last_administrator, not_allowed };
    /// By an account that administers the organisation when this is written, whatever it did when it was asked.
    [[nodiscard]] Result<Changed> set_rights(std::int64_t actor, std::string_view siret, std::string_view email, Rights rights);
    [[nodiscard]] Result<Changed> remove(std::int64_t actor, std::string_view siret, std::string_view email);

private:
    template <class Out, class Work>
    [[nodiscard]] Result<Out> written(Work const& work);
    template <class Work>
    [[nodiscard]] Result<void> done(Work const& work);
    template <class Work>
    [[nodiscard]] auto read(Work const& work);
    Store& store_;
};

}  // namespace guichet::receiver
