// What the core suites share: a generator that gives the same values on every machine, what every
// sentence must look like, and short ways to say what a reading is.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/date.hpp"
#include "core/reading.hpp"
#include "core/text.hpp"

namespace guichet::test {

/// splitmix64: small, good enough, and the same everywhere (std::uniform_int_distribution is not).
class Generator {
public:
    explicit Generator(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    /// From low to high, both included.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        auto const span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + (span == 0 ? next() : next() % span));
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    /// Numbers of all sizes: as many of 3 digits as of 15.
    std::int64_t of_any_size(std::int64_t limit) {
        std::int64_t bound = 1;
        for (std::int64_t i = between(0, 15); i > 0 && bound <= limit / 10; --i) bound *= 10;
        return between(-bound, bound);
    }
    std::string digits(std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<char>('0' + below(10)));
        return out;
    }
    template <class T, std::size_t N>
    T const& pick(std::array<T, N> const& from) {
        return from[below(N)];
    }

private:
    std::uint64_t state_;
};

inline Date day(int year, int month, int day_of_month) {
    auto const date = date_from_civil(year, month, day_of_month);
    if (!date) std::abort();  // no REQUIRE: this also makes constants, before any test runs
    return *date;
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    return text;
}

/// What is wrong with the typography of a sentence; "" when nothing is. What stands between « and » is
/// what the person typed and may be anything.
inline std::string sentence_fault(std::string_view sentence) {
    if (!is_valid_utf8(sentence)) return "invalid UTF-8";
    std::string text{sentence};
    constexpr std::string_view open = "«\u202f";
    constexpr std::string_view close = "\u202f»";
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
        std::size_t const end = text.find(close, at);
        if (end == std::string::npos) return "« without U+202F »";
        text.replace(at + open.size(), end - at - open.size(), "x");
    }
    if (text.empty()) return "empty";
    bool const capital = (text[0] >= 'A' && text[0] <= 'Z') || text.starts_with("É") || text.starts_with("À");
    if (!capital) return "no capital";
    if (!text.ends_with('.') && !text.ends_with('?')) return "no full stop";
    if (text.find('\'') != std::string::npos) return "straight apostrophe";
    if (text.find("  ") != std::string::npos) return "two spaces";
    if (text.find("..") != std::string::npos) return "two full stops";
    std::string const spaced = replaced(replaced(replaced(text, "\u00a0:", ""), "\u202f?", ""), "\u202f!", "");
    if (spaced.find_first_of(":?!;") != std::string::npos) return "no fixed space before a mark";
    return "";
}

template <class T>
void check_certain(Reading<T> const& reading, T const& expected) {
    REQUIRE_MESSAGE(reading.value.has_value(), reading.problem);
    CHECK(*reading.value == expected);
    CHECK_FALSE(reading.proposal.has_value());
    CHECK(reading.problem.empty());
}

template <class T>
void check_question(Reading<T> const& reading, T const& expected) {
    CHECK_FALSE(reading.value.has_value());
    REQUIRE_MESSAGE(reading.proposal.has_value(), reading.problem);
    CHECK(*reading.proposal == expected);
    CHECK(sentence_fault(reading.problem) == "");
    CHECK(reading.problem.find('?') != std::string::npos);
}

template <class T>
void check_unreadable(Reading<T> const& reading) {
    CHECK_FALSE(reading.value.has_value());
    CHECK_FALSE(reading.proposal.has_value());
    CHECK(sentence_fault(reading.problem) == "");
}

/// Whatever was typed: one of the three outcomes and no other, and a well-formed sentence.
template <class T>
void check_one_outcome(Reading<T> const& reading) {
    CHECK(reading.value.has_value() == reading.problem.empty());
    CHECK_FALSE((reading.value.has_value() && reading.proposal.has_value()));
    if (!reading.value) CHECK(sentence_fault(reading.problem) == "");
}

}  // namespace guichet::test
