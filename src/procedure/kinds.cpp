// One row a kind: to add a kind, add its row here, its name in Kind, and its line in the tests' table.
#include "procedure/kinds.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "core/identifiers.hpp"
#include "core/numbers.hpp"
#include "procedure/kind_rows.hpp"

namespace guichet {

namespace {

using TextReader = Reading<std::string> (*)(std::string_view);
using NumberReader = Reading<std::int64_t> (*)(std::string_view);

template <class T>
Reading<Value> as_value(Reading<T> read) {
    Reading<Value> value;
    if (read.value) value.value = Value(std::move(*read.value));
    if (read.proposal) value.proposal = Value(std::move(*read.proposal));
    value.problem = std::move(read.problem);
    return value;
}

template <TextReader reader>
Reading<Value> identifier(std::string_view typed, Date) {
    return as_value(reader(typed));
}

template <NumberReader reader>
Reading<Value> number(std::string_view typed, Date) {
    return as_value(reader(typed));
}

Reading<Value> day(std::string_view typed, Date today) { return as_value(read_date(typed, today)); }

Reading<Value> month(std::string_view typed, Date today) {
    auto const read = read_year_month(typed, today);
    Reading<Value> value;
    if (read.value) value.value = year_month_to_iso(*read.value);
    if (read.proposal) value.proposal = year_month_to_iso(*read.proposal);
    value.problem = read.problem;
    return value;
}

std::string show_text(Value const& value) {
    auto const* const text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string() : *text;
}

template <std::string (*show)(std::string_view)>
std::string identifier_shown(Value const& value) {
    return show(show_text(value));
}

template <std::string (*show)(std::int64_t)>
std::string number_shown(Value const& value) {
    auto const* const whole = std::get_if<std::int64_t>(&value);
    return whole == nullptr ? std::string() : show(*whole);
}

std::string day_shown(Value const& value) {
    auto const* const date = std::get_if<Date>(&value);
    return date == nullptr ? std::string() : date_to_french(*date);
}

std::string month_shown(Value const& value) {
    auto const read = year_month_from_iso(show_text(value));
    return read ? year_month_to_french(*read) : std::string();
}

std::string yes_no_shown(Value const& value) {
    auto const* const yes = std::get_if<bool>(&value);
    return yes == nullptr ? std::string() : (*yes ? "Oui" : "Non");
}

std::string yes_no_edited(Value const& value) {
    auto const* const yes = std::get_if<bool>(&value);
    return yes == nullptr ? std::string() : (*yes ? "oui" : "non");
}

std::string whole_edited(Value const& value) {
    auto const* const whole = std::get_if<std::int64_t>(&value);
    return whole == nullptr ? std::string() : std::to_string(*whole);
}

/// 123450 -> "1234,5" (hours, percentages) or "1234,50" (money); a round number has no comma.
std::string hundredths(std::int64_t value, bool both_decimals) {
    auto const magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    std::string text = (value < 0 ? "-" : "") + std::to_string(magnitude / 100);
    auto const rest = magnitude % 100;
    if (rest == 0) return text;
    text += ',';
    text += static_cast<char>('0' + rest / 10);
    if (both_decimals || rest % 10 != 0) text += static_cast<char>('0' + rest % 10);
    return text;
}

std::string money_edited(Value const& value) {
    auto const* const cents = std::get_if<std::int64_t>(&value);
    return cents == nullptr ? std::string() : hundredths(*cents, true);
}

std::string hundredths_edited(Value const& value) {
    auto const* const amount = std::get_if<std::int64_t>(&value);
    return amount == nullptr ? std::string() : hundredths(*amount, false);
}

constexpr std::int64_t no_minimum = INT64_MIN;
constexpr std::string_view date_pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
constexpr std::string_view nir_pattern = "^[123478][0-9]{2}(0[1-9]|1[0-2]|20|3[0-9]|4[0-2]|[5-9][0-9])([0-9]{2}|2[AB])[0-9]{6}([0-9]{2})?$";
constexpr std::uint32_t typed_number = 40;

constexpr ControlTraits numeric(std::uint16_t width, std::uint32_t most) { return {"numeric", false, width, most}; }
constexpr ControlTraits plain(std::uint16_t width, std::uint32_t most) { return {"text", false, width, most}; }

// clang-format off
constexpr std::array rows{
    KindRow{Kind::text, "text", Storage::text, read_text, show_text, nullptr, "", 255, no_minimum, "", {"text", true, 0, 0}},
    KindRow{Kind::long_text, "long_text", Storage::text, read_long_text, show_text, nullptr, "", 4000, no_minimum, "", {"text", true, 0, 0}},
    KindRow{Kind::integer, "integer", Storage::integer, number<read_integer>, number_shown<show_integer>, whole_edited, "", 0, no_minimum, "", numeric(10, typed_number)},
    KindRow{Kind::hours, "hours", Storage::integer, number<read_hours>, number_shown<show_hours>, hundredths_edited, "", 0, 0, "h", {"decimal", false, 10, typed_number}},
    KindRow{Kind::money, "money", Storage::integer, number<read_money>, number_shown<show_money>, money_edited, "", 0, 0, "€", {"decimal", false, 12, typed_number}},
    KindRow{Kind::percentage, "percentage", Storage::integer, number<read_percentage>, number_shown<show_percentage>, hundredths_edited, "", 0, 0, "%", {"decimal", false, 8, typed_number}},
    KindRow{Kind::date, "date", Storage::date, day, day_shown, nullptr, date_pattern, 0, no_minimum, "", numeric(10, 40)},
    KindRow{Kind::year_month, "year_month", Storage::text, month, month_shown, nullptr, "^[0-9]{4}-(0[1-9]|1[0-2])$", 7, no_minimum, "", numeric(7, 40)},
    KindRow{Kind::yes_no, "yes_no", Storage::boolean, read_yes_no, yes_no_shown, yes_no_edited, "", 0, no_minimum, "", plain(0, 10)},
    KindRow{Kind::choice, "choice", Storage::text, nullptr, nullptr, show_text, "", 0, no_minimum, "", plain(0, 300)},
    KindRow{Kind::choices, "choices", Storage::list, nullptr, nullptr, nullptr, "", 0, no_minimum, "", plain(0, 10000)},
    KindRow{Kind::siret, "siret", Storage::text, identifier<read_siret>, identifier_shown<show_siret>, nullptr, "^[0-9]{14}$", 14, no_minimum, "", numeric(18, 40)},
    KindRow{Kind::siren, "siren", Storage::text, identifier<read_siren>, identifier_shown<show_siren>, nullptr, "^[0-9]{9}$", 9, no_minimum, "", numeric(12, 40)},
    KindRow{Kind::nir, "nir", Storage::text, identifier<read_nir>, identifier_shown<show_nir>, nullptr, nir_pattern, 15, no_minimum, "", plain(22, 40)},
    KindRow{Kind::idcc, "idcc", Storage::text, identifier<read_idcc>, show_text, nullptr, "^[0-9]{4}$", 4, no_minimum, "", numeric(6, 20)},
    KindRow{Kind::naf, "naf", Storage::text, identifier<read_naf>, identifier_shown<show_naf>, nullptr, "^[0-9]{4}[A-Z]$", 5, no_minimum, "", plain(7, 20)},
    KindRow{Kind::nda, "nda", Storage::text, identifier<read_nda>, identifier_shown<show_nda>, nullptr, "^([0-9]{11}|[0-9]{4}P[0-9]{6})$", 11, no_minimum, "", plain(14, 40)},
    KindRow{Kind::postal_code, "postal_code", Storage::text, identifier<read_postal_code>, show_text, nullptr, "^[0-9]{5}$", 5, no_minimum, "", numeric(6, 20)},
    KindRow{Kind::phone, "phone", Storage::text, identifier<read_phone>, identifier_shown<show_phone>, nullptr, "^\\+[0-9]{7,15}$", 16, no_minimum, "", {"tel", false, 16, 40}},
    KindRow{Kind::email, "email", Storage::text, identifier<read_email>, show_text, nullptr, "^[^@ ]+@[^@ ]+\\.[^@ ]+$", 254, no_minimum, "", {"email", false, 0, 300}},
    KindRow{Kind::iban, "iban", Storage::text, identifier<read_iban>, identifier_shown<show_iban>, nullptr, "^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$", 34, no_minimum, "", plain(34, 80)},
    KindRow{Kind::attestation, "attestation", Storage::boolean, read_attestation, yes_no_shown, yes_no_edited, "", 0, no_minimum, "", plain(0, 10)},
    KindRow{Kind::uai, "uai", Storage::text, identifier<read_uai>, show_text, nullptr, "^[0-9]{7}[A-Z]$", 8, no_minimum, "", plain(10, 20)},
    KindRow{Kind::rncp, "rncp", Storage::text, identifier<read_rncp>, identifier_shown<show_rncp>, nullptr, "^[1-9][0-9]{0,5}$", 6, no_minimum, "", plain(12, 20)},
    KindRow{Kind::code_diplome, "code_diplome", Storage::text, identifier<read_diploma_code>, show_text, nullptr, "^[0-9A-Z]{8}[A-Z]?$", 9, no_minimum, "", plain(12, 20)},
    KindRow{Kind::numero_contrat, "numero_contrat", Storage::text, identifier<read_any_contract_number>, show_text, nullptr, "^[0-9A-Z]{1,30}$", 30, no_minimum, "", plain(18, 40)},
    KindRow{Kind::departement, "departement", Storage::text, identifier<read_department>, identifier_shown<show_department>, nullptr, "^([0-9]{3}|02[AB])$", 3, no_minimum, "", plain(5, 20)},
};
// clang-format on

constexpr bool in_order() {
    for (std::size_t index = 0; index < rows.size(); ++index) {
        if (static_cast<std::size_t>(rows[index].kind) != index) return false;
    }
    return true;
}
static_assert(in_order(), "the rows stand in the order of Kind");

}  // namespace

KindRow const& kind_row(Kind kind) { return rows[static_cast<std::size_t>(kind)]; }

bool kind_from_name(std::string_view name, Kind& kind) {
    auto const* const found = std::ranges::find(rows, name, &KindRow::name);
    if (found == rows.end()) return false;
    kind = found->kind;
    return true;
}

std::string_view kind_name(Kind kind) { return kind_row(kind).name; }

std::size_t kind_count() { return rows.size(); }

TypeSet kind_types(Kind kind) {
    switch (kind_row(kind).storage) {
    case Storage::boolean: return type::boolean;
    case Storage::integer: return type::number;
    case Storage::date: return type::date;
    case Storage::text: return type::text;
    case Storage::list: return type::list;
    }
    return type::any;
}

bool has_retired_codes(Procedure const& procedure, Field const& field) {
    return field.nomenclature >= 0 && procedure.nomenclatures[static_cast<std::size_t>(field.nomenclature)].has_retired;
}

std::string_view retired_advice(Procedure const& procedure, Field const& field, Value const& value) {
    if (!has_retired_codes(procedure, field)) return {};
    // Few codes of a list are: only these are compared.
    auto const advice = [&](std::string_view code) -> std::string_view {
        for (Choice const& choice : procedure.nomenclatures[static_cast<std::size_t>(field.nomenclature)].choices) {
            if (!choice.retired.empty() && choice.code == code) return choice.retired;
        }
        return {};
    };
    if (auto const* const code = std::get_if<std::string>(&value)) return advice(*code);
    if (auto const* const codes = std::get_if<TextList>(&value)) {
        for (std::string const& code : *codes) {
            if (auto const told = advice(code); !told.empty()) return told;
        }
    }
    return {};
}

std::uint32_t length_limit(Field const& field) {
    auto const own = kind_row(field.kind).max_length;
    return field.max_length != 0 && field.max_length < own ? field.max_length : own;
}

ControlTraits control_traits(Field const& field) {
    ControlTraits traits = kind_row(field.kind).traits;
    if (field.kind == Kind::text || field.kind == Kind::long_text) {
        auto const limit = length_limit(field);
        // A few more, so that a paste that is too long is kept and told, not cut.
        traits.max_typed = limit + limit / 2 + 20;
        if (limit <= 40) traits.width = static_cast<std::uint16_t>(limit);
        // Names and codes have no spelling; autofill tokens tell them apart.
        traits.spell_check = field.autocomplete.empty();
    }
    return traits;
}

}  // namespace guichet
