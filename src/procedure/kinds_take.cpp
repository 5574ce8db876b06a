// Answers as a dossier's file has them: taken when they are canonical, which a text is when its own reader gives it back unchanged.
// Opening a dossier reads hundreds; made to be fast in the page (CMakeLists.txt).
#include <algorithm>
#include <memory>

#include "core/identifiers.hpp"
#include "procedure/kind_rows.hpp"

namespace guichet {

namespace {

/// Puts a value in the place of an unknown one, which has nothing to give back: the variant's own way goes through a table.
template <class T, class... From>
void put(Value& value, From const&... from) {
    std::construct_at(&value, std::in_place_type<T>, from...);
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

bool is_number(std::string_view text) {
    for (char const each : text) {
        if (each < '0' || each > '9') return false;
    }
    return true;
}

bool is_same(std::string_view a, std::string_view b) {
    // Codes are short: a call would cost more than the comparison.
    if (a.size() != b.size()) return false;
    for (std::size_t at = 0; at < a.size(); ++at) {
        if (a[at] != b[at]) return false;
    }
    return true;
}

bool is_in_list(Procedure const& procedure, std::int32_t nomenclature, std::string_view code) {
    if (nomenclature < 0 || static_cast<std::size_t>(nomenclature) >= procedure.nomenclatures.size()) return false;
    for (Choice const& choice : procedure.nomenclatures[static_cast<std::size_t>(nomenclature)].choices) {
        if (is_same(choice.code, code)) return true;
    }
    return false;
}

/// Told without making anything: what its reader gives back unchanged for certain.
bool is_surely_canonical(Field const& field, std::string_view text) {
    switch (field.kind) {
    case Kind::text:
    case Kind::long_text: return !text.empty() && is_surely_clean(text);
    case Kind::siret: return is_siret(text);
    case Kind::naf: return text.size() == 5 && text[4] >= 'A' && text[4] <= 'Z' && is_number(text.substr(0, 4));
    case Kind::nda: return text.size() == 11 && is_number(text);
    case Kind::idcc: return text.size() == 4 && is_number(text) && text != "0000";
    case Kind::phone: return is_mainland_phone(text);
    case Kind::email: return is_plain_email(text);
    default: return false;
    }
}

/// Its own reader gives it back unchanged.
bool is_canonical(Procedure const& procedure, Field const& field, std::string_view text) {
    // What a list of 800 rows is made of is told without its reader, and in no other way (test_kinds.cpp).
    if (field.kind == Kind::choice) return is_in_list(procedure, field.nomenclature, text);
    bool const fits = text.size() <= length_limit(field);
    if (field.kind == Kind::nir) return fits && is_nir(text);
    if (field.kind == Kind::postal_code) return fits && is_postal_code(text);
    if (fits && is_surely_canonical(field, text)) return true;
    auto const read = read_answer(procedure, field, text, Date{});
    auto const* const same = read.value ? std::get_if<std::string>(&*read.value) : nullptr;
    // The reader of months takes the ISO form among others.
    return same != nullptr && *same == text && (field.kind != Kind::year_month || year_month_from_iso(text));
}

}  // namespace

bool take_text(Procedure const& procedure, Field const& field, std::string_view text, Value& value) {
    Storage const storage = kind_row(field.kind).storage;
    if (storage == Storage::date) {
        auto const date = date_from_iso(text);
        if (date) put<Date>(value, *date);
        return date.has_value();
    }
    if (storage != Storage::text || !is_canonical(procedure, field, text)) return false;
    put<std::string>(value, text);
    return true;
}

bool take_integer(Field const& field, std::int64_t whole, Value& value) {
    KindRow const& row = kind_row(field.kind);
    // Every stored number is exact as a double: rules and JavaScript read it unharmed.
    constexpr std::int64_t most = 1'000'000'000'000'000;
    if (row.storage != Storage::integer || whole < -most || whole > most) return false;
    if (whole < std::max(field.minimum, row.minimum) || whole > field.maximum) return false;
    put<std::int64_t>(value, whole);
    return true;
}

bool take_boolean(Field const& field, bool yes, Value& value) {
    if (kind_row(field.kind).storage != Storage::boolean) return false;
    // A box that is not ticked attests nothing.
    if (yes || field.kind != Kind::attestation) put<bool>(value, yes);
    return true;
}

}  // namespace guichet
