// Numéro d'inscription au répertoire (NIR, sécurité sociale): sex, year, month, place, order, key.
// Sources: INSEE and décret 82-103. Months beyond 12 are those of births that are not known to the month, or of more births
// than a month has numbers for: 20, 30–42 and 50–99; the others never occur.
#include <array>
#include <string>
#include <string_view>

#include "core/identifier_checks.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

constexpr std::string_view name = "Le numéro de sécurité sociale";

int two_digits(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

/// A number for "078", "2A", "974": the leading zero is none.
constexpr int place_code(std::string_view place) {
    int code = 0;
    for (char const c : place) { code = code * 32 + (c - '0'); }
    return code;
}

bool is_corsica(std::string_view nir) { return nir[5] == '2' && (nir[6] == 'A' || nir[6] == 'B'); }

/// What is wrong with the first 13 characters; "" when they are a NIR.
std::string_view shape_trouble(std::string_view nir) {
    if (!all_digits(nir.substr(0, 6)) || !all_digits(nir.substr(7, 6)) || (!all_digits(nir.substr(6, 1)) && !is_corsica(nir))) {
        return "Le numéro de sécurité sociale ne comporte que des chiffres, sauf 2A ou 2B pour la Corse.";
    }
    if (!std::string_view{"123478"}.contains(nir[0])) {
        return "Le premier chiffre du numéro de sécurité sociale est 1 ou 2 (3, 4, 7 ou 8 s’il est provisoire).";
    }
    int const month = two_digits(nir, 3);
    if (month == 0 || (month > 12 && month < 20) || (month > 20 && month < 30) || (month > 42 && month < 50)) {
        return "Dans le numéro de sécurité sociale, les 4e et 5e chiffres sont le mois de naissance\u00a0: vérifiez-les.";
    }
    if (nir.substr(5, 2) == "00") {
        return "Dans le numéro de sécurité sociale, les 6e et 7e chiffres sont le département de naissance\u00a0: "
               "vérifiez-les.";
    }
    return "";
}

bool is_nir_shaped(std::string_view nir) { return (nir.size() == 13 || nir.size() == 15) && shape_trouble(nir).empty(); }

/// 97 less what the number leaves when divided by it; of 13 characters that are a NIR's.
int key_of(std::string_view nir) {
    std::int64_t number = 0;
    for (std::size_t i = 0; i < 13; ++i) {
        // 2A counts as 19 and 2B as 18.
        bool const corsica = is_corsica(nir) && (i == 5 || i == 6);
        int const digit = !corsica ? nir[i] - '0' : i == 5 ? 1 : nir[6] == 'A' ? 9 : 8;
        number = number * 10 + digit;
    }
    return 97 - static_cast<int>(number % 97);
}

/// Of 15 characters, of which the first 13 are a NIR's.
bool has_nir_key(std::string_view nir) { return all_digits(nir.substr(13)) && key_of(nir) == two_digits(nir, 13); }

/// The number itself is for nobody's eyes, so the sentence tells the place instead of asking.
std::string key_trouble(std::string_view nir) {
    constexpr std::string_view wrong_key = "La clé (les 2 derniers chiffres) ne correspond pas au numéro de sécurité sociale\u00a0: ";
    auto const meant =
        undo_slip(nir, Slip::exchange, [](std::string_view meant) { return shape_trouble(meant).empty() && has_nir_key(meant); });
    if (!meant) { return joined({wrong_key, "vérifiez chaque chiffre."}); }
    std::size_t place = 0;
    while ((*meant)[place] == nir[place]) ++place;
    return joined(
        {wrong_key, "les ", std::to_string(place + 1), "e et ", std::to_string(place + 2), "e caractères sont peut-être inversés."});
}

}  // namespace

std::optional<int> nir_key(std::string_view compacted) {
    if (compacted.size() < 13 || !shape_trouble(compacted).empty()) { return std::nullopt; }
    return key_of(compacted);
}

bool is_nir(std::string_view text) { return is_nir_shaped(text) && (text.size() == 13 || has_nir_key(text)); }

Reading<std::string> read_nir(std::string_view typed) {
    std::string compacted = compact_upper(typed);
    std::size_t const size = compacted.size();
    if (size == 0) { return refused({"Saisissez le numéro de sécurité sociale, 13 caractères (15 avec la clé)."}); }
    if (size < 13) { return refused({name, " doit comporter 13 caractères (15 avec la clé)\u00a0: ", gap(13, size), "."}); }
    if (size == 14) { return refused({name, " comporte 13 caractères, et 15 avec la clé\u00a0: il en manque 1."}); }
    if (size > 15) { return refused({name, " comporte 15 caractères au plus\u00a0: ", gap(15, size), "."}); }
    if (std::string_view const trouble = shape_trouble(compacted); !trouble.empty()) { return refused({trouble}); }
    if (size == 15 && !has_nir_key(compacted)) { return refused({key_trouble(compacted)}); }
    return taken(std::move(compacted));
}

std::string show_nir(std::string_view compacted) {
    bool const fits = compacted.size() == 13 || compacted.size() == 15;
    return fits ? in_groups(compacted, {1, 2, 2, 2, 3, 3, 2}) : std::string{compacted};
}

std::string mask_nir(std::string_view compacted) {
    constexpr std::string_view bullet = "•";
    bool const fits = is_nir_shaped(compacted);
    std::string out;
    std::string const shown = fits ? show_nir(compacted) : std::string{compacted};
    for (std::size_t at = 0; at < shown.size();) {
        bool const kept = fits && (at == 0 || shown[at] == ' ');
        std::size_t const start = at;
        (void)next_code_point(shown, at);
        out += kept ? std::string_view{shown}.substr(start, 1) : bullet;
    }
    return out;
}

std::optional<NirFacts> nir_facts(std::string_view compacted) {
    if (!is_nir_shaped(compacted)) { return std::nullopt; }
    NirFacts facts;
    facts.provisional = compacted[0] > '2';
    facts.sex = facts.provisional ? char{0} : compacted[0] == '1' ? 'M' : 'F';
    facts.year_of_century = two_digits(compacted, 1);
    int const month = two_digits(compacted, 3);
    facts.month = month <= 12 ? month : 0;
    std::string_view const place = compacted.substr(5, 2);
    bool const overseas = place == "97" || place == "98";
    facts.department = std::string{compacted.substr(5, overseas ? 3 : 2)};
    return facts;
}

bool nir_agrees_place(std::string_view nir, std::string_view department) {
    // The same two digits, as most: what is no NIR does not disagree either. 97 and 98 have a third.
    if (nir.size() > 7 && department.size() == 3 && department[0] == '0' && nir[5] != '9' && nir.substr(5, 2) == department.substr(1)) {
        return true;
    }
    auto const facts = nir_facts(nir);
    if (!facts || facts->provisional || department.size() != 3) { return true; }
    int const place = place_code(facts->department);
    int const wanted = place_code(department);
    if (place == wanted) { return true; }
    // Births before 1968 and 1976 of who can still be at work: two digits of a year say no more.
    bool const before_1976 = facts->year_of_century > 25 && facts->year_of_century < 76;
    bool const before_1968 = before_1976 && facts->year_of_century < 68;
    bool const around_paris = place == place_code("75") || place == place_code("78");
    switch (wanted) {
    case place_code("2A"):
    case place_code("2B"): return before_1976 && place == place_code("20");
    case place_code("99"): return place == place_code("96") || (before_1968 && place >= place_code("91") && place <= place_code("95"));
    case place_code("976"): return place == place_code("985");
    case place_code("977"):
    case place_code("978"): return place == place_code("971");
    case place_code("75"):
    case place_code("78"):
    case place_code("91"):
    case place_code("92"):
    case place_code("93"):
    case place_code("94"):
    case place_code("95"): return before_1968 && around_paris;
    default: return false;
    }
}

}  // namespace guichet
