#include "receiver/demo.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace guichet::receiver {
namespace {

/// Under one commit: enough that the disk is not what is waited for, few enough that others may write in between.
constexpr std::uint64_t dossiers_a_commit = 100;

/// Takes away what an interrupted run has done already. What pieces had arrived may arrive again.
void leave_what_is_done(DemoStory& story, std::size_t events) {
    std::erase_if(story.steps, [&events](DemoStep const& step) {
        if (std::holds_alternative<PieceArrival>(step) || events == 0) { return false; }
        --events;
        return true;
    });
}

/// False: someone else has moved the dossier meanwhile, and the rest of its story is theirs.
Result<bool> carry_out(Batch& batch, std::string const& id, DemoStep const& step) {
    if (auto const* const sent = std::get_if<NewDossier>(&step)) {
        auto const accepted = batch.accept(*sent);
        if (!accepted) { return std::unexpected(accepted.error()); }
        using Outcome = Acceptance::Outcome;
        return accepted->outcome == Outcome::created || accepted->outcome == Outcome::corrected;
    }
    if (auto const* const arrival = std::get_if<PieceArrival>(&step)) {
        auto const marked = batch.mark_received(id, arrival->piece, arrival->instant);
        return marked ? Result<bool>(true) : std::unexpected(marked.error());
    }
    auto const event = batch.decide(std::get<Decision>(step));
    return event ? Result<bool>(event->has_value()) : std::unexpected(event.error());
}

Result<void> carry_out_all(Batch& batch, std::vector<DemoStory> const& stories) {
    for (auto const& story : stories) {
        for (auto const& step : story.steps) {
            auto const goes_on = carry_out(batch, story.id, step);
            if (!goes_on) { return std::unexpected(goes_on.error()); }
            if (!*goes_on) { break; }
        }
    }
    return {};
}

}  // namespace

Result<DemoReport> fill_with_demo(Store& store, PieceFiles const& files, Procedures const& procedures, DemoModels const& models,
                                  DemoPlan const& plan, std::function<void(std::uint64_t)> const& progress) {
    DemoReport report{std::vector<std::uint64_t>(models.organisations.size(), 0), 0};
    DemoPieces pieces(files);
    for (std::uint64_t first = 0; first < plan.count; first += dossiers_a_commit) {
        auto const end = std::min(plan.count, first + dossiers_a_commit);
        std::vector<DemoStory> stories;
        for (auto rank = first; rank < end; ++rank) {
            auto const before = store.standing_of(demo_id(plan, rank));
            if (!before) { return std::unexpected(before.error()); }
            if (*before) { ++report.known; }
            if (*before && (*before)->status == demo_status(models, rank)) { continue; }
            auto story = demo_story(models, procedures, pieces, plan, rank);
            if (!story) { return std::unexpected(story.error()); }
            if (*before) {
                auto const known = store.find(story->id);
                if (!known) { return std::unexpected(known.error()); }
                leave_what_is_done(*story, *known ? (*known)->events.size() : 0);
            } else {
                ++report.added[demo_model(models, rank).organisation];
            }
            stories.push_back(std::move(*story));
        }
        auto const done = store.together([&stories](Batch& batch) { return carry_out_all(batch, stories); });
        if (!done) { return std::unexpected(done.error()); }
        progress(end);
    }
    return report;
}

}  // namespace guichet::receiver
