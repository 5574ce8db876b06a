// Canonical JSON of answers. A text is canonical when its own reader gives it back unchanged.
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
        if (std::find(given.begin(), given.end(), *code) != given.end()) return std::nullopt;
        given.push_back(*code);
    }
    if (given.empty()) return Value(Unknown{});
    // One order, that of the list, so that the same choices are the same bytes.
    TextList ordered;
    for (Choice const& choice : choices) {
        if (std::find(given.begin(), given.end(), choice.code) != given.end()) ordered.push_back(choice.code);
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
    KindRow const& row = kind_row(field.kind);
    switch (row.storage) {
    case Storage::boolean:
        if (!json.is_boolean()) return std::nullopt;
        if (field.kind == Kind::attestation && !json.get<bool>()) return Value(Unknown{});
        return Value(json.get<bool>());
    case Storage::integer: {
        if (!json.is_number_integer()) return std::nullopt;
            // Unsigned numbers over INT64_MAX come out negative: refused by the bound below.
        if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
        auto const whole = json.get<std::int64_t>();
            // Every stored number is exact as a double: rules and JavaScript read it unharmed.
        constexpr std::int64_t most = 1'000'000'000'000'000;
        bool const within = whole >= -most && whole <= most && whole >= std::max(field.minimum, row.minimum) && whole <= field.maximum;
        return within ? std::optional(Value(whole)) : std::nullopt;
    }
    case Storage::date: {
        auto const* const text = json.get_ptr<Json::string_t const*>();
        auto const date = text == nullptr ? std::nullopt : date_from_iso(*text);
        return date ? std::optional(Value(*date)) : std::nullopt;
    }
    case Storage::list: return codes_from_json(procedure, field, json);
    case Storage::text: break;
    }
    auto const* const text = json.get_ptr<Json::string_t const*>();
    if (text == nullptr) return std::nullopt;
    if (field.kind == Kind::choice) {
        bool const known = procedure.find_choice(field.nomenclature, *text) != nullptr;
        return known ? std::optional(Value(*text)) : std::nullopt;
    }
    auto const read = read_answer(procedure, field, *text, Date{});
    auto const* const same = read.value ? std::get_if<std::string>(&*read.value) : nullptr;
    if (field.kind == Kind::year_month) {
        // Its reader takes the ISO form among others.
        return same != nullptr && year_month_from_iso(*text) && *same == *text ? std::optional(Value(*text)) : std::nullopt;
    }
    return same != nullptr && *same == *text ? std::optional(Value(*text)) : std::nullopt;
}

}  // namespace guichet
