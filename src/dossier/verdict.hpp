// The verdict: which fields apply, which are required, what is computed, and what is wrong.
// The same code judges in the browser, on the command line and in the receiver.
//
// Hidden fields never block, keep their draft value, and are absent from the payload. A rule that
// reads an unknown or hidden field is not judged (unless it says so). Required is judged here, as is
// an answer that could not be read ("lisible") and the number of rows and pieces.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"
#include "dossier/dossier.hpp"
#include "procedure/definition.hpp"

namespace guichet {

/// One thing to tell. `path` is a field's path ("stagiaires[2].nir"), a group's id or
/// "pieces.<zone>"; `rule` is the rule's id, or "obligatoire", "lisible", "a-confirmer", "code-ancien", "minimum", "maximum",
/// "piece-obligatoire", "piece-type", "piece-taille", "piece-nombre".
struct Finding {
    std::string path;
    std::string rule;
    Severity severity = Severity::block;
    std::string message;
    Source source;
    std::int16_t step = -1;
    friend bool operator==(Finding const& a, Finding const& b) {
        return a.path == b.path && a.rule == b.rule && a.severity == b.severity && a.message == b.message;
    }
};

/// Keeps what it has judged, so that an edit costs only its dependents. Copyable (it is part of the
/// application's model). Needs no dossier between calls: each that looks at answers is given it. Not for two threads at
/// once, not even findings().
class Verdict {
public:
    explicit Verdict(std::shared_ptr<Procedure const> procedure);
    Verdict(Verdict const&);
    Verdict(Verdict&&) noexcept;
    Verdict& operator=(Verdict const&);
    Verdict& operator=(Verdict&&) noexcept;
    ~Verdict();

    /// Judges everything.
    void judge(Dossier const& dossier, Date today);
    /// Judges what depends on that answer. The dossier must differ from the last one judged by it alone.
    void judge_after_edit(Dossier const& dossier, FieldRef edited);
    /// Rows or pieces were added or removed: cheaper than judge() where it can be, equal to it always.
    void judge_after_rows(Dossier const& dossier, std::int16_t group);
    void judge_after_pieces(Dossier const& dossier);

    [[nodiscard]] bool is_visible(FieldRef where) const;
    [[nodiscard]] bool is_required(FieldRef where) const;
    [[nodiscard]] bool is_computed(FieldRef where) const;
    /// The answer in force: Unknown when hidden, the computed value when computed. The dossier is the one last judged.
    [[nodiscard]] Value const& value(Dossier const& dossier, FieldRef where) const;
    /// What a program of the procedure gives over the answers in force: a suggestion. Unknown for a constant condition, and
    /// where the dossier is not the one last judged.
    [[nodiscard]] Value evaluated(Dossier const& dossier, Condition program, std::uint32_t row = 0) const;
    [[nodiscard]] bool is_section_visible(std::uint32_t step, std::uint32_t section) const;
    [[nodiscard]] bool is_zone_visible(std::uint32_t zone) const;
    [[nodiscard]] bool is_zone_required(std::uint32_t zone) const;
    [[nodiscard]] bool is_group_visible(std::int16_t group) const;

    /// No finding that blocks. Costs nothing.
    [[nodiscard]] bool is_acceptable() const;
    [[nodiscard]] std::uint32_t blocking_count() const;
    /// In the order of the form: step, field, then the order of the rules. Sentences are made here.
    [[nodiscard]] std::vector<Finding> findings(Dossier const& dossier) const;

    /// What is kept (verdict_state.hpp); named here for the room's own files.
    struct State;

private:
    std::unique_ptr<State> state_;
};

}  // namespace guichet
