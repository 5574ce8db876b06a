// Deadlines of the domain facts: 1.6 (rule 16, decision, retention) and 1.7.
#include "core/deadlines.hpp"

#include "unit/core/support.hpp"

using namespace guichet;
using test::day;

TEST_CASE("an apprentissage is deposited within five jours ouvrables, with and without Alsace-Moselle") {
    struct Row {
        Date start;
        Date deadline;
        Date alsace_moselle;
    };
    for (Row const& row :
         {Row{day(2026, 9, 1), day(2026, 9, 7), day(2026, 9, 7)}, Row{day(2026, 11, 9), day(2026, 11, 16), day(2026, 11, 16)},
          Row{day(2026, 5, 11), day(2026, 5, 18), day(2026, 5, 18)}, Row{day(2026, 12, 21), day(2026, 12, 28), day(2026, 12, 29)},
          Row{day(2027, 5, 3), day(2027, 5, 11), day(2027, 5, 11)}, Row{day(2026, 3, 30), day(2026, 4, 4), day(2026, 4, 7)}}) {
        CHECK(apprentissage_deposit_deadline(row.start) == row.deadline);
        CHECK(apprentissage_deposit_deadline(row.start, HolidayRegion::alsace_moselle) == row.alsace_moselle);
    }
}

TEST_CASE("a professionnalisation is deposited within five calendar days, and the OPCO has twenty") {
    CHECK(professionnalisation_deposit_deadline(day(2026, 9, 1)) == day(2026, 9, 6));
    CHECK(professionnalisation_deposit_deadline(day(2026, 12, 28)) == day(2027, 1, 2));
    CHECK(decision_deadline(day(2026, 9, 1)) == day(2026, 9, 21));
    CHECK(decision_deadline(day(2028, 2, 15)) == day(2028, 3, 6));
}

TEST_CASE("a contract is kept five years, to 31/12/2031 for those that the Union paid") {
    for (auto const retention_end : {apprentissage_retention_end, professionnalisation_retention_end}) {
        CHECK(retention_end(day(2020, 6, 30)) == day(2025, 6, 30));
        CHECK(retention_end(day(2020, 7, 1)) == day(2031, 12, 31));
        CHECK(retention_end(day(2022, 12, 31)) == day(2031, 12, 31));
        CHECK(retention_end(day(2024, 1, 1)) == day(2029, 1, 1));
        CHECK(retention_end(day(2024, 2, 29)) == day(2029, 2, 28));
        CHECK(retention_end(day(2026, 9, 1)) == day(2031, 9, 1));
    }
    CHECK(apprentissage_retention_end(day(2023, 12, 31)) == day(2031, 12, 31));
    CHECK(professionnalisation_retention_end(day(2023, 1, 1)) == day(2028, 1, 1));
}
