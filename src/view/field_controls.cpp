// The control of each kind of field: text, list, searched list, radios, boxes.
#include <algorithm>

#include "app/listed.hpp"
#include "app/places.hpp"
#include "core/text.hpp"
#include "procedure/kinds.hpp"
#include "view/field_making.hpp"
#include "view/fields.hpp"

namespace guichet {
namespace {

Width width_of(std::uint16_t characters) {
    if (characters == 0) return Width::full;
    if (characters <= 2) return Width::w2;
    if (characters <= 4) return Width::w4;
    if (characters <= 6) return Width::w6;
    if (characters <= 10) return Width::w10;
    if (characters <= 14) return Width::w14;
    return characters <= 20 ? Width::w20 : Width::w30;
}

std::vector<Choice> const& choices_of(FieldMaking const& making) {
    return listed_choices(*making.open.procedure, making.maker.model.codes, making.where.field);
}

/// Of an older form: shown where the dossier holds it, never offered.
bool is_past(Choice const& choice, bool held) { return !choice.retired.empty() && !held; }

void set_states(FieldMaking const& making, Node& control) {
    set(control, state::required, making.required);
    set(control, state::invalid, !making.told.error.empty() || making.told.to_confirm);
    control.described_by = making.described_by;
}

void listen(FieldMaking& making, Node& control) {
    control.on_change = making.maker.on(msg::Committed{making.key, {}});
    control.on_focus = making.maker.on(msg::Entered{making.key});
}

Node text_control(FieldMaking& making) {
    Field const& field = making.field;
    bool const area = field.kind == Kind::long_text;
    ControlTraits const traits = control_traits(field);
    Node control = node(area ? Role::text_area : Role::text_field);
    control.id = making.id;
    control.value = making.open.editing == making.id ? making.open.editing_text
                                                     : control_text(*making.open.procedure, making.open.dossier, making.where);
    control.width = width_of(traits.width);
    // Prose and names take the usual keyboard, with its capitals; what is named here is a code.
    if (field.kind != Kind::text && !area) control.input_mode = traits.input_mode;
    control.autocomplete = field.autocomplete;
    control.max_length = traits.max_typed;
    control.enter_key_hint = area ? "" : "next";
    if (area) control.rows = 4;
    set(control, state::spell_check, traits.spell_check);
    set(control, state::masked, is_masked(field) && !making.open.revealed);
    set_states(making, control);
    listen(making, control);
    control.on_input = making.maker.on(msg::Typed{making.key, {}});
    control.on_blur = making.maker.on(msg::Left{making.key});
    return control;
}

Node select_control(FieldMaking& making) {
    Node control = node(Role::select);
    control.id = making.id;
    control.value = control_text(*making.open.procedure, making.open.dossier, making.where);
    auto const& choices = choices_of(making);
    control.children.reserve(choices.size() + 1);
    add(control, textual(Role::option, "Choisissez…"));
    for (auto const& choice : choices) {
        if (is_past(choice, control.value == choice.code)) continue;
        Node option = textual(Role::option, choice.label);
        option.value = choice.code;
        set(option, state::selected, choice.code == control.value);
        add(control, std::move(option));
    }
    control.autocomplete = making.field.autocomplete;
    set_states(making, control);
    listen(making, control);
    return control;
}

/// An option of the list, with what was typed in bold.
Node listed_choice(FieldMaking& making, Choice const& choice, std::string_view filter) {
    Node option = node(Role::listbox_option);
    option.id = option_id(making.id, choice.code);
    option.on_click = making.maker.on(msg::ChoicePicked{making.key, choice.code});
    std::string text = choice_text(making.field, choice);
    auto const [begin, end] = find_folded(text, filter);
    if (begin == end) {
        option.text = std::move(text);
        return option;
    }
    if (begin > 0) add(option, span(text.substr(0, begin)));
    add(option, span(text.substr(begin, end - begin), Look::strong));
    if (end < text.size()) add(option, span(text.substr(end)));
    return option;
}

Node choice_list(FieldMaking& making, std::string id) {
    ChoiceList const& list = making.open.choices;
    Node made = node(Role::listbox);
    made.id = std::move(id);
    made.labelled_by = making.id + "-label";
    auto const& choices = choices_of(making);
    auto const shown = std::min(list.matches.size(), most_choices_listed);
    made.children.reserve(shown + 1);
    for (std::size_t i = 0; i < shown; ++i) {
        add(made, listed_choice(making, choices[list.matches[i]], list.filter));
        set(made.children.back(), state::selected, static_cast<std::int32_t>(i) == list.active);
    }
    auto const more = list.matches.size() - shown;
    if (shown > 0 && more == 0) return made;
    Node note =
        textual(Role::listbox_option,
                shown == 0 ? "Aucun résultat" : "… et " + counted(static_cast<std::int64_t>(more), "autre", "autres") + "\u00a0: précisez");
    set(note, state::disabled);
    add(made, std::move(note));
    return made;
}

/// A field to search in, over the list that it opens.
Node searched_control(FieldMaking& making) {
    ChoiceList const& list = making.open.choices;
    // A code may be typed without its list: there is nothing to say of one that the list has not.
    bool const coded = code_table_of(making.field.kind) >= 0;
    bool const opened = list.control == making.id && !(coded && list.matches.empty());
    Node control = node(Role::combobox);
    control.id = making.id;
    Answer const& answer = answer_of(*making.open.procedure, making.open.dossier, making.where);
    control.value = making.open.editing == making.id ? making.open.editing_text
                    : answer.typed.empty() && !coded ? show_answer(*making.open.procedure, making.field, answer.value)
                                                     : control_text(*making.open.procedure, making.open.dossier, making.where);
    // Room for words, not for the code alone.
    if (coded) control.width = Width::w20;
    control.enter_key_hint = "next";
    control.refers_to = making.id + "-liste";
    control.capture_keys = !opened           ? "ArrowDown ArrowUp Alt+ArrowDown"
                           : list.active < 0 ? "ArrowDown ArrowUp Alt+ArrowUp Escape"
                                             : "ArrowDown ArrowUp Alt+ArrowUp Escape Home End Enter";
    control.on_key = making.maker.on(msg::ChoiceKey{making.key, {}});
    set(control, opened ? state::expanded : state::collapsed);
    set_states(making, control);
    listen(making, control);
    control.on_input = making.maker.on(msg::Typed{making.key, {}});
    control.on_blur = making.maker.on(msg::Left{making.key});
    if (!opened) {
        if (!coded) control.on_click = control.on_key;
        return with(box(Layout::anchor), std::move(control));
    }
    Node options = choice_list(making, control.refers_to);
    if (list.active >= 0) control.active = options.children[static_cast<std::size_t>(list.active)].id;
    return with(box(Layout::anchor), std::move(control), std::move(options));
}

Node radio_control(FieldMaking& making) {
    Node group = node(Role::radio_group);
    group.layout = Layout::stack;
    group.gap = Gap::xs;
    group.id = making.id;
    group.labelled_by = making.id + "-label";
    set_states(making, group);
    std::string const now = control_text(*making.open.procedure, making.open.dossier, making.where);
    for (auto const& choice : choices_of(making)) {
        if (is_past(choice, choice.code == now)) continue;
        Node radio = node(Role::radio);
        radio.id = option_id(making.id, choice.code);
        radio.value = choice.code;
        radio.group_name = making.id;
        set(radio, state::checked, choice.code == now);
        listen(making, radio);
        Node name = label(choice.label, radio.id);
        add(group, with(box(Layout::control_line, Gap::s), std::move(radio), std::move(name)));
    }
    return group;
}

Node choices_control(FieldMaking& making) {
    Node group = node(Role::group);
    group.layout = Layout::stack;
    group.gap = Gap::xs;
    group.id = making.id;
    group.labelled_by = making.id + "-label";
    group.described_by = making.described_by;
    auto const& value = answer_of(*making.open.procedure, making.open.dossier, making.where).value;
    auto const* codes = std::get_if<TextList>(&value);
    for (auto const& choice : choices_of(making)) {
        bool const held = codes != nullptr && std::ranges::contains(*codes, choice.code);
        if (is_past(choice, held)) continue;
        Node box_control = node(Role::checkbox);
        box_control.id = option_id(making.id, choice.code);
        set(box_control, state::checked, held);
        box_control.on_change = making.maker.on(msg::OptionToggled{making.key, choice.code, {}});
        box_control.on_focus = making.maker.on(msg::Entered{making.key});
        Node name = label(choice.label, box_control.id);
        add(group, with(box(Layout::control_line, Gap::s), std::move(box_control), std::move(name)));
    }
    return group;
}

Node checkbox_control(FieldMaking& making) {
    Node control = node(Role::checkbox);
    control.id = making.id;
    auto const* on = std::get_if<bool>(&answer_of(*making.open.procedure, making.open.dossier, making.where).value);
    set(control, state::checked, on != nullptr && *on);
    set_states(making, control);
    listen(making, control);
    return control;
}

/// The control with what stands beside it: a unit, or the button of a calendar.
Node unit_line(FieldMaking& making, Node control) {
    if (making.field.kind == Kind::date) {
        Node opener = named(node(Role::button, Look::secondary), "Choisir une date\u00a0: " + making.field.label);
        opener.id = calendar_button_id(making.id);
        opener.width = Width::w2;
        opener.on_click = making.maker.on(msg::OpenCalendar{making.key});
        add(opener, icon(Icon::calendar));
        return with(line(Gap::xs), std::move(control), std::move(opener));
    }
    if (making.field.unit.empty()) return control;
    Node unit = span(making.field.unit, Look::muted);
    unit.id = making.id + "-unite";
    return with(line(Gap::s), std::move(control), std::move(unit));
}

}  // namespace

bool is_masked(Field const& field) {
    switch (field.kind) {
    case Kind::yes_no:
    case Kind::attestation:
    case Kind::choice:
    case Kind::choices: return false;
    default: return field.sensitive;
    }
}

Node field_control(FieldMaking& making) {
    Procedure const& procedure = *making.open.procedure;
    Field const& field = making.field;
    if (is_radio_list(procedure, field)) return radio_control(making);
    if (field.kind == Kind::yes_no || field.kind == Kind::attestation) return checkbox_control(making);
    if (field.kind == Kind::choices) return choices_control(making);
    return unit_line(making, is_searched(procedure, field) ? searched_control(making)
                             : field.kind == Kind::choice  ? select_control(making)
                                                           : text_control(making));
}

}  // namespace guichet
