// What a problem of a procedure file says. The page only tells that a file cannot be used, where it fails first, and who explains it;
// so its module is built with GUICHET_TERSE_LINT: sentences then hold nothing and what would make them is left out, and what is only
// worth a warning is not looked for. The command, the receiver and every test speak (CMakeLists.txt).
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace guichet {

#ifdef GUICHET_TERSE_LINT
inline constexpr bool lint_speaks = false;
#else
inline constexpr bool lint_speaks = true;
#endif

/// A French sentence, put together with +; or nothing.
template <bool speaks>
class SentenceOf;

template <>
class SentenceOf<true> {
public:
    SentenceOf(char const* text = "") : text_(text) {}
    SentenceOf(std::string text) : text_(std::move(text)) {}
    explicit SentenceOf(std::string_view text) : text_(text) {}
    [[nodiscard]] std::string text() && { return std::move(text_); }

    friend SentenceOf operator+(SentenceOf left, SentenceOf const& right) {
        left.text_ += right.text_;
        return left;
    }
    friend SentenceOf operator+(SentenceOf left, std::integral auto number) { return std::move(left) + SentenceOf(std::to_string(number)); }

private:
    std::string text_;
};

template <>
class SentenceOf<false> {
public:
    constexpr SentenceOf(char const* = "") {}
    SentenceOf(std::string const&) {}
    explicit constexpr SentenceOf(std::string_view) {}
    [[nodiscard]] static std::string text() { return {}; }

    friend constexpr SentenceOf operator+(SentenceOf, SentenceOf) { return {}; }
    friend constexpr SentenceOf operator+(SentenceOf, std::integral auto) { return {}; }
};

using Sentence = SentenceOf<lint_speaks>;

/// « text » with the no-break spaces that French wants, cut to 80 characters.
[[nodiscard]] Sentence in_quotes(std::string_view text);

}  // namespace guichet
