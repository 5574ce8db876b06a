// The migrations, as SQL: steps[i] brings version i to version i + 1. Null: that dialect had no such version.
#pragma once

#include <array>

namespace guichet::receiver {

inline constexpr int schema_steps = 4;
using SchemaSteps = std::array<char const*, schema_steps>;

extern SchemaSteps const sqlite_steps;
extern SchemaSteps const postgres_steps;

}  // namespace guichet::receiver
