// Reading what was typed for a field: the kind, then the field's own limits.
#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "procedure/kind_rows.hpp"

namespace guichet {

namespace {

using ValueReading = Reading<Value>;

/// Trims, composes accents, and turns every control character into a space (a pasted cell, a tab);
/// `keep_lines` keeps line ends, as one \n each.
std::string clean(std::string_view typed, bool keep_lines) {
    std::string text;
    text.reserve(typed.size());
    bool const ascii = std::ranges::none_of(typed, [](char byte) { return (static_cast<unsigned char>(byte) & 0x80U) != 0; });
    std::string const repaired = ascii || is_valid_utf8(typed) ? std::string(typed) : repair_utf8(typed);
    for (std::size_t at = 0; at < repaired.size(); ++at) {
        char const byte = repaired[at];
        bool const line_feed = byte == '\r' && at + 1 < repaired.size() && repaired[at + 1] == '\n';
        if (line_feed) continue;
        bool const line = byte == '\n' || byte == '\r';
        if (line && keep_lines)
            text += '\n';
        else if (static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F)
            text += ' ';
        else
            text += byte;
    }
    return ascii ? std::string(trim(text)) : compose_latin(trim(text));
}

ValueReading read_choice(Nomenclature const& list, std::string_view typed) {
    auto const text = trim(typed);
    for (Choice const& choice : list.choices) {
        if (choice.code == text) return ValueReading::certain(choice.code);
    }
    // What people type is the label, or the one label that begins so.
    std::string const folded = fold(text);
    Choice const* only = nullptr;
    bool several = false;
    for (Choice const& choice : list.choices) {
        // A list may have a thousand labels, of which few begin with the same letter.
        std::string const first = fold(first_code_points(choice.label, 1));
        if (!first.empty() && !folded.empty() && first.front() != folded.front()) continue;
        std::string const label = fold(choice.label);
        if (label == folded) return ValueReading::certain(choice.code);
        if (folded.empty() || !choice.retired.empty() || !label.starts_with(folded)) continue;
        several = only != nullptr;
        only = &choice;
    }
    if (only != nullptr && !several) {
        return ValueReading::to_confirm(only->code, "Avez-vous voulu dire «\u202f" + only->label + "\u202f»\u202f?");
    }
    return ValueReading::unreadable("Choisissez dans la liste\u00a0: «\u202f" + std::string(text) + "\u202f» n’y est pas.");
}

/// Codes joined by commas, in the order of the list.
ValueReading read_choices(Nomenclature const& list, std::string_view typed) {
    std::vector<bool> chosen(list.choices.size(), false);
    for (std::string_view const part : split(typed, ',')) {
        if (trim(part).empty()) continue;
        auto const read = read_choice(list, part);
        if (!read.value) return ValueReading::unreadable(read.problem);
        auto const& code = *std::get_if<std::string>(&*read.value);
        for (std::size_t index = 0; index < list.choices.size(); ++index) {
            if (list.choices[index].code == code) chosen[index] = true;
        }
    }
    TextList codes;
    for (std::size_t index = 0; index < list.choices.size(); ++index) {
        if (chosen[index]) codes.push_back(list.choices[index].code);
    }
    return ValueReading::certain(codes.empty() ? Value(Unknown{}) : Value(std::move(codes)));
}

/// The sentence when a value breaks the field's limits; "" when it does not.
std::string broken_limit(Field const& field, Value const& value) {
    if (auto const* const number = std::get_if<std::int64_t>(&value)) {
        std::int64_t const minimum = std::max(field.minimum, kind_row(field.kind).minimum);
        if (*number < minimum) return "Indiquez au moins " + show_value(field.kind, minimum) + ".";
        if (*number > field.maximum) return "Indiquez au plus " + show_value(field.kind, field.maximum) + ".";
    }
    auto const limit = length_limit(field);
    auto const* const text = std::get_if<std::string>(&value);
    if (text == nullptr || limit == 0 || text->size() <= limit) return {};
    auto const length = count_code_points(*text);
    if (length <= limit) return {};
    return "La réponse a " + std::to_string(length) + " caractères\u00a0: raccourcissez-la à " + std::to_string(limit) + ".";
}

}  // namespace

ValueReading read_text(std::string_view typed, Date) { return ValueReading::certain(clean(typed, false)); }
ValueReading read_long_text(std::string_view typed, Date) { return ValueReading::certain(clean(typed, true)); }

ValueReading read_yes_no(std::string_view typed, Date) {
    std::string const text = fold(trim(typed));
    for (std::string_view const yes : {"oui", "o", "true", "vrai", "1", "yes"}) {
        if (text == yes) return ValueReading::certain(true);
    }
    for (std::string_view const no : {"non", "n", "false", "faux", "0", "no"}) {
        if (text == no) return ValueReading::certain(false);
    }
    return ValueReading::unreadable("Répondez par oui ou par non.");
}

ValueReading read_attestation(std::string_view typed, Date today) {
    ValueReading read = read_yes_no(typed, today);
    // A box that is not ticked attests nothing: no answer, rather than "no".
    if (read.value && *read.value == Value(false)) read.value = Value(Unknown{});
    return read;
}

Reading<Value> read_answer(Procedure const& procedure, Field const& field, std::string_view typed, Date today) {
    if (trim(typed).empty()) return ValueReading::certain(Unknown{});
    KindRow const& row = kind_row(field.kind);
    if (row.read == nullptr) {
        auto const index = static_cast<std::size_t>(field.nomenclature);
        if (field.nomenclature < 0 || index >= procedure.nomenclatures.size()) {
            return ValueReading::unreadable("La liste de ce champ est absente de la démarche.");
        }
        Nomenclature const& list = procedure.nomenclatures[index];
        return field.kind == Kind::choices ? read_choices(list, typed) : read_choice(list, typed);
    }
    ValueReading read = row.read(typed, today);
    Value const* const meant = read.value ? &*read.value : (read.proposal ? &*read.proposal : nullptr);
    if (meant == nullptr) return read;
    // Nothing but marks that the reader drops.
    if (auto const* const text = std::get_if<std::string>(meant); text != nullptr && text->empty()) {
        return ValueReading::certain(Unknown{});
    }
    if (std::string problem = broken_limit(field, *meant); !problem.empty()) return ValueReading::unreadable(std::move(problem));
    return read;
}

}  // namespace guichet
