// SIREN, SIRET, TVA number, IDCC and NAF: what names an enterprise. INSEE publishes the rule of La
// Poste, whose establishments outgrew Luhn's formula.
#include <numeric>
#include <string>
#include <string_view>

#include "core/identifier_checks.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

constexpr Wording siren_wording{"Le SIREN", "Saisissez le SIREN, 9 chiffres."};
constexpr Wording siret_wording{"Le SIRET", "Saisissez le SIRET, 14 chiffres."};
constexpr Wording idcc_wording{"L’IDCC", "Saisissez l’IDCC, 4 chiffres."};
constexpr std::string_view look_for_exchange = "vérifiez qu’aucun chiffre n’est inversé.";
constexpr std::string_view la_poste = "356000000";

bool is_siren(std::string_view digits) {
    return digits.size() == 9 && all_digits(digits) && passes_luhn(digits) && digits.find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

bool is_siret(std::string_view digits) {
    if (digits.size() != 14 || !all_digits(digits) || !is_siren(digits.substr(0, 9))) { return false; }
    if (passes_luhn(digits)) { return true; }
    int const sum = std::accumulate(digits.begin(), digits.end(), 0, [](int total, char c) { return total + (c - '0'); });
    return digits.starts_with(la_poste) && sum % 5 == 0;
}

Reading<std::string> read_siren(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    if (is_siret(compacted)) {
        std::string const siren = compacted.substr(0, 9);
        return asked(siren, {"C’est un SIRET. Son SIREN est-il bien ", show_siren(siren), "\u202f?"});
    }
    if (compacted.size() == 8 && all_digits(compacted)) {
        return ask_after_slip(compacted, Slip::lost_zero, is_siren, show_siren, "Le SIREN doit comporter 9 chiffres", "il en manque 1.");
    }
    if (auto trouble = digits_trouble(siren_wording, compacted, 9)) { return refused({*trouble}); }
    if (is_siren(compacted)) { return taken(std::move(compacted)); }
    return ask_after_slip(compacted, Slip::exchange, is_siren, show_siren, "Ce SIREN n’existe pas", look_for_exchange);
}

Reading<std::string> read_siret(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    if (is_siren(compacted)) {
        return refused({"C’est un SIREN (9 chiffres)\u00a0: ajoutez les 5 chiffres de l’établissement pour faire le SIRET."});
    }
    if (compacted.size() == 13 && all_digits(compacted)) {
        return ask_after_slip(compacted, Slip::lost_zero, is_siret, show_siret, "Le SIRET doit comporter 14 chiffres", "il en manque 1.");
    }
    if (auto trouble = digits_trouble(siret_wording, compacted, 14)) { return refused({*trouble}); }
    if (is_siret(compacted)) { return taken(std::move(compacted)); }
    return ask_after_slip(compacted, Slip::exchange, is_siret, show_siret, "Ce SIRET n’existe pas", look_for_exchange);
}

std::string show_siren(std::string_view compacted) {
    return compacted.size() == 9 ? in_groups(compacted, {3, 3, 3}) : std::string{compacted};
}

std::string show_siret(std::string_view compacted) {
    return compacted.size() == 14 ? in_groups(compacted, {3, 3, 3, 5}) : std::string{compacted};
}

std::optional<std::string> vat_number(std::string_view siren) {
    if (!is_siren(siren)) { return std::nullopt; }
    int remainder = 0;
    for (char const c : siren) { remainder = (remainder * 10 + (c - '0')) % 97; }
    int const key = (12 + 3 * remainder) % 97;
    return joined({key < 10 ? "FR0" : "FR", std::to_string(key), siren});
}

namespace {

bool has_vat_key(std::string_view number) { return vat_number(number.substr(4)) == number; }

}  // namespace

Reading<std::string> read_vat_number(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    std::string_view const view = compacted;
    bool const shaped = view.size() == 13 && view.starts_with("FR") && all_digits(view.substr(4)) &&
                        view.substr(2, 2).find_first_not_of("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") == std::string_view::npos;
    if (!shaped) { return refused({"Le numéro de TVA comporte FR, deux caractères et le SIREN, par exemple FR 81 831 352 976."}); }
    auto const expected = vat_number(view.substr(4));
    if (!expected) {
        return ask_after_slip(view, Slip::exchange, has_vat_key, as_it_is, "Dans ce numéro de TVA, le SIREN n’existe pas",
                              look_for_exchange);
    }
    if (*expected != view && all_digits(view.substr(2, 2))) {
        return asked(*expected, {"La clé de ce numéro de TVA est fausse. Vouliez-vous dire ", *expected, "\u202f?"});
    }
    return taken(std::move(compacted));
}

Reading<std::string> read_idcc(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    if (compacted.starts_with("IDCC")) { compacted.erase(0, 4); }
    if (auto trouble = characters_trouble(idcc_wording, compacted)) { return refused({*trouble}); }
    if (compacted.size() > 4) { return refused({"L’IDCC comporte 4 chiffres au plus\u00a0: ", gap(4, compacted.size()), "."}); }
    compacted.insert(0, 4 - compacted.size(), '0');
    if (compacted == "0000") { return refused({"L’IDCC 0000 n’existe pas\u00a0: il figure sur le bulletin de paie."}); }
    return taken(std::move(compacted));
}

Reading<std::string> read_naf(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    bool const fits =
        compacted.size() == 5 && all_digits(std::string_view{compacted}.substr(0, 4)) && compacted[4] >= 'A' && compacted[4] <= 'Z';
    if (!fits) { return refused({"Le code NAF (APE) comporte 4 chiffres et une lettre, par exemple 71.20A."}); }
    return taken(std::move(compacted));
}

std::string show_naf(std::string_view compacted) {
    if (compacted.size() != 5) { return std::string{compacted}; }
    return joined({compacted.substr(0, 2), ".", compacted.substr(2)});
}

}  // namespace guichet
