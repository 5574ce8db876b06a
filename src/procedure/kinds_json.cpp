// Canonical JSON of answers.
#include <algorithm>

#include "procedure/kind_rows.hpp"

namespace guichet {

namespace {

std::optional<Value> codes_from_json(Procedure const& procedure, Field const& field, Json const& json) {
    if (!json.is_array() || field.nomenclature < 0) return std::nullopt;
    auto const& choices = procedure.nomenclatures[static_cast<std::size_t>(field.nomenclature)].choices;
    if (json.size() > choices.size()) return std::nullopt;
    TextList given;
    for (Json const& item : json) {
        auto const* const code = item.get_ptr<Json::string_t const*>();
        if (code == nullptr || procedure.find_choice(field.nomenclature, *code) == nullptr) return std::nullopt;
        if (std::ranges::contains(given, *code)) return std::nullopt;
        given.push_back(*code);
    }
    if (given.empty()) return Value(Unknown{});
    // One order, that of the list, so that the same choices are the same bytes.
    TextList ordered;
    for (Choice const& choice : choices) {
        if (std::ranges::contains(given, choice.code)) ordered.push_back(choice.code);
    }
    return Value(std::move(ordered));
}

}  // namespace

Json value_to_json(Kind kind, Value const& value) {
    switch (kind_row(kind).storage) {
    case Storage::boolean:
        if (auto const* const yes = std::get_if<bool>(&value)) return *yes;
        break;
    case Storage::integer:
        if (auto const* const whole = std::get_if<std::int64_t>(&value)) return *whole;
        break;
    case Storage::date:
        if (auto const* const date = std::get_if<Date>(&value)) return date_to_iso(*date);
        break;
    case Storage::text:
        if (auto const* const text = std::get_if<std::string>(&value)) return *text;
        break;
    case Storage::list:
        if (auto const* const codes = std::get_if<TextList>(&value); codes != nullptr && !codes->empty()) return *codes;
        break;
    }
    return nullptr;
}

std::optional<Value> value_from_json(Procedure const& procedure, Field const& field, Json const& json) {
    if (json.is_null()) return Value(Unknown{});
    Value value;
    switch (kind_row(field.kind).storage) {
    case Storage::boolean: return json.is_boolean() && take_boolean(field, json.get<bool>(), value) ? std::optional(value) : std::nullopt;
    case Storage::integer:
        if (!json.is_number_integer()) return std::nullopt;
        // Unsigned numbers over INT64_MAX come out negative: refused here.
        if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
        return take_integer(field, json.get<std::int64_t>(), value) ? std::optional(value) : std::nullopt;
    case Storage::list: return codes_from_json(procedure, field, json);
    case Storage::date:
    case Storage::text: break;
    }
    auto const* const text = json.get_ptr<Json::string_t const*>();
    return text != nullptr && take_text(procedure, field, *text, value) ? std::optional(std::move(value)) : std::nullopt;
}

}  // namespace guichet
