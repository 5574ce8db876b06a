// The dossiers that a demonstration is made from (assets/demo): acceptable ones, and what of each may vary without making it
// anything else. What varies is drawn from a seed, so that the same seed gives the same dossiers.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "receiver/life.hpp"
#include "receiver/procedures.hpp"

namespace guichet::receiver {

/// Numbers that look drawn by lot and are the same each time (SplitMix64).
class Draw {
public:
    explicit Draw(std::uint64_t seed) : state_(seed) {}
    /// From 0 to below `count`, which is not 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t count);

private:
    std::uint64_t state_;
};

struct DemoOrganisation {
    std::string name;
    std::string siret;
    std::string portal;
};

struct DemoModel {
    std::size_t organisation = 0;
    std::string file_name;
    std::shared_ptr<Procedure const> procedure;
    Json file;  ///< a dossier's file
    Date day;   ///< on which it is acceptable
    // Paths of answers, "stagiaires[0].nom", by what is done to them.
    std::vector<std::string> dates;  ///< moved by whole weeks, as `day` is
    std::vector<std::string> births;
    std::vector<std::string> surnames;
    std::vector<std::string> women;
    std::vector<std::string> men;
    std::vector<std::string> amounts;
    std::vector<std::string> numbers;
    std::vector<Proposal::Named> remarks;             ///< what an instructor may have to say
    std::vector<std::string> statuses_of_instalments;  ///< in which the first of them are decided on
    std::vector<std::string> statuses_of_settlement;   ///< in which all are paid
};

struct DemoModels {
    std::vector<DemoOrganisation> organisations;
    std::vector<DemoModel> models;
    std::vector<std::string> surnames;
    std::vector<std::string> women;
    std::vector<std::string> men;
    std::vector<std::string> authors;
};

/// A trouble when the folder, or one of its dossiers, is not what it should be.
[[nodiscard]] Result<DemoModels> load_demo_models(std::filesystem::path const& folder, Procedures const& procedures);

/// Which variation of a model.
struct DemoVariation {
    std::uint64_t seed = 0;     ///< whose persons
    std::uint64_t version = 0;  ///< of the same dossier: other amounts, the same persons
    std::uint64_t rank = 0;
    Date day;                   ///< of the sending
    bool keeps_amounts = false;
};
/// The model's file with other persons, dates, amounts and numbers.
[[nodiscard]] Json varied(DemoModels const& models, DemoModel const& model, DemoVariation const& variation);

}  // namespace guichet::receiver
