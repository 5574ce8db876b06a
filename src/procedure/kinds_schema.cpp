// JSON Schema 2020-12 of one answer: as strict as its canonical form can be said, never stricter, so
// that what Guichet accepts validates. Formats are given as patterns: every validator checks those.
#include <algorithm>

#include "procedure/kind_rows.hpp"

namespace guichet {

namespace {

constexpr std::int64_t most = 1'000'000'000'000'000;

Json codes_of(Procedure const& procedure, Field const& field) {
    Json codes = Json::array();
    if (field.nomenclature < 0) return codes;
    for (Choice const& choice : procedure.nomenclatures[static_cast<std::size_t>(field.nomenclature)].choices) {
        // A code of an older form is read, never sent.
        if (choice.retired.empty()) codes.push_back(choice.code);
    }
    return codes;
}

std::string_view unit_comment(Kind kind) {
    switch (kind) {
    case Kind::money: return "En centimes d'euro.";
    case Kind::hours: return "En centièmes d'heure.";
    case Kind::percentage: return "En centièmes de pour cent.";
    default: return "";
    }
}

}  // namespace

Json kind_schema(Procedure const& procedure, Field const& field) {
    KindRow const& row = kind_row(field.kind);
    Json schema = Json::object();
    schema["title"] = field.label;
    if (auto const comment = unit_comment(field.kind); !comment.empty()) schema["description"] = comment;
    switch (row.storage) {
    case Storage::boolean:
        schema["type"] = "boolean";
            // An attestation that is always asked for is worth nothing unless given.
        if (field.kind == Kind::attestation && field.required == always) schema["const"] = true;
        break;
    case Storage::integer:
        schema["type"] = "integer";
        schema["minimum"] = std::max({field.minimum, row.minimum, -most});
        schema["maximum"] = std::min(field.maximum, most);
        break;
    case Storage::date:
        schema["type"] = "string";
        schema["pattern"] = row.pattern;
        break;
    case Storage::text:
        schema["type"] = "string";
        if (field.kind == Kind::choice) {
            schema["enum"] = codes_of(procedure, field);
            break;
        }
        schema["minLength"] = 1;
        if (length_limit(field) != 0) schema["maxLength"] = length_limit(field);
        if (!row.pattern.empty()) schema["pattern"] = row.pattern;
        break;
    case Storage::list:
        schema["type"] = "array";
        schema["items"] = Json{{"type", "string"}, {"enum", codes_of(procedure, field)}};
        schema["minItems"] = 1;
        schema["uniqueItems"] = true;
        break;
    }
    // A computed answer is what its program gives: no reader has held it to these limits.
    if (field.computed != never) {
        for (char const* const limit : {"minimum", "maximum", "minLength", "maxLength", "pattern", "enum", "minItems"}) schema.erase(limit);
    }
    return schema;
}

}  // namespace guichet
