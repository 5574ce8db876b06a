// Errors are values. A Trouble is what a person is told: a stable code for machines
// and one French sentence that says what is wrong and what to do.
#pragma once

#include <expected>
#include <string>

namespace guichet {

/// What went wrong, for a person (`message`, a French sentence) and for a program (`code`).
struct Trouble {
    std::string code;
    std::string message;
    friend bool operator==(Trouble const&, Trouble const&) = default;
};

template <class T, class E = Trouble>
using Result = std::expected<T, E>;

}  // namespace guichet
