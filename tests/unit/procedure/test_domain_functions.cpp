// The functions of the trade: each with its vectors, and with what makes it say nothing.
#include "unit/procedure/support.hpp"

using namespace guichet;
using test::Bench;

TEST_CASE("age_on counts completed years") {
    Bench bench;
    CHECK(bench.run(R"({"age_on":["2008-09-01","2026-08-31"]})") == "17");
    CHECK(bench.run(R"({"age_on":["2008-09-01","2026-09-01"]})") == "18");
    CHECK(bench.run(R"({"age_on":["2008-02-29","2026-02-28"]})") == "17");
    CHECK(bench.run(R"({"age_on":["2008-02-29","2026-03-01"]})") == "18");
    CHECK(bench.run(R"({"age_on":[{"var":"d"},null]})") == "null");
}

TEST_CASE("age_on is that of the calendar, near each birthday and across centuries") {
    Bench bench;
    std::vector<RuleProblem> problems;
    auto const compiled = compile_rule(test::json(R"({"age_on":[{"var":"d"},{"today":[]}]})"), bench.names, -1, problems);
    REQUIRE(problems.empty());
    std::size_t wrong = 0;
    for (char const* const birth :
         {"1799-12-31", "1804-02-29", "1896-02-29", "1900-02-28", "1985-05-23", "2000-02-29", "2001-01-01", "2026-11-21"}) {
        Date const born = test::day(birth);
        bench.root[3] = Fact::of_date(born);
        for (std::int32_t days = -400; days < 75000; ++days) {
            bench.today = Date{born.days + days};
            wrong += evaluate(compiled.program, bench.facts()) == Value(std::int64_t{age_on(born, bench.today)}) ? 0 : 1;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("days and months are added and counted, and end with the calendar") {
    Bench bench;
    CHECK(bench.run(R"({"days_between":["2026-02-28","2026-03-01"]})") == "1");
    CHECK(bench.run(R"({"days_between":["2026-03-01","2026-02-28"]})") == "-1");
    CHECK(bench.run(R"({"add_days":["2024-02-28",2]})") == "\"2024-03-01\"");
    CHECK(bench.run(R"({"add_months":["2026-01-31",1]})") == "\"2026-02-28\"");
    CHECK(bench.run(R"({"add_months":["2024-02-29",-12]})") == "\"2023-02-28\"");
    CHECK(bench.run(R"({"add_days":["9999-12-31",1]})") == "null");
    CHECK(bench.run(R"({"add_months":["9999-12-31",1]})") == "null");
    CHECK(bench.run(R"({"add_months":["0001-01-01",-1]})") == "null");
    CHECK(bench.run(R"({"add_days":["2026-01-01",1e300]})") == "null");
    CHECK(bench.run(R"({"year_of":[{"var":"d"}]})") == "2026");
    CHECK(bench.run(R"({"year_of":"2025-03"})") == "2025");
    CHECK(bench.run(R"({"year_of":"mars"})") == "null");
}

TEST_CASE("jours ouvrables leave out Sundays and public holidays, Alsace-Moselle on demand") {
    Bench bench;
    // 11 November 2026 is a Wednesday; 26 December a Saturday.
    CHECK(bench.run(R"({"add_jours_ouvrables":["2026-11-10",1]})") == "\"2026-11-12\"");
    CHECK(bench.run(R"({"add_jours_ouvrables":["2026-12-24",1]})") == "\"2026-12-26\"");
    CHECK(bench.run(R"({"add_jours_ouvrables":["2026-12-24",1,"alsace-moselle"]})") == "\"2026-12-28\"");
    CHECK(bench.run(R"({"add_jours_ouvrables":[null,1]})") == "null");
    CHECK(bench.run(R"({"add_jours_ouvrables":["9999-12-31",1]})") == "null");
    CHECK(bench.run(R"({"add_jours_ouvrables":["0001-01-01",-1]})") == "null");
}

TEST_CASE("lengths, sums and counts: unknown is not zero") {
    Bench bench;
    CHECK(bench.run(R"({"length":"été"})") == "3");
    CHECK(bench.run(R"({"length":{"var":"list"}})") == "2");
    CHECK(bench.run(R"({"length":{"var":"lignes"}})") == "0");
    CHECK(bench.run(R"({"length":null})") == "null");
    CHECK(bench.run(R"({"count":{"var":"list"}})") == "2");
    CHECK(bench.run(R"({"count":null})") == "0");
    CHECK(bench.run(R"({"sum":[[1,2,3]]})") == "6");
    CHECK(bench.run(R"({"sum":[[]]})") == "0");
    CHECK(bench.run(R"({"sum":[[1,null]]})") == "null");
    bench.row(Fact::of_number(100), Fact{}, Fact{});
    bench.row(Fact::of_number(250), Fact{}, Fact{});
    CHECK(bench.run(R"({"sum":{"map":[{"var":"lignes"},{"var":"x"}]}})") == "350");
    bench.row(Fact{}, Fact{}, Fact{});
    CHECK(bench.run(R"({"sum":{"map":[{"var":"lignes"},{"var":"x"}]}})") == "null");
}

TEST_CASE("known, starts_with, pieces, distinct") {
    Bench bench;
    CHECK(bench.run(R"({"known":{"var":"n"}})") == "true");
    CHECK(bench.run(R"({"known":{"var":"n2"}})") == "false");
    CHECK(bench.run(R"({"known":""})") == "false");
    CHECK(bench.run(R"({"known":0})") == "true");
    CHECK(bench.run(R"({"starts_with":[{"var":"s"},"ab"]})") == "true");
    CHECK(bench.run(R"({"starts_with":[{"var":"s"},"b"]})") == "false");
    CHECK(bench.run(R"({"starts_with":[null,"b"]})") == "false");
    CHECK(bench.run(R"({"pieces":"devis"})") == "2");
    CHECK(bench.run(R"({"pieces":"autres"})") == "0");
    CHECK(bench.run(R"({"distinct":[[1,2,3]]})") == "true");
    CHECK(bench.run(R"({"distinct":[[1,2,1]]})") == "false");
    CHECK(bench.run(R"({"distinct":[[null,2,null,""]]})") == "true");
}

TEST_CASE("a NIR agrees with sex and birth unless it contradicts them") {
    Bench bench;
    auto const sex = [&](std::string const& nir, std::string const& code) {
        return bench.run(R"({"nir_agrees_sex":[")" + nir + R"(",")" + code + R"("]})") == "true";
    };
    CHECK(sex("1850578006084", "M"));
    CHECK_FALSE(sex("1850578006084", "F"));
    CHECK(sex("2550814168025", "F"));
    CHECK_FALSE(sex("255081416802538", "M"));
    CHECK(sex("3850578006084", "F"));  // provisional: nothing is said
    CHECK(sex("1850578006084", "?"));
    CHECK(bench.run(R"({"nir_agrees_sex":[null,"F"]})") == "true");

    auto const birth = [&](std::string const& nir, std::string const& date) {
        return bench.run(R"({"nir_agrees_birth":[")" + nir + R"(",")" + date + R"("]})") == "true";
    };
    CHECK(birth("1850578006084", "1985-05-23"));
    CHECK_FALSE(birth("1850578006084", "1985-06-23"));
    CHECK_FALSE(birth("1850578006084", "1986-05-23"));
    CHECK(birth("1010101001001", "2001-01-15"));
    CHECK(birth("1010101001001", "1901-01-15"));
    CHECK(birth("1852078006084", "1985-06-23"));  // month 20: unknown
    CHECK(birth("1853178006084", "1985-06-23"));
    CHECK(birth("185062A012345", "1985-06-01"));
    CHECK(bench.run(R"({"nir_agrees_birth":["1850578006084",null]})") == "true");

    CHECK(bench.run(R"({"nir_is_provisional":"7850578006084"})") == "true");
    CHECK(bench.run(R"({"nir_is_provisional":"1850578006084"})") == "false");
    CHECK(bench.run(R"({"nir_is_provisional":null})") == "false");
}

TEST_CASE("a row that repeats an earlier one is found, unknown answers never repeat") {
    Bench bench;
    bench.row_group = 0;
    bench.row(Fact::of_number(1), Fact::of_text("Dupont"), Fact::of_date(Date{0}));
    bench.row(Fact::of_number(1), Fact::of_text("DUPONT"), Fact::of_date(Date{0}));
    bench.row(Fact::of_number(1), Fact::of_text("Durand"), Fact::of_date(Date{0}));
    bench.row(Fact::of_number(1), Fact{}, Fact::of_date(Date{0}));
    bench.row(Fact::of_number(1), Fact{}, Fact::of_date(Date{0}));
    std::string const rule = R"({"repeats_earlier_row":["lignes.nom","lignes.jour"]})";
    CHECK(bench.run(rule, 0) == "false");
    CHECK(bench.run(rule, 1) == "true");
    CHECK(bench.run(rule, 2) == "false");
    CHECK(bench.run(rule, 4) == "false");
    CHECK(bench.run(R"({"repeats_earlier_row":"lignes.x"})", 4) == "true");
    // A NIR with its key repeats the same one without.
    bench.row(Fact::of_number(1), Fact::of_text("1850578006084"), Fact{});
    bench.row(Fact::of_number(1), Fact::of_text("185057800608491"), Fact{});
    CHECK(bench.run(R"({"nir_repeats_earlier_row":"lignes.nom"})", 6) == "true");
    CHECK(bench.run(R"({"repeats_earlier_row":"lignes.nom"})", 6) == "false");
    CHECK(bench.run(R"({"nir_repeats_earlier_row":"lignes.nom"})", 1) == "false");
}

TEST_CASE("a table tells by day, by code and by the longest prefix, and nothing beyond what it knows") {
    Bench bench;
    CHECK(bench.run(R"({"table":["smic","2025-12-31"]})") == "null");
    CHECK(bench.run(R"({"table":["smic","2026-01-01"]})") == "182303");
    CHECK(bench.run(R"({"table":["smic","2026-05-31"]})") == "182303");
    CHECK(bench.run(R"({"table":["smic",{"var":"d"}]})") == "186702");
    CHECK(bench.run(R"({"table":["smic","2026-12-31"]})") == "186702");
    CHECK(bench.run(R"({"table":["smic","2027-01-01"]})") == "null");
    CHECK(bench.run(R"({"table":["smic",null]})") == "null");
    CHECK(bench.run(R"({"table":["noms","a"]})") == "\"Un\"");
    CHECK(bench.run(R"({"table":["noms","ab"]})") == "null");
    CHECK(bench.run(R"({"table":["noms",""]})") == "null");
    CHECK(bench.run(R"({"table":["niveaux","40025214"]})") == "5");
    CHECK(bench.run(R"({"table":["niveaux","40099"]})") == "4");
    CHECK(bench.run(R"({"table":["niveaux","39"]})") == "null");
    CHECK(bench.run(R"({"table":["niveaux","1"]})") == "1");
    CHECK(bench.run(R"({"table":["niveaux",{"var":"n"}]})") == "! types");
    CHECK(bench.run(R"({"table":["smic","hier"]})") == "! date");
    CHECK(bench.run(R"({"table":["autre","a"]})") == "! table-inconnue");
}

TEST_CASE("a value is shown as its kind is, and what is none is not") {
    Bench bench;
    CHECK(bench.run(R"({"shown":["money",80282]})") == "\"802,82\u202f€\"");
    CHECK(bench.run(R"({"shown":["date",{"var":"d"}]})") == "\"21/11/2026\"");
    CHECK(bench.run(R"({"shown":["percentage",4300]})") == "\"43\u202f%\"");
    CHECK(bench.run(R"({"shown":["yes_no",{"var":"b"}]})") == "\"Oui\"");
    CHECK(bench.run(R"({"shown":["money",{"var":"n2"}]})") == "null");
    CHECK(bench.run(R"({"shown":["money",{"var":"s"}]})") == "! types");
}

TEST_CASE("the row above is read in each row, and there is none above the first") {
    Bench bench;
    bench.row_group = 0;
    bench.row(Fact::of_number(3), Fact::of_text("Dupont"), Fact{});
    bench.row(Fact::of_number(4), Fact{}, Fact{});
    bench.row(Fact{}, Fact{}, Fact{});
    CHECK(bench.run(R"({"previous":"lignes.x"})", 0) == "null");
    CHECK(bench.run(R"({"previous":"lignes.x"})", 1) == "3");
    CHECK(bench.run(R"({"previous":["lignes.nom"]})", 1) == "\"Dupont\"");
    CHECK(bench.run(R"({"previous":"lignes.nom"})", 2) == "null");
    CHECK(bench.run(R"({"previous":"lignes.z"})", 1) == "! champ-inconnu");
    CHECK(bench.run(R"({"map":[[1],{"previous":"lignes.x"}]})", 1) == "! champ-de-ligne");
    bench.row_group = -1;
    CHECK(bench.run(R"({"previous":"lignes.x"})") == "! champ-de-ligne");
}

TEST_CASE("months are completed from date to date") {
    Bench bench;
    CHECK(bench.run(R"({"months_between":["2026-09-01","2027-08-31"]})") == "11");
    CHECK(bench.run(R"({"months_between":["2026-09-01","2027-09-01"]})") == "12");
    CHECK(bench.run(R"({"months_between":["2026-01-31","2026-02-28"]})") == "1");
    CHECK(bench.run(R"({"months_between":["2026-01-31","2026-02-27"]})") == "0");
    CHECK(bench.run(R"({"months_between":["2027-09-01","2026-09-01"]})") == "-12");
    CHECK(bench.run(R"({"months_between":["2026-09-01","2026-09-01"]})") == "0");
    CHECK(bench.run(R"({"months_between":["2026-09-01",null]})") == "null");
}

TEST_CASE("rates and amounts of pay are those of the core, and unknown without what they need") {
    Bench bench;
    CHECK(bench.run(R"({"apprentissage_rate":["2008-10-15","2026-09-01","2026-09-01",0]})") == "2700");
    CHECK(bench.run(R"({"apprentissage_rate":["2008-10-15","2026-09-01","2026-11-01"]})") == "4300");
    CHECK(bench.run(R"({"apprentissage_rate":["2008-10-15","2026-09-01","2026-11-01",1500]})") == "5800");
    CHECK(bench.run(R"({"apprentissage_rate":["2008-10-15","2026-09-01",null]})") == "null");
    CHECK(bench.run(R"({"apprentissage_rate":["2008-10-15","2026-09-01","2026-11-01",-1]})") == "null");
    CHECK(bench.run(R"({"professionnalisation_rate":["2000-01-01","2026-09-01",true]})") == "10000");
    CHECK(bench.run(R"({"professionnalisation_rate":["2007-01-01","2026-09-01",true]})") == "6500");
    CHECK(bench.run(R"({"professionnalisation_rate":["2007-01-01","2026-09-01",null]})") == "null");
    CHECK(bench.run(R"({"percent_ceil":[4300,186702]})") == "80282");
    CHECK(bench.run(R"({"percent_nearest":[4300,182303]})") == "78390");
    CHECK(bench.run(R"({"percent_ceil":[4300,182303]})") == "78391");
    CHECK(bench.run(R"({"percent_ceil":[4300,null]})") == "null");
}

TEST_CASE("a NIR agrees with the place of birth unless it contradicts it") {
    Bench bench;
    CHECK(bench.run(R"({"nir_agrees_place":["1850578006084","078"]})") == "true");
    CHECK(bench.run(R"({"nir_agrees_place":["1850578006084","068"]})") == "false");
    CHECK(bench.run(R"({"nir_agrees_place":[null,"068"]})") == "true");
    CHECK(bench.run(R"({"nir_agrees_place":["1850578006084",null]})") == "true");
}
