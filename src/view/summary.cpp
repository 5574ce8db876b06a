// What is wrong, as links to the fields; and the answers as people read them again before sending.
#include <algorithm>

#include "app/places.hpp"
#include "view/fields.hpp"
#include "view/screens.hpp"
#include "view/texts.hpp"

namespace guichet {
namespace {

/// Links in one list; what exceeds is counted, for a list of hundreds helps nobody.
constexpr std::size_t most_links = 40;
/// It names the summary.
constexpr std::string_view summary_heading_id = "erreurs-titre";
/// Rows shown whole on the check page; beyond, each opens on demand.
constexpr std::size_t most_open_rows = 10;

/// The link of a finding: leads to its field, its list or its drop zone.
Node finding_link(Maker& maker, OpenDossier const& open, Finding const& finding, FindingPlace const& place) {
    Procedure const& procedure = *open.procedure;
    std::string text = finding.message;
    std::string href = write_route(maker.model.route);
    ActionIndex action = 0;
    if (place.field >= 0) {
        auto const field = static_cast<std::uint32_t>(place.field);
        FieldKey key = key_of_ref(procedure, open.dossier, {field, place.row});
        std::int16_t const group = procedure.fields[field].group;
        if (group >= 0 && place.row >= 0) { text = row_title(open, group, static_cast<std::uint32_t>(place.row)) + "\u00a0: " + text; }
        href = write_route(route_of_field(open, key));
        action = maker.on(msg::GoToField{std::move(key)});
    } else if (place.zone >= 0) {
        AttachmentZone const& zone = procedure.attachments[static_cast<std::size_t>(place.zone)];
        action = maker.on(msg::GoToNode{zone.step, zone_control_id(zone)});
    } else if (place.group >= 0) {
        RepeatedGroup const& group = procedure.groups[static_cast<std::size_t>(place.group)];
        action = maker.on(msg::GoToNode{group.step, add_button_id(group)});
    }
    if (place.field < 0 && finding.step >= 0) {
        href = write_route(route_to_step(open.dossier.id, procedure.steps[static_cast<std::size_t>(finding.step)].id));
    }
    Node made = link(std::move(text), std::move(href));
    made.on_click = action;
    return made;
}

/// A rule's source beside its finding, on demand.
Node source_of(Maker& maker, Finding const& finding, std::string key) {
    Node content = stack(Gap::xs);
    add(content, paragraph(finding.source.title, Look::strong));
    if (!finding.source.excerpt.empty()) add(content, paragraph(finding.source.excerpt));
    Node why = disclosure(maker, std::move(key), "Pourquoi cette règle\u00a0?", std::move(content));
    why.children.front().name = "Pourquoi cette règle\u00a0? " + finding.message;
    return why;
}

struct Listing {
    Severity severity = Severity::block;
    std::int32_t step = -1;
    bool with_sources = false;
    std::string_view key;  ///< makes the disclosures' ids distinct
};

Node finding_list(Maker& maker, OpenDossier const& open, std::vector<Finding> const& findings, std::vector<FindingPlace> const& places,
                  Listing listing) {
    Node list = node(Role::list);
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        Finding const& finding = findings[i];
        if (finding.severity != listing.severity) continue;
        if (listing.step >= 0 && finding.step != listing.step) continue;
        if (list.children.size() >= most_links) {
            ++left_out;
            continue;
        }
        Node item = node(Role::list_item);
        add(item, finding_link(maker, open, finding, places[i]));
        if (listing.with_sources && !finding.source.title.empty()) {
            add(item, source_of(maker, finding, "source-" + std::string{listing.key} + std::to_string(i)));
        }
        add(list, std::move(item));
    }
    if (left_out > 0) { add(list, textual(Role::list_item, "et " + std::to_string(left_out) + " de plus")); }
    return list;
}

void add_remarks(Maker& maker, OpenDossier const& open, Severity severity, std::string title, Look look, std::string const& id,
                 Node& parent) {
    Node list = finding_list(maker, open, open.findings, open.places, {severity, -1, true, id});
    if (list.children.empty()) return;
    Node part = node(Role::section, look);
    part.layout = Layout::stack;
    part.gap = Gap::s;
    part.id = id;
    part.labelled_by = id + "-titre";
    Node head = heading(2, std::move(title), id + "-titre");
    add(part, std::move(head), std::move(list));
    add(parent, std::move(part));
}

/// « Modifier », leading to the field.
Node edit_link(Maker& maker, OpenDossier const& open, FieldRef where, std::string const& called) {
    FieldKey key = key_of_ref(*open.procedure, open.dossier, where);
    Node made = named(link("Modifier", write_route(route_of_field(open, key))), "Modifier " + called);
    made.on_click = maker.on(msg::GoToField{std::move(key)});
    return made;
}

void add_answer(Maker& maker, OpenDossier const& open, FieldRef where, std::string const& prefix, AnswerList reading, Node& list) {
    Field const& field = open.procedure->fields[where.field];
    if (!open.verdict.is_visible(where)) return;
    Node made = definition(field.label, answer_text(open, where));
    if (reading == AnswerList::on_paper) {
        add(list, std::move(made));
        return;
    }
    if (open.verdict.is_computed(where)) {
        add(list, computed_line(maker, open, where));
        return;
    }
    made.id = "reponse-" + control_id(*open.procedure, open.dossier, where);
    if (reading == AnswerList::with_links) { add(made, with(node(Role::definition), edit_link(maker, open, where, prefix + field.label))); }
    add(list, std::move(made));
}

void add_group_answers(Maker& maker, OpenDossier const& open, std::int16_t group, std::uint8_t level, AnswerList reading, Node& parent) {
    auto const& rows = open.dossier.groups[static_cast<std::size_t>(group)];
    RepeatedGroup const& definition_of = open.procedure->groups[static_cast<std::size_t>(group)];
    if (rows.empty()) {
        std::string const text = empty_text(definition_of);
        add(parent, paragraph(text.substr(0, text.find('\n')), Look::muted));
        return;
    }
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
        std::string const key = "ligne-" + rows[row].id;
        if (rows.size() <= most_open_rows || reading == AnswerList::on_paper) {
            Node part = stack(Gap::s, Look::panel);
            if (reading != AnswerList::on_paper) part.id = key;
            add(part, heading(level, row_title(open, group, row)));
            add_row_answers(maker, open, group, row, reading, part);
            add(parent, std::move(part));
            continue;
        }
        // Closed ones have no content: a page of two hundred people stays light.
        Node content = stack(Gap::s);
        if (maker.model.opened.contains(key)) add_row_answers(maker, open, group, row, reading, content);
        add(parent, disclosure(maker, key, row_title(open, group, row), std::move(content)));
    }
}

void add_zone_answers(Maker& maker, OpenDossier const& open, std::uint32_t zone, AnswerList reading, Node& parent) {
    AttachmentZone const& definition_of = open.procedure->attachments[zone];
    Node list = node(Role::list);
    for (auto const& piece : open.dossier.attachments) {
        if (piece.zone == definition_of.id) { add(list, textual(Role::list_item, piece.name + " (" + piece_text(piece) + ")")); }
    }
    Node group = node(Role::definition_group);
    if (reading != AnswerList::on_paper) group.id = "reponse-pieces." + definition_of.id;
    Node value = node(Role::definition);
    if (list.children.empty()) {
        value.text = "Aucun fichier";
    } else {
        add(value, std::move(list));
    }
    add(group, textual(Role::term, definition_of.label), std::move(value));
    if (reading == AnswerList::with_links && definition_of.step >= 0) {
        std::string const& step = open.procedure->steps[static_cast<std::size_t>(definition_of.step)].id;
        Node edit = named(link("Modifier", write_route(route_to_step(open.dossier.id, step))), "Modifier " + definition_of.label);
        edit.on_click = maker.on(msg::GoToNode{definition_of.step, zone_control_id(definition_of)});
        add(group, with(node(Role::definition), std::move(edit)));
    }
    add(parent, std::move(group));
}

}  // namespace

Node error_summary(Maker& maker, OpenDossier const& open, std::int32_t step) {
    std::uint32_t const count = step >= 0 ? blocking_on_step(open, static_cast<std::uint32_t>(step)) : open.verdict.blocking_count();
    Node summary = node(Role::error_summary, Look::fault);
    summary.layout = Layout::stack;
    summary.gap = Gap::s;
    summary.id = summary_id;
    summary.labelled_by = summary_heading_id;
    add(summary, heading(2, count == 0 ? "Tout est corrigé sur cette page" : points_to_correct(count), std::string{summary_heading_id}));
    if (count == 0) return summary;
    for (bool const told : {false, true}) {
        Node list = told ? finding_list(maker, open, open.server_findings, open.server_places, {Severity::block, step, false, "s"})
                         : finding_list(maker, open, open.findings, open.places, {Severity::block, step, step < 0, "b"});
        if (!list.children.empty()) add(summary, std::move(list));
    }
    if (step >= 0) { add(summary, button("Continuer sans corriger", Look::secondary, maker.on(msg::GoOnAnyway{}), "continuer")); }
    return summary;
}

Node server_summary(Maker& maker, OpenDossier const& open) {
    Node summary = node(Role::error_summary, Look::fault);
    summary.layout = Layout::stack;
    summary.gap = Gap::s;
    summary.id = summary_id;
    summary.labelled_by = summary_heading_id;
    bool const given_back = std::ranges::any_of(open.dossier.remarks, asks_something);
    add(summary,
        heading(2, given_back ? "L’organisme demande de compléter la demande" : "Le destinataire a refusé la demande",
                std::string{summary_heading_id}),
        paragraph("Corrigez ce qu’il signale, puis envoyez de nouveau\u00a0: rien n’est perdu."));
    for (Severity const severity : {Severity::block, Severity::warn, Severity::info}) {
        Node list = finding_list(maker, open, open.server_findings, open.server_places, {severity, -1, false, "s"});
        if (!list.children.empty()) add(summary, std::move(list));
    }
    return summary;
}

void add_remarks_of_all(Maker& maker, OpenDossier const& open, Node& parent) {
    add_remarks(maker, open, Severity::warn, "À vérifier", Look::warning, "avertissements", parent);
    add_remarks(maker, open, Severity::info, "À noter", Look::info, "informations", parent);
}

void add_row_answers(Maker& maker, OpenDossier const& open, std::int16_t group, std::uint32_t row, AnswerList reading, Node& parent) {
    Node list = node(Role::definition_list);
    RepeatedGroup const& definition_of = open.procedure->groups[static_cast<std::size_t>(group)];
    list.children.reserve(definition_of.fields.size());
    std::string const prefix = definition_of.item_label + " " + std::to_string(row + 1) + "\u00a0: ";
    for (std::uint32_t const field : definition_of.fields) {
        add_answer(maker, open, {field, static_cast<std::int32_t>(row)}, prefix, reading, list);
    }
    add(parent, std::move(list));
}

void add_answers(Maker& maker, OpenDossier const& open, std::uint32_t step, AnswerList reading, Node& parent, std::uint8_t level) {
    auto const& sections = open.procedure->steps[step].sections;
    for (std::uint32_t i = 0; i < sections.size(); ++i) {
        if (!open.verdict.is_section_visible(step, i)) continue;
        Section const& section = sections[i];
        Node part = stack(Gap::s);
        if (reading != AnswerList::on_paper) part.id = "reponses-" + section.id;
        if (!section.title.empty()) add(part, heading(level, section.title));
        Node list = node(Role::definition_list);
        for (auto const& item : section.items) {
            if (item.what == SectionItem::What::field) {
                add_answer(maker, open, {item.index, -1}, {}, reading, list);
            } else if (item.what == SectionItem::What::group) {
                auto const group = static_cast<std::int16_t>(item.index);
                if (open.verdict.is_group_visible(group))
                    add_group_answers(maker, open, group, static_cast<std::uint8_t>(section.title.empty() ? level : level + 1), reading,
                                      part);
            } else if (item.what == SectionItem::What::schedule) {
                add_schedule(maker, open, item.index, reading, part);
            } else if (open.verdict.is_zone_visible(item.index)) {
                add_zone_answers(maker, open, item.index, reading, list);
            }
        }
        if (!list.children.empty()) add(part, std::move(list));
        add(parent, std::move(part));
    }
}

}  // namespace guichet
