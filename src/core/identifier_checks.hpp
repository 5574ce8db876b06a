// What the identifier readers share: the compact form, the usual sentences and grouping for the
// screen. Private to core.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "core/reading.hpp"

namespace guichet {

/// The three outcomes of a reading, each made at one place: written out by every reader they are kilobytes of the page.
[[nodiscard]] Reading<std::string> taken(std::string&& read);
[[nodiscard]] Reading<std::string> asked(std::string_view guess, std::initializer_list<std::string_view> question);
[[nodiscard]] Reading<std::string> refused(std::initializer_list<std::string_view> sentence);

/// Spaces, dots, hyphens and invisible marks removed, ASCII letters in upper case.
[[nodiscard]] std::string compact_upper(std::string_view typed);
[[nodiscard]] bool all_digits(std::string_view text);

/// How a sentence speaks of an identifier.
struct Wording {
    std::string_view name;     ///< "Le SIRET", "L’IDCC"
    std::string_view request;  ///< the whole sentence for an empty answer, "Saisissez le SIRET, 14 chiffres."
};

/// What is wrong with `compacted` when it must hold exactly `length` digits; nothing when it does.
[[nodiscard]] std::optional<std::string> digits_trouble(Wording const& wording, std::string_view compacted, std::size_t length);
/// The same for any length: only the characters are looked at.
[[nodiscard]] std::optional<std::string> characters_trouble(Wording const& wording, std::string_view compacted);
/// "il en manque 2" or "il y en a 1 de trop".
[[nodiscard]] std::string gap(std::size_t expected, std::size_t actual);

/// How what has no groups is shown.
[[nodiscard]] std::string as_it_is(std::string_view text);
/// "831352976" in groups of 3 -> "831 352 976". The last group takes what is left.
[[nodiscard]] std::string in_groups(std::string_view text, std::initializer_list<std::size_t> sizes);

/// What was probably typed wrong: two neighbours exchanged, or a 0 lost, as spreadsheets lose it.
enum class Slip { exchange, lost_zero };
/// The only text that undoing one slip makes valid; nothing when none does, or several.
[[nodiscard]] std::optional<std::string> undo_slip(std::string_view typed, Slip slip, bool (*valid)(std::string_view));
/// "Ce SIRET n’existe pas. Vouliez-vous dire 831 352 976 00011 ?" of `sentence` "Ce SIRET n’existe pas" where undoing the slip
/// gives one text; else the sentence with the advice after it.
[[nodiscard]] Reading<std::string> ask_after_slip(std::string_view typed, Slip slip, bool (*valid)(std::string_view),
                                                  std::string (*show)(std::string_view), std::string_view sentence,
                                                  std::string_view advice);

/// Luhn's formula over digits: every second one from the right doubled, sum a multiple of 10.
[[nodiscard]] bool passes_luhn(std::string_view digits);

}  // namespace guichet
