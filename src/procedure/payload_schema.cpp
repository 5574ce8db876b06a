// The JSON Schema 2020-12 of a procedure's payload, whose envelope src/dossier/codec.hpp describes:
// {"guichet":1,"procedure":{"id","version"},"dossier":"<uuid>", …answers at their payload paths…,
// "pieces":[{"id","zone","nom","type","taille","sha256"}]}.
//
// It says the shape, not the rules: an answer is required here only when it always is, and always
// visible. Nothing else may stand anywhere (additionalProperties: false).
#include <algorithm>

#include "core/text.hpp"
#include "procedure/kinds.hpp"
#include "procedure/load.hpp"

namespace guichet {

namespace {

Json closed_object() {
    return Json{{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}, {"additionalProperties", false}};
}

/// The member of an object's schema, which is `absent` if it had none of that name.
Json& member(Json& object, std::string_view name, Json absent, bool required) {
    Json& demanded = object["required"];
    if (required && !std::ranges::contains(demanded, Json(name))) demanded.push_back(name);
    return *object["properties"].emplace(std::string(name), std::move(absent)).first;
}

/// Puts a schema at a dotted path; the objects on the way are required when the member is.
void place(Json& object, std::string_view path, Json schema, bool required) {
    Json* here = &object;
    auto parts = split(path, '.');
    std::string_view const last = parts.back();
    parts.pop_back();
    for (std::string_view const name : parts) here = &member(*here, name, closed_object(), required);
    member(*here, last, std::move(schema), required);
}

Json text_schema(std::string_view pattern) { return Json{{"type", "string"}, {"pattern", pattern}}; }

Json pieces_schema(Procedure const& procedure) {
    Json zones = Json::array();
    Json types = Json::array();
    std::uint64_t most = 0;
    std::uint64_t largest = 0;
    for (AttachmentZone const& zone : procedure.attachments) {
        zones.push_back(zone.id);
        most += zone.maximum_count;
        largest = std::max(largest, zone.maximum_bytes);
        for (FileType const type : zone.types) {
            Json const name(media_type(type));
            if (!std::ranges::contains(types, name)) types.push_back(name);
        }
    }
    Json piece = closed_object();
    constexpr std::uint64_t longest_name = 255;
    place(piece, "id", text_schema("^p[0-9]+$"), true);
    place(piece, "zone", Json{{"type", "string"}, {"enum", zones}}, true);
    place(piece, "nom", Json{{"type", "string"}, {"minLength", 1}, {"maxLength", longest_name}}, true);
    place(piece, "type", Json{{"type", "string"}, {"enum", types}}, true);
    place(piece, "taille", Json{{"type", "integer"}, {"minimum", 0}, {"maximum", largest}}, true);
    place(piece, "sha256", text_schema("^[0-9a-f]{64}$"), true);
    if (procedure.attachments.empty()) return Json{{"type", "array"}, {"maxItems", 0}};
    return Json{{"title", "Pièces jointes"}, {"type", "array"}, {"items", piece}, {"maxItems", most}};
}

/// Visible whatever is answered: the field itself and its section.
bool is_always_asked(Procedure const& procedure, Field const& field, std::uint32_t index) {
    if (field.required != always || field.visible != always || field.computed != never) return false;
    if (field.group >= 0) return true;  // within a row: the row is there or not
    for (Step const& step : procedure.steps) {
        for (Section const& section : step.sections) {
            for (SectionItem const& item : section.items) {
                if (item.what == SectionItem::What::field && item.index == index) return section.visible == always;
            }
        }
    }
    return false;
}

bool is_group_always_visible(Procedure const& procedure, std::size_t group) {
    if (procedure.groups[group].visible != always) return false;
    for (Step const& step : procedure.steps) {
        for (Section const& section : step.sections) {
            for (SectionItem const& item : section.items) {
                if (item.what == SectionItem::What::group && item.index == group) return section.visible == always;
            }
        }
    }
    return false;
}

}  // namespace

std::string payload_schema(Procedure const& procedure) {
    Json schema = Json::object();
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    schema["$id"] = "urn:guichet:" + procedure.id + ":" + procedure.version;
    schema["title"] = procedure.organisme + " — " + procedure.title;
    for (auto const& entry : closed_object().items()) schema[entry.key()] = entry.value();

    place(schema, "guichet", Json{{"const", 1}}, true);
    place(schema, "procedure.id", Json{{"const", procedure.id}}, true);
    place(schema, "procedure.version", Json{{"const", procedure.version}}, true);
    place(schema, "dossier", text_schema("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"), true);
    for (PayloadConstant const& constant : procedure.payload_constants) {
        auto const value = parse_json(constant.json);
        place(schema, constant.path, Json{{"const", value ? *value : Json(nullptr)}}, true);
    }
    std::vector<Json> rows(procedure.groups.size(), closed_object());
    for (std::uint32_t index = 0; index < procedure.fields.size(); ++index) {
        Field const& field = procedure.fields[index];
        if (!field.in_payload) continue;
        Json& object = field.group < 0 ? schema : rows[static_cast<std::size_t>(field.group)];
        place(object, field.payload_path, kind_schema(procedure, field), is_always_asked(procedure, field, index));
    }
    for (std::size_t index = 0; index < procedure.groups.size(); ++index) {
        RepeatedGroup const& group = procedure.groups[index];
        Json list{
            {"title", group.label}, {"type", "array"}, {"items", rows[index]}, {"minItems", group.minimum}, {"maxItems", group.maximum}};
        bool const required = group.minimum > 0 && is_group_always_visible(procedure, index);
        place(schema, group.payload_path, std::move(list), required);
    }
    place(schema, "pieces", pieces_schema(procedure), true);
    return write_json_pretty(schema);
}

}  // namespace guichet
