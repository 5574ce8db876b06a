// What people type for a day or a month. The text is cut into numbers and words with at most one
// mark between two of them; then each known shape is tried, and the first trouble is told.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.hpp"
#include "core/date.hpp"
#include "core/text.hpp"

namespace guichet {
namespace {

constexpr std::string_view ask_date = "Saisissez une date sous la forme jj/mm/aaaa, par exemple 01/09/2026.";
constexpr std::string_view ask_month = "Saisissez un mois sous la forme mm/aaaa, par exemple 09/2026.";
constexpr std::string_view ask_four_digits = "Écrivez l’année avec quatre chiffres, par exemple 2026.";

constexpr std::array<std::string_view, 12> month_names{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                                       "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};

struct Token {
    std::string text;  ///< digits, or a folded word
    bool number = false;
};

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_mark(char32_t c) { return c == '/' || c == '.' || c == '-' || (c >= 0x2010 && c <= 0x2015); }

/// Numbers and words in order; empty when the text holds anything else, or two marks in a row.
std::vector<Token> cut(std::string_view typed) {
    std::string_view const text = trim(typed);
    std::vector<Token> tokens;
    bool mark_allowed = false;  // none before the first token, one between two
    bool ends_with_mark = false;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t start = at;
        char32_t c = next_code_point(text, at);
        if (is_space(c)) { continue; }
        if (is_mark(c)) {
            if (!mark_allowed) { return {}; }
            mark_allowed = false;
            ends_with_mark = true;
            continue;
        }
        bool const number = is_digit(c);
        std::size_t end = at;
        while (at < text.size()) {
            c = next_code_point(text, at);
            if (is_space(c) || is_mark(c) || is_digit(c) != number) { break; }
            end = at;
        }
        at = end;
        std::string_view const part = text.substr(start, end - start);
        tokens.push_back({number ? std::string{part} : fold(part), number});
        mark_allowed = true;
        ends_with_mark = false;
        if (tokens.size() > 4) { return {}; }
    }
    if (ends_with_mark) { return {}; }
    return tokens;
}

/// 1–12 for the name of a month or an unmistakable beginning of three letters or more; 0 otherwise.
int month_named(std::string_view folded) {
    if (folded.size() < 3) { return 0; }
    int found = 0;
    for (std::size_t i = 0; i < month_names.size(); ++i) {
        if (fold(month_names[i]).starts_with(folded)) {
            if (found != 0) { return 0; }
            found = static_cast<int>(i) + 1;
        }
    }
    return found;
}

/// At most four digits.
int number_of(std::string_view digits) {
    int number = 0;
    for (char const c : digits) { number = number * 10 + (c - '0'); }
    return number;
}

/// The nearest year with these two digits that is at most 20 years ahead.
int year_near(int two_digits, Date today) {
    int const latest = std::min(civil_from_date(today).year + 20, 9999);
    int const back = ((latest - two_digits) % 100 + 100) % 100;
    return latest - back;
}

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string no_such_day(int year, int month, int day) {
    std::string_view const name = month_names[static_cast<std::size_t>(month - 1)];
    std::string const of_month = (name.starts_with('o') || name.starts_with('a') ? "d’" : "de ") + std::string{name};
    std::string const year_text = year_month_to_french({year, month}).substr(3);
    return "Le " + two(day) + "/" + two(month) + "/" + year_text + " n’existe pas\u00a0: en " + year_text + ", le mois " + of_month +
           " se termine le " + std::to_string(days_in_month(year, month)) + ".";
}

std::string ask_if_date(Date date) {
    return "S’agit-il du " + date_to_french(date) + "\u202f? Confirmez, ou écrivez l’année avec quatre chiffres.";
}

/// Day, month and year as typed, before any of them is believed.
struct Parts {
    std::string day;
    std::string month;  ///< digits
    int named_month = 0;
    std::string year;
};

Reading<Date> read_parts(Parts const& parts, Date today) {
    using R = Reading<Date>;
    if (parts.day.size() > 2 || parts.month.size() > 2) { return R::unreadable(std::string{ask_date}); }
    if (parts.year.size() != 4 && parts.year.size() != 2) { return R::unreadable(std::string{ask_four_digits}); }
    bool const guessed = parts.year.size() == 2;
    int const year = guessed ? year_near(number_of(parts.year), today) : number_of(parts.year);
    int const day = number_of(parts.day);
    int const month = parts.named_month != 0 ? parts.named_month : number_of(parts.month);
    if (year < 1) { return R::unreadable(std::string{ask_four_digits}); }
    if (month < 1 || month > 12) {
        // 09/25/2026: the American order, or a slip.
        std::optional<Date> const swapped = date_from_civil(year, day, month);
        if (swapped) {
            return R::to_confirm(*swapped, "Le mois va de 1 à 12. Avez-vous voulu dire le " + date_to_french(*swapped) + "\u202f?");
        }
        return R::unreadable("Le mois va de 1 à 12. " + std::string{ask_date});
    }
    std::optional<Date> const date = date_from_civil(year, month, day);
    if (!date) {
        return R::unreadable(day == 0 ? std::string{"Le jour va de 1 à 31. "} + std::string{ask_date} : no_such_day(year, month, day));
    }
    return guessed ? R::to_confirm(*date, ask_if_date(*date)) : R::certain(*date);
}

/// Eight digits in a row: ddmmyyyy as in France; what may also be yyyymmdd is asked about, the
/// nearer to today first (19121212 is not a day of the year 1212).
Reading<Date> read_eight_digits(std::string_view digits, Date today) {
    auto const french = date_from_civil(number_of(digits.substr(4)), number_of(digits.substr(2, 2)), number_of(digits.substr(0, 2)));
    auto const reversed = date_from_civil(number_of(digits.substr(0, 4)), number_of(digits.substr(4, 2)), number_of(digits.substr(6)));
    if (reversed) {
        bool const french_nearer =
            french && std::abs(std::int64_t{french->days} - today.days) < std::abs(std::int64_t{reversed->days} - today.days);
        Date const likely = french_nearer ? *french : *reversed;
        return Reading<Date>::to_confirm(likely, "S’agit-il du " + date_to_french(likely) + "\u202f? Confirmez, ou écrivez jj/mm/aaaa.");
    }
    if (french) { return Reading<Date>::certain(*french); }
    return read_parts({std::string{digits.substr(0, 2)}, std::string{digits.substr(2, 2)}, 0, std::string{digits.substr(4)}}, today);
}

}  // namespace

Reading<Date> read_date(std::string_view typed, Date today) {
    using R = Reading<Date>;
    if (auto const iso = date_from_iso(trim(typed))) { return R::certain(*iso); }
    std::vector<Token> tokens = cut(typed);
    // "1er septembre 2026", "1 er septembre 2026"
    if (tokens.size() == 4 && tokens[0].number && number_of(tokens[0].text.substr(0, 4)) == 1 && tokens[1].text == "er") {
        tokens.erase(tokens.begin() + 1);
    }
    if (tokens.size() == 1 && tokens[0].number && tokens[0].text.size() == 8) { return read_eight_digits(tokens[0].text, today); }
    if (tokens.size() == 1 && tokens[0].number && tokens[0].text.size() == 6) {
        std::string const& digits = tokens[0].text;
        return read_parts({digits.substr(0, 2), digits.substr(2, 2), 0, digits.substr(4)}, today);
    }
    if (tokens.size() == 2 && tokens[0].number && !tokens[1].number && month_named(tokens[1].text) != 0) {
        return R::unreadable("Ajoutez l’année, par exemple 01/09/2026.");
    }
    if (tokens.size() != 3 || !tokens[0].number || !tokens[2].number) { return R::unreadable(std::string{ask_date}); }
    if (!tokens[1].number) {
        int const month = month_named(tokens[1].text);
        if (month == 0) { return R::unreadable(std::string{ask_date}); }
        return read_parts({tokens[0].text, "", month, tokens[2].text}, today);
    }
    if (tokens[0].text.size() == 4) { return read_parts({tokens[2].text, tokens[1].text, 0, tokens[0].text}, today); }
    return read_parts({tokens[0].text, tokens[1].text, 0, tokens[2].text}, today);
}

Reading<YearMonth> read_year_month(std::string_view typed, Date today) {
    using R = Reading<YearMonth>;
    std::vector<Token> tokens = cut(typed);
    if (tokens.size() == 1 && tokens[0].number && tokens[0].text.size() == 6) {
        // 092026: in two parts; 202609 then has no month 20 and is refused with the form to use.
        std::string const digits = tokens[0].text;
        tokens = {{digits.substr(0, 2), true}, {digits.substr(2), true}};
    }
    if (tokens.size() == 3) { return R::unreadable("Saisissez seulement le mois et l’année, par exemple 09/2026."); }
    if (tokens.size() != 2 || !tokens[1].number) { return R::unreadable(std::string{ask_month}); }
    bool const year_first = tokens[0].number && tokens[0].text.size() == 4 && tokens[1].text.size() <= 2;
    Token const& month_token = tokens[year_first ? 1 : 0];
    Token const& year_token = tokens[year_first ? 0 : 1];
    if (year_token.text.size() != 4 && year_token.text.size() != 2) { return R::unreadable(std::string{ask_four_digits}); }
    if (month_token.number && month_token.text.size() > 2) { return R::unreadable(std::string{ask_month}); }
    int const month = month_token.number ? number_of(month_token.text) : month_named(month_token.text);
    if (month < 1 || month > 12) {
        return R::unreadable(month_token.number ? "Le mois va de 1 à 12. " + std::string{ask_month} : std::string{ask_month});
    }
    bool const guessed = year_token.text.size() == 2;
    int const year = guessed ? year_near(number_of(year_token.text), today) : number_of(year_token.text);
    if (year < 1) { return R::unreadable(std::string{ask_four_digits}); }
    YearMonth const value{year, month};
    return guessed ? R::to_confirm(value, "S’agit-il de " + year_month_to_french(value) +
                                              "\u202f? Confirmez, ou écrivez l’année avec quatre chiffres.")
                   : R::certain(value);
}

std::string_view day_name(int weekday) {
    constexpr std::array<std::string_view, 7> names{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
    return names[static_cast<std::size_t>(weekday - 1)];
}

std::string month_in_words(Date date) {
    CivilDate const civil = civil_from_date(date);
    std::string text{month_names[static_cast<std::size_t>(civil.month - 1)]};
    text += ' ';
    return text += std::to_string(civil.year);
}

std::string date_in_words(Date date) {
    int const day = civil_from_date(date).day;
    std::string text{day_name(day_of_week(date))};
    text += ' ';
    text += std::to_string(day);
    if (day == 1) text += "er";
    text += ' ';
    return text += month_in_words(date);
}

}  // namespace guichet
