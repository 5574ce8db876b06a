// A small procedure with everything that judging can meet: chains of conditions, hidden groups, sections and zones,
// computed answers over answers and rows, rules of the whole and of each row, messages with arguments.
#pragma once

#include <memory>

#include "core/date.hpp"
#include "procedure/definition.hpp"

namespace guichet::test {

[[nodiscard]] std::shared_ptr<Procedure const> small_procedure();
/// 21/11/2026.
[[nodiscard]] Date some_day();
[[nodiscard]] std::uint32_t field(Procedure const& procedure, std::string_view path);

}  // namespace guichet::test
