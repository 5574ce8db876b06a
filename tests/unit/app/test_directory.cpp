// What a directory answers, in the shape of the public API.
#include <doctest/doctest.h>

#include "app/directory.hpp"

using namespace guichet;

namespace {

std::string naf_on(std::string_view iso, std::string_view establishment, std::string_view company = "") {
    std::string const body = R"({"results":[{"nom_complet":"X",)" + std::string{company} + R"("siege":{"siret":"83135297600011")" +
                             std::string{establishment} + "}}]}";
    auto const answer = read_directory(body, "83135297600011", date_from_iso(iso).value_or(Date{}));
    REQUIRE(answer.state == LookupState::found);
    return answer.establishment.naf;
}

}  // namespace

TEST_CASE("the activity of the directory is of the list in force: rév. 2 until 2026, NAF 2025 from then on where it is told") {
    constexpr std::string_view both = R"(,"activite_principale":"71.20A","activite_principale_naf25":"71.20Y")";
    CHECK(naf_on("2026-12-31", both) == "71.20A");
    CHECK(naf_on("2027-01-01", both) == "71.20Y");
    CHECK(naf_on("2027-01-01", R"(,"activite_principale":"71.20A","activite_principale_naf25":null)") == "71.20A");
    CHECK(naf_on("2026-11-21", "", R"("activite_principale":"45.20A",)") == "45.20A");
    CHECK(naf_on("2026-11-21", "") == "");
}
