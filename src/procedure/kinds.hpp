// What each kind of field does: read what was typed, show it in French format, write and read its
// canonical JSON, say its shape in JSON Schema, and tell the control which keyboard it wants.
// To add a kind: one row in kinds.cpp and one in the tests' table (HACKING.md).
#pragma once

#include <string>
#include <string_view>

#include "core/json.hpp"
#include "core/reading.hpp"
#include "core/value.hpp"
#include "procedure/definition.hpp"

namespace guichet {

/// "siret" -> Kind::siret; the names of the procedure format.
[[nodiscard]] bool kind_from_name(std::string_view name, Kind& kind);
[[nodiscard]] std::string_view kind_name(Kind kind);
[[nodiscard]] std::size_t kind_count();

/// Reads typed text for a field: the kind, then the field's own limits (length, minimum, maximum,
/// nomenclature). Empty or blank text is certain(Unknown). For choices the text is codes joined by ','.
[[nodiscard]] Reading<Value> read_answer(Procedure const& procedure, Field const& field, std::string_view typed, Date today);
/// French format: "1 234,56 €", "01/09/2026", "831 352 976 00011", "Oui", the choice's label.
[[nodiscard]] std::string show_answer(Procedure const& procedure, Field const& field, Value const& value);
/// As show_answer for a value of that kind without a field (rule arguments).
[[nodiscard]] std::string show_value(Kind kind, Value const& value);
/// What stands in the control when it is edited: "1234,56", "01/09/2026", the choice's code.
[[nodiscard]] std::string editable_text(Procedure const& procedure, Field const& field, Value const& value);

/// Canonical JSON: money in integer cents, hours and percentages in integer hundredths, dates ISO.
[[nodiscard]] Json value_to_json(Kind kind, Value const& value);
/// Nothing when the JSON is not this kind's canonical form or breaks the field's limits.
[[nodiscard]] std::optional<Value> value_from_json(Procedure const& procedure, Field const& field, Json const& json);
/// The same for a JSON text, without a Json around it: opening a dossier reads hundreds. `value` is unknown before, and after
/// too when the text is not canonical: false.
[[nodiscard]] bool take_text(Procedure const& procedure, Field const& field, std::string_view text, Value& value);
/// The same for a JSON number that is whole.
[[nodiscard]] bool take_integer(Field const& field, std::int64_t whole, Value& value);
/// The same for true and false.
[[nodiscard]] bool take_boolean(Field const& field, bool yes, Value& value);
/// What to take instead of a code of an older form that the value holds; "" for all others, and at once for fields that have none.
[[nodiscard]] std::string_view retired_advice(Procedure const& procedure, Field const& field, Value const& value);
[[nodiscard]] bool has_retired_codes(Procedure const& procedure, Field const& field);
/// JSON Schema of one value.
[[nodiscard]] Json kind_schema(Procedure const& procedure, Field const& field);

/// What a control of this kind asks of the browser.
struct ControlTraits {
    std::string_view input_mode;     ///< "numeric", "decimal", "tel", "email", "text"
    bool spell_check = false;        ///< prose only, never codes
    std::uint16_t width = 0;         ///< in characters; 0: full width
    std::uint32_t max_typed = 0;     ///< generous limit of typed characters (separators included)
};
[[nodiscard]] ControlTraits control_traits(Field const& field);

}  // namespace guichet
