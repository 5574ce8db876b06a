#include "app/open_dossier.hpp"

#include <algorithm>
#include <utility>

#include "app/places.hpp"

namespace guichet {
namespace {

constexpr std::uint64_t bit_of(std::uint32_t step) { return std::uint64_t{1} << (step % 64U); }

bool is_answered(Answer const& answer, Value const& initial) {
    return !answer.typed.empty() || (!is_unknown(answer.value) && answer.value != initial);
}

bool is_of_field(FindingPlace const& place, FieldRef where) {
    return place.field == static_cast<std::int32_t>(where.field) && place.row == where.row;
}

}  // namespace

OpenDossier::OpenDossier(std::shared_ptr<Procedure const> procedure_, Dossier dossier_, Date today)
    : procedure(std::move(procedure_)),
      dossier(std::move(dossier_)),
      verdict(procedure) {
    judge_again(*this, today);
    // What was answered in an earlier visit was visited in it.
    for (std::uint32_t step = 0; step < procedure->steps.size(); ++step) {
        if (is_step_begun(*this, step)) visited_steps |= bit_of(step);
    }
}

void refresh_findings(OpenDossier& open) {
    open.findings = open.verdict.findings(open.dossier);
    open.places.clear();
    open.places.reserve(open.findings.size());
    for (auto const& finding : open.findings) { open.places.push_back(place_of_path(*open.procedure, open.dossier, finding.path)); }
}

void judge_again(OpenDossier& open, Date today) {
    open.verdict.judge(open.dossier, today);
    refresh_findings(open);
}

FindingPlace place_of_path(Procedure const& procedure, Dossier const& dossier, std::string_view path) {
    FindingPlace place;
    if (auto const where = ref_of_path(procedure, dossier, path)) {
        place.field = static_cast<std::int32_t>(where->field);
        place.row = where->row;
        return place;
    }
    constexpr std::string_view pieces = "pieces.";
    if (path.starts_with(pieces)) {
        place.zone = procedure.attachment_index(path.substr(pieces.size()));
        if (place.zone >= 0) return place;
    }
    place.group = procedure.group_index(path);
    return place;
}

void set_server_findings(OpenDossier& open, std::vector<Finding> findings) {
    open.server_findings = std::move(findings);
    open.server_places.clear();
    for (auto& finding : open.server_findings) {
        auto const place = place_of_path(*open.procedure, open.dossier, finding.path);
        if (place.field >= 0) finding.step = open.procedure->fields[static_cast<std::size_t>(place.field)].step;
        if (place.group >= 0) finding.step = open.procedure->groups[static_cast<std::size_t>(place.group)].step;
        if (place.zone >= 0) finding.step = open.procedure->attachments[static_cast<std::size_t>(place.zone)].step;
        open.server_places.push_back(place);
    }
}

void drop_server_findings(OpenDossier& open, FieldRef where) {
    for (std::size_t i = open.server_findings.size(); i-- > 0;) {
        if (!is_of_field(open.server_places[i], where)) continue;
        open.server_findings.erase(open.server_findings.begin() + static_cast<std::ptrdiff_t>(i));
        open.server_places.erase(open.server_places.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void note_origin(OpenDossier& open, FieldRef where, Origin::From from, std::string of) {
    std::string control = control_id(*open.procedure, open.dossier, where);
    std::erase_if(open.origins, [&](Origin const& one) { return one.control == control; });
    open.origins.push_back({std::move(control), from, std::move(of), answer_of(*open.procedure, open.dossier, where).value});
}

Origin const* origin_of(OpenDossier const& open, FieldRef where, std::string_view control) {
    auto const at = std::ranges::find(open.origins, control, &Origin::control);
    if (at == open.origins.end() || is_unknown(at->value)) return nullptr;
    return at->value == answer_of(*open.procedure, open.dossier, where).value ? &*at : nullptr;
}

bool can_edit(OpenDossier const& open) {
    return (open.access == Access::held || open.access == Access::pending) && is_editable(*open.procedure, open.dossier);
}

bool is_saved(OpenDossier const& open) { return open.revision == open.saved_revision; }

std::uint32_t blocking_on_step(OpenDossier const& open, std::uint32_t step) {
    auto const blocks = [step](Finding const& finding) {
        return finding.severity == Severity::block && finding.step == static_cast<std::int16_t>(step);
    };
    return static_cast<std::uint32_t>(std::ranges::count_if(open.findings, blocks) + std::ranges::count_if(open.server_findings, blocks));
}

std::vector<std::uint32_t> blocking_by_row(OpenDossier const& open, std::int16_t group) {
    std::vector<std::uint32_t> counts(open.dossier.groups[static_cast<std::size_t>(group)].size(), 0U);
    auto const count = [&](std::vector<Finding> const& findings, std::vector<FindingPlace> const& places) {
        for (std::size_t i = 0; i < findings.size(); ++i) {
            auto const& place = places[i];
            if (findings[i].severity != Severity::block || place.field < 0 || place.row < 0) continue;
            if (open.procedure->fields[static_cast<std::size_t>(place.field)].group != group) continue;
            auto const row = static_cast<std::size_t>(place.row);
            if (row < counts.size()) ++counts[row];
        }
    };
    count(open.findings, open.places);
    count(open.server_findings, open.server_places);
    return counts;
}

bool is_step_checked(OpenDossier const& open, std::int32_t step) {
    return step >= 0 && (open.checked_steps & bit_of(static_cast<std::uint32_t>(step))) != 0;
}

void check_step(OpenDossier& open, std::uint32_t step) { open.checked_steps |= bit_of(step); }
void check_all_steps(OpenDossier& open) { open.checked_steps = ~std::uint64_t{0}; }
void visit_step(OpenDossier& open, std::uint32_t step) { open.visited_steps |= bit_of(step); }

bool is_step_begun(OpenDossier const& open, std::uint32_t step) {
    Procedure const& procedure = *open.procedure;
    for (auto const& section : procedure.steps[step].sections) {
        for (auto const& item : section.items) {
            if (item.what == SectionItem::What::field) {
                auto const& field = procedure.fields[item.index];
                if (field.group >= 0 || field.computed != never) continue;
                if (is_answered(open.dossier.answers[field.slot], field.initial)) return true;
            } else if (item.what == SectionItem::What::group) {
                if (!open.dossier.groups[item.index].empty()) return true;
            } else if (item.what == SectionItem::What::attachment &&
                       std::ranges::any_of(open.dossier.attachments,
                                           [&](Attachment const& piece) { return piece.zone == procedure.attachments[item.index].id; })) {
                return true;
            }
        }
    }
    return false;
}

StepState step_state(OpenDossier const& open, std::uint32_t step) {
    bool const visited = (open.visited_steps & bit_of(step)) != 0;
    bool const checked = is_step_checked(open, static_cast<std::int32_t>(step));
    std::uint32_t const blocks = blocking_on_step(open, step);
    if (blocks == 0) return visited || checked ? StepState::complete : StepState::to_do;
    if (checked) return StepState::faulty;
    // An answer that is wrong is an error at once; one that is missing only when the step was checked.
    for (std::size_t i = 0; i < open.findings.size(); ++i) {
        auto const& finding = open.findings[i];
        auto const& place = open.places[i];
        if (finding.step != static_cast<std::int16_t>(step) || finding.severity != Severity::block) continue;
        if (place.field < 0 || (place.row >= 0 && finding.rule == "obligatoire")) continue;
        FieldRef const where{static_cast<std::uint32_t>(place.field), place.row};
        if (open.touched.contains(control_id(*open.procedure, open.dossier, where))) return StepState::faulty;
    }
    if (std::ranges::any_of(open.server_findings, [&](Finding const& finding) {
            return finding.step == static_cast<std::int16_t>(step) && finding.severity == Severity::block;
        })) {
        return StepState::faulty;
    }
    return visited && is_step_begun(open, step) ? StepState::under_way : StepState::to_do;
}

bool shows_findings(OpenDossier const& open, FieldRef where, std::string_view control) {
    Field const& field = open.procedure->fields[where.field];
    if (is_step_checked(open, field.step) || open.touched.contains(control)) return true;
    if (field.group < 0 || where.row < 0) return false;
    auto const& rows = open.dossier.groups[static_cast<std::size_t>(field.group)];
    return open.checked_rows.contains(rows[static_cast<std::size_t>(where.row)].id);
}

std::int32_t step_index(Procedure const& procedure, std::string_view id) {
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        if (procedure.steps[i].id == id) return static_cast<std::int32_t>(i);
    }
    return -1;
}

}  // namespace guichet
