// The table behind kinds.hpp: one row a kind. Internal to the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "procedure/compile.hpp"
#include "procedure/definition.hpp"
#include "procedure/kinds.hpp"

namespace guichet {

/// How an answer of the kind is stored (core/value.hpp) and written in JSON.
enum class Storage : std::uint8_t { boolean, integer, date, text, list };

struct KindRow {
    Kind kind;
    std::string_view name;
    Storage storage;
    /// What was typed (never blank) -> the value. nullptr: the choices, which need their list.
    Reading<Value> (*read)(std::string_view typed, Date today);
    /// French format. nullptr: the choices.
    std::string (*show)(Value const& value);
    /// What stands in the control; nullptr: as shown.
    std::string (*edit)(Value const& value);
    std::string_view pattern;      ///< of the canonical text, for JSON Schema
    std::uint32_t max_length;      ///< of the text, in code points, unless the field says less; 0: not a text
    std::int64_t minimum;          ///< unless the field says otherwise
    std::string_view unit;         ///< shown after the control unless the field says otherwise
    ControlTraits traits;
};

[[nodiscard]] KindRow const& kind_row(Kind kind);
/// What rules see of an answer of that kind.
[[nodiscard]] TypeSet kind_types(Kind kind);
/// The limit of characters in force for a text field.
[[nodiscard]] std::uint32_t length_limit(Field const& field);

// kinds_read.cpp
Reading<Value> read_text(std::string_view typed, Date today);
Reading<Value> read_long_text(std::string_view typed, Date today);
Reading<Value> read_yes_no(std::string_view typed, Date today);
Reading<Value> read_attestation(std::string_view typed, Date today);

}  // namespace guichet
