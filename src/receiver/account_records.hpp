// Who may do what, as values: accounts, the organisations that they act for, and what they may do there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::receiver {

/// What an account may do for an organisation. `drafting` is for pages: the receiver holds no drafts.
enum class Right : std::uint8_t { reading = 1, drafting = 2, sending = 4, administration = 8 };

/// Some of the rights. None: the account waits for the administrator's agreement.
struct Rights {
    std::uint8_t bits = 0;
    [[nodiscard]] static constexpr Rights all() { return {15}; }
    [[nodiscard]] constexpr bool has(Right right) const { return (bits & static_cast<std::uint8_t>(right)) != 0; }
    constexpr void add(Right right) { bits = static_cast<std::uint8_t>(bits | static_cast<std::uint8_t>(right)); }
    [[nodiscard]] constexpr bool none() const { return bits == 0; }
    friend bool operator==(Rights, Rights) = default;
};

struct Account {
    std::int64_t id = 0;
    std::string email;  ///< in lower case
    std::string first_name;
    std::string last_name;
    std::string password{};  ///< as it was hashed
};

/// What someone asked for who has no account yet: it is made when its token comes back.
struct Registration {
    std::string token;  ///< the digest of the one that was sent
    Account account;
    std::string siret;
    std::string expires;
};

struct OneTimeToken {
    enum class Purpose : std::uint8_t { forgotten, new_email };
    std::string token;  ///< its digest
    std::int64_t account = 0;
    Purpose purpose = Purpose::forgotten;
    std::string email;  ///< the new one; or the account's own
    std::string expires;
};

struct Membership {
    std::string siret;
    Rights rights;
};

/// Who is behind a request.
struct Caller {
    Account account;
    std::vector<Membership> organisations;
    std::string session;  ///< the digest of its token
    std::string opened;
    std::string seen;
    bool by_cookie = false;
    /// For that organisation; none when the account does not act for it.
    [[nodiscard]] Rights rights_for(std::string_view siret) const {
        for (auto const& one : organisations) {
            if (one.siret == siret) { return one.rights; }
        }
        return {};
    }
};

/// An account as the administrator of an organisation sees it.
struct Member {
    std::string email;
    std::string first_name;
    std::string last_name;
    Rights rights;
};

}  // namespace guichet::receiver
