// The answers in force: copied from the dossier, hidden ones taken out, computed ones put in.
#include <algorithm>

#include "dossier/verdict_state.hpp"
#include "procedure/evaluate.hpp"
#include "procedure/kinds.hpp"

namespace guichet {

namespace {

/// A name that can be shown, stored and downloaded anywhere: one line, no path, nothing that hides its ending.
bool is_sane_name(std::string_view name) {
    // Most names are of letters, digits and points.
    auto const is_plain = [](char each) { return each > ' ' && each < 0x7F && each != '/' && each != '\\'; };
    return (name.size() > 2 && name.size() <= 200 && std::ranges::all_of(name, is_plain)) || can_be_shown(name);
}

bool is_empty_text(Fact const& fact) { return fact.type == Fact::Type::text && fact.length == 0; }

/// Rows of a table (verdict_state.hpp) in that dossier, and the answers of one.
std::uint32_t rows_in(Dossier const& dossier, std::size_t table) {
    if (table == 0) return 1;
    return table <= dossier.groups.size() ? static_cast<std::uint32_t>(dossier.groups[table - 1].size()) : 0;
}
AnswerSlots const& answers_in(Dossier const& dossier, std::size_t table, std::uint32_t row) {
    return table == 0 ? dossier.answers : dossier.groups[table - 1][row].answers;
}

/// Takes out what load() put.
void hide(AnswerTable& table, std::uint32_t row, std::uint16_t slot) {
    std::uint64_t const others = ~(std::uint64_t{1} << (slot % 64U));
    std::size_t const word = table.word(row) + slot / 64U;
    table.facts[table.cell(row, slot)] = Fact{};
    table.visible[word] &= others;
    table.known[word] &= others;
    table.unreadable[word] &= others;
    if (!table.retired.empty()) table.retired[word] &= others;
    table.all_known[slot / 64U] &= others;
}

}  // namespace

void Verdict::State::load(Dossier const& dossier) {
    bool has_empty = false;
    for (std::size_t at = 0; at < tables.size(); ++at) {
        AnswerTable& table = tables[at];
        table.rows = rows_in(dossier, at);
        std::size_t const words = std::size_t{table.rows} * table.words;
        table.facts.resize(std::size_t{table.rows} * table.stride);
        // Not cleared: each computed field is settled anew, and no other cell is looked at.
        if (table.has_computed) table.computed.resize(table.facts.size());
        table.visible.resize(words);
        table.known.resize(words);
        table.unreadable.resize(words);
        table.required.resize(words);
        table.all_known.assign(table.words, ~std::uint64_t{0});
        for (std::uint32_t row = 0; row < table.rows; ++row) {
            AnswerSlots const& answers = answers_in(dossier, at, row);
            Fact* const facts = table.facts.data() + table.cell(row, 0);
            auto const count = static_cast<std::uint32_t>(std::min<std::size_t>(table.stride, answers.size()));
            for (std::uint32_t word = 0; word < table.words; ++word) {
                std::uint64_t known = 0;
                std::uint64_t unreadable = 0;
                std::uint32_t const first = word * 64;
                std::uint32_t const last = std::min(first + 64, count);
                for (std::uint32_t slot = first; slot < last; ++slot) {
                    Answer const& answer = answers[slot];
                    known |= std::uint64_t{!is_unknown(answer.value)} << (slot - first);
                    unreadable |= std::uint64_t{!answer.typed.empty()} << (slot - first);
                }
                std::size_t const place = table.word(row) + word;
                table.known[place] = known;
                table.all_known[word] &= known;
                table.unreadable[place] = unreadable;
                table.visible[place] =
                    word + 1 < table.words || table.stride % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << (table.stride % 64)) - 1;
                table.required[place] = plan->always_required[at][word];
            }
            for (std::uint16_t const slot : plan->read_slots[at]) {
                if (slot < count) {
                    put_fact(facts[slot], answers[slot].value);
                    has_empty |= is_empty_text(facts[slot]);
                } else {
                    facts[slot] = Fact{};
                }
            }
        }
    }
    has_empty_text = has_empty;
    for (std::size_t at = 0; at < tables.size(); ++at) {
        if (!plan->retiring_slots[at].empty()) load_retired(dossier, at);
    }
    for (std::size_t group = 0; group < group_rows.size(); ++group) set_rows_in_force(group);
}

void Verdict::State::load_retired(Dossier const& dossier, std::size_t at) {
    Procedure const& procedure = *plan->procedure;
    AnswerTable& table = tables[at];
    table.retired.assign(table.visible.size(), 0);
    std::vector<std::uint32_t> const& fields = at == 0 ? procedure.root_fields : procedure.groups[at - 1].fields;
    for (std::uint32_t row = 0; row < table.rows; ++row) {
        AnswerSlots const& answers = answers_in(dossier, at, row);
        for (std::uint16_t const slot : plan->retiring_slots[at]) {
            bool const retired =
                slot < answers.size() && !retired_advice(procedure, procedure.fields[fields[slot]], answers[slot].value).empty();
            set_bit(&table.retired[table.word(row)], slot, retired);
        }
    }
}

bool Verdict::State::borrow_again(Dossier const& dossier) {
    Procedure const& procedure = *plan->procedure;
    for (std::size_t at = 0; at < tables.size(); ++at) {
        AnswerTable& table = tables[at];
        if (table.rows != rows_in(dossier, at)) return false;
        std::vector<std::uint32_t> const& fields = at == 0 ? procedure.root_fields : procedure.groups[at - 1].fields;
        for (std::uint32_t row = 0; row < table.rows; ++row) {
            AnswerSlots const& answers = answers_in(dossier, at, row);
            if (answers.size() < table.stride) return false;
            std::size_t const first = table.cell(row, 0);
            Fact* const facts = table.facts.data() + first;
            for (std::uint16_t const slot : plan->read_slots[at]) {
                // Only these borrow; one that no longer is a text is the one that was edited, and is settled next.
                if (facts[slot].type != Fact::Type::text && facts[slot].type != Fact::Type::texts) continue;
                bool const is_computed = table.has_computed && procedure.fields[fields[slot]].computed >= 0;
                facts[slot] = fact_of(is_computed ? table.computed[first + slot] : answers[slot].value);
            }
        }
    }
    // The tables may have moved too.
    for (std::size_t group = 0; group < group_rows.size(); ++group) set_rows_in_force(group);
    return true;
}

void Verdict::State::set_rows_in_force(std::size_t group) {
    AnswerTable const& table = tables[group + 1];
    group_rows[group] = {table.facts.data(), group_visible[group] != 0 ? table.rows : 0, table.stride};
}

Facts Verdict::State::facts() const {
    return {std::span(tables[0].facts), std::span(group_rows), std::span(accepted_in_force), today, plan->procedure->tables};
}

void Verdict::State::load_pieces(Dossier const& dossier) {
    Procedure const& procedure = *plan->procedure;
    pieces.assign(dossier.attachments.size(), {});
    std::ranges::fill(accepted, 0U);
    std::ranges::fill(piece_count, 0U);
    for (std::size_t at = 0; at < dossier.attachments.size(); ++at) {
        Attachment const& piece = dossier.attachments[at];
        pieces[at].zone = procedure.attachment_index(piece.zone);
        if (pieces[at].zone < 0) continue;
        auto const index = static_cast<std::size_t>(pieces[at].zone);
        AttachmentZone const& zone = procedure.attachments[index];
        bool const type_fits =
            zone.types.empty() || std::ranges::any_of(zone.types, [&](FileType type) { return media_type(type) == piece.media_type; });
        std::uint8_t faults = 0;
        if (!type_fits) faults |= PieceState::type;
        if (piece.size == 0 || piece.size > zone.maximum_bytes) faults |= PieceState::size;
        if (!is_sane_name(piece.name)) faults |= PieceState::name;
        pieces[at].faults = faults;
        ++piece_count[index];
        if (faults == 0) ++accepted[index];
    }
}

/// Puts what the program of a computed field gives; `changed` tells whether it gave something else before.
Fact Verdict::State::settle_computed(Asker& asker, std::uint32_t at, std::uint32_t row, bool visible, bool& changed) {
    Plan::FieldPlace const& field = plan->field_places[at];
    AnswerTable& table = tables[table_of(field.group)];
    Value& kept = table.computed[table.cell(row, field.slot)];
    if (visible && is_open(plan->computed_gates[at], field.group, row)) {
        changed = evaluate_into(kept, plan->procedure->programs[static_cast<std::size_t>(field.computed)], asker.context(), row);
    } else {
        changed = !is_unknown(kept);
        kept = Unknown{};
    }
    return fact_of(kept);
}

/// Settles a field that load() has read, for all rows: what it put is right while the field is shown.
void Verdict::State::settle_loaded(Asker& asker, Dossier const& dossier, std::uint32_t at) {
    Plan::FieldPlace const& field = plan->field_places[at];
    AnswerTable& table = tables[table_of(field.group)];
    if (field.computed >= 0) {
        for (std::uint32_t row = 0; row < table.rows; ++row) static_cast<void>(settle_field(asker, dossier, at, row, true));
        return;
    }
    bool const is_in_view = is_container_visible(field);
    for (std::uint32_t row = 0; row < table.rows; ++row) {
        if (!is_in_view || !holds_in(asker, field.visible, field.group, row)) hide(table, row, field.slot);
    }
}

bool Verdict::State::settle_field(Asker& asker, Dossier const& dossier, std::uint32_t at, std::uint32_t row, bool edited) {
    Plan::FieldPlace const& field = plan->field_places[at];
    AnswerTable& table = tables[table_of(field.group)];
    bool const visible = is_container_visible(field) && holds_in(asker, field.visible, field.group, row);
    bool unreadable = false;
    bool retired = false;
    Fact now;
    if (field.computed >= 0) {
        now = settle_computed(asker, at, row, visible, edited);
    } else if (visible) {
        AnswerSlots const& answers = answers_in(dossier, table_of(field.group), row);
        if (field.slot < answers.size()) {
            Answer const& answer = answers[field.slot];
            put_fact(now, answer.value);
            unreadable = !answer.typed.empty();
            retired = field.retires && !retired_advice(*plan->procedure, plan->procedure->fields[at], answer.value).empty();
        }
    }
    std::size_t const word = table.word(row) + field.slot / 64U;
    std::uint64_t const one = std::uint64_t{1} << (field.slot % 64U);
    auto const put = [one](std::uint64_t& bits, bool on) { bits = on ? bits | one : bits & ~one; };
    bool const was_visible = (table.visible[word] & one) != 0;
    bool const known = now.type != Fact::Type::unknown;
    table.facts[table.cell(row, field.slot)] = now;
    has_empty_text |= is_empty_text(now);
    put(table.visible[word], visible);
    put(table.unreadable[word], unreadable);
    if (!table.retired.empty()) put(table.retired[word], retired);
    put(table.known[word], known);
    if (!known) put(table.all_known[field.slot / 64U], false);
    return edited || was_visible != visible;
}

}  // namespace guichet
