#include "view/fields.hpp"

#include <algorithm>
#include <optional>

#include "app/places.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"
#include "procedure/kinds.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

constexpr std::string_view unknown_text = "Non renseigné";

/// What is told under a field: the first thing that blocks, and every remark.
struct Told {
    std::string error;
    std::vector<Finding const*> remarks;
    Finding const* sourced = nullptr;
    bool to_confirm = false;
};

struct FieldMaking {
    Maker& maker;
    OpenDossier const& open;
    Field const& field;
    FieldRef where;
    FieldKey key;
    std::string id;
    Told told;
    std::string described_by;
    bool required = false;
};

void take(Told& told, Finding const& finding) {
    if (finding.severity == Severity::block) {
        if (!told.error.empty() || told.to_confirm) return;
        told.to_confirm = finding.rule == "a-confirmer";
        if (!told.to_confirm) told.error = finding.message;
    } else {
        told.remarks.push_back(&finding);
    }
    if (told.sourced == nullptr && !finding.source.title.empty() && finding.rule != "lisible") told.sourced = &finding;
}

Told told_of(OpenDossier const& open, FieldRef where, std::string_view id) {
    Told told;
    auto const scan = [&](std::vector<Finding> const& findings, std::vector<FindingPlace> const& places) {
        for (std::size_t i = 0; i < findings.size(); ++i) {
            bool const here = places[i].field == static_cast<std::int32_t>(where.field) && places[i].row == where.row;
            if (here) take(told, findings[i]);
        }
    };
    scan(open.server_findings, open.server_places);
    if (shows_findings(open, where, id)) scan(open.findings, open.places);
    return told;
}

Width width_of(std::uint16_t characters) {
    if (characters == 0) return Width::full;
    if (characters <= 2) return Width::w2;
    if (characters <= 4) return Width::w4;
    if (characters <= 6) return Width::w6;
    if (characters <= 10) return Width::w10;
    if (characters <= 14) return Width::w14;
    return characters <= 20 ? Width::w20 : Width::w30;
}

void describe(FieldMaking& making, std::string_view ending) {
    if (!making.described_by.empty()) making.described_by += ' ';
    making.described_by += making.id;
    making.described_by += ending;
}

/// A hint of several lines, of which those that begin with a dash are a list.
Node hint_node(FieldMaking& making) {
    describe(making, "-hint");
    if (!making.field.hint.contains('\n')) {
        Node hint = textual(Role::hint, making.field.hint);
        hint.id = making.id + "-hint";
        return hint;
    }
    Node hint = stack(Gap::xs);
    hint.id = making.id + "-hint";
    for (auto text : split(making.field.hint, '\n')) {
        bool const item = text.starts_with("- ");
        if (item) text.remove_prefix(2);
        if (!item) {
            add(hint, textual(Role::hint, std::string{text}));
            continue;
        }
        if (hint.children.empty() || hint.children.back().role != Role::list) add(hint, node(Role::list));
        add(hint.children.back(), textual(Role::list_item, std::string{text}));
    }
    return hint;
}

Node with_mark(FieldMaking const& making, Node name) {
    if (!making.required) return name;
    Node both = line(Gap::xs);
    add(both, std::move(name), span("*", Look::required_mark));
    return both;
}

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
    set(control, state::masked, field.sensitive && !making.open.revealed);
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
    auto const& choices = making.open.procedure->nomenclatures[static_cast<std::size_t>(making.field.nomenclature)].choices;
    control.children.reserve(choices.size() + 1);
    add(control, textual(Role::option, "Choisissez…"));
    for (auto const& choice : choices) {
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
    std::string text = choice_text(choice);
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
    auto const& choices = making.open.procedure->nomenclatures[static_cast<std::size_t>(making.field.nomenclature)].choices;
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
    bool const opened = list.control == making.id;
    Node control = node(Role::combobox);
    control.id = making.id;
    Answer const& answer = answer_of(*making.open.procedure, making.open.dossier, making.where);
    control.value = making.open.editing == making.id ? making.open.editing_text
                    : answer.typed.empty()           ? show_answer(*making.open.procedure, making.field, answer.value)
                                                     : answer.typed;
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
        control.on_click = control.on_key;
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
    for (auto const& choice : making.open.procedure->nomenclatures[static_cast<std::size_t>(making.field.nomenclature)].choices) {
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
    for (auto const& choice : making.open.procedure->nomenclatures[static_cast<std::size_t>(making.field.nomenclature)].choices) {
        Node box_control = node(Role::checkbox);
        box_control.id = option_id(making.id, choice.code);
        set(box_control, state::checked, codes != nullptr && std::ranges::contains(*codes, choice.code));
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

/// « Vouliez-vous dire 03/04/2026 ? » with its button; nothing when the text has no likely meaning.
void add_question(FieldMaking& making, Node& parent) {
    if (!making.told.to_confirm) return;
    Answer const& answer = answer_of(*making.open.procedure, making.open.dossier, making.where);
    auto const reading = read_answer(*making.open.procedure, making.field, answer.typed, today_of(making.maker.model.now));
    if (!reading.proposal) return;
    std::string const shown = show_answer(*making.open.procedure, making.field, *reading.proposal);
    Node question = textual(Role::error, "Vouliez-vous dire " + shown + "\u00a0?");
    question.id = making.id + "-error";
    add(parent, std::move(question),
        button("Oui, " + shown, Look::secondary, making.maker.on(msg::ProposalAccepted{making.key}), making.id + "-oui"));
}

void add_told(FieldMaking& making, Node& parent) {
    if (!making.told.error.empty()) {
        Node error = textual(Role::error, "Erreur\u00a0: " + making.told.error);
        error.id = making.id + "-error";
        add(parent, std::move(error));
    }
    add_question(making, parent);
    std::size_t number = 0;
    for (auto const* remark : making.told.remarks) {
        bool const warns = remark->severity == Severity::warn;
        Node hint =
            textual(Role::hint, (warns ? "Attention\u00a0: " : "À noter\u00a0: ") + remark->message, warns ? Look::warning : Look::info);
        hint.id = making.id + "-remarque-" + std::to_string(number++);
        add(parent, std::move(hint));
    }
    if (making.told.sourced == nullptr) return;
    Source const& source = making.told.sourced->source;
    Node content = stack(Gap::xs);
    add(content, paragraph(source.title, Look::strong));
    if (!source.excerpt.empty()) add(content, paragraph(source.excerpt));
    Node why = disclosure(making.maker, making.id + "-pourquoi", "Pourquoi cette règle\u00a0?", std::move(content));
    why.children.front().name = "Pourquoi cette règle\u00a0? " + making.field.label;
    add(parent, std::move(why));
}

void describe_told(FieldMaking& making) {
    if (!making.told.error.empty() || making.told.to_confirm) describe(making, "-error");
    for (std::size_t i = 0; i < making.told.remarks.size(); ++i) describe(making, "-remarque-" + std::to_string(i));
}

CommuneHelp const* help_of(OpenDossier const& open, std::string_view id) {
    auto const at = std::ranges::find(open.communes, id, &CommuneHelp::control);
    return at == open.communes.end() ? nullptr : &*at;
}

/// Under a postal code: the towns to choose from, or why there are none.
void add_communes(FieldMaking& making, CommuneHelp const& help, Node& parent) {
    std::string const id = making.id + "-communes";
    if (help.state != CommuneHelp::State::several) {
        // No live region: the outcome is said aloud once.
        Node hint = textual(Role::hint, help.state == CommuneHelp::State::fetching ? "Recherche de la commune…"
                                        : help.state == CommuneHelp::State::none
                                            ? "Aucune commune ne porte ce code postal (un CEDEX\u00a0?)\u00a0: saisissez la ville."
                                            : "La liste des communes est indisponible\u00a0: saisissez la ville.");
        hint.id = id;
        add(parent, std::move(hint));
        return;
    }
    Node select = node(Role::select);
    select.id = id;
    add(select, textual(Role::option, "Choisissez…"));
    for (auto const& name : help.names) {
        Node option = textual(Role::option, name);
        option.value = name;
        add(select, std::move(option));
    }
    select.on_change = making.maker.on(msg::CommunePicked{making.key, {}});
    add(parent, with(stack(Gap::xs), label("Choisissez la commune", id), std::move(select)));
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

bool is_wide(Procedure const& procedure, Field const& field) {
    switch (field.kind) {
    case Kind::long_text:
    case Kind::yes_no:
    case Kind::attestation:
    case Kind::choices: return true;
    case Kind::choice: return is_radio_list(procedure, field) || is_searched_list(procedure, field);
    case Kind::text: return field.max_length > 200;
    default: return false;
    }
}

Node field_node(Maker& maker, OpenDossier const& open, FieldRef where) {
    Procedure const& procedure = *open.procedure;
    Field const& field = procedure.fields[where.field];
    FieldMaking making{maker, open, field, where, key_of_ref(procedure, open.dossier, where), {}, {}, {}, false};
    making.id = control_id(procedure, where.field, making.key.row);
    making.told = told_of(open, where, making.id);
    making.required = open.verdict.is_required(where);
    CommuneHelp const* help = field.lookup == Lookup::commune ? help_of(open, making.id) : nullptr;

    Node whole = stack(Gap::xs);
    whole.id = making.id + "-champ";
    whole.children.reserve(6);
    if (is_wide(procedure, field)) whole.columns_span = 2;
    std::optional<Node> hint;
    if (!field.hint.empty()) hint = hint_node(making);
    if (!field.unit.empty()) describe(making, "-unite");
    describe_told(making);

    bool const ticked = field.kind == Kind::yes_no || field.kind == Kind::attestation;
    bool const listed = is_radio_list(procedure, field) || field.kind == Kind::choices;
    if (ticked) {
        Node control = checkbox_control(making);
        add(whole, with(box(Layout::control_line, Gap::s), std::move(control), with_mark(making, label(field.label, making.id))));
        if (hint) add(whole, *std::move(hint));
    } else if (listed) {
        // A group of boxes has no « required » of its own: it is said in words.
        bool const boxes = field.kind == Kind::choices;
        Node name = span(field.label + (boxes && making.required ? " (obligatoire)" : ""), Look::strong);
        name.id = making.id + "-label";
        add(whole, boxes ? std::move(name) : with_mark(making, std::move(name)));
        if (hint) add(whole, *std::move(hint));
        add(whole, boxes ? choices_control(making) : radio_control(making));
    } else {
        add(whole, with_mark(making, label(field.label, making.id)));
        if (hint) add(whole, *std::move(hint));
        add(whole, unit_line(making, is_searched_list(procedure, field) ? searched_control(making)
                                     : field.kind == Kind::choice       ? select_control(making)
                                                                        : text_control(making)));
    }
    add_told(making, whole);
    if (help != nullptr) add_communes(making, *help, whole);
    return whole;
}

std::string answer_text(OpenDossier const& open, FieldRef where) {
    Field const& field = open.procedure->fields[where.field];
    Value const& value = open.verdict.value(open.dossier, where);
    if (is_unknown(value)) {
        Answer const& answer = answer_of(*open.procedure, open.dossier, where);
        return answer.typed.empty() ? std::string{unknown_text} : answer.typed;
    }
    if (field.sensitive && !open.revealed) {
        if (auto const* text = std::get_if<std::string>(&value); text != nullptr && field.kind == Kind::nir) { return mask_nir(*text); }
        return "••••";
    }
    return show_answer(*open.procedure, field, value);
}

Node computed_line(Maker& maker, OpenDossier const& open, FieldRef where) {
    Field const& field = open.procedure->fields[where.field];
    std::string const id = control_id(*open.procedure, open.dossier, where);
    Node group = node(Role::definition_group);
    group.id = id;
    Node value = textual(Role::definition, answer_text(open, where), Look::number);
    add(group, textual(Role::term, field.label), std::move(value));
    if (!field.explanation.empty()) {
        Node why = disclosure(maker, id + "-calcul", "Comment ce total est calculé", paragraph(field.explanation));
        why.children.front().name = "Comment ce total est calculé\u00a0: " + field.label;
        add(group, with(node(Role::definition), std::move(why)));
    }
    return group;
}

}  // namespace guichet
