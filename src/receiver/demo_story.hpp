// One dossier of a demonstration, from its sending to the status that it is to stand in: what the person sends, what the instructor
// decides, as the store takes both.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/date.hpp"
#include "core/result.hpp"
#include "receiver/demo_models.hpp"
#include "receiver/piece_files.hpp"
#include "receiver/procedures.hpp"
#include "receiver/records.hpp"

namespace guichet::receiver {

/// The bytes of a piece have come.
struct PieceArrival {
    StoredPiece piece;
    std::string instant;
};
using DemoStep = std::variant<NewDossier, PieceArrival, Decision>;

struct DemoStory {
    std::string id;  ///< of the seed and the rank alone
    std::vector<DemoStep> steps;
};

/// A demonstration: how many dossiers, drawn from which seed, as of which day.
struct DemoPlan {
    std::uint64_t count = 0;
    std::uint64_t seed = 0;
    Date today;
};

/// The id of the dossier of that rank, from 0.
[[nodiscard]] std::string demo_id(DemoPlan const& plan, std::uint64_t rank);
[[nodiscard]] DemoModel const& demo_model(DemoModels const& models, std::uint64_t rank);
/// The status that it is to stand in: models take turns, and each goes through all statuses that can be reached.
[[nodiscard]] std::string demo_status(DemoModels const& models, std::uint64_t rank);

/// Written once for each name, and kept for the dossiers that share it.
class DemoPieces {
public:
    explicit DemoPieces(PieceFiles const& files) : files_(files) {}
    /// Gives the piece, as a dossier's file describes it, the size and the digest of bytes that are on the disk.
    [[nodiscard]] Result<void> fill(Json& piece);

private:
    PieceFiles const& files_;
    std::map<std::string, std::pair<std::uint64_t, std::string>, std::less<>> known_;
};

/// A trouble when no variation of its model is acceptable on its day.
[[nodiscard]] Result<DemoStory> demo_story(DemoModels const& models, Procedures const& procedures, DemoPieces& pieces, DemoPlan const& plan,
                                           std::uint64_t rank);

}  // namespace guichet::receiver
