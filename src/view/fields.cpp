#include "view/fields.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/listed.hpp"
#include "app/places.hpp"
#include "core/identifiers.hpp"
#include "core/text.hpp"
#include "procedure/kinds.hpp"
#include "view/field_making.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

constexpr std::string_view unknown_text = "Non renseigné";

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
    auto const scan = [&](std::vector<Finding> const& findings, std::vector<FindingPlace> const& places, bool all) {
        for (std::size_t i = 0; i < findings.size(); ++i) {
            bool const here = places[i].field == static_cast<std::int32_t>(where.field) && places[i].row == where.row;
            // A code of an older form comes with the dossier: nobody has to touch it first.
            if (here && (all || findings[i].rule == "code-ancien")) take(told, findings[i]);
        }
    };
    scan(open.server_findings, open.server_places, true);
    scan(open.findings, open.places, shows_findings(open, where, id));
    return told;
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

/// What a table of the site says of a code.
std::string code_meaning(FieldMaking const& making) {
    auto const* code = std::get_if<std::string>(&answer_of(*making.open.procedure, making.open.dossier, making.where).value);
    if (code == nullptr) return {};
    return code_text(making.maker.model.codes, making.field.kind, *code, today_of(making.maker.model.now));
}

/// Where an answer that the person did not write comes from.
std::string origin_text(FieldMaking const& making) {
    Origin const* origin = origin_of(making.open, making.where, making.id);
    if (origin == nullptr) return {};
    switch (origin->from) {
    case Origin::From::siret: return "Rempli d’après l’annuaire (SIRET " + show_siret(origin->of) + ").";
    case Origin::From::uai: return "Rempli d’après l’annuaire (UAI " + origin->of + ").";
    case Origin::From::postal_code: return "Rempli d’après le code postal " + origin->of + ".";
    case Origin::From::schedule: return "Repris de «\u00a0" + origin->of + "\u00a0».";
    case Origin::From::suggestion: return "Proposé d’après " + making.field.suggested_from + ".";
    }
    std::unreachable();
}

/// A line under the control, by which it is described.
void add_note(FieldMaking const& making, std::string_view ending, std::string const& text, Node& parent) {
    if (text.empty()) return;
    Node told = textual(Role::hint, text);
    told.id = making.id;
    told.id += ending;
    add(parent, std::move(told));
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
    std::string const meaning = code_meaning(making);
    if (!meaning.empty()) describe(making, "-libelle");
    std::string const origin = origin_text(making);
    if (!origin.empty()) describe(making, "-origine");
    describe_told(making);

    bool const listed = is_radio_list(procedure, field) || field.kind == Kind::choices;
    bool const ticked = !listed && (field.kind == Kind::yes_no || field.kind == Kind::attestation);
    if (ticked) {
        Node control = field_control(making);
        add(whole, with(box(Layout::control_line, Gap::s), std::move(control), with_mark(making, label(field.label, making.id))));
        if (hint) add(whole, *std::move(hint));
    } else {
        if (listed) {
            // A group of boxes has no « required » of its own: it is said in words.
            bool const boxes = field.kind == Kind::choices;
            Node name = span(field.label + (boxes && making.required ? " (obligatoire)" : ""), Look::strong);
            name.id = making.id + "-label";
            add(whole, boxes ? std::move(name) : with_mark(making, std::move(name)));
        } else {
            add(whole, with_mark(making, label(field.label, making.id)));
        }
        if (hint) add(whole, *std::move(hint));
        add(whole, field_control(making));
    }
    add_note(making, "-libelle", meaning, whole);
    add_note(making, "-origine", origin, whole);
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
        Node why = disclosure(maker, id + "-calcul", "Comment c’est calculé", paragraph(field.explanation));
        why.children.front().name = "Comment c’est calculé\u00a0: " + field.label;
        add(group, with(node(Role::definition), std::move(why)));
    }
    return group;
}

}  // namespace guichet
