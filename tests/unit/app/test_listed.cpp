// Tables of codes of the site: what is read of them, and what is told under a code.
#include <doctest/doctest.h>

#include "app/listed.hpp"

using namespace guichet;

namespace {

Date day(std::string_view iso) { return date_from_iso(iso).value_or(Date{}); }

}  // namespace

TEST_CASE("a code is told in words, with its OPCO, that it is unknown, and that its list no longer holds") {
    CodeTables tables;
    CHECK(code_text(tables, Kind::naf, "7120A", day("2026-11-21")).empty());
    tables[0] =
        read_code_table("#idcc;2026-11;;\n1090\tServices de l'automobile\tOPCO Mobilités\t\r\n2264\tHospitalisation\n0044\tA\tX | Y\n");
    tables[1] = read_code_table("#naf;NAF rév. 2;2008-01-01;2026-12-31\n7120A\tContrôle technique automobile\n");
    Date const today = day("2026-12-31");
    CHECK(code_text(tables, Kind::idcc, "1090", today) == "1090\u00a0: Services de l'automobile – OPCO Mobilités");
    CHECK(code_text(tables, Kind::idcc, "2264", today) == "2264\u00a0: Hospitalisation");
    CHECK(code_text(tables, Kind::idcc, "0044", today) == "0044\u00a0: A. Plusieurs OPCO, lequel est le vôtre\u202f? X | Y");
    CHECK(code_text(tables, Kind::idcc, "0001", today) == "Ce code n’est pas dans la liste de Guichet\u00a0: vérifiez-le.");
    CHECK(code_text(tables, Kind::naf, "7120A", today) == "71.20A\u00a0: Contrôle technique automobile");
    CHECK(code_text(tables, Kind::naf, "7120A", day("2027-01-01")) ==
          "71.20A\u00a0: Contrôle technique automobile. Cette liste (NAF rév. 2) valait jusqu’au 31/12/2026\u00a0: vérifiez le code.");
    CHECK(code_text(tables, Kind::text, "7120A", today).empty());
}

TEST_CASE("a broken table of codes is read as far as it can be") {
    CodeTable const table = read_code_table("#naf;;;hier\n\t\n7120A\n\n7112B\t\n4520A\tEntretien");
    REQUIRE(table.choices);
    CHECK(table.choices->size() == 1);
    CHECK(table.opcos.size() == 1);
    CHECK_FALSE(table.until);
}
