// What the core fuzzers share: an oracle that stops the run, and what holds of every reading.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/reading.hpp"
#include "core/text.hpp"

namespace guichet::fuzz {

/// A promise that must hold whatever the input; the fuzzer reports the input that broke it.
inline void promise(bool holds) {
    if (!holds) std::abort();
}

inline std::string_view text_of(std::uint8_t const* data, std::size_t size) { return {reinterpret_cast<char const*>(data), size}; }

/// One of three outcomes, and a sentence that can be shown exactly when there is no value.
template <class T>
void one_outcome(Reading<T> const& reading) {
    promise(reading.value.has_value() == reading.problem.empty());
    promise(!(reading.value && reading.proposal));
    promise(is_valid_utf8(reading.problem));
}

/// What was read, and what a person confirms, must read back as certain from the screen and from storage.
template <class T, class Read, class Show, class Store>
void reads_back(Reading<T> const& reading, Read read, Show show, Store store) {
    one_outcome(reading);
    for (auto const& result : {reading.value, reading.proposal}) {
        if (!result) continue;
        promise(read(show(*result)).value == *result);
        promise(read(store(*result)).value == *result);
    }
}

}  // namespace guichet::fuzz
