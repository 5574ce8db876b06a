// UTF-8 text as people type it: validation, trimming of every kind of space, Latin NFC,
// case and accent folding for searches, French plural and typographic helpers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet {

[[nodiscard]] bool is_valid_utf8(std::string_view text);
/// Replaces each byte that is no part of a valid sequence by U+FFFD.
[[nodiscard]] std::string repair_utf8(std::string_view text);
/// Decodes one code point at `at` and moves it on; U+FFFD and one byte on for an invalid sequence
/// and past the end.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
void append_code_point(std::string& out, char32_t code_point);
[[nodiscard]] std::size_t count_code_points(std::string_view text);
/// Cuts after `count` code points.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);

[[nodiscard]] bool is_space(char32_t code_point);  ///< ASCII spaces, U+00A0, U+2000–200A, U+202F, U+205F, U+3000, U+FEFF
/// Zero-width and direction marks (U+200B–200F, 202A–202E, 2060–2069): pasted along, never meant.
[[nodiscard]] bool is_invisible(char32_t code_point);
[[nodiscard]] std::string_view trim(std::string_view text);
/// Removes all spaces and invisible marks (as above), dots and hyphens (also U+00AD, U+2010–2015):
/// how identifiers are typed. Bytes that are no UTF-8 become U+FFFD, or what was removed between them
/// could make them a character.
[[nodiscard]] std::string compact(std::string_view text);
/// Canonical composition for the Latin script (base letter + combining mark), as NFC gives it.
[[nodiscard]] std::string compose_latin(std::string_view text);
/// Lower case, accents and ligatures removed (œ -> oe), apostrophes and hyphens to one space: for searching.
[[nodiscard]] std::string fold(std::string_view text);
[[nodiscard]] std::string to_upper_ascii(std::string_view text);
/// The same in place.
void upper_ascii(std::string& text);
[[nodiscard]] std::string to_lower_ascii(std::string_view text);
[[nodiscard]] bool contains_folded(std::string_view haystack, std::string_view needle);
/// Where the text has the folded one in it, as a begin and an end; both 0 when it has not.
[[nodiscard]] std::pair<std::size_t, std::size_t> find_folded(std::string_view text, std::string_view folded);
/// 8-4-4-4-12 lower-case hexadecimal digits, as crypto.randomUUID() writes them.
[[nodiscard]] bool is_uuid(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// "1 stagiaire", "3 stagiaires" (0 and 1 take the singular in French), U+202F after the number.
[[nodiscard]] std::string counted(std::int64_t count, std::string_view singular, std::string_view plural);
/// The parts one after another: a sentence made of them is a third of the code that + makes.
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> parts);
/// Replaces {name} in a message by its argument; an unknown name stays as it is.
struct NamedText {
    std::string_view name;
    std::string_view text;
};
[[nodiscard]] std::string fill_in(std::string_view message, std::vector<NamedText> const& arguments);

}  // namespace guichet
