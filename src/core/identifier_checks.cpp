#include "core/identifier_checks.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace guichet {
namespace {

/// The first character that is no digit, for a sentence; nothing when it would not show well.
std::optional<std::string> first_intruder(std::string_view compacted) {
    std::size_t const at = compacted.find_first_not_of("0123456789");
    std::size_t end = at;
    char32_t const c = next_code_point(compacted, end);
    bool const shows = (c > 0x20 && c < 0x7F) || (c >= 0xC0 && c <= 0x17F);
    return shows ? std::optional{std::string{compacted.substr(at, end - at)}} : std::nullopt;
}

}  // namespace

std::string compact_upper(std::string_view typed) {
    std::string compacted = compact(typed);
    upper_ascii(compacted);
    return compacted;
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char each) { return each >= '0' && each <= '9'; });
}

std::string gap(std::size_t expected, std::size_t actual) {
    bool const too_few = actual < expected;
    return joined({too_few ? "il en manque " : "il y en a ", std::to_string(too_few ? expected - actual : actual - expected),
                   too_few ? "" : " de trop"});
}

std::optional<std::string> characters_trouble(Wording const& wording, std::string_view compacted) {
    if (compacted.empty()) { return std::string{wording.request}; }
    if (all_digits(compacted)) { return std::nullopt; }
    constexpr std::string_view rule = " ne comporte que des chiffres\u00a0: ";
    std::optional<std::string> const intruder = first_intruder(compacted);
    if (!intruder) { return joined({wording.name, rule, "effacez les autres caractères."}); }
    if (*intruder == "O") { return joined({wording.name, rule, "remplacez la lettre O par le chiffre 0."}); }
    return joined({wording.name, rule, "retirez «\u202f", *intruder, "\u202f»."});
}

std::optional<std::string> digits_trouble(Wording const& wording, std::string_view compacted, std::size_t length) {
    if (auto trouble = characters_trouble(wording, compacted)) { return trouble; }
    if (compacted.size() == length) { return std::nullopt; }
    return joined({wording.name, " doit comporter ", std::to_string(length), " chiffres\u00a0: ", gap(length, compacted.size()), "."});
}

std::string as_it_is(std::string_view text) { return std::string{text}; }

std::string in_groups(std::string_view text, std::initializer_list<std::size_t> sizes) {
    std::string out;
    for (std::size_t const size : sizes) {
        if (text.empty()) break;
        if (!out.empty()) out.push_back(' ');
        out += text.substr(0, size);
        text.remove_prefix(std::min(size, text.size()));
    }
    out += text;
    return out;
}

std::optional<std::string> undo_slip(std::string_view typed, Slip slip, bool (*valid)(std::string_view)) {
    std::optional<std::string> found;
    for (std::size_t at = slip == Slip::exchange ? 1 : 0; at < typed.size(); ++at) {
        std::string tried{typed};
        if (slip == Slip::exchange) {
            std::swap(tried[at - 1], tried[at]);
        } else {
            tried.insert(at, 1, '0');
        }
        if (tried == typed || tried == found || !valid(tried)) { continue; }
        if (found) { return std::nullopt; }
        found = std::move(tried);
    }
    return found;
}

Reading<std::string> refused(std::initializer_list<std::string_view> sentence) {
    return Reading<std::string>::unreadable(joined(sentence));
}

Reading<std::string> asked(std::string_view guess, std::initializer_list<std::string_view> question) {
    return Reading<std::string>::to_confirm(std::string{guess}, joined(question));
}

Reading<std::string> taken(std::string&& read) { return Reading<std::string>::certain(std::move(read)); }

Reading<std::string> ask_after_slip(std::string_view typed, Slip slip, bool (*valid)(std::string_view),
                                    std::string (*show)(std::string_view), std::string_view sentence, std::string_view advice) {
    auto const meant = undo_slip(typed, slip, valid);
    if (!meant) { return refused({sentence, "\u00a0: ", advice}); }
    return asked(*meant, {sentence, ". Vouliez-vous dire ", show(*meant), "\u202f?"});
}

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (std::size_t i = digits.size(); i-- > 0; doubled = !doubled) {
        int const digit = digits[i] - '0';
        int const weighted = doubled ? digit * 2 : digit;
        sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
}

}  // namespace guichet
