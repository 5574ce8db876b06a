// A database filled with the dossiers of a demonstration, through the store as the HTTP interface and `guichet instruire` use it.
// What is there already stays: the same plan again adds nothing, and finishes what was interrupted.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/result.hpp"
#include "receiver/demo_models.hpp"
#include "receiver/demo_story.hpp"
#include "receiver/piece_files.hpp"
#include "receiver/procedures.hpp"
#include "receiver/store.hpp"

namespace guichet::receiver {

struct DemoReport {
    std::vector<std::uint64_t> added;  ///< by organisation, as the models name them
    std::uint64_t known = 0;           ///< dossiers that were there before
};

/// `progress` is told how many are done, after each commit.
[[nodiscard]] Result<DemoReport> fill_with_demo(Store& store, PieceFiles const& files, Procedures const& procedures,
                                                DemoModels const& models, DemoPlan const& plan,
                                                std::function<void(std::uint64_t)> const& progress);

}  // namespace guichet::receiver
