// The order of judging: which condition, computation and rule depends on which answer. Made once for a
// procedure, immutable, shared by the copies of a Verdict. Internal to the room.
//
// A node is something to evaluate again when what it reads changes. Value nodes (sections, groups, zones,
// conditional or computed fields) change what others read and stand in dependency order; sinks (required-when,
// rules) only tell. A field that is always shown and never computed needs no node: its answer is its value.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "procedure/definition.hpp"
#include "procedure/questions.hpp"

namespace guichet {

/// One bit a slot of a table (the dossier's own answers, or a row's).
using SlotMask = std::vector<std::uint64_t>;

inline constexpr std::size_t mask_words(std::size_t slots) { return (slots + 63) / 64; }
inline void set_bit(std::uint64_t* words, std::size_t bit, bool on) {
    std::uint64_t const one = std::uint64_t{1} << (bit % 64);
    if (on) {
        words[bit / 64] |= one;
    } else {
        words[bit / 64] &= ~one;
    }
}
[[nodiscard]] inline bool has_bit(std::uint64_t const* words, std::size_t bit) { return ((words[bit / 64] >> (bit % 64)) & 1U) != 0; }
[[nodiscard]] inline bool has_all(std::uint64_t const* words, SlotMask const& wanted) {
    for (std::size_t word = 0; word < wanted.size(); ++word) {
        if ((wanted[word] & ~words[word]) != 0) return false;
    }
    return true;
}

struct Plan {
    enum class What : std::uint8_t { section, group, zone, field, field_required, zone_required, rule };

    /// Who must be judged again, and whether only for the row that changed.
    struct Dependent {
        std::uint32_t node = 0;
        bool same_row = false;
    };

    struct Node {
        What what = What::rule;
        std::uint32_t index = 0;   ///< in `sections`, or in the procedure's groups, attachments, fields, rules
        std::int16_t group = -1;   ///< whose rows it is evaluated for, -1: once
    };

    struct SectionPlace {
        std::uint32_t step = 0;
        std::uint32_t section = 0;
    };

    /// What must be known before a rule is judged or an answer computed: unknown is not zero.
    struct Gate {
        SlotMask root_known;
        SlotMask row_known;
        SlotMask row_visible;  ///< of a rule: where its finding stands, when that is in the row
    };

    /// What judging needs of a field, close together: the field itself is mostly sentences.
    struct FieldPlace {
        std::uint32_t visible = Questions::yes;   ///< questions
        std::uint32_t required = Questions::yes;
        std::int32_t section = -1;
        std::int32_t computed = -1;               ///< program
        std::int16_t group = -1;
        std::uint16_t slot = 0;
        bool retires = false;                     ///< its list has codes of older forms
    };

    /// The same of a rule.
    struct RulePlace {
        enum class Shown : std::uint8_t { always, field, group, zone };
        std::uint32_t check = Questions::yes;     ///< questions
        std::uint32_t open_check = Questions::yes;  ///< those left where the gate is open and no text in force is empty
        std::uint32_t program = 0;
        std::uint32_t shown_at = 0;               ///< slot of the dossier, group or zone that must be visible
        std::int16_t group = -1;
        Shown shown = Shown::always;
        bool by_columns = false;                  ///< asks all rows at once (evaluate_rows.cpp)
        bool blocks = false;
    };

    explicit Plan(std::shared_ptr<Procedure const> from);

    std::shared_ptr<Procedure const> procedure;
    std::vector<SectionPlace> sections;
    std::vector<std::uint32_t> first_section;      ///< by step
    std::vector<std::int32_t> section_of_field;    ///< flat index; of its group's section for a field of a row; -1: none
    std::vector<std::int32_t> section_of_group;
    std::vector<std::int32_t> section_of_zone;

    std::vector<Node> nodes;                       ///< value nodes in dependency order, then sinks
    std::uint32_t value_nodes = 0;
    /// Behind it there are only the rules, in their order.
    [[nodiscard]] std::uint32_t first_rule_node() const { return static_cast<std::uint32_t>(nodes.size() - procedure->rules.size()); }
    bool cyclic = false;                           ///< conditions that wait for each other: judged in order, always as a whole
    std::vector<std::vector<Dependent>> after_field;
    std::vector<std::vector<Dependent>> after_section;
    std::vector<std::vector<Dependent>> after_group;
    std::vector<std::vector<Dependent>> after_zone;
    std::vector<std::int32_t> node_of_field;       ///< its value node, -1: none

    Questions questions;
    std::unique_ptr<FieldPlace[]> field_places;    ///< by field
    std::unique_ptr<RulePlace[]> rule_places;      ///< by rule
    std::vector<std::uint32_t> section_visible;    ///< questions, as the four below
    std::vector<std::uint32_t> group_visible;
    std::vector<std::uint32_t> zone_visible;
    std::vector<std::uint32_t> zone_required;
    std::vector<Fact> unknown_row;                 ///< as long as the longest row
    SlotMask gating;                               ///< slots of the dossier that some rule's gate asks for
    std::size_t rule_words = 0;                    ///< of a mask of the rules, one bit each
    std::vector<std::uint64_t> closed_by;          ///< by slot, rule_words each: the rules that are closed while it is unknown
    std::vector<Gate> rule_gates;                  ///< by rule; open when it judges unknown answers
    std::vector<Gate> computed_gates;              ///< by field
    /// Masks of table 0 (the dossier itself) and table g + 1 (the rows of group g).
    std::vector<SlotMask> always_required;
    /// Slots that some program reads: only these are needed as facts.
    std::vector<std::vector<std::uint16_t>> read_slots;
    /// Slots of lists with codes of older forms: their answers are looked at.
    std::vector<std::vector<std::uint16_t>> retiring_slots;

private:
    void place_sections();
    void make_nodes();
    void link();
    void link_program(std::uint32_t node, std::int32_t program);
    void order();
    void make_gates();
    void ask();
    void place_rules();
    [[nodiscard]] std::uint32_t behind_known(std::uint32_t question, Gate& gate) const;
    [[nodiscard]] std::uint32_t questions_of(Condition condition);
    void note_reads();
    [[nodiscard]] Gate gate_of(std::int32_t program, std::int16_t group) const;
};

[[nodiscard]] inline std::size_t table_of(std::int16_t group) { return static_cast<std::size_t>(group + 1); }

}  // namespace guichet
