#include "dossier/read_expected.hpp"

#include <optional>

#include "procedure/kinds.hpp"

namespace guichet {

bool read_plain_answer(JsonCursor& cursor, Procedure const& procedure, Field const& field, Answer& answer) {
    using Type = JsonCursor::Type;
    switch (cursor.peek()) {
    case Type::text: {
        std::string_view const text = cursor.read_text();
        if (!cursor.failed() && !take_text(procedure, field, text, answer.value)) answer.typed = text;
        return true;
    }
    case Type::boolean: {
        bool const yes = cursor.read_boolean();
        if (!take_boolean(field, yes, answer.value)) answer.typed = yes ? "true" : "false";
        return true;
    }
    case Type::number: {
        std::string_view source;
        std::optional<std::int64_t> const whole = cursor.read_integer(source);
        if (!whole || !take_integer(field, *whole, answer.value)) answer.typed = source;
        return true;
    }
    case Type::null: cursor.read_null(); return true;
    default: return false;
    }
}

std::int32_t read_expected(JsonCursor& cursor, Procedure const& procedure, std::string_view prefix, std::int16_t group,
                           std::span<Answer> answers, std::size_t& expected) {
    // All fields of a group begin with its id.
    bool const all_begin_so = group >= 0 && prefix.size() == procedure.groups[static_cast<std::size_t>(group)].id.size() + 1;
    for (; expected < procedure.fields.size(); ++expected) {
        Field const& field = procedure.fields[expected];
        std::string_view const path = field.path;
        if (field.group != group || !(all_begin_so || path.starts_with(prefix))) return -1;
        if (!cursor.take_member(path.substr(prefix.size()))) return -1;
        Answer& answer = answers[field.slot];
        bool const first = is_unknown(answer.value) && answer.typed.empty();
        if (!first || !read_plain_answer(cursor, procedure, field, answer)) return static_cast<std::int32_t>(expected++);
    }
    return -1;
}

}  // namespace guichet
