// What a Verdict keeps. Findings are bits (which rule, which row); sentences are made only when they are asked for.
// Internal to the room.
//
// The answers in force are kept here as facts, their texts in an arena: a Verdict is a value of its own, and must hold
// after the dossier has moved on. Copying each answer as a Value would cost more than judging it; the few that are asked
// for by value() are made then.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "dossier/plan.hpp"
#include "dossier/verdict.hpp"
#include "procedure/facts.hpp"

namespace guichet {

/// Where the texts of facts live: blocks that never move. What is replaced stays until the next reset.
class TextArena {
public:
    [[nodiscard]] char const* keep(std::string_view text);
    [[nodiscard]] TextList const* keep(TextList const& list);
    void reset();
    /// All that is kept is in use; from here on texts are replaced one by one.
    void note_all_used() { used_ = kept_; }
    /// More was replaced than is in use.
    [[nodiscard]] bool is_wasteful() const { return kept_ > 2 * used_ + (std::size_t{1} << 16U); }

private:
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    void open_block(std::size_t size);

    static constexpr std::size_t block_size = std::size_t{16} << 10U;
    std::vector<Block> blocks_;
    std::size_t in_use_ = 0;  ///< blocks
    char* next_ = nullptr;
    std::size_t left_ = 0;
    std::size_t kept_ = 0;
    std::size_t used_ = 0;
    std::vector<std::unique_ptr<TextList>> lists_;
};

/// The answers of the dossier itself (one row) or of the rows of a group, row after row.
struct AnswerTable {
    std::uint32_t rows = 0;
    std::uint32_t stride = 0;  ///< slots of a row
    std::uint32_t words = 0;   ///< words of a row's masks
    std::vector<Fact> facts;
    /// Answers that were asked for as Values since they last changed; made by value().
    mutable std::vector<Value> values;
    mutable std::vector<std::uint8_t> has_value;
    /// One bit a slot, `words` a row. `known` and `unreadable` only hold where `visible` does.
    std::vector<std::uint64_t> visible;
    std::vector<std::uint64_t> required;
    std::vector<std::uint64_t> known;
    std::vector<std::uint64_t> unreadable;

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

struct Verdict::State {
    explicit State(std::shared_ptr<Plan const> of);
    State(State const& other);
    State& operator=(State const&) = delete;
    ~State() = default;

    std::shared_ptr<Plan const> plan;
    Date today;
    bool judged = false;
    TextArena arena;
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
    std::vector<std::vector<std::uint64_t>> failed;  ///< by rule: one bit a row
    std::uint32_t blocking = 0;

    // verdict_answers.cpp: filling the tables.
    void load(Dossier const& dossier);
    void load_pieces(Dossier const& dossier);
    /// Puts the answer in force for one field; true when it differs from before.
    bool settle_field(Dossier const& dossier, std::uint32_t field, std::uint32_t row);
    void set_rows_in_force(std::size_t group);
    /// Moves all texts to a fresh arena: after a copy, or when edits have left too many behind.
    void rehouse_texts();
    [[nodiscard]] Value const& value_at(std::size_t table, std::size_t cell) const;
    [[nodiscard]] Facts facts() const;

    // verdict_judging.cpp: running the plan.
    void run_all(Dossier const& dossier);
    void count_blocking();
    [[nodiscard]] bool condition_holds(Condition condition, std::uint32_t row) const;
    [[nodiscard]] bool is_open(Plan::Gate const& gate, std::int16_t group, std::uint32_t row) const;
    [[nodiscard]] std::uint64_t open_rows(Plan::Gate const& gate, std::int16_t group, std::uint32_t start, std::uint32_t from,
                                          std::uint32_t to) const;
    [[nodiscard]] bool is_container_visible(std::uint32_t field) const;
    [[nodiscard]] bool is_shown(Rule const& rule) const;
    void run_rule(std::uint32_t rule, std::uint32_t first, std::uint32_t last);

    // verdict_edit.cpp: only what an edit touches. Nodes in their order, each with the rows to do.
    struct Pending {
        static constexpr std::int64_t none = -1;
        static constexpr std::int64_t all = -2;
        std::vector<std::int64_t> rows;  ///< by node: none, all, or one row
        std::uint32_t first = 0;         ///< no node before this one is pending
        void add(std::vector<Plan::Dependent> const& dependents, std::int64_t row);
    };
    void run_pending(Dossier const& dossier, Pending& pending);
    void run_node(Dossier const& dossier, std::uint32_t node, std::int64_t row, Pending* pending);

    [[nodiscard]] bool is_missing(std::uint32_t field, std::uint32_t row) const;
    [[nodiscard]] std::uint32_t row_count(std::int16_t group) const { return tables[table_of(group)].rows; }
};

}  // namespace guichet
