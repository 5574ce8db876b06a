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

/// Clean text for certain (kinds_read.cpp would give it back as it is): printable ASCII and the composed letters and
/// marks of Western texts, no space at either end. Most answers are; the others take the reader's way.
bool is_surely_clean(std::string_view text) {
    if (text.front() == ' ' || text.back() == ' ') return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte < 0x7F) continue;
        if (at + 1 >= text.size()) return false;
        auto const second = static_cast<unsigned char>(text[at + 1]);
        // U+00C0–00FF; U+0152 and 0153 (Œ, œ); U+2019 (’).
        bool const accented = byte == 0xC3 && second >= 0x80 && second <= 0xBF;
        bool const ligature = byte == 0xC5 && (second == 0x92 || second == 0x93);
        bool const apostrophe = byte == 0xE2 && second == 0x80 && at + 2 < text.size() && static_cast<unsigned char>(text[at + 2]) == 0x99;
        if (!accented && !ligature && !apostrophe) return false;
        at += apostrophe ? 2 : 1;
    }
    return true;
}

/// Its own reader gives it back unchanged.
bool is_canonical(Procedure const& procedure, Field const& field, std::string_view text) {
    if (field.kind == Kind::choice) return procedure.find_choice(field.nomenclature, text) != nullptr;
    bool const is_prose = field.kind == Kind::text || field.kind == Kind::long_text;
    if (is_prose && !text.empty() && text.size() <= length_limit(field) && is_surely_clean(text)) return true;
    auto const read = read_answer(procedure, field, text, Date{});
    auto const* const same = read.value ? std::get_if<std::string>(&*read.value) : nullptr;
    // The reader of months takes the ISO form among others.
    return same != nullptr && *same == text && (field.kind != Kind::year_month || year_month_from_iso(text));
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

bool take_text(Procedure const& procedure, Field const& field, std::string_view text, Value& value) {
    Storage const storage = kind_row(field.kind).storage;
    if (storage == Storage::date) {
        auto const date = date_from_iso(text);
        if (date) value = *date;
        return date.has_value();
    }
    if (storage != Storage::text || !is_canonical(procedure, field, text)) return false;
    value.emplace<std::string>(text);
    return true;
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
    case Storage::list: return codes_from_json(procedure, field, json);
    case Storage::date:
    case Storage::text: break;
    }
    auto const* const text = json.get_ptr<Json::string_t const*>();
    Value value;
    return text != nullptr && take_text(procedure, field, *text, value) ? std::optional(std::move(value)) : std::nullopt;
}

}  // namespace guichet
