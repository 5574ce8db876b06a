// A double as ECMAScript writes it (ECMA-262 6.1.6.1.20): the shortest digits that read back, plain
// between 10^-7 and 10^21. RFC 8785 and JsonLogic both ask for it.
#pragma once

#include <string>

namespace guichet {

/// "1", "0.1", "1e+21", "NaN", "-Infinity"; both zeros are "0".
[[nodiscard]] std::string ecmascript_number(double number);

}  // namespace guichet
