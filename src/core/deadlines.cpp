#include "core/deadlines.hpp"

namespace guichet {
namespace {

constexpr Date first_of_july_2020{18444};
constexpr Date end_of_2022{19357};
constexpr Date end_of_2023{19722};
constexpr Date end_of_2031{22644};

Date retention_end(Date conclusion, Date last_paid_by_the_union) {
    bool const longer = conclusion >= first_of_july_2020 && conclusion <= last_paid_by_the_union;
    return longer ? end_of_2031 : add_months(conclusion, 60);
}

}  // namespace

Date apprentissage_retention_end(Date conclusion) { return retention_end(conclusion, end_of_2023); }
Date professionnalisation_retention_end(Date conclusion) { return retention_end(conclusion, end_of_2022); }

}  // namespace guichet
