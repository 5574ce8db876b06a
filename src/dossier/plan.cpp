#include "dossier/plan.hpp"
#include "core/sort.hpp"
#include "procedure/evaluate.hpp"
#include "procedure/kinds.hpp"

#include <algorithm>
#include <utility>

namespace guichet {

namespace {

std::uint32_t as_index(std::size_t size) { return static_cast<std::uint32_t>(size); }

void mark(SlotMask& mask, std::size_t slot) {
    if (mask.size() <= slot / 64) mask.resize(slot / 64 + 1);
    set_bit(mask.data(), slot, true);
}

/// The field that stands at a slot, or nothing for a slot that the program invented.
std::int32_t field_at(Procedure const& procedure, SlotRead const& read) {
    if (read.group < 0) {
        return read.slot < procedure.root_fields.size() ? static_cast<std::int32_t>(procedure.root_fields[read.slot]) : -1;
    }
    auto const group = static_cast<std::size_t>(read.group);
    if (group >= procedure.groups.size() || read.slot >= procedure.groups[group].fields.size()) return -1;
    return static_cast<std::int32_t>(procedure.groups[group].fields[read.slot]);
}

}  // namespace

Plan::Plan(std::shared_ptr<Procedure const> from) : procedure(std::move(from)) {
    place_sections();
    make_nodes();
    link();
    order();
    make_gates();
    note_reads();
    ask();
    place_rules();
}

void Plan::place_sections() {
    section_of_field.assign(procedure->fields.size(), -1);
    section_of_group.assign(procedure->groups.size(), -1);
    section_of_zone.assign(procedure->attachments.size(), -1);
    for (std::uint32_t step = 0; step < procedure->steps.size(); ++step) {
        first_section.push_back(as_index(sections.size()));
        for (std::uint32_t section = 0; section < procedure->steps[step].sections.size(); ++section) {
            auto const flat = static_cast<std::int32_t>(sections.size());
            sections.push_back({step, section});
            for (SectionItem const& item : procedure->steps[step].sections[section].items) {
                switch (item.what) {
                case SectionItem::What::field: section_of_field[item.index] = flat; break;
                case SectionItem::What::group:
                    section_of_group[item.index] = flat;
                    for (std::uint32_t field : procedure->groups[item.index].fields) section_of_field[field] = flat;
                    break;
                case SectionItem::What::attachment: section_of_zone[item.index] = flat; break;
                case SectionItem::What::schedule: break;
                }
            }
        }
    }
}

void Plan::make_nodes() {
    Procedure const& from = *procedure;
    always_required.resize(from.groups.size() + 1);
    always_required[0].assign(mask_words(from.root_fields.size()), 0);
    for (std::size_t group = 0; group < from.groups.size(); ++group) {
        always_required[group + 1].assign(mask_words(from.groups[group].fields.size()), 0);
    }
    auto const is_conditional_section = [&](std::int32_t section) {
        if (section < 0) return false;
        SectionPlace const place = sections[static_cast<std::size_t>(section)];
        return from.steps[place.step].sections[place.section].visible != always;
    };

    for (std::uint32_t at = 0; at < sections.size(); ++at) {
        if (is_conditional_section(static_cast<std::int32_t>(at))) nodes.push_back({What::section, at, -1});
    }
    for (std::uint32_t at = 0; at < from.groups.size(); ++at) nodes.push_back({What::group, at, -1});
    for (std::uint32_t at = 0; at < from.attachments.size(); ++at) nodes.push_back({What::zone, at, -1});
    for (std::uint32_t at = 0; at < from.fields.size(); ++at) {
        Field const& field = from.fields[at];
        bool const in_conditional_group = field.group >= 0 && from.groups[static_cast<std::size_t>(field.group)].visible != always;
        if (field.visible != always || field.computed >= 0 || in_conditional_group || is_conditional_section(section_of_field[at])) {
            nodes.push_back({What::field, at, field.group});
        }
    }
    value_nodes = as_index(nodes.size());
    for (std::uint32_t at = 0; at < from.fields.size(); ++at) {
        Field const& field = from.fields[at];
        if (field.required == always) mark(always_required[table_of(field.group)], field.slot);
        if (field.required >= 0) nodes.push_back({What::field_required, at, field.group});
    }
    for (std::uint32_t at = 0; at < from.attachments.size(); ++at) {
        if (from.attachments[at].required >= 0) nodes.push_back({What::zone_required, at, -1});
    }
    for (std::uint32_t at = 0; at < from.rules.size(); ++at) nodes.push_back({What::rule, at, from.rules[at].group});
}

void Plan::link_program(std::uint32_t node, std::int32_t program) {
    if (program < 0 || static_cast<std::size_t>(program) >= procedure->programs.size()) return;
    Program const& read_by = procedure->programs[static_cast<std::size_t>(program)];
    for (SlotRead const& read : read_by.reads) {
        std::int32_t const field = field_at(*procedure, read);
        if (field < 0) continue;
        bool const same_row = read.group >= 0 && !read.all_rows && read.group == nodes[node].group;
        after_field[static_cast<std::size_t>(field)].push_back({node, same_row});
        // A hidden group has no rows: whoever reads them must hear of it.
        if (read.group >= 0 && !same_row) after_group[static_cast<std::size_t>(read.group)].push_back({node, false});
    }
    for (std::int16_t group : read_by.groups) {
        if (group >= 0) after_group[static_cast<std::size_t>(group)].push_back({node, false});
    }
    if (read_by.reads_attachments) {
        for (auto& dependents : after_zone) dependents.push_back({node, false});
    }
}

void Plan::link() {
    Procedure const& from = *procedure;
    after_field.assign(from.fields.size(), {});
    after_section.assign(sections.size(), {});
    after_group.assign(from.groups.size(), {});
    after_zone.assign(from.attachments.size(), {});
    for (std::uint32_t at = 0; at < nodes.size(); ++at) {
        Node const node = nodes[at];
        switch (node.what) {
        case What::section: {
            SectionPlace const place = sections[node.index];
            link_program(at, from.steps[place.step].sections[place.section].visible);
            break;
        }
        case What::group:
            link_program(at, from.groups[node.index].visible);
            if (section_of_group[node.index] >= 0) {
                after_section[static_cast<std::size_t>(section_of_group[node.index])].push_back({at, false});
            }
            break;
        case What::zone:
            link_program(at, from.attachments[node.index].visible);
            if (section_of_zone[node.index] >= 0) {
                after_section[static_cast<std::size_t>(section_of_zone[node.index])].push_back({at, false});
            }
            break;
        case What::field: {
            Field const& field = from.fields[node.index];
            link_program(at, field.visible);
            link_program(at, field.computed);
            if (section_of_field[node.index] >= 0) {
                after_section[static_cast<std::size_t>(section_of_field[node.index])].push_back({at, false});
            }
            if (field.group >= 0) after_group[static_cast<std::size_t>(field.group)].push_back({at, false});
            break;
        }
        case What::field_required: link_program(at, from.fields[node.index].required); break;
        case What::zone_required: link_program(at, from.attachments[node.index].required); break;
        case What::rule: {
            Rule const& rule = from.rules[node.index];
            link_program(at, rule.check);
                // The finding's place must be on the screen, so its coming and going matters.
            if (!rule.fields.empty() && rule.fields.front() < from.fields.size()) {
                Field const& anchor = from.fields[rule.fields.front()];
                after_field[rule.fields.front()].push_back({at, anchor.group >= 0 && anchor.group == rule.group});
                if (anchor.group >= 0) after_group[static_cast<std::size_t>(anchor.group)].push_back({at, false});
            } else if (rule.attachment >= 0) {
                after_zone[static_cast<std::size_t>(rule.attachment)].push_back({at, false});
            }
            if (rule.group >= 0) after_group[static_cast<std::size_t>(rule.group)].push_back({at, false});
            break;
        }
        }
    }
}

/// Kahn's algorithm, the earliest ready node first, so that the order is one for a procedure. Sinks stay behind.
void Plan::order() {
    std::vector<std::uint32_t> waits(value_nodes, 0);
    auto const dependents_of = [&](Node const& node) -> std::vector<Dependent> const& {
        switch (node.what) {
        case What::section: return after_section[node.index];
        case What::group: return after_group[node.index];
        case What::zone: return after_zone[node.index];
        default: return after_field[node.index];
        }
    };
    for (std::uint32_t at = 0; at < value_nodes; ++at) {
        for (Dependent const& dependent : dependents_of(nodes[at])) {
            if (dependent.node < value_nodes) ++waits[dependent.node];
        }
    }
    std::vector<std::uint32_t> place(nodes.size());
    std::vector<bool> done(value_nodes, false);
    std::vector<Node> ordered;
    ordered.reserve(nodes.size());
    while (ordered.size() < value_nodes) {
        std::uint32_t next = 0;
        while (next < value_nodes && (done[next] || waits[next] != 0)) ++next;
        if (next == value_nodes) {
            cyclic = true;
            next = 0;
            while (done[next]) ++next;
        }
        done[next] = true;
        place[next] = as_index(ordered.size());
        ordered.push_back(nodes[next]);
        for (Dependent const& dependent : dependents_of(nodes[next])) {
            if (dependent.node < value_nodes && waits[dependent.node] > 0) --waits[dependent.node];
        }
    }
    for (std::uint32_t at = value_nodes; at < nodes.size(); ++at) {
        place[at] = at;
        ordered.push_back(nodes[at]);
    }
    nodes = std::move(ordered);

    auto const tidy = [&](std::vector<std::vector<Dependent>>& lists) {
        for (std::vector<Dependent>& list : lists) {
            for (Dependent& dependent : list) dependent.node = place[dependent.node];
            // All rows before one row, so that of two the wider is kept.
            sort_by(list, [](Dependent const& each) { return std::pair{each.node, each.same_row}; });
            auto const rest = std::ranges::unique(list, {}, &Dependent::node);
            list.erase(rest.begin(), rest.end());
        }
    };
    tidy(after_field);
    tidy(after_section);
    tidy(after_group);
    tidy(after_zone);
    node_of_field.assign(procedure->fields.size(), -1);
    for (std::uint32_t at = 0; at < value_nodes; ++at) {
        if (nodes[at].what == What::field) node_of_field[nodes[at].index] = static_cast<std::int32_t>(at);
    }
}

Plan::Gate Plan::gate_of(std::int32_t program, std::int16_t group) const {
    Gate gate;
    if (program < 0 || static_cast<std::size_t>(program) >= procedure->programs.size()) return gate;
    for (SlotRead const& read : procedure->programs[static_cast<std::size_t>(program)].reads) {
        // A sum over the rows is taken over what is known: one unknown row must not silence it.
        if (read.all_rows || field_at(*procedure, read) < 0) continue;
        if (read.group < 0) {
            mark(gate.root_known, read.slot);
        } else if (read.group == group) {
            mark(gate.row_known, read.slot);
        }
    }
    return gate;
}

void Plan::note_reads() {
    read_slots.resize(procedure->groups.size() + 1);
    for (Program const& program : procedure->programs) {
        for (SlotRead const& read : program.reads) {
            std::vector<std::uint16_t>& slots = read_slots[table_of(read.group)];
            if (!std::ranges::contains(slots, read.slot)) slots.push_back(read.slot);
        }
    }
    for (std::vector<std::uint16_t>& slots : read_slots) sort_by(slots);
    retiring_slots.resize(procedure->groups.size() + 1);
    for (Field const& field : procedure->fields) {
        if (has_retired_codes(*procedure, field)) retiring_slots[table_of(field.group)].push_back(field.slot);
    }
}

void Plan::make_gates() {
    for (Rule const& rule : procedure->rules) {
        Gate& gate = rule_gates.emplace_back(rule.judges_unknown ? Gate{} : gate_of(rule.check, rule.group));
        if (rule.fields.empty() || rule.group < 0 || procedure->fields[rule.fields.front()].group != rule.group) continue;
        mark(gate.row_visible, procedure->fields[rule.fields.front()].slot);
    }
    for (Field const& field : procedure->fields)
        computed_gates.push_back(field.judges_unknown ? Gate{} : gate_of(field.computed, field.group));
}

std::uint32_t Plan::questions_of(Condition condition) {
    if (condition < 0) return condition == always ? Questions::yes : Questions::no;
    Program const& program = procedure->programs[static_cast<std::size_t>(condition)];
    std::size_t const row_slots = program.group < 0 ? 0 : procedure->groups[static_cast<std::size_t>(program.group)].fields.size();
    return questions.add(program, procedure->root_fields.size(), row_slots);
}

void Plan::ask() {
    for (SectionPlace const& place : sections)
        section_visible.push_back(questions_of(procedure->steps[place.step].sections[place.section].visible));
    for (RepeatedGroup const& group : procedure->groups) {
        group_visible.push_back(questions_of(group.visible));
        unknown_row.resize(std::max(unknown_row.size(), group.fields.size()));
    }
    for (AttachmentZone const& zone : procedure->attachments) {
        zone_visible.push_back(questions_of(zone.visible));
        zone_required.push_back(questions_of(zone.required));
    }
    field_places = std::make_unique<FieldPlace[]>(procedure->fields.size());
    for (std::size_t at = 0; at < procedure->fields.size(); ++at) {
        Field const& field = procedure->fields[at];
        field_places[at] = {questions_of(field.visible),
                            questions_of(field.required),
                            section_of_field[at],
                            field.computed,
                            field.group,
                            field.slot,
                            has_retired_codes(*procedure, field)};
    }
}

/// A rule that holds while an answer is unknown may as well not be judged then: its gate asks that of all such answers at once.
std::uint32_t Plan::behind_known(std::uint32_t question, Gate& gate) const {
    for (;; question = questions[question].yes) {
        Question const& asked = questions[question];
        if (asked.ask != Question::Ask::known || asked.no != Questions::yes) return question;
        mark((asked.rows & 1U) != 0 ? gate.row_known : gate.root_known, asked.slot);
    }
}

void Plan::place_rules() {
    gating.resize(mask_words(procedure->root_fields.size()));
    rule_words = mask_words(procedure->rules.size());
    closed_by.resize(gating.size() * 64 * rule_words);
    rule_places = std::make_unique<RulePlace[]>(procedure->rules.size());
    for (std::size_t at = 0; at < procedure->rules.size(); ++at) {
        Rule const& rule = procedure->rules[at];
        RulePlace& place = rule_places[at];
        place.check = questions_of(rule.check);
        place.open_check = behind_known(place.check, rule_gates[at]);
        place.program = static_cast<std::uint32_t>(rule.check);
        place.group = rule.group;
        place.by_columns = rule.group >= 0 && asks_columns(procedure->programs[place.program]);
        place.blocks = rule.severity == Severity::block;
        if (!rule.fields.empty()) {
            Field const& anchor = procedure->fields[rule.fields.front()];
            place.shown = anchor.group < 0 ? RulePlace::Shown::field : RulePlace::Shown::group;
            place.shown_at = anchor.group < 0 ? anchor.slot : static_cast<std::uint32_t>(anchor.group);
        } else if (rule.attachment >= 0) {
            place.shown = RulePlace::Shown::zone;
            place.shown_at = static_cast<std::uint32_t>(rule.attachment);
        }
        SlotMask const& wanted = rule_gates[at].root_known;
        for (std::size_t slot = 0; slot < wanted.size() * 64; ++slot) {
            if (!has_bit(wanted.data(), slot)) continue;
            mark(gating, slot);
            set_bit(&closed_by[slot * rule_words], at, true);
            // What is known is visible.
            if (place.shown == RulePlace::Shown::field && place.shown_at == slot) place.shown = RulePlace::Shown::always;
        }
    }
}

}  // namespace guichet
