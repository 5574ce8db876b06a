// Running the plan: the whole of it, or only what an edit touches. What a node means is said once (run_node, run_rule); only a field
// that has just been loaded goes a shorter way (settle_loaded), and a test holds edits to the whole.
#include <algorithm>
#include <bit>

#include "dossier/verdict_state.hpp"
#include "procedure/evaluate.hpp"

namespace guichet {

namespace {

/// Of so few rows a rule is asked row by row: columns would cost more to lay out.
constexpr int few_rows = 3;

bool is_wanted(std::uint8_t& kept, bool now) {
    bool const changed = (kept != 0) != now;
    kept = now ? 1 : 0;
    return changed;
}

}  // namespace

bool Verdict::State::holds_in(Asker& asker, std::uint32_t question, std::int16_t group, std::uint32_t row) const {
    if (group < 0 || question <= Questions::yes) return asker.holds(question);
    FactRows const& table = group_rows[static_cast<std::size_t>(group)];
    // Of a hidden group no answer is known.
    Fact const* const cells = row < table.rows ? table.cells + std::size_t{row} * table.stride : plan->unknown_row.data();
    return asker.holds(question, cells, row);
}

bool Verdict::State::is_open(Plan::Gate const& gate, std::int16_t group, std::uint32_t row) const {
    if (!has_all(tables[0].known.data(), gate.root_known)) return false;
    if (gate.row_known.empty()) return true;
    AnswerTable const& table = tables[table_of(group)];
    return has_all(&table.known[table.word(row)], gate.row_known);
}

bool Verdict::State::is_container_visible(Plan::FieldPlace const& field) const {
    if (field.group >= 0) return group_visible[static_cast<std::size_t>(field.group)] != 0;
    return field.section < 0 || section_visible[static_cast<std::size_t>(field.section)] != 0;
}

/// Whether its rows, and the place of its findings when that is not in the row (Plan::Gate::row_visible), are on the screen.
bool Verdict::State::is_shown(Plan::RulePlace const& rule) const {
    if (rule.group >= 0 && group_visible[static_cast<std::size_t>(rule.group)] == 0) return false;
    switch (rule.shown) {
    case Plan::RulePlace::Shown::always: return true;
    case Plan::RulePlace::Shown::field: return has_bit(tables[0].visible.data(), rule.shown_at);
    case Plan::RulePlace::Shown::group: return group_visible[rule.shown_at] != 0;
    case Plan::RulePlace::Shown::zone: return zone_visible[rule.shown_at] != 0;
    }
    return true;
}

bool Verdict::State::may_judge(std::uint32_t at) const {
    return has_all(tables[0].known.data(), plan->rule_gates[at].root_known) && is_shown(plan->rule_places[at]);
}

/// Rows start + from … start + to - 1 whose gate is open, as bits from `start`.
std::uint64_t Verdict::State::open_rows(Plan::Gate const& gate, std::int16_t group, std::uint32_t start, std::uint32_t from,
                                        std::uint32_t to) const {
    AnswerTable const& table = tables[table_of(group)];
    if (has_all(table.all_known.data(), gate.row_known) && has_all(table.all_known.data(), gate.row_visible)) {
        return (to == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << to) - 1) & ~((std::uint64_t{1} << from) - 1);
    }
    std::uint64_t open = 0;
    if (table.words == 1) {
        std::uint64_t const known = gate.row_known.empty() ? 0 : gate.row_known[0];
        std::uint64_t const visible = gate.row_visible.empty() ? 0 : gate.row_visible[0];
        for (std::uint32_t row = from; row < to; ++row) {
            std::uint64_t const closed = (known & ~table.known[start + row]) | (visible & ~table.visible[start + row]);
            open |= std::uint64_t{closed == 0} << row;
        }
        return open;
    }
    for (std::uint32_t row = from; row < to; ++row) {
        std::size_t const word = table.word(start + row);
        bool const is_row_open = has_all(&table.known[word], gate.row_known) && has_all(&table.visible[word], gate.row_visible);
        open |= std::uint64_t{is_row_open} << row;
    }
    return open;
}

void Verdict::State::run_rule(Asker& asker, std::uint32_t at, std::uint32_t first, std::uint32_t last) {
    Plan::RulePlace const& rule = plan->rule_places[at];
    std::uint64_t* const bits = &failed[failed_at[at]];
    bool const judged_now = may_judge(at);
    if (rule.group < 0) {
        bits[0] = judged_now && !asker.holds(question_of(rule)) ? 1 : 0;
    } else {
        run_rows(asker, at, judged_now, first, last);
    }
}

/// The same of a rule for rows; `judged_now` unless its gate is closed, whatever the row.
void Verdict::State::run_rows(Asker& asker, std::uint32_t at, bool judged_now, std::uint32_t first, std::uint32_t last) {
    Plan::RulePlace const& rule = plan->rule_places[at];
    std::uint64_t* const bits = &failed[failed_at[at]];
    for (std::uint32_t start = first / 64 * 64; start < last; start += 64) {
        std::uint32_t const from = std::max(first, start) - start;
        std::uint32_t const to = std::min(last - start, std::uint32_t{64});
        std::uint64_t const asked = (to == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << to) - 1) & ~((std::uint64_t{1} << from) - 1);
        std::uint64_t const open = judged_now ? open_rows(plan->rule_gates[at], rule.group, start, from, to) : 0;
        std::uint64_t failing = 0;
        if (rule.by_columns && std::popcount(open) > few_rows) {
            failing = failing_rows(plan->procedure->programs[rule.program], asker.facts(), start, open);
        } else if (open != 0) {
            failing = asker.failing_rows(question_of(rule), group_rows[static_cast<std::size_t>(rule.group)], start, open);
        }
        bits[start / 64] = (bits[start / 64] & ~asked) | failing;
    }
}

/// Of 64 rules those whose gate asks the dossier for nothing unknown, as bits. Fewer answers are unknown than there are rules.
std::uint64_t Verdict::State::open_rules(std::size_t word) const {
    std::size_t const count = plan->procedure->rules.size() - word * 64;
    std::uint64_t open = count < 64 ? (std::uint64_t{1} << count) - 1 : ~std::uint64_t{0};
    std::uint64_t const* const known = tables[0].known.data();
    for (std::size_t at = 0; at < plan->gating.size(); ++at) {
        for (std::uint64_t unknown = plan->gating[at] & ~known[at]; unknown != 0; unknown &= unknown - 1) {
            std::size_t const slot = at * 64 + static_cast<std::size_t>(std::countr_zero(unknown));
            open &= ~plan->closed_by[slot * plan->rule_words + word];
        }
    }
    return open;
}

void Verdict::State::run_rules(Asker& asker) {
    std::ranges::fill(failed, 0U);
    // What would be fetched anew behind each call.
    Plan::RulePlace const* const places = plan->rule_places.get();
    bool const asks_all = has_empty_text;
    for (std::size_t word = 0; word < plan->rule_words; ++word) {
        for (std::uint64_t open = open_rules(word); open != 0; open &= open - 1) {
            auto const at = static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(std::countr_zero(open));
            Plan::RulePlace const& rule = places[at];
            if (!is_shown(rule)) continue;
            if (rule.group >= 0) {
                run_rows(asker, at, true, 0, row_count(rule.group));
            } else if (!asker.holds(asks_all ? rule.check : rule.open_check)) {
                failed[failed_at[at]] = 1;
            }
        }
    }
}

/// `row`: one row, or Pending::all. With `pending`, whatever depends on a change is put down there.
void Verdict::State::run_node(Asker& asker, Dossier const& dossier, std::uint32_t at, std::int64_t row, Pending* pending) {
    Plan::Node const node = plan->nodes[at];
    std::uint32_t const rows = row_count(node.group);
    auto const one = static_cast<std::uint32_t>(row);
    std::uint32_t const first = row < 0 || node.group < 0 ? 0 : one;
    std::uint32_t const last = row < 0 || node.group < 0 ? rows : std::min(one + 1, rows);
    auto const tell = [&](std::vector<Plan::Dependent> const& dependents, std::int64_t changed_row) {
        if (pending != nullptr) pending->add(dependents, changed_row);
    };
    switch (node.what) {
    case Plan::What::section: {
        bool const now = asker.holds(plan->section_visible[node.index]);
        if (is_wanted(section_visible[node.index], now)) tell(plan->after_section[node.index], Pending::all);
        break;
    }
    case Plan::What::group: {
        std::int32_t const section = plan->section_of_group[node.index];
        bool const in_view = section < 0 || section_visible[static_cast<std::size_t>(section)] != 0;
        bool const now = in_view && asker.holds(plan->group_visible[node.index]);
        bool const changed = is_wanted(group_visible[node.index], now);
        set_rows_in_force(node.index);
        if (changed) tell(plan->after_group[node.index], Pending::all);
        break;
    }
    case Plan::What::zone: {
        std::int32_t const section = plan->section_of_zone[node.index];
        bool const in_view = section < 0 || section_visible[static_cast<std::size_t>(section)] != 0;
        bool const now = in_view && asker.holds(plan->zone_visible[node.index]);
        bool const changed = is_wanted(zone_visible[node.index], now);
        std::uint32_t const count = now ? accepted[node.index] : 0;
        if (changed || accepted_in_force[node.index] != count) {
            accepted_in_force[node.index] = count;
            tell(plan->after_zone[node.index], Pending::all);
        }
        break;
    }
    case Plan::What::field:
        for (std::uint32_t each = first; each < last; ++each) {
            bool const edited = pending == nullptr || pending->edited == static_cast<std::int32_t>(at);
            if (settle_field(asker, dossier, node.index, each, edited)) {
                tell(plan->after_field[node.index], node.group < 0 ? Pending::all : std::int64_t{each});
            }
        }
        break;
    case Plan::What::field_required: {
        Plan::FieldPlace const& field = plan->field_places[node.index];
        AnswerTable& table = tables[table_of(field.group)];
        for (std::uint32_t each = first; each < last; ++each) {
            set_bit(&table.required[table.word(each)], field.slot, holds_in(asker, field.required, field.group, each));
        }
        break;
    }
    case Plan::What::zone_required: zone_required[node.index] = asker.holds(plan->zone_required[node.index]) ? 1 : 0; break;
    case Plan::What::rule: run_rule(asker, node.index, first, last); break;
    }
}

/// Makes room for what fails, where the numbers of rows have changed: each rule puts all its bits.
void Verdict::State::lay_out_failed() {
    auto const has_room = [](AnswerTable const& table) { return table.rows == table.failed_rows; };
    if (!failed_at.empty() && std::ranges::all_of(tables, has_room)) return;
    for (AnswerTable& table : tables) table.failed_rows = table.rows;
    failed_at.clear();
    std::size_t words = 0;
    for (std::size_t rule = 0; rule < plan->procedure->rules.size(); ++rule) {
        failed_at.push_back(static_cast<std::uint32_t>(words));
        words += mask_words(row_count(plan->rule_places[rule].group));
    }
    failed_at.push_back(static_cast<std::uint32_t>(words));
    failed.assign(words, 0);
}

void Verdict::State::run_all(Dossier const& dossier) {
    // What a cycle of conditions finds must not depend on what was judged before.
    std::ranges::fill(section_visible, std::uint8_t{1});
    std::ranges::fill(group_visible, std::uint8_t{1});
    std::ranges::fill(zone_visible, std::uint8_t{1});
    load(dossier);
    load_pieces(dossier);
    accepted_in_force = accepted;
    lay_out_failed();
    Facts const facts = this->facts();
    Asker asker(plan->questions, facts);
    Plan::Node const* const nodes = plan->nodes.data();
    std::uint32_t const rules = plan->first_rule_node();
    for (std::uint32_t at = 0; at < rules; ++at) {
        if (nodes[at].what == Plan::What::field) {
            // Without what only an edit asks of it.
            settle_loaded(asker, dossier, nodes[at].index);
        } else {
            run_node(asker, dossier, at, Pending::all, nullptr);
        }
    }
    run_rules(asker);
    count_blocking();
}

void Verdict::State::Pending::add(std::vector<Plan::Dependent> const& dependents, std::int64_t row) {
    for (Plan::Dependent const& dependent : dependents) {
        std::int64_t const wanted = dependent.same_row ? row : all;
        std::int64_t& kept = rows[dependent.node];
        kept = kept == none || kept == wanted ? wanted : all;
    }
}

void Verdict::State::run_pending(Dossier const& dossier, Pending& pending) {
    Facts const facts = this->facts();
    Asker asker(plan->questions, facts);
    // Dependents stand behind what they read, so that one pass is enough.
    for (std::uint32_t at = pending.first; at < plan->nodes.size(); ++at) {
        std::int64_t const row = pending.rows[at];
        if (row != Pending::none) run_node(asker, dossier, at, row, &pending);
    }
    count_blocking();
}

bool Verdict::State::is_missing(std::uint32_t at, std::uint32_t row) const {
    Field const& field = plan->procedure->fields[at];
    AnswerTable const& table = tables[table_of(field.group)];
    std::size_t const word = table.word(row);
    return has_bit(&table.visible[word], field.slot) && has_bit(&table.required[word], field.slot) &&
           !has_bit(&table.known[word], field.slot) && !has_bit(&table.unreadable[word], field.slot);
}

void Verdict::State::count_blocking() {
    Procedure const& procedure = *plan->procedure;
    std::uint32_t count = 0;
    for (AnswerTable const& table : tables) {
        for (std::size_t word = 0; word < table.visible.size(); ++word) {
            std::uint64_t const missing = table.required[word] & ~table.known[word];
            // An unreadable answer is not missing: it is told once, as unreadable.
            std::uint64_t const wrong = table.visible[word] & (missing | table.unreadable[word]);
            if (wrong != 0) count += static_cast<std::uint32_t>(std::popcount(wrong));
        }
    }
    // What is retired is neither missing nor unreadable.
    for (AnswerTable const& table : tables) {
        for (std::size_t word = 0; word < table.retired.size(); ++word)
            count += static_cast<std::uint32_t>(std::popcount(table.visible[word] & table.retired[word]));
    }
    std::size_t rule = 0;
    for (std::size_t word = 0; word < failed.size(); ++word) {
        if (failed[word] == 0) continue;
        // Few fail: their rule is looked for, rather than the words of each.
        while (failed_at[rule + 1] <= word) ++rule;
        if (plan->rule_places[rule].blocks) count += static_cast<std::uint32_t>(std::popcount(failed[word]));
    }
    for (std::size_t group = 0; group < procedure.groups.size(); ++group) {
        if (group_visible[group] == 0) continue;
        std::uint32_t const rows = tables[group + 1].rows;
        if (rows < procedure.groups[group].minimum || rows > procedure.groups[group].maximum) ++count;
    }
    for (std::size_t zone = 0; zone < procedure.attachments.size(); ++zone) {
        if (zone_visible[zone] == 0) continue;
        if (zone_required[zone] != 0 && piece_count[zone] == 0) ++count;
        if (piece_count[zone] > procedure.attachments[zone].maximum_count) ++count;
    }
    for (PieceState const& piece : pieces) {
        if (piece.zone >= 0 && zone_visible[static_cast<std::size_t>(piece.zone)] != 0) {
            count += static_cast<std::uint32_t>(std::popcount(piece.faults));
        }
    }
    blocking = count;
}

}  // namespace guichet
