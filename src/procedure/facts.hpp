// The answers in force, as programs read them: flat tables of 16-byte facts, so that a rule costs
// nanoseconds. The dossier's room fills the tables (fact_of) and hands them over as Facts.
//
// A fact borrows: the text of an answer, the list of a several-choices answer and the cells of the
// rows must outlive the evaluation. Hidden answers are given as Fact{} (unknown), computed answers
// by their computed value. Numbers are doubles, as in JsonLogic: every stored integer (at most 10^15)
// is exact in one. A year-month is its text "2026-09".
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/date.hpp"
#include "core/value.hpp"
#include "procedure/tables.hpp"

namespace guichet {

/// One answer, or any value that a program handles.
struct Fact {
    enum class Type : std::uint32_t {
        unknown,  ///< no answer: what JavaScript calls undefined; null once it is read
        null,
        boolean,
        number,
        date,     ///< behaves as its ISO text, compares as an integer
        text,     ///< `length` bytes of UTF-8 at `text`
        texts,    ///< the list of a several-choices answer
        array,    ///< `length` facts at `items`: a list made by a rule
        rows,     ///< all rows of the group `length`
        row,      ///< the row `row` of the group `length`
    };
    Type type = Type::unknown;
    std::uint32_t length = 0;
    union {
        double number = 0;
        bool boolean;
        std::int32_t days;
        char const* text;
        TextList const* texts;
        Fact const* items;
        std::uint32_t row;
    };

    [[nodiscard]] static Fact of_null() { return made(Type::null, 0, 0); }
    [[nodiscard]] static Fact of_boolean(bool value) { return made(Type::boolean, 0, value ? 1 : 0); }
    [[nodiscard]] static Fact of_number(double value) { return made(Type::number, 0, std::bit_cast<std::uint64_t>(value)); }
    [[nodiscard]] static Fact of_date(Date value) { return made(Type::date, 0, static_cast<std::uint32_t>(value.days)); }
    [[nodiscard]] static Fact of_text(std::string_view value) {
        return made(Type::text, static_cast<std::uint32_t>(value.size()), std::bit_cast<std::uintptr_t>(value.data()));
    }
    [[nodiscard]] static Fact of_texts(TextList const& value) { return made(Type::texts, 0, std::bit_cast<std::uintptr_t>(&value)); }
    [[nodiscard]] static Fact of_array(Fact const* items, std::size_t count) {
        return made(Type::array, static_cast<std::uint32_t>(count), std::bit_cast<std::uintptr_t>(items));
    }
    [[nodiscard]] static Fact of_rows(std::int16_t group) { return made(Type::rows, static_cast<std::uint32_t>(group), 0); }
    [[nodiscard]] static Fact of_row(std::int16_t group, std::uint32_t row) {
        return made(Type::row, static_cast<std::uint32_t>(group), row);
    }
    [[nodiscard]] std::string_view view() const { return {text, length}; }

private:
    /// By two words, as a fact is copied: a processor waits before it reads as one word what was written in pieces.
    [[nodiscard]] static Fact made(Type type, std::uint32_t length, std::uint64_t rest) {
        return std::bit_cast<Fact>(std::array{static_cast<std::uint64_t>(type) | std::uint64_t{length} << 32U, rest});
    }
};
static_assert(sizeof(Fact) == 16);

/// Makes `fact` that of an answer. Borrows the value's text or list.
inline void put_fact(Fact& fact, Value const& value) {
    // By index rather than by visit, and in place: this runs for each answer of a dossier.
    fact.length = 0;
    switch (value.index()) {
    case 1:
        fact.type = Fact::Type::boolean;
        fact.boolean = *std::get_if<bool>(&value);
        break;
    case 2:
        fact.type = Fact::Type::number;
        fact.number = static_cast<double>(*std::get_if<std::int64_t>(&value));
        break;
    case 3:
        fact.type = Fact::Type::date;
        fact.days = std::get_if<Date>(&value)->days;
        break;
    case 4: {
        std::string const& text = *std::get_if<std::string>(&value);
        fact.type = Fact::Type::text;
        fact.length = static_cast<std::uint32_t>(text.size());
        fact.text = text.data();
        break;
    }
    case 5:
        fact.type = Fact::Type::texts;
        fact.texts = std::get_if<TextList>(&value);
        break;
    default: fact.type = Fact::Type::unknown; break;
    }
}
[[nodiscard]] inline Fact fact_of(Value const& value) {
    Fact fact;
    put_fact(fact, value);
    return fact;
}

/// The answers of a repeated group: row r's slot s is cells[r * stride + s].
struct FactRows {
    Fact const* cells = nullptr;
    std::uint32_t rows = 0;
    std::uint32_t stride = 0;  ///< number of slots of a row
};

/// Where a program finds the answers.
struct Facts {
    std::span<Fact const> root;             ///< by slot of the dossier itself
    std::span<FactRows const> groups;       ///< by group index; a hidden group has no rows
    std::span<std::uint32_t const> pieces;  ///< accepted pieces by attachment zone
    Date today;
    std::span<Table const> tables{};        ///< of the procedure, by index
};

}  // namespace guichet
