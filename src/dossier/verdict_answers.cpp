// The answers in force: copied from the dossier, hidden ones taken out, computed ones put in.
#include <algorithm>
#include <cstring>
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

/// The fact of an answer, its text or list kept in the arena.
Fact housed(Fact fact, TextArena& arena) {
    if (fact.type == Fact::Type::text) {
        fact.text = arena.keep(fact.view());
    } else if (fact.type == Fact::Type::texts) {
        fact.texts = arena.keep(*fact.texts);
    }
    return fact;
}

bool same(Fact const& a, Fact const& b) {
    if (a.type != b.type) return false;
    switch (a.type) {
    case Fact::Type::boolean: return a.boolean == b.boolean;
    case Fact::Type::number: return a.number == b.number;
    case Fact::Type::date: return a.days == b.days;
    case Fact::Type::text: return a.view() == b.view();
    case Fact::Type::texts: return *a.texts == *b.texts;
    default: return true;
    }
}

Value value_of(Fact const& fact) {
    switch (fact.type) {
    case Fact::Type::boolean: return fact.boolean;
    case Fact::Type::number: return static_cast<std::int64_t>(fact.number);
    case Fact::Type::date: return Date{fact.days};
    case Fact::Type::text: return std::string(fact.view());
    case Fact::Type::texts: return *fact.texts;
    default: return {};
    }
}

}  // namespace

void TextArena::open_block(std::size_t size) {
    while (in_use_ < blocks_.size() && blocks_[in_use_].size < size) ++in_use_;
    if (in_use_ == blocks_.size()) {
        std::size_t const wanted = std::max(size, block_size);
        blocks_.push_back({std::make_unique_for_overwrite<char[]>(wanted), wanted});
    }
    next_ = blocks_[in_use_].bytes.get();
    left_ = blocks_[in_use_].size;
    ++in_use_;
}

char const* TextArena::keep(std::string_view text) {
    if (text.size() > left_) open_block(text.size());
    char* const kept = next_;
    // Most texts are a name or a code: two moves of a fixed size cost less than a call.
    if (std::size_t const size = text.size(); size >= 8 && size <= 16) {
        std::memcpy(kept, text.data(), 8);
        std::memcpy(kept + size - 8, text.data() + size - 8, 8);
    } else if (size < 8) {
        for (std::size_t at = 0; at < size; ++at) kept[at] = text[at];
    } else {
        std::memcpy(kept, text.data(), size);
    }
    next_ += text.size();
    left_ -= text.size();
    kept_ += text.size();
    return kept;
}

TextList const* TextArena::keep(TextList const& list) {
    kept_ += sizeof(TextList);
    return lists_.emplace_back(std::make_unique<TextList>(list)).get();
}

void TextArena::reset() {
    in_use_ = 0;
    next_ = nullptr;
    left_ = 0;
    kept_ = 0;
    lists_.clear();
}

void Verdict::State::load(Dossier const& dossier) {
    Procedure const& procedure = *plan->procedure;
    arena.reset();
    for (std::size_t at = 0; at < tables.size(); ++at) {
        AnswerTable& table = tables[at];
        std::vector<Row> const* const rows = at > 0 && at - 1 < dossier.groups.size() ? &dossier.groups[at - 1] : nullptr;
        table.rows = at == 0 ? 1 : rows == nullptr ? 0 : static_cast<std::uint32_t>(rows->size());
        std::size_t const cells = std::size_t{table.rows} * table.stride;
        table.facts.resize(cells);
        table.has_value.assign(table.has_value.empty() ? 0 : cells, 0);
        table.values.resize(table.has_value.size());
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
            Fact* const facts = table.facts.data() + table.cell(row, 0);
            auto const count = static_cast<std::uint32_t>(std::min<std::size_t>(table.stride, answers.size()));
            for (std::uint32_t slot = 0; slot < count; ++slot) {
                std::uint64_t const bit = std::uint64_t{1} << (slot % 64);
                visible[slot / 64] |= bit;
                facts[slot] = housed(fact_of(answers[slot].value), arena);
                if (facts[slot].type != Fact::Type::unknown) known[slot / 64] |= bit;
                if (!answers[slot].typed.empty()) unreadable[slot / 64] |= bit;
            }
            for (std::uint32_t slot = count; slot < table.stride; ++slot) {
                visible[slot / 64] |= std::uint64_t{1} << (slot % 64);
                facts[slot] = Fact{};
            }
        }
    }
    arena.note_all_used();
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
    Fact now;
    if (visible && field.computed >= 0) {
        bool const can_compute = is_open(plan->computed_gates[at], field.group, row);
        if (can_compute) computed = evaluate(procedure.programs[static_cast<std::size_t>(field.computed)], facts(), row);
        now = fact_of(computed);
    } else if (visible) {
        Answer const& answer = answer_of(procedure, dossier, {at, field.group < 0 ? -1 : static_cast<std::int32_t>(row)});
        now = fact_of(answer.value);
        unreadable = !answer.typed.empty();
    }
    std::size_t const word = table.word(row);
    std::size_t const cell = table.cell(row, field.slot);
    bool const changed = has_bit(&table.visible[word], field.slot) != visible ||
                         has_bit(&table.unreadable[word], field.slot) != unreadable || !same(table.facts[cell], now);
    if (!changed) return false;
    set_bit(&table.visible[word], field.slot, visible);
    set_bit(&table.unreadable[word], field.slot, unreadable);
    set_bit(&table.known[word], field.slot, now.type != Fact::Type::unknown);
    table.facts[cell] = housed(now, arena);
    if (!table.has_value.empty()) table.has_value[cell] = 0;
    return true;
}

void Verdict::State::rehouse_texts() {
    TextArena fresh;
    for (AnswerTable& table : tables) {
        for (Fact& fact : table.facts) fact = housed(fact, fresh);
    }
    fresh.note_all_used();
    arena = std::move(fresh);
}

Value const& Verdict::State::value_at(std::size_t at, std::size_t cell) const {
    AnswerTable const& table = tables[at];
    if (table.has_value.empty()) {
        table.has_value.assign(table.facts.size(), 0);
        table.values.resize(table.facts.size());
    }
    if (table.has_value[cell] == 0) {
        table.values[cell] = value_of(table.facts[cell]);
        table.has_value[cell] = 1;
    }
    return table.values[cell];
}

}  // namespace guichet
