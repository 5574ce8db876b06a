// IBAN (ISO 13616, check digits by ISO 7064 mod 97-10) and the key of the French RIB it holds.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/identifier_checks.hpp"
#include "core/identifiers.hpp"

namespace guichet {
namespace {

struct CountryLength {
    std::string_view country;
    std::size_t length;
};

/// Countries of the SEPA scheme (European Payments Council, list of SEPA countries), sorted.
constexpr std::array<CountryLength, 41> lengths{{
    {"AD", 24}, {"AL", 28}, {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DK", 18}, {"EE", 20},
    {"ES", 24}, {"FI", 18}, {"FR", 27}, {"GB", 22}, {"GI", 23}, {"GR", 27}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IS", 26}, {"IT", 27},
    {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MT", 31}, {"NL", 18}, {"NO", 15},
    {"PL", 28}, {"PT", 25}, {"RO", 24}, {"RS", 22}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27},
}};

constexpr std::string_view look_for_exchange = "vérifiez qu’aucun caractère n’est inversé.";

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

std::size_t known_length(std::string_view country) {
    auto const found = std::ranges::find(lengths, country, &CountryLength::country);
    return found == lengths.end() ? 0 : found->length;
}

/// A–Z count as 10–35.
int mod_97(std::string_view text, int remainder) {
    for (char const c : text) {
        int const value = is_letter(c) ? c - 'A' + 10 : c - '0';
        remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
}

/// Letters of an account number: A–I and J–R are 1–9, S–Z are 2–9.
char rib_digit(char c) {
    if (!is_letter(c)) { return c; }
    int const place = c - 'A';
    return static_cast<char>('1' + (place < 18 ? place % 9 : place - 17));
}

int rib_mod_97(std::string_view text) {
    int remainder = 0;
    for (char const c : text) { remainder = (remainder * 10 + (rib_digit(c) - '0')) % 97; }
    return remainder;
}

bool has_iban_key(std::string_view iban) {
    // 00, 01 and 99 can pass the sum, but no bank computes them: 98 minus a remainder is 02–98.
    std::string_view const key = iban.substr(2, 2);
    return all_digits(key) && key >= "02" && key <= "98" && mod_97(iban.substr(0, 4), mod_97(iban.substr(4), 0)) == 1;
}

bool is_iban_of_sepa(std::string_view iban) { return iban.size() == known_length(iban.substr(0, 2)) && has_iban_key(iban); }

bool is_rib(std::string_view rib) {
    std::string_view const key = rib.substr(21);
    return all_digits(key) && rib_key(rib.substr(0, 5), rib.substr(5, 5), rib.substr(10, 11)) == (key[0] - '0') * 10 + (key[1] - '0');
}

}  // namespace

Reading<std::string> read_iban(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    if (compacted.starts_with("IBAN")) { compacted.erase(0, 4); }
    std::string_view const view = compacted;
    if (view.empty()) { return refused({"Saisissez l’IBAN, par exemple FR76 suivi de 23 caractères."}); }
    bool const shaped = view.size() >= 4 && is_letter(view[0]) && is_letter(view[1]) && all_digits(view.substr(2, 2));
    if (!shaped || !std::ranges::all_of(view, is_letter_or_digit)) {
        return refused({"L’IBAN commence par deux lettres et deux chiffres, puis ne comporte que des chiffres et des "
                        "lettres."});
    }
    std::size_t const length = known_length(view.substr(0, 2));
    if (length != 0 && view.size() != length) {
        return refused({"Cet IBAN (", compacted.substr(0, 2), ") doit comporter ", std::to_string(length),
                        " caractères\u00a0: ", gap(length, view.size()), "."});
    }
    if (view.size() < 15 || view.size() > 34) { return refused({"Un IBAN comporte de 15 à 34 caractères\u00a0: vérifiez-le."}); }
    if (has_iban_key(view)) { return taken(std::move(compacted)); }
    return ask_after_slip(view, Slip::exchange, is_iban_of_sepa, show_iban, "Cet IBAN n’existe pas", look_for_exchange);
}

std::string show_iban(std::string_view compacted) { return in_groups(compacted, {4, 4, 4, 4, 4, 4, 4, 4, 4}); }

std::optional<int> rib_key(std::string_view bank, std::string_view branch, std::string_view account) {
    bool const fits = bank.size() == 5 && branch.size() == 5 && account.size() == 11 && std::ranges::all_of(bank, is_letter_or_digit) &&
                      std::ranges::all_of(branch, is_letter_or_digit) && std::ranges::all_of(account, is_letter_or_digit);
    if (!fits) { return std::nullopt; }
    return 97 - (89 * rib_mod_97(bank) + 15 * rib_mod_97(branch) + 3 * rib_mod_97(account)) % 97;
}

Reading<std::string> read_rib(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    if (compacted.size() == 22 && std::ranges::all_of(compacted, is_letter_or_digit)) {
        return ask_after_slip(compacted, Slip::lost_zero, is_rib, show_rib, "Un RIB comporte 23 caractères", "il en manque 1.");
    }
    if (compacted.size() != 23 || !std::ranges::all_of(compacted, is_letter_or_digit)) {
        return refused({"Un RIB comporte 23 caractères\u00a0: banque (5), guichet (5), compte (11) et clé (2)."});
    }
    if (is_rib(compacted)) { return taken(std::move(compacted)); }
    return ask_after_slip(compacted, Slip::exchange, is_rib, show_rib, "Ce RIB n’existe pas", look_for_exchange);
}

std::string show_rib(std::string_view compacted) {
    return compacted.size() == 23 ? in_groups(compacted, {5, 5, 11, 2}) : std::string{compacted};
}

}  // namespace guichet
