// Fields of a procedure file.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/text.hpp"
#include "procedure/compiler.hpp"
#include "procedure/kind_rows.hpp"
#include "procedure/loader.hpp"

namespace guichet {

namespace {

constexpr std::size_t most_fields = 2000;
constexpr std::int64_t largest = 1'000'000'000'000'000;

/// The autofill tokens of HTML (section "Autofill field names" of the standard) that a form may use.
constexpr std::array<std::string_view, 42> autofill{"off",
                                                    "on",
                                                    "name",
                                                    "honorific-prefix",
                                                    "given-name",
                                                    "additional-name",
                                                    "family-name",
                                                    "honorific-suffix",
                                                    "nickname",
                                                    "username",
                                                    "organization-title",
                                                    "organization",
                                                    "street-address",
                                                    "address-line1",
                                                    "address-line2",
                                                    "address-line3",
                                                    "address-level1",
                                                    "address-level2",
                                                    "address-level3",
                                                    "address-level4",
                                                    "country",
                                                    "country-name",
                                                    "postal-code",
                                                    "language",
                                                    "bday",
                                                    "bday-day",
                                                    "bday-month",
                                                    "bday-year",
                                                    "sex",
                                                    "url",
                                                    "photo",
                                                    "tel",
                                                    "tel-country-code",
                                                    "tel-national",
                                                    "tel-area-code",
                                                    "tel-local",
                                                    "tel-extension",
                                                    "email",
                                                    "impp",
                                                    "transaction-amount",
                                                    "transaction-currency",
                                                    "one-time-code"};
constexpr std::array<std::string_view, 7> autofill_prefixes{"shipping", "billing", "home", "work", "mobile", "fax", "pager"};

bool is_autofill(std::string_view text) {
    auto const words = split(text, ' ');
    for (std::size_t index = 0; index < words.size(); ++index) {
        bool const last = index + 1 == words.size();
        bool const good =
            last ? std::ranges::find(autofill, words[index]) != autofill.end()
                 : words[index].starts_with("section-") || std::ranges::find(autofill_prefixes, words[index]) != autofill_prefixes.end();
        if (!good) return false;
    }
    return !words.empty();
}

std::string default_required_message(Field const& field) {
    std::string const label = "«\u202f" + field.label + "\u202f»";
    if (field.kind == Kind::attestation) return "Cochez " + label + ".";
    if (field.kind == Kind::choice || field.kind == Kind::choices || field.kind == Kind::yes_no) return "Répondez à " + label + ".";
    return "Renseignez " + label + ".";
}

}  // namespace

void Loader::read_choices_of(Members& item, Field& field) {
    std::string const list = item.text("nomenclature", Presence::optional, 100);
    bool const wants = field.kind == Kind::choice || field.kind == Kind::choices;
    if (wants != !list.empty()) {
        lint.problem(item.where(), "nomenclature",
                     wants ? "Un choix a un membre «\u202fnomenclature\u202f», le nom de sa liste."
                           : "Seuls les choix ont une nomenclature.");
        return;
    }
    if (!wants) return;
    auto const found = std::ranges::find(procedure.nomenclatures, list, &Nomenclature::id);
    if (found == procedure.nomenclatures.end()) {
        lint.problem(item.at("nomenclature"), "nomenclature-inconnue", in_quotes(list) + " n’est pas une liste de la démarche.");
        return;
    }
    field.nomenclature = static_cast<std::int32_t>(found - procedure.nomenclatures.begin());
}

void Loader::read_limits(Members& item, Field& field) {
    KindRow const& row = kind_row(field.kind);
    bool const is_text = field.kind == Kind::text || field.kind == Kind::long_text;
    bool const is_number = row.storage == Storage::integer;
    if (auto const length = item.integer("max_length", 1, row.max_length == 0 ? 1 : row.max_length)) {
        if (is_text)
            field.max_length = static_cast<std::uint32_t>(*length);
        else
            lint.problem(item.at("max_length"), "limite", "Seuls les textes ont une longueur\u00a0: ce genre de champ a la sienne.");
    }
    auto const minimum = item.integer("minimum", -largest, largest);
    auto const maximum = item.integer("maximum", -largest, largest);
    if ((minimum || maximum) && !is_number) {
        lint.problem(item.where(), "limite", "Seuls les nombres, durées, montants et pourcentages ont un minimum et un maximum.");
    }
    field.minimum = minimum.value_or(row.minimum);
    field.maximum = maximum.value_or(INT64_MAX);
    if (field.minimum > field.maximum) lint.problem(item.at("minimum"), "bornes", "Le minimum dépasse le maximum.");
}

void Loader::read_initial(Members& item, Field& field) {
    Json const* const json = item.any("initial");
    if (json == nullptr) return;
    auto const value = value_from_json(procedure, field, *json);
    if (!value || is_unknown(*value)) {
        lint.problem(item.at("initial"), "valeur",
                     "Ce n’est pas une valeur que ce champ peut avoir (forme canonique, voir docs/procedures.md).");
        return;
    }
    field.initial = *value;
}

void Loader::make_question(Members& item, Field& field) {
    if (field.kind != Kind::yes_no || !is_unknown(field.initial) || !item.has("required")) return;
    constexpr std::string_view id = "oui-non";
    auto found = std::ranges::find(procedure.nomenclatures, id, &Nomenclature::id);
    if (found == procedure.nomenclatures.end()) {
        Nomenclature answers;
        answers.id = id;
        answers.choices = {{"oui", "Oui", {}}, {"non", "Non", {}}};
        procedure.nomenclatures.push_back(std::move(answers));
        found = procedure.nomenclatures.end() - 1;
    }
    field.nomenclature = static_cast<std::int32_t>(found - procedure.nomenclatures.begin());
}

void Loader::read_suggestion(Members& item, Field& field, std::size_t index) {
    field.suggested_from = item.text("suggested_from", Presence::optional);
    if (Json const* const suggested = item.any("suggested"))
        conditions.push_back({PendingCondition::Owner::field_suggested, index, 0, suggested, item.at("suggested")});
    bool const suggests = item.has("suggested");
    if (suggests && field.computed != never) lint.problem(item.at("suggested"), "champ-calcule", "Un champ calculé ne se propose pas.");
    if (suggests && field.suggested_from.empty())
        lint.problem(item.where(), "membre-absent",
                     "Dites d’où vient la proposition (membre «\u202fsuggested_from\u202f»)\u00a0: \"le code du diplôme\".");
    if (!suggests && !field.suggested_from.empty())
        lint.problem(item.at("suggested_from"), "membre-absent", "Il manque «\u202fsuggested\u202f», la règle qui donne la proposition.");
}

void Loader::check_example(Field const& field, std::string const& where) {
    // « Exemple : 831 352 976 00011. » or « … par exemple 12. »: what stands after it must be readable.
    std::string_view const hint = field.hint;
    std::size_t start = hint.rfind("xemple");
    if (start == std::string_view::npos || field.kind == Kind::text || field.kind == Kind::long_text) return;
    start += 6;
    std::string_view example = trim(hint.substr(start));
    if (example.starts_with(':')) example = trim(example.substr(1));
    // Up to the sentence's end: a dot followed by a space or by nothing.
    for (std::size_t at = 0; at < example.size(); ++at) {
        if (example[at] == '.' && (at + 1 == example.size() || example[at + 1] == ' ')) {
            example = example.substr(0, at);
            break;
        }
    }
    constexpr Date some_day{20000};
    auto const read = read_answer(procedure, field, example, some_day);
    if (!read.value || is_unknown(*read.value)) {
        lint.warning(where, "exemple-illisible",
                     "L’exemple " + in_quotes(example) + " n’est pas lisible par son propre champ\u00a0: " + read.problem);
    }
}

std::int32_t Loader::read_field(Members& item, std::size_t step, std::size_t section, std::int16_t group) {
    if (procedure.fields.size() == most_fields) {
        lint.problem(item.where(), "trop-long", "Une démarche a au plus 2\u202f000 champs.");
        return -1;
    }
    using Owner = PendingCondition::Owner;
    std::size_t const index = procedure.fields.size();
    std::size_t const pending = conditions.size();
    Field field;
    std::string const name = item.text("field", Presence::required, 120);
    std::string const kind = item.text("kind", Presence::required, 40);
    if (!kind.empty() && !kind_from_name(kind, field.kind)) {
        lint.problem(item.at("kind"), "genre-inconnu", in_quotes(kind) + " n’est pas un genre de champ (voir docs/procedures.md).");
    }
    field.path = group < 0 ? name : procedure.groups[static_cast<std::size_t>(group)].id + "." + name;
    bool const good_name = group < 0 ? is_path(name) : is_name(name);
    if (!name.empty() && !good_name) {
        lint.problem(item.at("field"), "chemin",
                     group < 0 ? "Un chemin s’écrit en minuscules, chiffres, _ et points\u00a0: \"formation.date_debut\"."
                               : "Dans un groupe, le nom d’un champ s’écrit en minuscules, chiffres et _, sans point.");
    }
    if (group >= 0 && name == "id") lint.problem(item.at("field"), "chemin", "«\u202fid\u202f» est le nom de la ligne elle-même.");
    bool const twice = std::ranges::find(procedure.fields, field.path, &Field::path) != procedure.fields.end();
    if (twice) lint.problem(item.at("field"), "doublon", "Le champ " + in_quotes(field.path) + " existe déjà.");

    field.label = item.text("label", Presence::required);
    field.hint = item.text("hint", Presence::optional, 600);
    field.unit = item.text("unit", Presence::optional, 20);
    if (field.unit.empty()) field.unit = kind_row(field.kind).unit;
    field.required = condition(item, "required", never, {Owner::field_required, index, 0, nullptr, {}});
    field.visible = condition(item, "visible", always, {Owner::field_visible, index, 0, nullptr, {}});
    if (Json const* const computed = item.any("computed")) {
        conditions.push_back({Owner::field_computed, index, 0, computed, item.at("computed")});
        field.computed = always;  // replaced by its program
        field.judges_unknown = item.boolean("judges_unknown", false);
    }
    field.required_message = item.text("required_message", Presence::optional);
    if (field.required_message.empty()) field.required_message = default_required_message(field);
    field.explanation = item.text("explanation", Presence::optional, 600);
    if (lint_speaks && field.computed != never && field.explanation.empty()) {
        lint.warning(item.where(), "sans-explication",
                     "Dites en mots comment " + in_quotes(field.label) + " est calculé (membre «\u202fexplanation\u202f»).");
    }
    if (field.computed != never && field.required != never)
        lint.problem(item.at("required"), "champ-calcule", "Un champ calculé ne se demande pas.");
    field.autocomplete = item.text("autocomplete", Presence::optional, 60);
    if (lint_speaks && !field.autocomplete.empty() && !is_autofill(field.autocomplete)) {
        lint.problem(item.at("autocomplete"), "autocomplete",
                     in_quotes(field.autocomplete) + " n’est pas un jeton de remplissage automatique de HTML.");
    }
    read_choices_of(item, field);
    read_limits(item, field);
    read_lookup(item, field);
    read_initial(item, field);
    make_question(item, field);
    read_suggestion(item, field, index);
    field.sensitive = item.boolean("sensitive", field.kind == Kind::nir);
    field.source = source(item);
    field.payload_path = name;
    if (Json const* const payload = item.any("payload")) {
        if (payload->is_string())
            field.payload_path = payload->get<std::string>();
        else if (payload->is_boolean() && !payload->get<bool>())
            field.in_payload = false;
        else
            lint.problem(item.at("payload"), "type", "«\u202fpayload\u202f» est un chemin, ou false pour un champ qui n’est pas envoyé.");
        if (payload->is_string() && !is_path(field.payload_path)) {
            lint.problem(item.at("payload"), "chemin", "Un chemin s’écrit en minuscules, chiffres, _ et points.");
        }
    }
    if (!field.in_payload && field.required != never && field.computed == never)
        lint.problem(item.at("payload"), "demande-non-envoye",
                     "Ce qui est demandé est envoyé\u00a0: le destinataire juge ce qu’il reçoit.");
    field.group = group;
    field.step = static_cast<std::int16_t>(step);
    item.done();
    if (name.empty() || twice) {
        conditions.resize(pending);
        return -1;
    }

    if (lint_speaks) check_example(field, item.at("hint"));
    auto& slots = group < 0 ? procedure.root_fields : procedure.groups[static_cast<std::size_t>(group)].fields;
    field.slot = static_cast<std::uint16_t>(slots.size());
    slots.push_back(static_cast<std::uint32_t>(index));
    procedure.root_slots = static_cast<std::uint16_t>(procedure.root_fields.size());
    procedure.fields.push_back(std::move(field));
    field_where.push_back(item.where());
    field_place.push_back({step, section});
    return static_cast<std::int32_t>(index);
}

}  // namespace guichet
