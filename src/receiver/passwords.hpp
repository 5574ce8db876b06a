// Secrets of accounts: passwords, hashed by libxcrypt's yescrypt, and tokens, of which only the SHA-256 is ever kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace guichet::receiver {

/// What a password lacks, one sentence each; none: it may be taken.
[[nodiscard]] std::vector<std::string> unmet_criteria(std::string_view password, std::string_view email);

/// "$y$…", with a salt of its own. Few at once: each takes 16 MB.
[[nodiscard]] Result<std::string> hash_password(std::string_view password);
/// Makes what the passwords of those who have no account are compared with: before the first of them, who would be told by the time
/// that it takes. Trouble: no password can be hashed here, and strangers would be refused sooner than others.
[[nodiscard]] Result<void> prepare_passwords();
/// Takes the same time whatever the hash is of; an empty one is that of nobody, and never fits.
[[nodiscard]] bool is_password(std::string_view password, std::string const& hash);

/// 256 bits of the system's randomness, 64 hexadecimal digits.
[[nodiscard]] Result<std::string> new_token();

}  // namespace guichet::receiver
