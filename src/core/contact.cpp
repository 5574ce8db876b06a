// Postal code, département, telephone and e-mail. Overseas numbers typed in the national form (0692 …) belong to
// another country code than +33 (ARCEP, plan national de numérotation): E.164 must say so.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/identifier_checks.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

using R = Reading<std::string>;

constexpr Wording postal_wording{"Le code postal", "Saisissez le code postal, 5 chiffres."};
constexpr std::string_view ask_phone = "Saisissez un numéro de téléphone, par exemple 06 12 34 56 78.";

struct Zone {
    std::string_view code;
    std::size_t digits;  ///< after the code
};

constexpr std::array<Zone, 8> zones{{
    {"33", 9},   // métropole
    {"262", 9},  // La Réunion, Mayotte
    {"508", 6},  // Saint-Pierre-et-Miquelon
    {"590", 9},  // Guadeloupe, Saint-Barthélemy, Saint-Martin
    {"594", 9},  // Guyane
    {"596", 9},  // Martinique
    {"687", 6},  // Nouvelle-Calédonie
    {"689", 8},  // Polynésie française
}};

/// First three digits after the national 0 that belong to an overseas code.
struct NationalRange {
    std::string_view prefix;
    std::string_view code;
};

constexpr std::array<NationalRange, 15> overseas_ranges{{
    {"262", "262"},
    {"263", "262"},
    {"269", "262"},
    {"639", "262"},
    {"692", "262"},
    {"693", "262"},
    {"590", "590"},
    {"690", "590"},
    {"691", "590"},
    {"594", "594"},
    {"694", "594"},
    {"596", "596"},
    {"696", "596"},
    {"697", "596"},
    {"508", "508"},
}};

Zone const* zone_of(std::string_view international) {
    auto const found = std::ranges::find_if(zones, [&](Zone const& zone) { return international.starts_with(zone.code); });
    return found == zones.end() ? nullptr : &*found;
}

/// A country code of the table and the digits that follow it.
R read_in_zone(Zone const& zone, std::string_view rest) {
    std::string const after = joined({"Après +", zone.code});
    if (rest.size() == zone.digits + 1 && rest.starts_with('0')) {
        rest.remove_prefix(1);  // "+33 (0)6 …"
    }
    if (rest.size() != zone.digits) {
        return refused({after, ", il faut ", std::to_string(zone.digits), " chiffres\u00a0: ", gap(zone.digits, rest.size()), "."});
    }
    if (rest.starts_with('0')) { return refused({after, ", le numéro ne commence pas par 0\u00a0: vérifiez-le."}); }
    return taken(joined({"+", zone.code, rest}));
}

/// "612345678" -> "+33612345678"; "692123456" -> "+262692123456".
R read_national(std::string_view nine) {
    auto const range = std::ranges::find_if(overseas_ranges, [&](NationalRange const& row) { return nine.starts_with(row.prefix); });
    if (range == overseas_ranges.end()) { return read_in_zone(zones.front(), nine); }
    // 0508 41 23 45 is dialled with the code itself.
    return read_in_zone(*zone_of(range->code), range->code == "508" ? nine.substr(3) : nine);
}

/// Digits with the country code in front, without + or 00.
R read_international(std::string_view digits) {
    Zone const* const zone = zone_of(digits);
    if (zone == nullptr) { return refused({"Ce numéro n’est ni français ni d’outre-mer\u00a0: saisissez un numéro en France."}); }
    R read = read_in_zone(*zone, digits.substr(zone->code.size()));
    // "+33 692 …" is a number of La Réunion with the wrong code.
    return read.value && zone == zones.data() ? read_national(std::string_view{*read.value}.substr(3)) : read;
}

/// Invisible marks come along with a pasted address and are no part of it.
std::string without_invisible(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const start = at;
        if (!is_invisible(next_code_point(text, at))) { out += text.substr(start, at - start); }
    }
    return out;
}

bool is_forbidden_in_email(char32_t c) { return is_space(c) || c < 0x20 || c == 0x7F; }

/// The first ASCII mark that no address of this part holds; nothing when there is none.
std::optional<char> misplaced_mark(std::string_view part, std::string_view marks) {
    std::size_t const at = part.find_first_of(marks);
    return at == std::string_view::npos ? std::nullopt : std::optional{part[at]};
}

bool has_empty_label(std::string_view domain) {
    return std::ranges::any_of(split(domain, '.'), [](std::string_view label) { return label.empty(); });
}

}  // namespace

bool is_postal_code(std::string_view text) { return text.size() == 5 && all_digits(text) && !text.starts_with("00"); }

Reading<std::string> read_postal_code(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    if (compacted.size() == 4 && all_digits(compacted) && compacted[0] != '0') {
        // A spreadsheet that took 01000 for a number.
        std::string const padded = joined({"0", compacted});
        return asked(padded, {"Le code postal comporte 5 chiffres. Avez-vous voulu dire ", padded, "\u202f?"});
    }
    if (auto trouble = digits_trouble(postal_wording, compacted, 5)) { return refused({*trouble}); }
    if (compacted.starts_with("00")) {
        return refused({"Aucun code postal ne commence par 00\u00a0: vérifiez les deux premiers chiffres."});
    }
    return taken(std::move(compacted));
}

Reading<std::string> read_department(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    if (compacted.empty() || compacted.size() > 3) {
        return refused({"Saisissez le département, par exemple 68, 2A ou 974, et 99 pour l’étranger."});
    }
    compacted.insert(0, 3 - compacted.size(), '0');
    if (compacted == "020") { return refused({"La Corse a deux départements\u00a0: saisissez 2A ou 2B."}); }
    bool const known = compacted == "02A" || compacted == "02B" || compacted == "099" ||
                       (all_digits(compacted) && ((compacted > "000" && compacted < "096") || (compacted > "970" && compacted < "979") ||
                                                  (compacted > "983" && compacted < "990")));
    if (!known) { return refused({"Ce département n’existe pas\u00a0: saisissez par exemple 68, 2A ou 974, et 99 pour l’étranger."}); }
    return taken(std::move(compacted));
}

std::string show_department(std::string_view three) {
    return std::string{three.substr(three.size() == 3 && three.starts_with('0') ? 1 : 0)};
}

bool postal_code_agrees(std::string_view postal_code, std::string_view department) {
    if (postal_code.size() != 5 || department.size() != 3) { return true; }
    if (department == "02A" || department == "02B") { return postal_code.starts_with("20"); }
    // Saint-Barthélemy and Saint-Martin kept the codes of Guadeloupe.
    if (department == "977" || department == "978") { return postal_code.starts_with("971"); }
    if (department == "099") { return true; }
    return postal_code.starts_with(department.substr(department[0] == '0' ? 1 : 0));
}

Reading<std::string> read_phone(std::string_view typed) {
    std::string digits = compact(typed);
    std::erase_if(digits, [](char c) { return c == '(' || c == ')' || c == '/'; });
    bool const plus = digits.starts_with('+');
    if (plus) { digits.erase(0, 1); }
    if (digits.empty()) { return refused({ask_phone}); }
    if (!all_digits(digits)) { return refused({"Un numéro de téléphone ne comporte que des chiffres, par exemple 06 12 34 56 78."}); }
    if (plus || digits.starts_with("00")) {
        return read_international(plus ? std::string_view{digits} : std::string_view{digits}.substr(2));
    }
    if (digits.starts_with('0')) {
        if (digits.size() != 10) {
            return refused({"Le numéro de téléphone doit comporter 10 chiffres\u00a0: ", gap(10, digits.size()), "."});
        }
        return read_national(std::string_view{digits}.substr(1));
    }
    // "612345678": the 0 was lost on the way; "33612345678": the + was.
    std::string guess;
    if (digits.size() == 9) {
        guess = read_national(digits).value.value_or("");
    } else if (digits.size() > 9) {
        guess = read_international(digits).value.value_or("");
    }
    if (!guess.empty()) { return asked(guess, {"Avez-vous voulu dire ", show_phone(guess), "\u202f?"}); }
    return refused({"Le numéro de téléphone doit comporter 10 chiffres et commencer par 0."});
}

bool is_mainland_phone(std::string_view text) {
    if (text.size() != 12 || !text.starts_with("+33") || text[3] == '0' || !all_digits(text.substr(1))) { return false; }
    std::string_view const nine = text.substr(3);
    return std::ranges::none_of(overseas_ranges, [&](NationalRange const& row) { return nine.starts_with(row.prefix); });
}

std::string show_phone(std::string_view e164) {
    if (!e164.starts_with('+') || !all_digits(e164.substr(1))) { return std::string{e164}; }
    Zone const* const zone = zone_of(e164.substr(1));
    if (zone == nullptr || e164.size() != 1 + zone->code.size() + zone->digits) { return std::string{e164}; }
    std::string_view const rest = e164.substr(1 + zone->code.size());
    if (zone->code == "33") { return in_groups(joined({"0", rest}), {2, 2, 2, 2, 2}); }
    return joined({"+", zone->code, " ", zone->digits == 9 ? in_groups(rest, {3, 2, 2, 2}) : in_groups(rest, {2, 2, 2, 2})});
}

bool is_plain_email(std::string_view text) {
    bool in_domain = false;
    bool dotted = false;
    char before = '.';
    for (char const each : text) {
        bool const small = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-';
        if (in_domain ? each == '.' && before != '.' : each == '@' && text.front() != '@') {
            dotted = in_domain;
            in_domain = true;
            before = '.';
            continue;
        }
        bool const local_only = (each >= 'A' && each <= 'Z') || each == '.' || each == '_';
        if (!small && (in_domain || !local_only)) { return false; }
        before = each;
    }
    return dotted && before != '.' && text.size() <= 254;
}

Reading<std::string> read_email(std::string_view typed) {
    if (!is_valid_utf8(typed)) { return refused({"Cette adresse contient un caractère illisible\u00a0: saisissez-la de nouveau."}); }
    std::string const visible = without_invisible(typed);
    std::string_view const text = trim(visible);
    if (text.empty()) { return refused({"Saisissez une adresse électronique, par exemple prenom.nom@exemple.fr."}); }
    for (std::size_t at = 0; at < text.size();) {
        if (is_forbidden_in_email(next_code_point(text, at))) {
            return refused({"Une adresse électronique ne contient pas d’espace\u00a0: retirez-le."});
        }
    }
    if (text.size() > 254) { return refused({"Cette adresse est trop longue\u00a0: elle ne peut dépasser 254 caractères."}); }
    std::size_t const at_sign = text.find('@');
    if (at_sign == std::string_view::npos) {
        return refused({"Il manque le signe @ dans cette adresse, par exemple prenom.nom@exemple.fr."});
    }
    std::string_view const local = text.substr(0, at_sign);
    std::string_view const domain = text.substr(at_sign + 1);
    if (domain.contains('@')) { return refused({"Cette adresse contient plusieurs signes @\u00a0: saisissez une seule adresse."}); }
    if (local.empty()) { return refused({"Il manque ce qui précède le signe @, par exemple prenom.nom@exemple.fr."}); }
    if (!domain.contains('.')) { return refused({"Il manque le point dans ce qui suit le signe @, par exemple exemple.fr."}); }
    if (has_empty_label(domain)) { return refused({"Vérifiez les points de ce qui suit le signe @, par exemple exemple.fr."}); }
    auto mark = misplaced_mark(local, ",;:<>()[]\"\\");
    if (!mark) { mark = misplaced_mark(domain, ",;:<>()[]\"\\!#$%&'*+/=?^_`{|}~"); }
    if (mark) { return refused({"Cette adresse contient «\u202f", {&*mark, 1}, "\u202f»\u00a0: retirez-le."}); }
    return taken(joined({local, "@", to_lower_ascii(domain)}));
}

}  // namespace guichet
