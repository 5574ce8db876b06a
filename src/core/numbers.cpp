// What each kind of answer makes of a scanned number: units, decimals, hours and minutes, and the
// sentences. Nothing is rounded but minutes, and nothing doubtful is taken without asking.
#include "core/numbers.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "core/number_scan.hpp"

namespace guichet {
namespace {

using R = Reading<std::int64_t>;

constexpr std::string_view too_large = "Ce nombre est trop grand\u00a0: vérifiez les chiffres.";

struct Kind {
    int places;
    std::span<std::string_view const> units;  ///< longest first
    std::string_view ask;                     ///< when the text is no number
    std::string_view too_precise;             ///< when it has more decimals than the kind
    bool dot_may_group;                       ///< can "1.234" mean 1234?
    std::string (*show)(std::int64_t);
};

constexpr std::array<std::string_view, 3> money_units{"euros", "euro", "eur"};
constexpr std::array<std::string_view, 3> hour_units{"heures", "heure", "h"};
constexpr std::array<std::string_view, 7> all_units{"heures", "heure", "euros", "euro", "eur", "h", "%"};
constexpr std::array<std::string_view, 1> percent_units{"%"};

constexpr Kind integer_kind{
    0,    all_units,   "Saisissez un nombre entier en chiffres, par exemple 12.", "Saisissez un nombre entier, sans virgule.",
    true, show_integer};
constexpr Kind money_kind{2,
                          money_units,
                          "Saisissez un montant en euros, par exemple 1\u202f234,56.",
                          "Un montant a deux décimales au plus\u00a0: arrondissez au centime.",
                          true,
                          show_money};
constexpr Kind hours_kind{2,
                          hour_units,
                          "Saisissez une durée en heures, par exemple 35, 35,5 ou 35\u202fh\u202f30.",
                          "Une durée a deux décimales au plus, par exemple 151,67.",
                          true,
                          show_hours};
constexpr Kind percentage_kind{2,
                               percent_units,
                               "Saisissez un pourcentage, par exemple 43 ou 12,5.",
                               "Un pourcentage a deux décimales au plus, par exemple 12,55.",
                               false,
                               show_percentage};

std::string_view trim_spaces(std::string_view plain) {
    while (plain.starts_with(' ')) { plain.remove_prefix(1); }
    while (plain.ends_with(' ')) { plain.remove_suffix(1); }
    return plain;
}

std::string_view without_unit(std::string_view plain, Kind const& kind) {
    constexpr std::string_view euro = "€";
    if (kind.units.data() != hour_units.data() && kind.units.data() != percent_units.data() && plain.ends_with(euro)) {
        plain.remove_suffix(euro.size());
        return trim_spaces(plain);
    }
    for (std::string_view const unit : kind.units) {
        if (plain.ends_with(unit)) {
            plain.remove_suffix(unit.size());
            return trim_spaces(plain);
        }
    }
    return plain;
}

R unreadable(std::string_view sentence) { return R::unreadable(std::string{sentence}); }

R ask_about(ScannedNumber number, Kind const& kind) {
    if (number.shape == NumberShape::maybe_thousands) {
        number.whole += number.decimals;
        number.decimals.clear();
    }
    std::optional<std::int64_t> const value = scaled(number, kind.places);
    if (!value) { return unreadable(number.decimals.size() > static_cast<std::size_t>(kind.places) ? kind.too_precise : too_large); }
    return R::to_confirm(*value, "Avez-vous voulu dire " + kind.show(*value) + "\u202f?");
}

R read_scanned(ScannedNumber number, Kind const& kind) {
    bool const grouped = number.shape == NumberShape::maybe_thousands && kind.dot_may_group;
    if (grouped || number.shape == NumberShape::loose_groups) { return ask_about(std::move(number), kind); }
    if (kind.places == 0 && number.decimals.find_first_not_of('0') == std::string::npos) {
        number.decimals.clear();  // "12,00" is the whole number 12
    }
    if (number.decimals.size() > static_cast<std::size_t>(kind.places)) { return unreadable(kind.too_precise); }
    std::optional<std::int64_t> const value = scaled(number, kind.places);
    return value ? R::certain(*value) : unreadable(too_large);
}

R read_kind(std::string_view plain, Kind const& kind) {
    std::optional<ScannedNumber> const number = scan_number(without_unit(plain, kind));
    return number ? read_scanned(*number, kind) : unreadable(kind.ask);
}

/// One or two digits below 60; nothing otherwise.
std::optional<int> minutes_of(std::string_view text) {
    if (text.empty() || text.size() > 2 || text.find_first_not_of("0123456789") != std::string_view::npos) { return std::nullopt; }
    int minutes = 0;
    for (char const c : text) { minutes = minutes * 10 + (c - '0'); }
    return minutes;
}

/// "35 h 30", "35:30", "1 h 5 min": what stands before and after the mark.
struct HoursAndMinutes {
    std::string_view hours;
    std::string_view minutes;
    bool has_minute_unit = false;
};

std::optional<HoursAndMinutes> cut_hours(std::string_view plain) {
    HoursAndMinutes cut;
    for (std::string_view const unit : {"minutes", "minute", "min", "mn"}) {
        if (plain.ends_with(unit)) {
            plain = trim_spaces(plain.substr(0, plain.size() - unit.size()));
            cut.has_minute_unit = true;
            break;
        }
    }
    for (std::string_view const mark : {"heures", "heure", "h", ":"}) {
        std::size_t const at = plain.find(mark);
        if (at != std::string_view::npos) {
            cut.hours = trim_spaces(plain.substr(0, at));
            cut.minutes = trim_spaces(plain.substr(at + mark.size()));
            return cut;
        }
    }
    if (!cut.has_minute_unit) { return std::nullopt; }
    cut.hours = "0";
    cut.minutes = plain;
    return cut;
}

R read_hours_and_minutes(HoursAndMinutes const& cut) {
    std::optional<ScannedNumber> number = scan_number(cut.hours);
    std::optional<int> const minutes = minutes_of(cut.minutes);
    if (!number || !number->decimals.empty() || number->shape != NumberShape::exact || !minutes) { return unreadable(hours_kind.ask); }
    if (*minutes > 59) { return unreadable("Les minutes vont de 0 à 59\u00a0: écrivez par exemple 1\u202fh\u202f30."); }
    // Never a tie: 5/3 of a whole number has no half.
    int const hundredths = (*minutes * 100 + 30) / 60;
    number->decimals = {static_cast<char>('0' + hundredths / 10), static_cast<char>('0' + hundredths % 10)};
    std::optional<std::int64_t> const value = scaled(*number, 2);
    if (!value) { return unreadable(too_large); }
    if (cut.minutes.size() == 1 && !cut.has_minute_unit) {
        // "35 h 5": five minutes, or fifty?
        return R::to_confirm(*value, "S’agit-il de " + std::string{cut.hours} + "\u202fh\u202f0" + std::string{cut.minutes} +
                                         "\u202f? Confirmez, ou écrivez les minutes avec deux chiffres.");
    }
    return R::certain(*value);
}

}  // namespace

Reading<std::int64_t> read_integer(std::string_view typed) { return read_kind(plain_number_text(typed), integer_kind); }

Reading<std::int64_t> read_money(std::string_view typed) {
    std::string plain = plain_number_text(typed);
    // "12 € 50": the sign stands where the comma would.
    constexpr std::string_view euro = "€";
    std::size_t const at = plain.find(euro);
    if (at != std::string::npos && at + euro.size() < plain.size()) {
        std::string_view const cents = trim_spaces(std::string_view{plain}.substr(at + euro.size()));
        std::optional<ScannedNumber> number = scan_number(trim_spaces(std::string_view{plain}.substr(0, at)));
        bool const two_digits = cents.size() == 2 && cents.find_first_not_of("0123456789") == std::string_view::npos;
        if (!two_digits || !number || !number->decimals.empty()) { return unreadable(money_kind.ask); }
        number->decimals = cents;
        return read_scanned(*number, money_kind);
    }
    return read_kind(plain, money_kind);
}

Reading<std::int64_t> read_hours(std::string_view typed) {
    std::string const plain = plain_number_text(typed);
    std::optional<HoursAndMinutes> const cut = cut_hours(plain);
    if (!cut || (cut->minutes.empty() && !cut->has_minute_unit && !plain.ends_with(':'))) { return read_kind(plain, hours_kind); }
    return read_hours_and_minutes(*cut);
}

Reading<std::int64_t> read_percentage(std::string_view typed) { return read_kind(plain_number_text(typed), percentage_kind); }

}  // namespace guichet
