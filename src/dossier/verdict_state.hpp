// What a Verdict keeps. Findings are bits (which rule, which row); sentences are made only when they are asked for.
// Internal to the room.
//
// The answers in force are facts that borrow their texts from the dossier, and are borrowed again at each call: the dossier
// may have moved in between. Copying the texts would cost as much as judging them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "dossier/plan.hpp"
#include "dossier/verdict.hpp"
#include "procedure/facts.hpp"

namespace guichet {

/// The answers of the dossier itself (one row) or of the rows of a group, row after row.
struct AnswerTable {
    std::uint32_t rows = 0;
    std::uint32_t stride = 0;  ///< slots of a row
    std::uint32_t words = 0;   ///< words of a row's masks
    std::uint32_t failed_rows = 0;  ///< rows that rules for them have bits for
    bool has_computed = false;
    std::vector<Fact> facts;      ///< of the slots that programs read; their texts and lists hold during a call only
    std::vector<Value> computed;  ///< by cell, where the table has computed fields
    /// One bit a slot, `words` a row. `known` and `unreadable` only hold where `visible` does.
    std::vector<std::uint64_t> visible;
    std::vector<std::uint64_t> required;
    std::vector<std::uint64_t> known;
    std::vector<std::uint64_t> unreadable;
    std::vector<std::uint64_t> retired;  ///< a code of an older form; empty when no list of the table has one
    /// Slots that are known, hence visible, in every row; some of them only, after edits.
    std::vector<std::uint64_t> all_known;

    [[nodiscard]] std::size_t cell(std::uint32_t row, std::uint16_t slot) const { return std::size_t{row} * stride + slot; }
    [[nodiscard]] std::size_t word(std::uint32_t row) const { return std::size_t{row} * words; }
};

/// What is wrong with one piece, and in which zone it lies (-1: none that the procedure knows).
struct PieceState {
    enum Fault : std::uint8_t { type = 1, size = 2, name = 4 };
    std::int32_t zone = -1;
    std::uint8_t faults = 0;
    friend bool operator==(PieceState const&, PieceState const&) = default;
};

/// Whether a piece's name, one not of plain characters alone, can be shown on one line and is no path (verdict_findings.cpp).
[[nodiscard]] bool can_be_shown(std::string_view name);

struct Verdict::State {
    explicit State(std::shared_ptr<Plan const> of);

    std::shared_ptr<Plan const> plan;
    Date today;
    bool judged = false;
    bool has_empty_text = false;                  ///< an answer in force is, or was since the last whole verdict, an empty text: known
                                                  ///< in the tables, not to a rule that asks
    std::vector<AnswerTable> tables;              ///< 0: the dossier itself; g + 1: group g
    std::vector<FactRows> group_rows;
    std::vector<std::uint8_t> section_visible;
    std::vector<std::uint8_t> group_visible;
    std::vector<std::uint8_t> zone_visible;
    std::vector<std::uint8_t> zone_required;
    std::vector<std::uint32_t> accepted;          ///< pieces without fault, by zone
    std::vector<std::uint32_t> accepted_in_force; ///< the same, none in a hidden zone
    std::vector<std::uint32_t> piece_count;       ///< pieces, faulty or not, by zone
    std::vector<PieceState> pieces;               ///< by attachment of the dossier
    std::vector<std::uint64_t> failed;            ///< one bit a row, rule after rule
    std::vector<std::uint32_t> failed_at;         ///< by rule: its first word, and behind the last rule their number
    std::uint32_t blocking = 0;

    // verdict_answers.cpp: filling the tables.
    void load(Dossier const& dossier);
    /// Makes the facts of the last call those of this dossier; false when it has other rows than were judged.
    bool borrow_again(Dossier const& dossier);
    void load_pieces(Dossier const& dossier);
    /// Puts the answer in force for one field; true when it differs from before, or may because it was edited.
    bool settle_field(Asker& asker, Dossier const& dossier, std::uint32_t field, std::uint32_t row, bool edited);
    void settle_loaded(Asker& asker, Dossier const& dossier, std::uint32_t field);
    [[nodiscard]] Fact settle_computed(Asker& asker, std::uint32_t field, std::uint32_t row, bool visible, bool& changed);
    void set_rows_in_force(std::size_t group);
    void load_retired(Dossier const& dossier, std::size_t table);
    [[nodiscard]] Facts facts() const;

    // verdict_judging.cpp: running the plan.
    void run_all(Dossier const& dossier);
    void count_blocking();
    /// A condition of a field, in a row of its group.
    [[nodiscard]] bool holds_in(Asker& asker, std::uint32_t question, std::int16_t group, std::uint32_t row) const;
    [[nodiscard]] bool is_open(Plan::Gate const& gate, std::int16_t group, std::uint32_t row) const;
    [[nodiscard]] std::uint64_t open_rows(Plan::Gate const& gate, std::int16_t group, std::uint32_t start, std::uint32_t from,
                                          std::uint32_t to) const;
    [[nodiscard]] bool is_container_visible(Plan::FieldPlace const& field) const;
    [[nodiscard]] bool is_shown(Plan::RulePlace const& rule) const;
    [[nodiscard]] bool may_judge(std::uint32_t rule) const;
    /// What is asked of a rule whose gate is open.
    [[nodiscard]] std::uint32_t question_of(Plan::RulePlace const& rule) const { return has_empty_text ? rule.check : rule.open_check; }
    void run_rule(Asker& asker, std::uint32_t rule, std::uint32_t first, std::uint32_t last);
    void run_rows(Asker& asker, std::uint32_t rule, bool judged_now, std::uint32_t first, std::uint32_t last);
    [[nodiscard]] std::uint64_t open_rules(std::size_t word) const;
    void run_rules(Asker& asker);
    void lay_out_failed();

    // verdict_edit.cpp: only what an edit touches. Nodes in their order, each with the rows to do.
    struct Pending {
        static constexpr std::int64_t none = -1;
        static constexpr std::int64_t all = -2;
        std::vector<std::int64_t> rows;  ///< by node: none, all, or one row
        std::uint32_t first = 0;         ///< no node before this one is pending
        std::int32_t edited = -1;        ///< the node of the field that was edited
        void add(std::vector<Plan::Dependent> const& dependents, std::int64_t row);
    };
    void run_pending(Dossier const& dossier, Pending& pending);
    void run_node(Asker& asker, Dossier const& dossier, std::uint32_t node, std::int64_t row, Pending* pending);

    [[nodiscard]] bool is_missing(std::uint32_t field, std::uint32_t row) const;
    [[nodiscard]] std::uint32_t row_count(std::int16_t group) const { return tables[table_of(group)].rows; }
};

}  // namespace guichet
