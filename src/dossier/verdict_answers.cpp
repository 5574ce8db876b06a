// The answers in force: copied from the dossier, hidden ones taken out, computed ones put in.
#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "dossier/verdict_state.hpp"
#include "procedure/evaluate.hpp"

namespace guichet {

namespace {

/// A name that can be shown, stored and downloaded anywhere: one line, no path, nothing that hides its ending.
bool is_sane_name(std::string_view name) {
    if (trim(name).empty() || count_code_points(name) > 200 || !is_valid_utf8(name)) return false;
    if (name == "." || name == "..") return false;
    for (std::size_t at = 0; at < name.size();) {
        char32_t const each = next_code_point(name, at);
        bool const is_control = each < 0x20 || (each >= 0x7F && each < 0xA0) || each == 0x2028 || each == 0x2029;
        bool const turns_text = (each >= 0x202A && each <= 0x202E) || (each >= 0x2066 && each <= 0x2069);
        if (is_control || turns_text || each == '/' || each == '\\') return false;
    }
    return true;
}

/// As `to = from`, without the detour of variant's visitor: this runs for each answer of each verdict.
void keep(Value& to, Value const& from) {
    if (std::string const* const text = std::get_if<std::string>(&from)) {
        if (std::string* const kept = std::get_if<std::string>(&to)) {
            kept->assign(*text);
        } else {
            to = *text;
        }
    } else if (Date const* const date = std::get_if<Date>(&from)) {
        to = *date;
    } else if (std::int64_t const* const number = std::get_if<std::int64_t>(&from)) {
        to = *number;
    } else if (bool const* const flag = std::get_if<bool>(&from)) {
        to = *flag;
    } else if (!is_unknown(from)) {
        to = from;
    } else if (!is_unknown(to)) {
        to = Value{};
    }
}

}  // namespace

void Verdict::State::load(Dossier const& dossier) {
    Procedure const& procedure = *plan->procedure;
    for (std::size_t at = 0; at < tables.size(); ++at) {
        AnswerTable& table = tables[at];
        std::vector<Row> const* const rows = at > 0 && at - 1 < dossier.groups.size() ? &dossier.groups[at - 1] : nullptr;
        table.rows = at == 0 ? 1 : rows == nullptr ? 0 : static_cast<std::uint32_t>(rows->size());
        std::size_t const cells = std::size_t{table.rows} * table.stride;
        table.values.resize(cells);
        table.facts.resize(cells);
        std::size_t const words = std::size_t{table.rows} * table.words;
        table.visible.assign(words, 0);
        table.known.assign(words, 0);
        table.unreadable.assign(words, 0);
        table.required.resize(words);
        for (std::uint32_t row = 0; row < table.rows; ++row) {
            std::ranges::copy(plan->always_required[at], table.required.begin() + static_cast<std::ptrdiff_t>(table.word(row)));
            std::vector<Answer> const& answers = rows == nullptr ? dossier.answers : (*rows)[row].answers;
            std::uint64_t* const visible = table.visible.data() + table.word(row);
            std::uint64_t* const known = table.known.data() + table.word(row);
            std::uint64_t* const unreadable = table.unreadable.data() + table.word(row);
            Value* const values = table.values.data() + table.cell(row, 0);
            Fact* const facts = table.facts.data() + table.cell(row, 0);
            auto const count = static_cast<std::uint32_t>(std::min<std::size_t>(table.stride, answers.size()));
            for (std::uint32_t slot = 0; slot < count; ++slot) {
                std::uint64_t const bit = std::uint64_t{1} << (slot % 64);
                visible[slot / 64] |= bit;
                keep(values[slot], answers[slot].value);
                facts[slot] = fact_of(values[slot]);
                if (!is_unknown(values[slot])) known[slot / 64] |= bit;
                if (!answers[slot].typed.empty()) unreadable[slot / 64] |= bit;
            }
            for (std::uint32_t slot = count; slot < table.stride; ++slot) {
                visible[slot / 64] |= std::uint64_t{1} << (slot % 64);
                values[slot] = Value{};
                facts[slot] = Fact{};
            }
        }
    }
    for (std::size_t group = 0; group < procedure.groups.size(); ++group) set_rows_in_force(group);
}

void Verdict::State::set_rows_in_force(std::size_t group) {
    AnswerTable const& table = tables[group + 1];
    group_rows[group] = {table.facts.data(), group_visible[group] != 0 ? table.rows : 0, table.stride};
}

Facts Verdict::State::facts() const { return {std::span(tables[0].facts), std::span(group_rows), std::span(accepted_in_force), today}; }

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

bool Verdict::State::settle_field(Dossier const& dossier, std::uint32_t at, std::uint32_t row) {
    Procedure const& procedure = *plan->procedure;
    Field const& field = procedure.fields[at];
    AnswerTable& table = tables[table_of(field.group)];
    bool const visible = is_container_visible(at) && condition_holds(field.visible, row);

    Value computed;
    bool unreadable = false;
    Value const* now = &computed;
    if (visible && field.computed >= 0) {
        bool const can_compute = is_open(plan->computed_gates[at], field.group, row);
        if (can_compute) computed = evaluate(procedure.programs[static_cast<std::size_t>(field.computed)], facts(), row);
    } else if (visible) {
        Answer const& answer = answer_of(procedure, dossier, {at, field.group < 0 ? -1 : static_cast<std::int32_t>(row)});
        now = &answer.value;
        unreadable = !answer.typed.empty();
    }
    std::size_t const word = table.word(row);
    Value& kept = table.values[table.cell(row, field.slot)];
    bool const changed =
        has_bit(&table.visible[word], field.slot) != visible || has_bit(&table.unreadable[word], field.slot) != unreadable || kept != *now;
    if (!changed) return false;
    set_bit(&table.visible[word], field.slot, visible);
    set_bit(&table.unreadable[word], field.slot, unreadable);
    set_bit(&table.known[word], field.slot, !is_unknown(*now));
    if (now == &computed) {
        kept = std::move(computed);
    } else {
        kept = *now;
    }
    table.facts[table.cell(row, field.slot)] = fact_of(kept);
    return true;
}

}  // namespace guichet
