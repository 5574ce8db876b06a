// NDA, UAI, contract number (DECA) and diploma code: what names a training organisation and what it
// registers. No public checksum is known for the NDA, the contract number and the diploma code.
#include <algorithm>
#include <string>
#include <string_view>

#include "core/identifier_checks.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

using R = Reading<std::string>;

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

/// Letter of an establishment number: 23 letters, no I, O nor Q.
char uai_letter(std::string_view seven_digits) {
    int number = 0;
    for (char const c : seven_digits) { number = number * 10 + (c - '0'); }
    constexpr std::string_view letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
    return letters[static_cast<std::size_t>(number) % letters.size()];
}

bool is_uai(std::string_view uai) { return all_digits(uai.substr(0, 7)) && uai[7] == uai_letter(uai.substr(0, 7)); }

/// Overseas regions are 01 to 06, and their départements begin with 97: a number of 10 digits that says so has lost its first zero.
bool has_lost_region_zero(std::string_view digits) {
    return digits.size() == 10 && std::string_view{"12346"}.contains(digits[0]) && digits.substr(1, 2) == "97";
}

/// A number of the RNCP or of the répertoire spécifique, without its prefix nor leading zeros.
R read_record(std::string_view typed, std::string_view prefix, std::string_view other, std::string_view example) {
    std::string compacted = compact_upper(typed);
    if (compacted.starts_with(other)) {
        return refused({"C’est un code ", other, "\u00a0: saisissez ici un code ", prefix, ", par exemple ", example, "."});
    }
    if (compacted.starts_with(prefix)) { compacted.erase(0, prefix.size()); }
    compacted.erase(0, std::min(compacted.find_first_not_of('0'), compacted.size()));
    if (compacted.empty() || compacted.size() > 6 || !all_digits(compacted)) {
        return refused({"Le code ", prefix, " comporte 6 chiffres au plus, par exemple ", example, "."});
    }
    return taken(std::move(compacted));
}

/// Département on three characters: 001–095, 02A, 02B, 971–974, 976.
bool is_contract_department(std::string_view three) {
    if (three == "02A" || three == "02B") { return true; }
    if (!all_digits(three)) { return false; }
    bool const mainland = three[0] == '0' && three >= "001" && three <= "095";
    return mainland || (three.starts_with("97") && std::string_view{"12346"}.contains(three[2]));
}

}  // namespace

Reading<std::string> read_nda(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    std::string_view const view = compacted;
    bool const digits = view.size() == 11 && all_digits(view);
    bool const with_p = view.size() == 11 && view[4] == 'P' && all_digits(view.substr(0, 4)) && all_digits(view.substr(5));
    if (digits || with_p) { return taken(std::move(compacted)); }
    if (compacted.empty()) { return refused({"Saisissez le numéro de déclaration d’activité, 11 chiffres."}); }
    if (all_digits(view) && has_lost_region_zero(view)) {
        std::string const meant = "0" + compacted;
        return asked(meant,
                     {"Le numéro de déclaration d’activité doit comporter 11 chiffres. Vouliez-vous dire ", show_nda(meant), "\u202f?"});
    }
    if (all_digits(view)) {
        return refused({"Le numéro de déclaration d’activité doit comporter 11 chiffres\u00a0: ", gap(11, view.size()), "."});
    }
    return refused({"Le numéro de déclaration d’activité comporte 11 chiffres, ou 4 chiffres, la lettre P et 6 chiffres."});
}

std::string show_nda(std::string_view compacted) {
    bool const digits = compacted.size() == 11 && all_digits(compacted);
    return digits ? in_groups(compacted, {2, 2, 5, 2}) : std::string{compacted};
}

Reading<std::string> read_uai(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    std::string_view const view = compacted;
    constexpr std::string_view shape = "Le code UAI comporte 7 chiffres et une lettre";
    bool const ends_well = !view.empty() && is_letter(view.back()) && all_digits(view.substr(0, view.size() - 1));
    if (ends_well && view.size() == 7) {
        return ask_after_slip(view, Slip::lost_zero, is_uai, as_it_is, shape, "il en manque un, par exemple 0561910X.");
    }
    if (!ends_well || view.size() != 8) { return refused({shape, ", par exemple 0561910X."}); }
    if (is_uai(view)) { return taken(std::move(compacted)); }
    constexpr std::string_view unknown = "Ce code UAI n’existe pas";
    if (undo_slip(view, Slip::exchange, is_uai)) return ask_after_slip(view, Slip::exchange, is_uai, as_it_is, unknown, "");
    std::string meant{view.substr(0, 7)};
    meant += uai_letter(meant);
    return asked(meant, {unknown, "\u00a0: ces chiffres vont avec la lettre ", meant.substr(7), ". Vouliez-vous dire ", meant, "\u202f?"});
}

Reading<std::string> read_contract_number(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    std::string_view const view = compacted;
    if (compacted.empty()) { return refused({"Saisissez le numéro du contrat, 15 caractères."}); }
    if (!std::ranges::all_of(view, is_letter_or_digit)) {
        return refused({"Le numéro du contrat ne comporte que des chiffres et des lettres."});
    }
    if (view.size() == 14 && is_contract_department("0" + compacted.substr(0, 2)) && read_contract_number("0" + compacted).value) {
        return asked("0" + compacted, {"Le numéro du contrat doit comporter 15 caractères. Vouliez-vous dire 0", view, "\u202f?"});
    }
    if (view.size() != 15) { return refused({"Le numéro du contrat doit comporter 15 caractères\u00a0: ", gap(15, view.size()), "."}); }
    if (!is_contract_department(view.substr(0, 3))) {
        return refused({"Le numéro du contrat commence par le département sur trois caractères, par exemple 068 ou 02A."});
    }
    if (!all_digits(view.substr(3, 4))) { return refused({"Dans le numéro du contrat, l’année suit le département, par exemple 2026."}); }
    std::string_view const month = view.substr(7, 2);
    if (!all_digits(month) || month < "01" || month > "12") {
        return refused({"Dans le numéro du contrat, le mois (8e et 9e caractères) va de 01 à 12."});
    }
    std::string_view const avenant = view.substr(9, 2);
    if ((avenant != "NC" && !all_digits(avenant)) || !all_digits(view.substr(11))) {
        return refused({"Le numéro du contrat se termine par 6 chiffres, ou par NC et 4 chiffres."});
    }
    return taken(std::move(compacted));
}

Reading<std::string> read_any_contract_number(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    if (!compacted.empty() && compacted.size() <= 30 && std::ranges::all_of(compacted, is_letter_or_digit)) {
        return taken(std::move(compacted));
    }
    return refused({"Le numéro du contrat ne comporte que des chiffres et des lettres, 30 au plus."});
}

Reading<std::string> read_rncp(std::string_view typed) { return read_record(typed, "RNCP", "RS", "37682"); }
Reading<std::string> read_rs(std::string_view typed) { return read_record(typed, "RS", "RNCP", "6558"); }
std::string show_rncp(std::string_view digits) { return digits.empty() ? std::string{} : joined({"RNCP", digits}); }

Reading<std::string> read_diploma_code(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    std::string_view const view = compacted;
    bool const eight = view.size() >= 8 && std::ranges::all_of(view.substr(0, 8), is_letter_or_digit);
    if (eight && (view.size() == 8 || (view.size() == 9 && is_letter(view[8])))) { return taken(std::move(compacted)); }
    return refused({"Le code du diplôme comporte 8 caractères, par exemple 40025214."});
}

}  // namespace guichet
