// The passphrase that protects what is kept on the device: whether there is one, whether it has been given, and what is typed of it. It
// is in memory only while it is typed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/effects.hpp"

namespace guichet {

struct Protection {
    enum class Fault : std::uint8_t { none, unmet, wrong, elsewhere, quota, other };
    bool sealed = false;  ///< a passphrase protects the store
    bool locked = false;  ///< and has not been given
    std::int32_t request = 0;  ///< under way; 0: none
    ProtectionAsk asked = ProtectionAsk::unlock;
    Fault fault = Fault::none;  ///< of what was asked last
    std::string former;  ///< as typed
    std::string fresh;
    std::string again;
};

inline constexpr std::size_t least_passphrase = 12;

/// What a new passphrase has to be, in words, and whether what is typed is.
struct PassphraseCriterion {
    std::string_view label;
    bool met = false;
};
[[nodiscard]] std::array<PassphraseCriterion, 3> passphrase_criteria(Protection const& protection);

}  // namespace guichet
