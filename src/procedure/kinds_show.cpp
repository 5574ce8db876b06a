// Showing answers: in French format, and as they are edited.
#include "core/text.hpp"
#include "procedure/kind_rows.hpp"

namespace guichet {

namespace {

std::string joined(Procedure const& procedure, Field const& field, TextList const& codes, bool labels) {
    std::string text;
    for (std::string const& code : codes) {
        if (!text.empty()) text += labels ? ", " : ",";
        Choice const* const choice = labels ? procedure.find_choice(field.nomenclature, code) : nullptr;
        text += choice == nullptr ? code : choice->label;
    }
    return text;
}

}  // namespace

std::string show_value(Kind kind, Value const& value) {
    KindRow const& row = kind_row(kind);
    if (row.show != nullptr) return row.show(value);
    if (auto const* const code = std::get_if<std::string>(&value)) return *code;
    std::string text;
    if (auto const* const codes = std::get_if<TextList>(&value)) {
        for (std::string const& code : *codes) text += (text.empty() ? "" : ", ") + code;
    }
    return text;
}

std::string show_answer(Procedure const& procedure, Field const& field, Value const& value) {
    if (field.kind == Kind::choice) {
        auto const* const code = std::get_if<std::string>(&value);
        if (code == nullptr) return {};
        Choice const* const choice = procedure.find_choice(field.nomenclature, *code);
        return choice == nullptr ? *code : choice->label;
    }
    if (field.kind == Kind::choices) {
        auto const* const codes = std::get_if<TextList>(&value);
        return codes == nullptr ? std::string() : joined(procedure, field, *codes, true);
    }
    return show_value(field.kind, value);
}

std::string editable_text(Procedure const& procedure, Field const& field, Value const& value) {
    if (field.kind == Kind::choices) {
        auto const* const codes = std::get_if<TextList>(&value);
        return codes == nullptr ? std::string() : joined(procedure, field, *codes, false);
    }
    KindRow const& row = kind_row(field.kind);
    return row.edit != nullptr ? row.edit(value) : show_answer(procedure, field, value);
}

}  // namespace guichet
