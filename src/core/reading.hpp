// The result of reading what a person typed. Three outcomes, never a silent guess:
// a value; one possible value that must be confirmed ("3/4/26"); or a sentence.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace guichet {

template <class T>
struct Reading {
    std::optional<T> value;     ///< set when the text has one meaning
    std::optional<T> proposal;  ///< set when it has a likely meaning that must be confirmed
    std::string problem;        ///< French sentence, empty exactly when `value` is set

    [[nodiscard]] static Reading certain(T read) { return {std::move(read), std::nullopt, {}}; }
    [[nodiscard]] static Reading to_confirm(T guess, std::string question) { return {std::nullopt, std::move(guess), std::move(question)}; }
    [[nodiscard]] static Reading unreadable(std::string sentence) { return {std::nullopt, std::nullopt, std::move(sentence)}; }
};

}  // namespace guichet
