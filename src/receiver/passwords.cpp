#include "receiver/passwords.hpp"

#include <crypt.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <memory>
#include <semaphore>

#include "core/text.hpp"
#include "receiver/text_wire.hpp"

namespace guichet::receiver {
namespace {

constexpr std::size_t least_characters = 12;
constexpr std::size_t most_bytes = 128;
/// A shorter name before the @ is found in many a good password.
constexpr std::size_t least_local_part = 3;
constexpr std::ptrdiff_t hashes_at_once = 4;

Trouble no_hash() {
    return {"erreur-interne", "Le mot de passe ne peut pas être protégé sur ce serveur. Prévenez la personne qui l’administre."};
}

/// As one types it elsewhere: an é of two code points is the é of one.
std::string phrase_of(std::string_view password) { return compose_latin(password); }

/// One of the few turns to hash, given back however that ends: one that was lost would be missed until the process ends.
class Turn {
public:
    Turn() { all().acquire(); }
    ~Turn() { all().release(); }
    Turn(Turn const&) = delete;
    Turn& operator=(Turn const&) = delete;

private:
    static std::counting_semaphore<hashes_at_once>& all() {
        static std::counting_semaphore<hashes_at_once> turns(hashes_at_once);
        return turns;
    }
};

/// Empty when the library refuses.
std::string crypted(std::string const& phrase, char const* setting) {
    Turn const turn;
    auto const space = std::make_unique<crypt_data>();
    char const* const made = crypt_rn(phrase.c_str(), setting, space.get(), sizeof *space);
    return made == nullptr ? "" : made;
}

/// What a password is compared with when nobody is known by that name. Empty when it could not be made.
std::string const& hash_of_nobody() {
    static std::string const hash = hash_password("personne ne connaît ce mot de passe").value_or("");
    return hash;
}

}  // namespace

std::vector<std::string> unmet_criteria(std::string_view password, std::string_view email) {
    std::vector<std::string> out;
    auto const phrase = phrase_of(password);
    if (count_code_points(phrase) < least_characters) { out.emplace_back("Le mot de passe a au moins 12 caractères."); }
    if (phrase.size() > most_bytes) { out.emplace_back("Le mot de passe tient en 128 octets."); }
    if (std::ranges::any_of(phrase, [](char each) { return static_cast<unsigned char>(each) < 0x20; })) {
        out.emplace_back("Le mot de passe n’a pas de caractère invisible.");
    }
    auto const local = email.substr(0, email.find('@'));
    if (local.size() >= least_local_part && contains_folded(phrase, local)) {
        out.emplace_back("Le mot de passe ne contient pas le début de l’adresse électronique.");
    }
    if (!phrase.empty() && std::ranges::all_of(phrase, [&phrase](char each) { return each == phrase.front(); })) {
        out.emplace_back("Le mot de passe n’est pas un seul caractère répété.");
    }
    return out;
}

Result<std::string> hash_password(std::string_view password) {
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
    // The library's own cost, and its own randomness for the salt.
    if (crypt_gensalt_rn("$y$", 0, nullptr, 0, setting.data(), static_cast<int>(setting.size())) == nullptr) {
        return std::unexpected(no_hash());
    }
    auto hash = crypted(phrase_of(password), setting.data());
    if (!hash.starts_with("$y$")) { return std::unexpected(no_hash()); }
    return hash;
}

Result<void> prepare_passwords() {
    if (!hash_of_nobody().empty()) { return {}; }
    return std::unexpected(
        Trouble{"condensation", "Ce serveur ne peut pas protéger de mots de passe : libcrypt n’y offre pas yescrypt, ou 16 Mo de mémoire "
                                "y manquent. Corrigez cela, ou relancez sans --comptes."});
}

bool is_password(std::string_view password, std::string const& hash) {
    auto const& compared = hash.empty() ? hash_of_nobody() : hash;
    auto const made = crypted(phrase_of(password), compared.c_str());
    bool const fits = !made.empty() && equal_in_constant_time(made, compared);
    return fits && !hash.empty();
}

Result<std::string> new_token() {
    std::array<unsigned char, 32> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        return std::unexpected(Trouble{"erreur-interne", "Le serveur n’a pas pu tirer de code au hasard. Réessayez dans un instant."});
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (auto const byte : bytes) {
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

}  // namespace guichet::receiver
